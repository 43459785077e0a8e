//! What holds on every page: axe-core finds nothing, one `h1`, nothing wider than the window, nothing
//! for the browser to complain about.

use crate::stage::eventually;
use crate::tab::Tab;
use anyhow::{Result, ensure};
use serde_json::{Value, json};

/// axe-core, for tests only.
const AXE: &str = include_str!("../assets/axe.min.js");

/// Success criteria of levels A and AA, and what is simply good practice.
const ALL: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/// What another theme can break.
const COLOUR: [&str; 2] = ["color-contrast", "link-in-text-block"];

/// What a bar at the edge of the window half covers is looked at again where it can be scrolled to.
const RUN: &str = "
    const covered = async (v) => {
        const still = [];
        for (const n of v.nodes) {
            const e = document.querySelector(n.target[0]);
            if (e) e.scrollIntoView({ block: 'center' });
            const again = e && await axe.run(e, { runOnly: { type: 'rule', values: [v.id] }, resultTypes: ['violations'] });
            if (!again || again.violations.length > 0) still.push(n);
        }
        scrollTo(0, 0);
        return still;
    };
    return axe.run(document, { runOnly: arguments[0], resultTypes: ['violations'] }).then(async (r) => {
        for (const v of r.violations.filter((v) => v.id === 'target-size')) v.nodes = await covered(v);
        return r.violations.filter((v) => v.nodes.length > 0).map((v) => ({
            id: v.id, help: v.help, count: v.nodes.length,
            nodes: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' — ' + n.failureSummary.split('\\n').slice(1, 3).join(' ').trim()),
        }));
    });";

/// Headings, the width, and what sticks out at the right without a box of its own to scroll in.
const SHAPE: &str = "
    const r = document.documentElement, wide = r.clientWidth;
    const boxed = (e) => { for (let p = e.parentElement; p; p = p.parentElement) { if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true; } return false; };
    const out = [...document.body.querySelectorAll('*')].filter((e) => {
        const b = e.getBoundingClientRect(), s = getComputedStyle(e);
        return b.width > 1 && b.height > 1 && b.right > wide + 1 && s.position !== 'fixed' && s.visibility !== 'hidden' && !boxed(e);
    });
    return {
        h1: [...document.querySelectorAll('h1')].filter((e) => e.getClientRects().length > 0).length,
        scroll: r.scrollWidth, wide,
        out: out.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)),
        html: r.lang,
    };";

/// Bars that do not begin at one line, and menus above a list that reach below the window.
const BOXES: &str = "
    const lefts = (e) => new Set([...e.querySelectorAll('svg')].map((s) => Math.round(s.getBoundingClientRect().left)));
    const uneven = [...document.querySelectorAll('.bars')].filter((e) => lefts(e).size > 1).map((e) => 'bars of ' + e.ariaLabel);
    scrollTo(0, 0);
    const tall = [...document.querySelectorAll('.filters details.menu')].filter((m) => {
        const was = m.open;
        m.open = true;
        const bottom = m.lastElementChild.getBoundingClientRect().bottom;
        m.open = was;
        return bottom > innerHeight + 1;
    }).map((m) => 'menu ' + m.firstElementChild.textContent);
    return [...uneven, ...tall];";

/// Words of programs where words of people should be.
const FOREIGN: &str = "
    const own = /^(html|Excel|CSV|Chrome|Chromium|Firefox|Edge|Safari|Linux|Windows|SQLite|PostgreSQL|A4|xlsx|csv|xls|et|TOTP|IP|SM4|SM3|AES|HTTPS|GB)$/i;
    const found = new Set();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = walk.nextNode(); n; n = walk.nextNode()) {
        const e = n.parentElement;
        if (!e || e.closest('script,style,template,code,kbd,[data-raw]') || e.getClientRects().length === 0) continue;
        if (/\\b(undefined|null|NaN|None|Some\\(|true|false|\\[object)\\b/.test(n.data)) found.add(n.data.trim().slice(0, 60));
        const alone = n.data.trim();
        if (/^[A-Za-z][A-Za-z ]{3,}$/.test(alone) && !own.test(alone) && !arguments[0].includes(alone)) found.add(alone.slice(0, 60));
    }
    return [...found].slice(0, 5);";

/// Loads axe-core into every page that this browser opens from now on.
pub async fn bring_axe(tab: &Tab) -> Result<()> {
    let source = json!({"source": AXE});
    tab.tools("Page.addScriptToEvaluateOnNewDocument", source).await?;
    Ok(())
}

/// Keeps a picture of the page, and holds it to its rules. `page` names both.
pub async fn look(tab: &Tab, page: &str) -> Result<()> {
    let faults = faults(tab, page).await?;
    tab.picture(&format!("{page}-{}-light", tab.width())).await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// What breaks a rule on the page as it is shown now. `page` names it.
pub async fn faults(tab: &Tab, page: &str) -> Result<Vec<String>> {
    let mut faults = axe(tab, page, json!({"type": "tag", "values": ALL})).await?;
    let shape = tab.script(SHAPE, Vec::new()).await?;
    if shape["h1"] != 1 {
        faults.push(format!("{page}: {} h1", shape["h1"]));
    }
    let (scroll, wide) = (shape["scroll"].as_i64(), shape["wide"].as_i64());
    let out = shape["out"].as_array().cloned().unwrap_or_default();
    if scroll > wide || !out.is_empty() {
        let what: Vec<String> = out.iter().map(Value::to_string).collect();
        faults.push(format!("{page}: wider than the window, {}", what.join("; ")));
    }
    for part in tab.script(BOXES, Vec::new()).await?.as_array().into_iter().flatten() {
        faults.push(format!("{page}: not where it should be: {part}"));
    }
    for word in
        tab.script(FOREIGN, vec![json!(tab.logins())]).await?.as_array().into_iter().flatten()
    {
        faults.push(format!("{page}: not the words of people: {word}"));
    }
    Ok(faults)
}

/// What the colours of the page as it is shown now break.
pub async fn colour_faults(tab: &Tab, page: &str) -> Result<Vec<String>> {
    axe(tab, page, json!({"type": "rule", "values": COLOUR})).await
}

async fn axe(tab: &Tab, page: &str, only: Value) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for found in tab.script(RUN, vec![only]).await?.as_array().into_iter().flatten() {
        let nodes = found["nodes"].as_array().cloned().unwrap_or_default();
        let nodes: Vec<&str> = nodes.iter().filter_map(Value::as_str).collect();
        faults.push(format!(
            "{page}: {} ×{} ({})\n      {}",
            found["id"].as_str().unwrap_or_default(),
            found["count"],
            found["help"].as_str().unwrap_or_default(),
            nodes.join("\n      ")
        ));
    }
    Ok(faults)
}

/// Whether the middle of what was opened can be seen and pressed, and is not cut off or covered.
pub async fn reachable(tab: &Tab, css: &str) -> Result<bool> {
    let clear = "
        const e = document.querySelector(arguments[0]);
        e.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        const b = e.getBoundingClientRect(), top = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
        return !!top && (e.contains(top) || top.contains(e) && top !== document.body && top !== document.documentElement && top.closest('details,dialog,.sheet') !== null);";
    Ok(tab.script(clear, vec![json!(css)]).await? == true)
}

/// Waits until what comes behind the page has come.
pub async fn settled(tab: &Tab) -> Result<()> {
    eventually("the page to be at rest", async || {
        let busy = "return document.readyState === 'complete' && !document.querySelector('[aria-busy=true]:not(.job)')";
        Ok((tab.script(busy, Vec::new()).await? == true).then_some(()))
    })
    .await
}
