//! Two at once. On SQLite one waits for the other; on PostgreSQL they really overlap. What must hold is
//! the same.

use crate::house::*;
use crate::place::on_postgres;
use kernel::facts::Saving;
use kernel::value::Value;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use store::writer::Doing;
use store::{Ctx, StoreError};

fn oks<T>(results: &[store::Result<T>]) -> usize {
    results.iter().filter(|result| result.is_ok()).count()
}

#[test]
fn of_two_who_enrol_one_person_at_once_exactly_one_succeeds() {
    let house = House::new();
    for n in 0..12 {
        let person = house.add_person(n);
        let results = thread::scope(|scope| {
            let first =
                scope.spawn(|| house.try_join(&Ctx::local(), person, house.mill, "2020-01-01"));
            let second =
                scope.spawn(|| house.try_join(&Ctx::local(), person, house.shops, "2021-01-01"));
            [first.join().unwrap(), second.join().unwrap()]
        });
        assert_eq!(oks(&results), 1, "{results:?}");
        for result in results.into_iter().filter(Result::is_err) {
            assert_eq!(refusal(result).0, "joined_on");
        }
    }
    assert_eq!(house.stock("member_count", "2026-01-05"), 12);
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn of_two_who_save_one_version_at_once_exactly_one_succeeds_and_the_other_is_told() {
    let house = House::new();
    for n in 1..10 {
        let version = house.version("employer", house.mill_firm);
        let save = |contact: String| {
            let values = [("contact", Value::from(contact))];
            let saving = Saving::Correction(house.store.today());
            house.try_save_over(
                &Ctx::local(),
                ("employer", house.mill_firm, version),
                &values,
                saving,
            )
        };
        let results = thread::scope(|scope| {
            let first = scope.spawn(|| save(format!("甲{n}")));
            let second = scope.spawn(|| save(format!("乙{n}")));
            [first.join().unwrap(), second.join().unwrap()]
        });
        assert_eq!(oks(&results), 1, "{results:?}");
        assert!(results.iter().any(|r| matches!(r, Err(StoreError::Conflict(_)))), "{results:?}");
        assert_eq!(house.version("employer", house.mill_firm), version + 1);
    }
}

#[test]
fn of_two_who_add_one_identity_number_at_once_exactly_one_succeeds() {
    let house = House::new();
    for n in 0..8 {
        let add = || {
            let values = [
                ("paper_kind", text("1")),
                ("paper_no", text(&paper(n))),
                ("name", text(&person_name(n))),
            ];
            house.try_add(&Ctx::local(), "person", &values)
        };
        let results = thread::scope(|scope| {
            let (first, second) = (scope.spawn(add), scope.spawn(add));
            [first.join().unwrap(), second.join().unwrap()]
        });
        assert_eq!(oks(&results), 1, "{results:?}");
        for result in results.into_iter().filter(Result::is_err) {
            assert_eq!(refusal(result).0, "paper_no");
        }
    }
}

/// Begins an act, lets another act be done in the middle of it where the database allows that, and
/// gives both results.
fn within<A: Send, B>(
    house: &House,
    slow: impl FnMut(&mut store::writer::Writer) -> store::Result<A> + Send,
    quick: impl FnOnce() -> B,
) -> (store::Result<A>, B) {
    let (begun, waits) = channel::<()>();
    let (goes_on, ready) = channel::<()>();
    let mut slow = slow;
    let mut first = true;
    thread::scope(|scope| {
        let slow = scope.spawn(move || {
            house.store.act(&Ctx::local(), Doing::new("登记", ""), |writer| {
                if std::mem::take(&mut first) {
                    begun.send(()).unwrap();
                    // SQLite has one writer: the other act comes after this one.
                    if on_postgres() {
                        ready.recv().unwrap();
                    }
                }
                slow(writer)
            })
        });
        waits.recv().unwrap();
        let done = quick();
        let _ = goes_on.send(());
        (slow.join().unwrap(), done)
    })
}

#[test]
fn who_joins_a_union_while_it_is_moved_stands_where_it_has_been_moved_to() {
    let house = House::new();
    let person = house.add_person(1);
    let membership = house.register("membership");
    let values = [
        ("person", Value::Int(person)),
        ("union", Value::Int(house.mill)),
        ("joined_on", on("2020-01-01")),
        ("entry", text("JOIN")),
        ("status", text("ACTIVE")),
    ];
    let (added, moved) = within(
        &house,
        |writer| writer.add(membership, &values),
        || {
            let values = [("parent", Value::Int(house.west))];
            let saving = Saving::Change(house.store.today());
            house.try_save(&Ctx::local(), "union", house.mill, &values, saving)
        },
    );
    let added = added.unwrap();
    assert!(moved.unwrap());
    let west = house.user("township", house.west);
    assert!(house.see(&west, "membership", added).is_ok());
    assert!(house.see(&house.user("township", house.east), "membership", added).is_err());
    let verified = house.store.verify(None).unwrap();
    assert!(verified.ok, "{:?}", verified.faults);
}

#[test]
fn nobody_is_linked_to_what_is_voided_at_that_moment() {
    let house = House::new();
    for n in 0..10 {
        let firm = house.add_employer(&format!("云溪第{n}食品有限公司"), house.west, 5);
        let results = thread::scope(|scope| {
            let values = [
                ("union", Value::Int(house.shops)),
                ("employer", Value::Int(firm)),
                ("from_on", on("2020-01-01")),
            ];
            let house = &house;
            let cover =
                scope.spawn(move || house.try_add(&Ctx::local(), "coverage", &values).map(|_| ()));
            let void = scope.spawn(move || house.try_void(&Ctx::local(), "employer", firm));
            [cover.join().unwrap(), void.join().unwrap()]
        });
        assert_eq!(oks(&results), 1, "{results:?}");
    }
}

#[test]
fn a_name_changed_while_its_person_joins_is_the_name_in_the_list() {
    let house = House::new();
    for n in 0..8 {
        let person = house.add_person(n);
        let name = format!("王{}芳", person_name(n));
        thread::scope(|scope| {
            let house = &house;
            let join = scope.spawn(move || house.join(person, house.mill, "2020-01-01"));
            let rename =
                scope.spawn(move || house.correct("person", person, &[("name", text(&name))]));
            join.join().unwrap();
            rename.join().unwrap();
        });
    }
    let verified = house.store.verify(None).unwrap();
    assert!(verified.ok, "{:?}", verified.faults);
}

#[test]
fn proof_is_given_while_others_write_and_finds_nothing() {
    let house = House::new();
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut n = 0;
            while !stop.load(Ordering::SeqCst) {
                n += 1;
                house.newcomer(n, house.mill, "2020-01-01");
            }
            n
        });
        for _ in 0..8 {
            let verified = house.store.verify(None).unwrap();
            assert!(verified.ok, "{:?}", verified.faults);
        }
        stop.store(true, Ordering::SeqCst);
        assert!(writer.join().unwrap() > 0);
    });
}

#[test]
fn what_is_asked_at_one_instant_counts_no_half_of_an_act() {
    let house = House::new();
    let (person, membership) = (house.register("person"), house.register("membership"));
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for n in 0..30 {
                // Two join in one act.
                house
                    .store
                    .act(&Ctx::local(), Doing::new("登记", ""), |writer| {
                        for k in [2 * n, 2 * n + 1] {
                            let who = writer.add(
                                person,
                                &[
                                    ("paper_kind", text("1")),
                                    ("paper_no", text(&paper(k))),
                                    ("name", text(&person_name(k))),
                                ],
                            )?;
                            writer.add(
                                membership,
                                &[
                                    ("person", Value::Int(who)),
                                    (
                                        "union",
                                        Value::Int(if k % 2 == 0 {
                                            house.mill
                                        } else {
                                            house.shops
                                        }),
                                    ),
                                    ("joined_on", on("2020-01-01")),
                                    ("entry", text("JOIN")),
                                    ("status", text("ACTIVE")),
                                ],
                            )?;
                        }
                        Ok(())
                    })
                    .unwrap();
            }
            stop.store(true, Ordering::SeqCst);
        });
        while !stop.load(Ordering::SeqCst) {
            let count = house.stock("member_count", "2026-01-05");
            assert_eq!(count % 2, 0, "half of an act was counted");
        }
        writer.join().unwrap();
    });
    assert_eq!(house.stock("member_count", "2026-01-05"), 60);
}

#[test]
fn who_fetches_keys_and_who_writes_never_wait_for_each_other() {
    let house = std::sync::Arc::new(House::new());
    let (done, waits) = channel::<()>();
    let firm = house.mill_firm;
    for clerk in 0..8 {
        let (house, done) = (house.clone(), done.clone());
        thread::spawn(move || {
            let register = house.register("employer");
            for n in 0..60 {
                // More than is left of a block: keys are fetched before nearly every act.
                let doing = Doing { act: "登记", reason: "", room: 900 };
                let name = format!("云溪第{clerk}-{n}号店");
                let values = [
                    ("name", text(&name)),
                    ("seat", house.value("employer", firm, "seat")),
                    ("state", text("NORMAL")),
                    ("employees", Value::Int(3)),
                ];
                house
                    .store
                    .act(&Ctx::local(), doing, |writer| writer.add(register, &values))
                    .unwrap();
            }
            let _ = done.send(());
        });
    }
    for _ in 0..8 {
        waits.recv_timeout(std::time::Duration::from_mins(2)).expect("somebody waits for ever");
    }
}
