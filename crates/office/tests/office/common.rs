//! Helpers of the tests.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use office::{Book, HeaderSpec, Hints, Layout, Limits, ReadError, RowIn, open};
use rust_xlsxwriter::Workbook;

/// A place for a test's file.
pub fn place(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("office");
    std::fs::create_dir_all(&dir).unwrap();
    dir.join(name)
}

/// A file with these bytes.
pub fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = place(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Open what must open.
pub fn opened(path: &Path) -> Book {
    open(path, &Limits::default()).unwrap()
}

/// Open what must be refused.
pub fn refused(path: &Path) -> ReadError {
    open(path, &Limits::default()).unwrap_err()
}

/// All rows of a sheet.
pub fn rows(book: &mut Book, sheet: usize) -> Vec<RowIn> {
    let mut rows = Vec::new();
    book.rows::<ReadError>(sheet, &mut |row| {
        rows.push(row);
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    rows
}

/// All rows of a sheet as texts.
pub fn texts(book: &mut Book, sheet: usize) -> Vec<Vec<String>> {
    let epoch = book.epoch1904();
    let text = |row: &RowIn| row.cells.iter().map(|c| c.text(epoch).into_owned()).collect();
    rows(book, sheet).iter().map(text).collect()
}

/// Fields by code and titles, the titles separated by `|`.
pub fn specs<'a>(list: &'a [(&'a str, &str)]) -> Vec<HeaderSpec<'a>> {
    let spec = |(code, titles): &(&'a str, &str)| HeaderSpec {
        code,
        titles: titles.split('|').map(str::to_owned).collect(),
        required: true,
        instead: "",
    };
    list.iter().map(spec).collect()
}

/// The layouts of a book without hints.
pub fn layouts(book: &mut Book, specs: &[HeaderSpec<'_>]) -> Vec<Layout> {
    office::find_in(book, specs, &Hints::default()).unwrap()
}

/// A workbook with one sheet of texts; a cell `a>b` is merged over b more columns.
pub fn sheet(path: &Path, lines: &[&[&str]]) {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet(), lines);
    workbook.save(path).unwrap();
}

/// Texts into a sheet.
pub fn fill(sheet: &mut rust_xlsxwriter::Worksheet, lines: &[&[&str]]) {
    for (row, line) in lines.iter().enumerate() {
        let row = u32::try_from(row).unwrap();
        for (column, text) in line.iter().enumerate() {
            let column = u16::try_from(column).unwrap();
            match text.split_once('>') {
                Some((text, more)) => {
                    let last = column + more.parse::<u16>().unwrap();
                    let format = rust_xlsxwriter::Format::new();
                    sheet.merge_range(row, column, row, last, text, &format).unwrap();
                }
                None if text.is_empty() => {}
                None => {
                    sheet.write_string(row, column, *text).unwrap();
                }
            }
        }
    }
}
