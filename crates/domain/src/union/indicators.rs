//! What we count of unions. 组织数 leaves out 分会, 小组 and 筹备组, which are no organisations of their own.

use super::register::*;
use crate::lists;
use kernel::indicator::{Cond, Dim, DimKind, Indicator, flow, is, is_not, stock};

/// Kinds of the register and the codes by which reports ask for them: (kind, code, title).
const ORG_TYPES: [(UnionKind, &str, &str); 18] = [
    (UnionKind::National, "federation", "总工会"),
    (UnionKind::Province, "federation", "总工会"),
    (UnionKind::City, "federation", "总工会"),
    (UnionKind::County, "federation", "总工会"),
    (UnionKind::IndustryNational, "industry", "产业工会"),
    (UnionKind::IndustryLocal, "industry", "产业工会"),
    (UnionKind::System, "system", "系统工会"),
    (UnionKind::WorkCommittee, "work_committee", "工会工委"),
    (UnionKind::TownFederation, "township_federation", "乡镇（街道）总工会（工会联合会）"),
    (UnionKind::TownUnion, "township_federation", "乡镇（街道）总工会（工会联合会）"),
    (UnionKind::ParkFederation, "park_federation", "园区总工会（工会联合会）"),
    (UnionKind::ParkUnion, "park_federation", "园区总工会（工会联合会）"),
    (UnionKind::AreaUnion, "area_federation", "区域性工会联合会"),
    (UnionKind::TradeUnion, "industry_joint", "行业（产业）联合工会"),
    (UnionKind::Base, "independent", "独立基层工会"),
    (UnionKind::Joint, "joint", "联合基层工会"),
    (UnionKind::Flow, "flow", "流动（项目）工会"),
    (UnionKind::NewForms, "new_forms", "新就业形态劳动者工会"),
];

/// The dimension `org_type` over a path to a union's kind.
pub fn org_type(name: &str, title: &str, path: &str) -> Dim {
    let row = |(kind, code, title): &(UnionKind, &str, &str)| {
        (kind.code().to_owned(), (*code).to_owned(), (*title).to_owned())
    };
    let kind = DimKind::Map(path.to_owned(), ORG_TYPES.iter().map(row).collect());
    Dim { name: name.to_owned(), title: title.to_owned(), kind }
}

/// Kinds under which reports ask for everything that stands there: (kind, code, title).
const DOMAINS: [(UnionKind, &str, &str); 8] = [
    (UnionKind::ParkFederation, "park", "园区"),
    (UnionKind::ParkUnion, "park", "园区"),
    (UnionKind::TownFederation, "township", "乡镇（街道）"),
    (UnionKind::TownUnion, "township", "乡镇（街道）"),
    (UnionKind::System, "system", "产业（系统）"),
    (UnionKind::IndustryLocal, "system", "产业（系统）"),
    (UnionKind::IndustryNational, "system", "产业（系统）"),
    (UnionKind::TradeUnion, "trade", "行业"),
];

/// The dimension `domain`: in a park, a township, a system or a trade, each federation in its own.
pub fn domain() -> Dim {
    let row = |(kind, code, title): &(UnionKind, &str, &str)| {
        (kind.code().to_owned(), (*code).to_owned(), (*title).to_owned())
    };
    let kind = DimKind::Under(DOMAINS.iter().map(row).collect());
    Dim { name: "domain".to_owned(), title: "所在领域".to_owned(), kind }
}

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    let mut all = bodies();
    all.extend(parts());
    all
}

/// How many there are, how many came and went.
fn bodies() -> Vec<Indicator> {
    vec![
        stocks(
            "union_org_count",
            "工会组织数",
            "截至当日已建立、未撤销的工会组织个数，不含分工会、工会小组和筹备组。",
        ),
        flows(
            "union_org_new_count",
            "新建工会组织数",
            &FOUNDED_ON.def,
            "建会日期（批复成立之日）在期内的工会组织个数。",
        ),
        flows(
            "union_org_closed_count",
            "撤销工会组织数",
            &CLOSED_ON.def,
            "撤销日期在期内的工会组织个数。",
        ),
        flow(
            "union_org_net_count",
            "净增工会组织数",
            "个",
            UNIONS,
            &FOUNDED_ON.def,
            "期内新建工会组织数减去撤销工会组织数。",
        )
        .minus("union_org_new_count", "union_org_closed_count"),
    ]
}

/// Those of a sort that reports ask for.
fn parts() -> Vec<Indicator> {
    vec![
        joint_of_trades(stocks(
            "union_industry_joint_count",
            "行业（产业）联合工会数",
            "截至当日的行业性工会联合会，加上按行业组建的联合基层工会。",
        )),
        joint_of_trades(flows(
            "union_industry_joint_new_count",
            "新建行业（产业）联合工会数",
            &FOUNDED_ON.def,
            "建会日期在期内的行业性工会联合会和按行业组建的联合基层工会个数。",
        )),
        stocks(
            "union_legal_count",
            "具有法人资格的工会数",
            "截至当日法人资格状态为已发证、变更中或到期换证的工会组织个数。",
        )
        .when(is("legal", &["ISSUED", "CHANGING", "RENEWAL"])),
        stock(
            "union_base_count",
            "基层工会数",
            "个",
            UNIONS,
            "截至当日的独立基层工会、联合基层工会、流动（项目）工会和新就业形态劳动者工会个数。",
        )
        .when(is("kind", &["BASE", "JOINT", "FLOW", "NEF"]))
        .by("kind", "工会类型", "kind")
        .within(domain()),
        stock("union_preparing_count", "在筹工会数", "个", UNIONS, "截至当日的工会筹备组个数。")
            .when(is("kind", &["PREP"])),
    ]
}

fn stocks(code: &str, title: &str, definition: &str) -> Indicator {
    organisations(stock(code, title, "个", UNIONS, definition)).needs("founded_on").by(
        "legal",
        LEGAL.def.title,
        "legal",
    )
}

fn flows(code: &str, title: &str, on: &kernel::field::FieldDef, definition: &str) -> Indicator {
    organisations(flow(code, title, "个", UNIONS, on, definition))
}

fn organisations(mut indicator: Indicator) -> Indicator {
    indicator.when.push(is_not("kind", &["BRANCH", "GROUP", "PREP"]));
    indicator.dims.push(org_type("org_type", "组织类型", "kind"));
    indicator.dims.push(domain());
    indicator.by("kind", "工会类型", "kind").by("trade", lists::INDUSTRY.name, "trade")
}

/// A 联合基层工会 is one of a trade when its trade is filled in.
fn joint_of_trades(indicator: Indicator) -> Indicator {
    let other = Cond::Any(vec![is_not("kind", &["JOINT"]), Cond::Empty("trade".to_owned())]);
    indicator.when(Cond::Any(vec![is("kind", &["TRADE_UF"]), Cond::Not(Box::new(other))]))
}
