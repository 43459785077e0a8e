//! Saved views: conditions with a name, as tabs above the list.

use super::ask::{Listing, life_code};
use crate::app::run;
use crate::fault::Answer;
use crate::params::Params;
use crate::parts::{self, Menu, Tab, Toast};
use crate::request::{Asker, Form};
use crate::shell::see;
use axum::extract::Path;
use maud::{Markup, html};
use store::desk::View;
use store::list::Life;

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

/// The tabs, and 存为视图 beside them.
pub fn bar(asker: &Asker, listing: &Listing, views: &[View]) -> (Markup, Markup) {
    let now = bare(&listing.query);
    let path = listing.path();
    let href = |query: &str| {
        let mut all = Params::parse(query);
        all.0.extend(asker.keep().0);
        all.on(&path)
    };
    let mut tabs: Vec<Tab> = standard(listing)
        .into_iter()
        .map(|(title, query)| Tab::new(title, href(&query), now == query))
        .collect();
    let plain = tabs.iter().any(|tab| tab.current);
    let current = views.iter().find(|view| view.query == now);
    tabs.extend(views.iter().map(|view| {
        Tab::new(view.title.as_str(), href(&view.query), current.is_some_and(|c| c.id == view.id))
    }));
    if current.is_none() && !plain {
        tabs.push(Tab::new("现在的条件", listing.href(), true));
    }
    let right = match current {
        Some(view) => forget_menu(asker, listing, view),
        None if plain => Markup::default(),
        None => save_menu(asker, listing),
    };
    (parts::tabs("存好的视图", &tabs), right)
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
