//! A form in short steps. Without script all steps stand one below the other; with it one is seen at a time,
//! and what is typed stays on the phone until it has been sent.

use super::door::of_field;
use super::pictures::{self, Brought};
use super::{Frame, HOME, Me, frame, invite};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{self, Btn, Field, Opt, icon};
use crate::shell::see;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::field::{FieldDef, Kind};
use kernel::own::{Ask, Asker, Page};
use kernel::register::Register;
use kernel::sheet::read_cell;
use kernel::value::Value;
use kernel::verdict::Refusal;
use maud::{Markup, html};
use office::attachment::examine;
use serde::Deserialize;
use store::attachment::NewAttachment;
use store::members::Invitation;
use store::{Store, StoreError};

/// Lists up to this long are shown whole, longer ones fold.
const SHORT: usize = 9;
/// Letters of a drawn signature, as it is sent.
const MOST_INK: usize = 300_000;

/// What is asked for.
#[derive(Clone)]
struct Matter {
    register: &'static Register,
    ask: Ask,
    /// The register behind the link, whose fields are asked for too.
    about: Option<&'static Register>,
    /// Name of the register that is the tree.
    tree: &'static str,
    /// What the person was asked along to.
    along: Option<Invitation>,
}

async fn matter(me: &Me, name: &str) -> Result<Matter, Fault> {
    let catalog = me.app.store.catalog();
    let register = catalog.register(name).ok_or_else(Fault::not_found)?;
    let own = register.own.ok_or_else(Fault::not_found)?;
    let ask = own.ask.ok_or_else(Fault::not_found)?;
    let mine = match ask.by {
        Asker::Member => me.member.person.is_some() && !me.member.must_set_pin,
        Asker::Stranger => me.member.person.is_none(),
    };
    if !mine {
        let known = if ask.by == Asker::Stranger { invite::known(me).await? } else { None };
        if let Some(words) = known {
            return Err(Fault::new(StatusCode::FORBIDDEN, "不用您办", words));
        }
        return Err(Fault::forbidden("这件事现在不用您办，回首页看看能办什么。"));
    }
    let about = register.field(own.link).and_then(|link| catalog.register(link.to));
    let tree = catalog.tree().map_or("", |tree| tree.name);
    Ok(Matter { register, ask, about, tree, along: None })
}

/// The same, along with where somebody was asked to; a link that is over leads to the plain form.
async fn along(me: &Me, name: &str, key: &str) -> Result<Matter, Fault> {
    let mut matter = matter(me, name).await?;
    if !key.is_empty() {
        let (register, key) = (matter.register, key.to_owned());
        matter.along = run(&me.app, move |store| store.invitation(register, &key)).await?;
    }
    Ok(matter)
}

impl Matter {
    /// A field by its name in the steps.
    fn field(&self, name: &str) -> Option<FieldDef> {
        match name.split_once('.') {
            None => self.register.field(name).copied(),
            Some((_, field)) => self.about?.field(field).copied(),
        }
    }

    /// The fields of a step, with their names.
    fn fields(&self, page: &Page) -> Vec<(&'static str, FieldDef)> {
        let known = self.along.as_ref().map_or(&[][..], |along| along.by.instead_of);
        let asked = page.fields.iter().filter(|name| !known.contains(name));
        asked.filter_map(|name| Some((*name, self.field(name)?))).collect()
    }

    /// Whether a link is one that people choose by its name: a node of the tree.
    fn chosen(&self, field: &FieldDef) -> bool {
        field.kind == Kind::Link && field.to == self.tree
    }

    /// The field by which they choose it.
    fn chooses(&self) -> &'static str {
        let all = self.ask.steps.iter().flat_map(|page| self.fields(page));
        let mut chosen = all.filter(|(_, field)| self.chosen(field));
        chosen.next().map_or("", |(name, _)| name)
    }
}

/// Where somebody was asked to.
#[derive(Deserialize)]
pub struct To {
    #[serde(default, rename = "for")]
    key: String,
}

/// The form.
pub async fn show(me: Me, Path(name): Path<String>, Query(to): Query<To>) -> Answer {
    let matter = along(&me, &name, &to.key).await?;
    Ok(form(&me, &matter, &Params::default(), &[]))
}

fn form(me: &Me, matter: &Matter, typed: &Params, wrong: &[Refusal]) -> Response {
    let steps = matter.ask.steps;
    let many = steps.len() > 1;
    let loose: Vec<&str> = wrong
        .iter()
        .filter(|one| steps.iter().all(|page| !names(page, &one.field)))
        .map(|one| one.reason.as_str())
        .collect();
    let action = format!("/m/new/{}", matter.register.name);
    let files = !matter.ask.pictures.is_empty();
    let body = html! {
        p.soft { (matter.ask.about) }
        @if let Some(along) = &matter.along { (invite::told(along)) }
        @if !wrong.is_empty() {
            div.note.bad role="alert" { (icon("alert-circle")) span {
                @if loose.is_empty() { "有几处要改，看红字。填的内容都在。" } @else { (loose.join("；")) }
            } }
        }
        form.stack.m-form method="post" action=(action) enctype=[files.then_some("multipart/form-data")] data-keep=[wrong.is_empty().then_some(matter.register.name)] {
            (parts::csrf_field(&me.member.csrf))
            @if let Some(along) = &matter.along { input type="hidden" name="for" value=(along.key); }
            @for (at, page) in steps.iter().enumerate() {
                fieldset.step {
                    legend { @if many { span.muted { "第" (at + 1) "步，共" (steps.len()) "步" } br; } b { (page.title) } }
                    @for (name, field) in matter.fields(page) { (control(matter, name, &field, typed, wrong)) }
                    @if at + 1 == steps.len() && files { (pictures::field(pictures::MOST)) }
                    @if at + 1 == steps.len() && !matter.ask.signed.is_empty() { (signature(wrong)) }
                }
            }
            div.m-bar {
                button.btn.quiet type="button" data-step="-1" hidden { "上一步" }
                button.btn.pri type="button" data-step="1" hidden { "下一步" }
                (Btn::submit(format!("提交：{}", matter.ask.title)).pri().busy("正在提交…"))
            }
        }
        p.small.muted { (icon("device-floppy")) " 填到哪儿存到哪儿，只存在这部手机上，送到以后就删。" }
    };
    let page = Frame { title: matter.ask.title, back: HOME, body, ..Frame::default() };
    frame(Some(me), &page)
}

/// A refusal's field may be named without its link.
fn names(page: &Page, field: &str) -> bool {
    page.fields.iter().any(|name| *name == field || name.rsplit('.').next() == Some(field))
        || field == "ink"
}

fn control(
    matter: &Matter,
    name: &str,
    field: &FieldDef,
    typed: &Params,
    wrong: &[Refusal],
) -> Markup {
    let error = of_field(wrong, name).or_else(|| of_field(wrong, field.name));
    let mut about = Field::new(name, field.title).hint(field.help).error(error);
    about.id = format!("f-{}", name.replace('.', "-"));
    if !field.required {
        about = about.optional();
    }
    if field.secret {
        about = about.secret();
    }
    let value = match typed.get(name) {
        "" => field.initial,
        typed => typed,
    };
    match field.kind {
        Kind::Choice => {
            let items = field.list.map_or(&[][..], |list| list.items);
            // What is asked by who cannot sign in is nothing for who has.
            let inside = |item: &&(&str, &str, &[&str])| {
                !matter.ask.opening.iter().any(|(of, code)| *of == name && *code == item.0)
            };
            let known = items.iter().filter(inside);
            let opts: Vec<Opt> = known.map(|item| Opt::new(item.0, item.1)).collect();
            // The usual paper: nearly everybody has one.
            let usual = items.first().filter(|_| field.required && name.contains('.'));
            let value = if value.is_empty() { usual.map_or("", |item| item.0) } else { value };
            if opts.len() <= SHORT && usual.is_none() {
                parts::field_radio(&about, &opts, value, true)
            } else {
                parts::field_select(&about, &opts, value, "请选择")
            }
        }
        Kind::YesNo => parts::field_yes_no(
            &about,
            match value {
                "1" => Some(true),
                "0" => Some(false),
                _ => None,
            },
        ),
        Kind::Long => parts::field_area(&about.max(1000), value, 5),
        Kind::Day => parts::field_date(&about, value),
        Kind::Int | Kind::Money => parts::field_text(&about.inputmode("decimal"), value),
        Kind::Phone => parts::field_text(&about.inputmode("tel").max(20), value),
        Kind::Link if matter.chosen(field) => unit(matter, &about, typed),
        _ => parts::field_text(&about.max(100), value),
    }
}

/// Whom one asks, by a part of the name; the button works without script too.
fn unit(matter: &Matter, about: &Field, typed: &Params) -> Markup {
    let found = typed.get("_units");
    let opts: Vec<Opt> = found
        .split('\n')
        .filter_map(|line| {
            let mut parts = line.split('\t');
            let (id, name) = (parts.next()?, parts.next()?);
            Some(Opt::new(id, format!("{name}（{}）", parts.next().unwrap_or_default())))
        })
        .collect();
    let href = format!("/m/units/{}", matter.register.name);
    let mut search = about.clone().hint("写单位、街道、村或行业的名字，两个字以上，再从下面选");
    search.name = "unit_words".into();
    search.id = "f-unit-words".into();
    search.error = if opts.is_empty() { about.error.clone() } else { String::new() };
    let mut choice = Field::new(&about.name, "选一个工会");
    choice.error.clone_from(&about.error);
    html! {
        div data-units=(href) data-name=(about.name) {
            (parts::field_text(&search, typed.get("unit_words")))
            (Btn::send("找工会", "_find", "1").sm())
            div #units aria-live="polite" {
                @if !opts.is_empty() { (parts::field_radio(&choice, &opts, typed.get(&about.name), true)) }
            }
        }
    }
}

/// A signature drawn by finger; who cannot draw signs on paper at the desk.
fn signature(wrong: &[Refusal]) -> Markup {
    let error = of_field(wrong, "ink");
    html! {
        div.field.bad[error.is_some()] {
            label for="ink-pad" { "用手指签名" }
            p.hint { "在框里写自己的名字。要本人签，别人代签的工会会退回。" }
            canvas #ink-pad .ink width="640" height="260" tabindex="0" role="img" aria-label="签名框" {}
            input type="hidden" name="ink" #ink;
            div.row { button.btn.sm type="button" #ink-clear { "擦掉重写" } }
            @if let Some(error) = error { p.err { (icon("alert-circle")) span { (error) } } }
            noscript { p { "这部手机写不了签名，请到工会当面填申请书。" } }
        }
    }
}

/// What can be asked by a part of its name: what takes in whoever comes, then unions; value, name, whose.
async fn found(
    me: &Me,
    register: &'static Register,
    ask: &Ask,
    words: String,
) -> Result<Vec<(String, String, String)>, Fault> {
    let ask = *ask;
    run(&me.app, move |store| {
        let mut all: Vec<(String, String, String)> = store
            .invitations(register, &words)?
            .into_iter()
            .map(|one| (format!("{ALONG}{}", one.key), one.name, one.by.title.to_owned()))
            .collect();
        let units = store.units_to_ask(&ask, &words)?.into_iter();
        all.extend(units.map(|unit| (unit.id.to_string(), unit.name, unit.above)));
        Ok::<_, StoreError>(all)
    })
    .await
}

/// Before the name of what takes in whoever comes, among keys of unions.
const ALONG: &str = "for-";

#[derive(Deserialize)]
pub struct Words {
    #[serde(default)]
    q: String,
}

/// Whom one can ask, as a part of the form.
pub async fn units(me: Me, Path(name): Path<String>, Query(words): Query<Words>) -> Answer {
    let matter = matter(&me, &name).await?;
    let ask = matter.ask;
    let found = found(&me, matter.register, &ask, words.q).await?;
    let opts: Vec<Opt> = found
        .into_iter()
        .map(|(value, name, above)| Opt::new(value, format!("{name}（{above}）")))
        .collect();
    let field = Field::new(matter.chooses(), "选一个工会");
    let markup = html! {
        @if opts.is_empty() { p.soft { "没有找到，换个说法试试；单位还没有工会的，写街道或村的名字。" } }
        @else { (parts::field_radio(&field, &opts, "", true)) }
    };
    Ok(crate::shell::fragment(&markup))
}

/// What was typed, read.
#[derive(Default)]
struct Typed {
    own: Vec<(&'static str, Value)>,
    about: Vec<(&'static str, Value)>,
    wrong: Vec<Refusal>,
}

fn read(matter: &Matter, given: &Params) -> Typed {
    let mut typed = Typed::default();
    for (name, field) in matter.ask.steps.iter().flat_map(|page| matter.fields(page)) {
        let words = given.get(name).trim();
        let value = if matter.chosen(&field) {
            words.parse::<i64>().map_or(Value::Null, Value::Int)
        } else if field.kind == Kind::Choice {
            let known = field.list.is_some_and(|list| list.items.iter().any(|i| i.0 == words));
            if known { Value::from(words) } else { Value::Null }
        } else {
            match read_cell(&field, words) {
                Ok(value) => value,
                Err((say, _)) => {
                    let head = if say.starts_with('应') { field.title } else { "" };
                    typed.wrong.push(Refusal::on(name, format!("{head}{say}")));
                    continue;
                }
            }
        };
        if value.is_null() {
            if field.required {
                typed.wrong.push(Refusal::on(name, format!("{}没有填", field.title)));
            }
            continue;
        }
        match name.split_once('.') {
            None => typed.own.push((field.name, value)),
            Some(_) => typed.about.push((field.name, value)),
        }
    }
    typed
}

/// The picture of a drawn signature; nothing when none was drawn.
fn ink(given: &Params) -> Option<Vec<u8>> {
    let text = given.get("ink");
    let code = text.strip_prefix("data:image/png;base64,").filter(|code| code.len() <= MOST_INK)?;
    let letter = |c: u8| match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(code.len() / 4 * 3);
    for four in code.trim_end_matches('=').as_bytes().chunks(4) {
        let mut sum = 0_u32;
        for byte in four {
            sum = (sum << 6) | u32::from(letter(*byte)?);
        }
        sum <<= 6 * (4 - u32::try_from(four.len()).ok()?);
        let all = sum.to_be_bytes();
        bytes.extend_from_slice(all.get(1..four.len())?);
    }
    Some(bytes)
}

/// Takes the form.
pub async fn send(Path(name): Path<String>, brought: Brought) -> Answer {
    let Brought { me, form: given, files } = brought;
    let mut matter = matter(&me, &name).await?;
    let chosen = given.get(matter.chooses()).strip_prefix(ALONG).unwrap_or(given.get("for"));
    if !chosen.is_empty() {
        matter = along(&me, &name, chosen).await?;
    }
    if given.has("_find") {
        let words = given.get("unit_words").to_owned();
        let found = found(&me, matter.register, &matter.ask, words).await?;
        let lines: Vec<String> =
            found.iter().map(|(value, name, above)| format!("{value}\t{name}\t{above}")).collect();
        return Ok(form(&me, &matter, &given.set("_units", lines.join("\n")), &[]));
    }
    let mut typed = read(&matter, &given);
    let signature = ink(&given);
    if !matter.ask.signed.is_empty() && signature.is_none() {
        typed.wrong.push(Refusal::on("ink", "要本人签名才能提交"));
    }
    let again = |wrong: &[Refusal]| {
        let mut answer = form(&me, &matter, &given, wrong);
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        answer
    };
    if !typed.wrong.is_empty() {
        return Ok(again(&typed.wrong));
    }
    let (member, of) = (me.member.clone(), matter.clone());
    let done = run(&me.app, move |store| {
        let matter = of;
        let to = matter.along.as_ref().map_or("", |along| along.key.as_str());
        let asked = match matter.ask.by {
            Asker::Member => store.ask_for(&member, matter.register, &typed.own)?,
            Asker::Stranger => {
                store.ask_as_stranger(&member, matter.register, &typed.own, &typed.about, to)?
            }
        };
        let ctx = if asked.stranger { store.program_for(&member) } else { member.ctx.clone() };
        if let Some(picture) = signature
            && let Err(error) = sign(store, &ctx, &matter, asked.id, picture)
        {
            // The application stands; the desk asks for the signature.
            tracing::error!(%error, "a signature was not kept");
        }
        Ok::<_, StoreError>((asked.id, ctx))
    })
    .await;
    match done {
        Ok((id, ctx)) => {
            let (place, kind) = ((matter.register, id), matter.ask.pictures);
            let files = if kind.is_empty() { Vec::new() } else { files };
            let words = pictures::kept(&me, &ctx, place, kind, (files, pictures::MOST)).await?;
            me.say(&format!("{}{words}", matter.ask.sent));
            Ok(see(HOME))
        }
        Err(fault) if !fault.refusals.is_empty() => Ok(again(&fault.refusals)),
        Err(fault) => Err(fault),
    }
}

fn sign(
    store: &Store,
    ctx: &store::Ctx,
    matter: &Matter,
    id: i64,
    picture: Vec<u8>,
) -> Result<(), StoreError> {
    let found =
        examine(picture).map_err(|refused| StoreError::refuse("ink", refused.to_string()))?;
    let new = NewAttachment {
        kind: matter.ask.signed.to_owned(),
        title: "本人签名".to_owned(),
        media: found.media,
        content: found.content,
        small: found.small,
        size: found.size,
    };
    store.attach(ctx, matter.register, &id.to_string(), &new).map(|_| ())
}
