//! Many records at once: each is the single act, all of them under one entry, so that one 撤销
//! takes all of it back. What rules refuse is listed with its reason; the rest is done.
//!
//! Read in this order: this file, choosing · [`act`] doing · [`step`] a step of a procedure ·
//! [`begin`] something begun for each.

mod act;
pub mod begin;
mod step;

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::pages::form::control_of;
use crate::pages::list::ask::Listing;
use crate::pages::list::listing_of;
use crate::parts::{self, Btn, Crumb, Field, Opt};
use crate::request::{Asker, Form};
use crate::shell::{Page, page, see};
use crate::show;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum::routing::post;
use kernel::access::Act;
use kernel::field::FieldDef;
use kernel::verdict::Refusal;
use maud::{Markup, html};
use store::{Ctx, Store, StoreError};

/// More than this is not done in one act.
pub const MOST: usize = 5_000;
/// More matters than this are not taken a step further at once: each is looked at by itself.
pub const MOST_STEPS: usize = 200;

/// `/r/{register}/bulk`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/r/{register}/bulk", post(question).get(back))
        .route("/r/{register}/bulk/step", post(step::perform).get(back))
        .route("/r/{register}/bulk/begin", post(begin::perform).get(back))
        .route("/r/{register}/bulk/do", post(act::perform).get(back))
}

/// Who comes back here by an address finds the list again.
async fn back(asker: Asker, Path(name): Path<String>) -> Answer {
    Ok(see(&listing_of(&asker, &name)?.href()))
}

/// One selected record.
pub struct Pick {
    /// Key.
    pub id: i64,
    /// The version that stands now.
    pub version: i64,
    /// Its name.
    pub name: String,
}

/// The list narrowed to what was ticked, or whole.
pub fn narrowed(mut listing: Listing, form: &crate::Params) -> Result<Listing, Fault> {
    if form.get("all") != "1" {
        let ids: Vec<i64> = form.all("id").filter_map(|id| id.parse().ok()).collect();
        if ids.is_empty() {
            let say = "还没有选中记录。在列表左边勾选，再选要做什么。";
            return Err(Fault::refused(vec![Refusal::on("id", say)]));
        }
        listing.ask.ids = Some(ids);
    }
    listing.cursor = None;
    Ok(listing)
}

/// The selected records as they stand now; too many are refused aloud.
pub fn picks(store: &Store, ctx: &Ctx, listing: &Listing) -> Result<Vec<Pick>, StoreError> {
    let mut ask = listing.ask.clone();
    ask.columns = ask.shown().into_iter().take(1).collect();
    let mut all = Vec::new();
    store.each(ctx, &ask, |page| {
        if all.len() + page.rows.len() > MOST {
            let most = show::number_text(i64::try_from(MOST).unwrap_or(0));
            let say = format!("一次最多改{most}条。请加上条件，分几次做");
            return Err(StoreError::refuse("id", say));
        }
        for row in &page.rows {
            let cells = page.heads.iter().zip(&row.cells);
            let name: Vec<String> =
                cells.map(|(head, cell)| show::text(&head.field, cell, &page.titles)).collect();
            all.push(Pick { id: row.id, version: row.version, name: name.join(" ") });
        }
        Ok(())
    })?;
    Ok(all)
}

async fn question(
    asker: Asker,
    headers: HeaderMap,
    uri: Uri,
    Path(name): Path<String>,
    Form(form): Form,
) -> Answer {
    let listing = narrowed(listing_of(&asker, &name)?, &form)?;
    let wanted = form.get("act").to_owned();
    if wanted.starts_with("begin-") {
        return begin::ask(&asker, &listing, &form).await;
    }
    if wanted == "face" {
        let base = asker.app.base(&headers, &uri);
        return crate::pages::paper::face::of_many(&asker, &listing, &base).await;
    }
    if wanted == "step" {
        return step::ask(&asker, &listing, &form).await;
    }
    let act = act::needed(&wanted)?;
    if !asker.may(listing.register, act) {
        let say = format!("您在这个单位没有“{}”的权限，没有改任何记录。", act.title());
        return Err(Fault::forbidden(say));
    }
    if act == Act::Export {
        return crate::pages::export::send(&asker, listing, false).await;
    }
    let (ctx, copy) = (asker.ctx.clone(), listing.clone());
    let picks = run(&asker.app, move |store| picks(store, &ctx, &copy)).await?;
    if picks.is_empty() {
        return Ok(see(&listing.href()));
    }
    if let Some(letter) = wanted.strip_prefix("form-") {
        return crate::pages::paper::form::of_many(&asker, &listing, picks, letter).await;
    }
    Ok(question_page(&asker, &listing, &form, &picks, &[]))
}

/// What to change, for how many.
fn question_page(
    asker: &Asker,
    listing: &Listing,
    form: &crate::Params,
    picks: &[Pick],
    wrong: &[Refusal],
) -> Response {
    let register = listing.register;
    let many =
        format!("{}{}", show::number_text(i64::try_from(picks.len()).unwrap_or(0)), register.unit);
    let wanted = form.get("act");
    let fields = act::changeable(asker, register);
    let field = act::chosen(wanted, form.get("field"), register, &fields);
    let title = match wanted {
        "void" => format!("作废选中的{many}"),
        "move" => format!("把选中的{many}归到工会"),
        _ => format!("改选中的{many}"),
    };
    let ready = wanted == "void" || field.is_some();
    let path = listing.path();
    let action = listing.query.on(&format!("{path}/bulk{}", if ready { "/do" } else { "" }));
    let body = match (wanted, field) {
        ("void", _) => void_body(wrong),
        (_, Some(field)) => set_body(asker, listing, field, form, wrong),
        _ => choose_body(&fields),
    };
    let yes = match (ready, wanted) {
        (false, _) => Btn::submit("下一步").pri(),
        (_, "void") => Btn::submit(format!("作废这{many}")).danger(),
        _ => Btn::submit(format!("改这{many}")).pri().busy("正在改…"),
    };
    let errors: Vec<(String, String)> =
        wrong.iter().map(|r| (format!("f-{}", r.field), r.reason.clone())).collect();
    let main = html! {
        (parts::page_head(&parts::PageHead {
            title: title.clone(),
            crumbs: vec![Crumb::to(format!("{}台账", register.title), listing.href())],
            ..parts::PageHead::default()
        }))
        (parts::errsum(&errors))
        form.panel method="post" action=(action) {
            (parts::csrf_field(&asker.csrf))
            input type="hidden" name="act" value=(wanted);
            @if form.get("all") == "1" { input type="hidden" name="all" value="1"; }
            @else { @for id in form.all("id") { input type="hidden" name="id" value=(id); } }
            div.pad.stack { (names(picks)) (body) }
            (parts::foot_bar("做完可以一次撤销", &[Btn::link("先不改", listing.href()).quiet(), yes]))
        }
    };
    let nav = format!("r/{}", register.name);
    page(asker, Page { title: &title, nav: &nav, main, narrow: true, ..Page::default() })
}

fn names(picks: &[Pick]) -> Markup {
    let first: Vec<&str> = picks.iter().take(8).map(|pick| pick.name.as_str()).collect();
    let rest = picks.len().saturating_sub(first.len());
    html! { p.soft { (first.join("、")) @if rest > 0 { "，等" (picks.len()) "条" } } }
}

fn wrong_of(wrong: &[Refusal], name: &str) -> Option<String> {
    wrong.iter().find(|refusal| refusal.field == name).map(|refusal| refusal.reason.clone())
}

fn void_body(wrong: &[Refusal]) -> Markup {
    let reason = Field::new("reason", "为什么作废").max(200).error(wrong_of(wrong, "reason"));
    html! {
        p.soft { "作废表示这些记录从来就不该有。人离开、单位撤销不用作废，请改离会日期、撤销日期。" }
        (parts::field_text(&reason, ""))
    }
}

fn choose_body(fields: &[FieldDef]) -> Markup {
    let opts: Vec<Opt> = fields.iter().map(|field| Opt::new(field.name, field.title)).collect();
    parts::field_select(&Field::new("field", "改哪一项"), &opts, "", "")
}

fn set_body(
    asker: &Asker,
    listing: &Listing,
    field: &FieldDef,
    form: &crate::Params,
    wrong: &[Refusal],
) -> Markup {
    let today = asker.store().today().to_string();
    let from = if form.has("_from") { form.get("_from") } else { today.as_str() };
    let owner = listing.register.owner_field() == Some(field.name);
    let day = Field::new("_from", "从哪天起是这样").error(wrong_of(wrong, "_from"));
    html! {
        input type="hidden" name="field" value=(field.name);
        (control_of(asker, listing.register, field, form, wrong))
        @if field.dated { (parts::field_date(&day, from)) }
        @if owner {
            p.hint { "这是更正，表示一直就在那个工会。人真的转走了，请给原来的会籍填离会日期，再登记新的会籍。" }
        } @else if !field.dated {
            p.hint { "这一项不分日期，改了就一直是新的；原来的值在历史里。" }
        }
    }
}
