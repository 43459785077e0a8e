//! The single check: where a reader may do an act, as one condition of the query.

use crate::ctx::{Ctx, Nodes};
use crate::sql::{Sql, name};
use crate::tree::Tree;
use jiff::civil::Date;
use kernel::access::Act;
use kernel::register::{Owner, Register};

/// Everything a condition needs.
pub struct Scope<'a> {
    /// Who asks.
    pub ctx: &'a Ctx,
    /// The tree of today.
    pub tree: &'a Tree,
    /// Today.
    pub today: Date,
}

impl Scope<'_> {
    /// The condition over table `alias` under which the act is permitted, seen from node `at`
    /// (0: from everywhere the reader may).
    pub fn condition(&self, register: &Register, act: Act, at: i64, alias: &str) -> Sql {
        let nodes = self.ctx.nodes(register, act, self.tree).inside(at, self.tree);
        match act {
            Act::Read | Act::Export => self.readable(register, &nodes, alias),
            _ => self.nodes_condition(register, &nodes, alias),
        }
    }

    /// The condition "belongs to these nodes, or names one of them among those that read it too".
    pub fn readable(&self, register: &Register, nodes: &Nodes, alias: &str) -> Sql {
        let owned = self.nodes_condition(register, nodes, alias);
        let ids = match nodes {
            Nodes::Some(ids) if !ids.is_empty() && !register.seen_by.is_empty() => ids,
            _ => return owned,
        };
        let mut ways = vec![owned];
        for link in &register.seen_by {
            let inside = ids.iter().map(|id| self.tree.condition(*id, "su")).collect();
            let sql = Sql::new(format!(
                "EXISTS (SELECT 1 FROM {} su WHERE su.id = {alias}.{} AND (",
                name(self.tree.table),
                name(link)
            ));
            ways.push(sql.then(Sql::join(inside, " OR ", "1=0")).add("))"));
        }
        Sql::new("(").then(Sql::join(ways, " OR ", "1=0")).add(")")
    }

    /// The condition "belongs to these nodes or is shown there".
    pub fn nodes_condition(&self, register: &Register, nodes: &Nodes, alias: &str) -> Sql {
        let ids = match nodes {
            Nodes::All => return Sql::new("1=1"),
            Nodes::Own(person) => return own(register, *person, alias),
            Nodes::Some(ids) if ids.is_empty() => return Sql::new("1=0"),
            Nodes::Some(ids) => ids,
        };
        let any = |alias: &str| {
            let pieces = ids.iter().map(|id| self.tree.condition(*id, alias)).collect();
            Sql::join(pieces, " OR ", "1=0")
        };
        match register.owner {
            Owner::Tree(_) | Owner::Union(_) => Sql::new("(").then(any(alias)).add(")"),
            // Whoever may anywhere may everywhere: what that is, `Ctx::nodes` has said.
            Owner::Common => Sql::new("1=1"),
            Owner::Shown => Sql::new(format!(
                "EXISTS (SELECT 1 FROM person_scope ps JOIN {} pu ON pu.id = ps.union_id \
                 WHERE ps.person_id = {alias}.id AND ps.until_day > ",
                name(self.tree.table)
            ))
            .bind(self.today)
            .add(" AND (")
            .then(any("pu"))
            .add("))"),
        }
    }
}

/// The condition "is about this person".
fn own(register: &Register, person: i64, alias: &str) -> Sql {
    let column = match register.own {
        None => return Sql::new("1=0"),
        Some(own) if own.link.is_empty() => name("id"),
        Some(own) => name(own.link),
    };
    Sql::new(format!("{alias}.{column} = ")).bind(person)
}
