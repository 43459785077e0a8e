//! Opening the phone for a person at the desk: a PIN that is handed over, shown once.

use super::acts::ask as question;
use super::{name_of, opened_for, path_of};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::parts::{self, Btn, Toast};
use crate::request::{Asker, Form};
use crate::shell::{Page, page, see};
use axum::extract::Path;
use kernel::access::Act;
use kernel::register::Register;
use maud::html;
use store::reader::Opened;

type Key = Path<(String, String)>;

/// Whether records of this register are people, or say where a person belongs.
pub fn concerns(register: &Register) -> bool {
    register.own.is_some_and(|own| own.link.is_empty() || own.belongs())
}

/// The person's key.
fn person(opened: &Opened) -> Result<i64, Fault> {
    let own = opened.record.register.own.filter(|_| concerns(opened.record.register));
    let own = own.ok_or_else(Fault::not_found)?;
    let linked = opened.record.value(own.link).as_int();
    let id = if own.link.is_empty() { Some(opened.record.id) } else { linked };
    id.ok_or_else(Fault::not_found)
}

/// Asks whether the paper was looked at.
pub async fn ask(asker: Asker, Path((name, key)): Key) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Write).await?;
    person(&opened)?;
    let title = format!("给{}开通手机服务", name_of(&opened));
    let body = html! {
        p { "先当面核对身份证，确认是本人。" }
        p.soft { "会生成八位开通密码，只显示这一次，7天内有效。本人用手机号或身份证号加这个密码登录，登录后换成自己的密码。原来登录着的手机会退出。" }
        p.soft { "手机丢了、号码给别人用了，先关掉：登录着的手机马上退出，本人来核对后再开通。" }
        div.row { button.btn.danger type="submit" formaction=(asker.href(&format!("{}/phone/close", path_of(&opened)))) { "关掉手机服务" } }
    };
    let action = asker.href(&format!("{}/phone", path_of(&opened)));
    Ok(question(&asker, &opened, &title, &body, action, Btn::submit("核对过了，开通").pri()))
}

/// Shuts the phone.
pub async fn close(asker: Asker, Path((name, key)): Key, Form(_): Form) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Write).await?;
    let (ctx, id) = (asker.ctx.clone(), person(&opened)?);
    let was = run(&asker.app, move |store| store.close_phone(&ctx, &id.to_string())).await?;
    let words = if was {
        "手机服务已关掉，登录着的手机已退出"
    } else {
        "这个人没有开通手机服务，不用关"
    };
    asker.say(Toast::new(words));
    Ok(see(&asker.href(&path_of(&opened))))
}

/// Makes the PIN and shows it.
pub async fn open(asker: Asker, Path((name, key)): Key, Form(_): Form) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Write).await?;
    let (ctx, id, hashing) = (asker.ctx.clone(), person(&opened)?, asker.app.config.hashing);
    let pin =
        run(&asker.app, move |store| store.hand_out_pin(&ctx, &id.to_string(), hashing)).await?;
    let back = asker.href(&path_of(&opened));
    let title = "手机服务已开通";
    let head = parts::page_head(&parts::PageHead {
        title: title.to_owned(),
        crumbs: vec![parts::Crumb::to(name_of(&opened), back.clone())],
        ..parts::PageHead::default()
    });
    let main = html! {
        (head)
        section.panel { div.pad.stack {
            p { "把这八位开通密码当面交给" b { (name_of(&opened)) } "，离开这一页就看不到了：" }
            p.pin data-raw { (pin) }
            p.soft { "手机上打开本系统网址后面加 /m ，选“用密码登录”，填手机号或身份证号和这个密码。7天内没有用，就再开通一次。" }
            div.row { (Btn::link("回到这条记录", back).pri()) }
        } }
    };
    let nav = format!("r/{name}");
    Ok(page(&asker, Page { title, nav: &nav, main, narrow: true, ..Page::default() }))
}
