//! What stays when something is taken back, reckoned from what stands: the page that asks beforehand
//! and the act itself say the same.

use super::{Touched, What};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::scope::Scope;
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::writer::in_use;
use kernel::access::Act;
use kernel::field::{FieldDef, Kind};
use kernel::register::Register;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody has worked on it since.
pub(super) const CHANGED: &str = "导入之后又改过，保持现状";
/// A number that was given stays in sight.
pub(super) const NUMBERED: &str = "已经取了字号，不能撤销；不用的字号请作废";
/// The actor may not write it.
pub(crate) const OUTSIDE: &str = "不在您的范围内";
/// Records asked about at once.
const PART: usize = 400;

/// A record: register and key.
type Key = (&'static str, i64);

/// Why records stay.
pub(super) type Stays = BTreeMap<Key, String>;

/// What taking back will do in one register.
#[derive(Clone, Debug)]
pub struct Coming {
    /// Register.
    pub register: &'static Register,
    /// Records that will be voided.
    pub voided: i64,
    /// Records that will be as they were before.
    pub restored: i64,
    /// Why records stay → how many.
    pub stays: BTreeMap<String, i64>,
}

#[derive(Default)]
struct Reckoning {
    /// What is taken back, as far as it lives.
    touched: BTreeSet<Key>,
    /// What was not there before.
    added: BTreeSet<Key>,
    /// What was added → who names it.
    named: BTreeMap<Key, Vec<Key>>,
    stays: Stays,
}

impl Store {
    /// What taking back would do now, behind the records that are done with. What cannot be as it
    /// was because of what came since shows only when it is done.
    pub fn undo_outlook(&self, ctx: &Ctx, what: What, behind: usize) -> Result<Vec<Coming>> {
        let touched = self.touched(ctx, what)?;
        let reckoned = self.reckon(ctx, &touched)?;
        let mut all = Vec::new();
        for register in &self.catalog().registers {
            let mut coming =
                Coming { register, voided: 0, restored: 0, stays: BTreeMap::default() };
            let left = touched.iter().skip(behind).filter(|t| t.register == register.name);
            for key in left.map(|touched| (register.name, touched.record)) {
                match reckoned.stays.get(&key) {
                    _ if !reckoned.touched.contains(&key) => {}
                    Some(why) => *coming.stays.entry(why.clone()).or_default() += 1,
                    None if reckoned.added.contains(&key) => coming.voided += 1,
                    None => coming.restored += 1,
                }
            }
            if coming.voided + coming.restored > 0 || !coming.stays.is_empty() {
                all.push(coming);
            }
        }
        Ok(all)
    }

    /// What has to stay, and why.
    pub(super) fn stays(&self, ctx: &Ctx, touched: &[Touched]) -> Result<Stays> {
        self.reckon(ctx, touched).map(|reckoned| reckoned.stays)
    }

    fn reckon(&self, ctx: &Ctx, touched: &[Touched]) -> Result<Reckoning> {
        self.db.read(|tx| {
            let mut all = Reckoning::default();
            for register in &self.catalog().registers {
                let mine: Vec<&Touched> =
                    touched.iter().filter(|touched| touched.register == register.name).collect();
                for part in mine.chunks(PART) {
                    all.look(self, tx, ctx, register, part)?;
                }
            }
            all.settle(self);
            Ok(all)
        })
    }
}

impl Reckoning {
    /// How these records stand, and who names them.
    fn look(
        &mut self,
        store: &Store,
        tx: &mut Tx,
        ctx: &Ctx,
        register: &'static Register,
        part: &[&Touched],
    ) -> Result<()> {
        let (tree, today) = (store.tree(tx)?, store.today());
        let scope = Scope { ctx, tree: &tree, today };
        let sql = Sql::new("SELECT r.id, r.version, r.voided, CASE WHEN ")
            .then(scope.condition(register, Act::Write, 0, "r"))
            .add(&format!(" THEN 1 ELSE 0 END FROM {} r WHERE r.id IN ", name(register.name)))
            .list(part.iter().map(|touched| touched.record));
        let rows = tx.all(&sql)?;
        let stands: BTreeMap<i64, _> = rows.iter().map(|row| (row.int(0), row)).collect();
        let mut added = Vec::new();
        for touched in part {
            let Some(row) = stands.get(&touched.record) else { continue };
            let (key, new, voided) = ((register.name, row.int(0)), touched.first == 1, row.int(2));
            if new && voided == 1 {
                continue;
            }
            self.touched.insert(key);
            if new {
                self.added.insert(key);
                added.push(key.1);
            }
            if row.int(3) == 0 {
                self.stays.insert(key, OUTSIDE.to_owned());
            } else if row.int(1) != touched.last {
                self.stays.insert(key, CHANGED.to_owned());
            }
        }
        if added.is_empty() {
            return Ok(());
        }
        for other in &store.catalog().registers {
            for field in links(other, register) {
                for row in tx.all(&naming(other, field, &added, today))? {
                    let named = self.named.entry((register.name, row.int(1))).or_default();
                    named.push((other.name, row.int(0)));
                }
            }
        }
        Ok(())
    }

    /// What others use stays, and what only says something of records that stay, stays with them:
    /// a union without the employers it covers would be wrong. Until nothing more follows.
    fn settle(&mut self, store: &Store) {
        let registers = &store.catalog().registers;
        let leaf = |register: &str| {
            let known = store.catalog().register(register);
            known.is_some_and(|known| registers.iter().all(|o| links(o, known).next().is_none()))
        };
        let leaves: BTreeSet<&str> =
            registers.iter().map(|register| register.name).filter(|name| leaf(name)).collect();
        loop {
            let mut more = Stays::new();
            for (key, by) in &self.named {
                let Some(register) = store.catalog().register(key.0) else { continue };
                let others: Vec<&Key> = by.iter().filter(|key| !self.goes(key)).collect();
                let stays = self.stays.contains_key(key);
                if let Some(why) = used(store, register, &others).filter(|_| !stays) {
                    more.insert(*key, why);
                }
                // Whom another record only shows is whole without it, and so is a row of a list.
                if !stays || !register.placed() {
                    continue;
                }
                let own =
                    |by: &&Key| leaves.contains(by.0) && self.added.contains(by) && self.goes(by);
                let why = format!("它写的{}保持现状，和它一起留下", register.title);
                more.extend(by.iter().filter(own).map(|by| (*by, why.clone())));
            }
            if more.is_empty() {
                return;
            }
            self.stays.extend(more);
        }
    }

    /// It will be taken back, as far as is known.
    fn goes(&self, key: &Key) -> bool {
        self.touched.contains(key) && !self.stays.contains_key(key)
    }
}

fn links<'a>(
    other: &'static Register,
    register: &'a Register,
) -> impl Iterator<Item = &'static FieldDef> + use<'a> {
    other.fields.iter().filter(|field| field.kind == Kind::Link && field.to == register.name)
}

/// Who uses a record, in the words of one that cannot be voided.
fn used(store: &Store, register: &Register, others: &[&Key]) -> Option<String> {
    let count = |other: &'static Register| {
        let keys: BTreeSet<i64> =
            others.iter().filter(|key| key.0 == other.name).map(|key| key.1).collect();
        (!keys.is_empty()).then(|| in_use(keys.len(), other, register))
    };
    store.catalog().registers.iter().find_map(count)
}

/// Living records that name one of these by this link, today or later.
fn naming(other: &Register, field: &FieldDef, ids: &[i64], today: jiff::civil::Date) -> Sql {
    let (table, column) = (name(other.name), name(field.name));
    if !field.dated {
        let text = format!("SELECT id, {column} FROM {table} WHERE voided = 0 AND {column} IN ");
        return Sql::new(text).list(ids.iter().copied());
    }
    let span = name(&format!("{}_span", other.name));
    let text = format!(
        "SELECT DISTINCT r.id, s.{column} FROM {table} r JOIN {span} s ON s.id = r.id \
         WHERE r.voided = 0 AND s.until_day > "
    );
    Sql::new(text).bind(today).add(&format!(" AND s.{column} IN ")).list(ids.iter().copied())
}
