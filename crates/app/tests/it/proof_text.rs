//! Sentences of the printed reports, written by the program from the books behind them: words nearly as they
//! were printed, in simplified characters; numbers, their form and their units from the registers.

use crate::house::day;
use crate::proof::Desk;
use kernel::report::document::Part;
use store::Ctx;
use store::report::{NewReport, Wanted};
use town::proof::{Books, huize, sheyang};

/// What a template makes of the books, in the year that ends on their day.
fn written(books: &Books, text: &str) -> String {
    let desk = Desk::of(books, false);
    let (store, ctx) = (&desk.store, Ctx::local());
    let wanted = Wanted { title: "汇报", period: "year", text, ..Wanted::default() };
    let template = store.keep_template(&ctx, &wanted).unwrap().code;
    let first = books.on.first_of_year();
    let new = NewReport { template: &template, union: 0, first, last: books.on, title: "" };
    let root = store.db.read(|tx| store.tree(tx)).unwrap().root();
    let report = store.begin_report(&ctx, &NewReport { union: root, ..new }).unwrap();
    let done = store.write_report(&ctx, &report).unwrap();
    assert_eq!(done.faults, []);
    let words = |part: &Part| match part {
        Part::Paragraph { text, .. } => text.iter().map(|run| run.text.as_str()).collect(),
        _ => String::new(),
    };
    done.document.parts.iter().map(words).collect()
}

#[test]
fn huizes_sentences_of_bodies_and_training_are_written_as_printed() {
    let text = "\
下辖{union_org_count[org_type=township_federation]}乡(镇、街道)总工会(工会联合会)、{union_org_count[org_type=system]}系统工会。全县共有各级工会组织达{union_org_count}。
{上年}投入农民工培训经费{training_spend_amount[migrant=1]@上年|万}，对农民工{training_person_count[migrant=1；course=skills]@上年|不分节}进行了技能技术培训。
";
    let printed = "下辖23个乡(镇、街道)总工会(工会联合会)、11个系统工会。全县共有各级工会组织达551个。\
                   2016年投入农民工培训经费27万元，对农民工7000人次进行了技能技术培训。";
    let mut books = huize();
    assert_eq!(written(&books, text), printed);
    // One class more, and the sentence follows.
    let mut more = books.activities[0].clone();
    more.held_from = day("2016-12-30");
    books.activities.push(more);
    assert!(written(&books, text).contains("农民工7070人次"));
}

#[test]
fn sheyangs_sentences_of_bodies_standards_and_stars_are_written_as_printed() {
    let text = "\
全县独立建会{union_org_count[org_type=independent]|数}家，覆盖各类新经济和社会组织{union_covered_unit_count[via=independent]|不分节}；行业(产业)联合建会{union_org_count[org_type=industry_joint]|数}家。二星以上占比达{star_rate|小数0}，创建县级职工模范之家{model_home_count[level=county]}。
{compliance_union_count[standard=six_haves]}基层工会达标，达标率{compliance_rate[standard=six_haves]|小数0}，剩余{compliance_pending_count[standard=six_haves]}全部派驻挂钩联络员。
";
    let printed = "全县独立建会953家，覆盖各类新经济和社会组织2715家；行业(产业)联合建会13家。\
                   二星以上占比达86%，创建县级职工模范之家226个。898个基层工会达标，达标率93%，\
                   剩余67个全部派驻挂钩联络员。";
    assert_eq!(written(&sheyang(), text), printed);
}
