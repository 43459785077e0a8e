//! A file that is looked at once more: what people have put right and answered stays as far as it fits.

use crate::desk::*;
use crate::house::{House, paper, person_name, text};
use crate::intake::{TITLES, joined, joining, sheet_of};
use office::import::{self, Again, Detail};
use store::Ctx;

const WITH_PHONE: [&str; 6] =
    ["姓名", "证件号码", "会籍变化类型", "会籍变化日期", "工作单位", "移动电话"];

fn row(n: i64, name: i64, on: &str, phone: &str) -> Vec<String> {
    let mut row = joining(n, on);
    row[0] = person_name(name);
    row.push(phone.into());
    row
}

fn again(house: &House, job: i64) -> Again {
    import::preview(&house.store, &Ctx::local(), job).unwrap();
    Detail::of(&house.store, job).unwrap().again.unwrap_or_default()
}

/// A doubtful row, one that is put right, one that is left out, two that disagree, a good one.
fn roster(house: &House) -> (i64, i64) {
    let person = house.add_person(1);
    house.correct("person", person, &[("phone", text("13800138000"))]);
    let lines = [
        row(2, 1, "2020-03-01", "13800138000"),
        row(3, 3, "2024-03-01", "1380013800"),
        row(4, 4, "2024-03-01", "138"),
        row(5, 5, "2024-03-01", ""),
        row(5, 5, "2024-04-01", ""),
        row(6, 6, "2024-03-01", ""),
    ];
    let job = look(&house.store, "members", &sheet_of(house, "册.csv", &WITH_PHONE, &lines)).job;
    let (store, local) = (&house.store, Ctx::local());
    import::answer(store, &local, job, 2, "fill").unwrap();
    import::repair(store, &local, job, 3, "phone", "13800138003").unwrap();
    import::answer(store, &local, job, 4, "skip").unwrap();
    import::answer(store, &local, job, 5, "correct").unwrap();
    (job, person)
}

#[test]
fn what_was_settled_is_written_after_another_look_as_without_it() {
    for looks in 0..3 {
        let house = House::new();
        let (job, _) = roster(&house);
        for _ in 0..looks {
            let told = again(&house, job);
            assert_eq!(told.lost, 0, "{told:?}");
            assert!(told.kept >= 4, "{told:?}");
        }
        let before = import::tally(&house.store, &Ctx::local(), job).unwrap();
        assert_eq!((before.rejected, before.changed), (0, 1), "{before:?}");
        let written = write(&house.store, job);
        assert_eq!(written.counts.added, 4, "{looks}: {:?}", written.counts);
        let all = joined(&house);
        assert_eq!(all[&person_name(5)], "2024-03-01", "{looks}: the row that was declared right");
        assert!(!all.contains_key(&person_name(4)), "{looks}: the row that was left out");
    }
}

#[test]
fn an_answer_about_a_record_that_is_gone_is_named_and_asked_for_again() {
    let house = House::new();
    let (job, person) = roster(&house);
    house.void("person", person);
    let told = again(&house, job);
    assert_eq!((told.lost, told.named.as_slice()), (1, [2].as_slice()), "{told:?}");
    let kept = import::rows(&house.store, &Ctx::local(), job, "changed", -1, 10).unwrap();
    assert_eq!(kept.len(), 1, "what was put right: {kept:?}");
    assert_eq!(
        kept[0].data.texts[house_column("phone")],
        "1380013800",
        "beside what the file says"
    );
}

fn house_column(code: &str) -> usize {
    domain::catalog().sheet("members").unwrap().position(code).unwrap()
}

#[test]
fn a_look_that_was_stopped_loses_nothing_of_what_was_settled() {
    let house = House::new();
    let (job, _) = roster(&house);
    let path = Detail::of(&house.store, job).unwrap().path;
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, b"%PDF-1.7 \x00").unwrap();
    assert!(import::preview(&house.store, &Ctx::local(), job).is_err());
    std::fs::write(&path, whole).unwrap();
    let told = again(&house, job);
    assert_eq!((told.kept, told.lost), (5, 0), "{told:?}");
}

#[test]
fn of_a_file_that_was_written_only_what_stayed_behind_is_looked_at() {
    let house = House::new();
    let mut lines = vec![joining(1, "2024-03-01"), joining(2, "2024-03-01")];
    lines[1][4] = "云溪新开茶厂".into();
    let path = sheet_of(&house, "新厂.csv", &TITLES, &lines);
    let loaded = load(&house.store, "members", &path);
    assert_eq!((loaded.counts.added, loaded.counts.rejected), (1, 1));
    assert_eq!(again(&house, loaded.job), Again::default(), "nothing has changed");
    assert_eq!(write(&house.store, loaded.job).counts.rejected, 1);
    // Who was written has gone since, and does not come back with the second run.
    let firm = house.add_employer("云溪新开茶厂", house.east, 20);
    house.cover(house.mill, firm, "2015-06-01");
    let first =
        house.listed(&Ctx::local(), &store::list::ListAsk::new(house.register("membership")));
    house.void("membership", first.unwrap()[0]);
    again(&house, loaded.job);
    let written = write(&house.store, loaded.job);
    assert_eq!((written.counts.added, written.counts.rejected), (2, 0), "{:?}", written.counts);
    let names: Vec<String> = joined(&house).into_keys().collect();
    assert_eq!(names, [person_name(2)], "{}", paper(2));
}
