//! The branches of the unit tree, loaded when they are opened.

use crate::app::App;
use crate::fault::{Answer, Fault};
use crate::parts;
use crate::request::{Asker, homes};
use crate::shell::{branch, fragment, see};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;

/// `/tree/{unit}`.
pub fn routes() -> Router<App> {
    Router::new().route("/tree/{key}", get(open))
}

async fn open(asker: Asker, Path(key): Path<String>) -> Answer {
    let found = asker.tree.nodes().find(|node| node.public_id == key).map(|node| node.id);
    let homes = homes(&asker.ctx, asker.store().catalog(), &asker.tree);
    let inside = |id: &i64| homes.iter().any(|home| asker.tree.within(*id, *home));
    let id = found.filter(inside).ok_or_else(Fault::not_found)?;
    let to = asker.query.get("to");
    let base = if to.starts_with('/') && !to.starts_with("//") { to } else { "/" };
    if !asker.htmx {
        return Ok(see(&asker.keep().set("at", key).on(base)));
    }
    let depth = asker.query.get("depth").parse().unwrap_or(0);
    let from = asker.query.get("from").parse().unwrap_or(0);
    let path = asker.tree.path(asker.at);
    Ok(fragment(&parts::tree_branch(&branch(&asker, id, depth, base, &path, from))))
}
