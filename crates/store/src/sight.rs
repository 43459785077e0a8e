//! What a reader may ask about: a field that is hidden from them cannot be a column, a condition, a
//! sort order or a group, by whatever path it is named; nor can a list look through a link at records
//! that the reader could not open.

use crate::ctx::{Ctx, Nodes};
use crate::error::{Result, StoreError};
use crate::tree::Tree;
use kernel::access::Act;
use kernel::field::FieldDef;
use kernel::indicator::{Cond, Indicator, Measure, Time};
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
        self.ctx.hidden(register, self.tree).contains(&field.name)
    }

    /// Every register and field on a path's way, a carried column by its own name included.
    fn route(
        &self,
        register: &'static Register,
        path: &str,
    ) -> Option<Vec<(&Register, &FieldDef)>> {
        if let Some((link, field, _)) = register.carried().find(|(_, _, column)| column == path) {
            let linked = self.catalog.register(register.field(link)?.to)?;
            return Some(vec![(linked, field)]);
        }
        kernel::laws::route(self.catalog, register, path)
    }

    /// A path of a list: seen, and through a link only what is carried here unless the reader may
    /// open every record of the other register. Unknown paths are told as such elsewhere.
    pub fn column(&self, register: &'static Register, path: &str) -> Result<()> {
        self.path(register, path)?;
        let way = kernel::laws::route(self.catalog, register, path).unwrap_or_default();
        // What is carried of the first linked record stands in the row itself.
        let mut steps = path.split('.');
        let carried = steps.next().zip(steps.next()).is_some_and(|(link, rest)| {
            register.carried().any(|(to, field, _)| to == link && field.name == rest)
        });
        let mut beyond = way.iter().skip(if carried { 2 } else { 1 });
        if beyond.all(|(linked, _)| self.whole(linked)) {
            return Ok(());
        }
        Err(StoreError::Forbidden)
    }

    fn whole(&self, register: &Register) -> bool {
        self.ctx.nodes(register, Act::Read, self.tree) == Nodes::All
    }

    fn path(&self, register: &'static Register, path: &str) -> Result<()> {
        let way = self.route(register, path).unwrap_or_default();
        if way.iter().any(|(owner, field)| self.hides(owner, field)) {
            return Err(StoreError::Forbidden);
        }
        Ok(())
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
            if let Some(path) = dim.kind.path() {
                self.path(register, path)?;
            }
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
