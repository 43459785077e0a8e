//! A report writes its own figures, is finished once, and explains what has moved since.

use crate::house::*;
use jiff::civil::Date;
use kernel::report::State;
use store::report::differ::Why;
use store::report::{NewReport, Report, Stage, Wanted};
use store::{Ctx, StoreError};

const BRIEF: &str = "\
# {单位}
# {期间}情况
## 基本情况
{截至}，共有会员{会员数}，比期初{会员数|比=期初|净增}，其中农民工{会员数[是否农民工=是]}。
期内新发展会员{新发展会员数}。职工入会率{职工入会率}。
";

struct Stage1 {
    house: House,
    ctx: Ctx,
    template: String,
}

fn stage() -> Stage1 {
    let house = House::new();
    (1..=9).for_each(|n| {
        house.newcomer(n, house.mill, "2021-03-01");
    });
    house.newcomer(10, house.shops, "2026-01-03");
    let ctx = house.user("county", house.root);
    let wanted = Wanted { title: "简报", period: "year", text: BRIEF, ..Wanted::default() };
    let template = house.store.keep_template(&ctx, &wanted).unwrap().code;
    Stage1 { house, ctx, template }
}

impl Stage1 {
    fn begin(&self, union: i64, first: &str, last: &str) -> Report {
        let (first, last): (Date, Date) = (day(first), day(last));
        let new = NewReport { template: &self.template, union, first, last, title: "" };
        self.house.store.begin_report(&self.ctx, &new).unwrap()
    }
    fn again(&self, report: &Report) -> Report {
        self.house.store.report(&self.ctx, &report.public_id).unwrap()
    }
    fn text(&self, report: &Report) -> String {
        let written = self.house.store.write_report(&self.ctx, report).unwrap();
        assert_eq!(written.faults, []);
        written.document.parts.iter().map(words).collect()
    }
    fn finish(&self, report: &Report) -> Report {
        let store = &self.house.store;
        store.check_report(&self.ctx, report, true).unwrap();
        store.finish_report(&self.ctx, &self.again(report)).unwrap();
        self.again(report)
    }
}

fn words(part: &kernel::report::document::Part) -> String {
    use kernel::report::document::Part;
    match part {
        Part::Heading { head, text, .. } => {
            head.iter().chain(text).map(|run| run.text.as_str()).collect()
        }
        Part::Paragraph { text, .. } => text.iter().map(|run| run.text.as_str()).collect(),
        _ => String::new(),
    }
}

#[test]
fn a_report_counts_what_stands_in_the_registers() {
    let stage = stage();
    let report = stage.begin(stage.house.root, "2026-01-01", "2026-01-05");
    let text = stage.text(&report);
    assert!(text.contains("共有会员10人，比期初净增1人"), "{text}");
    assert!(text.contains("新发展会员1人"), "{text}");
    stage.house.newcomer(11, stage.house.shops, "2026-01-04");
    assert!(
        stage.text(&report).contains("共有会员11人，比期初净增2人"),
        "the sentence follows the record"
    );
    let east = stage.begin(stage.house.east, "2026-01-01", "2026-01-05");
    assert!(stage.text(&east).contains("共有会员9人，比期初持平"), "{}", stage.text(&east));
}

#[test]
fn every_template_of_the_program_can_be_written() {
    let stage = stage();
    let store = &stage.house.store;
    let all = store.templates().unwrap();
    assert!(all.len() >= 7, "six and the one of this story");
    for template in all {
        let shown = store.template_shown(&template.text);
        assert_eq!(store.template_faults(&shown), [], "{}", template.code);
        let new = NewReport {
            template: &template.code,
            union: stage.house.root,
            first: day("2025-01-01"),
            last: day("2025-12-31"),
            title: "",
        };
        let report = store.begin_report(&stage.ctx, &new).unwrap();
        let written = store.write_report(&stage.ctx, &report).unwrap();
        assert_eq!(written.faults, [], "{}", template.code);
        let unknown: Vec<_> =
            written.document.figures.iter().filter(|one| one.state == State::Unknown).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", template.code);
    }
}

#[test]
fn a_finished_report_never_changes_and_says_what_has_moved() {
    let stage = stage();
    let house = &stage.house;
    let report = stage.begin(house.root, "2026-01-01", "2026-01-05");
    let store = &house.store;
    let early = store.finish_report(&stage.ctx, &report);
    assert!(refusal(early).1.contains("先请人核对"));
    let report = stage.finish(&report);
    assert_eq!(report.stage, Stage::Finished);
    let text = stage.text(&report);
    house.on("2026-01-08");
    let late = house.newcomer(12, house.shops, "2026-01-04");
    assert_eq!(stage.text(&report), text, "unchanged");
    let written = store.write_report(&stage.ctx, &report).unwrap();
    let moved = store.moved(&stage.ctx, &written).unwrap();
    let first = moved.first().unwrap();
    assert_eq!((first.then.value, first.now.value), (10, 11));
    let source = &written.document.figures[first.figure].sources[first.source];
    let rows = store.moved_rows(&stage.ctx, &written.known, source).unwrap();
    assert_eq!(rows.came.iter().map(|row| row.0).collect::<Vec<_>>(), [late]);
    assert!(rows.went.is_empty() && rows.differ.is_empty());
    assert!(
        refusal(store.rewrite_report(&stage.ctx, &report, "改", "改")).1.contains("定稿不再改动")
    );
    assert!(store.drop_report(&stage.ctx, &report).is_err());
}

#[test]
fn two_finished_reports_that_differ_are_explained() {
    let stage = stage();
    let house = &stage.house;
    let store = &house.store;
    let first = stage.finish(&stage.begin(house.root, "2026-01-01", "2026-01-05"));
    house.on("2026-01-08");
    house.newcomer(12, house.shops, "2026-01-04");
    let second = stage.finish(&stage.begin(house.root, "2026-01-01", "2026-01-05"));
    let written = store.write_report(&stage.ctx, &second).unwrap();
    let found = store.conflicts(&stage.ctx, &second, &written).unwrap();
    assert!(
        found.iter().all(|one| one.other.id == first.id && one.why == [Why::LateEntries]),
        "{found:?}"
    );
    assert!(!found.is_empty());
    let third = stage.finish(&stage.begin(house.root, "2026-01-01", "2026-01-08"));
    house.newcomer(13, house.shops, "2026-01-08");
    let fourth = stage.finish(&stage.begin(house.root, "2026-01-01", "2026-01-07"));
    let written = store.write_report(&stage.ctx, &fourth).unwrap();
    let found = store.conflicts(&stage.ctx, &fourth, &written).unwrap();
    let with_first: Vec<_> = found.iter().filter(|one| one.other.id == first.id).collect();
    assert!(with_first.iter().all(|one| one.why == [Why::Days]), "{with_first:?}");
    assert!(found.iter().all(|one| !one.why.contains(&Why::Unexplained)), "{found:?}");
    let _ = third;
}

#[test]
fn reports_of_another_unit_or_by_another_definition_differ_for_that_reason() {
    let first = stage();
    let men = "编码：own_men\n名称：自定男会员数\n单位：人\n台账：会籍\n数法：条数\n时间：时点\n\
               条件：会员.性别 = 男\n口径：截至当日在册的男会员人数。\n";
    let define = |text: &str, why: &str| {
        let store = &first.house.store;
        let draft = store.with_known(|known| kernel::define::read(text, known)).unwrap();
        store.define(&first.ctx, &draft, why).unwrap().version
    };
    assert_eq!(define(men, ""), 1);
    let text = "# {期间}\n男会员{自定男会员数}。\n";
    let wanted = Wanted { title: "男会员", period: "year", text, ..Wanted::default() };
    let template = first.house.store.keep_template(&first.ctx, &wanted).unwrap().code;
    let all = men.replace("条件：会员.性别 = 男\n", "").replace("口径：", "从：2026-01-05\n口径：");
    assert_eq!(define(&all, "统计口径改为全部会员"), 2);
    let stage = Stage1 { template, ..first };
    let (store, root, east) = (&stage.house.store, stage.house.root, stage.house.east);
    let whys = |report: &Report| -> Vec<Vec<Why>> {
        let written = store.write_report(&stage.ctx, report).unwrap();
        let found = store.conflicts(&stage.ctx, report, &written).unwrap();
        found.into_iter().map(|one| one.why).collect()
    };
    let first = stage.finish(&stage.begin(root, "2026-01-01", "2026-01-04"));
    let said = stage.text(&first);
    let second = stage.finish(&stage.begin(root, "2026-01-01", "2026-01-05"));
    assert_ne!(stage.text(&second), said, "the second one counts women too");
    assert_eq!(whys(&second), [[Why::Definition, Why::Days]]);
    assert_eq!(stage.text(&first), said, "what is finished keeps its definition");
    let third = stage.finish(&stage.begin(east, "2026-01-01", "2026-01-05"));
    let found = whys(&third);
    assert!(found.iter().all(|why| why[0] == Why::Scope), "{found:?}");
    assert!(found.contains(&vec![Why::Scope]), "the second one has the same days: {found:?}");
}

#[test]
fn what_may_not_be_read_is_not_leaked_into_a_report() {
    let stage = stage();
    let house = &stage.house;
    let report = stage.begin(house.root, "2026-01-01", "2026-01-05");
    let town = house.user("township", house.east);
    let done = house.store.report(&town, &report.public_id);
    assert!(matches!(done, Err(StoreError::NotFound)), "not even that there is one");
    assert!(house.store.reports(&town, 0, 50).unwrap().is_empty());
    let setting = house.store.setting_of(&report).unwrap();
    let asked = store::report::Asked::default();
    let written = house.store.write_text(&town, BRIEF, &setting, &asked).unwrap();
    let text: String = written.document.parts.iter().map(words).collect();
    assert!(text.contains("会员无权查看"), "{text}");
    assert!(written.document.figures.iter().all(|one| one.state == State::Forbidden));
}

#[test]
fn a_broken_template_is_refused_with_its_place_and_the_good_one_stays() {
    let stage = stage();
    let store = &stage.house.store;
    let good = store.template(&stage.template).unwrap();
    for (text, says) in [
        ("会员{会员总数}。", "第1行"),
        ("会员{会员数|比=期初}。", "第1行"),
        ("一\n二{如果 会员数 > 0}三", "第2行"),
    ] {
        let wanted = Wanted {
            code: &good.code,
            version: good.version,
            title: "简报",
            text,
            ..Wanted::default()
        };
        let (_, why) = refusal(store.keep_template(&stage.ctx, &wanted));
        assert!(why.contains(says) && why.contains("没有保存"), "{why}");
    }
    assert_eq!(store.template(&stage.template).unwrap().version, good.version);
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused() {
    let stage = stage();
    let new = NewReport {
        template: &stage.template,
        union: stage.house.root,
        first: day("2026-02-01"),
        last: day("2026-01-01"),
        title: "",
    };
    assert!(
        refusal(stage.house.store.begin_report(&stage.ctx, &new))
            .1
            .contains("开始日期晚于结束日期")
    );
}

#[test]
fn a_report_that_somebody_altered_behind_the_program_is_noticed() {
    let stage = stage();
    let report = stage.finish(&stage.begin(stage.house.root, "2026-01-01", "2026-01-05"));
    assert!(stage.house.store.verify(None).unwrap().ok);
    let sql = store::sql::Sql::new("UPDATE report SET body = digest WHERE id = ").bind(report.id);
    stage.house.tamper(&sql);
    let found = stage.house.store.verify(None).unwrap().faults;
    assert_eq!(found.iter().map(|fault| fault.kind).collect::<Vec<_>>(), ["report"]);
    let read = stage.house.store.write_report(&stage.ctx, &report);
    assert!(read.unwrap_err().to_string().contains("指纹对不上"));
}

#[test]
fn a_number_of_days_before_the_register_begins_says_so() {
    let stage = stage();
    let report = stage.begin(stage.house.root, "1999-01-01", "1999-12-31");
    let written = stage.house.store.write_report(&stage.ctx, &report).unwrap();
    let said: String = written.document.remarks.iter().map(|one| one.says.as_str()).collect();
    assert!(said.contains("会籍台账最早的一条从2021年3月1日起"), "{said}");
}

#[test]
fn a_report_over_a_union_that_is_gone_counts_the_days_it_was_there() {
    let stage = stage();
    let house = &stage.house;
    let closed = [("closed_on", on("2026-01-05")), ("close_reason", text("ENDED"))];
    house.correct("union", house.shops, &closed);
    let report = stage.begin(house.shops, "2026-01-01", "2026-01-04");
    assert!(stage.text(&report).contains("共有会员1人"), "{}", stage.text(&report));
}

#[test]
fn who_changes_a_definition_sees_what_speaks_of_it() {
    let stage = stage();
    let (store, ctx) = (&stage.house.store, &stage.ctx);
    let report = stage.begin(stage.house.root, "2026-01-01", "2026-01-05");
    let goal = [
        ("name", "会员达到20人".into()),
        ("indicator", "会员数".into()),
        ("value", "20".into()),
        ("begin_on", "2026-01-01".into()),
        ("due_on", "2026-12-31".into()),
        ("union", stage.house.root.into()),
    ];
    stage.house.add("target", &goal);
    let uses = store.uses_of(ctx, "member_count").unwrap();
    assert!(uses.templates.iter().any(|template| template.code == stage.template));
    let reports: Vec<&str> = uses.reports.iter().map(|one| one.public_id.as_str()).collect();
    assert_eq!((reports, uses.goals), (vec![report.public_id.as_str()], 1));
    let parts = store.uses_of(ctx, "member_complete_count").unwrap().indicators;
    assert!(parts.iter().any(|one| one.code == "member_complete_rate"));
    let elsewhere = stage.house.user("township", stage.house.west);
    let seen = store.uses_of(&elsewhere, "member_count").unwrap();
    assert!(seen.reports.is_empty() && seen.goals == 0, "what may not be read is not told of");
}
