//! What we keep of a union body.

use super::rules;
use crate::{lists, roles};
use kernel::access::Act;
use kernel::kept::{Edge, Kept};
use kernel::prelude::*;
use kernel::register::Tree;

choices! {
    /// 工会类型: decides what a body may own and what may hang below it.
    pub enum UnionKind {
        National = "ACFTU", "中华全国总工会";
        Province = "FED_PROV", "省级总工会";
        City = "FED_CITY", "市级总工会";
        County = "FED_COUNTY", "县级总工会", ["县总工会", "区总工会"];
        IndustryNational = "IND_NAT", "全国产业工会";
        IndustryLocal = "IND_LOCAL", "地方产业工会", ["产业工会"];
        System = "SYS", "系统（局、集团）工会", ["系统工会", "产业(系统)工会", "局工会", "集团工会"];
        WorkCommittee = "WORKCOM", "工会工作委员会", ["工委", "工会工委"];
        TownFederation = "TOWN_FED", "乡镇（街道）总工会", ["乡镇总工会", "街道总工会"];
        TownUnion = "TOWN_UF", "乡镇（街道）工会联合会", ["乡镇工会联合会", "街道工会联合会"];
        ParkFederation = "PARK_FED", "园区总工会", ["开发区总工会"];
        ParkUnion = "PARK_UF", "园区工会联合会", ["开发区工会联合会"];
        AreaUnion = "AREA_UF", "区域性工会联合会", ["村工会联合会", "社区工会联合会"];
        TradeUnion = "TRADE_UF", "行业性工会联合会", ["行业工会联合会"];
        Base = "BASE", "独立基层工会", ["基层工会", "单独基层工会", "基层工会委员会"];
        Joint = "JOINT", "联合基层工会", ["联合工会", "基层联合工会"];
        Branch = "BRANCH", "分工会", ["支会", "车间工会", "科室工会"];
        Group = "GROUP", "工会小组";
        Flow = "FLOW", "流动（项目、商会）工会", ["流动工会", "项目工会", "商会工会", "外出务工人员工会"];
        NewForms = "NEF", "新就业形态劳动者工会";
        Preparing = "PREP", "工会筹备组";
    }
}

/// 法人资格状态: the way from 未登记 to 注销 (总工办发〔2020〕20号).
pub const LEGAL_STATES: Choices = Choices {
    name: "法人资格状态",
    items: &[
        ("NONE", "未登记", &["无", "未办理"]),
        ("APPLIED", "已申请", &[]),
        ("SUPERIOR", "上级审查", &[]),
        ("REGISTRAR", "登记机关审查", &[]),
        ("ISSUED", "已发证", &["已登记", "有", "已办理"]),
        ("CHANGING", "变更中", &[]),
        ("RENEWAL", "到期换证", &[]),
        ("CANCELLED", "注销", &["已注销"]),
    ],
};

/// 撤销原因. A union is not closed or merged at will (工会法第十三条).
pub const CLOSE_REASONS: Choices = Choices {
    name: "撤销原因",
    items: &[
        ("ENDED", "所在单位终止或撤销", &["单位终止", "企业终止", "单位注销"]),
        ("MERGED", "合并", &["并入其他工会"]),
        ("SPLIT", "分立", &[]),
        ("UPGRADED", "升格改建", &["升格", "改建"]),
        ("MOVED", "迁出本地", &["迁出"]),
        ("FOUNDED", "筹备完成，工会成立", &["筹备完成"]),
        ("UNPREPARED", "筹备终止", &[]),
        ("OTHER", "其他", &["其它"]),
    ],
};

/// Name of the register.
pub const UNIONS: &str = "union";
pub const CODE: Field<String> = Field::new("code", "统一社会信用代码", Kind::CreditCode)
    .help("工会法人证书上的代码，没有就不填");
pub const NAME: Field<String> =
    Field::text("name", "工会名称").required().dated().help("批复上的全称，不写届次");
pub const NAME_KEY: Field<String> = Field::text("name_key", "名称检索").computed();
pub const PINYIN: Field<String> = Field::text("pinyin", "名称拼音").computed();
pub const INITIALS: Field<String> = Field::text("initials", "拼音首字母").computed();
pub const KIND: Field<UnionKind> =
    Field::choice("kind", "工会类型", &UnionKind::LIST).required().dated();
pub const PARENT: Field<Link> = Field::link("parent", "上级工会", UNIONS).dated();
pub const FOUNDED_ON: Field<Date> =
    Field::day("founded_on", "建会日期").help("上级工会批复成立的日期");
pub const CLOSED_ON: Field<Date> = Field::day("closed_on", "撤销日期").help("从这一天起不再计入");
pub const CLOSE_REASON: Field<String> = Field::choice("close_reason", "撤销原因", &CLOSE_REASONS);
pub const LEGAL: Field<String> = Field::choice("legal", "法人资格状态", &LEGAL_STATES).dated();
pub const LEGAL_ON: Field<Date> = Field::day("legal_on", "法人登记日期");
pub const HEAD: Field<String> = Field::text("head", "工会负责人").dated();
pub const PHONE: Field<String> = Field::new("phone", "联系电话", Kind::Phone);
pub const ADDRESS: Field<String> = Field::text("address", "地址");
pub const TRADE: Field<String> = Field::choice("trade", "所属行业", &lists::INDUSTRY)
    .help("行业性工会联合会、按行业组建的联合基层工会填写");
/// What a form declares; shown beside the computed number, never summed.
pub const MEMBERS_DECLARED: Field<i64> = Field::int("members_declared", "申报会员人数")
    .between(0, 10_000_000)
    .unit("人")
    .help("表上报的数，只用来与台账核对");
pub const DECLARED_ON: Field<Date> = Field::day("declared_on", "申报日期");
pub const NOTE: Field<String> = Field::new("note", "备注", Kind::Long);

pub const APPROVALS: AttachmentKind =
    AttachmentKind::papers("approval", "批复").help("成立、换届、撤销的请示和上级工会的批复");
pub const ELECTIONS: AttachmentKind =
    AttachmentKind::papers("election", "选举材料").help("选举结果报告、选票统计、当选名单");
pub const CERTIFICATES: AttachmentKind =
    AttachmentKind::papers("certificate", "法人证书").help("工会法人资格证书的照片或扫描件");

/// The register of unions: the tree itself.
pub fn unions() -> Register {
    let tree = Tree {
        parent: PARENT.def.name,
        kind: KIND.def.name,
        level: rules::level,
        below: rules::below,
    };
    let mut register = Register::new(UNIONS, "工会组织", "个")
        .about("每一个工会组织一条，按领导关系连成一棵树；撤销的保留在历史里。")
        .found(Place::Phone("building-community"))
        .takes_local()
        .section("组织", &[&NAME, &KIND, &PARENT, &TRADE, &NAME_KEY, &PINYIN, &INITIALS])
        .section("建立与撤销", &[&FOUNDED_ON, &CLOSED_ON, &CLOSE_REASON])
        .section("法人资格", &[&CODE, &LEGAL, &LEGAL_ON])
        .section("联系", &[&HEAD, &PHONE, &ADDRESS])
        .section("申报与备注", &[&MEMBERS_DECLARED, &DECLARED_ON, &NOTE])
        .columns(&["name", "kind", "parent", "head", "phone", "founded_on", "legal", "code"])
        .owned(Owner::Tree(tree))
        .labelled(&NAME)
        .life(&FOUNDED_ON, &CLOSED_ON)
        .standing("现有", "已撤销")
        .unique(&[&CODE], "已有这个统一社会信用代码的工会")
        .sorts(&["name_key", "pinyin", "initials", "kind", "founded_on"])
        .kept(kept())
        .prepare(rules::prepare)
        .complete(&[&NAME, &KIND, &FOUNDED_ON, &HEAD, &PHONE, &ADDRESS])
        .attachments(&[APPROVALS, ELECTIONS, CERTIFICATES]);
    register.permits = roles::permits(&[Act::Read, Act::Write]);
    register
}

fn kept() -> Vec<Kept> {
    vec![
        Kept::new("bodies", Edge::Life).by(&["kind", "trade", "legal"]),
        Kept::new("founded", Edge::First).by(&["kind", "trade"]),
        Kept::new("closed", Edge::Last).by(&["kind", "trade"]),
    ]
}
