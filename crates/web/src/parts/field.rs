//! Form fields: label above, hint below, error under the field.

use maud::{Markup, Render, html};

use super::field_error;

/// How long the answer is likely to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// The whole column.
    #[default]
    Full,
    /// A few digits.
    Tiny,
    /// A date or an amount.
    Short,
    /// A phone or a card number.
    Mid,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Self::Full => "inp",
            Self::Tiny => "inp w-xs",
            Self::Short => "inp w-s",
            Self::Mid => "inp w-m",
        }
    }
}

/// One choice.
#[derive(Clone, Debug, Default)]
pub struct Opt {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    /// A second line (radios in cards only).
    pub sub: String,
}

impl Opt {
    /// A choice.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), sub: String::new() }
    }

    /// With a second line.
    pub fn second(mut self, text: impl Into<String>) -> Self {
        self.sub = text.into();
        self
    }
}

/// The `option`s of a select.
pub fn options(opts: &[Opt], chosen: &str) -> Markup {
    html! {
        @for opt in opts {
            option value=(opt.value) selected[opt.value == chosen] { (opt.text) }
        }
    }
}

/// What all fields share.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Id of the control; errors link to it.
    pub id: String,
    /// Name of the parameter.
    pub name: String,
    /// The label.
    pub label: String,
    /// Help, or why we ask.
    pub hint: String,
    /// What is wrong and what is right; none when empty.
    pub error: String,
    /// Shows 可不填.
    pub optional: bool,
    /// Over both columns.
    pub full: bool,
    /// Never kept in the browser's draft.
    pub secret: bool,
    /// Length of the answer.
    pub width: Width,
    /// Posts on change (the whole form goes along, so not in forms with files); the answer
    /// replaces the field: the same `field_*` again.
    pub check: String,
    /// `tel`, `email`, `name`… for the browser's own help.
    pub autocomplete: &'static str,
    /// `numeric`, `decimal`, `tel`: which keyboard a phone shows.
    pub inputmode: &'static str,
    /// Longest answer; 0 sets none.
    pub max: u16,
    /// Shown only where the control of this name has one of these values.
    pub only: Option<(String, String)>,
}

impl Field {
    /// A field whose id is `f-` and its name.
    pub fn new(name: &str, label: impl Into<String>) -> Self {
        Self {
            id: format!("f-{name}"),
            name: name.to_owned(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// Help, or why we ask.
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.hint = text.into();
        self
    }

    /// What is wrong and what is right.
    pub fn error(mut self, text: Option<impl Into<String>>) -> Self {
        self.error = text.map_or_else(String::new, Into::into);
        self
    }

    /// Shows 可不填.
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Over both columns.
    pub fn full(mut self) -> Self {
        self.full = true;
        self
    }

    /// Never kept in the browser's draft.
    pub fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Length of the answer.
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// Posts the field on change; the answer replaces it.
    pub fn check(mut self, href: impl Into<String>) -> Self {
        self.check = href.into();
        self
    }

    /// For the browser's own help (`tel`, `name`, `off`…).
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }

    /// Which keyboard a phone shows.
    pub fn inputmode(mut self, what: &'static str) -> Self {
        self.inputmode = what;
        self
    }

    /// Longest answer.
    pub fn max(mut self, n: u16) -> Self {
        self.max = n;
        self
    }

    /// Shown only where the control of this name has one of these values; without script, always.
    pub fn only(mut self, name: String, values: &[&str]) -> Self {
        self.only = Some((name, values.join(" ")));
        self
    }

    pub(super) fn bad(&self) -> Option<&'static str> {
        (!self.error.is_empty()).then_some("true")
    }

    pub(super) fn described(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-h", self.id));
        let error = (!self.error.is_empty()).then(|| format!("{}-e", self.id));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (one, other) => one.or(other),
        }
    }

    fn check_url(&self) -> Option<&str> {
        (!self.check.is_empty()).then_some(self.check.as_str())
    }

    pub(super) fn complete(&self) -> &str {
        if self.autocomplete.is_empty() { "off" } else { self.autocomplete }
    }

    fn mode(&self) -> Option<&str> {
        (!self.inputmode.is_empty()).then_some(self.inputmode)
    }
}

/// Puts label, hint and error around a control with the id of the field.
pub fn field(f: &Field, control: impl Render) -> Markup {
    html! {
        div.field.bad[f.bad().is_some()].full[f.full]
            data-only=[f.only.as_ref().map(|only| &only.0)]
            data-values=[f.only.as_ref().map(|only| &only.1)] {
            label for=(f.id) { (f.label) (optional(f)) }
            (control)
            (below(f))
        }
    }
}

/// The same for a group of radios or boxes.
pub fn field_group(f: &Field, controls: impl Render) -> Markup {
    html! {
        fieldset.field.bad[f.bad().is_some()].full[f.full] aria-describedby=[f.described()]
            data-only=[f.only.as_ref().map(|only| &only.0)]
            data-values=[f.only.as_ref().map(|only| &only.1)] {
            legend { (f.label) (optional(f)) }
            (controls)
            (below(f))
        }
    }
}

fn optional(f: &Field) -> Markup {
    html! { @if f.optional { span.opt { "可不填" } } }
}

fn below(f: &Field) -> Markup {
    html! {
        @if !f.hint.is_empty() { p.hint id=(format!("{}-h", f.id)) { (f.hint) } }
        @if !f.error.is_empty() { (field_error(&f.id, &f.error)) }
    }
}

/// An input of any type.
pub fn input(f: &Field, kind: &str, value: &str) -> Markup {
    html! {
        input id=(f.id) class=(f.width.class()) type=(kind) name=(f.name) value=(value)
            autocomplete=(f.complete()) inputmode=[f.mode()]
            maxlength=[(f.max > 0).then_some(f.max)] aria-invalid=[f.bad()]
            aria-describedby=[f.described()] data-secret[f.secret]
            hx-post=[f.check_url()] hx-trigger=[f.check_url().map(|_| "change")]
            hx-target=[f.check_url().map(|_| "closest .field")]
            hx-swap=[f.check_url().map(|_| "outerHTML")];
    }
}

/// One line of text.
pub fn field_text(f: &Field, value: &str) -> Markup {
    field(f, input(f, "text", value))
}

/// A number with its unit (`元`, `人`); empty units show none.
pub fn field_number(f: &Field, value: &str, unit: &str) -> Markup {
    let mut short = f.clone();
    if short.inputmode.is_empty() {
        short.inputmode = "decimal";
    }
    if short.width == Width::Full {
        short.width = Width::Short;
    }
    let body = input(&short, "text", value);
    field(f, html! { @if unit.is_empty() { (body) } @else { span.with-unit { (body) (unit) } } })
}

/// A date as text: takes 20160402, 2016.4.2, 2016年4月2日 and shows 2016-04-02.
pub fn field_date(f: &Field, value: &str) -> Markup {
    field(
        f,
        html! {
            input.inp.w-s id=(f.id) type="text" name=(f.name) value=(value)
                autocomplete=(f.complete())
                inputmode="numeric" placeholder="2016-04-02" maxlength="12" data-date
                aria-invalid=[f.bad()] aria-describedby=[f.described()] data-secret[f.secret]
                hx-post=[f.check_url()] hx-trigger=[f.check_url().map(|_| "change")]
                hx-target=[f.check_url().map(|_| "closest .field")]
                hx-swap=[f.check_url().map(|_| "outerHTML")];
        },
    )
}

/// A password; paste is allowed, 显示 shows it.
pub fn field_password(f: &Field) -> Markup {
    html! {
        div.field.bad[f.bad().is_some()] {
            div.lab-row {
                label for=(f.id) { (f.label) }
                button.link.small type="button" data-peek=(f.id) aria-pressed="false"
                    aria-controls=(f.id) { "显示" span.sr { (f.label) } }
            }
            input.inp id=(f.id) type="password" name=(f.name) autocomplete=(f.complete())
                aria-invalid=[f.bad()] aria-describedby=[f.described()] data-secret;
            (below(f))
        }
    }
}

/// Some lines of text.
pub fn field_area(f: &Field, value: &str, rows: u8) -> Markup {
    field(
        f,
        html! {
            textarea.area id=(f.id) name=(f.name) rows=(rows) aria-invalid=[f.bad()]
                maxlength=[(f.max > 0).then_some(f.max)] aria-describedby=[f.described()]
                data-secret[f.secret] { "\n" (value) }
        },
    )
}

/// A choice from a list; `none` is the empty choice (`选一个`), left out when empty.
pub fn field_select(f: &Field, opts: &[Opt], chosen: &str, none: &str) -> Markup {
    field(
        f,
        html! {
            select.sel id=(f.id) name=(f.name) aria-invalid=[f.bad()]
                aria-describedby=[f.described()] autocomplete=(f.complete())
                hx-post=[f.check_url()] hx-trigger=[f.check_url().map(|_| "change")]
                hx-target=[f.check_url().map(|_| "closest .field")]
                hx-swap=[f.check_url().map(|_| "outerHTML")] {
                @if !none.is_empty() { option value="" { (none) } }
                (options(opts, chosen))
            }
        },
    )
}

/// One of a few, all seen at once; `tall` puts each on its own line.
pub fn field_radio(f: &Field, opts: &[Opt], chosen: &str, tall: bool) -> Markup {
    field_group(
        f,
        html! {
            div.picks.col[tall] {
                @for (i, opt) in opts.iter().enumerate() {
                    label.pick {
                        input type="radio" id=(nth(&f.id, i)) name=(f.name) value=(opt.value)
                            checked[opt.value == chosen] data-secret[f.secret];
                        (opt.text)
                    }
                }
            }
        },
    )
}

/// 是 or 否, neither chosen beforehand when `value` is `None`.
pub fn field_yes_no(f: &Field, value: Option<bool>) -> Markup {
    let chosen = match value {
        Some(true) => "1",
        Some(false) => "0",
        None => "",
    };
    field_radio(f, &[Opt::new("1", "是"), Opt::new("0", "否")], chosen, false)
}

/// Any of a few.
pub fn field_checks(f: &Field, opts: &[Opt], chosen: &[String], tall: bool) -> Markup {
    field_group(
        f,
        html! {
            div.picks.col[tall] {
                @for (i, opt) in opts.iter().enumerate() {
                    label.pick {
                        input type="checkbox" id=(nth(&f.id, i)) name=(f.name) value=(opt.value)
                            checked[chosen.contains(&opt.value)] data-secret[f.secret];
                        (opt.text)
                    }
                }
            }
        },
    )
}

/// One of a few, as large cards with a second line (set-up, phone).
pub fn field_cards(f: &Field, opts: &[Opt], chosen: &str) -> Markup {
    field_group(
        f,
        html! {
            div.choices {
                @for (i, opt) in opts.iter().enumerate() {
                    label.choice {
                        input type="radio" id=(nth(&f.id, i)) name=(f.name) value=(opt.value)
                            checked[opt.value == chosen];
                        span {
                            b { (opt.text) }
                            @if !opt.sub.is_empty() { small.muted { (opt.sub) } }
                        }
                    }
                }
            }
        },
    )
}

/// A single box with its words beside it.
pub fn check(name: &str, words: &str, checked: bool) -> Markup {
    html! {
        label.pick {
            input type="checkbox" name=(name) value="1" checked[checked];
            (words)
        }
    }
}

/// The first radio carries the id of the field, so that errors can link to it.
fn nth(id: &str, i: usize) -> String {
    if i == 0 { id.to_owned() } else { format!("{id}-{i}") }
}
