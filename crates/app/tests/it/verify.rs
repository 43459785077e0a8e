//! Nothing is altered unnoticed: whoever changes the database past the program is told on, by kind and
//! by record.

use crate::house::*;
use kernel::value::Value;
use store::Ctx;
use store::sql::Sql;
use store::verify::Fault;

/// A county with a little of everything: additions, changes, a correction, a void.
fn lived_in() -> (House, i64) {
    let house = House::new();
    let membership = house.newcomer(1, house.mill, "2020-01-01");
    let person = house.value("membership", membership, "person").as_int().unwrap();
    house.correct("person", person, &[("phone", text("13800138001"))]);
    house.change("person", person, "2024-01-01", &[("migrant", Value::Int(1))]);
    house.change("employer", house.mill_firm, "2025-01-01", &[("employees", Value::Int(120))]);
    let typo = house.newcomer(2, house.shops, "2020-01-01");
    house.void("membership", typo);
    (house, membership)
}

fn faults(house: &House) -> Vec<Fault> {
    house.store.verify(None).unwrap().faults
}

/// The one fault found after a statement, as kind, register and record.
fn after(sql: &Sql) -> (House, Vec<(&'static str, String, i64)>) {
    let (house, _) = lived_in();
    assert_eq!(faults(&house).len(), 0);
    assert!(house.tamper(sql) > 0, "{}", sql.text);
    let found = faults(&house).into_iter().map(|fault| {
        assert!(!fault.say.is_empty());
        (fault.kind, fault.register, fault.record)
    });
    let found = found.collect();
    (house, found)
}

fn newest(house: &House, table: &str) -> i64 {
    house.rows(&Sql::new(format!("SELECT MAX(id) FROM \"{table}\"")))[0].int(0)
}

#[test]
fn a_county_that_was_only_written_by_the_program_is_in_order() {
    let (house, _) = lived_in();
    let done = house.store.verify(None).unwrap();
    assert!(done.ok && done.faults.is_empty());
    assert!(done.entries >= 15 && done.versions >= 15, "{done:?}");
    for head in &done.heads {
        assert!(house.store.verify(Some(head)).unwrap().ok, "{head}");
    }
}

#[test]
fn a_field_altered_in_the_current_row_is_named() {
    let sql = Sql::new("UPDATE membership SET joined_on = '2019-01-01' WHERE voided = 0");
    let (house, found) = after(&sql);
    let membership = house.rows(&Sql::new("SELECT id FROM membership WHERE voided = 0"))[0].int(0);
    assert_eq!(found, [("altered", "membership".into(), membership)]);
    let (house, found) =
        after(&Sql::new("UPDATE membership SET voided = 0, void_reason = NULL WHERE voided = 1"));
    let voided = newest(&house, "membership");
    assert!(found.contains(&("altered", "membership".into(), voided)), "{found:?}");
}

#[test]
fn a_ciphertext_from_another_record_is_named() {
    let (house, membership) = lived_in();
    let person = house.value("membership", membership, "person").as_int().unwrap();
    let other = newest(&house, "person");
    let copy = "UPDATE person SET paper_no = (SELECT p.paper_no FROM person p WHERE p.id = ";
    house.tamper(&Sql::new(copy).bind(other).add(") WHERE id = ").bind(person));
    let found = faults(&house);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].kind, found[0].record), ("altered", person));
}

#[test]
fn a_past_version_altered_or_deleted_is_named_with_its_number() {
    let (house, membership) = lived_in();
    let person = house.value("membership", membership, "person").as_int().unwrap();
    house.tamper(
        &Sql::new("UPDATE person_history SET name = '别人' WHERE version = 1 AND id = ")
            .bind(person),
    );
    let found = faults(&house);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].kind, found[0].record, found[0].version), ("altered", person, 1));

    let (house, membership) = lived_in();
    let person = house.value("membership", membership, "person").as_int().unwrap();
    house.tamper(&Sql::new("DELETE FROM person_history WHERE version = 2 AND id = ").bind(person));
    let found = faults(&house);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].kind, found[0].record, found[0].version), ("missing", person, 2));
}

#[test]
fn a_record_deleted_whole_or_slipped_in_is_named() {
    let (house, membership) = lived_in();
    for table in ["membership", "membership_span"] {
        house.tamper(&Sql::new(format!("DELETE FROM {table} WHERE id = ")).bind(membership));
    }
    let found = faults(&house);
    assert!(found.iter().any(|f| (f.kind, f.record) == ("missing", membership)), "{found:?}");

    let (house, _) = lived_in();
    let columns = "public_id, version, made_seq, made_at, voided, \"union\", employer, from_on, \
                   province_id, city_id, county_id, town_id, area_id, union_id, employer_name, \
                   employer_pinyin, employer_initials";
    let copy = format!(
        "INSERT INTO coverage (id, {columns}) SELECT id + 5000000, {columns} FROM coverage"
    );
    let copy = copy.replacen("SELECT id + 5000000, public_id", "SELECT id + 5000000, 'x' || id", 1);
    assert_eq!(house.tamper(&Sql::new(copy)), 1);
    let found = faults(&house);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].kind, &*found[0].register), ("added", "coverage"));
    assert_eq!(found[0].record, newest(&house, "coverage"));
}

#[test]
fn a_segment_changed_deleted_or_added_is_named() {
    let migrant = "UPDATE person_span SET migrant = 0 WHERE migrant = 1";
    let (_, found) = after(&Sql::new(migrant));
    assert!(found.iter().all(|f| (f.0, &*f.1) == ("altered", "person")) && !found.is_empty());
    let begun = "UPDATE employer_span SET from_day = '2024-12-01' WHERE from_day = '2025-01-01'";
    let (house, found) = after(&Sql::new(begun));
    assert!(found.contains(&("altered", "employer".into(), house.mill_firm)), "{found:?}");
    let past = "UPDATE employer_span_history SET employees = 5";
    let (house, found) = after(&Sql::new(past));
    assert_eq!(found, [("altered", "employer".into(), house.mill_firm)]);
    let gone = "DELETE FROM person_span WHERE from_day = '2024-01-01'";
    let (_, found) = after(&Sql::new(gone));
    assert!(found.contains(&("altered", "person".into(), found[0].2)), "{found:?}");
}

#[test]
fn columns_that_follow_from_others_are_held_to_what_they_follow_from() {
    for (sql, register) in [
        ("UPDATE employer SET employees = 5000", "employer"),
        ("UPDATE employer SET now_from = '2019-01-01'", "employer"),
        ("UPDATE person SET migrant = 1 WHERE migrant IS NULL", "person"),
        ("UPDATE membership SET person_name = '别人' WHERE voided = 0", "membership"),
        ("UPDATE membership SET person_migrant = 0 WHERE voided = 0", "membership"),
        ("UPDATE membership SET town_id = 7 WHERE voided = 0", "membership"),
        ("UPDATE coverage SET union_id = 7", "coverage"),
        ("UPDATE \"union\" SET county_id = 7 WHERE kind = 'BASE'", "union"),
        ("DELETE FROM person_scope", "membership"),
        ("UPDATE person_scope SET union_id = union_id + 1", "membership"),
    ] {
        let (_, found) = after(&Sql::new(sql));
        assert!(!found.is_empty(), "not found: {sql}");
        let told = found.iter().any(|f| f.0 == "altered" && f.1 == register);
        assert!(told, "{sql}: {found:?}");
    }
    let (house, membership) = lived_in();
    let stranger = newest(&house, "person");
    let show = Sql::new("INSERT INTO person_scope (source, source_id, person_id, union_id, until_day) VALUES ('membership',")
        .bind(membership)
        .add(",")
        .bind(stranger)
        .add(",")
        .bind(house.west)
        .add(",'9999-12-31')");
    house.tamper(&show);
    let found = faults(&house);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].kind, found[0].record), ("added", membership));
}

#[test]
fn a_journal_entry_altered_or_deleted_is_named() {
    for sql in [
        "UPDATE journal SET user_name = '别人' WHERE position = 5 AND chain = 1",
        "UPDATE journal SET reason = '' WHERE act = '作废'",
        "UPDATE journal SET at = at - 86400000 WHERE position = 3 AND chain = 1",
        "DELETE FROM journal WHERE position = 4 AND chain = 1",
        "UPDATE chain SET seq = seq - 1 WHERE number = 1",
    ] {
        let (_, found) = after(&Sql::new(sql));
        assert!(!found.is_empty(), "not found: {sql}");
        assert!(found.iter().all(|f| (f.0, &*f.1) == ("chain", "journal")), "{sql}: {found:?}");
    }
    let last = "DELETE FROM journal WHERE position = (SELECT MAX(j.position) FROM journal j WHERE j.chain = 1) AND chain = 1";
    let (_, found) = after(&Sql::new(last));
    assert!(found.iter().any(|f| f.0 == "chain"), "the last entry too: {found:?}");
    let item = "UPDATE journal_item SET digest = (SELECT i.digest FROM journal_item i WHERE i.register = 'union' AND i.version = 1 LIMIT 1) WHERE register = 'employer'";
    let (_, found) = after(&Sql::new(item));
    assert!(found.iter().any(|f| f.0 == "chain") && found.iter().any(|f| f.0 == "altered"));
}

#[test]
fn a_chain_rewritten_to_its_end_is_betrayed_by_a_head_kept_elsewhere() {
    let (house, _) = lived_in();
    let before = house.store.verify(None).unwrap().heads;
    house.tick();
    let late = house.add_employer("云溪后来食品有限公司", house.west, 5);
    let after = house.store.verify(None).unwrap().heads;
    let chain =
        |heads: &[String]| heads.iter().find(|head| head.starts_with("1:")).unwrap().clone();
    assert_ne!(chain(&before), chain(&after));
    assert!(house.store.verify(Some(&chain(&before))).unwrap().ok, "an old head is still there");

    // Somebody who knows the tables well takes the last act out of the books.
    let last = "(SELECT MAX(seq) FROM journal WHERE chain = 1)";
    for sql in [
        format!("DELETE FROM journal_item WHERE seq = {last}"),
        format!("DELETE FROM employer WHERE id = {late}"),
        format!("DELETE FROM employer_span WHERE id = {late}"),
        "DELETE FROM journal WHERE chain = 1 AND position = (SELECT seq FROM chain WHERE number = 1)".to_owned(),
        "UPDATE chain SET seq = seq - 1, hash = (SELECT j.hash FROM journal j WHERE j.chain = 1 \
         ORDER BY j.position DESC LIMIT 1) WHERE number = 1".to_owned(),
    ] {
        assert_eq!(house.tamper(&Sql::new(sql.clone())), 1, "{sql}");
    }
    // The kept sums still have it; who knows the tables that well counts them anew too.
    assert_eq!(house.store.verify(None).unwrap().faults[0].kind, "tally");
    house.store.recount().unwrap();
    let found = house.store.verify(None).unwrap().faults;
    let kinds: Vec<_> = found.iter().map(|fault| fault.kind).collect();
    assert!(kinds.iter().all(|kind| *kind == "tally"), "only the kept sums know better: {kinds:?}");
    house.store.recount().unwrap();
    assert!(house.store.verify(None).unwrap().ok, "from inside it looks whole");
    assert!(house.store.verify(Some(&chain(&before))).unwrap().ok);
    let found = house.store.verify(Some(&chain(&after))).unwrap();
    assert!(!found.ok);
    assert_eq!(found.faults.iter().map(|fault| fault.kind).collect::<Vec<_>>(), ["head"]);
    for nonsense in ["", "1", "1:2", "1:99999:ab", "x:y:z", "1:3:"] {
        assert!(!house.store.verify(Some(nonsense)).unwrap().ok, "{nonsense}");
    }
}

#[test]
fn what_leaves_no_versions_is_in_the_chain_too() {
    let (house, membership) = lived_in();
    let person = house.value("membership", membership, "person").as_int().unwrap();
    house
        .store
        .reveal(&Ctx::local(), house.register("person"), &person.to_string(), "phone", "通知")
        .unwrap();
    assert_eq!(faults(&house).len(), 0);
    house.tamper(&Sql::new("DELETE FROM journal WHERE act = '看全文'"));
    assert!(faults(&house).iter().any(|fault| fault.kind == "chain"));
}
