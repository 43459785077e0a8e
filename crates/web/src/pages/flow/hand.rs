//! A matter given to a colleague, offered to another unit, taken by it.

use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::record::{name_of, opened_for, path_of, question};
use crate::parts::{self, Btn, Field, Line, Opt, Panel, Toast};
use crate::request::{Asker, Form};
use crate::shell::see;
use axum::extract::Path;
use kernel::access::Act;
use kernel::workflow::{HANDLER, OFFERED_TO};
use maud::{Markup, html};
use store::flow::{Colleague, Offered};

type Key = Path<(String, String)>;

/// To whom a matter is given.
pub async fn ask_whom(asker: Asker, Path((name, key)): Key) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Read).await?;
    let (ctx, register) = (asker.ctx.clone(), opened.record.register);
    let all = run(&asker.app, move |store| store.colleagues(&ctx, register, &key)).await?;
    let mut opts: Vec<Opt> =
        all.iter().map(|one| Opt::new(one.id.to_string(), one.name.as_str())).collect();
    opts.push(Opt::new("0", "谁都可以办"));
    let now = opened.record.get(HANDLER).unwrap_or(0).to_string();
    let body = html! {
        input type="hidden" name="version" value=(opened.record.version);
        (parts::field_radio(&Field::new("to", "转给谁"), &opts, &now, true))
        p.soft { "转给谁，就只出现在谁的待办里；时钟照走。" }
    };
    let action = asker.href(&format!("{}/assign", path_of(&opened)));
    let title = format!("转给同事办：{}", name_of(&opened));
    Ok(question(&asker, &opened, &title, &body, action, Btn::submit("转过去").pri()))
}

/// Gives it.
pub async fn assign(asker: Asker, Path((name, key)): Key, Form(form): Form) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Read).await?;
    let (ctx, register) = (asker.ctx.clone(), opened.record.register);
    let (id, to) = (opened.record.id, form.get("to").parse::<i64>().unwrap_or(0));
    let version = form.get("version").parse().unwrap_or(opened.record.version);
    let given = run(&asker.app, move |store| {
        let all = store.colleagues(&ctx, register, &id.to_string())?;
        let whom: Option<Colleague> = all.into_iter().find(|one| one.id == to);
        store.assign(&ctx, register, (id, version), whom.as_ref())?;
        Ok::<_, store::StoreError>(whom)
    })
    .await?;
    let said = given.map_or("谁都可以办了".to_owned(), |one| format!("已转给{}", one.name));
    asker.say(Toast::new(said));
    Ok(see(&asker.href(&path_of(&opened))))
}

/// To which unit a matter is offered.
pub async fn ask_where(asker: Asker, Path((name, key)): Key) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Read).await?;
    let offered = opened.record.get(OFFERED_TO).filter(|to| *to != 0);
    let title = format!("移交给别的单位：{}", name_of(&opened));
    let action = asker.href(&format!("{}/offer", path_of(&opened)));
    let hidden = html! { input type="hidden" name="version" value=(opened.record.version); };
    if let Some(to) = offered {
        let body = html! {
            (hidden)
            p { "已移交给" b { (asker.tree.title(to)) } "，对方还没有接收。接收以前还归您单位办，时钟照走。" }
        };
        let yes = Btn::submit("撤回移交").pri();
        return Ok(question(&asker, &opened, &title, &body, action, yes));
    }
    let body = html! {
        (hidden)
        (parts::field_text(&Field::new("unit", "移交给哪个单位").hint("写单位全称，如：云溪县青石镇总工会").max(100), ""))
        (parts::field_area(&Field::new("words", "移交说明").optional().max(300), "", 2))
        p.soft { "对方接收以后才归对方；接收以前可以撤回，还归您单位办。" }
    };
    Ok(question(&asker, &opened, &title, &body, action, Btn::submit("移交").pri()))
}

/// Offers it, or takes the offer back.
pub async fn offer(asker: Asker, Path((name, key)): Key, Form(form): Form) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Read).await?;
    let offered = opened.record.get(OFFERED_TO).is_some_and(|to| to != 0);
    let unit = form.get("unit").trim().to_owned();
    let to = if offered {
        0
    } else {
        let found = asker.tree.by_name(&unit).map(|node| node.id);
        found.ok_or_else(|| {
            let say = format!("没有找到叫“{unit}”的单位，写全称。没有移交。");
            Fault::unreadable(say)
        })?
    };
    let (ctx, register, id) = (asker.ctx.clone(), opened.record.register, opened.record.id);
    let version = form.get("version").parse().unwrap_or(opened.record.version);
    run(&asker.app, move |store| {
        store.offer(&ctx, register, (id, version), (to, form.get("words")))
    })
    .await?;
    let said =
        if to == 0 { "已撤回移交".to_owned() } else { format!("已移交，等{unit}接收") };
    asker.say(Toast::new(said));
    Ok(see(&asker.href(&path_of(&opened))))
}

/// Takes what was offered, or sends it back.
pub async fn take(asker: Asker, Path((name, key)): Key, Form(form): Form) -> Answer {
    let register = asker.register(&name)?;
    let id = key.parse::<i64>().map_err(|_| Fault::not_found())?;
    let takes = form.get("takes") == "1";
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| store.take_over(&ctx, register, id, (takes, form.get("words"))))
        .await?;
    asker.say(Toast::new(if takes { "已接收，归您单位办了" } else { "已退回移交" }));
    Ok(see(&if takes { asker.href(&format!("/r/{name}/{id}")) } else { asker.href("/") }))
}

/// On the first screen: what other units offer.
pub async fn offered(asker: &Asker) -> Result<Markup, Fault> {
    let ctx = asker.ctx.clone();
    let all = run(&asker.app, move |store| store.offered(&ctx)).await?;
    if all.is_empty() {
        return Ok(Markup::default());
    }
    let line = |one: &Offered| {
        let action = asker.href(&format!("/r/{}/{}/take", one.register.name, one.id));
        parts::list_line(&Line {
            lead: parts::tag(one.register.title, parts::Tone::Act),
            title: one.title.clone(),
            sub: format!("{}移交给{}", asker.tree.title(one.from), asker.tree.title(one.to)),
            tail: html! {
                form.row method="post" action=(action) {
                    (parts::csrf_field(&asker.csrf))
                    label.sr for=(format!("why-{}", one.id)) { "退回的原因" }
                    input.inp.sm.w-s id=(format!("why-{}", one.id)) name="words" placeholder="退回写原因" maxlength="200";
                    button.btn.sm name="takes" value="0" { "退回" }
                    button.btn.sm.pri name="takes" value="1" { "接收" }
                }
            },
            ..Line::default()
        })
    };
    let body = parts::list(html! { @for one in &all { (line(one)) } });
    let count = u64::try_from(all.len()).ok();
    Ok(parts::panel(&Panel { title: "等您单位接收".into(), count, body, ..Panel::default() }))
}
