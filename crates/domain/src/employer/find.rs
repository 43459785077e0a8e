//! Which employer a row is about: by its code, else by name and division. Never a guess.

use super::register::EMPLOYERS;
use crate::planning::{Found, by_code, by_name, may_equal, text_of};
use kernel::sheet::{Ask, CellFault, Snapshot, World};
use kernel::text;
use std::sync::Arc;

/// Who is meant.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Full name.
    pub name: String,
    /// Checked code.
    pub code: Option<String>,
    /// Division it lies in.
    pub division: String,
    /// The columns of name and code, for faults.
    pub columns: (&'static str, &'static str),
}

/// The questions for [`find`].
pub fn asks(name: &str, code: Option<&str>) -> Vec<Ask> {
    let code = code.map(|code| by_code(EMPLOYERS, code));
    code.into_iter().chain([by_name(EMPLOYERS, name)]).collect()
}

/// The employer that is meant.
pub fn find(world: &World, wanted: &Wanted) -> Result<Found, CellFault> {
    if let Some(code) = &wanted.code
        && let Some(found) = world.ask(&by_code(EMPLOYERS, code)).first()
    {
        return same_code(found, wanted);
    }
    let living = |found: &&Arc<Snapshot>| {
        let until = found.record.value("delisted_on").as_day();
        found.mine && until.is_none_or(|day| day > world.facts.today)
    };
    let here = |found: &&Arc<Snapshot>| may_equal(&text_of(found, "division"), &wanted.division);
    let named: Vec<&Arc<Snapshot>> =
        world.ask(&by_name(EMPLOYERS, &wanted.name)).iter().filter(living).filter(here).collect();
    let code = wanted.code.as_deref().unwrap_or_default();
    let agree = |found: &&&Arc<Snapshot>| may_equal(&text_of(found, "code"), code);
    let agreeing: Vec<&&Arc<Snapshot>> = named.iter().filter(agree).collect();
    match (agreeing.as_slice(), named.first()) {
        ([only], _) => Ok(Found::Known((**only).clone())),
        ([], None) => Ok(Found::New),
        ([], Some(other)) => Ok(Found::Like {
            record: (*other).clone(),
            reason: format!("台账上的“{}”同名，统一社会信用代码不同", wanted.name),
            other: true,
        }),
        (many, _) => {
            let expected = format!("有{}家同名单位，请填统一社会信用代码", many.len());
            Err(CellFault::new(wanted.columns.0, expected))
        }
    }
}

fn same_code(found: &Arc<Snapshot>, wanted: &Wanted) -> Result<Found, CellFault> {
    if !found.mine {
        let expected = "这个统一社会信用代码不能在这里登记，请核对；确认无误的报县总工会处理";
        return Err(CellFault::new(wanted.columns.1, expected));
    }
    if text_of(found, "name_key") == text::fold(&wanted.name) {
        return Ok(Found::Known(found.clone()));
    }
    let known = text_of(found, "name");
    let reason = format!("统一社会信用代码与台账上的“{known}”相同，单位名称不同");
    Ok(Found::Like { record: found.clone(), reason, other: false })
}
