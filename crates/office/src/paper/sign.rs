//! Signature and day at the end (GB/T 9704, 7.3.5): where they stand depends on their widths and on
//! whether a seal goes over them.

use super::body::runs;
use super::part::{Stand, blank, paragraph, width};
use super::xml::Xml;
use kernel::report::document::{Part, Run};
use kernel::report::template::Stand as Place;

/// The first of the lines at the right that end a report.
pub(super) fn begin(parts: &[Part]) -> usize {
    let right = |part: &&Part| matches!(part, Part::Paragraph { stand: Place::Right, .. });
    parts.len() - parts.iter().rev().take_while(right).count()
}

/// Writes those lines, one blank line below the text, two under a seal.
pub(super) fn write(xml: &mut Xml, parts: &[Part], seal: bool) {
    let lines: Vec<&[Run]> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Paragraph { text, .. } => Some(text.as_slice()),
            _ => None,
        })
        .collect();
    if lines.is_empty() {
        return;
    }
    blank(xml, true);
    if seal {
        blank(xml, true);
    }
    let widths: Vec<u32> = lines.iter().map(|line| width(&plain(line))).collect();
    let rights = rights(&widths, seal);
    let last = lines.len() - 1;
    for (at, (line, right)) in lines.iter().zip(rights).enumerate() {
        let with_next = at < last;
        let stand = Stand { style: "Flush", with_next, right, at: "right", ..Stand::default() };
        paragraph(xml, stand, |xml| runs(xml, line, ""));
    }
}

fn plain(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// How far each line stands from the right, in hundredths of a character.
pub(super) fn rights(widths: &[u32], seal: bool) -> Vec<u32> {
    let [name, day] = *widths else {
        return widths.iter().map(|_| if seal { 400 } else { 200 }).collect();
    };
    if seal {
        // The day four characters in, the signature over its middle.
        let day_right = 400;
        return vec![(day_right + day / 2).saturating_sub(name / 2), day_right];
    }
    if name >= day + 200 {
        // The day begins two characters behind the first of the signature.
        return vec![200, name - day];
    }
    vec![400 + day - name, 200]
}
