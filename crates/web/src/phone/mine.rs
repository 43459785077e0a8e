//! One's own data: what is kept, who has looked, letters, password, signing out.

use super::{Frame, Me, frame, home, line};
use crate::app::run;
use crate::fault::Answer;
use crate::request::Form;
use crate::shell::see;
use crate::show;
use maud::html;
use store::StoreError;

/// What is kept of the person, numbers masked.
pub async fn show(me: Me) -> Answer {
    let Some(person) = me.member.person else { return Ok(see("/m")) };
    let member = me.member.clone();
    let (opened, belonging, asks) = run(&me.app, move |store| {
        let own = |register: &&'static kernel::register::Register| {
            register.own.is_some_and(|own| own.link.is_empty())
        };
        let people = store.catalog().registers.iter().find(own).ok_or(StoreError::NotFound)?;
        let opened = store.open_record(&member.ctx, people, &person.to_string())?;
        Ok::<_, StoreError>((opened, store.belongs(&member)?, store.open_asks(&member)?))
    })
    .await?;
    let people = opened.record.register;
    let facts = people
        .fields
        .iter()
        .filter(|field| people.speaks_of(field) && !opened.record.value(field.name).is_null());
    let body = html! {
        section.panel { header { h2 { "台账上的我" } } div.pad { dl.dl.one {
            @for field in facts {
                div { dt { (field.title) } dd { (show::text(field, opened.record.value(field.name), &opened.titles)) } }
            }
            @if let Some(of) = &belonging { @for field in of.register.fields.iter().take(5).filter(|f| f.kind != kernel::field::Kind::Link && !of.value(f.name).is_null()) {
                div { dt { (field.title) } dd { (show::text(field, of.value(field.name), &opened.titles)) } }
            } }
        } p.small.muted { "证件号、手机号只显示一部分。哪里不对，用下面的入口提出来，工会核对后改。" } } }
        section.panel { ul.list {
            @for (register, ask) in &asks {
                (line(ask.icon, &format!("/m/new/{}", register.name), ask.title, ""))
            }
            (line("eye", "/m/looks", "谁看过我的资料", ""))
            (line("lock", "/m/newpin", "设密码", "收不到短信时用它登录"))
        } }
        (home::sign_out(&me))
    };
    let right = home::text_size(&me);
    Ok(frame(Some(&me), &Frame { title: "我的", tab: "mine", right, body, ..Frame::default() }))
}

/// Who has looked.
pub async fn looks(me: Me) -> Answer {
    // Not with a PIN that others have seen.
    if me.member.ctx.own.is_none() {
        return Ok(see("/m"));
    }
    let member = me.member.clone();
    let looks = run(&me.app, move |store| store.looked_at(&member)).await?;
    let today = me.app.store.today();
    let body = html! {
        p.soft { "看过您完整证件号、手机号的，改过您资料的，替您办过事的，都在这里。成批的统计和导出不写到个人名下，由审计管理员查。" }
        section.panel { ul.list {
            @for look in &looks {
                li { div.grow { b { (look.register.title) "：" (look.entry.act) }
                    span.sub { (show::moment(look.entry.at, today)) " · "
                        @if !look.unit.is_empty() { (look.unit) " " } (look.entry.user_name)
                        @if !look.entry.reason.is_empty() { " · " (look.entry.reason) } } } }
            }
            @if looks.is_empty() { li { div.grow.soft { "还没有人单独看过、改过您的资料。" } } }
        } }
    };
    Ok(frame(
        Some(&me),
        &Frame { title: "谁看过我的资料", back: "/m/mine", body, ..Frame::default() },
    ))
}

/// Large letters on or off.
pub async fn large(me: Me, Form(given): Form) -> Answer {
    let (member, large) = (me.member.clone(), given.get("large") == "1");
    run(&me.app, move |store| store.set_large(&member, large)).await?;
    Ok(see("/m"))
}
