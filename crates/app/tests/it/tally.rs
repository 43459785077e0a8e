//! The tally answers as the rows do, whatever has happened: every figure is asked of both.

use crate::house::*;
use crate::laws::config;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::facts::Saving;
use kernel::value::Value;
use proptest::prelude::*;
use store::figure::{Figure, FigureAsk};
use store::sql::Sql;
use store::tally::Use;
use store::undo::What;
use store::writer::Doing;
use store::{Ctx, StoreError};

/// One act; the numbers pick among what is there.
#[derive(Clone, Debug)]
enum Op {
    Newcomer(usize, usize, usize),
    Batch(usize, usize),
    Leave(usize, usize, usize),
    Return(usize),
    Status(usize, usize, usize, bool),
    Person(usize, usize, usize, bool),
    Joined(usize, usize),
    Reassign(usize, usize),
    Void(usize, usize),
    Employer(usize, usize, usize, bool),
    Unlist(usize, usize),
    Union(usize, usize, usize, bool),
    Found(usize, usize),
    Close(usize, usize),
    Move(usize, usize, usize),
    Merge(usize, usize),
    Undo(usize),
    Days(usize),
    Fold,
}

fn op() -> impl Strategy<Value = Op> {
    let (pick, at) = (0..40_usize, 0..1_500_usize);
    let dated = (pick.clone(), pick.clone(), at.clone(), any::<bool>());
    prop_oneof![
        4 => (pick.clone(), pick.clone(), at.clone()).prop_map(|(n, u, d)| Op::Newcomer(n, u, d)),
        1 => (pick.clone(), at.clone()).prop_map(|(u, d)| Op::Batch(u, d)),
        3 => (pick.clone(), pick.clone(), at.clone()).prop_map(|(m, e, d)| Op::Leave(m, e, d)),
        1 => pick.clone().prop_map(Op::Return),
        3 => dated.clone().prop_map(|(m, s, d, c)| Op::Status(m, s, d, c)),
        5 => dated.clone().prop_map(|(p, w, d, c)| Op::Person(p, w, d, c)),
        1 => (pick.clone(), at.clone()).prop_map(|(m, d)| Op::Joined(m, d)),
        1 => (pick.clone(), pick.clone()).prop_map(|(m, u)| Op::Reassign(m, u)),
        1 => (pick.clone(), pick.clone()).prop_map(|(r, n)| Op::Void(r, n)),
        3 => dated.clone().prop_map(|(e, w, d, c)| Op::Employer(e, w, d, c)),
        1 => (pick.clone(), at.clone()).prop_map(|(e, d)| Op::Unlist(e, d)),
        2 => dated.prop_map(|(u, w, d, c)| Op::Union(u, w, d, c)),
        1 => (pick.clone(), at.clone()).prop_map(|(u, d)| Op::Found(u, d)),
        1 => (pick.clone(), at.clone()).prop_map(|(u, d)| Op::Close(u, d)),
        2 => (pick.clone(), pick.clone(), at).prop_map(|(u, to, d)| Op::Move(u, to, d)),
        1 => (pick.clone(), pick.clone()).prop_map(|(a, b)| Op::Merge(a, b)),
        2 => pick.prop_map(Op::Undo),
        1 => (1..40_usize).prop_map(Op::Days),
        1 => Just(Op::Fold),
    ]
}

/// The n-th of the days a story speaks of: from 2023 on, some of them still to come.
fn nth(n: usize) -> Date {
    day("2023-01-01").checked_add(i64::try_from(n).unwrap().days()).unwrap()
}

struct Story {
    house: House,
    area: i64,
    people: i64,
    acts: Vec<i64>,
}

impl Story {
    fn begin() -> Story {
        let house = House::new();
        let area = house.add_union("湖滨社区工会联合会", "AREA_UF", house.east, "2018-01-01");
        house.add_employer("云溪西街商贸有限公司", house.west, 40);
        // Of the county itself, and with nothing known of its employees.
        house.add(
            "employer",
            &[
                ("name", text("云溪县自来水公司")),
                ("seat", Value::Int(house.root)),
                ("state", text("NORMAL")),
                ("listed_on", on("2019-01-01")),
            ],
        );
        house.add(
            "union",
            &[
                ("name", text("东湖镇商会工会委员会")),
                ("kind", text("FLOW")),
                ("parent", Value::Int(area)),
            ],
        );
        Story { house, area, people: 0, acts: Vec::new() }
    }

    fn ids(&self, register: &str) -> Vec<i64> {
        let sql = format!("SELECT id FROM \"{register}\" WHERE voided = 0 ORDER BY id");
        self.house.rows(&Sql::new(sql)).iter().map(|row| row.int(0)).collect()
    }

    fn pick(&self, register: &str, at: usize) -> Option<i64> {
        let ids = self.ids(register);
        (!ids.is_empty()).then(|| ids[at % ids.len()])
    }

    /// Most acts stand; what a rule refuses leaves no trace.
    fn did<T>(&mut self, done: store::Result<T>) {
        match done {
            Ok(_) => self.acts.push(self.house.last_seq()),
            Err(StoreError::Refused(_) | StoreError::NotFound) => {}
            Err(other) => panic!("{other:?}"),
        }
    }

    fn save(&mut self, register: &str, id: i64, values: Values, saving: Saving) {
        let done = self.house.try_save(&Ctx::local(), register, id, values, saving);
        self.did(done);
    }

    fn dated(&mut self, register: &str, id: i64, values: Values, (at, correct): (usize, bool)) {
        let day = nth(at);
        let saving = if correct { Saving::Correction(day) } else { Saving::Change(day) };
        self.save(register, id, values, saving);
    }

    fn newcomer(&mut self, n: usize, union: usize, joined: usize) {
        self.people += 1;
        let person = self.house.add_person(self.people);
        let marks: [(&str, Value); 3] = [
            ("migrant", Value::from(n.is_multiple_of(2))),
            ("nef", [Value::Null, text("21"), text("22")][n % 3].clone()),
            ("education", if n.is_multiple_of(5) { text("21") } else { Value::Null }),
        ];
        let from = Saving::Correction(self.house.store.today());
        self.save("person", person, &marks, from);
        let unions = [self.house.mill, self.house.shops];
        let done =
            self.house.try_join(&Ctx::local(), person, unions[union % 2], &nth(joined).to_string());
        self.did(done);
    }

    /// Ten people in one act, as a chunk of an import writes them.
    fn batch(&mut self, union: usize, joined: usize) {
        let (person, membership) =
            (self.house.register("person"), self.house.register("membership"));
        let union = [self.house.mill, self.house.shops][union % 2];
        let first = self.people;
        self.people += 10;
        self.house.tick();
        let done = self.house.store.act(&Ctx::local(), Doing::new("导入", ""), |writer| {
            for n in first + 1..=first + 10 {
                let id = writer.add(
                    person,
                    &[
                        ("paper_kind", text("1")),
                        ("paper_no", text(&paper(n))),
                        ("name", text(&person_name(n))),
                    ],
                )?;
                writer.add(
                    membership,
                    &[
                        ("person", Value::Int(id)),
                        ("union", Value::Int(union)),
                        ("joined_on", Value::day(nth(joined + usize::try_from(n % 3).unwrap()))),
                        ("entry", text(if n % 4 == 0 { "TRANSFER_IN" } else { "JOIN" })),
                        ("status", text("ACTIVE")),
                    ],
                )?;
            }
            Ok(())
        });
        self.did(done);
    }

    fn apply(&mut self, op: &Op) {
        let today = Saving::Correction(self.house.store.today());
        match *op {
            Op::Newcomer(n, union, joined) => self.newcomer(n, union, joined),
            Op::Batch(union, joined) => self.batch(union, joined),
            Op::Leave(at, exit, day) => {
                let Some(id) = self.pick("membership", at) else { return };
                let exit = ["TRANSFER_OUT", "WITHDRAWN", "DECEASED"][exit % 3];
                self.save(
                    "membership",
                    id,
                    &[("left_on", nth(day).into()), ("exit", text(exit))],
                    today,
                );
            }
            Op::Return(at) => {
                let Some(id) = self.pick("membership", at) else { return };
                self.save(
                    "membership",
                    id,
                    &[("left_on", Value::Null), ("exit", Value::Null)],
                    today,
                );
            }
            Op::Joined(at, day) => {
                let Some(id) = self.pick("membership", at) else { return };
                self.save("membership", id, &[("joined_on", nth(day).into())], today);
            }
            Op::Reassign(at, to) => {
                let Some(id) = self.pick("membership", at) else { return };
                let to = [self.house.mill, self.house.shops][to % 2];
                self.save("membership", id, &[("union", Value::Int(to))], today);
            }
            Op::Status(at, which, day, correct) => {
                let Some(id) = self.pick("membership", at) else { return };
                let status = text(["ACTIVE", "RETAINED", "SUSPENDED"][which % 3]);
                self.dated("membership", id, &[("status", status)], (day, correct));
            }
            Op::Void(register, at) => {
                let register = ["membership", "employer", "person", "union"][register % 4];
                let Some(id) = self.pick(register, at) else { return };
                let done = self.house.try_void(&Ctx::local(), register, id);
                self.did(done);
            }
            Op::Merge(kept, gone) => {
                let pair = self.pick("person", kept).zip(self.pick("person", gone));
                let Some((kept, gone)) = pair else { return };
                self.house.tick();
                let person = self.house.register("person");
                let done = self.house.store.merge(&Ctx::local(), person, kept, gone, "同一个人");
                self.did(done);
            }
            Op::Undo(at) => {
                let Some(seq) = self.acts.get(at % self.acts.len().max(1)).copied() else { return };
                self.house.tick();
                let done = self.house.store.undo(&Ctx::local(), What::Entry(seq), "撤回");
                self.did(done);
            }
            Op::Days(days) => {
                let later =
                    self.house.store.today().checked_add(i64::try_from(days).unwrap().days());
                self.house.on(&later.unwrap().to_string());
            }
            Op::Fold => {
                self.house.store.fold_tally().unwrap();
            }
            ref other => self.apply_to_others(other),
        }
    }

    fn apply_to_others(&mut self, op: &Op) {
        match *op {
            Op::Person(at, which, day, correct) => {
                let Some(id) = self.pick("person", at) else { return };
                let value = match which % 6 {
                    0 => ("migrant", Value::from(day.is_multiple_of(2))),
                    1 => ("nef", [Value::Null, text("21"), text("22")][day % 3].clone()),
                    2 => ("employ_form", text(["10", "20", "30"][day % 3])),
                    3 => ("employment", [Value::Null, text("10"), text("30")][day % 3].clone()),
                    4 => ("education", [Value::Null, text("21")][day % 2].clone()),
                    _ => ("check_state", text(["NONE", "PASSED"][day % 2])),
                };
                self.dated("person", id, &[value], (day, correct));
            }
            Op::Employer(at, which, day, correct) => {
                let Some(id) = self.pick("employer", at) else { return };
                let number = i64::try_from(day % 300).unwrap();
                let value = match which % 4 {
                    0 => ("employees", Value::Int(number)),
                    1 => ("employees", Value::Null),
                    2 => ("migrants", Value::Int(number / 10)),
                    _ => ("state", text(["NORMAL", "STOPPED"][day % 2])),
                };
                self.dated("employer", id, &[value], (day, correct));
            }
            Op::Unlist(at, day) => {
                let Some(id) = self.pick("employer", at) else { return };
                let today = Saving::Correction(self.house.store.today());
                self.save("employer", id, &[("delisted_on", nth(day).into())], today);
            }
            Op::Union(at, which, day, correct) => {
                let id = [self.house.mill, self.house.shops][at % 2];
                let value = match which % 3 {
                    0 => ("kind", text(["BASE", "JOINT"][day % 2])),
                    1 => ("legal", text(["NONE", "ISSUED"][day % 2])),
                    _ => ("name", text(["恒达机械厂工会委员会", "恒达机械工会委员会"][day % 2])),
                };
                self.dated("union", id, &[value], (day, correct));
            }
            Op::Found(at, day) => {
                let above = [self.house.east, self.house.west, self.area][at % 3];
                let values = [
                    ("name", text(&format!("云溪第{}工会委员会", self.acts.len()))),
                    ("kind", text("BASE")),
                    ("parent", Value::Int(above)),
                    ("founded_on", nth(day).into()),
                ];
                let done = self.house.try_add(&Ctx::local(), "union", &values);
                self.did(done);
            }
            Op::Close(at, day) => {
                let Some(id) = self.pick("union", at) else { return };
                let today = Saving::Correction(self.house.store.today());
                let values = [("closed_on", nth(day).into()), ("close_reason", text("ENDED"))];
                self.save("union", id, &values, today);
            }
            Op::Move(at, to, day) => {
                let union = [self.house.mill, self.house.shops, self.area][at % 3];
                let places = [self.house.east, self.house.west, self.house.root, self.area];
                let to = places[to % if union == self.area { 2 } else { 4 }];
                self.dated("union", union, &[("parent", Value::Int(to))], (day, false));
            }
            _ => unreachable!(),
        }
    }

    /// Declared figures, of a place and of days that `seed` picks, whole and in one breakdown.
    fn compare(&self, seed: usize) {
        let house = &self.house;
        let union = [house.root, house.east, house.west, self.area, house.mill][seed % 5];
        let (one, other) = (nth(seed * 37 % 1_500), nth(seed * 101 % 1_500));
        let (first, last) = (one.min(other), one.max(other));
        // A third of them each time: seeds follow one another, so that all have their turn.
        let all = house.store.catalog().indicators.iter().enumerate();
        for (at, indicator) in all.filter(|(at, _)| (at + seed).is_multiple_of(3)) {
            let dims = indicator.dims.iter().map(|dim| vec!["child", dim.name.as_str()]);
            let splits: Vec<Vec<&str>> =
                [vec!["child"], vec!["month"]].into_iter().chain(dims).collect();
            for by in [&[][..], &splits[(seed + at) % splits.len()]] {
                for ask in [FigureAsk::on(last), FigureAsk::between(first, last)] {
                    self.both(&indicator.code, &ask.at(union).by(by));
                }
            }
        }
    }

    /// What every third figure answers now, whole and in one breakdown, with the fingerprint of its rows.
    fn noted(&self, seed: usize) -> Vec<(String, FigureAsk, Told, i64)> {
        let house = &self.house;
        let (known, first, last) = (house.now(), nth(seed * 37 % 700), nth(800 + seed * 101 % 700));
        house.tick();
        let mut all = Vec::new();
        let declared = house.store.catalog().indicators.iter().enumerate();
        for (at, indicator) in declared.filter(|(at, _)| (at + seed).is_multiple_of(3)) {
            // Groups by the place in the tree follow today's tree, whatever was known.
            let dims: Vec<_> =
                indicator.dims.iter().filter(|dim| dim.kind.path().is_some()).collect();
            let dim = dims.get((seed + at) % dims.len().max(1));
            let by: Vec<&str> = dim.iter().map(|dim| dim.name.as_str()).collect();
            for print in [false, true] {
                for mut ask in [FigureAsk::on(last), FigureAsk::between(first, last)] {
                    ask.print = print;
                    let ask = ask.at(house.root).by(&by);
                    let figure = house.store.figure(&Ctx::local(), &indicator.code, &ask);
                    let Ok(figure) = figure else { continue };
                    let rows = figure.amount.print;
                    all.push((indicator.code.clone(), ask.known(known), told(figure), rows));
                }
            }
        }
        all
    }

    fn both(&self, code: &str, ask: &FigureAsk) {
        let store = &self.house.store;
        let answer = |how: Use| {
            store.use_tally(how);
            store.figure(&Ctx::local(), code, ask).ok().map(told)
        };
        let (rows, tally) = (answer(Use::Unread), answer(Use::Full));
        assert_eq!(tally, rows, "{code} {ask:?}");
    }
}

type Told = ((i64, Option<i64>, i64), Vec<(String, i64)>, Vec<(Vec<(String, String)>, i64, i64)>);

fn told(figure: Figure) -> Told {
    let amount = figure.amount;
    let groups = figure.groups.into_iter();
    let groups = groups.map(|group| (group.of, group.amount.value, group.amount.rows)).collect();
    ((amount.value, amount.denominator, amount.rows), figure.excluded, groups)
}

proptest! {
    #![proptest_config(config(8))]
    #[test]
    fn whatever_happened_the_tally_answers_as_the_rows_do(
        ops in prop::collection::vec(op(), 10..40),
    ) {
        let mut story = Story::begin();
        let mut noted = Vec::new();
        for (at, op) in ops.iter().enumerate() {
            story.apply(op);
            if at == ops.len() / 3 {
                noted = story.noted(ops.len());
            }
            if at % 10 == 9 {
                story.compare(at);
            }
        }
        for seed in 0..3 {
            story.compare(ops.len() * 3 + seed);
        }
        story.house.store.fold_tally().unwrap();
        story.compare(ops.len());
        for (code, ask, before, print) in noted {
            let figure = story.house.store.figure(&Ctx::local(), &code, &ask).unwrap();
            let same_rows = figure.amount.print;
            prop_assert_eq!((told(figure), same_rows), (before, print), "{} {:?}", code, ask);
        }
        let verified = story.house.store.verify(None).unwrap();
        prop_assert!(verified.ok, "{:?}", verified.faults);
        prop_assert_eq!(story.house.store.compare_tally().unwrap(), vec![]);
        story.house.store.recount().unwrap();
        story.compare(ops.len() + 1);
    }
}

/// Members of two towns, some waiting and some folded.
fn two_towns() -> House {
    let house = House::new();
    for n in 1..=6 {
        let union = if n < 5 { house.mill } else { house.shops };
        house.newcomer(n, union, &format!("2024-0{n}-15"));
    }
    house.store.fold_tally().unwrap();
    house.newcomer(7, house.mill, "2024-06-15");
    house
}

fn members(house: &House, how: Use) -> i64 {
    house.store.use_tally(how);
    house.stock("member_count", "2024-12-31")
}

#[test]
fn figures_of_members_are_read_from_the_tally_where_it_reaches() {
    let house = two_towns();
    let ask = FigureAsk::on(day("2024-12-31"));
    let codes = [
        "member_count",
        "member_migrant_count",
        "member_nef_count",
        "member_female_count",
        "member_retained_count",
        "member_complete_count",
        "member_real_name_count",
        "union_org_count",
        "enterprise_count",
    ];
    let flows = ["member_new_count", "member_in_count", "member_left_count", "member_net_count"];
    let reach = |code: &str, ask: &FigureAsk| house.figure(code, ask).amount.value;
    let before: Vec<i64> = codes.iter().map(|code| reach(code, &ask)).collect();
    let domain = ask.clone().by(&["domain"]);
    let told = [("township".to_owned(), 7)];
    assert_eq!(house.groups("member_count", &domain), told);
    // Whoever takes a row away past the program changes the figures that read rows, and no others.
    house.tamper(&Sql::new("UPDATE membership SET voided = 1"));
    house.tamper(&Sql::new("UPDATE \"union\" SET voided = 1 WHERE kind = 'BASE'"));
    house.tamper(&Sql::new("UPDATE employer SET voided = 1"));
    let after: Vec<i64> = codes.iter().map(|code| reach(code, &ask)).collect();
    assert_eq!(before, after);
    let year = FigureAsk::between(day("2024-01-01"), day("2024-12-31"));
    assert_eq!(flows.map(|code| reach(code, &year)), [7, 7, 0, 7]);
    assert_eq!(house.groups("member_count", &domain), told, "each town stands in one domain");
    assert_eq!(house.groups("member_count", &ask.clone().by(&["age"])), vec![], "ages read rows");
    assert_eq!(members(&house, Use::Unread), 0);
}

#[test]
fn a_cell_altered_past_the_program_is_an_alarm_until_all_is_counted_anew() {
    let house = two_towns();
    assert_eq!((members(&house, Use::Unread), members(&house, Use::Full)), (7, 7));
    assert_eq!(house.store.compare_tally().unwrap(), vec![]);
    let cell = "UPDATE tally_cell SET n = n + 1 WHERE node = 0 AND n > 0";
    assert!(house.tamper(&Sql::new(cell)) > 0);
    assert_eq!(members(&house, Use::Unread), 7);
    let found = house.store.compare_tally().unwrap();
    assert!(found.iter().any(|found| found.register == "membership"), "{found:?}");
    assert!(house.store.tally_alarm().unwrap().starts_with("累计数与台账不符"));
    let verified = house.store.verify(None).unwrap();
    assert!(!verified.ok && verified.faults.iter().all(|fault| fault.kind == "tally"));
    assert!(members(&house, Use::Full) > 7, "nothing is put right unasked");
    house.store.recount().unwrap();
    assert_eq!(members(&house, Use::Full), 7);
    assert_eq!(house.store.tally_alarm().unwrap(), "");
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn an_event_missing_from_the_tally_is_found_with_its_town_and_day() {
    let house = two_towns();
    house.tamper(&Sql::new("DELETE FROM tally_event WHERE day = 20240315"));
    let found = house.store.compare_tally().unwrap();
    let first = found.iter().find(|found| found.register == "membership").unwrap();
    assert!(first.say.contains("东湖镇总工会") && first.say.contains("20240315"), "{first:?}");
}

#[test]
fn a_figure_is_exact_before_and_after_what_waits_is_folded() {
    let house = two_towns();
    let waiting = || house.rows(&Sql::new("SELECT COUNT(*) FROM tally_inbox"))[0].int(0);
    assert_eq!((waiting(), members(&house, Use::Full)), (1, 7));
    assert_eq!(house.store.fold_tally().unwrap(), 1);
    assert_eq!((waiting(), members(&house, Use::Full)), (0, 7));
    assert_eq!(house.store.fold_tally().unwrap(), 0);
}

#[test]
fn a_union_that_moves_takes_its_members_of_all_days_along() {
    let house = two_towns();
    let ask = FigureAsk::on(day("2024-12-31"));
    let of = |town: i64| house.figure("member_count", &ask.clone().at(town)).amount.value;
    assert_eq!((of(house.east), of(house.west)), (5, 2));
    house.change("union", house.mill, "2026-01-01", &[("parent", Value::Int(house.west))]);
    assert_eq!((of(house.east), of(house.west)), (0, 7));
    // A move that is still to come is counted on its day.
    house.change("union", house.shops, "2026-03-01", &[("parent", Value::Int(house.east))]);
    assert_eq!((of(house.east), of(house.west)), (0, 7));
    house.on("2026-03-01");
    assert_eq!((of(house.east), of(house.west)), (2, 5));
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn writers_at_once_and_who_folds_meanwhile_lose_nothing() {
    let house = two_towns();
    let memberships: Vec<i64> = house
        .rows(&Sql::new("SELECT id FROM membership ORDER BY id"))
        .iter()
        .map(|row| row.int(0))
        .collect();
    let people: Vec<i64> = memberships
        .iter()
        .map(|id| house.value("membership", *id, "person").as_int().unwrap())
        .collect();
    // Who is saved by somebody else at the moment is saved again.
    let save = |register: &str, id: i64, field: &str, value: Value, from: &str| {
        let saving = Saving::Change(day(from));
        let mut done =
            house.try_save(&Ctx::local(), register, id, &[(field, value.clone())], saving);
        while let Err(StoreError::Conflict(_) | StoreError::Unavailable { .. }) = done {
            done = house.try_save(&Ctx::local(), register, id, &[(field, value.clone())], saving);
        }
        done.unwrap();
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for at in 0..28 {
                let day = format!("2024-0{}-20", 1 + at % 9);
                save("person", people[at % 7], "migrant", Value::from(at % 3 == 0), &day);
            }
        });
        scope.spawn(|| {
            for at in 0..28 {
                let status = text(["RETAINED", "SUSPENDED", "ACTIVE"][at % 3]);
                save("membership", memberships[at % 7], "status", status, "2024-07-01");
            }
        });
        scope.spawn(|| {
            for at in 0..10 {
                house.newcomer(100 + at, house.shops, "2024-08-08");
                house.store.fold_tally().unwrap();
            }
        });
    });
    let verified = house.store.verify(None).unwrap();
    assert!(verified.ok, "{:?}", verified.faults);
    assert_eq!((members(&house, Use::Unread), members(&house, Use::Full)), (17, 17));
}
