//! What we keep of an activity.

use super::rules;
use crate::roles;
use crate::term::register::TERMS;
use kernel::access::Act;
use kernel::prelude::*;

/// 级别 of what is held or awarded.
pub const LEVELS: Choices = Choices {
    name: "级别",
    items: &[
        ("NATIONAL", "全国", &["国家级", "国家", "全国级"]),
        ("PROVINCE", "省级", &["省", "省（自治区、直辖市）"]),
        ("CITY", "市级", &["市", "地市级", "设区市"]),
        ("COUNTY", "县级", &["县", "区", "县区级", "区级"]),
        ("TOWN", "乡镇（街道）级", &["乡镇级", "乡镇", "镇级", "街道级", "街道"]),
        ("UNIT", "基层（单位）", &["基层", "单位", "本单位", "本级"]),
    ],
};

/// 方式 of an activity.
pub const MODES: Choices = Choices {
    name: "举办方式",
    items: &[
        ("GATHERED", "集中", &["线下", "现场"]),
        ("CLOSED", "封闭集中", &["封闭式", "封闭", "脱产"]),
        ("ONLINE", "线上", &["网络", "直播"]),
        ("VISITING", "上门", &["入户", "进企业"]),
    ],
};

/// Name of the register.
pub const ACTIVITIES: &str = "activity";
pub const NAME: Field<String> = Field::text("name", "活动名称").required();
pub const NAME_KEY: Field<String> = Field::text("name_key", "名称检索").computed();
pub const PINYIN: Field<String> = Field::text("pinyin", "名称拼音").computed();
pub const INITIALS: Field<String> = Field::text("initials", "拼音首字母").computed();
pub const KIND: Field<Link> =
    Field::link("kind", "活动类型", TERMS).required().within("list", &["ACTIVITY_KIND"]);
/// The union that holds it, and the owner of the record.
pub const UNION: Field<Link> = Field::link("union", "主办工会", "union").required();
pub const HELD_FROM: Field<Date> =
    Field::day("held_from", "开始日期").required().help("时期数按这一天计");
pub const HELD_UNTIL: Field<Date> =
    Field::day("held_until", "结束日期").help("最后一天；只办一天的不填");
pub const SITE: Field<String> = Field::text("site", "地点");
pub const COURSE: Field<Link> =
    Field::link("course", "培训课程", TERMS).within("list", &["COURSE"]).help("培训和竞赛填写");
pub const CAMPAIGN: Field<Link> =
    Field::link("campaign", "专项行动", TERMS).within("list", &["CAMPAIGN"]);
pub const AUDIENCE: Field<Link> =
    Field::link("audience", "活动对象", TERMS).within("list", &["AUDIENCE"]);
pub const LEVEL: Field<String> = Field::choice("level", "举办级别", &LEVELS);
pub const MODE: Field<String> = Field::choice("mode", "举办方式", &MODES);
pub const EDITION: Field<i64> = Field::int("edition", "第几届").between(1, 200).unit("届");
pub const PARTNERS: Field<String> = Field::text("partners", "联合举办单位");
pub const NOTE: Field<String> = Field::new("note", "备注", Kind::Long);

pub const PHOTOS: AttachmentKind =
    AttachmentKind::photos("photo", "照片").help("现场照片、合影，公示照片也放这里");
pub const SIGN_INS: AttachmentKind = AttachmentKind::papers("sign_in", "签到表");
pub const MATERIALS: AttachmentKind =
    AttachmentKind::papers("material", "材料").help("通知、方案、总结、报道等");

/// The register of activities.
pub fn activities() -> Register {
    let mut register = Register::new(ACTIVITIES, "活动", "次")
        .about("工会办的每一次活动一条：培训、招聘会、慰问、宣传、文体、竞赛等；人数、经费、物资和成果记在它的明细里。")
        .found(Place::Top("map-pin"))
        .takes_local()
        .section("活动", &[&NAME, &KIND, &UNION, &NAME_KEY, &PINYIN, &INITIALS])
        .section("时间地点", &[&HELD_FROM, &HELD_UNTIL, &SITE])
        .section("性质", &[&COURSE, &CAMPAIGN, &AUDIENCE, &LEVEL, &MODE, &EDITION])
        .section("其他", &[&PARTNERS, &NOTE])
        .columns(&["name", "kind", "union", "held_from", "audience", "level", "campaign"])
        .owned(Owner::Union(UNION.def.name))
        .labelled(&NAME)
        .sorts(&["held_from", "pinyin", "name_key", "initials"])
        .prepare(rules::prepare)
        .complete(&[&SITE, &AUDIENCE, &LEVEL])
        .attachments(&[PHOTOS, SIGN_INS, MATERIALS]);
    register.permits = roles::permits(&[Act::Read, Act::Write, Act::Import, Act::Export]);
    register
}
