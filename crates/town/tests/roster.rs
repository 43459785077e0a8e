//! The forms: their shape, and mistakes that are what they say.

use std::collections::HashSet;

use town::numbers::identity_checks;
use town::roster::{Dirt, Expected, MEMBER_TITLES, UNION_TITLES, Ugly, members, unions};
use town::{County, Size};

#[test]
fn clean_forms_are_clean() {
    let county = County::new(3, Size::small());
    for row in members(&county, 300, None) {
        assert_eq!(row.cells.len(), MEMBER_TITLES.len());
        assert_eq!((row.dirt, row.expected), (None, Expected::Good));
        assert!(row.cells.iter().all(|cell| !cell.is_empty()), "{row:?}");
        assert!(identity_checks(&row.cells[7]));
        assert!(county.employers.iter().any(|employer| employer.name == row.cells[17]));
    }
    let rows = unions(&county, 300, None);
    assert!(rows.len() > 20);
    for row in rows {
        assert_eq!(row.cells.len(), UNION_TITLES.len());
        let count = |at: usize| row.cells[at].parse::<usize>().unwrap();
        assert!(count(14) <= count(8), "{row:?}");
    }
}

#[test]
fn every_mistake_occurs_and_says_what_it_spoils() {
    let county = County::new(3, Size::small());
    let rows = members(&county, 900, Some(&Ugly::members(3)));
    let kinds: HashSet<_> = rows.iter().filter_map(|row| row.dirt).collect();
    assert_eq!(kinds.len(), Dirt::OF_MEMBERS.len());
    for row in &rows {
        match (row.dirt, row.expected) {
            (None, expected) => assert_eq!(expected, Expected::Good),
            (Some(_), Expected::Duplicate(of)) => {
                assert_eq!(rows[of].clean[1..], row.clean[1..]);
            }
            (Some(Dirt::TwoNames | Dirt::RepeatedSerial | Dirt::UnknownEmployer), _) => {}
            (Some(kind), Expected::Rejected(title) | Expected::Warned(title)) => {
                let at = MEMBER_TITLES.iter().position(|known| *known == title).unwrap();
                assert_ne!(row.cells[at], row.clean[at], "{kind:?}");
            }
            (Some(Dirt::Twice), Expected::Good) => panic!("the second says it is one"),
            (Some(kind), _) => assert_ne!(row.cells, row.clean, "{kind:?}"),
        }
    }
    for kind in [Dirt::WrongCheck, Dirt::SeventeenDigits, Dirt::LostTail] {
        let row = rows.iter().find(|row| row.dirt == Some(kind)).unwrap();
        assert!(!identity_checks(&row.cells[7]), "{row:?}");
    }
}

#[test]
fn unions_have_mistakes_too() {
    let county = County::new(3, Size::county());
    let rows = unions(&county, 400, Some(&Ugly::unions(4)));
    let kinds: HashSet<_> = rows.iter().filter_map(|row| row.dirt).collect();
    assert_eq!(kinds.len(), Dirt::OF_UNIONS.len());
    assert!(rows.iter().enumerate().all(|(at, row)| row.cells[0] == (at + 1).to_string()));
}
