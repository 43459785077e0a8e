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
const MOST: usize = 60_000;

/// The only records that are looked at.
#[derive(Clone, Debug)]
pub(crate) struct Only {
    dialect: Dialect,
    keys: Vec<i64>,
}

impl Only {
    /// The condition that a record is one of them.
    pub fn among(&self, key: &str) -> Sql {
        self.dialect.among(key, &self.keys)
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
            let mut led = BTreeMap::new();
            for way in all.iter().flat_map(|(_, ways)| ways) {
                if !led.contains_key(way)
                    && let Some(rows) = self.led_to(tx, register, way, known, &mut touched)?
                {
                    led.insert(way.clone(), rows);
                }
            }
            all.retain(|(_, ways)| ways.iter().all(|way| led.contains_key(way)));
            let ways: BTreeSet<&String> = all.iter().flat_map(|(_, ways)| ways).collect();
            let rows = ways.into_iter().filter_map(|way| led.remove(way)).flatten();
            let mut keys: Vec<i64> = rows.collect();
            keys.sort_unstable();
            keys.dedup();
            if keys.len() > MOST {
                continue;
            }
            let only = Only { dialect: tx.dialect(), keys };
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
        if only.keys.is_empty() {
            bases.extend(whole);
            return Ok(());
        }
        let only = Arc::new(only);
        let today = self.bases(tx, &frame.seen(Known::Now, Some(only.clone())), indicators)?;
        let then = self.bases(tx, &frame.seen(frame.known.clone(), Some(only)), indicators)?;
        for (code, whole) in whole {
            if let (Some(today), Some(then)) = (today.get(&code), then.get(&code)) {
                bases.insert(code, whole.replaced(today, then));
            }
        }
        Ok(())
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
        let sql = Sql::new("SELECT t.register, COUNT(*), ").add(&together("t.record"));
        let sql = sql.then(later(known, &Sql::default())).add(" GROUP BY t.register");
        let rows = tx.all(&sql)?;
        if rows.iter().map(|row| row.int(1)).sum::<i64>() >= limit() {
            return Ok(Touched::default());
        }
        let few = |keys: Vec<i64>| (keys.len() <= MOST).then_some(keys);
        let known = rows.iter().map(|row| (row.text(0), few(keys_in(&row.text(2)))));
        Ok(Touched { known: known.collect(), whole: true })
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
        let of = Sql::new(" AND register = ").bind(register.name);
        let sql = Sql::new("SELECT COUNT(*), ").add(&together("t.record"));
        let rows = tx.all(&sql.then(later(known, &of)))?;
        let few = rows.first().filter(|row| row.int(0) < limit());
        let found = few.map(|row| keys_in(&row.text(1))).filter(|keys| keys.len() <= MOST);
        self.known.insert(register.name.to_owned(), found.clone());
        Ok(found)
    }
}

/// What has been entered after what was known, `t`. Each gap is a range of the index; with OR between them
/// SQLite would look up every row.
fn later(known: &[(i64, i64)], of: &Sql) -> Sql {
    let gap = |gap: Sql| {
        let sql = Sql::new("SELECT register, record FROM journal_item WHERE ");
        sql.then(gap).then(of.clone())
    };
    let gaps = journal::unknown(known).into_iter().map(gap).collect();
    let all = Sql::join(gaps, " UNION ALL ", "SELECT register, record FROM journal_item WHERE 1=0");
    Sql::new(" FROM (").then(all).add(" LIMIT ").bind(limit()).add(") t")
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
    let sql = Sql::new(format!("SELECT {} FROM {} WHERE ", together("id"), name(register.name)));
    let sql = sql.then(tx.dialect().among(&name(link), keys));
    Ok(tx.one(&sql)?.map_or_else(Vec::new, |row| keys_in(&row.text(0))))
}

/// Many keys as one value of one row, which takes a tenth of the time of so many rows.
fn together(key: &str) -> String {
    format!("STRING_AGG(CAST({key} AS TEXT), ',')")
}

/// Such keys, each once.
fn keys_in(text: &str) -> Vec<i64> {
    let mut keys: Vec<i64> = text.split(',').filter_map(|key| key.parse().ok()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
