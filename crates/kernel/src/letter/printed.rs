//! What a register of papers prints: its fields and the text kept with the record.

use super::{Fields, Kept, fill_text};
use crate::dates::chinese;
use crate::field::Kind;
use crate::record::Record;
use crate::register::Register;
use crate::report::document::{Document, Part, Run};
use crate::report::template::Stand;
use crate::value::Value;
use jiff::civil::Date;

/// The fields from which a register of papers prints; a name may be empty where it has no such field.
#[derive(Clone, Copy, Debug)]
pub struct Papers {
    /// Link to the issuing node.
    pub organ: &'static str,
    /// Text: its name as printed.
    pub organ_name: &'static str,
    /// Choice: the kind of paper.
    pub kind: &'static str,
    /// Kinds that go upward and name who signed.
    pub upward: &'static [&'static str],
    /// Kinds that must say whom to call.
    pub contacted: &'static [&'static str],
    /// Kinds whose mark is the name alone, without 文件.
    pub plain_mark: &'static [&'static str],
    /// Kinds that are printed as letters (信函格式).
    pub letters: &'static [&'static str],
    /// Text: the number as printed.
    pub number: &'static str,
    /// Text: the title.
    pub title: &'static str,
    /// Text: who signed.
    pub signer: &'static str,
    /// The day of the paper.
    pub signed_on: &'static str,
    /// Text: whom to call.
    pub contact: &'static str,
    /// Text: who gets a copy.
    pub copies: &'static str,
    /// Text: who printed it.
    pub printed_by: &'static str,
    /// When it was printed.
    pub printed_on: &'static str,
    /// Text: what was written, as [`Kept`].
    pub text: &'static str,
    /// Choice: the state, and the one in which the number is void.
    pub state: (&'static str, &'static str),
    /// Text: why it is void.
    pub void_for: &'static str,
}

/// The fields by which generic code knows a node's own form of a letter.
#[derive(Clone, Copy, Debug)]
pub struct OwnLetters {
    /// Link to the node that uses it, with everything below it.
    pub node: &'static str,
    /// Choice: the code of the letter it stands for.
    pub letter: &'static str,
    /// Code of the attachment that is the form.
    pub attachment: &'static str,
}

impl Register {
    /// Its records are official papers.
    pub fn papers(mut self, papers: Papers) -> Register {
        self.papers = Some(papers);
        self
    }

    /// Its records are a node's own forms of letters.
    pub fn own_letters(mut self, own: OwnLetters) -> Register {
        self.own_letters = Some(own);
        self
    }
}

/// A paper as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Code of the letter; empty for a text that was typed.
    pub letter: String,
    /// Title, text, signature and day.
    pub document: Document,
    /// With what it was filled, and what the record says itself.
    pub fields: Fields,
    /// It is printed as a letter (信函格式): the name between double lines.
    pub as_letter: bool,
    /// 发文机关标志; empty for a paper without a red head.
    pub mark: String,
    /// 发文字号; may be empty.
    pub number: String,
    /// 签发人 of a paper that goes upward.
    pub signer: String,
    /// 附注, without brackets; a paper that needs one and has none says so.
    pub note: Vec<Run>,
    /// 抄送.
    pub copies: String,
    /// 印发机关; empty for a paper without 版记.
    pub printed_by: String,
    /// 印发日期 as printed.
    pub printed_on: String,
    /// Why the number is void; `None` for a paper that stands.
    pub void_for: Option<String>,
}

impl Printed {
    /// The places that nobody has written yet, as printed.
    pub fn open(&self) -> Vec<&str> {
        let note = self.note.iter().filter(|run| run.open).map(|run| run.text.as_str());
        self.document.open().into_iter().chain(note).collect()
    }
}

/// The paper of a record; `None` for one whose text is not kept here.
pub fn printed(record: &Record) -> Option<Printed> {
    let papers = record.register.papers?;
    let text = |field: &str| value(record, field).as_text().unwrap_or_default().to_owned();
    let kept = Kept::read(&text(papers.text))?;
    let kind = text(papers.kind);
    let is = |kinds: &[&str]| kinds.contains(&kind.as_str());
    let (organ, number) = (text(papers.organ_name), text(papers.number));
    let mark = match (number.is_empty(), is(papers.plain_mark)) {
        (true, _) => String::new(),
        (_, true) => organ.clone(),
        _ => format!("{organ}文件"),
    };
    let day = |field: &str| value(record, field).as_day();
    let printed_on = day(papers.printed_on).or_else(|| day(papers.signed_on));
    let printed_by = Some(text(papers.printed_by)).filter(|by| !by.is_empty());
    let footed = !number.is_empty() || printed_by.is_some();
    let void = text(papers.state.0) == papers.state.1 && !papers.state.1.is_empty();
    let contact = Some(text(papers.contact)).filter(|contact| !contact.is_empty());
    Some(Printed {
        fields: told(record, kept.fields),
        document: kept.document,
        letter: kept.letter,
        as_letter: is(papers.letters),
        mark,
        signer: if is(papers.upward) { text(papers.signer) } else { String::new() },
        number,
        note: note(contact, is(papers.contacted)),
        copies: text(papers.copies),
        printed_by: printed_by.unwrap_or(if footed { organ } else { String::new() }),
        printed_on: printed_on.filter(|_| footed).map(chinese).unwrap_or_default(),
        void_for: void.then(|| text(papers.void_for)),
    })
}

fn note(contact: Option<String>, needed: bool) -> Vec<Run> {
    match contact {
        Some(text) => vec![Run { text, ..Run::default() }],
        None if needed => {
            let text = "【待补充：联系人、电话】".to_owned();
            vec![Run { text, open: true, ..Run::default() }]
        }
        None => Vec::new(),
    }
}

fn value<'a>(record: &'a Record, field: &str) -> &'a Value {
    const EMPTY: &Value = &Value::Null;
    if field.is_empty() { EMPTY } else { record.value(field) }
}

/// What the record says by its own fields, under their titles: texts, days in words, choices by name. What
/// was given otherwise stays.
fn told(record: &Record, mut fields: Fields) -> Fields {
    for field in &record.register.fields {
        let value = record.value(field.name);
        let said = match field.kind {
            Kind::Text | Kind::Long if !field.secret => value.as_text().map(str::to_owned),
            Kind::Day => value.as_day().map(chinese),
            Kind::Choice => {
                let title = |code| field.list.map_or(code, |list| list.title(code));
                value.as_text().map(|code| title(code).to_owned())
            }
            _ => None,
        };
        let papers = record.register.papers;
        if papers.is_none_or(|papers| papers.text != field.name)
            && let Some(said) = said
        {
            fields.set_missing(field.title, said);
        }
    }
    fields
}

/// A text that was typed, with what stands around it.
#[derive(Clone, Debug, Default)]
pub struct Composed<'a> {
    /// The title.
    pub title: &'a str,
    /// 主送机关; may be empty.
    pub main_to: &'a str,
    /// The text, in the language of letters.
    pub body: &'a str,
    /// The signature.
    pub organ_name: &'a str,
    /// The day; one that is not known yet is left open.
    pub signed_on: Option<Date>,
}

/// The document of a typed text. What was typed is taken as it is; only lines are told apart by their
/// beginning.
pub fn composed(of: &Composed) -> Document {
    let plain = |text: &str| vec![Run { text: text.to_owned(), ..Run::default() }];
    // Braces that were typed are no places: a text that does not read as a letter is taken line by line.
    let mut document = fill_text(of.body, &Fields::new()).unwrap_or_else(|_| {
        let lines = of.body.lines().map(str::trim).filter(|line| !line.is_empty());
        let line = |line: &str| Part::Paragraph { stand: Stand::Indented, text: plain(line) };
        Document { parts: lines.map(line).collect(), ..Document::default() }
    });
    if document.title.is_empty() {
        document.title.push(plain(of.title));
    }
    if !of.main_to.is_empty() {
        let text = plain(&format!("{}：", of.main_to.trim_end_matches(['：', ':'])));
        document.parts.insert(0, Part::Paragraph { stand: Stand::Flush, text });
    }
    let day = match of.signed_on {
        Some(day) => plain(&chinese(day)),
        None => vec![Run {
            text: "【待补充：成文日期】".into(), open: true, ..Run::default()
        }],
    };
    for text in [plain(of.organ_name), day] {
        document.parts.push(Part::Paragraph { stand: Stand::Right, text });
    }
    document
}
