//! XML that is well-formed by construction: an element is closed where it was opened.

/// A piece of XML while it is written.
#[derive(Default)]
pub(super) struct Xml {
    done: String,
}

/// Attributes of an element.
pub(super) type Attrs<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// A whole part with its root element.
    pub(super) fn part(root: &str, attrs: Attrs<'_>, inside: impl FnOnce(&mut Xml)) -> String {
        let mut xml = Xml::default();
        xml.done.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        xml.within(root, attrs, inside);
        xml.done
    }

    /// An element with something in it.
    pub(super) fn within(&mut self, name: &str, attrs: Attrs<'_>, inside: impl FnOnce(&mut Xml)) {
        self.open(name, attrs);
        self.done.push('>');
        inside(self);
        self.done.push_str("</");
        self.done.push_str(name);
        self.done.push('>');
    }

    /// An element with something in it, unless it is not wanted.
    pub(super) fn when(&mut self, wanted: bool, name: &str, inside: impl FnOnce(&mut Xml)) {
        if wanted {
            self.within(name, &[], inside);
        }
    }

    /// An element with nothing in it.
    pub(super) fn leaf(&mut self, name: &str, attrs: Attrs<'_>) {
        self.open(name, attrs);
        self.done.push_str("/>");
    }

    /// An element that only says a value, `w:val`.
    pub(super) fn val(&mut self, name: &str, value: &str) {
        self.leaf(name, &[("w:val", value)]);
    }

    /// An element with text.
    pub(super) fn say(&mut self, name: &str, attrs: Attrs<'_>, text: &str) {
        self.within(name, attrs, |xml| xml.escape(text));
    }

    fn open(&mut self, name: &str, attrs: Attrs<'_>) {
        self.done.push('<');
        self.done.push_str(name);
        for (name, value) in attrs {
            self.done.push(' ');
            self.done.push_str(name);
            self.done.push_str("=\"");
            self.escape(value);
            self.done.push('"');
        }
    }

    /// Text as XML may hold it; signs that XML forbids are dropped, line ends become blanks.
    fn escape(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.done.push_str("&amp;"),
                '<' => self.done.push_str("&lt;"),
                '>' => self.done.push_str("&gt;"),
                '"' => self.done.push_str("&quot;"),
                '\n' | '\r' | '\t' => self.done.push(' '),
                '\u{fffe}' | '\u{ffff}' => {}
                _ if c < ' ' => {}
                _ => self.done.push(c),
            }
        }
    }
}
