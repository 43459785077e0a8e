//! The third step: every row by what is to be done with it. After writing, the rows that stayed.

use super::meant::{self, Meant};
use super::{Case, alike, doubt, head, sees_whole, steps, wrong};
use crate::app::run;
use crate::fault::Answer;
use crate::params::Params;
use crate::parts::{self, Btn, Empty, Fact, Link, Opt, Pager, Share, Tab, Tone};
use crate::request::Asker;
use crate::shell::{self, Page};
use crate::show::number_text;
use maud::{Markup, html};
use office::import::{self as intake, ImportError, Phase, RowView};
use std::collections::HashMap;
use store::list::ListAsk;
use store::{Ctx, Store};

/// Rows a page.
const SIZE: usize = 25;
/// Wrong rows looked through for what they have in common.
pub(super) const MOST: usize = 5_000;

/// Which rows are looked at, and from where on.
#[derive(Clone)]
pub(super) struct View {
    /// `rejected`, `doubtful`, `changed` or `ready`.
    pub tab: String,
    /// Last rows of the pages before, the nearest last.
    turned: Vec<i64>,
    /// Only rows with a fault in this column.
    only: String,
    /// Columns shown of wrong rows.
    pub columns: Vec<String>,
    /// The one cell of which the whole text was asked for.
    pub whole: Option<Whole>,
    /// Whether it may be asked for.
    pub may_see: bool,
    /// Whom names that nobody bears may mean.
    pub meant: Meant,
}

/// The whole text of a cell that is masked.
#[derive(Clone)]
pub(super) struct Whole {
    pub number: i64,
    pub column: String,
    pub text: String,
}

impl View {
    pub fn of(asker: &Asker, case: &Case) -> View {
        let query = &asker.query;
        let known = ["rejected", "doubtful", "changed", "ready"];
        let tab = known.into_iter().find(|tab| *tab == query.get("tab"));
        let (tally, turned) = (&case.tally, query.get("p").split('.'));
        let first = match (tally.rejected, tally.doubtful, tally.changed) {
            (1.., ..) => "rejected",
            (_, 1.., _) => "doubtful",
            (.., 1..) => "changed",
            _ => "ready",
        };
        let columns = query.get("cols").split(',').filter(|code| !code.is_empty());
        View {
            tab: tab.unwrap_or(first).to_owned(),
            turned: turned.filter_map(|at| at.parse().ok()).collect(),
            only: query.get("only").to_owned(),
            columns: columns.map(str::to_owned).collect(),
            whole: None,
            may_see: sees_whole(asker, case).unwrap_or(false),
            meant: Meant::new(),
        }
    }
    fn after(&self) -> i64 {
        self.turned.last().copied().unwrap_or(-1)
    }
    fn params(&self, turned: &[i64]) -> Params {
        let turned: Vec<String> = turned.iter().map(i64::to_string).collect();
        let params = Params::default().set("tab", self.tab.as_str());
        params.set("p", turned.join(".")).set("only", self.only.as_str())
    }
    /// What an address keeps to come back here.
    pub fn keep(&self) -> Params {
        self.params(&self.turned)
    }
    fn href(&self, asker: &Asker, case: &Case, turned: &[i64]) -> String {
        let mut all = asker.keep();
        all.0.extend(self.params(turned).0);
        all.on(&case.path(""))
    }
    /// Where a row's forms are sent.
    pub fn row_href(&self, asker: &Asker, case: &Case, number: i64) -> String {
        let mut all = asker.keep();
        all.0.extend(self.keep().0);
        all.set("cols", self.columns.join(",")).on(&case.path(&format!("/rows/{number}")))
    }
}

/// Names and addresses of records, by register and key, as far as the asker may see them.
pub(super) type Known = HashMap<(String, i64), (String, String)>;

/// What rows are told beside: records that they may be, and rows of the file that say otherwise.
#[derive(Default)]
pub(super) struct Beside {
    pub known: Known,
    pub rivals: HashMap<i64, RowView>,
}

impl Beside {
    pub fn of(store: &Store, ctx: &Ctx, id: i64, rows: &[RowView]) -> Result<Beside, ImportError> {
        let like = rows.iter().filter_map(|row| row.data.like.clone()).collect();
        let mut rivals = HashMap::new();
        for number in rows.iter().filter_map(|row| row.data.rival) {
            match intake::row(store, ctx, id, number) {
                Ok(row) => drop(rivals.insert(number, row)),
                // Good by itself, it is not kept.
                Err(ImportError::Store(store::StoreError::NotFound)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Beside { known: names(store, ctx, like)?, rivals })
    }
}

/// Doubtful rows without an answer.
#[derive(Clone, Copy, Default)]
pub(super) struct Open {
    /// Of those looked through, how many may have their blanks filled.
    pub fill: i64,
    /// How many are rows of the file that disagree.
    pub rivals: i64,
    /// There are more than were looked through.
    pub more: bool,
}

/// What the page shows.
struct Gathered {
    rows: Vec<RowView>,
    more: bool,
    wrong: Vec<RowView>,
    open: Open,
    beside: Beside,
    meant: Meant,
}

/// The page, with the whole text of one cell where that was asked for.
pub(super) async fn page(asker: &Asker, case: &Case, whole: Option<Whole>) -> Answer {
    let mut view = View { whole, ..View::of(asker, case) };
    let (ctx, id, wanted) = (asker.ctx.clone(), case.job.id, view.clone());
    let found = run(&asker.app, move |store| gather(store, &ctx, id, &wanted)).await?;
    if view.tab == "rejected" {
        view.columns = wrong::columns(case.sheet, &found.rows);
        view.meant = found.meant.clone();
    }
    let body = html! {
        (body(asker, case, &view, &found))
        (foot(asker, case, &view))
    };
    let right = if view.tab == "rejected" {
        only(asker, case, &view, &found.wrong)
    } else {
        Markup::default()
    };
    let main = html! {
        (head(asker, case))
        (bar(asker, case))
        (again(case))
        (months(case))
        div.gap { (parts::tab_panel("rows", "问题种类", &tabs(asker, case, &view), &right, &body)) }
    };
    let title = format!("查问题：{}", case.detail.file_name);
    Ok(shell::page(asker, Page::new(&title, "import", main)))
}

fn gather(store: &Store, ctx: &Ctx, id: i64, view: &View) -> Result<Gathered, ImportError> {
    let mut wrong = Vec::new();
    if view.tab == "rejected" {
        wrong = intake::rows(store, ctx, id, "rejected", -1, MOST)?;
    }
    let after = view.after();
    let mut rows = match view.tab.as_str() {
        "ready" => Vec::new(),
        "rejected" if !view.only.is_empty() => {
            let mine = |row: &&RowView| {
                row.number > after && row.data.faults.iter().any(|fault| fault.column == view.only)
            };
            wrong.iter().filter(mine).take(SIZE + 1).cloned().collect()
        }
        class => intake::rows(store, ctx, id, class, after, SIZE + 1)?,
    };
    let more = rows.len() > SIZE;
    rows.truncate(SIZE);
    let open = if view.tab == "doubtful" { open(store, ctx, id)? } else { Open::default() };
    let beside = Beside::of(store, ctx, id, &rows)?;
    let sheet = store.catalog().sheet(&intake::Detail::of(store, id)?.sheet);
    let meant = match sheet.filter(|_| view.tab == "rejected") {
        Some(sheet) => meant::of(store, ctx, sheet, &rows)?,
        None => Meant::new(),
    };
    Ok(Gathered { rows, more, wrong, open, beside, meant })
}

fn open(store: &Store, ctx: &Ctx, id: i64) -> Result<Open, ImportError> {
    let all = intake::rows(store, ctx, id, "doubtful", -1, MOST)?;
    let open = || all.iter().filter(|row| row.answer.is_empty());
    let count = |of: usize| i64::try_from(of).unwrap_or(0);
    let fill = |row: &&RowView| row.data.answers.iter().any(|answer| answer == "fill");
    Ok(Open {
        fill: count(open().filter(fill).count()),
        rivals: count(open().filter(|row| row.data.group.is_some()).count()),
        more: all.len() == MOST,
    })
}

/// Names of records: one question per register.
pub(super) fn names(store: &Store, ctx: &Ctx, wanted: Vec<(String, i64)>) -> store::Result<Known> {
    let mut by: HashMap<String, Vec<i64>> = HashMap::new();
    for (register, id) in wanted {
        by.entry(register).or_default().push(id);
    }
    let mut known = Known::new();
    for (name, ids) in by {
        let register = store.register(&name)?;
        if !ctx.anywhere(register, kernel::access::Act::Read, &*store.db.read(|tx| store.tree(tx))?)
        {
            continue;
        }
        let (most, columns) = (ids.len(), vec![register.label.to_owned()]);
        let ask = ListAsk { ids: Some(ids), columns, ..ListAsk::new(register) };
        let page = store.list(ctx, &ask, None, most)?;
        for row in &page.rows {
            let cell = page.heads.first().zip(row.cells.first());
            let title = cell.map(|(head, cell)| crate::show::text(&head.field, cell, &page.titles));
            let title = title.filter(|title| !title.is_empty());
            let title = title.unwrap_or_else(|| format!("{}第{}号", register.title, row.id));
            known.insert((name.clone(), row.id), (title, format!("/r/{name}/{}", row.public_id)));
        }
    }
    Ok(known)
}

/// What became of what was settled, when the file was looked at once more.
fn again(case: &Case) -> Markup {
    let Some(again) = &case.detail.again else { return Markup::default() };
    let mut named: Vec<String> =
        again.named.iter().map(|number| intake::row_in_sheet(*number).to_string()).collect();
    if again.lost > i64::try_from(named.len()).unwrap_or(0) {
        named.push("…".to_owned());
    }
    let (tone, words) = if again.lost == 0 {
        (Tone::Plain, html! { "再查过了。改好的、定过的" (number_text(again.kept)) "行都还在。" })
    } else {
        let words = html! {
            b { "再查过了，" (number_text(again.lost)) "行先前的答复不再合适" }
            "（第" (named.join("、")) "行），请再看一眼。改好的格子都还在。"
        };
        (Tone::Warn, words)
    };
    html! { div.gap { (parts::note(tone, &words, None)) } }
}

/// Days that the file gives only to the month.
fn months(case: &Case) -> Markup {
    if case.detail.months.is_empty() || case.detail.phase != Phase::Ready {
        return Markup::default();
    }
    let words = html! {
        @for column in &case.detail.months { (column.say()) "。" }
        "要写准日子的，在表里补上再传一次。"
    };
    html! { div.gap { (parts::note(Tone::Warn, &words, None)) } }
}

fn number(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// The steps and what the rows come to.
pub(super) fn bar(asker: &Asker, case: &Case) -> Markup {
    let (tally, detail) = (&case.tally, &case.detail);
    let done = detail.phase == Phase::Done;
    let tab = |name: &str| Link::to(asker.keep().add("tab", name).on(&case.path("")));
    let (good, same) = if done {
        let counts = &detail.counts;
        let (written, ready) = (counts.added + counts.changed, case.ready());
        (written, (counts.read - written - tally.open() - ready).max(0))
    } else {
        (case.ready(), detail.preview.unchanged + tally.skipped)
    };
    let good_word = if done { "已写入" } else { "可导入" };
    let mut shares = vec![
        Share::new(good_word, number(good), Tone::Ok),
        Share::new("有错", number(tally.rejected), Tone::Bad).link(tab("rejected")),
        Share::new("疑似重复", number(tally.doubtful), Tone::Warn).link(tab("doubtful")),
    ];
    if done && case.ready() > 0 {
        shares.insert(1, Share::new("可以再导", number(case.ready()), Tone::Act));
    }
    if same > 0 {
        shares.push(Share::new("不变", number(same), Tone::Plain));
    }
    html! {
        section.panel #imp-bar aria-label="到哪一步" {
            div.pad.split {
                (steps(case, 2))
                div { (parts::stacked_bar("行", &shares)) }
            }
        }
    }
}

/// The kinds of rows.
pub(super) fn tabs(asker: &Asker, case: &Case, view: &View) -> Markup {
    let tab = |name: &str, text: &str, count: i64, red: bool| {
        let link = Link::to(asker.keep().add("tab", name).on(&case.path("")));
        let tab = Tab::new(text, link, view.tab == name);
        if red && count > 0 { tab.red(number(count)) } else { tab.count(number(count)) }
    };
    let tally = &case.tally;
    html! {
        div #imp-tabs .grow {
            (parts::tabs("问题种类", &[
                tab("rejected", "有错", tally.rejected, true),
                tab("doubtful", "疑似重复", tally.doubtful, false),
                tab("changed", "会更改的", tally.changed, false),
                tab("ready", "可导入", case.ready(), false),
            ]))
        }
    }
}

/// The foot: back, take away, go on.
pub(super) fn foot(asker: &Asker, case: &Case, view: &View) -> Markup {
    let (ready, left) = (case.ready(), case.tally.open());
    let done = case.detail.phase == Phase::Done;
    let back = if done {
        asker.href(&case.path(""))
    } else {
        asker.keep().add("step", "columns").on(&case.path(""))
    };
    let verb = match (done, left) {
        (true, _) => "再导入",
        (_, 0) => "导入",
        _ => "先导入",
    };
    let take = tally_words(&case.tally);
    html! {
        div #imp-foot .foot-bar {
            (Btn::link(if done { "看结果" } else { "上一步" }, back).icon("chevron-left"))
            @if left > 0 && case.has_file() {
                span.hide-m {
                    (Btn::link(take, asker.href(&case.path("/rejects.xlsx"))).icon("download"))
                }
            }
            @if left > 0 && case.has_file() {
                // What a row lacked may be in the registers by now.
                form method="post" action=(asker.href(&case.path("/look"))) {
                    (parts::csrf_field(&asker.csrf))
                    (Btn::submit("再查一遍").icon("refresh").busy("正在排队…"))
                }
            }
            span.muted.grow.num {
                @if left > 0 { "其余" (number_text(left)) "行可以稍后再导，留30天" }
                @else if ready == 0 && view.tab == "ready" { "没有要写入的" }
            }
            form #imp-apply hidden method="post" action=(asker.href(&case.path("/apply"))) {
                (parts::csrf_field(&asker.csrf))
            }
            (Btn::submit(format!("{verb}{}行", number_text(ready)))
                .pri().form("imp-apply").busy("正在写入…").disabled(ready == 0))
        }
    }
}

fn tally_words(tally: &intake::Tally) -> String {
    match (tally.rejected, tally.doubtful) {
        (rejected, 0) => format!("下载有错的{}行", number_text(rejected)),
        (0, doubtful) => format!("下载疑似重复的{}行", number_text(doubtful)),
        _ => format!("下载没导的{}行", number_text(tally.open())),
    }
}

/// 只看: columns with how many rows are wrong in them.
fn only(asker: &Asker, case: &Case, view: &View, wrong: &[RowView]) -> Markup {
    let open: Vec<&RowView> = wrong.iter().filter(|row| row.answer != "skip").collect();
    let of = |code: &str| {
        open.iter().filter(|row| row.data.faults.iter().any(|fault| fault.column == code)).count()
    };
    let columns = case.sheet.columns.iter();
    let faulty = columns.map(|column| (column, of(column.code))).filter(|(_, count)| *count > 0);
    let faulty: Vec<Opt> = faulty
        .map(|(column, count)| Opt::new(column.code, format!("{} {count}行", column.title)))
        .collect();
    if faulty.len() < 2 {
        return Markup::default();
    }
    html! {
        form.with-unit data-auto action=(case.path("")) {
            (parts::keep_fields(&asker.keep().add("tab", "rejected").0))
            label.muted.small.nowrap for="only" { "只看" }
            select.sel.sm.w-s #only name="only" {
                option value="" { "全部" (open.len()) "行" }
                (parts::options(&faulty, &view.only))
            }
            noscript { button.btn.sm { "看" } }
        }
    }
}

fn body(asker: &Asker, case: &Case, view: &View, found: &Gathered) -> Markup {
    let table = match view.tab.as_str() {
        "ready" => return ready(case),
        _ if found.rows.is_empty() => return nothing(view),
        "rejected" => html! {
            (alike::notes(asker, case, &found.wrong))
            (wrong::table(asker, case, view, &found.rows))
        },
        "doubtful" => doubt::table(asker, case, view, &found.rows, (&found.beside, found.open)),
        _ => doubt::changes(asker, case, view, &found.rows),
    };
    html! { (table) (turn(asker, case, view, found)) }
}

fn turn(asker: &Asker, case: &Case, view: &View, found: &Gathered) -> Markup {
    if view.turned.is_empty() && !found.more {
        return Markup::default();
    }
    let before = view.turned.split_last().map(|(_, rest)| view.href(asker, case, rest));
    let next = found.rows.last().filter(|_| found.more).map(|last| {
        let mut turned = view.turned.clone();
        turned.push(last.number);
        view.href(asker, case, &turned)
    });
    let first = found.rows.first().map_or(0, |row| row.row);
    let last = found.rows.last().map_or(0, |row| row.row);
    parts::pager(
        "rows",
        &Pager {
            shown: format!("本页{}行", found.rows.len()),
            range: format!("文件第{first}行至第{last}行"),
            prev: before.map(Link::to),
            next: next.map(Link::to),
            per_page: None,
        },
    )
}

fn nothing(view: &View) -> Markup {
    let (title, text) = match view.tab.as_str() {
        "rejected" => ("没有有错的行", "每一行都看过了。"),
        "doubtful" => ("没有疑似重复的行", "台账里没有像是同一个的。"),
        _ => ("没有要更改的行，也没有改好的行", "不会动台账上已有的记录。"),
    };
    let empty =
        Empty { icon: "circle-check", title: title.into(), text: text.into(), ..Empty::default() };
    parts::empty_state(&empty)
}

fn ready(case: &Case) -> Markup {
    let (preview, tally) = (&case.detail.preview, &case.tally);
    let all = if case.detail.phase == Phase::Done {
        let counts = &case.detail.counts;
        vec![
            ("已经新增", counts.added),
            ("已经更改", counts.changed),
            ("改好了，等写入", tally.changed),
            ("定了，等写入", tally.answered),
        ]
    } else {
        vec![
            ("会新增", preview.added),
            ("会更改", preview.changed - tally.passed),
            ("疑似重复，已定", tally.answered),
            ("和台账一样", preview.unchanged),
            ("您说不导", tally.skipped),
        ]
    };
    let some = all.into_iter().filter(|(_, count)| *count > 0);
    let facts: Vec<Fact> =
        some.map(|(what, count)| Fact::new(what, format!("{}行", number_text(count)))).collect();
    html! {
        (parts::dl(&facts, true))
        div.pad {
            p.muted { "新增的行每一格都对上了，不用逐行看；会更改的和改好的，一行行列在“会更改的”里。" }
        }
    }
}
