//! The smallest pieces: icons, links, buttons, tags, counts.

use maud::{Markup, Render, html};

use crate::assets;

/// Meaning of a colour. Never the only carrier of it: words say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No meaning: a kind, a neutral remark.
    #[default]
    Plain,
    /// In progress, or something to press.
    Act,
    /// Done, matched, on target.
    Ok,
    /// Due soon, please check.
    Warn,
    /// Overdue, wrong.
    Bad,
    /// Secondary: outline only.
    Line,
}

impl Tone {
    /// The class of the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Act => "act",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Line => "line",
        }
    }

    /// The class for coloured words.
    pub fn text_class(self) -> &'static str {
        match self {
            Self::Plain | Self::Line => "soft",
            Self::Act => "teal",
            Self::Ok => "green",
            Self::Warn => "amber",
            Self::Bad => "red",
        }
    }
}

/// An icon of the sprite; decoration, hidden from readers of the screen.
pub fn icon(name: &str) -> Markup {
    icon_in(name, "")
}

/// An icon with a colour class (`red`, `amber`, `green`, `muted`).
pub fn icon_in(name: &str, class: &str) -> Markup {
    let href = format!("{}#{name}", assets::url("icons.svg"));
    html! { svg.i.(class) aria-hidden="true" { use href=(href) {} } }
}

/// Where a link leads, and whether it swaps a part of the page instead of leaving it.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// The address; also works without script.
    pub href: String,
    /// What to replace with the answer (`#list`); `None` is a plain link.
    pub target: Option<String>,
    /// How to replace it.
    pub swap: &'static str,
    /// Put the address into the address bar.
    pub push: bool,
}

impl Link {
    /// A plain link.
    pub fn to(href: impl Into<String>) -> Self {
        Self { href: href.into(), ..Self::default() }
    }

    /// Replaces `target` and puts the address into the address bar (filters, sorting, pages).
    pub fn swap(href: impl Into<String>, target: impl Into<String>) -> Self {
        Self { href: href.into(), target: Some(target.into()), swap: "outerHTML", push: true }
    }

    /// Fills `target` and leaves the address bar alone (side sheet, dialog).
    pub fn load(href: impl Into<String>, target: impl Into<String>) -> Self {
        Self { href: href.into(), target: Some(target.into()), swap: "innerHTML", push: false }
    }

    /// The address, or `#` where its scheme could run script.
    pub fn safe(&self) -> &str {
        let fine = self.href.is_empty()
            || ["/", "#", "?", "http://", "https://", "tel:", "mailto:"]
                .iter()
                .any(|start| self.href.starts_with(start));
        if fine { &self.href } else { "#" }
    }

    pub(crate) fn get(&self) -> Option<&str> {
        self.target.as_ref().map(|_| self.safe())
    }

    pub(crate) fn swap_attr(&self) -> Option<&str> {
        self.target.as_ref().map(|_| self.swap)
    }

    pub(crate) fn push_attr(&self) -> Option<&str> {
        self.push.then_some("true")
    }
}

impl From<&str> for Link {
    fn from(href: &str) -> Self {
        Self::to(href)
    }
}

impl From<String> for Link {
    fn from(href: String) -> Self {
        Self::to(href)
    }
}

/// How [`a`] dresses a link.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dress<'a> {
    /// Classes.
    pub class: Option<&'a str>,
    /// Id: lets the focus find the link again after a swap.
    pub id: Option<&'a str>,
    /// `page` or `true` where the link is where we are.
    pub current: Option<&'a str>,
    /// Name for readers of the screen, where the text is not enough.
    pub label: Option<&'a str>,
    /// Full text where the link may be cut.
    pub title: Option<&'a str>,
}

/// A link in any dress; every link of the parts goes through here.
pub fn a(link: &Link, dress: Dress, body: impl Render) -> Markup {
    html! {
        a href=(link.safe()) class=[dress.class] id=[dress.id] aria-current=[dress.current]
            aria-label=[dress.label] title=[dress.title] hx-get=[link.get()]
            hx-target=[link.target.as_deref()] hx-swap=[link.swap_attr()]
            hx-push-url=[link.push_attr()] { (body) }
    }
}

/// A small coloured word.
pub fn tag(text: &str, tone: Tone) -> Markup {
    html! { span.tag.(tone.class()) { (text) } }
}

/// A count in a pill; `red` only for what is waiting for this person.
pub fn count(n: u64, red: bool) -> Markup {
    html! { span.count.red[red] { (thousands(n)) } }
}

/// `48,216`.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The hidden field every posting form carries.
pub fn csrf_field(token: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(token); }
}

/// Hidden fields that keep the rest of the address in a form that gets.
pub fn keep_fields(keep: &[(String, String)]) -> Markup {
    html! { @for (name, value) in keep { input type="hidden" name=(name) value=(value); } }
}

/// The mark: a roof over people.
pub fn logo() -> Markup {
    html! {
        svg.logo viewBox="0 0 28 28" aria-hidden="true" {
            rect.fill-seal width="28" height="28" rx="7" {}
            path.white-line d="M5.2 14.2 14 6.4l8.8 7.8" {}
            circle.white cx="14" cy="14.6" r="2.2" {}
            path.white-line d="M8.6 22.2c.3-3 2.5-4.6 5.4-4.6s5.1 1.6 5.4 4.6" {}
        }
    }
}
