//! 能看到什么: what one user sees, register by register, through which rights, and how many records.

use super::grants;
use super::one::load;
use crate::app::run;
use crate::fault::Answer;
use crate::pages::record::acts;
use crate::parts::{self, Btn, Crumb, PageHead, Panel, Press};
use crate::request::Asker;
use crate::shell::{Page, page};
use crate::show::number_text;
use axum::extract::Path;
use maud::{Markup, html};
use store::sees::{Reach, Shift};

/// `/users/{id}/sees`: for the administrators, and for everybody about themselves.
pub(super) async fn show(asker: Asker, Path(id): Path<i64>) -> Answer {
    let user = load(&asker, id).await?;
    let ctx = asker.ctx.clone();
    let reach = run(&asker.app, move |store| store.what_sees(&ctx, id)).await?;
    let own = id == asker.ctx.user_id;
    let back = if own {
        Crumb::to("我的账号", "/account")
    } else {
        Crumb::to(user.name.as_str(), format!("/users/{id}"))
    };
    let main = html! {
        (parts::page_head(&PageHead {
            title: if own { "我能看到什么".into() } else { format!("{}能看到什么", user.name) },
            crumbs: vec![back],
            sub: super::rights(&asker, &user),
            acts: html! { (Btn::new("打印", Press::Print).icon("printer")) },
            ..PageHead::default()
        }))
        (parts::panel(&Panel { title: "按台账".into(), body: table(&asker, &reach), ..Panel::default() }))
    };
    Ok(page(&asker, Page { alone: true, ..Page::new("能看到什么", "users", main) }))
}

fn table(asker: &Asker, reach: &[Reach]) -> Markup {
    if reach.is_empty() {
        return html! { p.pad.soft { "什么业务资料也看不到。" } };
    }
    html! {
        div.tbl-x { table.tbl.tight {
            caption.sr { "台账、范围和条数" }
            thead { tr {
                th scope="col" { "台账" } th.num scope="col" { "看得到" }
                th scope="col" { "凭什么权限" } th scope="col" { "能做什么" } th scope="col" { "看不到的栏目" }
            } }
            tbody { @for one in reach { tr {
                td { (one.register.title) }
                td.num { (number_text(one.count)) (one.register.unit_of_all) }
                td { @for (at, grant) in one.by.iter().enumerate() {
                    @if at > 0 { "；" } (grants::words(asker, &grant.role, grant.union))
                } }
                td { (acts(&one.acts)) }
                td.soft { @if one.hidden.is_empty() { "没有" } @else { (one.hidden.join("、")) } }
            } } }
        } }
    }
}

/// What a change of rights would give and take.
pub(super) fn shifts(all: &[Shift]) -> Markup {
    if all.is_empty() {
        return html! { p.pad.soft { "看得到的和能做的都不变。" } };
    }
    html! {
        div.tbl-x { table.tbl.tight {
            caption.sr { "改了以后多看到什么、少看到什么" }
            thead { tr {
                th scope="col" { "台账" } th.num scope="col" { "多看到" } th.num scope="col" { "少看到" }
                th scope="col" { "多了" } th scope="col" { "少了" }
            } }
            tbody { @for one in all { tr {
                td { (one.register.title) }
                td.num { "+" (number_text(one.gained)) }
                td.num.red[one.lost > 0] { "−" (number_text(one.lost)) }
                td { (acts(&one.acts_gained)) }
                td.red[!one.acts_lost.is_empty()] { (acts(&one.acts_lost)) }
            } } }
        } }
    }
}
