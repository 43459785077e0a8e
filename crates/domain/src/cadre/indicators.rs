//! What we count of posts.

use super::register::{CADRES, ENGAGEMENT, POST};
use kernel::indicator::{Indicator, is, stock};

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    vec![
        stock(
            "cadre_post_count",
            "工会干部任职数",
            "人次",
            CADRES,
            "当日在任的工会职务数，一人任几职算几次。",
        )
        .by("post", POST.def.title, "post")
        .by("engagement", ENGAGEMENT.def.title, "engagement"),
        stock("union_chair_count", "工会主席人数", "人", CADRES, "当日在任的工会主席人数。")
            .when(is("post", &["CHAIR"]))
            .by("engagement", ENGAGEMENT.def.title, "engagement"),
    ]
}
