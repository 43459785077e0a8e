//! What became of what somebody asked for: how far it is, until when there is an answer, what they may do.

use super::door::of_field;
use super::{Frame, Me, frame};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{self, Btn, Field, Opt};
use crate::request::Form;
use crate::shell::see;
use crate::show;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::dates::chinese;
use kernel::register::Register;
use kernel::value::Value;
use kernel::verdict::Refusal;
use kernel::workflow::{self as flows, Ended, Way};
use maud::{Markup, html};
use store::attachment::Attachment;
use store::flow::{Offer, Standing};
use store::list::{Life, ListAsk};
use store::reader::Opened;
use store::writer::Said;
use store::{Ctx, Store, StoreError};

/// Records of one kind that are listed.
const MOST: usize = 50;

/// One of somebody's own matters.
pub struct Known {
    register: &'static Register,
    public_id: String,
    title: String,
    /// 待受理.
    state: String,
    /// Whether an answer is still owed or something can still happen.
    pub open: bool,
    well: bool,
    due: Option<jiff::civil::Date>,
    on: Option<jiff::civil::Date>,
    late: bool,
}

impl Known {
    /// As a line of a list.
    pub fn line(&self) -> Markup {
        let picture = match (self.open, self.well) {
            (true, _) if self.late => parts::icon_in("clock-exclamation", "red"),
            (true, _) => parts::icon_in("clock", "amber"),
            (false, true) => parts::icon_in("circle-check", "green"),
            (false, false) => parts::icon_in("circle-minus", "muted"),
        };
        let href = format!("/m/r/{}/{}", self.register.name, self.public_id);
        html! {
            li { (picture) div.grow { a.t href=(href) { (self.title) } span.sub { (self.words()) } }
                (parts::icon_in("chevron-right", "muted")) }
        }
    }

    fn words(&self) -> String {
        match (self.due, self.on) {
            (Some(due), _) if self.late => {
                format!("{}，应在{}前答复，已经过了，可以打12351催办", self.state, day(due))
            }
            (Some(due), _) => format!("{}，{}前答复您", self.state, day(due)),
            (None, Some(on)) => format!("{} · {}提出", self.state, day(on)),
            (None, None) => self.state.clone(),
        }
    }
}

fn day(day: jiff::civil::Date) -> String {
    format!("{}月{}日", day.month(), day.day())
}

fn known(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    key: &str,
) -> Result<Known, StoreError> {
    let opened = store.open_record(ctx, register, key)?;
    Ok(known_of(store, &opened))
}

fn known_of(store: &Store, opened: &Opened) -> Known {
    let (record, register) = (&opened.record, opened.record.register);
    let flow = register.flow.as_ref();
    let code = flow.map_or("", |flow| flow.state.name);
    let code = record.value(code).to_string();
    let state = flow.and_then(|flow| flow.meaning(&code).copied());
    let facts = store.facts();
    let term =
        flow.and_then(|flow| store::flow::term_of(flow, record, &facts.calendar, facts.today));
    Known {
        register,
        public_id: record.public_id.clone(),
        title: register.title.to_owned(),
        state: flow.map_or(String::new(), |flow| flow.title(&code).to_owned()),
        open: state.is_some_and(|state| state.ended.is_none() && !state.rests),
        well: state.is_some_and(|state| state.rests || state.ended == Some(Ended::Well)),
        due: term.as_ref().map(|term| term.due),
        late: term.is_some_and(|term| term.due < facts.today),
        on: register.life.and_then(|life| record.value(life.0).as_day()),
    }
}

/// One's own matters, those still open first, then the newest.
pub async fn of(me: &Me) -> Result<Vec<Known>, Fault> {
    let member = me.member.clone();
    run(&me.app, move |store| {
        let mut all = Vec::new();
        let asked = |register: &&Register| {
            register.flow.is_some() && register.own.is_some_and(|own| own.ask.is_some())
        };
        for register in store.catalog().registers.iter().filter(asked) {
            let ask = ListAsk { life: Life::Any, ..ListAsk::new(register) };
            for row in store.list(&member.ctx, &ask, None, MOST)?.rows {
                all.push(known(store, &member.ctx, register, &row.id.to_string())?);
            }
        }
        all.sort_by_key(|one| (!one.open, one.due, std::cmp::Reverse(one.on)));
        Ok::<_, StoreError>(all)
    })
    .await
}

/// What a stranger waits for.
pub async fn waiting(me: &Me) -> Result<Option<Known>, Fault> {
    let Some((register, id)) = me.member.waits else { return Ok(None) };
    run(&me.app, move |store| known(store, &Ctx::local(), register, &id.to_string()).map(Some))
        .await
}

/// All of them.
pub async fn all(me: Me) -> Answer {
    let all = of(&me).await?;
    let body = html! {
        section.panel { ul.list {
            @for one in &all { (one.line()) }
            @if all.is_empty() { li { div.grow.soft { "还没有提出过。回首页点一样，几步就能提出来。" } } }
        } }
    };
    Ok(frame(Some(&me), &Frame { title: "我的办理", tab: "matters", body, ..Frame::default() }))
}

/// A matter opened, with the rights with which it may be seen.
pub struct Open {
    pub opened: Opened,
    standing: Option<Standing>,
    pub ctx: Ctx,
    /// Pictures that were sent with it.
    pub pictures: Vec<Attachment>,
}

impl Open {
    /// Whether an answer is still owed.
    pub fn goes_on(&self) -> bool {
        let flow = self.opened.record.register.flow.as_ref();
        let state = flow.map_or("", |flow| flow.state.name);
        let state = self.opened.record.value(state).to_string();
        flow.and_then(|flow| flow.meaning(&state)).is_some_and(|state| state.ended.is_none())
    }
}

/// Opens a matter of one's own.
pub async fn open(me: &Me, name: &str, key: &str) -> Result<Open, Fault> {
    let register = me.app.store.catalog().register(name).ok_or_else(Fault::not_found)?;
    if register.own.is_none_or(|own| own.ask.is_none()) {
        return Err(Fault::not_found());
    }
    let (member, key) = (me.member.clone(), key.to_owned());
    run(&me.app, move |store| {
        // A stranger has no rights: what they wait for is opened for them, and nothing else.
        let ctx = match (member.person, member.waits) {
            (None, Some((waits, id))) if waits.name == register.name => {
                let own = store.open_record(&Ctx::local(), register, &id.to_string())?;
                if own.record.public_id != key.replace('-', "") {
                    return Err(StoreError::NotFound);
                }
                Ctx::local()
            }
            _ => member.ctx.clone(),
        };
        let opened = store.open_record(&ctx, register, &key)?;
        let mut standing = store.standing(&ctx, register, &opened.record.id.to_string())?;
        if let Some(standing) = &mut standing
            && ctx.own.is_none()
        {
            standing.steps.clear();
        }
        let kind = register.own.and_then(|own| own.ask).map_or("", |ask| ask.pictures);
        let mut pictures = Vec::new();
        if !kind.is_empty() {
            pictures = store.attachments(&ctx, register, &opened.record.id.to_string())?;
            pictures.retain(|one| one.kind == kind);
        }
        Ok::<_, StoreError>(Open { opened, standing, ctx, pictures })
    })
    .await
}

/// How far it is.
pub async fn show(me: Me, Path((name, key)): Path<(String, String)>) -> Answer {
    let open = open(&me, &name, &key).await?;
    Ok(page(&me, &open, &Params::default(), &[]))
}

fn page(me: &Me, open: &Open, typed: &Params, wrong: &[Refusal]) -> Response {
    let (opened, register) = (&open.opened, open.opened.record.register);
    let known = known_of(&me.app.store, opened);
    let stranger = open.ctx.own.is_none();
    let belonging = me.app.store.belonging().map_or("", |register| register.name);
    let told = |field: &&kernel::field::FieldDef| {
        let own = register.own.map_or("", |own| own.link);
        let spoken = register.speaks_of(field)
            && !flows::FIELDS.iter().any(|one| one.def().name == field.name);
        let doubts = register.own.and_then(|own| own.ask).map_or("", |ask| ask.doubts);
        // Where it is looked at would tell whether the number of the paper is known.
        let owner = register.owner_field() == Some(field.name);
        let inner = stranger && (field.to == belonging || field.name == doubts || owner);
        spoken && field.name != own && !inner && !opened.record.value(field.name).is_null()
    };
    let body = html! {
        section.panel { div.pad.stack {
            h2.big { (known.state) }
            p { (known.words()) }
            @if let Some(standing) = &open.standing { (stages(standing)) }
        } }
        section.panel { header { h2 { "内容" } } div.pad { dl.dl.one {
            @for field in register.fields.iter().filter(told) {
                div { dt { (field.title) } dd { (show::text(field, opened.record.value(field.name), &opened.titles)) } }
            }
        } } }
        @if register.own.and_then(|own| own.ask).is_some_and(|ask| !ask.pictures.is_empty()) {
            @let action = format!("/m/r/{}/{}/pictures", register.name, opened.record.public_id);
            (super::pictures::panel(me, &action, &open.pictures, open.goes_on() && !stranger))
        }
        @for offer in open.standing.iter().flat_map(|standing| &standing.steps) {
            (step_form(me, opened, offer, typed, wrong))
        }
    };
    frame(Some(me), &Frame { title: register.title, back: "/m/matters", body, ..Frame::default() })
}

fn stages(standing: &Standing) -> Markup {
    html! {
        ol.m-stages { @for (at, stage) in standing.stages.iter().enumerate() {
            li.on[at < standing.stage] aria-current=[(at == standing.stage).then_some("step")] {
                (stage.title)
                @if let Some((when, _)) = &stage.done { span.muted { (chinese(store::clock::day_of(*when))) } }
            }
        } }
    }
}

fn step_form(me: &Me, opened: &Opened, offer: &Offer, typed: &Params, wrong: &[Refusal]) -> Markup {
    let (record, step) = (&opened.record, offer.step);
    let action = format!("/m/r/{}/{}/{}", record.register.name, record.public_id, step.code);
    let opts: Vec<Opt> = offer.reasons.iter().map(|one| Opt::new(&*one.0, &*one.1)).collect();
    let mine = typed.get("_step") == step.code;
    let wrong = if mine { wrong } else { &[] };
    let yes = Btn::submit(step.title);
    let yes =
        if step.way == Way::Off || !step.lasting.is_empty() { yes.danger() } else { yes.pri() };
    html! {
        details.panel.m-step open[mine] {
            summary { (step.title) }
            form.pad.stack method="post" action=(action) {
                (parts::csrf_field(&me.member.csrf))
                input type="hidden" name="version" value=(record.version);
                @if !step.lasting.is_empty() { p { (step.lasting) } }
                @for one in wrong.iter().filter(|one| !matches!(one.field.as_str(), "reason" | "words")) {
                    p.err { (one.reason) }
                }
                @if !opts.is_empty() {
                    (parts::field_radio(&Field::new("reason", "原因").error(of_field(wrong, "reason")), &opts, typed.get("reason"), true))
                    (parts::field_area(&Field::new("words", "要说的话").optional().error(of_field(wrong, "words")).max(500), typed.get("words"), 2))
                }
                (yes.busy("正在办…"))
            }
        }
    }
}

/// Makes a step of one's own.
pub async fn step(
    me: Me,
    Path((name, key, code)): Path<(String, String, String)>,
    Form(given): Form,
) -> Answer {
    let open = open(&me, &name, &key).await?;
    if open.ctx.own.is_none() {
        return Err(Fault::not_found());
    }
    let (register, id) = (open.opened.record.register, open.opened.record.id);
    let (ctx, copy, step) = (open.ctx.clone(), given.clone(), code.clone());
    let version = given.get("version").parse().unwrap_or(open.opened.record.version);
    let done = run(&me.app, move |store| {
        let values: Vec<(&str, Value)> = Vec::new();
        let said = Said {
            copies: Vec::new(),
            step: &step,
            version,
            values,
            reason: copy.get("reason"),
            words: copy.get("words"),
        };
        store.take_step(&ctx, register, id, &said)
    })
    .await;
    match done {
        Ok(_) => {
            me.say("办好了");
            Ok(see(&format!("/m/r/{name}/{key}")))
        }
        Err(fault) if !fault.refusals.is_empty() => {
            let mut answer = page(&me, &open, &given.set("_step", code), &fault.refusals);
            *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(answer)
        }
        Err(fault) => Err(fault),
    }
}
