//! Saved views: conditions with a name, as tabs above the list.

use super::ask::{Listing, life_code};
use crate::app::run;
use crate::fault::Answer;
use crate::params::Params;
use crate::parts::{self, Menu, Tab, Toast};
use crate::request::{Asker, Form};
use crate::shell::{fragment, see};
use axum::extract::Path;
use maud::{Markup, html};
use store::StoreError;
use store::desk::View;
use store::list::{Count, Life, ListAsk};

const LABEL: &str = "存好的视图";
/// No tab is counted further.
const MANY: i64 = 9_999;

/// What belongs to a view: everything but the unit and the page size.
const OUTSIDE: [&str; 4] = ["at", "below", "n", "c"];

fn bare(query: &Params) -> String {
    query.clone().without(&OUTSIDE).query()
}

/// The views that every list of the register has: what it shows by itself, all, and those whose
/// life has ended.
fn standard(listing: &Listing) -> Vec<(&'static str, String)> {
    let Some(standing) = listing.register.standing else { return vec![("全部", String::new())] };
    let of = |life| bare(&Params::default().set("life", life_code(life)));
    vec![
        (standing.living, of(Life::Living)),
        ("全部", of(Life::Any)),
        (standing.ended, of(Life::Ended)),
    ]
}

/// A tab and the conditions behind it; without those where they are the ones of the address.
type Known = (Tab, Option<String>);

fn known(asker: &Asker, listing: &Listing, views: &[View]) -> Vec<Known> {
    let now = bare(&listing.query);
    let path = listing.path();
    let href = |query: &str| {
        let mut all = Params::parse(query);
        all.0.extend(asker.keep().0);
        all.on(&path)
    };
    let own = views.iter().map(|view| (view.title.as_str(), view.query.clone()));
    let all = standard(listing).into_iter().chain(own);
    let tab =
        |(title, query): (&str, String)| (Tab::new(title, href(&query), now == query), Some(query));
    let mut tabs: Vec<Known> = all.map(tab).collect();
    if !tabs.iter().any(|(tab, _)| tab.current) {
        tabs.push((Tab::new("现在的条件", listing.href(), true), None));
    }
    tabs
}

/// The tabs, and 存为视图 beside them. How many are in each follows when the rows are there.
pub fn bar(asker: &Asker, listing: &Listing, views: &[View]) -> (Markup, Markup) {
    let tabs = known(asker, listing, views);
    let now = bare(&listing.query);
    let right = match views.iter().find(|view| view.query == now) {
        Some(view) => forget_menu(asker, listing, view),
        None if tabs.iter().all(|(_, query)| query.is_some()) => Markup::default(),
        None => save_menu(asker, listing),
    };
    let later = listing.query.on(&format!("{}/tabs", listing.path()));
    let shown: Vec<Tab> = tabs.into_iter().map(|(tab, _)| tab).collect();
    let shown = html! {
        (parts::tabs(LABEL, &shown))
        span hidden hx-get=(later) hx-trigger="load" hx-target="previous nav" hx-swap="outerHTML" {}
    };
    (shown, right)
}

/// The tabs again, with how many are in each. One that takes too long to count stays without a number.
pub async fn counted(asker: Asker, Path(name): Path<String>) -> Answer {
    let register = asker.register(&name)?;
    let listing = Listing::read(&asker, register)?;
    if !asker.htmx {
        return Ok(see(&listing.href()));
    }
    let user = asker.ctx.user_id;
    let views = run(&asker.app, move |store| store.views(user, register.name)).await?;
    let tabs = known(&asker, &listing, &views);
    let mut asks = Vec::new();
    for (_, query) in &tabs {
        let given = query.as_deref().map(|query| {
            let mut given = Params::parse(query);
            given.0.extend(asker.keep().0);
            given
        });
        // A view kept before a field went away is still a tab, without a number.
        let there =
            given.map_or(Ok(listing.clone()), |given| Listing::of(&asker, register, &given));
        asks.push(there.ok().map(|listing| listing.ask));
    }
    let ctx = asker.ctx.clone();
    let counts = run(&asker.app, move |store| {
        let count = |ask: Option<ListAsk>| store.count(&ctx, &ask?, MANY).ok();
        Ok::<_, StoreError>(asks.into_iter().map(count).collect::<Vec<_>>())
    })
    .await?;
    let with = |((tab, _), count): (Known, Option<Count>)| match count {
        Some(Count::Exact(number)) => tab.count(number.unsigned_abs()),
        Some(Count::More(number)) => tab.more(number.unsigned_abs()),
        None => tab,
    };
    let tabs: Vec<Tab> = tabs.into_iter().zip(counts).map(with).collect();
    Ok(fragment(&parts::tabs(LABEL, &tabs)))
}

fn save_menu(asker: &Asker, listing: &Listing) -> Markup {
    let menu = Menu {
        label: "存为视图".into(),
        icon: Some("bookmark"),
        class: "btn quiet sm",
        ..Menu::default()
    };
    let action = listing.query.on(&format!("{}/views", listing.path()));
    parts::menu(
        &menu,
        html! {
            form.cond method="post" action=(action) {
                (parts::csrf_field(&asker.csrf))
                label for="view-title" { "给这些条件起个名字" }
                input.inp id="view-title" name="title" maxlength="20" placeholder="今年新入会"
                    autocomplete="off";
                button.btn.pri { "存为视图" }
            }
        },
    )
}

fn forget_menu(asker: &Asker, listing: &Listing, view: &View) -> Markup {
    let action = listing.query.on(&format!("{}/views/{}/drop", listing.path(), view.id));
    let label = format!("视图“{}”的更多操作", view.title);
    parts::more_menu(
        &label,
        true,
        parts::menu_post("trash", "删掉这个视图", &action, &asker.csrf, false),
    )
}

/// Saves the list's conditions under a name.
pub async fn save(asker: Asker, Path(name): Path<String>, Form(form): Form) -> Answer {
    let register = asker.register(&name)?;
    let listing = Listing::read(&asker, register)?;
    let (user, query) = (asker.ctx.user_id, bare(&listing.query));
    let title = form.get("title").trim().to_owned();
    let said = format!("已存为视图“{title}”");
    run(&asker.app, move |store| store.save_view(user, register.name, &title, &query)).await?;
    asker.say(Toast::new(said));
    Ok(see(&listing.href()))
}

/// Forgets a view.
pub async fn forget(asker: Asker, Path((name, id)): Path<(String, i64)>) -> Answer {
    let register = asker.register(&name)?;
    let user = asker.ctx.user_id;
    run(&asker.app, move |store| store.drop_view(user, id)).await?;
    asker.say(Toast::new("视图已删掉，记录没有动"));
    Ok(see(&asker.href(&format!("/r/{}", register.name))))
}
