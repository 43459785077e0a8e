//! What the county is made of: plain facts, ready to be entered.

use jiff::civil::Date;

/// A value that held until another replaced it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Earlier<T> {
    pub value: T,
    pub from: Date,
    /// The first day on which the next value holds.
    pub until: Date,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnionSeed {
    /// Its position in [`crate::County::unions`].
    pub key: usize,
    pub parent: Option<usize>,
    /// `FED_COUNTY`, `TOWN_FED`, `TOWN_UF`, `PARK_FED`, `SYS`, `TRADE_UF`, `AREA_UF`, `BASE`, `JOINT`,
    /// `NEF`, `FLOW`, `PREP` or `BRANCH`.
    pub kind: &'static str,
    pub name: String,
    pub founded_on: Date,
    /// The first day on which it is no more.
    pub closed_on: Option<Date>,
    /// Begins with 81, or 13 for the county's own federation.
    pub credit_code: Option<String>,
    pub head: String,
    pub phone: String,
    /// Earlier values, oldest first; the present one holds since the last `until`, else since the
    /// founding.
    pub earlier_kinds: Vec<Earlier<&'static str>>,
    pub earlier_parents: Vec<Earlier<usize>>,
    pub earlier_names: Vec<Earlier<String>>,
}

/// A dated history lists every value from the day it began, the first one included.
pub type History<T> = Vec<(Date, T)>;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmployerSeed {
    /// Its position in [`crate::County::employers`].
    pub key: usize,
    pub name: String,
    pub credit_code: String,
    pub founded_on: Date,
    pub address: String,
    /// Always [`crate::DIVISION`].
    pub division: &'static str,
    /// Nine digits.
    pub township_code: &'static str,
    pub township: &'static str,
    pub grid: String,
    /// Section letter of GB/T 4754.
    pub industry: &'static str,
    /// One of the twenty 单位性质类别 of the collection form.
    pub nature: &'static str,
    /// One of its nine 经济类型.
    pub economy: &'static str,
    /// 大型, 中型, 小型 or 微型.
    pub size_class: &'static str,
    /// The union directly below the county federation that is in charge of it.
    pub seat: usize,
    pub employees: History<i64>,
    /// Of the employees at the last day.
    pub women: i64,
    pub migrants: i64,
    /// 正常, 停业, 注销 or 迁出.
    pub operating: History<&'static str>,
    /// 未摸底, 已摸底, 具备条件, 已动员, 筹备中, 已建会, 暂不具备条件 or 拒绝建会.
    pub survey: History<&'static str>,
    pub contact: String,
    pub contact_phone: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CoverageSeed {
    pub union: usize,
    pub employer: usize,
    pub from: Date,
    /// The first day on which it is no longer covered.
    pub until: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PersonSeed {
    /// Counts the people in the order in which they are given out.
    pub key: usize,
    pub name: String,
    /// 男 or 女.
    pub sex: &'static str,
    /// A valid 居民身份证 number, no two alike.
    pub paper_no: String,
    pub birth: Date,
    pub phone: String,
    /// With 族: `汉族`.
    pub ethnicity: String,
    /// One of the eight of the collection form.
    pub education: &'static str,
    /// One of the thirteen of GB/T 4762.
    pub political: &'static str,
    /// 农业户口 or 非农业户口.
    pub household: &'static str,
    pub household_place: String,
    pub native_place: String,
    /// 无, or 职业资格五级（初级） to 职业资格一级（高级技师）.
    pub skill: &'static str,
    pub migrant: History<bool>,
    /// Since when of which group of new-form workers.
    pub nef: Option<(Date, &'static str)>,
    pub employ_form: History<&'static str>,
    pub memberships: Vec<MembershipSeed>,
}

/// A membership counts on `joined_on` and no longer on `left_on`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MembershipSeed {
    pub union: usize,
    /// None for someone who joined as an individual.
    pub employer: Option<usize>,
    /// No two memberships have the same.
    pub number: String,
    pub joined_on: Date,
    /// 入会 or 转入.
    pub entry: &'static str,
    pub left_on: Option<Date>,
    /// 转出, 退会, 除名 or 死亡.
    pub exit: Option<&'static str>,
    /// 正常, 保留, 转出中 or 冻结.
    pub statuses: History<&'static str>,
}

/// One activity that a union held.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ActivitySeed {
    pub union: usize,
    /// Code of its kind: `training`, `job_fair`, `visit`, `publicity` or `contest`.
    pub kind: &'static str,
    pub name: String,
    pub held_from: Date,
    /// The last day, of one that took several.
    pub held_until: Option<Date>,
    /// Codes of course, campaign and audience.
    pub course: Option<&'static str>,
    pub campaign: Option<&'static str>,
    pub audience: &'static str,
    /// `COUNTY` or `TOWN`.
    pub level: &'static str,
    /// `CLOSED` or `ONLINE`, where it was not an ordinary meeting.
    pub mode: Option<&'static str>,
    pub lines: Vec<LineSeed>,
    /// How many participants are known by name, beside those counted.
    pub named: usize,
}

/// What a union has to reach, and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TargetSeed {
    pub union: usize,
    pub name: String,
    /// Code of the indicator.
    pub indicator: &'static str,
    /// In the indicator's unit.
    pub value: i64,
    pub at_most: bool,
    pub begin_on: Date,
    pub due_on: Date,
    /// The group, its leader and who is responsible; empty where nobody was named.
    pub team: String,
    pub leader: String,
    pub responsible: String,
    /// Position of the target of which it is a part.
    pub part_of: Option<usize>,
}

/// What was counted, paid, handed out or achieved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LineSeed {
    /// `HEADS`, `MONEY`, `GOODS` or `RESULT`, and the code of the item in it.
    pub list: &'static str,
    pub code: &'static str,
    /// In 分 where it is money.
    pub number: i64,
}

/// An honour or a rating of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AwardSeed {
    pub union: usize,
    /// List and code of the title.
    pub title: (&'static str, &'static str),
    pub level: &'static str,
    /// One to five, of a rating by stars.
    pub star: Option<i64>,
    /// Whether the standard is met.
    pub met: bool,
    pub awarded_on: Date,
    /// The day of the next rating, which takes its place.
    pub replaced_on: Option<Date>,
}
