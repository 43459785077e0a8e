//! The collection form.

use kernel::sheet::{Plan, Sheet};

/// The sheet.
pub fn unions() -> Sheet {
    Sheet {
        code: "unions",
        title: "",
        register: "union",
        overlay: &[],
        columns: Vec::new(),
        asks: |_| Vec::new(),
        decide: |_, _| Plan::Write(Vec::new()),
        things: |_| Vec::new(),
        notes: &[],
    }
}
