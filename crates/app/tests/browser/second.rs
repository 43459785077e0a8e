//! Two people at one record: the second sees who was faster, what was changed, and what became of it.

use crate::stage::{Kind, Stage, tell};
use anyhow::{Result, ensure};

#[test]
fn the_second_writer_sees_what_the_first_changed() {
    tell("second", story);
}

async fn story(stage: &Stage) -> Result<()> {
    let first = stage.sign_in(Kind::Desk, "lin").await?;
    let second = stage.sign_in(Kind::Desk, "chen").await?;
    first.go("/r/employer").await?;
    // Not the first row: other stories, which run beside this one, change that.
    first.click("tbody tr:nth-child(4) a").await?;
    let record = first.below("/r/employer/", "").await?;
    let record = record.split('?').next().unwrap_or_default().to_owned();
    let edit = format!("{record}/edit");
    first.go(&edit).await?;
    second.go(&edit).await?;

    first.fill("[name=contact]", "林甲").await?;
    first.fill("[name=grid]", "第七网格").await?;
    first.press("保存修改").await?;
    first.at(&record).await?;

    second.fill("[name=contact]", "陈乙").await?;
    second.fill("[name=address]", "云溪县新址路9号").await?;
    second.press("保存修改").await?;
    second.says("main [role=alert]", "林秀芬").await?;
    let both = second.text("main [role=alert]").await?;
    for words in ["单位联系人", "林甲", "陈乙", "两边都改了", "第七网格", "单位地址"]
    {
        ensure!(both.contains(words), "“{words}” is not told: {both}");
    }
    second.picture("second-writer").await?;
    // The own words stay, what was not touched follows the other one.
    ensure!(second.value("[name=contact]").await? == "陈乙", "the own words are lost");
    ensure!(second.value("[name=grid]").await? == "第七网格", "the other's words are lost");
    ensure!(second.value("[name=address]").await? == "云溪县新址路9号", "the own words are lost");

    second.press("合并后保存").await?;
    second.at(&record).await?;
    let facts = second.text("main").await?;
    for words in ["陈乙", "第七网格", "云溪县新址路9号"] {
        ensure!(facts.contains(words), "“{words}” was not kept: {facts}");
    }
    let history = second.text("#history").await?;
    for words in ["林秀芬", "陈晓岚", "林甲"] {
        ensure!(history.contains(words), "“{words}” is not in the history: {history}");
    }
    Ok(())
}
