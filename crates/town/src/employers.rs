//! The employers: first who they are, and, when unions and members are known, their histories.

mod drafting;
mod history;
mod naming;

pub use drafting::draft;
pub use history::write;
pub use naming::brand;
