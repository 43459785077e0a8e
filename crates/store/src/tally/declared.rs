//! The declared families of a register, made ready: which columns are read, of the record itself and of
//! those it links to, and how a family picks its own from them.

use kernel::kept::{Edge, Kept, MOST_SUMS};
use kernel::register::{Catalog, Register};
use sha2::{Digest, Sha256};

/// A register that keeps sums.
pub(crate) struct Source {
    pub register: &'static Register,
    /// Follows from the declaration: another one is another source, counted anew.
    pub id: i64,
    pub own: Wanted,
    pub links: Vec<Linked>,
    pub dims: Vec<Dim>,
    pub sums: Vec<Want>,
    pub families: Vec<Family>,
}

/// Fields that are read.
#[derive(Default)]
pub(crate) struct Wanted {
    pub fixed: Vec<Want>,
    pub dated: Vec<Want>,
}

/// A field that is read.
#[derive(Clone, Copy)]
pub(crate) struct Want {
    pub name: &'static str,
    /// Its place among the fields, or among the dated ones.
    pub at: usize,
    pub dated: bool,
    /// Its value is told apart, and not only whether there is one.
    pub whole: bool,
}

/// A linked register whose fields are read.
pub(crate) struct Linked {
    pub field: &'static str,
    /// The place of the link among the fields.
    pub at: usize,
    pub to: &'static Register,
    pub wanted: Wanted,
}

/// A value that is told apart.
pub(crate) struct Dim {
    path: &'static str,
    /// The link it is read through.
    pub link: Option<usize>,
    pub dated: bool,
    /// Its place among the fields wanted.
    pub at: usize,
    /// Asked only of who has left: it is not yet known of those who come.
    pub of_last: bool,
}

/// A family made ready.
pub(crate) struct Family {
    pub id: i64,
    pub kept: &'static Kept,
    /// The place of a dimension, and whether its value is told apart.
    pub picks: Vec<(usize, bool)>,
}

impl Family {
    /// How many levels are kept, from the top: all, or all but towns.
    pub fn levels(&self) -> usize {
        if self.kept.of_counties { 3 } else { 4 }
    }
}

/// A number that only this text has, short enough for a key of many rows.
fn print(text: &str) -> i64 {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(4).fold(0, |sum, byte| sum << 8 | i64::from(*byte)) & 0x7fff_ffff
}

impl Wanted {
    fn place(&mut self, register: &Register, path: &'static str, whole: bool) -> Option<Want> {
        let field = register.field(path)?;
        let list = if field.dated { &mut self.dated } else { &mut self.fixed };
        if let Some(at) = list.iter().position(|want| want.name == path) {
            let want = list.get_mut(at)?;
            want.whole |= whole;
            return Some(Want { at, ..*want });
        }
        let place =
            if field.dated { register.dated_position(path)? } else { register.position(path)? };
        list.push(Want { name: path, at: place, dated: field.dated, whole });
        Some(Want { name: path, at: list.len() - 1, dated: field.dated, whole })
    }
}

impl Source {
    /// All registers that keep sums.
    pub fn all(catalog: &'static Catalog) -> Vec<Source> {
        let keeping = catalog.registers.iter().filter(|register| !register.kept.is_empty());
        keeping.map(|register| Source::of(catalog, register)).collect()
    }

    fn of(catalog: &'static Catalog, register: &'static Register) -> Source {
        let id = print(&format!("{} {:?} {:?}", register.name, register.life, register.kept));
        let mut source = Source {
            register,
            id,
            own: Wanted::default(),
            links: Vec::new(),
            dims: Vec::new(),
            sums: Vec::new(),
            families: Vec::new(),
        };
        for kept in &register.kept {
            for path in &kept.values {
                source.tell(catalog, path, true, kept.edge);
            }
            for path in &kept.filled {
                source.tell(catalog, path, false, kept.edge);
            }
            for path in &kept.sums {
                source.sum(path);
            }
            let picks = kept.values.iter().map(|path| (path, true));
            let picks = picks.chain(kept.filled.iter().map(|path| (path, false)));
            let place = |path: &str| source.dims.iter().position(|dim| dim.path == path);
            let picks = picks.filter_map(|(path, whole)| Some((place(path)?, whole))).collect();
            let id = print(&format!("{id} {}", kept.name));
            source.families.push(Family { id, kept, picks });
        }
        source
    }

    fn sum(&mut self, path: &'static str) {
        let Some(field) = self.register.field(path) else { return };
        if self.sums.iter().any(|want| want.name == path) || self.sums.len() == MOST_SUMS {
            return;
        }
        let at = if field.dated {
            self.register.dated_position(path)
        } else {
            self.register.position(path)
        };
        let at = at.unwrap_or(usize::MAX);
        self.sums.push(Want { name: path, at, dated: field.dated, whole: true });
    }

    fn tell(&mut self, catalog: &'static Catalog, path: &'static str, whole: bool, edge: Edge) {
        let of_last = edge == Edge::Last;
        let placed = match path.split_once('.') {
            None => self.own.place(self.register, path, whole).map(|want| (None, want)),
            Some((link, rest)) => self.link(catalog, link).and_then(|at| {
                let linked = self.links.get_mut(at)?;
                Some((Some(at), linked.wanted.place(linked.to, rest, whole)?))
            }),
        };
        let Some((link, want)) = placed else { return };
        match self.dims.iter_mut().find(|dim| dim.path == path) {
            Some(dim) => dim.of_last &= of_last,
            None => self.dims.push(Dim { path, link, dated: want.dated, at: want.at, of_last }),
        }
    }

    fn link(&mut self, catalog: &'static Catalog, link: &'static str) -> Option<usize> {
        if let Some(at) = self.links.iter().position(|linked| linked.field == link) {
            return Some(at);
        }
        let at = self.register.position(link)?;
        let to = catalog.register(self.register.field(link)?.to)?;
        self.links.push(Linked { field: link, at, to, wanted: Wanted::default() });
        Some(self.links.len() - 1)
    }

    /// The column of the owning node.
    pub fn owner(&self) -> &'static str {
        self.register.owner_field().unwrap_or("id")
    }

    /// The family of a declaration.
    pub fn family(&self, kept: &Kept) -> Option<&Family> {
        self.families.iter().find(|family| family.kept.name == kept.name)
    }

    /// The fields of the first and of the last day.
    pub fn life(&self) -> (&'static str, &'static str) {
        self.register.life.unwrap_or_default()
    }
}
