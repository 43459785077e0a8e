//! The series of numbers of the sample county: the federation's own for its kinds of papers, and one for each
//! town.

use anyhow::Result;
use kernel::value::Value;
use store::writer::Doing;
use store::{Ctx, Store};

/// Kind and word.
const COUNTY: [(&str, &str); 4] =
    [("REPLY", "云溪工复"), ("REQUEST", "云溪工请"), ("LETTER", "云溪工函"), ("ANY", "云溪工发")];

/// Registers the series from the running year on.
pub fn series(store: &Store) -> Result<()> {
    let ctx = Ctx { origin: "样例", ..Ctx::local() };
    let tree = store.db.read(|tx| store.tree(tx))?;
    let root = tree.root();
    let mut all: Vec<(i64, &str, String)> =
        COUNTY.iter().map(|(kind, word)| (root, *kind, (*word).to_owned())).collect();
    for town in tree.children_of(root).iter().filter_map(|id| tree.node(*id)) {
        let name = town.name.rsplit_once('县').map_or(town.name.as_str(), |(_, name)| name);
        let place = name.find(['镇', '乡']).and_then(|at| name.get(..at));
        if let Some(place) = place.filter(|_| town.kind.starts_with("TOWN")) {
            all.push((town.id, "ANY", format!("{place}工")));
        }
    }
    let register = store.register("paper_series")?;
    let year = i64::from(store.today().year());
    store.act(&ctx, Doing::new("样例", "样例县的发文字号"), |writer| {
        for (organ, kind, word) in &all {
            let values = [
                ("organ", Value::Int(*organ)),
                ("kind", Value::text(kind)),
                ("word", Value::text(word)),
                ("year", Value::Int(year)),
                ("begin", Value::Int(1)),
            ];
            writer.add(register, &values)?;
        }
        Ok(())
    })?;
    Ok(())
}
