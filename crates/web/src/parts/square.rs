//! The square code that phones read.

use maud::{Markup, html};

/// The square code: one path, dark on light in both themes, so that phones can read it.
pub fn square(text: &str, label: &str) -> Markup {
    let Ok(code) = fast_qr::QRBuilder::new(text).build() else { return Markup::default() };
    let mut path = String::new();
    for y in 0..code.size {
        for x in 0..code.size {
            let dark = code.data.get(y * code.size + x).is_some_and(|module| module.value());
            if dark {
                path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
            }
        }
    }
    let side = code.size + 8;
    html! {
        svg width="220" height="220" viewBox=(format!("0 0 {side} {side}")) role="img"
            aria-label=(label) shape-rendering="crispEdges" {
            rect width="100%" height="100%" fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}
