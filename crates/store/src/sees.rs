//! Permissions in words: who sees a record and by which right, what a user sees and how much, what a change of
//! rights would give and take. It is told from the rights themselves; that it says what the one check of
//! [`crate::scope`] does is a law that the tests hold it to.

use crate::codec::Stored;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::scope::Scope;
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::tree::Tree;
use kernel::access::{Act, Grant};
use kernel::register::{Owner, Register};

/// Somebody who sees a record.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Key of the user.
    pub user: i64,
    /// Name.
    pub name: String,
    /// The rights by which.
    pub by: Vec<Grant>,
    /// What they may do with it.
    pub acts: Vec<Act>,
    /// Fields they never see, by title.
    pub hidden: Vec<&'static str>,
}

/// What a user sees of a register.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Which.
    pub register: &'static Register,
    /// The rights by which.
    pub by: Vec<Grant>,
    /// What they may do.
    pub acts: Vec<Act>,
    /// How many living records.
    pub count: i64,
    /// Fields they never see, by title.
    pub hidden: Vec<&'static str>,
}

/// What other rights would change for a user in a register.
#[derive(Clone, Debug)]
pub struct Shift {
    /// Which.
    pub register: &'static Register,
    /// Records that would be seen and are not now.
    pub gained: i64,
    /// Records that are seen now and would not be.
    pub lost: i64,
    /// What could be done somewhere and cannot be done anywhere now.
    pub acts_gained: Vec<Act>,
    /// The other way round.
    pub acts_lost: Vec<Act>,
}

/// The titles of what this person never sees.
fn titles(register: &'static Register, hidden: &[&str]) -> Vec<&'static str> {
    hidden.iter().filter_map(|field| register.field(field)).map(|field| field.title).collect()
}

fn place(grant: &Grant, tree: &Tree) -> i64 {
    if grant.union == 0 { tree.root() } else { grant.union }
}

/// Everybody who may sign in, with their rights.
fn holders(tx: &mut Tx) -> Result<Vec<Ctx>> {
    let sql = "SELECT u.id, u.name, g.role, g.union_id FROM app_user u \
               JOIN user_grant g ON g.user_id = u.id WHERE u.disabled = 0 \
               ORDER BY u.name, u.id, g.role, g.union_id";
    let mut all: Vec<Ctx> = Vec::new();
    for row in tx.all(&Sql::new(sql))? {
        let grant = Grant { role: row.text(2), union: row.int(3) };
        match all.last_mut().filter(|last| last.user_id == row.int(0)) {
            Some(last) => last.grants.push(grant),
            None => all.push(Ctx::user(row.int(0), &row.text(1), vec![grant], "页面")),
        }
    }
    Ok(all)
}

impl Store {
    /// The nodes through which a record is seen.
    fn seen_through(&self, tx: &mut Tx, stored: &Stored) -> Result<Vec<i64>> {
        if !matches!(stored.register.owner, Owner::Shown) {
            let held = stored.held(self.today());
            let others = stored.register.seen_by.iter().filter_map(|link| held.value(link).as_int());
            return Ok(std::iter::once(stored.node).chain(others).collect());
        }
        let sql = Sql::new("SELECT union_id FROM person_scope WHERE person_id = ").bind(stored.id);
        let rows = tx.all(&sql.add(" AND until_day > ").bind(self.today()))?;
        Ok(rows.iter().map(|row| row.int(0)).collect())
    }

    /// Who sees a record that the asker sees, and by which of their rights.
    pub fn who_sees(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
    ) -> Result<Vec<Viewer>> {
        self.db.read(|tx| {
            let stored = self.fetch(tx, ctx, register, key, Act::Read)?;
            self.viewers(tx, &stored)
        })
    }

    pub(crate) fn viewers(&self, tx: &mut Tx, stored: &Stored) -> Result<Vec<Viewer>> {
        let (register, tree) = (stored.register, self.tree(tx)?);
        let through = self.seen_through(tx, stored)?;
        let common = matches!(register.owner, Owner::Common);
        let reaches = |grant: &Grant| {
            let at = place(grant, &tree);
            let whole = common || (at == tree.root() && at != 0);
            register.permits(&grant.role, Act::Read)
                && (whole || through.iter().any(|node| tree.within(*node, at)))
        };
        let mut viewers = Vec::new();
        for ctx in holders(tx)? {
            let by: Vec<Grant> =
                ctx.grants.iter().filter(|grant| reaches(grant)).cloned().collect();
            if by.is_empty() {
                continue;
            }
            let acts = acts_on(&ctx, stored, &tree);
            let hidden = titles(register, &ctx.hidden(register, &tree));
            viewers.push(Viewer { user: ctx.user_id, name: ctx.user_name, by, acts, hidden });
        }
        // Whoever is nearest to the record comes first.
        let depth = |viewer: &Viewer| {
            viewer.by.iter().map(|grant| tree.path(place(grant, &tree)).len()).max().unwrap_or(0)
        };
        viewers.sort_by_key(|viewer| std::cmp::Reverse(depth(viewer)));
        Ok(viewers)
    }

    /// What a user sees, register by register: for themselves and for the administrators who manage accounts,
    /// give rights or read the journal.
    pub fn what_sees(&self, ctx: &Ctx, user: i64) -> Result<Vec<Reach>> {
        let grants = self.user(ctx, user)?.grants;
        let of = Ctx::user(user, "", grants, "页面");
        self.db.read(|tx| {
            let tree = self.tree(tx)?;
            let scope = Scope { ctx: &of, tree: &tree, today: self.today() };
            let mut all = Vec::new();
            for register in &self.catalog().registers {
                let reads = |grant: &&Grant| register.permits(&grant.role, Act::Read);
                let by: Vec<Grant> = of.grants.iter().filter(reads).cloned().collect();
                if by.is_empty() {
                    continue;
                }
                let count = counted(tx, register, &scope.condition(register, Act::Read, 0, "r"))?;
                let may = |act: &&Act| of.anywhere(register, **act, &tree);
                let acts = Act::ALL.iter().filter(may).copied().collect();
                let hidden = titles(register, &of.hidden(register, &tree));
                all.push(Reach { register, by, acts, count, hidden });
            }
            Ok(all)
        })
    }

    /// What other rights would give a user and take from them, as far as anything would change.
    pub fn shift_of(&self, ctx: &Ctx, user: i64, after: &[Grant]) -> Result<Vec<Shift>> {
        self.grants_rights(ctx)?;
        let before = Ctx::user(user, "", self.user(ctx, user)?.grants, "页面");
        let after = Ctx::user(user, "", after.to_vec(), "页面");
        self.db.read(|tx| {
            let tree = self.tree(tx)?;
            let today = self.today();
            let mut all = Vec::new();
            for register in &self.catalog().registers {
                let seen = |ctx: &Ctx| {
                    Scope { ctx, tree: &tree, today }.condition(register, Act::Read, 0, "r")
                };
                let but = |one: &Ctx, other: &Ctx| {
                    // What has no level is seen by no part, which is not known but not so.
                    seen(one).add(" AND CASE WHEN ").then(seen(other)).add(" THEN 1 ELSE 0 END = 0")
                };
                let may = |ctx: &Ctx, act: Act| ctx.anywhere(register, act, &tree);
                let only = |one: &Ctx, other: &Ctx| {
                    let new = |act: &&Act| may(one, **act) && !may(other, **act);
                    Act::ALL.iter().filter(new).copied().collect::<Vec<Act>>()
                };
                let shift = Shift {
                    register,
                    gained: counted(tx, register, &but(&after, &before))?,
                    lost: counted(tx, register, &but(&before, &after))?,
                    acts_gained: only(&after, &before),
                    acts_lost: only(&before, &after),
                };
                let acts = shift.acts_gained.len() + shift.acts_lost.len();
                if shift.gained + shift.lost > 0 || acts > 0 {
                    all.push(shift);
                }
            }
            Ok(all)
        })
    }
}

/// What a person may do with a record that they have reached.
pub(crate) fn acts_on(ctx: &Ctx, stored: &Stored, tree: &Tree) -> Vec<Act> {
    let register = stored.register;
    let may = |act: &&Act| {
        if **act == Act::Read {
            // It was reached under that right: through its owner or another node that reads it.
            true
        } else if stored.node == 0 {
            ctx.anywhere(register, **act, tree)
        } else {
            ctx.may(register, **act, stored.node, tree)
        }
    };
    Act::ALL.iter().filter(may).copied().collect()
}

fn counted(tx: &mut Tx, register: &Register, condition: &Sql) -> Result<i64> {
    let sql = format!("SELECT COUNT(*) FROM {} r WHERE r.voided = 0 AND ", name(register.name));
    let sql = Sql::new(sql).then(condition.clone());
    tx.one(&sql)?.map(|row| row.int(0)).ok_or(StoreError::NotFound)
}
