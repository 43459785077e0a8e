//! A figure and its rows as JSON: one shape for the API and the command line.

use serde_json::{Map, Value, json};
use store::figure::{Amount, Figure, FigureAsk, Group, When};
use store::list::{ListRow, Page};

/// The JSON shape that other programs rely on.
pub fn document(figure: &Figure, ask: &FigureAsk) -> Value {
    let mut map = Map::new();
    map.insert("code".into(), figure.indicator.code.as_str().into());
    map.insert("title".into(), figure.indicator.title.as_str().into());
    map.insert("union".into(), figure.union_name.as_str().into());
    match figure.when {
        When::On(day) => map.insert("as_of".into(), day.to_string().into()),
        When::Between(first, last) => {
            map.insert("from".into(), first.to_string().into());
            map.insert("to".into(), last.to_string().into())
        }
    };
    map.insert("known_at".into(), figure.known_at.clone().map_or(Value::Null, Value::from));
    map.insert("version".into(), figure.indicator.version.into());
    amount(&mut map, figure.amount);
    map.insert("unit".into(), figure.indicator.unit.as_str().into());
    map.insert("rows".into(), figure.amount.rows.into());
    map.insert("excluded".into(), figure.left_out().into());
    let why = |(why, count): &(String, i64)| json!({"why": why, "rows": count});
    map.insert("excluded_why".into(), figure.excluded.iter().map(why).collect());
    let groups = figure.groups.iter().map(|group| group_of(group, ask)).collect();
    map.insert("by".into(), groups);
    Value::Object(map)
}

fn amount(map: &mut Map<String, Value>, amount: Amount) {
    if let Some(denominator) = amount.denominator {
        map.insert("numerator".into(), amount.value.into());
        map.insert("denominator".into(), denominator.into());
    }
    map.insert("value".into(), amount.json());
}

fn group_of(group: &Group, ask: &FigureAsk) -> Value {
    let mut map = Map::new();
    for ((code, title), dim) in group.of.iter().zip(&ask.by) {
        map.insert(dim.clone(), code.as_str().into());
        map.insert(format!("{dim}_title"), title.as_str().into());
    }
    amount(&mut map, group.amount);
    map.insert("rows".into(), group.amount.rows.into());
    Value::Object(map)
}

/// Rows of a page as JSON: keys and masked values, links by name.
pub fn page_rows(page: &Page) -> Vec<Value> {
    page.rows.iter().map(|row| Value::Object(row_of(page, row))).collect()
}

/// One row of a page: its key, then a value per column.
pub fn row_of(page: &Page, row: &ListRow) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("id".into(), row.id.into());
    for (head, cell) in page.heads.iter().zip(&row.cells) {
        let linked = cell.as_int().and_then(|id| {
            let key = (head.field.to.to_owned(), id);
            page.titles.get(&key).filter(|_| head.field.kind == kernel::field::Kind::Link)
        });
        let value = linked.map_or_else(|| Value::from(cell), |title| title.as_str().into());
        map.insert(head.name.clone(), value);
    }
    map
}
