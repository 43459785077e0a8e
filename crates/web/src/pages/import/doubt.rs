//! Doubtful rows beside what is there already, and rows that will change something: old → new.

use super::Case;
use super::check::{Beside, Open, View};
use super::wrong::{called, place, small_act};
use crate::parts::{self, Btn, icon};
use crate::request::Asker;
use maud::{Markup, html};
use office::import::{Changed, RowView, differing, row_in_sheet};

/// Fields told of one side of a pair.
const TOLD: usize = 4;

/// The table of doubtful rows.
pub(super) fn table(
    asker: &Asker,
    case: &Case,
    view: &View,
    rows: &[RowView],
    (beside, open): (&Beside, Open),
) -> Markup {
    html! {
        (together(asker, case, open))
        div.tbl-x { table.tbl.rtbl {
            caption.sr { "疑似重复的行，和它像的那一个" }
            thead { tr {
                th.num scope="col" { "行" }
                th scope="col" { "为什么拿不准" }
                th scope="col" { "这一行" }
                th scope="col" { "台账里已有，或文件另一行" }
                th scope="col" { "怎么办" }
            } }
            tbody { @for one in rows { (row(asker, case, view, one, beside)) } }
        } }
    }
}

/// One answer for all, as far as it is one of theirs.
fn together(asker: &Asker, case: &Case, offers: Open) -> Markup {
    let open = case.tally.doubtful;
    if open == 0 {
        return Markup::default();
    }
    let fill = match offers {
        Open { fill: 0, .. } => String::new(),
        Open { more: true, .. } => "能补的都只补空栏".to_owned(),
        Open { fill, .. } if fill == open => format!("{open}行都只补空栏"),
        Open { fill, .. } => format!("其中{fill}行只补空栏"),
    };
    html! {
        div.pad {
            div.note.act {
                (icon("wand"))
                div {
                    "还有" (open) "行没定。"
                    @if !fill.is_empty() {
                        b { "补空栏" } "只填台账上空着的，" b { "更正" } "按文件改，都不会多出一个来。"
                    }
                    @if offers.rivals > 0 {
                        "表内互相不一样的，选出对的那行，另外的就不导。"
                    }
                }
                form.row method="post" action=(asker.href(&case.path("/doubtful"))) {
                    (parts::csrf_field(&asker.csrf))
                    @if !fill.is_empty() {
                        (Btn::send(fill, "answer", "fill").sm().busy("正在定…"))
                    }
                    (Btn::send("都跳过", "answer", "skip").sm())
                }
            }
        }
    }
}

/// One doubtful row.
pub(super) fn row(
    asker: &Asker,
    case: &Case,
    view: &View,
    row: &RowView,
    beside: &Beside,
) -> Markup {
    let like = row.data.like.as_ref().and_then(|like| beside.known.get(like));
    let rival = row.data.rival.and_then(|number| beside.rivals.get(&number));
    let apart = rival.map(|rival| differing(case.sheet, row, rival)).unwrap_or_default();
    html! {
        tr id=(format!("r{}", row.number)) {
            td.num.muted { (place(case, row)) }
            td { div.cond { (row.data.reason) } }
            td { div.cond {
                b { (called(case.sheet, row)) }
                (side(&row.data.changes, |change| &change.new, false))
                (cells(&apart, |cell| &cell.1, false))
            } }
            td { div.cond {
                @match (like, row.data.rival) {
                    (Some((title, href)), _) => {
                        b { a href=(asker.href(href)) { (title) } }
                        (side(&row.data.changes, |change| &change.old, true))
                    }
                    (None, Some(number)) => {
                        b { "文件第" (row_in_sheet(number)) "行" }
                        @if let Some(rival) = rival {
                            @if rival.sheet_name != row.sheet_name { "（" (rival.sheet_name) "）" }
                            (cells(&apart, |cell| &cell.2, true))
                        }
                    }
                    _ if row.data.like.is_some() => span.muted { "在您看不到的单位" },
                    _ => span.muted { "—" },
                }
            } }
            td { (answers(asker, case, view, row)) }
        }
    }
}

/// What two rows of the file say differently, as one of them says it.
type Apart = (&'static str, String, String);

fn cells(apart: &[Apart], of: impl Fn(&Apart) -> &String, marked: bool) -> Markup {
    html! {
        @if !apart.is_empty() {
            span.muted.small {
                @for (at, cell) in apart.iter().take(TOLD).enumerate() {
                    @if at > 0 { " · " }
                    (cell.0) " "
                    @if of(cell).is_empty() { span.amber { "空" } }
                    @else if marked { span.amber { (of(cell)) } }
                    @else { (of(cell)) }
                }
                @if apart.len() > TOLD { " · 还有" (apart.len() - TOLD) "处不同" }
            }
        }
    }
}

fn side(changes: &[Changed], of: impl Fn(&Changed) -> &String, marked: bool) -> Markup {
    let told: Vec<&Changed> = changes.iter().take(TOLD).collect();
    html! {
        @if !told.is_empty() {
            span.muted.small {
                @for (at, change) in told.iter().enumerate() {
                    @if at > 0 { " · " }
                    (change.title) " "
                    @if of(change).is_empty() { span.amber { "空" } }
                    @else if marked { span.amber { (of(change)) } }
                    @else { (of(change)) }
                }
                @if changes.len() > TOLD { " · 还有" (changes.len() - TOLD) "处不同" }
            }
        }
    }
}

/// The answers that are possible, with the words for them.
fn offered(asker: &Asker, row: &RowView) -> Vec<(&'static str, String)> {
    let like = row.data.like.as_ref();
    let register = like.and_then(|(name, _)| asker.store().catalog().register(name));
    let unit = register.map_or("个", |register| register.unit);
    let has = |answer: &str| row.data.answers.iter().any(|known| known == answer);
    let mut all = Vec::new();
    if has("fill") {
        all.push(("fill", "补空栏".to_owned()));
    }
    if has("correct") {
        all.push(("correct", "更正".to_owned()));
    }
    if has("other") {
        all.push(("other", format!("另一{unit}")));
    }
    // Two rows of the file say different things of one: only a person knows which is right.
    if row.data.answers.is_empty() && row.data.group.is_some() {
        all.push(("correct", "这行是对的".to_owned()));
    }
    all.push(("skip", "跳过".to_owned()));
    all
}

fn answers(asker: &Asker, case: &Case, view: &View, row: &RowView) -> Markup {
    let action = view.row_href(asker, case, row.number);
    let name = called(case.sheet, row);
    html! {
        form.picks data-auto method="post" action=(action) hx-post=(action) hx-target="closest tr"
            hx-swap="outerHTML" role="group" aria-label=(format!("{name}怎么办")) {
            (parts::csrf_field(&asker.csrf))
            input type="hidden" name="act" value="answer";
            @for (answer, words) in offered(asker, row) {
                label.pick {
                    input type="radio" name="answer" value=(answer)
                        id=(format!("a{}-{answer}", row.number)) checked[row.answer == answer];
                    (words)
                }
            }
            @if row.answer.is_empty() { span.small.amber.nowrap { "选一个" } }
            noscript { button.btn.sm { "就这样" } }
        }
    }
}

/// The table of rows that will change something.
pub(super) fn changes(asker: &Asker, case: &Case, view: &View, rows: &[RowView]) -> Markup {
    html! {
        div.tbl-x { table.tbl.rtbl {
            caption.sr { "要更改的行，原来的和改后的" }
            thead { tr {
                th.num scope="col" { "行" }
                th scope="col" { "文件里" }
                th scope="col" { "改什么" }
                th scope="col" { span.sr { "操作" } }
            } }
            tbody { @for one in rows { (change_row(asker, case, view, one)) } }
        } }
    }
}

/// One row that will change something, or was put right.
pub(super) fn change_row(asker: &Asker, case: &Case, view: &View, row: &RowView) -> Markup {
    let skipped = row.answer == "skip";
    let repaired = !row.data.repaired.is_empty();
    html! {
        tr id=(format!("r{}", row.number)) {
            td.num.muted { (place(case, row)) }
            td.name { (called(case.sheet, row)) }
            td {
                @if skipped { span.muted { "这行不导" } }
                @else { div.stack { (told(row)) } }
            }
            td.num.end {
                @if row.class == "rejected" { span.muted { "在“有错”里" } }
                @else if skipped { (small_act(asker, case, view, row, ("answer", "", ""), "撤销")) }
                @else if repaired { (small_act(asker, case, view, row, ("back", "", ""), "撤销改动")) }
                @else { (small_act(asker, case, view, row, ("answer", "skip", ""), "不导这行")) }
            }
        }
    }
}

fn told(row: &RowView) -> Markup {
    let words = match (row.data.repaired.is_empty(), row.data.counted.as_str()) {
        _ if row.class == "rejected" => "格子改回了原样",
        (false, "added") => "改好了，会新增",
        (false, "unchanged") => "改好了，和台账上一样",
        (true, "added") => "现在对得上了，会新增",
        _ => "",
    };
    html! {
        @if !words.is_empty() { span.green { (words) } }
        @for (at, change) in row.data.changes.iter().enumerate() {
            @if at > 0 { br; }
            (change.title) "："
            @if !matches!(change.title.as_str(), "新覆盖" | "新登记") {
                span.muted { @if change.old.is_empty() { "空" } @else { (change.old) } }
                " → "
            }
            (change.new)
        }
    }
}
