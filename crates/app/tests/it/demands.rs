//! What a federation asks for with a step: papers and reasons, from a day on. What was done before keeps to
//! what was asked then.

use crate::founding::{Matter, reply};
use crate::house::*;
use store::Ctx;
use store::writer::Said;

fn founding(
    matter: &Matter,
) -> (&'static kernel::register::Register, &'static kernel::workflow::Workflow) {
    let register = matter.house.register("founding");
    (register, register.flow.as_ref().unwrap())
}

#[test]
fn r_est_03_papers_that_a_federation_asks_for_are_needed_from_their_day() {
    let matter = Matter::begun("2026-09-07");
    let (register, flow) = founding(&matter);
    let (store, step) = (&matter.house.store, flow.find_step("file").unwrap());
    assert_eq!(store.papers_demanded(register, step).unwrap().now, ["request", "roster"]);
    let wanted = ["request", "roster", "licence"].map(str::to_owned);
    let ctx = Ctx::local();
    store.demand_papers(&ctx, (register, step), day("2026-09-10"), &wanted).unwrap();
    let demand = store.papers_demanded(register, step).unwrap();
    assert_eq!((demand.since, demand.later.len()), (None, 1), "it will hold from the tenth");

    matter.elected();
    matter.house.on("2026-09-10");
    matter.paper("request");
    matter.paper("roster");
    let (field, says) = refusal(matter.filed());
    assert_eq!(field, "licence");
    assert!(says.contains("缺“营业执照”"), "{says}");
    matter.paper("licence");
    assert_eq!(matter.filed().unwrap(), "RESULT_REPORTED");
    let (_, says) = refusal(store.demand_papers(
        &ctx,
        (register, step),
        day("2026-09-11"),
        &["passport".to_owned()],
    ));
    assert!(says.contains("没有“passport”这种材料"), "{says}");
}

#[test]
fn before_its_day_nobody_needs_a_paper_that_will_be_asked_for() {
    let matter = Matter::begun("2026-09-07");
    let (register, flow) = founding(&matter);
    let step = flow.find_step("file").unwrap();
    let wanted = ["request", "roster", "licence"].map(str::to_owned);
    let later = day("2026-12-01");
    matter.house.store.demand_papers(&Ctx::local(), (register, step), later, &wanted).unwrap();
    matter.elected();
    matter.accepted();
    assert_eq!(matter.step(&matter.chief, "approve", &reply("2026-09-07")).unwrap(), "ESTABLISHED");
}

#[test]
fn reasons_are_those_that_the_federation_offers_and_the_open_one_asks_for_words() {
    let matter = Matter::begun("2026-09-07");
    let (_, flow) = founding(&matter);
    let store = &matter.house.store;
    let step = flow.find_step("return").unwrap();
    let lines = ["材料不全", "公章看不清"].map(str::to_owned);
    let today = store.today();
    store.demand_reasons(&Ctx::local(), step.reasons.unwrap(), today, &lines).unwrap();
    let offered: Vec<String> =
        store.reasons_of(step).unwrap().into_iter().map(|one| one.1).collect();
    assert_eq!(offered, ["材料不全", "公章看不清", "其他"]);
    matter.elected();
    matter.accepted();
    let back = |reason: &'static str, words: &'static str| {
        matter.said(&matter.county, Said { step: "return", reason, words, ..Said::default() })
    };
    assert_eq!(refusal(back("FEW", "")).0, "reason", "it is not offered any more");
    assert_eq!(refusal(back("OTHER", "")).0, "words");
    assert_eq!(back("公章看不清", "请重新盖章").unwrap(), "RETURNED");
    assert_eq!(matter.value("returned_for"), text("公章看不清：请重新盖章"));
}

#[test]
fn only_who_manages_the_system_changes_what_is_asked_and_not_the_past() {
    let matter = Matter::begun("2026-09-07");
    let (register, flow) = founding(&matter);
    let (store, step) = (&matter.house.store, flow.find_step("file").unwrap());
    let none: [String; 0] = [];
    let today = store.today();
    assert!(store.demand_papers(&matter.county, (register, step), today, &none).is_err());
    let system = matter.house.user("sysadmin", 0);
    let past = day("2026-09-01");
    let (_, says) = refusal(store.demand_papers(&system, (register, step), past, &none));
    assert!(says.contains("已经过去"), "{says}");
    store.demand_papers(&system, (register, step), today, &none).unwrap();
    let list = flow.find_step("return").unwrap().reasons.unwrap();
    for (wrong, why) in [
        ("一".repeat(41), "太长，一条原因最多40个字"),
        ("公章\u{7}看不清".to_owned(), "第2条有看不见的字符，请重新输入"),
    ] {
        let lines = ["材料不全".to_owned(), wrong];
        let (_, says) = refusal(store.demand_reasons(&system, list, today, &lines));
        assert!(says.contains(why), "{says}");
    }
    assert!(store.demand_reasons(&system, list, today, &none).is_err());
}
