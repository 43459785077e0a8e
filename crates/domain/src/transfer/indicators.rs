//! What we count of transfers.

use super::register::{CAUSE, HELD_ON, STATE, TRANSFERS};
use kernel::indicator::{Indicator, flow, is, stock};

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    vec![
        stock("transfer_open_count", "在办转会数", "件", TRANSFERS, "当日还没有办结的转会件数。")
            .by("state", STATE.def.title, "state"),
        flow(
            "transfer_done_count",
            "转会办结数",
            "件",
            TRANSFERS,
            &HELD_ON.def,
            "期间内转入的转会件数，按转入日期；转往外地的按回执写明的日期。",
        )
        .when(is("state", &["DONE"]))
        .by("cause", CAUSE.def.title, "cause"),
    ]
}
