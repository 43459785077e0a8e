//! The controls of a form, one per field, and the question 变化 or 更正.

use super::Sheet;
use crate::parts::{self, Field, Lookup, Opt, Width};
use crate::request::Asker;
use kernel::field::{FieldDef, Kind};
use maud::{Markup, html};

/// All sections, with the question about dated fields at the end.
pub fn sections(asker: &Asker, sheet: &Sheet) -> Markup {
    let fields = super::fillable(asker, sheet.register, sheet.opened);
    let named = |name: &str| fields.iter().find(|field| field.name == name);
    html! {
        @if let Some(opened) = sheet.opened {
            @let version = if sheet.typed.has("_version") { sheet.typed.get("_version").to_owned() }
                else { opened.record.version.to_string() };
            input type="hidden" name="_version" value=(version);
            @for (name, value) in sheet.typed.0.iter().filter(|pair| pair.0.starts_with("_was.")) {
                input type="hidden" name=(name) value=(value);
            }
        }
        (sheet.whom)
        @let told = sheet.register.together.filter(|_| !sheet.whom.0.is_empty());
        @for (title, names) in &sheet.register.sections {
            @let mine: Vec<&FieldDef> = names
                .iter()
                .filter_map(|name| named(name))
                .filter(|field| told.is_none_or(|told| told.link != field.name))
                .collect();
            @if !mine.is_empty() {
                (parts::form_section(title, html! {
                    @for field in mine { (control(asker, sheet, field)) }
                }))
            }
        }
        @if sheet.opened.is_some() && fields.iter().any(|field| field.dated) {
            (saving(asker, sheet))
        }
    }
}

/// A change keeps what was; a correction says that it was never right.
fn saving(asker: &Asker, sheet: &Sheet) -> Markup {
    let dated: Vec<&str> =
        sheet.register.dated().filter(|f| !f.computed).map(|f| f.title).collect();
    let hint = format!("只在改了{}时要选。", dated.join("、"));
    let kinds = [
        Opt::new("change", "情况变了，从某天起是这样"),
        Opt::new("correct", "以前填错了，一直就是这样"),
    ];
    let today = asker.store().today().to_string();
    let from = if sheet.typed.has("_from") { sheet.typed.get("_from") } else { today.as_str() };
    let how = Field::new("_saving", "这次改动是").hint(hint).error(wrong(sheet, "_saving"));
    let day = Field::new("_from", "从哪天起").hint("选“情况变了”时填").error(wrong(sheet, "_from"));
    parts::form_section(
        "从哪天起",
        html! {
            (parts::field_radio(&how, &kinds, sheet.typed.get("_saving"), true))
            (parts::field_date(&day, from))
        },
    )
}

fn wrong(sheet: &Sheet, name: &str) -> Option<String> {
    let found = sheet.wrong.iter().filter(|refusal| refusal.field == name);
    let words: Vec<&str> = found.map(|refusal| refusal.reason.as_str()).collect();
    (!words.is_empty()).then(|| words.join("；"))
}

/// The control of one field.
pub fn control(asker: &Asker, sheet: &Sheet, field: &FieldDef) -> Markup {
    let made = frame(sheet, field);
    let typed = sheet.typed.get(field.name);
    match field.kind {
        Kind::Choice => choice(&made, field, typed),
        Kind::YesNo => yes_no(&made, field, typed),
        Kind::Day => parts::field_date(&made, typed),
        Kind::Int => parts::field_number(&made.inputmode("numeric"), typed, field.unit),
        Kind::Money => parts::field_number(&made, typed, "元"),
        Kind::Link => link(asker, sheet, &made, field),
        Kind::Long => parts::field_area(&made.full().max(2000), typed, 3),
        Kind::Paper | Kind::CreditCode => {
            parts::field_text(&made.width(Width::Mid).inputmode("text").max(40), typed)
        }
        Kind::Phone => parts::field_text(&made.width(Width::Mid).inputmode("tel").max(30), typed),
        Kind::Text if field.indicator => indicator(asker, &made, typed),
        Kind::Text => parts::field_text(&made.max(200), typed),
    }
}

/// One of the indicators there are; one that is no longer offered stays chosen.
fn indicator(asker: &Asker, made: &Field, typed: &str) -> Markup {
    let all = asker.store().indicators();
    let mut opts: Vec<Opt> = all
        .iter()
        .map(|one| Opt::new(one.code.as_str(), format!("{}（{}）", one.title, one.unit)))
        .collect();
    if !typed.is_empty() && all.iter().all(|one| one.code != typed) {
        opts.push(Opt::new(typed, typed));
    }
    parts::field_select(made, &opts, typed, "选一个")
}

fn frame(sheet: &Sheet, field: &FieldDef) -> Field {
    let name = format!("{}{}", sheet.prefix, field.name);
    let mut made = Field::new(&name, field.title).error(wrong(sheet, field.name));
    let kept =
        sheet.opened.filter(|_| field.secret).map(|o| o.record.value(field.name).to_string());
    let hint = match kept {
        Some(mask) if !mask.is_empty() => format!("已有{mask}，不改就空着"),
        _ => field.help.to_owned(),
    };
    made = made.hint(hint);
    if field.secret {
        made = made.secret();
    }
    if let Some((by, values)) = field.only {
        made = made.only(format!("{}{by}", sheet.prefix), values);
    }
    if field.required { made } else { made.optional() }
}

fn choice(made: &Field, field: &FieldDef, typed: &str) -> Markup {
    let items = field.list.map_or(&[][..], |list| list.items);
    let opts: Vec<Opt> = items.iter().map(|item| Opt::new(item.0, item.1)).collect();
    if field.required && opts.len() <= 4 {
        parts::field_radio(made, &opts, typed, false)
    } else {
        parts::field_select(made, &opts, typed, "选一个")
    }
}

fn yes_no(made: &Field, field: &FieldDef, typed: &str) -> Markup {
    let mut opts = vec![Opt::new("1", "是"), Opt::new("0", "否")];
    if !field.required {
        opts.push(Opt::new("", "不清楚"));
    }
    parts::field_radio(made, &opts, typed, false)
}

fn link(asker: &Asker, sheet: &Sheet, made: &Field, field: &FieldDef) -> Markup {
    let mut query = asker.keep().add("field", made.id.as_str());
    if field.within.is_some() {
        query = query.add("of", format!("{}.{}", sheet.register.name, field.name));
    }
    let href = query.on(&format!("/suggest/{}", field.to));
    let lookup = Lookup {
        value: sheet.typed.get(field.name).to_owned(),
        text: sheet.typed.get(&format!("{}_text", field.name)).to_owned(),
        href,
        placeholder: "写名称或拼音首字母，从提示里选".into(),
    };
    parts::field_lookup(made, &lookup)
}
