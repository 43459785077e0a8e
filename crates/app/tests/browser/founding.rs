//! A union is founded between two desks: the county sends an application back, the township hands it in again,
//! the county replies; union and paper are there.

use crate::rules;
use crate::stage::{Kind, Stage, tell};
use anyhow::{Context, Result, ensure};

#[test]
fn an_application_goes_back_and_forth_between_two_desks_until_the_reply() {
    tell("founding", story);
}

async fn story(stage: &Stage) -> Result<()> {
    let county = stage.sign_in(Kind::Desk, "chen").await?;
    rules::bring_axe(&county).await?;
    county.go("/").await?;
    county.says("#todo", "待我办理").await?;
    county.says("#todo", "出具批复").await?;
    rules::look(&county, "todo").await?;
    // The township of the second sign-in has one that was accepted.
    county.go("/r/founding?w=state:is:ACCEPTED").await?;
    let place = county.script(FIRST_OF_PARK, Vec::new()).await?;
    let place = place.as_str().context("no application of the park was accepted")?.to_owned();
    county.go(&place).await?;
    let name = county.text("main h1").await?;
    county.says("main", "申报批复").await?;
    county.says(".big-clock", "工作日").await?;
    rules::look(&county, "founding").await?;

    county.press_in(".page-h", "退回补正").await?;
    county.see("#ask[open]").await?;
    rules::look(&county, "founding-return").await?;
    county.click("#ask input[value=PAPERS]").await?;
    county.fill("#ask [name=words]", "缺营业执照").await?;
    county.press_in("#ask", "退回补正").await?;
    county.says(".page-h", "待补正").await?;

    let town = stage.sign_in(Kind::Phone, "lin").await?;
    town.go("/").await?;
    town.says("#todo", &format!("{name}：补正后再报")).await?;
    town.go("/notices").await?;
    town.says("main", "消息").await?;
    town.go(&place).await?;
    town.says("main", "暂停").await?;
    town.press_in(".page-h", "补正后再报").await?;
    town.see("#ask[open]").await?;
    town.press_in("#ask", "补正后再报").await?;
    town.says(".page-h", "已受理").await?;

    county.go(&place).await?;
    county.press_in(".page-h", "批复成立").await?;
    county.see("#ask[open]").await?;
    let alone = stage.alone_with_members().await;
    county.press_in("#ask", "批复成立").await?;
    county.says(".page-h", "已批复").await?;
    drop(alone);
    county.says("#history", "退回补正").await?;
    rules::look(&county, "founding-replied").await?;
    let paper = county.script(PAPER, Vec::new()).await?;
    let paper = paper.as_str().context("no way to the paper")?.to_owned();
    county.go(&paper).await?;
    county.says("main", "云溪工复〔").await?;
    county.says("main", &format!("关于同意成立{name}的批复")).await?;
    rules::look(&county, "paper").await?;
    let complaints = county.complaints().await?;
    ensure!(complaints.is_empty(), "the browser says {complaints:#?}");
    Ok(())
}

/// Where the first listed application of the park leads.
const FIRST_OF_PARK: &str = "const row = [...document.querySelectorAll('tbody tr')]\
    .find(row => row.textContent.includes('经开区')); \
    return row ? row.querySelector('td.name a, a').getAttribute('href').split('?')[0] : null;";
/// Where the paper of the reply lies.
const PAPER: &str = "const link = document.querySelector('main a[href*=\"/r/paper_out/\"]'); \
    return link ? link.getAttribute('href') : null;";
