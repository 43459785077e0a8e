//! Widths converted without `as`.

/// A `u32` as an index.
pub fn index(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// A length as `u64`.
pub fn long(value: usize) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}

/// A length as `u32`, the largest `u32` when it does not fit.
pub fn short(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Two little-endian bytes at `at`.
pub fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

/// Four little-endian bytes at `at`.
pub fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}
