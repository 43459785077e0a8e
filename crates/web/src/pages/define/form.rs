//! The fields of a definition.

use super::draft::{CONDITIONS, Condition, Fields, GROUPS, SIGNS};
use crate::parts::{self, Btn, Field, Opt, Panel, Width};
use crate::request::Asker;
use kernel::field::{FieldDef, Kind};
use kernel::register::Register;
use maud::{Markup, html};

/// Which fields a box offers.
type Fits = fn(&FieldDef) -> bool;

/// The whole form. It is looked at anew whenever something in it is changed.
pub fn form(asker: &Asker, fields: &Fields, wrong: &[String]) -> Markup {
    let body = html! {
        div.pad { div.form {
            @if !wrong.is_empty() {
                div.full { (parts::note(parts::Tone::Bad, &html! {
                    b { "没有保存。" }
                    @for one in wrong { " " (one) "。" }
                }, None)) }
            }
            (names(fields))
            (how(asker, fields))
            (words(fields))
        } }
    };
    let foot = html! {
        (Btn::submit("保存指标").pri())
        (Btn::link("不存了", asker.href("/figure")).quiet())
    };
    html! {
        form #f-define method="post" action=(asker.href("/define")) hx-post=(asker.href("/define/form"))
            hx-trigger="change, input delay:700ms" hx-sync="this:replace" hx-target="#define"
            hx-swap="outerHTML" {
            (parts::csrf_field(&asker.csrf))
            @if fields.keeps_code { input type="hidden" name="keeps_code" value="1"; }
            (parts::panel(&Panel { title: "数什么".into(), body, foot, ..Panel::default() }))
        }
    }
}

fn names(fields: &Fields) -> Markup {
    html! {
        (parts::field_text(&Field::new("title", "名称").hint("汇报里就写这个名字，如青年农民工会员数").max(40), &fields.title))
        (parts::field_text(&Field::new("unit", "单位").hint("人、家、个、元、%").width(Width::Tiny).max(8), &fields.unit))
    }
}

fn how(asker: &Asker, fields: &Fields) -> Markup {
    let ways = [
        Opt::new("rows", "数一本台账里的记录"),
        Opt::new("ratio", "两个指标相除（占比、率）"),
        Opt::new("minus", "两个指标相减"),
    ];
    html! {
        (parts::field_radio(&Field::new("how", "怎么得出").full(), &ways, &fields.how, false))
        @if fields.how == "rows" { (rows(asker, fields)) } @else { (two(asker, fields)) }
    }
}

fn two(asker: &Asker, fields: &Fields) -> Markup {
    let all = asker.store().indicators();
    let plain = all.iter().filter(|one| one.parts().is_none() && one.code != fields.code);
    let opts: Vec<Opt> =
        plain.map(|one| Opt::new(one.title.as_str(), one.title.as_str())).collect();
    let (first, second) =
        if fields.how == "ratio" { ("分子", "分母") } else { ("被减数", "减数") };
    html! {
        (parts::field_select(&Field::new("first", first), &opts, &fields.first, "选一个指标"))
        (parts::field_select(&Field::new("second", second), &opts, &fields.second, "选一个指标"))
        @if fields.how == "ratio" {
            (parts::field_number(&Field::new("decimals", "小数位数").width(Width::Tiny), &fields.decimals, "位"))
        }
    }
}

fn rows(asker: &Asker, fields: &Fields) -> Markup {
    let catalog = asker.store().catalog();
    let registers: Vec<Opt> =
        catalog.registers.iter().map(|one| Opt::new(one.name, one.title)).collect();
    let Some(register) = catalog.register(&fields.of) else {
        return parts::field_select(&Field::new("of", "哪本台账"), &registers, "", "选一本");
    };
    let ways = [
        Opt::new("count", format!("有几条（{}）", register.unit)),
        Opt::new("distinct", "有几个不同的…"),
        Opt::new("sum", "合计…"),
    ];
    let times = [Opt::new("stock", "某一天还在的"), Opt::new("flow", "一段时间里发生的")];
    let summed: Fits = |field| matches!(field.kind, Kind::Int | Kind::Money);
    let any: Fits = |_| true;
    let day: Fits = |field| field.kind == Kind::Day && !field.dated;
    let measured = if fields.measure == "sum" { summed } else { any };
    let days = own(asker, register, day);
    html! {
        (parts::field_select(&Field::new("of", "哪本台账"), &registers, &fields.of, ""))
        (parts::field_select(&Field::new("measure", "数法"), &ways, &fields.measure, ""))
        @if fields.measure != "count" {
            (parts::field(&Field::new("field", "哪一项"), select(asker, register, "f-field", ("field", "哪一项"), &fields.field, measured)))
        }
        @if register.life.is_some() {
            (parts::field_radio(&Field::new("time", "时间"), &times, &fields.time, false))
        } @else { input type="hidden" name="time" value="flow"; }
        @if fields.time == "flow" {
            (parts::field_select(&Field::new("on", "按哪个日期"), &days, &fields.on, "选一个日期"))
        }
        (parts::field_group(&Field::new("conditions", "条件（都要符合）").full(), conditions(asker, register, fields)))
        (parts::field_group(&Field::new("groups", "可以分开看").optional().full()
            .hint("保存后，这个数就能按这些项分开；下级单位和月份不用选，总能分"), groups(asker, register, fields)))
        @for path in &fields.needs { input type="hidden" name="need" value=(path); }
        @for text in &fields.kept_groups { input type="hidden" name="kept_group" value=(text); }
    }
}

fn conditions(asker: &Asker, register: &'static Register, fields: &Fields) -> Markup {
    html! {
        div.stack {
            @for (at, condition) in fields.conditions.iter().take(CONDITIONS).enumerate() {
                div.row { (one(asker, register, at, condition)) }
            }
        }
        p.hint { "复杂的条件，左边留空，在右边用文字写，如：会籍状态 = 正常 或 会籍状态 = 保留会籍" }
    }
}

fn one(asker: &Asker, register: &'static Register, at: usize, said: &Condition) -> Markup {
    let field =
        kernel::laws::resolve(asker.store().catalog(), register, &said.path).map(|found| found.1);
    let ordered =
        field.is_some_and(|field| matches!(field.kind, Kind::Int | Kind::Money | Kind::Day));
    let words =
        field.is_some_and(|field| matches!(field.kind, Kind::Text | Kind::Long | Kind::CreditCode));
    let signs: Vec<Opt> = SIGNS
        .into_iter()
        .filter(|(sign, _)| match *sign {
            "≥" | "≤" => ordered,
            "开头是" => words,
            _ => true,
        })
        .map(|(sign, text)| Opt::new(sign, text))
        .collect();
    let id = |part: &str| format!("f-c{at}-{part}");
    let bare = matches!(said.sign.as_str(), "已填" | "未填");
    let open: Fits = |field| !field.secret;
    html! {
        (select(asker, register, &id("path"), ("c_path", "条件看哪一项"), &said.path, open))
        select.sel.w-m id=(id("sign")) name="c_sign" aria-label="怎么比" hidden[field.is_none()] {
            (parts::options(&signs, &said.sign))
        }
        @if bare { input type="hidden" name="c_value"; } @else { (value(field, &id("value"), said)) }
    }
}

/// A list's titles are offered where one of them is wanted; several, and all else, are typed.
fn value(field: Option<&FieldDef>, id: &str, said: &Condition) -> Markup {
    let listed = field.filter(|_| matches!(said.sign.as_str(), "=" | "≠"));
    let opts: Vec<Opt> = match listed.map(|field| (field.kind, field.list)) {
        Some((_, Some(list))) => list.items.iter().map(|item| Opt::new(item.0, item.1)).collect(),
        Some((Kind::YesNo, _)) => vec![Opt::new("是", "是"), Opt::new("否", "否")],
        _ => Vec::new(),
    };
    if opts.is_empty() {
        let hint = match field.map(|field| field.kind) {
            Some(Kind::Day) => "2026-01-01",
            Some(Kind::Choice) => "几个用顿号隔开",
            Some(Kind::Money) => "元",
            None => "或用文字写条件",
            _ => "",
        };
        return html! {
            input.inp.w-m id=(id) type="text" name="c_value" value=(said.value) placeholder=(hint)
                aria-label="比什么" autocomplete="off";
        };
    }
    let chosen = listed
        .and_then(|field| field.list)
        .and_then(|list| list.find(&said.value))
        .unwrap_or(said.value.as_str());
    html! {
        select.sel.w-m id=(id) name="c_value" aria-label="比什么" {
            option value="" { "选一个" }
            (parts::options(&opts, chosen))
        }
    }
}

fn groups(asker: &Asker, register: &'static Register, fields: &Fields) -> Markup {
    let short: Fits = |field| matches!(field.kind, Kind::Choice | Kind::YesNo);
    let empty = String::new();
    let shown = (fields.groups.len() + 1).min(GROUPS);
    html! { div.row {
        @for at in 0..shown {
            @let chosen = fields.groups.get(at).unwrap_or(&empty);
            (select(asker, register, &format!("f-g{at}"), ("group", "分开看"), chosen, short))
        }
    } }
}

/// Fields that this person may see: what another federation has added is not named to them.
fn own(asker: &Asker, register: &Register, fits: Fits) -> Vec<Opt> {
    let hidden = asker.store().hidden(&asker.ctx, register);
    let seen = |field: &&FieldDef| !field.secret && !hidden.contains(&field.name) && fits(field);
    let all = register.fields.iter().filter(seen);
    all.map(|field| Opt::new(field.name, field.title)).collect()
}

/// Fields of the register and of those it links to.
fn select(
    asker: &Asker,
    register: &'static Register,
    id: &str,
    (name, label): (&str, &str),
    chosen: &str,
    fits: Fits,
) -> Markup {
    let links = register.fields.iter().filter(|field| field.kind == Kind::Link);
    let linked: Vec<(&str, Vec<Opt>)> = links
        .filter_map(|link| {
            let to = asker.store().catalog().register(link.to)?;
            let path = |opt: Opt| Opt::new(format!("{}.{}", link.name, opt.value), opt.text);
            let all: Vec<Opt> = own(asker, to, fits).into_iter().map(path).collect();
            (!all.is_empty()).then_some((link.title, all))
        })
        .collect();
    html! {
        select.sel.w-m id=(id) name=(name) aria-label=(label) {
            option value="" { "—" }
            optgroup label=(register.title) { (parts::options(&own(asker, register, fits), chosen)) }
            @for (title, opts) in &linked {
                optgroup label=(title) { (parts::options(opts, chosen)) }
            }
        }
    }
}

fn words(fields: &Fields) -> Markup {
    html! {
        (parts::field_area(&Field::new("definition", "口径").full().hint("用一句话说清怎么数，看数的人会看到"), &fields.definition, 2))
        @if fields.keeps_code {
            (parts::field_date(&Field::new("from", "从哪天起用新口径").optional().hint("不填就从今天起；以前各天仍按原来的口径"), &fields.from))
            (parts::field_text(&Field::new("reason", "为什么改"), &fields.reason))
            input type="hidden" name="code" value=(fields.code);
        } @else {
            (parts::field_text(&Field::new("code", "编码").optional().hint("接口和命令行用；不填就按名称的拼音编一个").width(Width::Mid).max(60), &fields.code))
        }
    }
}
