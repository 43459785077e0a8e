//! Records of another register begun for many chosen ones, each an act of its own: a card for every member of
//! a union. Who stays behind is listed with the reason.

use super::step::{carried, framed, many, told};
use super::{Pick, names, narrowed, picks};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::list::ask::Listing;
use crate::pages::list::listing_of;
use crate::params::Params;
use crate::parts::{self, Btn};
use crate::request::{Asker, Form};
use crate::shell::see;
use crate::show::number_text;
use axum::extract::Path;
use kernel::access::Act;
use kernel::register::{Begun, Register};
use maud::html;
use store::{Ctx, Store, StoreError};

/// More are not begun at once: each is looked at by itself.
const MOST: usize = 500;

/// Registers whose records this person may begin from a list.
pub fn offered(asker: &Asker, of: &Register) -> Vec<(&'static Register, Begun)> {
    let from_here = |register: &'static Register| {
        let begun = register.begun?;
        let to = register.field(begun.link).is_some_and(|link| link.to == of.name);
        (to && asker.may(register, Act::Write)).then_some((register, begun))
    };
    asker.store().catalog().registers.iter().filter_map(from_here).collect()
}

fn wanted(asker: &Asker, of: &Register, act: &str) -> Result<(&'static Register, Begun), Fault> {
    let name = act.strip_prefix("begin-").unwrap_or_default();
    let found = offered(asker, of).into_iter().find(|(register, _)| register.name == name);
    found.ok_or_else(|| Fault::forbidden("您在这个单位没有这项权限，什么也没有办。"))
}

async fn chosen(asker: &Asker, listing: &Listing) -> Result<Vec<Pick>, Fault> {
    let (ctx, copy) = (asker.ctx.clone(), listing.clone());
    run(&asker.app, move |store| {
        let picks = picks(store, &ctx, &copy)?;
        if picks.len() > MOST {
            let unit = copy.register.unit;
            let say = format!("一次最多选{MOST}{unit}。请加上条件，分几次办");
            return Err(StoreError::refuse("id", say));
        }
        Ok(picks)
    })
    .await
}

/// Asks once before it is done.
pub(super) async fn ask(asker: &Asker, listing: &Listing, form: &Params) -> Answer {
    let (register, begun) = wanted(asker, listing.register, form.get("act"))?;
    let picks = chosen(asker, listing).await?;
    if picks.is_empty() {
        return Ok(see(&listing.href()));
    }
    let title = format!("{}：选中的{}", begun.title, many(listing, &picks));
    let action = listing.query.on(&format!("{}/bulk/begin", listing.path()));
    let yes = Btn::submit(begun.title).pri().busy("正在办…");
    let main = html! {
        form.panel method="post" action=(action) {
            (carried(asker, form, &format!("begin-{}", register.name)))
            div.pad.stack {
                (names(&picks))
                p.soft { (begun.about) }
            }
            (parts::foot_bar("每件单独办，可以单独撤销", &[Btn::link("先不办", listing.href()).quiet(), yes]))
        }
    };
    Ok(framed(asker, listing, &title, &main))
}

/// `/r/{register}/bulk/begin`.
pub(super) async fn perform(asker: Asker, Path(name): Path<String>, Form(form): Form) -> Answer {
    let listing = narrowed(listing_of(&asker, &name)?, &form)?;
    let (register, begun) = wanted(&asker, listing.register, form.get("act"))?;
    let picks = chosen(&asker, &listing).await?;
    if picks.is_empty() {
        return Ok(see(&listing.href()));
    }
    let ctx = asker.ctx.clone();
    let (done, behind) = run(&asker.app, move |store| each(store, &ctx, register, &picks)).await?;
    let count = number_text(i64::try_from(done).unwrap_or(0));
    let title = format!("{}：办了{count}{}", begun.title, register.unit);
    let next = asker.href(&format!("/r/{}", register.name));
    let next = Btn::link(format!("看{}台账", register.title), next).pri();
    Ok(told(&asker, &listing, &title, &behind, &[next]))
}

/// How many were begun, and who stays behind: key, name, reason.
type Came = (usize, Vec<(i64, String, String)>);

fn each(
    store: &Store,
    ctx: &Ctx,
    register: &'static Register,
    picks: &[Pick],
) -> Result<Came, StoreError> {
    let (mut done, mut behind) = (0, Vec::new());
    for pick in picks {
        match store.begin_for(ctx, register, pick.id) {
            Ok(_) => done += 1,
            Err(error @ (StoreError::Unavailable { .. } | StoreError::TooSlow)) => {
                return Err(error);
            }
            Err(error) => behind.push((pick.id, pick.name.clone(), error.to_string())),
        }
    }
    Ok((done, behind))
}
