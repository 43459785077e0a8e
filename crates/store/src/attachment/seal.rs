//! A file under the installation's key, piece by piece (STREAM): nothing is given out that was not
//! authenticated, and a file cut short, put together anew or moved to another place does not open.
//!
//! `mark(4) | cipher | key number | salt(16)`, then pieces of 1 MiB with their tags. A piece's nonce counts
//! the pieces and says which is the last; its associated data is the head. The file's own key is made of
//! salt and place.

use crate::error::{Result, StoreError};
use crate::keys::{Cipher, Keys, random};
use std::io::{BufRead, Read, Write};

const MARK: &[u8; 4] = b"NJA1";
const HEAD: usize = 4 + 2 + 16;
const TAG: usize = 16;
/// Bytes of a piece in clear; less in this crate's own tests, which try every edge of one.
const PIECE: usize = if cfg!(test) { 1 << 10 } else { 1 << 20 };

fn nonce(number: u32, last: bool) -> [u8; 12] {
    let [a, b, c, d] = number.to_be_bytes();
    [0, 0, 0, 0, 0, 0, 0, a, b, c, d, u8::from(last)]
}

fn unwritten() -> StoreError {
    StoreError::unavailable("加密失败，文件没有存下；请再传一次")
}

/// Writes `clear` sealed for its place.
pub(super) fn seal(keys: &Keys, place: &str, clear: &[u8], out: &mut impl Write) -> Result<()> {
    let cipher = keys.cipher();
    let salt = random::<16>()?;
    let head = [&MARK[..], &[cipher.byte(), 1], &salt].concat();
    let key = keys.of_file(cipher, &salt, place)?;
    let full = |cause| StoreError::caused("文件没有存下，可能是磁盘满了；请告诉管理员", cause);
    out.write_all(&head).map_err(full)?;
    // An empty file is one empty piece.
    let count = clear.len().div_ceil(PIECE).max(1);
    let pieces = clear.chunks(PIECE).chain(clear.is_empty().then_some(&[][..]));
    for (at, piece) in pieces.enumerate() {
        let number = u32::try_from(at).map_err(|_| unwritten())?;
        let sealed = key.seal(nonce(number, at + 1 == count), &head, piece);
        out.write_all(&sealed.ok_or_else(unwritten)?).map_err(full)?;
    }
    Ok(())
}

/// Why a file does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shut {
    /// It cannot be read.
    Unread,
    /// It was altered, cut, moved, or is of another key.
    Altered,
}

/// Opens a sealed file of this place, telling each piece once it is authenticated.
pub(super) fn open(
    keys: &Keys,
    place: &str,
    from: &mut impl BufRead,
    mut told: impl FnMut(&[u8]),
) -> std::result::Result<(), Shut> {
    let mut head = [0; HEAD];
    from.read_exact(&mut head).map_err(|_| Shut::Altered)?;
    let (mark, rest) = head.split_at_checked(MARK.len()).ok_or(Shut::Altered)?;
    let (marks, salt) = rest.split_at_checked(2).ok_or(Shut::Altered)?;
    let cipher = match marks {
        [1, 1] => Cipher::Aes,
        [2, 1] => Cipher::Sm4,
        _ => return Err(Shut::Altered),
    };
    if mark != MARK {
        return Err(Shut::Altered);
    }
    let key = keys.of_file(cipher, salt, place).map_err(|_| Shut::Altered)?;
    let most = u64::try_from(PIECE + TAG).unwrap_or(u64::MAX);
    let mut sealed = Vec::with_capacity(PIECE + TAG);
    for number in 0..=u32::MAX {
        sealed.clear();
        from.by_ref().take(most).read_to_end(&mut sealed).map_err(|_| Shut::Unread)?;
        let last = from.fill_buf().map_err(|_| Shut::Unread)?.is_empty();
        let clear = key.open(nonce(number, last), &head, &sealed).ok_or(Shut::Altered)?;
        told(&clear);
        if last {
            return Ok(());
        }
    }
    Err(Shut::Altered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(cipher: Cipher) -> Keys {
        Keys::from_secret(&[7; 32], cipher).unwrap()
    }

    fn sealed(keys: &Keys, clear: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        seal(keys, "a", clear, &mut out).unwrap();
        out
    }

    fn opened(keys: &Keys, place: &str, mut sealed: &[u8]) -> Option<Vec<u8>> {
        let mut clear = Vec::new();
        open(keys, place, &mut sealed, |piece| clear.extend_from_slice(piece)).ok()?;
        Some(clear)
    }

    #[test]
    fn files_of_every_length_come_back_whichever_cipher_is_set() {
        for cipher in [Cipher::Aes, Cipher::Sm4] {
            for long in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE] {
                let clear: Vec<u8> = (0..long).map(|n| u8::try_from(n % 251).unwrap()).collect();
                let sealed = sealed(&keys(cipher), &clear);
                assert!(opened(&keys(Cipher::Aes), "a", &sealed).unwrap() == clear, "{long}");
            }
        }
    }

    #[test]
    fn a_file_cut_altered_reordered_or_moved_does_not_open() {
        let keys = keys(Cipher::Aes);
        let clear = vec![7; 2 * PIECE + 100];
        let whole = sealed(&keys, &clear);
        assert!(opened(&keys, "b", &whole).is_none(), "another place");
        let other = Keys::from_secret(&[8; 32], Cipher::Aes).unwrap();
        assert!(opened(&other, "a", &whole).is_none(), "another key");
        for cut in [0, HEAD, HEAD + PIECE + TAG, HEAD + 2 * (PIECE + TAG), whole.len() - 1] {
            assert!(opened(&keys, "a", &whole[..cut]).is_none(), "cut at {cut}");
        }
        for at in [0, 4, 5, 6, HEAD, HEAD + PIECE + TAG, whole.len() - 1] {
            let mut altered = whole.clone();
            altered[at] ^= 1;
            assert!(opened(&keys, "a", &altered).is_none(), "altered at {at}");
        }
        let (head, rest) = whole.split_at(HEAD);
        let (first, rest) = rest.split_at(PIECE + TAG);
        let (second, last) = rest.split_at(PIECE + TAG);
        let swapped = [head, second, first, last].concat();
        assert!(opened(&keys, "a", &swapped).is_none(), "pieces in another order");
        assert!(opened(&keys, "a", &[&whole[..], b"x"].concat()).is_none(), "something added");
    }
}
