//! What we keep of an employer.

use super::rules;
use crate::{lists, roles};
use kernel::access::Act;
use kernel::kept::{Edge, Kept};
use kernel::prelude::*;

choices! {
    /// 经营状态: only 正常 can be expected to have a union.
    pub enum Operating {
        Normal = "NORMAL", "正常", ["在业", "存续", "开业", "营业", "正常经营", "在营"];
        Stopped = "STOPPED", "停业", ["歇业", "停产", "停产停业"];
        Cancelled = "CANCELLED", "注销", ["已注销", "吊销", "破产"];
        Moved = "MOVED", "迁出", ["已迁出"];
    }
}
choices! {
    /// 摸底状态 of the ledger of employers to be organised.
    pub enum Survey {
        Unseen = "UNSEEN", "未摸底";
        Surveyed = "SURVEYED", "已摸底";
        Ready = "READY", "具备条件", ["具备建会条件"];
        Mobilised = "MOBILISED", "已动员";
        Preparing = "PREPARING", "筹备中", ["筹建中"];
        Organised = "ORGANISED", "已建会", ["已建"];
        NotReady = "NOT_READY", "暂不具备条件", ["不具备条件", "暂不具备"];
        Refused = "REFUSED", "拒绝建会", ["拒绝", "不愿建会"];
    }
}

/// 规模, 统计上大中小微型企业划分办法.
pub const SIZES: Choices = Choices {
    name: "规模",
    items: &[
        ("LARGE", "大型", &["大型企业"]),
        ("MEDIUM", "中型", &["中型企业"]),
        ("SMALL", "小型", &["小型企业"]),
        ("MICRO", "微型", &["微型企业", "小微", "小微企业"]),
    ],
};

/// Why an employer is not ready for a union.
pub const NOT_READY_REASONS: Choices = Choices {
    name: "暂不具备条件的原因",
    items: &[
        ("FEW", "人数不足", &["人数少", "不足25人"]),
        ("STOPPED", "停产", &["停业", "停产停业"]),
        ("CANCELLED", "注销", &["已注销"]),
        ("MOVED", "迁出", &["已迁出"]),
        ("JOINT", "联合覆盖", &["已由联合工会覆盖"]),
    ],
};

/// Name of the register.
pub const EMPLOYERS: &str = "employer";
pub const NAME: Field<String> =
    Field::text("name", "单位名称").required().help("营业执照或登记证书上的全称");
pub const NAME_KEY: Field<String> = Field::text("name_key", "名称检索").computed();
pub const PINYIN: Field<String> = Field::text("pinyin", "名称拼音").computed();
pub const INITIALS: Field<String> = Field::text("initials", "拼音首字母").computed();
pub const CODE: Field<String> = Field::new("code", "统一社会信用代码", Kind::CreditCode);
pub const ADDRESS: Field<String> = Field::text("address", "单位地址");
pub const DIVISION: Field<String> = Field::text("division", "单位所在政区");
pub const GRID: Field<String> = Field::text("grid", "网格（片区）");
/// The union in charge of surveying it, and the owner of the record.
pub const SEAT: Field<Link> =
    Field::link("seat", "归口工会", "union").required().help("负责联系这个单位的工会");
pub const INDUSTRY: Field<String> = Field::choice("industry", "所属行业", &lists::INDUSTRY);
pub const NATURE: Field<String> = Field::choice("nature", "单位性质类别", &lists::NATURE);
pub const ECONOMY: Field<String> = Field::choice("economy", "经济类型", &lists::ECONOMY);
pub const SIZE_CLASS: Field<String> = Field::choice("size_class", "规模", &SIZES).dated();
pub const STATE: Field<Operating> =
    Field::choice("state", "经营状态", &Operating::LIST).required().dated();
pub const EMPLOYEES: Field<i64> = count("employees", "职工人数");
pub const WOMEN: Field<i64> = count("women", "其中女职工");
pub const MIGRANTS: Field<i64> = count("migrants", "其中农民工");
pub const SURVEY: Field<Survey> = Field::choice("survey", "摸底状态", &Survey::LIST).dated();
pub const SURVEY_REASON: Field<String> =
    Field::choice("survey_reason", "暂不具备条件的原因", &NOT_READY_REASONS).dated();
pub const CONTACT: Field<String> = Field::text("contact", "单位联系人");
pub const PHONE: Field<String> = Field::new("phone", "联系电话", Kind::Phone);
pub const LISTED_ON: Field<Date> = Field::day("listed_on", "纳入台账日期").help("空着就是今天");
pub const DELISTED_ON: Field<Date> =
    Field::day("delisted_on", "移出台账日期").help("从这一天起不再计入");
pub const NOTE: Field<String> = Field::new("note", "备注", Kind::Long);

/// Head counts of people of whom we keep no rows: dated facts, and summed.
const fn count(name: &'static str, title: &'static str) -> Field<i64> {
    Field::int(name, title).dated().between(0, 10_000_000).unit("人")
}

/// The register of employers.
pub fn employers() -> Register {
    let mut register = Register::new(EMPLOYERS, "用人单位", "家")
        .about("每一家用人单位一条：在哪里、有多少职工、由哪个工会联系、建会工作到了哪一步。")
        .found(Place::Top("briefcase"))
        .takes_local()
        .section("单位", &[&NAME, &CODE, &NAME_KEY, &PINYIN, &INITIALS])
        .section("所在", &[&SEAT, &ADDRESS, &DIVISION, &GRID])
        .section("性质", &[&INDUSTRY, &NATURE, &ECONOMY, &SIZE_CLASS, &STATE])
        .section("职工", &[&EMPLOYEES, &WOMEN, &MIGRANTS])
        .section("建会工作", &[&SURVEY, &SURVEY_REASON, &CONTACT, &PHONE])
        .section("台账", &[&LISTED_ON, &DELISTED_ON, &NOTE])
        .columns(&[
            "name",
            "code",
            "seat",
            "industry",
            "state",
            "employees",
            "survey",
            "contact",
            "phone",
        ])
        .owned(Owner::Union(SEAT.def.name))
        .labelled(&NAME)
        .life(&LISTED_ON, &DELISTED_ON)
        .standing("在册", "已移出")
        .unique(&[&CODE], "已有这个统一社会信用代码的用人单位")
        .sorts(&["name_key", "pinyin", "initials", "employees", "listed_on"])
        .kept(kept())
        .prepare(rules::prepare)
        .complete(&[&CODE, &ADDRESS, &INDUSTRY, &NATURE, &STATE, &EMPLOYEES, &CONTACT, &PHONE]);
    register.permits = roles::permits(&[Act::Read]);
    register
}

/// Employers are a hundred times fewer than members: breakdowns read their rows.
fn kept() -> Vec<Kept> {
    let heads = ["employees", "women", "migrants"];
    vec![
        Kept::new("heads", Edge::Life).by(&["state"]).filled(&heads).sums(&heads),
        Kept::new("listed", Edge::First),
    ]
}
