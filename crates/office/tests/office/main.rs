//! The crate from outside: ugly files in, clean files out.

#[cfg(test)]
mod common;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod refusing;
#[cfg(test)]
mod writing;
