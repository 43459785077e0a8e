//! What the page says back: notes, error lists, empty states, toasts, waiting.

use maud::{Markup, html};

use super::{Btn, Tone, csrf_field, icon};

fn tone_icon(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain | Tone::Line | Tone::Act => "info-circle",
        Tone::Ok => "circle-check",
        Tone::Warn => "alert-triangle",
        Tone::Bad => "alert-circle",
    }
}

/// One sentence, one action.
pub fn note(tone: Tone, text: &Markup, act: Option<Btn>) -> Markup {
    note_icon(tone, tone_icon(tone), text, act)
}

/// [`note`] with another icon (`wand` for a repair, `shield-lock` for privacy).
pub fn note_icon(tone: Tone, name: &str, text: &Markup, act: Option<Btn>) -> Markup {
    html! {
        div.note.(tone.class()) {
            (icon(name))
            div { (text) }
            @if let Some(btn) = act { (btn.sm()) }
        }
    }
}

/// Every error of a form as a link to its field, same words as there; receives the focus.
pub fn errsum(errors: &[(String, String)]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.errsum role="alert" tabindex="-1" aria-labelledby="errsum-h" {
                h2 #errsum-h .red { "有" (errors.len()) "处要改，改好再存" }
                ul { @for (id, text) in errors { li { a href=(format!("#{id}")) { (text) } } } }
            }
        }
    }
}

/// The error under a field.
pub fn field_error(id: &str, text: &str) -> Markup {
    html! { p.err id=(format!("{id}-e")) { (icon("alert-circle")) span { (text) } } }
}

/// What is missing and the quickest way on.
#[derive(Clone, Debug, Default)]
pub struct Empty {
    /// Icon; `users-plus` for nothing yet, `search-off` for nothing found.
    pub icon: &'static str,
    /// `双溪乡还没有登记会员`.
    pub title: String,
    /// `手上有名册的，直接导入Excel最快，列名不用改。`
    pub text: String,
    /// Ways on, the quickest first.
    pub acts: Vec<Btn>,
    /// A line below, such as the number to quote.
    pub foot: Markup,
}

/// An empty or failed list.
pub fn empty_state(e: &Empty) -> Markup {
    let name = if e.icon.is_empty() { "search-off" } else { e.icon };
    html! {
        div.empty {
            (icon(name))
            h2 { (e.title) }
            @if !e.text.is_empty() { p { (e.text) } }
            @if !e.acts.is_empty() { div.row { @for act in &e.acts { (act) } } }
            @if !e.foot.0.is_empty() { p.small.muted.gap { (e.foot) } }
        }
    }
}

/// Skeleton rows for the first load of a table.
pub fn loading(label: &str, heads: &[&str], rows: usize) -> Markup {
    html! {
        div aria-busy="true" {
            div.tbl-x {
                table.tbl {
                    caption.sr { (label) "，正在取数" }
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                    tbody aria-hidden="true" {
                        @for row in 0..rows { tr {
                            @for col in 0..heads.len() {
                                td { span.sk.(format!("sk{}", (row + col) % 3)) {} }
                            }
                        } }
                    }
                }
            }
        }
    }
}

/// Taking back what was just done.
#[derive(Clone, Debug, Default)]
pub struct Undo {
    /// Where it is posted.
    pub action: String,
    /// Token.
    pub csrf: String,
    /// Hidden fields.
    pub fields: Vec<(String, String)>,
}

/// What was just done, for ten seconds.
#[derive(Clone, Debug, Default)]
pub struct Toast {
    /// `已把3名会员转到明远汽配工会`.
    pub text: String,
    /// 撤销.
    pub undo: Option<Undo>,
}

impl Toast {
    /// Words only.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), undo: None }
    }

    /// With 撤销.
    pub fn undo(mut self, action: impl Into<String>, csrf: impl Into<String>) -> Self {
        self.undo = Some(Undo { action: action.into(), csrf: csrf.into(), fields: Vec::new() });
        self
    }
}

/// A toast; the frame shows the one of [`super::Shell::toast`].
pub fn toast(t: &Toast) -> Markup {
    html! {
        div.toast data-toast {
            span { (t.text) }
            @if let Some(undo) = &t.undo {
                form method="post" action=(undo.action) {
                    (csrf_field(&undo.csrf))
                    (super::keep_fields(&undo.fields))
                    button { "撤销" }
                }
            }
            button type="button" data-close aria-label="关闭" { (icon("x")) }
        }
    }
}

/// A toast beside any fragment: htmx puts it in its place.
pub fn toast_oob(t: &Toast) -> Markup {
    html! { div hx-swap-oob="beforeend:#toasts" { (toast(t)) } }
}

/// Says something to readers of the screen after a swap (`共14人`).
pub fn announce(text: &str) -> Markup {
    html! { span hidden data-announce=(text) {} }
}
