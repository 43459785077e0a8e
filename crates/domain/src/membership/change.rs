//! What a row means.
