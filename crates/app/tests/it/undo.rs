//! Taking back an act or a job: added records are voided, changed ones restored, and what was touched
//! since or is used by others stays and is listed.

use crate::house::*;
use kernel::value::Value;
use store::undo::What;
use store::{Ctx, StoreError};

impl House {
    pub fn last_seq(&self) -> i64 {
        let sql = "SELECT MAX(seq) FROM journal WHERE chain = (SELECT MAX(number) FROM chain)";
        self.rows(&store::sql::Sql::new(sql))[0].int(0)
    }
}

fn job(number: i64) -> Ctx {
    Ctx { job: number, ..Ctx::local() }
}

#[test]
fn undoing_a_job_voids_what_it_added_and_restores_what_it_changed() {
    let house = House::new();
    let person = house.add_person(1);
    let ctx = job(5);
    let membership = house.try_join(&ctx, person, house.mill, "2025-01-01").unwrap();
    let firm = [("employees", Value::Int(300)), ("contact", text("李娟"))];
    let today = kernel::facts::Saving::Change(house.store.today());
    house.try_save(&ctx, "employer", house.mill_firm, &firm, today).unwrap();
    let again = [("contact", text("张明"))];
    house.try_save(&ctx, "employer", house.mill_firm, &again, today).unwrap();

    let done = house.store.undo(&Ctx::local(), What::Job(5), "导错了").unwrap();
    assert_eq!((done.voided, done.restored, done.stayed.len()), (1, 1, 0));
    let voided = house.open("membership", membership);
    assert!(voided.record.voided && voided.void_reason.contains("导错了"));
    assert_eq!(house.value("employer", house.mill_firm, "employees"), Value::Int(100));
    assert_eq!(house.value("employer", house.mill_firm, "contact"), Value::Null);
    assert_eq!(house.stock("employee_count", "2026-01-05"), 100);
    assert!(house.store.verify(None).unwrap().ok);

    let twice = house.store.undo(&Ctx::local(), What::Job(5), "再来一次").unwrap();
    assert_eq!((twice.voided, twice.restored, twice.stayed.len()), (0, 0, 2));
}

#[test]
fn what_was_edited_since_stays_and_is_listed() {
    let house = House::new();
    let ctx = job(5);
    let person = house.add_person(1);
    let membership = house.try_join(&ctx, person, house.mill, "2025-01-01").unwrap();
    let other = house.try_join(&ctx, house.add_person(2), house.mill, "2025-01-01").unwrap();
    house.correct("membership", membership, &[("number", text("2025001"))]);
    let done = house.store.undo(&Ctx::local(), What::Job(5), "导错了").unwrap();
    assert_eq!((done.voided, done.restored), (1, 0));
    let stayed: Vec<_> = done.stayed.iter().map(|s| (&*s.register, s.record)).collect();
    assert_eq!(stayed, [("membership", membership)]);
    assert!(!house.open("membership", membership).record.voided);
    assert!(house.open("membership", other).record.voided);
}

#[test]
fn what_others_use_stays_and_is_listed() {
    let house = House::new();
    let ctx = job(5);
    let values =
        [("paper_kind", text("1")), ("paper_no", text(&paper(1))), ("name", text("王秀兰"))];
    let person = house.try_add(&ctx, "person", &values).unwrap();
    let imported = house.try_join(&ctx, person, house.mill, "2020-01-01").unwrap();
    house
        .try_save(
            &ctx,
            "membership",
            imported,
            &[("left_on", on("2021-01-01")), ("exit", text("WITHDRAWN"))],
            kernel::facts::Saving::Correction(house.store.today()),
        )
        .unwrap();
    let own = house.join(person, house.shops, "2022-01-01");
    let done = house.store.undo(&Ctx::local(), What::Job(5), "导错了").unwrap();
    assert_eq!(done.voided, 1, "the imported membership");
    assert_eq!(done.stayed.len(), 1);
    assert!(done.stayed[0].record == person && done.stayed[0].why.contains("1条会籍"));
    assert!(!house.open("person", person).record.voided);
    assert!(!house.open("membership", own).record.voided);
}

#[test]
fn a_row_that_would_overlap_if_restored_stays_and_the_rest_is_taken_back() {
    let house = House::new();
    let person = house.add_person(1);
    let old = house.join(person, house.mill, "2020-01-01");
    let ctx = job(5);
    let left = [("left_on", on("2025-01-01")), ("exit", text("TRANSFER_OUT"))];
    let today = kernel::facts::Saving::Correction(house.store.today());
    house.try_save(&ctx, "membership", old, &left, today).unwrap();
    let other = house.try_join(&ctx, house.add_person(2), house.mill, "2025-01-01").unwrap();
    house.join(person, house.shops, "2025-01-01");

    let done = house.store.undo(&Ctx::local(), What::Job(5), "导错了").unwrap();
    assert_eq!((done.voided, done.restored), (1, 0));
    let stayed: Vec<i64> = done.stayed.iter().map(|stayed| stayed.record).collect();
    assert_eq!(stayed, [old]);
    assert!(done.stayed[0].why.contains("重叠"), "{}", done.stayed[0].why);
    assert!(house.open("membership", other).record.voided);
    assert_eq!(house.stock("member_count", "2026-01-05"), 1);
}

#[test]
fn what_stopped_in_the_middle_goes_on_behind_the_parts_that_stand() {
    let house = House::new();
    let register = house.register("person");
    let doing = store::writer::Doing { act: "导入", reason: "", room: 600 };
    let add = |writer: &mut store::writer::Writer| {
        for number in 1..=520 {
            let paper = text(&paper(number));
            let values = [("paper_kind", text("1")), ("paper_no", paper), ("name", text("王秀兰"))];
            writer.add(register, &values)?;
        }
        Ok(())
    };
    house.store.act(&job(5), doing, add).unwrap();
    let (local, what) = (Ctx::local(), What::Job(5));
    let mut stands = Vec::new();
    // The disk is full when the second part is written: the first one stands.
    let full = |_: &mut store::db::Tx, part: &store::undo::Part| match part.done {
        done if done < part.total => Ok(()),
        _ => Err(StoreError::unavailable("磁盘写满了")),
    };
    let stopped =
        house.store.undo_behind(&local, what, "导错了", 0, &full, |p| stands.push(p.voided));
    assert!(stopped.is_err());
    assert_eq!(stands, [500]);
    let go_on = |_: &mut store::db::Tx, _: &store::undo::Part| Ok(());
    house
        .store
        .undo_behind(&local, what, "导错了", 500, &go_on, |p| {
            assert!(p.stayed.is_empty());
            stands.push(p.voided);
        })
        .unwrap();
    assert_eq!(stands, [500, 20]);
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn only_ones_own_work_is_taken_back_unless_one_may_void_everywhere() {
    let house = House::new();
    let east = house.user("township", house.east);
    let colleague = house.user("township", house.east);
    let today = kernel::facts::Saving::Correction(house.store.today());
    let values = [("contact", text("李娟"))];
    house.try_save(&east, "employer", house.mill_firm, &values, today).unwrap();
    let entry = What::Entry(house.last_seq());
    let refused = house.store.undo(&colleague, entry, "不是我做的");
    assert!(matches!(refused, Err(StoreError::Forbidden)), "{refused:?}");
    let unknown = house.store.undo(&east, What::Entry(1 << 50), "没有这一步");
    assert!(matches!(unknown, Err(StoreError::NotFound)), "{unknown:?}");
    assert_eq!(house.store.undo(&east, entry, "写错了").unwrap().restored, 1);
    let county = house.user("county", house.root);
    assert_eq!(
        house.store.undo(&county, What::Entry(house.last_seq()), "不对").unwrap().restored,
        1
    );
    assert_eq!(house.value("employer", house.mill_firm, "contact"), text("李娟"));
}

#[test]
fn a_voided_record_comes_back_when_its_voiding_is_taken_back() {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2020-01-01");
    house.void("membership", membership);
    assert_eq!(house.stock("member_count", "2026-01-05"), 0);
    let done = house.store.undo(&Ctx::local(), What::Entry(house.last_seq()), "没有错").unwrap();
    assert_eq!((done.voided, done.restored), (0, 1));
    assert_eq!(house.stock("member_count", "2026-01-05"), 1);
    let person = house.value("membership", membership, "person").as_int().unwrap();
    let clerk = house.user("township", house.east);
    assert!(house.see(&clerk, "person", person).is_ok(), "and shows its person again");
}
