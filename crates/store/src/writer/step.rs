//! Steps of a procedure: who may make one, what stands in its way, what it brings about, all in one act.

use super::Writer;
use crate::clock::time_of;
use crate::codec::Stored;
use crate::demands::{OTHER, Reason, declared, reasons_on};
use crate::error::{Result, StoreError};
use crate::flow::{Looked, maker_of, may_step};
use crate::sql::Sql;
use kernel::access::Act;
use kernel::facts::Saving;
use kernel::register::Register;
use kernel::value::Value;
use kernel::verdict::Refusal;
use kernel::workflow::{
    self as flows, Case, Clock, DUE_ON, Given, Make, Moment, STARTED_BY, STARTER, Step, Way,
    Workflow,
};
use std::collections::HashMap;

/// A step as somebody asks for it.
#[derive(Clone, Debug, Default)]
pub struct Said<'a> {
    /// Code of the step.
    pub step: &'a str,
    /// The version of the record that was seen; 0 for whatever stands there, of steps that follow from
    /// another record's.
    pub version: i64,
    /// What was asked for with it.
    pub values: Vec<(&'a str, Value)>,
    /// Code of the reason, where it asks why.
    pub reason: &'a str,
    /// What was said in addition.
    pub words: &'a str,
    /// Users to whose knowledge it is given.
    pub copies: Vec<i64>,
}

impl Said<'_> {
    /// Why, in the words of the list and of the person.
    pub fn why(&self, reasons: &[Reason]) -> String {
        let listed = reasons.iter().find(|one| one.0 == self.reason);
        let listed = listed.map_or("", |one| one.1.as_str());
        match (listed, self.words.trim()) {
            ("", words) => words.to_owned(),
            (listed, "") => listed.to_owned(),
            (listed, words) => format!("{listed}：{words}"),
        }
    }
}

/// What a step has done.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The state that follows.
    pub state: String,
    /// Records that came into being, by register and key.
    pub made: Vec<(&'static str, i64)>,
    /// What else is to be said of it: a paper that got no number.
    pub said: Vec<String>,
}

impl Writer<'_, '_> {
    /// A new record of a procedure begins in its first state, and its clock begins to run.
    pub(super) fn settle_flow(&mut self, new: &mut Stored) -> Result<()> {
        let Some(flow) = &new.register.flow else { return Ok(()) };
        let today = self.facts.today;
        if !new.held(today).value(flow.state.name).is_null() {
            return Ok(());
        }
        put(new, STARTER.def.name, Value::Int(self.ctx.user_id));
        put(new, STARTED_BY.def.name, self.ctx.user_name.as_str().into());
        self.turn(flow, new, flow.first())?;
        // Nothing was in another state before it began.
        if let Some(at) = new.register.dated_position(flow.state.name) {
            new.timeline.save(at, &flow.first().into(), Saving::Correction(today));
        }
        Ok(())
    }

    /// What has been decided is changed by steps alone.
    pub(super) fn guard_flow(&self, old: &Stored) -> Result<()> {
        let Some(flow) = &old.register.flow else { return Ok(()) };
        let state = old.held(self.facts.today).value(flow.state.name);
        let code = state.as_text().unwrap_or_default();
        if flow.meaning(code).is_some_and(|state| state.frozen) {
            let text = format!("“{}”以后内容不能直接改，要改先按流程退回", flow.title(code));
            return Err(StoreError::refuse("", text));
        }
        Ok(())
    }

    /// Makes a step. The journal names the record, whatever else comes into being with it.
    pub fn step(&mut self, register: &'static Register, id: i64, said: &Said<'_>) -> Result<Taken> {
        let taken = self.step_as(register, id, said, false)?;
        self.about = (register.name.to_owned(), id);
        Ok(taken)
    }

    /// A step that nobody makes by hand: a file has brought it about. The journal names the record.
    pub(crate) fn step_of_itself(
        &mut self,
        register: &'static Register,
        id: i64,
        said: &Said<'_>,
    ) -> Result<Taken> {
        let taken = self.step_as(register, id, said, true)?;
        self.about = (register.name.to_owned(), id);
        Ok(taken)
    }

    fn step_as(
        &mut self,
        register: &'static Register,
        id: i64,
        said: &Said<'_>,
        follows: bool,
    ) -> Result<Taken> {
        let old = self.load(register, id, Act::Read)?;
        let register = old.register;
        let flow = register.flow.as_ref().ok_or(StoreError::NotFound)?;
        let step = flow.find_step(said.step).ok_or_else(|| {
            StoreError::refuse("step", format!("{}没有“{}”这一步", register.title, said.step))
        })?;
        let state = old.held(self.facts.today).value(flow.state.name).to_string();
        if said.version != 0 && old.version != said.version {
            return Err(self.conflict(&old, &said.values));
        }
        if !step.from.contains(&state.as_str()) {
            let text =
                format!("现在是“{}”，不能“{}”，请看最新的进展", flow.title(&state), step.title);
            return Err(StoreError::refuse("step", text));
        }
        if !follows {
            self.may_make(flow, step, &old)?;
        }
        let mut new = old.clone();
        // What follows by itself gives the reasons that are declared.
        let reasons = match step.reasons.filter(|_| follows) {
            Some(list) => declared(list),
            None => reasons_on(self.tx, step, self.facts.today)?,
        };
        self.hear(step, (said, &reasons), &mut new)?;
        // What is wrong with the record itself is said before what would follow from it.
        self.check(&mut new)?;
        self.bump(&mut new);
        if step.way == Way::Back {
            let times = new.fixed(flows::RETURNS.def.name).as_int().unwrap_or(0);
            put(&mut new, flows::RETURNS.def.name, Value::Int(times + 1));
            put(&mut new, flows::RETURNED_FOR.def.name, said.why(&reasons).into());
        }
        let looked = Looked::at(self.store, self.tx, &new, self.facts.today)?;
        let record = new.on(self.facts.today);
        let facts = self.facts.clone();
        let case = Case { record: &record, facts: &facts, found: &looked.found };
        let refusals = flows::obstacles(flow, step, &case);
        if !refusals.is_empty() {
            return Err(refusals.into());
        }
        let makes = match step.then {
            Some(then) => then(&case)?,
            None => Vec::new(),
        };
        self.turn(flow, &mut new, step.to)?;
        let mut taken = Taken { state: step.to.to_owned(), ..Taken::default() };
        // What another unit has agreed to before is done in its records too, and signed by who does it.
        let own = self.ctx;
        if step.agreed {
            self.ctx = self.lent;
        }
        self.following = true;
        let brought = self.brought(makes, (&old, &mut new), &mut taken);
        // Whatever came of it, nothing more is done with these rights.
        (self.following, self.ctx) = (follows, own);
        brought?;
        new.node = self.node_for(&new);
        self.push(Some(old), new);
        Ok(taken)
    }

    /// Whether this person may make a step on a record of that union, and has not made the one that
    /// another person must have made.
    fn may_make(&mut self, flow: &Workflow, step: &Step, of: &Stored) -> Result<()> {
        if !may_step(self.ctx, &self.tree, step, maker_of(step, of)) {
            let who: Vec<&str> = step.by.iter().map(|role| role.title).collect();
            let text = format!("“{}”由{}办理，您的账号不能办", step.title, who.join("、"));
            return Err(StoreError::refuse("step", text));
        }
        if step.apart_from.is_empty() || self.ctx.all {
            return Ok(());
        }
        let titles: Vec<Value> = step
            .apart_from
            .iter()
            .filter_map(|code| flow.find_step(code))
            .map(|other| other.title.into())
            .collect();
        let sql = Sql::new(
            "SELECT j.act FROM journal_item i JOIN journal j ON j.seq = i.seq WHERE i.register = ",
        );
        let sql = sql.bind(of.register.name).add(" AND i.record = ").bind(of.id);
        let sql = sql.add(" AND j.user_id = ").bind(self.ctx.user_id);
        let sql = sql.add(" AND j.act IN ").list(titles).add(" LIMIT 1");
        match self.tx.one(&sql)? {
            None => Ok(()),
            Some(row) => {
                let text = format!(
                    "“{}”是您办的，“{}”要由另一个人办（不相容岗位分离）",
                    row.text(0),
                    step.title
                );
                Err(StoreError::refuse("step", text))
            }
        }
    }

    /// Takes what was asked for with the step, and why.
    fn hear(
        &self,
        step: &Step,
        (said, reasons): (&Said<'_>, &[Reason]),
        new: &mut Stored,
    ) -> Result<()> {
        let mut refusals = Vec::new();
        let heard = |field: &&str| step.asks.contains(field) || step.takes.contains(field);
        for (field, _) in said.values.iter().filter(|(field, _)| !heard(field)) {
            refusals.push(Refusal::on(field, format!("“{}”不问这一项", step.title)));
        }
        let values: Vec<(&str, Value)> =
            said.values.iter().map(|(field, value)| (*field, value.clone())).collect();
        Self::fill(new, &values, Saving::Change(self.facts.today))?;
        let held = new.held(self.facts.today);
        for name in step.asks.iter().filter(|name| held.value(name).is_null()) {
            let title = new.register.field(name).map_or(*name, |field| field.title);
            refusals.push(Refusal::on(name, format!("{title}没有填")).by(step.rule));
        }
        if step.asks_why() {
            if reasons.iter().all(|one| one.0 != said.reason) {
                refusals.push(Refusal::on("reason", format!("选一个{}的原因", step.title)));
            } else if said.words.trim().is_empty() && said.reason == OTHER {
                refusals.push(Refusal::on("words", "选了“其他”，请写明原因"));
            }
        }
        if refusals.is_empty() { Ok(()) } else { Err(refusals.into()) }
    }

    /// Puts the record into a state from today on, and its clock with it.
    fn turn(&mut self, flow: &Workflow, new: &mut Stored, to: &str) -> Result<()> {
        let today = self.facts.today;
        let numbers = self.store.parameters_on(self.tx, today)?;
        let after = flow.meaning(to).copied().ok_or(StoreError::NotFound)?;
        let state = new.held(today).value(flow.state.name).to_string();
        let before = flow.meaning(&state).copied();
        let at = self.moment()?;
        let mut record = new.on(today);
        let term = |clock: &Clock| -> i64 {
            numbers.get(clock.parameter.name).copied().unwrap_or_default()
        };
        let calendar = self.facts.calendar.clone();
        let due =
            flows::clock::turn(flow, &mut record, (before.as_ref(), &after), at, &calendar, &term);
        for field in flows::FIELDS.iter().map(|field| field.def()).filter(|field| !field.dated) {
            put(new, field.name, record.value(field.name).clone());
        }
        // A matter that has ended is over from today.
        if let Some((_, until)) = new.register.life
            && after.ended.is_some()
            && new.fixed(until).is_null()
        {
            put(new, until, Value::day(today));
        }
        let dated = [(flow.state.name, Value::from(to)), (DUE_ON.def.name, due.into())];
        for (name, value) in dated {
            if let Some(position) = new.register.dated_position(name) {
                new.timeline.save(position, &value, Saving::Change(today));
            }
        }
        Ok(())
    }

    /// Now, and whether the office has closed for the day.
    fn moment(&mut self) -> Result<Moment> {
        let now = self.store.clock.now();
        let catalog = self.store.catalog();
        let closes = crate::settings::on(self.tx, catalog, "office_until", self.facts.today)?;
        let after_hours =
            closes.parse::<jiff::civil::Time>().is_ok_and(|closes| time_of(now) > closes);
        Ok(Moment { day: self.facts.today, after_hours })
    }

    /// Brings about what follows, and looks whether the record still stands as it may.
    fn brought(
        &mut self,
        makes: Vec<Make>,
        (old, new): (&Stored, &mut Stored),
        taken: &mut Taken,
    ) -> Result<()> {
        self.bring_about(makes, new, taken)?;
        self.check(new)?;
        self.guard_fields(Some(old), new)?;
        self.links_exist(new, Some(old))
    }

    fn bring_about(&mut self, makes: Vec<Make>, new: &mut Stored, taken: &mut Taken) -> Result<()> {
        let mut handles = Handles::new();
        let mut own: Vec<(&'static str, Value)> = Vec::new();
        for make in makes {
            let all = |writer: &Self, values: Vec<(&'static str, Given)>, handles: &Handles| {
                let one = |(name, value)| (name, writer.given(value, handles, new));
                values.into_iter().map(one).collect::<Vec<(&str, Value)>>()
            };
            match make {
                Make::Add { handle, register, values } => {
                    let register = self.store.register(register)?;
                    let values = all(self, values, &handles);
                    let id = self.add(register, &values)?;
                    handles.insert(handle, (register.name, id));
                    taken.made.push((register.name, id));
                    taken.said.extend(self.unnumbered(register, id));
                }
                Make::Change { register, id, values, from } => {
                    let register = self.store.register(register)?;
                    let version = self.load(register, id, Act::Write)?.version;
                    let values = all(self, values, &handles);
                    self.edit(register, id, version, &values, Saving::Change(from))?;
                }
                Make::Step { register, id, step, values } => {
                    let register = self.store.register(register)?;
                    let values = all(self, values, &handles);
                    let said = Said { step, values, ..Said::default() };
                    self.step_as(register, id, &said, true)?;
                }
                Make::Put(field, value) => {
                    own.push((field, self.given(value, &handles, new)));
                }
            }
        }
        for (field, value) in own {
            put(new, field, value);
        }
        Ok(())
    }

    /// What a value given by a rule is, now that so much was added.
    fn given(&self, given: Given, handles: &Handles, itself: &Stored) -> Value {
        match given {
            Given::Value(value) => value,
            Given::Made(handle) => handles.get(handle).map_or(Value::Null, |made| made.1.into()),
            Given::Told(handle, field) => {
                let made = handles.get(handle).and_then(|key| self.by_key.get(key));
                let made = made.and_then(|at| self.pending.get(*at));
                made.map_or(Value::Null, |made| {
                    made.new.held(self.facts.today).value(field).clone()
                })
            }
            Given::Itself => Value::Int(itself.id),
            Given::Kept(field) => itself.held(self.facts.today).value(field).clone(),
        }
    }

    /// What to say of a new record that wanted a number and got none.
    fn unnumbered(&self, register: &'static Register, id: i64) -> Option<String> {
        let numbering = register.numbered.as_ref()?;
        let new = &self.pending.get(*self.by_key.get(&(register.name, id))?)?.new;
        let held = new.held(self.facts.today);
        let (number, without) = (held.value(numbering.number), held.value(numbering.without));
        if !number.is_null() || without.as_int() == Some(1) {
            return None;
        }
        let organ = held.value(numbering.organ_name).to_string();
        let kind = held.value(numbering.kind).to_string();
        let list = register.field(numbering.kind).and_then(|field| field.list);
        let kind = list.map_or(kind.as_str(), |list| list.title(&kind));
        Some(format!("{organ}没有登记{kind}用的发文字号，这份{kind}没有编号"))
    }
}

/// What was added in a step, by handle: register and key.
type Handles = HashMap<&'static str, (&'static str, i64)>;

pub(super) fn put(stored: &mut Stored, field: &str, value: Value) {
    let at = stored.register.position(field);
    if let Some(slot) = at.and_then(|at| stored.values.get_mut(at)) {
        *slot = value;
    }
}
