//! What we keep of an entry of an editable list.

use super::{beginnings, rules};
use crate::roles;
use kernel::access::Act;
use kernel::prelude::*;

/// The lists. Which there are is fixed, for links name them; what stands in them is not.
pub const LISTS: Choices = Choices {
    name: "字典",
    items: &[
        ("ACTIVITY_KIND", "活动类型", &[]),
        ("COURSE", "培训课程", &[]),
        ("CAMPAIGN", "专项行动", &[]),
        ("AUDIENCE", "活动对象", &[]),
        ("HEADS", "参加人数和规模", &[]),
        ("MONEY", "经费", &[]),
        ("GOODS", "物资", &[]),
        ("RESULT", "成果", &[]),
        ("HONOUR", "荣誉称号", &[]),
        ("STANDARD", "评定", &[]),
        ("FOUNDING_LINE", "建会条线", &[]),
    ],
};

/// Name of the register.
pub const TERMS: &str = "term";
pub const LIST: Field<String> = Field::choice("list", "字典", &LISTS).required();
pub const NAME: Field<String> = Field::text("name", "名称").required();
pub const CODE: Field<String> =
    Field::text("code", "代码").help("统计按代码认，用过以后不要改；空着就取拼音首字母");
pub const NAME_KEY: Field<String> = Field::text("name_key", "名称检索").computed();
pub const PINYIN: Field<String> = Field::text("pinyin", "名称拼音").computed();
pub const INITIALS: Field<String> = Field::text("initials", "拼音首字母").computed();
pub const PLACE: Field<i64> =
    Field::int("place", "排序").between(0, 100_000).help("数字小的排在前面");
pub const FROM_ON: Field<Date> = Field::day("from_on", "启用日期").help("空着就是一直可用");
pub const UNTIL_ON: Field<Date> =
    Field::day("until_on", "停用日期").help("从这一天起不再出现在可选的里面");
pub const NOTE: Field<String> = Field::text("note", "备注");

/// The register of terms: everybody's.
pub fn terms() -> Register {
    let mut register = Register::new(TERMS, "字典项", "项")
        .about("可以由县总工会增减的名目：活动类型、培训课程、物资、荣誉称号等，每个名目一条。")
        .section("字典项", &[&LIST, &NAME, &CODE, &NAME_KEY, &PINYIN, &INITIALS])
        .section("使用", &[&PLACE, &FROM_ON, &UNTIL_ON, &NOTE])
        .columns(&["name", "list", "code", "place", "from_on", "until_on"])
        .owned(Owner::Common)
        .labelled(&NAME)
        .life(&FROM_ON, &UNTIL_ON)
        .standing("在用", "已停用")
        .unique(&[&LIST, &CODE], "这个字典里已有这个代码")
        .unique(&[&LIST, &NAME_KEY], "这个字典里已有这个名称")
        .sorts(&["place", "pinyin"])
        .prepare(rules::prepare)
        .beginning_with(beginnings::rows());
    let read = [Act::Read, Act::Export];
    register.permits = vec![
        may(&roles::COUNTY, &Act::ALL),
        may(&roles::TOWNSHIP, &read),
        may(&roles::GRASSROOTS, &read),
        may(&roles::LEADER, &read),
    ];
    register
}
