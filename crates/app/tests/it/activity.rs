//! Activities with their participants and lines: whose they are, and what is counted of them.

use crate::house::*;
use crate::terms::{furnished, term};
use kernel::value::Value;
use store::figure::FigureAsk;
use store::list::ListAsk;
use store::{Ctx, StoreError};

/// An activity of a union.
fn held(house: &House, union: i64, kind: &str, day: &str, more: Values) -> i64 {
    let mut values = vec![
        ("name", Value::from(format!("{day}的活动"))),
        ("kind", term(house, "ACTIVITY_KIND", kind)),
        ("union", Value::Int(union)),
        ("held_from", on(day)),
    ];
    values.extend(more.iter().cloned());
    house.add("activity", &values)
}

fn line(house: &House, activity: i64, item: (&str, &str), number: i64) -> i64 {
    let field = if item.0 == "MONEY" { "amount" } else { "quantity" };
    let values = [
        ("activity", Value::Int(activity)),
        ("item", term(house, item.0, item.1)),
        (field, Value::Int(number)),
    ];
    house.add("activity_line", &values)
}

fn named(house: &House, activity: i64, person: i64, more: Values) -> i64 {
    let mut values = vec![
        ("activity", Value::Int(activity)),
        ("person", Value::Int(person)),
        ("part", text("STUDENT")),
    ];
    values.extend(more.iter().cloned());
    house.add("activity_person", &values)
}

fn year(year: i32) -> FigureAsk {
    FigureAsk::between(day(&format!("{year}-01-01")), day(&format!("{year}-12-31")))
}

#[test]
fn a_part_belongs_to_the_union_of_its_activity_and_goes_along() {
    let house = furnished();
    let class = held(&house, house.east, "training", "2025-05-20", &[]);
    let heads = line(&house, class, ("HEADS", "migrant"), 70);
    let person = house.add_person(1);
    house.join(person, house.mill, "2020-01-01");
    let part = named(&house, class, person, &[]);
    assert_eq!(house.value("activity_line", heads, "union"), Value::Int(house.east));
    let other = [
        ("activity", Value::Int(class)),
        ("item", term(&house, "HEADS", "worker")),
        ("quantity", Value::Int(3)),
        ("union", Value::Int(house.west)),
    ];
    let (field, says) = refusal(house.try_add(&Ctx::local(), "activity_line", &other));
    assert_eq!(field, "union");
    assert!(says.contains("东湖镇总工会"), "{says}");
    let (east, west) = (house.user("township", house.east), house.user("township", house.west));
    assert!(house.see(&east, "activity_line", heads).is_ok());
    assert!(matches!(house.see(&west, "activity_line", heads), Err(StoreError::NotFound)));
    assert!(matches!(house.see(&west, "person", person), Err(StoreError::NotFound)));
    house.correct("activity", class, &[("union", Value::Int(house.west))]);
    for (register, id) in [("activity_line", heads), ("activity_person", part)] {
        assert_eq!(house.value(register, id, "union"), Value::Int(house.west), "{register}");
        assert!(house.see(&west, register, id).is_ok(), "{register}");
        assert!(matches!(house.see(&east, register, id), Err(StoreError::NotFound)), "{register}");
    }
    assert!(
        house.see(&west, "person", person).is_ok(),
        "the participant is shown to the new union"
    );
    assert!(house.store.verify(None).unwrap().ok);
    let entry = house.store.last_entry(&Ctx::local(), "修改", house.register("activity"), class);
    assert!(entry.is_ok(), "the entry is about the activity");
}

#[test]
fn what_was_moved_with_an_activity_is_taken_back_with_it() {
    let house = furnished();
    let class = held(&house, house.east, "training", "2025-05-20", &[]);
    let heads = line(&house, class, ("HEADS", "migrant"), 70);
    let lists = |union: i64| {
        let ask = ListAsk { at: union, ..ListAsk::new(house.register("activity_line")) };
        house.listed(&Ctx::local(), &ask).unwrap()
    };
    house.correct("activity", class, &[("union", Value::Int(house.west))]);
    assert_eq!((lists(house.east), lists(house.west)), (vec![], vec![heads]));
    let entry = house.rows(&store::sql::Sql::new("SELECT MAX(seq) FROM journal"))[0].int(0);
    let undone =
        house.store.undo(&Ctx::local(), store::undo::What::Entry(entry), "搞错了").unwrap();
    assert_eq!((undone.restored, undone.stayed.len()), (2, 0));
    assert_eq!((lists(house.east), lists(house.west)), (vec![heads], vec![]));
}

#[test]
fn a_clerk_adds_lines_only_to_activities_of_their_own() {
    let house = furnished();
    let class = held(&house, house.east, "training", "2025-05-20", &[]);
    let values = [
        ("activity", Value::Int(class)),
        ("item", term(&house, "HEADS", "worker")),
        ("quantity", Value::Int(3)),
    ];
    let west = house.user("township", house.west);
    let done = house.try_add(&west, "activity_line", &values);
    assert!(matches!(done, Err(StoreError::Refused(_))), "{done:?}");
    assert!(house.try_add(&house.user("township", house.east), "activity_line", &values).is_ok());
}

#[test]
fn people_named_and_people_counted_are_one_number_by_course_and_migrant_mark() {
    let house = furnished();
    let (skills, law) = (term(&house, "COURSE", "skills"), term(&house, "COURSE", "law"));
    let first = held(&house, house.east, "training", "2025-05-20", &[("course", skills)]);
    let second = held(&house, house.west, "training", "2025-12-31", &[("course", law)]);
    let fair = held(&house, house.west, "job_fair", "2025-03-01", &[]);
    line(&house, first, ("HEADS", "migrant"), 70);
    line(&house, first, ("HEADS", "worker"), 12);
    line(&house, first, ("MONEY", "own"), 2_700_000);
    line(&house, second, ("HEADS", "migrant"), 5);
    line(&house, fair, ("HEADS", "migrant_seeker"), 400);
    for (n, migrant) in [(1, "2020-01-01"), (2, "2025-06-01")] {
        let person = house.add_person(n);
        house.join(person, house.mill, "2020-01-01");
        house.change("person", person, migrant, &[("migrant", Value::Int(1))]);
        named(&house, first, person, &[("employed", Value::Int(1))]);
    }
    let code = "training_person_count";
    assert_eq!(house.figure(code, &year(2025)).amount.value, 89);
    let by = |dim: &str| house.groups(code, &year(2025).by(&[dim]));
    assert_eq!(by("course"), [("law".to_owned(), 5), ("skills".to_owned(), 84)]);
    let migrants = by("migrant");
    assert_eq!(migrants.iter().find(|group| group.0 == "1").unwrap().1, 76, "{migrants:?}");
    assert_eq!(house.figure(code, &year(2025).at(house.west)).amount.value, 5);
    assert_eq!(house.figure(code, &year(2024)).amount.value, 0);
    assert_eq!(house.figure("training_class_count", &year(2025)).amount.value, 2);
    assert_eq!(house.figure("training_spend_amount", &year(2025)).amount.value, 2_700_000);
    assert_eq!(house.figure("job_fair_attendee_count", &year(2025)).amount.value, 400);
    assert_eq!(house.figure("employment_achieved_count", &year(2025)).amount.value, 2);
    let titles = house.figure(code, &year(2025).by(&["course"]));
    assert_eq!(titles.groups[1].of[0].1, "职业技能", "groups bear the names of the list");
}

#[test]
fn a_figure_through_two_links_is_the_one_that_was_known() {
    let house = furnished();
    let skills = term(&house, "COURSE", "skills");
    let class = held(&house, house.east, "training", "2025-05-20", &[("course", skills)]);
    line(&house, class, ("HEADS", "migrant"), 70);
    let before = house.now();
    house.tick();
    house.correct("activity", class, &[("course", term(&house, "COURSE", "law"))]);
    house.correct("activity", class, &[("held_from", on("2024-05-20"))]);
    let ask = |year_of: i32| year(year_of).by(&["course"]);
    let code = "training_person_unnamed_count";
    assert_eq!(house.groups(code, &ask(2025).known(before)), [("skills".to_owned(), 70)]);
    assert_eq!(house.groups(code, &ask(2024)), [("law".to_owned(), 70)]);
    assert_eq!(house.groups(code, &ask(2025)), []);
}

#[test]
fn every_figure_of_activities_and_awards_agrees_with_itself() {
    let house = furnished();
    let class = held(&house, house.east, "training", "2025-05-20", &[("level", text("COUNTY"))]);
    line(&house, class, ("HEADS", "migrant"), 70);
    line(&house, class, ("RESULT", "employed"), 7);
    line(&house, class, ("GOODS", "booklet"), 100);
    let person = house.add_person(1);
    house.join(person, house.mill, "2020-01-01");
    named(&house, class, person, &[("certificate", Value::Int(1))]);
    award(&house, house.mill, "star", &[("star", Value::Int(3))]);
    award(&house, house.shops, "star", &[("star", Value::Int(1))]);
    award(&house, house.mill, "six_haves", &[]);
    award(&house, house.shops, "six_haves", &[("outcome", text("UNMET"))]);
    let catalog = house.store.catalog();
    let registers = ["activity", "activity_person", "activity_line", "award"];
    for indicator in &catalog.indicators {
        let leaf =
            indicator.parts().map_or(indicator, |[first, _]| catalog.indicator(first).unwrap());
        if registers.contains(&leaf.of.as_str()) {
            let flow = matches!(leaf.time, kernel::indicator::Time::Flow(_));
            let ask = if flow { year(2025) } else { FigureAsk::on(day("2026-01-05")) };
            crate::figures::agree(&house, &indicator.code, &ask);
        }
    }
    assert!(house.store.verify(None).unwrap().ok, "an award to a union shows nobody");
    let rate = house.figure("star_rate", &FigureAsk::on(day("2026-01-05")));
    assert_eq!((rate.amount.value, rate.amount.denominator), (1, Some(2)));
    let rate = house.figure("compliance_rate", &FigureAsk::on(day("2026-01-05")));
    assert_eq!((rate.amount.value, rate.amount.denominator), (1, Some(2)));
}

fn award(house: &House, union: i64, code: &str, more: Values) -> i64 {
    house.try_award(union, code, more).unwrap()
}

impl House {
    fn try_award(&self, union: i64, code: &str, more: Values) -> store::Result<i64> {
        let mut values = vec![
            ("title", term(self, "STANDARD", code)),
            ("union", Value::Int(union)),
            ("outcome", text("MET")),
            ("awarded_on", on("2025-03-01")),
        ];
        for (field, value) in more {
            values.retain(|known| known.0 != *field);
            values.push((field, value.clone()));
        }
        self.try_add(&Ctx::local(), "award", &values)
    }
}

#[test]
fn a_union_has_one_rating_of_a_kind_at_a_time() {
    let house = furnished();
    let first = award(&house, house.mill, "star", &[("star", Value::Int(2))]);
    award(&house, house.mill, "six_haves", &[]);
    award(&house, house.shops, "star", &[("star", Value::Int(2))]);
    let later = [("star", Value::Int(3)), ("awarded_on", on("2025-11-01"))];
    let (_, says) = refusal(house.try_award(house.mill, "star", &later));
    assert!(says.contains("失效日期"), "{says}");
    house.correct("award", first, &[("until_on", on("2025-11-01")), ("end", text("REPLACED"))]);
    award(&house, house.mill, "star", &later);
    let stars = |at: &str| house.groups("star_union_count", &FigureAsk::on(day(at)).by(&["star"]));
    assert_eq!(stars("2025-10-31"), [("2".to_owned(), 2)]);
    assert_eq!(stars("2025-11-01"), [("2".to_owned(), 1), ("3".to_owned(), 1)]);
}
