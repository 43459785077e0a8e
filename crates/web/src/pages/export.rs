//! What a list shows, as a file or on paper: the same conditions, columns and order, and masked.

use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use crate::pages::list::ask::Listing;
use crate::pages::list::{count_words, listing_of};
use crate::params::percent;
use crate::parts::{self, Btn, Empty, Panel, Roster, RosterCol};
use crate::request::Asker;
use crate::shell::{Page, fragment, page};
use crate::show;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_core::Stream;
use kernel::access::Act;
use kernel::register::Register;
use maud::html;
use office::{BookOut, CellOut, ColumnOut, CsvEncoding, SheetOut, write_csv, write_xlsx_to};
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::mpsc::{Receiver, sync_channel};
use std::task::{Context, Poll};
use store::list::{Count, Page as Rows};
use store::{Ctx, Store};
use tokio::sync::mpsc;

/// A roster on paper is no longer than this.
const PAPER: i64 = 5_000;

/// `/r/{register}/export` and `/r/{register}/print`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/r/{register}/export", get(export))
        .route("/r/{register}/print", get(print))
}

async fn export(asker: Asker, Path(name): Path<String>) -> Answer {
    let listing = listing_of(&asker, &name)?;
    send(&asker, listing, asker.query.get("format") == "csv").await
}

/// Whether this person may take the list along.
pub fn may_export(asker: &Asker, listing: &Listing) -> Result<(), Fault> {
    let (register, tree) = (listing.register, &asker.tree);
    let homes = crate::request::homes(&asker.ctx, asker.store().catalog(), tree);
    let whole = if asker.at == 0 { homes } else { vec![asker.at] };
    // Everything that is shown must be permitted to leave, not only a part of it.
    let may = |unit: &i64| asker.ctx.may(register, Act::Export, *unit, tree);
    if !whole.is_empty() && whole.iter().all(may) {
        return Ok(());
    }
    let title = listing.register.title;
    Err(Fault::forbidden(format!("您在这个单位没有导出{title}的权限，没有导出。")))
}

/// Streams a list as a file, once the journal has taken it down.
pub async fn send(asker: &Asker, listing: Listing, csv: bool) -> Answer {
    may_export(asker, &listing)?;
    let title = format!("{}{}", asker.at_name(), listing.register.title);
    let (ctx, copy, said) = (asker.ctx.clone(), listing.clone(), title.clone());
    let heads = run(&asker.app, move |store| {
        let first = store.list(&ctx, &copy.ask, None, 1)?;
        let count = count_words(
            store.count(&ctx, &copy.ask, crate::pages::list::MOST)?,
            copy.register.unit,
        );
        let reason = format!("{said}，{count}，条件：{}", copy.query.query());
        store.note(&ctx, "导出", copy.register.name, 0, &reason)?;
        Ok::<_, store::StoreError>(first.heads)
    })
    .await?;
    let columns: Vec<ColumnOut> = heads
        .iter()
        .map(|head| ColumnOut::new(head.field.title, show::column_kind(&head.field)))
        .collect();
    let (to, from) = mpsc::channel::<io::Result<Bytes>>(8);
    let (store, ctx) = (asker.app.store.clone(), asker.ctx.clone());
    let (name, filler) = (title.clone(), asker.session.user.name.clone());
    tokio::task::spawn_blocking(move || {
        let pipe = Pipe { to: to.clone(), kept: Vec::new() };
        if let Err(cause) =
            write(&store, &ctx, &listing, Paper { name, filler, columns, csv }, pipe)
        {
            tracing::warn!(%cause, "export stopped");
            let _ = to.blocking_send(Err(io::Error::other(cause)));
        }
    });
    let ending = if csv { "csv" } else { "xlsx" };
    Ok(file(&format!("{title}.{ending}"), csv, Body::from_stream(Outgoing(from))))
}

struct Paper {
    name: String,
    filler: String,
    columns: Vec<ColumnOut>,
    csv: bool,
}

/// The database pushes pages, the file pulls rows: a narrow channel stands between them.
fn write(
    store: &Store,
    ctx: &Ctx,
    listing: &Listing,
    paper: Paper,
    pipe: Pipe,
) -> Result<(), String> {
    std::thread::scope(|scope| {
        let (to, from) = sync_channel::<Drawing>(4);
        let reading = scope.spawn(move || {
            let read = store.each(ctx, &listing.ask, |page| {
                let gone = |_| store::StoreError::unavailable("下载的人离开了");
                to.send(Ok(rows(listing.register, page))).map_err(gone)
            });
            // A reading that stopped must not leave a file that looks whole.
            if let Err(error) = &read {
                let _ = to.send(Err(error.to_string()));
            }
            read
        });
        let written = if paper.csv {
            let mut rows = Drawn::new(from);
            write_csv(pipe, &paper.columns, &mut rows, CsvEncoding::Utf8Bom)
        } else {
            let rows = Box::new(Drawn::new(from));
            let mut sheet = SheetOut::new(listing.register.title, paper.columns, rows);
            sheet.heading = vec![paper.name];
            sheet.frozen_columns = 1;
            let book = BookOut { filled_by: paper.filler, ..BookOut::one(sheet) };
            write_xlsx_to(pipe, book)
        };
        let read = reading.join().map_err(|_| "reading stopped".to_owned())?;
        read.map_err(|error| error.to_string())?;
        written.map(|_| ()).map_err(|error| error.to_string())
    })
}

fn rows(register: &Register, page: &Rows) -> Vec<Vec<CellOut>> {
    let row = |row: &store::list::ListRow| {
        let cells = page.heads.iter().zip(&row.cells);
        cells
            .map(|(head, value)| match show::over(register, head, row) {
                Some(words) => CellOut::text(words),
                None => show::out(&head.field, value, &page.titles),
            })
            .collect()
    };
    page.rows.iter().map(row).collect()
}

/// A page of rows, or why there are no more.
type Drawing = Result<Vec<Vec<CellOut>>, String>;

/// Rows drawn from the channel, page by page.
struct Drawn {
    from: Receiver<Drawing>,
    page: std::vec::IntoIter<Vec<CellOut>>,
}

impl Drawn {
    fn new(from: Receiver<Drawing>) -> Drawn {
        Drawn { from, page: Vec::new().into_iter() }
    }
}

impl Iterator for Drawn {
    type Item = Result<Vec<CellOut>, office::write::RowError>;
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.page.next() {
                return Some(Ok(row));
            }
            match self.from.recv().ok()? {
                Ok(page) => self.page = page.into_iter(),
                Err(stopped) => return Some(Err(stopped.into())),
            }
        }
    }
}

/// Bytes on their way to the browser, in pieces of 64 KiB.
struct Pipe {
    to: mpsc::Sender<io::Result<Bytes>>,
    kept: Vec<u8>,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.kept.extend_from_slice(bytes);
        if self.kept.len() >= 64 * 1024 {
            self.flush()?;
        }
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        if self.kept.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::take(&mut self.kept));
        self.to.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        let _ = self.flush();
    }
}

/// The other end, as a body.
struct Outgoing(mpsc::Receiver<io::Result<Bytes>>);

impl Stream for Outgoing {
    type Item = io::Result<Bytes>;
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// A file with a Chinese name (RFC 5987), and a plain one for old browsers.
pub fn file(name: &str, csv: bool, body: Body) -> Response {
    let kind = if csv {
        "text/csv; charset=utf-8"
    } else {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    };
    let plain = if csv { "list.csv" } else { "list.xlsx" };
    let given = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", percent(name));
    let heads = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, given)];
    (heads, body).into_response()
}

async fn print(asker: Asker, Path(name): Path<String>) -> Answer {
    let listing = listing_of(&asker, &name)?;
    may_export(&asker, &listing)?;
    let (ctx, copy) = (asker.ctx.clone(), listing.clone());
    let unit = asker.at_name().to_owned();
    let found = run(&asker.app, move |store| {
        if let Count::More(_) = store.count(&ctx, &copy.ask, PAPER)? {
            return Ok::<_, store::StoreError>(None);
        }
        let reason = format!("{unit}，打印花名册，条件：{}", copy.query.query());
        store.note(&ctx, "打印", copy.register.name, 0, &reason)?;
        let (mut heads, mut lines) = (Vec::new(), Vec::new());
        store.each(&ctx, &copy.ask, |page| {
            heads.clone_from(&page.heads);
            lines.extend(page.rows.iter().map(|row| -> Vec<String> {
                let cells = page.heads.iter().zip(&row.cells);
                cells
                    .map(|(head, value)| match show::over(copy.register, head, row) {
                        Some(words) => words.to_owned(),
                        None => show::text(&head.field, value, &page.titles),
                    })
                    .collect()
            }));
            Ok(())
        })?;
        Ok(Some((heads, lines)))
    })
    .await?;
    let Some((heads, rows)) = found else { return Ok(too_long(&asker, &listing)) };
    let register = listing.register;
    let day = listing.ask.as_of.unwrap_or_else(|| asker.store().today());
    let columns = heads.iter().map(|head| RosterCol {
        title: head.field.title.to_owned(),
        num: matches!(head.field.kind, kernel::field::Kind::Int | kernel::field::Kind::Money),
    });
    let roster = Roster {
        title: format!("{}{}花名册", asker.at_name(), register.title),
        unit: asker.at_name().to_owned(),
        filler: asker.session.user.name.clone(),
        date: kernel::dates::chinese(day),
        columns: columns.collect(),
        total: format!("共{}{}", rows.len(), register.unit),
        rows,
        back: listing.href(),
    };
    Ok(fragment(&parts::roster_page(&roster, asker.theme, &asker.csrf)))
}

fn too_long(asker: &Asker, listing: &Listing) -> Response {
    let title = "打印花名册";
    let empty = Empty {
        icon: "printer",
        title: format!("超过{}{}，不适合打印", show::number_text(PAPER), listing.register.unit),
        text: "在左边选小一点的单位，或加上条件再打印；要全部的，导出Excel。".into(),
        acts: vec![Btn::link("回台账", listing.href())],
        ..Empty::default()
    };
    let head = parts::page_head(&parts::PageHead { title: title.into(), ..Default::default() });
    let panel = parts::panel(&Panel { body: parts::empty_state(&empty), ..Panel::default() });
    page(asker, Page::new(title, "", html! { (head) (panel) }))
}
