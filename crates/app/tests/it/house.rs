//! A small county to tell stories in: the federation, two towns, two grassroots unions with their
//! employers, people by number, users with roles, and a clock that stands until it is told to move.
//! Every act takes a second, so that each has an instant of its own.

use crate::place::Place;
use jiff::civil::Date;
use kernel::access::Grant;
use kernel::facts::Saving;
use kernel::register::{Catalog, Register};
use kernel::value::Value;
use std::sync::atomic::{AtomicI64, Ordering};
use store::clock::Clock;
use store::db::{Row, Tx};
use store::figure::{Figure, FigureAsk};
use store::keys::Cipher;
use store::list::{Count, ListAsk};
use store::reader::Opened;
use store::sql::Sql;
use store::writer::Doing;
use store::{Ctx, Result, Store, StoreError};

/// Field and value.
pub type Values<'a> = &'a [(&'a str, Value)];

/// The county and the keys of what stands in it from the beginning.
pub struct House {
    pub store: Store,
    /// 云溪县总工会.
    pub root: i64,
    /// 东湖镇总工会.
    pub east: i64,
    /// 西山乡工会联合会.
    pub west: i64,
    /// 恒达机械厂工会, an independent union in the east.
    pub mill: i64,
    /// 西街商铺联合工会, a joint union in the west.
    pub shops: i64,
    /// The employer whom the mill's union covers.
    pub mill_firm: i64,
    users: AtomicI64,
    pub place: Place,
}

/// A day as it is written.
pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Text as a value.
pub fn text(text: &str) -> Value {
    Value::from(text)
}

/// The value of a day.
pub fn on(text: &str) -> Value {
    Value::day(day(text))
}

/// The only refusal's field and reason.
pub fn refusal<T: std::fmt::Debug>(done: Result<T>) -> (String, String) {
    match done {
        Err(StoreError::Refused(refusals)) => {
            let [only] = refusals.as_slice() else { panic!("{refusals:?}") };
            (only.field.clone(), only.reason.clone())
        }
        other => panic!("not refused: {other:?}"),
    }
}

/// The identity number of the n-th person; valid, and no two alike.
pub fn paper(n: i64) -> String {
    let born = day("1968-01-01").checked_add(jiff::Span::new().days(n * 97 % 12_000)).unwrap();
    let born = born.to_string().replace('-', "");
    let first = format!("32{:04}{born}{:03}", 1_000 + n / 1_000, n % 1_000);
    let last = town::numbers::identity_check(&first).unwrap();
    format!("{first}{last}")
}

/// The name of the n-th person.
pub fn person_name(n: i64) -> String {
    const FAMILY: [&str; 8] = ["王", "李", "张", "刘", "陈", "杨", "赵", "周"];
    const GIVEN: [&str; 10] = ["秀", "建", "国", "小", "明", "芳", "桂", "志", "海", "春"];
    let at = |n: i64, of: usize| usize::try_from(n).unwrap() % of;
    format!("{}{}{}", FAMILY[at(n, 8)], GIVEN[at(n / 8, 10)], GIVEN[at(n / 80, 10)])
}

impl House {
    /// The county on the morning of 5 January 2026.
    pub fn new() -> House {
        House::of(domain::catalog())
    }

    /// The same with other declarations.
    pub fn of(catalog: &'static Catalog) -> House {
        let place = Place::new();
        let clock = Clock::at(day("2026-01-05"));
        let store = Store::create(place.options(catalog, clock), Cipher::Aes).unwrap();
        let mut house = House {
            store,
            root: 0,
            east: 0,
            west: 0,
            mill: 0,
            shops: 0,
            mill_firm: 0,
            users: AtomicI64::new(100),
            place,
        };
        house.furnish();
        house
    }

    fn furnish(&mut self) {
        self.root = self.add_union("云溪县总工会", "FED_COUNTY", 0, "1951-05-01");
        self.east = self.add_union("东湖镇总工会", "TOWN_FED", self.root, "1990-03-01");
        self.west = self.add_union("西山乡工会联合会", "TOWN_UF", self.root, "1991-03-01");
        self.mill = self.add_union("恒达机械厂工会委员会", "BASE", self.east, "2015-06-01");
        self.shops = self.add_union("西街商铺联合工会委员会", "JOINT", self.west, "2016-06-01");
        self.mill_firm = self.add_employer("云溪恒达机械有限公司", self.east, 100);
        self.cover(self.mill, self.mill_firm, "2015-06-01");
    }

    /// A county of sixty unions and two thousand members with ten years of history.
    pub fn small_county() -> House {
        let place = Place::new();
        let clock = Clock::at(day("2026-10-31"));
        let store = Store::create(place.options(domain::catalog(), clock), Cipher::Aes).unwrap();
        let county = town::County::until(7, town::Size::small(), day("2026-10-31"));
        let seeded = niangjia::seed::county(&store, &county, &|_| {}).unwrap();
        if crate::place::on_postgres() {
            // A server that runs for long has counted its tables by itself.
            store.db.write(|tx| tx.exec(&Sql::new("ANALYZE"))).unwrap();
        }
        let union = |at: usize| seeded.unions[at];
        House {
            root: union(0),
            east: union(1),
            west: union(2),
            mill: union(10),
            shops: union(11),
            mill_firm: seeded.employers[0],
            store,
            users: AtomicI64::new(100),
            place,
        }
    }

    pub fn register(&self, name: &str) -> &'static Register {
        self.store.register(name).unwrap()
    }

    /// Moves the clock on to nine o'clock of a day and turns the day, as the server does at midnight.
    pub fn on(&self, text: &str) -> &House {
        assert!(day(text) >= self.store.today(), "a story goes forward");
        self.store.clock.set(day(text));
        self.store.turn_day().unwrap();
        self
    }

    /// A second passes.
    pub fn tick(&self) {
        self.store.clock.advance(1_000);
    }

    /// Now, in UTC milliseconds.
    pub fn now(&self) -> i64 {
        self.store.clock.now()
    }

    /// A user with one role at one union (0: everywhere).
    pub fn user(&self, role: &str, union: i64) -> Ctx {
        self.user_of(&[(role, union)])
    }

    /// A user with several.
    pub fn user_of(&self, rights: &[(&str, i64)]) -> Ctx {
        let id = self.users.fetch_add(1, Ordering::SeqCst);
        let grant = |(role, union): &(&str, i64)| Grant { role: (*role).into(), union: *union };
        Ctx::user(id, &format!("用户{id}"), rights.iter().map(grant).collect(), "页面")
    }

    pub fn try_add(&self, ctx: &Ctx, register: &str, values: Values) -> Result<i64> {
        self.tick();
        let register = self.register(register);
        self.store.act(ctx, Doing::new("登记", ""), |writer| writer.add(register, values))
    }

    pub fn add(&self, register: &str, values: Values) -> i64 {
        self.try_add(&Ctx::local(), register, values).unwrap()
    }

    pub fn try_save(
        &self,
        ctx: &Ctx,
        register: &str,
        id: i64,
        values: Values,
        saving: Saving,
    ) -> Result<bool> {
        let version = self.version(register, id);
        self.try_save_over(ctx, (register, id, version), values, saving)
    }

    /// Saves as one who saw this version.
    pub fn try_save_over(
        &self,
        ctx: &Ctx,
        (register, id, version): (&str, i64, i64),
        values: Values,
        saving: Saving,
    ) -> Result<bool> {
        self.tick();
        let register = self.register(register);
        self.store.act(ctx, Doing::new("修改", ""), |writer| {
            writer.edit(register, id, version, values, saving)
        })
    }

    /// 变化 from a day on.
    pub fn change(&self, register: &str, id: i64, from: &str, values: Values) {
        let saving = Saving::Change(day(from));
        self.try_save(&Ctx::local(), register, id, values, saving).unwrap();
    }

    /// 更正 of what stands today.
    pub fn correct(&self, register: &str, id: i64, values: Values) {
        let saving = Saving::Correction(self.store.today());
        self.try_save(&Ctx::local(), register, id, values, saving).unwrap();
    }

    pub fn try_void(&self, ctx: &Ctx, register: &str, id: i64) -> Result<()> {
        let version = self.version(register, id);
        self.tick();
        let register = self.register(register);
        let doing = Doing::new("作废", "录错了");
        self.store.act(ctx, doing, |writer| writer.void(register, id, version, "录错了"))
    }

    pub fn void(&self, register: &str, id: i64) {
        self.try_void(&Ctx::local(), register, id).unwrap();
    }

    pub fn open(&self, register: &str, id: i64) -> Opened {
        self.see(&Ctx::local(), register, id).unwrap()
    }

    pub fn see(&self, ctx: &Ctx, register: &str, id: i64) -> Result<Opened> {
        self.store.open_record(ctx, self.register(register), &id.to_string())
    }

    pub fn version(&self, register: &str, id: i64) -> i64 {
        self.open(register, id).record.version
    }

    pub fn value(&self, register: &str, id: i64, field: &str) -> Value {
        self.open(register, id).record.value(field).clone()
    }

    /// A union; `above` 0 makes the root.
    pub fn add_union(&self, name: &str, kind: &str, above: i64, founded: &str) -> i64 {
        self.try_add_union(&Ctx::local(), name, kind, above, founded).unwrap()
    }

    pub fn try_add_union(
        &self,
        ctx: &Ctx,
        name: &str,
        kind: &str,
        above: i64,
        founded: &str,
    ) -> Result<i64> {
        let above = if above == 0 { Value::Null } else { Value::Int(above) };
        let values = [
            ("name", text(name)),
            ("kind", text(kind)),
            ("parent", above),
            ("founded_on", on(founded)),
        ];
        self.try_add(ctx, "union", &values)
    }

    /// An employer on the books since 2010.
    pub fn add_employer(&self, name: &str, seat: i64, employees: i64) -> i64 {
        let values = [
            ("name", text(name)),
            ("seat", Value::Int(seat)),
            ("state", text("NORMAL")),
            ("employees", Value::Int(employees)),
            ("listed_on", on("2010-01-01")),
        ];
        self.add("employer", &values)
    }

    /// Who leads the preparatory group of a founding.
    pub fn prepared_by(&self, founding: i64, name: &str) -> i64 {
        let values = [
            ("founding", Value::Int(founding)),
            ("name", text(name)),
            ("serves", text("PREP_HEAD")),
        ];
        self.add("founding_person", &values)
    }

    pub fn cover(&self, union: i64, employer: i64, from: &str) -> i64 {
        let values = [
            ("union", Value::Int(union)),
            ("employer", Value::Int(employer)),
            ("from_on", on(from)),
        ];
        self.add("coverage", &values)
    }

    /// The n-th person, without any membership.
    pub fn add_person(&self, n: i64) -> i64 {
        let values = [
            ("paper_kind", text("1")),
            ("paper_no", text(&paper(n))),
            ("name", text(&person_name(n))),
        ];
        self.add("person", &values)
    }

    pub fn try_join(&self, ctx: &Ctx, person: i64, union: i64, joined: &str) -> Result<i64> {
        let values = [
            ("person", Value::Int(person)),
            ("union", Value::Int(union)),
            ("joined_on", on(joined)),
            ("entry", text("JOIN")),
            ("status", text("ACTIVE")),
        ];
        self.try_add(ctx, "membership", &values)
    }

    /// Gives the key of the membership.
    pub fn join(&self, person: i64, union: i64, joined: &str) -> i64 {
        self.try_join(&Ctx::local(), person, union, joined).unwrap()
    }

    /// The n-th person joins; gives the key of the membership.
    pub fn newcomer(&self, n: i64, union: i64, joined: &str) -> i64 {
        let person = self.add_person(n);
        self.join(person, union, joined)
    }

    pub fn leave(&self, membership: i64, left: &str) {
        self.correct(
            "membership",
            membership,
            &[("left_on", on(left)), ("exit", text("WITHDRAWN"))],
        );
    }

    pub fn figure(&self, code: &str, ask: &FigureAsk) -> Figure {
        let done = self.store.figure(&Ctx::local(), code, ask);
        done.unwrap_or_else(|error| panic!("{code} {ask:?}: {error}"))
    }

    /// A stock of the whole county at the end of a day.
    pub fn stock(&self, code: &str, at: &str) -> i64 {
        self.figure(code, &FigureAsk::on(day(at))).amount.value
    }

    /// The same as it was known at an instant.
    pub fn stock_known(&self, code: &str, at: &str, instant: i64) -> i64 {
        self.figure(code, &FigureAsk::on(day(at)).known(instant)).amount.value
    }

    /// Groups of a figure as code and number.
    pub fn groups(&self, code: &str, ask: &FigureAsk) -> Vec<(String, i64)> {
        let figure = self.figure(code, ask);
        let only = |of: &[(String, String)]| {
            of.iter().map(|part| part.0.as_str()).collect::<Vec<_>>().join("/")
        };
        figure.groups.iter().map(|group| (only(&group.of), group.amount.value)).collect()
    }

    /// Keys of the standard list as a reader sees it.
    pub fn listed(&self, ctx: &Ctx, ask: &ListAsk) -> Result<Vec<i64>> {
        let mut ids = Vec::new();
        self.store.each(ctx, ask, |page| {
            ids.extend(page.rows.iter().map(|row| row.id));
            Ok(())
        })?;
        ids.sort_unstable();
        Ok(ids)
    }

    /// How many rows a list has for a reader.
    pub fn counted(&self, ctx: &Ctx, ask: &ListAsk) -> i64 {
        match self.store.count(ctx, ask, 1_000_000).unwrap() {
            Count::Exact(count) | Count::More(count) => count,
        }
    }

    /// Rows read past the program.
    pub fn rows(&self, sql: &Sql) -> Vec<Row> {
        self.store.db.read(|tx| tx.all(sql)).unwrap()
    }

    /// Alters the database past the program; says how many rows were touched.
    pub fn tamper(&self, sql: &Sql) -> u64 {
        self.store.db.write(|tx: &mut Tx| tx.exec(sql)).unwrap()
    }
}
