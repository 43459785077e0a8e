//! Local fields (自设栏目): a node of the tree adds fields to a register at run time. They are shown,
//! filtered, imported, exported and counted like all others; no rule in code asks for them.
//!
//! Their definitions are records of one register. From these and what the program declares a catalog is
//! made anew, so nothing else needs to know that a field was not declared in code.

mod fill;

pub use fill::filled;

use crate::choices::{Choice, Choices};
use crate::field::{Field, FieldDef, Kind};
use crate::register::{Catalog, Register};
use crate::sheet::{Column, Sheet};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// What makes a field local.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// The register it was added to.
    pub of: &'static str,
    /// The node that keeps it, for its own records and all below it.
    pub home: i64,
    /// Not begun or ended: it is not typed today; what was typed stays and is shown.
    pub retired: bool,
}

/// The fields by which generic code knows a definition; all of one register.
#[derive(Clone, Copy, Debug)]
pub struct LocalFields {
    /// Text: name of the register that gets the field.
    pub of: &'static str,
    /// Text: its title.
    pub title: &'static str,
    /// Text: its name in formulas and interfaces, one for ever.
    pub code: &'static str,
    /// A code of [`KINDS`].
    pub kind: &'static str,
    /// Text: the options of a choice, as [`options`] reads them.
    pub options: &'static str,
    /// Text: what it is counted in.
    pub unit: &'static str,
    /// Text: one line under the input.
    pub help: &'static str,
    /// Yes: encrypted and only shown.
    pub secret: &'static str,
    /// Link to the node that keeps it.
    pub home: &'static str,
    /// From this day on it is typed.
    pub from: &'static str,
    /// From this day on it is no longer typed.
    pub until: &'static str,
}

/// The kinds a local field may have; it never changes.
pub const KINDS: Choices = Choices {
    name: "自设栏目类型",
    items: &[
        ("TEXT", "一行文字", &["文字", "文本"]),
        ("LONG", "多行文字", &[]),
        ("INT", "整数", &["数字"]),
        ("MONEY", "金额", &["钱"]),
        ("DAY", "日期", &[]),
        ("YESNO", "是否", &["是/否"]),
        ("CHOICE", "从几项里选", &["选项", "单选"]),
    ],
};

/// What a code of [`KINDS`] stands for.
pub fn kind_of(code: &str) -> Kind {
    match code {
        "LONG" => Kind::Long,
        "INT" => Kind::Int,
        "MONEY" => Kind::Money,
        "DAY" => Kind::Day,
        "YESNO" => Kind::YesNo,
        "CHOICE" => Kind::Choice,
        _ => Kind::Text,
    }
}

/// The options of a choice, one per line or divided by 、.
pub fn options(text: &str) -> Vec<&str> {
    let all = text.split(['\n', '、', '；', ';']).map(str::trim);
    let mut seen = Vec::new();
    for option in all.filter(|option| !option.is_empty()) {
        if !seen.contains(&option) {
            seen.push(option);
        }
    }
    seen
}

/// One definition, as read from its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defined {
    /// Name of the register that gets the field.
    pub of: String,
    /// Its title.
    pub title: String,
    /// Its name.
    pub code: String,
    /// A code of [`KINDS`].
    pub kind: String,
    /// The options of a choice.
    pub options: String,
    /// What it is counted in.
    pub unit: String,
    /// One line under the input.
    pub help: String,
    /// Encrypted and only shown.
    pub secret: bool,
    /// The node that keeps it.
    pub home: i64,
    /// No longer typed.
    pub retired: bool,
}

impl Defined {
    fn field(&self) -> FieldDef {
        let kind = kind_of(&self.kind);
        let mut def = Field::<String>::new(kept(&self.code), kept(&self.title), kind).def;
        def.unit = kept(&self.unit);
        def.help = kept(&self.help);
        def.secret = self.secret && kind == Kind::Text;
        if kind == Kind::Int {
            // What is counted is not below nothing, and has no more than twelve digits.
            def.between = Some((0, 999_999_999_999));
        }
        if kind == Kind::Choice {
            def.list = Some(list(&self.title, &options(&self.options)));
        }
        def.local = Some(Local { of: kept(&self.of), home: self.home, retired: self.retired });
        def
    }
}

/// The list of a choice: an option is its own code, so that renaming one leaves what was typed alone.
fn list(title: &str, options: &[&str]) -> &'static Choices {
    let items: Vec<Choice> =
        options.iter().map(|option| (kept(option), kept(option), &[][..])).collect();
    Box::leak(Box::new(Choices { name: kept(title), items: Box::leak(items.into_boxed_slice()) }))
}

/// A text that lives as long as the program, as those written in code do; each is kept once.
fn kept(text: &str) -> &'static str {
    static ALL: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(text) {
        return known;
    }
    let made: &'static str = Box::leak(text.to_owned().into_boxed_str());
    all.insert(made);
    made
}

/// The heading under which forms show local fields.
pub const SECTION: &str = "自设栏目";

impl Catalog {
    /// This catalog with local fields added to registers and to the sheets that fill them. A definition
    /// whose register does not take local fields, or has a field of that name, is left out.
    pub fn with_local(&self, defined: &[Defined]) -> Catalog {
        let mut made = self.clone();
        for one in defined {
            let field = one.field();
            let Some(register) = made.registers.iter_mut().find(|r| r.name == one.of) else {
                continue;
            };
            if !register.takes_local || register.field(field.name).is_some() {
                continue;
            }
            register.fields.push(field);
            match register.sections.iter_mut().find(|(title, _)| *title == SECTION) {
                Some((_, names)) => names.push(field.name),
                None => register.sections.push((SECTION, vec![field.name])),
            }
        }
        let local = |sheet: &Sheet| -> Vec<Column> {
            let fields = made.filled_by(sheet).flat_map(Register::local);
            let typed = fields.filter(|field| !field.is_retired());
            typed.map(|field| Column::new(field.name, field.title, *field)).collect()
        };
        let columns: Vec<Vec<Column>> = made.sheets.iter().map(local).collect();
        for (sheet, columns) in made.sheets.iter_mut().zip(columns) {
            sheet.columns.extend(columns);
        }
        made
    }

    /// The register whose records define local fields, with the fields by which they are known.
    pub fn local_fields(&self) -> Option<(&Register, LocalFields)> {
        self.registers.iter().find_map(|register| Some((register, register.local_fields?)))
    }
}
