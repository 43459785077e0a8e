//! Templates as a clerk writes them, over a small county.

mod chance;
mod checking;
mod county;
mod guide;
mod numbers;
mod reading;
mod writing;
