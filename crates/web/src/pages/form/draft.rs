//! Unfinished forms: sent while typing, sealed, offered on the home page.

use crate::app::run;
use crate::fault::Answer;
use crate::fault::Fault;
use crate::lapse::MOST;
use crate::params::Params;
use crate::parts::{self, Toast};
use crate::request::{Asker, Form};
use crate::shell::{fragment, see};
use crate::show;
use axum::extract::Path;
use kernel::register::Register;
use maud::{Markup, html};
use store::desk::Draft;

/// Where it says when the draft was saved.
pub fn note(text: &str) -> Markup {
    html! { span.muted.small id="draft-note" { (text) } }
}

/// Sends the form a while after the last change.
pub fn saver(asker: &Asker, register: &Register) -> Markup {
    let href = asker.href(&format!("/draft/{}", register.name));
    html! {
        span hidden hx-post=(href) hx-trigger="input from:#record delay:2s" hx-include="#record"
            hx-target="#draft-note" hx-swap="outerHTML" {}
    }
}

/// Says that the form was not begun just now.
pub fn again() -> Markup {
    let words = html! { "这是上次没有存的内容，看一遍再保存。" };
    parts::note(parts::Tone::Act, &words, None)
}

/// The draft that an address asks for.
pub async fn taken_up(asker: &Asker, place: String) -> Result<Option<Params>, Fault> {
    if asker.query.get("draft") != "1" {
        return Ok(None);
    }
    let user = asker.ctx.user_id;
    let kept = run(&asker.app, move |store| store.draft(user, &place)).await?;
    Ok(kept.map(|kept| Params::parse(&kept)))
}

/// What a form is about: 登记会员：吴小满.
pub fn title(register: &Register, place: &str, form: &Params) -> String {
    let label = form.get(register.label).to_owned();
    let label = if label.is_empty() || label.parse::<i64>().is_ok() {
        let text = form.get(&format!("{}_text", register.label));
        let typed = form.get(&format!("{}_name", register.label));
        if text.is_empty() { typed } else { text }.to_owned()
    } else {
        label
    };
    let act = if place.ends_with("/edit") { "修改" } else { "登记" };
    let title = if act == "登记" { register.new_title() } else { register.title };
    let colon = if label.is_empty() { "" } else { "：" };
    format!("{act}{title}{colon}{label}")
}

/// Saves a draft.
pub async fn save(asker: Asker, Path(name): Path<String>, Form(form): Form) -> Answer {
    let register = asker.register(&name)?;
    let user = asker.ctx.user_id;
    let now = show::moment(asker.store().clock.now(), asker.store().today());
    let form = form.without(&["csrf", "_next"]);
    if form.query().len() > MOST {
        return Ok(fragment(&note("内容太长，没有存草稿")));
    }
    run(&asker.app, move |store| {
        let place = super::place(register);
        store.save_draft(user, &place, &title(register, &place, &form), &form.query())
    })
    .await?;
    Ok(fragment(&note(&format!("草稿{}已存", now.trim_start_matches("今天")))))
}

/// Forgets a draft.
pub async fn forget(asker: Asker, Path(name): Path<String>, Form(form): Form) -> Answer {
    let register = asker.register(&name)?;
    let user = asker.ctx.user_id;
    let named = form.get("place").to_owned();
    let place = if named.is_empty() { super::place(register) } else { named };
    run(&asker.app, move |store| store.drop_draft(user, &place)).await?;
    asker.say(Toast::new("草稿已删掉"));
    Ok(see("/"))
}

/// The unfinished forms on the home page.
pub fn list(asker: &Asker, drafts: &[Draft]) -> Markup {
    let today = asker.store().today();
    parts::list(html! {
        @for draft in drafts {
            li {
                div.grow {
                    a.t href=(asker.keep().add("draft", "1").on(&format!("/{}", draft.place))) { (draft.title) }
                    span.sub { (show::moment(draft.at, today)) "存的草稿" }
                }
                @if let Some(register) = draft.place.split('/').nth(1) {
                    form method="post" action=(format!("/draft/{register}/drop")) {
                        (parts::csrf_field(&asker.csrf))
                        input type="hidden" name="place" value=(draft.place);
                        (parts::Btn::submit("不要了").quiet().sm())
                    }
                }
            }
        }
    })
}
