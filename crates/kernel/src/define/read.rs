//! Text into a definition, with every fault found in one pass.

use super::check::check;
use super::conditions::{condition, register_of};
use super::paths::path_of;
use super::{Draft, Fault, Known, nearest, perhaps};
use crate::indicator::{Dim, DimKind, Indicator, Measure, Time};
use crate::register::Register;
use std::collections::BTreeMap;

/// The parts of a definition, as they begin a line.
const KEYS: [&str; 12] = [
    "编码",
    "名称",
    "单位",
    "台账",
    "数法",
    "时间",
    "条件",
    "缺了不计",
    "分组",
    "小数",
    "从",
    "口径",
];

/// A line: its number, the character its value begins at, and the value.
#[derive(Clone, Copy)]
struct Line<'a> {
    number: usize,
    column: usize,
    value: &'a str,
}

impl Line<'_> {
    fn fault(&self, after: usize, say: impl Into<String>) -> Fault {
        Fault::at(self.number, self.column + after, say)
    }
}

struct Reading<'a, 'k> {
    lines: BTreeMap<&'static str, Vec<Line<'a>>>,
    known: &'a Known<'k>,
    faults: Vec<Fault>,
}

/// Reads a definition. Lines that begin with `//` or `#` are remarks.
pub fn read<'a>(text: &'a str, known: &'a Known) -> Result<Draft, Vec<Fault>> {
    let mut reading = Reading { lines: BTreeMap::new(), known, faults: Vec::new() };
    for (at, line) in text.lines().enumerate() {
        reading.take(at + 1, line);
    }
    let draft = reading.draft();
    let mut faults = reading.faults;
    if let Some(draft) = &draft
        && faults.is_empty()
    {
        faults.extend(check(&draft.indicator, known).into_iter().map(|say| Fault::at(0, 0, say)));
    }
    match draft {
        Some(draft) if faults.is_empty() => Ok(draft),
        _ => Err(faults),
    }
}

impl<'a> Reading<'a, '_> {
    fn take(&mut self, number: usize, line: &'a str) {
        let trimmed = line.trim_start_matches('\u{feff}').trim();
        if trimmed.is_empty() || trimmed.starts_with("//") || trimmed.starts_with('#') {
            return;
        }
        let Some(at) = line.find([':', '：']) else {
            let say = format!("每行写成“{}：…”这样；可以写：{}", "名称", KEYS.join("、"));
            return self.faults.push(Fault::at(number, 1, say));
        };
        let said = line.get(..at).unwrap_or_default().trim_start_matches('\u{feff}').trim();
        let rest = line.get(at..).map_or("", |rest| rest.trim_start_matches([':', '：']));
        let Some(key) = KEYS.iter().find(|key| **key == said) else {
            let near = perhaps(&nearest(said, KEYS.iter().copied()));
            let say = format!("没有“{said}”这一行{near}；可以写：{}", KEYS.join("、"));
            return self.faults.push(Fault::at(number, 1, say));
        };
        let before = line.chars().count() - rest.trim_start().chars().count();
        let line = Line { number, column: before + 1, value: rest.trim() };
        let lines = self.lines.entry(key).or_default();
        if !lines.is_empty() && !matches!(*key, "条件" | "缺了不计" | "分组") {
            self.faults.push(Fault::at(number, 1, format!("“{key}”写了两次")));
            return;
        }
        lines.push(line);
    }

    fn one(&self, key: &str) -> Option<Line<'a>> {
        self.lines
            .get(key)
            .and_then(|lines| lines.first())
            .copied()
            .filter(|line| !line.value.is_empty())
    }

    fn needed(&mut self, key: &str) -> Option<Line<'a>> {
        let found = self.one(key);
        if found.is_none() {
            self.faults.push(Fault::at(0, 0, format!("还没有写“{key}”")));
        }
        found
    }

    fn all(&self, key: &str) -> Vec<Line<'a>> {
        self.lines.get(key).cloned().unwrap_or_default()
    }

    /// Keeps what was understood; puts the fault where it stands.
    fn keep<T>(&mut self, line: Line, read: Result<T, (usize, String)>) -> Option<T> {
        read.map_err(|(after, say)| self.faults.push(line.fault(after, say))).ok()
    }

    fn draft(&mut self) -> Option<Draft> {
        let text = |line: Option<Line>| line.map_or_else(String::new, |line| line.value.to_owned());
        let mut made = Indicator::blank();
        made.code = text(self.needed("编码"));
        made.title = text(self.needed("名称"));
        made.unit = text(self.needed("单位"));
        made.definition = text(self.needed("口径"));
        let how = self.needed("数法");
        let from = self.one("从").and_then(|line| {
            let day = crate::dates::parse_day(line.value).map(|day| day.date);
            self.keep(line, day.map_err(|error| (0, error.to_string())))
        });
        let how = how?;
        if let Some(measure) = self.two(how, &made.unit) {
            made.measure = measure;
            made.decimals = u32::from(matches!(made.measure, Measure::Ratio { .. }));
            self.decimals(&mut made);
            for key in ["台账", "时间", "条件", "缺了不计", "分组"] {
                if let Some(line) = self.one(key) {
                    let say = format!("由两个指标算出来的，不写“{key}”：两个指标各有各的");
                    self.faults.push(Fault::at(line.number, 1, say));
                }
            }
            return Some(Draft { indicator: made, from });
        }
        self.decimals(&mut made);
        let of = self.needed("台账")?;
        let found = register_of(of.value, self.known).map_err(|say| (0, say));
        let register = self.keep(of, found)?;
        register.name.clone_into(&mut made.of);
        self.rows(how, register, &mut made);
        Some(Draft { indicator: made, from })
    }

    fn decimals(&mut self, made: &mut Indicator) {
        let Some(line) = self.one("小数") else { return };
        match line.value.parse::<u32>() {
            Ok(digits) if digits <= 4 => made.decimals = digits,
            _ => self.faults.push(line.fault(0, "小数位数写0到4")),
        }
    }

    /// Two indicators divided, subtracted or added.
    fn two(&mut self, line: Line, unit: &str) -> Option<Measure> {
        let signs = ["÷", " / ", " 除以 ", "−", " - ", " 减去 ", " + ", "＋", " 加 "];
        let (sign, at) = signs.iter().find_map(|sign| Some((*sign, line.value.find(sign)?)))?;
        let first = line.value.get(..at).unwrap_or_default();
        let second = line.value.get(at + sign.len()..).unwrap_or_default();
        let after = line.value.chars().count() - second.trim_start().chars().count();
        let above = self.other(line, 0, first.trim());
        let below = self.other(line, after, second.trim());
        let (first, second) = (above.unwrap_or_default(), below.unwrap_or_default());
        let scale = match unit {
            "%" => 100,
            "‰" => 1000,
            _ => 1,
        };
        let among = |from: usize| signs.get(from..from + 3).is_some_and(|all| all.contains(&sign));
        Some(if among(0) {
            Measure::Ratio { numerator: first, denominator: second, scale }
        } else if among(3) {
            Measure::Minus { first, second }
        } else {
            Measure::Plus { first, second }
        })
    }

    fn other(&mut self, line: Line, after: usize, said: &str) -> Option<String> {
        let found = (self.known.find)(said).map(|found| found.code.clone());
        let titles = self.known.catalog.indicators.iter().map(|one| one.title.as_str());
        let say = || format!("没有指标“{said}”{}", perhaps(&nearest(said, titles)));
        self.keep(line, found.ok_or_else(|| (after, say())))
    }

    fn rows(&mut self, how: Line, register: &Register, made: &mut Indicator) {
        let catalog = self.known.catalog;
        let path = |said: &str, after: usize| {
            path_of(catalog, register, said).map(|found| found.0).map_err(|say| (after, say))
        };
        let measure = match how.value.split_once(char::is_whitespace) {
            None if matches!(how.value, "条数" | "个数" | "家数") => Ok(Measure::Count),
            Some(("不同的", of)) => path(of.trim(), 4).map(Measure::Distinct),
            Some(("合计", of)) => path(of.trim(), 3).map(Measure::Sum),
            _ => Err((
                0,
                "数法写：条数，或“不同的 哪一项”，或“合计 哪一项”，或“甲指标 ÷ 乙指标”，或“甲指标 − 乙指标”，或“甲指标 + 乙指标”".to_owned(),
            )),
        };
        if let Some(measure) = self.keep(how, measure) {
            made.measure = measure;
        }
        if let Some(line) = self.needed("时间") {
            let time = match line.value.split_once(char::is_whitespace) {
                None if line.value == "时点" => Ok(Time::Stock),
                Some(("时期", on)) => path(on.trim(), 3).map(Time::Flow),
                _ => Err((
                    0,
                    "时间写：时点（那一天还在的），或“时期 哪个日期”（那段日子里发生的）"
                        .to_owned(),
                )),
            };
            if let Some(time) = self.keep(line, time) {
                made.time = time;
            }
        }
        for line in self.all("条件") {
            let read = condition(line.value, register, self.known);
            made.when.extend(self.keep(line, read));
        }
        for line in self.all("缺了不计") {
            made.needs.extend(self.keep(line, path(line.value, 0)));
        }
        for line in self.all("分组") {
            let read = group(line.value, &path);
            made.dims.extend(self.keep(line, read));
        }
    }
}

type Found = Result<String, (usize, String)>;

/// `stored=code=title`, several of them.
fn mapped(rows: &str) -> Option<Vec<(String, String, String)>> {
    let row = |row: &str| {
        let mut parts = row.splitn(3, '=').map(|part| part.trim().to_owned());
        Some((parts.next()?, parts.next()?, parts.next()?))
    };
    rows.split('、').map(row).collect()
}

/// `sex 性别 = 会员.性别`, `age 年龄段 = 年龄 会员.出生日期 16=16—24岁、25=25岁以上`, `kind 类别 = 对应 …`,
/// `domain 所在领域 = 上级 PARK_FED=park=园区`.
fn group(text: &str, path: &dyn Fn(&str, usize) -> Found) -> Result<Dim, (usize, String)> {
    let shape = || (0, "分组写成“编码 名称 = 哪一项”，如：sex 性别 = 会员.性别".to_owned());
    let (head, how) = text.split_once('=').ok_or_else(shape)?;
    let (name, title) = head.trim().split_once(char::is_whitespace).ok_or_else(shape)?;
    let after = text.chars().count() - how.trim_start().chars().count();
    let mut words = how.trim().splitn(3, char::is_whitespace);
    let kind = match (words.next(), words.next(), words.next()) {
        (Some("年龄"), Some(of), Some(bands)) => {
            let bands: Option<Vec<(i64, String)>> = bands
                .split('、')
                .map(|band| {
                    let (low, title) = band.split_once('=')?;
                    Some((low.trim().parse().ok()?, title.trim().to_owned()))
                })
                .collect();
            let say = "年龄段写成“最小岁数=名称”，如：16=16—24岁、25=25—34岁";
            DimKind::Age(path(of, after + 3)?, bands.ok_or((after, say.to_owned()))?)
        }
        (Some("对应"), Some(of), Some(rows)) => {
            let say = "对应写成“存的值=编码=名称”，几个用顿号隔开";
            DimKind::Map(path(of, after + 3)?, mapped(rows).ok_or((after, say.to_owned()))?)
        }
        (Some("上级"), Some(_), _) => {
            let rows = how.trim().strip_prefix("上级").unwrap_or_default().trim();
            let say = "上级写成“工会类型代码=编码=名称”，几个用顿号隔开";
            DimKind::Under(mapped(rows).ok_or((after, say.to_owned()))?)
        }
        _ => DimKind::Field(path(how.trim(), after)?),
    };
    Ok(Dim { name: name.to_owned(), title: title.trim().to_owned(), kind })
}
