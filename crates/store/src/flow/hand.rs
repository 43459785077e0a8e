//! A matter given to a colleague of the same office, or offered to another unit: theirs only once they have
//! taken it.

use super::Telling;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::tree::Tree;
use crate::writer::Doing;
use kernel::access::{Act, Role};
use kernel::register::Register;
use kernel::workflow::{OFFERED_TO, State};
use std::collections::HashSet;

/// Giving a matter to a colleague, as the journal calls it.
pub const ASSIGNING: &str = "转办";
/// Offering it to another unit.
pub const OFFERING: &str = "移交";
/// Taking what was offered.
pub const TAKING: &str = "接收";
/// Sending it back.
pub const DECLINING: &str = "退回移交";
/// Taking the offer back.
pub const RECALLING: &str = "撤回移交";

/// Somebody who may take up a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Key of the user.
    pub id: i64,
    /// Name.
    pub name: String,
}

/// A matter that was offered to a unit of this person's.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Where it is.
    pub register: &'static Register,
    /// Key.
    pub id: i64,
    /// What it is called.
    pub title: String,
    /// The unit that offers it.
    pub from: i64,
    /// The unit it is offered to.
    pub to: i64,
}

/// A role that a user holds at a node.
struct Right {
    user: Colleague,
    role: String,
    at: i64,
}

/// Users and the roles they hold where.
pub(super) struct Rights(Vec<Right>);

impl Rights {
    /// Of everybody who may sign in.
    pub fn all(tx: &mut Tx, tree: &Tree) -> Result<Rights> {
        let sql = "SELECT u.id, u.name, g.role, g.union_id FROM app_user u \
                   JOIN user_grant g ON g.user_id = u.id WHERE u.disabled = 0 ORDER BY u.name, u.id";
        let right = |row: &crate::db::Row| Right {
            user: Colleague { id: row.int(0), name: row.text(1) },
            role: row.text(2),
            at: if row.int(3) == 0 { tree.root() } else { row.int(3) },
        };
        Ok(Rights(tx.all(&Sql::new(sql))?.iter().map(right).collect()))
    }

    fn over<'a>(
        &'a self,
        roles: &'a [&'static Role],
        tree: &'a Tree,
        node: i64,
    ) -> impl Iterator<Item = &'a Right> {
        let holds = |right: &&Right| roles.iter().any(|role| role.code == right.role);
        self.0.iter().filter(holds).filter(move |right| tree.within(node, right.at))
    }

    /// Those who hold one of these roles over a node.
    pub fn holding(&self, roles: &[&'static Role], tree: &Tree, node: i64) -> Vec<Colleague> {
        let mut all: Vec<Colleague> = Vec::new();
        for right in self.over(roles, tree, node) {
            if all.iter().all(|known| known.id != right.user.id) {
                all.push(right.user.clone());
            }
        }
        all
    }

    /// Of those, the ones nearest to the node: the township before the county.
    pub fn nearest(&self, roles: &[&'static Role], tree: &Tree, node: i64) -> Vec<Colleague> {
        let depth = |right: &Right| tree.path(right.at).len();
        let most = self.over(roles, tree, node).map(depth).max().unwrap_or(0);
        let near = self.over(roles, tree, node).filter(|right| depth(right) == most);
        near.map(|right| right.user.clone()).collect()
    }

    /// Where somebody holds one of these roles.
    pub fn places(&self, roles: &[&'static Role]) -> HashSet<i64> {
        let holds = |right: &&Right| roles.iter().any(|role| role.code == right.role);
        self.0.iter().filter(holds).map(|right| right.at).collect()
    }
}

impl Store {
    /// Who may take up a matter as it stands, the asker among them.
    pub fn colleagues(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
    ) -> Result<Vec<Colleague>> {
        self.db.read(|tx| {
            let stored = self.fetch(tx, ctx, register, key, Act::Read)?;
            let flow = register.flow.as_ref().ok_or(StoreError::NotFound)?;
            let state = stored.held(self.today()).value(flow.state.name).to_string();
            let Some(state) = flow.meaning(&state) else { return Ok(Vec::new()) };
            let tree = self.tree(tx)?;
            Ok(Rights::all(tx, &tree)?.holding(state.owed_by, &tree, stored.node))
        })
    }

    /// Gives a matter to a colleague; to nobody means that whoever may takes it up.
    pub fn assign(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        (id, version): (i64, i64),
        to: Option<&Colleague>,
    ) -> Result<()> {
        let reason = to.map_or("谁都可以办".to_owned(), |to| format!("转给{}", to.name));
        let doing = Doing { act: ASSIGNING, reason: &reason, room: 1 };
        let given = to.map(|to| (to.id, to.name.as_str()));
        self.act(ctx, doing, |writer| {
            writer.assign(register, id, version, given)?;
            if let Some(to) = to.filter(|to| to.id != ctx.user_id) {
                let title = self.title_in(writer.tx, register, id)?;
                writer.told.push(Telling {
                    users: vec![to.id],
                    kind: "assigned".into(),
                    word: "转给您办".into(),
                    about: (register, id),
                    words: format!("{}转给您办：{title}", ctx.user_name),
                });
            }
            Ok(())
        })
    }

    /// Offers a matter to another unit; 0 takes the offer back.
    pub fn offer(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        (id, version): (i64, i64),
        (to, words): (i64, &str),
    ) -> Result<()> {
        let act = if to == 0 { RECALLING } else { OFFERING };
        let target = self.db.read(|tx| Ok(self.tree(tx)?.title(to).to_owned()))?;
        let reason = match (to, words.trim()) {
            (0, words) => words.to_owned(),
            (_, "") => format!("移交给{target}"),
            (_, words) => format!("移交给{target}：{words}"),
        };
        let doing = Doing { act, reason: &reason, room: 1 };
        self.act(ctx, doing, |writer| {
            writer.offer(register, id, version, to)?;
            if to != 0 {
                let title = self.title_in(writer.tx, register, id)?;
                writer.told.push(Telling {
                    users: self.owing(writer.tx, register, id, to)?,
                    kind: "offered".into(),
                    word: "移交给您单位，等您接收".into(),
                    about: (register, id),
                    words: format!("移交给您单位，等您接收：{title}"),
                });
            }
            Ok(())
        })
    }

    /// What was offered to units of this person's, as far as their roles may take it.
    pub fn offered(&self, ctx: &Ctx) -> Result<Vec<Offered>> {
        self.db.read(|tx| {
            let tree = self.tree(tx)?;
            let mut all = Vec::new();
            for (register, flow) in self.catalog().flows() {
                let Some(owner) = register.owner_field() else { continue };
                let to = name(OFFERED_TO.def.name);
                let sql = Sql::new(format!(
                    "SELECT id, {}, {to}, {} FROM {} WHERE voided = 0 AND {to} IS NOT NULL",
                    name(owner),
                    name(flow.state.name),
                    name(register.name)
                ));
                for row in tx.all(&sql)? {
                    let state = row.text(3);
                    let Some(state) = flow.meaning(&state) else { continue };
                    if may_take(ctx, &tree, state, row.int(2)) {
                        let title = self.title_in(tx, register, row.int(0))?;
                        let (id, from, to) = (row.int(0), row.int(1), row.int(2));
                        all.push(Offered { register, id, title, from, to });
                    }
                }
            }
            Ok(all)
        })
    }

    /// Takes what was offered, or sends it back with a word why.
    pub fn take_over(
        &self,
        ctx: &Ctx,
        register: &'static Register,
        id: i64,
        (takes, words): (bool, &str),
    ) -> Result<()> {
        let mine = self.offered(ctx)?;
        let offered = mine.iter().find(|one| one.register.name == register.name && one.id == id);
        let to = offered.ok_or(StoreError::NotFound)?.to;
        if !takes && words.trim().is_empty() {
            return Err(StoreError::refuse("words", "退回移交要写明原因"));
        }
        let act = if takes { TAKING } else { DECLINING };
        // It belongs to another unit until now: the offer is the right to take it, and to nothing else.
        let lent = Ctx { all: true, ..ctx.clone() };
        let doing = Doing { act, reason: words.trim(), room: 1 };
        self.act(&lent, doing, |writer| writer.take_over(register, id, to, takes))
    }

    /// Users who owe the next step of a matter, were it a node's.
    pub(super) fn owing(
        &self,
        tx: &mut Tx,
        register: &'static Register,
        id: i64,
        node: i64,
    ) -> Result<Vec<i64>> {
        let flow = register.flow.as_ref().ok_or(StoreError::NotFound)?;
        let column = name(flow.state.name);
        let sql = Sql::new(format!("SELECT {column} FROM {} WHERE id = ", name(register.name)));
        let state = tx.one(&sql.bind(id))?.map(|row| row.text(0)).unwrap_or_default();
        let owed_by = flow.meaning(&state).map_or(&[][..], |state| state.owed_by);
        let tree = self.tree(tx)?;
        let near = Rights::all(tx, &tree)?.nearest(owed_by, &tree, node);
        Ok(near.iter().map(|one| one.id).collect())
    }

    /// What a record is called.
    pub(crate) fn title_in(
        &self,
        tx: &mut Tx,
        register: &'static Register,
        id: i64,
    ) -> Result<String> {
        let titles = self.titles(tx, register.name, &[id])?;
        let key = (register.name.to_owned(), id);
        Ok(titles.get(&key).cloned().unwrap_or_else(|| register.title.to_owned()))
    }
}

/// Whether a person's role owes what is owed in this state, over that node.
fn may_take(ctx: &Ctx, tree: &Tree, state: &State, node: i64) -> bool {
    let covers = |union: i64| union == 0 || tree.within(node, union);
    let owes = |role: &str| state.owed_by.iter().any(|one| one.code == role);
    ctx.all || ctx.grants.iter().any(|grant| covers(grant.union) && owes(&grant.role))
}
