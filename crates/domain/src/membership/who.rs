//! Whom a row means.
