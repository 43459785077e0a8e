//! A clerk lets a member go on the pages, the other union receives; and a member arrives from another
//! installation by file.

use crate::town::{Browser, Seen, Town};
use axum::http::StatusCode;
use kernel::value::Value;
use store::Ctx;
use web::Config;

fn county() -> Town {
    let town = Town::with(Config::default());
    town.user("hengda", "grassroots", "恒达");
    town.user("mingyuan", "grassroots", "明远");
    town
}

/// The one membership of a union.
fn member(town: &Town, union: &str) -> i64 {
    let register = town.store.register("membership").unwrap();
    let ask = store::list::ListAsk { at: town.keys[union], ..store::list::ListAsk::new(register) };
    town.store.list(&Ctx::local(), &ask, None, 2).unwrap().rows[0].id
}

fn step(browser: &Browser, path: &str, step: &str, form: &[(&str, &str)]) -> Seen {
    browser.post(&format!("{path}/step/{step}"), form)
}

fn path_of(done: &Seen) -> String {
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    done.to().split('?').next().unwrap().to_owned()
}

#[test]
fn a_member_goes_from_one_union_to_the_other_on_the_pages_of_both() {
    let town = county();
    let (hengda, mingyuan) = (town.signed_in("hengda"), town.signed_in("mingyuan"));
    let membership = member(&town, "恒达").to_string();
    let form = [
        ("membership", membership.as_str()),
        ("membership_text", "吴小满"),
        ("to_text", "明远汽配工会"),
        ("cause", "JOB"),
    ];
    let path = path_of(&hengda.post("/r/transfer/new", &form));
    hengda.get(&path).says(&["吴小满", "待转出工会同意", "核对会籍", "可以接收", "同意转出"]);
    mingyuan.get(&path).says(&["待转出工会同意"]).is_silent_about(&["step/agree\""]);
    mingyuan.get("/r/transfer").says(&["吴小满"]);
    path_of(&step(&hengda, &path, "agree", &[]));
    hengda.get(&path).says(&["转出中，待接收", "工会会员关系介绍信"]);
    mingyuan.get("/").says(&["接收会员"]);
    let early = step(&mingyuan, &path, "accept", &[("held_on", "2062-06-17")]);
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    early.says(&["转入日期不能晚于今天"]);
    path_of(&step(&mingyuan, &path, "accept", &[("held_on", "2026-06-17")]));
    hengda.get(&path).says(&["已转会"]);
    mingyuan.get("/r/membership").says(&["吴小满", "孙明月"]);
}

#[test]
fn who_sent_recalls_it_from_the_page_though_the_receiver_has_it_in_hand() {
    let town = county();
    let (hengda, east) = (town.signed_in("hengda"), town.signed_in("east"));
    let membership = member(&town, "恒达").to_string();
    let form = [
        ("membership", membership.as_str()),
        ("membership_text", "吴小满"),
        ("to_text", "明远汽配工会"),
        ("cause", "HOME"),
    ];
    let path = path_of(&hengda.post("/r/transfer/new", &form));
    path_of(&step(&hengda, &path, "agree", &[]));
    hengda.get(&format!("{path}/step/recall")).says(&["撤回转会", "本人不转了"]);
    path_of(&step(&hengda, &path, "recall", &[("reason", "STAYS")]));
    east.get(&path).says(&["已撤回"]);
}

#[test]
fn a_second_transfer_and_one_to_nowhere_are_refused_with_a_sentence() {
    let town = county();
    let hengda = town.signed_in("hengda");
    let membership = member(&town, "恒达").to_string();
    let nowhere = hengda.post(
        "/r/transfer/new",
        &[("membership", &membership), ("membership_text", "吴小满"), ("cause", "JOB")],
    );
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    nowhere.says(&["选转入工会；转往外地的，写外地工会的名称"]);
    let form = [
        ("membership", membership.as_str()),
        ("membership_text", "吴小满"),
        ("to_text", "明远汽配工会"),
        ("cause", "JOB"),
    ];
    path_of(&hengda.post("/r/transfer/new", &form));
    let twice = hengda.post("/r/transfer/new", &form);
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    twice.says(&["还有一件没办完的转会"]);
}

#[test]
fn a_member_finds_what_can_be_done_with_their_membership() {
    let town = county();
    let hengda = town.signed_in("hengda");
    let membership = member(&town, "恒达");
    let register = town.store.register("membership").unwrap();
    let opened = town.store.open_record(&Ctx::local(), register, &membership.to_string()).unwrap();
    let page = hengda.get(&format!("/r/membership/{}", opened.record.public_id));
    let new = format!("/r/member_change/new?membership={membership}");
    page.says(&["转会", "会籍变动"]);
    assert!(page.body.contains("/r/member_change/new?") && page.body.contains("/r/transfer/new?"));
    hengda.get(&new).says(&["吴小满", "保留会籍", "不在这里办"]);
    let membership = membership.to_string();
    let form = [
        ("membership", membership.as_str()),
        ("membership_text", "吴小满"),
        ("change", "RETAINED"),
        ("from_on", "2026-06-01"),
        ("cause", "RETIRED"),
    ];
    let path = path_of(&hengda.post("/r/member_change/new", &form));
    path_of(&step(&hengda, &path, "carry_out", &[]));
    hengda.get("/r/membership").says(&["保留会籍"]);
}

/// The other county's card is typed in by the county, its fingerprint as it was read aloud.
fn knows(town: &Town, other: &Town) -> i64 {
    let card = other.store.own_card().unwrap();
    let (text, spoken) = (card.to_text(), card.fingerprint());
    let county = town.signed_in("county");
    let wrong = [
        ("card", text.as_str()),
        ("spoken", "00000 11111 22222 33333 44444 55555 66666 77777"),
        ("confirmed_with", "赵海燕，0919-6821350"),
        ("confirmed_on", "2026-06-16"),
    ];
    let refused = county.post("/r/partner/new", &wrong);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["念的指纹和这张密钥卡的不一样"]);
    let mut right = wrong;
    right[1].1 = spoken.as_str();
    let path = path_of(&county.post("/r/partner/new", &right));
    let key = path.rsplit('/').next().unwrap();
    let register = town.store.register("partner").unwrap();
    town.store.open_record(&Ctx::local(), register, key).unwrap().record.id
}

fn sends(browser: &Browser, text: &str) -> Seen {
    browser.upload("/parcels", &[], ("转会文件.json", text.as_bytes()))
}

#[test]
fn a_member_arrives_from_another_installation_by_file_and_the_receipt_goes_back() {
    let (here, there) = (county(), county());
    let partner = knows(&here, &there).to_string();
    knows(&there, &here);
    let (hengda, mingyuan) = (here.signed_in("hengda"), there.signed_in("mingyuan"));
    let membership = member(&here, "恒达").to_string();
    let form = [
        ("membership", membership.as_str()),
        ("membership_text", "吴小满"),
        ("to_name", "清河县明远汽配工会"),
        ("partner", partner.as_str()),
        ("partner_text", "云溪县总工会"),
        ("cause", "JOB"),
    ];
    let path = path_of(&hengda.post("/r/transfer/new", &form));
    hengda.get(&format!("{path}/parcel")).says(&["才有转会文件"]);
    path_of(&step(&hengda, &path, "send", &[]));
    hengda.get(&path).says(&["下载转会文件", "上传回执"]);
    let file = hengda.get(&format!("{path}/parcel"));
    assert_eq!(file.status, StatusCode::OK);
    file.is_silent_about(&["吴小满"]);

    // The same person is a member of the other county's east: there they are known, and refused.
    let east = there.signed_in("east");
    let shown = sends(&mingyuan, &file.body);
    shown.says(&["文件里写的", "吴小满", "恒达纺织工会", "收下"]);
    shown.is_silent_about(&["32011219910815231"]);
    let to = [("file", file.body.as_str()), ("to_text", "明远汽配工会")];
    let refused = mingyuan.post("/parcels/take", &to);
    refused.says(&["已是本县工会会员"]);
    let old = member(&there, "恒达");
    let gone = [("left_on", Value::from("2026-06-01")), ("exit", "WITHDRAWN".into())];
    let register = there.store.register("membership").unwrap();
    let doing = store::writer::Doing::new("修改", "");
    there
        .store
        .act(&Ctx::local(), doing, |writer| {
            let today = kernel::facts::Saving::Correction(there.store.today());
            writer.edit(register, old, 1, &gone, today)
        })
        .unwrap();

    let taken = path_of(&mingyuan.post("/parcels/take", &to));
    mingyuan.get(&taken).says(&["转出中，待接收", "恒达纺织工会", "接收会员"]);
    sends(&mingyuan, &file.body).says(&["这个转会文件已经收过"]);
    path_of(&step(&mingyuan, &taken, "accept", &[("held_on", "2026-06-10")]));
    mingyuan.get(&taken).says(&["下载回执"]);
    let receipt = mingyuan.get(&format!("{taken}/receipt"));
    let done = sends(&hengda, &receipt.body);
    assert_eq!(done.to().split('?').next().unwrap(), path);
    hengda.get(&path).says(&["已转会", "2026-06-10"]);
    sends(&hengda, &receipt.body).says(&["回执不用再收"]);
    sends(&east, &receipt.body).says(&["不是发给本系统的"]);
    sends(&east, "会员花名册").says(&["这不是转会文件或回执"]);
}

#[test]
fn the_own_card_is_shown_with_its_fingerprint_and_no_secret() {
    let town = county();
    let card = town.store.own_card().unwrap();
    let county = town.signed_in("county");
    county.get("/r/partner").says(&["本系统的密钥卡"]);
    county.get("/parcels").says(&["云溪县总工会", &card.fingerprint(), "下载密钥卡"]);
    let text = county.get("/parcels/card").body;
    assert_eq!(text, card.to_text());
    let secret = std::fs::read_to_string(town.store.dir.join("niangjia.key")).unwrap();
    assert!(!text.contains(secret.trim()));
    let leader = town.signed_in("leader").get("/parcels");
    assert_eq!(leader.status, StatusCode::FORBIDDEN);
}

#[test]
fn a_superior_gives_out_a_voucher_and_who_takes_it_in_trusts_the_other_county() {
    let (here, city, there) = (county(), county(), county());
    let superior = knows(&here, &city).to_string();
    let clerk = here.signed_in("county");
    let other = knows(&city, &there);
    let giver = city.signed_in("county");
    giver.get(&format!("/r/partner/{other}")).says(&["下载担保文件"]);
    let file = giver.get(&format!("/r/partner/{other}/voucher"));
    assert_eq!(file.status, StatusCode::OK, "{}", file.body);
    sends(&clerk, &file.body).says(&["没有登记为可以担保的上级"]);
    let page = format!("/r/partner/{superior}");
    let yes = [
        ("_version", "1"),
        ("confirmed_with", "赵海燕，0919-6821350"),
        ("confirmed_on", "2026-06-16"),
        ("superior", "1"),
    ];
    let saved = clerk.post(&format!("{page}/edit"), &yes);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let taken = sends(&clerk, &file.body);
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    clerk.get(taken.to()).says(&["由哪个上级担保", "签字担保", "已经互认"]);
    sends(&clerk, &file.body).says(&["这张密钥卡已经登记过"]);
    let east = here.signed_in("east");
    assert_eq!(east.get(&format!("{page}/voucher")).status, StatusCode::NOT_FOUND);
}
