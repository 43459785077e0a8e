//! The pieces pages are made of: pure functions from typed values to markup.
//!
//! Nothing here knows the store or the rules. No piece carries inline script or style, so pages
//! run under `default-src 'self'`; widths and depths are SVG attributes or classes.

mod bars;
mod base;
mod charts;
mod clock;
mod face;
mod feedback;
mod field;
mod filter;
pub mod gallery;
mod head;
mod overlay;
mod pager;
mod panel;
mod print;
mod shell;
mod shots;
mod special;
mod square;
mod steps;
mod table;
mod tree;
mod widgets;

pub use bars::*;
pub use base::*;
pub use charts::*;
pub use clock::*;
pub use face::*;
pub use feedback::*;
pub use field::*;
pub use filter::*;
pub use head::*;
pub use overlay::*;
pub use pager::*;
pub use panel::*;
pub use print::*;
pub use shell::*;
pub use shots::*;
pub use special::*;
pub use square::*;
pub use steps::*;
pub use table::*;
pub use tree::*;
pub use widgets::*;
