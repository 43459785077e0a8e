//! 工作台: what waits for a person, the soonest due first; what a person has begun, and has done.

use super::hand::Rights;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::list::{ListAsk, ListRow, Page, Reach};
use crate::sql::Sql;
use crate::store::Store;
use crate::tree::{Place, Tree};
use jiff::civil::Date;
use kernel::access::Role;
use kernel::indicator::Cond;
use kernel::register::Register;
use kernel::value::Value;
use kernel::workflow::{
    CLOCK_DAYS, CLOCK_FROM, CLOCK_LEFT, Clock, DUE_ON, HANDLER, STARTER, Workflow,
};
use std::collections::HashSet;

/// A matter on its way.
#[derive(Clone, Debug)]
pub struct Matter {
    /// Where it is.
    pub register: &'static Register,
    /// Key.
    pub id: i64,
    /// Name in addresses.
    pub public_id: String,
    /// What it is called.
    pub title: String,
    /// The union it belongs to.
    pub union: i64,
    /// What its state is called.
    pub state: String,
    /// What is owed; empty once it has ended.
    pub owed: &'static str,
    /// The last day, the term it is reckoned by, days of the term, and days left.
    pub term: Option<(Date, &'static Clock, i64, i64)>,
    /// Whether the term stands still.
    pub held: bool,
}

/// How many matters of a kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Their last day is past.
    pub late: i64,
    /// Today is their last day.
    pub today: i64,
    /// All of them.
    pub all: i64,
}

impl Waiting {
    /// Adds others to these.
    pub(super) fn add(&mut self, other: Waiting) {
        self.late += other.late;
        self.today += other.today;
        self.all += other.all;
    }
}

/// What waits.
#[derive(Clone, Debug, Default)]
pub struct Bench {
    /// The first of them, the soonest due first.
    pub matters: Vec<Matter>,
    /// How many in all.
    pub waiting: Waiting,
}

/// Counting goes no further.
const MOST: i64 = 100_000;

impl Store {
    /// What waits for this person below a node (0: wherever they work): what their roles owe and nobody else
    /// was given.
    pub fn bench(&self, ctx: &Ctx, at: i64, limit: usize) -> Result<Bench> {
        self.db.read(|tx| {
            let mut bench = Bench::default();
            let tree = self.tree(tx)?;
            let rights = Rights::all(tx, &tree)?;
            for (register, flow) in self.catalog().flows() {
                for ask in owed_asks(&tree, &rights, ctx, (register, flow), at) {
                    self.add_to(tx, ctx, flow, &ask, limit, &mut bench)?;
                }
            }
            bench.matters.sort_by_key(|one| (one.term.map_or(Date::MAX, |term| term.0), one.id));
            bench.matters.dedup_by_key(|one| one.id);
            bench.matters.truncate(limit);
            Ok(bench)
        })
    }

    /// What this person has begun and is on its way still, or was ended lately.
    pub fn begun(&self, ctx: &Ctx, limit: usize) -> Result<Vec<Matter>> {
        self.db.read(|tx| {
            let mut all = Vec::new();
            for (register, flow) in self.catalog().flows() {
                let mine = Cond::Is(STARTER.def.name.to_owned(), vec![Value::Int(ctx.user_id)]);
                let ask = asked(register, flow, 0, vec![mine]);
                match self.query(tx, ctx, &ask) {
                    Err(StoreError::Forbidden) => {}
                    query => {
                        let page = self.page(tx, &ask, &query?, None, limit)?;
                        all.extend(self.matters(register, flow, &page));
                    }
                }
            }
            all.sort_by_key(|one| (one.owed.is_empty(), one.term.map_or(Date::MAX, |t| t.0)));
            all.truncate(limit);
            Ok(all)
        })
    }

    fn add_to(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        flow: &'static Workflow,
        ask: &ListAsk,
        limit: usize,
        bench: &mut Bench,
    ) -> Result<()> {
        let query = match self.query(tx, ctx, ask) {
            Err(StoreError::Forbidden) => return Ok(()),
            query => query?,
        };
        let page = self.page(tx, ask, &query, None, limit)?;
        bench.matters.extend(self.matters(ask.register, flow, &page));
        let today = self.today();
        let due = DUE_ON.def.name;
        let sql = Sql::new(format!("SELECT COUNT(*), SUM(CASE WHEN t.{due} < "))
            .bind(today)
            .add(&format!(" THEN 1 ELSE 0 END), SUM(CASE WHEN t.{due} = "))
            .bind(today)
            .add(&format!(" THEN 1 ELSE 0 END) FROM (SELECT r.{due}"))
            .then(query.from)
            .add(" WHERE ")
            .then(query.filter)
            .add(" LIMIT ")
            .bind(MOST)
            .add(") t");
        if let Some(row) = tx.one(&sql)? {
            bench.waiting.all += row.int(0);
            bench.waiting.late += row.value(1).as_int().unwrap_or(0);
            bench.waiting.today += row.value(2).as_int().unwrap_or(0);
        }
        Ok(())
    }

    pub(super) fn matters(
        &self,
        register: &'static Register,
        flow: &'static Workflow,
        page: &Page,
    ) -> Vec<Matter> {
        let facts = self.facts();
        let place = |field: &str| page.heads.iter().position(|head| head.name == field);
        let one = |row: &ListRow| {
            let value = |field: &str| {
                place(field).and_then(|at| row.cells.get(at)).cloned().unwrap_or_default()
            };
            let state = value(flow.state.name).to_string();
            let meaning = flow.meaning(&state);
            let clock = meaning.and_then(|state| state.clock);
            let due = value(DUE_ON.def.name).as_day();
            let days = value(CLOCK_DAYS.def.name).as_int().unwrap_or(0);
            let term = clock.zip(due).map(|(clock, due)| {
                (due, clock, days, clock.left(&facts.calendar, facts.today, (days, due)))
            });
            let label = value(register.label);
            let to = register.field(register.label).map_or("", |field| field.to);
            let title = match label.as_int() {
                Some(id) => page.titles.get(&(to.to_owned(), id)).cloned().unwrap_or_default(),
                None => label.to_string(),
            };
            Matter {
                register,
                id: row.id,
                public_id: row.public_id.clone(),
                title,
                union: register.owner_field().and_then(|owner| value(owner).as_int()).unwrap_or(0),
                state: flow.title(&state).to_owned(),
                owed: meaning.map_or("", |state| state.owed),
                term,
                held: !value(CLOCK_LEFT.def.name).is_null(),
            }
        };
        page.rows.iter().map(one).collect()
    }
}

/// The questions by which what waits is found: for each right, the places where nobody nearer holds a role that
/// owes the same. What the township owes waits for the county only where there is no township.
pub(super) fn owed_asks(
    tree: &Tree,
    rights: &Rights,
    ctx: &Ctx,
    (register, flow): (&'static Register, &'static Workflow),
    at: i64,
) -> Vec<ListAsk> {
    let handler = HANDLER.def.name.to_owned();
    let mine = Cond::Is(handler.clone(), vec![Value::Int(ctx.user_id)]);
    let free = Cond::Empty(handler);
    let alone = flow.waits_with.map(|link| Cond::Empty(link.to_owned()));
    let mut asks = Vec::new();
    let mut ask = |places: Vec<Place>, states: Vec<Value>, whose: &Cond| {
        let owed = Cond::Is(flow.state.name.to_owned(), states);
        let filters = [owed, whose.clone()].into_iter().chain(alone.clone()).collect();
        let places: Vec<Place> =
            places.into_iter().filter_map(|place| inside(tree, place, at)).collect();
        if !places.is_empty() {
            let plain = asked(register, flow, 0, filters);
            asks.push(ListAsk { among: Some(places), reach: Reach::Owned, ..plain });
        }
    };
    for grant in &ctx.grants {
        let home = if grant.union == 0 { tree.root() } else { grant.union };
        let states: Vec<Value> = flow.owed_by(&grant.role).map(Value::from).collect();
        if states.is_empty() {
            continue;
        }
        ask(vec![Place { node: home, alone: false }], states, &mine);
        for (roles, states) in groups(flow, &grant.role) {
            ask(uncovered(tree, &rights.places(roles), home), states, &free);
        }
    }
    asks
}

/// States that a role owes, by the roles that owe them too.
fn groups(flow: &'static Workflow, role: &str) -> Vec<(&'static [&'static Role], Vec<Value>)> {
    let mut all: Vec<(&'static [&'static Role], Vec<Value>)> = Vec::new();
    for code in flow.owed_by(role) {
        let Some(state) = flow.meaning(code) else { continue };
        let same = |group: &&mut (&'static [&'static Role], Vec<Value>)| {
            let codes = |roles: &[&Role]| roles.iter().map(|one| one.code).collect::<Vec<_>>();
            codes(group.0) == codes(state.owed_by)
        };
        match all.iter_mut().find(same) {
            Some(group) => group.1.push(code.into()),
            None => all.push((state.owed_by, vec![code.into()])),
        }
    }
    all
}

/// What lies below a node and below nobody else's.
fn uncovered(tree: &Tree, taken: &HashSet<i64>, home: i64) -> Vec<Place> {
    let below: HashSet<i64> =
        taken.iter().copied().filter(|at| *at != home && tree.within(*at, home)).collect();
    // The nodes between here and somebody nearer are left to themselves alone.
    let between: HashSet<i64> = below.iter().flat_map(|at| tree.path(*at)).collect();
    let (mut places, mut open) = (Vec::new(), vec![home]);
    while let Some(node) = open.pop() {
        let alone = between.contains(&node);
        places.push(Place { node, alone });
        if alone {
            open.extend(tree.children_of(node).iter().filter(|child| !below.contains(child)));
        }
    }
    places
}

/// A place as far as it lies in the chosen unit.
fn inside(tree: &Tree, place: Place, at: i64) -> Option<Place> {
    if at == 0 || tree.within(place.node, at) {
        return Some(place);
    }
    (!place.alone && tree.within(at, place.node)).then_some(Place { node: at, alone: false })
}

pub(super) fn asked(
    register: &'static Register,
    flow: &'static Workflow,
    at: i64,
    filters: Vec<Cond>,
) -> ListAsk {
    let mut columns = vec![register.label, flow.state.name];
    columns.extend(register.owner_field());
    let clock = [DUE_ON.def.name, CLOCK_FROM.def.name, CLOCK_DAYS.def.name, CLOCK_LEFT.def.name];
    columns.extend(clock);
    ListAsk {
        at,
        filters,
        columns: columns.into_iter().map(str::to_owned).collect(),
        sort: DUE_ON.def.name.to_owned(),
        ..ListAsk::new(register)
    }
}
