//! One cell and one row as they were found in a sheet.

use std::borrow::Cow;

use calamine::{ExcelDateTime, ExcelDateTimeType};

/// A cell as it was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum CellIn {
    /// Nothing, or only blanks.
    #[default]
    Empty,
    /// Text, untouched.
    Text(String),
    /// A number; an identity number stored so has lost its last digits.
    Number(f64),
    /// A date or a time: the serial number of the sheet, counted from the book's epoch.
    Date(f64),
    /// 真 or 假.
    Bool(bool),
    /// A formula error such as `#N/A`.
    Error(String),
}

impl CellIn {
    /// Whether there is nothing in the cell.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The cell as text: numbers in full, dates as `yyyy-mm-dd`, with the time when there is one.
    pub fn text(&self, epoch1904: bool) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number_text(*number)),
            Self::Date(serial) => Cow::Owned(match date_parts(*serial, epoch1904) {
                Some(parts) => parts.to_string(),
                None => number_text(*serial),
            }),
            Self::Bool(true) => Cow::Borrowed("是"),
            Self::Bool(false) => Cow::Borrowed("否"),
        }
    }

    /// Whether the sheet stored a number too long for its digits to be right.
    pub fn is_lossy(&self) -> bool {
        matches!(self, Self::Number(number) if is_lossy_number(*number))
    }

    /// Text that is only blanks becomes an empty cell.
    pub(crate) fn from_text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

/// One row that is not wholly empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RowIn {
    /// The row's number in the sheet, counted from 1.
    pub number: u32,
    /// The cells from column A on; the last one is never empty.
    pub cells: Vec<CellIn>,
}

impl RowIn {
    /// The cell of a column, empty beyond the last one.
    pub fn cell(&self, column: usize) -> &CellIn {
        self.cells.get(column).unwrap_or(&CellIn::Empty)
    }

    /// How many cells hold something.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// A calendar day and a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateParts {
    /// Year, from 1900; 0 when the cell holds only a time.
    pub year: u16,
    /// Month, 1–12; 0 when the cell holds only a time.
    pub month: u8,
    /// Day, 1–31; 0 when the cell holds only a time.
    pub day: u8,
    /// Hour.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second.
    pub second: u8,
}

impl std::fmt::Display for DateParts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let timed = self.hour > 0 || self.minute > 0 || self.second > 0;
        if self.year > 0 {
            write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)?;
            if timed {
                f.write_str(" ")?;
            }
        }
        if timed || self.year == 0 {
            write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        }
        Ok(())
    }
}

/// The day of a serial number; nothing when it lies outside 1900–9999.
///
/// A serial below 1 is a time of day without a date.
pub fn date_parts(serial: f64, epoch1904: bool) -> Option<DateParts> {
    let last = if epoch1904 { 2_957_004.0 } else { 2_958_466.0 };
    if !(0.0..last).contains(&serial) {
        return None;
    }
    let stamp = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, epoch1904);
    let (mut year, mut month, mut day, hour, minute, second, _) = stamp.to_ymd_hms_milli();
    if serial < 1.0 {
        (year, month, day) = (0, 0, 0);
    }
    Some(DateParts { year, month, day, hour, minute, second })
}

/// A number as a person would have typed it: whole numbers in full and without
/// an exponent (`13800138000`), others with the fifteen digits a sheet shows.
pub fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return number.to_string();
    }
    if number.fract() == 0.0 && number.abs() < 1e21 {
        return if number == 0.0 { "0".to_owned() } else { number.to_string() };
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded.abs() >= 1e21 || rounded.abs() < 1e-9 {
        return format!("{rounded:e}");
    }
    rounded.to_string()
}

/// Whether a number has more digits than a sheet keeps (fifteen), so that its
/// last digits may not be those that were typed.
pub fn is_lossy_number(number: f64) -> bool {
    number.abs() >= 1e15
}

/// The letters of a column counted from 0: `A`, `Z`, `AA`, …
pub fn letter(index: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = index;
    loop {
        let digit = u8::try_from(rest % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest /= 26;
        if rest == 0 {
            break;
        }
        rest -= 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_run_past_z() {
        let found: Vec<String> = [0, 25, 26, 51, 52, 701, 702, 16_383].map(letter).to_vec();
        assert_eq!(found, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn numbers_are_written_out() {
        assert_eq!(number_text(13_800_138_000.0), "13800138000");
        assert_eq!(number_text(-5.0), "-5");
        assert_eq!(number_text(-0.0), "0");
        assert_eq!(number_text(0.1 + 0.2), "0.3");
        assert_eq!(number_text(9_007_199_254_740_992.0), "9007199254740992");
        assert_eq!(number_text(4.401_061_990_010_126e17), "440106199001012600");
        assert_eq!(number_text(11.70), "11.7");
        assert!(is_lossy_number(4.4e17));
        assert!(!is_lossy_number(13_800_138_000.0));
    }

    #[test]
    fn serials_become_days() {
        let cell = CellIn::Date(42_462.0);
        assert_eq!(cell.text(false), "2016-04-02");
        assert_eq!(CellIn::Date(41_000.0).text(true), "2016-04-02");
        assert_eq!(CellIn::Date(42_462.5).text(false), "2016-04-02 12:00:00");
        assert_eq!(CellIn::Date(0.25).text(false), "06:00:00");
        assert_eq!(CellIn::Date(-3.0).text(false), "-3");
    }
}
