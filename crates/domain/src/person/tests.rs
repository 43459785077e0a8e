//! Stories and edges of persons. All numbers are samples of the standard or synthetic.

use crate::tests::*;
use kernel::codes::identity::PaperKind;
use kernel::value::Value;

const MAN: &str = "110101199001010015";
const WOMAN: &str = "61010219850715012X";

fn person(others: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    let mut values =
        vec![("paper_kind", "1".into()), ("paper_no", MAN.into()), ("name", "王建国".into())];
    values.retain(|(field, _)| others.iter().all(|(other, _)| other != field));
    values.extend(others.iter().cloned());
    values
}

#[test]
fn gb_11643_the_number_tells_sex_and_day_of_birth() {
    let (record, verdict) = prepared("person", &person(&[("paper_no", WOMAN.into())]));
    assert_eq!(verdict, Ok(()));
    assert_eq!(record.value("sex"), &"2".into());
    assert_eq!(record.value("birth_on"), &"1985-07-15".into());
    assert_eq!(record.value("check_state"), &"NONE".into());
}

#[test]
fn a_number_is_kept_in_one_form() {
    for raw in [" 110101 19900101 0015 ", "１１０１０１１９９００１０１００１５"]
    {
        let (record, _) = prepared("person", &person(&[("paper_no", raw.into())]));
        assert_eq!(record.value("paper_no"), &MAN.into());
    }
    let (record, _) = prepared("person", &person(&[("paper_no", "110105491231002".into())]));
    assert_eq!(record.value("paper_no"), &"11010519491231002X".into());
}

#[test]
fn a_name_is_kept_in_one_form_and_found_by_its_sound() {
    let (record, _) = prepared("person", &person(&[("name", "单　小明".into())]));
    assert_eq!(record.value("name"), &"单小明".into());
    assert_eq!(record.value("pinyin"), &"shanxiaoming".into());
    assert_eq!(record.value("initials"), &"sxm".into());
    let (record, verdict) = prepared("person", &person(&[("name", "阿依.古丽".into())]));
    assert_eq!((record.value("name"), verdict), (&"阿依·古丽".into(), Ok(())));
}

#[test]
fn r_per_01_a_name_has_no_digits() {
    refused("person", &person(&[("name", "王3".into())]), "name", "R-PER-01");
}

#[test]
fn r_per_02_a_wrong_number_is_refused_and_never_repeated() {
    let said = refused(
        "person",
        &person(&[("paper_no", "110101199001010016".into())]),
        "paper_no",
        "R-PER-02",
    );
    assert!(said.contains("末位应为5") && !said.contains("110101"), "{said}");
}

#[test]
fn labour_law_15_sixteen_today_and_sixteen_tomorrow() {
    let number = |head: &str| {
        let last = kernel::codes::resident::check_char(head).unwrap();
        person(&[("paper_no", format!("{head}{last}").into())])
    };
    assert!(prepared("person", &number("11010120100617001")).1.is_ok());
    // The number and the day it tells are refused with the same article.
    let refusals = prepared("person", &number("11010120100618001")).1.unwrap_err();
    assert!(refusals.iter().all(|refusal| refusal.reason.contains("劳动法第十五条")));
    let passport = |birth: &str| {
        person(&[
            ("paper_kind", "7".into()),
            ("paper_no", "E12345678".into()),
            ("birth_on", birth.into()),
        ])
    };
    assert!(prepared("person", &passport("2010-06-17")).1.is_ok());
    refused("person", &passport("2010-06-18"), "birth_on", "R-PER-04 劳动法第十五条");
}

#[test]
fn r_per_03_what_is_typed_agrees_with_the_number() {
    let said = refused("person", &person(&[("sex", "2".into())]), "sex", "R-PER-03");
    assert!(said.contains("号码显示为男"), "{said}");
    let said =
        refused("person", &person(&[("birth_on", "1990-01-02".into())]), "birth_on", "R-PER-03");
    assert!(said.contains("1990年1月1日"), "{said}");
    let agreeing = [("sex", "1".into()), ("birth_on", "1990-01-01".into())];
    assert!(prepared("person", &person(&agreeing)).1.is_ok());
}

#[test]
fn r_per_05_a_telephone_number_that_can_be_dialled() {
    let (record, _) = prepared("person", &person(&[("phone", "+86 199-1234-5678".into())]));
    assert_eq!(record.value("phone"), &"19912345678".into());
    let said = refused("person", &person(&[("phone", "1380013800".into())]), "phone", "R-PER-05");
    assert!(!said.contains("1380013800"), "{said}");
}

#[test]
fn the_list_of_papers_is_the_kernels() {
    let items = super::register::PAPER_KINDS.items;
    assert_eq!(items.len(), PaperKind::ALL.len());
    for (item, kind) in items.iter().zip(PaperKind::ALL) {
        assert_eq!((item.0, item.1), (kind.code(), kind.title()));
        for other in item.2 {
            assert_eq!(PaperKind::from_title(other), Some(kind), "{other}");
        }
    }
}

#[test]
fn secrets_are_encrypted_and_nothing_carried_is_one() {
    let persons = crate::catalog().register("person").unwrap();
    for name in ["paper_no", "phone", "address"] {
        assert!(persons.field(name).unwrap().secret, "{name}");
    }
    for register in &crate::catalog().registers {
        assert!(register.carried().all(|(_, field, _)| !field.secret), "{}", register.name);
    }
}
