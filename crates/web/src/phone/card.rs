//! The card, with a code that is good for a minute; and the page on which anybody reads whether it is valid.

use super::{Frame, Me, frame, line};
use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::parts;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use kernel::register::Register;
use maud::{Markup, html};
use store::badge::Badge;
use store::list::{Life, ListAsk};
use store::members::Member;
use store::{Store, StoreError};

/// The register whose records are shown to others as valid.
fn shown(store: &Store) -> Option<&'static Register> {
    let valid = |register: &&'static Register| {
        register.own.is_some_and(|own| !own.valid.is_empty()) && register.flow.is_some()
    };
    store.catalog().registers.iter().find(valid)
}

/// One's own card: its key, state, whether it is valid.
struct Held {
    register: &'static Register,
    id: i64,
    public_id: String,
    state: String,
    valid: bool,
}

fn held(store: &Store, member: &Member) -> Result<Option<Held>, StoreError> {
    let Some(register) = shown(store) else { return Ok(None) };
    let state = register.flow.as_ref().map_or("", |flow| flow.state.name);
    let ask =
        ListAsk { columns: vec![state.to_owned()], life: Life::Living, ..ListAsk::new(register) };
    let page = store.list(&member.ctx, &ask, None, 1)?;
    let Some(row) = page.rows.first() else { return Ok(None) };
    let opened = store.open_record(&member.ctx, register, &row.id.to_string())?;
    let code = opened.record.value(state).to_string();
    let title = register.flow.as_ref().map_or(String::new(), |flow| flow.title(&code).to_owned());
    let valid = register.own.is_some_and(|own| own.valid.contains(&code.as_str()));
    Ok(Some(Held { register, id: row.id, public_id: opened.record.public_id, state: title, valid }))
}

/// The card.
pub async fn show(me: Me) -> Answer {
    let member = me.member.clone();
    let (belonging, unit, house, held) = run(&me.app, move |store| {
        let belonging = store.belongs(&member)?;
        let tree = store.db.read(|tx| store.tree(tx))?;
        let field = belonging.as_ref().and_then(|of| of.register.owner_field()).unwrap_or("");
        let node = belonging.as_ref().and_then(|of| of.value(field).as_int()).unwrap_or(0);
        let names = (tree.title(node).to_owned(), tree.title(tree.root()).to_owned());
        Ok::<_, StoreError>((belonging, names.0, names.1, held(store, &member)?))
    })
    .await?;
    let Some(belonging) = belonging else {
        let body = html! { section.panel { div.pad.stack {
            h2 { "还没有会员证" }
            p { "工会同意入会以后，在这里出示会员证。" }
            a.btn.pri.wide href="/m" { "回首页" }
        } } };
        return Ok(frame(
            Some(&me),
            &Frame { title: "会员证", tab: "card", body, ..Frame::default() },
        ));
    };
    let own = belonging.register.own.map_or("", |own| own.number);
    let number = belonging.value(own).to_string();
    let since = belonging.register.life.map_or("", |life| life.0);
    let since = belonging.value(since).as_day().map(kernel::dates::chinese).unwrap_or_default();
    let square = match &held {
        Some(held) if held.valid => square(&me, held).await?,
        _ => Markup::default(),
    };
    let body = html! {
        section.m-card.m-card-whole aria-label="会员证" {
            div.m-card-top { span.m-mark { (parts::logo()) } div { b { (house) } br; span { "工会会员证" } } }
            @if held.as_ref().is_some_and(|held| held.valid) {
                div #square .m-code { (square) }
                p aria-live="polite" { "二维码每分钟换一次，还剩" span #left { (store::badge::SECONDS) } "秒 · " a href="/m/card" { "换一个" } }
            } @else {
                p.m-code-none { @match &held {
                    Some(held) => { "会员证：" b { (held.state) } }
                    None => { "还没有申领会员证" }
                } }
            }
            div.m-card-foot.m-row { div { b.m-name { (me.member.name) } br; span { (unit) } }
                div.right { @if !number.is_empty() { "编号 " (number) br; } (since) "入会" } }
        }
        section.panel { ul.list {
            @if let Some(held) = &held {
                (line("id-badge-2", &format!("/m/r/{}/{}", held.register.name, held.public_id), "办证进度、挂失", &held.state))
            } @else if let Some(register) = shown(&me.app.store) {
                (line("id-badge-2", &format!("/m/new/{}", register.name), "申领会员证", "工会核对编号以后制证"))
            }
            (line("eye", "/m/looks", "谁看过我的资料", ""))
        } }
    };
    Ok(frame(Some(&me), &Frame { title: "我的会员证", tab: "card", body, ..Frame::default() }))
}

async fn square(me: &Me, held: &Held) -> Result<Markup, Fault> {
    let (ctx, register, id) = (me.member.ctx.clone(), held.register, held.id);
    let code = run(&me.app, move |store| store.badge(&ctx, register, id, false)).await?;
    Ok(parts::square(&format!("{}/v/{code}", me.base), "会员证二维码"))
}

/// The next code, for the page that is open.
pub async fn code(me: Me) -> Answer {
    let member = me.member.clone();
    let held = run(&me.app, move |store| held(store, &member)).await?;
    let held = held.filter(|held| held.valid).ok_or_else(Fault::not_found)?;
    Ok(crate::shell::fragment(&square(&me, &held).await?))
}

/// Whether a code is valid: for anybody, and nothing about whose it is.
pub async fn check(State(app): State<App>, Path(code): Path<String>, request: Request) -> Answer {
    let address = app.address(request.headers(), request.extensions());
    let (badge, house) = run(&app, move |store| {
        let tree = store.db.read(|tx| store.tree(tx))?;
        Ok::<_, StoreError>((
            store.look_at_badge(&code, &address)?,
            tree.title(tree.root()).to_owned(),
        ))
    })
    .await?;
    let now = moment(&app);
    let (fine, title, words) = match badge {
        Badge::Valid(register) => {
            (true, format!("有效的{}", register.title), format!("由{house}发出，{now}核验。"))
        }
        Badge::Early(register) => (
            false,
            format!("{}还没有生效", register.title),
            "这张证还在办，发到本人手里才生效。不是本人拿着的，请交回工会。".to_owned(),
        ),
        Badge::Ended(register) => (
            false,
            format!("{}已失效", register.title),
            "这张证已挂失、补换或注销，请持证人联系所在工会。".to_owned(),
        ),
        Badge::Old => (
            false,
            "二维码过时了".to_owned(),
            "屏幕上的二维码一分钟换一次，请持证人换一个再扫。".to_owned(),
        ),
        Badge::Forged => {
            (false, "不是这里发的证".to_owned(), format!("这个二维码不是{house}发出的，不要相信。"))
        }
    };
    let body = html! {
        section.panel { div.pad.stack.check-result {
            @if fine { (parts::icon_in("circle-check", "green")) } @else { (parts::icon_in("alert-circle", "red")) }
            h2.big { (title) }
            p { (words) }
            p.small.muted { "核验页不显示持证人的任何资料。" }
        } }
    };
    let mut answer = frame(None, &Frame { title: "核验会员证", body, ..Frame::default() });
    if !fine {
        *answer.status_mut() = StatusCode::NOT_FOUND;
    }
    Ok(answer)
}

fn moment(app: &App) -> String {
    let now = app.store.clock.now();
    crate::show::moment(now, app.store.today())
}
