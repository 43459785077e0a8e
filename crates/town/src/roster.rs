//! Filled-in collection forms, as clerks send them: the members' form and the unions' form, clean or
//! with known mistakes, each row with what an import has to make of it.

mod dirt;
mod member;
mod text;
mod union;

use crate::County;
pub use dirt::Dirt;
pub use member::{from_people, members};
pub use union::unions;

/// Headings of 会员信息采集表 (附件四), left to right. In the form they stand in row 4, data from row 5.
pub const MEMBER_TITLES: [&str; 20] = [
    "序号",
    "姓名",
    "性别",
    "出生日期（格式：yyyy/MM/dd）",
    "民族",
    "就业状况",
    "有效证件类别",
    "证件号码\n(填写18位身份证)",
    "学历",
    "技术等级",
    "移动电话",
    "户籍类型",
    "户籍所在地",
    "会籍变化类型",
    "会籍变化日期（格式：yyyy/MM/dd）",
    "会籍变化原因",
    "政治面貌",
    "工作单位",
    "籍贯",
    "是否农民工会员\n填写“是”或“否”",
];

/// Headings of 工会组织信息采集表 (附件一): 序号 and sixteen columns. In the form they stand in row 5 (序号
/// in rows 4–5) below the two of `UNION_GROUPS`, data from row 6.
pub const UNION_TITLES: [&str; 17] = [
    "序号",
    "单位名称",
    "单位法人和其他组织统一社会信用代码",
    "单位地址",
    "单位所在政区",
    "单位性质类别",
    "经济类型",
    "单位所属行业",
    "职工人数",
    "工会名称",
    "工会法人和其他组织统一社会信用代码",
    "上级工会名称",
    "建会日期（格式：yyyy/MM/dd）",
    "基层工会类型",
    "会员人数",
    "工会负责人",
    "联系电话",
];

/// The headings above the headings: over columns 2–9 and 10–17.
pub const UNION_GROUPS: [&str; 2] = ["工会组织所在单位信息", "工会组织信息"];

/// What an import has to do with a row. A column is named by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
    /// Taken, with the values of [`Row::clean`].
    Good,
    /// Taken, and the column pointed out.
    Warned(&'static str),
    /// Not taken, because of this column.
    Rejected(&'static str),
    /// Left to a person to decide.
    Doubtful(&'static str),
    /// Says again what this earlier row says (its position in the list).
    Duplicate(usize),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// As typed.
    pub cells: Vec<String>,
    /// As meant.
    pub clean: Vec<String>,
    pub dirt: Option<Dirt>,
    pub expected: Expected,
}

/// How untidy a form is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ugly {
    /// Every so many rows one has something wrong; the kinds take turns.
    pub every: usize,
    pub kinds: Vec<Dirt>,
}

impl Ugly {
    /// Every kind that the members' form can have.
    pub fn members(every: usize) -> Self {
        Self { every, kinds: Dirt::OF_MEMBERS.to_vec() }
    }

    /// Every kind that the unions' form can have.
    pub fn unions(every: usize) -> Self {
        Self { every, kinds: Dirt::OF_UNIONS.to_vec() }
    }

    /// The kind whose turn it is at a row.
    fn at(&self, row: usize) -> Option<Dirt> {
        let every = self.every.max(1);
        let turn = (row + 1).is_multiple_of(every).then_some(row / every)?;
        self.kinds.get(turn % self.kinds.len().max(1)).copied()
    }
}

/// Clean rows, and among them those that the list of mistakes asks for.
fn soil(
    county: &County,
    titles: &'static [&'static str],
    clean: Vec<Row>,
    ugly: &Ugly,
) -> Vec<Row> {
    let mut rows = Vec::with_capacity(clean.len());
    for (at, row) in clean.into_iter().enumerate() {
        match ugly.at(at) {
            Some(kind) => dirt::apply(county, titles, kind, row, &mut rows),
            None => rows.push(row),
        }
    }
    for (at, row) in rows.iter_mut().enumerate() {
        // A repeated serial was put there on purpose.
        if row.dirt != Some(Dirt::RepeatedSerial) {
            text::set(row, titles, "序号", &(at + 1).to_string());
        }
    }
    rows
}
