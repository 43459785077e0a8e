//! What we keep of a series of numbers (发文字号).

use super::register::PaperKind;
use super::rules;
use crate::roles;
use kernel::access::Act;
use kernel::numbered::Series;
use kernel::prelude::*;

/// Name of the register.
pub const SERIES: &str = "paper_series";
/// The code of a series for every kind that has none of its own.
pub const ANY: &str = "ANY";

/// 文种, and one for all of them.
pub const KINDS: Choices = Choices {
    name: "字号用于的文种",
    items: &[
        (ANY, "其余各文种", &["各文种", "通用"]),
        ("REQUEST", "请示", &[]),
        ("REPLY", "批复", &[]),
        ("REPORT", "报告", &[]),
        ("NOTICE", "通知", &[]),
        ("LETTER", "函", &[]),
        ("DECISION", "决定", &[]),
        ("OPINION", "意见", &[]),
        ("CIRCULAR", "通报", &[]),
        ("MINUTES", "纪要", &[]),
        ("ANNOUNCEMENT", "公告", &["通告"]),
    ],
};

pub const NAME: Field<String> = Field::text("name", "名称").computed();
/// Whose numbers they are, and the owner of the record.
pub const ORGAN: Field<Link> =
    Field::link("organ", "发文机关", crate::union::register::UNIONS).required().once();
pub const KIND: Field<String> = Field::choice("kind", "文种", &KINDS)
    .required()
    .once()
    .help("几个文种用同一个代字的，各登记一条，编号连着走");
pub const WORD: Field<String> = Field::text("word", "代字")
    .required()
    .once()
    .help("年份前面的几个字，如：云溪工复、云溪工发；用过以后不能改，改用新代字请另登记一条");
pub const YEAR: Field<i64> = Field::int("year", "从哪一年起用")
    .required()
    .once()
    .between(2000, 2100)
    .help("以后各年接着用，每年从1号起；不必每年登记");
pub const BEGIN: Field<i64> = Field::int("begin", "这一年从第几号起")
    .required()
    .initial("1")
    .between(1, 99_999)
    .help("这一年已经用纸质登记簿编过号的，写接下来的号：编到46号的写47");
pub const NOTE: Field<String> = Field::text("note", "备注");

/// The register of series.
pub fn all_series() -> Register {
    let mut register = Register::new(SERIES, "发文字号", "条")
        .about("每个发文机关的每个文种用哪个代字编号，从哪一年、第几号起接着编。")
        .found(Place::More("tag"))
        .section("字号", &[&NAME, &ORGAN, &KIND, &WORD])
        .section("从哪里接着编", &[&YEAR, &BEGIN, &NOTE])
        .columns(&["word", "organ", "kind", "year", "begin"])
        .owned(Owner::Union(ORGAN.def.name))
        .labelled(&NAME)
        .unique(&[&ORGAN, &KIND, &YEAR], "这个文种这一年起的字号已经登记过")
        .sorts(&["word", "year"])
        .prepare(rules::series);
    register.permits = roles::permits(&[Act::Read]);
    register
}

/// Where generic code finds a series.
pub fn series() -> Series {
    Series {
        register: SERIES,
        organ: ORGAN.def.name,
        kind: KIND.def.name,
        any: ANY,
        word: WORD.def.name,
        year: YEAR.def.name,
        begin: BEGIN.def.name,
    }
}

/// The kinds of papers are the kinds of series, but for the one that stands for all.
pub fn for_every_kind() -> bool {
    let kinds = PaperKind::LIST.items.iter().map(|kind| kind.0);
    kinds.eq(KINDS.items.iter().skip(1).map(|kind| kind.0))
}
