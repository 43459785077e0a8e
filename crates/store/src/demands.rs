//! What a federation asks for with a step from a day on: the papers that must be there, and the reasons that
//! are offered. Until somebody sets it, what is declared holds. Kept with the settings, in time.

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::note::{Note, leave};
use crate::sql::Sql;
use crate::store::Store;
use crate::users::plain;
use jiff::civil::Date;
use kernel::choices::Choices;
use kernel::register::Register;
use kernel::value::Value;
use kernel::workflow::{Step, Way, Workflow};
use std::collections::HashMap;

/// A reason that may be chosen: code and title.
pub type Reason = (String, String);

/// What is asked for, as it was set in time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// Under which name it is kept.
    pub name: String,
    /// Today: codes of papers, or titles of reasons.
    pub now: Vec<String>,
    /// Since when; `None` as declared.
    pub since: Option<Date>,
    /// What was set for days to come.
    pub later: Vec<(Date, Vec<String>)>,
}

/// A reason has so many letters at most.
const LONGEST: usize = 40;
/// And a list so many reasons.
const MOST: usize = 30;
/// The reason that says nothing by itself, and asks for words.
pub(crate) const OTHER: &str = "OTHER";

fn papers_name(register: &Register, step: &Step) -> String {
    format!("papers.{}.{}", register.name, step.code)
}

fn reasons_name(list: &Choices) -> String {
    format!("reasons.{}", list.name)
}

/// Whether papers can be asked for with a step: one that leads on, made by people at a desk, on records that
/// take papers.
pub fn takes_papers(register: &Register, step: &Step) -> bool {
    !register.attachments.is_empty() && step.way == Way::On && !step.by.is_empty()
}

/// Values of these names by day, the earliest first.
fn kept(tx: &mut Tx, beginning: &str) -> Result<Vec<(String, Date, Vec<String>)>> {
    let sql = Sql::new("SELECT name, from_day, value FROM setting WHERE name >= ");
    let sql = sql.bind(plain(beginning)).add(" AND name < ");
    let sql = sql.bind(plain(&format!("{beginning}\u{10ffff}"))).add(" ORDER BY name, from_day");
    let read = |row: &crate::db::Row| {
        let lines = row.text(2).lines().map(str::to_owned).collect();
        Some((row.text(0), row.value(1).as_day()?, lines))
    };
    Ok(tx.all(&sql)?.iter().filter_map(read).collect())
}

/// The reasons of a list as they are declared.
pub(crate) fn declared(list: &Choices) -> Vec<Reason> {
    list.items.iter().map(|item| (item.0.to_owned(), item.1.to_owned())).collect()
}

/// The reasons of a list: the words that were set, with the codes of those that are declared.
fn reasons(list: &Choices, set: Option<Vec<String>>) -> Vec<Reason> {
    let Some(lines) = set else { return declared(list) };
    let coded = |title: String| match list.items.iter().find(|item| item.1 == title) {
        Some(item) => (item.0.to_owned(), title),
        None => (title.clone(), title),
    };
    let mut all: Vec<Reason> = lines.into_iter().map(coded).collect();
    // There is always a case that nobody thought of.
    let open = declared(list).into_iter().find(|one| one.0 == OTHER);
    all.extend(open.filter(|_| all.iter().all(|known| known.0 != OTHER)));
    all
}

/// The same as words, the open one left out: it is always there.
fn words(list: &Choices, set: Option<Vec<String>>) -> Vec<String> {
    reasons(list, set).into_iter().filter(|one| one.0 != OTHER).map(|one| one.1).collect()
}

/// Papers that must be there for the steps of a procedure on a day, where a federation has set them.
pub(crate) fn papers_on(
    tx: &mut Tx,
    register: &'static Register,
    day: Date,
) -> Result<HashMap<&'static str, Vec<&'static str>>> {
    let Some(flow) = &register.flow else { return Ok(HashMap::new()) };
    let mut needs = HashMap::new();
    let set = kept(tx, &format!("papers.{}.", register.name))?;
    for step in flow.steps.iter().filter(|step| takes_papers(register, step)) {
        let name = papers_name(register, step);
        let mut mine = set.iter().filter(|one| one.0 == name && one.1 <= day);
        if let Some((_, _, codes)) = mine.next_back() {
            let known = |code: &String| register.attachment(code).map(|kind| kind.code);
            needs.insert(step.code, codes.iter().filter_map(known).collect());
        }
    }
    Ok(needs)
}

/// The reasons to choose from with a step on a day; none where it does not ask why.
pub(crate) fn reasons_on(tx: &mut Tx, step: &Step, day: Date) -> Result<Vec<Reason>> {
    let Some(list) = step.reasons else { return Ok(Vec::new()) };
    let name = reasons_name(list);
    let mut set = kept(tx, &name)?;
    set.retain(|one| one.0 == name && one.1 <= day);
    Ok(reasons(list, set.pop().map(|one| one.2)))
}

impl Store {
    /// The reasons to choose from with a step today.
    pub fn reasons_of(&self, step: &Step) -> Result<Vec<Reason>> {
        self.db.read(|tx| reasons_on(tx, step, self.today()))
    }

    /// What is asked for, for papers of a step.
    pub fn papers_demanded(&self, register: &'static Register, step: &Step) -> Result<Demand> {
        let declared = || step.papers.iter().map(|code| (*code).to_owned()).collect();
        self.demand(papers_name(register, step), &|set| set.unwrap_or_else(declared))
    }

    /// What is asked for, for the reasons of a list.
    pub fn reasons_demanded(&self, list: &'static Choices) -> Result<Demand> {
        self.demand(reasons_name(list), &|set| words(list, set))
    }

    fn demand(
        &self,
        name: String,
        read: &dyn Fn(Option<Vec<String>>) -> Vec<String>,
    ) -> Result<Demand> {
        let (today, mut set) = (self.today(), self.db.read(|tx| kept(tx, &name))?);
        set.retain(|one| one.0 == name);
        let (past, later): (Vec<_>, Vec<_>) = set.into_iter().partition(|one| one.1 <= today);
        let last = past.into_iter().next_back();
        Ok(Demand {
            name,
            since: last.as_ref().map(|one| one.1),
            now: read(last.map(|one| one.2)),
            later: later.into_iter().map(|one| (one.1, read(Some(one.2)))).collect(),
        })
    }

    /// Sets from a day on which papers must be there for a step.
    pub fn demand_papers(
        &self,
        ctx: &Ctx,
        (register, step): (&'static Register, &Step),
        from: Date,
        codes: &[String],
    ) -> Result<()> {
        if !takes_papers(register, step) {
            let say = format!("“{}”这一步不收材料。要求没有改", step.title);
            return Err(StoreError::refuse("papers", say));
        }
        if let Some(unknown) = codes.iter().find(|code| register.attachment(code).is_none()) {
            let say = format!("{}没有“{unknown}”这种材料。要求没有改", register.title);
            return Err(StoreError::refuse("papers", say));
        }
        let titles: Vec<&str> =
            codes.iter().filter_map(|code| register.attachment(code)).map(|k| k.title).collect();
        let titles =
            if titles.is_empty() { "不用交材料".to_owned() } else { titles.join("、") };
        let said = format!("{}“{}”须有的材料：{titles}", register.title, step.title);
        self.set_demand(ctx, &papers_name(register, step), from, codes, &said)
    }

    /// Sets from a day on which reasons are offered; the open one is always among them.
    pub fn demand_reasons(
        &self,
        ctx: &Ctx,
        list: &'static Choices,
        from: Date,
        lines: &[String],
    ) -> Result<()> {
        let mut all: Vec<String> = Vec::new();
        let filled = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
        for (at, line) in filled.enumerate() {
            if line.chars().any(char::is_control) {
                let nth = at + 1;
                let say = format!("第{nth}条有看不见的字符，请重新输入。原因没有改");
                return Err(StoreError::refuse("reasons", say));
            }
            if line.chars().count() > LONGEST {
                let say = format!("“{line}”太长，一条原因最多{LONGEST}个字。原因没有改");
                return Err(StoreError::refuse("reasons", say));
            }
            if !all.iter().any(|known| known == line) {
                all.push(line.to_owned());
            }
        }
        if all.is_empty() || all.len() > MOST {
            let say = format!("原因要有1到{MOST}条，一行一条。原因没有改");
            return Err(StoreError::refuse("reasons", say));
        }
        let said = format!("{}：{}", list.name, all.join("、"));
        self.set_demand(ctx, &reasons_name(list), from, &all, &said)
    }

    fn set_demand(
        &self,
        ctx: &Ctx,
        name: &str,
        from: Date,
        lines: &[String],
        said: &str,
    ) -> Result<()> {
        self.manages_users(ctx)?;
        if from < self.today() && !ctx.all {
            let say = format!("从今天或以后起改，{from}已经过去：办过的事按办的那天的要求。没有改");
            return Err(StoreError::refuse("from", say));
        }
        self.db.write(|tx| {
            let row = vec![plain(name), Value::day(from), plain(&lines.join("\n"))];
            let sql = Sql::new("INSERT INTO setting (name, from_day, value) VALUES ").list(row);
            let clash = " ON CONFLICT (name, from_day) DO UPDATE SET value = excluded.value";
            tx.exec(&sql.add(clash))?;
            let reason = format!("从{from}起，{said}");
            let note =
                Note { act: "改办事要求", register: "setting", record: 0, reason: &reason };
            leave(tx, self.clock.now(), ctx, 0, note)
        })
    }
}

/// The lists of reasons of a procedure, each once.
pub fn lists(flow: &Workflow) -> Vec<&'static Choices> {
    let mut all: Vec<&'static Choices> = Vec::new();
    for list in flow.steps.iter().filter_map(|step| step.reasons) {
        if all.iter().all(|known| known.name != list.name) {
            all.push(list);
        }
    }
    all
}
