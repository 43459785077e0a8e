//! Names of people.

use crate::rng::Rng;
use crate::tables::{DOTTED, GIVEN, SURNAMES};

/// A name for someone of this sex and ethnicity (without 族).
pub fn person(rng: &mut Rng, woman: bool, ethnicity: &str) -> String {
    if let Some(dotted) = DOTTED.iter().find(|names| names.ethnicity == ethnicity) {
        let first = rng.pick(if woman { &dotted.women } else { &dotted.men });
        let last = rng.pick(&dotted.last);
        // 彝 put the family first, Turkic peoples the father last.
        return if ethnicity == "彝" {
            format!("{last}·{first}")
        } else {
            format!("{first}·{last}")
        };
    }
    let surname = rng.pick(&SURNAMES);
    let own = if woman { &GIVEN.women } else { &GIVEN.men };
    let first = rng.pick(own);
    if rng.percent(16) {
        return format!("{surname}{}", rare_or(rng, first));
    }
    let second = if rng.percent(25) { rng.pick(&GIVEN.either) } else { rng.pick(own) };
    format!("{surname}{first}{}", rare_or(rng, second))
}

fn rare_or(rng: &mut Rng, usual: &'static str) -> &'static str {
    if rng.permille(6) { rng.pick(&GIVEN.rare) } else { usual }
}

/// An invented mobile number; one serial, one number.
pub fn mobile(serial: usize) -> String {
    const ALL: u64 = 1_000_000_000;
    let mixed = crate::rng::wide(serial).wrapping_mul(387_420_489).wrapping_add(271_828_183) % ALL;
    format!("13{mixed:09}")
}

/// Numbers of contacts are taken from above those of the people.
pub fn contact_mobile(serial: usize) -> String {
    mobile(900_000_000 + serial)
}
