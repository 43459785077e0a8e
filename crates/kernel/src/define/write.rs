//! A definition as the text that reads as it.

use super::Known;
use super::paths::said;
use crate::codes::money::Fen;
use crate::field::Kind;
use crate::indicator::{Cond, Dim, DimKind, Indicator, Measure, Time};
use crate::laws::resolve;
use crate::register::Register;
use crate::value::Value;
use jiff::civil::Date;

/// The text of a definition; `from` is the day from which it is in force.
pub fn write(indicator: &Indicator, from: Option<Date>, known: &Known) -> String {
    let mut lines = vec![
        format!("编码：{}", indicator.code),
        format!("名称：{}", indicator.title),
        format!("单位：{}", indicator.unit),
    ];
    let register = known.catalog.register(&indicator.of).filter(|_| indicator.parts().is_none());
    if let Some(register) = register {
        lines.push(format!("台账：{}", register.title));
    }
    lines.push(format!("数法：{}", measure(indicator, register, known)));
    if let Some(register) = register {
        lines.push(match &indicator.time {
            Time::Stock => "时间：时点".to_owned(),
            Time::Flow(path) => format!("时间：时期 {}", said(known.catalog, register, path)),
        });
        for cond in &indicator.when {
            lines.push(format!("条件：{}", condition_text(cond, register, known)));
        }
        for path in &indicator.needs {
            lines.push(format!("缺了不计：{}", said(known.catalog, register, path)));
        }
        for dim in &indicator.dims {
            lines.push(format!("分组：{}", group(dim, register, known)));
        }
    }
    lines.push(format!("小数：{}", indicator.decimals));
    if let Some(from) = from {
        lines.push(format!("从：{from}"));
    }
    lines.push(format!("口径：{}", indicator.definition));
    lines.join("\n") + "\n"
}

fn measure(indicator: &Indicator, register: Option<&Register>, known: &Known) -> String {
    let path = |path: &str| register.map_or_else(String::new, |of| said(known.catalog, of, path));
    let other =
        |code: &str| (known.find)(code).map_or(code, |found| found.title.as_str()).to_owned();
    match &indicator.measure {
        Measure::Count => "条数".to_owned(),
        Measure::Distinct(of) => format!("不同的 {}", path(of)),
        Measure::Sum(of) => format!("合计 {}", path(of)),
        Measure::Ratio { numerator, denominator, .. } => {
            format!("{} ÷ {}", other(numerator), other(denominator))
        }
        Measure::Minus { first, second } => format!("{} − {}", other(first), other(second)),
        Measure::Plus { first, second } => format!("{} + {}", other(first), other(second)),
    }
}

fn group(dim: &Dim, register: &Register, known: &Known) -> String {
    let says = |path: &str| said(known.catalog, register, path);
    let how = match &dim.kind {
        DimKind::Field(path) => says(path),
        DimKind::Age(path, bands) => {
            let bands: Vec<String> =
                bands.iter().map(|(low, title)| format!("{low}={title}")).collect();
            format!("年龄 {} {}", says(path), bands.join("、"))
        }
        DimKind::Map(path, rows) => format!("对应 {} {}", says(path), mapped(rows)),
        DimKind::Under(rows) => format!("上级 {}", mapped(rows)),
    };
    format!("{} {} = {how}", dim.name, dim.title)
}

fn mapped(rows: &[(String, String, String)]) -> String {
    let row = |(stored, code, title): &(String, String, String)| format!("{stored}={code}={title}");
    rows.iter().map(row).collect::<Vec<_>>().join("、")
}

/// A condition as people write it.
pub fn condition_text(cond: &Cond, register: &Register, known: &Known) -> String {
    let says = |path: &str| said(known.catalog, register, path);
    let worth = |path: &str, value: &Value| worth(path, value, register, known);
    let list = |path: &str, values: &[Value]| {
        values.iter().map(|value| worth(path, value)).collect::<Vec<_>>().join("、")
    };
    match cond {
        Cond::Is(path, values) if values.len() == 1 => {
            format!("{} = {}", says(path), list(path, values))
        }
        Cond::Is(path, values) => format!("{} 属于 {}", says(path), list(path, values)),
        Cond::IsNot(path, values) if values.len() == 1 => {
            format!("{} ≠ {}", says(path), list(path, values))
        }
        Cond::IsNot(path, values) => format!("{} 不属于 {}", says(path), list(path, values)),
        Cond::AtLeast(path, value) => format!("{} ≥ {}", says(path), worth(path, value)),
        Cond::AtMost(path, value) => format!("{} ≤ {}", says(path), worth(path, value)),
        Cond::AtLeastSetting(path, name) => {
            let title =
                known.settings.iter().find(|one| one.0 == name).map_or(name.as_str(), |one| one.1);
            format!("{} ≥ 设置 {title}", says(path))
        }
        Cond::Begins(path, text) => format!("{} 开头是 {text}", says(path)),
        Cond::Filled(path) => format!("{} 已填", says(path)),
        Cond::Empty(path) => format!("{} 未填", says(path)),
        Cond::Not(inner) => format!("非（{}）", condition_text(inner, register, known)),
        Cond::Any(all) => {
            let all: Vec<String> =
                all.iter().map(|one| condition_text(one, register, known)).collect();
            all.join(" 或 ")
        }
        Cond::Has { register: name, link, when } => {
            let Some(other) = known.catalog.register(name) else {
                return format!("有 {name}.{link}");
            };
            let head = format!("有 {}.{}", other.title, said(known.catalog, other, link));
            if when.is_empty() {
                return head;
            }
            let all: Vec<String> =
                when.iter().map(|one| condition_text(one, other, known)).collect();
            format!("{head}（{}）", all.join(" 且 "))
        }
    }
}

fn worth(path: &str, value: &Value, register: &Register, known: &Known) -> String {
    let field = resolve(known.catalog, register, path).map(|found| found.1);
    match (field.map(|field| (field.kind, field.list)), value) {
        (Some((_, Some(list))), Value::Text(code)) => {
            // A title with the sign that separates values would be read as two.
            let title = list.title(code);
            if title.contains(['、', '|']) { code.clone() } else { title.to_owned() }
        }
        (Some((Kind::YesNo, _)), Value::Int(yes)) => if *yes == 1 { "是" } else { "否" }.to_owned(),
        (Some((Kind::Money, _)), Value::Int(fen)) => Fen(*fen).to_string(),
        _ => value.to_string(),
    }
}
