//! What a row of a sheet says in columns of local fields goes into the records that the row is about.

use super::Local;
use crate::field::FieldDef;
use crate::register::Register;
use crate::sheet::{CellFault, Plan, SheetRow, Snapshot, Step, World};
use crate::value::Value;
use std::sync::Arc;

/// A filled cell of a local field.
type Given<'a> = (&'a FieldDef, Local, &'a Value);

/// The plan of a row with the values of its local columns, without steps that change nothing. A value
/// whose record the row does not touch is not lost in silence: the row is refused with the reason.
pub fn filled(plan: Plan, row: &SheetRow, world: &World) -> Plan {
    let cells = row.sheet.columns.iter().zip(&row.values);
    let given: Vec<Given> = cells
        .filter(|(_, value)| !value.is_null())
        .filter_map(|(column, value)| Some((&column.field, column.field.local?, value)))
        .collect();
    let with = |steps: Vec<Step>, blank_only: bool| put(steps, &given, world, blank_only);
    match plan {
        Plan::Write(steps) => with(steps, false).map_or_else(Plan::Reject, Plan::Write),
        Plan::Doubtful(mut doubt) => {
            // An answer under which a value has no place is not offered.
            doubt.fill = doubt.fill.and_then(|steps| with(steps, true).ok());
            doubt.correct = doubt.correct.and_then(|steps| with(steps, false).ok());
            doubt.other = doubt.other.and_then(|steps| with(steps, false).ok());
            Plan::Doubtful(doubt)
        }
        Plan::Reject(faults) => Plan::Reject(faults),
    }
}

fn put(
    mut steps: Vec<Step>,
    given: &[Given],
    world: &World,
    blank_only: bool,
) -> Result<Vec<Step>, Vec<CellFault>> {
    let mut faults = Vec::new();
    for (field, local, value) in given {
        let Some(step) = about(&mut steps, local.of) else {
            let expected = format!("这一行没有写到哪条记录，“{}”没处填", field.title);
            faults.push(CellFault::new(field.name, expected));
            continue;
        };
        match step {
            Step::Add { values, .. } => values.push((field.name, (*value).clone())),
            Step::Edit { register, id, values, .. } => {
                let old = known(world, register, *id).map(|now| now.record.value(field.name));
                let differs = old.is_none_or(|old| old != *value && (old.is_null() || !blank_only));
                if differs {
                    values.push((field.name, (*value).clone()));
                }
            }
        }
    }
    if faults.is_empty() { Ok(without_idle(steps, given)) } else { Err(faults) }
}

/// The step about the record that the row describes: a new one, else the last that is edited; a transfer
/// closes one membership before it opens another.
fn about<'a>(steps: &'a mut [Step], of: &str) -> Option<&'a mut Step> {
    let added = |step: &Step| matches!(step, Step::Add { register, .. } if *register == of);
    let edited = |step: &Step| matches!(step, Step::Edit { register, .. } if *register == of);
    let at = steps.iter().position(added).or_else(|| steps.iter().rposition(edited))?;
    steps.get_mut(at)
}

fn known<'a>(world: &'a World, register: &str, id: i64) -> Option<&'a Arc<Snapshot>> {
    let named = |of: &Register| of.name == register;
    let mut all = world.answers.values().flatten();
    all.find(|found| named(found.record.register) && found.record.id == id)
}

/// Leaves out the edits that change nothing; what points to steps behind them points on.
fn without_idle(steps: Vec<Step>, given: &[Given]) -> Vec<Step> {
    let idle = |step: &Step| matches!(step, Step::Edit { values, .. } if values.is_empty());
    if !steps.iter().any(idle) {
        return steps;
    }
    let mut places = Vec::new();
    let mut kept = 0;
    for step in &steps {
        places.push(kept);
        kept += i64::from(!idle(step));
    }
    let moved = |value: &mut Value| {
        if let Value::Int(mark) = value
            && *mark < 0
            && let Some(place) = usize::try_from(-1 - *mark).ok().and_then(|at| places.get(at))
        {
            *value = crate::sheet::new_record(*place);
        }
    };
    let mut left: Vec<Step> = steps.into_iter().filter(|step| !idle(step)).collect();
    for step in &mut left {
        let (Step::Add { values, .. } | Step::Edit { values, .. }) = step;
        // A number of a local field may be below nothing, and is no placeholder.
        let own = |name: &str| given.iter().any(|(field, ..)| field.name == name);
        for (_, value) in values.iter_mut().filter(|(name, _)| !own(name)) {
            moved(value);
        }
    }
    left
}
