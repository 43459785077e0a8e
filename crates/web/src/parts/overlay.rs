//! What floats: dialogs and side sheets.

use maud::{Markup, html};

use super::{Btn, csrf_field, icon};

/// A modal question.
#[derive(Clone, Debug, Default)]
pub struct Dialog {
    /// Id for [`Btn::opens`].
    pub id: String,
    /// The `h2`; names the act.
    pub title: String,
    /// Its effect, or fields.
    pub body: Markup,
    /// Where the form inside is posted; no form when empty.
    pub action: String,
    /// Token.
    pub csrf: String,
    /// `先不出具`.
    pub no: String,
    /// The act; the last is the main one.
    pub acts: Vec<Btn>,
    /// Opens at once; set it when the dialog is the answer to a request.
    pub show: bool,
}

/// A modal dialog; closes with Esc and gives the focus back.
pub fn dialog(d: &Dialog) -> Markup {
    let inside = html! {
        h2 id=(format!("{}-h", d.id)) tabindex="-1" { (d.title) }
        div.dlg-b { (d.body) }
        div.acts {
            (Btn::close(&d.no))
            @for act in &d.acts { (act) }
        }
    };
    html! {
        dialog.dlg id=(d.id) aria-labelledby=(format!("{}-h", d.id)) data-show[d.show] {
            @if d.action.is_empty() { (inside) } @else {
                form method="post" action=(d.action) { (csrf_field(&d.csrf)) (inside) }
            }
        }
    }
}

/// A side sheet: where a figure comes from, a record beside its list.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Id for [`Btn::opens`].
    pub id: String,
    /// Small line above the title.
    pub over: String,
    /// The `h2`.
    pub title: String,
    /// The content; sections are divided by hairlines.
    pub body: Markup,
    /// Buttons at the bottom.
    pub foot: Markup,
    /// Open at once; set it when the sheet is the answer to a request into `#sheet-slot`.
    pub show: bool,
}

/// A side sheet; not modal, closes with Esc and gives the focus back.
pub fn sheet(s: &Sheet) -> Markup {
    let head = format!("{}-h", s.id);
    html! {
        section.sheet id=(s.id) role="dialog" aria-labelledby=(head) hidden[!s.show]
            data-show[s.show] {
            div.sheet-h {
                div.grow {
                    @if !s.over.is_empty() { p.small.muted { (s.over) } }
                    h2 id=(head) tabindex="-1" { (s.title) }
                }
                button.btn.quiet.ico type="button" data-close aria-label="关闭" { (icon("x")) }
            }
            div.sheet-b tabindex="0" role="group" aria-label=(s.title) { (s.body) }
            @if !s.foot.0.is_empty() { div.sheet-f { (s.foot) } }
        }
    }
}
