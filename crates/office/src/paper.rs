//! A written report as an official paper: DOCX in the layout of GB/T 9704, for WPS and Word.
//!
//! Read in this order: [`xml`] elements that cannot be left open · [`part`] paragraphs and runs in
//! the order of the schema · [`body`] the report · [`head`] the red head · [`sign`] the signature · [`foot`]
//! who got a copy · [`table`] and [`chart`], drawn by [`emf`] · [`appendix`] where the figures are from · [`styles`] and [`package`].

mod appendix;
mod body;
mod chart;
mod emf;
mod fonts;
mod foot;
mod head;
mod package;
mod part;
mod sign;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod xml;

pub use fonts::{Face, Fonts};

use kernel::report::Document;
use kernel::report::document::Run;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A paper to be made.
#[derive(Clone, Debug)]
pub struct Paper<'a> {
    /// The report.
    pub document: &'a Document,
    /// More of the same kind, each on a page of its own.
    pub more: &'a [Document],
    /// The red head, for papers that are sent out.
    pub head: Option<Head>,
    /// Whether a seal is put over signature and day; it decides where they stand.
    pub seal: bool,
    /// What the appendix on the origin of the figures says of their time (数字取自2026年6月17日8:00的
    /// 台账。); without it there is no appendix.
    pub appendix: Option<String>,
    /// 附注 below the day, without its brackets: whom to call about a request. May be empty.
    pub note: &'a [Run],
    /// 版记 at the foot of the last page.
    pub foot: Option<Foot>,
    /// The fonts, by name.
    pub fonts: Fonts,
    /// Who is named as its author in the file's properties.
    pub author: String,
}

impl<'a> Paper<'a> {
    /// A plain paper without head, seal and appendix.
    pub fn plain(document: &'a Document) -> Paper<'a> {
        let fonts = Fonts::default();
        let author = String::new();
        let (head, seal, appendix, note, foot) = (None, false, None, &[][..], None);
        Paper { document, more: &[], head, seal, appendix, note, foot, fonts, author }
    }
}

/// The red head of a paper that is sent out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// 信函格式 (GB/T 9704, 10.1): the name between double lines instead of a head above a line.
    pub as_letter: bool,
    /// 发文机关标志, as printed: 云溪县总工会文件.
    pub mark: String,
    /// 发文字号: 云工发〔2026〕12号; may be empty.
    pub number: String,
    /// 签发人 of a paper that goes upward; empty for all others.
    pub signer: String,
}

/// What stands at the foot of the last page (版记).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foot {
    /// Without lines, printer and day, as 信函格式 has it.
    pub plain: bool,
    /// 抄送; may be empty.
    pub copies: String,
    /// 印发机关.
    pub printed_by: String,
    /// 印发日期, as printed.
    pub printed_on: String,
}

/// Why no paper could be made.
#[derive(Debug, thiserror::Error)]
#[error("文件没有写成（{0}）。请再试一次。")]
pub struct PaperError(#[from] std::io::Error);

impl From<zip::result::ZipError> for PaperError {
    fn from(error: zip::result::ZipError) -> PaperError {
        PaperError(error.into())
    }
}

/// The bytes of the DOCX; the same paper gives the same bytes.
pub fn docx(paper: &Paper<'_>) -> Result<Vec<u8>, PaperError> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for (name, bytes) in package::parts(paper) {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
