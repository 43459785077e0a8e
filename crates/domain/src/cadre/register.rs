//! What we keep of a post.

use super::rules;
use crate::roles;
use kernel::access::Act;
use kernel::prelude::*;

/// 工会职务.
pub const POSTS: Choices = Choices {
    name: "工会职务",
    items: &[
        ("CHAIR", "主席", &["工会主席"]),
        ("VICE_CHAIR", "副主席", &["工会副主席"]),
        ("STANDING", "常委", &["常务委员"]),
        ("COMMITTEE", "委员", &["工会委员"]),
        ("AUDIT_HEAD", "经审委主任", &["经费审查委员会主任"]),
        ("AUDIT", "经审委委员", &["经费审查委员会委员", "经审委员"]),
        ("WOMEN_HEAD", "女职工委主任", &["女职工委员会主任"]),
        ("WOMEN", "女职工委委员", &["女职工委员会委员", "女职工委员"]),
        ("ORGANISER", "组织员", &[]),
        ("ACCOUNTANT", "会计", &[]),
        ("CASHIER", "出纳", &[]),
        ("LAW_SUPERVISOR", "劳动法律监督员", &[]),
        ("SAFETY_INSPECTOR", "劳动保护检查员", &[]),
        ("GROUP_LEADER", "工会小组长", &["小组长"]),
        ("SOCIAL_WORKER", "社会化工会工作者", &[]),
        ("BARGAINING_GUIDE", "专职集体协商指导员", &[]),
        ("PREP_HEAD", "筹备组组长", &[]),
        ("PREP", "筹备组成员", &["筹备组副组长"]),
    ],
};

/// Posts in a preparatory group, which are none in a union yet.
pub const PREPARING: [&str; 2] = ["PREP_HEAD", "PREP"];

/// 专职兼职.
pub const ENGAGEMENTS: Choices = Choices {
    name: "专兼职",
    items: &[("FULL", "专职", &[]), ("PART", "兼职", &[]), ("SECONDED", "挂职", &[])],
};

/// 任职方式.
pub const WAYS: Choices = Choices {
    name: "任职方式",
    items: &[
        ("ELECTED", "选举", &["当选"]),
        ("CO_OPTED", "增补", &["补选"]),
        ("APPOINTED", "任命", &["委派"]),
    ],
};

/// Name of the register.
pub const CADRES: &str = "cadre";
pub const NAME: Field<String> = Field::text("name", "姓名").required();
/// The union in which the post is held, and the owner of the record.
pub const UNION: Field<Link> = Field::link("union", "所在工会", "union").required();
pub const POST: Field<String> = Field::choice("post", "职务", &POSTS).required();
pub const ENGAGEMENT: Field<String> = Field::choice("engagement", "专兼职", &ENGAGEMENTS);
pub const WAY: Field<String> = Field::choice("way", "任职方式", &WAYS);
pub const FROM_ON: Field<Date> =
    Field::day("from_on", "任职日期").required().help("选举的按选举日期，任期从这一天算");
pub const TERM_ENDS_ON: Field<Date> =
    Field::day("term_ends_on", "任期届满日期").help("3年或5年一届");
pub const UNTIL_ON: Field<Date> = Field::day("until_on", "离任日期").help("从这一天起不再任职");
pub const PARTY_POST: Field<String> = Field::text("party_post", "党内职务");
pub const PHONE: Field<String> = Field::new("phone", "联系电话", Kind::Phone);
pub const NOTE: Field<String> = Field::text("note", "备注");

/// The register of posts.
pub fn cadres() -> Register {
    let mut register = Register::new(CADRES, "工会干部", "人")
        .all_counted_in("任")
        .about("一个人在一个工会任一个职务一条：哪天任职、怎样产生、任期到哪天、哪天离任。")
        .found(Place::More("user"))
        .takes_local()
        .section("任职", &[&NAME, &UNION, &POST, &ENGAGEMENT, &WAY])
        .section("任期", &[&FROM_ON, &TERM_ENDS_ON, &UNTIL_ON])
        .section("其他", &[&PARTY_POST, &PHONE, &NOTE])
        .columns(&["name", "post", "union", "engagement", "from_on", "term_ends_on"])
        .owned(Owner::Union(UNION.def.name))
        .labelled(&NAME)
        .life(&FROM_ON, &UNTIL_ON)
        .standing("现任", "已离任")
        .sorts(&["name", "from_on", "term_ends_on"])
        .prepare(rules::prepare)
        .judged_on(&FROM_ON)
        .complete(&[&ENGAGEMENT, &WAY, &TERM_ENDS_ON, &PHONE]);
    register.permits = roles::permits(&[Act::Read, Act::Write]);
    register
}
