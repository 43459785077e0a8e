//! What we count of foundings: accepted, answered, in time, how long it took.

use super::register::{FORM, FOUNDINGS, STATE};
use kernel::indicator::{Indicator, Measure, flow, is, share, stock, yes};
use kernel::workflow::{ACCEPTED_ON, ANSWERED_ON};

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    let answered = |code, title, says| {
        flow(code, title, "件", FOUNDINGS, &ANSWERED_ON.def, says)
            .when(is("state", &["ESTABLISHED", "UNVEILED"]))
            .by("form", FORM.def.title, "form")
    };
    let mut mean = share(
        "founding_mean_days",
        "建会批复平均用时",
        ("founding_days_sum", "founding_answered_count"),
        "建会批复用时合计除以建会批复件数，单位工作日；等补正的日子不计。",
    );
    "个工作日".clone_into(&mut mean.unit);
    if let Measure::Ratio { scale, .. } = &mut mean.measure {
        *scale = 1;
    }
    let mut days = answered(
        "founding_days_sum",
        "建会批复用时合计",
        "期间内批复的建会申请从受理到批复用的工作日之和；等补正的日子不计。",
    )
    .sum("taken_days");
    "个工作日".clone_into(&mut days.unit);
    vec![
        stock(
            "founding_open_count",
            "在办建会申请数",
            "件",
            FOUNDINGS,
            "当日还没有办结的建会申请件数。",
        )
        .by("state", STATE.def.title, "state")
        .by("form", FORM.def.title, "form"),
        flow(
            "founding_accepted_count",
            "受理建会申请数",
            "件",
            FOUNDINGS,
            &ACCEPTED_ON.def,
            "期间内受理的建会申请件数。",
        )
        .by("form", FORM.def.title, "form"),
        answered("founding_answered_count", "建会批复件数", "期间内批复成立的建会申请件数。"),
        answered(
            "founding_in_time_count",
            "按时批复件数",
            "期间内批复成立、从受理到批复没有超过规定时限的建会申请件数。",
        )
        .when(yes("in_time")),
        share(
            "founding_in_time_rate",
            "建会按时批复率",
            ("founding_in_time_count", "founding_answered_count"),
            "按时批复件数除以建会批复件数。",
        ),
        days,
        mean,
        answered(
            "founding_returned_count",
            "退回补正过的件数",
            "期间内批复成立的建会申请里，退回补正过的件数。",
        )
        .when(kernel::indicator::at_least("returns", 1)),
    ]
}
