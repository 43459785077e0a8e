//! The proof: from books that stand behind three printed reports, the program writes the reports, and each
//! number is the printed one in its printed phrase. What it cannot count yet stands open in the text and
//! is listed here by name, under the register that is missing; the list may only become shorter.

use crate::place::Place;
use crate::proof_text::{Spot, agrees, simplified, spots, typed, words};
use kernel::report::State;
use kernel::value::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::clock::Clock;
use store::keys::Cipher;
use store::list::ListAsk;
use store::report::differ::Why;
use store::report::{NewReport, Report, Wanted, Written};
use store::writer::Doing;
use store::{Ctx, Store};
use town::proof::{Books, huize, nanchang, sheyang};

/// Every number of several real reports with the indicator that gives it.
const PRINTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/figures/figures.tsv");

/// Numbers of the three reports that no record gives yet, by the register that is missing: the number in
/// the table and what stands open in the text. One leaves when it is answered; none comes in.
const NOT_YET: [(&str, &[(&str, &str)]); 10] = [
    (
        "项数清单（一个口号或标准有几项，每项查没查到）",
        &[
            ("N008", "企业摸底应掌握的项数"),
            ("N013", "建会应当齐备的材料份数"),
            ("N014", "发展会员应把的关数"),
            ("N214", "企业调研应摸清的项数"),
            ("N222", "未建会企业应明确的事项数"),
            ("N223", "职工群众工作标准的项数"),
            ("N224", "省总工会要求“有”的项数"),
            ("N225", "省总工会要求“提升”的项数"),
            ("N232", "建家路子的条数"),
            ("N236", "进园区的专业人员种类数"),
            ("N238", "恒温帮扶的季数"),
            ("N239", "暖心行动送的项数"),
            ("N289", "达标创建要有的项数"),
            ("N311", "同步推进的工作项数"),
            ("N313", "配强干部的批数"),
        ],
    ),
    (
        "挂钩联系（谁联系哪个村、哪个困难职工）",
        &[("N017", "挂钩联系的村数"), ("N212", "每人联系困难职工的人数")],
    ),
    (
        "工会干部（招录、任免、培训、编制）",
        &[
            ("N229", "今年招录的工会专干人数"),
            ("N231", "园区工会干部轮训目标"),
            ("N306", "选拔、调整和补充的工会干部人数"),
            ("N307", "每个单位应配的专职工会干事人数"),
            ("N308", "走上副科级岗位的工会干部人数"),
            ("N310", "岗位特聘指标"),
        ],
    ),
    (
        "网格人员",
        &[("N283", "每个网格配备的县总工会干部人数"), ("N284", "每个网格配备的联络员人数")],
    ),
    ("补助资金", &[("N235", "今年拨付的活动场所建设补助")]),
    ("会员服务卡", &[("N237", "已发会员服务卡张数")]),
    ("困难职工档案", &[("N240", "困难职工脱困目标")]),
    ("建会流程", &[("N279", "建会限时的工作日数"), ("N280", "建会流程的步数")]),
    (
        "专项行动的起止和规章制度",
        &[
            ("N290", "达标创建历时的年数"),
            ("N295", "工会活动周的天数"),
            ("N296", "规范性制度的项数"),
        ],
    ),
    (
        "建设项目",
        &[
            ("N297", "工人文化宫县财政预算"),
            ("N298", "工人文化宫争取和自筹资金"),
            ("N299", "工人文化宫建筑面积"),
            ("N300", "工人文化宫年内进度目标"),
        ],
    ),
];

/// What stands open for a number that is on the list.
fn open(id: &str) -> Option<Spot> {
    let mut all = NOT_YET.iter().flat_map(|(_, numbers)| numbers.iter());
    all.find(|one| one.0 == id).map(|one| Spot::Open(one.1.to_owned()))
}

/// Figures that count the people on the rolls.
const PEOPLE: [&str; 4] =
    ["member_count", "membership_rate", "migrant_membership_rate", "member_new_count"];

/// A row of the table.
pub struct Row {
    pub value: String,
    pub quote: String,
}

/// The printed rows of one report, by number; nothing where the table is not at hand.
fn printed(seed: &str) -> Option<BTreeMap<String, Row>> {
    let Ok(text) = std::fs::read_to_string(PRINTED) else {
        eprintln!("没有 {PRINTED}，不与印出的数字比对");
        return None;
    };
    let mut rows = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells[1].starts_with(seed) {
            let row = Row { value: cells[4].into(), quote: cells[3].into() };
            rows.insert(cells[0].to_owned(), row);
        }
    }
    Some(rows)
}

/// An installation with the books of a report.
struct Desk {
    store: Store,
    ctx: Ctx,
    #[expect(dead_code, reason = "held: its folder goes with it")]
    place: Place,
}

impl Desk {
    fn of(books: &Books, with_people: bool) -> Desk {
        let place = Place::new();
        let options = place.options(domain::catalog(), Clock::at(books.on));
        let store = Store::create(options, Cipher::Aes).unwrap();
        store
            .fill(|| {
                niangjia::seed::books(&store, books, with_people).unwrap();
                Ok(())
            })
            .unwrap();
        Desk { store, ctx: Ctx::local(), place }
    }

    /// The report of the year up to the day of the books.
    fn begin(&self, books: &Books, text: &str) -> Report {
        let known = self.store.templates().unwrap().len();
        let title = format!("汇报{known}");
        let wanted = Wanted { title: &title, period: "year", text, ..Wanted::default() };
        let template = self.store.keep_template(&self.ctx, &wanted).unwrap().code;
        let root = self.store.db.read(|tx| self.store.tree(tx)).unwrap().root();
        let first = books.on.first_of_year();
        let new =
            NewReport { template: &template, union: root, first, last: books.on, title: "汇报" };
        self.store.begin_report(&self.ctx, &new).unwrap()
    }

    fn written(&self, report: &Report) -> Written {
        let written = self.store.write_report(&self.ctx, report).unwrap();
        assert_eq!(written.faults, []);
        written
    }

    fn finish(&self, report: &Report) -> Report {
        let again = || self.store.report(&self.ctx, &report.public_id).unwrap();
        self.store.check_report(&self.ctx, report, true).unwrap();
        self.store.finish_report(&self.ctx, &again()).unwrap();
        again()
    }
}

/// Writes the report of the books and compares number by number. Returns what is wrong.
fn wrong(rows: &BTreeMap<String, Row>, books: &Books, with_people: bool) -> Vec<String> {
    let desk = Desk::of(books, with_people);
    let written = desk.written(&desk.begin(books, books.template));
    let text = simplified(&words(&written.document));
    let spots = spots(books.template, &written.document);
    let mut wrong: Vec<String> = Vec::new();
    for (id, row) in rows {
        let Some(spot) = spots.get(id) else {
            wrong.push(format!("{id} “{}” does not stand in the report", row.quote));
            continue;
        };
        let Spot::Figure(at) = spot else {
            if open(id).as_ref() != Some(spot) {
                wrong.push(format!("{id} {spot:?} is not on the list by this name"));
            }
            continue;
        };
        let placed = &written.document.figures[*at];
        if open(id).is_some() {
            wrong.push(format!("{id} is answered: take it off the list"));
        }
        if !with_people && PEOPLE.contains(&placed.code.as_str()) {
            continue;
        }
        let said = format!("{id} “{}”：{} {}", row.quote, placed.text, placed.code);
        if placed.state != State::Ok || !agrees(row, &placed.text) {
            wrong.push(format!("{said}, not {}", row.value));
        } else if !text.contains(&simplified(&row.quote)) {
            wrong.push(format!("{said}, in other words"));
        }
    }
    let strangers = spots.keys().filter(|id| !rows.contains_key(*id));
    wrong.extend(strangers.map(|id| format!("{id} is no number of this report")));
    wrong
}

fn prove(seed: &str, books: &Books, with_people: bool) {
    let Some(rows) = printed(seed) else { return };
    let wrong = wrong(&rows, books, with_people);
    assert!(wrong.is_empty(), "{seed}\n{}", wrong.join("\n"));
}

#[test]
fn the_report_of_huize_is_written_with_the_numbers_that_were_printed() {
    prove("000_", &huize(), false);
}

#[test]
fn the_report_of_nanchang_is_written_with_the_numbers_that_were_printed() {
    prove("002_", &nanchang(), false);
}

#[test]
fn the_report_of_sheyang_is_written_with_the_numbers_that_were_printed() {
    prove("004_", &sheyang(), false);
}

#[test]
#[ignore = "a register of 102,922 members takes minutes"]
fn huize_with_all_its_members() {
    prove("000_", &huize(), true);
}

#[test]
#[ignore = "a register of 175,000 members takes minutes"]
fn nanchang_with_all_its_members() {
    prove("002_", &nanchang(), true);
}

#[test]
#[ignore = "a register of 118,000 members takes minutes"]
fn sheyang_with_all_its_members() {
    prove("004_", &sheyang(), true);
}

#[test]
fn no_number_is_typed_into_the_three_reports() {
    for books in [huize(), nanchang(), sheyang()] {
        assert_eq!(typed(books.template), Vec::<String>::new());
    }
}

#[test]
fn every_number_that_stands_open_is_listed_once_and_printed_in_one_of_the_reports() {
    let numbers: Vec<&(&str, &str)> = NOT_YET.iter().flat_map(|(_, numbers)| *numbers).collect();
    let ids: BTreeSet<&str> = numbers.iter().map(|one| one.0).collect();
    let names: BTreeSet<&str> = numbers.iter().map(|one| one.1).collect();
    assert_eq!((ids.len(), names.len()), (numbers.len(), numbers.len()));
    let (Some(one), Some(two), Some(three)) = (printed("000_"), printed("002_"), printed("004_"))
    else {
        return;
    };
    let all: BTreeMap<String, Row> = [one, two, three].into_iter().flatten().collect();
    assert!(ids.iter().all(|id| all.contains_key(*id)));
    assert_eq!((all.len(), all.len() - ids.len()), (99, 62), "answered and listed");
}

#[test]
fn a_sentence_follows_the_records() {
    let mut books = huize();
    // One class more in the year before.
    let mut more = books.activities[0].clone();
    more.held_from = "2016-12-30".parse().unwrap();
    books.activities.push(more);
    let desk = Desk::of(&books, false);
    let written = desk.written(&desk.begin(&books, books.template));
    assert!(words(&written.document).contains("对农民工7070人进行了技能技术培训"));
}

/// The unions of Sheyang that no rating speaks of, by name.
fn unrated(desk: &Desk) -> Vec<i64> {
    let kinds = kernel::indicator::is("kind", &["BASE", "TRADE_UF"]);
    let without = kernel::indicator::Cond::Not(Box::new(kernel::indicator::has("award", "union")));
    let filters = vec![kinds, without];
    let ask = ListAsk { filters, ..ListAsk::new(desk.store.register("union").unwrap()) };
    let page = desk.store.list(&desk.ctx, &ask, None, 10).unwrap();
    page.rows.iter().map(|row| row.id).collect()
}

/// 953 and 13 unions are 966; 898 that meet the standard and 67 that do not are 965.
#[test]
fn the_union_that_nobody_looked_at_is_named_where_sheyangs_numbers_disagree() {
    let books = sheyang();
    let desk = Desk::of(&books, false);
    let first = desk.finish(&desk.begin(&books, books.template));
    let text = words(&desk.written(&first).document);
    let named = "独立和联合建会的工会中，还有1家没有参加评定：射阳县第13行业工会联合会。";
    assert!(text.contains(named), "{text}");

    // It is looked at after all; the next report says so, and that it differs from the first.
    let [only] = unrated(&desk)[..] else { panic!("{:?}", unrated(&desk)) };
    let rating = desk.store.register("award").unwrap();
    let ask = ListAsk {
        filters: vec![kernel::indicator::is("code", &["six_haves"])],
        ..ListAsk::new(desk.store.register("term").unwrap())
    };
    let term = desk.store.list(&desk.ctx, &ask, None, 1).unwrap().rows[0].id;
    let values = [
        ("title", Value::Int(term)),
        ("union", Value::Int(only)),
        ("outcome", "MET".into()),
        ("awarded_on", "2020-05-30".into()),
    ];
    let doing = Doing::new("登记", "补录评定");
    desk.store.act(&desk.ctx, doing, |writer| writer.add(rating, &values)).unwrap();
    let second = desk.finish(&desk.begin(&books, books.template));
    let written = desk.written(&second);
    let text = words(&written.document);
    assert!(text.contains("899家基层工会达标") && !text.contains("没有参加评定"), "{text}");
    let found = desk.store.conflicts(&desk.ctx, &second, &written).unwrap();
    let differs: Vec<(&str, &str)> = found
        .iter()
        .map(|one| (written.document.figures[one.figure].text.as_str(), one.printed.as_str()))
        .collect();
    assert_eq!(differs, [("899", "898"), ("93%", "93%")], "and the share behind the same 93%");
    assert!(found.iter().all(|one| one.other.id == first.id && one.why == [Why::LateEntries]));
}
