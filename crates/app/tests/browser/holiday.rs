//! An application is accepted on the afternoon before the National Day holiday of 2026, returned once for a missing
//! paper, taken up again and approved: its papers are printed, the union stands in the tree, and the half-year
//! report counts the right working days.

use crate::neighbour::{Neighbour, When};
use crate::rules;
use crate::stage::{Stage, tell};
use crate::tab::{Tab, tight};
use anyhow::{Context, Result, ensure};

#[test]
fn r_est_01_five_working_days_over_the_national_day_holiday() {
    tell("holiday", story);
}

async fn story(stage: &Stage) -> Result<()> {
    let eve = When::At("2026-09-30 15:00:00");
    let mut office = Neighbour::found(&stage.house, "holiday", eve)?;
    office.open(eve)?;
    let desk = office.desk(stage, "chen").await?;
    rules::bring_axe(&desk).await?;
    desk.go("/r/founding?w=state:is:RESULT_REPORTED").await?;
    let place = desk.script(FIRST, Vec::new()).await?;
    let place = place.as_str().context("no application waits to be accepted")?.to_owned();
    desk.go(&place).await?;
    let name = desk.text("main h1").await?.trim().to_owned();
    desk.take_step("受理", &[]).await?;
    // 8 and 9 October, Saturday the 10th (made up), 12 and 13 October.
    desk.says(".big-clock", "10月13日").await?;
    desk.says("main", "国庆节").await?;
    rules::look(&desk, "holiday-accepted").await?;

    office.open(When::At("2026-10-09 09:30:00"))?;
    let desk = again(stage, &office, &place).await?;
    desk.press_in(".page-h", "退回补正").await?;
    desk.see("#ask[open]").await?;
    desk.click("#ask input[value=PAPERS]").await?;
    desk.fill("#ask [name=words]", "缺营业执照").await?;
    desk.press_in("#ask", "退回补正").await?;
    desk.says(".page-h", "待补正").await?;
    desk.says("main", "暂停").await?;

    office.open(When::At("2026-10-12 10:00:00"))?;
    let desk = again(stage, &office, &place).await?;
    let licence = stage.house.folder.join("营业执照.pdf");
    std::fs::write(&licence, LICENCE)?;
    desk.press_in("#attachments", "加附件").await?;
    desk.press_in("#attachments", "营业执照").await?;
    desk.choose_file("#attachments [name=file]", &licence).await?;
    desk.press_in("#attachments", "传上去").await?;
    desk.says("#attachments", "营业执照 1").await?;
    desk.go(&place).await?;
    desk.take_step("补正后再报", &[]).await?;
    desk.says(".page-h", "已受理").await?;
    // Three of the five days are left: 13, 14 and 15 October.
    desk.says(".big-clock", "10月15日").await?;

    office.open(When::At("2026-10-13 16:00:00"))?;
    let desk = again(stage, &office, &place).await?;
    desk.take_step("批复成立", &[]).await?;
    desk.says(".page-h", "已批复").await?;
    rules::look(&desk, "holiday-approved").await?;
    papers(&desk, &name).await?;

    desk.go(&format!("/r/union?q={name}")).await?;
    desk.says("tbody", &name).await?;
    desk.go("/report/new?template=half_year").await?;
    desk.press("写出来").await?;
    desk.see("article.doc").await?;
    let report = tight(&desk.text("article.doc").await?);
    // Two days before it was sent back, one after.
    let says = "批复成立1件，按时批复率100.0%，平均用时3.0个工作日";
    ensure!(report.contains(says), "the report does not say “{says}”: {report}");
    Ok(())
}

/// The same desk on another day.
async fn again(stage: &Stage, office: &Neighbour, place: &str) -> Result<Tab> {
    let desk = office.desk(stage, "chen").await?;
    rules::bring_axe(&desk).await?;
    desk.go(place).await?;
    Ok(desk)
}

/// The reply, as it is printed.
async fn papers(desk: &Tab, name: &str) -> Result<()> {
    let paper = desk.script(PAPER, Vec::new()).await?;
    desk.go(paper.as_str().context("no way to the paper")?).await?;
    desk.says("main", &format!("关于同意成立{name}的批复")).await?;
    desk.press_in("main", "DOCX").await?;
    let docx = desk.download(".docx").await?;
    ensure!(docx.starts_with(b"PK"), "the reply is no document");
    Ok(())
}

/// Where the first listed application leads.
const FIRST: &str = "const link = document.querySelector('tbody tr td.name a, tbody tr a'); \
    return link ? link.getAttribute('href').split('?')[0] : null;";
/// Where the paper of the reply lies.
const PAPER: &str = "const link = document.querySelector('main a[href*=\"/r/paper_out/\"]'); \
    return link ? link.getAttribute('href') : null;";
/// A page.
const LICENCE: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
