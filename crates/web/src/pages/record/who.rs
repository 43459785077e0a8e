//! 谁能看到: everybody who sees a record, by which of their rights, and what they may do with it.

use super::{name_of, path_of};
use crate::app::run;
use crate::fault::Answer;
use crate::parts::{self, Btn, Crumb, PageHead, Panel, Press};
use crate::request::Asker;
use crate::shell::{Page, page};
use axum::extract::Path;
use kernel::access::{Act, Grant};
use kernel::register::Owner;
use maud::{Markup, html};
use store::reader::Opened;
use store::sees::Viewer;

/// `/r/{register}/{id}/who`.
pub async fn show(asker: Asker, Path((name, key)): Path<(String, String)>) -> Answer {
    let register = asker.register(&name)?;
    let ctx = asker.ctx.clone();
    let (opened, viewers) = run(&asker.app, move |store| {
        let opened = store.open_record(&ctx, register, &key)?;
        Ok::<_, store::StoreError>((opened, store.who_sees(&ctx, register, &key)?))
    })
    .await?;
    let title = name_of(&opened);
    let main = html! {
        (parts::page_head(&PageHead {
            title: "谁能看到".into(),
            crumbs: vec![Crumb::to(title.as_str(), asker.href(&path_of(&opened)))],
            count: format!("{}人", viewers.len()),
            sub: rule(&asker, &opened),
            acts: html! { (Btn::new("打印", Press::Print).icon("printer")) },
            ..PageHead::default()
        }))
        (parts::panel(&Panel {
            title: "能看到的人".into(),
            body: table(&asker, &viewers),
            foot: html! { span.small.muted {
                "按离这条记录近的在前。"
                @if register.own.is_some() { "本人开通手机服务以后，也能看到自己的。" }
                "本机管理员在服务器上能看到全部；谁看过敏感信息的全文，记录页上另有。"
            } },
            ..Panel::default()
        }))
    };
    let nav = format!("r/{name}");
    Ok(page(&asker, Page { alone: true, ..Page::new("谁能看到", &nav, main) }))
}

/// Why a right reaches this record at all.
fn rule(asker: &Asker, opened: &Opened) -> String {
    match opened.record.register.owner {
        Owner::Common => "大家共用的资料：在任何一个单位有查看权限的人都能看到。".into(),
        Owner::Shown => {
            "这个人现在的会籍等记录在哪些单位，有那些单位或上级权限的人就能看到。".into()
        }
        Owner::Tree(_) | Owner::Union(_) if opened.node == 0 => {
            "没有归属单位，只有全部范围的权限能看到。".into()
        }
        Owner::Tree(_) | Owner::Union(_) => {
            let place = asker.tree.title(opened.node);
            format!("属于{place}：在它或它的上级有查看权限的人能看到。")
        }
    }
}

fn table(asker: &Asker, viewers: &[Viewer]) -> Markup {
    html! {
        div.tbl-x { table.tbl.tight {
            caption.sr { "能看到这条记录的人" }
            thead { tr {
                th scope="col" { "姓名" } th scope="col" { "凭什么权限" }
                th scope="col" { "能做什么" } th scope="col" { "看不到的栏目" }
            } }
            tbody { @for one in viewers { tr {
                td { (one.name) @if one.user == asker.ctx.user_id { "（您）" } }
                td { @for (at, grant) in one.by.iter().enumerate() { @if at > 0 { "；" } (right(asker, grant)) } }
                td { (acts(&one.acts)) }
                td.soft { @if one.hidden.is_empty() { "没有" } @else { (one.hidden.join("、")) } }
            } } }
        } }
    }
}

/// 县级工会干部 × 云溪县总工会.
fn right(asker: &Asker, grant: &Grant) -> String {
    let role = asker.store().catalog().role(&grant.role).map_or("", |role| role.title);
    let at = if grant.union == 0 { asker.tree.root() } else { grant.union };
    format!("{role} × {}", asker.tree.title(at))
}

pub(in crate::pages) fn acts(acts: &[Act]) -> String {
    acts.iter().map(|act| act.title()).collect::<Vec<_>>().join("、")
}
