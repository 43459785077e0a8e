//! Laws of what people ask for on their own phone: it is asked in fields that exist, and nothing is left out.

use crate::field::{FieldDef, Kind};
use crate::own::Ask;
use crate::register::{Catalog, Register};

/// Every law of what people ask for that a register breaks.
pub fn laws(catalog: &Catalog, register: &Register, faults: &mut Vec<String>) {
    let named = |text: String| format!("{}: {text}", register.name);
    faults.extend(broken(catalog, register).into_iter().map(named));
}

fn broken(catalog: &Catalog, register: &Register) -> Vec<String> {
    let Some(own) = register.own else { return Vec::new() };
    let mut faults = Vec::new();
    let loose = |field: &FieldDef| field.kind != Kind::Link || field.dated;
    if !own.link.is_empty() && register.field(own.link).is_none_or(loose) {
        faults.push(format!("is seen through {}, which is no fixed link", own.link));
    }
    if !own.valid.is_empty() && register.flow.is_none() {
        faults.push("is valid in states and has none".into());
    }
    let Some(ask) = own.ask else { return faults };
    let person = register.field(own.link).and_then(|link| catalog.register(link.to));
    let known = |name: &str| match name.split_once('.') {
        None => register.field(name).is_some(),
        Some((link, field)) => {
            link == own.link && person.is_some_and(|person| person.field(field).is_some())
        }
    };
    let fields = ask.steps.iter().flat_map(|page| page.fields);
    for name in fields.chain(ask.fills.iter().map(|fill| &fill.0)).filter(|name| !known(name)) {
        faults.push(format!("asks people for no field {name}"));
    }
    faults.extend(left_out(register, &ask));
    faults.extend(along(catalog, register, &ask));
    if !ask.pictures.is_empty() && register.attachment(ask.pictures).is_none() {
        faults.push(format!("takes no kind of attachment {}", ask.pictures));
    }
    if !ask.signed.is_empty() && register.attachment(ask.signed).is_none() {
        faults.push(format!("is signed on no kind of attachment {}", ask.signed));
    }
    faults
}

/// What people are asked along to exists, and fills what is not asked.
fn along(catalog: &Catalog, register: &Register, ask: &Ask) -> Vec<String> {
    let Some(invited) = ask.invited else { return Vec::new() };
    let to = register.field(invited.link).and_then(|link| catalog.register(link.to));
    let Some((to, flow)) = to.and_then(|to| Some((to, to.flow.as_ref()?))) else {
        return vec![format!(
            "asks people along by {}, behind which is no procedure",
            invited.link
        )];
    };
    let mut faults = Vec::new();
    for state in invited.states.iter().filter(|state| flow.meaning(state).is_none()) {
        faults.push(format!("asks people along in no state {state}"));
    }
    for (own, there) in invited.fills {
        if register.field(own).is_none() || to.field(there).is_none() {
            faults.push(format!("fills {own} from no field {there}"));
        }
    }
    if catalog.parameters.iter().all(|known| known.name != invited.wanted.name) {
        faults.push(format!("wants as many as no parameter {} says", invited.wanted.name));
    }
    faults
}

/// What a record must have and nobody gives.
fn left_out(register: &Register, ask: &Ask) -> Vec<String> {
    let mut faults = Vec::new();
    let given = |name: &str| {
        let asked = ask.steps.iter().any(|page| page.fields.contains(&name));
        asked || ask.fills.iter().any(|fill| fill.0 == name)
    };
    let computed = |field: &&FieldDef| !field.computed && field.required;
    let owner = register.owned_with.and(register.owner_field());
    for field in register.fields.iter().filter(computed).filter(|f| owner != Some(f.name)) {
        if !given(field.name) {
            faults.push(format!("does not ask people for {}", field.name));
        }
    }
    faults
}
