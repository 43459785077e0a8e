//! Two records of one thing: choose the other, see both side by side, merge; taken back by 撤销.

use super::{name_of, opened_for, path_of};
use crate::app::run;
use crate::fault::Answer;
use crate::parts::{self, Btn, Crumb, Empty, Field, Line, Link, Panel, Toast, Tone};
use crate::request::{Asker, Form};
use crate::shell::{Page, page, see};
use crate::show;
use axum::extract::Path;
use kernel::access::Act;
use kernel::field::FieldDef;
use kernel::verdict::Refusal;
use maud::{Markup, html};
use store::list::{ListAsk, Page as Rows};
use store::reader::Opened;

type Key = Path<(String, String)>;

/// Chooses the other record, or shows both when it is chosen.
pub async fn choose(asker: Asker, Path((name, key)): Key) -> Answer {
    let opened = opened_for(&asker, &name, &key, Act::Merge).await?;
    let with = asker.query.get("with");
    let body = if with.is_empty() {
        candidates(&asker, &opened).await?
    } else {
        let other = opened_for(&asker, &name, with, Act::Merge).await?;
        preview(&asker, &opened, &other)
    };
    let title = format!("把重复的并到“{}”", name_of(&opened));
    let back = asker.href(&path_of(&opened));
    let head = parts::page_head(&parts::PageHead {
        title: title.clone(),
        crumbs: vec![Crumb::to(name_of(&opened), back)],
        ..parts::PageHead::default()
    });
    let nav = format!("r/{name}");
    Ok(page(&asker, Page::new(&title, &nav, html! { (head) (body) })))
}

async fn candidates(asker: &Asker, opened: &Opened) -> Result<Markup, crate::Fault> {
    let register = opened.record.register;
    let typed = asker.query.get("q").trim();
    let search = if typed.is_empty() { name_of(opened) } else { typed.to_owned() };
    let ask = ListAsk { search: search.clone(), ..ListAsk::new(register) };
    let (ctx, id) = (asker.ctx.clone(), opened.record.id);
    let mut rows = run(&asker.app, move |store| store.list(&ctx, &ask, None, 21)).await?;
    rows.rows.retain(|row| row.id != id);
    let action = asker.href(&format!("{}/merge", path_of(opened)));
    let body = html! {
        div.filters {
            form.find.in-list role="search" action=(action) {
                (parts::keep_fields(&asker.keep().0))
                (parts::icon("search"))
                input type="search" name="q" value=(search) aria-label="找另一条"
                    placeholder="写名称或号码找另一条";
            }
        }
        @if rows.rows.is_empty() {
            (parts::empty_state(&Empty {
                title: format!("没有找到另一条“{search}”"),
                text: "换个写法再找；证件号码、手机号要写全，或只写最后四位。".into(),
                ..Empty::default()
            }))
        } @else { (found(asker, opened, &rows)) }
    };
    Ok(parts::panel(&Panel { title: "是哪一条重复了".into(), body, ..Panel::default() }))
}

fn found(asker: &Asker, opened: &Opened, rows: &Rows) -> Markup {
    parts::list(html! {
        @for row in &rows.rows {
            @let words: Vec<String> = rows.heads.iter().zip(&row.cells)
                .map(|(head, value)| show::text(&head.field, value, &rows.titles))
                .filter(|text| !text.is_empty()).collect();
            @let (first, rest) = words.split_first().map_or((String::new(), String::new()),
                |(first, rest)| (first.clone(), rest.join(" · ")));
            @let href = asker.keep().add("with", row.public_id.as_str())
                .on(&format!("{}/merge", path_of(opened)));
            (parts::list_line(&Line {
                title: first,
                link: Some(Link::to(href.clone())),
                sub: rest,
                tail: html! { (Btn::link("比一比", href).sm()) },
                ..Line::default()
            }))
        }
    })
}

fn preview(asker: &Asker, kept: &Opened, gone: &Opened) -> Markup {
    let register = kept.record.register;
    let shown = |field: &&FieldDef| !field.computed && !kept.hidden.contains(&field.name);
    let action = asker.href(&format!("{}/merge", path_of(kept)));
    let back = asker.href(&path_of(kept));
    let reason = Field::new("reason", "为什么合并").hint("例如：同一个人录了两次").max(200);
    html! {
        (parts::note(Tone::Act, &html! {
            "左边留下，右边并进来后作废：指向右边的记录都改指左边，左边空着的栏用右边的补上，填了的不动。"
            "做完可以撤销。"
        }, None))
        form.panel.gap method="post" action=(action) {
            (parts::csrf_field(&asker.csrf))
            input type="hidden" name="gone" value=(gone.record.id);
            div.tbl-x { table.tbl {
                caption.sr { "两条记录对照" }
                thead { tr {
                    th scope="col" { "栏目" }
                    th scope="col" { "留下的：" (name_of(kept)) }
                    th scope="col" { "并进来的：" (name_of(gone)) }
                } }
                tbody { @for field in register.fields.iter().filter(shown) {
                    @let (left, right) = (words(field, kept), words(field, gone));
                    @if !left.is_empty() || !right.is_empty() {
                        tr.on[left != right && !right.is_empty()] {
                            th scope="row" { (field.title) }
                            td { @if left.is_empty() { span.muted { "—" } } @else { (left) } }
                            td { @if right.is_empty() { span.muted { "—" } } @else { (right) } }
                        }
                    }
                } }
            } }
            div.pad { (parts::field_text(&reason, "")) }
            (parts::foot_bar("", &[
                Btn::link("先不合并", back).quiet(),
                Btn::submit("合并成一条").pri().busy("正在合并…"),
            ]))
        }
    }
}

fn words(field: &FieldDef, opened: &Opened) -> String {
    show::with_unit(field, opened.record.value(field.name), &opened.titles)
}

/// 合并.
pub async fn merge(asker: Asker, Path((name, key)): Key, Form(form): Form) -> Answer {
    let kept = opened_for(&asker, &name, &key, Act::Merge).await?;
    let gone = opened_for(&asker, &name, form.get("gone"), Act::Merge).await?;
    let reason = form.get("reason").trim().to_owned();
    if reason.is_empty() {
        return Err(crate::Fault::refused(vec![Refusal::on(
            "reason",
            "写一句为什么合并，以后查得到",
        )]));
    }
    let (ctx, register) = (asker.ctx.clone(), kept.record.register);
    let (left, right) = (kept.record.id, gone.record.id);
    let seq =
        run(&asker.app, move |store| store.merge(&ctx, register, left, right, &reason)).await?;
    let said = format!("已合并，留下“{}”", name_of(&kept));
    asker.say(Toast::new(said).undo(format!("/undo/{seq}"), asker.csrf.as_str()));
    Ok(see(&asker.href(&path_of(&kept))))
}
