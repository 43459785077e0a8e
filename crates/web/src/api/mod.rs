//! The same records and figures for other programs, under `/api/v1`.

pub mod figure_json;
