//! What we count of honours and ratings. A rating that was not passed is counted among the rated only.

use super::register::{AWARDED_ON, AWARDS, STAR};
use kernel::indicator::{Cond, Indicator, at_least, filled, flow, is, share, stock};
use kernel::value::Value;

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    let mut all = stars();
    all.extend(standards());
    all.extend(homes());
    all.extend(honours());
    all
}

/// What is still to be done for a share: unions that have not got so far yet.
pub const GAPS: [(&str, &str); 4] = [
    ("star_rate", "star_low_union_count"),
    ("star_two_union_count", "star_low_union_count"),
    ("compliance_rate", "compliance_pending_count"),
    ("compliance_union_count", "compliance_pending_count"),
];

fn stars() -> Vec<Indicator> {
    let rated = |code, title, says| unions(code, title, says).when(is("title.code", &["star"]));
    vec![
        rated("star_union_count", "参加星级评定工会数", "当日星级评定有效、已评出星级的工会个数。")
            .when(filled("star"))
            .by("star", STAR.def.title, "star"),
        rated(
            "star_two_union_count",
            "二星级以上工会数",
            "当日星级评定有效、星级为二星以上的工会个数。",
        )
        .when(at_least("star", 2)),
        rated(
            "star_three_union_count",
            "三星级以上工会数",
            "当日星级评定有效、星级为三星以上的工会个数。",
        )
        .when(at_least("star", 3)),
        rated(
            "star_low_union_count",
            "未到二星工会数",
            "当日星级评定有效、星级不到二星的工会个数。",
        )
        .when(Cond::AtMost("star".to_owned(), Value::Int(1))),
        share(
            "star_rate",
            "二星级以上工会占比",
            ("star_two_union_count", "star_union_count"),
            "二星级以上工会数除以参加星级评定工会数。",
        ),
        share(
            "star_three_rate",
            "三星级以上工会占比",
            ("star_three_union_count", "star_union_count"),
            "三星级以上工会数除以参加星级评定工会数。",
        ),
    ]
}

fn standards() -> Vec<Indicator> {
    let looked_at = |code, title, says| {
        unions(code, title, says)
            .when(is("title.list", &["STANDARD"]))
            .when(kernel::indicator::is_not("title.code", &["star"]))
            .by("standard", "评定标准", "title.code")
    };
    vec![
        looked_at(
            "compliance_assessed_count",
            "参加达标评定工会数",
            "当日达标评定有效的工会个数，含达标和未达标。",
        ),
        looked_at(
            "compliance_union_count",
            "达标工会数",
            "当日达标评定有效、结果为达标的工会个数。",
        )
        .when(is("outcome", &["MET"])),
        looked_at(
            "compliance_pending_count",
            "未达标工会数",
            "当日达标评定有效、结果为未达标的工会个数。",
        )
        .when(is("outcome", &["UNMET"])),
        share(
            "compliance_rate",
            "达标率",
            ("compliance_union_count", "compliance_assessed_count"),
            "达标工会数除以参加达标评定工会数。",
        ),
    ]
}

fn homes() -> Vec<Indicator> {
    vec![
        held(
            "model_home_count",
            "模范职工之家数",
            "个",
            "当日有效的模范职工之家称号个数，同一工会的不同级别各计一个。",
        )
        .when(is("title.code", &["model_home"])),
        unions("standard_union_count", "标准工会数", "当日有“标准工会”称号的工会个数。")
            .when(is("title.code", &["standard_union"])),
        held("innovation_studio_count", "职工创新工作室数", "个", "当日有效的职工创新工作室个数。")
            .when(is("title.code", &["innovation_studio"])),
        held("training_base_count", "就业培训基地数", "个", "当日有效的就业培训基地个数。")
            .when(is("title.code", &["training_base"])),
    ]
}

fn honours() -> Vec<Indicator> {
    let given = |code, title, unit, says| {
        about(flow(code, title, unit, AWARDS, &AWARDED_ON.def, says))
            .when(is("title.list", &["HONOUR"]))
    };
    vec![
        held("honour_count", "有效荣誉数", "项", "当日有效的荣誉称号项数，不含评定。")
            .when(is("title.list", &["HONOUR"])),
        given(
            "honour_awarded_count",
            "获得荣誉数",
            "项",
            "授予日期在期内的荣誉称号项数，不含评定。",
        ),
        given(
            "title_awarded_count",
            "授予个人称号人次",
            "人次",
            "授予日期在期内、授予个人的荣誉称号人次。",
        )
        .when(filled("person")),
    ]
}

fn about(indicator: Indicator) -> Indicator {
    let mut made = indicator.by("title", "荣誉或评定", "title.code").by(
        "union_kind",
        "工会类型",
        "union.kind",
    );
    made.dims.push(crate::activity::level("level"));
    made.dims.push(crate::union::domain());
    made
}

fn held(code: &str, title: &str, unit: &str, says: &str) -> Indicator {
    about(stock(code, title, unit, AWARDS, says))
}

/// Different unions, those given it as a body.
fn unions(code: &str, title: &str, says: &str) -> Indicator {
    let body = |path: &str| Cond::Empty(path.to_owned());
    held(code, title, "个", says).distinct("union").when(body("person")).when(body("employer"))
}
