//! Without a mouse: every stop of the Tab key shows where it is.

use crate::rules::settled;
use crate::stage::{Kind, Stage, eventually, tell};
use anyhow::{Result, ensure};
use fantoccini::key::Key;

#[test]
fn all_of_it_can_be_done_with_the_keyboard() {
    tell("keyboard", story);
}

async fn story(stage: &Stage) -> Result<()> {
    let tab = stage.open(Kind::Desk).await?;
    tab.go("/login").await?;
    tab.tab_to("[name=login]").await?;
    tab.type_in("chen").await?;
    tab.tab_to("[name=password]").await?;
    tab.type_in(tab.password("chen")).await?;
    tab.strike(Key::Enter).await?;
    tab.at("/").await?;
    settled(&tab).await?;
    skip_link(&tab).await?;
    tree(&tab).await?;
    list(&tab).await?;
    figure(&tab).await
}

type Tab = crate::tab::Tab;

/// The first stop leads past the frame.
async fn skip_link(tab: &Tab) -> Result<()> {
    tab.tab_to("a.skip").await?;
    tab.strike(Key::Enter).await?;
    eventually("the focus in the content", async || {
        Ok((tab.ask("return document.activeElement.id").await? == "main").then_some(()))
    })
    .await
}

/// Opens a branch with the right arrow, goes in with the down arrow, chooses with Enter.
async fn tree(tab: &Tab) -> Result<()> {
    tab.go("/r/employer").await?;
    settled(tab).await?;
    tab.tab_to(".tree a").await?;
    let closed = "const b = document.activeElement.closest('.tw').querySelector('button'); return b ? b.getAttribute('aria-expanded') : 'leaf'";
    let mut down = 0;
    while tab.ask(closed).await? != "false" {
        tab.strike(Key::Down).await?;
        down += 1;
        ensure!(down < 40, "no closed branch in the tree");
    }
    let branch = "return document.activeElement.closest('li').querySelectorAll('ul li').length";
    tab.strike(Key::Right).await?;
    eventually("the branch to open", async || {
        let many = tab.script(branch, Vec::new()).await?;
        Ok((many.as_i64() > Some(0)).then_some(()))
    })
    .await?;
    tab.strike(Key::Right).await?;
    let name = tab.ask("return document.activeElement.innerText.trim()").await?;
    tab.strike(Key::Enter).await?;
    eventually("the unit to be chosen", async || {
        let chosen = "const e = document.querySelector('.tree [aria-current=true]'); return e ? e.innerText.trim() : ''";
        Ok((tab.ask(chosen).await? == name).then_some(()))
    })
    .await?;
    ensure!(tab.place().await?.starts_with("/r/employer?"), "the list was left");
    Ok(())
}

/// Sorts, keeps the focus, opens a record, leaves a dialog.
async fn list(tab: &Tab) -> Result<()> {
    tab.go("/r/membership").await?;
    settled(tab).await?;
    let sorted = "const e = document.querySelector('th[aria-sort]'); return e ? e.innerText.trim() + ' ' + e.getAttribute('aria-sort') : ''";
    let before = tab.ask(sorted).await?;
    tab.tab_to("th:not([aria-sort]) a").await?;
    let id = tab.ask("return document.activeElement.id").await?;
    tab.strike(Key::Enter).await?;
    eventually("another order", async || Ok((tab.ask(sorted).await? != before).then_some(())))
        .await?;
    settled(tab).await?;
    eventually("the focus on the column's head", async || {
        Ok((tab.ask("return document.activeElement.id").await? == id).then_some(()))
    })
    .await?;
    eventually("the new list to be announced", async || {
        let said = tab.ask("return document.getElementById('live').textContent").await?;
        Ok(said.contains("本页").then_some(()))
    })
    .await?;
    tab.tab_to("tbody a[href^='/r/membership/']").await?;
    let name = tab.ask("return document.activeElement.innerText.trim()").await?;
    tab.strike(Key::Enter).await?;
    tab.says("h1", &name).await?;
    tab.tab_to("main details.menu summary").await?;
    tab.strike(Key::Enter).await?;
    tab.see("main details.menu[open]").await?;
    tab.strike(Key::Escape).await?;
    eventually("the menu to close", async || {
        let back = "return !document.querySelector('details.menu[open]') && document.activeElement.tagName";
        Ok((tab.ask(back).await? == "SUMMARY").then_some(()))
    })
    .await
}

/// From a number of a report to where it comes from, and back to the very number.
async fn figure(tab: &Tab) -> Result<()> {
    tab.go("/report/new?template=monthly").await?;
    tab.press("写出来").await?;
    tab.see("article.doc").await?;
    settled(tab).await?;
    tab.tab_to("article.doc a.fig").await?;
    let number = "return document.activeElement.getAttribute('href')";
    let href = tab.ask(number).await?;
    tab.strike(Key::Enter).await?;
    eventually("the focus beside the report", async || {
        let inside = "const e = document.activeElement.closest('.sheet'); return e && !e.hidden ? 'yes' : ''";
        Ok((tab.ask(inside).await? == "yes").then_some(()))
    })
    .await?;
    tab.tab_to(".sheet a").await?;
    tab.strike(Key::Escape).await?;
    eventually("the focus on the number again", async || {
        let closed = !tab.has(".sheet:not([hidden])").await?;
        Ok((closed && tab.ask(number).await? == href).then_some(()))
    })
    .await
}
