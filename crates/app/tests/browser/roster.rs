//! The members' form (附件四) as a clerk sends it: title above, headings in row 4, people from row 5.

use anyhow::{Context, Result};
use rust_xlsxwriter::Workbook;
use std::path::Path;
use store::clock::Clock;
use town::roster::{Dirt, Expected, MEMBER_TITLES, Row, Ugly, members};
use town::{County, Size};

/// Row of the first person.
pub const FIRST: usize = 5;

/// The county that the program made up for itself.
pub fn county() -> County {
    County::until(1, Size::small(), Clock::Machine.today())
}

/// Forty people; what can be guessed is left to the program, and some rows are plainly wrong.
pub fn ugly(county: &County) -> Vec<Row> {
    let kinds = vec![
        Dirt::DashedDate,
        Dirt::WrongCheck,
        Dirt::FullWidth,
        Dirt::ShortPhone,
        Dirt::SpacedName,
        Dirt::ImpossibleDate,
        Dirt::OtherYes,
        Dirt::SeventeenDigits,
        Dirt::SerialDate,
        Dirt::UnknownEmployer,
    ];
    members(county, 40, Some(&Ugly { every: 4, kinds }))
}

/// Twelve other people, tidily written: the wrong file.
pub fn wrong_file(county: &County) -> Vec<Row> {
    members(county, 72, None).split_off(60)
}

/// Writes the form.
pub fn write(path: &Path, rows: &[Row]) -> Result<()> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("会员信息采集表")?;
    sheet.write_string(0, 0, "附件四")?;
    sheet.write_string(1, 0, "会员信息采集表")?;
    sheet.write_string(2, 0, "填报单位（盖章）：")?;
    sheet.write_string(2, 12, "填报日期：")?;
    let lines = std::iter::once(MEMBER_TITLES.map(str::to_owned).to_vec());
    let lines = lines.chain(rows.iter().map(|row| row.cells.clone()));
    for (line, cells) in (3_u32..).zip(lines) {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(line, column, cell)?;
        }
    }
    book.save(path).with_context(|| format!("{} is not written", path.display()))
}

/// What is meant in a column, by the row's number in the file.
pub fn meant<'a>(rows: &'a [Row], number: usize, title: &str) -> Option<&'a str> {
    let row = rows.get(number.checked_sub(FIRST)?)?;
    let at = MEMBER_TITLES.iter().position(|known| short(known) == title)?;
    row.clean.get(at).map(String::as_str)
}

/// Name of somebody whose row an import takes as it is; of three characters, because half the county
/// sounds like two.
pub fn somebody(rows: &[Row]) -> Result<&str> {
    let mut good = rows.iter().filter(|row| row.dirt.is_none() && row.expected == Expected::Good);
    let three = good.find_map(|row| row.clean.get(1).filter(|name| name.chars().count() == 3));
    Ok(three.context("nobody has a name of three characters")?.as_str())
}

/// A heading without its remark.
fn short(title: &str) -> &str {
    title.split(['（', '\n']).next().unwrap_or_default()
}
