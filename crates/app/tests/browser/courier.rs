//! A courier joins on the phone, signs with a finger, is admitted and filed at the union's desk, asks for a card
//! and shows it, and moves the next day to a union of another installation, by a file and its receipt: counted
//! once on every day. Every page of the phone keeps the rules.

use crate::neighbour::{Neighbour, When};
use crate::rules;
use crate::stage::{Kind, Stage, eventually, tell};
use crate::tab::Tab;
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};

const NUMBER: &str = "13911112222";
const NAME: &str = "马向东";

#[test]
fn a_courier_joins_on_the_phone_shows_the_card_and_moves_to_another_installation() {
    tell("courier", story);
}

async fn story(stage: &Stage) -> Result<()> {
    let mut here = Neighbour::found(&stage.house, "yunxi", When::Now)?;
    let mut there = Neighbour::found(&stage.house, "neighbour", When::Now)?;
    here.open(When::Now)?;
    let phone = stage.open(Kind::Phone).await?.elsewhere(&here.base);
    rules::bring_axe(&phone).await?;
    sign_in(&here, &phone).await?;
    let desk = here.desk(stage, "hengda").await?;
    desk.go("/r/membership").await?;
    let union = desk.script(UNION, Vec::new()).await?;
    let union = union.as_str().context("the clerk has no unit")?.to_owned();
    join(&phone, &union).await?;
    open_first(&desk, "/r/joining").await?;
    desk.says("main", "本人签名").await?;
    desk.take_step("同意入会", &[]).await?;
    let numbers = [("number", "YX20269001"), ("form_number", "YX20269001")];
    desk.take_step("建档", &numbers).await?;
    card(stage, (&here, &phone, &desk)).await?;

    // A membership does not go on the day on which it began.
    here.open(When::DaysAfter(1))?;
    there.open(When::DaysAfter(1))?;
    moves(stage, (&here, &there), &phone, &union).await
}

/// From the application to the card in hand.
async fn card(stage: &Stage, (here, phone, desk): (&Neighbour, &Tab, &Tab)) -> Result<()> {
    phone.go("/m/card").await?;
    phone.says("main", "还没有申领会员证").await?;
    rules::look(phone, "phone-no-card").await?;
    phone.press_in("main", "申领会员证").await?;
    phone.press_in("form", "提交").await?;
    phone.says("main", "申领已经送到").await?;
    let place = open_first(desk, "/r/card").await?;
    desk.take_step("制证", &[]).await?;
    let county = here.desk(stage, "chen").await?;
    county.go(&place).await?;
    county.take_step("盖钢印", &[]).await?;
    desk.go(&place).await?;
    desk.take_step("发给本人", &[]).await?;

    phone.go("/m/card").await?;
    phone.see("#square svg").await?;
    phone.says("main", "YX20269001").await?;
    rules::look(phone, "phone-card").await?;
    stays(phone).await?;
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
        rules::look(phone, name).await?;
    }
    large(phone).await
}

/// Letters twice as large, by the browser and by the program's own switch: nothing is cut off at the side.
async fn large(phone: &Tab) -> Result<()> {
    for page in ["/m", "/m/card", "/m/matters", "/m/new/matter", "/m/new/transfer", "/m/mine"] {
        phone.go(page).await?;
        let wide = phone.script(TWICE, Vec::new()).await?;
        ensure!(wide.as_i64() <= Some(390), "{page} is {wide} wide with letters of twice the size");
    }
    phone.go("/m").await?;
    let usual = phone.script(SIZE, Vec::new()).await?;
    phone.click("form[action='/m/large'] button").await?;
    phone.see("button[aria-label='恢复字号']").await?;
    let larger = phone.script(SIZE, Vec::new()).await?;
    ensure!(larger.as_f64() > usual.as_f64(), "{larger} is not larger than {usual}");
    rules::look(phone, "phone-large").await?;
    phone.click("form[action='/m/large'] button").await?;
    phone.see("button[aria-label='放大字号']").await.map(|_| ())
}

/// How wide the page is with letters of twice the size.
const TWICE: &str = "document.documentElement.style.fontSize = '200%'; \
    return document.documentElement.scrollWidth;";
/// The size of letters.
const SIZE: &str = "return parseFloat(getComputedStyle(document.body).fontSize);";

/// What did not arrive is there again; what has arrived is gone from the phone.
async fn stays(phone: &Tab) -> Result<()> {
    phone.go("/m/new/matter").await?;
    phone.press_in("form", "工资拖欠").await?;
    phone.fill("[name=words]", WAGES).await?;
    phone.script(STALE, Vec::new()).await?;
    phone.press_in("form", "提交").await?;
    phone.says("main", "这一步没有做").await?;
    phone.go("/m").await?;
    phone.go("/m/new/matter").await?;
    let again = phone.script(TYPED, Vec::new()).await?;
    ensure!(again.as_str() == Some(&format!("{WAGES}|WAGES")), "lost: {again}");
    phone.press_in("form", "提交").await?;
    phone.says("main", "已经送到您所在的工会").await?;
    let left = phone.script(LEFT, Vec::new()).await?;
    ensure!(left.as_str() == Some(""), "still on the phone: {left}");
    // What lies for more than a day goes too.
    phone.script(OLD, Vec::new()).await?;
    phone.go("/m/new/matter").await?;
    let old = phone.script(TYPED, Vec::new()).await?;
    ensure!(old.as_str() == Some("|"), "a draft of the day before yesterday: {old}");
    Ok(())
}

/// The next day: to a union of another installation, by a file and its receipt.
async fn moves(
    stage: &Stage,
    (here, there): (&Neighbour, &Neighbour),
    phone: &Tab,
    union: &str,
) -> Result<()> {
    let (ours, theirs) = (here.desk(stage, "chen").await?, there.desk(stage, "chen").await?);
    let partner = knows(&ours, &theirs).await?;
    knows(&theirs, &ours).await?;
    let counted = async || -> Result<Vec<(i64, i64)>> {
        let mut days = Vec::new();
        for ahead in -1..=1 {
            let day = day(&ours, ahead).await?;
            days.push((members(&ours, &day).await?, members(&theirs, &day).await?));
        }
        Ok(days)
    };
    let before = counted().await?;

    phone.go("/m/new/transfer").await?;
    phone.fill("[name=to_name]", "清河县西街商铺联合工会委员会").await?;
    phone.press_in("form", "劳动（工作）关系变动").await?;
    phone.press_in("form", "提交").await?;
    phone.says("main", "已经送到您所在的工会").await?;
    let desk = here.desk(stage, "hengda").await?;
    let place = open_first(&desk, "/r/transfer").await?;
    desk.go(&format!("{place}/edit")).await?;
    desk.fill("[name=partner_text]", &partner).await?;
    desk.press_in("main form", "保存").await?;
    desk.at(&place).await?;
    desk.take_step("同意转往外地", &[]).await?;
    desk.press_in("#parcel", "下载转会文件").await?;
    let parcel = kept(stage, "parcel.json", &desk.download(".json").await?)?;

    let receiver = there.desk(stage, "hengda").await?;
    hands_in(&receiver, &parcel).await?;
    receiver.says("main", NAME).await?;
    receiver.fill("[name=to_text]", union).await?;
    receiver.press_in("main", "收下").await?;
    receiver.below("/r/transfer/", "").await?;
    receiver.take_step("接收会员", &[]).await?;
    receiver.press_in("#parcel", "下载回执").await?;
    let receipt = kept(stage, "receipt.json", &receiver.download(".json").await?)?;
    hands_in(&desk, &receipt).await?;
    desk.at(&place).await?;
    desk.says("main", "已转会").await?;

    // The day before, the day of joining, and the day from which the other installation counts.
    let [earlier, joined, moved] = before[..] else { bail!("three days") };
    let after = counted().await?;
    let expected = [earlier, joined, (moved.0 - 1, moved.1 + 1)];
    ensure!(after == expected, "{after:?} instead of {expected:?}");
    ensure!(joined.0 == earlier.0 + 1, "counted from the day of joining: {joined:?}");
    phone.go("/m/matters").await?;
    rules::look(phone, "phone-moved").await
}

/// One desk takes down the other's card, with the fingerprint that was read aloud; gives what it calls the other.
async fn knows(desk: &Tab, other: &Tab) -> Result<String> {
    other.go("/parcels").await?;
    let spoken = other.text("main b[data-raw]").await?;
    let card = "return fetch('/parcels/card').then(answer => answer.text())";
    let card = other.script(card, Vec::new()).await?;
    desk.go("/r/partner/new").await?;
    let values = [
        ("card", card.as_str().context("no card")?),
        ("spoken", &spoken),
        ("confirmed_with", "赵海燕，组织部，0919-6821350"),
        ("confirmed_on", &day(desk, 1).await?),
    ];
    for (field, value) in values {
        desk.fill(&format!("[name={field}]"), value).await?;
    }
    desk.press_in("main form", "保存").await?;
    desk.below("/r/partner/", "/r/partner/new").await?;
    Ok(desk.text(".page-h h1").await?.trim().to_owned())
}

/// A day counted from the machine's today, in China.
async fn day(desk: &Tab, ahead: i64) -> Result<String> {
    let text = "const day = new Date(Date.now() + (arguments[0] * 24 + 8) * 3600000); \
        return day.toISOString().slice(0, 10);";
    let day = desk.script(text, vec![ahead.into()]).await?;
    Ok(day.as_str().context("no day")?.to_owned())
}

/// Members of the whole county on a day.
async fn members(desk: &Tab, day: &str) -> Result<i64> {
    desk.go(&format!("/figure/member_count?to={day}")).await?;
    desk.number("main b.t5").await
}

/// A file as it lies on a stick.
fn kept(stage: &Stage, name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let path = stage.house.folder.join(name);
    std::fs::write(&path, bytes)?;
    Ok(path)
}

/// A file comes in.
async fn hands_in(desk: &Tab, file: &Path) -> Result<()> {
    desk.go("/parcels").await?;
    desk.choose_file("[name=file]", file).await?;
    desk.press_in("main", "打开看看").await
}

/// The unit that the clerk works for.
const UNION: &str = "const unit = document.querySelector('.tree a[aria-current] span, .tree a span'); \
    return unit ? unit.textContent.trim() : null;";

/// The code comes to the console of the sample.
async fn sign_in(office: &Neighbour, phone: &Tab) -> Result<()> {
    phone.go("/m").await?;
    phone.at("/m/login").await?;
    rules::look(phone, "phone-login").await?;
    phone.fill("[name=phone]", NUMBER).await?;
    phone.press_in("form", "发验证码").await?;
    phone.says("main", "看短信，填验证码").await?;
    let code = eventually("a short message", async || {
        let said = std::fs::read_to_string(&office.log)?;
        let sent = said.rsplit_once(&format!("{NUMBER}：")).map(|cut| cut.1.to_owned());
        Ok(sent.map(|sent| sent.chars().take(6).collect::<String>()))
    })
    .await?;
    phone.fill("[name=code]", &code).await?;
    phone.press_in("form", "登录").await?;
    phone.at("/m").await?;
    phone.says("main", "加入工会").await?;
    rules::look(phone, "phone-stranger").await
}

/// Four short steps, one of them a signature.
async fn join(phone: &Tab, union: &str) -> Result<()> {
    phone.press_in("main", "加入工会").await?;
    phone.at("/m/new/joining").await?;
    let first = "41152119951203441";
    let paper = format!("{first}{}", town::numbers::identity_check(first).context("no digit")?);
    phone.fill("[name='person.name']", NAME).await?;
    phone.fill("[name='person.paper_no']", &paper).await?;
    rules::look(phone, "phone-join-1").await?;
    phone.press_in("form", "下一步").await?;
    phone.fill("[name=unit_words]", union).await?;
    phone.see("#units label").await?;
    rules::look(phone, "phone-join-2").await?;
    phone.click("#units label").await?;
    phone.press_in("form", "零散务工").await?;
    phone.press_in("form", "下一步").await?;
    rules::look(phone, "phone-join-3").await?;
    phone.press_in("form", "下一步").await?;
    phone.see("#ink-pad").await?;
    phone.script(SIGN, Vec::new()).await?;
    rules::look(phone, "phone-join-4").await?;
    phone.press_in("form", "提交").await?;
    phone.says("main", "我的申请").await?;
    phone.says("main", "待审批").await?;
    rules::look(phone, "phone-waiting").await
}

/// What is asked for.
const WAGES: &str = "工地两个月没发工资";
/// The page was open for too long: its token is another one.
const STALE: &str = "document.querySelector('form.m-form [name=csrf]').value = 'old'; return 1;";
/// What stands in the form: words and kind.
const TYPED: &str = "const kind = document.querySelector('form.m-form [name=kind]:checked'); \
    return document.querySelector('[name=words]').value + '|' + (kind ? kind.value : '');";
/// Drafts on the phone.
const LEFT: &str = "return Object.keys(localStorage).filter(key => key.startsWith('nj-')).join();";
/// A draft of the day before yesterday.
const OLD: &str = "localStorage.setItem('nj-matter', JSON.stringify({ words: '前天写的', \
    _at: Date.now() - 2 * 864e5 })); return 1;";

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
