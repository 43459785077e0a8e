//! Reports: kept templates, drafts that write their own figures, and finished reports that nothing
//! changes any more.
//!
//! Read in this order: [`answer`] the figures of a template · [`template`] kept templates ·
//! [`keep`] reports from draft to finished · [`differ`] what has moved since.

pub mod answer;
pub mod differ;
mod early;
pub mod keep;
pub mod template;
pub mod uses;

pub use answer::Asked;
pub use keep::{NewReport, Report, Stage, Written};
pub use template::{TemplateVersion, Wanted};
pub use uses::Uses;
