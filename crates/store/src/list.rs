//! Lists: what is asked, one page at a time, and how many there are.

mod walk;

use crate::codec::{decode, mask};
use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::paths::{Day, Known, Paths, begins};
use crate::scope::Scope;
use crate::sight::Sight;
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::tree::Place;
use jiff::civil::Date;
use kernel::access::Act;
use kernel::field::{FieldDef, Kind};
use kernel::indicator::Cond;
use kernel::register::Register;
use kernel::value::Value;
use std::collections::{BTreeSet, HashMap};

/// Which records by whether their life has ended; says nothing of a register without a life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Life {
    /// All of them.
    #[default]
    Any,
    /// Those that live today; a first day that is not known has come.
    Living,
    /// Those whose last day is past.
    Ended,
}

/// Whose records a list has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// All that the reader may read.
    #[default]
    Readable,
    /// Those that belong to the nodes, not what they may read besides.
    Owned,
}

/// What is asked of a register.
#[derive(Clone, Debug)]
pub struct ListAsk {
    /// The register.
    pub register: &'static Register,
    /// Seen from this node; 0 from everywhere the reader may.
    pub at: i64,
    /// Only the node itself, not what lies below it.
    pub only_here: bool,
    /// Only at these places.
    pub among: Option<Vec<Place>>,
    /// Whether what the nodes may read besides their own is among them.
    pub reach: Reach,
    /// Conditions, all of them.
    pub filters: Vec<Cond>,
    /// Words typed into the search box.
    pub search: String,
    /// Columns: field names or carried column names; empty for the standard ones.
    pub columns: Vec<String>,
    /// Column to sort by.
    pub sort: String,
    /// Largest first.
    pub descending: bool,
    /// Rows of this day, with the values of this day; `None` for the current rows, ended ones too.
    pub as_of: Option<Date>,
    /// Of the current rows, those that live, those that have ended, or both.
    pub life: Life,
    /// Only these records.
    pub ids: Option<Vec<i64>>,
    /// 作废 records instead of living ones.
    pub voided: bool,
}

impl ListAsk {
    /// The standard list of a register.
    pub fn new(register: &'static Register) -> ListAsk {
        ListAsk {
            register,
            at: 0,
            only_here: false,
            among: None,
            reach: Reach::Readable,
            filters: Vec::new(),
            search: String::new(),
            columns: Vec::new(),
            sort: String::new(),
            descending: false,
            as_of: None,
            life: Life::Any,
            ids: None,
            voided: false,
        }
    }
    /// The columns shown.
    pub fn shown(&self) -> Vec<String> {
        if self.columns.is_empty() {
            self.register.columns.iter().map(|column| (*column).to_owned()).collect()
        } else {
            self.columns.clone()
        }
    }
    /// The column sorted by: the one asked for, else the register's first.
    pub fn sorted_by(&self) -> String {
        if self.sort.is_empty() {
            self.register.sorts.first().copied().unwrap_or(self.register.label).to_owned()
        } else {
            self.sort.clone()
        }
    }
}

/// Where a page begins: the sort value and key of the row before it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cursor {
    /// Sort value; empty sorts last.
    pub value: Value,
    /// Key.
    pub id: i64,
    /// Towards the beginning.
    pub back: bool,
}

/// One row of a list.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// Key.
    pub id: i64,
    /// Name in addresses.
    pub public_id: String,
    /// Version, for bulk acts.
    pub version: i64,
    /// Its life has ended by today; unknown, and so `false`, in the rows of a figure.
    pub ended: bool,
    /// One value per column; secrets masked, hidden ones empty.
    pub cells: Vec<Value>,
    /// The value sorted by.
    pub key: Value,
}

/// A column of a page.
#[derive(Clone, Debug)]
pub struct Head {
    /// Name of the column.
    pub name: String,
    /// The field it shows.
    pub field: FieldDef,
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Columns.
    pub heads: Vec<Head>,
    /// Rows.
    pub rows: Vec<ListRow>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// Where the page before begins.
    pub back: Option<Cursor>,
    /// Names of linked records, by register and key.
    pub titles: HashMap<(String, i64), String>,
}

/// How many rows there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Exactly.
    Exact(i64),
    /// At least; counting on would take too long.
    More(i64),
}

/// A list query ready to run: conditions and columns of one ask.
pub(crate) struct Query {
    pub heads: Vec<Head>,
    pub columns: Vec<String>,
    pub keys: Vec<(&'static Register, String)>,
    pub from: Sql,
    pub filter: Sql,
    pub sort: String,
    /// Whether the life has ended, where it is asked.
    pub ended: Option<Sql>,
    /// The index that holds the rows in the order of the sort, where walking it is worth a try.
    pub index: Option<String>,
    /// The index that holds all that is asked of a row, if there is one.
    pub covering: Option<String>,
}

impl Store {
    /// One page of a list.
    pub fn list(
        &self,
        ctx: &Ctx,
        ask: &ListAsk,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page> {
        self.db.read(|tx| {
            let query = self.query(tx, ctx, ask)?;
            self.page(tx, ask, &query, cursor, limit)
        })
    }

    /// How many rows a list has, counted no further than `most`.
    pub fn count(&self, ctx: &Ctx, ask: &ListAsk, most: i64) -> Result<Count> {
        self.db.read(|tx| {
            let query = self.query(tx, ctx, ask)?;
            let rows = Sql::new("SELECT 1").then(query.from).add(" WHERE ").then(query.filter);
            let rows = rows.add(" LIMIT ").bind(most + 1);
            let rows = match &query.covering {
                Some(index) => tx.by_index(rows, "r", index),
                None => rows,
            };
            let sql = Sql::new("SELECT COUNT(*) FROM (").then(rows).add(") counted");
            let count = tx.one(&sql)?.map_or(0, |row| row.int(0));
            Ok(if count > most { Count::More(most) } else { Count::Exact(count) })
        })
    }

    /// Every row of a list, page by page, in one unmoving picture of the data.
    pub fn each(
        &self,
        ctx: &Ctx,
        ask: &ListAsk,
        mut row: impl FnMut(&Page) -> Result<()>,
    ) -> Result<i64> {
        self.db.read(|tx| {
            let query = self.query(tx, ctx, ask)?;
            let (mut cursor, mut count) = (None, 0);
            loop {
                let page = self.page(tx, ask, &query, cursor.as_ref(), 1_000)?;
                count += i64::try_from(page.rows.len()).unwrap_or(0);
                row(&page)?;
                cursor = page.next;
                if cursor.is_none() {
                    return Ok(count);
                }
            }
        })
    }

    pub(crate) fn query(&self, tx: &mut Tx, ctx: &Ctx, ask: &ListAsk) -> Result<Query> {
        let tree = self.tree(tx)?;
        let register = ask.register;
        let nodes = ctx.nodes(register, Act::Read, &tree);
        if nodes.is_nowhere() {
            return Err(StoreError::Forbidden);
        }
        let nodes = nodes.inside(ask.at, &tree);
        let scope = Scope { ctx, tree: &tree, today: self.today() };
        let day = ask.as_of.map_or(Day::Today, Day::On);
        let known = Known::Now;
        let mut paths = Paths::new(self.catalog(), self.db.dialect(), register, &known, day);
        let sight = Sight { catalog: self.catalog(), ctx, tree: &tree };
        let permitted = match ask.reach {
            Reach::Owned => paths.scope(&scope, &nodes),
            Reach::Readable => paths.readable(&scope, &nodes),
        };
        let index = walk::index(self.catalog(), ask, &permitted);
        let covering = walk::covering(self.catalog(), ask, &permitted);
        let mut conditions = vec![permitted];
        conditions.push(Sql::new(format!("r.voided = {}", i64::from(ask.voided))));
        if ask.only_here && ask.at != 0 && register.placed() {
            conditions.push(Sql::new("r.union_id = ").bind(ask.at));
        }
        if let Some(places) = ask.among.as_ref().filter(|_| register.placed()) {
            conditions.push(tree.condition_of(places, "r"));
        }
        if let Some(day) = ask.as_of {
            conditions.extend(paths.living(&Sql::default().bind(day)));
        }
        conditions.extend(paths.standing(ask.life, self.today()));
        if let Some(ids) = &ask.ids {
            conditions.push(Sql::new("r.id IN ").list(ids.iter().copied()));
        }
        for cond in &ask.filters {
            sight.condition(register, cond)?;
            conditions.push(paths.cond(cond, &self.keys)?);
        }
        if !ask.search.trim().is_empty() {
            conditions.push(self.search_condition(ask, &sight));
        }
        let (mut heads, mut columns, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        for column in ask.shown() {
            let found = paths.find(&column)?;
            if sight.hides(found.register, found.field) {
                continue;
            }
            sight.column(register, &column)?;
            heads.push(Head { name: column, field: *found.field });
            columns.push(found.expression);
            keys.push((found.register, found.key));
        }
        let seen = |sort: &&&str| sight.column(register, sort).is_ok();
        let sort = match register.sorts.iter().find(seen).filter(|_| ask.sort.is_empty()) {
            Some(first) => (*first).to_owned(),
            None => ask.sorted_by(),
        };
        sight.column(register, &sort)?;
        let index = index.map(|index| format!("{index}{sort}"));
        let sort = paths.find(&sort)?;
        if sort.field.secret {
            return Err(StoreError::refuse("sort", format!("不能按{}排序", sort.field.title)));
        }
        let filter = Sql::join(conditions, " AND ", "1=1");
        let ended = paths.standing(Life::Ended, self.today()).filter(|_| ask.as_of.is_none());
        let (from, sort) = (paths.from(), sort.expression);
        Ok(Query { heads, columns, keys, from, filter, sort, ended, index, covering })
    }

    /// `SELECT id, public_id, version, sort, columns…, keys of secrets…, ended FROM … WHERE …`.
    pub(crate) fn select(query: &Query) -> Sql {
        let mut text = format!("SELECT r.id, r.public_id, r.version, {}", query.sort);
        for column in &query.columns {
            text.push_str(", ");
            text.push_str(column);
        }
        for ((_, key), head) in query.keys.iter().zip(&query.heads) {
            if head.field.secret {
                text.push_str(", ");
                text.push_str(key);
            }
        }
        let mut sql = Sql::new(text);
        if let Some(ended) = &query.ended {
            sql = sql.add(", CASE WHEN ").then(ended.clone()).add(" THEN 1 ELSE 0 END");
        }
        sql.then(query.from.clone()).add(" WHERE ").then(query.filter.clone())
    }

    pub(crate) fn read_list_row(&self, query: &Query, row: &Row) -> ListRow {
        let mut secret_at = 4 + query.heads.len();
        let mut cells = Vec::with_capacity(query.heads.len());
        for (at, (head, (register, _))) in query.heads.iter().zip(&query.keys).enumerate() {
            let raw = row.value(4 + at);
            if !head.field.secret {
                cells.push(raw);
                continue;
            }
            let clear = decode(&self.keys, register, row.int(secret_at), &head.field, raw);
            secret_at += 1;
            cells
                .push(clear.as_text().map_or(Value::Null, |clear| mask(&head.field, clear).into()));
        }
        ListRow {
            id: row.int(0),
            public_id: row.text(1),
            version: row.int(2),
            key: row.value(3),
            ended: query.ended.is_some() && row.0.last() == Some(&Value::Int(1)),
            cells,
        }
    }

    /// Names of the records that the rows link to: one query per register, never one per row.
    pub(crate) fn titles_of(
        &self,
        tx: &mut Tx,
        heads: &[Head],
        rows: &[ListRow],
    ) -> Result<HashMap<(String, i64), String>> {
        let mut wanted: HashMap<&'static str, BTreeSet<i64>> = HashMap::new();
        for (at, head) in heads.iter().enumerate() {
            if head.field.kind == Kind::Link {
                let ids = rows.iter().filter_map(|row| row.cells.get(at)?.as_int());
                wanted.entry(head.field.to).or_default().extend(ids);
            }
        }
        let mut titles = HashMap::new();
        for (to, ids) in wanted {
            titles.extend(self.titles(tx, to, &ids.into_iter().collect::<Vec<i64>>())?);
        }
        Ok(titles)
    }

    /// Names of records of one register.
    pub fn titles(
        &self,
        tx: &mut Tx,
        register: &str,
        ids: &[i64],
    ) -> Result<HashMap<(String, i64), String>> {
        let mut titles = HashMap::new();
        let to = self.register(register)?;
        for part in ids.chunks(500) {
            let label = label_column(to);
            let text = format!("SELECT id, {label} FROM {} WHERE id IN ", name(to.name));
            for row in tx.all(&Sql::new(text).list(part.iter().copied()))? {
                titles.insert((register.to_owned(), row.int(0)), row.text(1));
            }
        }
        Ok(titles)
    }

    /// What the search box means: name, pinyin, initials, whole number or its last four.
    fn search_condition(&self, ask: &ListAsk, sight: &Sight) -> Sql {
        let register = ask.register;
        let typed = kernel::text::normalise(ask.search.trim());
        let mut pieces = self.search_fields(register, &typed, sight);
        for carry in &register.carries {
            let to = register.field(carry.link).and_then(|field| self.catalog().register(field.to));
            let Some(to) = to else { continue };
            let mine = register.carried().filter(|(link, _, _)| *link == carry.link);
            for (_, field, column) in mine.filter(|(_, field, _)| !sight.hides(to, field)) {
                pieces.extend(search_text(field, &format!("x.{}", name(&column)), &typed));
            }
            let inner = self.search_secrets(to, "p", &typed, sight);
            if !inner.is_empty() {
                let sql = format!(
                    "x.{} IN (SELECT p.id FROM {} p WHERE p.voided = 0 AND (",
                    name(carry.link),
                    name(to.name)
                );
                pieces.push(Sql::new(sql).then(Sql::join(inner, " OR ", "1=0")).add("))"));
            }
        }
        // One index per piece: a single OR over all of them would read the whole table.
        let head = format!(
            "SELECT x.id FROM {} x WHERE x.voided = {} AND ",
            name(register.name),
            i64::from(ask.voided)
        );
        let each = pieces.into_iter().map(|piece| Sql::new(head.as_str()).then(piece)).collect();
        Sql::new("r.id IN (").then(Sql::join(each, " UNION ALL ", "SELECT 0")).add(")")
    }

    fn search_fields(&self, register: &'static Register, typed: &str, sight: &Sight) -> Vec<Sql> {
        let mut pieces = self.search_secrets(register, "x", typed, sight);
        for field in register.fields.iter().filter(|field| !sight.hides(register, field)) {
            let column = crate::codec::column(self.db.dialect(), "x", field);
            // Nobody types the county's name first: bodies are found by any part of theirs. They are few
            // enough to be read; people are not, and are found by what their names begin with.
            let folded = kernel::text::fold(typed);
            if field.name == "name_key" && folded.chars().count() >= 2 {
                pieces.push(Sql::new(format!("{column} LIKE ")).bind(format!("%{folded}%")));
            } else {
                pieces.extend(search_text(field, &column, typed));
            }
        }
        pieces
    }

    fn search_secrets(
        &self,
        register: &'static Register,
        alias: &str,
        typed: &str,
        sight: &Sight,
    ) -> Vec<Sql> {
        let compact = kernel::text::squeeze(typed).to_uppercase();
        let digits = compact.chars().filter(char::is_ascii_digit).count();
        if digits < 3 || compact.len() < 4 || !compact.is_ascii() {
            return Vec::new();
        }
        let mut pieces = Vec::new();
        let seen = register.fields.iter().filter(|field| !sight.hides(register, field));
        for field in seen.filter(|field| crate::schema::blind(field)) {
            let (end, bound) = if compact.len() == 4 {
                ("tail", crate::codec::blind_tail(&self.keys, field, &compact))
            } else {
                ("idx", crate::codec::blind_whole(&self.keys, field, &whole(field, &compact)))
            };
            let column = name(&format!("{}_{end}", field.name));
            pieces.push(Sql::new(format!("{alias}.{column} = ")).bind_value(bound));
        }
        pieces
    }
}

/// The column that names a record: its label, or what it carries of the record it belongs to.
fn label_column(register: &Register) -> String {
    let linked = register.field(register.label).filter(|field| field.kind == Kind::Link);
    let carried = linked.and_then(|link| {
        register.carried().find(|(to, field, _)| *to == link.name && field.name == "name")
    });
    name(&carried.map_or_else(|| register.label.to_owned(), |(_, _, column)| column))
}

/// The form under which a whole number is indexed: 15-digit identity numbers as 18.
fn whole(field: &FieldDef, typed: &str) -> String {
    match field.kind {
        Kind::Paper => kernel::codes::resident::upgrade(typed).unwrap_or_else(|| typed.to_owned()),
        _ => kernel::codes::phone::normalise(typed).unwrap_or_else(|_| typed.to_owned()),
    }
}

/// Fields that the search box looks into, by the names every register uses for them.
fn search_text(field: &FieldDef, column: &str, typed: &str) -> Option<Sql> {
    let ascii = typed.is_ascii();
    let lower = typed.to_lowercase();
    match field.name {
        "name" if !ascii => Some(begins(column, typed)),
        "name_key" if !ascii => Some(begins(column, &kernel::text::fold(typed))),
        "pinyin" | "initials" if ascii => Some(begins(column, &lower.replace([' ', '\''], ""))),
        "number" | "code" if ascii => {
            Some(Sql::new(format!("{column} = ")).bind(typed.to_uppercase()))
        }
        _ => None,
    }
}
