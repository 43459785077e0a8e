//! 作废 with a reason, 看全文 with a reason, 撤销. Each question is a page of its own, and a dialog
//! where htmx asks.

use super::{name_of, opened_for, path_of};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::account::came_from;
use crate::parts::{self, Btn, Dialog, Field, Masked, Opt, Toast};
use crate::request::{Asker, Form};
use crate::shell::{Page, fragment, page, see};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use kernel::access::Act;
use kernel::verdict::Refusal;
use maud::{Markup, html};
use store::reader::Opened;
use store::undo::{Undone, What};
use store::writer::Doing;

type Key = Path<(String, String)>;

/// A question: a dialog for htmx, a page otherwise.
pub(in crate::pages) fn ask(
    asker: &Asker,
    opened: &Opened,
    title: &str,
    body: &Markup,
    action: String,
    yes: Btn,
) -> Response {
    let back = asker.href(&path_of(opened));
    if asker.htmx {
        return fragment(&parts::dialog(&Dialog {
            id: "ask".into(),
            title: title.to_owned(),
            body: html! { div.stack { (body) } },
            action,
            csrf: asker.csrf.clone(),
            no: "先不做".into(),
            acts: vec![yes],
            show: true,
        }));
    }
    let head = parts::page_head(&parts::PageHead {
        title: title.to_owned(),
        crumbs: vec![parts::Crumb::to(name_of(opened), back.clone())],
        ..parts::PageHead::default()
    });
    let main = html! {
        (head)
        form.panel method="post" action=(action) {
            (parts::csrf_field(&asker.csrf))
            div.pad.stack { (body) }
            (parts::foot_bar("", &[Btn::link("先不做", back).quiet(), yes]))
        }
    };
    let nav = format!("r/{}", opened.record.register.name);
    page(asker, Page { title, nav: &nav, main, narrow: true, ..Page::default() })
}

/// Asks why a record is void.
pub async fn ask_void(asker: Asker, Path((name, key)): Key) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Void).await?;
    Ok(void_question(&asker, &opened, ""))
}

fn void_question(asker: &Asker, opened: &Opened, wrong: &str) -> Response {
    let title = format!("作废“{}”", name_of(opened));
    let reason = Field::new("reason", "为什么作废")
        .hint("例如：录重了、录错单位、不是本单位的人")
        .error((!wrong.is_empty()).then_some(wrong))
        .max(200);
    let body = html! {
        p.soft {
            "作废表示这条记录从来就不该有：不再出现在名单里，也不计入任何数字。"
            "人离开、单位撤销不用作废，请改离会日期、撤销日期。"
        }
        input type="hidden" name="version" value=(opened.record.version);
        (parts::field_text(&reason, ""))
    };
    let action = asker.href(&format!("{}/void", path_of(opened)));
    ask(asker, opened, &title, &body, action, Btn::submit("作废这条").danger())
}

/// 作废.
pub async fn void(asker: Asker, Path((name, key)): Key, Form(form): Form) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Void).await?;
    let (register, id) = (opened.record.register, opened.record.id);
    let (ctx, reason) = (asker.ctx.clone(), form.get("reason").trim().to_owned());
    if reason.is_empty() {
        let mut answer = void_question(&asker, &opened, "写一句为什么作废，以后查得到");
        *answer.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(answer);
    }
    let version = form.get("version").parse().unwrap_or(opened.record.version);
    let seq = run(&asker.app, move |store| {
        store.act(&ctx, Doing::new("作废", &reason), |writer| {
            writer.void(register, id, version, &reason)
        })?;
        store.last_entry(&ctx, "作废", register, id)
    })
    .await?;
    let said = format!("已作废“{}”", name_of(&opened));
    asker.say(Toast::new(said).undo(format!("/undo/{seq}"), asker.csrf.as_str()));
    Ok(see(&asker.href(&format!("/r/{name}"))))
}

const WHY: [&str; 4] = ["办理会员业务", "核对信息", "本人要求核对", "其他，写在下面"];

/// Asks why a sensitive field is to be seen in full.
pub async fn ask_reveal(
    asker: Asker,
    Path((name, key, field)): Path<(String, String, String)>,
) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Reveal).await?;
    let def = opened.record.register.field(&field).filter(|def| def.secret);
    let def = def.ok_or_else(Fault::not_found)?;
    let title = format!("查看{}的{}", name_of(&opened), def.title);
    let action = asker.href(&format!("{}/reveal/{field}", path_of(&opened)));
    let reasons: Vec<Opt> = WHY.iter().map(|why| Opt::new(*why, *why)).collect();
    let first = WHY.first().copied().unwrap_or_default();
    let body = html! {
        p.soft { "您的姓名、时间和事由会记入日志，列在这条记录的“谁看过全文”里。显示60秒后自动遮上。" }
        (parts::field_radio(&Field::new("why", "为什么要看"), &reasons, first, true))
        (parts::field_text(&Field::new("why_text", "补充说明").optional().max(100), ""))
    };
    let yes = Btn::submit("查看60秒").pri().icon("eye");
    if !asker.htmx {
        return Ok(ask(&asker, &opened, &title, &body, action, yes));
    }
    Ok(fragment(&html! {
        dialog.dlg id="ask" aria-labelledby="ask-h" data-show {
            form method="post" action=(action) hx-post=(action)
                hx-target=(format!("#sec-{field}")) hx-swap="outerHTML" data-closes {
                (parts::csrf_field(&asker.csrf))
                h2 id="ask-h" tabindex="-1" { (title) }
                div.dlg-b.stack { (body) }
                div.acts { (Btn::close("不看了")) (yes) }
            }
        }
    }))
}

/// Shows a sensitive field in full, once the journal has taken it down.
pub async fn reveal(
    asker: Asker,
    Path((name, key, field)): Path<(String, String, String)>,
    Form(form): Form,
) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Reveal).await?;
    let register = opened.record.register;
    let def = *register.field(&field).filter(|def| def.secret).ok_or_else(Fault::not_found)?;
    let more = form.get("why_text").trim();
    let reason = match (form.get("why"), more) {
        (why, "") if why.starts_with("其他") => {
            return Err(Fault::refused(vec![Refusal::on(
                "why_text",
                "选了“其他”，请写明为什么要看",
            )]));
        }
        (why, more) if why.starts_with("其他") => more.to_owned(),
        (why, "") => why.to_owned(),
        (why, more) => format!("{why}，{more}"),
    };
    let (ctx, id, name) = (asker.ctx.clone(), opened.record.id.to_string(), field.clone());
    let full =
        run(&asker.app, move |store| store.reveal(&ctx, register, &id, &name, &reason)).await?;
    let masked = Masked {
        id: field.clone(),
        what: def.title.to_owned(),
        mask: opened.record.value(&field).to_string(),
        full: Some(full),
        ..Masked::default()
    };
    if asker.htmx {
        return Ok(fragment(&parts::masked(&masked)));
    }
    let title = format!("{}的{}", name_of(&opened), def.title);
    let back = asker.href(&path_of(&opened));
    let main = html! {
        (parts::page_head(&parts::PageHead { title: title.clone(), ..parts::PageHead::default() }))
        section.panel { div.pad.stack {
            p.t4 { (parts::masked(&masked)) }
            (Btn::link("看好了，回记录", back.as_str()))
        } }
    };
    let mut answer = page(&asker, Page { title: &title, main, narrow: true, ..Page::default() });
    if let Ok(after) = HeaderValue::from_str(&format!("60; url={back}")) {
        answer.headers_mut().insert(header::REFRESH, after);
    }
    Ok(answer)
}

/// Takes an act back.
pub async fn undo(asker: Asker, Path(entry): Path<i64>, headers: HeaderMap) -> Answer {
    let ctx = asker.ctx.clone();
    let undone =
        run(&asker.app, move |store| store.undo(&ctx, What::Entry(entry), "撤销刚才的操作"))
            .await?;
    asker.say(Toast::new(undone_words(&undone)));
    Ok(see(&came_from(&headers)))
}

/// 已撤销：…
pub fn undone_words(undone: &Undone) -> String {
    let done = undone.voided + undone.restored;
    let stayed = undone.stayed.len();
    let first = undone.stayed.first().map_or("", |stayed| stayed.why.as_str());
    match (done, stayed) {
        (_, 0) => format!("已撤销，{done}条记录回到原样"),
        (0, _) => format!("没有撤销：{first}"),
        _ => format!("撤销了{done}条，{stayed}条没有动：{first}"),
    }
}
