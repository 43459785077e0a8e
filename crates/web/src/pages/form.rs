//! Adding and changing a record. The form follows from the register's sections.
//!
//! Read in this order: this file, the pages · [`fields`] what is shown · [`read`] what comes back ·
//! [`together`] two records in one form ·
//! [`clash`] when somebody else was faster · [`suggest`] links by name · [`draft`] unfinished forms.

mod clash;
pub mod draft;
mod fields;
mod read;
pub mod suggest;
mod together;

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::pages::record::name_of;
use crate::params::Params;
use crate::parts::{self, Btn, Crumb, Toast};
use crate::request::{Asker, Form};
use crate::shell::{Page, page, see};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::access::Act;
use kernel::register::Register;
use kernel::verdict::Refusal;
use maud::{Markup, html};
use read::Read;
use store::reader::Opened;
use store::writer::Doing;
use store::{Conflict, Ctx, Store, StoreError};
use together::Added;

/// `/r/{register}/new`, `/r/{register}/{id}/edit`, `/suggest/{register}`, `/draft/{register}`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/r/{register}/new", get(blank).post(add))
        .route("/r/{register}/new/whom", post(together::look))
        .route("/r/{register}/{id}/edit", get(edit).post(change))
        .route("/suggest/{register}", get(suggest::suggest))
        .route("/draft/{register}", post(draft::save))
        .route("/draft/{register}/drop", post(draft::forget))
}

/// A form as it is shown: what stands in it and what is wrong with it.
pub(super) struct Sheet<'a> {
    pub register: &'static Register,
    /// The record being changed; none for a new one.
    pub opened: Option<&'a Opened>,
    /// What stands in the fields, by their names.
    pub typed: Params,
    /// What is wrong.
    pub wrong: Vec<Refusal>,
    /// Above the form: what somebody else changed.
    pub above: Markup,
    /// The main button.
    pub save: &'static str,
    /// The part about the record this one is registered together with.
    pub whom: Markup,
    /// Stands before the names of all fields.
    pub prefix: String,
}

impl Sheet<'_> {
    /// An empty form of a new record.
    pub fn new(register: &'static Register, save: &'static str) -> Self {
        Sheet {
            register,
            opened: None,
            typed: Params::default(),
            wrong: Vec::new(),
            above: Markup::default(),
            save,
            whom: Markup::default(),
            prefix: String::new(),
        }
    }
}

/// Fields of the register that this person may fill in, in this record or a new one: what is given once
/// is left alone, and a local field is offered where it is kept.
pub(super) fn fillable(
    asker: &Asker,
    register: &'static Register,
    opened: Option<&Opened>,
) -> Vec<kernel::field::FieldDef> {
    let hidden = asker.store().hidden(&asker.ctx, register);
    let node = opened.map_or(asker.at, |opened| opened.node);
    let node = if node == 0 { asker.tree.root() } else { node };
    let kept = |home: i64| !register.placed() || asker.tree.within(node, home);
    let given = |name: &str| opened.is_some_and(|opened| !opened.record.value(name).is_null());
    let settled =
        |field: &kernel::field::FieldDef| field.computed || field.once && given(field.name);
    // What another field decides is asked for while that one may still be chosen.
    let apt = |field: &kernel::field::FieldDef| {
        let by = field.only.and_then(|(by, values)| Some((register.field(by)?, values)));
        by.filter(|(by, _)| settled(by)).is_none_or(|(by, values)| {
            let value = opened.and_then(|opened| opened.record.value(by.name).as_text());
            value.is_some_and(|value| values.contains(&value))
        })
    };
    let mine = |field: &&kernel::field::FieldDef| {
        !settled(field)
            && apt(field)
            && !hidden.contains(&field.name)
            && field.local.is_none_or(|local| !local.retired && kept(local.home))
    };
    register.fields.iter().filter(mine).copied().collect()
}

/// One field's control by itself, for a change of many records.
pub(super) fn control_of(
    asker: &Asker,
    register: &'static Register,
    field: &kernel::field::FieldDef,
    typed: &Params,
    wrong: &[Refusal],
) -> Markup {
    let sheet = Sheet { typed: typed.clone(), wrong: wrong.to_vec(), ..Sheet::new(register, "") };
    fields::control(asker, &sheet, field)
}

/// Reads one field by itself.
pub(super) async fn read_one(
    asker: &Asker,
    field: kernel::field::FieldDef,
    form: Params,
) -> Result<(kernel::value::Value, Vec<Refusal>), Fault> {
    let copy = asker.clone();
    let read =
        run(&asker.app, move |store| read::read(store, &copy, &[field], form, false)).await?;
    let value = read.values.into_iter().next().map(|pair| pair.1).unwrap_or_default();
    Ok((value, read.wrong))
}

fn writable(asker: &Asker, name: &str) -> Result<&'static Register, Fault> {
    let register = asker.register(name)?;
    if asker.ctx.anywhere(register, Act::Write, &asker.tree) {
        Ok(register)
    } else {
        Err(Fault::forbidden(format!("您的账号不能登记{}，这一步没有做。", register.title)))
    }
}

fn place(register: &Register) -> String {
    format!("r/{}/new", register.name)
}

fn edit_place(name: &str, key: &str) -> String {
    format!("r/{name}/{key}/edit")
}

async fn blank(asker: Asker, Path(name): Path<String>) -> Answer {
    let register = writable(&asker, &name)?;
    let kept = draft::taken_up(&asker, place(register)).await?;
    let found = kept.is_some();
    let typed = kept.unwrap_or_else(|| first_values(&asker, register));
    let copy = typed.clone();
    let ctx = asker.ctx.clone();
    let typed = run(&asker.app, move |store| read::with_names(store, &ctx, register, copy)).await?;
    let above = if found { draft::again() } else { first_of_all(&asker, register) };
    new_page(&asker, register, above, typed, Vec::new()).await
}

/// The form of a new record as it stands, with what is wrong with it.
async fn new_page(
    asker: &Asker,
    register: &'static Register,
    above: Markup,
    typed: Params,
    wrong: Vec<Refusal>,
) -> Answer {
    let whom = match together::of(asker, register) {
        Some(both) => both.section(asker, &typed, &wrong).await?,
        None => Markup::default(),
    };
    let fine = wrong.is_empty();
    let sheet = Sheet { typed, wrong, above, whom, ..Sheet::new(register, "保存") };
    let status = if fine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(refused(asker, &sheet, status))
}

/// What a required link leads to must be there first: who is not yet known is registered there.
fn first_of_all(asker: &Asker, register: &'static Register) -> Markup {
    if together::of(asker, register).is_some() {
        return Markup::default();
    }
    let catalog = asker.store().catalog();
    let needed = register
        .fields
        .iter()
        .filter(|field| {
            field.required && !field.computed && Some(field.name) != register.owner_field()
        })
        .filter(|field| !asker.query.has(field.name))
        .filter_map(|field| catalog.register(field.to))
        .find(|to| to.tree().is_none() && asker.ctx.anywhere(to, Act::Write, &asker.tree));
    let Some(to) = needed else { return Markup::default() };
    let href = asker.href(&format!("/r/{}/new", to.name));
    let words = html! {
        "台账里还没有的" (to.title) "，先" a href=(href) { "登记" (to.title) }
        "，存好后在那一页接着登记" (register.title) "。"
    };
    html! { div.gap { (parts::note(parts::Tone::Act, &words, None)) } }
}

/// The chosen unit is the likely owner; an address may bring more.
fn first_values(asker: &Asker, register: &'static Register) -> Params {
    let mut typed = Params::default();
    let owner = register.owner_field().or_else(|| register.tree().map(|tree| tree.parent));
    // Members and employers seldom belong to the county itself; its goals and columns do.
    let of_the_whole =
        register.tree().is_some() || register.goals.is_some() || register.local_fields.is_some();
    if let Some(owner) = owner
        && asker.at != 0
        && (asker.at != asker.tree.root() || of_the_whole)
    {
        typed = typed.add(owner, asker.at.to_string());
    }
    for field in &register.fields {
        if !field.initial.is_empty() {
            typed = typed.set(field.name, field.initial);
        }
        if asker.query.has(field.name) {
            typed = typed.set(field.name, asker.query.get(field.name));
        }
    }
    typed
}

async fn add(asker: Asker, Path(name): Path<String>, Form(form): Form) -> Answer {
    let register = writable(&asker, &name)?;
    let again = form.get("_next") == "1";
    let refuse = |wrong, typed| new_page(&asker, register, Markup::default(), typed, wrong);
    let both = together::of(&asker, register);
    if let Some(both) = both.filter(|_| form.has("_whom")) {
        return refuse(Vec::new(), both.turned(&asker, &form).await?).await;
    }
    if let Some(both) = both.filter(|both| !both.is_given(&form)) {
        return match both.add(&asker, form).await? {
            Added::Refused(wrong, typed) => refuse(wrong, typed).await,
            Added::Done(public_id, seq) => {
                let (user, place) = (asker.ctx.user_id, place(register));
                run(&asker.app, move |store| store.drop_draft(user, &place)).await?;
                Ok(told(&asker, register, &public_id, seq, again))
            }
        };
    }
    let read = read_form(&asker, register, &form, None).await?;
    let Read { values, wrong, typed, .. } = read;
    if !wrong.is_empty() {
        return refuse(wrong, typed).await;
    }
    let (ctx, user) = (asker.ctx.clone(), asker.ctx.user_id);
    let done = run(&asker.app, move |store| {
        let made = added(store, &ctx, register, &values)?;
        store.drop_draft(user, &place(register))?;
        Ok::<_, StoreError>(made)
    })
    .await;
    match done {
        Ok((public_id, seq)) => Ok(told(&asker, register, &public_id, seq, again)),
        Err(fault) if !fault.refusals.is_empty() => refuse(fault.refusals, typed).await,
        Err(fault) => Err(fault),
    }
}

/// Says that it is registered; leads to it, or to the next one.
fn told(asker: &Asker, register: &Register, public_id: &str, seq: i64, again: bool) -> Response {
    let said = format!("已登记{}", register.new_title());
    asker.say(Toast::new(said).undo(format!("/undo/{seq}"), asker.csrf.as_str()));
    let end = if again { "new" } else { public_id };
    see(&asker.href(&format!("/r/{}/{end}", register.name)))
}

type Values = Vec<(&'static str, kernel::value::Value)>;

fn added(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    values: &Values,
) -> Result<(String, i64), StoreError> {
    let id = store.act(ctx, Doing::new("登记", ""), |writer| writer.add(register, values))?;
    let opened = store.open_record(ctx, register, &id.to_string())?;
    let seq = store.last_entry(ctx, "登记", register, id)?;
    Ok((opened.record.public_id, seq))
}

async fn read_form(
    asker: &Asker,
    register: &'static Register,
    form: &Params,
    opened: Option<&Opened>,
) -> Result<Read, Fault> {
    let (form, now) = (form.clone(), opened.cloned());
    let editing = now.is_some();
    let asker_copy = asker.clone();
    run(&asker.app, move |store| {
        let fields = fillable(&asker_copy, register, now.as_ref());
        read::read(store, &asker_copy, &fields, form, editing)
    })
    .await
}

async fn opened_to_write(asker: &Asker, name: &str, key: &str) -> Result<Opened, Fault> {
    writable(asker, name)?;
    crate::pages::record::opened_for(asker, name, key, Act::Write).await
}

async fn edit(asker: Asker, Path((name, key)): Path<(String, String)>) -> Answer {
    let opened = opened_to_write(&asker, &name, &key).await?;
    let kept = draft::taken_up(&asker, edit_place(&name, &key)).await?;
    let above = if kept.is_some() { draft::again() } else { Markup::default() };
    let typed = kept.unwrap_or_else(|| read::of_record(&asker, &opened));
    let blank = Sheet::new(opened.record.register, "保存修改");
    let sheet = Sheet { opened: Some(&opened), typed, above, ..blank };
    Ok(sheet_page(&asker, &sheet))
}

enum Done {
    Saved(Option<i64>),
    Clash(Box<Conflict>),
}

async fn change(
    asker: Asker,
    Path((name, key)): Path<(String, String)>,
    Form(form): Form,
) -> Answer {
    let opened = opened_to_write(&asker, &name, &key).await?;
    let register = opened.record.register;
    let read = read_form(&asker, register, &form, Some(&opened)).await?;
    let Read { values, wrong, typed, saving } = read;
    let refuse = |wrong: Vec<Refusal>, typed: Params| {
        let blank = Sheet::new(register, "保存修改");
        let sheet = Sheet { opened: Some(&opened), typed, wrong, ..blank };
        Ok(refused(&asker, &sheet, StatusCode::UNPROCESSABLE_ENTITY))
    };
    if !wrong.is_empty() {
        return refuse(wrong, typed);
    }
    let version = form.get("_version").parse().unwrap_or(0);
    let (ctx, id, place) = (asker.ctx.clone(), opened.record.id, edit_place(&name, &key));
    let done = run(&asker.app, move |store| {
        let done = match store.act(&ctx, Doing::new("修改", ""), |writer| {
            writer.edit(register, id, version, &values, saving)
        }) {
            Ok(true) => {
                store.last_entry(&ctx, "修改", register, id).map(|seq| Done::Saved(Some(seq)))
            }
            Ok(false) => Ok(Done::Saved(None)),
            Err(StoreError::Conflict(conflict)) => Ok(Done::Clash(conflict)),
            Err(error) => Err(error),
        };
        if matches!(done, Ok(Done::Saved(_))) {
            store.drop_draft(ctx.user_id, &place)?;
        }
        done
    })
    .await;
    match done {
        Ok(Done::Saved(seq)) => {
            asker.say(saved_words(&asker, &opened, seq));
            Ok(see(&asker.href(&format!("/r/{name}/{}", opened.record.public_id))))
        }
        Ok(Done::Clash(conflict)) => Ok(clash::page(&asker, &opened, &typed, &conflict)),
        Err(fault) if !fault.refusals.is_empty() => refuse(fault.refusals, typed),
        Err(fault) => Err(fault),
    }
}

fn saved_words(asker: &Asker, opened: &Opened, seq: Option<i64>) -> Toast {
    match seq {
        None => Toast::new("没有不同的地方，记录没有动"),
        Some(seq) => Toast::new(format!("已保存“{}”的修改", name_of(opened)))
            .undo(format!("/undo/{seq}"), asker.csrf.as_str()),
    }
}

fn refused(asker: &Asker, sheet: &Sheet, status: StatusCode) -> Response {
    let mut answer = sheet_page(asker, sheet);
    *answer.status_mut() = status;
    answer
}

/// The page of a form.
pub(super) fn sheet_page(asker: &Asker, sheet: &Sheet) -> Response {
    let register = sheet.register;
    let list = asker.href(&format!("/r/{}", register.name));
    let mut way = vec![Crumb::to(format!("{}台账", register.title), list.clone())];
    let (title, action, back) = match sheet.opened {
        None => {
            let action = asker.href(&format!("/r/{}/new", register.name));
            (format!("登记{}", register.new_title()), action, list)
        }
        Some(opened) => {
            let path = format!("/r/{}/{}", register.name, opened.record.public_id);
            let back = asker.href(&path);
            way.push(Crumb::to(name_of(opened), back.clone()));
            let action = asker.href(&format!("{path}/edit"));
            (format!("修改“{}”", name_of(opened)), action, back)
        }
    };
    let head = parts::page_head(&parts::PageHead {
        title: title.clone(),
        crumbs: way,
        state: if sheet.opened.is_none() { draft::note("") } else { Markup::default() },
        ..parts::PageHead::default()
    });
    let errors: Vec<(String, String)> = sheet
        .wrong
        .iter()
        .map(|refusal| (format!("f-{}", refusal.field), refusal.reason.clone()))
        .collect();
    let main = html! {
        (head)
        (parts::errsum(&errors))
        (sheet.above)
        div.gap[!sheet.above.0.is_empty()] { (form(asker, sheet, action, back)) }
    };
    let nav = format!("r/{}", register.name);
    page(asker, Page { title: &title, nav: &nav, main, narrow: true, ..Page::default() })
}

fn form(asker: &Asker, sheet: &Sheet, action: String, back: String) -> Markup {
    let csrf = asker.csrf.clone();
    let frame = parts::Form { id: "record".into(), action, csrf, ..parts::Form::default() };
    parts::form_panel(
        &frame,
        html! {
            (fields::sections(asker, sheet))
            (parts::foot_bar(&remark(sheet), &buttons(sheet, back)))
            @if sheet.opened.is_none() { (draft::saver(asker, sheet.register)) }
        },
    )
}

fn remark(sheet: &Sheet) -> String {
    match sheet.wrong.len() {
        0 => String::new(),
        many => format!("还有{many}处要改"),
    }
}

fn buttons(sheet: &Sheet, back: String) -> Vec<Btn> {
    let mut all = vec![Btn::link("不存了", back).quiet()];
    if sheet.opened.is_none() {
        let next = format!("保存，再登记一{}", sheet.register.unit);
        all.push(Btn::send(next, "_next", "1"));
    }
    all.push(Btn::submit(sheet.save).pri().busy("正在保存…"));
    all
}
