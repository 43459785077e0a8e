//! With script switched off.

use crate::stage::{Kind, Stage, tell};
use anyhow::{Result, ensure};
use fantoccini::Locator;

#[test]
fn it_works_without_script() {
    tell("plain", story);
}

async fn story(stage: &Stage) -> Result<()> {
    let tab = stage.sign_in(Kind::Scriptless, "lin").await?;
    ensure!(tab.ask("return typeof htmx").await? == "undefined", "script is switched on");
    tab.press_in("nav", "用人单位").await?;
    tab.at("/r/employer").await?;
    tab.click("tbody a").await?;
    let record = tab.below("/r/employer/", "").await?;
    let record = record.split('?').next().unwrap_or_default().to_owned();
    let name = tab.text("h1").await?;

    // Found by its name among the others.
    tab.press_in("nav", "用人单位").await?;
    tab.fill("#find", &name).await?;
    tab.see("#find").await?.send_keys("\u{e007}").await?;
    tab.says("tbody", &name).await?;
    ensure!(tab.place().await?.contains("q="), "the search is not in the address");

    // A condition, taken from the menu and taken off again.
    tab.press_in("nav", "用人单位").await?;
    tab.press("加条件").await?;
    tab.see("#cond-v").await?.find(Locator::Css("option")).await?.click().await?;
    tab.press("加上这个条件").await?;
    tab.see("main .chip b").await?;
    ensure!(tab.place().await?.contains("w="), "the condition is not in the address");
    tab.click("main .chip a").await?;
    tab.at("/r/employer").await?;
    ensure!(!tab.has("main .chip b").await?, "the condition is still there");

    // Sorted by a click on a head.
    tab.click("th:not([aria-sort]) a").await?;
    ensure!(tab.place().await?.contains("sort="), "the order is not in the address");

    // A form that is saved, and its undoing in the message.
    tab.go(&format!("{record}/edit")).await?;
    tab.fill("[name=contact]", "没有脚本").await?;
    tab.press("保存修改").await?;
    tab.at(&record).await?;
    tab.says("main", "没有脚本").await?;
    tab.press_in(".toast", "撤销").await?;
    tab.at(&record).await?;
    let facts = tab.text("main dl").await?;
    ensure!(!facts.contains("没有脚本"), "the change was not undone: {facts}");

    // What the browser was refused is said above the form.
    tab.go("/r/employer/new").await?;
    tab.press("保存").await?;
    tab.says(".errsum", "单位名称").await
}
