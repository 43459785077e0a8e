//! Rows of a file, read, asked about and decided, in batches. Preview and writing share it.

use super::file::{hints, sheet_of, specs};
use super::overlay::Overlay;
use super::things::{Judged, Things};
use super::{Detail, ImportError};
use crate::header::{Layout, RowKind, find_in};
use crate::{CellIn, Limits, RowIn, open};
use kernel::dates::DayPrecision;
use kernel::field::Kind;
use kernel::local;
use kernel::sheet::{Ask, CellFault, Plan, Sheet, SheetRow, World};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use store::lookup::Answers;
use store::{Ctx, Store};

/// Rows of later sheets are numbered behind those of earlier ones.
pub const SHEET_STEP: i64 = 10_000_000;

/// A row of the file.
#[derive(Clone, Debug, Default)]
pub struct FileRow {
    /// Its place in the file: sheet × [`SHEET_STEP`] + row.
    pub number: i64,
    /// The texts of all its columns, as found.
    pub cells: Vec<String>,
    /// The texts per column of the sheet.
    pub texts: Vec<String>,
    /// Which layout it belongs to.
    pub layout: usize,
}

/// A row with what is to be done with it.
pub struct Decided {
    /// The row.
    pub row: FileRow,
    /// What to do.
    pub plan: Plan,
    /// Columns whose day was given only to the month.
    pub months: Vec<&'static str>,
}

/// An opened file with its columns matched.
pub struct Source {
    /// The sheet.
    pub sheet: &'static Sheet,
    /// The matched columns, per sheet of the book.
    pub layouts: Vec<Layout>,
    book: crate::Book,
}

impl Source {
    /// Opens the file of a job.
    pub fn open(store: &Store, detail: &Detail) -> Result<Source, ImportError> {
        let sheet = sheet_of(store, &detail.sheet)?;
        let hints = hints(store, sheet, &detail.chosen)?;
        let mut book = open(&detail.path, &Limits::default())?;
        let mut layouts = find_in(&mut book, &specs(store, sheet, detail.union)?, &hints)?;
        if book.kind() == crate::Kind::Text {
            // The sheet of a text file has the name of the file, which is kept under another.
            let own = std::path::Path::new(&detail.file_name).file_stem();
            let own = own.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            for layout in &mut layouts {
                layout.sheet_name.clone_from(&own);
            }
        }
        Ok(Source { sheet, layouts, book })
    }

    /// Gives every data row in the order in which they are taken: that of the file, those that
    /// wait for a row below them afterwards.
    pub fn in_turn(
        &mut self,
        things: &Things,
        mut work: impl FnMut(FileRow) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        for pass in 0..things.passes {
            self.each(|row| if things.pass(row.number) == pass { work(row) } else { Ok(()) })?;
        }
        Ok(())
    }

    /// Gives every data row in the order of the file.
    pub fn each(
        &mut self,
        mut work: impl FnMut(FileRow) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let epoch = self.book.epoch1904();
        for (at, layout) in self.layouts.iter().enumerate() {
            let places: Vec<Option<usize>> = self
                .sheet
                .columns
                .iter()
                .map(|column| layout.column(column.code).map(|found| found.index))
                .collect();
            let before = i64::try_from(layout.sheet).unwrap_or(0) * SHEET_STEP;
            let first = layout.first_data_row;
            self.book.rows(layout.sheet, &mut |row: RowIn| {
                if row.number < first || layout.classify(&row.cells) != RowKind::Data {
                    return Ok::<_, ImportError>(ControlFlow::Continue(()));
                }
                let texts = self
                    .sheet
                    .columns
                    .iter()
                    .zip(&places)
                    .map(|(column, place)| {
                        let cell = place.map_or(&CellIn::Empty, |place| row.cell(place));
                        cell_text(cell, column.field.kind, epoch)
                    })
                    .collect();
                let cells = row.cells.iter().map(|cell| cell.text(epoch).into_owned()).collect();
                work(FileRow { number: before + i64::from(row.number), cells, texts, layout: at })?;
                Ok(ControlFlow::Continue(()))
            })?;
        }
        Ok(())
    }
}

/// The text of a cell as its column wants it: days from serial numbers, long numbers as the
/// damaged things they are.
fn cell_text(cell: &CellIn, kind: Kind, epoch1904: bool) -> String {
    match (cell, kind) {
        (CellIn::Number(number), Kind::Day) => kernel::dates::from_number(*number, epoch1904)
            .map_or_else(|_| crate::number_text(*number), day_text),
        (CellIn::Text(text), Kind::Day) if text.trim().len() == 5 => {
            let serial = text.trim().parse::<f64>().ok();
            let day = serial.and_then(|n| kernel::dates::from_serial(n, epoch1904).ok());
            day.map_or_else(|| text.clone(), |day| day.date.to_string())
        }
        (CellIn::Number(number), Kind::Paper | Kind::CreditCode) if cell.is_lossy() => {
            format!("{number:E}").replace('E', "E+")
        }
        _ => cell.text(epoch1904).into_owned(),
    }
}

/// A day as it is written; a month stays a month, so that it is told that its day is missing.
fn day_text(day: kernel::dates::Day) -> String {
    match day.precision {
        DayPrecision::Day => day.date.to_string(),
        DayPrecision::Month => format!("{:04}-{:02}", day.date.year(), day.date.month()),
    }
}

/// What a person has settled: cells put right, by row and column code, and rows left out.
#[derive(Default)]
pub struct Repairs {
    /// Corrected texts.
    pub cells: HashMap<i64, BTreeMap<String, String>>,
    /// Rows answered 跳过.
    pub skipped: HashSet<i64>,
    /// Rows declared the right one of several that disagree.
    pub right: HashSet<i64>,
}

impl Repairs {
    /// Puts a row right.
    pub fn put_right(&self, sheet: &Sheet, row: &mut FileRow) {
        for (code, text) in self.cells.get(&row.number).into_iter().flatten() {
            if let Some(slot) = sheet.position(code).and_then(|at| row.texts.get_mut(at)) {
                slot.clone_from(text);
            }
        }
    }
}

/// The union a file is loaded for: the one that was named, else the top of the tree.
#[derive(Clone, Debug)]
pub struct Home {
    /// Its key.
    pub id: i64,
    /// Its kind.
    pub kind: String,
}

impl Home {
    /// The union of a job.
    pub fn of(store: &Store, named: i64) -> Result<Home, ImportError> {
        Ok(store.db.read(|tx| {
            let tree = store.tree(tx)?;
            let id = if named == 0 { tree.root() } else { named };
            let kind = tree.node(id).map(|node| node.kind.clone()).unwrap_or_default();
            Ok(Home { id, kind })
        })?)
    }
}

/// Decides a batch of rows. The overlay makes earlier rows of the file visible; `then` hears of
/// each row in order and may add to the overlay.
pub struct Decider<'a> {
    /// The store.
    pub store: &'a Store,
    /// Who imports.
    pub ctx: &'a Ctx,
    /// From when dated values hold.
    pub day: jiff::civil::Date,
    /// The union the file is for.
    pub home: Home,
    /// The record it is loaded into; 0 for none.
    pub whole: i64,
    /// What the file says about things.
    pub things: &'a Things,
}

impl Decider<'_> {
    /// Decides rows one after another.
    pub fn decide(
        &self,
        sheet: &'static Sheet,
        rows: Vec<FileRow>,
        overlay: &mut Overlay,
        mut then: impl FnMut(Decided, &mut Overlay, &World) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let read: Vec<(FileRow, SheetRow)> = rows
            .into_iter()
            .map(|row| {
                let read = SheetRow::read(sheet, &row.texts);
                (row, read)
            })
            .collect();
        let asks: Vec<Vec<Ask>> = read.iter().map(|(_, read)| (sheet.asks)(read)).collect();
        let around = self.around(sheet);
        let flat: Vec<&Ask> = asks.iter().flatten().chain(&around).collect();
        let mut world = self.world(self.store.answer(self.ctx, &flat)?);
        for ((row, read), asks) in read.into_iter().zip(asks) {
            overlay.complete(&mut world, &asks);
            let plan = self.plan_of(sheet, &row, &read, &world);
            then(Decided { row, plan, months: read.months }, overlay, &world)?;
        }
        Ok(())
    }

    /// What is asked about the record that the sheet is loaded into.
    pub fn around(&self, sheet: &Sheet) -> Vec<Ask> {
        sheet.whole.map_or(Vec::new(), |whole| (whole.asks)(self.whole))
    }

    /// What decisions may look at.
    pub fn world(&self, answers: Answers) -> World {
        World {
            answers,
            facts: self.store.facts(),
            sheet_day: self.day,
            home: self.home.id,
            home_kind: self.home.kind.clone(),
            whole: self.whole,
        }
    }

    /// What is to be done with one row.
    pub fn plan_of(
        &self,
        sheet: &'static Sheet,
        row: &FileRow,
        read: &SheetRow,
        world: &World,
    ) -> Plan {
        let twice = self.things.serial_fault(row.number);
        if !read.faults.is_empty() || twice.is_some() {
            return Plan::Reject(twice.into_iter().chain(read.faults.iter().cloned()).collect());
        }
        match self.things.judge(row, read) {
            Judged::Repeats => return Plan::Write(Vec::new()),
            Judged::Disagrees(rival) => {
                return Plan::Doubtful(kernel::sheet::Doubt {
                    reason: "表内另有一行说的是同一个，但内容不一样；请留下对的那一行".into(),
                    rival: Some(rival),
                    ..kernel::sheet::Doubt::default()
                });
            }
            Judged::Fresh => {}
        }
        local::filled((sheet.decide)(read, world), read, world)
    }
}

/// A refusal when writing becomes a fault of the row's cell, where the sheet has that column.
pub fn fault_of(sheet: &Sheet, error: &store::StoreError) -> Vec<CellFault> {
    let column = |field: &str| {
        sheet.columns.iter().find(|c| c.field.name == field || c.code == field).map(|c| c.code)
    };
    match error {
        store::StoreError::Refused(refusals) => refusals
            .iter()
            .map(|refusal| {
                let code = column(&refusal.field).unwrap_or_default();
                CellFault::new(code, refusal.reason.clone())
            })
            .collect(),
        other => vec![CellFault::new("", other.to_string())],
    }
}
