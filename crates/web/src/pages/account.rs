//! One's own account: colours, password, second factor, where one is signed in.

use crate::app::{App, run};
use crate::fault::Answer;
use crate::pages::login::inward;
use crate::parts::{self, Btn, Fact, Field, Opt, Panel, Theme, Toast, Tone};
use crate::request::{Asker, Form, Half, theme};
use crate::shell::{Page, fragment, page, see};
use crate::show;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use axum::routing::{get, post};
use maud::{Markup, html};
use store::Store;
use store::users::{Enrolment, Open};

/// `/account` and what belongs to it.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/account", get(account))
        .route("/account/theme", post(set_theme))
        .route("/account/email", post(set_email))
        .route("/account/totp", get(totp).post(enrol))
        .route("/account/totp/confirm", post(confirm))
        .route("/account/sessions/{key}/end", post(end))
        .route("/account/sessions/end-others", post(end_others))
}

async fn account(asker: Asker) -> Answer {
    let ctx = asker.ctx.clone();
    let (open, email) = run(&asker.app, move |store| {
        Ok::<_, store::StoreError>((store.sessions(&ctx)?, store.email_of(&ctx, ctx.user_id)?))
    })
    .await?;
    let head =
        parts::page_head(&parts::PageHead { title: "我的账号".into(), ..Default::default() });
    let main = html! {
        (head)
        div.stack {
            (me(&asker))
            (told_by(&asker, &email))
            (looks(&asker))
            (devices(&asker, &open))
        }
    };
    Ok(page(&asker, Page { title: "我的账号", main, narrow: true, alone: true, ..Page::default() }))
}

fn me(asker: &Asker) -> Markup {
    let user = &asker.session.user;
    let role = |code: &str| asker.store().catalog().role(code).map_or("", |role| role.title);
    let place = |union: i64| if union == 0 { "全部" } else { asker.tree.title(union) };
    let rights: Vec<String> = user
        .grants
        .iter()
        .map(|grant| format!("{}（{}）", role(&grant.role), place(grant.union)))
        .collect();
    let rights = if rights.is_empty() {
        "还没有，请安全管理员授权".to_owned()
    } else {
        rights.join("、")
    };
    let totp = if user.totp_on { "已启用" } else { "没有启用" };
    let facts = [
        Fact::new("姓名", &user.name),
        Fact::new("登录名", &user.login),
        Fact::new(
            "权限",
            html! {
                (rights) "　" a href=(format!("/users/{}/sees", user.id)) { "我能看到什么" }
            },
        )
        .full(),
        Fact::new(
            "密码",
            html! { (show::moment(user.changed_at, asker.store().today())) "换过 "
            a href="/password" { "换密码" } },
        ),
        Fact::new(
            "动态口令",
            html! { (totp) @if !user.totp_on { " " a href="/account/totp" { "启用" } } },
        ),
    ];
    parts::panel(&Panel { title: "我".into(), body: parts::dl(&facts, false), ..Panel::default() })
}

/// Where one is told outside the program.
fn told_by(asker: &Asker, email: &str) -> Markup {
    let hint = "转给您的、退回的、快到期和超期的，发邮件提醒；邮件里没有人名和号码。不填就不发";
    let field = Field::new("email", "提醒邮箱").optional().hint(hint).inputmode("email").max(120);
    let body = html! {
        form.pad method="post" action="/account/email" {
            (parts::csrf_field(&asker.csrf))
            div.row { (parts::field_text(&field.autocomplete("email"), email)) (Btn::submit("存邮箱").push()) }
        }
    };
    parts::panel(&Panel { title: "提醒".into(), body, ..Panel::default() })
}

async fn set_email(asker: Asker, Form(form): Form) -> Answer {
    let (ctx, address) = (asker.ctx.clone(), form.get("email").trim().to_owned());
    let said = if address.is_empty() { "不再发邮件提醒" } else { "提醒邮箱已存" };
    run(&asker.app, move |store| store.set_email(&ctx, ctx.user_id, &address)).await?;
    asker.say(Toast::new(said));
    Ok(see("/account"))
}

fn looks(asker: &Asker) -> Markup {
    let all =
        [Opt::new("light", "浅色"), Opt::new("dark", "深色"), Opt::new("system", "跟着电脑走")];
    let chosen = match asker.theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::System => "system",
    };
    let body = html! {
        form.pad method="post" action="/account/theme" {
            (parts::csrf_field(&asker.csrf))
            div.row {
                (parts::field_radio(&Field::new("theme", "页面颜色"), &all, chosen, false))
                (Btn::submit("换成这种").push())
            }
        }
    };
    parts::panel(&Panel { title: "外观".into(), body, ..Panel::default() })
}

fn devices(asker: &Asker, open: &[Open]) -> Markup {
    let mine = Store::session_key(&asker.token);
    let today = asker.store().today();
    let body = parts::list(html! {
        @for one in open {
            li {
                div.grow {
                    (browser(&one.agent))
                    @if one.key == mine { " " (parts::tag("这一台", Tone::Ok)) }
                    span.sub {
                        (one.address) " · " (show::moment(one.created_at, today)) "登录 · "
                        (show::moment(one.seen_at, today)) "还在用"
                    }
                }
                @if one.key != mine {
                    form method="post" action=(format!("/account/sessions/{}/end", one.key)) {
                        (parts::csrf_field(&asker.csrf))
                        (Btn::submit("退出").sm())
                    }
                }
            }
        }
    });
    let foot = html! {
        form method="post" action="/account/sessions/end-others" {
            (parts::csrf_field(&asker.csrf))
            (Btn::submit("别处都退出"))
        }
    };
    let foot = if open.len() > 1 { foot } else { Markup::default() };
    let title = "登录着的地方".into();
    parts::panel(&Panel { title, body, foot, ..Panel::default() })
}

fn browser(agent: &str) -> &'static str {
    let names = [
        ("Edg", "Edge"),
        ("360", "360 浏览器"),
        ("MicroMessenger", "微信"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    names.iter().find(|(mark, _)| agent.contains(mark)).map_or("浏览器", |(_, name)| name)
}

async fn set_theme(asker: Asker, Form(form): Form) -> Answer {
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| store.set_theme(&ctx, form.get("theme"))).await?;
    Ok(see("/account"))
}

async fn end(asker: Asker, Path(key): Path<String>) -> Answer {
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| store.kick(&ctx, &key)).await?;
    asker.say(Toast::new("那一处已退出"));
    Ok(see("/account"))
}

async fn end_others(asker: Asker) -> Answer {
    let (ctx, token) = (asker.ctx.clone(), asker.token.clone());
    run(&asker.app, move |store| store.kick_others(&ctx, &token)).await?;
    asker.say(Toast::new("别处都已退出"));
    Ok(see("/account"))
}

fn totp_page(half: &Half, form: &Markup) -> Response {
    let session = &half.who.session;
    let about = "管理员账号除了密码，还要手机上每半分钟变一次的六位数字：密码被人看到也进不来。";
    let main = parts::door(["两道锁，", "管住大权限。"], about, "", form);
    fragment(&parts::bare("动态口令", theme(&session.user.theme), &session.csrf, &main))
}

async fn totp(half: Half) -> Answer {
    let session = half.who.session.clone();
    if session.user.totp_on {
        return Ok(see("/account"));
    }
    let form = html! {
        form method="post" action="/account/totp" {
            h1 { "启用动态口令" }
            p { "先在手机上装一个口令应用（微信小程序里搜“动态口令”，或任一身份验证器），再按下面的按钮。" }
            (parts::csrf_field(&session.csrf))
            (Btn::submit("开始启用").pri())
            @if !session.must_enrol { div.row { a href="/account" { "先不启用" } } }
        }
    };
    Ok(totp_page(&half, &form))
}

async fn enrol(half: Half) -> Answer {
    let ctx = half.who.session.ctx.clone();
    let made = run(&half.app, move |store| store.enrol_totp(&ctx)).await?;
    Ok(totp_page(&half, &code_form(&half, &made, "")))
}

fn code_form(half: &Half, made: &Enrolment, wrong: &str) -> Markup {
    let field = Field::new("code", "手机上的六位数字")
        .inputmode("numeric")
        .autocomplete("one-time-code")
        .max(7)
        .error((!wrong.is_empty()).then_some(wrong));
    let letters: Vec<char> = made.secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|part| part.iter().collect()).collect();
    html! {
        form method="post" action="/account/totp/confirm" {
            h1 { "把娘家加到手机" }
            p { "打开手机上的口令应用，扫这个码，再填应用里显示的六位数字。" }
            (parts::square(&made.url, "给口令应用扫的码"))
            details.small {
                summary { "扫不了码，手动输入" }
                p { "账户名写“娘家”，类型选“基于时间”，密钥照抄：" b { (groups.join(" ")) } }
            }
            (parts::csrf_field(&half.who.session.csrf))
            input type="hidden" name="url" value=(made.url);
            input type="hidden" name="secret" value=(made.secret);
            (parts::field_text(&field, ""))
            (Btn::submit("核对并启用").pri().busy("正在核对…"))
        }
    }
}

async fn confirm(half: Half, Form(form): Form) -> Answer {
    let who = half.who.clone();
    let code = form.get("code").to_owned();
    let done =
        run(&half.app, move |store| store.confirm_totp(&who.session.ctx, &code, Some(&who.token)))
            .await;
    match done {
        Ok(()) => Ok(see(inward("/"))),
        Err(fault) if !fault.refusals.is_empty() => {
            let (url, secret) = (form.get("url").to_owned(), form.get("secret").to_owned());
            Ok(totp_page(&half, &code_form(&half, &Enrolment { url, secret }, &fault.say)))
        }
        Err(fault) => Err(fault),
    }
}

/// The page a form was sent from, when it is one of ours; otherwise the home page.
pub(super) fn came_from(headers: &HeaderMap) -> String {
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let path = referer
        .and_then(|full| full.split_once("://"))
        .and_then(|cut| cut.1.find('/').and_then(|at| cut.1.get(at..)));
    inward(path.unwrap_or("/")).to_owned()
}
