//! A clerk's morning with a report: a figure of one's own goes into a template, its rows are looked
//! at, a wrong one is put right, the report is finished and stays as it is.

use crate::rules;
use crate::stage::{Kind, Stage, eventually, tell};
use crate::tab::Tab;
use anyhow::{Context, Result, ensure};
use std::io::{Cursor, Read};

/// The part of the county that only this story touches.
const GRID: &str = "晨间第一网格";
const TITLE: &str = "晨间网格单位数";
/// Employers of the list that no other story changes.
const MINE: [u32; 2] = [7, 8];

#[test]
fn a_morning_with_a_report() {
    tell("morning", story);
}

async fn story(stage: &Stage) -> Result<()> {
    let clerk = stage.sign_in(Kind::Desk, "chen").await?;
    rules::bring_axe(&clerk).await?;
    let mut mine = Vec::new();
    for place in MINE {
        mine.push(put_into(&clerk, place).await?);
    }
    define(&clerk).await?;
    into_the_template(&clerk).await?;

    let first = begin(&clerk, "晨间汇报一").await?;
    ensure!(printed(&clerk).await? == "2家", "two employers stand in the grid");
    finish(&clerk).await?;
    let second = begin(&clerk, "晨间汇报二").await?;
    rows_behind(&clerk).await?;
    out_of(&clerk, mine.first().context("no employer")?).await?;
    clerk.go(&second).await?;
    ensure!(printed(&clerk).await? == "1家", "the sentence follows the record");
    ensure!(clerk.has("a.fig.diff").await?, "it is marked as another number than the last time");
    clerk.click(&figure()).await?;
    clerk.says(".sheet", "比“晨间汇报一”：2家 → 1家，少了1条").await?;
    clerk.says(".sheet", "陈晓岚").await?;
    rules::look(&clerk, "report-source").await?;
    clerk.go(&second).await?;
    finish(&clerk).await?;

    out_of(&clerk, mine.get(1).context("no employer")?).await?;
    clerk.go(&second).await?;
    ensure!(printed(&clerk).await? == "1家", "what is finished stays");
    clerk.says("main", "定稿没有变").await?;
    rules::look(&clerk, "report-finished").await?;
    clerk.press("看是哪些、为什么").await?;
    clerk.says("#figures", "1家 0家").await?;
    clerk.says("#others", "前一份定稿后补录、更正了资料").await?;
    rules::look(&clerk, "report-moved").await?;
    clerk.go(&first).await?;
    ensure!(printed(&clerk).await? == "2家", "the first one too");
    on_paper(&clerk, &second).await?;
    let complaints = clerk.complaints().await?;
    ensure!(complaints.is_empty(), "the browser says {complaints:#?}");
    Ok(())
}

/// Puts an employer of the list into the grid; its address.
async fn put_into(clerk: &Tab, place: u32) -> Result<String> {
    clerk.go("/r/employer").await?;
    clerk.click(&format!("tbody tr:nth-child({place}) a")).await?;
    let record = clerk.below("/r/employer/", "").await?;
    let record = record.split('?').next().unwrap_or_default().to_owned();
    save_grid(clerk, &record, GRID).await?;
    Ok(record)
}

async fn out_of(clerk: &Tab, record: &str) -> Result<()> {
    save_grid(clerk, record, "别的网格").await
}

async fn save_grid(clerk: &Tab, record: &str, grid: &str) -> Result<()> {
    clerk.go(&format!("{record}/edit")).await?;
    clerk.fill("[name=grid]", grid).await?;
    clerk.press("保存修改").await?;
    clerk.at(record).await
}

/// Chooses what is counted and sees it counted before it is kept.
async fn define(clerk: &Tab) -> Result<()> {
    clerk.go("/define").await?;
    choose(clerk, "#f-of", "employer").await?;
    choose(clerk, "#f-c0-path", "grid").await?;
    write(clerk, "#f-c0-value", GRID).await?;
    write(clerk, "#f-title", TITLE).await?;
    write(clerk, "#f-unit", "家").await?;
    write(clerk, "#f-definition", "截至当日在册、属于晨间第一网格的用人单位数。").await?;
    clerk.says("#look", "2家").await?;
    rules::look(clerk, "define").await?;
    clerk.press("保存指标").await?;
    clerk.below("/figure/", "").await?;
    clerk.says("main", TITLE).await
}

/// Chooses from a list. The page draws itself anew with each choice, so that it may take two tries.
async fn choose(clerk: &Tab, css: &str, value: &str) -> Result<()> {
    eventually("the choice to stand", async || {
        if clerk.value(css).await? != value {
            clerk.see(css).await?.select_by_value(value).await?;
        }
        drawn(clerk).await?;
        Ok((clerk.value(css).await? == value).then_some(()))
    })
    .await
}

/// Writes into a field of such a page.
async fn write(clerk: &Tab, css: &str, text: &str) -> Result<()> {
    eventually("the words to stand", async || {
        if clerk.value(css).await? != text {
            clerk.fill(css, text).await?;
        }
        clerk.ask("document.activeElement.blur(); return '';").await?;
        drawn(clerk).await?;
        Ok((clerk.value(css).await? == text).then_some(()))
    })
    .await
}

async fn drawn(clerk: &Tab) -> Result<()> {
    eventually("the page to be drawn", async || {
        Ok((!clerk.has("#define[aria-busy]").await?).then_some(()))
    })
    .await?;
    rules::settled(clerk).await
}

/// Finds the figure in its own words and puts it into the half-year template.
async fn into_the_template(clerk: &Tab) -> Result<()> {
    clerk.go("/template/half_year").await?;
    clerk.fill("#f-text", "# {单位}\n# {期间}工作情况\n## 基本情况\n晨间网格有").await?;
    clerk.fill("#f-find", "晨间网格").await?;
    clerk.press(TITLE).await?;
    clerk.says("#preview", "晨间网格有2家").await?;
    rules::look(clerk, "template").await?;
    clerk.press("保存模板").await?;
    clerk.at("/template").await
}

async fn begin(clerk: &Tab, title: &str) -> Result<String> {
    clerk.go("/report/new?template=half_year").await?;
    clerk.fill("#f-title", title).await?;
    clerk.press("写出来").await?;
    clerk.see("article.doc").await?;
    let place = clerk.place().await?;
    let place = place.split('?').next().unwrap_or_default().to_owned();
    clerk.says("main h1", title).await?;
    Ok(place)
}

fn figure() -> String {
    format!("a.fig[title^='{TITLE}']")
}

/// The figure as it is printed.
async fn printed(clerk: &Tab) -> Result<String> {
    Ok(crate::tab::tight(&clerk.text(&figure()).await?))
}

/// From the figure to the rows behind it, as many as it says.
async fn rows_behind(clerk: &Tab) -> Result<()> {
    clerk.click(&figure()).await?;
    clerk.says(".sheet", "2条记录").await?;
    clerk.press_in(".sheet", "看全部明细").await?;
    clerk.below("/figure/", "").await?;
    clerk.says("#rows", "2条记录").await
}

async fn finish(clerk: &Tab) -> Result<()> {
    clerk.press("核对无误").await?;
    clerk.says("main .page-h", "已核对").await?;
    clerk.press("定稿锁数").await?;
    clerk.press_in("dialog", "定稿").await?;
    clerk.says("main .page-h", "已定稿").await
}

/// The paper for WPS and Word says what the page says.
async fn on_paper(clerk: &Tab, report: &str) -> Result<()> {
    clerk.go(report).await?;
    clerk.press("导出").await?;
    clerk.press("Word公文（.docx）").await?;
    let bytes = clerk.download(".docx").await?;
    let mut file = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut text = String::new();
    file.by_name("word/document.xml")?.read_to_string(&mut text)?;
    let mut words = String::new();
    for run in text.split("<w:t").skip(1) {
        let inner = run.split_once('>').map_or("", |cut| cut.1);
        words.push_str(inner.split('<').next().unwrap_or_default());
    }
    ensure!(words.contains("晨间网格有1家"), "the paper says otherwise: {words}");
    Ok(())
}
