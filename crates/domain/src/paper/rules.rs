//! What a paper and its number may not be, and how its text comes about.

use super::letters;
use super::register::*;
use super::series;
use kernel::letter::{Composed, Fields, Kept, composed};
use kernel::prelude::*;
use kernel::report::Document;
use kernel::verdict::verdict;

/// Most characters of a 代字.
const LONGEST_WORD: usize = 12;

/// R-PAP-08: a word without year, number and brackets.
pub fn series(record: &mut Record, _facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    let word: String = record.get(series::WORD).unwrap_or_default().split_whitespace().collect();
    let plain = word.chars().all(char::is_alphabetic);
    if !plain || word.chars().count() > LONGEST_WORD {
        let reason = format!("代字“{word}”只写年份前面的几个字，如云溪工复；年份和号数由程序编");
        refusals.push(Refusal::on("word", reason).by("R-PAP-08"));
    }
    let kind = record.get(series::KIND).unwrap_or_default();
    let name = format!("{word}（{}）", series::KINDS.title(&kind));
    record.put(series::NAME, Some(name).filter(|_| !word.is_empty()));
    record.put(series::WORD, Some(word).filter(|word| !word.is_empty()));
    verdict(refusals)
}

/// R-PAP-01 to R-PAP-06: what goes out.
pub fn outgoing(record: &mut Record, _facts: &Facts) -> Verdict {
    write(record);
    let mut refusals = Vec::new();
    let kind = record.get(KIND);
    let state = record.get(STATE);
    if kind == Some(PaperKind::Reply) && record.get(NUMBER).is_none() {
        let organ = record.get(ORGAN_NAME).unwrap_or_else(|| "本单位".into());
        let reason = format!("批复要有发文字号；{organ}还没有批复用的代字，请先在“发文字号”里登记");
        let field = if record.get(WITHOUT) == Some(true) { "without" } else { "kind" };
        refusals.push(Refusal::on(field, reason).by("R-PAP-01"));
    }
    if let (Some(signed), Some(asked)) = (record.get(SIGNED_ON), record.get(ANSWERS_ON))
        && signed < asked
    {
        let reason =
            format!("成文日期{signed}早于来文日期{asked}：答复不能早于请示，请核对两个日期");
        refusals.push(Refusal::on("signed_on", reason).by("R-PAP-02"));
    }
    if let (Some(signed), Some(year)) = (record.get(SIGNED_ON), record.get(YEAR))
        && i64::from(signed.year()) != year
    {
        let reason = format!(
            "字号是{year}年的，成文日期{signed}不在这一年；跨了年的，作废这个字号，另取一个"
        );
        refusals.push(Refusal::on("signed_on", reason).by("R-PAP-03"));
    }
    if state == Some(OutState::Issued) {
        for (field, given) in [
            (SIGNED_ON.def, record.get(SIGNED_ON).is_some()),
            (SIGNER.def, record.get(SIGNER).is_some()),
        ] {
            if !given {
                let reason = format!("已发的公文要写明{}", field.title);
                refusals.push(Refusal::on(field.name, reason).by("R-PAP-04"));
            }
        }
    }
    if state == Some(OutState::Voided) && record.get(VOID_FOR).is_none() {
        let reason = "作废字号要写明原因，以后查得到";
        refusals.push(Refusal::on("void_for", reason).by("R-PAP-05"));
    }
    let to = record.get(MAIN_TO).unwrap_or_default();
    if kind == Some(PaperKind::Request) && to.contains(['、', '，', ',', ';', '；']) {
        let reason = "请示只主送一个机关，需要同时送其他机关的写在抄送里";
        refusals.push(Refusal::on("main_to", reason).by("R-PAP-06"));
    }
    verdict(refusals)
}

/// Writes the paper from its letter, or from the text that was typed. The store keeps what was written once the
/// paper is issued.
fn write(record: &mut Record) {
    if let Some(kept) = record.get(TEXT).as_deref().and_then(Kept::read)
        && let Some(letter) = letters::find(&kept.letter)
    {
        let fields = known(record, kept.fields);
        // The texts that the program brings are read by a test; one that does not read stays as it was.
        let Ok(document) = kernel::letter::fill(letter, &fields) else { return };
        if record.get(TITLE).is_none() {
            record.put(TITLE, title_of(&document));
        }
        let kept = Kept { letter: kept.letter, fields, document };
        return record.put(TEXT, Some(kept.to_text()));
    }
    let text = record.get(BODY).map(|body| {
        let title = record.get(TITLE).unwrap_or_default();
        let main_to = record.get(MAIN_TO).unwrap_or_default();
        let organ_name = record.get(ORGAN_NAME).unwrap_or_default();
        let document = composed(&Composed {
            title: &title,
            main_to: &main_to,
            body: &body,
            organ_name: &organ_name,
            signed_on: record.get(SIGNED_ON),
        });
        let fields = Fields::new().with("正文", body);
        Kept { letter: letters::TYPED.to_owned(), fields, document }.to_text()
    });
    record.put(TEXT, text);
}

/// What the record says itself, under the titles of its fields; it goes before what was given, so that a day
/// or signer changed on the form is changed in the text.
fn known(record: &Record, mut fields: Fields) -> Fields {
    for field in [
        ORGAN_NAME,
        WRITTEN,
        MAIN_TO,
        SIGNER,
        CONTACT,
        COPIES,
        ANSWERS_TITLE,
        ANSWERS_NUMBER,
        TITLE,
    ] {
        if let Some(text) = record.get(field) {
            fields.set(field.def.title, text);
        }
    }
    for field in [SIGNED_ON, ANSWERS_ON] {
        if let Some(day) = record.get(field) {
            fields.set(field.def.title, kernel::dates::chinese(day));
        }
    }
    fields
}

fn title_of(document: &Document) -> Option<String> {
    let title: String = document.title.iter().flatten().map(|run| run.text.as_str()).collect();
    Some(title).filter(|title| !title.is_empty())
}

/// R-PAP-09: what comes in.
pub fn incoming(record: &mut Record, _facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    if let (Some(dated), Some(received)) = (record.get(DATED_ON), record.get(RECEIVED_ON))
        && received < dated
    {
        let reason = format!("收文日期早于来文日期{dated}，请核对");
        refusals.push(Refusal::on("received_on", reason).by("R-PAP-09"));
    }
    verdict(refusals)
}
