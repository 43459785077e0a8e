//! The collection form.

use kernel::sheet::{Plan, Sheet};

/// The sheet.
pub fn members() -> Sheet {
    Sheet {
        code: "members",
        title: "",
        register: "membership",
        overlay: &[],
        columns: Vec::new(),
        asks: |_| Vec::new(),
        decide: |_, _| Plan::Write(Vec::new()),
        things: |_| Vec::new(),
        notes: &[],
    }
}
