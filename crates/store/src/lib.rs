//! The only crate that knows SQL and that there are two databases.
//!
//! Read in this order: [`db`] the seam · [`schema`] a register as tables · [`writer`] one act that
//! changes records · [`journal`] what every act leaves behind · [`reader`] one record · [`list`]
//! many · [`figure`] how many.

pub mod attachment;
pub mod backup;
pub mod badge;
pub mod clock;
mod codec;
pub mod ctx;
pub mod db;
pub mod definitions;
pub mod demands;
pub mod desk;
pub mod entries;
pub mod error;
pub mod exchange;
pub mod figure;
pub mod flow;
pub mod goal;
pub mod history;
mod hold;
pub mod intake;
pub mod jobs;
pub mod journal;
pub mod keys;
mod letter;
pub mod list;
mod local;
pub mod lookup;
pub mod members;
pub mod merge;
pub mod meta;
pub mod migrate;
pub mod note;
pub mod outbox;
mod paths;
pub mod reader;
pub mod report;

pub mod schema;
pub mod scope;
pub mod sees;
pub mod settings;
mod sight;
pub mod sql;
mod store;
pub mod tally;
pub mod tree;
pub mod turn;
pub mod undo;
pub mod users;
pub mod verify;
pub mod writer;
pub mod written;

pub use codec::mask;
pub use ctx::{Ctx, Nodes};
pub use error::{Clash, Conflict, Result, StoreError};
pub use store::{Options, Store, set_meta};
