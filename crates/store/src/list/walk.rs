//! One page: walking the rows in the order of the sort, or sorting those that are found.

use super::{Cursor, Life, ListAsk, ListRow, Page, Query};
use crate::db::{Row, Tx};
use crate::error::Result;
use crate::schema::{TOWN, coded_sorts, figure_columns, leveled};
use crate::sql::Sql;
use crate::store::Store;
use kernel::field::{FieldDef, Kind};
use kernel::indicator::Cond;
use kernel::laws::resolve;
use kernel::register::{Catalog, Register};
use std::time::Duration;

/// So long rows are looked at in the order of the sort for those that the filter lets through: about as long
/// as it would take to find and sort them in a register of a million, or in a township's part of it. When
/// many pass, a page is full before; when few do, they are found by what is asked of them, and sorted.
const HURRY: Duration = Duration::from_millis(35);
const HURRY_IN_TOWN: Duration = Duration::from_millis(10);

/// The condition of belonging to a township.
const IN_TOWN: &str = "(r.town_id = ?)";

/// The name, less its last part, of the index that gives the rows in the order of the sort: of the whole
/// register or of a township. `None` where the database finds the shortest way by itself: without a filter,
/// or with one on a link or a number, of which few rows are.
pub(super) fn index(catalog: &'static Catalog, ask: &ListAsk, permitted: &Sql) -> Option<String> {
    let sort = ask.sorted_by();
    let plain = |cond: &Cond| {
        let field = cond.path().and_then(|path| field(catalog, ask.register, path));
        field.is_some_and(|field| !field.secret && field.kind != Kind::Link)
    };
    let elsewhere =
        |cond: &Cond| cond.path().map(|path| path.replace('.', "_")) != Some(sort.clone());
    let today = ask.as_of.is_none() && !ask.voided;
    let few =
        ask.only_here || ask.among.is_some() || ask.ids.is_some() || !ask.search.trim().is_empty();
    let filtered = ask.life == Life::Ended || ask.filters.iter().any(elsewhere);
    if !today || few || !filtered || !ask.filters.iter().all(plain) || !leveled(ask.register) {
        return None;
    }
    let level = match permitted.text.as_str() {
        "1=1" | "(1=1)" => "",
        IN_TOWN => "town_id_",
        _ => return None,
    };
    if !ask.register.sorts.contains(&sort.as_str()) {
        return None;
    }
    let coded = coded(ask, &sort).filter(|_| level.is_empty());
    Some(format!("{}_{}", ask.register.name, coded.unwrap_or_else(|| level.to_owned())))
}

/// The field that a condition speaks of, by its path or by the column that carries it.
fn field(catalog: &'static Catalog, register: &'static Register, path: &str) -> Option<FieldDef> {
    let carried = || register.carried().find(|(_, _, column)| column == path);
    let found = resolve(catalog, register, path).map(|(_, field)| *field);
    found.or_else(|| carried().map(|(_, field, _)| *field))
}

/// The index that answers without opening a row whether it meets every condition, if there is one.
pub(super) fn covering(
    catalog: &'static Catalog,
    ask: &ListAsk,
    permitted: &Sql,
) -> Option<String> {
    let register = ask.register;
    let (from, until) = register.life?;
    let columns = figure_columns(register, from, until);
    let covered = |cond: &Cond| {
        let path = cond.path()?;
        let field = field(catalog, register, path)?;
        let held = columns.contains(&path.replace('.', "_"));
        // What a link or a beginning narrows down to is found by an index of its own.
        let narrow = field.kind == Kind::Link || matches!(cond, Cond::Begins(..));
        (held && !narrow).then_some(())
    };
    let today = ask.as_of.is_none() && !ask.voided;
    let few =
        ask.only_here || ask.among.is_some() || ask.ids.is_some() || !ask.search.trim().is_empty();
    let all = ask.filters.iter().all(|cond| covered(cond).is_some());
    if !today || few || !all || !leveled(register) {
        return None;
    }
    let of = match permitted.text.as_str() {
        "1=1" | "(1=1)" => "",
        IN_TOWN => "_of_town",
        _ => return None,
    };
    Some(format!("{}_figures{of}", register.name))
}

/// The code by which rows lie together, each in the order of the first sort.
fn coded(ask: &ListAsk, sort: &str) -> Option<String> {
    let one = ask.filters.iter().find_map(|cond| match cond {
        Cond::Is(path, values) if values.len() == 1 => Some(path),
        _ => None,
    })?;
    coded_sorts(ask.register).any(|both| both == (one.as_str(), sort)).then(|| format!("{one}_"))
}

/// One stretch of a list: where the sort is filled, or where it is empty.
struct Stretch<'a> {
    cursor: Option<&'a Cursor>,
    empty: bool,
    down: bool,
    room: i64,
}

impl Stretch<'_> {
    /// Its rows in the order of `sort`.
    fn sql(&self, query: &Query, sort: &str) -> Sql {
        let (compare, order) = if self.down { ("<", "DESC") } else { (">", "ASC") };
        let part = if self.empty { "IS NULL" } else { "IS NOT NULL" };
        let mut sql = Store::select(query).add(&format!(" AND {sort} {part}"));
        if let Some(cursor) = self.cursor.filter(|cursor| cursor.value.is_null() == self.empty) {
            sql = if self.empty {
                sql.add(&format!(" AND r.id {compare} ")).bind(cursor.id)
            } else {
                sql.add(&format!(" AND ({sort}, r.id) {compare} ("))
                    .bind_value(cursor.value.clone())
                    .add(",")
                    .bind(cursor.id)
                    .add(")")
            };
        }
        let by = if self.empty { String::new() } else { format!("{sort} {order}, ") };
        sql.add(&format!(" ORDER BY {by}r.id {order} LIMIT ")).bind(self.room)
    }

    fn read(&self, tx: &mut Tx, query: &Query) -> Result<Vec<Row>> {
        let walk = self.sql(query, &query.sort);
        let Some(index) = &query.index else { return tx.all(&walk) };
        let hurry = if index.contains(TOWN) { HURRY_IN_TOWN } else { HURRY };
        if let Some(rows) = tx.all_in(&tx.by_index(walk, "r", index), hurry)? {
            return Ok(rows);
        }
        let sort = tx.dialect().unindexed(&query.sort);
        tx.all(&self.sql(query, &sort))
    }
}

impl Store {
    pub(crate) fn page(
        &self,
        tx: &mut Tx,
        ask: &ListAsk,
        query: &Query,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page> {
        let back = cursor.is_some_and(|cursor| cursor.back);
        let mut rows = self.walk(tx, ask, query, cursor, limit + 1)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        if back {
            rows.reverse();
        }
        let edge = |row: Option<&ListRow>, back: bool| {
            row.map(|row| Cursor { value: row.key.clone(), id: row.id, back })
        };
        let next = if back || more { edge(rows.last(), false) } else { None };
        let first = if (back && more) || (!back && cursor.is_some()) {
            edge(rows.first(), true)
        } else {
            None
        };
        let titles = self.titles_of(tx, &query.heads, &rows)?;
        Ok(Page { heads: query.heads.clone(), rows, next, back: first, titles })
    }

    /// Walks filled sort values first, then empty ones, so that both databases order alike.
    fn walk(
        &self,
        tx: &mut Tx,
        ask: &ListAsk,
        query: &Query,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<ListRow>> {
        let back = cursor.is_some_and(|cursor| cursor.back);
        let down = ask.descending != back;
        let in_empty = cursor.is_some_and(|cursor| cursor.value.is_null());
        let mut rows = Vec::new();
        for empty in [back, !back] {
            // Forwards, a cursor among the empty ones has passed all filled ones; backwards, a
            // cursor among the filled ones has passed all empty ones.
            let skip = if back { empty && !in_empty } else { !empty && in_empty };
            let room = limit.saturating_sub(rows.len());
            if skip || room == 0 {
                continue;
            }
            let room = i64::try_from(room).unwrap_or(i64::MAX);
            let found = Stretch { cursor, empty, down, room }.read(tx, query)?;
            rows.extend(found.iter().map(|row| self.read_list_row(query, row)));
        }
        Ok(rows)
    }
}
