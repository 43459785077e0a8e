//! Pictures sent with what somebody asks for: a plain file field, so that it works without script. What was
//! asked is kept first; a picture that fails says why, and another one can be sent behind it.

use super::Me;
use crate::app::App;
use crate::fault::{Answer, Fault};
use crate::pages::attachment::take::{Sent, keep_at, whole};
use crate::params::Params;
use crate::parts::{self, Btn, Field};
use crate::request::{Form, Unproved, short_text, token_first, with_files};
use crate::shell::see;
use axum::extract::{FromRef, FromRequest, FromRequestParts, Multipart, Path, Request};
use kernel::register::Register;
use maud::{Markup, html};
use store::attachment::{Attachment, MOST_BYTES};
use store::{Ctx, StoreError};

/// Most pictures of one matter.
pub const MOST: usize = 3;
/// A form with pictures is no longer than this.
pub const CUT: usize = (MOST + 1) * MOST_BYTES;

/// What a form brings: words, and pictures behind its token.
pub struct Brought {
    /// Who sends it.
    pub me: Me,
    /// The words.
    pub form: Params,
    /// The files, in their order.
    pub files: Vec<Sent>,
}

impl<S> FromRequest<S> for Brought
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Fault;
    async fn from_request(request: Request, state: &S) -> Result<Brought, Fault> {
        let (mut parts, body) = request.into_parts();
        parts.extensions.remove::<Unproved>();
        let me = <Me as FromRequestParts<S>>::from_request_parts(&mut parts, state).await?;
        let request = Request::from_parts(parts, body);
        if !with_files(request.headers()) {
            let Form(form) = Form::from_request(request, state).await?;
            return Ok(Brought { me, form, files: Vec::new() });
        }
        let parts = Multipart::from_request(request, state).await;
        let mut parts = parts.map_err(|_| broken())?;
        token_first(&mut parts, &me.member.csrf).await?;
        let mut brought = Brought { me, form: Params::default(), files: Vec::new() };
        while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
            let (called, file) =
                (part.name().unwrap_or_default().to_owned(), part.file_name().map(str::to_owned));
            match file {
                Some(name) if name.is_empty() => {}
                Some(name) => {
                    let bytes = whole(part).await.map_err(|()| broken())?;
                    let title = format!("照片{}", brought.files.len() + 1);
                    brought.files.push(Sent { name, title, bytes });
                }
                None => {
                    let words = short_text(part).await.ok_or_else(broken)?;
                    brought.form = brought.form.add(&called, words);
                }
            }
        }
        Ok(brought)
    }
}

fn broken() -> Fault {
    Fault::unreadable("照片没有传完，中间断了，什么也没有交。请返回上一页再交一次，或先不带照片。")
}

/// The field of a form.
pub fn field(most: usize) -> Markup {
    let hint =
        format!("最多{most}张，JPG或PNG，每张不超过{}MB；没有照片也能提交", MOST_BYTES >> 20);
    let about = Field::new("pictures", "照片").hint(hint).optional();
    parts::field_pictures(&about)
}

/// Keeps pictures with a record, as many as there is room for; says what became of them.
pub async fn kept(
    me: &Me,
    ctx: &Ctx,
    place: (&'static Register, i64),
    kind: &str,
    (files, room): (Vec<Sent>, usize),
) -> Result<String, Fault> {
    let sent = files.len();
    let mut fine = 0;
    let mut lost = Vec::new();
    for file in files {
        let name = file.name.clone();
        if fine >= room {
            lost.push(format!("“{name}”：一件事最多{MOST}张照片，这张没有存"));
            continue;
        }
        match keep_at(&me.app, ctx, place, kind, file).await {
            Ok(_) => fine += 1,
            Err(fault) if !fault.refusals.is_empty() => {
                let why: Vec<&str> = fault.refusals.iter().map(|one| one.reason.as_str()).collect();
                lost.push(format!("“{name}”：{}", why.join("；")));
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(match (sent, lost.as_slice()) {
        (0, _) => String::new(),
        (_, []) => format!("照片收下{fine}张。"),
        (_, lost) => {
            let count = lost.len();
            format!(
                "照片收下{fine}张，{count}张没有存：{}。您写的内容都在，照片可以再补。",
                lost.join("。")
            )
        }
    })
}

/// The pictures of one's own matter, and a field for more.
pub fn panel(me: &Me, action: &str, there: &[Attachment], open: bool) -> Markup {
    let room = MOST.saturating_sub(there.len());
    html! {
        section.panel {
            header { h2 { "照片" } }
            div.pad.stack {
                @if there.is_empty() { p.soft { "没有带照片。" } }
                @else { p { "已交" (there.len()) "张，办理的工会看得到。" } }
                @if open && room > 0 {
                    form.stack method="post" action=(action) enctype="multipart/form-data" {
                        (parts::csrf_field(&me.member.csrf))
                        (field(room))
                        (Btn::submit("补照片").busy("正在传…"))
                    }
                }
            }
        }
    }
}

/// `POST /m/r/{register}/{key}/pictures`: more pictures of one's own matter.
pub async fn more(Path((name, key)): Path<(String, String)>, brought: Brought) -> Answer {
    let Brought { me, files, .. } = brought;
    let open = super::matter::open(&me, &name, &key).await?;
    let register = open.opened.record.register;
    let kind = register.own.and_then(|own| own.ask).map_or("", |ask| ask.pictures);
    if kind.is_empty() || open.ctx.own.is_none() {
        return Err(Fault::not_found());
    }
    if !open.goes_on() {
        let say = "这件事已经办结，照片没有存；有新的情况请再提一件。";
        return Err(StoreError::refuse("", say).into());
    }
    let room = MOST.saturating_sub(open.pictures.len());
    let place = (register, open.opened.record.id);
    let words = kept(&me, &open.ctx, place, kind, (files, room)).await?;
    me.say(if words.is_empty() { "还没有选照片。" } else { &words });
    Ok(see(&format!("/m/r/{name}/{key}")))
}
