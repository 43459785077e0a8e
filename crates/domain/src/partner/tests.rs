//! Edges of trusting another installation.

use crate::tests::*;
use kernel::exchange::Card;
use kernel::value::Value;

fn trusted(card: &str, spoken: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("card", card.into()),
        ("spoken", spoken.into()),
        ("confirmed_with", "赵海燕，组织部，0919-6821350".into()),
        ("confirmed_on", "2026-06-16".into()),
    ]
}

#[test]
fn r_key_01_a_card_is_trusted_once_its_fingerprint_was_read_aloud() {
    let card = Card { name: "清河县总工会".into(), sign: [3; 32], seal: [5; 32] };
    let digits = card.fingerprint();
    let (record, verdict) = prepared("partner", &trusted(&card.to_text(), &digits));
    assert!(verdict.is_ok(), "{verdict:?}");
    assert_eq!(record.value("name"), &Value::from("清河县总工会"));
    let forged = Card { sign: [4; 32], ..card.clone() };
    let said = refused("partner", &trusted(&forged.to_text(), &digits), "spoken", "R-KEY-01");
    assert!(said.contains("不要登记"), "{said}");
    refused("partner", &trusted("清河县总工会", &digits), "card", "R-KEY-01");
    let mut ahead = trusted(&card.to_text(), &digits);
    ahead[3].1 = "2026-06-18".into();
    refused("partner", &ahead, "confirmed_on", "R-KEY-01");
}

#[test]
fn r_key_02_without_a_call_somebody_vouches_and_who_is_vouched_for_vouches_for_nobody() {
    let card = Card { name: "清河县总工会".into(), sign: [3; 32], seal: [5; 32] };
    let mut values = trusted(&card.to_text(), "没有念，由云山市总工会担保");
    refused("partner", &values, "spoken", "R-KEY-01");
    values.push(("vouched_by", Value::Int(7)));
    assert!(prepared("partner", &values).1.is_ok());
    values.push(("superior", true.into()));
    refused("partner", &values, "superior", "R-KEY-02");
    let mut called = trusted(&card.to_text(), &card.fingerprint());
    called.push(("superior", true.into()));
    assert!(prepared("partner", &called).1.is_ok());
}
