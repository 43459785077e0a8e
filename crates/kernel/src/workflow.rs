//! A procedure (流程): a record that must be decided moves through named states. The declaration says who
//! may make which step, which papers it needs, what it brings into being, and by when somebody owes an
//! answer. One clock serves all terms; see [`clock`].

pub mod case;
pub mod clock;

pub use case::{Above, Case, Found, Given, Make};
pub use clock::{Clock, Days, Moment};

use crate::access::Role;
use crate::choices::Choices;
use crate::field::{AnyField, Field, FieldDef};
use crate::verdict::{Refusal, Verdict};
use jiff::civil::Date;

/// The last day on which the answer that is owed in this state is in time.
pub const DUE_ON: Field<Date> = Field::day("due_on", "办理期限").dated().computed();
/// The day on which the running term began; it does not count itself.
pub const CLOCK_FROM: Field<Date> = Field::day("clock_from", "时限起算日").computed();
/// Days that the running term has from then on.
pub const CLOCK_DAYS: Field<i64> = Field::int("clock_days", "时限").computed().unit("天");
/// Days left of the main term while it stands still.
pub const CLOCK_LEFT: Field<i64> = Field::int("clock_left", "暂停时剩余").computed().unit("天");
/// Days of the main term by the rule of the day on which it began.
pub const GRANTED: Field<i64> = Field::int("granted_days", "规定时限").computed().unit("天");
/// The day on which the main term began.
pub const ACCEPTED_ON: Field<Date> = Field::day("accepted_on", "受理日期").computed();
/// The day on which the main term ended with an answer.
pub const ANSWERED_ON: Field<Date> = Field::day("answered_on", "办结日期").computed();
/// Days of the main term that the answer took, pauses left out.
pub const TAKEN_DAYS: Field<i64> = Field::int("taken_days", "用时").computed().unit("天");
/// Whether the answer came within the main term.
pub const IN_TIME: Field<bool> = Field::yes_no("in_time", "是否按时办结").computed();
/// The user who began it.
pub const STARTER: Field<i64> = Field::int("starter", "发起人编号").computed();
/// The name of who began it.
pub const STARTED_BY: Field<String> = Field::text("started_by", "发起人").computed();
/// The user to whom it was given; empty while whoever may takes it up.
pub const HANDLER: Field<i64> = Field::int("handler", "承办人编号").computed();
/// The name of that user.
pub const HANDLED_BY: Field<String> = Field::text("handled_by", "承办人").computed();
/// The unit to which it was offered; it is theirs only once they have taken it.
pub const OFFERED_TO: Field<i64> = Field::int("offered_to", "移交给").computed();
/// How often it was sent back.
pub const RETURNS: Field<i64> = Field::int("returns", "退回次数").computed().unit("次");
/// What was said when it was last sent back.
pub const RETURNED_FOR: Field<String> = Field::text("returned_for", "退回原因").computed();

/// Every field that a procedure adds to its register, besides the state.
pub const FIELDS: [&dyn AnyField; 16] = [
    &DUE_ON,
    &CLOCK_FROM,
    &CLOCK_DAYS,
    &CLOCK_LEFT,
    &GRANTED,
    &ACCEPTED_ON,
    &ANSWERED_ON,
    &TAKEN_DAYS,
    &IN_TIME,
    &STARTER,
    &STARTED_BY,
    &HANDLER,
    &HANDLED_BY,
    &OFFERED_TO,
    &RETURNS,
    &RETURNED_FOR,
];

/// Those of them that people ask for, besides the state; the others are the clock's own.
const SPOKEN: [&str; 8] = [
    DUE_ON.def.name,
    ACCEPTED_ON.def.name,
    ANSWERED_ON.def.name,
    TAKEN_DAYS.def.name,
    IN_TIME.def.name,
    STARTED_BY.def.name,
    HANDLED_BY.def.name,
    RETURNS.def.name,
];

/// The declaration of a procedure.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// The dated choice that is the state; a new record begins in its first one.
    pub state: FieldDef,
    /// The term that the promise is about.
    pub main: &'static Clock,
    /// The line that people see.
    pub stages: Vec<Stage>,
    /// What each state means.
    pub states: Vec<State>,
    /// What may happen.
    pub steps: Vec<Step>,
    /// What is looked at before steps.
    pub checks: Vec<Check>,
    /// Records of other registers that are looked at with it.
    pub parts: Vec<Part>,
    /// Links of the record itself whose records are looked at too.
    pub links: &'static [&'static str],
    /// A record that names another one by this link waits with that one: by itself it asks nobody.
    pub waits_with: Option<&'static str>,
    /// Who above is told when an answer is overdue.
    pub escalates_to: &'static [&'static Role],
}

/// One of the few words by which people know how far it is.
#[derive(Clone, Debug)]
pub struct Stage {
    /// 调查摸底.
    pub title: &'static str,
    /// Codes of the states beneath.
    pub states: Vec<&'static str>,
}

/// What a state means.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// Its code.
    pub code: &'static str,
    /// Who owes the next step; nobody in the last states.
    pub owed_by: &'static [&'static Role],
    /// What is owed: 出具批复.
    pub owed: &'static str,
    /// The term that runs.
    pub clock: Option<&'static Clock>,
    /// The term that stands still meanwhile.
    pub holds: Option<&'static Clock>,
    /// How it ended, in a last state.
    pub ended: Option<Ended>,
    /// The record is changed by steps alone.
    pub frozen: bool,
    /// Nothing is owed, but it goes on as soon as somebody wants it: a card that is valid.
    pub rests: bool,
}

/// How a procedure ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// As it was wished.
    Well,
    /// Without result.
    Without,
}

/// What a step does with the matter, for words and colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// On towards the end.
    On,
    /// Back, with reasons.
    Back,
    /// Broken off.
    Off,
}

/// What follows from a step on a record, or what refuses it.
pub type Follows = fn(&Case<'_>) -> Result<Vec<Make>, Vec<Refusal>>;

/// One thing that may happen.
#[derive(Clone, Debug)]
pub struct Step {
    /// Stable code.
    pub code: &'static str,
    /// A verb with its object: 出具批复.
    pub title: &'static str,
    /// States in which it may be made.
    pub from: Vec<&'static str>,
    /// The state that follows.
    pub to: &'static str,
    /// Who may make it; nobody when only other procedures do.
    pub by: &'static [&'static Role],
    /// The link whose node makes it; the owner of the record, where none is named.
    pub at: Option<&'static str>,
    /// What follows reaches into records of another unit, which agreed to it with a step before.
    pub agreed: bool,
    /// Where it leads.
    pub way: Way,
    /// Fields of the record that are asked for with it.
    pub asks: Vec<&'static str>,
    /// Fields that may be given with it and may stay empty.
    pub takes: Vec<&'static str>,
    /// Kinds of attachments that must be there.
    pub papers: &'static [&'static str],
    /// Checks that must not have failed.
    pub checks: &'static [&'static str],
    /// Reasons to choose from.
    pub reasons: Option<&'static Choices>,
    /// Codes of steps that the same person may not have made on this record.
    pub apart_from: &'static [&'static str],
    /// What follows from it, and what refuses it.
    pub then: Option<Follows>,
    /// It leaves the house or cannot be taken back: it is asked once more, with these words.
    pub lasting: &'static str,
    /// The rule that it follows.
    pub rule: &'static str,
}

/// Something that is looked at before a step.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Stable code.
    pub code: &'static str,
    /// 核对会员名册.
    pub title: &'static str,
    /// The rule behind it.
    pub rule: &'static str,
    /// Looks.
    pub look: fn(&Case<'_>) -> Finding,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// In order, and what was seen.
    Fine(String),
    /// A person should look; it does not stop the step.
    Look(String),
    /// Not in order: the step is refused.
    Wrong(String),
}

impl Finding {
    /// What was seen.
    pub fn says(&self) -> &str {
        match self {
            Finding::Fine(says) | Finding::Look(says) | Finding::Wrong(says) => says,
        }
    }
}

/// Records of another register that are looked at with a record.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The other register.
    pub register: &'static str,
    /// Its link.
    pub link: &'static str,
    /// Where the link leads: to the record itself, or to what a link of the record or of an earlier part
    /// leads to (register, link).
    pub through: Option<(&'static str, &'static str)>,
    /// Links of these records whose records are looked at too.
    pub links: &'static [&'static str],
    /// Those whose life has ended are looked at too.
    pub ended: bool,
}

/// A number that a federation sets: a term, a threshold.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Stored name.
    pub name: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// Inclusive bounds.
    pub between: (i64, i64),
    /// What holds until somebody sets it.
    pub default: &'static str,
    /// Where the default comes from.
    pub source: &'static str,
}

impl Workflow {
    /// A procedure whose promise is about this term.
    pub fn new(state: &dyn AnyField, main: &'static Clock) -> Workflow {
        Workflow {
            state: state.def(),
            main,
            stages: Vec::new(),
            states: Vec::new(),
            steps: Vec::new(),
            checks: Vec::new(),
            parts: Vec::new(),
            links: &[],
            waits_with: None,
            escalates_to: &[],
        }
    }
    /// Who above is told when an answer is overdue.
    pub fn escalates_to(mut self, roles: &'static [&'static Role]) -> Workflow {
        self.escalates_to = roles;
        self
    }
    /// Records that name another one by this link wait with that one.
    pub fn waits_with(mut self, link: &dyn AnyField) -> Workflow {
        self.waits_with = Some(link.def().name);
        self
    }
    /// The next stage of the visible line.
    pub fn stage(mut self, title: &'static str, states: &[&'static str]) -> Workflow {
        self.stages.push(Stage { title, states: states.to_vec() });
        self
    }
    /// What a state means.
    pub fn state(mut self, state: State) -> Workflow {
        self.states.push(state);
        self
    }
    /// What may happen.
    pub fn step(mut self, step: Step) -> Workflow {
        self.steps.push(step);
        self
    }
    /// What is looked at.
    pub fn check(mut self, check: Check) -> Workflow {
        self.checks.push(check);
        self
    }
    /// Records that are looked at with it.
    pub fn part(mut self, part: Part) -> Workflow {
        self.parts.push(part);
        self
    }
    /// Links of the record whose records are looked at too.
    pub fn looks_at(mut self, links: &'static [&'static str]) -> Workflow {
        self.links = links;
        self
    }
    /// The state in which a new record begins.
    pub fn first(&self) -> &'static str {
        self.state.list.and_then(|list| list.items.first()).map_or("", |item| item.0)
    }
    /// What a state means.
    pub fn meaning(&self, code: &str) -> Option<&State> {
        self.states.iter().find(|state| state.code == code)
    }
    /// What a state is called.
    pub fn title<'a>(&self, code: &'a str) -> &'a str {
        self.state.list.map_or(code, |list| list.title(code))
    }
    /// Whether a field that the procedure writes is one that people ask for.
    pub fn speaks_of(&self, field: &str) -> bool {
        self.state.name == field || SPOKEN.contains(&field)
    }
    /// A step by its code.
    pub fn find_step(&self, code: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.code == code)
    }
    /// Where a state stands on the visible line.
    pub fn stage_of(&self, code: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.states.contains(&code))
    }
    /// The states in which a role owes the next step.
    pub fn owed_by<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        let owes = move |state: &&State| state.owed_by.iter().any(|one| one.code == role);
        self.states.iter().filter(owes).map(|state| state.code)
    }
    /// Every term that it names.
    pub fn clocks(&self) -> impl Iterator<Item = &'static Clock> + '_ {
        self.states.iter().filter_map(|state| state.clock)
    }
}

impl State {
    /// A state in which somebody owes something within a term.
    pub const fn owed(
        code: &'static str,
        owed_by: &'static [&'static Role],
        owed: &'static str,
        clock: &'static Clock,
    ) -> State {
        State {
            code,
            owed_by,
            owed,
            clock: Some(clock),
            holds: None,
            ended: None,
            frozen: false,
            rests: false,
        }
    }
    /// A last state.
    pub const fn ended(code: &'static str, ended: Ended) -> State {
        let ended = Some(ended);
        let frozen = true;
        let clock = None;
        State { code, owed_by: &[], owed: "", clock, holds: None, ended, frozen, rests: false }
    }
    /// A state in which nothing is owed and that may be left again.
    pub const fn rest(code: &'static str) -> State {
        State { ended: None, rests: true, ..State::ended(code, Ended::Well) }
    }
    /// The other term stands still meanwhile.
    pub const fn holding(self, clock: &'static Clock) -> State {
        State { holds: Some(clock), ..self }
    }
    /// The record is changed by steps alone.
    pub const fn frozen(self) -> State {
        State { frozen: true, ..self }
    }
}

/// Begins the declaration of a step.
pub fn step(
    code: &'static str,
    title: &'static str,
    from: &[&'static str],
    to: &'static str,
) -> Step {
    Step {
        code,
        title,
        from: from.to_vec(),
        to,
        by: &[],
        at: None,
        agreed: false,
        way: Way::On,
        asks: Vec::new(),
        takes: Vec::new(),
        papers: &[],
        checks: &[],
        reasons: None,
        apart_from: &[],
        then: None,
        lasting: "",
        rule: "",
    }
}

impl Step {
    /// Who may make it.
    pub fn by(self, roles: &'static [&'static Role]) -> Step {
        Step { by: roles, ..self }
    }
    /// Made by the node of this link, not by the owner of the record.
    pub fn at(self, link: &dyn AnyField) -> Step {
        Step { at: Some(link.def().name), ..self }
    }
    /// What follows reaches into records of another unit, which has agreed to it before.
    pub fn agreed(self) -> Step {
        Step { agreed: true, ..self }
    }
    /// It leads back; why is chosen from this list, and said.
    pub fn back(self, reasons: &'static Choices) -> Step {
        Step { way: Way::Back, reasons: Some(reasons), ..self }
    }
    /// It breaks the matter off; why is chosen from this list, and said.
    pub fn off(self, reasons: &'static Choices) -> Step {
        Step { way: Way::Off, reasons: Some(reasons), ..self }
    }
    /// Fields of the record that are asked for with it.
    pub fn asks(mut self, fields: &[&dyn AnyField]) -> Step {
        self.asks = fields.iter().map(|field| field.def().name).collect();
        self
    }
    /// Fields that may be given with it and may stay empty.
    pub fn takes(mut self, fields: &[&dyn AnyField]) -> Step {
        self.takes = fields.iter().map(|field| field.def().name).collect();
        self
    }
    /// Attachments that must be there.
    pub fn papers(self, papers: &'static [&'static str]) -> Step {
        Step { papers, ..self }
    }
    /// Checks that must not have failed.
    pub fn checks(self, checks: &'static [&'static str]) -> Step {
        Step { checks, ..self }
    }
    /// Whoever made one of these steps on the record may not make this one.
    pub fn apart_from(self, steps: &'static [&'static str]) -> Step {
        Step { apart_from: steps, ..self }
    }
    /// What follows from it.
    pub fn then(self, then: fn(&Case<'_>) -> Result<Vec<Make>, Vec<Refusal>>) -> Step {
        Step { then: Some(then), ..self }
    }
    /// It cannot be taken back: what is said before it is made.
    pub fn lasting(self, words: &'static str) -> Step {
        Step { lasting: words, ..self }
    }
    /// The rule it follows.
    pub fn rule(self, rule: &'static str) -> Step {
        Step { rule, ..self }
    }
    /// Whether it asks why.
    pub fn asks_why(&self) -> bool {
        self.reasons.is_some()
    }
}

/// Judges without bringing anything into being.
pub fn nothing_follows(verdict: Verdict) -> Result<Vec<Make>, Vec<Refusal>> {
    verdict.map(|()| Vec::new())
}

/// What stands in the way of a step: papers that are missing, checks that failed.
pub fn obstacles(flow: &Workflow, step: &Step, case: &Case<'_>) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for code in case.needs(step).iter().filter(|code| !case.has_paper(code)) {
        let title = case.record.register.attachment(code).map_or(*code, |kind| kind.title);
        let text = format!("缺“{title}”，传上来以后才能{}", step.title);
        refusals.push(Refusal::on(code, text).by(step.rule));
    }
    refusals.extend(failed(flow, step.checks, case));
    case.record.register.in_force(case.record, case.facts.today, refusals)
}

/// Which of these checks have failed, by rules that are in force.
pub fn failed(flow: &Workflow, checks: &[&str], case: &Case<'_>) -> Vec<Refusal> {
    let look = |check: &Check| match (check.look)(case) {
        Finding::Wrong(says) => Some(Refusal::on(check.code, says).by(check.rule)),
        Finding::Fine(_) | Finding::Look(_) => None,
    };
    let asked = flow.checks.iter().filter(|check| checks.contains(&check.code));
    let found = asked.filter_map(look).collect();
    case.record.register.in_force(case.record, case.facts.today, found)
}
