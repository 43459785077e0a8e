//! The ways in: a code to the phone, or a PIN that the desk has handed over. No answer tells whether a number
//! is known.

use super::{Frame, HOME, Me, frame, with_cookie, wrong};
use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Field};
use crate::request::Form;
use crate::shell::see;
use crate::sms;
use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use kernel::own::Asker;
use kernel::verdict::Refusal;
use maud::{Markup, html};
use store::members::{Entered, From};

fn page(title: &str, back: &str, body: Markup) -> Response {
    frame(None, &Frame { title, back, body, ..Frame::default() })
}

fn refused(mut answer: Response) -> Response {
    *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    answer
}

/// What a person did wrong; everything else is a fault.
fn said(fault: Fault) -> Result<String, Fault> {
    if fault.refusals.is_empty() { Err(fault) } else { Ok(fault.say) }
}

/// The first page: a number, or the PIN.
pub async fn show(State(app): State<App>, me: Option<Me>) -> Answer {
    if me.is_some() {
        return Ok(see(HOME));
    }
    if !sms::there_is_one(&app) {
        return Ok(pin_page("", ""));
    }
    Ok(phone_page("", ""))
}

fn phone_page(typed: &str, trouble: &str) -> Response {
    let phone = Field::new("phone", "手机号").inputmode("tel").autocomplete("tel").max(20);
    page(
        "登录",
        "",
        html! {
            (wrong(trouble))
            form.stack method="post" action="/m/login" {
                h2.big { "用手机号登录" }
                p.soft { "发一条带验证码的短信给您，不用记密码。没入会的也从这里进。" }
                (parts::field_text(&phone, typed))
                (Btn::submit("发验证码").pri().busy("正在发送…"))
            }
            (other_ways())
        },
    )
}

fn other_ways() -> Markup {
    html! {
        section.panel { ul.list {
            (super::line("lock", "/m/pin", "用密码登录", "工会给过开通密码，或自己设过密码的"))
            (super::line("phone", "/m/open", "换了号、收不到短信", "请工会帮您开通"))
        } }
        p.small.muted { "用的是您所在地总工会的服务器。什么人看过您的资料，登录后查得到。" }
    }
}

/// Sends the code, and asks for it.
pub async fn send_code(State(app): State<App>, request: Request) -> Answer {
    let (address, _) = from(&app, &request);
    let Form(given) = read(request).await?;
    let typed = given.get("phone").to_owned();
    if !sms::there_is_one(&app) {
        return Ok(refused(pin_page("", "这里没有开通短信，请用密码登录")));
    }
    let copy = typed.clone();
    let made = run(&app, move |store| store.code_for(&copy, &address)).await;
    let sent = match made {
        Ok(coming) => {
            let words =
                format!("{}是您登录工会服务的验证码，5分钟内有效，别告诉别人。", coming.code);
            sms::send(&app, &coming.phone, &words).await
        }
        Err(fault) => Err(fault),
    };
    match sent {
        Ok(()) => Ok(code_page(&typed, "")),
        Err(fault) => Ok(refused(phone_page(&typed, &said(fault)?))),
    }
}

fn code_page(phone: &str, trouble: &str) -> Response {
    let code =
        Field::new("code", "六位验证码").inputmode("numeric").autocomplete("one-time-code").max(6);
    page(
        "输入验证码",
        "/m/login",
        html! {
            (wrong(trouble))
            form.stack method="post" action="/m/code" {
                h2.big { "看短信，填验证码" }
                p.soft { "发到了" b { (phone) } "，5分钟内有效。" }
                input type="hidden" name="phone" value=(phone);
                (parts::field_text(&code, ""))
                (Btn::submit("登录").pri().busy("正在登录…"))
            }
            p { a href="/m/login" { "没有收到，重新发一条" } }
        },
    )
}

async fn read(request: Request) -> Result<Form, Fault> {
    <Form as FromRequest<()>>::from_request(request, &()).await
}

/// Address and browser.
fn from(app: &App, request: &Request) -> (String, String) {
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    (app.address(request.headers(), request.extensions()), agent.unwrap_or_default().to_owned())
}

/// Signs in with the code.
pub async fn enter_by_code(State(app): State<App>, request: Request) -> Answer {
    let (address, agent) = from(&app, &request);
    let Form(given) = read(request).await?;
    let copy = given.clone();
    let done = run(&app, move |store| {
        let from = From { address: &address, agent: &agent };
        store.enter_by_code(copy.get("phone"), copy.get("code"), from)
    })
    .await?;
    Ok(match done {
        Entered::Ok(token) => with_cookie(&app, see(HOME), &token),
        Entered::Refused(say) => refused(code_page(given.get("phone"), &say)),
    })
}

/// The PIN's page.
pub async fn by_pin() -> Response {
    pin_page("", "")
}

fn pin_page(number: &str, trouble: &str) -> Response {
    let who = Field::new("number", "手机号或身份证号").max(24).autocomplete("username");
    let pin = Field::new("pin", "密码").hint("工会给的开通密码，或自己设的密码");
    page(
        "用密码登录",
        "/m/login",
        html! {
            (wrong(trouble))
            form.stack method="post" action="/m/pin" {
                (parts::field_text(&who, number))
                (parts::field_password(&pin.inputmode("numeric").autocomplete("current-password")))
                (Btn::submit("登录").pri().busy("正在登录…"))
            }
            section.panel { ul.list {
                (super::line("phone", "/m/open", "没有密码，或忘了密码", "请工会帮您开通"))
            } }
        },
    )
}

/// Signs in with the PIN.
pub async fn enter_by_pin(State(app): State<App>, request: Request) -> Answer {
    let (address, agent) = from(&app, &request);
    let Form(given) = read(request).await?;
    let (copy, hashing) = (given.clone(), app.config.hashing);
    let done = run(&app, move |store| {
        let from = From { address: &address, agent: &agent };
        store.enter_by_pin(copy.get("number"), copy.get("pin"), from, hashing)
    })
    .await?;
    Ok(match done {
        Entered::Ok(token) => with_cookie(&app, see(HOME), &token),
        Entered::Refused(say) => refused(pin_page(given.get("number"), &say)),
    })
}

/// Who can do neither asks the union.
pub async fn open() -> Response {
    open_page("")
}

fn open_page(trouble: &str) -> Response {
    let paper = Field::new("paper", "身份证号").max(24);
    let card =
        Field::new("card", "会员编号").max(40).hint("在会员证或登记表上，没有就到工会当面办");
    page(
        "请工会开通",
        "/m/login",
        html! {
            (wrong(trouble))
            form.stack method="post" action="/m/open" {
                p { "填好以后，您所在的工会会收到，核对证件后把开通密码当面交给您。光凭这两个号码不能登录。" }
                (parts::field_text(&paper, ""))
                (parts::field_text(&card, ""))
                (Btn::submit("请工会开通").pri().busy("正在发送…"))
            }
        },
    )
}

/// The answer is the same whether such a member exists or not.
pub async fn ask_to_open(State(app): State<App>, request: Request) -> Answer {
    let (address, _) = from(&app, &request);
    let Form(given) = read(request).await?;
    let done =
        run(&app, move |store| store.ask_to_open(given.get("paper"), given.get("card"), &address))
            .await;
    if let Err(fault) = done {
        return Ok(refused(open_page(&said(fault)?)));
    }
    Ok(page(
        "已经收下",
        "/m/login",
        html! { section.panel { div.pad.stack {
            h2 { "已经收下" }
            p { "两个号码对得上的话，您所在的工会会收到，请带身份证去取开通密码。三天没有消息，请直接联系工会。" }
            a.btn.pri.wide href="/m/login" { "回到登录" }
        } } },
    ))
}

/// Whose number is in the register says who they are.
pub async fn who(me: Me) -> Answer {
    if me.member.person.is_some() || !me.member.may_be_known {
        return Ok(see(HOME));
    }
    Ok(who_page(&me, "", ""))
}

fn who_page(me: &Me, name: &str, trouble: &str) -> Response {
    let called = Field::new("name", "姓名").autocomplete("name").max(60);
    let tail = Field::new("tail", "证件号码最后四位").max(4);
    let body = html! {
        (wrong(trouble))
        form.stack method="post" action="/m/who" {
            p { "这个手机号可能登记过。核对一次姓名和证件，以后就不用再填。" }
            (parts::csrf_field(&me.member.csrf))
            (parts::field_text(&called, name))
            (parts::field_text(&tail, ""))
            (Btn::submit("核对").pri().busy("正在核对…"))
        }
        @for (register, ask) in me.app.store.asks(Asker::Stranger) {
            p { a href={ "/m/new/" (register.name) } { "没有登记过，去" (ask.title) } }
        }
    };
    frame(Some(me), &Frame { title: "您是哪位", back: HOME, body, ..Frame::default() })
}

/// Looks whether name and number fit.
pub async fn recognise(me: Me, Form(given): Form) -> Answer {
    let (member, copy) = (me.member.clone(), given.clone());
    let done =
        run(&me.app, move |store| store.recognise(&member, copy.get("name"), copy.get("tail")))
            .await;
    match done {
        Ok(true) => {
            me.say("核对上了，欢迎回来");
            Ok(see(HOME))
        }
        Ok(false) => {
            let say = "对不上。请照登记时的证件填；换过证件、改过名字的，请到工会核对";
            Ok(refused(who_page(&me, given.get("name"), say)))
        }
        Err(fault) => Ok(refused(who_page(&me, given.get("name"), &said(fault)?))),
    }
}

/// One's own PIN.
pub async fn new_pin(me: Me) -> Response {
    new_pin_page(&me, "")
}

fn new_pin_page(me: &Me, trouble: &str) -> Response {
    let pin =
        Field::new("pin", "自己的密码").hint("6到12位数字，不要全一样，也不要123456这样连着的");
    let again = Field::new("again", "再输一次");
    let first = me.member.must_set_pin;
    let body = html! {
        (wrong(trouble))
        form.stack method="post" action="/m/newpin" {
            @if first { p { "开通密码别人见过，换一个只有您知道的，才能看资料、办事。" } }
            (parts::csrf_field(&me.member.csrf))
            (parts::field_password(&pin.inputmode("numeric").autocomplete("new-password")))
            (parts::field_password(&again.inputmode("numeric").autocomplete("new-password")))
            (Btn::submit("设好密码").pri().busy("正在设置…"))
        }
    };
    let back = if first { "" } else { "/m/mine" };
    frame(Some(me), &Frame { title: "设密码", back, body, ..Frame::default() })
}

/// Sets it.
pub async fn set_pin(me: Me, Form(given): Form) -> Answer {
    if given.get("pin") != given.get("again") {
        return Ok(refused(new_pin_page(&me, "两次输入的密码不一样")));
    }
    let (member, hashing) = (me.member.clone(), me.app.config.hashing);
    let done = run(&me.app, move |store| store.set_pin(&member, given.get("pin"), hashing)).await;
    match done {
        Ok(()) => {
            me.say("密码设好了，下次用手机号或身份证号加这个密码登录");
            Ok(see(HOME))
        }
        Err(fault) => Ok(refused(new_pin_page(&me, &said(fault)?))),
    }
}

/// Signs this phone out.
pub async fn leave(me: Me, _: Form) -> Answer {
    let token = me.token.to_string();
    run(&me.app, move |store| store.member_leaves(&token)).await?;
    Ok(with_cookie(&me.app, see("/m/login"), ""))
}

/// Refusals of one form, by field.
pub(super) fn of_field(refusals: &[Refusal], name: &str) -> Option<String> {
    let found = refusals.iter().filter(|refusal| refusal.field == name);
    let words: Vec<&str> = found.map(|refusal| refusal.reason.as_str()).collect();
    (!words.is_empty()).then(|| words.join("；"))
}
