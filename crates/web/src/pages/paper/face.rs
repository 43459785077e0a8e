//! Cards on paper: several on a sheet of A4, each with a code from which anybody reads whether it is valid.

use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::list::ask::Listing;
use crate::pages::record::{name_of, opened_for, path_of};
use crate::parts::{self, Btn, Crumb, Face, PageHead, Press, Tone};
use crate::request::Asker;
use crate::shell::{Page, page};
use crate::show;
use axum::extract::Path;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use kernel::access::Act;
use kernel::own;
use kernel::register::Register;
use maud::{Markup, html};
use store::list::ListAsk;
use store::{Ctx, Store, StoreError};

/// Most cards at once: about fifty sheets.
const MOST: usize = 500;

/// What is printed, and what is not: name and reason.
#[derive(Default)]
struct Sheet {
    faces: Vec<Face>,
    behind: Vec<(String, String)>,
}

/// `GET /r/{register}/{id}/face`.
pub async fn page_of(
    asker: Asker,
    headers: HeaderMap,
    uri: Uri,
    Path((name, key)): Path<(String, String)>,
) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Read).await?;
    let register = opened.record.register;
    let ask = ListAsk { ids: Some(vec![opened.record.id]), ..ListAsk::new(register) };
    let back = Crumb::to(name_of(&opened), asker.href(&path_of(&opened)));
    printed(&asker, ask, &asker.app.base(&headers, &uri), back).await
}

/// Those that are chosen in a list.
pub async fn of_many(asker: &Asker, listing: &Listing, base: &str) -> Answer {
    let title = format!("{}台账", listing.register.title);
    printed(asker, listing.ask.clone(), base, Crumb::to(title, listing.href())).await
}

async fn printed(asker: &Asker, ask: ListAsk, base: &str, back: Crumb) -> Answer {
    let register = ask.register;
    let face = register.own.and_then(|own| own.face).ok_or_else(Fault::not_found)?;
    let (ctx, base) = (asker.ctx.clone(), base.to_owned());
    let sheet = run(&asker.app, move |store| sheet(store, &ctx, &ask, face, &base)).await?;
    Ok(shown(asker, register, face, &sheet, back))
}

fn sheet(
    store: &Store,
    ctx: &Ctx,
    ask: &ListAsk,
    face: own::Face,
    base: &str,
) -> Result<Sheet, StoreError> {
    let register = ask.register;
    let site = store.setting_on("site", store.today())?;
    let base = if site.is_empty() { base } else { site.trim_end_matches('/') };
    let state = register.flow.as_ref().map_or("", |flow| flow.state.name);
    let mut ask = ask.clone();
    ask.columns =
        [face.name].iter().chain(face.lines).chain(&[state]).map(|c| (*c).into()).collect();
    let house = store.db.read(|tx| store.tree(tx))?;
    let house = house.title(house.root()).to_owned();
    let mut sheet = Sheet::default();
    store.each(ctx, &ask, |found| {
        for row in &found.rows {
            if sheet.faces.len() + sheet.behind.len() >= MOST {
                let say = format!("一次最多印{MOST}{}，请分几次选", register.unit);
                return Err(StoreError::refuse("id", say));
            }
            let cells: Vec<String> = found
                .heads
                .iter()
                .zip(&row.cells)
                .map(|(head, cell)| show::text(&head.field, cell, &found.titles))
                .collect();
            let code = row.cells.last().and_then(|cell| cell.as_text()).unwrap_or_default();
            let (name, rest) = cells
                .split_first()
                .map_or((String::new(), &[][..]), |(name, rest)| (name.clone(), rest));
            if !face.states.contains(&code) {
                let now = rest.last().map_or("", String::as_str);
                sheet.behind.push((name, format!("现在是“{now}”，{}", face.otherwise)));
                continue;
            }
            let heads = found.heads.iter().skip(1);
            let lines = heads.zip(rest).take(face.lines.len());
            let badge = store.badge(ctx, register, row.id, true)?;
            sheet.faces.push(Face {
                house: house.clone(),
                title: face.title,
                name,
                lines: lines.map(|(head, said)| (head.field.title, said.clone())).collect(),
                code: format!("{base}/v/{badge}"),
            });
        }
        Ok(())
    })?;
    if !sheet.faces.is_empty() {
        let only = (sheet.faces.len() == 1).then(|| ask.ids.as_ref()?.first().copied()).flatten();
        let words = format!("{}{}{}", face.title, sheet.faces.len(), register.unit);
        store.note(ctx, "打印表格", register.name, only.unwrap_or(0), &words)?;
    }
    Ok(sheet)
}

fn shown(
    asker: &Asker,
    register: &Register,
    face: own::Face,
    sheet: &Sheet,
    back: Crumb,
) -> Response {
    let title = format!("打印{}", face.title);
    let acts = if sheet.faces.is_empty() {
        Markup::default()
    } else {
        html! { (Btn::new("打印", Press::Print).icon("printer").pri()) }
    };
    let head = PageHead { title: title.clone(), crumbs: vec![back], acts, ..PageHead::default() };
    let count = sheet.faces.len();
    let main = html! {
        div.no-print {
            (parts::page_head(&head))
            @if count > 0 {
                p.soft { "共" (count) (register.unit) "，用A4纸打印，打印时选“实际大小”，剪下来长85.6毫米、宽54毫米。扫码只显示这张证有没有效，不显示持证人的任何资料。" }
            }
            @if !sheet.behind.is_empty() {
                (parts::note(Tone::Warn, &html! {
                    (sheet.behind.len()) (register.unit) "没有印："
                    @for (name, why) in &sheet.behind { br; (name) "，" (why) }
                }, None))
            }
            br;
        }
        div.idcards { @for one in &sheet.faces { (parts::face(one)) } }
    };
    let nav = format!("r/{}", register.name);
    page(asker, Page::new(&title, &nav, main))
}
