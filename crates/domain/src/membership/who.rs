//! Whom a row means: a person by the identity paper. The same number under another name, and the same
//! name and telephone under another number, are doubtful.

use crate::person::register::PERSONS;
use crate::planning::{Found, Values, text_of};
use jiff::civil::Date;
use kernel::codes::identity::{Paper, PaperKind, check_paper, check_paper_any_age};
use kernel::facts::FOREVER;
use kernel::sheet::{Ask, CellFault, SheetRow, Snapshot, World};
use kernel::text;
use kernel::value::Value;
use std::sync::Arc;

/// Whom a row means, when the importing user may know.
pub enum Who {
    /// Somebody who may be told of.
    Found(Found),
    /// Somebody of another part of the county: no union, no data, only this sentence.
    Elsewhere(&'static str),
}

/// What may be told of somebody of another part of the county.
pub const MEMBER_ELSEWHERE: &str = "已是本县工会会员，可申请转会";
/// The same, when the name is another one.
pub const ANOTHER_ELSEWHERE: &str =
    "证件号码和姓名与已登记的对不上，请与证件原件核对；确认无误的报县总工会处理";

/// Columns that are fields of the person, written as they are.
const PLAIN: [&str; 10] = [
    "ethnicity",
    "education",
    "political",
    "skill",
    "household",
    "household_place",
    "native_place",
    "phone",
    "employment",
    "migrant",
];

fn kind(row: &SheetRow) -> PaperKind {
    PaperKind::from_code(&row.text("paper_kind")).unwrap_or(PaperKind::Identity)
}

/// Kind and normalised number, whether or not its holder is old enough.
pub fn number(row: &SheetRow) -> Option<(PaperKind, String)> {
    let paper = check_paper_any_age(kind(row), &row.text("paper_no"), FOREVER).ok()?;
    Some((paper.kind, paper.number))
}

/// The paper of a worker (GB 11643-1999, 劳动法第十五条).
pub fn paper(row: &SheetRow, today: Date) -> Result<Paper, CellFault> {
    check_paper(kind(row), &row.text("paper_no"), today)
        .map_err(|error| CellFault::new("paper_no", error.to_string()))
}

/// R-PER-03: what the cells say otherwise than the number. Perhaps it is somebody else's number, so a person
/// looks at the paper; an empty cell is filled in from the number.
pub fn disagreements(row: &SheetRow, paper: &Paper) -> Vec<CellFault> {
    let fault = |column: &'static str, says: String, right: String| CellFault {
        suggest: Some(right),
        ..CellFault::new(column, format!("和证件号码对不上，号码显示为{says}，请与证件核对"))
    };
    let mut faults = Vec::new();
    if let Some(sex) = paper.sex
        && row.value("sex").as_text().is_some_and(|typed| typed != sex.code())
    {
        faults.push(fault("sex", sex.title().to_owned(), sex.title().to_owned()));
    }
    if let Some(birth) = paper.birth
        && row.day("birth_on").is_some_and(|typed| !agrees(row, typed, birth))
    {
        faults.push(fault("birth_on", kernel::dates::chinese(birth), birth.to_string()));
    }
    faults
}

/// 1990年3月 is any day of that month.
fn agrees(row: &SheetRow, typed: Date, birth: Date) -> bool {
    let month = row.months.contains(&"birth_on");
    typed == birth || month && typed.first_of_month() == birth.first_of_month()
}

/// Questions about persons, the one by paper first.
pub fn asks(row: &SheetRow) -> Vec<Ask> {
    let by = |field, value: String| Ask::By(PERSONS, field, value.into());
    let paper = number(row).map(|(_, number)| by("paper_no", number));
    let phone = Some(row.text("phone")).filter(|phone| !phone.is_empty());
    paper.into_iter().chain(phone.map(|phone| by("phone", phone))).collect()
}

/// All memberships of a person that the row's questions found.
pub fn memberships(row: &SheetRow, world: &World, person: i64) -> Vec<Arc<Snapshot>> {
    let mut all: Vec<Arc<Snapshot>> = Vec::new();
    for ask in asks(row) {
        let linked = Ask::Linked("membership", "person", Box::new(ask));
        for found in world.ask(&linked) {
            let of = found.record.value("person").as_int() == Some(person);
            if of && all.iter().all(|known| known.record.id != found.record.id) {
                all.push(found.clone());
            }
        }
    }
    all
}

/// The person a row means.
pub fn find(row: &SheetRow, world: &World, paper: &Paper) -> Who {
    let name = text::name(&row.text("name"));
    let of_kind = |found: &&Arc<Snapshot>| text_of(found, "paper_kind") == paper.kind.code();
    let by_paper = Ask::By(PERSONS, "paper_no", paper.number.as_str().into());
    if let Some(found) = world.ask(&by_paper).iter().find(of_kind) {
        let same = text_of(found, "name") == name;
        return match (elsewhere(row, world, found), same) {
            (true, true) => Who::Elsewhere(MEMBER_ELSEWHERE),
            (true, false) => Who::Elsewhere(ANOTHER_ELSEWHERE),
            (false, true) => Who::Found(Found::Known(found.clone())),
            (false, false) => {
                let known = text_of(found, "name");
                let reason = format!("证件号码与台账上的“{known}”相同，姓名不同");
                Who::Found(Found::Like { record: found.clone(), reason, other: false })
            }
        };
    }
    let by_phone = Ask::By(PERSONS, "phone", row.value("phone"));
    let twin =
        |found: &&Arc<Snapshot>| text_of(found, "name") == name && !elsewhere(row, world, found);
    match world.ask(&by_phone).iter().find(twin) {
        None => Who::Found(Found::New),
        Some(found) => {
            let reason = format!("姓名和移动电话与台账上的“{name}”相同，证件号码不同");
            Who::Found(Found::Like { record: found.clone(), reason, other: true })
        }
    }
}

/// Whether the importing user may not know of the person: none of their memberships is in reach.
fn elsewhere(row: &SheetRow, world: &World, person: &Arc<Snapshot>) -> bool {
    let memberships = memberships(row, world, person.record.id);
    !person.mine || (!memberships.is_empty() && memberships.iter().all(|found| !found.mine))
}

/// Fields of the person as the row says them; sex and day of birth are those of the number.
pub fn values(row: &SheetRow, paper: &Paper) -> Values {
    let sex = paper.sex.map_or_else(|| row.value("sex"), |sex| sex.code().into());
    let birth = paper.birth.map_or_else(|| row.value("birth_on"), Value::day);
    let mut values: Values = vec![
        ("paper_kind", paper.kind.code().into()),
        ("paper_no", paper.number.as_str().into()),
        ("name", text::name(&row.text("name")).into()),
        ("sex", sex),
        ("birth_on", birth),
    ];
    values.extend(PLAIN.map(|field| (field, row.value(field))));
    values
}
