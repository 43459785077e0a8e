//! Field paths as SQL: which table, which day, known when. Lists, figures, rows and exports all
//! read through here, so they cannot differ.

mod once;

use crate::codec::{self, blind_tail, blind_whole};
use crate::ctx::Nodes;
use crate::db::Dialect;
use crate::error::{Result, StoreError};
use crate::figure::Only;
use crate::keys::Keys;
use crate::list::Life;
use crate::schema::{blind, leveled};
use crate::scope::Scope;
use crate::sql::{Sql, name};
use jiff::civil::Date;
use kernel::field::{FieldDef, Kind};
use kernel::indicator::Cond;
use kernel::register::{Catalog, Owner, Register};
use kernel::value::Value;

/// As known when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// As known now.
    Now,
    /// First and last sequence known of each chain.
    At(Vec<(i64, i64)>),
}

/// The day whose dated values are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Day {
    /// Today, from the current row.
    Today,
    /// This day.
    On(Date),
    /// The day at the end of this path of fixed fields.
    Event(String),
}

/// A query over one register, growing joins as paths need them.
#[derive(Clone)]
pub struct Paths<'a> {
    catalog: &'static Catalog,
    dialect: Dialect,
    /// The register whose rows are read.
    pub register: &'static Register,
    known: &'a Known,
    /// Only these records.
    only: Option<&'a Only>,
    day: Day,
    /// The expression of the day of the event, where dated values are read on it.
    event: String,
    alias: String,
    joins: Vec<(String, Sql)>,
}

/// A path turned into SQL.
pub struct Found {
    /// The expression.
    pub expression: String,
    /// The declaration of the field.
    pub field: &'static FieldDef,
    /// The register the field is in.
    pub register: &'static Register,
    /// The expression of the key of the record the field is in.
    pub key: String,
}

impl<'a> Paths<'a> {
    /// A query over a register.
    pub fn new(
        catalog: &'static Catalog,
        dialect: Dialect,
        register: &'static Register,
        known: &'a Known,
        day: Day,
    ) -> Paths<'a> {
        Paths::among(catalog, dialect, register, known, day, None)
    }

    /// A query over some records of a register.
    pub fn among(
        catalog: &'static Catalog,
        dialect: Dialect,
        register: &'static Register,
        known: &'a Known,
        day: Day,
        only: Option<&'a Only>,
    ) -> Paths<'a> {
        let event = String::new();
        let alias = "r".to_owned();
        let joins = Vec::new();
        let mut made = Paths { catalog, dialect, register, known, only, day, event, alias, joins };
        if let Day::Event(path) = &made.day {
            // A path that leads nowhere is told to whoever asks for it by name.
            let found = made.find(&path.clone());
            made.event = found.map_or_else(|_| "NULL".to_owned(), |found| found.expression);
        }
        made
    }

    /// The day that dated values are read on, as a comparison partner.
    fn day_sql(&self) -> Sql {
        match &self.day {
            Day::Today => Sql::new("''"),
            Day::On(day) => Sql::default().bind(*day),
            Day::Event(_) => Sql::new(&*self.event),
        }
    }

    /// `FROM table r JOIN …`, after all paths have been asked for.
    pub fn from(&self) -> Sql {
        let among = self.only.map(|only| Sql::new(" AND ").then(only.among("id")));
        let among = among.unwrap_or_default();
        let source = once::source(self.register, &self.alias, self.known, &among);
        let mut sql = Sql::new(" FROM ").then(source);
        for (_, join) in &self.joins {
            sql = sql.then(join.clone());
        }
        sql
    }

    fn join(&mut self, alias: &str, sql: Sql) {
        if !self.joins.iter().any(|(known, _)| known == alias) {
            self.joins.push((alias.to_owned(), sql));
        }
    }

    /// Takes over the joins of another query over the same register, day and knowledge.
    pub fn with(&mut self, other: &Paths) {
        for (alias, join) in &other.joins {
            self.join(alias, join.clone());
        }
    }

    /// Finds the column of a path; each link on its way is read as of the asked day.
    pub fn find(&mut self, path: &str) -> Result<Found> {
        let Some((way, rest)) = path.rsplit_once('.') else {
            let alias = self.alias.clone();
            return self.column(self.register, &alias, path);
        };
        let link = self.find(way)?;
        if link.field.kind != Kind::Link {
            return Err(unknown(path));
        }
        let to = self.catalog.register(link.field.to).ok_or_else(|| unknown(path))?;
        let field = to.field(rest).ok_or_else(|| unknown(path))?;
        let carried = self.register.carried().find(|(l, f, _)| *l == way && f.name == rest);
        if let Some((_, _, column)) = carried.filter(|_| *self.known == Known::Now) {
            let current = format!("{}.{}", self.alias, name(&column));
            let expression = if field.dated {
                let edges = format!("{}.{way}_", self.alias);
                self.on_day(to, field, &current, &edges, &link.expression)
            } else {
                current
            };
            return Ok(Found { expression, field, register: to, key: link.expression });
        }
        let alias = format!("{}_{}", self.alias, way.replace('.', "__"));
        if let Known::At(ranges) = self.known {
            let expression = self.once_linked(to, &alias, field, ranges, &link.expression);
            return Ok(Found { expression, field, register: to, key: link.expression });
        }
        let join =
            format!(" LEFT JOIN {} {alias} ON {alias}.id = {}", name(to.name), link.expression);
        self.join(&alias, Sql::new(join));
        self.column(to, &alias, rest)
    }

    /// Of a path to a field of the tree's register: the key of the node, and the field. `None` where the
    /// field is at hand in the row itself, differs from event to event, or is asked for as once known.
    pub fn node(&mut self, path: &str) -> Option<(String, &'static str)> {
        let (link, rest) = path.split_once('.')?;
        let tree = self.catalog.tree()?;
        let to = self.register.field(link).filter(|field| field.to == tree.name)?;
        let carried = self.register.carried().any(|(l, f, _)| l == link && f.name == rest);
        let today = !matches!(self.day, Day::Event(_)) && *self.known == Known::Now;
        let field = tree.field(rest).filter(|field| today && !carried && !field.secret)?;
        Some((self.find(to.name).ok()?.expression, field.name))
    }

    fn column(&mut self, register: &'static Register, alias: &str, field: &str) -> Result<Found> {
        let key = format!("{alias}.id");
        let Some(def) = register.field(field) else {
            // A carried column asked for by its own name.
            let carried = register.carried().find(|(_, _, column)| column == field);
            let (link, def, _) = carried.ok_or_else(|| unknown(field))?;
            return self.find(&format!("{link}.{}", def.name));
        };
        let current = codec::column(self.dialect, alias, def);
        if !def.dated {
            return Ok(Found { expression: current, field: def, register, key });
        }
        let expression = match self.known {
            Known::Now => self.on_day(register, def, &current, &format!("{alias}."), &key),
            Known::At(ranges) => self.once_on_day(register, alias, def, ranges, &key),
        };
        Ok(Found { expression, field: def, register, key })
    }

    /// The value that held on the asked day: the current one when it held then already, else the
    /// one of the segment. Days are written out: they come from a calendar, not from a person.
    fn on_day(
        &self,
        register: &Register,
        field: &FieldDef,
        current: &str,
        edges: &str,
        key: &str,
    ) -> String {
        let day = match &self.day {
            Day::Today => return current.to_owned(),
            Day::On(day) => format!("'{day}'"),
            Day::Event(_) => self.event.clone(),
        };
        let [from, until] = crate::schema::NOW;
        format!(
            "CASE WHEN {edges}{from} <= {day} AND {edges}{until} > {day} THEN {current} ELSE \
             (SELECT s.{} FROM {} s WHERE s.id = {key} AND s.from_day <= {day} \
             AND s.until_day > {day}) END",
            name(field.name),
            name(&format!("{}_span", register.name)),
        )
    }

    /// The condition that rows are permitted, seen from the given nodes of today's tree.
    pub fn scope(&mut self, scope: &Scope, nodes: &Nodes) -> Sql {
        if *self.known == Known::Now || !leveled(self.register) {
            return scope.nodes_condition(self.register, nodes, &self.alias);
        }
        // History holds no level columns: they are read from the owning node as it stands today.
        let owner = match self.register.owner {
            Owner::Union(field) => field,
            _ => "id",
        };
        let join = Sql::new(format!(
            " JOIN {} owner ON owner.id = {}.{}",
            name(scope.tree.table),
            self.alias,
            name(owner)
        ));
        self.join("owner", join);
        scope.nodes_condition(self.register, nodes, "owner")
    }

    /// The same of current rows, with those that name one of the nodes among their readers.
    pub fn readable(&self, scope: &Scope, nodes: &Nodes) -> Sql {
        scope.readable(self.register, nodes, &self.alias)
    }

    /// The level column of the owning node, for figures by child node.
    pub fn level(&mut self, column: &str) -> String {
        let alias = if *self.known == Known::Now { self.alias.as_str() } else { "owner" };
        format!("{alias}.{column}")
    }

    /// "Lives at the end of the day": counted on its first day, not on its last.
    pub fn living(&self, day: &Sql) -> Option<Sql> {
        let (from, until) = self.register.life?;
        let (from, until) =
            (format!("{}.{}", self.alias, name(from)), format!("{}.{}", self.alias, name(until)));
        let sql = Sql::new(format!("{from} <= ")).then(day.clone());
        let sql = sql.add(&format!(" AND ({until} IS NULL OR {until} > "));
        Some(sql.then(day.clone()).add(")"))
    }

    /// Whether the life has ended by today, on the current rows.
    pub fn standing(&self, life: Life, today: Date) -> Option<Sql> {
        let (first, last) = self.register.life?;
        let column = |field: &str| format!("{}.{}", self.alias, name(field));
        let (from, until) = (column(first), column(last));
        match life {
            Life::Any => None,
            Life::Ended => Some(Sql::new(format!("{until} <= ")).bind(today)),
            Life::Living => {
                let unknown = self.register.field(first).is_none_or(|field| !field.required);
                let begun = if unknown {
                    format!("({from} IS NULL OR {from} <= ")
                } else {
                    format!("({from} <= ")
                };
                let sql = Sql::new(begun)
                    .bind(today)
                    .add(&format!(") AND ({until} IS NULL OR {until} > "));
                Some(sql.bind(today).add(")"))
            }
        }
    }

    /// A condition as SQL.
    pub fn cond(&mut self, cond: &Cond, keys: &Keys) -> Result<Sql> {
        match cond {
            Cond::Is(path, values) => {
                let found = self.find(path)?;
                if found.field.secret {
                    return secret_is(&found, values, keys);
                }
                Ok(Sql::new(format!("{} IN ", found.expression)).list(values.iter().cloned()))
            }
            Cond::IsNot(path, values) => {
                let found = self.open(path)?;
                let sql = Sql::new(format!("{} NOT IN ", found.expression));
                Ok(sql.list(values.iter().cloned()))
            }
            Cond::AtLeast(path, value) => {
                let found = self.open(path)?;
                Ok(Sql::new(format!("{} >= ", found.expression)).bind(value.clone()))
            }
            Cond::AtLeastSetting(path, setting) => {
                let text = format!("设置项“{setting}”只能用在指标里");
                Err(StoreError::refuse(path, text))
            }
            Cond::AtMost(path, value) => {
                let found = self.open(path)?;
                Ok(Sql::new(format!("{} <= ", found.expression)).bind(value.clone()))
            }
            Cond::Begins(path, prefix) => {
                let found = self.open(path)?;
                Ok(begins(&found.expression, prefix))
            }
            Cond::Filled(path) => {
                Ok(Sql::new(format!("{} IS NOT NULL", self.find(path)?.expression)))
            }
            Cond::Empty(path) => Ok(Sql::new(format!("{} IS NULL", self.find(path)?.expression))),
            Cond::Not(inner) => {
                let inner = self.cond(inner, keys)?;
                // Unknown counts as "not so".
                Ok(Sql::new("NOT COALESCE((").then(inner).add("), FALSE)"))
            }
            Cond::Any(inner) => {
                let pieces: Result<Vec<Sql>> =
                    inner.iter().map(|cond| self.cond(cond, keys)).collect();
                Ok(Sql::new("(").then(Sql::join(pieces?, " OR ", "1=0")).add(")"))
            }
            Cond::Has { register, link, when } => self.has(register, link, when, keys),
        }
    }

    fn has(&mut self, register: &str, link: &str, when: &[Cond], keys: &Keys) -> Result<Sql> {
        let other = self.catalog.register(register).ok_or_else(|| unknown(register))?;
        let alias = format!("{}_has", self.alias);
        let day = match &self.day {
            Day::Today => Day::Today,
            Day::On(day) => Day::On(*day),
            Day::Event(_) => return Err(StoreError::refuse("when", "时期指标里不能用“有…”条件")),
        };
        let mut inner = Paths {
            catalog: self.catalog,
            dialect: self.dialect,
            register: other,
            known: self.known,
            only: None,
            day,
            event: String::new(),
            alias: alias.clone(),
            joins: Vec::new(),
        };
        let link = inner.find(link)?.expression;
        let mut pieces = vec![
            Sql::new(format!("{link} = {}.id", self.alias)),
            Sql::new(format!("{alias}.voided = 0")),
        ];
        if let Day::On(day) = &inner.day {
            let day = Sql::default().bind(*day);
            pieces.extend(inner.living(&day));
        }
        for cond in when {
            pieces.push(inner.cond(cond, keys)?);
        }
        let from = inner.from();
        let all = Sql::join(pieces, " AND ", "1=1");
        Ok(Sql::new("EXISTS (SELECT 1").then(from).add(" WHERE ").then(all).add(")"))
    }

    /// A path whose value may be compared: an encrypted one may not.
    fn open(&mut self, path: &str) -> Result<Found> {
        let found = self.find(path)?;
        if found.field.secret {
            let text = format!("{}是加密的，不能这样查", found.field.title);
            return Err(StoreError::refuse(path, text));
        }
        Ok(found)
    }
}

/// A prefix as a range of the byte order, which an index can walk.
pub fn begins(expression: &str, prefix: &str) -> Sql {
    let sql =
        Sql::new(format!("{expression} >= ")).bind(prefix).add(&format!(" AND {expression} < "));
    sql.bind(format!("{prefix}\u{10FFFF}"))
}

/// An encrypted field can be found only by its whole value or its last four characters.
fn secret_is(found: &Found, values: &[Value], keys: &Keys) -> Result<Sql> {
    if !blind(found.field) {
        let text = format!("{}是加密的，不能这样查", found.field.title);
        return Err(StoreError::refuse(found.field.name, text));
    }
    let mut pieces = Vec::new();
    for value in values {
        let Some(clear) = value.as_text() else { continue };
        let (end, bound) = if clear.chars().count() == 4 {
            ("tail", blind_tail(keys, found.field, clear))
        } else {
            ("idx", blind_whole(keys, found.field, clear))
        };
        let column = found.expression.trim_end_matches('"');
        pieces.push(Sql::new(format!("{column}_{end}\" = ")).bind_value(bound));
    }
    Ok(Sql::new("(").then(Sql::join(pieces, " OR ", "1=0")).add(")"))
}

impl Sql {
    /// Binds a value as it is.
    pub fn bind_value(mut self, value: Value) -> Sql {
        self.text.push('?');
        self.params.push(value);
        self
    }
}

fn unknown(path: &str) -> StoreError {
    StoreError::refuse(path, format!("没有“{path}”这一项"))
}
