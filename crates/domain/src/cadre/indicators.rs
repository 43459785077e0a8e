//! What we count of posts.

use super::register::{CADRES, ENGAGEMENT, POST, PREPARING};
use kernel::indicator::{Indicator, is, is_not, stock};

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    vec![
        stock(
            "cadre_post_count",
            "工会干部任职数",
            "人次",
            CADRES,
            "当日在任的工会职务数，一人任几职算几次；工会筹备组的不算。",
        )
        .when(is_not("post", &PREPARING))
        .by("post", POST.def.title, "post")
        .by("engagement", ENGAGEMENT.def.title, "engagement"),
        stock("union_chair_count", "工会主席人数", "人", CADRES, "当日在任的工会主席人数。")
            .when(is("post", &["CHAIR"]))
            .by("engagement", ENGAGEMENT.def.title, "engagement"),
    ]
}
