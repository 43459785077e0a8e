//! What the binary and its tests share.

pub mod seed;
