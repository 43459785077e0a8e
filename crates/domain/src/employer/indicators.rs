//! What we count of employers. 应建 means: operating, with at least 25 employees (工会法第十一条).

use super::coverage::{COVERAGES, FROM_ON};
use super::register::*;
use kernel::indicator::{Cond, Indicator, at_least_setting, flow, has, is, share, stock};

/// The setting that says from how many employees on a union committee is due (工会法第十一条: 25).
const DUE: &str = "eligible_employees";

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    let mut all = counts();
    all.extend(heads());
    all.extend(building());
    all
}

/// What is still to be done where unions are to be built: employers that should have one and do not.
pub const GAPS: [(&str, &str); 4] = [
    ("union_build_rate", MISSED),
    ("eligible_covered_count", MISSED),
    ("union_covered_unit_count", MISSED),
    ("union_newly_covered_unit_count", MISSED),
];

const MISSED: &str = "missed_unit_count";

fn counts() -> Vec<Indicator> {
    vec![
        employers(
            "enterprise_count",
            "用人单位数",
            "截至当日在台账上的用人单位家数，不论经营状态。",
        ),
        operating(
            "enterprise_operating_count",
            "正常经营单位数",
            "截至当日在台账上、经营状态为正常的用人单位家数。",
        ),
        sized(flow(
            "enterprise_new_count",
            "新纳入台账单位数",
            "家",
            EMPLOYERS,
            &LISTED_ON.def,
            "纳入台账日期在期内的用人单位家数。",
        )),
    ]
}

fn heads() -> Vec<Indicator> {
    let sum =
        |code, title, says, path| in_people(operating(code, title, says).sum(path).needs(path));
    vec![
        sum(
            "employee_count",
            "职工数",
            "截至当日正常经营的用人单位职工人数之和；没有职工人数的单位未计入。",
            "employees",
        ),
        sum(
            "migrant_employee_count",
            "农民工数",
            "截至当日正常经营的用人单位农民工人数之和；没有农民工人数的单位未计入。",
            "migrants",
        ),
        sum(
            "female_employee_count",
            "女职工数",
            "截至当日正常经营的用人单位女职工人数之和；没有女职工人数的单位未计入。",
            "women",
        ),
    ]
}

fn building() -> Vec<Indicator> {
    vec![
        covered(
            "union_covered_unit_count",
            "工会覆盖单位数",
            "截至当日至少有一个工会覆盖的用人单位家数，被两个工会覆盖的只计一家。",
        ),
        flow(
            "union_newly_covered_unit_count",
            "新覆盖单位数",
            "家",
            COVERAGES,
            &FROM_ON.def,
            "覆盖起始日期在期内的用人单位家数。",
        )
        .distinct("employer"),
        eligible(
            "eligible_unit_count",
            "应建会单位数",
            "截至当日正常经营、职工人数达到应建会下限（设置项，法定25人）的用人单位家数；没有职工人数的单位未计入。",
        ),
        eligible(
            "eligible_covered_count",
            "应建已建单位数",
            "应建会单位中，当日有工会覆盖的家数。",
        )
        .when(has(COVERAGES, "employer")),
        eligible(MISSED, "应建未建单位数", "应建会单位中，当日没有任何工会覆盖的家数。")
            .when(Cond::Not(Box::new(has(COVERAGES, "employer")))),
        share(
            "union_build_rate",
            "建会率",
            ("eligible_covered_count", "eligible_unit_count"),
            "应建已建单位数除以应建会单位数。",
        ),
    ]
}

fn sized(indicator: Indicator) -> Indicator {
    indicator
        .within(crate::union::domain())
        .by("size", SIZE_CLASS.def.title, "size_class")
        .by("industry", INDUSTRY.def.title, "industry")
        .by("nature", NATURE.def.title, "nature")
        .by("state", STATE.def.title, "state")
        .by("survey", SURVEY.def.title, "survey")
}

fn employers(code: &str, title: &str, definition: &str) -> Indicator {
    sized(stock(code, title, "家", EMPLOYERS, definition))
}

fn operating(code: &str, title: &str, definition: &str) -> Indicator {
    employers(code, title, definition).when(is("state", &[Operating::Normal.code()]))
}

fn eligible(code: &str, title: &str, definition: &str) -> Indicator {
    operating(code, title, definition).when(at_least_setting("employees", DUE)).needs("employees")
}

fn covered(code: &str, title: &str, definition: &str) -> Indicator {
    let mut made = stock(code, title, "家", COVERAGES, definition)
        .distinct("employer")
        .by("size", SIZE_CLASS.def.title, "employer.size_class")
        .by("industry", INDUSTRY.def.title, "employer.industry")
        .by("nature", NATURE.def.title, "employer.nature");
    made.dims.push(crate::union::org_type("via", "由哪类工会覆盖", "union.kind"));
    made.dims.push(crate::union::domain());
    made
}

fn in_people(mut indicator: Indicator) -> Indicator {
    "人".clone_into(&mut indicator.unit);
    indicator
}
