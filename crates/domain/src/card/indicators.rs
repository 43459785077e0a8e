//! What we count of cards.

use super::register::{ASKED_ON, CARDS, HANDED_ON, STATE};
use kernel::indicator::{Indicator, flow, is, stock};

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    vec![
        flow(
            "card_asked_count",
            "会员证申领数",
            "张",
            CARDS,
            &ASKED_ON.def,
            "期间内申领的会员证张数。",
        ),
        flow(
            "card_issued_count",
            "会员证发放数",
            "张",
            CARDS,
            &HANDED_ON.def,
            "期间内发到本人手里的会员证张数。",
        ),
        stock(
            "card_open_count",
            "在办会员证数",
            "张",
            CARDS,
            "当日申领了还没有发到本人手里的会员证张数，卡在哪一关看状态。",
        )
        .when(is("state", &["ASKED", "MADE", "SEALED"]))
        .by("state", STATE.def.title, "state"),
        stock(
            "card_valid_count",
            "有效会员证数",
            "张",
            CARDS,
            "当日已发证、没有挂失的会员证张数。",
        )
        .when(is("state", &["VALID"])),
    ]
}
