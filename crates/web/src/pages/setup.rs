//! The first run: one form, opened only with the code printed on the console, and only while
//! nobody can sign in. It makes the federation, the three administrators, a first working account
//! and the key backup.

mod make;

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{self, Btn, Field, Opt, Theme};
use crate::request::Form;
use crate::shell::{fragment, see, with_status};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use kernel::verdict::Refusal;
use maud::{Markup, html};
use store::users::Added;
use subtle::ConstantTimeEq;

/// `/setup`.
pub fn routes() -> Router<App> {
    Router::new().route("/setup", get(show).post(begin))
}

async fn closed(app: &App) -> Result<bool, Fault> {
    let copy = app.clone();
    let begun = run(app, move |store| copy.begun(store)).await?;
    Ok(begun || app.config.setup_code.is_none())
}

async fn show(State(app): State<App>) -> Answer {
    if closed(&app).await? {
        return Ok(see("/login"));
    }
    Ok(fragment(&form_page(&app, &Params::default(), &[])))
}

async fn begin(State(app): State<App>, Form(form): Form) -> Answer {
    if closed(&app).await? {
        return Ok(see("/login"));
    }
    let code = app.config.setup_code.clone().unwrap_or_default();
    let given = form.get("code").trim().replace([' ', '-'], "").to_uppercase();
    let wanted = code.replace([' ', '-'], "").to_uppercase();
    let mut wrong = Vec::new();
    if !bool::from(given.as_bytes().ct_eq(wanted.as_bytes())) {
        tracing::warn!("first run: wrong code");
        wrong.push(Refusal::on("code", "开机码不对。看服务器窗口里最后一次打印的那一行"));
    }
    wrong.extend(make::check(&form));
    if wrong.is_empty() {
        let (typed, hashing) = (form.clone(), app.config.hashing);
        match run(&app, move |store| make::make(store, &typed, hashing)).await {
            Ok(made) => {
                app.live.begun.store(true, std::sync::atomic::Ordering::Relaxed);
                return Ok(fragment(&done_page(&form, &made)));
            }
            Err(fault) if !fault.refusals.is_empty() => wrong = fault.refusals,
            Err(fault) => return Err(fault),
        }
    }
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, &form_page(&app, &form, &wrong)))
}

/// What was made, to be shown once.
pub(super) struct Made {
    /// Role, login, one-time password.
    pub accounts: Vec<(&'static str, String, Added)>,
    /// The file of the key backup.
    pub key_file: Option<String>,
}

fn frame(title: &str, step: usize, body: &Markup) -> Markup {
    let names = ["本级工会和管理员", "下级单位", "请同事进来"];
    let steps: Vec<parts::Step> = names.iter().map(|name| parts::Step::new(*name, "")).collect();
    let main = html! { (parts::steps(&steps, step)) div.gap { (body) } };
    parts::bare(title, Theme::Light, "", &parts::setup_page("首次设置", "", &main))
}

fn form_page(app: &App, typed: &Params, wrong: &[Refusal]) -> Markup {
    let errors: Vec<(String, String)> = wrong
        .iter()
        .map(|refusal| (format!("f-{}", refusal.field), refusal.reason.clone()))
        .collect();
    let panel = parts::form_panel(
        &parts::Form { id: "setup".into(), action: "/setup".into(), ..parts::Form::default() },
        html! {
            div.pad { h1 { "先把本级工会和管理员建起来" }
                p.soft { "只做这一次。做完就能登录，导入下级单位和会员名册。" } }
            (parts::form_section("开机码", code(typed, wrong)))
            (parts::form_section("本级工会", federation(app, typed, wrong)))
            (parts::form_section("系统管理员（您）", administrator(typed, wrong)))
            (parts::form_section("另外三个账号", others(typed, wrong)))
            (parts::form_section("密钥备份", key(typed, wrong)))
            (parts::foot_bar("", &[Btn::submit("建好，去登录").pri().busy("正在建…")]))
        },
    );
    frame("首次设置", 0, &html! { (parts::errsum(&errors)) (panel) })
}

fn field(name: &str, label: &str, wrong: &[Refusal]) -> Field {
    let found = wrong.iter().find(|refusal| refusal.field == name);
    Field::new(name, label).error(found.map(|refusal| refusal.reason.clone()))
}

fn code(typed: &Params, wrong: &[Refusal]) -> Markup {
    let hint = "程序启动时打印在服务器窗口里，证明您就坐在机器旁边";
    parts::field_text(&field("code", "开机码", wrong).hint(hint), typed.get("code"))
}

fn federation(app: &App, typed: &Params, wrong: &[Refusal]) -> Markup {
    let tree = app.store.catalog().tree();
    let kinds = tree.and_then(|register| register.field(register.tree()?.kind)?.list);
    let upper =
        |code: &str| code.starts_with("FED_") || code == "ACFTU" || code.starts_with("IND_");
    let opts: Vec<Opt> = kinds
        .map_or(&[][..], |list| list.items)
        .iter()
        .filter(|item| upper(item.0))
        .map(|item| Opt::new(item.0, item.1))
        .collect();
    let kind = if typed.has("kind") { typed.get("kind") } else { "FED_COUNTY" };
    let founded = field("founded_on", "建会日期", wrong).optional();
    html! {
        (parts::field_text(&field("name", "工会全称", wrong).hint("例如云溪县总工会").max(60), typed.get("name")))
        (parts::field_select(&field("kind", "工会类型", wrong), &opts, kind, ""))
        (parts::field_text(&field("division", "行政区划代码", wrong).hint("六位，身份证号开头的那种").inputmode("numeric").max(6), typed.get("division")))
        (parts::field_date(&founded, typed.get("founded_on")))
    }
}

fn administrator(typed: &Params, wrong: &[Refusal]) -> Markup {
    let hint = "至少10位，大写、小写、数字、符号里有三样；不含姓名和登录名";
    let fresh = field("password", "密码", wrong).autocomplete("new-password");
    html! {
        (parts::field_text(&field("person", "姓名", wrong).max(40), typed.get("person")))
        (parts::field_text(&field("login", "登录名", wrong).hint("字母、数字或汉字，以后不能改").autocomplete("username").max(40), typed.get("login")))
        (parts::field_password(&fresh.hint(hint)))
        (parts::field_password(&field("again", "密码再输一次", wrong).autocomplete("new-password")))
    }
}

/// 系统, 安全, 审计 are kept apart; none of them does business.
fn others(typed: &Params, wrong: &[Refusal]) -> Markup {
    let names = [
        ("security", "安全管理员的姓名", "管权限，和您不是同一个人"),
        ("auditor", "审计管理员的姓名", "只看日志"),
        ("worker", "业务账号的姓名", "平时登记、导入、出数字用的；可以是您自己"),
    ];
    html! {
        p.soft.field.full { "按等级保护要求，管账号、管权限、看日志要分给三个人，他们都不办业务。各给一个一次性密码，首次登录时换掉。" }
        @for (name, label, hint) in names {
            (parts::field_text(&field(name, label, wrong).hint(hint).max(40), typed.get(name)))
            (parts::field_text(&field(&format!("{name}_login"), "登录名", wrong).max(40), typed.get(&format!("{name}_login"))))
        }
    }
}

fn key(typed: &Params, wrong: &[Refusal]) -> Markup {
    let hint = "身份证号、手机号都是加密存放的。没有密钥，数据备份里这些就永远打不开；密钥备份用这个口令锁着，请抄下来另放";
    html! {
        (parts::field_password(&field("passphrase", "密钥备份口令", wrong).hint(hint).autocomplete("new-password")))
        div.field {
            (parts::check("no_key", "这次不备份密钥，我知道丢了密钥就丢了证件号和手机号", typed.get("no_key") == "1"))
        }
    }
}

fn done_page(form: &Params, made: &Made) -> Markup {
    let body = html! {
        section.panel {
            div.pad.stack {
                h1 { (form.get("name")) "建好了" }
                p { "下面的一次性密码只显示这一次，请分别抄给本人。首次登录时都要换成自己的。" }
            }
            div.tbl-x { table.tbl {
                caption.sr { "新账号" }
                thead { tr { th scope="col" { "账号" } th scope="col" { "登录名" } th scope="col" { "一次性密码" } } }
                tbody { @for (role, login, added) in &made.accounts { tr {
                    td { (role) }
                    td { (login) }
                    td { @match &added.one_time { Some(word) => { b.nowrap { (word) } }, None => { "您刚才设的密码" } } }
                } } }
            } }
            div.pad.stack {
                @match &made.key_file {
                    Some(file) => { p { "密钥备份在服务器上：" b { (file) } "。请拷到U盘，和口令分开放。" } }
                    None => { p.amber { "没有备份密钥。以后可以在命令行补做：niangjia key export。" } }
                }
            }
            (parts::foot_bar("", &[Btn::link("去登录", "/login").pri()]))
        }
    };
    frame("首次设置", 1, &body)
}
