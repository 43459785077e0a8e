//! Fields with behaviour: looking up, masked values, files, and the frame of a form.

use maud::{Markup, Render, html};

use super::{Btn, Field, csrf_field, field, icon};

/// Choosing a record by typing (a unit, a person).
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    /// Id of the record chosen; sent under the field's name.
    pub value: String,
    /// Its name; sent under the field's name and `_text`.
    pub text: String,
    /// Answers [`lookup_options`] for `q` (added to the address).
    pub href: String,
    /// `写单位名或拼音首字母`.
    pub placeholder: String,
}

/// A combobox: types, arrows, Enter; suggestions come from the server.
pub fn field_lookup(f: &Field, l: &Lookup) -> Markup {
    let list = format!("{}-l", f.id);
    field(
        f,
        html! {
            span.lookup data-lookup=(l.href) {
                input type="hidden" name=(f.name) value=(l.value) data-lookup-id;
                input.inp id=(f.id) type="text" name=(format!("{}_text", f.name)) value=(l.text)
                    role="combobox" aria-expanded="false" aria-controls=(list)
                    aria-autocomplete="list"
                    autocomplete="off" placeholder=(l.placeholder) aria-invalid=[f.bad()]
                    aria-describedby=[f.described()] data-secret[f.secret];
                ul.suggest id=(list) role="listbox" aria-label=(f.label) hidden {}
            }
        },
    )
}

/// One suggestion.
#[derive(Clone, Debug, Default)]
pub struct Suggestion {
    /// Id of the record.
    pub value: String,
    /// Its name.
    pub text: String,
    /// `云溪经开区 · 会员1,043人`.
    pub sub: String,
}

/// The answer to a lookup; `field` is the id of the field, `q` what was typed.
pub fn lookup_options(field: &str, q: &str, found: &[Suggestion]) -> Markup {
    html! {
        @for (i, s) in found.iter().enumerate() {
            li id=(format!("{field}-o{i}")) role="option" aria-selected="false"
                data-value=(s.value) data-text=(s.text) {
                span { (marked(&s.text, q)) }
                @if !s.sub.is_empty() { small.muted { (s.sub) } }
            }
        }
        @if found.is_empty() {
            li role="option" aria-disabled="true" aria-selected="false" {
                "没有叫“" (q) "”的，换个写法试试"
            }
        }
    }
}

/// The typed part in bold.
fn marked(text: &str, q: &str) -> Markup {
    match text.split_once(q) {
        Some((before, after)) if !q.is_empty() => html! { (before) b { (q) } (after) },
        _ => html! { (text) },
    }
}

/// Text with suggestions known beforehand.
pub fn field_datalist(f: &Field, value: &str, known: &[String]) -> Markup {
    let list = format!("{}-l", f.id);
    field(
        f,
        html! {
            input.inp id=(f.id) type="text" name=(f.name) value=(value) list=(list)
                autocomplete="off"
                aria-invalid=[f.bad()] aria-describedby=[f.described()] data-secret[f.secret];
            datalist id=(list) { @for word in known { option value=(word) {} } }
        },
    )
}

/// A masked value.
#[derive(Clone, Debug, Default)]
pub struct Masked {
    /// Unique; makes the id that the answer replaces.
    pub id: String,
    /// `身份证号`.
    pub what: String,
    /// `**************5524`.
    pub mask: String,
    /// The full text, for the answer to 查看; shown for 60 seconds.
    pub full: Option<String>,
    /// Where 查看 is posted; no button when empty.
    pub href: String,
    /// Dialog that asks why first ([`reveal_dialog`]); posts at once when empty.
    pub ask: String,
    /// Token.
    pub csrf: String,
}

/// A masked value with 查看; posting answers the same with the full text.
pub fn masked(m: &Masked) -> Markup {
    let label = format!("查看{}全文，会留下记录", m.what);
    let id = format!("sec-{}", m.id);
    html! {
        span.secret id=(id) {
            @if let Some(full) = &m.full {
                span.mask data-shown="60" data-mask=(m.mask) { (full) }
                " " span.small.muted { "60秒后遮上" }
            } @else {
                span.mask { (m.mask) } " "
                @if m.href.is_empty() {}
                @else if !m.ask.is_empty() {
                    button.link.small type="button" data-open=(m.ask) aria-label=(label) {
                        (icon("eye")) "查看"
                    }
                } @else {
                    form.inline method="post" action=(m.href) hx-post=(m.href)
                        hx-target=(format!("#{id}")) hx-swap="outerHTML" {
                        (csrf_field(&m.csrf))
                        button.link.small aria-label=(label) { (icon("eye")) "查看" }
                    }
                }
            }
        }
    }
}

/// Asks why before a masked value is shown; sends `why`, and `why_text` for the last reason.
pub fn reveal_dialog(id: &str, title: &str, m: &Masked, reasons: &[String]) -> Markup {
    html! {
        dialog.dlg id=(id) aria-labelledby=(format!("{id}-h")) {
            form method="post" action=(m.href) hx-post=(m.href)
                hx-target=(format!("#sec-{}", m.id)) hx-swap="outerHTML" data-closes {
                (csrf_field(&m.csrf))
                h2 id=(format!("{id}-h")) tabindex="-1" { (title) }
                p.soft.dlg-b {
                    "您的姓名、时间和事由会记入档案，本人和纪检可以查到。显示60秒后自动遮上。"
                }
                fieldset.field {
                    legend { "为什么要看" }
                    div.picks.col { @for (i, why) in reasons.iter().enumerate() {
                        label.pick {
                            input type="radio" name="why" value=(why) checked[i == 0];
                            (why)
                        }
                    } }
                }
                div.field {
                    label for=(format!("{id}-t")) { "补充说明" span.opt { "可不填" } }
                    input.inp id=(format!("{id}-t")) name="why_text" autocomplete="off";
                }
                div.acts {
                    (Btn::close("不看了"))
                    (Btn::submit("查看60秒").pri().icon("eye"))
                }
            }
        }
    }
}

/// A place to drop a file, or to press and choose one.
#[derive(Clone, Debug, Default)]
pub struct FileDrop {
    /// `.xlsx,.xls,.et,.csv`.
    pub accept: String,
    /// `把Excel拖到这里，或者`.
    pub words: String,
    /// More than one file.
    pub many: bool,
    /// Most bytes of a file; 0 sets none.
    pub most: u64,
    /// What to say of a larger one, before it is sent.
    pub too_large: String,
}

/// A file field.
pub fn field_file(f: &Field, d: &FileDrop) -> Markup {
    field(
        f,
        html! {
            div.drop data-drop {
                (icon("upload"))
                span { (d.words) }
                input id=(f.id) type="file" name=(f.name) accept=(d.accept) multiple[d.many]
                    data-most=[(d.most > 0).then_some(d.most)]
                    data-large=[(d.most > 0).then_some(&d.too_large)]
                    aria-invalid=[f.bad()] aria-describedby=[f.described()];
                span.btn aria-hidden="true" { "选文件" }
                b.drop-name aria-live="polite" {}
            }
        },
    )
}

/// A plain field for pictures; a phone offers its camera.
pub fn field_pictures(f: &Field) -> Markup {
    field(
        f,
        html! {
            input.inp id=(f.id) type="file" name=(f.name) accept="image/jpeg,image/png" multiple
                aria-invalid=[f.bad()] aria-describedby=[f.described()];
        },
    )
}

/// The two-column grid of a form section.
pub fn form_grid(fields: impl Render) -> Markup {
    html! { div.pad.form { (fields) } }
}

/// A section of a form inside one panel: title, then its fields.
pub fn form_section(title: &str, fields: impl Render) -> Markup {
    html! { header { h2 { (title) } } (form_grid(fields)) }
}

/// The bar that sticks at the bottom of a form: remark, the way out, the main act last.
pub fn foot_bar(remark: &str, acts: &[Btn]) -> Markup {
    html! {
        div.foot-bar {
            span.muted.small.grow { (remark) }
            @for act in acts { (act) }
        }
    }
}

/// The frame of a long form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Id.
    pub id: String,
    /// Where it is posted.
    pub action: String,
    /// Token.
    pub csrf: String,
    /// Carries files.
    pub files: bool,
    /// Key of the draft kept in the browser until logging out; put the person's id into it. None
    /// when empty.
    pub draft: String,
    /// What the answer replaces when sent by htmx; a plain form when empty.
    pub target: String,
}

/// A posting form as a panel.
pub fn form_panel(f: &Form, body: impl Render) -> Markup {
    let target = (!f.target.is_empty()).then_some(f.target.as_str());
    html! {
        form.panel id=(f.id) method="post" action=(f.action) novalidate
            enctype=[f.files.then_some("multipart/form-data")]
            data-draft=[(!f.draft.is_empty()).then_some(&f.draft)]
            hx-post=[target.map(|_| f.action.as_str())] hx-target=[target]
            hx-swap=[target.map(|_| "outerHTML")] {
            (csrf_field(&f.csrf))
            (body)
        }
    }
}
