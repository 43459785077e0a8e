//! The pages: server-rendered, working without script, improved by htmx.
//!
//! Read in this order: [`app`] what a request finds · [`guard`] what every request passes ·
//! [`lapse`] a session that ended meanwhile · [`outgoing`] what leaves the house ·
//! [`request`] who asks, for which unit · [`fault`] what can go wrong · [`shell`] the frame ·
//! [`show`] values for people · [`pages`] one file per page · [`parts`] what pages are made of ·
//! [`phone`] the pages of people on their own phone.

pub mod api;
pub mod app;
pub mod assets;
pub mod fault;
pub mod guard;
pub mod lapse;
pub mod outgoing;
pub mod pages;
pub mod params;
pub mod parts;
pub mod phone;
pub mod request;
pub mod scan;
pub mod session;
pub mod shell;
pub mod show;
mod sms;
pub mod task;
pub mod worker;

pub use app::{App, Config, router, run};
pub use fault::{Answer, Fault};
pub use params::Params;
pub use request::{Asker, Form, Half, Upload};
pub use shell::{Page, fragment, page, see, with_status};
