//! Papers and their numbers: without a gap, never twice, going on from the paper book; settled once issued.

use crate::house::*;
use kernel::facts::Saving;
use kernel::letter::{Fields, Kept};
use kernel::value::Value;
use std::thread;
use store::list::ListAsk;
use store::undo::What;
use store::writer::Doing;
use store::{Ctx, Result};

fn series(house: &House, organ: i64, (kind, word): (&str, &str), (year, begin): (i64, i64)) -> i64 {
    house.add(
        "paper_series",
        &[
            ("organ", Value::Int(organ)),
            ("kind", text(kind)),
            ("word", text(word)),
            ("year", Value::Int(year)),
            ("begin", Value::Int(begin)),
        ],
    )
}

fn reserve(house: &House, ctx: &Ctx, organ: i64, kind: &str) -> Result<i64> {
    let values = [
        ("organ", Value::Int(organ)),
        ("kind", text(kind)),
        ("title", text("关于同意成立云溪恒达机械有限公司工会的批复")),
        ("state", text("RESERVED")),
    ];
    house.try_add(ctx, "paper_out", &values)
}

/// The number of a paper as printed; empty for none.
fn number(house: &House, id: i64) -> String {
    house.value("paper_out", id, "written").to_string()
}

fn reserved(house: &House, organ: i64, kind: &str) -> String {
    number(house, reserve(house, &Ctx::local(), organ, kind).unwrap())
}

#[test]
fn numbers_go_on_from_the_paper_book_and_begin_again_each_year() {
    let house = House::new();
    series(&house, house.root, ("REPLY", "云溪工复"), (2026, 47));
    assert_eq!(reserved(&house, house.root, "REPLY"), "云溪工复〔2026〕47号");
    assert_eq!(reserved(&house, house.root, "REPLY"), "云溪工复〔2026〕48号");
    house.on("2027-01-04");
    assert_eq!(reserved(&house, house.root, "REPLY"), "云溪工复〔2027〕1号");
    // A new word from 2028 on; the old one until then.
    series(&house, house.root, ("REPLY", "云工复"), (2028, 1));
    assert_eq!(reserved(&house, house.root, "REPLY"), "云溪工复〔2027〕2号");
    house.on("2028-01-03");
    assert_eq!(reserved(&house, house.root, "REPLY"), "云工复〔2028〕1号");
    let id = reserve(&house, &Ctx::local(), house.root, "REPLY").unwrap();
    assert_eq!(house.value("paper_out", id, "organ_name"), text("云溪县总工会"));
}

#[test]
fn each_organ_and_word_counts_for_itself_and_kinds_may_share_a_word() {
    let house = House::new();
    series(&house, house.root, ("REPLY", "云溪工复"), (2026, 1));
    series(&house, house.root, ("NOTICE", "云溪工发"), (2026, 1));
    series(&house, house.root, ("DECISION", "云溪工发"), (2026, 1));
    series(&house, house.east, ("ANY", "东湖工"), (2026, 12));
    assert_eq!(reserved(&house, house.root, "REPLY"), "云溪工复〔2026〕1号");
    assert_eq!(reserved(&house, house.root, "NOTICE"), "云溪工发〔2026〕1号");
    assert_eq!(
        reserved(&house, house.root, "DECISION"),
        "云溪工发〔2026〕2号",
        "one book for both"
    );
    assert_eq!(reserved(&house, house.east, "REPLY"), "东湖工〔2026〕12号");
    assert_eq!(reserved(&house, house.east, "REQUEST"), "东湖工〔2026〕13号");
    assert_eq!(reserved(&house, house.root, "REQUEST"), "", "no word was registered for it");
    let refused = refusal(reserve(&house, &Ctx::local(), house.west, "REPLY"));
    assert!(
        refused.0 == "kind" && refused.1.contains("西山乡工会联合会还没有批复用的代字"),
        "{refused:?}"
    );
    series(&house, house.west, ("REPLY", "西山工复"), (2026, 1));
    assert_eq!(reserved(&house, house.west, "REPLY"), "西山工复〔2026〕1号");
}

#[test]
fn several_papers_of_one_act_are_numbered_in_their_order_and_a_failed_act_leaves_no_gap() {
    let house = House::new();
    series(&house, house.root, ("REPLY", "云溪工复"), (2026, 1));
    let register = house.register("paper_out");
    let values = |title: &str| {
        vec![
            ("organ", Value::Int(house.root)),
            ("kind", text("REPLY")),
            ("title", text(title)),
            ("state", text("RESERVED")),
        ]
    };
    let both = |last: &str| {
        house.store.act(&Ctx::local(), Doing::new("批复", ""), |writer| {
            let first = writer.add(register, &values("关于同意成立甲工会的批复"))?;
            let mut second = values("关于同意成立乙工会的批复");
            second.retain(|value| value.0 != "state");
            second.push(("state", text(last)));
            Ok([first, writer.add(register, &second)?])
        })
    };
    // Issued without day and signer: the whole act is refused, with the number it had taken.
    assert!(both("ISSUED").is_err());
    let written = both("RESERVED").unwrap().map(|id| number(&house, id));
    assert_eq!(written, ["云溪工复〔2026〕1号", "云溪工复〔2026〕2号"]);
}

#[test]
fn eight_clerks_at_once_get_numbers_without_a_gap_and_none_twice() {
    const EACH: i64 = 100;
    let house = House::new();
    series(&house, house.root, ("REPLY", "云溪工复"), (2026, 47));
    series(&house, house.east, ("REPLY", "东湖工复"), (2026, 1));
    thread::scope(|scope| {
        for clerk in 0..8 {
            let house = &house;
            scope.spawn(move || {
                for n in 0..EACH {
                    let organ = if (clerk + n) % 4 == 0 { house.east } else { house.root };
                    reserve(house, &Ctx::local(), organ, "REPLY").unwrap();
                }
            });
        }
    });
    let mut all = ListAsk::new(house.register("paper_out"));
    all.columns = vec!["number".into()];
    for (organ, first, many) in [(house.root, 47, 8 * EACH * 3 / 4), (house.east, 1, 8 * EACH / 4)]
    {
        (all.at, all.only_here) = (organ, true);
        let rows = house.store.list(&Ctx::local(), &all, None, 1_000).unwrap().rows;
        let mut numbers: Vec<i64> = rows.iter().filter_map(|row| row.cells[0].as_int()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (first..first + many).collect::<Vec<_>>());
    }
    assert!(house.store.verify(None).unwrap().ok);
}

/// A paper that was issued.
fn issued(house: &House) -> i64 {
    let fields = Fields::new().with("工会名称", "恒达机械厂工会委员会").with("主席", "王秀兰");
    house.add(
        "paper_out",
        &[
            ("organ", Value::Int(house.root)),
            ("kind", text("REPLY")),
            ("state", text("ISSUED")),
            ("main_to", text("恒达机械厂工会筹备组")),
            ("signed_on", on("2026-01-05")),
            ("signer", text("陈晓岚")),
            ("text", domain::paper::letters::draft("founding_reply", fields).into()),
        ],
    )
}

fn save(house: &House, id: i64, values: Values) -> Result<bool> {
    let (register, version) = (house.register("paper_out"), house.version("paper_out", id));
    let saving = Saving::Change(house.store.today());
    house.store.act(&Ctx::local(), Doing::new("修改", ""), |writer| {
        writer.edit(register, id, version, values, saving)
    })
}

#[test]
fn what_is_issued_is_settled_and_only_its_number_can_be_voided() {
    let house = House::new();
    series(&house, house.root, ("REPLY", "云溪工复"), (2026, 1));
    let id = issued(&house);
    assert_eq!(
        house.value("paper_out", id, "title"),
        text("关于同意成立恒达机械厂工会委员会的批复")
    );
    let text_now = || house.value("paper_out", id, "text").to_string();
    let before = text_now();
    assert!(before.contains("2026年1月5日") && Kept::read(&before).is_some());
    for (field, value) in
        [("title", text("别的标题")), ("signer", text("别人")), ("signed_on", on("2026-01-06"))]
    {
        let (named, reason) = refusal(save(&house, id, &[(field, value)]));
        assert_eq!(named, field);
        assert!(reason.contains("已经发出"), "{reason}");
    }
    assert!(!save(&house, id, &[("text", text("别的正文"))]).unwrap(), "the text stays as it was");
    let back = refusal(save(&house, id, &[("state", text("RESERVED"))]));
    assert_eq!(back.1, "已经“已发”，不能再改回“预留”");
    assert!(save(&house, id, &[("note", text("已送达"))]).unwrap());
    assert_eq!(refusal(save(&house, id, &[("state", text("VOIDED"))])).0, "void_for");
    house.on("2026-01-08");
    let void = [("state", text("VOIDED")), ("void_for", text("名称写错"))];
    assert!(save(&house, id, &void).unwrap());
    assert_eq!(text_now(), before, "the text stays");
    assert_eq!(number(&house, id), "云溪工复〔2026〕1号", "the number stays in sight");
    assert_eq!(refusal(save(&house, id, &[("state", text("ISSUED"))])).0, "state");
    assert_eq!(
        reserved(&house, house.root, "REPLY"),
        "云溪工复〔2026〕2号",
        "and is not given again"
    );
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn a_numbered_paper_is_never_voided_itself_nor_taken_back() {
    let house = House::new();
    series(&house, house.root, ("REPLY", "云溪工复"), (2026, 1));
    let id = issued(&house);
    let register = house.register("paper_out");
    let version = house.version("paper_out", id);
    let voided = house.store.act(&Ctx::local(), Doing::new("作废", ""), |writer| {
        writer.void(register, id, version, "重复登记")
    });
    assert!(refusal(voided).1.contains("云溪工复〔2026〕1号已经编出"));
    let entry = house.store.history(&Ctx::local(), register, &id.to_string()).unwrap()[0].entry.seq;
    let undone = house.store.undo(&Ctx::local(), What::Entry(entry), "点错了").unwrap();
    assert_eq!((undone.voided, undone.stayed.len()), (0, 1));
    save(&house, id, &[("state", text("VOIDED")), ("void_for", text("名称写错"))]).unwrap();
    let entry = house.store.history(&Ctx::local(), register, &id.to_string()).unwrap()[0].entry.seq;
    let undone = house.store.undo(&Ctx::local(), What::Entry(entry), "点错了").unwrap();
    assert_eq!((undone.restored, undone.stayed.len()), (0, 1));
}

#[test]
fn a_paper_without_a_number_gets_one_when_its_word_is_registered_and_it_is_saved_again() {
    let house = House::new();
    let id = reserve(&house, &Ctx::local(), house.mill, "REQUEST").unwrap();
    assert_eq!(number(&house, id), "");
    series(&house, house.mill, ("ANY", "恒工"), (2026, 3));
    assert!(save(&house, id, &[("note", text("补编号"))]).unwrap());
    assert_eq!(number(&house, id), "恒工〔2026〕3号");
    let without = [
        ("organ", Value::Int(house.mill)),
        ("kind", text("NOTICE")),
        ("title", text("关于发放中秋慰问品的通知")),
        ("without", Value::Int(1)),
        ("state", text("RESERVED")),
    ];
    assert_eq!(number(&house, house.add("paper_out", &without)), "");
    assert_eq!(reserved(&house, house.mill, "REQUEST"), "恒工〔2026〕4号");
}
