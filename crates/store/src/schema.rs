//! Tables derived from registers: a register as columns, types and indexes.

use crate::db::dialect::Type;
use crate::sql::name;
use kernel::field::{FieldDef, Kind};
use kernel::register::{Catalog, Register};

/// The columns of the levels of the tree, from the top; see decision "level columns".
pub const LEVELS: [&str; 6] =
    ["province_id", "city_id", "county_id", "town_id", "area_id", "union_id"];

/// The column that holds the values of all local fields of a record.
pub(crate) const LOCAL: &str = "local_values";

/// The level directly below the county.
pub(crate) const TOWN: &str = "town_id";

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// Name.
    pub name: String,
    /// Type.
    pub kind: Type,
    /// `NOT NULL`; a whole number then defaults to 0, a text to ''.
    pub needed: bool,
}

impl PartialOrd for Type {
    fn partial_cmp(&self, other: &Type) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Type {
    fn cmp(&self, other: &Type) -> std::cmp::Ordering {
        let rank = |kind: Type| match kind {
            Type::Int => 0,
            Type::Text => 1,
            Type::Bytes => 2,
            Type::Json => 3,
        };
        rank(*self).cmp(&rank(*other))
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Name.
    pub name: String,
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Primary key.
    pub key: Vec<String>,
}

/// An index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Name; unique ones tell which declaration they come from.
    pub name: String,
    /// Table.
    pub table: String,
    /// Columns.
    pub columns: Vec<String>,
    /// Whether values may stand only once.
    pub unique: bool,
    /// Only living rows.
    pub living: bool,
}

/// All tables and indexes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// Tables.
    pub tables: Vec<Table>,
    /// Indexes.
    pub indexes: Vec<Index>,
}

/// The type a field is stored as.
pub fn column_type(field: &FieldDef) -> Type {
    match field.kind {
        _ if field.secret => Type::Bytes,
        Kind::Int | Kind::Money | Kind::YesNo | Kind::Link => Type::Int,
        _ => Type::Text,
    }
}

/// Whether an encrypted field has blind indexes: the whole number and its last four digits.
pub fn blind(field: &FieldDef) -> bool {
    field.secret && matches!(field.kind, Kind::Paper | Kind::Phone)
}

/// Whether rows carry level columns.
pub fn leveled(register: &Register) -> bool {
    register.placed()
}

/// A column that may be empty.
pub fn col(name: &str, kind: Type) -> Column {
    Column { name: name.to_owned(), kind, needed: false }
}

/// A column that is always filled.
pub fn need(name: &str, kind: Type) -> Column {
    Column { name: name.to_owned(), kind, needed: true }
}

/// The schema of the whole program: its own tables and those of the registers.
pub fn desired(catalog: &Catalog) -> Schema {
    let mut schema = crate::meta::schema();
    for register in &catalog.registers {
        add_register(catalog, register, &mut schema);
    }
    schema
}

fn stamps() -> Vec<Column> {
    vec![
        need("version", Type::Int),
        need("made_seq", Type::Int),
        need("made_at", Type::Int),
        need("voided", Type::Int),
        col("void_reason", Type::Text),
    ]
}

fn add_register(catalog: &Catalog, register: &Register, schema: &mut Schema) {
    schema.tables.push(current_table(register));
    schema.tables.push(history_table(register));
    if register.dated().next().is_some() {
        schema.tables.push(span_table(register, false));
        schema.tables.push(span_table(register, true));
    }
    add_indexes(catalog, register, &mut schema.indexes);
}

fn current_table(register: &Register) -> Table {
    let mut columns = vec![need("id", Type::Int), need("public_id", Type::Text)];
    columns.extend(stamps());
    for field in register.declared() {
        columns.push(col(field.name, column_type(field)));
        if blind(field) {
            columns.push(col(&format!("{}_idx", field.name), Type::Bytes));
            columns.push(col(&format!("{}_tail", field.name), Type::Bytes));
        }
    }
    columns.extend(register.takes_local.then(|| col(LOCAL, Type::Json)));
    if leveled(register) {
        columns.extend(LEVELS.iter().map(|level| col(level, Type::Int)));
    }
    if dated(register) {
        columns.extend(NOW.iter().map(|edge| col(edge, Type::Text)));
    }
    columns.extend(register.carried().map(|(_, field, column)| col(&column, column_type(field))));
    columns.extend(carried_now(register).iter().map(|column| col(column, Type::Text)));
    Table { name: register.name.to_owned(), columns, key: vec!["id".into()] }
}

/// The days between which the current values of the dated fields hold: a question about any of
/// these days needs no look at the segments.
pub const NOW: [&str; 2] = ["now_from", "now_until"];

/// Whether a register has dated fields.
pub fn dated(register: &Register) -> bool {
    register.dated().next().is_some()
}

/// The columns that carry [`NOW`] of linked records whose dated fields are carried.
pub fn carried_now(register: &Register) -> Vec<String> {
    let dated = register.carries.iter().filter(|carry| carry.fields.iter().any(|f| f.dated));
    dated.flat_map(|carry| NOW.map(|edge| format!("{}_{edge}", carry.link))).collect()
}

/// The columns of the index that answers figures without touching the rows: life, levels, and
/// every short value that conditions and groups ask for.
pub(crate) fn figure_columns(register: &Register, from: &str, until: &str) -> Vec<String> {
    let mut columns = vec![from.to_owned(), until.to_owned()];
    if leveled(register) {
        columns.extend(LEVELS.iter().skip(2).map(|level| (*level).to_owned()));
    }
    if dated(register) {
        columns.extend(NOW.map(str::to_owned));
    }
    let short = |field: &FieldDef| {
        !field.secret && !matches!(field.kind, Kind::Text | Kind::Long | Kind::CreditCode)
    };
    for field in register.declared().filter(|field| short(field)) {
        if field.name != from && field.name != until {
            columns.push(field.name.to_owned());
        }
    }
    columns.extend(
        register.carried().filter(|(_, field, _)| short(field)).map(|(_, _, column)| column),
    );
    columns.extend(carried_now(register));
    columns.truncate(WIDEST);
    columns
}

/// Columns of one index, at most: PostgreSQL takes no more. What is left out is read from the rows.
const WIDEST: usize = 32;

fn history_table(register: &Register) -> Table {
    let mut columns = vec![need("id", Type::Int)];
    columns.extend(stamps());
    columns.extend([need("ended_seq", Type::Int), need("ended_at", Type::Int)]);
    let fixed = register.declared().filter(|field| !field.dated);
    columns.extend(fixed.map(|field| col(field.name, column_type(field))));
    columns.extend(register.takes_local.then(|| col(LOCAL, Type::Json)));
    Table {
        name: format!("{}_history", register.name),
        columns,
        key: vec!["id".into(), "version".into()],
    }
}

fn span_table(register: &Register, history: bool) -> Table {
    let mut columns = vec![
        need("id", Type::Int),
        need("from_day", Type::Text),
        need("until_day", Type::Text),
        need("made_version", Type::Int),
        need("made_seq", Type::Int),
    ];
    let mut key = vec!["id".to_owned(), "from_day".to_owned()];
    let mut name = format!("{}_span", register.name);
    if history {
        columns.extend([need("ended_version", Type::Int), need("ended_seq", Type::Int)]);
        key.push("made_version".to_owned());
        name.push_str("_history");
    }
    columns.extend(register.dated().map(|field| col(field.name, column_type(field))));
    Table { name, columns, key }
}

/// Codes that a register sorts by, each with the first sort: of a large list, rows with one code are most
/// often read in that order, and too many to be sorted each time.
pub(crate) fn coded_sorts(
    register: &Register,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let first = register.sorts.first().copied();
    let code = move |sort: &&&'static str| {
        let field = register.field(sort);
        Some(**sort) != first && field.is_some_and(|field| field.kind == Kind::Choice)
    };
    let codes = register.sorts.iter().filter(code).copied();
    codes.filter_map(move |code| Some((code, first?)))
}

fn add_indexes(catalog: &Catalog, register: &Register, indexes: &mut Vec<Index>) {
    let mut add = |parts: Vec<String>, unique: bool, living: bool, label: &str| {
        indexes.push(Index {
            name: format!("{}_{label}", register.name),
            table: register.name.to_owned(),
            columns: parts,
            unique,
            living,
        });
    };
    add(vec!["public_id".into()], true, false, "public");
    for field in register.declared().filter(|field| blind(field)) {
        for end in ["idx", "tail"] {
            let column = format!("{}_{end}", field.name);
            add(vec![column.clone()], false, true, &column);
        }
    }
    for unique in &register.unique {
        let blind_name = |field: &&str| match register.field(field) {
            Some(def) if blind(def) => format!("{field}_idx"),
            _ => (*field).to_owned(),
        };
        let label = format!("one_{}", unique.fields.join("_"));
        add(unique.fields.iter().map(blind_name).collect(), true, true, &label);
    }
    if let Some(numbering) = register.numbered {
        // Voided records too: a number is never given again.
        let parts = [numbering.organ, numbering.word, numbering.year, numbering.number];
        add(parts.map(str::to_owned).into(), true, false, "numbered");
    }
    // A list of the whole installation or of a township walks an index in the order of its sort;
    // a single union's rows are few enough to be sorted.
    let levels: &[&str] = if leveled(register) { &["", TOWN] } else { &[""] };
    for sort in &register.sorts {
        for level in levels {
            let mut parts = vec![(*sort).to_owned(), "id".to_owned()];
            let mut label = (*sort).to_owned();
            if !level.is_empty() {
                parts.insert(0, (*level).to_owned());
                label = format!("{level}_{sort}");
            }
            add(parts, false, true, &label);
        }
    }
    for (code, first) in coded_sorts(register) {
        let parts = vec![code.to_owned(), first.to_owned(), "id".to_owned()];
        add(parts, false, true, &format!("{code}_{first}"));
    }
    if leveled(register) {
        for level in ["area_id", "union_id"] {
            add(vec![level.into(), "id".into()], false, false, level);
        }
    }
    if let Some((from, until)) = register.life {
        let columns = figure_columns(register, from, until);
        if leveled(register) {
            // Most of those who ask work in a township: they need not wait for the others' rows.
            let mut of_town = columns.clone();
            of_town.retain(|column| column != TOWN);
            of_town.insert(0, TOWN.to_owned());
            add(of_town, false, true, "figures_of_town");
        }
        add(columns, false, true, "figures");
    }
    for field in register.declared().filter(|field| field.kind == Kind::Link) {
        if register.owner_field() != Some(field.name) && catalog.register(field.to).is_some() {
            add(vec![field.name.into()], false, false, &format!("to_{}", field.name));
        }
    }
}

impl Table {
    /// `CREATE TABLE`.
    pub fn create(&self, dialect: crate::db::Dialect) -> String {
        let row_key = dialect == crate::db::Dialect::Sqlite && self.key == ["id"];
        let mut lines: Vec<String> = self.columns.iter().map(|c| c.define(dialect)).collect();
        let key: Vec<String> = self.key.iter().map(|column| name(column)).collect();
        lines.push(format!("PRIMARY KEY ({})", key.join(", ")));
        // SQLite: a primary key named `id` of type INTEGER is the row number itself.
        let ending = if row_key { "" } else { dialect.keyed_table() };
        format!("CREATE TABLE {} (\n  {}\n){ending};", name(&self.name), lines.join(",\n  "))
    }
}

impl Column {
    /// The definition inside `CREATE TABLE` or after `ADD COLUMN`.
    pub fn define(&self, dialect: crate::db::Dialect) -> String {
        let default = match (self.needed, self.kind) {
            (false, _) => "",
            (true, Type::Int) => " NOT NULL DEFAULT 0",
            (true, Type::Text) => " NOT NULL DEFAULT ''",
            (true, Type::Bytes | Type::Json) => " NOT NULL",
        };
        let default = if self.name == "id" { " NOT NULL" } else { default };
        format!("{} {}{default}", name(&self.name), dialect.column(self.kind))
    }
}

impl Index {
    /// `CREATE INDEX`.
    pub fn create(&self) -> String {
        let unique = if self.unique { "UNIQUE " } else { "" };
        let columns: Vec<String> = self.columns.iter().map(|column| name(column)).collect();
        let living = if self.living { " WHERE voided = 0" } else { "" };
        format!(
            "CREATE {unique}INDEX {} ON {} ({}){living};",
            name(&self.name),
            name(&self.table),
            columns.join(", ")
        )
    }
}
