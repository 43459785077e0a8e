//! Code lists that no rule branches on, ready for fields. Codes follow the national standards; see
//! `kernel::codes::lists`.

use kernel::choices::Choices;
use kernel::codes::lists;

/// 性别, GB/T 2261.1-2003.
pub const SEX: Choices = Choices { name: "性别", items: lists::SEX };
/// 民族, GB/T 3304-1991.
pub const ETHNICITY: Choices = Choices { name: "民族", items: lists::ETHNICITY };
/// 学历, codes of GB/T 4658-2006.
pub const EDUCATION: Choices = Choices { name: "学历", items: lists::EDUCATION };
/// 政治面貌, GB/T 4762-1984.
pub const POLITICAL: Choices = Choices { name: "政治面貌", items: lists::POLITICAL };
/// 技术等级, with the 新八级 of 人社部发〔2022〕14号.
pub const SKILL: Choices = Choices { name: "技术等级", items: lists::SKILL };
/// 户籍类型.
pub const HOUSEHOLD: Choices = Choices { name: "户籍类型", items: lists::HOUSEHOLD };
/// 行业, GB/T 4754-2017.
pub const INDUSTRY: Choices = Choices { name: "行业", items: lists::INDUSTRY };
/// 单位性质类别, twenty values of the collection form.
pub const NATURE: Choices = Choices { name: "单位性质类别", items: lists::UNIT_NATURE };
/// 经济类型, nine values of the collection form.
pub const ECONOMY: Choices = Choices { name: "经济类型", items: lists::ECONOMY };
/// 就业状况.
pub const EMPLOYMENT: Choices = Choices { name: "就业状况", items: lists::EMPLOYMENT_STATE };
/// 用工形式.
pub const EMPLOY_FORM: Choices = Choices { name: "用工形式", items: lists::EMPLOY_FORM };
/// 新就业形态类别.
pub const NEF: Choices = Choices { name: "新就业形态类别", items: lists::NEF_TYPE };
/// 会籍变化原因, six values of the collection form.
pub const CHANGE_REASON: Choices =
    Choices { name: "会籍变化原因", items: lists::CHANGE_REASON };
