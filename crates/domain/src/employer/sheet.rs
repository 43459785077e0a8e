//! The collection form.

use kernel::sheet::{Plan, Sheet};

/// The sheet.
pub fn employers() -> Sheet {
    Sheet {
        code: "employers",
        title: "",
        register: "employer",
        overlay: &[],
        columns: Vec::new(),
        asks: |_| Vec::new(),
        decide: |_, _| Plan::Write(Vec::new()),
        things: |_| Vec::new(),
        notes: &[],
    }
}
