//! Tables: what is declared, what the steps make, what stands in the files.

use crate::house::*;
use crate::place::{Place, on_postgres, tuning};
use store::db::Db;
use store::migrate::{applied, difference, migrate, sorted, standing, steps};
use store::schema::{Schema, desired};
use store::sql::Sql;

fn stands(db: &Db) -> Schema {
    sorted(db.read(standing).unwrap())
}

#[test]
fn the_sum_of_all_steps_is_what_the_registers_declare() {
    let place = Place::bare();
    let db = Db::open(&place.target, &tuning(), true).unwrap();
    let made = migrate(&db).unwrap();
    assert_eq!(made.len(), steps(db.dialect()).len());
    let (have, want) = (stands(&db), sorted(desired(domain::catalog())));
    for (have, want) in have.tables.iter().zip(&want.tables) {
        assert_eq!(have, want);
    }
    assert_eq!(have.tables.len(), want.tables.len());
    let names =
        |schema: &Schema| schema.indexes.iter().map(|index| index.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&have), names(&want));
    assert_eq!(have.indexes, want.indexes);
    assert_eq!(difference(&have, &want, db.dialect()), "");
}

#[test]
fn steps_are_made_once_and_a_newer_database_is_left_alone() {
    let place = Place::bare();
    let db = Db::open(&place.target, &tuning(), true).unwrap();
    let all = migrate(&db).unwrap();
    assert!(migrate(&db).unwrap().is_empty());
    let done = db.write(applied).unwrap();
    assert_eq!(done, all);
    let newer = Sql::new("INSERT INTO migration VALUES ('9999_from_the_future.sql')");
    db.write(|tx| tx.exec(&newer)).unwrap();
    let refused = migrate(&db).unwrap_err().to_string();
    assert!(refused.contains("更新的版本") && refused.contains("数据没有动"), "{refused}");
}

#[test]
fn both_databases_have_the_same_tables_and_steps() {
    use store::db::Dialect;
    let names = |dialect| steps(dialect).iter().map(|step| step.0).collect::<Vec<_>>();
    assert_eq!(names(Dialect::Sqlite), names(Dialect::Postgres));
}

#[test]
#[cfg(unix)]
fn the_key_is_in_a_file_of_its_owner_only_and_nowhere_in_the_database() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::new();
    let file = house.place.dir.join("niangjia.key");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let secret = std::fs::read_to_string(&file).unwrap();
    let secret = secret.trim();
    assert_eq!(secret.len(), 64);
    for row in house.rows(&Sql::new("SELECT name, value FROM meta")) {
        assert!(!row.text(1).contains(&secret[..16]), "{}", row.text(0));
    }
    assert!(!holds(&house, secret.as_bytes()), "not even as text in the file");
    assert!(!holds(&house, &store::keys::unhex(secret).unwrap()), "nor as bytes");
}

/// Whether the files of the SQLite database hold these bytes anywhere.
fn holds(house: &House, wanted: &[u8]) -> bool {
    if on_postgres() {
        return false;
    }
    ["niangjia.db", "niangjia.db-wal"].iter().any(|file| {
        let bytes = std::fs::read(house.place.dir.join(file)).unwrap_or_default();
        bytes.windows(wanted.len()).any(|window| window == wanted)
    })
}

#[test]
fn no_identity_number_phone_or_home_is_readable_in_the_file() {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2020-01-01");
    let person = house.value("membership", membership, "person").as_int().unwrap();
    let secrets = [("phone", text("13800138001")), ("address", text("东湖路八号三单元"))];
    house.correct("person", person, &secrets);
    house.correct("person", person, &[("phone", text("13900139002"))]);
    house.correct("union", house.mill, &[("phone", text("13700137003"))]);
    house
        .store
        .reveal(
            &store::Ctx::local(),
            house.register("person"),
            &person.to_string(),
            "phone",
            "通知",
        )
        .unwrap();
    let paper = paper(1);
    for clear in [&*paper, "13800138001", "13900139002", "13700137003", "东湖路八号三单元"]
    {
        assert!(!holds(&house, clear.as_bytes()), "{clear}");
    }
    if !on_postgres() {
        assert!(holds(&house, person_name(1).as_bytes()), "what is no secret is found so");
    }
    // On either database: nothing comes out as text.
    for table in ["person", "person_history"] {
        for row in house.rows(&Sql::new(format!("SELECT paper_no, phone, address FROM {table}"))) {
            assert!((0..3).all(|at| row.value(at).as_text().is_none()), "{table}");
        }
    }
}

#[test]
fn a_value_can_be_read_with_either_cipher_after_the_setting_changed() {
    let house = House::new();
    let person = house.add_person(1);
    house.correct("person", person, &[("phone", text("13800138001"))]);
    let House { store, place, .. } = house;
    let clock = store::clock::Clock::at(day("2026-01-06"));
    store.db.write(|tx| store::set_meta(tx, "cipher", "sm4")).unwrap();
    drop(store);
    let store = store::Store::open(place.options(domain::catalog(), clock)).unwrap();
    let person = person.to_string();
    let register = store.register("person").unwrap();
    let clear = store.reveal(&store::Ctx::local(), register, &person, "phone", "核对").unwrap();
    assert_eq!(clear, "13800138001");
}

#[test]
fn no_index_is_wider_than_postgresql_takes() {
    for index in desired(domain::catalog()).indexes {
        assert!(index.columns.len() <= 32, "{}: {}", index.name, index.columns.len());
    }
}
