//! What a new installation finds in the lists. Codes are those by which indicators know the entries.

use kernel::value::Value;

/// Code and name.
type Entry = (&'static str, &'static str);

const KINDS: &[Entry] = &[
    ("training", "培训"),
    ("job_fair", "招聘会"),
    ("visit", "走访慰问"),
    ("publicity", "普法宣传"),
    ("culture", "文体活动"),
    ("contest", "技能竞赛"),
    ("checkup", "体检"),
    ("show", "演出"),
    ("safety", "劳动保护监督检查"),
    ("meeting", "座谈会"),
    ("other", "其他活动"),
];
const COURSES: &[Entry] = &[
    ("skills", "职业技能"),
    ("entrepreneurship", "创业"),
    ("domestic_service", "家政服务"),
    ("quality", "基础素质"),
    ("law", "法律法规"),
    ("safety", "安全生产"),
    ("union_work", "工会业务"),
];
const CAMPAIGNS: &[Entry] = &[
    ("warmth", "送温暖"),
    ("cool", "送清凉"),
    ("scholarship", "金秋助学"),
    ("life_aid", "生活救助"),
    ("women_care", "女职工关爱行动"),
    ("two_cancers", "两癌检查"),
    ("spring_breeze", "春风行动"),
    ("union_week", "工会活动周"),
];
const AUDIENCES: &[Entry] = &[
    ("worker", "职工"),
    ("migrant", "农民工"),
    ("cadre", "工会干部"),
    ("seeker", "求职者"),
    ("women", "女职工"),
    ("hardship", "困难职工"),
    ("nef", "新就业形态劳动者"),
    ("public", "社会公众"),
];
/// Each person is counted in one of them only; the last three are no people.
const HEADS: &[Entry] = &[
    ("migrant", "农民工"),
    ("worker", "其他职工"),
    ("cadre", "工会干部"),
    ("seeker", "求职者（非农民工）"),
    ("migrant_seeker", "求职者（农民工）"),
    ("audience", "观众和群众"),
    ("household", "慰问户"),
    ("employer", "用人单位"),
    ("post", "岗位"),
    ("site", "企业和工地"),
];
const MONEY: &[Entry] = &[
    ("superior", "上级拨款"),
    ("own", "本级经费"),
    ("government", "行政补助"),
    ("donation", "社会捐助"),
];
const GOODS: &[Entry] = &[
    ("booklet", "宣传册"),
    ("leaflet", "宣传单"),
    ("law_booklet", "法规单行本"),
    ("policy_reader", "政策读本"),
    ("cool_goods", "清凉用品"),
    ("gift", "慰问品"),
    ("household_goods", "生活用品"),
];
const RESULTS: &[Entry] = &[
    ("intent", "签约意向"),
    ("signup", "报名培训"),
    ("employed", "实现就业"),
    ("certificate", "取得证书"),
    ("hazard", "查处隐患"),
];
const HONOURS: &[Entry] = &[
    ("model_home", "模范职工之家"),
    ("model_group", "模范职工小家"),
    ("standard_union", "标准工会"),
    ("worker_pioneer", "工人先锋号"),
    ("labour_award", "五一劳动奖状（奖章）"),
    ("model_worker", "劳动模范"),
    ("good_cadre", "优秀工会工作者"),
    ("good_activist", "优秀工会积极分子"),
    ("skill_champion", "技术状元"),
    ("skill_expert", "技术能手"),
    ("innovation_studio", "职工创新工作室"),
    ("training_base", "就业培训基地"),
];
const STANDARDS: &[Entry] =
    &[("star", "星级工会"), ("six_haves", "六有"), ("compliant", "基层工会达标")];

/// 条线 to which guides of founding are assigned; a county has its own.
const LINES: &[Entry] = &[
    ("organ", "机关事业"),
    ("education", "教育"),
    ("health", "卫生健康"),
    ("industry", "工业制造"),
    ("building", "建筑房产"),
    ("transport", "交通物流"),
    ("trade", "商贸流通"),
    ("catering", "餐饮住宿"),
    ("domestic", "家政服务"),
    ("finance", "金融"),
    ("farming", "农林水利"),
    ("tourism", "文化旅游"),
    ("network", "电信和互联网"),
    ("social", "社会组织"),
    ("nef", "新就业形态"),
    ("small", "中小微企业"),
];

const ALL: [(&str, &[Entry]); 11] = [
    ("ACTIVITY_KIND", KINDS),
    ("COURSE", COURSES),
    ("CAMPAIGN", CAMPAIGNS),
    ("AUDIENCE", AUDIENCES),
    ("HEADS", HEADS),
    ("MONEY", MONEY),
    ("GOODS", GOODS),
    ("RESULT", RESULTS),
    ("HONOUR", HONOURS),
    ("STANDARD", STANDARDS),
    ("FOUNDING_LINE", LINES),
];

/// The rows, list by list.
pub fn rows() -> Vec<Vec<(&'static str, Value)>> {
    let row = |list: &'static str, place: i64, (code, name): &Entry| {
        vec![
            ("list", Value::from(list)),
            ("code", Value::from(*code)),
            ("name", Value::from(*name)),
            ("place", Value::Int(place * 10)),
        ]
    };
    let of = |(list, entries): &(&'static str, &'static [Entry])| {
        let (list, entries) = (*list, *entries);
        (1..).zip(entries).map(move |(place, entry)| row(list, place, entry)).collect::<Vec<_>>()
    };
    ALL.iter().flat_map(of).collect()
}
