//! The package of a form: what may be in it, and how it is put together again. Sizes are counted while unpacking;
//! what the package says of itself is not believed.

use super::{MOST_BYTES, MOST_PARTS, MOST_UNPACKED, Refused};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;

const DOCUMENT: &str = "word/document.xml";
const TYPES: &str = "[Content_Types].xml";

/// What a part holds.
enum Part {
    /// Text in which places are filled.
    Text(String),
    /// Anything else, kept as it is.
    Other(Vec<u8>),
}

/// The parts of a form in their order.
pub(super) struct Package {
    parts: Vec<(String, Part)>,
}

impl Package {
    /// Unpacks a form and refuses what may not come in.
    pub(super) fn read(bytes: &[u8]) -> Result<Package, Refused> {
        if bytes.len() > MOST_BYTES {
            return Err(Refused::TooLarge);
        }
        if !bytes.starts_with(b"PK\x03\x04") {
            return Err(Refused::NoDocument);
        }
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Broken)?;
        if zip.len() > MOST_PARTS {
            return Err(Refused::TooLarge);
        }
        let (mut parts, mut names, mut left) = (Vec::new(), BTreeSet::new(), MOST_UNPACKED);
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).map_err(|_| Refused::Broken)?;
            let name = file.name().map_err(|_| Refused::Broken)?.into_owned();
            if file.is_dir() {
                continue;
            }
            let inside = !name.starts_with('/') && !name.contains(['\\', ':']);
            if !inside
                || name.split('/').any(|step| step == "..")
                || !names.insert(name.to_lowercase())
            {
                return Err(Refused::Broken);
            }
            let mut bytes = Vec::new();
            let read = file.by_ref().take(left + 1).read_to_end(&mut bytes);
            read.map_err(|_| Refused::Broken)?;
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            left = left.checked_sub(size).ok_or(Refused::TooLarge)?;
            parts.push(looked_through(name, bytes)?);
        }
        if !names.contains(DOCUMENT) || !names.contains(&TYPES.to_lowercase()) {
            return Err(Refused::NoDocument);
        }
        Ok(Package { parts })
    }

    /// The parts whose places are filled.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|(_, part)| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Other(_) => None,
        })
    }

    /// The same, to be filled.
    pub(super) fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.parts.iter_mut().filter_map(|(_, part)| match part {
            Part::Text(text) => Some(text),
            Part::Other(_) => None,
        })
    }

    /// Packs it again.
    pub(super) fn write(&self) -> Result<Vec<u8>, Refused> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in &self.parts {
            let bytes = match part {
                Part::Text(text) => text.as_bytes(),
                Part::Other(bytes) => bytes,
            };
            let begun = zip.start_file(name, SimpleFileOptions::default());
            begun.map_err(|_| Refused::Broken)?;
            zip.write_all(bytes).map_err(|_| Refused::Broken)?;
        }
        Ok(zip.finish().map_err(|_| Refused::Broken)?.into_inner())
    }
}

fn looked_through(name: String, bytes: Vec<u8>) -> Result<(String, Part), Refused> {
    let low = name.to_lowercase();
    let program = ["vba", "activex/", "ctrlprops/", "customui"];
    if program.iter().any(|word| low.contains(word)) {
        return Err(Refused::Macros);
    }
    // Objects of other programs, and pieces of foreign text that would be taken in on opening.
    if low.starts_with("word/embeddings/") || low.contains("afchunk") {
        return Err(Refused::Outside);
    }
    let end = low.rsplit('.').next().unwrap_or_default();
    let read = matches!(end, "xml" | "rels");
    if !read {
        return Ok((name, Part::Other(bytes)));
    }
    let text = String::from_utf8(bytes).map_err(|_| Refused::Broken)?;
    look(&low, &text)?;
    let filled = low == DOCUMENT
        || (low.starts_with("word/header") || low.starts_with("word/footer")) && end == "xml";
    let part = if filled { Part::Text(text) } else { Part::Other(text.into_bytes()) };
    Ok((name, part))
}

/// Reads a part from end to end: well-formed, no document type, nothing that reaches outside.
fn look(name: &str, text: &str) -> Result<(), Refused> {
    let mut reader = Reader::from_str(text);
    let mut instructions = String::new();
    let mut instructing = false;
    loop {
        match reader.read_event().map_err(|_| Refused::Broken)? {
            Event::Eof => break,
            Event::DocType(_) => return Err(Refused::Broken),
            Event::Start(element) => {
                look_at(name, &element)?;
                instructing = local(&element) == "instrText";
                instructions.push_str(&attribute(&element, "instr"));
            }
            Event::Empty(element) => {
                look_at(name, &element)?;
                instructions.push_str(&attribute(&element, "instr"));
            }
            Event::Text(text) if instructing => instructions.push_str(&text),
            Event::CData(text) if instructing => instructions.push_str(&text),
            Event::End(_) => instructing = false,
            _ => {}
        }
    }
    // A field may be cut over several runs, so that all of them are looked at as one.
    let instructions: String = instructions.to_uppercase().split_whitespace().collect();
    let reaching = ["DDE", "INCLUDETEXT", "INCLUDEPICTURE", "MACROBUTTON", "DATABASE"];
    if reaching.iter().any(|word| instructions.contains(word)) {
        return Err(Refused::Outside);
    }
    Ok(())
}

fn look_at(name: &str, element: &BytesStart<'_>) -> Result<(), Refused> {
    if name.rsplit('.').next() == Some("rels")
        && attribute(element, "TargetMode").eq_ignore_ascii_case("external")
    {
        return Err(Refused::Outside);
    }
    let kind = attribute(element, "ContentType").to_lowercase();
    if kind.contains("macroenabled") || kind.contains("vba") || kind.contains("activex") {
        return Err(Refused::Macros);
    }
    match local(element).as_str() {
        "altChunk" | "OLEObject" | "attachedTemplate" => Err(Refused::Outside),
        "control" => Err(Refused::Macros),
        _ => Ok(()),
    }
}

/// The name without what stands before the colon.
fn local(element: &BytesStart<'_>) -> String {
    let name = element.name();
    let name: &str = name.as_ref();
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

/// The value of an attribute by its local name; what cannot be read counts as the worst.
fn attribute(element: &BytesStart<'_>, wanted: &str) -> String {
    for found in element.attributes().with_checks(false) {
        let Ok(found) = found else { continue };
        let key: &str = found.key.as_ref();
        if key.rsplit(':').next() == Some(wanted) {
            let raw: &str = &found.value;
            return quick_xml::escape::unescape(raw)
                .map_or("external".into(), std::borrow::Cow::into_owned);
        }
    }
    String::new()
}
