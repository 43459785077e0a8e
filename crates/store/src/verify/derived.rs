//! Columns that follow from others and are in no digest: today's value of a dated field, the levels of
//! the tree, what is carried of a linked record, who sees a person. Lists and figures read them, so
//! each must be what it follows from.

use super::{Fault, Verified, fault_of};
use crate::db::Tx;
use crate::error::Result;
use crate::schema::{LEVELS, NOW, dated, leveled};
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::tree::Tree;
use jiff::civil::Date;
use kernel::facts::FOREVER;
use kernel::register::{Owner, Register};
use std::collections::BTreeSet;

/// More of one sort than anybody reads.
const MOST: i64 = 1_000;

impl Store {
    /// Compares the derived columns of a register; `today` is the day to which they were turned.
    pub(super) fn verify_derived(
        &self,
        tx: &mut Tx,
        register: &Register,
        today: Date,
        done: &mut Verified,
    ) -> Result<()> {
        let mut wrong: BTreeSet<(i64, i64)> = BTreeSet::new();
        let mut questions: Vec<Sql> = Vec::new();
        questions.extend(current_values(register, today));
        questions.extend(self.carried_values_of(register));
        questions.extend(owner_levels(register, self.catalog().tree()));
        questions.extend(Store::shown_here(register));
        for sql in questions {
            let rows = tx.all(&sql.add(&format!(" LIMIT {MOST}")))?;
            wrong.extend(rows.iter().map(|row| (row.int(0), row.int(1))));
        }
        if register.tree().is_some() {
            let tree = Tree::load(tx, self.catalog(), &today.to_string(), 0)?;
            wrong.extend(node_levels(tx, register, &tree)?);
        }
        for (id, version) in wrong {
            let say = "由其他内容得出的列与内容不符，被绕过程序改过";
            done.faults.push(fault_of("altered", register, id, version, say));
        }
        Store::shown_by_nothing(tx, register, done)
    }

    fn carried_values_of(&self, register: &Register) -> Vec<Sql> {
        let mut all = Vec::new();
        for carry in &register.carries {
            let Some(to) = register.field(carry.link).and_then(|f| self.catalog().register(f.to))
            else {
                continue;
            };
            let mut columns: Vec<&str> = carry.fields.iter().map(|field| field.name).collect();
            if carry.fields.iter().any(|field| field.dated) {
                columns.extend(NOW);
            }
            let pair = |column: &&str| {
                let here = name(&format!("{}_{column}", carry.link));
                format!("r.{here} IS DISTINCT FROM o.{}", name(column))
            };
            let differ: Vec<String> = columns.iter().map(pair).collect();
            all.push(Sql::new(format!(
                "SELECT r.id, r.version FROM {} r LEFT JOIN {} o ON o.id = r.{} \
                 WHERE r.voided = 0 AND ({})",
                name(register.name),
                name(to.name),
                name(carry.link),
                differ.join(" OR ")
            )));
        }
        all
    }

    /// Living records whose ownerless one is not shown where it should be.
    fn shown_here(register: &Register) -> Vec<Sql> {
        let Owner::Union(owner) = register.owner else { return Vec::new() };
        let shows = register.shows.iter().map(|(link, even_ended)| {
            let last = match register.life.filter(|_| !*even_ended) {
                None => format!("'{FOREVER}'"),
                Some((_, until)) => format!("COALESCE(r.{}, '{FOREVER}')", name(until)),
            };
            Sql::new(format!(
                "SELECT r.id, r.version FROM {} r WHERE r.voided = 0 AND r.{} IS NOT NULL AND NOT EXISTS \
                 (SELECT 1 FROM person_scope ps WHERE ps.source = '{}' AND ps.source_id = r.id AND \
                 ps.person_id = r.{} AND ps.union_id = r.{} AND ps.until_day = {last})",
                name(register.name),
                name(link),
                register.name,
                name(link),
                name(owner)
            ))
        });
        shows.collect()
    }

    /// Rows that show somebody although no living record does.
    fn shown_by_nothing(tx: &mut Tx, register: &Register, done: &mut Verified) -> Result<()> {
        if register.shows.is_empty() {
            return Ok(());
        }
        let links: Vec<String> = register
            .shows
            .iter()
            .map(|(link, _)| format!("r.{} = ps.person_id", name(link)))
            .collect();
        let sql = format!(
            "SELECT ps.source_id FROM person_scope ps WHERE ps.source = '{}' AND NOT EXISTS \
             (SELECT 1 FROM {} r WHERE r.id = ps.source_id AND r.voided = 0 AND ({})) LIMIT {MOST}",
            register.name,
            name(register.name),
            links.join(" OR ")
        );
        for row in tx.all(&Sql::new(sql))? {
            let say = "可见范围里多出一条，是绕过程序加进来的";
            let fault: Fault = fault_of("added", register, row.int(0), 0, say);
            done.faults.push(fault);
        }
        Ok(())
    }
}

/// Today's values in the row are those of today's segment.
fn current_values(register: &Register, today: Date) -> Option<Sql> {
    if !dated(register) {
        return None;
    }
    let mut differ: Vec<String> = register
        .dated()
        .map(|field| format!("r.{0} IS DISTINCT FROM s.{0}", name(field.name)))
        .collect();
    let days = NOW.iter().zip(["from_day", "until_day"]);
    differ.extend(days.map(|(edge, day)| format!("r.{edge} IS DISTINCT FROM s.{day}")));
    Some(
        Sql::new(format!(
            "SELECT r.id, r.version FROM {} r LEFT JOIN {} s ON s.id = r.id AND s.from_day <= ",
            name(register.name),
            name(&format!("{}_span", register.name))
        ))
        .bind(today)
        .add(" AND s.until_day > ")
        .bind(today)
        .add(&format!(" WHERE ({})", differ.join(" OR "))),
    )
}

/// Levels are those of the owning node.
fn owner_levels(register: &Register, tree: Option<&Register>) -> Option<Sql> {
    let (Owner::Union(owner), Some(tree)) = (register.owner, tree) else { return None };
    if !leveled(register) {
        return None;
    }
    let pair = |level: &&str| format!("r.{level} IS DISTINCT FROM o.{level}");
    let differ: Vec<String> = LEVELS.iter().map(pair).collect();
    Some(Sql::new(format!(
        "SELECT r.id, r.version FROM {} r LEFT JOIN {} o ON o.id = r.{} WHERE r.voided = 0 AND ({})",
        name(register.name),
        name(tree.name),
        name(owner),
        differ.join(" OR ")
    )))
}

/// Levels of nodes are those of their place.
fn node_levels(tx: &mut Tx, register: &Register, tree: &Tree) -> Result<Vec<(i64, i64)>> {
    let text = format!(
        "SELECT id, version, {} FROM {} WHERE voided = 0",
        LEVELS.join(", "),
        name(register.name)
    );
    let rows = tx.all(&Sql::new(text))?;
    let differs = |row: &&crate::db::Row| {
        let levels = tree.levels(row.int(0));
        levels.iter().enumerate().any(|(at, level)| row.int(2 + at) != *level)
    };
    Ok(rows.iter().filter(differs).map(|row| (row.int(0), row.int(1))).collect())
}
