//! Which entry of a list a cell of a sheet names.

use super::register::{LISTS, TERMS};
use crate::planning::text_of;
use kernel::sheet::{Ask, CellFault, Snapshot, World};
use kernel::text;
use kernel::value::Value;
use std::sync::Arc;

/// The question for all entries of a list.
pub fn ask(list: &str) -> Ask {
    Ask::By(TERMS, "list", list.into())
}

/// The entry that is named, by its name or its code; nothing for an empty cell. Entries that are out
/// of use are still known: sheets tell of earlier days.
pub fn find(
    world: &World,
    lists: &[&str],
    column: &'static str,
    named: &str,
) -> Result<Value, CellFault> {
    if named.is_empty() {
        return Ok(Value::Null);
    }
    let folded = text::fold(named);
    let all: Vec<&Arc<Snapshot>> = lists.iter().flat_map(|list| world.ask(&ask(list))).collect();
    let is = |term: &&&Arc<Snapshot>| {
        text_of(term, "name_key") == folded || text_of(term, "code") == named
    };
    if let Some(found) = all.iter().find(is) {
        return Ok(Value::Int(found.record.id));
    }
    let known: Vec<String> = all.iter().map(|term| text_of(term, "name")).collect();
    let near = known.iter().find(|name| text::similar(name, named) || folded.contains(*name));
    let titles: Vec<&str> = lists.iter().map(|list| LISTS.title(list)).collect();
    let some: Vec<&str> = known.iter().take(8).map(String::as_str).collect();
    let expected = format!(
        "“{}”里没有这一项，现有：{}；确需新增的请县总工会先加到字典里",
        titles.join("”“"),
        some.join("、")
    );
    Err(CellFault { column, expected, suggest: near.cloned() })
}
