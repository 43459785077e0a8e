//! Rows of the members' form.

use super::{Expected, MEMBER_TITLES, Row, Ugly, soil, text};
use crate::{County, MembershipSeed, PersonSeed};

/// The form with people who are not in the county's registers yet.
pub fn members(county: &County, count: usize, ugly: Option<&Ugly>) -> Vec<Row> {
    from_people(county, county.newcomers(count), ugly)
}

/// The form with these people, each with the latest change of membership. The form has no word for
/// a death: the dead are left out.
pub fn from_people(
    county: &County,
    people: impl IntoIterator<Item = PersonSeed>,
    ugly: Option<&Ugly>,
) -> Vec<Row> {
    let rows = people.into_iter().filter_map(|person| row(county, &person)).enumerate();
    let rows = rows
        .map(|(at, mut row)| {
            text::set(&mut row, &MEMBER_TITLES, "序号", &(at + 1).to_string());
            row
        })
        .collect();
    match ugly {
        Some(ugly) => soil(county, &MEMBER_TITLES, rows, ugly),
        None => rows,
    }
}

fn row(county: &County, person: &PersonSeed) -> Option<Row> {
    let membership = person.memberships.last()?;
    let (change, day, reason) = change(membership)?;
    let status = membership.statuses.last().map_or("", |(_, status)| *status);
    let retained = status == "保留" && membership.left_on.is_none();
    let migrant = person.migrant.last().is_some_and(|(_, migrant)| *migrant);
    let employer = membership.employer.and_then(|key| county.employer(key));
    let union = county.union(membership.union).map(|union| union.name.as_str());
    let political = if person.political == "无党派民主人士" {
        "无党派人士"
    } else {
        person.political
    };
    let cells: Vec<String> = vec![
        String::new(),
        person.name.clone(),
        person.sex.into(),
        text::slashed(person.birth),
        person.ethnicity.clone(),
        if retained { "失业" } else { "在岗" }.into(),
        "居民身份证".into(),
        person.paper_no.clone(),
        person.education.into(),
        person.skill.into(),
        person.phone.clone(),
        person.household.into(),
        person.household_place.clone(),
        change.into(),
        text::slashed(day),
        reason.into(),
        political.into(),
        employer.map_or(union, |employer| Some(employer.name.as_str())).unwrap_or_default().into(),
        person.native_place.clone(),
        if migrant { "是" } else { "否" }.into(),
    ];
    Some(Row { clean: cells.clone(), cells, dirt: None, expected: Expected::Good })
}

/// The latest change, its day, and one of the form's six reasons.
fn change(membership: &MembershipSeed) -> Option<(&'static str, jiff::civil::Date, &'static str)> {
    const WORK: &str = "劳动（工作）关系发生变化";
    match (membership.exit, membership.left_on, membership.statuses.last()) {
        (Some("死亡"), ..) => None,
        (Some("除名"), Some(day), _) => Some(("除名", day, "因犯罪被开除会籍")),
        (Some("退会"), Some(day), _) => Some(("退会", day, "个人要求退会")),
        (Some(_), Some(day), _) => Some(("转出", day, WORK)),
        (_, _, Some((day, "保留"))) => Some(("保留", *day, "失业")),
        _ => Some((membership.entry, membership.joined_on, WORK)),
    }
}
