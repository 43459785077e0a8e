//! Letters to real listeners of this machine.

#[cfg(test)]
mod carrying;
