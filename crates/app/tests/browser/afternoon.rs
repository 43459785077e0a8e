//! A clerk's afternoon, from signing in to the export of a figure's rows.

use crate::stage::{Kind, Stage, eventually, tell};
use crate::tab::{Tab, first_number};
use crate::{roster, rules};
use anyhow::{Context, Result, ensure};
use calamine::{Reader, Xlsx};
use std::io::Cursor;
use std::path::Path;
use town::roster::Row;

#[test]
fn an_afternoon_of_a_clerk() {
    tell("afternoon", story);
}

async fn story(stage: &Stage) -> Result<()> {
    let county = roster::county();
    let (ugly, other) = (roster::ugly(&county), roster::wrong_file(&county));
    let (file, wrong) = (stage.file("会员名册.xlsx"), stage.file("别的单位.xlsx"));
    roster::write(&file, &ugly)?;
    roster::write(&wrong, &other)?;

    let clerk = stage.open(Kind::Desk).await?;
    rules::bring_axe(&clerk).await?;
    clerk.sign_in("chen").await?;
    let alone = stage.alone_with_members().await;
    let before = members(&clerk).await?;
    load(&clerk, &file).await?;
    repair_three(&clerk, &ugly).await?;
    let written = write(&clerk).await?;
    let after = members(&clerk).await?;
    ensure!(after == before + written, "{before} members and {written} new ones are {after}");

    load(&clerk, &wrong).await?;
    let many = write(&clerk).await?;
    ensure!(members(&clerk).await? == after + many, "the wrong file is not counted");
    take_back(&clerk).await?;
    ensure!(members(&clerk).await? == after, "the undone import is still counted");
    drop(alone);

    find(&clerk, roster::somebody(&ugly)?).await?;
    let number = last_year(&clerk).await?;
    rows_of(&clerk, number).await?;
    let complaints = clerk.complaints().await?;
    ensure!(complaints.is_empty(), "the browser says {complaints:#?}");
    Ok(())
}

/// 会员数 on the first page.
async fn members(clerk: &Tab) -> Result<i64> {
    clerk.go("/").await?;
    rules::settled(clerk).await?;
    clerk.says(".kpi", "会员数").await?;
    clerk.number(".kpi .v").await
}

/// Sends a file in and has every row looked at.
async fn load(clerk: &Tab, file: &Path) -> Result<()> {
    clerk.press_in("nav", "导入").await?;
    clerk.at("/import").await?;
    clerk.press("会员信息采集表").await?;
    clerk.choose_file("input[type=file]", file).await?;
    clerk.press("上传，对列名").await?;
    let job = clerk.below("/import/", "").await?;
    clerk.says("main", "20列对上了").await?;
    clerk.press("这样对，去看每一行").await?;
    clerk.says("main", "可导入").await?;
    ensure!(clerk.place().await?.starts_with(&job), "the import went elsewhere");
    Ok(())
}

/// Puts the first three wrong cells right, where they stand.
async fn repair_three(clerk: &Tab, rows: &[Row]) -> Result<()> {
    let wrong = "return [...document.querySelectorAll('td input[aria-invalid][name=text]')].map((i) => i.getAttribute('aria-label'))[0] || '';";
    let mut open = wrong_rows(clerk).await?;
    for _ in 0..3 {
        let label = eventually("a wrong cell", async || {
            let label = clerk.ask(wrong).await?;
            Ok((!label.is_empty()).then_some(label))
        })
        .await?;
        let number = first_number(&label).context("no row number")?;
        let title = label.split_once('行').map_or("", |cut| cut.1);
        let right = roster::meant(rows, usize::try_from(number)?, title);
        let right = right.with_context(|| format!("nothing is known about {label}"))?;
        let field = format!("input[aria-label='{label}']");
        clerk.fill(&field, right).await?;
        clerk.strike(fantoccini::key::Key::Enter).await?;
        open -= 1;
        eventually("the row to be right", async || {
            Ok((wrong_rows(clerk).await? == open).then_some(()))
        })
        .await?;
        clerk.says("main", "已改好").await?;
    }
    rules::look(clerk, "import-repaired").await
}

/// How many rows are still wrong, as the tab says.
async fn wrong_rows(clerk: &Tab) -> Result<i64> {
    let text = clerk.text("#imp-tabs").await?;
    let rest = text.split_once("有错").map_or("", |cut| cut.1);
    Ok(first_number(rest.split('疑').next().unwrap_or_default()).unwrap_or(0))
}

/// Writes what is ready; how many were added.
async fn write(clerk: &Tab) -> Result<i64> {
    clerk.click("#imp-foot button.pri").await?;
    clerk.says("main", "写完了").await?;
    rules::look(clerk, "import-done").await?;
    let text = clerk.text("main").await?;
    let added = text.split_once("新增").context("nothing was added")?.1;
    first_number(added).context("no number of new rows")
}

async fn take_back(clerk: &Tab) -> Result<()> {
    clerk.go("/import").await?;
    clerk.press_in("#imports", "别的单位.xlsx").await?;
    clerk.press("撤销整次导入").await?;
    clerk.says("main", "撤销以后是这样").await?;
    rules::look(clerk, "import-undo").await?;
    clerk.press_in(".foot-bar", "撤销整次导入").await?;
    clerk.says("main", "这次导入已撤销").await?;
    rules::look(clerk, "import-undone").await
}

/// Finds somebody by the initials and opens the record.
async fn find(clerk: &Tab, name: &str) -> Result<()> {
    let initials = kernel::pinyin::of_person(name).initials;
    clerk.type_in("/").await?;
    clerk.type_in(&initials).await?;
    clerk.strike(fantoccini::key::Key::Enter).await?;
    clerk.at("/search").await?;
    clerk.says("h1", &initials).await?;
    if !clerk.text("main").await?.contains(name) {
        // More people sound so than fit on the page.
        clerk.press_in("main", "看全部").await?;
    }
    clerk.press_in("main", name).await?;
    clerk.says("h1", name).await?;
    Ok(())
}

/// 会员数 as of the end of last year.
async fn last_year(clerk: &Tab) -> Result<i64> {
    clerk.press_in("nav", "数据").await?;
    clerk.at("/board").await?;
    clerk.press("去年底").await?;
    let year = clerk.ask("return new Date().getFullYear() - 1").await?;
    clerk.says("main", &format!("截至{year}年12月31日")).await?;
    let number = "
        const card = [...document.querySelectorAll('.kpi')].find((k) => k.firstElementChild.innerText.trim() === '会员数');
        return card.querySelector('.v').innerText;";
    first_number(&clerk.ask(number).await?).context("no number of members")
}

/// Opens the rows behind the number and takes them home.
async fn rows_of(clerk: &Tab, number: i64) -> Result<()> {
    clerk.press_in(".kpis", "会员数").await?;
    clerk.says("#sheet-slot", "会员数").await?;
    clerk.press_in("#sheet-slot", "看全部").await?;
    let place = clerk.below("/figure/member_count", "").await?;
    ensure!(place.contains("12-31"), "the day was lost: {place}");
    let rows = clerk.number("#rows h2").await?;
    ensure!(rows == number, "{number} members and {rows} rows");
    clerk.press("导出明细").await?;
    clerk.press("Excel（.xlsx）").await?;
    let bytes = clerk.download(".xlsx").await?;
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let sheet = book.worksheet_range_at(0).context("no sheet")??;
    let people = sheet.rows().filter(|row| {
        row.iter()
            .any(|cell| cell.to_string().starts_with("320999") && cell.to_string().len() == 16)
    });
    let people = i64::try_from(people.count())?;
    ensure!(people == number, "{number} members and {people} rows in the file");
    Ok(())
}
