//! 权限表: role × register × act, read from the declarations, to be printed and signed.

use crate::fault::Answer;
use crate::parts::{self, Btn, PageHead, Panel, Press};
use crate::request::Asker;
use crate::shell::{Page, page};
use kernel::access::{Act, Duty, Role};
use kernel::register::{Catalog, Register};
use maud::{Markup, html};

/// What an administrator does instead of business.
pub(super) fn duty_words(duty: Option<Duty>) -> &'static str {
    match duty {
        Some(Duty::System) => "建账号、重设密码、改设置、做备份；看不到业务资料，不能授权",
        Some(Duty::Security) => "授权、取消动态口令；看不到业务资料，不能建账号",
        Some(Duty::Own) => "会员本人在手机上只看自己的资料，办自己的事；不授给账号",
        Some(Duty::Audit) => "看日志、核对日志；看不到业务资料，不能改任何东西",
        _ => "办业务",
    }
}

pub(super) async fn show(asker: Asker) -> Answer {
    let catalog = asker.store().catalog();
    let business: Vec<&Role> =
        catalog.roles.iter().filter(|role| role.duty == Duty::Business).collect();
    let main = html! {
        (parts::page_head(&PageHead {
            title: "权限表".into(),
            sub: "每个角色在自己单位及下级能做什么。权限＝角色×单位，由安全管理员授予。".into(),
            acts: html! { (Btn::new("打印", Press::Print).icon("printer")) },
            ..PageHead::default()
        }))
        (parts::panel(&Panel {
            title: "业务角色".into(),
            body: matrix(catalog, &business),
            foot: html! { span.small.muted { "✓ 能做；— 不能。看全文会留下记录。隐藏的栏目连遮住的样子也看不到。" } },
            ..Panel::default()
        }))
        (parts::panel(&Panel { title: "三员分设".into(), body: duties(catalog), ..Panel::default() }))
    };
    let nav = if asker.store().may_grant(&asker.ctx) || asker.store().may_manage_users(&asker.ctx) {
        "users"
    } else {
        ""
    };
    Ok(page(&asker, Page { alone: true, ..Page::new("权限表", nav, main) }))
}

fn matrix(catalog: &'static Catalog, roles: &[&Role]) -> Markup {
    html! {
        div.tbl-x { table.tbl.tight {
            caption.sr { "角色、台账和能做的事" }
            thead { tr {
                th scope="col" { "做什么" }
                @for role in roles { th scope="col" { (role.title) } }
            } }
            @for register in &catalog.registers { tbody {
                tr { th scope="rowgroup" colspan=(roles.len() + 1) { (register.title) } }
                @for act in Act::ALL { tr {
                    td { (act.title()) }
                    @for role in roles { td { (allowed(register, role, act)) } }
                } }
            } }
        } }
    }
}

fn allowed(register: &Register, role: &Role, act: Act) -> Markup {
    if !register.permits(role.code, act) {
        return html! { span.muted { "—" } };
    }
    let hidden: Vec<&str> = register
        .permits
        .iter()
        .filter(|permit| permit.role == role.code && act == Act::Read)
        .flat_map(|permit| &permit.hidden)
        .filter_map(|name| register.field(name).map(|field| field.title))
        .collect();
    html! {
        "✓" span.sr { "能" }
        @if !hidden.is_empty() { span.small.muted { " 除" (hidden.join("、")) } }
    }
}

fn duties(catalog: &'static Catalog) -> Markup {
    html! {
        ul.list {
            @for role in catalog.roles.iter().filter(|role| role.duty != Duty::Business) {
                li { div.grow { b { (role.title) } span.sub { (duty_words(Some(role.duty))) } } }
            }
        }
    }
}
