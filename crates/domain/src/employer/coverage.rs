//! Which union covers which employer since when: one employer of a 独立基层工会, several of a 联合基层工会.
//! 建会单位数 counts these employers, 基层工会数 the unions.

use super::register::{self, EMPLOYERS};
use super::rules;
use crate::roles;
use kernel::access::Act;
use kernel::prelude::*;

/// Name of the register.
pub const COVERAGES: &str = "coverage";
/// The covering union, and the owner of the record.
pub const UNION: Field<Link> = Field::link("union", "工会", "union").required();
pub const EMPLOYER: Field<Link> = Field::link("employer", "用人单位", EMPLOYERS).required();
pub const FROM_ON: Field<Date> =
    Field::day("from_on", "覆盖起始日期").required().help("建会或加入联合工会的日期");
pub const UNTIL_ON: Field<Date> = Field::day("until_on", "覆盖截止日期").help("从这一天起不再覆盖");
pub const NOTE: Field<String> = Field::text("note", "备注");

/// The register of coverages.
pub fn coverages() -> Register {
    let mut register = Register::new(COVERAGES, "工会覆盖", "条")
        .about("哪个工会从哪天起覆盖哪家用人单位；联合基层工会覆盖几家就有几条。")
        .found(Place::More("grid-dots"))
        .section("覆盖", &[&UNION, &EMPLOYER, &FROM_ON, &UNTIL_ON, &NOTE])
        .columns(&["employer_name", "union", "from_on", "until_on"])
        .owned(Owner::Union(UNION.def.name))
        .labelled(&EMPLOYER)
        .life(&FROM_ON, &UNTIL_ON)
        .standing("现在覆盖", "已截止")
        .carries(&EMPLOYER, &[&register::NAME, &register::PINYIN, &register::INITIALS])
        .sorts(&["employer_name", "employer_pinyin", "from_on"])
        .prepare(rules::prepare_coverage)
        .complete(&[&UNION, &EMPLOYER, &FROM_ON]);
    register.permits = roles::permits(&[Act::Read]);
    register
}
