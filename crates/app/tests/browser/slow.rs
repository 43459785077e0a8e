//! A page that takes longer than a second says that it is being worked on.

use crate::stage::{Kind, Stage, tell};
use anyhow::{Result, ensure};
use serde_json::json;

#[test]
fn what_takes_longer_than_a_second_says_that_it_is_being_opened() {
    tell("slow", story);
}

/// Notes the bar when it comes.
const NOTED: &str = "new MutationObserver(() => { const bar = document.querySelector('progress.wait'); \
    if (bar) sessionStorage.setItem('waited', bar.getAttribute('aria-label')); }) \
    .observe(document.body, { childList: true }); return 1;";

async fn story(stage: &Stage) -> Result<()> {
    let clerk = stage.sign_in(Kind::Desk, "lin").await?;
    clerk.go("/figure/member_count").await?;
    let slow = json!({
        "offline": false, "latency": 4000, "downloadThroughput": -1, "uploadThroughput": -1
    });
    clerk.tools("Network.enable", json!({})).await?;
    clerk.tools("Network.emulateNetworkConditions", slow).await?;
    // Nothing is looked at while a page is on its way: the page itself notes what it shows.
    clerk.script(NOTED, Vec::new()).await?;
    clerk.click("header a[href^='/r/union']").await?;
    clerk.below("/r/union", "").await?;
    let seen = clerk.ask("return sessionStorage.getItem('waited') || ''").await?;
    ensure!(seen == "正在打开", "nothing said that the page was being opened: {seen}");
    Ok(())
}
