//! Backups are made while others work and come back as they were.

use crate::house::*;
use crate::place::Place;
use std::sync::atomic::{AtomicBool, Ordering};
use store::backup::{KeyState, format, restore};
use store::clock::Clock;
use store::figure::FigureAsk;
use store::sql::Sql;
use store::{Ctx, Store, StoreError};

fn key_of(place: &Place) -> std::path::PathBuf {
    place.dir.join("niangjia.key")
}

/// Restores into a new place; with the key when told to.
fn back(file: &std::path::Path, from: &Place, key: bool) -> (Place, store::backup::RestoreInfo) {
    let place = Place::bare();
    if key {
        std::fs::copy(key_of(from), key_of(&place)).unwrap();
    }
    let info =
        restore(file, &place.options(domain::catalog(), Clock::at(day("2026-11-01")))).unwrap();
    (place, info)
}

fn open(place: &Place) -> Store {
    Store::open(place.options(domain::catalog(), Clock::at(day("2026-11-01")))).unwrap()
}

#[test]
fn a_restored_county_has_the_same_figures_history_and_proof() {
    let house = House::small_county();
    house.correct("union", house.mill, &[("head", text("李娟"))]);
    let file = house.place.dir.join("county.backup");
    let info = house.store.backup(&Ctx::local(), &file).unwrap();
    assert_eq!(format::verify(&file).unwrap().rows, info.rows);
    let (place, restored) = back(&file, &house.place, true);
    assert_eq!((restored.key, restored.rows), (KeyState::Fits, info.rows));
    assert!(restored.unreadable.is_empty());
    let store = open(&place);

    for indicator in &domain::catalog().indicators {
        let flow = indicator.is_flow(&|code| domain::catalog().indicator(code));
        let (from, to) = (day("2025-01-01"), day("2025-12-31"));
        let ask = if flow { FigureAsk::between(from, to) } else { FigureAsk::on(to) };
        let ask = ask.by(&["child"]);
        let told = |store: &Store| {
            let figure = store.figure(&Ctx::local(), &indicator.code, &ask).unwrap();
            format!("{:?} {:?} {:?}", figure.amount, figure.groups, figure.excluded)
        };
        assert_eq!(told(&store), told(&house.store), "{}", indicator.code);
    }
    let verified = store.verify(info.heads.last().map(String::as_str)).unwrap();
    assert!(verified.ok, "{:?}", verified.faults);
    let union = store.register("union").unwrap();
    let key = house.mill.to_string();
    let seen = |store: &Store| store.history(&Ctx::local(), union, &key).unwrap().len();
    assert_eq!(seen(&store), seen(&house.store));
    // New records go on with keys that nobody has.
    let values = [
        ("name", text("新单位")),
        ("seat", kernel::value::Value::Int(house.root)),
        ("state", text("NORMAL")),
    ];
    let employer = store.register("employer").unwrap();
    let doing = store::writer::Doing::new("登记", "");
    store.act(&Ctx::local(), doing, |writer| writer.add(employer, &values)).unwrap();
}

#[test]
fn a_backup_made_while_others_write_holds_whole_acts_only() {
    let house = House::new();
    for n in 0..40 {
        house.newcomer(n, house.mill, "2020-01-01");
    }
    let file = house.place.dir.join("busy.backup");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut n = 1_000;
            while !done.load(Ordering::SeqCst) || n < 1_005 {
                n += 1;
                house.newcomer(n, house.shops, "2021-01-01");
            }
            n - 1_000
        });
        house.store.backup(&Ctx::local(), &file).unwrap();
        done.store(true, Ordering::SeqCst);
        assert!(writer.join().unwrap() >= 5, "nobody waited for it");
    });
    let (place, info) = back(&file, &house.place, true);
    let store = open(&place);
    let verified = store.verify(None).unwrap();
    assert!(verified.ok, "{:?}", verified.faults);
    let members =
        store.figure(&Ctx::local(), "member_count", &FigureAsk::on(day("2026-01-01"))).unwrap();
    assert!((40..=house.stock("member_count", "2026-01-01")).contains(&members.amount.value));
    let rows = |table: &str| {
        let sql = Sql::new(format!("SELECT COUNT(*) FROM {table}"));
        store.db.read(|tx| tx.one(&sql)).unwrap().unwrap().int(0)
    };
    assert_eq!(rows("membership"), members.amount.value);
    assert!(rows("person") - rows("membership") <= 1, "at most one between person and membership");
    assert!(info.rows > 0);
}

#[test]
fn an_altered_or_cut_backup_is_refused_and_leaves_nothing() {
    let house = House::new();
    house.newcomer(1, house.mill, "2020-01-01");
    let file = house.place.dir.join("a.backup");
    house.store.backup(&Ctx::local(), &file).unwrap();
    let whole = std::fs::read(&file).unwrap();
    let middle = whole.len() / 2;
    let mut altered = whole.clone();
    altered[middle] ^= 0x20;
    for bytes in [altered, whole[..middle].to_vec(), b"PK".to_vec(), Vec::new()] {
        std::fs::write(&file, &bytes).unwrap();
        let place = Place::bare();
        let options = place.options(domain::catalog(), Clock::at(day("2026-11-01")));
        let refused = restore(&file, &options).unwrap_err().to_string();
        assert!(refused.contains("没有写入任何数据"), "{refused}");
        std::fs::write(&file, &whole).unwrap();
        restore(&file, &options).unwrap();
    }
}

#[test]
fn a_place_that_holds_data_is_not_restored_into_nor_a_backup_overwritten() {
    let house = House::new();
    let file = house.place.dir.join("a.backup");
    house.store.backup(&Ctx::local(), &file).unwrap();
    let before = std::fs::read(&file).unwrap();
    assert!(house.store.backup(&Ctx::local(), &file).is_err());
    assert_eq!(std::fs::read(&file).unwrap(), before);
    let options = house.place.options(domain::catalog(), Clock::at(day("2026-11-01")));
    let refused = restore(&file, &options).unwrap_err().to_string();
    assert!(refused.contains("已经有数据"), "{refused}");
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn without_the_key_it_says_what_stays_closed_and_a_wrong_key_is_told_apart() {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2020-01-01");
    let person = house.value("membership", membership, "person").as_int().unwrap();
    house.correct("person", person, &[("phone", text("13800138001"))]);
    let file = house.place.dir.join("a.backup");
    house.store.backup(&Ctx::local(), &file).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let secret = std::fs::read_to_string(key_of(&house.place)).unwrap();
    for wanted in [secret.trim().as_bytes(), b"13800138001", paper(1).as_bytes()] {
        assert!(!bytes.windows(wanted.len()).any(|window| window == wanted));
    }

    let (_place, info) = back(&file, &house.place, false);
    assert!(info.key_missing() && info.key == KeyState::Missing);
    assert_eq!(info.unreadable, ["人员：证件号码（1 项）", "人员：移动电话（1 项）"]);

    let place = Place::bare();
    std::fs::write(key_of(&place), "ab".repeat(32)).unwrap();
    let options = place.options(domain::catalog(), Clock::at(day("2026-11-01")));
    let info = restore(&file, &options).unwrap();
    assert_eq!((info.key, info.unreadable.len()), (KeyState::Other, 2));

    // With the right key put beside it later, everything opens.
    let (place, _) = back(&file, &house.place, false);
    std::fs::copy(key_of(&house.place), key_of(&place)).unwrap();
    let store = open(&place);
    let register = store.register("person").unwrap();
    let clear = store.reveal(&Ctx::local(), register, &person.to_string(), "phone", "核对");
    assert_eq!(clear.unwrap(), "13800138001");
}

#[test]
fn only_who_keeps_the_system_makes_backups_and_each_is_in_the_journal() {
    let house = House::new();
    let file = house.place.dir.join("a.backup");
    for role in ["county", "township", "grassroots", "leader", "secadmin", "auditor"] {
        let refused = house.store.backup(&house.user(role, house.root), &file);
        assert!(
            matches!(refused, Err(StoreError::Forbidden | StoreError::Refused(_))),
            "{role}: {refused:?}"
        );
    }
    assert!(!file.exists());
    house.store.backup(&house.user("sysadmin", 0), &file).unwrap();
    let kept = house.rows(&Sql::new("SELECT reason FROM journal WHERE act = '备份'"));
    assert_eq!(kept.len(), 1);
    assert!(kept[0].text(0).contains("a.backup"));
}
