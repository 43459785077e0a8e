//! Laws of procedures: whatever waits has a last day and somebody who owes the answer, and there is a way
//! out of it for them.

use crate::register::{Catalog, Register};
use crate::workflow::{State, Step, Workflow};

/// Every law of procedures that a register breaks.
pub fn laws(catalog: &Catalog, register: &Register, faults: &mut Vec<String>) {
    let Some(flow) = &register.flow else { return };
    let mut fault = |text: String| faults.push(format!("{}: procedure: {text}", register.name));
    if !flow.state.dated || !flow.state.computed || register.field(flow.state.name).is_none() {
        fault("its state is no dated computed field of the register".into());
    }
    let codes = flow.state.list.map_or(&[][..], |list| list.items);
    for (code, _, _) in codes {
        match flow.meaning(code) {
            None => fault(format!("{code} has no meaning")),
            Some(state) => {
                if let Some(text) = state_fault(flow, state) {
                    fault(format!("{code} {text}"));
                }
            }
        }
    }
    for state in &flow.states {
        if codes.iter().all(|(code, _, _)| *code != state.code) {
            fault(format!("{} is no state", state.code));
        }
    }
    let mut seen: Vec<&str> = Vec::new();
    for step in &flow.steps {
        if seen.contains(&step.code) {
            fault(format!("{} is declared twice", step.code));
        }
        seen.push(step.code);
        for text in step_faults(catalog, register, flow, step) {
            fault(format!("{} {text}", step.code));
        }
    }
    for part in &flow.parts {
        let other = catalog.register(part.register);
        if other.is_none_or(|other| other.field(part.link).is_none()) {
            fault(format!("no part {}.{}", part.register, part.link));
        }
    }
    for link in flow.links.iter().chain(&flow.waits_with) {
        if register.field(link).is_none_or(|field| field.to.is_empty()) {
            fault(format!("{link} is no link"));
        }
    }
}

fn state_fault(flow: &Workflow, state: &State) -> Option<&'static str> {
    let reached = flow.first() == state.code || flow.steps.iter().any(|s| s.to == state.code);
    if !reached {
        return Some("is never reached");
    }
    if state.ended.is_some() {
        let left = flow.steps.iter().any(|step| step.from.contains(&state.code));
        return left.then_some("is a last state that is left again");
    }
    if state.rests {
        let owes = state.clock.is_some() || !state.owed_by.is_empty();
        return owes.then_some("rests and owes something");
    }
    if state.owed_by.is_empty() || state.owed.is_empty() {
        return Some("waits for nobody");
    }
    if state.clock.is_none() {
        return Some("waits without a last day");
    }
    if flow.stage_of(state.code).is_none() {
        return Some("stands on no stage");
    }
    let out = |step: &&Step| {
        step.from.contains(&state.code)
            && step.by.iter().any(|role| state.owed_by.iter().any(|owes| owes.code == role.code))
    };
    flow.steps.iter().find(out).is_none().then_some("cannot be left by who owes it")
}

fn step_faults(
    catalog: &Catalog,
    register: &Register,
    flow: &Workflow,
    step: &Step,
) -> Vec<String> {
    let mut faults = Vec::new();
    for code in step.from.iter().chain([&step.to]) {
        if flow.meaning(code).is_none() {
            faults.push(format!("names no state {code}"));
        }
    }
    for name in step.asks.iter().chain(&step.takes).filter(|name| register.field(name).is_none()) {
        faults.push(format!("asks for no field {name}"));
    }
    if let Some(link) = step.at {
        let tree = register.field(link).and_then(|link| catalog.register(link.to));
        if tree.is_none_or(|tree| tree.tree().is_none()) {
            faults.push(format!("is made at {link}, which leads to no node of the tree"));
        }
    }
    for kind in step.papers.iter().filter(|kind| register.attachment(kind).is_none()) {
        faults.push(format!("needs no kind of attachment {kind}"));
    }
    for code in step.checks.iter().filter(|code| flow.checks.iter().all(|c| c.code != **code)) {
        faults.push(format!("needs no check {code}"));
    }
    for code in step.apart_from.iter().filter(|code| flow.find_step(code).is_none()) {
        faults.push(format!("is apart from no step {code}"));
    }
    for role in step.by.iter().filter(|role| catalog.role(role.code).is_none()) {
        faults.push(format!("is made by no role {}", role.code));
    }
    faults
}
