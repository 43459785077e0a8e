//! What must hold for every definition. The domain's test calls [`broken`] over its catalog.

mod flow;
mod own;

use crate::attachment::AttachmentKind;
use crate::field::{FieldDef, Kind};
use crate::indicator::{Cond, DimKind, Indicator, Measure, Time};
use crate::kept;
use crate::register::{Catalog, Owner, Register};

/// Every law that the catalog breaks, in words that name the definition.
pub fn broken(catalog: &Catalog) -> Vec<String> {
    let mut faults = Vec::new();
    for register in &catalog.registers {
        register_laws(catalog, register, &mut faults);
    }
    for indicator in &catalog.indicators {
        indicator_laws(catalog, indicator, &mut faults);
    }
    for sheet in &catalog.sheets {
        if catalog.register(sheet.register).is_none() {
            faults.push(format!("{}: no register {}", sheet.code, sheet.register));
        }
    }
    for (code, _) in catalog.watched.iter().filter(|one| catalog.indicator(one.0).is_none()) {
        faults.push(format!("{code}: is watched and is no indicator"));
    }
    for (code, gap) in &catalog.gaps {
        gap_laws(catalog, code, gap, &mut faults);
    }
    unique_names(catalog, &mut faults);
    faults
}

/// What is still to be done is rows that can be shown.
fn gap_laws(catalog: &Catalog, code: &str, gap: &str, faults: &mut Vec<String>) {
    if catalog.indicator(code).is_none() {
        faults.push(format!("{code}: has a gap and is no indicator"));
    }
    if catalog.indicator(gap).is_none_or(|gap| gap.parts().is_some()) {
        faults.push(format!("{code}: its gap {gap} has no rows"));
    }
}

fn unique_names(catalog: &Catalog, faults: &mut Vec<String>) {
    let mut names: Vec<&str> = catalog.registers.iter().map(|register| register.name).collect();
    names.extend(catalog.indicators.iter().map(|indicator| indicator.code.as_str()));
    names.sort_unstable();
    for pair in names.windows(2) {
        if let [first, second] = pair
            && first == second
        {
            faults.push(format!("{first} is declared twice"));
        }
    }
}

fn register_laws(catalog: &Catalog, register: &Register, faults: &mut Vec<String>) {
    let mut fault = |text: String| faults.push(format!("{}: {text}", register.name));
    if register.label.is_empty() || register.field(register.label).is_none() {
        fault("has no label field".into());
    }
    if register.about.is_empty() {
        fault("does not say what it keeps".into());
    }
    for field in &register.fields {
        if let Some(text) = field_fault(catalog, register, field) {
            fault(format!("{}: {text}", field.name));
        }
        if register.fields.iter().filter(|other| other.name == field.name).count() > 1 {
            fault(format!("{} is declared twice", field.name));
        }
    }
    let known = |name: &str| {
        register.field(name).is_some() || register.carried().any(|(_, _, column)| column == name)
    };
    for name in register.columns.iter().chain(&register.sorts) {
        if !known(name) {
            fault(format!("no field or carried field {name}"));
        }
    }
    for text in together_faults(catalog, register) {
        fault(text);
    }
    if register.life.is_some() != register.standing.is_some() {
        fault("does not say how those whose life has ended are called, or has no life".into());
    }
    if let Owner::Union(field) = register.owner
        && register.field(field).is_none_or(|field| field.kind != Kind::Link || field.dated)
    {
        fault("is owned through a field that is no fixed link".into());
    }
    if let Some(text) = owned_with_fault(catalog, register) {
        fault(text.into());
    }
    for text in linked_faults(catalog, register) {
        fault(text);
    }
    if let Some(text) = goals_fault(register) {
        fault(text.into());
    }
    for text in official_faults(catalog, register) {
        fault(text);
    }
    for kind in &register.attachments {
        if let Some(text) = attachment_fault(register, kind) {
            fault(format!("attachments {}: {text}", kind.code));
        }
    }
    for (name, _) in register.beginnings.iter().flatten() {
        if register.field(name).is_none() {
            fault(format!("begins with a value of no field {name}"));
        }
    }
    if register.permits.is_empty() {
        fault("nobody may read it".into());
    }
    kept_laws(catalog, register, faults);
    flow::laws(catalog, register, faults);
    own::laws(catalog, register, faults);
}

/// What is kept summed must be found in the register or through one link, and be short enough to be
/// told apart.
fn kept_laws(catalog: &Catalog, register: &Register, faults: &mut Vec<String>) {
    let mut fault = |text: String| faults.push(format!("{}: {text}", register.name));
    if register.kept.len() > kept::MOST {
        fault(format!("keeps {} families of sums", register.kept.len()));
    }
    if !register.kept.is_empty()
        && (register.life.is_none() || matches!(register.owner, Owner::Shown))
    {
        fault("keeps sums without a life or an owner".into());
    }
    let mut sums: Vec<&str> = register.kept.iter().flat_map(|kept| kept.sums.clone()).collect();
    sums.sort_unstable();
    sums.dedup();
    if sums.len() > kept::MOST_SUMS {
        fault(format!("keeps sums of {} fields", sums.len()));
    }
    for path in sums {
        if register.field(path).is_none_or(|field| !matches!(field.kind, Kind::Int | Kind::Money)) {
            fault(format!("{path} cannot be summed"));
        }
    }
    for kept in &register.kept {
        for path in &kept.values {
            let short = |field: &FieldDef| matches!(field.kind, Kind::Choice | Kind::YesNo);
            if !resolve(catalog, register, path).is_some_and(|(_, field)| short(field)) {
                fault(format!("{}: {path} is not one of a short list", kept.name));
            }
        }
        for path in &kept.filled {
            if resolve(catalog, register, path).is_none() {
                fault(format!("{}: no field {path}", kept.name));
            }
        }
    }
}

/// A kind of attachment is hidden from a role by its code, as a field is by its name.
fn attachment_fault(register: &Register, kind: &AttachmentKind) -> Option<&'static str> {
    let same = register.attachments.iter().filter(|other| other.code == kind.code).count();
    if kind.code.is_empty() || kind.title.is_empty() {
        Some("no code or no title")
    } else if same > 1 || register.field(kind.code).is_some() {
        Some("the code names something else too")
    } else if !(1..=AttachmentKind::MOST).contains(&kind.most) {
        Some("none of it may be kept, or too many")
    } else {
        None
    }
}

/// What is registered together is asked for whole.
fn together_faults(catalog: &Catalog, register: &Register) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(told) = register.together else { return faults };
    let of = register.field(told.link).and_then(|link| catalog.register(link.to));
    let known = |name: &&str| of.is_some_and(|of| of.field(name).is_some());
    for name in told.fields.iter().chain([&told.by]).chain(&told.kind) {
        if !known(name) {
            faults.push(format!("together with {}: no field {name}", told.link));
        }
    }
    for field in of.iter().flat_map(|of| of.fields.iter()).filter(|field| field.required) {
        if !told.fields.contains(&field.name) {
            faults.push(format!("together with {}: {} is not asked for", told.link, field.name));
        }
    }
    faults
}

/// Who reads it besides is a node; what follows from a linked record is a computed field here and of the same
/// kind there.
fn linked_faults(catalog: &Catalog, register: &Register) -> Vec<String> {
    let mut faults = Vec::new();
    for link in &register.seen_by {
        let tree = register.field(link).and_then(|link| catalog.register(link.to));
        if tree.is_none_or(|tree| tree.tree().is_none()) {
            faults.push(format!("is seen by {link}, which leads to no node of the tree"));
        }
    }
    for follows in &register.follows {
        let to = register.field(follows.link).and_then(|link| catalog.register(link.to));
        for (own, other) in &follows.fields {
            let mine = register.field(own).filter(|own| own.computed && !own.dated);
            let theirs = to.and_then(|to| to.field(other));
            if mine.zip(theirs).is_none_or(|(own, other)| own.kind != other.kind) {
                faults.push(format!("{own} does not follow from {}.{other}", follows.link));
            }
        }
    }
    faults
}

/// A goal belongs to a union, and what is known of it is fixed and of the right kind.
fn goals_fault(register: &Register) -> Option<&'static str> {
    let goals = register.goals?;
    let is = |name: &str, kind: Kind| {
        register.field(name).is_some_and(|field| field.kind == kind && !field.dated)
    };
    let itself = |field: &FieldDef| field.to == register.name;
    let indicator = register.field(goals.indicator).is_some_and(|field| field.indicator);
    let texts = [goals.indicator, goals.measured, goals.value];
    if register.owner_field().is_none() {
        Some("has goals that belong to no union")
    } else if !texts.iter().chain(goals.people).all(|name| is(name, Kind::Text)) || !indicator {
        Some("has goals without indicator, value or people")
    } else if !is(goals.from, Kind::Day) || !is(goals.due, Kind::Day) {
        Some("has goals without days")
    } else if !is(goals.at_most, Kind::YesNo) || !register.field(goals.part_of).is_some_and(itself)
    {
        Some("has goals that cannot be parts of others")
    } else {
        None
    }
}

/// What numbers, settles and prints records names fields that are there and of the right kind.
fn official_faults(catalog: &Catalog, register: &Register) -> Vec<String> {
    let mut wanted: Vec<(&str, Kind)> = Vec::new();
    let mut faults = Vec::new();
    if let Some(of) = register.numbered {
        wanted
            .extend([of.organ_name, of.word, of.written, of.order].map(|name| (name, Kind::Text)));
        wanted.extend([(of.year, Kind::Int), (of.number, Kind::Int), (of.without, Kind::YesNo)]);
        wanted.extend([(of.organ, Kind::Link), (of.kind, Kind::Choice), (of.day, Kind::Day)]);
        let series = catalog.register(of.series.register);
        let names =
            [of.series.organ, of.series.kind, of.series.word, of.series.year, of.series.begin];
        if !names.iter().all(|name| series.is_some_and(|series| series.field(name).is_some())) {
            faults.push("is numbered by a series that is not there".to_owned());
        }
    }
    if let Some(of) = register.settled {
        let state = register.field(of.state).filter(|state| state.dated);
        let list = state.and_then(|state| state.list);
        let known =
            |code: &&str| list.is_some_and(|list| list.items.iter().any(|item| item.0 == *code));
        if !of.order.iter().all(known) || !of.order.contains(&of.from) {
            faults.push("is settled by states that are not there".to_owned());
        }
        faults.extend(
            of.except
                .iter()
                .filter(|name| register.field(name).is_none())
                .map(|name| format!("is settled but for {name}, which is not there")),
        );
    }
    if let Some(of) = register.papers {
        let texts = [of.organ_name, of.number, of.title, of.signer, of.contact, of.copies];
        wanted.extend(texts.map(|name| (name, Kind::Text)));
        wanted.extend([
            (of.printed_by, Kind::Text),
            (of.void_for, Kind::Text),
            (of.text, Kind::Long),
        ]);
        wanted.extend([(of.signed_on, Kind::Day), (of.printed_on, Kind::Day)]);
        wanted.extend([
            (of.kind, Kind::Choice),
            (of.state.0, Kind::Choice),
            (of.organ, Kind::Link),
        ]);
    }
    if let Some(of) = register.own_letters {
        wanted.extend([(of.node, Kind::Link), (of.letter, Kind::Choice)]);
        if register.attachment(of.attachment).is_none_or(|kind| !kind.documents) {
            faults.push("has forms of letters that are no documents".to_owned());
        }
    }
    let wrong = wanted.into_iter().filter(|(name, kind)| {
        !name.is_empty() && register.field(name).is_none_or(|field| field.kind != *kind)
    });
    faults.extend(wrong.map(|(name, kind)| format!("{name} is no {kind:?}")));
    faults
}

/// Whose owner is also theirs must have one.
fn owned_with_fault(catalog: &Catalog, register: &Register) -> Option<&'static str> {
    let link = register.owned_with?;
    let whole = register.field(link).filter(|field| field.required && !field.dated);
    let whole = whole.and_then(|field| catalog.register(field.to));
    match whole {
        None => Some("is owned with a link that is not fixed and required"),
        Some(whole) if whole.owner_field().is_none() || whole.owned_with.is_some() => {
            Some("is owned with a record that has no owner of its own")
        }
        Some(_) => None,
    }
}

fn field_fault(catalog: &Catalog, register: &Register, field: &FieldDef) -> Option<&'static str> {
    match field.kind {
        Kind::Choice if field.list.is_none() => Some("a choice without a list"),
        Kind::Link if catalog.register(field.to).is_none() => Some("a link to no register"),
        _ if within_fault(catalog, field) => Some("is narrowed by no fixed choice or text"),
        _ if only_fault(register, field) => Some("is asked for by no choice of its own register"),
        _ if field.secret && field.dated => Some("a dated field cannot be encrypted"),
        _ if field.title.is_empty() => Some("no title"),
        _ => None,
    }
}

/// What decides whether a field is asked for is a choice that has these codes; what must always be there
/// depends on nothing.
fn only_fault(register: &Register, field: &FieldDef) -> bool {
    let Some((name, codes)) = field.only else { return false };
    let list = register.field(name).and_then(|by| by.list);
    let known = |code: &&str| list.is_some_and(|list| list.items.iter().any(|it| it.0 == *code));
    field.required || !codes.iter().all(known)
}

/// What a link is narrowed by is a fixed field of the linked register that holds these values.
fn within_fault(catalog: &Catalog, field: &FieldDef) -> bool {
    let Some((name, values)) = field.within else { return false };
    let by = catalog.register(field.to).and_then(|to| to.field(name)).filter(|by| !by.dated);
    by.is_none_or(|by| match by.list {
        Some(list) => values.iter().any(|value| list.items.iter().all(|item| item.0 != *value)),
        None => by.kind != Kind::Text,
    })
}

fn indicator_laws(catalog: &Catalog, indicator: &Indicator, faults: &mut Vec<String>) {
    let mut fault = |text: String| faults.push(format!("{}: {text}", indicator.code));
    let parts: Vec<&String> = match &indicator.measure {
        Measure::Ratio { numerator, denominator, .. } => vec![numerator, denominator],
        Measure::Minus { first, second } | Measure::Plus { first, second } => vec![first, second],
        _ => Vec::new(),
    };
    for part in &parts {
        if catalog.indicator(part).is_none() {
            fault(format!("no indicator {part}"));
        }
    }
    if !parts.is_empty() {
        return;
    }
    let Some(register) = catalog.register(&indicator.of) else {
        return fault(format!("no register {}", indicator.of));
    };
    let mut paths: Vec<&str> = indicator.needs.iter().map(String::as_str).collect();
    indicator.when.iter().for_each(|cond| cond_paths(cond, &mut paths));
    for dim in &indicator.dims {
        paths.extend(dim.kind.path());
        if matches!(dim.kind, DimKind::Under(_)) && !register.placed() {
            fault(format!("{} asks for a place of rows that have none", dim.name));
        }
    }
    match &indicator.measure {
        Measure::Sum(path) | Measure::Distinct(path) => paths.push(path),
        _ => {}
    }
    match &indicator.time {
        Time::Flow(path) => {
            // Dated values are read on this day, so that it cannot be one of them.
            if route(catalog, register, path).is_none_or(|way| way.iter().any(|hop| hop.1.dated)) {
                fault(format!("{path} is no fixed day"));
            }
        }
        Time::Stock if register.life.is_none() => fault("its register has no life".into()),
        Time::Stock => {}
    }
    for path in paths {
        if resolve(catalog, register, path).is_none() {
            fault(format!("no field {path}"));
        }
    }
}

fn cond_paths<'a>(cond: &'a Cond, paths: &mut Vec<&'a str>) {
    match cond {
        Cond::Not(inner) => cond_paths(inner, paths),
        Cond::Any(inner) => inner.iter().for_each(|cond| cond_paths(cond, paths)),
        plain => paths.extend(plain.path()),
    }
}

/// The field a path names, and the register it is in; `link.link.field` goes through links.
pub fn resolve<'a>(
    catalog: &'a Catalog,
    register: &'a Register,
    path: &str,
) -> Option<(&'a Register, &'a FieldDef)> {
    route(catalog, register, path)?.pop()
}

/// Every step of a path: the links it goes through, each in its register, and the field it names.
pub fn route<'a>(
    catalog: &'a Catalog,
    register: &'a Register,
    path: &str,
) -> Option<Vec<(&'a Register, &'a FieldDef)>> {
    let mut way: Vec<(&Register, &FieldDef)> = Vec::new();
    for step in path.split('.') {
        let at = match way.last() {
            None => register,
            Some((_, link)) if link.kind == Kind::Link => catalog.register(link.to)?,
            Some(_) => return None,
        };
        way.push((at, at.field(step)?));
    }
    Some(way)
}
