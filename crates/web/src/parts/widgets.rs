//! Buttons, menus and segments.

use maud::{Markup, Render, html};

use super::{Dress, Link, a, csrf_field, icon, icon_in};

/// How loud a button is. At most one [`Look::Primary`] on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The usual button.
    #[default]
    Plain,
    /// The one main act.
    Primary,
    /// The way out.
    Quiet,
    /// Cannot be undone.
    Danger,
    /// Reads as text.
    Text,
}

/// The question before an act that leaves the house; its buttons are verbs.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// Names the act: `给华锦针织出具批复`.
    pub title: String,
    /// Its effect: `出具后对方立即收到，文号不能收回。`
    pub text: String,
    /// `出具批复`.
    pub yes: String,
    /// `先不出具`.
    pub no: String,
}

/// What pressing a button does.
#[derive(Clone, Debug)]
pub enum Press {
    /// Goes somewhere, or swaps a part.
    Go(Link),
    /// Sends the form, with a name and value when not empty.
    Submit(String, String),
    /// Opens the dialog or sheet with this id.
    Open(String),
    /// Closes the dialog, sheet or toast around it.
    Close,
    /// Prints the page.
    Print,
}

/// A button or a link that looks like one; put it into markup as `(btn)`.
#[derive(Clone, Debug)]
pub struct Btn {
    label: String,
    press: Press,
    look: Look,
    icon: Option<&'static str>,
    small: bool,
    bare: bool,
    disabled: bool,
    form: Option<String>,
    action: Option<String>,
    busy: Option<String>,
    confirm: Option<Confirm>,
    class: &'static str,
}

impl Btn {
    /// A button with this label and effect.
    pub fn new(label: impl Into<String>, press: Press) -> Self {
        Self {
            label: label.into(),
            press,
            look: Look::Plain,
            icon: None,
            small: false,
            bare: false,
            disabled: false,
            form: None,
            action: None,
            busy: None,
            confirm: None,
            class: "",
        }
    }

    /// Goes to `link`.
    pub fn link(label: impl Into<String>, link: impl Into<Link>) -> Self {
        Self::new(label, Press::Go(link.into()))
    }

    /// Sends the form around it.
    pub fn submit(label: impl Into<String>) -> Self {
        Self::new(label, Press::Submit(String::new(), String::new()))
    }

    /// Sends the form with `name=value`.
    pub fn send(label: impl Into<String>, name: &str, value: &str) -> Self {
        Self::new(label, Press::Submit(name.to_owned(), value.to_owned()))
    }

    /// Opens the dialog or sheet with this id.
    pub fn opens(label: impl Into<String>, id: impl Into<String>) -> Self {
        Self::new(label, Press::Open(id.into()))
    }

    /// Closes the dialog or sheet around it.
    pub fn close(label: impl Into<String>) -> Self {
        Self::new(label, Press::Close)
    }

    /// The one main act of the page.
    pub fn pri(mut self) -> Self {
        self.look = Look::Primary;
        self
    }

    /// The way out.
    pub fn quiet(mut self) -> Self {
        self.look = Look::Quiet;
        self
    }

    /// Cannot be undone.
    pub fn danger(mut self) -> Self {
        self.look = Look::Danger;
        self
    }

    /// Reads as text.
    pub fn text(mut self) -> Self {
        self.look = Look::Text;
        self
    }

    /// Small, for rows and bars.
    pub fn sm(mut self) -> Self {
        self.small = true;
        self
    }

    /// With an icon before the label.
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = Some(name);
        self
    }

    /// Icon only; the label is for readers of the screen.
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Cannot be pressed now.
    pub fn disabled(mut self, yes: bool) -> Self {
        self.disabled = yes;
        self
    }

    /// Belongs to the form with this id.
    pub fn form(mut self, id: impl Into<String>) -> Self {
        self.form = Some(id.into());
        self
    }

    /// Sends the form to another address.
    pub fn action(mut self, href: impl Into<String>) -> Self {
        self.action = Some(href.into());
        self
    }

    /// What it says while sending: `正在出具…`.
    pub fn busy(mut self, words: impl Into<String>) -> Self {
        self.busy = Some(words.into());
        self
    }

    /// Asks before acting.
    pub fn confirm(mut self, question: Confirm) -> Self {
        self.confirm = Some(question);
        self
    }

    /// Pushed to the right end of its row.
    pub fn push(mut self) -> Self {
        self.class = " push";
        self
    }

    fn classes(&self) -> String {
        let look = match self.look {
            Look::Plain => "btn",
            Look::Primary => "btn pri",
            Look::Quiet => "btn quiet",
            Look::Danger => "btn danger",
            Look::Text => "link",
        };
        let small = if self.small { " sm" } else { "" };
        let ico = if self.bare { " ico" } else { "" };
        format!("{look}{small}{ico}{}", self.class)
    }

    fn body(&self) -> Markup {
        html! {
            @if let Some(name) = self.icon { (icon(name)) }
            @if !self.bare { (self.label) }
        }
    }

    fn button(&self) -> Markup {
        let (kind, name, value) = match &self.press {
            Press::Submit(name, value) if !name.is_empty() => ("submit", Some(name), Some(value)),
            Press::Submit(..) => ("submit", None, None),
            _ => ("button", None, None),
        };
        let opens = if let Press::Open(id) = &self.press { Some(id) } else { None };
        let close = matches!(self.press, Press::Close);
        let print = matches!(self.press, Press::Print);
        let ask = self.confirm.as_ref();
        html! {
            button type=(kind) class=(self.classes()) name=[name] value=[value]
                form=[self.form.as_deref()] formaction=[self.action.as_deref()]
                aria-label=[self.bare.then_some(&self.label)] disabled[self.disabled]
                data-open=[opens] data-close[close] data-print[print]
                data-busy=[self.busy.as_deref()] data-confirm=[ask.map(|q| &q.title)]
                data-text=[ask.map(|q| &q.text)] data-yes=[ask.map(|q| &q.yes)]
                data-no=[ask.map(|q| &q.no)] { (self.body()) }
        }
    }
}

impl Render for Btn {
    fn render(&self) -> Markup {
        match &self.press {
            Press::Go(_) if self.disabled => html! {
                a class=(self.classes()) role="link" aria-disabled="true"
                    aria-label=[self.bare.then_some(&self.label)] { (self.body()) }
            },
            Press::Go(link) => {
                let class = self.classes();
                let label = self.bare.then_some(self.label.as_str());
                a(link, Dress { class: Some(&class), label, ..Dress::default() }, self.body())
            }
            _ => self.button(),
        }
    }
}

/// A menu that opens below its button.
#[derive(Clone, Debug, Default)]
pub struct Menu {
    /// Id, if script or a link must find it.
    pub id: Option<String>,
    /// Words on the button; read out only when `bare`.
    pub label: String,
    /// Icon before the words.
    pub icon: Option<&'static str>,
    /// Classes of the button, `btn` when empty.
    pub class: &'static str,
    /// Icon only.
    pub bare: bool,
    /// Opens to the right of its left edge.
    pub left: bool,
    /// Leave it out on phones.
    pub hide_m: bool,
}

/// A menu; fill it with [`menu_link`], [`menu_post`] and the like.
pub fn menu(m: &Menu, body: impl Render) -> Markup {
    let class = match (m.class, m.bare) {
        ("", true) => "btn ico",
        ("", false) => "btn",
        (class, _) => class,
    };
    html! {
        details.menu.hide-m[m.hide_m] id=[m.id.as_deref()] {
            summary class=(class) aria-label=[m.bare.then_some(&m.label)] {
                @if let Some(name) = m.icon { (icon(name)) }
                @if !m.bare { (m.label) }
            }
            div.left[m.left] { (body) }
        }
    }
}

/// The three dots of a row or a page head.
pub fn more_menu(label: &str, small: bool, body: impl Render) -> Markup {
    let class = if small { "btn quiet sm ico" } else { "btn ico" };
    let m =
        Menu { label: label.to_owned(), icon: Some("dots"), class, bare: true, ..Menu::default() };
    menu(&m, body)
}

/// A link in a menu.
pub fn menu_link(name: &str, label: &str, link: impl Into<Link>) -> Markup {
    let body = html! { (icon(name)) (label) };
    a(&link.into(), Dress { class: Some("item"), ..Dress::default() }, body)
}

/// An act in a menu that opens a dialog or sheet.
pub fn menu_open(name: &str, label: &str, id: &str) -> Markup {
    html! { button.item type="button" data-open=(id) { (icon(name)) (label) } }
}

/// An act in a menu that is sent at once.
pub fn menu_post(name: &str, label: &str, action: &str, csrf: &str, red: bool) -> Markup {
    html! {
        form method="post" action=(action) {
            (csrf_field(csrf))
            button.item.red[red] { (icon_in(name, "")) (label) }
        }
    }
}

/// The line between groups of a menu.
pub fn menu_line() -> Markup {
    html! { hr; }
}

/// One choice of a segmented control.
#[derive(Clone, Debug)]
pub struct Seg {
    /// The words.
    pub text: String,
    /// Icon before them.
    pub icon: Option<&'static str>,
    /// Chosen.
    pub current: bool,
    /// Where it leads.
    pub link: Link,
}

/// A segmented control that chooses a view (for a form value use radios).
pub fn seg(label: &str, items: &[Seg]) -> Markup {
    html! {
        span.seg role="group" aria-label=(label) {
            @for item in items {
                @let current = item.current.then_some("true");
                (a(&item.link, Dress { current, ..Dress::default() },
                    html! { @if let Some(name) = item.icon { (icon(name)) } (item.text) }))
            }
        }
    }
}
