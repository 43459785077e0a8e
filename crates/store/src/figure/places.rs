//! Where in the tree a row stands, as an expression: below which child, under which kind of node.

use super::Frame;
use crate::error::{Result, StoreError};
use crate::paths::Paths;
use crate::schema::LEVELS;
use crate::sql::Sql;
use crate::tree::{Node, Tree};
use std::collections::BTreeMap;

/// The column that tells the children of the asked node apart.
pub(super) fn child(frame: &Frame, paths: &mut Paths) -> Result<String> {
    if !paths.register.placed() {
        return Err(StoreError::refuse("by", "这个指标不分下级单位"));
    }
    let at = if frame.ask.union == 0 { frame.tree.root() } else { frame.ask.union };
    let levels = frame.tree.levels(at);
    let own = levels.iter().position(|level| *level == at).unwrap_or(5);
    let column = LEVELS.get(own + 1).copied().unwrap_or("union_id");
    Ok(paths.level(column))
}

/// The code of the nearest node above a row, its own included, that is of one of these kinds. The level
/// columns are asked from the nearest to the farthest; a node below the levels is known by its subtree.
pub(super) fn under(
    frame: &Frame,
    kinds: &[(String, String, String)],
    paths: &mut Paths,
) -> Result<Sql> {
    if !paths.register.placed() {
        return Err(StoreError::refuse("by", "这个指标不分上级"));
    }
    let tree = &frame.tree;
    let (own, column) = LEVELS.split_last().map_or((0, ""), |(last, above)| (above.len(), *last));
    let own_column = paths.level(column);
    let mut deep: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    let mut levels: BTreeMap<(usize, &str), Vec<i64>> = BTreeMap::new();
    let code = |node: &Node| kinds.iter().find(|row| row.0 == node.kind).map(|row| row.1.as_str());
    for node in tree.nodes() {
        let Some(name) = code(node) else { continue };
        if let Some(at) = node.levels.iter().take(own).position(|level| *level == node.id) {
            levels.entry((own - at, name)).or_default().push(node.id);
        } else {
            let below = tree.subtree(node.id).into_iter();
            let own = below.filter(|below| nearest(tree, *below, &code) == Some(node.id));
            deep.entry(name).or_default().extend(own);
        }
    }
    let mut arms: Vec<(String, &str, Vec<i64>)> =
        deep.into_iter().map(|(code, nodes)| (own_column.clone(), code, nodes)).collect();
    for ((near, code), nodes) in levels {
        let column = LEVELS.get(own - near).copied().unwrap_or(column);
        arms.push((paths.level(column), code, nodes));
    }
    // Without any such node the group is unknown, and still a text.
    let mut sql = Sql::new("CASE WHEN 1=0 THEN ''");
    for (column, code, mut nodes) in arms {
        nodes.sort_unstable();
        sql = sql.add(&format!(" WHEN {column} IN ")).list(nodes);
        sql = sql.add(" THEN CAST(").bind(code).add(" AS TEXT)");
    }
    Ok(sql.add(" END"))
}

/// The nearest node at or above this one that is of a kind asked for.
fn nearest<'a>(tree: &Tree, node: i64, code: &impl Fn(&Node) -> Option<&'a str>) -> Option<i64> {
    let listed = |id: &i64| tree.node(*id).and_then(code).is_some();
    tree.path(node).into_iter().find(listed)
}
