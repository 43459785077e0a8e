//! What we count of matters.

use super::register::{ASKED_ON, KIND, MATTERS, STATE};
use kernel::indicator::{Indicator, flow, is, share, yes};
use kernel::workflow::ANSWERED_ON;

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    let answered = |code, title, says| {
        flow(code, title, "件", MATTERS, &ANSWERED_ON.def, says)
            .when(is("state", &["ANSWERED"]))
            .by("kind", KIND.def.title, "kind")
    };
    vec![
        flow(
            "matter_count",
            "职工诉求数",
            "件",
            MATTERS,
            &ASKED_ON.def,
            "期间内职工提出的诉求件数。",
        )
        .by("kind", KIND.def.title, "kind")
        .by("state", STATE.def.title, "state"),
        answered("matter_answered_count", "职工诉求答复数", "期间内答复的职工诉求件数。"),
        answered(
            "matter_in_time_count",
            "职工诉求按时答复数",
            "期间内答复、从受理到答复没有超过答复时限的职工诉求件数。",
        )
        .when(yes("in_time")),
        share(
            "matter_in_time_rate",
            "职工诉求按时答复率",
            ("matter_in_time_count", "matter_answered_count"),
            "按时答复的职工诉求件数除以答复件数。",
        ),
    ]
}
