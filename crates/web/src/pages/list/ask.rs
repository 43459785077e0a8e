//! A list as its address describes it.

use super::filter::{Column, Filter, Op, columns};
use crate::fault::Fault;
use crate::params::Params;
use crate::request::Asker;
use axum::http::StatusCode;
use jiff::civil::Date;
use kernel::field::{FieldDef, Kind};
use kernel::register::Register;
use kernel::verdict::Refusal;
use store::list::{Cursor, Life, ListAsk};

/// Page sizes.
pub const SIZES: [u32; 3] = [25, 50, 100];

/// A list as its address describes it.
#[derive(Clone)]
pub struct Listing {
    /// The register.
    pub register: &'static Register,
    /// For the store.
    pub ask: ListAsk,
    /// Conditions.
    pub filters: Vec<Filter>,
    /// Columns that could be shown or asked about.
    pub columns: Vec<Column>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Rows a page.
    pub size: u32,
    /// The address's own values without the page turned to.
    pub query: Params,
    /// What is wrong with a condition that was to be added; it is not among the conditions.
    pub wrong: Option<String>,
}

impl Listing {
    /// What the listed records are counted in.
    pub fn unit(&self) -> &'static str {
        let day = self.ask.as_of.is_some() && !self.ask.voided;
        let living = day || self.ask.life == Life::Living;
        if living { self.register.unit } else { self.register.unit_of_all }
    }
    /// Reads the address. Conditions that do not exist are left out rather than refused: links
    /// outlive columns.
    pub fn read(asker: &Asker, register: &'static Register) -> Result<Listing, Fault> {
        Listing::of(asker, register, &asker.query)
    }

    /// Reads conditions that stand elsewhere: in a form, in a saved view. A condition that is not understood
    /// is refused: what acts on a list must not act on a longer one.
    pub fn of(
        asker: &Asker,
        register: &'static Register,
        given: &Params,
    ) -> Result<Listing, Fault> {
        let listing = Listing::understood(asker, register, given)?;
        let Some(wrong) = &listing.wrong else { return Ok(listing) };
        let refusals = vec![Refusal::on(given.get("f"), wrong.clone())];
        let say = format!("{wrong}。条件没有加上，台账没有动；回上一页改一下再加。");
        Err(Fault {
            refusals, ..Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "条件没有看懂", say)
        })
    }

    /// The list without a condition that is not understood, and what is wrong with that.
    pub fn understood(
        asker: &Asker,
        register: &'static Register,
        given: &Params,
    ) -> Result<Listing, Fault> {
        let columns = columns(asker, register);
        let (filters, wrong) = filters(&columns, given);
        let mut query = asker.keep().set("q", given.get("q").trim());
        for filter in &filters {
            query = query.add("w", filter.code());
        }
        let voided = given.get("voided") == "1";
        let as_of = day(given.get("on"))?;
        // What is void, and another day, have their own say on who is there.
        let open = register.standing.is_some() && !voided && as_of.is_none();
        let life = if open { life(given) } else { Life::Any };
        let mut shown = shown(&columns, given);
        let (sort, descending) = sort(register, &columns, given.get("sort"));
        let size = given.get("n").parse().ok().filter(|n| SIZES.contains(n)).unwrap_or(25);
        query = query
            .set("voided", if voided { "1" } else { "" })
            .set("on", as_of.map(|day| day.to_string()).unwrap_or_default())
            .set("life", if open { life_code(life) } else { "" })
            .set("cols", shown.join(","))
            .set("sort", sort_words(&sort, descending))
            .set("n", if size == 25 { String::new() } else { size.to_string() });
        if shown.is_empty() && open && life != Life::Living {
            shown = with_last_day(&columns, register);
        }
        let ask = ListAsk {
            at: asker.at,
            only_here: !asker.inside,
            filters: filters.iter().map(Filter::cond).collect(),
            search: given.get("q").to_owned(),
            columns: shown,
            sort,
            descending,
            as_of,
            life,
            voided,
            ..ListAsk::new(register)
        };
        let cursor = serde_json::from_str(given.get("c")).ok();
        Ok(Listing { register, ask, filters, columns, cursor, size, query, wrong })
    }

    /// The path of the register.
    pub fn path(&self) -> String {
        format!("/r/{}", self.register.name)
    }
    /// This list, from its first row.
    pub fn href(&self) -> String {
        self.query.on(&self.path())
    }
    /// A page of the list.
    pub fn turned(&self, cursor: &Cursor) -> String {
        let text = serde_json::to_string(cursor).unwrap_or_default();
        self.query.clone().set("c", text).on(&self.path())
    }
    /// The list without one condition.
    pub fn without(&self, filter: &Filter) -> Params {
        let code = filter.code();
        let mut query = self.query.clone();
        query.0.retain(|pair| pair.0 != "w" || pair.1 != code);
        query
    }
    /// The columns shown.
    pub fn shown(&self) -> Vec<String> {
        self.ask.shown()
    }
    /// A field by the name of its column, also one that only sorts.
    pub fn field(&self, name: &str) -> Option<FieldDef> {
        let known = self.columns.iter().find(|column| column.name == name);
        let own = || self.register.field(name).copied();
        let carried = || self.register.carried().find(|(.., column)| column == name).map(|c| *c.1);
        known.map(|column| column.field).or_else(own).or_else(carried)
    }
    /// What a column sorts by: itself, or the sound of a name; `None` when it cannot.
    pub fn sorts_by(&self, column: &str) -> Option<&'static str> {
        let sound = column.strip_suffix("name").map(|head| format!("{head}pinyin"));
        let known = |name: &str| self.register.sorts.iter().find(|sort| **sort == name).copied();
        if let Some(numbering) = self.register.numbered.as_ref().filter(|of| of.written == column) {
            return known(numbering.order);
        }
        let own = || sorted_by_own(&self.columns, column);
        sound.and_then(|sound| known(&sound)).or_else(|| known(column)).or_else(own)
    }
    /// The list sorted by a column; once more turns the order round.
    pub fn sorted(&self, by: &str) -> String {
        let now = self.ask.sorted_by() == by;
        let down = if now { !self.ask.descending } else { self.is_day(by) };
        let sort = if down { format!("-{by}") } else { by.to_owned() };
        self.query.clone().set("sort", sort).on(&self.path())
    }
    fn is_day(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| field.kind == Kind::Day)
    }
    /// Nothing narrows the list but the unit and what a list shows by itself.
    pub fn is_plain(&self) -> bool {
        let narrow = self.ask.voided || self.ask.life == Life::Ended;
        self.filters.is_empty() && self.ask.search.trim().is_empty() && !narrow
    }
    /// The same list, whether or not the lives have ended.
    pub fn of_any_life(&self) -> Params {
        self.query.clone().set("life", life_code(Life::Any))
    }
}

/// Which lives an address asks for; those that go on, unless it says otherwise.
fn life(given: &Params) -> Life {
    match given.get("life") {
        "all" => Life::Any,
        "ended" => Life::Ended,
        _ => Life::Living,
    }
}

/// The same in an address.
pub fn life_code(life: Life) -> &'static str {
    match life {
        Life::Any => "all",
        Life::Living => "",
        Life::Ended => "ended",
    }
}

/// The standard columns and, where lives have ended, the day on which they did.
fn with_last_day(columns: &[Column], register: &Register) -> Vec<String> {
    let Some((_, last)) = register.life else { return Vec::new() };
    let seen = |name: &str| columns.iter().any(|column| column.name == name);
    if register.columns.contains(&last) || !seen(last) {
        return Vec::new();
    }
    let standard = register.columns.iter().copied().chain([last]);
    standard.map(str::to_owned).collect()
}

/// A day in any writing.
pub fn day(text: &str) -> Result<Option<Date>, Fault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match kernel::dates::parse_day(text) {
        Ok(day) => Ok(Some(day.date)),
        Err(wrong) => Err(Fault::refused(vec![Refusal::on("on", wrong.to_string())])),
    }
}

/// The conditions in force, and what is wrong with the one that was to be added.
fn filters(columns: &[Column], given: &Params) -> (Vec<Filter>, Option<String>) {
    let mut all: Vec<Filter> =
        given.all("w").filter_map(|text| Filter::parse(columns, text)).collect();
    let Some(column) = columns.iter().find(|column| column.name == given.get("f")) else {
        return (all, None);
    };
    let fitting = super::filter::ops(&column.field);
    let op = Op::from_code(given.get("op")).filter(|op| fitting.contains(op));
    let Some(op) = op.or_else(|| fitting.first().copied()) else { return (all, None) };
    let typed: Vec<&str> = given.all("v").flat_map(|v| v.split(['、', '，', ','])).collect();
    let mut added = match Filter::read(column, op, &typed) {
        Ok(added) => added,
        Err(wrong) => return (all, Some(wrong)),
    };
    // Two chosen values of one field are alternatives, not a contradiction.
    let same = |other: &Filter| other.column.name == column.name && other.op == op;
    if let Some(at) = all.iter().position(same) {
        let before = all.remove(at);
        if matches!(op, Op::Is | Op::Not) {
            let fresh = added.values.clone();
            added.values = before.values;
            added.values.extend(fresh);
            added.values.dedup();
        }
    }
    all.push(added);
    (all, None)
}

fn shown(columns: &[Column], given: &Params) -> Vec<String> {
    let text = given.get("cols");
    let wanted: Vec<&str> =
        if given.has("col") { given.all("col").collect() } else { text.split(',').collect() };
    let known = |name: &&str| columns.iter().any(|column| column.name == **name);
    wanted.into_iter().filter(known).map(str::to_owned).collect()
}

fn sort_words(sort: &str, descending: bool) -> String {
    if descending && !sort.is_empty() { format!("-{sort}") } else { sort.to_owned() }
}

/// A column of one's own that can be sorted by. No index walks in its order: the rows are sorted at each look.
fn sorted_by_own(columns: &[Column], name: &str) -> Option<&'static str> {
    let column = columns.iter().find(|column| column.name == name)?;
    let field = &column.field;
    let plain = field.name == name && field.local.is_some() && !field.secret;
    (plain && field.kind != Kind::Long).then_some(field.name)
}

fn sort(register: &Register, columns: &[Column], text: &str) -> (String, bool) {
    let (name, down) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
    if register.sorts.contains(&name) || sorted_by_own(columns, name).is_some() {
        return (name.to_owned(), down);
    }
    // Newest first where a day or a number leads.
    let first = register.sorts.first().and_then(|name| register.field(name));
    let numbered = |name: &str| register.numbered.as_ref().is_some_and(|of| of.order == name);
    let newest = |field: &FieldDef| field.kind == Kind::Day || numbered(field.name);
    (String::new(), first.is_some_and(newest))
}

/// Forms send conditions and columns piece by piece; the address keeps them in one way.
pub fn is_loose(given: &Params) -> bool {
    given.has("f") || given.has("col")
}
