//! The rows behind a figure, and what changed between two days.

use super::{FigureAsk, Frame, When};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::list::{Cursor, Head, Page, Query};
use crate::paths::Known;
use crate::sql::Sql;
use crate::store::Store;
use kernel::indicator::{Indicator, Measure};
use kernel::value::Value;
use std::collections::BTreeMap;

/// What changed between two days, row by row.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Keys and amounts of rows counted only on the later day.
    pub came: Vec<(i64, i64)>,
    /// Keys and amounts of rows counted only on the earlier day.
    pub went: Vec<(i64, i64)>,
    /// Keys and both amounts of rows whose amount differs.
    pub differ: Vec<(i64, i64, i64)>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.came.is_empty() && self.went.is_empty() && self.differ.is_empty()
    }
}

impl Store {
    /// One page of the rows that a figure counts, with the values of that day.
    pub fn figure_rows(
        &self,
        ctx: &Ctx,
        code: &str,
        ask: &FigureAsk,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page> {
        self.group_rows(ctx, code, ask, &[], cursor, limit)
    }

    /// The same for one group of a breakdown: dimensions and codes, as the figure gave them.
    pub fn group_rows(
        &self,
        ctx: &Ctx,
        code: &str,
        ask: &FigureAsk,
        group: &[(String, String)],
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page> {
        let indicator = self.counted(code, ask)?;
        self.db.read(|tx| {
            let mut frame = Frame { group, ..self.frame(tx, ctx, ask)? };
            self.settle(tx, &mut frame, &[indicator])?;
            self.rows_page(tx, &frame, indicator, cursor, limit)
        })
    }

    /// The first rows of a definition at hand; of two indicators, those of the first.
    pub fn rows_of(
        &self,
        ctx: &Ctx,
        indicator: &Indicator,
        ask: &FigureAsk,
        limit: usize,
    ) -> Result<Page> {
        let leaf = match indicator.parts() {
            Some([first, _]) => self.indicator_on(first, ask.when.last())?,
            None => indicator,
        };
        self.db.read(|tx| {
            let mut frame = self.frame(tx, ctx, ask)?;
            self.settle(tx, &mut frame, &[leaf])?;
            self.rows_page(tx, &frame, leaf, None, limit)
        })
    }

    /// All rows that a figure counts, page by page, in one unmoving picture of the data.
    pub fn each_figure_row(
        &self,
        ctx: &Ctx,
        code: &str,
        ask: &FigureAsk,
        work: impl FnMut(&Page) -> Result<()>,
    ) -> Result<i64> {
        self.each_group_row(ctx, code, ask, &[], work)
    }

    /// The same for one group of a breakdown.
    pub fn each_group_row(
        &self,
        ctx: &Ctx,
        code: &str,
        ask: &FigureAsk,
        group: &[(String, String)],
        mut work: impl FnMut(&Page) -> Result<()>,
    ) -> Result<i64> {
        let indicator = self.counted(code, ask)?;
        self.db.read(|tx| {
            let mut frame = Frame { group, ..self.frame(tx, ctx, ask)? };
            self.settle(tx, &mut frame, &[indicator])?;
            let (mut cursor, mut count) = (None, 0);
            loop {
                let page = self.rows_page(tx, &frame, indicator, cursor.as_ref(), 1_000)?;
                count += i64::try_from(page.rows.len()).unwrap_or(0);
                work(&page)?;
                cursor = page.next;
                if cursor.is_none() {
                    return Ok(count);
                }
            }
        })
    }

    /// The indicator whose rows stand behind a code: the numerator of a ratio.
    fn counted(&self, code: &str, ask: &FigureAsk) -> Result<&'static Indicator> {
        self.refresh_definitions()?;
        let indicator = self.indicator_on(code, ask.when.last())?;
        match indicator.parts() {
            Some([part, _]) => self.indicator_on(part, ask.when.last()),
            None => Ok(indicator),
        }
    }

    pub(crate) fn rows_page(
        &self,
        tx: &mut Tx,
        frame: &Frame,
        indicator: &Indicator,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page> {
        let query = self.rows_query(frame, indicator)?;
        let mut sql = Store::select_known(&query, frame);
        if let Some(cursor) = cursor {
            sql = sql.add(" AND r.id > ").bind(cursor.id);
        }
        let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
        let found = tx.all(&sql.add(" ORDER BY r.id LIMIT ").bind(most))?;
        let mut rows: Vec<_> = found.iter().map(|row| self.read_list_row(&query, row)).collect();
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| Cursor {
            value: Value::Int(row.id),
            id: row.id,
            back: false,
        });
        let titles = self.titles_of(tx, &query.heads, &rows)?;
        Ok(Page { heads: query.heads, rows, next, back: None, titles })
    }

    /// The list query of the rows that are counted.
    fn rows_query(&self, frame: &Frame, indicator: &Indicator) -> Result<Query> {
        let register = self.register(&indicator.of)?;
        Store::may_count(frame, register)?;
        let mut parts = self.parts(frame, indicator, register, frame.ask.when)?;
        let (mut heads, mut columns, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        for column in &register.columns {
            let found = parts.paths.find(column)?;
            if frame.ctx.hidden(found.register, &frame.tree).contains(&found.field.name) {
                continue;
            }
            heads.push(Head { name: (*column).to_owned(), field: *found.field });
            columns.push(found.expression);
            keys.push((found.register, found.key));
        }
        let from = parts.paths.from();
        let mut filter = parts.filter().add(" AND ").then(parts.fit());
        if let (Measure::Distinct(_), Some(counted)) = (&indicator.measure, &parts.counted) {
            // Of several rows about one thing the first stands for it.
            let first = Sql::new("SELECT MIN(r.id)")
                .then(from.clone())
                .add(" WHERE ")
                .then(filter.clone())
                .add(&format!(" AND {counted} IS NOT NULL GROUP BY {counted}"));
            filter = filter.add(" AND r.id IN (").then(first).add(")");
        }
        if let (Measure::Sum(_), Some(counted)) = (&indicator.measure, &parts.counted) {
            columns.push(counted.clone());
        }
        Ok(Query {
            heads,
            columns,
            keys,
            from,
            filter,
            sort: "r.id".into(),
            ended: None,
            index: None,
            covering: None,
        })
    }

    /// History holds no public name: the current row lends it.
    fn select_known(query: &Query, frame: &Frame) -> Sql {
        if frame.known == Known::Now {
            return Store::select(query);
        }
        let mut sql = Store::select(query);
        sql.text = sql.text.replacen("r.public_id", "''", 1);
        sql
    }

    /// What changed in a stock between two days: which rows came, went, or differ.
    pub fn figure_changes(
        &self,
        ctx: &Ctx,
        code: &str,
        ask: &FigureAsk,
        earlier: jiff::civil::Date,
    ) -> Result<Changes> {
        let then = FigureAsk { when: When::On(earlier), ..ask.clone() };
        self.figure_moves(ctx, code, (&then, ask), &[])
    }

    /// What changed between two questions about one figure, or about one group of it: other days, or
    /// the same days as known at another moment.
    pub fn figure_moves(
        &self,
        ctx: &Ctx,
        code: &str,
        (then, now): (&FigureAsk, &FigureAsk),
        group: &[(String, String)],
    ) -> Result<Changes> {
        let indicator = self.counted(code, now)?;
        self.db.read(|tx| {
            let early = self.amounts(tx, ctx, indicator, then, group)?;
            let late = self.amounts(tx, ctx, indicator, now, group)?;
            Ok(compare(&early, &late))
        })
    }

    /// The amount of each row that is counted.
    fn amounts(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        indicator: &Indicator,
        ask: &FigureAsk,
        group: &[(String, String)],
    ) -> Result<BTreeMap<i64, i64>> {
        let register = self.register(&indicator.of)?;
        let mut frame = Frame { group, ..self.frame(tx, ctx, ask)? };
        self.settle(tx, &mut frame, &[indicator])?;
        Store::may_count(&frame, register)?;
        let parts = self.parts(&frame, indicator, register, ask.when)?;
        let amount = match (&indicator.measure, &parts.counted) {
            (Measure::Sum(_), Some(column)) => column.clone(),
            _ => "1".to_owned(),
        };
        let sql = Sql::new(format!("SELECT r.id, {amount}"))
            .then(parts.paths.from())
            .add(" WHERE ")
            .then(parts.filter())
            .add(" AND ")
            .then(parts.fit());
        Ok(tx.all(&sql)?.iter().map(|row| (row.int(0), row.int(1))).collect())
    }

    /// Rows that a figure speaks of but does not count, with the reason, up to `limit`.
    pub fn left_out(
        &self,
        ctx: &Ctx,
        code: &str,
        ask: &FigureAsk,
        limit: i64,
    ) -> Result<Vec<(String, String, String)>> {
        let indicator = self.counted(code, ask)?;
        let register = self.register(&indicator.of)?;
        self.db.read(|tx| {
            let mut frame = self.frame(tx, ctx, ask)?;
            self.settle(tx, &mut frame, &[indicator])?;
            Store::may_count(&frame, register)?;
            if frame.known != Known::Now {
                return Err(StoreError::refuse("known", "未计入的明细只能按现在的资料列出"));
            }
            let mut parts = self.parts(&frame, indicator, register, ask.when)?;
            let label = parts.paths.find(register.columns.first().copied().unwrap_or("id"))?;
            let mut all = Vec::new();
            for (why, condition) in &parts.lacking {
                let sql = Sql::new(format!("SELECT r.public_id, {}", label.expression))
                    .then(parts.paths.from())
                    .add(" WHERE ")
                    .then(parts.filter())
                    .add(" AND ")
                    .then(condition.clone())
                    .add(" ORDER BY r.id LIMIT ")
                    .bind(limit);
                let rows = tx.all(&sql)?;
                all.extend(rows.iter().map(|row| (row.text(0), row.text(1), why.clone())));
            }
            Ok(all)
        })
    }
}

fn compare(early: &BTreeMap<i64, i64>, late: &BTreeMap<i64, i64>) -> Changes {
    let mut changes = Changes::default();
    for (id, amount) in late {
        match early.get(id) {
            None => changes.came.push((*id, *amount)),
            Some(before) if before != amount => changes.differ.push((*id, *before, *amount)),
            Some(_) => {}
        }
    }
    changes.went =
        early.iter().filter(|(id, _)| !late.contains_key(id)).map(|(id, n)| (*id, *n)).collect();
    changes
}
