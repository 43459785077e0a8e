//! Numbered steps, applied once each. A step is written by [`difference`] and reviewed by people.

use crate::db::dialect::Type;
use crate::db::{Db, Dialect, Tx};
use crate::error::{Result, StoreError};
use crate::schema::{Column, Index, Schema, Table, col, need};
use crate::sql::Sql;
use std::fmt::Write;

mod steps {
    include!(concat!(env!("OUT_DIR"), "/steps.rs"));
}

/// The steps of a database, in order: file name and text.
pub fn steps(dialect: Dialect) -> &'static [(&'static str, &'static str)] {
    match dialect {
        Dialect::Sqlite => steps::SQLITE,
        Dialect::Postgres => steps::POSTGRES,
    }
}

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)";

/// Names of the steps already applied.
pub fn applied(tx: &mut Tx) -> Result<Vec<String>> {
    tx.run(LEDGER)?;
    let rows = tx.all(&Sql::new("SELECT name FROM migration ORDER BY name"))?;
    Ok(rows.iter().map(|row| row.text(0)).collect())
}

/// Applies what is missing and says which steps were applied. Data made by a newer program is
/// refused and left alone.
pub fn migrate(db: &Db) -> Result<Vec<&'static str>> {
    let steps = steps(db.dialect());
    db.write(|tx| {
        let done = applied(tx)?;
        if done.iter().any(|name| steps.iter().all(|step| step.0 != name)) {
            return Err(StoreError::unavailable(
                "这份数据是更新的版本写的，本程序不认识。数据没有动；请换用新版程序打开",
            ));
        }
        let mut made = Vec::new();
        for (name, text) in steps {
            if !done.iter().any(|other| other == name) {
                tx.run(text)?;
                tx.exec(&Sql::new("INSERT INTO migration VALUES (").bind(*name).add(")"))?;
                made.push(*name);
            }
        }
        Ok(made)
    })
}

/// Statements that turn one schema into another: new tables, columns and indexes. What has gone
/// from the declarations stays in the database until a person writes that step.
pub fn difference(have: &Schema, want: &Schema, dialect: Dialect) -> String {
    let mut text = String::new();
    for table in &want.tables {
        match have.tables.iter().find(|other| other.name == table.name) {
            None => {
                let _ = writeln!(text, "{}", table.create(dialect));
            }
            Some(old) => add_columns(old, table, dialect, &mut text),
        }
    }
    for index in &want.indexes {
        if !have.indexes.iter().any(|other| other.name == index.name) {
            let _ = writeln!(text, "{}", index.create());
        }
    }
    text
}

fn add_columns(old: &Table, table: &Table, dialect: Dialect, text: &mut String) {
    for column in &table.columns {
        if !old.columns.iter().any(|other| other.name == column.name) {
            let line = column.define(dialect);
            let _ = writeln!(text, "ALTER TABLE \"{}\" ADD COLUMN {line};", table.name);
        }
    }
}

/// The schema that stands in the database. Column order is not compared, so it is sorted.
pub fn standing(tx: &mut Tx) -> Result<Schema> {
    match tx.dialect() {
        Dialect::Sqlite => standing_sqlite(tx),
        Dialect::Postgres => standing_postgres(tx),
    }
}

fn kind_of(word: &str) -> Type {
    match word {
        "INTEGER" | "bigint" => Type::Int,
        "BLOB" | "bytea" => Type::Bytes,
        "JSON" | "json" => Type::Json,
        _ => Type::Text,
    }
}

fn made(name: &str, kind: Type, needed: bool) -> Column {
    if needed { need(name, kind) } else { col(name, kind) }
}

fn standing_sqlite(tx: &mut Tx) -> Result<Schema> {
    let mut schema = Schema::default();
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migration' \
                  AND name NOT LIKE 'sqlite_%' ORDER BY name";
    for row in tx.all(&Sql::new(tables))? {
        let table = row.text(0);
        let info = Sql::new("SELECT name, type, \"notnull\", pk FROM pragma_table_info(");
        let info = tx.all(&info.bind(table.clone()).add(")"))?;
        let mut key: Vec<(i64, String)> = info
            .iter()
            .filter(|column| column.int(3) > 0)
            .map(|column| (column.int(3), column.text(0)))
            .collect();
        key.sort();
        let column = |c: &crate::db::Row| made(&c.text(0), kind_of(&c.text(1)), c.int(2) > 0);
        schema.tables.push(Table {
            name: table,
            columns: info.iter().map(column).collect(),
            key: key.into_iter().map(|part| part.1).collect(),
        });
    }
    let indexes = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' \
                   AND sql IS NOT NULL ORDER BY name";
    for row in tx.all(&Sql::new(indexes))? {
        schema.indexes.push(read_index(&row.text(0), &row.text(1), &row.text(2)));
    }
    Ok(schema)
}

fn standing_postgres(tx: &mut Tx) -> Result<Schema> {
    let mut schema = Schema::default();
    let columns = "SELECT table_name::text, column_name::text, data_type::text, \
                   (is_nullable = 'NO')::int FROM information_schema.columns \
                   WHERE table_schema = current_schema() AND table_name <> 'migration' \
                   ORDER BY table_name, ordinal_position";
    for row in tx.all(&Sql::new(columns))? {
        let name = row.text(0);
        if schema.tables.last().is_none_or(|table| table.name != name) {
            schema.tables.push(Table { name, columns: Vec::new(), key: Vec::new() });
        }
        if let Some(table) = schema.tables.last_mut() {
            table.columns.push(made(&row.text(1), kind_of(&row.text(2)), row.int(3) > 0));
        }
    }
    let indexes = "SELECT indexname::text, tablename::text, indexdef FROM pg_indexes \
                   WHERE schemaname = current_schema() AND tablename <> 'migration' \
                   ORDER BY indexname";
    for row in tx.all(&Sql::new(indexes))? {
        let index = read_index(&row.text(0), &row.text(1), &row.text(2));
        let table = schema.tables.iter_mut().find(|table| table.name == index.table);
        match table {
            Some(table) if index.name.ends_with("_pkey") => table.key = index.columns,
            _ => schema.indexes.push(index),
        }
    }
    Ok(schema)
}

fn read_index(name: &str, table: &str, text: &str) -> Index {
    let parts = text.split_once('(').map_or("", |cut| cut.1);
    let parts = parts.split_once(')').map_or("", |cut| cut.0);
    Index {
        name: name.to_owned(),
        table: table.to_owned(),
        columns: parts.split(',').map(|part| part.trim().trim_matches('"').to_owned()).collect(),
        unique: text.contains("UNIQUE"),
        living: text.contains("WHERE"),
    }
}

/// The same schema with tables, columns and indexes in a fixed order.
pub fn sorted(mut schema: Schema) -> Schema {
    schema.tables.sort_by(|a, b| a.name.cmp(&b.name));
    for table in &mut schema.tables {
        table.columns.sort();
    }
    schema.indexes.sort_by(|a, b| a.name.cmp(&b.name));
    schema
}
