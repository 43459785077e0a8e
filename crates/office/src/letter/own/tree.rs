//! XML as a tree whose text can be changed: tags stay as they were written.

use super::Refused;
use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::Event;

/// No form of a clerk is nested deeper; one that is would exhaust the stack.
const DEEPEST: usize = 200;

/// A piece of XML.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Element(Element),
    /// Text in clear.
    Text(String),
    /// Declarations and the like, as they stand.
    Raw(String),
}

/// An element with what is in it.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// `w:p`.
    pub name: String,
    /// What stands behind the name in its tag.
    pub attrs: String,
    pub inside: Vec<Node>,
}

impl Element {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// Bytes of it and of what is in it, about.
    pub(super) fn size(&self) -> usize {
        let inside = self.inside.iter().map(|node| match node {
            Node::Element(inner) => inner.size(),
            Node::Text(text) | Node::Raw(text) => text.len(),
        });
        self.name.len() * 2 + self.attrs.len() + 64 + inside.sum::<usize>()
    }
}

/// Reads a part.
pub(super) fn read(text: &str) -> Result<Vec<Node>, Refused> {
    let mut reader = Reader::from_str(text);
    let mut open: Open = vec![(None, Vec::new())];
    let mut from = 0;
    loop {
        let event = reader.read_event().map_err(|_| Refused::Broken)?;
        let until = usize::try_from(reader.buffer_position()).unwrap_or(from);
        let raw = text.get(from..until).unwrap_or_default();
        from = until;
        match event {
            Event::Eof => break,
            Event::Start(_) => {
                if open.len() > DEEPEST {
                    return Err(Refused::Broken);
                }
                open.push((Some(tag(raw, ">")), Vec::new()));
            }
            Event::Empty(_) => {
                let (name, attrs) = tag(raw, "/>");
                put(&mut open, Node::Element(Element { name, attrs, inside: Vec::new() }));
            }
            Event::End(_) => {
                let Some((Some((name, attrs)), inside)) = open.pop() else {
                    return Err(Refused::Broken);
                };
                put(&mut open, Node::Element(Element { name, attrs, inside }));
            }
            Event::Text(_) | Event::GeneralRef(_) => {
                let clear = unescape(raw).map_err(|_| Refused::Broken)?;
                say(&mut open, &clear);
            }
            Event::CData(data) => say(&mut open, &data),
            Event::DocType(_) => return Err(Refused::Broken),
            _ => put(&mut open, Node::Raw(raw.to_owned())),
        }
    }
    match (open.pop(), open.is_empty()) {
        (Some((None, nodes)), true) => Ok(nodes),
        _ => Err(Refused::Broken),
    }
}

/// Elements that are open – name and attributes – each with what is in it so far.
type Open = Vec<(Option<(String, String)>, Vec<Node>)>;

fn put(open: &mut Open, node: Node) {
    if let Some((_, inside)) = open.last_mut() {
        inside.push(node);
    }
}

fn say(open: &mut Open, text: &str) {
    let Some((_, inside)) = open.last_mut() else { return };
    match inside.last_mut() {
        Some(Node::Text(last)) => last.push_str(text),
        _ => inside.push(Node::Text(text.to_owned())),
    }
}

/// Name and attributes of `<name attrs>`.
fn tag(raw: &str, end: &str) -> (String, String) {
    let inner = raw.strip_prefix('<').unwrap_or(raw);
    let inner = inner.strip_suffix(end).unwrap_or(inner);
    let cut = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let (name, attrs) = inner.split_at(cut);
    (name.to_owned(), attrs.trim_end().to_owned())
}

/// The part written down again.
pub(super) fn write(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        node_to(node, &mut out);
    }
    out
}

fn node_to(node: &Node, out: &mut String) {
    match node {
        Node::Raw(raw) => out.push_str(raw),
        Node::Text(text) => out.push_str(&escape(text.as_str())),
        Node::Element(Element { name, attrs, inside }) => {
            out.push('<');
            out.push_str(name);
            out.push_str(attrs);
            if inside.is_empty() {
                return out.push_str("/>");
            }
            out.push('>');
            for node in inside {
                node_to(node, out);
            }
            out.push_str("</");
            out.push_str(name);
            out.push('>');
        }
    }
}
