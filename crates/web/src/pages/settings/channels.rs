//! 消息渠道: the ways out of the house, what each tells, and what became of the latest messages.

use super::{admitted, framed, refused};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{self, Btn, Confirm, Empty, Field, Opt, Panel, Seg, Toast, Tone};
use crate::request::{Asker, Form};
use crate::shell::{Page, page, see};
use crate::show::moment;
use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};
use store::Store;
use store::outbox::channel::{HOOK, MAIL, ROBOT};
use store::outbox::{Channel, Event, Fate, MailTo, Outgoing, Target};

const HERE: &str = "/settings/channels";
/// Messages on the page.
const LATEST: i64 = 50;
const KINDS: [(&str, &str); 3] =
    [(MAIL, "邮件"), (HOOK, "推送到别的系统"), (ROBOT, "企业微信群机器人")];

fn kind_title(kind: &str) -> &'static str {
    KINDS.iter().find(|known| known.0 == kind).map_or("", |known| known.1)
}

pub(super) async fn show(asker: Asker) -> Answer {
    admitted(&asker)?;
    content(&asker, &asker.query, "").await
}

async fn content(asker: &Asker, typed: &Params, wrong: &str) -> Answer {
    let ctx = asker.ctx.clone();
    let (channels, messages, events) = run(&asker.app, move |store| {
        let (channels, messages) = (store.channels(&ctx)?, store.outgoing(&ctx, LATEST)?);
        Ok::<_, store::StoreError>((channels, messages, store.events()))
    })
    .await?;
    let given_up = messages.iter().filter(|one| one.fate == Fate::GivenUp).count();
    let left = html! {
        @if given_up > 0 {
            div role="alert" { (parts::note(Tone::Bad, &html! {
                b { "有" (given_up) "条消息试了几次都没有发出去。" } "看下面的原因，改好后点“再发一次”。"
            }, None)) }
        }
        (ways(asker, &channels, &events))
        (latest(asker, &channels, &messages))
    };
    let main = parts::cols(&left, &add_form(asker, typed, wrong, &events));
    let mut answer = framed(asker, HERE, &main);
    if !wrong.is_empty() {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

fn ways(asker: &Asker, channels: &[Channel], events: &[Event]) -> Markup {
    let body = if channels.is_empty() {
        parts::empty_state(&Empty {
            icon: "bell",
            title: "还没有消息渠道".into(),
            text: "加一个以后，到期提醒和办理进展可以发到邮箱、企业微信群或别的系统。消息里没有人名和号码。".into(),
            ..Empty::default()
        })
    } else {
        html! { ul.list { @for one in channels { (way(asker, one, events)) } } }
    };
    let (title, count) = ("消息渠道".into(), u64::try_from(channels.len()).ok());
    parts::panel(&Panel { title, count, body, ..Panel::default() })
}

fn way(asker: &Asker, one: &Channel, events: &[Event]) -> Markup {
    let act = |act: &str| format!("{HERE}/{}/{act}", one.id);
    let send = |what: &str, button: &Btn| {
        html! { form method="post" action=(act(what)) { (parts::csrf_field(&asker.csrf)) (button) } }
    };
    let off = Confirm {
        title: format!("停用“{}”", one.title),
        text: "等着从它发的消息也不再发。".into(),
        yes: "停用".into(),
        no: "先不停".into(),
    };
    html! { li {
        (parts::tag(kind_title(&one.kind), Tone::Plain))
        div.grow {
            b { (one.title) } @if one.disabled { " " (parts::tag("已停用", Tone::Bad)) }
            span.sub { (one.shown) " · " (one.made_by) "，" (moment(one.made_at, asker.store().today())) }
            @if one.kind == MAIL {
                span.sub { "发给填了邮箱的人：转给他的、退回的、快到期和超期的。" }
            } @else {
                details.small {
                    summary { "告诉" (one.events.len()) "种办理状态" }
                    form.stack method="post" action=(act("events")) {
                        (parts::csrf_field(&asker.csrf))
                        (event_checks(&format!("e{}", one.id), events, &one.events))
                        (Btn::submit("改成勾选的").sm())
                    }
                }
            }
        }
        div.row {
            @if one.disabled { (send("on", &Btn::submit("启用").sm())) } @else {
                (send("test", &Btn::submit("试发一条").sm().busy("正在试…")))
                (send("off", &Btn::submit("停用").sm().confirm(off)))
            }
        }
    } }
}

fn event_checks(id: &str, events: &[Event], chosen: &[String]) -> Markup {
    let opts: Vec<Opt> = events
        .iter()
        .map(|event| Opt::new(event.code.as_str(), format!("{}：{}", event.register, event.state)))
        .collect();
    let field = Field { id: id.to_owned(), ..Field::new("event", "到了哪些状态就告诉") };
    parts::field_checks(&field, &opts, chosen, true)
}

fn latest(asker: &Asker, channels: &[Channel], messages: &[Outgoing]) -> Markup {
    let today = asker.store().today();
    let by =
        |id: i64| channels.iter().find(|one| one.id == id).map_or("", |one| one.title.as_str());
    let body = html! {
        @if messages.is_empty() { p.pad.soft { "还没有发过。" } } @else {
            div.tbl-x { table.tbl.tight {
                caption.sr { "最近的消息，新的在前" }
                thead { tr {
                    th scope="col" { "时间" } th scope="col" { "渠道" } th scope="col" { "说什么" }
                    th scope="col" { "怎样了" } th scope="col" { span.sr { "再发" } }
                } }
                tbody { @for one in messages { tr {
                    td.nowrap { (moment(one.at, today)) }
                    td { (by(one.channel)) }
                    td { (one.body.subject().trim_start_matches("娘家：")) }
                    td { (fate(one, today)) }
                    td { @if matches!(one.fate, Fate::GivenUp | Fate::Dropped) {
                        form method="post" action=(format!("/settings/outbox/{}/again", one.message)) {
                            (parts::csrf_field(&asker.csrf))
                            (Btn::submit("再发一次").sm())
                        }
                    } }
                } } }
            } }
        }
    };
    parts::panel(&Panel {
        id: "outbox".into(),
        title: "最近的消息".into(),
        right: html! { a.small href=(HERE) { "刷新" } },
        body,
        foot: html! { span.small.muted { "没发出去的隔1分钟、5分钟……最长12小时再试，共试8次；已了的留30天。" } },
        ..Panel::default()
    })
}

fn fate(one: &Outgoing, today: jiff::civil::Date) -> Markup {
    let tone = match one.fate {
        Fate::Sent => Tone::Ok,
        Fate::Waiting => Tone::Plain,
        Fate::GivenUp | Fate::Dropped => Tone::Bad,
    };
    html! {
        (parts::tag(one.fate.title(), tone))
        @if !one.said.is_empty() { span.small { " " (one.said) "。" } }
        @if one.fate == Fate::Waiting && one.tries > 0 {
            span.small.muted { " 试了" (one.tries) "次，" (moment(one.next_at, today)) "再试" }
        }
    }
}

fn add_form(asker: &Asker, typed: &Params, wrong: &str, events: &[Event]) -> Markup {
    let kind = match typed.get("kind") {
        HOOK => HOOK,
        ROBOT => ROBOT,
        _ => MAIL,
    };
    let segs: Vec<Seg> = KINDS
        .iter()
        .map(|(code, title)| Seg {
            text: (*title).into(),
            icon: None,
            current: *code == kind,
            link: format!("{HERE}?kind={code}").into(),
        })
        .collect();
    let chosen: Vec<String> = typed.all("event").map(str::to_owned).collect();
    let body = html! {
        div.pad.stack {
            (parts::seg("哪种渠道", &segs))
            form.stack method="post" action=(HERE) autocomplete="off" {
                (parts::csrf_field(&asker.csrf))
                input type="hidden" name="kind" value=(kind);
                @if !wrong.is_empty() { p.red role="alert" { (wrong) "。" } }
                (parts::field_text(&Field::new("title", "叫什么").hint("如：县总邮箱").max(40), typed.get("title")))
                @if kind == MAIL { (mail_fields(typed)) } @else {
                    (url_field(kind, typed))
                    (event_checks("f-event", events, &chosen))
                }
                (Btn::submit("加这个渠道").pri().busy("正在加…"))
            }
        }
    };
    parts::panel(&Panel { title: "加渠道".into(), body, ..Panel::default() })
}

fn mail_fields(typed: &Params) -> Markup {
    let sealings = [
        Opt::new("tls", "TLS（端口465）"),
        Opt::new("starttls", "STARTTLS（端口587）"),
        Opt::new("clear", "不加密，只限内网"),
    ];
    let or = |name: &str, usual: &'static str| match typed.get(name) {
        "" => usual.to_owned(),
        given => given.to_owned(),
    };
    let text = |name: &str, label: &str| Field::new(name, label).max(200);
    html! {
        (parts::field_text(&text("host", "邮件服务器").hint("域名，如 smtp.yunxi.example"), typed.get("host")))
        (parts::field_text(&text("port", "端口").inputmode("numeric").max(5), &or("port", "465")))
        (parts::field_select(&Field::new("sealing", "加密"), &sealings, &or("sealing", "tls"), ""))
        (parts::field_text(&text("from", "发件地址").inputmode("email"), typed.get("from")))
        (parts::field_text(&text("login", "登录名").optional().autocomplete("off"), typed.get("login")))
        (parts::field_password(&Field::new("password", "密码或授权码").optional().secret().autocomplete("new-password")))
        p.small.muted { "密码加密存放，存下以后谁也看不到；要改就停用，另加一个。" }
    }
}

fn url_field(kind: &str, typed: &Params) -> Markup {
    let hint = if kind == HOOK {
        "对方收消息的https地址；加好后显示一次签名密钥"
    } else {
        "群机器人的推送地址（企业微信里叫Webhook）；地址就是钥匙，加密存放，存下以后不再显示"
    };
    let field = Field::new("url", "地址").hint(hint).max(500).autocomplete("off").secret();
    // The address of a robot is a key: what was typed does not come back.
    parts::field_text(&field, if kind == HOOK { typed.get("url") } else { "" })
}

fn target(form: &Params) -> Result<Target, store::StoreError> {
    let text = |name: &str| form.get(name).trim().to_owned();
    match form.get("kind") {
        HOOK => Target::hook(form.get("url")),
        ROBOT => Ok(Target::Robot { url: text("url") }),
        _ => Ok(Target::Mail(MailTo {
            host: text("host"),
            port: text("port").parse().unwrap_or(0),
            sealing: text("sealing"),
            login: text("login"),
            password: form.get("password").to_owned(),
            from: text("from"),
        })),
    }
}

pub(super) async fn add(asker: Asker, Form(form): Form) -> Answer {
    admitted(&asker)?;
    let ctx = asker.ctx.clone();
    let given = form.clone();
    let made = run(&asker.app, move |store| {
        let target = target(&given)?;
        let events: Vec<String> = given.all("event").map(str::to_owned).collect();
        store.add_channel(&ctx, given.get("title"), &target, &events)?;
        Ok::<_, store::StoreError>(target)
    })
    .await;
    match made {
        Ok(Target::Hook { secret, .. }) => Ok(once(&asker, &secret)),
        Ok(_) => {
            asker.say(Toast::new("渠道已加，试发一条看看通不通"));
            Ok(see(HERE))
        }
        Err(fault) => {
            let wrong = refused(fault)?;
            content(&asker, &form, &wrong).await
        }
    }
}

/// The page with the key of a webhook: shown as the answer itself, never kept, never again.
fn once(asker: &Asker, secret: &str) -> axum::response::Response {
    let main = html! {
        (parts::page_head(&parts::PageHead { title: "签名密钥".into(), ..Default::default() }))
        (parts::panel(&Panel {
            title: "收消息的一方要用的密钥".into(),
            body: parts::pad(html! {
                p #hook-secret { b { (secret) } }
                p.soft { "只显示这一次，离开这一页就看不到了。收的一方用它核对签名：对“时间戳.正文”算HMAC-SHA256，与X-Niangjia-Signature相同才收；时间戳差5分钟以上的不收，X-Niangjia-Message相同的只收一次。" }
            }),
            foot: html! { (Btn::link("记好了，回消息渠道", HERE)) },
            ..Panel::default()
        }))
    };
    page(asker, Page { alone: true, narrow: true, ..Page::new("签名密钥", "settings", main) })
}

pub(super) async fn act(
    asker: Asker,
    Path((id, act)): Path<(i64, String)>,
    Form(form): Form,
) -> Answer {
    admitted(&asker)?;
    let ctx = asker.ctx.clone();
    let said = run(&asker.app, move |store: &Store| match act.as_str() {
        "off" => store.set_channel_disabled(&ctx, id, true).map(|()| "渠道已停用"),
        "on" => store.set_channel_disabled(&ctx, id, false).map(|()| "渠道已启用"),
        "test" => store.test_channel(&ctx, id).map(|()| "正在试发，结果看“最近的消息”"),
        "events" => {
            let events: Vec<String> = form.all("event").map(str::to_owned).collect();
            store.set_channel_events(&ctx, id, &events).map(|()| "告诉的状态已改")
        }
        _ => Err(store::StoreError::NotFound),
    })
    .await;
    answered(&asker, said).await
}

pub(super) async fn again(asker: Asker, Path(message): Path<String>, _form: Form) -> Answer {
    admitted(&asker)?;
    let ctx = asker.ctx.clone();
    let said = run(&asker.app, move |store| {
        store.send_again(&ctx, &message).map(|()| "再发一次，结果看“最近的消息”")
    })
    .await;
    answered(&asker, said).await
}

async fn answered(asker: &Asker, said: Result<&'static str, Fault>) -> Answer {
    match said {
        Ok(words) => {
            crate::outgoing::wake();
            asker.say(Toast::new(words));
            Ok(see(HERE))
        }
        Err(fault) => {
            let wrong = refused(fault)?;
            content(asker, &Params::default(), &wrong).await
        }
    }
}
