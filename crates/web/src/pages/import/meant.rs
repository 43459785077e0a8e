//! Whom a name may mean that no record bears: records with a like name, as the asker may see them.

use kernel::sheet::Sheet;
use kernel::text;
use office::import::RowView;
use std::collections::{BTreeMap, BTreeSet};
use store::list::{Life, ListAsk};
use store::{Ctx, Store};

/// Names offered for one cell.
const MOST: usize = 3;
/// Records looked at for each piece of the name.
const SEEN: usize = 50;
/// Different names looked for on one page.
const ASKED: usize = 10;
/// Letters of a name by which like ones are looked for: where they begin and how many.
const PIECES: [(usize, usize); 5] = [(0, 3), (2, 3), (3, 3), (0, 2), (2, 2)];

/// Names that the cells in error of these rows may mean, by what stands there.
pub(super) type Meant = BTreeMap<String, Vec<String>>;

/// Looks for them; each name once, however many rows bear it.
pub(super) fn of(
    store: &Store,
    ctx: &Ctx,
    sheet: &Sheet,
    rows: &[RowView],
) -> store::Result<Meant> {
    let (mut meant, mut asked) = (Meant::new(), BTreeSet::new());
    for cell in rows.iter().filter(|row| row.answer != "skip").flat_map(|row| &row.cells) {
        let Some(fault) = &cell.fault else { continue };
        let column = sheet.position(cell.code).and_then(|at| sheet.columns.get(at));
        let names = column.map_or(&[][..], |column| column.names);
        let known = fault.suggest.is_some() || cell.masked || names.is_empty();
        if known || asked.len() >= ASKED || !asked.insert(cell.text.as_str()) {
            continue;
        }
        let mut found = Vec::new();
        for register in names {
            like(store, ctx, register, &cell.text, &mut found)?;
        }
        found.truncate(MOST);
        if !found.is_empty() {
            meant.insert(cell.text.clone(), found);
        }
    }
    Ok(meant)
}

/// Adds names of a register that are like one, until there are enough.
fn like(
    store: &Store,
    ctx: &Ctx,
    register: &str,
    name: &str,
    found: &mut Vec<String>,
) -> store::Result<()> {
    let register = store.register(register)?;
    for piece in pieces(name) {
        if found.len() >= MOST {
            break;
        }
        let columns = vec![register.label.to_owned()];
        let ask = ListAsk { search: piece, columns, life: Life::Living, ..ListAsk::new(register) };
        let page = match store.list(ctx, &ask, None, SEEN) {
            // Who may not read the register is offered none of its names.
            Err(store::StoreError::Forbidden | store::StoreError::NotFound) => break,
            page => page?,
        };
        let names = page.rows.iter().filter_map(|row| row.cells.first()?.as_text());
        for other in names {
            let near = text::similar(name, other) && text::fold(name) != text::fold(other);
            if near && found.iter().all(|known| known != other) {
                found.push(other.to_owned());
            }
        }
    }
    Ok(())
}

/// The beginning of a name, and what follows where it begins with a place.
fn pieces(name: &str) -> Vec<String> {
    let letters: Vec<char> = text::fold(name).chars().collect();
    let piece = |(at, long)| letters.get(at..at + long).map(|part: &[char]| part.iter().collect());
    PIECES.into_iter().filter_map(piece).collect()
}
