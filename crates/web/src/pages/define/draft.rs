//! The fields of the page, and the text of the definition that they make.

use crate::params::Params;
use kernel::register::Catalog;
use store::Store;

/// Conditions on the page; what is more complicated is written as text.
pub const CONDITIONS: usize = 5;
/// Breakdowns on the page.
pub const GROUPS: usize = 4;

/// Signs of comparison on the page.
pub const SIGNS: [(&str, &str); 8] = [
    ("=", "是"),
    ("≠", "不是"),
    ("属于", "是其中之一"),
    ("≥", "不少于（不早于）"),
    ("≤", "不多于（不晚于）"),
    ("开头是", "开头是"),
    ("已填", "已填"),
    ("未填", "没有填"),
];

/// One condition as it stands on the page.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// Path; empty for a condition written as text.
    pub path: String,
    /// Sign.
    pub sign: String,
    /// Value, or the whole condition.
    pub value: String,
}

/// What the page holds.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pub code: String,
    /// An indicator that is there is changed: its code stays.
    pub keeps_code: bool,
    pub title: String,
    pub unit: String,
    /// `rows`, `ratio` or `minus`.
    pub how: String,
    pub of: String,
    /// `count`, `distinct` or `sum`.
    pub measure: String,
    pub field: String,
    /// `stock` or `flow`.
    pub time: String,
    pub on: String,
    pub first: String,
    pub second: String,
    pub conditions: Vec<Condition>,
    pub needs: Vec<String>,
    pub groups: Vec<String>,
    /// Breakdowns that the page cannot show, as text.
    pub kept_groups: Vec<String>,
    pub decimals: String,
    pub definition: String,
    pub from: String,
    pub reason: String,
}

impl Fields {
    /// A new definition: members as of a day.
    pub fn new(store: &Store) -> Fields {
        let of = store.catalog().indicators.iter().find(|one| one.code == "member_count");
        Fields {
            how: "rows".into(),
            of: of.map_or_else(String::new, |one| one.of.clone()),
            measure: "count".into(),
            time: "stock".into(),
            ..Fields::default()
        }
        .settled(store)
    }

    /// The same, to be counted while it is being written: the number does not wait for the sentence that
    /// explains it.
    pub fn begun(&self) -> Fields {
        let mut begun = self.clone();
        if !self.is_explained() {
            "这个指标的口径还没有写".clone_into(&mut begun.definition);
        }
        begun
    }

    /// Whether it says in a sentence how it counts.
    pub fn is_explained(&self) -> bool {
        self.definition.chars().count() >= kernel::define::EXPLAINED
    }

    /// What a form brings.
    pub fn of_form(store: &Store, form: &Params) -> Fields {
        let text = |name: &str| form.get(name).trim().to_owned();
        let each = |name: &str| -> Vec<String> {
            form.0.iter().filter(|one| one.0 == name).map(|one| one.1.trim().to_owned()).collect()
        };
        let (paths, signs, values) = (each("c_path"), each("c_sign"), each("c_value"));
        let conditions = paths.into_iter().enumerate().map(|(at, path)| Condition {
            path,
            sign: signs.get(at).cloned().unwrap_or_default(),
            value: values.get(at).cloned().unwrap_or_default(),
        });
        let filled = |all: Vec<String>| all.into_iter().filter(|one| !one.is_empty()).collect();
        Fields {
            code: text("code"),
            keeps_code: form.get("keeps_code") == "1",
            title: text("title"),
            unit: text("unit"),
            how: text("how"),
            of: text("of"),
            measure: text("measure"),
            field: text("field"),
            time: text("time"),
            on: text("on"),
            first: text("first"),
            second: text("second"),
            conditions: conditions.collect(),
            needs: filled(each("need")),
            groups: filled(each("group")),
            kept_groups: filled(each("kept_group")),
            decimals: text("decimals"),
            definition: text("definition"),
            from: text("from"),
            reason: text("reason"),
        }
        .settled(store)
    }

    /// The fields of a definition's text, as the program writes it.
    pub fn of_text(store: &Store, text: &str) -> Fields {
        let mut fields =
            Fields { how: "rows".into(), measure: "count".into(), ..Fields::default() };
        for line in text.lines() {
            let Some((key, value)) = line.split_once('：') else { continue };
            let value = value.trim();
            let said = || value.to_owned();
            match key {
                "编码" => fields.code = said(),
                "名称" => fields.title = said(),
                "单位" => fields.unit = said(),
                "台账" => fields.of = said(),
                "数法" => fields.how_said(value),
                "时间" => match value.split_once(' ') {
                    Some((_, on)) => (fields.time, fields.on) = ("flow".into(), on.to_owned()),
                    None => fields.time = "stock".into(),
                },
                "条件" => fields.conditions.push(condition(value)),
                "缺了不计" => fields.needs.push(said()),
                "分组" => {
                    match value.split_once('=').filter(|(_, path)| !path.trim().contains(' ')) {
                        Some((_, path)) => fields.groups.push(path.trim().to_owned()),
                        None => fields.kept_groups.push(said()),
                    }
                }
                "小数" => fields.decimals = said(),
                "口径" => fields.definition = said(),
                "从" => fields.from = said(),
                _ => {}
            }
        }
        fields.settled(store)
    }

    fn how_said(&mut self, value: &str) {
        let two = |sign: &str| {
            value.split_once(sign).map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned()))
        };
        if let Some((first, second)) = two("÷") {
            (self.how, self.first, self.second) = ("ratio".into(), first, second);
        } else if let Some((first, second)) = two("−") {
            (self.how, self.first, self.second) = ("minus".into(), first, second);
        } else if let Some((word, path)) = value.split_once(' ') {
            self.measure = if word == "合计" { "sum" } else { "distinct" }.into();
            path.clone_into(&mut self.field);
        }
    }

    /// Names of fields and registers become what the page's lists hold; empty places are put in.
    fn settled(mut self, store: &Store) -> Fields {
        let catalog = store.catalog();
        let by_title =
            catalog.registers.iter().find(|one| one.title == self.of || one.name == self.of);
        if let Some(register) = by_title {
            register.name.clone_into(&mut self.of);
            let named = |said: &mut String| {
                if let Ok((path, _)) = kernel::define::path_of(catalog, register, said) {
                    *said = path;
                }
            };
            for condition in &mut self.conditions {
                named(&mut condition.path);
            }
            self.needs.iter_mut().chain(&mut self.groups).for_each(named);
            named(&mut self.field);
            named(&mut self.on);
            if register.life.is_none() && self.time == "stock" {
                self.time = "flow".into();
            }
        }
        self.conditions.retain(|one| !one.path.is_empty() || !one.value.is_empty());
        if self.conditions.len() < CONDITIONS {
            self.conditions.push(Condition { sign: "=".into(), ..Condition::default() });
        }
        if self.code.is_empty() && !self.title.is_empty() {
            self.code = coded(store, &self.title);
        }
        self
    }

    /// The text of the definition.
    pub fn text(&self, catalog: &Catalog) -> String {
        let mut lines = vec![
            format!("编码：{}", self.code),
            format!("名称：{}", self.title),
            format!("单位：{}", self.unit),
        ];
        match self.how.as_str() {
            "ratio" => lines.push(format!("数法：{} ÷ {}", self.first, self.second)),
            "minus" => lines.push(format!("数法：{} − {}", self.first, self.second)),
            _ => self.rows(catalog, &mut lines),
        }
        if !self.decimals.is_empty() {
            lines.push(format!("小数：{}", self.decimals));
        }
        if !self.from.is_empty() {
            lines.push(format!("从：{}", self.from));
        }
        lines.push(format!("口径：{}", self.definition.replace(['\n', '\r'], "")));
        lines.join("\n") + "\n"
    }

    fn rows(&self, catalog: &Catalog, lines: &mut Vec<String>) {
        lines.push(format!("台账：{}", self.of));
        lines.push(match self.measure.as_str() {
            "sum" => format!("数法：合计 {}", self.field),
            "distinct" => format!("数法：不同的 {}", self.field),
            _ => "数法：条数".to_owned(),
        });
        lines.push(if self.time == "flow" {
            format!("时间：时期 {}", self.on)
        } else {
            "时间：时点".to_owned()
        });
        for Condition { path, sign, value } in &self.conditions {
            match (path.as_str(), sign.as_str(), value.as_str()) {
                ("", _, "") => {}
                ("", _, whole) => lines.push(format!("条件：{whole}")),
                (path, "已填" | "未填", _) => lines.push(format!("条件：{path} {sign}")),
                (path, sign, value) => lines.push(format!("条件：{path} {sign} {value}")),
            }
        }
        lines.extend(self.needs.iter().map(|path| format!("缺了不计：{path}")));
        let register = catalog.register(&self.of);
        let title = |catalog: &Catalog, path: &str| {
            let field = register.and_then(|of| kernel::laws::resolve(catalog, of, path));
            field.map_or(path, |found| found.1.title).to_owned()
        };
        for path in &self.groups {
            lines.push(format!(
                "分组：{} {} = {path}",
                path.replace('.', "_"),
                title(catalog, path)
            ));
        }
        lines.extend(self.kept_groups.iter().map(|text| format!("分组：{text}")));
    }
}

/// `会员.农民工 = 是` as three boxes; anything else stays text.
fn condition(text: &str) -> Condition {
    let whole = || Condition { value: text.to_owned(), ..Condition::default() };
    if text.contains(" 或 ") || text.contains(['（', '(']) || text.starts_with("有 ") {
        return whole();
    }
    let found = SIGNS.iter().find_map(|(sign, _)| {
        let (path, value) = text.split_once(&format!(" {sign}"))?;
        Some(Condition {
            path: path.trim().to_owned(),
            sign: (*sign).to_owned(),
            value: value.trim().to_owned(),
        })
    });
    found.unwrap_or_else(whole)
}

/// A code from the sound of the title, unlike any there is.
fn coded(store: &Store, title: &str) -> String {
    let sound = kernel::pinyin::of_org(title).initials.to_lowercase();
    let plain: String = sound.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    let known = store.definitions();
    let free = |code: &String| known.versions(code).is_empty();
    let first = format!("own_{}", if plain.is_empty() { "figure" } else { plain.as_str() });
    let more = (2..1000).map(|n| format!("{first}_{n}"));
    std::iter::once(first.clone()).chain(more).find(free).unwrap_or(first)
}
