//! What an added column may not be.

use super::register::*;
use kernel::local::options;
use kernel::prelude::*;
use kernel::verdict::verdict;
use kernel::{pinyin, text};

/// Names of added columns begin so, and no declared field does.
pub(super) const BEGINS: &str = "x_";

/// R-LOC-01 to R-LOC-04: a name of its own, a code that formulas can hold, options where one chooses,
/// secrets only as a line of text.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    let title = text::tidy(&record.get(TITLE).unwrap_or_default());
    let declared = record.get(OF).and_then(|of| crate::catalog().register(&of));
    let taken = |field: &FieldDef| text::fold(field.title) == text::fold(&title);
    if declared.is_some_and(|register| register.fields.iter().any(taken)) {
        let reason = format!("这本台账本来就有“{title}”，不用再加");
        refusals.push(Refusal::on("title", reason).by("R-LOC-01"));
    }
    let typed = record.get(CODE).map(|code| text::squeeze(&code).to_lowercase());
    let code = typed.unwrap_or_else(|| pinyin::of_org(&title).initials);
    let code = if code.starts_with(BEGINS) { code } else { format!("{BEGINS}{code}") };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !title.is_empty() && (code == BEGINS || code.len() > 40 || !code.chars().all(plain)) {
        let reason = "代码由小写字母、数字和下划线组成，最多40个字";
        refusals.push(Refusal::on("code", reason).by("R-LOC-02"));
    }
    let kind = record.get(KIND).unwrap_or_default();
    let offered = record.get(OPTIONS).unwrap_or_default();
    let several = options(&offered);
    if kind == "CHOICE" && several.len() < 2 {
        let reason = "请写出至少两项，一行一项";
        refusals.push(Refusal::on("options", reason).by("R-LOC-03"));
    }
    let tidy = (kind == "CHOICE").then(|| several.join("\n"));
    let secret = record.get(SECRET).unwrap_or(false);
    if secret && kind != "TEXT" {
        let reason = "敏感的栏目只能是一行文字";
        refusals.push(Refusal::on("secret", reason).by("R-LOC-04"));
    }
    record.put(BEGIN_ON, record.get(BEGIN_ON).or(Some(facts.today)));
    record.put(SECRET, Some(secret));
    record.put(OPTIONS, tidy);
    record.put(TITLE, Some(title));
    record.put(CODE, Some(code));
    verdict(refusals)
}
