//! The phone of members, as a browser sees it: coming in, asking, showing the card, and strangers.

use crate::town::*;
use axum::http::{StatusCode, header};
use kernel::value::Value;
use std::path::PathBuf;
use store::Ctx;
use store::writer::Said;
use web::Config;

/// A county whose short messages land in a file.
pub struct Post {
    pub town: Town,
    file: PathBuf,
}

impl Post {
    pub fn new() -> Post {
        static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let name = format!("sms-{}-{number}", std::process::id());
        let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let sms = Some(format!("tee {}", file.display()));
        Post { town: Town::with(Config { sms, ..Config::default() }), file }
    }

    /// The code of the last message.
    fn code(&self) -> String {
        let told = std::fs::read_to_string(&self.file).unwrap();
        let told: serde_json::Value = serde_json::from_str(told.trim()).unwrap();
        let text = told["text"].as_str().unwrap();
        text.chars().take_while(char::is_ascii_digit).collect()
    }

    /// A phone signed in with the code of its number.
    pub fn phone(&self, number: &str) -> Browser {
        let mut phone = self.town.stranger();
        self.town.store.clock.advance(61_000);
        phone.post("/m/login", &[("phone", number)]).says(&["看短信，填验证码"]);
        let form = [("phone", number), ("code", &self.code())];
        let seen = phone.send("/m/code", &form, &[("sec-fetch-site", "same-origin")]);
        assert_eq!((seen.status, seen.to()), (StatusCode::SEE_OTHER, "/m"), "{}", seen.body);
        phone.keeps(&seen, "/m");
        phone
    }

    /// 孙明月's phone.
    pub fn known(&self) -> Browser {
        let phone = self.phone("15900000387");
        let tail: String = paper("32011219881203442").chars().skip(14).collect();
        phone.get("/m").says(&["我已经是会员"]);
        let seen = phone.post("/m/who", &[("name", "孙明月"), ("tail", &tail)]);
        assert_eq!(seen.to(), "/m", "{}", seen.body);
        phone
    }

    pub fn step(&self, register: &str, id: i64, code: &str, values: &[(&str, &str)]) {
        let register = self.town.store.register(register).unwrap();
        let values = values.iter().map(|(name, value)| (*name, Value::from(*value))).collect();
        let said = Said { step: code, values, ..Said::default() };
        self.town.store.clock.advance(1000);
        self.town.store.take_step(&Ctx::local(), register, id, &said).unwrap();
    }

    pub fn only(&self, register: &str) -> i64 {
        let register = self.town.store.register(register).unwrap();
        let ask = store::list::ListAsk::new(register);
        let page = self.town.store.list(&Ctx::local(), &ask, None, 5).unwrap();
        let [only] = page.rows.as_slice() else { panic!("{} rows", page.rows.len()) };
        only.id
    }
}

#[test]
fn pages_of_people_lead_to_their_door_and_never_to_the_office() {
    let post = Post::new();
    let stranger = post.town.stranger();
    for page in ["/m", "/m/card", "/m/matters", "/m/mine", "/m/looks", "/m/new/joining"] {
        let seen = stranger.get(page);
        assert_eq!((seen.status, seen.to()), (StatusCode::SEE_OTHER, "/m/login"), "{page}");
    }
    let phone = post.known();
    for page in ["/", "/r/membership", "/search?q=孙", "/journal", "/settings"] {
        let seen = phone.get(page);
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{page}");
        assert!(seen.to().starts_with("/login"), "{page}");
    }
    assert_eq!(phone.get("/api/v1/registers").status, StatusCode::UNAUTHORIZED);
    // An office session opens no phone.
    let clerk = post.town.signed_in("county");
    assert_eq!(clerk.get("/m").to(), "/m/login");
}

#[test]
fn the_answer_to_a_number_is_the_same_whether_it_is_known_or_not() {
    let post = Post::new();
    let stranger = post.town.stranger();
    let known = stranger.post("/m/login", &[("phone", "15900000387")]);
    let unknown = stranger.post("/m/login", &[("phone", "13911112222")]);
    assert_eq!(known.body.replace("15900000387", ""), unknown.body.replace("13911112222", ""));
    let wrong = |number: &str| stranger.post("/m/pin", &[("number", number), ("pin", "135790")]);
    let (known, unknown) = (wrong("15900000387"), wrong("13911112222"));
    assert_eq!(known.body.replace("15900000387", ""), unknown.body.replace("13911112222", ""));
    let open = |paper: &str| stranger.post("/m/open", &[("paper", paper), ("card", "1")]).body;
    assert_eq!(open(&paper("32011219881203442")), open(&paper("32011219881203443")));
    stranger.post("/m/login", &[("phone", "12345")]).says(&["手机"]);
}

#[test]
fn a_member_sees_what_is_theirs_and_asks_for_help() {
    let post = Post::new();
    let phone = post.known();
    phone.get("/m").says(&["孙明月", "明远汽配工会", "我要求助", "出示会员证"]);
    phone.get("/m/mine").says(&["孙明月", "159****0387"]).is_silent_about(&["15900000387"]);
    phone.get("/m/new/matter").says(&["什么事", "工资拖欠", "说说情况"]);
    let empty = phone.post("/m/new/matter", &[("kind", "WAGES"), ("words", " ")]);
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.says(&["有几处要改"]);
    let asked = [("kind", "WAGES"), ("words", "工地两个月没发工资")];
    assert_eq!(phone.post("/m/new/matter", &asked).to(), "/m");
    phone.get("/m").says(&["已经送到您所在的工会", "职工诉求", "6月22日前答复您"]);
    let page = phone.get("/m/matters").after("/m/r/matter/");
    phone.get(&format!("/m/r/matter/{page}")).says(&["待受理", "工地两个月没发工资", "撤回"]);
    let withdrawn = [("version", "1"), ("reason", "SOLVED"), ("words", "")];
    phone.post(&format!("/m/r/matter/{page}/withdraw"), &withdrawn);
    phone.get(&format!("/m/r/matter/{page}")).says(&["本人撤回"]);
    // Somebody else's is not there.
    let other = post.phone("13911112222");
    assert_eq!(other.get(&format!("/m/r/matter/{page}")).status, StatusCode::NOT_FOUND);
    assert_eq!(other.get("/m/new/matter").status, StatusCode::FORBIDDEN);
}

/// A small drawing, as a phone sends it.
pub fn drawn() -> String {
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(64, 26).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    let bytes = picture.into_inner();
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::from("data:image/png;base64,");
    for three in bytes.chunks(3) {
        let mut sum = 0_u32;
        for at in 0..3 {
            sum = (sum << 8) | u32::from(three.get(at).copied().unwrap_or(0));
        }
        for at in 0..4 {
            let letter = letters[usize::try_from(sum >> (18 - 6 * at) & 63).unwrap()];
            text.push(if at > three.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[test]
fn a_courier_joins_on_the_phone_is_admitted_and_shows_the_card() {
    let post = Post::new();
    let phone = post.phone("13911112222");
    phone.get("/m").says(&["加入工会"]).is_silent_about(&["我已经是会员"]);
    phone.get("/m/new/joining").says(&["第1步，共4步", "您是谁", "在哪里上班", "用手指签名"]);
    phone.get("/m/units/joining?q=明远").says(&["明远汽配工会", "西镇总工会"]);
    let union = post.town.keys["明远"].to_string();
    let number = paper("41152119951203441");
    let mut form = vec![
        ("person.name", "马向东"),
        ("person.paper_no", number.as_str()),
        ("person.paper_kind", "1"),
        ("union", union.as_str()),
        ("channel", "PLACE"),
        ("person.nef", "COURIER"),
        ("person.migrant", "1"),
    ];
    let unsigned = phone.post("/m/new/joining", &form);
    assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
    unsigned.says(&["要本人签名", "马向东"]);
    let ink = drawn();
    form.push(("ink", &ink));
    let done = phone.post("/m/new/joining", &form);
    assert_eq!(done.to(), "/m", "{}", done.body);
    phone.get("/m").says(&["我的申请", "待审批"]).is_silent_about(&["出示会员证"]);

    let joining = post.only("joining");
    let clerk = post.town.signed_in("west");
    clerk.get(&format!("/r/joining/{joining}")).says(&["马向东", "本人签名"]);
    post.step("joining", joining, "admit", &[("decided_on", "2026-06-17")]);
    let numbers = [("number", "YX20260101"), ("form_number", "YX20260101")];
    post.step("joining", joining, "file", &numbers);
    phone.get("/m").says(&["马向东", "明远汽配工会 · 会员"]);
    phone.get("/m/card").says(&["还没有申领会员证", "申领会员证"]);
    assert_eq!(phone.post("/m/new/card", &[]).to(), "/m");
    let card = post.only("card");
    for (code, field) in [("make", "printed_on"), ("seal", "sealed_on"), ("hand", "handed_on")] {
        post.step("card", card, code, &[(field, "2026-06-17")]);
    }
    phone.get("/m/card").says(&["YX20260101", "二维码每分钟换一次", "2026年6月17日入会", "<path"]);
    phone.get("/m/card/code").says(&["<svg"]);

    let register = post.town.store.register("card").unwrap();
    let code = post.town.store.badge(&Ctx::local(), register, card, false).unwrap();
    let passer = post.town.stranger();
    let shown = passer.get(&format!("/v/{code}"));
    shown.says(&["有效的会员证", "云溪县总工会"]);
    shown.is_silent_about(&["马向东", "YX20260101", "明远", "13911112222"]);
    post.town.store.clock.advance(120_000);
    passer.get(&format!("/v/{code}")).says(&["过时了"]);
    passer.get("/v/0123456789abcdef").says(&["不是这里发的证"]);
}

#[test]
fn the_desk_opens_the_phone_and_the_pin_is_shown_once() {
    let post = Post::new();
    let clerk = post.town.signed_in("west");
    let path = format!("/r/membership/{}", post.town.keys["孙明月会籍"]);
    clerk.get(&path).says(&["开通手机服务"]);
    clerk.get(&format!("{path}/phone")).says(&["核对身份证", "核对过了，开通"]);
    let page = clerk.post(&format!("{path}/phone"), &[]);
    let pin = page.after("class=\"pin\" data-raw>").chars().take(8).collect::<String>();
    assert!(pin.chars().all(|c| c.is_ascii_digit()), "{pin}");
    assert_eq!(
        post.town.signed_in("east").get(&format!("{path}/phone")).status,
        StatusCode::NOT_FOUND
    );
    let mut phone = post.town.stranger();
    let form = [("number", "15900000387"), ("pin", pin.as_str())];
    let seen = phone.send("/m/pin", &form, &[("sec-fetch-site", "same-origin")]);
    let cookie = seen.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    phone.keeps(&seen, "/m/newpin");
    assert_eq!(phone.get("/m").to(), "/m/newpin");
    phone.post("/m/newpin", &[("pin", "520386"), ("again", "520387")]).says(&["不一样"]);
    assert_eq!(phone.post("/m/newpin", &[("pin", "520386"), ("again", "520386")]).to(), "/m");
    phone.get("/m").says(&["孙明月", "密码设好了"]);
    phone.get("/m/looks").says(&["开通手机服务", "西镇总工会", "west同事"]);
    assert_eq!(phone.post("/m/logout", &[]).to(), "/m/login");
    assert_eq!(phone.get("/m").to(), "/m/login");
}

#[test]
fn a_form_of_another_site_does_nothing_on_the_phone() {
    let post = Post::new();
    let phone = post.known();
    let form = [("kind", "WAGES"), ("words", "没发工资")];
    let foreign = phone.send("/m/new/matter", &form, &[("sec-fetch-site", "cross-site")]);
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let blind = phone.send("/m/new/matter", &form, &[("sec-fetch-site", "same-origin")]);
    assert_eq!(blind.status, StatusCode::FORBIDDEN, "without the token of the page");
}

#[test]
fn a_form_that_calls_itself_one_with_pictures_needs_the_token_on_the_phone_too() {
    let post = Post::new();
    let phone = post.known();
    let form = [("kind", "WAGES"), ("words", "没发工资"), ("large", "1")];
    for path in ["/m/new/matter", "/m/large", "/m/newpin", "/m/r/matter/1/withdraw", "/m/logout"] {
        let seen = phone.send_as(MULTIPART, path, &form, &[]);
        assert!(seen.status.is_client_error(), "{path}: {}", seen.status);
        if path != "/m/new/matter" {
            assert_eq!(seen.status, StatusCode::FORBIDDEN, "{path}");
            seen.says(&["这一步没有做"]);
        }
    }
    assert_eq!(phone.send("/m/logout", &[], &[]).status, StatusCode::FORBIDDEN);
    phone.get("/m").says(&["孙明月"]).is_silent_about(&["class=\"large\"", "已经送到"]);
    let code =
        post.town.stranger().send_as(MULTIPART, "/m/login", &[("phone", "13911112222")], &[]);
    assert_eq!(code.status, StatusCode::FORBIDDEN, "no short message for it");
}

#[test]
fn the_first_page_is_small_enough_for_a_cheap_phone() {
    let post = Post::new();
    let phone = post.known();
    let page = phone.get("/m");
    let mut files = std::collections::BTreeSet::new();
    for mark in ["href=\"/static/", "src=\"/static/"] {
        for (at, _) in page.body.match_indices(mark) {
            let rest = &page.body[at + mark.len()..];
            let path = format!("/static/{}", rest.split(['"', '#']).next().unwrap());
            files.insert(path);
        }
    }
    let sum = page.body.len() + files.iter().map(|path| phone.get(path).body.len()).sum::<usize>();
    assert!(sum < 150 * 1024, "{sum} bytes before compression");
    phone.get("/m/worker.js").says(&["/m/offline", "phone.js"]);
    phone.get("/m/manifest.webmanifest").says(&["standalone", "娘家"]);
}
