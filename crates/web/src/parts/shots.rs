//! Photos and papers of a record: small pictures, the form that adds more, one looked at whole.

use maud::{Markup, html};

use super::{Btn, Dress, Link, a, icon, icon_in};

/// One photo or paper.
#[derive(Clone, Debug, Default)]
pub struct Shot {
    /// `开班合影`.
    pub title: String,
    /// `李娟 今天9:05 · 312 KB`.
    pub about: String,
    /// Where it is looked at.
    pub view: Link,
    /// Its small picture; a paper has none.
    pub small: Option<String>,
    /// What can be done with it.
    pub acts: Vec<(String, Link)>,
}

/// The photos and papers of one kind.
pub fn shots(kind: &str, all: &[Shot]) -> Markup {
    html! {
        h3.small.soft { (kind) " " (all.len()) }
        ul.shots { @for shot in all { (one(shot)) } }
    }
}

fn one(shot: &Shot) -> Markup {
    let label = format!("看{}", shot.title);
    html! {
        li {
            @if let Some(small) = &shot.small {
                (a(&shot.view, Dress { class: Some("shot"), label: Some(&label), ..Dress::default() }, html! {
                    img src=(small) alt="" loading="lazy";
                }))
            } @else {
                // A paper is the browser's own business: it opens beside this page.
                a.shot href=(shot.view.safe()) target="_blank" rel="noopener" aria-label=(format!("{label}，另开一页")) {
                    (icon_in("file-type-pdf", "red"))
                }
            }
            b.small { (shot.title) }
            p.small.muted { (shot.about) }
            p.small.row {
                @for (word, link) in &shot.acts {
                    (a(link, Dress { label: Some(&format!("{word}{}", shot.title)), ..Dress::default() }, word))
                }
            }
        }
    }
}

/// One photo looked at whole; beside it in its row stand the one before and the one after.
#[derive(Clone, Debug, Default)]
pub struct ShotView {
    /// `开班合影`.
    pub title: String,
    /// Who added it, when; which of how many.
    pub about: String,
    /// The picture.
    pub src: String,
    /// Pixels across and down, so that the frame does not jump.
    pub size: (i64, i64),
    /// The one before.
    pub before: Option<String>,
    /// The one after.
    pub after: Option<String>,
    /// 下载 and the like.
    pub acts: Vec<Btn>,
}

/// The inside of the view; the arrow keys press its two links.
pub fn shot_inside(view: &ShotView) -> Markup {
    let step = |href: &str, way: &'static str, word: &'static str, name: &'static str| {
        let inside = format!("{href}{}in=1", if href.contains('?') { '&' } else { '?' });
        html! {
            a.btn href=(href) hx-get=(inside) hx-target="#shot-in" hx-swap="innerHTML" data-step=(way) {
                @if way == "ArrowLeft" { (icon(name)) (word) } @else { (word) (icon(name)) }
            }
        }
    };
    html! {
        h2 #shot-h tabindex="-1" { (view.title) }
        p.small.muted aria-live="polite" { (view.about) }
        img.dlg-b src=(view.src) alt=(view.title) width=(view.size.0) height=(view.size.1);
        div.row {
            @if let Some(href) = &view.before { (step(href, "ArrowLeft", "上一张", "chevron-left")) }
            @if let Some(href) = &view.after { (step(href, "ArrowRight", "下一张", "chevron-right")) }
            span.push.row { @for act in &view.acts { (act) } }
        }
    }
}

/// The view as a dialog.
pub fn shot_dialog(view: &ShotView) -> Markup {
    html! {
        dialog.dlg.wide #shot aria-labelledby="shot-h" data-show { div #shot-in { (shot_inside(view)) } }
    }
}

/// The form that adds photos and papers, folded until it is wanted.
#[derive(Clone, Debug, Default)]
pub struct ShotForm {
    /// Where it is posted.
    pub action: String,
    /// Token.
    pub csrf: String,
    /// Its fields.
    pub fields: Markup,
    /// Unfolded.
    pub open: bool,
}

/// The form; with script its files go one by one and tell how far they are.
pub fn shot_form(form: &ShotForm) -> Markup {
    html! {
        details open[form.open] {
            summary.btn { (icon("plus")) "加附件" }
            form.stack.gap method="post" action=(form.action) enctype="multipart/form-data" data-files {
                (super::csrf_field(&form.csrf))
                (form.fields)
                div.row {
                    (Btn::submit("传上去").pri().icon("upload").busy("正在传…"))
                    progress max="1" value="0" hidden aria-label="传了多少" {}
                    span.small.muted data-far aria-live="polite" {}
                }
            }
        }
    }
}
