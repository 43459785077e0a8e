//! Tables and charts. Every cell and bar is a figure with its own source.

use super::super::answer::State;
use super::super::ask::{Asked, Pick, Scope, Unasked};
use super::super::document::{Bar, Chart, Part, Placed, Role, Run, Series, Table};
use super::super::measure::Known;
use super::super::setting::{Unit, When};
use super::super::template::*;
use super::Writer;
use super::figure::{Look, unsaid};
use crate::dates::add_months;

/// No table is longer than ten years of months.
const MOST_MONTHS: i32 = 120;

/// A row of a table, or what a bar stands for.
#[derive(Clone, PartialEq)]
struct Row {
    title: String,
    /// The group's code, or nothing for the whole.
    code: Option<String>,
    /// For a stock by month: its day.
    on: Option<When>,
    /// Whose it is.
    unit: Option<Unit>,
}

impl Writer<'_> {
    pub(super) fn grid(&mut self, grid: &Grid) {
        let rows = self.rows(grid);
        let part = if grid.chart { self.chart(grid, &rows) } else { self.table(grid, &rows) };
        self.done.parts.push(part);
    }

    fn table(&mut self, grid: &Grid, rows: &[Row]) -> Part {
        let mut head = vec![self.corner(grid)];
        head.extend(grid.figures.iter().map(|figure| self.column(figure, grid.form)));
        let mut table = Table { title: self.title(grid), head, rows: Vec::new() };
        let total = self.total(grid);
        for row in rows.iter().chain(&total) {
            let mut cells = vec![Run { text: row.title.clone(), ..Run::default() }];
            for figure in &grid.figures {
                let (placed, _) = self.cell(grid, figure, row);
                let text = placed.text.clone();
                let figure = Some(self.keep(placed));
                cells.push(Run { text, figure, ..Run::default() });
            }
            table.rows.push(cells);
        }
        Part::Table(table)
    }

    fn chart(&mut self, grid: &Grid, rows: &[Row]) -> Part {
        let mut chart = Chart { title: self.title(grid), ..Chart::default() };
        chart.labels = rows.iter().map(|row| row.title.clone()).collect();
        for figure in &grid.figures {
            let info = self.reader.asker.info(figure);
            let name = info.map_or(figure.name.text.clone(), |info| info.title.clone());
            if chart.unit.is_empty() {
                chart.unit = self.unit(figure, grid.form);
            }
            let mut series = Series { name, bars: Vec::new() };
            for row in rows {
                let (placed, number) = self.cell(grid, figure, row);
                let length = number.ok().and_then(|number| {
                    let scaled = number.times(1, factor(grid.form.scale))?;
                    i64::try_from(scaled.rounded(4)?).ok()
                });
                let text = placed.text.clone();
                series.bars.push(Bar { text, length, figure: self.keep(placed) });
            }
            chart.series.push(series);
        }
        Part::Chart(chart)
    }

    /// One number, without its unit, which stands in the head.
    fn cell(&self, grid: &Grid, figure: &Figure, row: &Row) -> (Placed, Known) {
        let unknown = |_: Unasked| State::Unknown;
        let asked = self.asked(grid, figure, row).map_err(unknown);
        let mut sources = Vec::new();
        let (number, answer) = match asked {
            Ok(asked) => {
                let (source, number, answer) = self.reader.read(Role::Value, &asked);
                sources.push(source);
                (number, answer)
            }
            Err(state) => (Err(state), None),
        };
        let own = self.reader.asker.own();
        let scope = row.unit.as_ref().map_or(own, |here| Scope { here, child: true });
        let mut placed = self.placed(figure, answer, scope);
        let form = Form { bare: true, ..grid.form };
        placed.text = match number {
            Ok(number) => Look::of(answer, false, form).print(number),
            Err(state) => unsaid(state).to_owned(),
        };
        placed.state = number.err().unwrap_or_default();
        if grid.chart { "图" } else { "表" }.clone_into(&mut placed.variant);
        placed.sources = sources;
        (placed, number)
    }

    fn asked(&self, grid: &Grid, figure: &Figure, row: &Row) -> Result<Asked, Unasked> {
        let asker = &self.reader.asker;
        let when = asker.when(figure)?;
        if let Some(day) = row.on {
            return asker.number(figure, day, asker.own());
        }
        let Some(code) = &row.code else {
            return asker.number(figure, when, asker.own());
        };
        let by = self.by(grid, figure);
        let mut cell = asker.broken_down(figure, when, &by)?;
        cell.group.insert(0, Pick { dim: by, code: code.clone() });
        Ok(cell)
    }

    /// The name of what a figure is broken down by.
    fn by(&self, grid: &Grid, figure: &Figure) -> String {
        match &grid.by {
            By::Child => "child".to_owned(),
            By::Month => "month".to_owned(),
            By::Dim(name) => {
                let info = self.reader.asker.info(figure).ok();
                let dim = info.and_then(|info| info.dim(&name.text));
                dim.map_or_else(|| name.text.clone(), |dim| dim.name.clone())
            }
        }
    }

    fn rows(&self, grid: &Grid) -> Vec<Row> {
        match &grid.by {
            By::Child => self.child_rows(grid),
            By::Month => self.month_rows(grid),
            By::Dim(_) => self.group_rows(grid),
        }
    }

    /// All children, and the union itself if it has rows of its own.
    fn child_rows(&self, grid: &Grid) -> Vec<Row> {
        let setting = self.reader.asker.setting;
        let row = |unit: &Unit| Row {
            title: unit.name.clone(),
            code: Some(unit.key.to_string()),
            on: None,
            unit: Some(unit.clone()),
        };
        let mut rows: Vec<Row> = setting.children.iter().map(row).collect();
        let own = self.groups(grid).into_iter().find(|(code, _)| code.is_empty());
        if own.is_some() {
            rows.push(Row {
                title: "本级".to_owned(),
                code: Some(String::new()),
                on: None,
                unit: None,
            });
        }
        rows
    }

    /// The groups that were found, in the order of the answers.
    fn group_rows(&self, grid: &Grid) -> Vec<Row> {
        let row = |(code, title): (String, String)| Row {
            title: if title.is_empty() { "未填".to_owned() } else { title },
            code: Some(code),
            on: None,
            unit: None,
        };
        self.groups(grid).into_iter().map(row).collect()
    }

    /// The months of the days of the first figure, also those in which nothing happened.
    fn month_rows(&self, grid: &Grid) -> Vec<Row> {
        let asker = &self.reader.asker;
        let Some(figure) = grid.figures.first() else { return Vec::new() };
        if let Ok(Some(days)) = asker.months(figure) {
            let row = |day: When| {
                let (When::On(last) | When::Between(_, last)) = day;
                let title = format!("{}月", last.month());
                Row { title, code: None, on: Some(day), unit: None }
            };
            return days.into_iter().map(row).collect();
        }
        let Ok(When::Between(first, last)) = asker.when(figure) else { return Vec::new() };
        let one_year = first.year() == last.year();
        let months = (0..MOST_MONTHS).map(|more| add_months(first.first_of_month(), more));
        months
            .take_while(|month| *month <= last)
            .map(|month| Row {
                title: if one_year {
                    format!("{}月", month.month())
                } else {
                    format!("{}年{}月", month.year(), month.month())
                },
                code: Some(format!("{:04}-{:02}", month.year(), month.month())),
                on: None,
                unit: None,
            })
            .collect()
    }

    /// Code and title of every group of any of the figures, each once.
    fn groups(&self, grid: &Grid) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        let asker = &self.reader.asker;
        for figure in &grid.figures {
            let by = self.by(grid, figure);
            let whole = asker.when(figure).and_then(|when| asker.broken_down(figure, when, &by));
            let answer = whole.ok().and_then(|whole| self.reader.answers.to(&whole.question));
            for group in answer.map(|answer| answer.groups.as_slice()).unwrap_or_default() {
                let Some((code, title)) = group.of.first() else { continue };
                if !found.iter().any(|(known, _)| known == code) {
                    found.push((code.clone(), title.clone()));
                }
            }
        }
        found
    }

    /// The last row; months of a stock have no total.
    fn total(&self, grid: &Grid) -> Option<Row> {
        let asker = &self.reader.asker;
        let stock = |figure: &Figure| asker.months(figure).is_ok_and(|days| days.is_some());
        let none = grid.by == By::Month && grid.figures.iter().any(stock);
        (!none).then(|| Row { title: "合计".to_owned(), code: None, on: None, unit: None })
    }

    fn corner(&self, grid: &Grid) -> String {
        match &grid.by {
            By::Child => "单位".to_owned(),
            By::Month => "月份".to_owned(),
            By::Dim(name) => {
                let info =
                    grid.figures.first().and_then(|first| self.reader.asker.info(first).ok());
                let dim = info.and_then(|info| info.dim(&name.text));
                dim.map_or_else(|| name.text.clone(), |dim| dim.title.clone())
            }
        }
    }

    /// 会员数（人）, with the filter if there is one.
    fn column(&self, figure: &Figure, form: Form) -> String {
        let title = self.reader.asker.info(figure).map_or(&figure.name.text, |info| &info.title);
        let filter: Vec<&str> =
            figure.filter.iter().map(|(_, value)| value.text.as_str()).collect();
        let filter =
            if filter.is_empty() { String::new() } else { format!("·{}", filter.join("、")) };
        let unit = self.unit(figure, form);
        let unit = if unit.is_empty() { unit } else { format!("（{unit}）") };
        format!("{title}{filter}{unit}")
    }

    fn unit(&self, figure: &Figure, form: Form) -> String {
        let scale = match form.scale {
            Scale::One => "",
            Scale::Wan => "万",
            Scale::Yi => "亿",
        };
        let unit = self.reader.asker.info(figure).map_or("", |info| &info.unit);
        format!("{scale}{unit}")
    }

    fn title(&self, grid: &Grid) -> String {
        if let Some(title) = &grid.title {
            return title.clone();
        }
        let titles: Vec<&str> = grid
            .figures
            .iter()
            .map(|figure| {
                let info = self.reader.asker.info(figure);
                info.map_or(figure.name.text.as_str(), |info| info.title.as_str())
            })
            .collect();
        let by = match &grid.by {
            By::Child => "各下级单位".to_owned(),
            By::Month => "各月".to_owned(),
            By::Dim(_) => format!("按{}分的", self.corner(grid)),
        };
        format!("{by}{}", titles.join("、"))
    }
}

fn factor(scale: Scale) -> i128 {
    match scale {
        Scale::One => 1,
        Scale::Wan => 10_000,
        Scale::Yi => 100_000_000,
    }
}
