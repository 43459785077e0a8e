//! The looks of a table.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::ColumnKind;

/// The built-in format `@`.
const TEXT: u8 = 49;

/// Formats made once for a workbook.
pub struct Styles {
    /// The table's title.
    pub title: Format,
    /// Lines under the title.
    pub line: Format,
    /// Column titles.
    pub header: Format,
    /// Titles of columns that must be filled in.
    pub required: Format,
    /// Notes under the header.
    pub hint: Format,
    /// Notes under the table.
    pub note: Format,
    /// A cell to be corrected.
    pub wrong: Format,
    text: Format,
    code: Format,
    integer: Format,
    number: Format,
    money: Format,
    date: Format,
}

impl Styles {
    /// Make them.
    pub fn new() -> Self {
        let plain = Format::new().set_font_name("宋体");
        let cell =
            plain.clone().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let header = cell
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_background_color(Color::RGB(0x00DC_E6F1));
        let left = plain.clone().set_align(FormatAlign::VerticalCenter).set_text_wrap();
        Self {
            title: plain
                .set_bold()
                .set_font_size(16)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            line: left.clone(),
            required: header.clone().set_font_color(Color::RGB(0x00C0_0000)),
            header,
            hint: cell
                .clone()
                .set_text_wrap()
                .set_font_size(9)
                .set_font_color(Color::RGB(0x0059_5959))
                .set_background_color(Color::RGB(0x00F2_F2F2)),
            note: left.set_font_size(10),
            wrong: cell
                .clone()
                .set_num_format_index(TEXT)
                .set_text_wrap()
                .set_background_color(Color::RGB(0x00FF_C7CE)),
            text: cell.clone(),
            code: cell.clone().set_num_format_index(TEXT),
            integer: cell.clone().set_num_format("0"),
            number: cell.clone(),
            money: cell.clone().set_num_format("#,##0.00"),
            date: cell.set_num_format("yyyy-mm-dd"),
        }
    }

    /// The format of a column's cells.
    pub fn of(&self, kind: ColumnKind) -> &Format {
        match kind {
            ColumnKind::Text => &self.text,
            ColumnKind::Code => &self.code,
            ColumnKind::Integer => &self.integer,
            ColumnKind::Number => &self.number,
            ColumnKind::Money => &self.money,
            ColumnKind::Date => &self.date,
        }
    }

    /// Days, in whatever column they stand.
    pub fn date(&self) -> &Format {
        &self.date
    }
}
