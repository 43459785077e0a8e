//! What a reader may ask about: a field that is hidden from them cannot be a column, a condition, a
//! sort order or a group, by whatever path it is named; nor can a list look through a link at records
//! that the reader could not open.

use crate::ctx::{Ctx, Nodes};
use crate::error::{Result, StoreError};
use crate::tree::Tree;
use kernel::access::Act;
use kernel::field::FieldDef;
use kernel::indicator::{Cond, DimKind, Indicator, Measure, Time};
use kernel::register::{Catalog, Register};

/// The eyes of one reader.
pub(crate) struct Sight<'a> {
    pub catalog: &'static Catalog,
    pub ctx: &'a Ctx,
    pub tree: &'a Tree,
}

impl Sight<'_> {
    /// Whether the reader never sees this field.
    pub fn hides(&self, register: &Register, field: &FieldDef) -> bool {
        self.ctx.hidden(register).contains(&field.name)
    }

    /// The register and field of a path, a carried column by its own name included.
    fn resolve(&self, register: &'static Register, path: &str) -> Option<(&Register, &FieldDef)> {
        if let Some((link, field, _)) = register.carried().find(|(_, _, column)| column == path) {
            let linked = self.catalog.register(register.field(link)?.to)?;
            return Some((linked, field));
        }
        kernel::laws::resolve(self.catalog, register, path)
    }

    /// A path of a list: seen, and through a link only what is carried here unless the reader may
    /// open every record of the other register. Unknown paths are told as such elsewhere.
    pub fn column(&self, register: &'static Register, path: &str) -> Result<()> {
        self.path(register, path)?;
        let Some((link, rest)) = path.split_once('.') else { return Ok(()) };
        let carried = register.carried().any(|(to, field, _)| to == link && field.name == rest);
        let linked = register.field(link).and_then(|field| self.catalog.register(field.to));
        if carried || linked.is_none_or(|linked| self.whole(linked)) {
            return Ok(());
        }
        Err(StoreError::Forbidden)
    }

    fn whole(&self, register: &Register) -> bool {
        self.ctx.nodes(register, Act::Read, self.tree) == Nodes::All
    }

    fn path(&self, register: &'static Register, path: &str) -> Result<()> {
        match self.resolve(register, path) {
            Some((owner, field)) if self.hides(owner, field) => Err(StoreError::Forbidden),
            _ => Ok(()),
        }
    }

    /// A condition of a list.
    pub fn condition(&self, register: &'static Register, cond: &Cond) -> Result<()> {
        self.each(register, cond, &|register, path| self.column(register, path), &|other| {
            if self.whole(other) { Ok(()) } else { Err(StoreError::Forbidden) }
        })
    }

    /// Everything a declared indicator and its breakdown look at. Counting through links is what
    /// it is declared for; hidden fields stay hidden.
    pub fn indicator(
        &self,
        register: &'static Register,
        indicator: &Indicator,
        by: &[String],
    ) -> Result<()> {
        for cond in &indicator.when {
            self.each(register, cond, &|register, path| self.path(register, path), &|_| Ok(()))?;
        }
        for path in &indicator.needs {
            self.path(register, path)?;
        }
        if let Measure::Sum(path) | Measure::Distinct(path) = &indicator.measure {
            self.path(register, path)?;
        }
        if let Time::Flow(path) = &indicator.time {
            self.path(register, path)?;
        }
        for dim in indicator.dims.iter().filter(|dim| by.contains(&dim.name)) {
            let (DimKind::Field(path) | DimKind::Map(path, _) | DimKind::Age(path, _)) = &dim.kind;
            self.path(register, path)?;
        }
        Ok(())
    }

    fn each(
        &self,
        register: &'static Register,
        cond: &Cond,
        path: &dyn Fn(&'static Register, &str) -> Result<()>,
        other: &dyn Fn(&'static Register) -> Result<()>,
    ) -> Result<()> {
        match cond {
            Cond::Is(asked, _)
            | Cond::IsNot(asked, _)
            | Cond::AtLeast(asked, _)
            | Cond::AtLeastSetting(asked, _)
            | Cond::AtMost(asked, _)
            | Cond::Begins(asked, _)
            | Cond::Filled(asked)
            | Cond::Empty(asked) => path(register, asked),
            Cond::Not(inner) => self.each(register, inner, path, other),
            Cond::Any(inner) => {
                inner.iter().try_for_each(|cond| self.each(register, cond, path, other))
            }
            Cond::Has { register: name, link, when } => {
                let Some(linked) = self.catalog.register(name) else { return Ok(()) };
                other(linked)?;
                path(linked, link)?;
                when.iter().try_for_each(|cond| self.each(linked, cond, path, other))
            }
        }
    }
}
