//! What an entry of a list may not say.

use super::register::*;
use kernel::prelude::*;
use kernel::verdict::verdict;
use kernel::{pinyin, text};

/// Brings an entry to its kept form and says what is wrong with it.
pub fn prepare(record: &mut Record, _: &Facts) -> Verdict {
    let name = text::tidy(&record.get(NAME).unwrap_or_default());
    let sound = pinyin::of_org(&name);
    let typed = record.get(CODE).map(|code| text::squeeze(&code).to_lowercase());
    let code = typed.unwrap_or_else(|| sound.initials.clone());
    record.put(NAME_KEY, Some(text::fold(&name)));
    record.put(PINYIN, Some(sound.full));
    record.put(INITIALS, Some(sound.initials));
    record.put(NAME, Some(name));
    record.put(CODE, Some(code.clone()));
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let mut refusals = Vec::new();
    if code.is_empty() || code.len() > 40 || !code.chars().all(plain) {
        let reason = "代码由小写字母、数字和下划线组成，最多40个字";
        refusals.push(Refusal::on("code", reason).by("R-TRM-01"));
    }
    verdict(refusals)
}
