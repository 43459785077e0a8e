//! What we keep of a target.

use super::rules;
use crate::roles;
use kernel::access::Act;
use kernel::goal::Goals;
use kernel::prelude::*;

/// Name of the register.
pub const TARGETS: &str = "target";
pub const NAME: Field<String> =
    Field::text("name", "目标任务").required().help("如：新建会单位60家、建会率达到92%");
pub const INDICATOR: Field<String> =
    Field::indicator("indicator", "指标").required().help("按哪个指标算，完成多少由台账算出");
pub const MEASURED: Field<String> = Field::text("measured", "指标名称").computed();
/// A text, so that what was typed is shown as typed; `kernel::goal` reads it in hundredths.
pub const VALUE: Field<String> = Field::text("value", "目标值")
    .required()
    .help("写数字，单位同指标：百分数92.5写92.5，金额写元");
pub const AT_MOST: Field<bool> = Field::yes_no("at_most", "是否越少越好")
    .help("要降下来或不能超过的选是，如应建未建单位数；不填按要达到算");
pub const BEGIN_ON: Field<Date> = Field::day("begin_on", "开始日期").required();
pub const DUE_ON: Field<Date> =
    Field::day("due_on", "完成期限").required().help("到这一天为止，含当天");
/// The union that has to reach it, and the owner of the record.
pub const UNION: Field<Link> = Field::link("union", "工会", "union").required();
pub const TEAM: Field<String> =
    Field::text("team", "任务小组").help("任务到组：哪个小组，如东片组");
pub const LEADER: Field<String> = Field::text("leader", "组长");
pub const RESPONSIBLE: Field<String> = Field::text("responsible", "责任人").help("责任到人");
pub const PART_OF: Field<Link> =
    Field::link("part_of", "分解自", TARGETS).help("由哪个目标分解来的；自己定的不填");
pub const DOCUMENT: Field<String> = Field::text("document", "文号");
pub const NOTE: Field<String> = Field::text("note", "备注");

/// The register of targets.
pub fn targets() -> Register {
    let mut register = Register::new(TARGETS, "目标任务", "项")
        .about("一个工会的一项目标一条：按哪个指标、到哪天、达到多少，由哪个小组、谁负责，由哪个目标分解来。")
        .found(Place::Top("flag"))
        .section("目标", &[&NAME, &INDICATOR, &MEASURED, &VALUE, &AT_MOST])
        .section("期限", &[&BEGIN_ON, &DUE_ON])
        .section("谁负责", &[&UNION, &TEAM, &LEADER, &RESPONSIBLE])
        .section("依据", &[&PART_OF, &DOCUMENT, &NOTE])
        .columns(&["name", "union", "measured", "value", "due_on", "team", "leader", "responsible"])
        .owned(Owner::Union(UNION.def.name))
        .labelled(&NAME)
        .sorts(&["due_on", "begin_on"])
        .prepare(rules::prepare)
        .goals(goals())
        .complete(&[&LEADER, &RESPONSIBLE]);
    register.permits = roles::permits(&[Act::Read, Act::Export]);
    register
}

fn goals() -> Goals {
    Goals {
        indicator: INDICATOR.def.name,
        measured: MEASURED.def.name,
        from: BEGIN_ON.def.name,
        due: DUE_ON.def.name,
        value: VALUE.def.name,
        at_most: AT_MOST.def.name,
        part_of: PART_OF.def.name,
        people: &[TEAM.def.name, LEADER.def.name, RESPONSIBLE.def.name],
    }
}
