//! What we keep of a column that a federation has added.

use super::rules;
use crate::roles;
use kernel::access::Act;
use kernel::local::{KINDS, LocalFields};
use kernel::prelude::*;

/// The registers that take columns of a federation's own; a test holds it against the declarations.
pub const REGISTERS: Choices = Choices {
    name: "可加栏目的台账",
    items: &[
        ("person", "人员", &["会员"]),
        ("membership", "会籍", &[]),
        ("union", "工会组织", &["工会"]),
        ("employer", "用人单位", &["单位"]),
        ("activity", "活动", &[]),
        ("award", "荣誉与评定", &[]),
        ("founding", "建会申请", &[]),
        ("cadre", "工会干部", &[]),
    ],
};

/// Name of the register.
pub const LOCAL_FIELDS: &str = "local_field";
pub const OF: Field<String> =
    Field::choice("of_register", "加在哪本台账", &REGISTERS).required().once();
pub const TITLE: Field<String> =
    Field::text("title", "栏目名称").required().help("表头就用它，导入时也按它认");
pub const CODE: Field<String> =
    Field::text("code", "代码").once().help("接口和公式里用；空着就取拼音首字母，存了以后不能改");
pub const KIND: Field<String> =
    Field::choice("kind", "填什么", &KINDS).required().once().help("存了以后不能改");
pub const OPTIONS: Field<String> = Field::new("options", "可选的几项", Kind::Long)
    .only("kind", &["CHOICE"])
    .help("“从几项里选”时填，一行一项");
pub const MEASURED: Field<String> = Field::text("measured", "计量单位").help("如：人、元、平方米");
pub const HELP: Field<String> = Field::text("help", "填写说明").help("显示在输入框下面");
pub const SECRET: Field<bool> = Field::yes_no("secret", "敏感")
    .required()
    .initial("0")
    .once()
    .help("敏感的加密保存、打星显示，不能用来筛选和统计；只能是一行文字，存了以后不能改");
pub const UNION: Field<Link> = Field::link("union", "哪个工会用", crate::union::register::UNIONS)
    .required()
    .once()
    .help("它和它下面的工会都能填");
pub const BEGIN_ON: Field<Date> = Field::day("begin_on", "启用日期").help("空着就从今天起");
pub const UNTIL_ON: Field<Date> =
    Field::day("until_on", "停用日期").help("从这一天起不再填；填过的仍然看得到、查得到");

/// The register of added columns.
pub fn local_fields() -> Register {
    let mut register = Register::new(LOCAL_FIELDS, "自设栏目", "栏")
        .about("各级工会给台账加的栏目：加在哪本台账、填什么、谁来用。")
        .found(Place::More("columns-3"))
        .section("栏目", &[&OF, &TITLE, &KIND, &OPTIONS, &MEASURED, &HELP])
        .section("谁用", &[&UNION, &BEGIN_ON, &UNTIL_ON, &SECRET, &CODE])
        .columns(&["title", "of_register", "kind", "union", "begin_on", "until_on", "code"])
        .owned(Owner::Union(UNION.def.name))
        .labelled(&TITLE)
        .life(&BEGIN_ON, &UNTIL_ON)
        .standing("在用", "已停用")
        .unique(&[&OF, &UNION, &TITLE], "这个工会在这本台账里已有同名的栏目")
        .unique(&[&OF, &CODE], "这本台账里已有这个代码的栏目，请在“代码”里另起一个")
        .sorts(&["begin_on"])
        .prepare(rules::prepare)
        .defines_local(LocalFields {
            of: OF.def.name,
            title: TITLE.def.name,
            code: CODE.def.name,
            kind: KIND.def.name,
            options: OPTIONS.def.name,
            unit: MEASURED.def.name,
            help: HELP.def.name,
            secret: SECRET.def.name,
            home: UNION.def.name,
            from: BEGIN_ON.def.name,
            until: UNTIL_ON.def.name,
        });
    // One that is voided counts as ended: what was typed under it keeps its title.
    register.permits = vec![
        may(&roles::COUNTY, &Act::ALL),
        may(&roles::TOWNSHIP, &[Act::Read, Act::Export]),
        may(&roles::GRASSROOTS, &[Act::Read]),
        may(&roles::LEADER, &[Act::Read, Act::Export]),
    ];
    register
}
