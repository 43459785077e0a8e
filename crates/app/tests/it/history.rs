//! 谁在什么时候改了什么: told newest first, in the words of the form, masked.

use crate::house::*;
use kernel::facts::Saving;
use kernel::value::Value;
use store::history::Change;
use store::{Ctx, StoreError};

fn told(house: &House, ctx: &Ctx, register: &str, id: i64) -> Vec<Change> {
    house.store.history(ctx, house.register(register), &id.to_string()).unwrap()
}

fn differences(change: &Change) -> Vec<(&str, &str, &str, &str)> {
    change.differences.iter().map(|d| (&*d.title, &*d.before, &*d.after, &*d.from)).collect()
}

#[test]
fn each_act_is_one_entry_with_who_and_what_was_before() {
    let house = House::new();
    house.on("2026-03-02");
    let clerk = house.user("township", house.east);
    let values = [("contact", text("李娟")), ("industry", text("C"))];
    house
        .try_save(
            &clerk,
            "employer",
            house.mill_firm,
            &values,
            Saving::Correction(day("2026-03-02")),
        )
        .unwrap();
    house.change("employer", house.mill_firm, "2026-03-01", &[("employees", Value::Int(120))]);
    house.correct("employer", house.mill_firm, &[("state", text("STOPPED"))]);

    let all = told(&house, &Ctx::local(), "employer", house.mill_firm);
    assert_eq!(all.iter().map(|change| change.version).collect::<Vec<_>>(), [4, 3, 2, 1]);
    assert_eq!(all[2].entry.user_name, clerk.user_name);
    assert_eq!(all[2].entry.origin, "页面");
    let industry = house.register("employer").field("industry").unwrap().list.unwrap().title("C");
    assert_eq!(
        differences(&all[2]),
        [("所属行业", "", industry, ""), ("单位联系人", "", "李娟", "")]
    );
    assert_eq!(differences(&all[1]), [("职工人数", "100", "120", "2026-03-01")]);
    assert_eq!(differences(&all[0]), [("经营状态", "正常", "停业", "")]);
    assert!(all[3].differences.is_empty() && !all[3].voided);
}

#[test]
fn voiding_and_bringing_back_are_told_and_secrets_stay_masked() {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2020-01-01");
    let person = house.value("membership", membership, "person").as_int().unwrap();
    house.correct("person", person, &[("phone", text("13800138001"))]);
    house.correct("person", person, &[("phone", text("13900139002"))]);
    let all = told(&house, &Ctx::local(), "person", person);
    let shown = [("移动电话", "138****8001", "139****9002", "")];
    assert_eq!(differences(&all[0]), shown);

    house.void("membership", membership);
    house.store.undo(&Ctx::local(), store::undo::What::Entry(house.last_seq()), "没有错").unwrap();
    let all = told(&house, &Ctx::local(), "membership", membership);
    let voided: Vec<bool> = all.iter().map(|change| change.voided).collect();
    assert_eq!(voided, [false, true, false]);
    assert_eq!(all[0].entry.act, "撤销");
    assert_eq!(all[1].entry.reason, "录错了");
}

#[test]
fn the_history_of_a_record_out_of_sight_is_not_there() {
    let house = House::new();
    let west = house.user("township", house.west);
    let register = house.register("employer");
    let done = house.store.history(&west, register, &house.mill_firm.to_string());
    assert!(matches!(done, Err(StoreError::NotFound)), "{done:?}");
}
