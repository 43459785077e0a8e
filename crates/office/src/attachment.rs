//! Looks through a photo or paper before it is kept: what it is is decided by its content, never by its
//! name. Pictures are made anew, which leaves behind places, names of cameras and whatever else was hidden in
//! them; papers are kept as they are if they are whole and open to everybody.
//!
//! Read in this order: this file, what is taken · [`picture`] pictures made anew · [`jpeg`] whether one is whole.

mod jpeg;
mod picture;

use kernel::attachment::Media;

pub use picture::{LONGEST_SIDE, MOST_PIXELS, SMALL_SIDE};

/// A content that may be kept.
#[derive(Clone, Debug)]
pub struct Examined {
    /// What it is.
    pub media: Media,
    /// What is kept of it.
    pub content: Vec<u8>,
    /// A small picture of it; a paper has none.
    pub small: Option<Vec<u8>>,
    /// Pixels across and down; 0 for a paper.
    pub size: (u32, u32),
}

/// Why a file was refused, for the person who sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nothing in it.
    #[error("文件是空的，没有存；请重新选一个")]
    Empty,
    /// A phone's own format.
    #[error(
        "这是苹果手机的 HEIC 照片，没有存；请在手机“设置—相机—格式”里选“兼容性最佳”后重拍，或截图后再传"
    )]
    Heic,
    /// A picture of a kind that is not taken.
    #[error("这种图片格式（GIF、WebP、BMP、TIFF）不收，没有存；请另存为 JPG 或 PNG 再传")]
    OtherPicture,
    /// A text or a table.
    #[error("这是 Word、WPS 或表格文件，没有存；请先另存（输出）为 PDF 再传")]
    Office,
    /// Anything else.
    #[error("这个文件不是照片（JPG、PNG），也不是 PDF，没有存；改文件名没有用，请换一个文件")]
    Unknown,
    /// Its end is missing.
    #[error("文件没有传完整，后半截缺了，没有存；请等原文件完整后再传一次")]
    Half,
    /// It does not open.
    #[error("照片打不开，可能已损坏，没有存；请换一张，或截图后再传")]
    Broken,
    /// It has too many pixels.
    #[error("照片的像素太多（最多4000万），没有存；请在手机或电脑上缩小后再传")]
    TooManyPixels,
    /// It asks for a password.
    #[error("这份 PDF 加了密码或限制，没有存；别人会打不开，请另存一份不加密的再传")]
    Locked,
}

/// Looks through a form that the program is to fill.
pub fn examine_form(bytes: Vec<u8>) -> Result<Examined, crate::letter::own::Refused> {
    crate::letter::own::examine(&bytes)?;
    Ok(Examined { media: Media::Docx, content: bytes, small: None, size: (0, 0) })
}

/// Decides what a file is and makes of it what is kept. Pictures take memory: one is opened at a time.
pub fn examine(bytes: Vec<u8>) -> Result<Examined, Refused> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    if bytes.is_empty() {
        Err(Refused::Empty)
    } else if begins(&[0xff, 0xd8, 0xff]) {
        if !jpeg::is_whole(&bytes) {
            return Err(Refused::Half);
        }
        picture::remade(Media::Jpeg, &bytes)
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        picture::remade(Media::Png, &bytes)
    } else if near_begin(&bytes, b"%PDF-") {
        paper(bytes)
    } else {
        Err(otherwise(&bytes))
    }
}

/// How far from the beginning the mark of a paper may stand: some scanners write a line before it.
const BEGIN: usize = 1024;
/// How far from the end its last mark may stand.
const END: usize = 2048;

fn near_begin(bytes: &[u8], mark: &[u8]) -> bool {
    holds(bytes.get(..BEGIN).unwrap_or(bytes), mark)
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|part| part == what)
}

fn paper(bytes: Vec<u8>) -> Result<Examined, Refused> {
    let padding = |byte: &&u8| **byte == 0 || byte.is_ascii_whitespace();
    let end = bytes.len() - bytes.iter().rev().take_while(padding).count();
    let tail = bytes.get(end.saturating_sub(END)..end).unwrap_or_default();
    if !holds(tail, b"%%EOF") {
        return Err(Refused::Half);
    }
    if is_locked(&bytes) {
        return Err(Refused::Locked);
    }
    Ok(Examined { media: Media::Pdf, content: bytes, small: None, size: (0, 0) })
}

/// `/Encrypt` with what it points to; the word alone may stand in a text.
fn is_locked(bytes: &[u8]) -> bool {
    let word = b"/Encrypt";
    let behind = |at: usize| {
        let rest = bytes.get(at + word.len()..).unwrap_or_default();
        rest.iter().find(|byte| !byte.is_ascii_whitespace()).copied()
    };
    let mut found = bytes.windows(word.len()).enumerate().filter(|(_, part)| part == word);
    found.any(|(at, _)| behind(at).is_some_and(|byte| byte.is_ascii_digit() || byte == b'<'))
}

fn otherwise(bytes: &[u8]) -> Refused {
    const APPLE: [&[u8]; 7] = [b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1", b"avif"];
    const PICTURES: [&[u8]; 4] = [b"GIF8", b"BM", b"II*\0", b"MM\0*"];
    const OFFICE: [&[u8]; 3] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"];
    let at = |from: usize, to: usize| bytes.get(from..to).unwrap_or_default();
    let begins = |with: &&[u8]| bytes.starts_with(with);
    if at(4, 8) == b"ftyp" && APPLE.contains(&at(8, 12)) {
        Refused::Heic
    } else if PICTURES.iter().any(begins) || (at(0, 4) == b"RIFF" && at(8, 12) == b"WEBP") {
        Refused::OtherPicture
    } else if OFFICE.iter().any(begins) {
        Refused::Office
    } else {
        Refused::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pdf(body: &str) -> Vec<u8> {
        format!("%PDF-1.7\n{body}\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n").into_bytes()
    }

    #[test]
    fn a_whole_paper_is_kept_as_it_is() {
        for bytes in [
            pdf("1 0 obj << >> endobj"),
            [&b"scan\r\n"[..], &pdf("x"), &[0; 5000]].concat(),
            pdf("(how /Encrypt works)"),
        ] {
            let kept = examine(bytes.clone()).unwrap();
            assert_eq!((kept.media, kept.size, kept.small), (Media::Pdf, (0, 0), None));
            assert!(kept.content == bytes);
        }
    }

    #[test]
    fn half_a_paper_and_a_locked_one_are_refused() {
        let whole = pdf(&"x".repeat(10_000));
        for cut in [10, whole.len() / 2, whole.len() - 6] {
            assert_eq!(examine(whole[..cut].to_vec()).unwrap_err(), Refused::Half, "cut at {cut}");
        }
        for lock in ["/Encrypt 5 0 R", "/Encrypt<< /V 2 >>"] {
            assert_eq!(examine(pdf(lock)).unwrap_err(), Refused::Locked, "{lock}");
        }
    }

    #[test]
    fn what_is_no_photo_and_no_paper_is_told_by_its_content_whatever_its_name() {
        for (bytes, why) in [
            (&b""[..], Refused::Empty),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1", Refused::Heic),
            (b"GIF89a\x01\0", Refused::OtherPicture),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Refused::OtherPicture),
            (b"PK\x03\x04word/document.xml", Refused::Office),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Refused::Office),
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", Refused::Unknown),
            (b"<html><script>alert(1)</script>", Refused::Unknown),
            (b"MZ\x90\0", Refused::Unknown),
            (b"#!/bin/sh\n", Refused::Unknown),
            (b"\x7fELF", Refused::Unknown),
        ] {
            assert_eq!(examine(bytes.to_vec()).unwrap_err(), why, "{bytes:?}");
        }
    }
}
