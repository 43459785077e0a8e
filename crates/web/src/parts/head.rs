//! Top of a page: path, title, tabs.

use maud::{Markup, html};

use super::{Dress, Link, a, count, icon, thousands};

/// One step of the path; the last has no link.
#[derive(Clone, Debug, Default)]
pub struct Crumb {
    /// The words.
    pub text: String,
    /// Where it leads.
    pub link: Option<Link>,
}

impl Crumb {
    /// A step that leads somewhere.
    pub fn to(text: impl Into<String>, link: impl Into<Link>) -> Self {
        Self { text: text.into(), link: Some(link.into()) }
    }

    /// Where we are.
    pub fn here(text: impl Into<String>) -> Self {
        Self { text: text.into(), link: None }
    }
}

/// The path to a page.
pub fn crumbs(path: &[Crumb]) -> Markup {
    html! {
        @if !path.is_empty() {
            nav.crumbs aria-label="位置" {
                @for (i, step) in path.iter().enumerate() {
                    @if i > 0 { (icon("chevron-right")) }
                    @if let Some(link) = &step.link { (a(link, Dress::default(), &step.text)) }
                    @else { (step.text) }
                }
            }
        }
    }
}

/// Path, title, count or state, actions.
#[derive(Clone, Debug, Default)]
pub struct PageHead {
    /// The one `h1`.
    pub title: String,
    /// The path above it.
    pub crumbs: Vec<Crumb>,
    /// `8,426人`, beside the title.
    pub count: String,
    /// Tags or a clock beside the title.
    pub state: Markup,
    /// A line under the title instead of beside it.
    pub sub: String,
    /// Shows when the draft was saved (`草稿10:42已存`), for the form with this id.
    pub draft_for: String,
    /// Buttons at the right; the main one last.
    pub acts: Markup,
}

/// The head of a page.
pub fn page_head(h: &PageHead) -> Markup {
    html! {
        div.page-h {
            (crumbs(&h.crumbs))
            @if h.sub.is_empty() { h1 { (h.title) } } @else {
                div { h1 { (h.title) } p.muted { (h.sub) } }
            }
            @if !h.count.is_empty() { span.muted { (h.count) } }
            @if !h.draft_for.is_empty() { span.muted.small data-draft-note=(h.draft_for) {} }
            @if !h.state.0.is_empty() { span { (h.state) } }
            @if !h.acts.0.is_empty() { div.acts { (h.acts) } }
        }
    }
}

/// One tab, or one saved view.
#[derive(Clone, Debug, Default)]
pub struct Tab {
    /// The words.
    pub text: String,
    /// How many are in it.
    pub count: Option<u64>,
    /// There are more than counted.
    pub more: bool,
    /// The count waits for this person.
    pub red: bool,
    /// Shown now.
    pub current: bool,
    /// Where it leads.
    pub link: Link,
}

impl Tab {
    /// A tab.
    pub fn new(text: impl Into<String>, link: impl Into<Link>, current: bool) -> Self {
        Self { text: text.into(), link: link.into(), current, ..Self::default() }
    }

    /// With a count.
    pub fn count(mut self, n: u64) -> Self {
        self.count = Some(n);
        self
    }

    /// With a count of those that were counted; there are more.
    pub fn more(mut self, n: u64) -> Self {
        self.count = Some(n);
        self.more = true;
        self
    }

    /// With a count that waits for this person.
    pub fn red(mut self, n: u64) -> Self {
        self.count = Some(n);
        self.red = true;
        self
    }
}

/// Tabs; also the saved views of a list. Counts are plain numbers unless one is red.
pub fn tabs(label: &str, items: &[Tab]) -> Markup {
    let pills = items.iter().any(|item| item.red);
    html! {
        nav.tabs aria-label=(label) {
            @for item in items {
                @let current = item.current.then_some("page");
                (a(&item.link, Dress { current, ..Dress::default() },
                    html! {
                        (item.text)
                        @if let Some(n) = item.count {
                            " "
                            @if pills { (count(n, item.red)) }
                            @else { span.soft { (thousands(n)) @if item.more { "+" } } }
                        }
                    }))
            }
        }
    }
}
