//! Letters as DOCX: in the layout of GB/T 9704, or in a federation's own form.
//!
//! Read in this order: this file, the program's layout · [`own`] a form that was sent in.

pub mod own;
#[cfg(test)]
mod tests;

use crate::paper::{self, Foot, Head, Paper, PaperError};
use kernel::letter::Printed;

/// The official paper of a letter; the same letter gives the same bytes.
pub fn docx(printed: &Printed) -> Result<Vec<u8>, PaperError> {
    paper::docx(&laid_out(printed))
}

fn laid_out(printed: &Printed) -> Paper<'_> {
    let head = Head {
        mark: printed.mark.clone(),
        number: printed.number.clone(),
        signer: printed.signer.clone(),
    };
    let foot = Foot {
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
        ..Paper::plain(&printed.document)
    }
}
