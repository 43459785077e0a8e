//! A federation's own form of a letter: a DOCX with `{{主送}}`, `{{正文}}` and other places in it. What is sent in
//! is looked through before it is kept, and again before it is filled.
//!
//! Read in this order: this file · [`package`] what may come in · [`tree`] its text as a tree · [`fill`] the
//! places.

mod fill;
mod package;
mod tree;

use kernel::letter::Printed;
use package::Package;
use std::collections::BTreeSet;

/// Most bytes of a form.
pub const MOST_BYTES: usize = 5 << 20;
/// Most parts within it.
pub const MOST_PARTS: usize = 200;
/// Most bytes of all parts unpacked.
pub const MOST_UNPACKED: u64 = 40 << 20;

/// Why a form was refused, for the person who sent it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No DOCX.
    #[error("这不是 .docx 文件，没有存；请在 Word 或 WPS 里“另存为”.docx 再传")]
    NoDocument,
    /// Too large, too many parts, or unpacked too large.
    #[error("样本太大：不能超过5MB、200个部件，展开后不能超过40MB，没有存；请去掉不用的图片再传")]
    TooLarge,
    /// It does not open.
    #[error("样本文件打不开，可能已损坏，没有存；请在 Word 或 WPS 里打开、另存一份再传")]
    Broken,
    /// It holds a program.
    #[error("样本里有宏或控件，没有存；请另存为不带宏的 .docx 再传")]
    Macros,
    /// It points to something outside.
    #[error(
        "样本里有指向外面的链接（模板、图片、网址或嵌入的对象），没有存；请去掉链接、把图片直接放进文件再传"
    )]
    Outside,
    /// Braces that are not closed.
    #[error("样本里“{0}”没有写完整：地方的名称写在两对大括号之间，如{{{{主送}}}}；没有存")]
    Unclosed(String),
    /// No place at all.
    #[error("样本里没有一处要填的地方，没有存；要填的地方写成{{{{主送}}}}、{{{{正文}}}}这样")]
    NoPlaces,
}

/// The names of the places of a form that may be kept.
pub fn examine(bytes: &[u8]) -> Result<BTreeSet<String>, Refused> {
    let package = Package::read(bytes)?;
    let mut names = BTreeSet::new();
    for text in package.texts() {
        names.extend(fill::names(&tree::read(text)?)?);
    }
    if names.is_empty() { Err(Refused::NoPlaces) } else { Ok(names) }
}

/// A form filled with a letter; the same form and letter give the same bytes.
pub fn fill(form: &[u8], printed: &Printed) -> Result<Vec<u8>, Refused> {
    let mut package = Package::read(form)?;
    let values = fill::Values::of(printed);
    for text in package.texts_mut() {
        let mut read = tree::read(text)?;
        fill::fill(&mut read, &values)?;
        *text = tree::write(&read);
    }
    package.write()
}
