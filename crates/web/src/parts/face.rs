//! A card as it is printed, in the size of a bank card, and the code on it.

use super::square;
use maud::{Markup, html};

/// What stands on a card.
pub struct Face {
    /// Whose seal it bears.
    pub house: String,
    /// What it is.
    pub title: &'static str,
    /// Whose it is.
    pub name: String,
    /// What else it says: title and words.
    pub lines: Vec<(&'static str, String)>,
    /// What its code leads to.
    pub code: String,
}

/// Room of a line beside the code, a Chinese character taking two; what is longer goes on in the next line.
const WIDE: usize = 24;
/// Lines of one thing.
const TALL: usize = 3;

/// The lines as they are set: title on the first of each.
fn set(lines: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for (title, words) in lines.iter().filter(|line| !line.1.is_empty()) {
        let mut parts = vec![String::new()];
        let mut used = 0;
        for letter in words.chars() {
            let room = if letter.is_ascii() { 1 } else { 2 };
            if used + room > WIDE {
                parts.push(String::new());
                used = 0;
            }
            used += room;
            if let Some(part) = parts.last_mut() {
                part.push(letter);
            }
        }
        for (at, part) in parts.into_iter().take(TALL).enumerate() {
            all.push((if at == 0 { *title } else { "" }, part));
        }
    }
    all
}

/// The card.
pub fn face(face: &Face) -> Markup {
    let lines = set(&face.lines);
    let label = format!("{}的{}", face.name, face.title);
    html! {
        svg.idcard width="85.6mm" height="54mm" viewBox="0 0 856 540" role="img" aria-label=(label) {
            rect x="2" y="2" width="852" height="536" rx="30" fill="#fff" stroke="#999" stroke-width="2" {}
            path d="M2 32a30 30 0 0 1 30-30h792a30 30 0 0 1 30 30v88H2z" fill="#b3261e" {}
            text x="40" y="76" font-size="40" font-weight="600" fill="#fff" { (face.house) }
            text x="816" y="74" font-size="34" text-anchor="end" fill="#fff" { (face.title) }
            text x="40" y="208" font-size="60" font-weight="600" fill="#000" { (face.name) }
            @for (at, (title, words)) in lines.iter().enumerate() {
                @let y = 282 + at * 50;
                text x="40" y=(y) font-size="26" fill="#555" { (title) }
                text x="158" y=(y) font-size="30" fill="#000" { (words) }
            }
            g transform="translate(560 150) scale(1.18)" { (square(&face.code, "核验二维码")) }
            text x="690" y="452" font-size="24" text-anchor="middle" fill="#555" { "扫码核验是否有效" }
        }
    }
}
