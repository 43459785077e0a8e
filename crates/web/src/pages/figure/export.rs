//! The rows of a figure as a file: exactly those it counts, as masked as on the page.

use super::{View, body, gather, unread};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::request::Asker;
use crate::show;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::access::Act;
use office::{BookOut, CellOut, ColumnOut, CsvEncoding, SheetOut, write_csv, write_xlsx_to};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use store::list::Page;
use store::{Store, StoreError};

/// A table on its way into a file.
pub struct Sheet {
    /// Name of the file, without its ending.
    pub name: String,
    /// Lines above the table.
    pub heading: Vec<String>,
    /// Columns.
    pub columns: Vec<ColumnOut>,
}

type Line = Result<Vec<CellOut>, office::write::RowError>;

/// Rows waiting between the reader and the writer.
const WAITING: usize = 2_000;

pub(super) async fn export(asker: Asker, Path(code): Path<String>) -> Answer {
    let view = View::read(asker, &code)?;
    let csv = view.asker.query.get("format") == "csv";
    let register = gather::counted(view.asker.store(), view.indicator).of.as_str();
    let register = view.asker.register(register)?;
    if !view.asker.may(register, Act::Export) {
        let say =
            format!("您的账号不能导出{}。需要的话，请本单位的安全管理员开通。", register.title);
        return Err(Fault::forbidden(say));
    }
    let app = view.asker.app.clone();
    run(&app, move |store| make(store, &view, csv)).await
}

fn make(store: &Store, view: &View, csv: bool) -> Result<Response, Fault> {
    let (ctx, code) = (&view.asker.ctx, view.indicator.code.as_str());
    let question = view.question.clone().settled(store, ctx)?;
    let found = gather::brief(store, ctx, code, &question, None, 1).map_err(unread)?;
    let title = body::title(view, &found);
    let whole =
        format!("{}，{}，共{}条", found.figure.union_name, found.figure.said(), found.rows_total);
    let sheet = Sheet {
        name: format!("{title}明细_{}", view.question.last),
        heading: vec![format!("{title}明细"), whole.clone()],
        columns: columns(&found.rows),
    };
    // The entry is written before the rows are given away.
    store.note(ctx, "导出", "", 0, &format!("{title}明细（{code}）：{whole}"))?;
    let ask = question.ask(view.flow);
    let group = &view.question.group;
    written(&sheet, csv, |give| {
        store.each_group_row(ctx, code, &ask, group, |page| pour(page, give))
    })
}

fn columns(page: &Page) -> Vec<ColumnOut> {
    let column =
        |head: &store::list::Head| ColumnOut::new(head.field.title, show::column_kind(&head.field));
    page.heads.iter().map(column).collect()
}

fn pour(page: &Page, give: &dyn Fn(Vec<CellOut>) -> store::Result<()>) -> store::Result<()> {
    for row in &page.rows {
        let cells = page.heads.iter().zip(&row.cells);
        give(cells.map(|(head, cell)| show::out(&head.field, cell, &page.titles)).collect())?;
    }
    Ok(())
}

/// Writes a file while its rows are read: memory does not grow with them.
pub fn written<W>(sheet: &Sheet, csv: bool, work: W) -> Result<Response, Fault>
where
    W: FnOnce(&dyn Fn(Vec<CellOut>) -> store::Result<()>) -> store::Result<i64> + Send,
{
    let (sender, receiver) = sync_channel::<Line>(WAITING);
    let bytes = std::thread::scope(|scope| {
        let reader = scope.spawn(move || read(work, &sender));
        let bytes = write(sheet, csv, receiver);
        match reader.join() {
            Ok(done) => done.map_err(Fault::from).and(bytes),
            Err(_) => Err(Fault::broken("the reader of an export stopped")),
        }
    })?;
    Ok(file(&sheet.name, csv, bytes))
}

fn read<W>(work: W, sender: &SyncSender<Line>) -> store::Result<()>
where
    W: FnOnce(&dyn Fn(Vec<CellOut>) -> store::Result<()>) -> store::Result<i64>,
{
    let gone = |_| StoreError::unavailable("导出中断了，请再试一次");
    work(&|cells| sender.send(Ok(cells)).map_err(gone)).map(|_| ())
}

fn write(sheet: &Sheet, csv: bool, rows: Receiver<Line>) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let done = if csv {
        write_csv(&mut bytes, &sheet.columns, &mut rows.into_iter(), CsvEncoding::Utf8Bom)
    } else {
        let mut out = SheetOut::new("明细", sheet.columns.clone(), Box::new(rows.into_iter()));
        out.heading.clone_from(&sheet.heading);
        write_xlsx_to(&mut bytes, BookOut::one(out))
    };
    done.map_err(|error| Fault::broken(error.to_string()))?;
    Ok(bytes)
}

/// A file to be kept, with a Chinese name.
pub fn file(name: &str, csv: bool, bytes: Vec<u8>) -> Response {
    let (end, kind) = if csv {
        ("csv", "text/csv; charset=utf-8")
    } else {
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    };
    let plain: String =
        name.chars().map(|c| if "\\/:*?\"<>|".contains(c) { '_' } else { c }).collect();
    let name = crate::params::percent(&format!("{plain}.{end}"));
    let text = format!("attachment; filename=\"export.{end}\"; filename*=UTF-8''{name}");
    let mut answer = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    if let Ok(value) = HeaderValue::from_str(&text) {
        answer.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    answer
}
