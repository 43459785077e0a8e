//! Files on their way in: read whole into memory, looked at by the scanner, looked through, kept.

use crate::app::{App, run};
use crate::fault::Fault;
use crate::request::{Asker, short_text};
use crate::scan::scan;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use kernel::attachment::{tidy_title, title_of_file};
use kernel::register::Register;
use kernel::verdict::Refusal;
use office::attachment::{examine, examine_form};
use store::Ctx;
use store::attachment::{Attachment, MOST_BYTES, NewAttachment};
use store::reader::Opened;

/// A form with files is no longer than this. A file that is too large is read to its end and thrown away,
/// so that the browser shows the page that says so.
pub const CUT: usize = 700 << 20;

/// A file that has come in.
pub struct Sent {
    /// Its own name.
    pub name: String,
    /// What it is to be called.
    pub title: String,
    /// Its content; `None` when it is too large.
    pub bytes: Option<Vec<u8>>,
}

/// What the form says before its files.
#[derive(Default)]
pub struct Form {
    /// The kind they are of.
    pub kind: String,
    title: String,
    files: usize,
}

impl Form {
    /// The next file, or why no more can be read.
    pub async fn next(&mut self, from: &mut Multipart) -> Result<Option<Sent>, String> {
        const BROKEN: &str = "没有传完，中间断了，没有存；请再传一次";
        while let Some(field) = from.next_field().await.map_err(|_| BROKEN.to_owned())? {
            let name = field.file_name().map(str::to_owned);
            match (name, field.name().unwrap_or_default()) {
                (Some(name), _) if name.is_empty() => {}
                (Some(name), _) => {
                    let bytes = whole(field).await.map_err(|()| BROKEN.to_owned())?;
                    self.files += 1;
                    return Ok(Some(Sent { title: self.title_for(&name), name, bytes }));
                }
                (None, "kind") => self.kind = short_text(field).await.unwrap_or_default(),
                (None, "title") => {
                    self.title = tidy_title(&short_text(field).await.unwrap_or_default());
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// A title for several files is told apart by numbers.
    fn title_for(&self, name: &str) -> String {
        match (self.title.as_str(), self.files) {
            ("", _) => title_of_file(name),
            (title, 1) => title.to_owned(),
            (title, number) => format!("{title} {number}"),
        }
    }
}

/// A file whole, unless it is too large; `Err` when the connection broke.
pub async fn whole(mut field: Field<'_>) -> Result<Option<Vec<u8>>, ()> {
    let mut bytes = Some(Vec::new());
    while let Some(more) = field.chunk().await.map_err(|_| ())? {
        bytes = bytes.filter(|bytes| bytes.len() + more.len() <= MOST_BYTES);
        if let Some(bytes) = &mut bytes {
            bytes.extend_from_slice(&more);
        }
    }
    Ok(bytes)
}

/// What to say of a file that is too large, on the page and in the browser before it is sent.
pub fn too_large() -> String {
    format!("文件超过{}MB，没有存；照片请缩小，扫描件请调低分辨率后再传", MOST_BYTES >> 20)
}

/// Looks through a file and keeps it with a record.
pub async fn keep(
    asker: &Asker,
    opened: &Opened,
    kind: &str,
    sent: Sent,
) -> Result<Attachment, Fault> {
    let place = (opened.record.register, opened.record.id);
    keep_at(&asker.app, &asker.ctx, place, kind, sent).await
}

/// The same for who has no page.
pub async fn keep_at(
    app: &App,
    ctx: &Ctx,
    (register, record): (&'static Register, i64),
    kind: &str,
    sent: Sent,
) -> Result<Attachment, Fault> {
    let refuse = |say: String| Fault::refused(vec![Refusal::on("file", say)]);
    let bytes = sent.bytes.ok_or_else(|| refuse(too_large()))?;
    scan(app, &bytes).await?;
    let (ctx, kind, title) = (ctx.clone(), kind.to_owned(), sent.title);
    run(app, move |store| -> Result<Attachment, Fault> {
        let form = register.attachment(&kind).is_some_and(|kind| kind.documents);
        let found = if form {
            examine_form(bytes).map_err(|refused| refuse(refused.to_string()))?
        } else {
            examine(bytes).map_err(|refused| refuse(refused.to_string()))?
        };
        let new = NewAttachment {
            kind,
            title,
            media: found.media,
            content: found.content,
            small: found.small,
            size: found.size,
        };
        Ok(store.attach(&ctx, register, &record.to_string(), &new)?)
    })
    .await
}
