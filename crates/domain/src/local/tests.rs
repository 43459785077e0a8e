use super::register::*;
use super::rules::{BEGINS, prepare};
use kernel::prelude::*;
use std::collections::BTreeSet;

fn column(kind: &str, title: &str) -> Record {
    let register = crate::catalog().register(LOCAL_FIELDS).unwrap();
    let mut record = Record::new(register);
    record.put(OF, Some("person".to_owned()));
    record.put(TITLE, Some(title.to_owned()));
    record.put(KIND, Some(kind.to_owned()));
    record
}

fn said(record: &mut Record) -> Vec<(String, &'static str)> {
    let facts = crate::tests::facts();
    let found = prepare(record, &facts).err().unwrap_or_default();
    found.iter().map(|refusal| (refusal.field.clone(), refusal.rule)).collect()
}

#[test]
fn the_code_follows_from_the_title_and_secrecy_is_always_said() {
    let mut veteran = column("YESNO", " 是否退役军人 ");
    assert_eq!(said(&mut veteran), []);
    assert_eq!(veteran.get(TITLE).as_deref(), Some("是否退役军人"));
    assert_eq!(veteran.get(CODE).as_deref(), Some("x_sftyjr"));
    assert_eq!(veteran.get(SECRET), Some(false));
}

#[test]
fn r_loc_01_a_column_that_is_there_already_is_not_added() {
    assert_eq!(said(&mut column("TEXT", "姓 名")), [("title".to_owned(), "R-LOC-01")]);
}

#[test]
fn r_loc_02_a_code_is_of_plain_letters() {
    let mut column = column("TEXT", "宿舍");
    column.put(CODE, Some("宿舍".to_owned()));
    assert_eq!(said(&mut column), [("code".to_owned(), "R-LOC-02")]);
}

#[test]
fn r_loc_03_one_chooses_from_two_options_at_least() {
    let mut house = column("CHOICE", "住房");
    house.put(OPTIONS, Some("自有".to_owned()));
    assert_eq!(said(&mut house), [("options".to_owned(), "R-LOC-03")]);
    house.put(OPTIONS, Some("自有、租住；\n集体宿舍\n租住".to_owned()));
    assert_eq!(said(&mut house), []);
    assert_eq!(house.get(OPTIONS).as_deref(), Some("自有\n租住\n集体宿舍"));
}

#[test]
fn r_loc_04_a_secret_is_one_line_of_text() {
    let mut wage = column("MONEY", "月工资");
    wage.put(SECRET, Some(true));
    assert_eq!(said(&mut wage), [("secret".to_owned(), "R-LOC-04")]);
}

#[test]
fn the_registers_offered_are_those_that_take_columns_under_their_own_titles() {
    let catalog = crate::catalog();
    let takes: BTreeSet<(&str, &str)> =
        catalog.registers.iter().filter(|r| r.takes_local).map(|r| (r.name, r.title)).collect();
    let offered: BTreeSet<(&str, &str)> =
        REGISTERS.items.iter().map(|item| (item.0, item.1)).collect();
    assert_eq!(takes, offered);
    let clash = |field: &FieldDef| field.name.starts_with(BEGINS);
    assert!(!catalog.registers.iter().any(|r| r.fields.iter().any(clash)));
}
