//! A courier joins on the phone, signs with a finger, is admitted and filed at the union's desk, asks for a card
//! and shows it – and every page of the phone keeps the rules.

use crate::rules;
use crate::stage::{Kind, Stage, eventually, tell};
use crate::tab::Tab;
use anyhow::{Context, Result, ensure};

const NUMBER: &str = "13911112222";
const NAME: &str = "马向东";

#[test]
fn a_courier_joins_on_the_phone_and_shows_the_card() {
    tell("courier", story);
}

async fn story(stage: &Stage) -> Result<()> {
    let phone = stage.open(Kind::Phone).await?;
    rules::bring_axe(&phone).await?;
    sign_in(stage, &phone).await?;
    let desk = stage.sign_in(Kind::Desk, "hengda").await?;
    desk.go("/r/membership").await?;
    let union = desk.script(UNION, Vec::new()).await?;
    let union = union.as_str().context("the clerk has no unit")?.to_owned();
    join(&phone, &union).await?;

    let alone = stage.alone_with_members().await;
    open_first(&desk, "/r/joining").await?;
    desk.says("main", "本人签名").await?;
    take(&desk, "同意入会", &[]).await?;
    let numbers = [("number", "YX20269001"), ("form_number", "YX20269001")];
    take(&desk, "建档", &numbers).await?;
    drop(alone);

    phone.go("/m/card").await?;
    phone.says("main", "还没有申领会员证").await?;
    look(&phone, "phone-no-card").await?;
    phone.press_in("main", "申领会员证").await?;
    phone.press_in("form", "提交").await?;
    phone.says("main", "申领已经送到").await?;
    let place = open_first(&desk, "/r/card").await?;
    take(&desk, "制证", &[]).await?;
    let county = stage.sign_in(Kind::Desk, "chen").await?;
    county.go(&place).await?;
    take(&county, "盖钢印", &[]).await?;
    desk.go(&place).await?;
    take(&desk, "发给本人", &[]).await?;

    phone.go("/m/card").await?;
    phone.see("#square svg").await?;
    phone.says("main", "YX20269001").await?;
    look(&phone, "phone-card").await?;
    for (page, name) in [
        ("/m", "phone-home"),
        ("/m/matters", "phone-matters"),
        ("/m/mine", "phone-mine"),
        ("/m/looks", "phone-looks"),
        ("/m/new/matter", "phone-help"),
        ("/m/new/transfer", "phone-transfer"),
        ("/v/00112233", "phone-check"),
    ] {
        phone.go(page).await?;
        look(&phone, name).await?;
    }
    Ok(())
}

/// The unit that the clerk works for.
const UNION: &str = "const unit = document.querySelector('.tree a[aria-current] span, .tree a span'); \
    return unit ? unit.textContent.trim() : null;";

/// The code comes to the console of the sample.
async fn sign_in(stage: &Stage, phone: &Tab) -> Result<()> {
    phone.go("/m").await?;
    phone.at("/m/login").await?;
    look(phone, "phone-login").await?;
    phone.fill("[name=phone]", NUMBER).await?;
    phone.press_in("form", "发验证码").await?;
    phone.says("main", "看短信，填验证码").await?;
    let log = stage.house.screens.join("program.log");
    let code = eventually("a short message", async || {
        let said = std::fs::read_to_string(&log)?;
        let sent = said.rsplit_once(&format!("{NUMBER}：")).map(|cut| cut.1.to_owned());
        Ok(sent.map(|sent| sent.chars().take(6).collect::<String>()))
    })
    .await?;
    phone.fill("[name=code]", &code).await?;
    phone.press_in("form", "登录").await?;
    phone.at("/m").await?;
    phone.says("main", "加入工会").await?;
    look(phone, "phone-stranger").await
}

/// Four short steps, one of them a signature.
async fn join(phone: &Tab, union: &str) -> Result<()> {
    phone.press_in("main", "加入工会").await?;
    phone.at("/m/new/joining").await?;
    let first = "41152119951203441";
    let paper = format!("{first}{}", town::numbers::identity_check(first).context("no digit")?);
    phone.fill("[name='person.name']", NAME).await?;
    phone.fill("[name='person.paper_no']", &paper).await?;
    look(phone, "phone-join-1").await?;
    phone.press_in("form", "下一步").await?;
    phone.fill("[name=unit_words]", union).await?;
    phone.see("#units label").await?;
    look(phone, "phone-join-2").await?;
    phone.click("#units label").await?;
    phone.press_in("form", "零散务工").await?;
    phone.press_in("form", "下一步").await?;
    look(phone, "phone-join-3").await?;
    phone.press_in("form", "下一步").await?;
    phone.see("#ink-pad").await?;
    phone.script(SIGN, Vec::new()).await?;
    look(phone, "phone-join-4").await?;
    phone.press_in("form", "提交").await?;
    phone.says("main", "我的申请").await?;
    phone.says("main", "待审批").await?;
    look(phone, "phone-waiting").await
}

/// A finger on the pad.
const SIGN: &str = "const pad = document.querySelector('#ink-pad'), box = pad.getBoundingClientRect(); \
    const point = (kind, x, y) => pad.dispatchEvent(new PointerEvent(kind, { pointerId: 1, bubbles: true, \
        clientX: box.left + x, clientY: box.top + y })); \
    point('pointerdown', 40, 30); point('pointermove', 150, 80); point('pointermove', 60, 90); \
    point('pointerup', 60, 90); return 1;";

/// Opens the record of this person; gives its address.
async fn open_first(desk: &Tab, list: &str) -> Result<String> {
    desk.go(&format!("{list}?q={NAME}")).await?;
    desk.says("main", NAME).await?;
    let row = format!(
        "const row = [...document.querySelectorAll('tbody tr')].find(row => row.textContent.includes('{NAME}')); \
         return row ? row.querySelector('td.name a, a').getAttribute('href').split('?')[0] : null;"
    );
    let place = desk.script(&row, Vec::new()).await?;
    let place = place.as_str().context("nobody of this name is listed")?.to_owned();
    desk.go(&place).await?;
    desk.says("main h1", NAME).await?;
    Ok(place)
}

/// Makes a step, with what it asks.
async fn take(desk: &Tab, step: &str, values: &[(&str, &str)]) -> Result<()> {
    desk.press_in(".page-h", step).await?;
    desk.see("#ask[open]").await?;
    for (field, value) in values {
        desk.fill(&format!("#ask [name={field}]"), value).await?;
    }
    desk.press_in("#ask", step).await?;
    desk.says("#history", step).await
}

async fn look(phone: &Tab, name: &str) -> Result<()> {
    let faults = rules::faults(phone, name).await?;
    phone.picture(&format!("{name}-390-light")).await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}
