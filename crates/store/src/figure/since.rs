//! As once known, from what is known now. Little has been touched since most moments that are asked about,
//! so all is counted as known now, in the fast ways, and only the records that have been touched are looked
//! at twice more: what they add now is taken away, what they added then is put in its place.

use super::Frame;
use super::build::Base;
use crate::db::{Dialect, Tx};
use crate::error::Result;
use crate::journal;
use crate::paths::Known;
use crate::sql::{Sql, name};
use crate::store::Store;
use kernel::field::Kind;
use kernel::indicator::{Cond, Indicator, Measure, Time};
use kernel::register::{Catalog, Register};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Beyond so many touched records all rows are read as they were known.
const MOST: usize = 30_000;

/// The only records that are looked at, by the way that leads to them: `""` the rows themselves, `person`
/// the persons they link to now or linked to before.
#[derive(Clone, Debug)]
pub(crate) struct Only {
    dialect: Dialect,
    keys: BTreeMap<String, Vec<i64>>,
}

impl Only {
    /// The condition that a record on this way is one of them; none where all are looked at.
    pub fn among(&self, key: &str, way: &str) -> Option<Sql> {
        self.keys.get(way).map(|keys| self.dialect.among(key, keys))
    }
}

/// What has been touched since, by register.
#[derive(Default)]
struct Touched {
    /// Registers that have been asked about; `None` if their records are too many.
    known: HashMap<String, Option<Vec<i64>>>,
    /// Whether registers that are not there have no touched record.
    whole: bool,
}

impl Store {
    /// Counts as once known. What cannot be counted so is not among the answers.
    pub(super) fn since(
        &self,
        tx: &mut Tx,
        frame: &Frame,
        indicators: &[&Indicator],
    ) -> Result<BTreeMap<String, Base>> {
        let mut bases = BTreeMap::new();
        let Known::At(known) = &frame.known else { return Ok(bases) };
        if frame.only.is_some() || frame.members.is_some() || !frame.group.is_empty() {
            return Ok(bases);
        }
        let mut by_register: BTreeMap<&str, Vec<(&Indicator, BTreeSet<String>)>> = BTreeMap::new();
        for indicator in indicators {
            let Ok(register) = self.register(&indicator.of) else { continue };
            if let Some(ways) = ways(register, indicator, &frame.ask.by) {
                by_register.entry(register.name).or_default().push((indicator, ways));
            }
        }
        let mut touched = Touched::all(tx, known)?;
        for (register, mut all) in by_register {
            let register = self.register(register)?;
            // One whose ways lead to much that was touched does not keep the others back.
            let mut good = BTreeSet::new();
            for way in all.iter().flat_map(|(_, ways)| ways).collect::<BTreeSet<_>>() {
                if self.led_to(tx, register, way, known, &mut touched)?.is_some() {
                    good.insert(way.clone());
                }
            }
            all.retain(|(_, ways)| ways.is_subset(&good));
            let ways: BTreeSet<&String> = all.iter().flat_map(|(_, ways)| ways).collect();
            let Some(only) = self.only(tx, register, &ways, known, &mut touched)? else { continue };
            let codes: Vec<&Indicator> = all.iter().map(|(indicator, _)| *indicator).collect();
            self.corrected(tx, frame, &codes, only, &mut bases)?;
        }
        Ok(bases)
    }

    /// All as known now, less what the touched rows add now, and what they added then.
    fn corrected(
        &self,
        tx: &mut Tx,
        frame: &Frame,
        indicators: &[&Indicator],
        only: Only,
        bases: &mut BTreeMap<String, Base>,
    ) -> Result<()> {
        let now = frame.seen(Known::Now, None);
        let whole = self.bases(tx, &now, indicators)?;
        if only.keys.values().all(Vec::is_empty) {
            bases.extend(whole);
            return Ok(());
        }
        let only = Arc::new(only);
        let rows = only.keys.get("").cloned().unwrap_or_default();
        let rows = Only { dialect: only.dialect, keys: BTreeMap::from([(String::new(), rows)]) };
        let today = self.bases(tx, &frame.seen(Known::Now, Some(Arc::new(rows))), indicators)?;
        let then = self.bases(tx, &frame.seen(frame.known.clone(), Some(only)), indicators)?;
        for (code, whole) in whole {
            if let (Some(today), Some(then)) = (today.get(&code), then.get(&code)) {
                bases.insert(code, whole.replaced(today, then));
            }
        }
        Ok(())
    }

    /// The touched rows of a register and the records that they link to and linked to; `None` if they are
    /// too many.
    fn only(
        &self,
        tx: &mut Tx,
        register: &'static Register,
        ways: &BTreeSet<&String>,
        known: &[(i64, i64)],
        touched: &mut Touched,
    ) -> Result<Option<Only>> {
        let mut rows = BTreeSet::new();
        for way in ways {
            let Some(led) = self.led_to(tx, register, way, known, touched)? else {
                return Ok(None);
            };
            rows.extend(led);
        }
        if rows.len() > MOST {
            return Ok(None);
        }
        let mut all = BTreeMap::from([(String::new(), rows.into_iter().collect::<Vec<i64>>())]);
        // A way stands before those that go on from it.
        for way in ways.iter().filter(|way| !way.is_empty()) {
            let (before, link) = way.rsplit_once('.').unwrap_or(("", way));
            let Some(from) = end_of_way(self.catalog(), register, before) else { return Ok(None) };
            let Some(keys) = all.get(before) else { return Ok(None) };
            let linked = linked(tx, from, link, keys)?;
            all.insert((*way).clone(), linked);
        }
        Ok(Some(Only { dialect: tx.dialect(), keys: all }))
    }

    /// Rows of a register from which a way leads to a touched record.
    fn led_to(
        &self,
        tx: &mut Tx,
        register: &'static Register,
        way: &str,
        known: &[(i64, i64)],
        touched: &mut Touched,
    ) -> Result<Option<Vec<i64>>> {
        let Some(end) = end_of_way(self.catalog(), register, way) else { return Ok(None) };
        let Some(mut keys) = touched.of(tx, end, known)? else { return Ok(None) };
        let links: Vec<&str> = way.split('.').filter(|link| !link.is_empty()).collect();
        for (at, link) in links.iter().enumerate().rev() {
            let before = links.get(..at).unwrap_or_default().join(".");
            let Some(from) = end_of_way(self.catalog(), register, &before) else { return Ok(None) };
            keys = linking(tx, from, link, &keys)?;
            if keys.len() > MOST {
                return Ok(None);
            }
        }
        Ok(Some(keys))
    }
}

impl<'a> Frame<'a> {
    /// The same question with other knowledge, or about some rows only.
    fn seen(&self, known: Known, only: Option<Arc<Only>>) -> Frame<'a> {
        Frame {
            ctx: self.ctx,
            tree: self.tree.clone(),
            known,
            ask: self.ask,
            members: None,
            group: self.group,
            settings: self.settings.clone(),
            only,
        }
    }
}

/// The ways on which an indicator looks through links; `None` where the answers of parts do not add up, or
/// where it asks whether records of another register exist.
fn ways(register: &Register, indicator: &Indicator, by: &[String]) -> Option<BTreeSet<String>> {
    let mut paths: Vec<&str> = Vec::new();
    for cond in &indicator.when {
        paths_of(cond, &mut paths)?;
    }
    paths.extend(indicator.needs.iter().map(String::as_str));
    match &indicator.measure {
        Measure::Distinct(_) => return None,
        Measure::Sum(path) => paths.push(path),
        _ => {}
    }
    if let Time::Flow(path) = &indicator.time {
        paths.push(path);
    }
    for dim in indicator.dims.iter().filter(|dim| by.contains(&dim.name)) {
        paths.extend(dim.kind.path());
    }
    let mut ways = BTreeSet::from([String::new()]);
    for path in paths {
        // A carried column is asked for by its own name or by the way that it was carried.
        let carried = register.carried().find(|(_, _, column)| column == path);
        let links = match carried {
            Some((link, _, _)) => vec![link],
            None => path.split('.').collect::<Vec<_>>().split_last()?.1.to_vec(),
        };
        for upto in 1..=links.len() {
            ways.insert(links.get(..upto)?.join("."));
        }
    }
    Some(ways)
}

fn paths_of<'a>(cond: &'a Cond, paths: &mut Vec<&'a str>) -> Option<()> {
    match cond {
        Cond::Not(inner) => paths_of(inner, paths),
        Cond::Any(inner) => inner.iter().try_for_each(|cond| paths_of(cond, paths)),
        Cond::Has { .. } => None,
        cond => {
            paths.extend(cond.path());
            Some(())
        }
    }
}

/// The register to which a way of fixed links leads.
fn end_of_way(
    catalog: &'static Catalog,
    register: &'static Register,
    way: &str,
) -> Option<&'static Register> {
    way.split('.').filter(|link| !link.is_empty()).try_fold(register, |at, link| {
        let field = at.field(link).filter(|field| field.kind == Kind::Link && !field.dated)?;
        catalog.register(field.to)
    })
}

impl Touched {
    /// Of all registers at once, where that is little enough.
    fn all(tx: &mut Tx, known: &[(i64, i64)]) -> Result<Touched> {
        let sql = Sql::new("SELECT register, record FROM journal_item WHERE ").then(later(known));
        let rows = tx.all(&sql.add(" LIMIT ").bind(limit()))?;
        if rows.len() >= 3 * MOST {
            return Ok(Touched::default());
        }
        let mut all: HashMap<String, BTreeSet<i64>> = HashMap::new();
        for row in rows {
            all.entry(row.text(0)).or_default().insert(row.int(1));
        }
        let few = |keys: BTreeSet<i64>| (keys.len() <= MOST).then(|| keys.into_iter().collect());
        let known = all.into_iter().map(|(register, keys)| (register, few(keys))).collect();
        Ok(Touched { known, whole: true })
    }

    /// Of one register; `None` if they are too many.
    fn of(
        &mut self,
        tx: &mut Tx,
        register: &Register,
        known: &[(i64, i64)],
    ) -> Result<Option<Vec<i64>>> {
        if let Some(found) = self.known.get(register.name) {
            return Ok(found.clone());
        }
        if self.whole {
            return Ok(Some(Vec::new()));
        }
        let of = Sql::new("SELECT record FROM journal_item WHERE register = ").bind(register.name);
        let sql = of.add(" AND ").then(later(known)).add(" LIMIT ").bind(limit());
        let rows = tx.all(&sql)?;
        let keys: BTreeSet<i64> = rows.iter().map(|row| row.int(0)).collect();
        let few = rows.len() < 3 * MOST && keys.len() <= MOST;
        let found = few.then(|| keys.into_iter().collect::<Vec<i64>>());
        self.known.insert(register.name.to_owned(), found.clone());
        Ok(found)
    }
}

/// Entries after what was known.
fn later(known: &[(i64, i64)]) -> Sql {
    Sql::new("(").then(Sql::join(journal::unknown(known), " OR ", "1=0")).add(")")
}

/// A record may be touched a few times.
fn limit() -> i64 {
    i64::try_from(3 * MOST).unwrap_or(i64::MAX)
}

/// Records whose link leads to one of these.
fn linking(tx: &mut Tx, register: &Register, link: &str, keys: &[i64]) -> Result<Vec<i64>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new(format!("SELECT id FROM {} WHERE ", name(register.name)));
    let sql = sql.then(tx.dialect().among(&name(link), keys));
    Ok(tx.all(&sql)?.iter().map(|row| row.int(0)).collect())
}

/// What these records link to and linked to.
fn linked(tx: &mut Tx, register: &Register, link: &str, keys: &[i64]) -> Result<Vec<i64>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let (link, among) = (name(link), tx.dialect().among("id", keys));
    let one = |table: &str| {
        Sql::new(format!("SELECT {link} FROM {} WHERE ", name(table))).then(among.clone())
    };
    let history = format!("{}_history", register.name);
    let both = one(register.name).add(" UNION ALL ").then(one(&history));
    let linked: BTreeSet<i64> = tx.all(&both)?.iter().filter_map(|row| row.maybe_int(0)).collect();
    Ok(linked.into_iter().collect())
}
