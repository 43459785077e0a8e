//! The desk at which forms are loaded: a county of any make, files in the layout of the two collection
//! forms, and what became of their rows.

use crate::place::Place;
use jiff::civil::Date;
use kernel::value::Value;
use office::import::{self, Counts, RowView, Start};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store::clock::Clock;
use store::keys::Cipher;
use store::writer::Doing;
use store::{Ctx, Store};
use town::roster::{MEMBER_TITLES, UNION_GROUPS, UNION_TITLES};

/// An installation and its folder.
pub struct Desk {
    pub store: Store,
    pub place: Place,
}

impl Desk {
    fn empty(today: Date) -> Desk {
        let place = Place::new();
        let options = place.options(domain::catalog(), Clock::at(today));
        Desk { store: Store::create(options, Cipher::Aes).unwrap(), place }
    }

    /// A county as `init` leaves it: its federation and nothing else.
    pub fn fresh(today: Date, name: &str) -> Desk {
        let desk = Desk::empty(today);
        let union = desk.store.register("union").unwrap();
        let values = [("name", Value::from(name)), ("kind", "FED_COUNTY".into())];
        let doing = Doing::new("建立", "新装");
        desk.store.act(&Ctx::local(), doing, |writer| writer.add(union, &values)).unwrap();
        desk
    }

    /// The unions, employers and coverages of a county, without people.
    pub fn structure(county: &town::County) -> Desk {
        let desk = Desk::empty(county.last);
        let mut seeded = niangjia::seed::Seeded::default();
        niangjia::seed::structure(&desk.store, &Ctx::local(), county, &mut seeded).unwrap();
        desk
    }

    /// Where a file of this name may stand.
    pub fn file(&self, name: &str) -> PathBuf {
        self.place.dir.join(name)
    }

    /// A text file.
    pub fn csv(&self, name: &str, lines: &[&[&str]]) -> PathBuf {
        let path = self.file(name);
        let mut text = String::new();
        for line in lines {
            let cells: Vec<String> = line.iter().map(|cell| quoted(cell)).collect();
            text.push_str(&cells.join(","));
            text.push_str("\r\n");
        }
        std::fs::write(&path, text).unwrap();
        path
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// A job and what became of its rows.
#[derive(Debug)]
pub struct Loaded {
    pub job: i64,
    pub counts: Counts,
}

/// Takes a file in, as whoever; nothing is looked at yet.
pub fn take(store: &Store, ctx: &Ctx, sheet: &str, path: &Path, union: i64) -> i64 {
    try_take(store, ctx, sheet, path, union).unwrap()
}

pub fn try_take(
    store: &Store,
    ctx: &Ctx,
    sheet: &str,
    path: &Path,
    union: i64,
) -> Result<i64, String> {
    let start = Start {
        whole: 0,
        sheet: store.catalog().sheet(sheet).unwrap(),
        path,
        file_name: path.file_name().unwrap().to_str().unwrap(),
        union,
        day: None,
        chosen: BTreeMap::new(),
    };
    import::start(store, ctx, &start).map_err(|error| error.to_string())
}

/// Looks at every row and writes nothing.
pub fn look(store: &Store, sheet: &str, path: &Path) -> Loaded {
    let job = take(store, &Ctx::local(), sheet, path, 0);
    let counts = import::preview(store, &Ctx::local(), job).unwrap();
    Loaded { job, counts }
}

/// Looks and writes what can be written.
pub fn load(store: &Store, sheet: &str, path: &Path) -> Loaded {
    let looked = look(store, sheet, path);
    write(store, looked.job)
}

/// Writes what can be written of a job.
pub fn write(store: &Store, job: i64) -> Loaded {
    let counts = import::apply(store, &Ctx::local(), job).unwrap();
    let classes =
        counts.added + counts.changed + counts.unchanged + counts.doubtful + counts.rejected;
    assert_eq!(counts.read, classes, "each row is in exactly one class: {counts:?}");
    Loaded { job, counts }
}

/// The rows of a class that are kept for a person.
pub fn kept(store: &Store, job: i64, class: &str) -> Vec<RowView> {
    import::rows(store, &Ctx::local(), job, class, -1, 100_000).unwrap()
}

/// Letters of the columns in error, and what is said of each, by the row's number in the file.
pub fn errors(store: &Store, job: i64) -> BTreeMap<i64, Vec<(String, String)>> {
    let faults = |view: &RowView| {
        let wrong = view.cells.iter().filter_map(|cell| Some((cell, cell.fault.as_ref()?)));
        wrong.map(|(cell, fault)| (cell.letter.clone(), fault.expected.clone())).collect()
    };
    kept(store, job, "rejected").iter().map(|view| (view.row, faults(view))).collect()
}

/// The only error of a job: its row, column letter and what is said.
pub fn only_error(store: &Store, job: i64) -> (i64, String, String) {
    let all = errors(store, job);
    assert_eq!(all.len(), 1, "{all:?}");
    let (row, faults) = all.into_iter().next().unwrap();
    let [(letter, says)] = faults.as_slice() else { panic!("{faults:?}") };
    (row, letter.clone(), says.clone())
}

/// A workbook of sheets of texts.
pub fn workbook(path: &Path, sheets: &[(&str, &[Vec<String>])]) {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (at, row) in rows.iter().enumerate() {
            line(sheet, u32::try_from(at).unwrap(), row);
        }
    }
    book.save(path).unwrap();
}

fn line(sheet: &mut Worksheet, row: u32, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        sheet.write_string(row, u16::try_from(at).unwrap(), cell).unwrap();
    }
}

fn merged(sheet: &mut Worksheet, row: u32, columns: (u16, u16), text: &str) {
    let plain = Format::new();
    sheet.merge_range(row, columns.0, row, columns.1, text, &plain).unwrap();
}

fn lists(book: &mut Workbook, items: &[&str]) {
    let sheet = book.add_worksheet().set_name("下拉菜单表").unwrap();
    for (at, item) in items.iter().enumerate() {
        sheet.write_string(u32::try_from(at).unwrap(), 0, *item).unwrap();
    }
}

/// First row of data in the members' form and in the unions' form.
pub const FIRST_MEMBER: i64 = 5;
pub const FIRST_UNION: i64 = 6;

/// The members' form (附件四), filled in: title rows, the heading in row 4, a note under the table, and
/// the sheet of the drop-down lists.
pub fn member_form(path: &Path, rows: &[Vec<String>]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("会员信息").unwrap();
    sheet.write_string(0, 0, "附件四").unwrap();
    merged(sheet, 1, (0, 19), "某省工会会员信息采集表");
    merged(sheet, 2, (0, 10), "填表单位（盖章）：");
    merged(sheet, 2, (11, 19), "     单位负责人(签字)：");
    let titles: Vec<String> =
        MEMBER_TITLES.iter().map(|title| title.replace('\n', "\r\n")).collect();
    line(sheet, 3, &titles);
    for (at, row) in (4..).zip(rows) {
        line(sheet, at, row);
    }
    let note =
        "填表说明：\r\n1、此表所列项目均为必填项；\r\n2、“工作单位”需填写完整的单位全称。\r\n";
    merged(sheet, 4 + u32::try_from(rows.len()).unwrap(), (0, 19), note);
    lists(&mut book, &["民族", "汉族", "蒙古族", "回族", "藏族"]);
    book.save(path).unwrap();
}

/// The unions' form (附件一), filled in: its heading has two rows.
pub fn union_form(path: &Path, rows: &[Vec<String>]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("工会组织信息").unwrap();
    merged(sheet, 0, (0, 1), "附件一");
    merged(sheet, 1, (0, 16), "某省工会组织信息采集表");
    merged(sheet, 2, (0, 1), "填表单位（盖章）：");
    merged(sheet, 2, (4, 8), "   单位负责人(签字)：");
    merged(sheet, 2, (9, 12), "   信息采集人（签字）：");
    merged(sheet, 2, (13, 16), " 填报日期：");
    sheet.merge_range(3, 0, 4, 0, UNION_TITLES[0], &Format::new()).unwrap();
    merged(sheet, 3, (1, 8), UNION_GROUPS[0]);
    merged(sheet, 3, (9, 16), UNION_GROUPS[1]);
    let titles: Vec<String> =
        std::iter::once("").chain(UNION_TITLES.into_iter().skip(1)).map(str::to_owned).collect();
    line(sheet, 4, &titles);
    for (at, row) in (5..).zip(rows) {
        line(sheet, at, row);
    }
    let note =
        "填表说明：\r\n1、此表所列项目均为必填项；\r\n2、“工会负责人”填写工会法定代表人；\r\n";
    merged(sheet, 5 + u32::try_from(rows.len()).unwrap(), (0, 16), note);
    lists(&mut book, &["单位所在政区", "云溪县", "东湖镇"]);
    book.save(path).unwrap();
}
