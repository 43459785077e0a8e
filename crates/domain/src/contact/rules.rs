//! What we decide of a change of number or address.

use super::register::*;
use crate::person::register::{ADDRESS as LIVES, PERSONS, PHONE as CALLED};
use kernel::codes::phone;
use kernel::prelude::*;
use kernel::verdict::verdict;
use kernel::workflow::{Case, Given, Make};

/// R-CON-01: it says what is new, and a number can be dialled.
pub fn prepare(record: &mut Record, _: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    if record.get(PHONE).is_none() && record.get(ADDRESS).is_none() {
        let say = "新手机号和新住址，至少填一样";
        refusals.push(Refusal::on("phone", say).by("R-CON-01"));
    }
    if let Some(typed) = record.get(PHONE) {
        match phone::normalise(&typed) {
            Ok(number) => record.put(PHONE, Some(number)),
            Err(error) => {
                refusals.push(Refusal::on("phone", error.to_string()).by("R-CON-01"));
            }
        }
    }
    verdict(refusals)
}

/// The person has what is new from now on.
pub fn take(case: &Case<'_>) -> Result<Vec<Make>, Vec<Refusal>> {
    let Some(person) = case.linked(case.record, PERSON.def.name) else {
        let say = "没有找到这个人，可能已和另一条合并，请到人员台账里改";
        return Err(vec![Refusal::on("person", say).by("R-CON-02")]);
    };
    let id = person.id;
    let told = |own: &'static str, to: &'static str| {
        (!case.record.value(own).is_null()).then_some((to, Given::Kept(own)))
    };
    let values = [told(PHONE.def.name, CALLED.def.name), told(ADDRESS.def.name, LIVES.def.name)];
    let values = values.into_iter().flatten().collect();
    Ok(vec![Make::Change { register: PERSONS, id, values, from: case.facts.today }])
}
