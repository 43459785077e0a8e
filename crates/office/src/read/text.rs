//! Text files: find the encoding and the separator, then stream the rows.

mod decode;

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};

use super::Sink;
use crate::cell::{CellIn, RowIn, letter};
use crate::error::{Limits, ReadError};
use crate::num;
use crate::sniff::Kind;
use decode::Decoding;

/// Lines looked at to find the separator.
const SAMPLE_LINES: usize = 40;
/// Bytes looked at to find the encoding.
const SAMPLE_BYTES: usize = 1 << 20;

/// A text file with its encoding and separator.
#[derive(Debug)]
pub struct TextFile {
    file: File,
    name: String,
    encoding: &'static Encoding,
    separator: u8,
    /// The first line is Excel's `sep=;`.
    announced: bool,
}

impl TextFile {
    /// Find out how the file is to be read.
    pub fn open(file: File, path: &Path) -> Result<Self, ReadError> {
        let name = path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        let encoding = detect(&file)?;
        let mut opened = Self { file, name, encoding, separator: b',', announced: false };
        let lines = opened.sample()?;
        let first = lines.first().map_or("", String::as_str);
        if let Some(&[separator]) = first.strip_prefix("sep=").map(|s| s.trim_end().as_bytes()) {
            opened.separator = separator;
            opened.announced = true;
        } else {
            opened.separator = separator(&lines);
        }
        Ok(opened)
    }

    /// The file's name without its extension.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn decoded(&mut self) -> Result<Decoding<BufReader<&File>>, ReadError> {
        self.file.seek(SeekFrom::Start(0))?;
        let reader = BufReader::with_capacity(64 << 10, &self.file);
        Ok(Decoding::new(reader, self.encoding.new_decoder_with_bom_removal()))
    }

    fn sample(&mut self) -> Result<Vec<String>, ReadError> {
        let mut bytes = Vec::new();
        self.decoded()?.take(256 << 10).read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        Ok(lines.take(SAMPLE_LINES).map(str::to_owned).collect())
    }

    /// Stream the rows.
    pub fn rows<E: From<ReadError>>(
        &mut self,
        limits: &Limits,
        sink: Sink<'_, E>,
    ) -> Result<(), E> {
        let (name, separator, announced) = (self.name.clone(), self.separator, self.announced);
        let used = Rc::new(Cell::new(0));
        let guard =
            Guard { inner: self.decoded()?, used: Rc::clone(&used), most: limits.max_record };
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .buffer_capacity(32 << 10)
            .from_reader(guard);
        let mut record = ByteRecord::new();
        let mut counter = LineCounter::default();
        let mut first = true;
        loop {
            used.set(0);
            match reader.read_byte_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) => return Err(refuse(error, counter.next_row()).into()),
            }
            let number = counter.place(&record, reader.position().line());
            if std::mem::take(&mut first) && announced {
                continue;
            }
            let row = row(&record, number);
            if row.cells.len() > limits.max_columns {
                return Err(too_wide(name, &row, limits).into());
            }
            if !row.cells.is_empty() && sink(row)?.is_break() {
                return Ok(());
            }
        }
    }
}

fn too_wide(sheet: String, row: &RowIn, limits: &Limits) -> ReadError {
    let column = letter(row.cells.len().saturating_sub(1));
    ReadError::TooManyColumns { sheet, row: row.number, column, limit: limits.max_columns }
}

/// Row numbers as a spreadsheet would show them: blank lines count, line breaks
/// inside a cell do not.
#[derive(Default)]
struct LineCounter {
    inside: u64,
    last: u64,
}

impl LineCounter {
    /// The row of a record that ended before line `next` (counted from 1).
    fn place(&mut self, record: &ByteRecord, next: u64) -> u32 {
        let breaks = record.iter().map(|f| f.split(|b| *b == b'\n').skip(1).count()).sum();
        let start = next.saturating_sub(1).saturating_sub(num::long(breaks));
        let row = start.saturating_sub(self.inside).max(self.last + 1);
        self.inside += num::long(breaks);
        self.last = row;
        u32::try_from(row).unwrap_or(u32::MAX)
    }

    fn next_row(&self) -> u32 {
        u32::try_from(self.last + 1).unwrap_or(u32::MAX)
    }
}

fn row(record: &ByteRecord, number: u32) -> RowIn {
    let mut cells: Vec<CellIn> = record.iter().map(field).collect();
    let used = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    cells.truncate(used);
    RowIn { number, cells }
}

/// A field without the tricks that keep other programs from turning it into a
/// number or a formula: `="0123"`, a leading tab, a leading apostrophe.
fn field(bytes: &[u8]) -> CellIn {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\t');
    let text = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')).unwrap_or(text);
    let guarded = |rest: &str| {
        rest.starts_with(|c: char| c.is_ascii_digit() || crate::write::starts_formula(c))
    };
    CellIn::from_text(text.strip_prefix('\'').filter(|rest| guarded(rest)).unwrap_or(text))
}

fn refuse(error: csv::Error, row: u32) -> ReadError {
    match error.into_kind() {
        csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::FileTooLarge => {
            ReadError::Quote { row }
        }
        csv::ErrorKind::Io(e) => ReadError::Io(e),
        other => ReadError::Broken { detail: format!("{other:?}") },
    }
}

/// Stops a row that never ends.
struct Guard<R> {
    inner: R,
    used: Rc<Cell<u64>>,
    most: u64,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let used = self.used.get() + num::long(read);
        self.used.set(used);
        if used > self.most {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(read)
    }
}

/// The separator that most lines have, and have equally often.
fn separator(lines: &[String]) -> u8 {
    let mut best = (b',', 0_usize);
    for candidate in [b',', b'\t', b';', b'|'] {
        let counts = lines.iter().map(|line| outside(line.trim_start_matches('\t'), candidate));
        let mut counts: Vec<usize> = counts.filter(|count| *count > 0).collect();
        counts.sort_unstable();
        let usual = counts.get(counts.len() / 2).copied().unwrap_or(0);
        let agree = counts.iter().filter(|count| **count == usual).count();
        let score = agree * 1_000 + usual;
        if counts.len() * 2 >= lines.len() && usual > 0 && score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}

/// How often a separator stands outside quotes.
fn outside(line: &str, separator: u8) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for byte in line.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b if b == separator && !quoted => count += 1,
            _ => {}
        }
    }
    count
}

/// The encoding: a mark, else UTF-8 if all of it is, else what the detector says
/// as far as it is a Chinese one.
fn detect(mut file: &File) -> Result<&'static Encoding, ReadError> {
    file.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::with_capacity(256 << 10, file);
    let head = reader.fill_buf()?;
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(encoding);
    }
    let mut check = UTF_8.new_decoder_without_bom_handling();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut utf8, mut fed, mut scratch) = (true, 0, String::new());
    loop {
        let chunk = reader.fill_buf()?;
        let (length, last) = (chunk.len(), chunk.is_empty());
        if chunk.contains(&0) {
            return Err(ReadError::Wrong(Kind::Binary));
        }
        if utf8 {
            scratch.clear();
            scratch.reserve(check.max_utf8_buffer_length(length).unwrap_or(length * 3 + 16));
            let (_, _, bad) = check.decode_to_string(chunk, &mut scratch, last);
            utf8 = !bad;
        }
        if fed < SAMPLE_BYTES && (!chunk.is_ascii() || last) {
            let _ = detector.feed(chunk, last || fed + length >= SAMPLE_BYTES);
            fed += length;
        }
        if last || !utf8 && fed >= SAMPLE_BYTES {
            break;
        }
        reader.consume(length);
    }
    if utf8 {
        return Ok(UTF_8);
    }
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    chinese(guess, file)
}

/// GB18030 unless the bytes contradict it.
fn chinese(guess: &'static Encoding, mut file: &File) -> Result<&'static Encoding, ReadError> {
    file.seek(SeekFrom::Start(0))?;
    let mut sample = Vec::new();
    file.take(num::long(SAMPLE_BYTES)).read_to_end(&mut sample)?;
    if guess == UTF_8 || nearly_utf8(&sample) {
        return Ok(UTF_8);
    }
    if guess == BIG5 {
        return Ok(guess);
    }
    if guess == GBK || guess == GB18030 {
        return Ok(GB18030);
    }
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(sample.len() * 3 + 16);
    let (_, _, bad) = decoder.decode_to_string(&sample, &mut text, false);
    if bad { Err(ReadError::Encoding) } else { Ok(GB18030) }
}

/// UTF-8 with a broken byte here and there, as cut or patched files have it.
fn nearly_utf8(sample: &[u8]) -> bool {
    let text = String::from_utf8_lossy(sample);
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    let bad = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    wide > 0 && bad * 50 < wide
}
