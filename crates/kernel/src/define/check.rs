//! What a definition must be to make sense, whoever wrote it: on a page, in a file, in code. A wrong
//! one is refused with its reason; it is never counted as 0.

use super::{Known, perhaps};
use crate::field::Kind;
use crate::indicator::{Cond, DimKind, Indicator, Measure, Time};
use crate::laws::resolve;
use crate::register::Register;

/// Shortest sentence that explains how an indicator counts, in characters.
pub const EXPLAINED: usize = 6;

/// Every reason against a definition, as Chinese sentences; none means it can be kept.
pub fn check(indicator: &Indicator, known: &Known) -> Vec<String> {
    let mut faults = Vec::new();
    words(indicator, &mut faults);
    match &indicator.measure {
        Measure::Ratio { numerator, denominator, .. } => {
            parts(indicator, [numerator, denominator], known, &mut faults);
        }
        Measure::Minus { first, second } | Measure::Plus { first, second } => {
            parts(indicator, [first, second], known, &mut faults);
        }
        _ => match known.catalog.register(&indicator.of) {
            None => faults.push(format!("没有台账“{}”", indicator.of)),
            Some(register) => rows(indicator, register, known, &mut faults),
        },
    }
    faults
}

fn words(indicator: &Indicator, faults: &mut Vec<String>) {
    let code = &indicator.code;
    let plain = code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !plain || !code.starts_with(|c: char| c.is_ascii_lowercase()) || code.len() > 60 {
        let say =
            "编码用小写字母开头，只含小写字母、数字和下划线，不超过60个，如young_member_count";
        faults.push(format!("{say}；现在是“{code}”"));
    }
    let odd = ['{', '}', '[', ']', '|', '｜', '@', '【', '】', '=', '＝', '÷', '−'];
    if indicator.title.contains(odd) {
        faults.push("名称里不能有括号{}[]、竖线、@、等号和算式符号：汇报里要用它们隔开".to_owned());
    }
    if indicator.title.chars().count() > 40 {
        faults.push("名称太长，请在40字以内".to_owned());
    }
    if indicator.unit.is_empty() || indicator.unit.chars().count() > 8 {
        faults.push("单位要写，1到8个字，如人、家、元、%".to_owned());
    }
    if indicator.definition.chars().count() < EXPLAINED {
        faults.push(format!("口径要用一句话说清怎么数，至少{EXPLAINED}个字"));
    }
}

fn parts(indicator: &Indicator, codes: [&str; 2], known: &Known, faults: &mut Vec<String>) {
    let mut flows = Vec::new();
    for code in codes {
        if code == indicator.code {
            faults.push(format!("“{}”不能由它自己算出来", indicator.title));
            continue;
        }
        let Some(part) = (known.find)(code) else {
            let names = known.catalog.indicators.iter().map(|one| one.code.as_str());
            let near = perhaps(&super::nearest(code, names));
            faults.push(format!("没有指标“{code}”{near}"));
            continue;
        };
        if part.parts().is_some() {
            let say = format!("“{}”自己也是由两个指标算出来的，不能再拿来算，以免绕圈", part.title);
            faults.push(say);
            continue;
        }
        flows.push(part.is_flow(&|code| (known.find)(code)));
    }
    let alike = matches!(indicator.measure, Measure::Minus { .. } | Measure::Plus { .. });
    if let [first, second] = flows.as_slice()
        && first != second
        && alike
    {
        faults.push("相加减的两个指标，一个是时点数，一个是时期数，算不到一起".to_owned());
    }
    let ratio = matches!(indicator.measure, Measure::Ratio { .. });
    if ratio && codes[0] == codes[1] {
        faults.push("分子和分母是同一个指标，算出来总是一样的".to_owned());
    }
}

/// Dated values are read on the day of a flow, so that none of them can lead to it.
fn fixed(register: &Register, path: &str, known: &Known) -> bool {
    let way = crate::laws::route(known.catalog, register, path);
    way.is_some_and(|way| way.iter().all(|(_, field)| !field.dated))
}

fn rows(indicator: &Indicator, register: &Register, known: &Known, faults: &mut Vec<String>) {
    let find = |path: &str| resolve(known.catalog, register, path).map(|found| found.1);
    let seen = |path: &str, faults: &mut Vec<String>| match find(path) {
        None => {
            faults.push(format!("{}里没有“{path}”这一项", register.title));
            None
        }
        Some(field) if field.secret => {
            faults.push(format!("{}是加密保存的，指标不能用它", field.title));
            None
        }
        Some(field) => Some(field),
    };
    match &indicator.measure {
        Measure::Sum(path) => {
            if let Some(field) = seen(path, faults)
                && !matches!(field.kind, Kind::Int | Kind::Money)
            {
                faults.push(format!("“{}”不是数，不能合计", field.title));
            }
        }
        Measure::Distinct(path) => {
            seen(path, faults);
        }
        _ => {}
    }
    match &indicator.time {
        Time::Stock if register.life.is_none() => {
            let say = "没有起止日期，数不了时点数，请改成“时期 哪个日期”";
            faults.push(format!("{}{say}", register.title));
        }
        Time::Stock => {}
        Time::Flow(path) => match find(path) {
            Some(field) if field.kind == Kind::Day && fixed(register, path, known) => {}
            Some(field) => {
                faults.push(format!("“{}”不是固定的日期，不能用来定时期", field.title));
            }
            None => faults.push(format!("{}里没有“{path}”这一项", register.title)),
        },
    }
    for path in &indicator.needs {
        seen(path, faults);
    }
    for dim in &indicator.dims {
        if let Some(field) = dim.kind.path().and_then(|path| seen(path, faults))
            && matches!(dim.kind, DimKind::Age(..))
            && field.kind != Kind::Day
        {
            faults.push(format!("“{}”不是日期，算不出年龄", field.title));
        }
        if let DimKind::Under(kinds) = &dim.kind {
            places(kinds, register, known, faults);
        }
        if matches!(dim.name.as_str(), "child" | "month") {
            faults.push("分组的编码不能是child或month：下级单位和月份总是能分的".to_owned());
        }
    }
    for cond in &indicator.when {
        conditions(cond, register, known, indicator, faults);
    }
}

/// Groups by the place in the tree: the rows stand in it, and the kinds are kinds of its nodes.
fn places(
    kinds: &[(String, String, String)],
    register: &Register,
    known: &Known,
    faults: &mut Vec<String>,
) {
    if !register.placed() {
        faults.push(format!("{}不属于哪个工会，不能按上级分组", register.title));
    }
    let tree = known.catalog.tree();
    let kind = tree.and_then(|register| register.field(register.tree()?.kind));
    let Some((field, list)) = kind.and_then(|field| Some((field, field.list?))) else { return };
    for (kind, ..) in kinds.iter().filter(|row| list.items.iter().all(|item| item.0 != row.0)) {
        faults.push(format!("“{}”里没有“{kind}”这个代码", field.title));
    }
}

fn conditions(
    cond: &Cond,
    register: &Register,
    known: &Known,
    whole: &Indicator,
    faults: &mut Vec<String>,
) {
    match cond {
        Cond::Not(inner) => conditions(inner, register, known, whole, faults),
        Cond::Any(all) => {
            for one in all {
                conditions(one, register, known, whole, faults);
            }
        }
        Cond::Has { register: name, when, .. } => {
            if matches!(whole.time, Time::Flow(_)) {
                faults.push("时期数里不能用“有…”这样的条件".to_owned());
            }
            if let Some(other) = known.catalog.register(name) {
                for one in when {
                    conditions(one, other, known, whole, faults);
                }
            }
        }
        plain => {
            let Some(path) = plain.path() else { return };
            match resolve(known.catalog, register, path) {
                None => faults.push(format!("{}里没有“{path}”这一项", register.title)),
                Some((_, field)) if field.secret => {
                    faults.push(format!("{}是加密保存的，不能拿来作条件", field.title));
                }
                Some(_) => {}
            }
        }
    }
}
