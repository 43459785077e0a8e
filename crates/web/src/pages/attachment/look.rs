//! One attachment: its content, looked at whole, taken away with a reason.

use super::section::{join, weight};
use crate::app::run;
use crate::fault::Answer;
use crate::pages::record::{path_of, question};
use crate::params::percent;
use crate::parts::{self, Btn, Crumb, Field, ShotView, Toast};
use crate::request::{Asker, Form};
use crate::shell::{Page, fragment, page, see};
use crate::show;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::access::Act;
use maud::html;
use store::attachment::Attachment;
use store::reader::Opened;
use store::{Ctx, Result, Store};

/// `GET /attachment/{id}`: the content, shown by the browser, or saved with `save=1`.
pub async fn content(asker: Asker, Path(id): Path<String>) -> Answer {
    let save = asker.query.has("save");
    let ctx = asker.ctx.clone();
    let (one, bytes) =
        run(&asker.app, move |store| store.attachment_content(&ctx, &id, false)).await?;
    Ok(file(&one, bytes, save))
}

/// `GET /attachment/{id}/small`: the small picture.
pub async fn small(asker: Asker, Path(id): Path<String>) -> Answer {
    let ctx = asker.ctx.clone();
    let found = run(&asker.app, move |store| store.attachment_content(&ctx, &id, true)).await?;
    let kind = [(header::CONTENT_TYPE, kernel::attachment::Media::Jpeg.code())];
    Ok((kind, found.1).into_response())
}

/// The content as what it was found to be; never as what somebody called it.
pub(crate) fn file(one: &Attachment, bytes: Vec<u8>, save: bool) -> Response {
    let how = if save { "attachment" } else { "inline" };
    let plain = format!("file.{}", one.media.ending());
    let name = percent(&one.file_name());
    let heads = [
        (header::CONTENT_TYPE, one.media.code().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{name}"),
        ),
    ];
    (heads, bytes).into_response()
}

/// An attachment with its record and the pictures that stand beside it.
struct Looked {
    one: Attachment,
    opened: Opened,
    pictures: Vec<Attachment>,
}

fn looked(store: &Store, ctx: &Ctx, id: &str, act: Act) -> Result<Looked> {
    let one = store.attachment(ctx, id, act)?;
    let key = one.record.to_string();
    let opened = store.open_record(ctx, one.register, &key)?;
    let mut pictures = store.attachments(ctx, one.register, &key)?;
    pictures.retain(|other| other.media.is_image());
    Ok(Looked { one, opened, pictures })
}

/// A photo looked at whole: a dialog for htmx, a page otherwise.
pub async fn view(asker: Asker, Path(id): Path<String>) -> Answer {
    let ctx = asker.ctx.clone();
    let found = run(&asker.app, move |store| looked(store, &ctx, &id, Act::Read)).await?;
    let path = format!("/attachment/{}", found.one.public_id);
    if !found.one.media.is_image() {
        return Ok(see(&asker.href(&path)));
    }
    let view = view_of(&asker, &found, &path);
    if asker.htmx {
        let inside = asker.query.has("in");
        return Ok(fragment(&if inside {
            parts::shot_inside(&view)
        } else {
            parts::shot_dialog(&view)
        }));
    }
    let back = asker.href(&path_of(&found.opened));
    let head = parts::PageHead {
        title: found.one.title.clone(),
        crumbs: vec![Crumb::to(crate::pages::record::name_of(&found.opened), back)],
        ..parts::PageHead::default()
    };
    let main = html! {
        (parts::page_head(&head))
        section.panel { div.pad.wide.stack #shot-in { (parts::shot_inside(&view)) } }
    };
    let nav = format!("r/{}", found.one.register.name);
    Ok(page(&asker, Page { nav: &nav, main, title: &found.one.title, ..Page::default() }))
}

fn view_of(asker: &Asker, found: &Looked, path: &str) -> ShotView {
    let one = &found.one;
    let at = found.pictures.iter().position(|other| other.id == one.id).unwrap_or_default();
    let beside = |at: Option<usize>| {
        let other = found.pictures.get(at?)?;
        Some(asker.href(&format!("/attachment/{}/view", other.public_id)))
    };
    let when = show::moment(one.added_at, asker.store().today());
    let save = asker.href(path);
    let save = format!("{save}{}save=1", join(&save));
    let mut acts = vec![Btn::link("下载", save).icon("download")];
    if asker.htmx {
        acts.push(Btn::close("关闭"));
    }
    ShotView {
        title: one.title.clone(),
        about: format!(
            "{}，{} {when}加，{}，第{}张，共{}张",
            one.kind_title(),
            one.added_by,
            weight(one.bytes),
            at + 1,
            found.pictures.len()
        ),
        src: path.to_owned(),
        size: (one.width, one.height),
        before: beside(at.checked_sub(1)),
        after: beside(Some(at + 1)),
        acts,
    }
}

/// Asks why an attachment is taken away.
pub async fn ask_remove(asker: Asker, Path(id): Path<String>) -> Answer {
    let ctx = asker.ctx.clone();
    let found = run(&asker.app, move |store| looked(store, &ctx, &id, Act::Write)).await?;
    Ok(remove_question(&asker, &found, ""))
}

fn remove_question(asker: &Asker, found: &Looked, wrong: &str) -> Response {
    let one = &found.one;
    let reason = Field::new("reason", "为什么移除")
        .hint("例如：传错了、重复了、照片不清楚")
        .error((!wrong.is_empty()).then_some(wrong))
        .max(200);
    let body = html! {
        p.soft { "移除后这里不再显示，历史里留有记录，可以撤销找回。" }
        input type="hidden" name="version" value=(one.version);
        (parts::field_text(&reason, ""))
    };
    let title = format!("移除{}“{}”", one.kind_title(), one.title);
    let action = asker.href(&format!("/attachment/{}/remove", one.public_id));
    question(asker, &found.opened, &title, &body, action, Btn::submit("移除").danger())
}

/// Takes an attachment away.
pub async fn remove(asker: Asker, Path(id): Path<String>, Form(form): Form) -> Answer {
    let (ctx, key) = (asker.ctx.clone(), id.clone());
    let found = run(&asker.app, move |store| looked(store, &ctx, &key, Act::Write)).await?;
    let reason = form.get("reason").trim().to_owned();
    if reason.is_empty() {
        let mut answer = remove_question(&asker, &found, "写一句为什么移除，以后查得到");
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(answer);
    }
    let version = form.get("version").parse().unwrap_or(found.one.version);
    let ctx = asker.ctx.clone();
    let seq = run(&asker.app, move |store| store.detach(&ctx, &id, version, &reason)).await?;
    let said = format!("已移除“{}”", found.one.title);
    asker.say(Toast::new(said).undo(format!("/undo/{seq}"), asker.csrf.as_str()));
    Ok(see(&format!("{}#attachments", asker.href(&path_of(&found.opened)))))
}
