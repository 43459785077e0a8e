//! Whether a JPEG has its end. A decoder fills what is missing with grey and says nothing, so the segments are
//! walked; what phones write behind the end (a film, a second picture) is nobody's business.

/// Whether the mark of the end stands where the picture ends.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        let Some(found) = next_mark(bytes, at) else { return false };
        let (mark, behind) = found;
        at = match mark {
            0xd9 => return true,
            0x01 | 0xd0..=0xd8 => behind,
            // Behind the head of a scan come its data, up to the next mark.
            _ => match segment(bytes, behind) {
                Some(end) => end,
                None => return false,
            },
        };
    }
}

/// The next mark and where it ends. A zero behind `FF` makes it data, another `FF` fills.
fn next_mark(bytes: &[u8], from: usize) -> Option<(u8, usize)> {
    let rest = bytes.get(from..)?;
    let pairs = rest.iter().zip(rest.iter().skip(1)).enumerate();
    let is_mark = |(first, second): (&u8, &u8)| *first == 0xff && !matches!(*second, 0 | 0xff);
    let (at, (_, mark)) = { pairs }.find(|(_, (first, second))| is_mark((first, second)))?;
    Some((*mark, from + at + 2))
}

/// Where the segment ends whose length stands here.
fn segment(bytes: &[u8], at: usize) -> Option<usize> {
    let long = u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]);
    let end = at + usize::from(long);
    (long >= 2 && end <= bytes.len()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Begin, a segment that holds the mark of an end, a scan with stuffed and restart bytes, the end.
    const PICTURE: [u8; 22] = [
        0xff, 0xd8, 0xff, 0xe1, 0, 6, 0xff, 0xd9, 0xff, 0xd9, 0xff, 0xda, 0, 3, 1, 7, 0xff, 0,
        0xff, 0xd0, 0xff, 0xd9,
    ];

    #[test]
    fn the_end_is_the_mark_behind_the_scan_and_not_one_inside_a_segment() {
        assert!(is_whole(&PICTURE));
        assert!(is_whole(&[&PICTURE[..], b"a film from the phone"].concat()));
        for cut in 2..PICTURE.len() {
            assert!(!is_whole(&PICTURE[..cut]), "cut at {cut}");
        }
    }
}
