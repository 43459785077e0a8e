//! What a row does: 入会 and 转入 open a membership, 保留 dates a status, 转出, 除名 and 退会 close one.

use super::place::{Place, place};
use super::register::{Entry, Exit, MEMBERSHIPS, Status};
use super::who::{self, Who};
use crate::person::register::PERSONS;
use crate::planning::{Found, Target, Values, add, edit, value_on, write, year_ahead};
use jiff::civil::Date;
use kernel::codes::identity::Paper;
use kernel::dates::chinese;
use kernel::sheet::{CellFault, Doubt, Plan, SheetRow, Snapshot, Step, World};
use kernel::text;
use kernel::value::Value;
use std::sync::Arc;

/// 会籍变化类型.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Open(Entry),
    Retain,
    Close(Exit),
}

fn change_of(code: &str) -> Option<Change> {
    match code {
        "1" => Some(Change::Open(Entry::Join)),
        "2" => Some(Change::Open(Entry::TransferIn)),
        "3" => Some(Change::Retain),
        "4" => Some(Change::Close(Exit::TransferOut)),
        "5" => Some(Change::Close(Exit::Expelled)),
        "6" => Some(Change::Close(Exit::Withdrawn)),
        _ => None,
    }
}

/// What the change comes to for one person.
enum Move {
    /// Certainly these steps.
    Steps(Vec<Step>),
    /// A person must choose.
    Doubt { reason: String, like: Option<(&'static str, i64)>, correct: Option<Vec<Step>> },
    /// It cannot be.
    Refused(Vec<CellFault>),
}

/// A row, checked as far as it can be without a person.
struct Said<'a> {
    row: &'a SheetRow,
    world: &'a World,
    paper: Paper,
    change: Change,
    on: Date,
}

/// Decides a row.
pub fn decide(row: &SheetRow, world: &World) -> Plan {
    let said = match read(row, world) {
        Ok(said) => said,
        Err(faults) => return Plan::Reject(faults),
    };
    match who::find(row, world, &said.paper) {
        Who::Elsewhere(reason) => {
            Plan::Doubtful(Doubt { reason: reason.to_owned(), ..Doubt::default() })
        }
        Who::Found(found) => said.plan(&found),
    }
}

fn read<'a>(row: &'a SheetRow, world: &'a World) -> Result<Said<'a>, Vec<CellFault>> {
    let mut faults = row.faults.clone();
    let unread = |column: &str| row.faults.iter().any(|fault| fault.column == column);
    let name = text::name(&row.text("name"));
    if let Some(problem) = text::name_problem(&name).filter(|_| !unread("name")) {
        faults.push(CellFault::new("name", problem));
    }
    let mut paper = None;
    if !unread("paper_no") && !unread("paper_kind") {
        paper = who::paper(row, world.facts.today).map_err(|fault| faults.push(fault)).ok();
        faults.extend(paper.iter().flat_map(|paper| who::disagreements(row, paper)));
    }
    let change = change_of(&row.text("change"));
    if row.text("reason") == "6" && change != Some(Change::Close(Exit::Expelled)) {
        let expected = "“因犯罪被开除会籍”只用于除名，请核对变化类型和原因（R-MEM-03）";
        faults.push(CellFault::new("reason", expected));
    }
    let on = row.day("changed_on");
    if on.is_some_and(|on| on > year_ahead(world.facts.today)) {
        faults.push(CellFault::new("changed_on", "晚于今天一年以上，请核对年份（R-MEM-01）"));
    }
    match (paper, change, on) {
        (Some(paper), Some(change), Some(on)) if faults.is_empty() => {
            Ok(Said { row, world, paper, change, on })
        }
        _ => Err(faults),
    }
}

impl Said<'_> {
    fn plan(&self, found: &Found) -> Plan {
        let Some(known) = found.record() else { return self.new_person() };
        let memberships = who::memberships(self.row, self.world, known.record.id);
        let moved = self.moved(&Value::Int(known.record.id), &memberships);
        let correct = found.corrected();
        let certain = matches!(found, Found::Known(_));
        let (moved, inner) = match moved {
            Move::Refused(faults) if certain => return Plan::Reject(faults),
            Move::Refused(faults) => return self.only_another(found, faults),
            Move::Steps(steps) if certain => return Plan::Write(self.both(&correct, steps)),
            Move::Steps(steps) => (Some(steps), None),
            Move::Doubt { reason, like, correct } => (correct, Some((reason, like))),
        };
        let fill = Target::Fill(known.clone());
        let filled = match &inner {
            None => moved.clone().unwrap_or_default(),
            Some(_) => Vec::new(),
        };
        let (second, like) =
            inner.map_or((None, None), |(reason, like)| (Some(reason), Some(like)));
        let first = reason_of(found);
        Plan::Doubtful(Doubt {
            reason: first.into_iter().chain(second).collect::<Vec<_>>().join("；"),
            like: like.unwrap_or(Some((PERSONS, known.record.id))),
            fill: Some(self.both(&fill, filled)),
            correct: moved.map(|steps| self.both(&correct, steps)),
            other: found.another().filter(|_| !certain).and_then(|_| self.as_new().ok()),
            rival: None,
        })
    }

    /// The change cannot be this person's, so the row is another's or nobody's.
    fn only_another(&self, found: &Found, faults: Vec<CellFault>) -> Plan {
        match found.another().and_then(|_| self.as_new().ok()) {
            None => Plan::Reject(faults),
            Some(steps) => Plan::Doubtful(Doubt {
                reason: reason_of(found).unwrap_or_default(),
                like: found.record().map(|known| (PERSONS, known.record.id)),
                other: Some(steps),
                ..Doubt::default()
            }),
        }
    }

    fn new_person(&self) -> Plan {
        match self.as_new() {
            Ok(steps) => Plan::Write(steps),
            Err(plan) => *plan,
        }
    }

    /// The steps for somebody who is not there yet.
    fn as_new(&self) -> Result<Vec<Step>, Box<Plan>> {
        match self.moved(&kernel::sheet::new_record(0), &[]) {
            Move::Steps(steps) => Ok(self.both(&Target::New, steps)),
            Move::Refused(faults) => Err(Box::new(Plan::Reject(faults))),
            Move::Doubt { reason, like, .. } => {
                Err(Box::new(Plan::Doubtful(Doubt { reason, like, ..Doubt::default() })))
            }
        }
    }

    /// The person's step, if any, then the membership's. Marks of a person known already change
    /// from the sheet's day.
    fn both(&self, person: &Target, membership: Vec<Step>) -> Vec<Step> {
        let mut steps = Vec::new();
        let values = who::values(self.row, &self.paper);
        let none = Values::new();
        write(&mut steps, PERSONS, person, (&values, &none), self.world.sheet_day);
        steps.extend(membership);
        steps
    }

    fn moved(&self, person: &Value, memberships: &[Arc<Snapshot>]) -> Move {
        match self.change {
            Change::Open(entry) => match place(self.row, self.world, self.on) {
                Ok(place) => self.open(entry, &place, person, memberships),
                Err(unclear) => Move::from(unclear),
            },
            Change::Retain => self.on_open(memberships, |now| self.retain(now)),
            Change::Close(exit) => {
                let done = |now: &&Arc<Snapshot>| {
                    now.mine
                        && now.record.value("left_on").as_day() == Some(self.on)
                        && now.record.value("exit").as_text() == Some(exit.code())
                };
                match memberships.iter().find(done) {
                    Some(now) => Move::Steps(vec![edit(now, &Values::new(), self.on, false)]),
                    None => self.on_open(memberships, |now| self.close(now, exit)),
                }
            }
        }
    }

    /// 入会、转入. A person has one membership at a time, past ones included.
    fn open(
        &self,
        entry: Entry,
        place: &Place,
        person: &Value,
        memberships: &[Arc<Snapshot>],
    ) -> Move {
        let here = |now: &&Arc<Snapshot>| now.record.value("union").as_int() == Some(place.union);
        let joined = |now: &Snapshot| now.record.value("joined_on").as_day();
        let left = |now: &Snapshot| now.record.value("left_on").as_day();
        let same = memberships.iter().filter(here).find(|now| joined(now) == Some(self.on));
        if let Some(now) = same {
            return Move::Steps(vec![edit(now, &self.details(place), self.on, true)]);
        }
        let current = memberships.iter().find(|now| left(now).is_none());
        let add = |entry| add(MEMBERSHIPS, &self.membership(entry, place, person));
        match current {
            Some(now) if here(&now) => self.other_day(now, joined(now), memberships),
            Some(now) => self.transfer(now, joined(now), add(Entry::TransferIn)),
            None => match memberships.iter().find(|now| left(now) > Some(self.on)) {
                Some(now) => Self::too_early(now, left(now)),
                None => Move::Steps(vec![add(entry)]),
            },
        }
    }

    /// A member of this union already, by the register since another day.
    fn other_day(
        &self,
        now: &Arc<Snapshot>,
        joined: Option<Date>,
        memberships: &[Arc<Snapshot>],
    ) -> Move {
        let known = joined.map_or_else(String::new, chinese);
        let reason = format!("此人已是本单位会员，台账上的入会日期是{known}，与本表不同");
        let before = |past: &&Arc<Snapshot>| past.record.value("left_on").as_day() > Some(self.on);
        let free = memberships
            .iter()
            .filter(|past| past.record.id != now.record.id)
            .all(|past| !before(&past));
        let values = vec![("joined_on", Value::day(self.on))];
        let correct = vec![edit(now, &values, self.on, false)];
        Move::Doubt { reason, like: Some(key(now)), correct: free.then_some(correct) }
    }

    /// A member of another union: closed there as 转出 on this day and opened here.
    fn transfer(&self, now: &Arc<Snapshot>, joined: Option<Date>, opening: Step) -> Move {
        let reason = "已是本县工会会员，可申请转会".to_owned();
        if !now.mine {
            return Move::Doubt { reason, like: None, correct: None };
        }
        let values =
            vec![("left_on", Value::day(self.on)), ("exit", Exit::TransferOut.code().into())];
        let later = joined.is_some_and(|joined| joined < self.on);
        let correct = vec![edit(now, &values, self.on, false), opening];
        Move::Doubt { reason, like: Some(key(now)), correct: later.then_some(correct) }
    }

    fn too_early(now: &Snapshot, left: Option<Date>) -> Move {
        let expected = match left.filter(|_| now.mine) {
            Some(left) => format!("此人原会籍到{}为止，入会日期不能早于这一天", chinese(left)),
            None => "此人在这一天另有会籍，请核对日期；确认无误的报县总工会处理".to_owned(),
        };
        Move::Refused(vec![CellFault::new("changed_on", expected)])
    }

    /// Does something to the open membership; without one the joining day is asked for.
    fn on_open(&self, all: &[Arc<Snapshot>], then: impl Fn(&Arc<Snapshot>) -> Move) -> Move {
        let Some(now) = all.iter().find(|now| now.record.value("left_on").is_null()) else {
            let what = super::sheet::CHANGES.title(&self.row.text("change")).to_owned();
            let expected =
                format!("此人没有在册的会籍，不能办{what}；请先补一行“入会”，写明入会日期");
            return Move::Refused(vec![CellFault::new("change", expected)]);
        };
        if !now.mine {
            let reason = "已是本县工会会员，可申请转会".to_owned();
            return Move::Doubt { reason, like: None, correct: None };
        }
        let joined = now.record.value("joined_on").as_day();
        if let Some(joined) = joined.filter(|joined| *joined > self.on) {
            let expected = format!("不能早于入会日期{}", chinese(joined));
            return Move::Refused(vec![CellFault::new("changed_on", expected)]);
        }
        match (then(now), self.elsewhere(now)) {
            (Move::Steps(steps), Some(reason)) => {
                Move::Doubt { reason, like: Some(key(now)), correct: Some(steps) }
            }
            (moved, _) => moved,
        }
    }

    /// The row names a unit of another union than the one the person is a member of.
    fn elsewhere(&self, now: &Snapshot) -> Option<String> {
        let named = place(self.row, self.world, self.on).ok()?;
        let same = now.record.value("union").as_int() == Some(named.union);
        let (unit, union) = (self.row.text("work_unit"), self.row.text("union"));
        let (name, column) =
            if union.is_empty() { (unit, "工作单位") } else { (union, "所在工会") };
        (!same).then(|| format!("此人现在的会籍不在“{name}”，请核对{column}"))
    }

    fn retain(&self, now: &Arc<Snapshot>) -> Move {
        let retained = Status::Retained.code();
        let mut values = self.reason();
        if value_on(now, "status", self.on).as_text() != Some(retained) {
            values.push(("status", retained.into()));
        }
        Move::Steps(vec![edit(now, &values, self.on, false)])
    }

    fn close(&self, now: &Arc<Snapshot>, exit: Exit) -> Move {
        let mut values = self.reason();
        values.push(("left_on", Value::day(self.on)));
        values.push(("exit", exit.code().into()));
        Move::Steps(vec![edit(now, &values, self.on, false)])
    }

    fn reason(&self) -> Values {
        vec![("reason", self.row.value("reason"))]
    }

    fn details(&self, place: &Place) -> Values {
        let mut values = self.reason();
        values.push(("employer", place.employer.into()));
        values
    }

    fn membership(&self, entry: Entry, place: &Place, person: &Value) -> Values {
        let mut values = vec![
            ("person", person.clone()),
            ("union", Value::Int(place.union)),
            ("joined_on", Value::day(self.on)),
            ("entry", entry.code().into()),
            ("status", Status::Active.code().into()),
        ];
        values.extend(self.details(place));
        values
    }
}

fn key(now: &Snapshot) -> (&'static str, i64) {
    (MEMBERSHIPS, now.record.id)
}

fn reason_of(found: &Found) -> Option<String> {
    match found {
        Found::Like { reason, .. } => Some(reason.clone()),
        _ => None,
    }
}

impl From<super::place::Unclear> for Move {
    fn from(unclear: super::place::Unclear) -> Move {
        match unclear {
            super::place::Unclear::Fault(fault) => Move::Refused(vec![fault]),
            super::place::Unclear::Doubt(reason, like) => {
                Move::Doubt { reason, like: Some(like), correct: None }
            }
        }
    }
}
