//! What we count of applications to join.

use super::register::{APPLIED_ON, CHANNEL, JOININGS, STATE};
use kernel::indicator::{Indicator, flow, is, stock};

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    vec![
        flow(
            "joining_count",
            "入会申请数",
            "件",
            JOININGS,
            &APPLIED_ON.def,
            "期间内提出的入会申请件数。",
        )
        .by("channel", CHANNEL.def.title, "channel")
        .by("state", STATE.def.title, "state"),
        stock(
            "preparatory_member_count",
            "预备会员人数",
            "人",
            JOININGS,
            "当日单位还没有工会、已提出入会申请而随建会办理的人数。",
        )
        .when(is("state", &["APPLIED"]))
        .when(kernel::indicator::filled("founding")),
    ]
}
