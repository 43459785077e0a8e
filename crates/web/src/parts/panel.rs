//! Boxes and what stands in them: panels, facts, lists, timelines.

use maud::{Markup, Render, html};

use super::{Dress, Link, Tone, a, count, icon_in};

/// A box with a title.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// Id; swaps replace the whole panel.
    pub id: String,
    /// The `h2`.
    pub title: String,
    /// Pill beside the title.
    pub count: Option<u64>,
    /// At the right of the title.
    pub right: Markup,
    /// The content, edge to edge.
    pub body: Markup,
    /// The foot.
    pub foot: Markup,
}

/// A box; put text into [`pad`], tables and lists straight in.
pub fn panel(p: &Panel) -> Markup {
    let head = (!p.id.is_empty()).then(|| format!("{}-h", p.id));
    html! {
        section.panel id=[(!p.id.is_empty()).then_some(&p.id)] aria-labelledby=[head.as_ref()] {
            @if !p.title.is_empty() {
                header {
                    h2 id=[head.as_ref()] { (p.title) }
                    @if let Some(n) = p.count { (count(n, false)) }
                    @if !p.right.0.is_empty() { span.push.row { (p.right) } }
                }
            }
            (p.body)
            @if !p.foot.0.is_empty() { footer { (p.foot) } }
        }
    }
}

/// A box whose head is tabs; for lists and timelines. `id` is what swaps replace; `right` is left
/// out on phones.
pub fn tab_panel(id: &str, label: &str, tabs: &Markup, right: &Markup, body: &Markup) -> Markup {
    html! {
        section.panel id=(id) aria-label=(label) {
            header.tabs-h {
                (tabs)
                @if !right.0.is_empty() { span.push.row.hide-m { (right) } }
            }
            (body)
        }
    }
}

/// The padded inside of a panel.
pub fn pad(body: impl Render) -> Markup {
    html! { div.pad { (body) } }
}

/// Main column and the 360 px aside.
pub fn cols(main: &Markup, aside: &Markup) -> Markup {
    html! { div.cols { div { (main) } div { (aside) } } }
}

/// One fact.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    /// `职工人数`.
    pub name: String,
    /// `86人，其中女职工61人`.
    pub value: Markup,
    /// Over both columns.
    pub full: bool,
}

impl Fact {
    /// A fact; an empty value shows 缺.
    pub fn new(name: impl Into<String>, value: impl Render) -> Self {
        Self { name: name.into(), value: value.render(), full: false }
    }

    /// Over both columns.
    pub fn full(mut self) -> Self {
        self.full = true;
        self
    }
}

/// Facts in two columns (`one`: in one).
pub fn dl(facts: &[Fact], one: bool) -> Markup {
    html! {
        dl.dl.pad.one[one] {
            @for fact in facts {
                div.full[fact.full] {
                    dt { (fact.name) }
                    dd {
                        @if fact.value.0.is_empty() { span.muted { "缺" } } @else { (fact.value) }
                    }
                }
            }
        }
    }
}

/// What happened.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// `周建平`.
    pub who: String,
    /// `报县总工会，时钟开始`.
    pub what: Markup,
    /// `6月12日 16:08`.
    pub when: String,
    /// What people wrote.
    pub say: String,
    /// A second line.
    pub sub: String,
    /// [`Tone::Act`] changed the state, [`Tone::Bad`] is a return.
    pub tone: Tone,
}

/// What happened, newest first.
pub fn timeline(events: &[Event]) -> Markup {
    html! {
        ol.tl {
            @for e in events {
                li.key[e.tone == Tone::Act].bad[e.tone == Tone::Bad] {
                    @if !e.who.is_empty() { b { (e.who) } " " }
                    (e.what)
                    time { (e.when) }
                    @if !e.sub.is_empty() { br; span.muted.small { (e.sub) } }
                    @if !e.say.is_empty() { div.say { (e.say) } }
                }
            }
        }
    }
}

/// One line of a list: to-do, task, remark.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// A tag or state icon before it.
    pub lead: Markup,
    /// The title.
    pub title: String,
    /// Where it leads.
    pub link: Option<Link>,
    /// Why, or from whom.
    pub sub: String,
    /// Clock, state or button at the right.
    pub tail: Markup,
}

/// A list of lines; groups come from [`list_group`].
pub fn list(items: impl Render) -> Markup {
    html! { ul.list { (items) } }
}

/// A group head inside [`list`]: 已超期 1.
pub fn list_group(text: &str, n: u64, tone: Tone) -> Markup {
    html! {
        li.grp {
            @if tone == Tone::Plain { (text) " " (n) }
            @else { b.(tone.text_class()) { (text) " " (n) } }
        }
    }
}

/// A line inside [`list`].
pub fn list_line(line: &Line) -> Markup {
    html! {
        li {
            (line.lead)
            div.grow {
                @if let Some(link) = &line.link {
                    (a(link, Dress { class: Some("t"), ..Dress::default() }, &line.title))
                } @else { (line.title) }
                @if !line.sub.is_empty() { span.sub { (line.sub) } }
            }
            (line.tail)
        }
    }
}

/// The state icon of a task: done, half done, open.
pub fn task_icon(tone: Tone) -> Markup {
    match tone {
        Tone::Ok => icon_in("circle-check", "green"),
        Tone::Warn => icon_in("circle-half-2", "amber"),
        Tone::Bad => icon_in("alert-circle", "red"),
        _ => icon_in("circle", "muted"),
    }
}
