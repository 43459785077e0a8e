//! Letters as DOCX: in the layout of GB/T 9704, or in a federation's own form.
//!
//! Read in this order: this file, the program's layout · [`own`] a form that was sent in.

pub mod own;
#[cfg(test)]
mod tests;

use crate::paper::{self, Foot, Head, Paper, PaperError};
use kernel::letter::Printed;
use kernel::report::document::{Document, Run};

/// The official paper of a letter; the same letter gives the same bytes.
pub fn docx(printed: &Printed) -> Result<Vec<u8>, PaperError> {
    let mut document = printed.document.clone();
    document.title = document.title.iter().flat_map(|line| parted(line)).collect();
    paper::docx(&laid_out(printed, &document))
}

/// Several forms of one kind in one file, each on a page of its own; nothing where there is none.
pub fn docx_of_all(all: &[Printed]) -> Result<Option<Vec<u8>>, PaperError> {
    let Some((first, rest)) = all.split_first() else { return Ok(None) };
    let more: Vec<Document> = rest.iter().map(|one| one.document.clone()).collect();
    paper::docx(&Paper { more: &more, ..laid_out(first, &first.document) }).map(Some)
}

/// Characters of 2号 in a line.
const TITLE_LINE: usize = 20;
/// Words that a title may be parted behind.
const WORDS: [&str; 9] =
    ["公司", "工会", "委员会", "联合会", "筹备组", "代表大会", "关于", "成立", "召开"];

/// A title longer than a line in lines of about one length, parted behind a word (GB/T 9704, 7.3.1). One
/// that has no such place is left to the program that shows it.
fn parted(line: &[Run]) -> Vec<Vec<Run>> {
    let [run] = line else { return vec![line.to_vec()] };
    let long = run.text.chars().count();
    let places = WORDS
        .iter()
        .flat_map(|word| run.text.match_indices(word))
        .map(|(at, word)| at + word.len());
    let places = places.filter(|at| !run.text.get(*at..).unwrap_or_default().starts_with("委员会"));
    let count = |part: &str| part.chars().count();
    let halves = places.filter_map(|at| run.text.split_at_checked(at)).filter(|(first, second)| {
        !second.is_empty() && count(first) <= TITLE_LINE && count(second) <= TITLE_LINE
    });
    let best = halves.min_by_key(|(first, second)| count(first).abs_diff(count(second)));
    match best.filter(|_| long > TITLE_LINE) {
        Some((first, second)) => {
            [first, second].map(|text| vec![Run { text: text.to_owned(), ..run.clone() }]).into()
        }
        None => vec![line.to_vec()],
    }
}

fn laid_out<'a>(printed: &'a Printed, document: &'a Document) -> Paper<'a> {
    let head = Head {
        as_letter: printed.as_letter,
        mark: printed.mark.clone(),
        number: printed.number.clone(),
        signer: printed.signer.clone(),
    };
    let foot = Foot {
        plain: printed.as_letter,
        copies: printed.copies.clone(),
        printed_by: printed.printed_by.clone(),
        printed_on: printed.printed_on.clone(),
    };
    let headed = !printed.mark.is_empty();
    Paper {
        head: headed.then_some(head),
        // What has a number is sealed; a form is signed by hand.
        seal: headed,
        note: &printed.note,
        foot: Some(foot).filter(|foot| !foot.printed_by.is_empty() || !foot.copies.is_empty()),
        author: printed.fields.text("发文机关").unwrap_or_default().to_owned(),
        ..Paper::plain(document)
    }
}
