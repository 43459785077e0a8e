//! Tables as they were once known: what still stands in them, and what has been superseded since.

use super::{Known, Paths};
use crate::codec::{self, fixed_columns};
use crate::sql::{Sql, name};
use kernel::field::FieldDef;
use kernel::register::Register;

impl Paths<'_> {
    /// A field of a linked record, by the expression of its key.
    pub(super) fn once_linked(
        &mut self,
        to: &Register,
        alias: &str,
        field: &FieldDef,
        ranges: &[(i64, i64)],
        key: &str,
    ) -> String {
        if field.dated {
            return self.once_on_day(to, alias, field, ranges, key);
        }
        self.either(to.name, alias, ranges, |alias| Sql::new(format!("{alias}.id = {key}")));
        one_of(alias, |alias| codec::column(self.dialect, alias, field))
    }

    /// The value that was known to hold on the asked day.
    pub(super) fn once_on_day(
        &mut self,
        register: &Register,
        alias: &str,
        field: &FieldDef,
        ranges: &[(i64, i64)],
        key: &str,
    ) -> String {
        let (span, day) = (format!("{alias}_on"), self.day_sql());
        let on = |span: &str| {
            Sql::new(format!("{span}.id = {key} AND {span}.from_day <= "))
                .then(day.clone())
                .add(&format!(" AND {span}.until_day > "))
                .then(day.clone())
        };
        self.either(&format!("{}_span", register.name), &span, ranges, on);
        one_of(&span, |span| format!("{span}.{}", name(field.name)))
    }

    /// Joins what stands and what has been superseded. Of both at most one row was known, and each is found
    /// by its key: put together first, all rows would be copied to be searched.
    fn either(
        &mut self,
        table: &str,
        alias: &str,
        ranges: &[(i64, i64)],
        on: impl Fn(&str) -> Sql,
    ) {
        let was = was(alias);
        let join = |table: &str, alias: &str| {
            let sql = Sql::new(format!(" LEFT JOIN {} {alias} ON ", name(table))).then(on(alias));
            sql.add(" AND ").then(known(&format!("{alias}.made_seq"), ranges))
        };
        let stands = join(table, alias);
        let superseded = join(&format!("{table}_history"), &was).add(" AND NOT ");
        let superseded = superseded.then(known(&format!("{was}.ended_seq"), ranges));
        self.join(alias, stands);
        self.join(&was, superseded);
    }
}

/// The alias of what has been superseded.
fn was(alias: &str) -> String {
    format!("{alias}_was")
}

/// The value in whichever was known. SQLite takes no such value for a reason to make the joins inner ones,
/// begin with them, and multiply two whole tables.
fn one_of(alias: &str, column: impl Fn(&str) -> String) -> String {
    format!("COALESCE({}, {})", column(alias), column(&was(alias)))
}

fn known(column: &str, ranges: &[(i64, i64)]) -> Sql {
    let one = |range: &(i64, i64)| {
        Sql::new(format!("{column} BETWEEN ")).bind(range.0).add(" AND ").bind(range.1)
    };
    Sql::new("(").then(Sql::join(ranges.iter().map(one).collect(), " OR ", "1=0")).add(")")
}

/// The rows of a register as known when, under an alias; `among` is a further condition on them.
pub(super) fn source(register: &Register, alias: &str, when: &Known, among: &Sql) -> Sql {
    let Known::At(ranges) = when else {
        return Sql::new(format!("{} {alias}", name(register.name)));
    };
    let columns = format!("id, version, voided{}", fixed_columns(register));
    Sql::new(format!("(SELECT {columns} FROM {} WHERE ", name(register.name)))
        .then(known("made_seq", ranges))
        .then(among.clone())
        .add(&format!(
            " UNION ALL SELECT {columns} FROM {} WHERE ",
            name(&format!("{}_history", register.name))
        ))
        .then(known("made_seq", ranges))
        .add(" AND NOT ")
        .then(known("ended_seq", ranges))
        .then(among.clone())
        .add(&format!(") {alias}"))
}
