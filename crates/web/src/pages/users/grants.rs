//! Rights of one account: role × unit, seen as what they allow before they are given.

use super::one::load;
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::params::Params;
use crate::parts::{
    self, Btn, Crumb, Field, Lookup, Opt, PageHead, Panel, Suggestion, Toast, Tone,
};
use crate::request::{Asker, Form};
use crate::shell::{Page, fragment, page, see};
use axum::extract::Path;
use kernel::access::{Duty, Grant};
use maud::{Markup, html};
use store::users::UserRow;

/// 县级工会干部（云溪县总工会）.
pub(super) fn words(asker: &Asker, role: &str, union: i64) -> String {
    let title = asker.store().catalog().role(role).map_or(role, |role| role.title);
    if business(asker, role) {
        format!("{title}（{}）", place(asker, union))
    } else {
        title.into()
    }
}

fn business(asker: &Asker, role: &str) -> bool {
    asker.store().catalog().role(role).is_some_and(|role| role.duty == Duty::Business)
}

fn place(asker: &Asker, union: i64) -> String {
    let at = if union == 0 { asker.tree.root() } else { union };
    asker.tree.title(at).to_owned()
}

fn code(asker: &Asker, grant: &Grant) -> String {
    let unit = asker.tree.node(grant.union).map_or("", |node| node.public_id.as_str());
    format!("{}@{unit}", grant.role)
}

/// The form on the account's page.
pub(super) fn form(asker: &Asker, user: &UserRow) -> Markup {
    let opts: Vec<Opt> = user
        .grants
        .iter()
        .map(|grant| Opt::new(code(asker, grant), words(asker, &grant.role, grant.union)))
        .collect();
    let kept: Vec<String> = opts.iter().map(|opt| opt.value.clone()).collect();
    let mut roles: Vec<Opt> = Vec::new();
    roles.extend(asker.store().catalog().roles.iter().map(|role| Opt::new(role.code, role.title)));
    let unit = Lookup {
        href: "/users/units?field=f-unit".into(),
        placeholder: "写单位名；不填就是全部".into(),
        ..Lookup::default()
    };
    let body = html! {
        form.pad method="post" action=(format!("/users/{}/grants", user.id)) {
            (parts::csrf_field(&asker.csrf))
            div.stack {
                @if opts.is_empty() { p.soft { "还没有权限。" } } @else {
                    (parts::field_checks(&Field::new("grant", "现在的权限").hint("去掉勾就收回"), &opts, &kept, true))
                }
                div.form {
                    (parts::field_select(&Field::new("role", "再给一个角色").optional(), &roles, "", "不加"))
                    (parts::field_lookup(&Field::new("unit", "在哪个单位").optional()
                        .hint("含它的下级；三个管理员角色不选单位"), &unit))
                }
                div.row { (Btn::submit("看看改了会怎样").pri()) a.small href="/roles" { "每个角色能做什么" } }
            }
        }
    };
    parts::panel(&Panel {
        id: "grants".into(), title: "改权限".into(), body, ..Panel::default()
    })
}

/// Units by name, for the security administrator, who reads no register.
pub(super) async fn units(asker: Asker) -> Answer {
    if !asker.store().may_grant(&asker.ctx) {
        return Err(Fault::forbidden("授权由安全管理员办。"));
    }
    let typed = asker.query.get("q").trim();
    let fits =
        |node: &&store::tree::Node| !node.ended && !typed.is_empty() && node.name.contains(typed);
    let mut nodes: Vec<&store::tree::Node> = asker.tree.nodes().filter(fits).collect();
    nodes.sort_by_key(|node| (node.name.chars().count(), node.id));
    let suggestion = |node: &&store::tree::Node| Suggestion {
        value: node.public_id.clone(),
        text: node.name.clone(),
        sub: asker.tree.title(node.parent).to_owned(),
    };
    let found: Vec<Suggestion> = nodes.iter().take(12).map(suggestion).collect();
    Ok(fragment(&parts::lookup_options(asker.query.get("field"), typed, &found)))
}

/// The rights a form asks for.
fn wanted(asker: &Asker, form: &Params) -> Result<Vec<Grant>, Fault> {
    let unit = |key: &str| match key {
        "" => Ok(0),
        key => {
            let found = asker.tree.nodes().find(|node| node.public_id == key);
            found.map(|node| node.id).ok_or_else(Fault::not_found)
        }
    };
    let mut grants = Vec::new();
    for code in form.all("grant") {
        let (role, key) = code.split_once('@').unwrap_or((code, ""));
        grants.push(Grant { role: role.to_owned(), union: unit(key)? });
    }
    let role = form.get("role");
    if !role.is_empty() {
        let typed = form.get("unit_text").trim();
        let union = match (form.get("unit"), typed) {
            ("", "") => 0,
            ("", name) => asker.tree.by_name(name).map(|node| node.id).ok_or_else(|| {
                Fault::unreadable(format!("没有找到叫“{name}”的单位，或不止一个；请从提示里选。"))
            })?,
            (key, _) => unit(key)?,
        };
        let union = if business(asker, role) { union } else { 0 };
        grants.push(Grant { role: role.to_owned(), union });
    }
    grants.dedup();
    Ok(grants)
}

pub(super) async fn preview(asker: Asker, Path(id): Path<i64>, Form(form): Form) -> Answer {
    if !asker.store().may_grant(&asker.ctx) {
        return Err(Fault::forbidden("授权由安全管理员办。"));
    }
    let user = load(&asker, id).await?;
    let after = wanted(&asker, &form)?;
    let duty = |grant: &Grant| asker.store().catalog().role(&grant.role).map(|role| role.duty);
    let duties: Vec<Duty> = after.iter().filter_map(duty).collect();
    let clash = store::users::duty::separate(&duties).err().map(|error| error.to_string());
    let (ctx, wanted) = (asker.ctx.clone(), after.clone());
    let shifts = run(&asker.app, move |store| store.shift_of(&ctx, id, &wanted)).await?;
    let main = html! {
        (parts::page_head(&PageHead {
            title: format!("给{}改权限", user.name),
            crumbs: vec![
                Crumb::to("账号", "/users"),
                Crumb::to(user.name.as_str(), format!("/users/{id}")),
            ],
            ..PageHead::default()
        }))
        @if let Some(clash) = &clash {
            div role="alert" { (parts::note(Tone::Bad, &html! { (clash) "。" }, None)) }
        }
        (parts::panel(&Panel { title: "改了以后".into(), body: super::sees::shifts(&shifts), ..Panel::default() }))
        (parts::panel(&Panel { title: "改成这样".into(), body: shown(&asker, &user, &after),
            foot: foot(&asker, id, &after, clash.is_none()), ..Panel::default() }))
    };
    Ok(page(&asker, Page { alone: true, narrow: true, ..Page::new("改权限", "users", main) }))
}

fn shown(asker: &Asker, user: &UserRow, after: &[Grant]) -> Markup {
    let gone: Vec<&Grant> = user.grants.iter().filter(|grant| !after.contains(grant)).collect();
    html! {
        ul.list {
            @for grant in after {
                li {
                    (parts::tag(if user.grants.contains(grant) { "不变" } else { "新给" },
                        if user.grants.contains(grant) { Tone::Plain } else { Tone::Act }))
                    div.grow {
                        b { (words(asker, &grant.role, grant.union)) }
                        @for line in allows(asker, grant) { span.sub { (line) } }
                    }
                }
            }
            @for grant in gone {
                li { (parts::tag("收回", Tone::Bad)) div.grow { (words(asker, &grant.role, grant.union)) } }
            }
            @if after.is_empty() { li { div.grow.soft { "没有任何权限：能登录，但什么也看不到。" } } }
        }
    }
}

/// What a right allows, a line per register.
fn allows(asker: &Asker, grant: &Grant) -> Vec<String> {
    if !business(asker, &grant.role) {
        let duty = asker.store().catalog().role(&grant.role).map(|role| role.duty);
        return vec![super::roles::duty_words(duty).to_owned()];
    }
    let registers = asker.store().catalog().registers.iter();
    let line = |register: &kernel::register::Register| {
        let permit = register.permits.iter().find(|permit| permit.role == grant.role)?;
        let acts: Vec<&str> = permit.acts.iter().map(|act| act.title()).collect();
        Some(format!("{}：{}", register.title, acts.join("、")))
    };
    registers.filter_map(line).collect()
}

fn foot(asker: &Asker, id: i64, after: &[Grant], fine: bool) -> Markup {
    html! {
        @if fine {
            form method="post" action=(format!("/users/{id}/grants/save")) {
                (parts::csrf_field(&asker.csrf))
                @for grant in after { input type="hidden" name="grant" value=(code(asker, grant)); }
                (Btn::submit("就改成这样").pri().busy("正在改…"))
            }
        }
        (Btn::link("回去再改", format!("/users/{id}#grants")).quiet())
    }
}

pub(super) async fn save(asker: Asker, Path(id): Path<i64>, Form(form): Form) -> Answer {
    let grants = wanted(&asker, &form)?;
    let ctx = asker.ctx.clone();
    run(&asker.app, move |store| store.set_grants(&ctx, id, &grants)).await?;
    asker.say(Toast::new("权限已改，下一次点击起生效"));
    Ok(see(&format!("/users/{id}")))
}
