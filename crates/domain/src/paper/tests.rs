//! Edges of papers, and the letters that the program brings.

use super::letters;
use super::register::*;
use crate::tests::*;
use kernel::letter::{Fields, Kept, names};
use kernel::report::document::Part;
use kernel::value::Value;
use std::collections::BTreeSet;

fn reply(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values: Vec<(&'static str, Value)> = vec![
        ("organ", Value::Int(1)),
        ("organ_name", "云溪县总工会".into()),
        ("kind", "REPLY".into()),
        ("title", "关于同意成立云溪恒达机械有限公司工会的批复".into()),
        ("main_to", "云溪恒达机械有限公司工会筹备组".into()),
        ("word", "云溪工复".into()),
        ("year", Value::Int(2026)),
        ("number", Value::Int(47)),
        ("written", "云溪工复〔2026〕47号".into()),
        ("state", "ISSUED".into()),
        ("signed_on", "2026-06-17".into()),
        ("signer", "陈晓岚".into()),
    ];
    for (field, value) in others {
        values.retain(|known| known.0 != *field);
        values.push((field, value.clone()));
    }
    values
}

#[test]
fn r_pap_01_a_reply_has_a_number() {
    assert!(prepared("paper_out", &reply(&[])).1.is_ok());
    let without = reply(&[("number", Value::Null)]);
    assert!(refused("paper_out", &without, "kind", "R-PAP-01").contains("云溪县总工会还没有"));
    let notice = reply(&[("number", Value::Null), ("kind", "NOTICE".into())]);
    assert!(prepared("paper_out", &notice).1.is_ok(), "a notice may go without");
}

#[test]
fn r_pap_02_a_reply_is_not_dated_before_the_request_it_answers() {
    let asked = |day: &str| reply(&[("answers_on", day.into())]);
    assert!(prepared("paper_out", &asked("2026-06-17")).1.is_ok(), "on the same day");
    let said = refused("paper_out", &asked("2026-06-18"), "signed_on", "R-PAP-02");
    assert!(said.contains("2026-06-18"), "{said}");
}

#[test]
fn r_pap_03_a_paper_is_of_the_year_of_its_number() {
    let on = |day: &str| reply(&[("signed_on", day.into())]);
    assert!(prepared("paper_out", &on("2026-12-31")).1.is_ok());
    refused("paper_out", &on("2027-01-01"), "signed_on", "R-PAP-03");
}

#[test]
fn r_pap_04_and_05_who_issues_signs_and_who_voids_says_why() {
    refused("paper_out", &reply(&[("signer", Value::Null)]), "signer", "R-PAP-04");
    refused("paper_out", &reply(&[("signed_on", Value::Null)]), "signed_on", "R-PAP-04");
    let reserved =
        [("state", "RESERVED".into()), ("signer", Value::Null), ("signed_on", Value::Null)];
    assert!(prepared("paper_out", &reply(&reserved)).1.is_ok());
    refused("paper_out", &reply(&[("state", "VOIDED".into())]), "void_for", "R-PAP-05");
    let voided = reply(&[("state", "VOIDED".into()), ("void_for", "打印错误".into())]);
    assert!(prepared("paper_out", &voided).1.is_ok());
}

/// 党政机关公文处理工作条例 is in force since 1 July 2012: an older paper is judged by its day.
#[test]
fn r_pap_04_a_paper_older_than_the_regulation_needs_no_signer() {
    let of_2011 = [
        ("signed_on", "2011-03-08".into()),
        ("year", Value::Int(2011)),
        ("written", "云溪工复〔2011〕3号".into()),
        ("signer", Value::Null),
    ];
    assert!(prepared("paper_out", &reply(&of_2011)).1.is_ok());
    // The year of its number is a matter of fact, not of that regulation.
    let mistyped = [("signed_on", "2011-03-08".into()), ("signer", Value::Null)];
    refused("paper_out", &reply(&mistyped), "signed_on", "R-PAP-03");
}

#[test]
fn r_pap_06_a_request_goes_to_one_body() {
    let to = |main_to: &str| reply(&[("kind", "REQUEST".into()), ("main_to", main_to.into())]);
    assert!(prepared("paper_out", &to("云溪县总工会")).1.is_ok());
    refused("paper_out", &to("云溪县总工会、云溪县委组织部"), "main_to", "R-PAP-06");
}

#[test]
fn r_pap_07_what_is_issued_is_settled() {
    let out = crate::catalog().register("paper_out").unwrap();
    let settled = out.settled.unwrap();
    assert!(settled.holds(Some("ISSUED")) && !settled.holds(Some("RESERVED")));
    assert_eq!(settled.rule, "R-PAP-07");
    assert!(out.permits.iter().all(|permit| !permit.acts.contains(&kernel::access::Act::Void)));
}

#[test]
fn r_pap_08_a_word_is_what_stands_before_the_year() {
    let word = |word: &str| {
        vec![("word", word.into()), ("kind", "REPLY".into()), ("year", Value::Int(2026))]
    };
    let (record, verdict) = prepared("paper_series", &word(" 云溪 工复 "));
    assert_eq!((verdict, record.value("name")), (Ok(()), &Value::from("云溪工复（批复）")));
    for wrong in ["云溪工复〔2026〕", "云溪工复2026", "第", "云溪县总工会办公室关于批复的代字"]
    {
        let refused = prepared("paper_series", &word(wrong)).1;
        assert_eq!(refused.is_err(), wrong != "第", "{wrong}");
    }
    refused("paper_series", &word("云溪工复〔2026〕"), "word", "R-PAP-08");
    assert!(super::series::for_every_kind());
}

#[test]
fn r_pap_09_nothing_is_received_before_it_was_written() {
    let came = |day: &str| vec![("dated_on", "2026-06-10".into()), ("received_on", day.into())];
    assert!(prepared("paper_in", &came("2026-06-10")).1.is_ok());
    refused("paper_in", &came("2026-06-09"), "received_on", "R-PAP-09");
}

#[test]
fn every_letter_reads_and_asks_for_what_it_declares() {
    for letter in &letters::ALL {
        let names =
            names(letter.text).unwrap_or_else(|faults| panic!("{}: {faults:?}", letter.code));
        let declared: BTreeSet<String> =
            letter.fields.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(names.fields, declared, "{}", letter.code);
        let lists: Vec<(&str, BTreeSet<String>)> = letter
            .lists
            .iter()
            .map(|(list, columns)| (*list, columns.iter().map(|name| (*name).to_owned()).collect()))
            .collect();
        assert_eq!(names.lists.len(), lists.len(), "{}", letter.code);
        for (list, columns) in lists {
            assert_eq!(names.lists[list], columns, "{}: {list}", letter.code);
        }
        let known = letter.kind.is_empty() || PaperKind::LIST.find(letter.kind).is_some();
        assert!(known, "{}", letter.code);
        assert_eq!(letters::LIST.title(letter.code), letter.title);
    }
    assert_eq!(letters::LIST.items.len(), letters::ALL.len() + 1);
}

/// Every text given, every list with two rows.
fn everything(code: &str) -> Fields {
    let letter = letters::find(code).unwrap();
    let mut fields = Fields::new();
    for name in letter.fields {
        fields.set(name, format!("〈{name}〉"));
    }
    for (list, columns) in letter.lists {
        let row = |who: &str| columns.iter().map(|_| who.to_owned()).collect();
        fields = fields.list(list, columns, &[row("王秀兰"), row("李建国")]);
    }
    fields
}

#[test]
fn a_letter_that_is_given_everything_leaves_nothing_open() {
    for letter in &letters::ALL {
        let document = letters::fill(letter.code, &everything(letter.code)).unwrap().unwrap();
        assert_eq!(document.open(), Vec::<&str>::new(), "{}", letter.code);
        assert!(!document.title.is_empty() && !document.parts.is_empty(), "{}", letter.code);
        let empty = letters::fill(letter.code, &Fields::new()).unwrap().unwrap();
        assert!(empty.open().len() >= 3, "{}: {:?}", letter.code, empty.open());
    }
}

/// The paper's paragraphs as plain lines.
fn lines(document: &kernel::report::Document) -> Vec<String> {
    let text = document.parts.iter().filter_map(|part| match part {
        Part::Paragraph { text, .. } => Some(text.iter().map(|run| run.text.as_str()).collect()),
        _ => None,
    });
    text.collect()
}

#[test]
fn a_reply_cites_the_request_and_is_written_anew_until_it_is_issued() {
    let rows = [["王秀兰"], ["李建国"], ["周志强"]].map(|row| row.map(str::to_owned).to_vec());
    let fields = Fields::new()
        .with("工会名称", "云溪恒达机械有限公司工会")
        .with("上级工会", "东湖镇总工会")
        .with("主席", "王秀兰")
        .with("任期年数", "5")
        .with("任期起日", "2026年6月12日")
        .list("委员", &["姓名"], &rows);
    let values = reply(&[
        ("title", Value::Null),
        ("text", letters::draft("founding_reply", fields).into()),
        ("answers_title", "关于成立云溪恒达机械有限公司工会的请示".into()),
        ("answers_number", "恒工筹〔2026〕1号".into()),
    ]);
    let (record, verdict) = prepared("paper_out", &values);
    assert_eq!(verdict, Ok(()));
    assert_eq!(record.get(TITLE).unwrap(), "关于同意成立云溪恒达机械有限公司工会的批复");
    let kept = Kept::read(&record.get(TEXT).unwrap()).unwrap();
    let said = lines(&kept.document);
    assert_eq!(said[0], "云溪恒达机械有限公司工会筹备组：");
    assert_eq!(
        said[1],
        "你单位《关于成立云溪恒达机械有限公司工会的请示》（恒工筹〔2026〕1号）收悉。经研究，批复如下："
    );
    assert!(
        said[3].contains("第一届委员会由王秀兰、李建国、周志强组成，王秀兰任主席。"),
        "{said:?}"
    );
    assert_eq!(&said[said.len() - 3..], ["此复。", "云溪县总工会", "2026年6月17日"]);
    assert_eq!(kept.document.open(), Vec::<&str>::new());
    let printed = kernel::letter::printed(&record).unwrap();
    assert_eq!(
        (printed.mark.as_str(), printed.number.as_str()),
        ("云溪县总工会文件", "云溪工复〔2026〕47号")
    );
    assert_eq!((printed.signer.as_str(), printed.printed_by.as_str()), ("", "云溪县总工会"));
    // The day of signing comes later: the text follows it.
    let mut reserved = record.clone();
    reserved.put(SIGNED_ON, Some(day("2026-06-20")));
    crate::catalog().register("paper_out").unwrap().prepare.unwrap()(&mut reserved, &facts())
        .unwrap();
    let later = Kept::read(&reserved.get(TEXT).unwrap()).unwrap();
    assert_eq!(lines(&later.document).last().unwrap(), "2026年6月20日");
}

#[test]
fn a_request_names_who_signed_and_whom_to_call() {
    let request = reply(&[("kind", "REQUEST".into()), ("body", "现将有关情况请示如下。".into())]);
    let (record, _) = prepared("paper_out", &request);
    let printed = kernel::letter::printed(&record).unwrap();
    assert_eq!(printed.signer, "陈晓岚");
    assert!(printed.note[0].open, "nobody to call was named");
    let named = [
        ("contact", "联系人：王秀兰，电话：6821350".into()),
        ("kind", "REQUEST".into()),
        ("body", "…".into()),
    ];
    let (record, _) = prepared("paper_out", &reply(&named));
    let note = kernel::letter::printed(&record).unwrap().note;
    assert_eq!((note[0].text.as_str(), note[0].open), ("联系人：王秀兰，电话：6821350", false));
}
