//! 定义指标: a figure of one's own without a programmer. The page makes the text of a definition from
//! its fields, so that page, file and command line read in one way.
//!
//! Read in this order: [`draft`] fields and text · [`form`] the fields · [`look`] what it counts ·
//! this file, the routes.

mod draft;
mod form;
mod look;
mod versions;

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{self, Btn, Crumb, PageHead, Toast};
use crate::request::{Asker, Form};
use crate::shell::{Page, fragment, page, see};
use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use draft::Fields;
use kernel::access::Act;
use kernel::define::{Draft, Fault as Wrong, read, write};
use maud::{Markup, html};
use store::Store;

/// `/define`, `/define/{code}` and what belongs to them.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/define", get(begin).post(save))
        .route("/define/form", post(again))
        .route("/define/{code}", get(change))
        .route("/define/{code}/text", get(text))
        .route("/define/{code}/versions", get(versions::show))
        .route("/define/{code}/retire", post(retire))
}

/// Refuses who may not define.
async fn admitted(asker: &Asker) -> Result<(), Fault> {
    let ctx = asker.ctx.clone();
    if run(&asker.app, move |store| store.may_define(&ctx)).await? {
        return Ok(());
    }
    Err(Fault::forbidden("定义指标由县级工会干部做。需要一个新的数，请告诉他们怎么数。"))
}

async fn begin(asker: Asker) -> Answer {
    admitted(&asker).await?;
    let from = asker.query.get("from").to_owned();
    let fields = if from.is_empty() {
        Fields::new(asker.store())
    } else {
        // Begun from another one: everything but its names.
        let store = asker.store();
        let indicator = store.indicator(&from).map_err(|_| Fault::not_found())?;
        let text = store.with_known(|known| write(indicator, None, known));
        let mut fields = Fields::of_text(store, &text);
        fields.code.clear();
        fields.title = format!("{}（新）", fields.title);
        fields
    };
    whole(asker, fields, "定义指标", Vec::new()).await
}

async fn change(asker: Asker, Path(code): Path<String>) -> Answer {
    admitted(&asker).await?;
    let store = asker.store();
    let indicator = store.indicator(&code).map_err(|_| Fault::not_found())?;
    if store.catalog().indicator(&code).is_some() {
        let params = Params::default().set("from", code.as_str()).set("at", asker.at_key.as_str());
        return Ok(see(&params.on("/define")));
    }
    let text = store.with_known(|known| write(indicator, None, known));
    let mut fields = Fields::of_text(store, &text);
    fields.keeps_code = true;
    whole(asker, fields, "改指标口径", Vec::new()).await
}

/// What the fields say: a definition, or everything wrong with it.
fn drafted(store: &Store, fields: &Fields) -> Result<Draft, Vec<Wrong>> {
    store.with_known(|known| read(&fields.text(store.catalog()), known))
}

async fn whole(asker: Asker, fields: Fields, title: &str, wrong: Vec<String>) -> Answer {
    let both = both(&asker, &fields, wrong).await?;
    let main = html! {
        (parts::page_head(&PageHead {
            title: title.into(),
            crumbs: vec![
                Crumb::to("全部指标", asker.href("/figure")),
                Crumb::here(if fields.title.is_empty() { title } else { fields.title.as_str() }),
            ],
            sub: "想数什么，在左边选；右边马上按今天的资料数给您看。".into(),
            ..PageHead::default()
        }))
        (both)
    };
    let base = asker.path.clone();
    Ok(page(&asker, Page { base, ..Page::new(title, "board", main) }))
}

/// The fields at the left, what they count at the right.
async fn both(asker: &Asker, fields: &Fields, wrong: Vec<String>) -> Result<Markup, Fault> {
    let read = drafted(asker.store(), &fields.begun());
    let seen = look::look(asker, fields, read).await?;
    let left = form::form(asker, fields, &wrong);
    Ok(html! { div #define data-keep { (parts::cols(&left, &seen)) } })
}

async fn again(asker: Asker, Form(form): Form) -> Answer {
    admitted(&asker).await?;
    let fields = Fields::of_form(asker.store(), &form);
    Ok(fragment(&both(&asker, &fields, Vec::new()).await?))
}

async fn save(asker: Asker, Form(form): Form) -> Answer {
    admitted(&asker).await?;
    let fields = Fields::of_form(asker.store(), &form);
    let title = if fields.keeps_code { "改指标口径" } else { "定义指标" };
    let draft = match drafted(asker.store(), &fields) {
        Ok(draft) => draft,
        Err(faults) => {
            let wrong = faults.into_iter().map(|fault| fault.say).collect();
            return whole(asker, fields, title, wrong).await;
        }
    };
    let (ctx, reason) = (asker.ctx.clone(), fields.reason.clone());
    let done = run(&asker.app, move |store| {
        let kept = store.define(&ctx, &draft, &reason)?;
        Ok::<_, store::StoreError>((kept.code.clone(), kept.title.clone(), kept.version))
    });
    match done.await {
        Ok((code, title, version)) => {
            asker.say(Toast::new(format!("已保存“{title}”第{version}版")));
            Ok(see(&asker.href(&format!("/figure/{code}"))))
        }
        Err(fault) if !fault.refusals.is_empty() => {
            let wrong = fault.refusals.iter().map(|one| one.reason.clone()).collect();
            whole(asker, fields, title, wrong).await
        }
        Err(fault) => Err(fault),
    }
}

async fn retire(asker: Asker, Path(code): Path<String>, Form(form): Form) -> Answer {
    let (ctx, reason) = (asker.ctx.clone(), form.get("reason").to_owned());
    run(&asker.app, move |store| store.retire(&ctx, &code, &reason)).await?;
    asker.say(Toast::new("已停用；以前汇报里的数和口径都还在"));
    Ok(see(&asker.href("/figure")))
}

/// The definition as a text file.
async fn text(asker: Asker, Path(code): Path<String>) -> Answer {
    let store = asker.store();
    let indicator = store.indicator(&code).map_err(|_| Fault::not_found())?;
    let text = store.with_known(|known| write(indicator, None, known));
    let name = format!("attachment; filename=\"{code}.txt\"");
    let heads = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((heads, text).into_response())
}

/// What may be done with a definition, on its figure's page.
pub fn acts(asker: &Asker, code: &str) -> Markup {
    let mut registers = asker.store().catalog().registers.iter();
    let may = registers.any(|one| asker.ctx.anywhere(one, Act::Define, &asker.tree));
    let own = may && asker.store().catalog().indicator(code).is_none();
    let to = |path: &str| asker.href(&format!("/define/{code}{path}"));
    html! {
        @if own { (Btn::link("改口径", to("")).icon("pencil").quiet()) }
        (Btn::link("历次口径", to("/versions")).icon("history").quiet())
    }
}
