//! What we count of activities, each on the first day of its activity. People are those who are named and
//! those who are only counted, together; nobody stands in both.

use super::parts::{ACTIVITY, CERTIFICATE, EMPLOYED, INTENT, LINES, PARTICIPANTS};
use super::register::{ACTIVITIES, HELD_FROM, LEVELS, MODES};
use kernel::indicator::{Dim, DimKind, Indicator, flow, is, yes};
use kernel::prelude::Field;

/// Items of 参加人数和规模 that are people, and whether they are migrant workers.
const PEOPLE: [(&str, bool); 6] = [
    ("migrant", true),
    ("migrant_seeker", true),
    ("worker", false),
    ("cadre", false),
    ("seeker", false),
    ("audience", false),
];

/// Levels as reports write them.
const LEVEL_CODES: [(&str, &str); 6] = [
    ("NATIONAL", "national"),
    ("PROVINCE", "provincial"),
    ("CITY", "municipal"),
    ("COUNTY", "county"),
    ("TOWN", "township"),
    ("UNIT", "unit"),
];

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    let mut all = held();
    all.extend(training());
    all.extend(fairs());
    all.extend(outcomes());
    all.extend(visits());
    all.extend(others());
    all
}

/// The dimension `level` over a path to a level.
pub fn level(path: &str) -> Dim {
    let title = |code: &str| LEVELS.title(code).to_owned();
    let row =
        |(stored, code): &(&str, &str)| ((*stored).to_owned(), (*code).to_owned(), title(stored));
    let kind = DimKind::Map(path.to_owned(), LEVEL_CODES.iter().map(row).collect());
    Dim { name: "level".to_owned(), title: LEVELS.name.to_owned(), kind }
}

fn held() -> Vec<Indicator> {
    vec![
        of_activity("activity_count", "活动次数", "次", "开始日期在期内的活动次数。"),
        of_activity(
            "training_class_count",
            "培训班期数",
            "期",
            "开始日期在期内、类型为培训的活动次数。",
        )
        .when(is("kind.code", &["training"])),
        of_activity(
            "cadre_training_session_count",
            "工会干部培训期数",
            "期",
            "开始日期在期内、对象为工会干部的培训次数。",
        )
        .when(is("kind.code", &["training"]))
        .when(is("audience.code", &["cadre"])),
        of_activity("job_fair_count", "招聘会场次", "场", "开始日期在期内的招聘会次数。")
            .when(is("kind.code", &["job_fair"])),
        of_activity(
            "safety_supervision_count",
            "劳动保护监督活动次数",
            "次",
            "开始日期在期内、类型为劳动保护监督检查的活动次数。",
        )
        .when(is("kind.code", &["safety"])),
    ]
}

fn training() -> Vec<Indicator> {
    let mut all = people(
        ("training_person_count", "培训人次", "人次"),
        &["training"],
        "开始日期在期内的培训",
    );
    all.push(
        money(
            "training_spend_amount",
            "培训经费",
            "开始日期在期内的培训投入的经费之和，含上级拨款、本级经费、行政补助和社会捐助。",
        )
        .when(is(KIND, &["training"]))
        .dim("migrant", "是否农民工", for_migrants()),
    );
    all
}

fn fairs() -> Vec<Indicator> {
    const FAIR: &[&str] = &["job_fair"];
    let mut all =
        people(("job_fair_attendee_count", "招聘会求职者数", "人"), FAIR, "开始日期在期内的招聘会");
    let line = |code, title, unit, says, item| {
        quantity(code, title, unit, says).when(is(KIND, FAIR)).when(is("item.code", &[item]))
    };
    all.extend([
        line(
            "job_fair_employer_count",
            "招聘会用人单位数",
            "家",
            "期内各场招聘会明细中用人单位数之和。",
            "employer",
        )
        .when(is("item.list", &["HEADS"])),
        line(
            "job_fair_post_count",
            "招聘会岗位数",
            "个",
            "期内各场招聘会明细中岗位数之和。",
            "post",
        )
        .when(is("item.list", &["HEADS"])),
        line(
            "job_fair_training_signup_count",
            "招聘会报名培训人数",
            "人",
            "期内各场招聘会成果中报名培训的人数之和。",
            "signup",
        )
        .when(is("item.list", &["RESULT"])),
    ]);
    all.extend(result(
        ("job_fair_intent_count", "招聘会达成意向人数", "人"),
        Some(FAIR),
        ("intent", &INTENT),
        "期内招聘会上达成用工意向的人数",
    ));
    all
}

fn outcomes() -> Vec<Indicator> {
    let mut all = result(
        ("employment_achieved_count", "实现就业人数", "人"),
        None,
        ("employed", &EMPLOYED),
        "期内各项活动后实现就业的人数",
    );
    all.extend(result(
        ("certificate_issued_count", "取得证书人次", "人次"),
        None,
        ("certificate", &CERTIFICATE),
        "期内各项活动中取得职业资格或技能等级证书的人次",
    ));
    all.push(
        quantity(
            "hazard_handled_count",
            "查处事故隐患件数",
            "件",
            "期内各项活动成果中查处隐患的件数之和。",
        )
        .when(is("item.list", &["RESULT"]))
        .when(is("item.code", &["hazard"])),
    );
    all
}

fn visits() -> Vec<Indicator> {
    const VISIT: &[&str] = &["visit"];
    let mut all =
        people(("aid_person_count", "走访慰问人数", "人"), VISIT, "开始日期在期内的走访慰问");
    let heads = |code, title, unit, says, item| {
        quantity(code, title, unit, says)
            .when(is(KIND, VISIT))
            .when(is("item.list", &["HEADS"]))
            .when(is("item.code", &[item]))
    };
    all.extend([
        heads(
            "aid_household_count",
            "慰问户数",
            "户",
            "期内走访慰问明细中慰问户数之和。",
            "household",
        ),
        heads(
            "cool_visit_site_count",
            "送清凉走访企业工地数",
            "家",
            "期内送清凉行动的走访慰问明细中企业和工地数之和。",
            "site",
        )
        .when(is("activity.campaign.code", &["cool"])),
        money("aid_amount", "走访慰问金额", "开始日期在期内的走访慰问投入的经费之和。")
            .when(is(KIND, VISIT)),
    ]);
    all
}

fn others() -> Vec<Indicator> {
    let mut all = people(
        ("skill_contest_participant_count", "技能竞赛参与人数", "人"),
        &["contest"],
        "开始日期在期内的技能竞赛",
    );
    all.extend(people(
        ("publicity_person_times", "宣传覆盖人次", "人次"),
        &["publicity"],
        "开始日期在期内的普法宣传",
    ));
    all.extend(people(
        ("checkup_person_count", "体检人数", "人"),
        &["checkup"],
        "开始日期在期内的体检",
    ));
    all.push(
        quantity(
            "material_distributed_count",
            "物资发放数",
            "份",
            "期内各项活动明细中发放物资的数量之和，含宣传资料和慰问品。",
        )
        .when(is("item.list", &["GOODS"]))
        .by("type", "物资种类", "item.code"),
    );
    all.push(money(
        "activity_spend_amount",
        "活动经费",
        "期内各项活动投入的经费之和，含上级拨款、本级经费、行政补助和社会捐助。",
    ));
    all
}

/// The path from a part to the kind of its activity.
const KIND: &str = "activity.kind.code";

fn of_activity(code: &str, title: &str, unit: &str, says: &str) -> Indicator {
    about("", flow(code, title, unit, ACTIVITIES, &HELD_FROM.def, says))
}

/// A flow over participants or lines, on the day of their activity.
fn of_parts(code: &str, title: &str, unit: &str, of: &str, says: &str) -> Indicator {
    flow(code, title, unit, of, &HELD_FROM.def, says).on_day_of(ACTIVITY.def.name)
}

/// What every activity can be told apart by.
fn about(way: &str, indicator: Indicator) -> Indicator {
    let path = |end: &str| format!("{way}{end}");
    let mut made = indicator
        .by("kind", "活动类型", &path("kind.code"))
        .by("course", "培训课程", &path("course.code"))
        .by("audience", "活动对象", &path("audience.code"))
        .by("scheme", "专项行动", &path("campaign.code"))
        .by("mode", MODES.name, &path("mode"));
    made.dims.push(level(&path("level")));
    made
}

fn quantity(code: &str, title: &str, unit: &str, says: &str) -> Indicator {
    about("activity.", of_parts(code, title, unit, LINES, says)).sum("quantity").needs("quantity")
}

fn money(code: &str, title: &str, says: &str) -> Indicator {
    about("activity.", of_parts(code, title, "元", LINES, says))
        .sum("amount")
        .needs("amount")
        .when(is("item.list", &["MONEY"]))
        .by("source", "经费来源", "item.code")
}

fn named(code: &str, title: &str, unit: &str, says: &str) -> Indicator {
    about("activity.", of_parts(code, title, unit, PARTICIPANTS, says))
}

/// Of lines about money: whether the activity was for migrant workers.
fn for_migrants() -> DimKind {
    let row = |code: &str, yes: bool| migrant_row(code, yes);
    let audiences = [
        ("migrant", true),
        ("worker", false),
        ("cadre", false),
        ("seeker", false),
        ("women", false),
        ("hardship", false),
        ("nef", false),
        ("public", false),
    ];
    let rows = audiences.iter().map(|(code, yes)| row(code, *yes)).collect();
    DimKind::Map("activity.audience.code".to_owned(), rows)
}

fn migrant_row(code: &str, yes: bool) -> (String, String, String) {
    let (group, title) = if yes { ("1", "是") } else { ("0", "否") };
    (code.to_owned(), group.to_owned(), title.to_owned())
}

/// Those counted by number, those named, and both together.
fn people((code, title, unit): (&str, &str, &str), kinds: &[&str], which: &str) -> Vec<Indicator> {
    let codes: Vec<&str> = PEOPLE.iter().map(|item| item.0).collect();
    let rows = PEOPLE.iter().map(|(code, yes)| migrant_row(code, *yes)).collect();
    let counted = part(code, "unnamed");
    let counted_says = format!("{which}明细中写不出姓名的人数之和。");
    let by_name = part(code, "named");
    let named_says = format!("{which}中写得出姓名的参加人。");
    vec![
        quantity(&counted, &format!("{title}（未具名）"), unit, &counted_says)
            .when(is(KIND, kinds))
            .when(is("item.list", &["HEADS"]))
            .when(is("item.code", &codes))
            .dim("migrant", "是否农民工", DimKind::Map("item.code".to_owned(), rows)),
        named(&by_name, &format!("{title}（具名）"), unit, &named_says)
            .when(is(KIND, kinds))
            .when(kernel::indicator::is_not("part", &["STAFF"]))
            .by("migrant", "是否农民工", "person.migrant"),
        of_parts(code, title, unit, "", &format!("{which}的参加人数：具名的和未具名的合计。"))
            .plus(&counted, &by_name),
    ]
}

/// What came of activities: counted by number, by name, and both together.
fn result(
    (code, title, unit): (&str, &str, &str),
    kinds: Option<&[&str]>,
    (item, flag): (&str, &Field<bool>),
    which: &str,
) -> Vec<Indicator> {
    let held = |indicator: Indicator| match kinds {
        Some(kinds) => indicator.when(is(KIND, kinds)),
        None => indicator,
    };
    let (counted, by_name) = (part(code, "unnamed"), part(code, "named"));
    let (one, other) = (format!("{title}（未具名）"), format!("{title}（具名）"));
    vec![
        held(quantity(&counted, &one, unit, &format!("{which}，明细中写不出姓名的。")))
            .when(is("item.list", &["RESULT"]))
            .when(is("item.code", &[item])),
        held(named(&by_name, &other, unit, &format!("{which}，写得出姓名的。")))
            .when(yes(flag.def.name)),
        of_parts(code, title, unit, "", &format!("{which}：具名的和未具名的合计。"))
            .plus(&counted, &by_name),
    ]
}

/// `training_person_count` of those not named is `training_person_unnamed_count`.
fn part(code: &str, which: &str) -> String {
    match code.rsplit_once('_') {
        Some((head, tail)) => format!("{head}_{which}_{tail}"),
        None => format!("{code}_{which}"),
    }
}
