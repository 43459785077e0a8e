//! A record and the one it is about, registered in one form: who is known is recognised by the
//! number of the identity paper and locked, who is not is added in the same act.

use super::read::{self, Read};
use super::{Sheet, Values, fields};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::record::name_of;
use crate::params::Params;
use crate::parts::{self, Btn, Fact};
use crate::request::{Asker, Form};
use crate::shell::fragment;
use crate::show;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use kernel::access::Act;
use kernel::field::FieldDef;
use kernel::register::{Register, Together};
use kernel::sheet::Ask;
use kernel::value::Value;
use kernel::verdict::Refusal;
use maud::{Markup, html};
use store::reader::Opened;
use store::writer::Doing;
use store::{Ctx, Store, StoreError};

/// What a register and the one it is about have in common on the form.
#[derive(Clone, Copy)]
pub struct Both {
    register: &'static Register,
    /// The register it is about.
    of: &'static Register,
    told: &'static Together,
}

/// Whether new records of this register come together with the one they are about, for this person.
pub fn of(asker: &Asker, register: &'static Register) -> Option<Both> {
    let told = register.together.as_ref()?;
    let of = asker.store().catalog().register(register.field(told.link)?.to)?;
    asker.ctx.anywhere(of, Act::Write, &asker.tree).then_some(Both { register, of, told })
}

/// Who is meant, as far as the asker may know.
enum Whom {
    Nobody,
    Known(Box<Opened>),
    /// Somebody out of reach, and the name.
    Elsewhere(String),
}

impl Both {
    /// The name of a field of the linked record on this form.
    fn name(&self, field: &str) -> String {
        format!("{}_{field}", self.told.link)
    }

    /// What was typed of the linked record, under its own names.
    fn inner(&self, typed: &Params) -> Params {
        let head = self.name("");
        let own = |(name, value): &(String, String)| {
            name.strip_prefix(&head).map(|name| (name.to_owned(), value.clone()))
        };
        Params(typed.0.iter().filter_map(own).collect())
    }

    /// The record of the link is given by the form: chosen, or recognised before.
    pub fn is_given(&self, form: &Params) -> bool {
        let text = self.name("text");
        !form.get(self.told.link).is_empty() || !form.get(&text).trim().is_empty()
    }

    fn asked(&self, asker: &Asker) -> Vec<FieldDef> {
        let mine = super::fillable(asker, self.of, None);
        let named = |name: &&'static str| mine.iter().find(|field| field.name == *name).copied();
        let local = mine.iter().filter(|field| field.local.is_some()).copied();
        self.told.fields.iter().filter_map(named).chain(local).collect()
    }

    /// The part of the form about the linked record: its facts when it is known, else its fields.
    pub async fn section(
        &self,
        asker: &Asker,
        typed: &Params,
        wrong: &[Refusal],
    ) -> Result<Markup, Fault> {
        let (ctx, of, key) = (asker.ctx.clone(), self.of, typed.get(self.told.link).to_owned());
        let known = run(&asker.app, move |store| match store.open_record(&ctx, of, &key) {
            Ok(opened) => Ok(Some(opened)),
            Err(StoreError::NotFound | StoreError::Forbidden) => Ok(None),
            Err(error) => Err(error),
        });
        let known = if typed.get(self.told.link).is_empty() { None } else { known.await? };
        Ok(match known {
            Some(opened) => self.headed(&self.locked(asker, &opened, wrong)),
            None => self.headed(&self.open(asker, typed, wrong)),
        })
    }

    fn headed(&self, body: &Markup) -> Markup {
        html! { header { h2 { (self.told.title) } } (body) }
    }

    fn locked(&self, asker: &Asker, opened: &Opened, wrong: &[Refusal]) -> Markup {
        let fact = |field: &FieldDef| {
            let value = opened.record.value(field.name);
            let shown = show::markup(field, value, &opened.titles, &asker.keep());
            (!value.is_null()).then(|| Fact::new(field.title, shown))
        };
        let facts: Vec<Fact> = self.asked(asker).iter().filter_map(fact).collect();
        let why: Vec<&str> = wrong
            .iter()
            .filter(|refusal| refusal.field == self.told.link)
            .map(|refusal| refusal.reason.as_str())
            .collect();
        let href = asker.href(&format!("/r/{}/{}", self.of.name, opened.record.public_id));
        html! {
            div #whom .pad.form tabindex="-1" autofocus {
                (plain_enter())
                input type="hidden" name=(self.told.link) value=(opened.record.id);
                input type="hidden" name=(self.name("text")) value=(name_of(opened));
                div.field.full.bad[!why.is_empty()] id=(format!("f-{}", self.told.link)) tabindex="-1" {
                    div.row role="status" {
                        span {
                            "台账里已有" b { (name_of(opened)) } "，资料照台账的，不用再填；要改的，存好后到"
                            a href=(href) { (self.of.title) "那一页" } "改。"
                        }
                        span.push { (Btn::send("换一个人", "_whom", "other").sm()) }
                    }
                    @if !why.is_empty() { p.err { (parts::icon("alert-circle")) span { (why.join("；")) } } }
                }
                div.full { (parts::dl(&facts, false)) }
            }
        }
    }

    fn open(&self, asker: &Asker, typed: &Params, wrong: &[Refusal]) -> Markup {
        let head = self.name("");
        let mine = wrong.iter().filter_map(|refusal| {
            let field = refusal.field.strip_prefix(&head)?.to_owned();
            Some(Refusal { field, ..refusal.clone() })
        });
        let mut inner = self.inner(typed);
        for field in self.asked(asker) {
            // The usual paper: nearly everybody has one.
            let usual = field.list.and_then(|list| list.items.first());
            if let Some(usual) = usual.filter(|_| field.required && !inner.has(field.name)) {
                inner = inner.add(field.name, usual.0);
            }
        }
        let sheet =
            Sheet { typed: inner, wrong: mine.collect(), prefix: head, ..Sheet::new(self.of, "") };
        let href = asker.href(&format!("/r/{}/new/whom", self.register.name));
        let trigger = format!("change from:#f-{}", self.name(self.told.by));
        let all = self.asked(asker);
        let (first, rest) = all.split_at(all.len().min(2));
        html! {
            div #whom .pad.form {
                (plain_enter())
                @for field in first { (fields::control(asker, &sheet, field)) }
                div.full.row {
                    span.soft { "先填证件号码：台账里已有的人，下面的资料不用再填。" }
                    (Btn::send("看看台账里有没有", "_whom", "look").sm())
                }
                @for field in rest { (fields::control(asker, &sheet, field)) }
                span hidden hx-post=(href) hx-trigger=(trigger) hx-include="#record"
                    hx-target="#whom" hx-swap="outerHTML" {}
            }
        }
    }

    /// Finds who is meant by the number of the paper.
    fn whom(&self, store: &Store, ctx: &Ctx, inner: &Params) -> Result<Whom, StoreError> {
        let number = kernel::text::squeeze(&kernel::text::normalise(inner.get(self.told.by)));
        if number.is_empty() {
            return Ok(Whom::Nobody);
        }
        let number = number.to_uppercase();
        let number = kernel::codes::resident::upgrade(&number).unwrap_or(number);
        let ask = Ask::By(self.of.name, self.told.by, Value::Text(number));
        let answers = store.answer(ctx, &[&ask])?;
        let same = |found: &&std::sync::Arc<kernel::sheet::Snapshot>| {
            // Another kind of paper may have the same number.
            self.told.kind.is_none_or(|kind| {
                let typed = inner.get(kind);
                typed.is_empty() || found.record.value(kind).as_text() == Some(typed)
            })
        };
        let Some(found) = answers.get(&ask).into_iter().flatten().find(same) else {
            return Ok(Whom::Nobody);
        };
        match store.open_record(ctx, self.of, &found.record.id.to_string()) {
            Ok(opened) => Ok(Whom::Known(Box::new(opened))),
            Err(StoreError::NotFound | StoreError::Forbidden) => {
                Ok(Whom::Elsewhere(found.record.value(self.of.label).to_string()))
            }
            Err(error) => Err(error),
        }
    }

    async fn find(&self, asker: &Asker, form: &Params) -> Result<Whom, Fault> {
        let (both, ctx, inner) = (*self, asker.ctx.clone(), self.inner(form));
        run(&asker.app, move |store| both.whom(store, &ctx, &inner)).await
    }

    fn recognised(&self, typed: Params, opened: &Opened) -> Params {
        let text = self.name("text");
        typed.set(self.told.link, opened.record.id.to_string()).set(&text, name_of(opened))
    }

    /// What a button of this part asks for: to look, or to name somebody else.
    pub async fn turned(&self, asker: &Asker, form: &Params) -> Result<Params, Fault> {
        let typed = form.clone().without(&["_whom"]);
        if form.get("_whom") == "other" {
            let text = self.name("text");
            return Ok(typed.without(&[self.told.link, &text]));
        }
        Ok(match self.find(asker, &typed).await? {
            Whom::Known(opened) => self.recognised(typed, &opened),
            _ => typed,
        })
    }

    /// Adds both at once, or says at which field something is wrong. Gives the public name of the
    /// new record and the entry, or the form as it stands now.
    pub async fn add(&self, asker: &Asker, form: Params) -> Result<Added, Fault> {
        match self.find(asker, &form).await? {
            Whom::Nobody => {}
            Whom::Known(opened) => {
                let say = format!("台账里已有{}，请核对下面的资料，对的话再保存", name_of(&opened));
                let wrong = vec![Refusal::on(self.told.link, say)];
                return Ok(Added::Refused(wrong, self.recognised(form, &opened)));
            }
            Whom::Elsewhere(name) => {
                let typed = kernel::text::name(self.inner(&form).get(self.of.label));
                let (same, other) = self.told.elsewhere;
                let say = if typed == name { same } else { other };
                let wrong = vec![Refusal::on(&self.name(self.told.by), say)];
                return Ok(Added::Refused(wrong, form));
            }
        }
        let (both, copy, sent) = (*self, asker.clone(), form.clone());
        let done = run(&asker.app, move |store| both.written(store, &copy, sent)).await;
        match done {
            Ok(Ok((public_id, seq))) => Ok(Added::Done(public_id, seq)),
            Ok(Err((wrong, typed))) => Ok(Added::Refused(wrong, typed)),
            Err(fault) if !fault.refusals.is_empty() => {
                let placed = fault.refusals.iter().map(|refusal| self.placed(refusal.clone()));
                Ok(Added::Refused(placed.collect(), form))
            }
            Err(fault) => Err(fault),
        }
    }

    /// A refusal that only the end of the act brought, at the field it is about.
    fn placed(&self, refusal: Refusal) -> Refusal {
        let own = self.register.field(&refusal.field).is_some();
        if own || self.of.field(&refusal.field).is_none() {
            return refusal;
        }
        Refusal { field: self.name(&refusal.field), ..refusal }
    }

    fn written(&self, store: &Store, asker: &Asker, form: Params) -> Result<Written, Fault> {
        let fields = self.asked(asker);
        let inner = read::read(store, asker, &fields, self.inner(&form), false)?;
        let link = self.told.link;
        let own: Vec<FieldDef> = super::fillable(asker, self.register, None)
            .into_iter()
            .filter(|field| field.name != link)
            .collect();
        let Read { values, mut wrong, typed, .. } = read::read(store, asker, &own, form, false)?;
        let head = inner.wrong.into_iter().map(|refusal| self.inside(refusal));
        wrong.splice(0..0, head);
        if !wrong.is_empty() {
            return Ok(Err((wrong, typed)));
        }
        let ctx = &asker.ctx;
        let id = store.act(ctx, Doing::new("登记", ""), |writer| {
            self.add_in(writer, &inner.values, &values)
        })?;
        let opened = store.open_record(ctx, self.register, &id.to_string())?;
        let seq = store.last_entry(ctx, "登记", self.register, id)?;
        Ok(Ok((opened.record.public_id, seq)))
    }

    fn inside(&self, refusal: Refusal) -> Refusal {
        Refusal { field: self.name(&refusal.field), ..refusal }
    }

    /// Both in one act. When the first is refused the second is judged too, so that everything
    /// wrong is said at once.
    fn add_in(
        &self,
        writer: &mut store::writer::Writer,
        inner: &Values,
        values: &Values,
    ) -> store::Result<i64> {
        let made = match writer.add(self.of, inner) {
            Err(StoreError::Refused(refusals)) => Err(refusals),
            other => Ok(other?),
        };
        let to = made.as_ref().copied().unwrap_or_default();
        let mut all = values.clone();
        all.push((self.told.link, Value::Int(to)));
        match (made, writer.add(self.register, &all)) {
            (Ok(_), added) => {
                let id = added?;
                writer.about = (self.register.name.to_owned(), id);
                Ok(id)
            }
            (Err(first), second) => {
                let mut all: Vec<Refusal> =
                    first.into_iter().map(|refusal| self.inside(refusal)).collect();
                if let Err(StoreError::Refused(more)) = second {
                    all.extend(more.into_iter().filter(|one| one.field != self.told.link));
                }
                Err(StoreError::Refused(all))
            }
        }
    }
}

/// Enter in a field saves, as in every form; it does not press the button of this part.
fn plain_enter() -> Markup {
    html! { button hidden {} }
}

/// The public name and the entry, or what is wrong and the form.
type Written = Result<(String, i64), (Vec<Refusal>, Params)>;

/// What came of adding both.
pub enum Added {
    /// The public name of the new record, and the entry that takes both back.
    Done(String, i64),
    /// What is wrong, and the form as it stands now.
    Refused(Vec<Refusal>, Params),
}

/// The number was typed: who is known stands locked at once; otherwise nothing on the page moves.
pub async fn look(asker: Asker, Path(name): Path<String>, Form(form): Form) -> Answer {
    let register = super::writable(&asker, &name)?;
    let both = of(&asker, register).ok_or_else(Fault::not_found)?;
    match both.find(&asker, &form).await? {
        Whom::Known(opened) => Ok(fragment(&both.locked(&asker, &opened, &[]))),
        _ => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}
