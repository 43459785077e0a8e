//! Places of a form, found even where the program that wrote it has cut them over runs, and filled.

use super::Refused;
use super::tree::{Element, Node};
use kernel::letter::{FieldRow, Fields, Printed};
use kernel::report::document::{Part, Run};
use kernel::report::template::Stand;
use std::cell::Cell;

/// The place of the whole text.
const BODY: &str = "正文";
const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// What places are filled with.
pub(super) struct Values {
    fields: Fields,
    /// The paragraphs of the text.
    body: Vec<String>,
    /// Bytes that may still be put in: a form with a million places would fill the memory.
    left: Cell<usize>,
    overdrawn: Cell<bool>,
}

/// Bytes put into one form, at most.
const MOST_FILLED: usize = 64 << 20;

impl Values {
    pub(super) fn of(printed: &Printed) -> Values {
        let mut fields = printed.fields.clone();
        let plain = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
        let title: String = printed.document.title.iter().map(|line| plain(line)).collect();
        let given = [
            ("标题", title),
            ("发文字号", printed.number.clone()),
            ("签发人", printed.signer.clone()),
            ("附注", plain(&printed.note)),
            ("抄送", printed.copies.clone()),
            ("印发机关", printed.printed_by.clone()),
            ("印发日期", printed.printed_on.clone()),
        ];
        for (name, value) in given {
            fields.set_missing(name, value);
        }
        let mut body: Vec<String> = Vec::new();
        for part in &printed.document.parts {
            match part {
                Part::Heading { number, head, text, .. } => {
                    body.push(format!("{number}{}{}", plain(head), plain(text)));
                }
                // Addressee, signature and day have places of their own.
                Part::Paragraph { stand: Stand::Indented, text } => body.push(plain(text)),
                Part::Paragraph { .. } | Part::Chart(_) => {}
                Part::Table(table) => {
                    let head: Vec<&str> = table.head.iter().map(String::as_str).collect();
                    let rows = table.rows.iter().map(|row| {
                        row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("　")
                    });
                    let all = std::iter::once(head.join("　")).chain(rows);
                    body.extend(all.filter(|line| !line.trim().is_empty()));
                }
            }
        }
        Values { fields, body, left: Cell::new(MOST_FILLED), overdrawn: Cell::new(false) }
    }

    /// Whether so many bytes may be put in.
    fn spend(&self, bytes: usize) -> bool {
        match self.left.get().checked_sub(bytes) {
            Some(left) => self.left.set(left),
            None => self.overdrawn.set(true),
        }
        !self.overdrawn.get()
    }

    fn text(&self, name: &str, row: Option<(&FieldRow, usize)>) -> String {
        let (name, optional) =
            name.strip_suffix(['?', '？']).map_or((name, false), |name| (name, true));
        if let Some((row, number)) = row {
            if name == "序号" {
                return number.to_string();
            }
            if let Some(value) = row.get(name) {
                return value.clone();
            }
        }
        match self.fields.text(name) {
            Some(text) => text.to_owned(),
            None if name == BODY => self.body.join(" "),
            None if optional => String::new(),
            None => format!("【待补充：{name}】"),
        }
    }
}

/// Fills all places; rows between `{{#list}}` and `{{/list}}` are written once for every row of the list.
pub(super) fn fill(nodes: &mut Vec<Node>, values: &Values) -> Result<(), Refused> {
    within(nodes, values, None);
    if values.overdrawn.get() { Err(Refused::TooLarge) } else { Ok(()) }
}

fn within(nodes: &mut Vec<Node>, values: &Values, row: Option<(&FieldRow, usize)>) {
    let mut out = Vec::with_capacity(nodes.len());
    for node in nodes.drain(..) {
        let Node::Element(mut element) = node else {
            out.push(node);
            continue;
        };
        if let Some(list) = list_of(&element) {
            let rows = values.fields.lists.get(&list).map_or(&[][..], Vec::as_slice);
            let size = element.size();
            for (at, one) in rows.iter().enumerate() {
                if !values.spend(size) {
                    break;
                }
                let mut copy = element.clone();
                within(&mut copy.inside, values, Some((one, at + 1)));
                out.push(Node::Element(copy));
            }
        } else if is_body(&element) {
            let size = element.size();
            let fits = |text: &&String| values.spend(size + text.len());
            let body = values.body.iter().take_while(fits);
            out.extend(body.map(|text| Node::Element(with_text(&element, text))));
        } else {
            within(&mut element.inside, values, row);
            if element.is("w:p") {
                paragraph(&mut element, values, row);
            }
            out.push(Node::Element(element));
        }
    }
    *nodes = out;
}

/// The list whose rows a row of a table stands for.
fn list_of(element: &Element) -> Option<String> {
    if !element.is("w:tr") {
        return None;
    }
    let mut all = String::new();
    of_row(element, &mut all);
    let (_, rest) = all.split_once("{{#")?;
    let (name, rest) = rest.split_once(CLOSE)?;
    let name = name.split('|').next().unwrap_or_default().trim();
    rest.contains(&format!("{{{{/{name}}}}}")).then(|| name.trim_end_matches('?').to_owned())
}

/// The text of a row; tables in it have rows of their own.
fn of_row(element: &Element, out: &mut String) {
    for node in &element.inside {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) if !inner.is("w:tbl") => of_row(inner, out),
            Node::Element(_) | Node::Raw(_) => {}
        }
    }
}

fn everything(element: &Element, out: &mut String) {
    for node in &element.inside {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) => everything(inner, out),
            Node::Raw(_) => {}
        }
    }
}

fn is_body(element: &Element) -> bool {
    element.is("w:p") && texts(element).concat().trim() == "{{正文}}"
}

/// The paragraph with this text, in the look of its first run.
fn with_text(like: &Element, text: &str) -> Element {
    let mut made = like.clone();
    let mut left = Some(text);
    put_texts(&mut made, &mut |_| left.take().unwrap_or_default().to_owned());
    made
}

/// The texts of a paragraph, those of paragraphs within it (boxes) left out.
fn texts(element: &Element) -> Vec<String> {
    let mut out = Vec::new();
    gather(element, &mut out);
    out
}

fn gather(element: &Element, out: &mut Vec<String>) {
    for node in &element.inside {
        if let Node::Element(inner) = node {
            if inner.is("w:t") {
                let mut text = String::new();
                everything(inner, &mut text);
                out.push(text);
            } else if !inner.is("w:p") {
                gather(inner, out);
            }
        }
    }
}

/// Replaces the texts of a paragraph one after another.
fn put_texts(element: &mut Element, next: &mut impl FnMut(&str) -> String) {
    for node in &mut element.inside {
        if let Node::Element(inner) = node {
            if inner.is("w:t") {
                let mut old = String::new();
                everything(inner, &mut old);
                " xml:space=\"preserve\"".clone_into(&mut inner.attrs);
                inner.inside = vec![Node::Text(next(&old))];
            } else if !inner.is("w:p") {
                put_texts(inner, next);
            }
        }
    }
}

/// Fills the places of one paragraph: what is put in stands where the place begins.
fn paragraph(element: &mut Element, values: &Values, row: Option<(&FieldRow, usize)>) {
    let old = texts(element);
    let whole = old.concat();
    if !whole.contains(OPEN) {
        return;
    }
    let mut filled: Vec<String> = vec![String::new(); old.len()];
    // Where each text begins in the whole.
    let mut begins = Vec::with_capacity(old.len());
    let mut at = 0;
    for text in &old {
        begins.push(at);
        at += text.len();
    }
    let of = |at: usize| begins.iter().rposition(|begin| *begin <= at).unwrap_or(0);
    let mut from = 0;
    while let Some((begin, until, name)) = next_place(&whole, from) {
        keep(&whole, from..begin, &mut filled, &of);
        let marker = name.starts_with(['#', '/']);
        if !marker && let Some(slot) = filled.get_mut(of(begin)) {
            let value = values.text(&name, row);
            if values.spend(value.len()) {
                slot.push_str(&value.replace('\n', " "));
            }
        }
        from = until;
    }
    keep(&whole, from..whole.len(), &mut filled, &of);
    let mut filled = filled.into_iter();
    put_texts(element, &mut |_| filled.next().unwrap_or_default());
}

/// Text that is no place stays in its run.
fn keep(
    whole: &str,
    range: std::ops::Range<usize>,
    filled: &mut [String],
    of: &impl Fn(usize) -> usize,
) {
    let begin = range.start;
    for (at, c) in whole.get(range).unwrap_or_default().char_indices() {
        if let Some(slot) = filled.get_mut(of(begin + at)) {
            slot.push(c);
        }
    }
}

/// Where the next place begins and ends, and what it names.
fn next_place(whole: &str, from: usize) -> Option<(usize, usize, String)> {
    let begin = from + whole.get(from..)?.find(OPEN)?;
    let inside = whole.get(begin + OPEN.len()..)?;
    let end = inside.find(CLOSE)?;
    let name = inside.get(..end)?.trim().to_owned();
    Some((begin, begin + OPEN.len() + end + CLOSE.len(), name))
}

/// The names of all places of a part.
pub(super) fn names(nodes: &[Node]) -> Result<Vec<String>, Refused> {
    let mut names = Vec::new();
    names_within(nodes, &mut names)?;
    Ok(names)
}

fn names_within(nodes: &[Node], names: &mut Vec<String>) -> Result<(), Refused> {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        if element.is("w:p") {
            let whole = texts(element).concat();
            let mut from = 0;
            while let Some((_, until, name)) = next_place(&whole, from) {
                if name.is_empty() || name.contains(['{', '}']) {
                    return Err(Refused::Unclosed(whole.chars().take(20).collect()));
                }
                names.push(name.trim_end_matches(['?', '？']).to_owned());
                from = until;
            }
            let rest = whole.get(from..).unwrap_or_default();
            if rest.contains(OPEN) || rest.contains(CLOSE) {
                return Err(Refused::Unclosed(rest.chars().take(20).collect()));
            }
        }
        names_within(&element.inside, names)?;
    }
    Ok(())
}
