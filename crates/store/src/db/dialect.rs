//! Every difference between the two databases, in one table.

use crate::sql::Sql;

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Embedded SQLite.
    Sqlite,
    /// PostgreSQL or Citus.
    Postgres,
}

/// The column types in use; integers are 64 bits everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Whole number, yes/no, money, key, UTC milliseconds.
    Int,
    /// Text, code, ISO day; compared byte by byte.
    Text,
    /// Ciphertext, digest.
    Bytes,
    /// Values of local fields by name, as JSON.
    Json,
}

impl Dialect {
    /// Column type.
    pub fn column(self, kind: Type) -> &'static str {
        match (self, kind) {
            (Dialect::Sqlite, Type::Int) => "INTEGER",
            (Dialect::Sqlite, Type::Text) => "TEXT",
            (Dialect::Sqlite, Type::Bytes) => "BLOB",
            (_, Type::Json) => "JSON",
            (Dialect::Postgres, Type::Int) => "BIGINT",
            // Byte order, or prefix ranges do not use the index.
            (Dialect::Postgres, Type::Text) => "TEXT COLLATE \"C\"",
            (Dialect::Postgres, Type::Bytes) => "BYTEA",
        }
    }
    /// A text that is compared and sorted byte by byte, like all columns.
    pub fn bytewise(self, expression: &str) -> String {
        match self {
            Dialect::Sqlite => expression.to_owned(),
            Dialect::Postgres => format!("({expression} COLLATE \"C\")"),
        }
    }
    /// An expression in whose order no index is walked. PostgreSQL's planner is left to weigh it.
    pub fn unindexed(self, expression: &str) -> String {
        match self {
            Dialect::Sqlite => format!("+{expression}"),
            Dialect::Postgres => expression.to_owned(),
        }
    }
    /// Whether an expression is one of these keys, which may be many: they are one value of the statement.
    pub fn among(self, expression: &str, keys: &[i64]) -> Sql {
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let keys = keys.join(",");
        match self {
            Dialect::Sqlite => Sql::new(format!("{expression} IN (SELECT value FROM json_each("))
                .bind(format!("[{keys}]"))
                .add("))"),
            // Planned with the keys at hand, as the connection sees to it, they are led through an index or
            // hashed. As rows of a list they would be sorted out first and looked up one by one.
            Dialect::Postgres => Sql::new(format!("{expression} = ANY(CAST("))
                .bind(format!("{{{keys}}}"))
                .add(" AS BIGINT[]))"),
        }
    }
    /// Locks the selected rows until the transaction ends; SQLite has one writer anyway.
    pub fn for_update(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR UPDATE",
        }
    }
    /// Keeps the selected rows from being taken for update until the transaction ends.
    pub fn for_share(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR KEY SHARE",
        }
    }
    /// Ends the definition of a table whose primary key is not its row number.
    pub fn keyed_table(self) -> &'static str {
        match self {
            Dialect::Sqlite => " WITHOUT ROWID",
            Dialect::Postgres => "",
        }
    }
    /// Name of the folder of migration steps.
    pub fn folder(self) -> &'static str {
        match self {
            Dialect::Sqlite => "sqlite",
            Dialect::Postgres => "postgres",
        }
    }
}
