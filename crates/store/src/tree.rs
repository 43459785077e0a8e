//! The tree of scope as it stands today, kept in memory: a thousand nodes in a county.

use crate::db::Tx;
use crate::error::Result;
use crate::schema::LEVELS;
use crate::sql::{Sql, name};
use kernel::register::{Catalog, Level};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Keys of the levels above and at a node, 0 where there is none, in the order of [`LEVELS`].
pub type Levels = [i64; 6];

/// One node.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Key.
    pub id: i64,
    /// Name in addresses.
    pub public_id: String,
    /// The node above; 0 at the root.
    pub parent: i64,
    /// Code of its kind today.
    pub kind: String,
    /// Name today.
    pub name: String,
    /// The levels it stands in.
    pub levels: Levels,
    /// Whether its life has ended.
    pub ended: bool,
}

/// All nodes.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    nodes: HashMap<i64, Node>,
    children: HashMap<i64, Vec<i64>>,
    root: i64,
    /// Number of the last change seen.
    pub stamp: i64,
    /// The table of the nodes.
    pub table: &'static str,
}

impl Tree {
    /// Reads the tree as of today.
    pub fn load(tx: &mut Tx, catalog: &'static Catalog, today: &str, stamp: i64) -> Result<Tree> {
        let mut tree = Tree { stamp, ..Tree::default() };
        let Some((register, declared)) =
            catalog.tree().and_then(|register| Some((register, register.tree()?)))
        else {
            return Ok(tree);
        };
        tree.table = register.name;
        let until = register.life.map_or("void_reason", |life| life.1);
        let text = format!(
            "SELECT id, {}, {}, {}, {}, public_id FROM {} WHERE voided = 0 ORDER BY id",
            name(declared.parent),
            name(declared.kind),
            name(register.label),
            name(until),
            name(register.name)
        );
        for row in tx.all(&Sql::new(text))? {
            let ended = row.value(4).as_text().is_some_and(|day| day <= today);
            tree.put(Node {
                id: row.int(0),
                parent: row.int(1),
                kind: row.text(2),
                name: row.text(3),
                public_id: row.text(5),
                levels: Levels::default(),
                ended,
            });
        }
        tree.relevel(declared.level);
        Ok(tree)
    }

    /// Adds or replaces a node; call [`Tree::relevel`] after the last one.
    pub fn put(&mut self, node: Node) {
        self.nodes.insert(node.id, node);
    }

    /// Adds the youngest node without looking at the others, or gives it back where they must be looked
    /// at: it is there already, or something hangs below it.
    pub fn grow(&mut self, mut node: Node, level: fn(&str) -> Option<Level>) -> Option<Node> {
        let (id, parent) = (node.id, node.parent);
        let youngest = self.children_of(parent).last().is_none_or(|last| *last < id);
        let hangs = parent == 0 || self.nodes.contains_key(&parent);
        let leaf = !self.nodes.contains_key(&id) && self.children_of(id).is_empty();
        if !(youngest && hangs && leaf) {
            return Some(node);
        }
        node.levels = below(self.levels(parent), id, level(&node.kind));
        if parent == 0 && self.root == 0 {
            self.root = id;
        }
        self.children.entry(parent).or_default().push(id);
        self.put(node);
        None
    }

    /// Computes children and levels anew.
    pub fn relevel(&mut self, level: fn(&str) -> Option<Level>) {
        self.children.clear();
        let mut order: Vec<(String, i64, i64)> =
            self.nodes.values().map(|node| (node.name.clone(), node.id, node.parent)).collect();
        order.sort_by_key(|node| node.1);
        self.root = order.iter().find(|node| node.2 == 0).map_or(0, |node| node.1);
        for (_, id, parent) in &order {
            self.children.entry(*parent).or_default().push(*id);
        }
        let mut waiting: Vec<(i64, Levels)> =
            self.children_of(0).iter().map(|id| (*id, Levels::default())).collect();
        while let Some((id, above)) = waiting.pop() {
            let Some(node) = self.nodes.get_mut(&id) else { continue };
            node.levels = below(above, id, level(&node.kind));
            let levels = node.levels;
            waiting.extend(self.children_of(id).iter().map(|child| (*child, levels)));
        }
    }

    /// The top node; 0 in an empty installation.
    pub fn root(&self) -> i64 {
        self.root
    }
    /// A node.
    pub fn node(&self, id: i64) -> Option<&Node> {
        self.nodes.get(&id)
    }
    /// All nodes in no order.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.values()
    }
    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }
    /// Whether there is no node yet.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
    /// The nodes directly below, oldest first.
    pub fn children_of(&self, id: i64) -> &[i64] {
        self.children.get(&id).map_or(&[], Vec::as_slice)
    }
    /// The levels of a node.
    pub fn levels(&self, id: i64) -> Levels {
        self.nodes.get(&id).map_or_else(Levels::default, |node| node.levels)
    }
    /// Name of a node for people.
    pub fn title(&self, id: i64) -> &str {
        self.nodes.get(&id).map_or("", |node| node.name.as_str())
    }
    /// Whether a node is another one or lies below it.
    pub fn within(&self, id: i64, above: i64) -> bool {
        self.path(id).contains(&above)
    }
    /// From a node up to the root. A broken tree (a cycle) ends instead of turning for ever.
    pub fn path(&self, id: i64) -> Vec<i64> {
        let mut path = Vec::new();
        let mut at = id;
        while let Some(node) = self.nodes.get(&at) {
            if path.contains(&at) {
                break;
            }
            path.push(at);
            at = node.parent;
        }
        path
    }
    /// A node and everything below it.
    pub fn subtree(&self, id: i64) -> Vec<i64> {
        let mut all = vec![id];
        let mut at = 0;
        while let Some(next) = all.get(at).copied() {
            all.extend(self.children_of(next));
            at += 1;
        }
        all
    }
    /// A node by name; `None` when there is none or more than one.
    pub fn by_name(&self, wanted: &str) -> Option<&Node> {
        let mut hits = self.nodes.values().filter(|node| node.name == wanted);
        hits.next().filter(|_| hits.next().is_none())
    }

    /// The condition "belongs to this node or below" over level columns of the table `alias`.
    pub fn condition(&self, id: i64, alias: &str) -> Sql {
        if id == self.root && id != 0 {
            return Sql::new("1=1");
        }
        let Some(node) = self.nodes.get(&id) else { return Sql::new("1=0") };
        let level = node.levels.iter().position(|level| *level == id).unwrap_or(5);
        let column = LEVELS.get(level).copied().unwrap_or("union_id");
        if level < 5 {
            return Sql::new(format!("{alias}.{column} = ")).bind(id);
        }
        let all = self.subtree(id);
        if all.len() == 1 {
            return Sql::new(format!("{alias}.union_id = ")).bind(id);
        }
        Sql::new(format!("{alias}.union_id IN ")).list(all)
    }

    /// The condition "belongs to one of these places" over level columns of the table `alias`: one list of keys
    /// for each level, however many places there are.
    pub fn condition_of(&self, places: &[Place], alias: &str) -> Sql {
        let mut lists: BTreeMap<&str, BTreeSet<i64>> = BTreeMap::new();
        for place in places {
            let level = self.levels(place.node).iter().position(|level| *level == place.node);
            let by_level = level.filter(|level| *level < 5 && !place.alone);
            match by_level.and_then(|level| LEVELS.get(level)) {
                _ if !place.alone && place.node == self.root => return Sql::new("1=1"),
                Some(column) => lists.entry(column).or_default().extend([place.node]),
                None if place.alone => lists.entry("union_id").or_default().extend([place.node]),
                None => lists.entry("union_id").or_default().extend(self.subtree(place.node)),
            }
        }
        let one = |(column, ids): (&str, BTreeSet<i64>)| {
            Sql::new(format!("{alias}.{column} IN ")).list(ids)
        };
        let any = Sql::join(lists.into_iter().map(one).collect(), " OR ", "1=0");
        Sql::new("(").then(any).add(")")
    }
}

/// A node of the tree with what lies below it, or alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Key of the node.
    pub node: i64,
    /// Without what lies below it.
    pub alone: bool,
}

/// The levels of a node from those of the node above it.
fn below(above: Levels, id: i64, fixed: Option<Level>) -> Levels {
    let [province, city, county, town, area, _] = above;
    match fixed {
        Some(Level::Province) => [id, 0, 0, 0, 0, id],
        Some(Level::City) => [province, id, 0, 0, 0, id],
        Some(Level::County) => [province, city, id, 0, 0, id],
        None if county == 0 => [province, city, 0, 0, 0, id],
        None if town == 0 => [province, city, county, id, 0, id],
        None if area == 0 => [province, city, county, town, id, id],
        None => [province, city, county, town, area, id],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(id: i64, parent: i64, kind: &str) -> Node {
        Node {
            id, parent, kind: kind.to_owned(), name: format!("第{id}工会"), ..Node::default()
        }
    }

    fn level(kind: &str) -> Option<Level> {
        (kind == "FED_COUNTY").then_some(Level::County)
    }

    fn shape(tree: &Tree) -> Vec<(i64, Levels, Vec<i64>)> {
        let mut all: Vec<_> = tree
            .nodes()
            .map(|node| (node.id, node.levels, tree.children_of(node.id).to_vec()))
            .collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn a_tree_that_grows_is_the_one_that_is_computed_anew() {
        let nodes = [
            node(1, 0, "FED_COUNTY"),
            node(2, 1, "TOWN_FED"),
            node(3, 2, "AREA_UF"),
            node(4, 3, "BASE"),
            node(5, 4, "BRANCH"),
            node(7, 1, "PARK_FED"),
        ];
        let (mut grown, mut anew) = (Tree::default(), Tree::default());
        for node in nodes {
            assert!(grown.grow(node.clone(), level).is_none());
            anew.put(node);
        }
        anew.relevel(level);
        assert_eq!((shape(&grown), grown.root()), (shape(&anew), anew.root()));
        let moved = node(3, 7, "AREA_UF");
        assert!(grown.grow(moved, level).is_some(), "one that moves takes others along");
        assert!(grown.grow(node(6, 1, "BASE"), level).is_some(), "one older than its siblings");
        assert!(grown.grow(node(9, 8, "BASE"), level).is_some(), "one that hangs on nothing");
    }
}
