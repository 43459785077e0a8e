//! Two installations: a member goes from the one to the other by a signed and sealed file and its receipt,
//! is counted once on every day, and no file is believed that should not be.

use crate::house::*;
use kernel::value::Value;
use std::fmt::Write;
use store::exchange::Sent;
use store::figure::FigureAsk;
use store::writer::Said;
use store::{Ctx, Result};

/// Two counties that know each other, and a member under way.
struct Pair {
    here: House,
    there: House,
    /// The mill's clerk here, the shops' clerk there.
    sender: Ctx,
    receiver: Ctx,
    member: i64,
    id: i64,
}

fn knows(house: &House, other: &House) -> i64 {
    let card = other.store.own_card().unwrap();
    let values = [
        ("card", text(&card.to_text())),
        ("spoken", text(&card.fingerprint())),
        ("confirmed_with", text("赵海燕，组织部，0919-6821350")),
        ("confirmed_on", on("2026-01-05")),
    ];
    house.add("partner", &values)
}

fn step(house: &House, ctx: &Ctx, id: i64, said: Said) {
    house.tick();
    let version = house.version("transfer", id);
    let register = house.register("transfer");
    house.store.take_step(ctx, register, id, &Said { version, ..said }).unwrap();
}

impl Pair {
    fn under_way() -> Pair {
        let (here, there) = (House::new(), House::new());
        there.correct("union", there.root, &[("name", text("清河县总工会"))]);
        let partner = knows(&here, &there);
        knows(&there, &here);
        let sender = here.user("grassroots", here.mill);
        let receiver = there.user("grassroots", there.shops);
        let member = here.newcomer(1, here.mill, "2020-03-01");
        here.on("2026-03-02");
        there.on("2026-03-02");
        let values = [
            ("membership", Value::Int(member)),
            ("to_name", text("清河县西街商铺联合工会委员会")),
            ("partner", Value::Int(partner)),
            ("cause", text("JOB")),
        ];
        let id = here.try_add(&sender, "transfer", &values).unwrap();
        let pair = Pair { here, there, sender, receiver, member, id };
        step(&pair.here, &pair.sender, pair.id, Said { step: "send", ..Said::default() });
        pair
    }

    fn file(&self) -> String {
        let register = self.here.register("transfer");
        self.here.tick();
        self.here.store.parcel_of(&self.sender, register, &self.id.to_string()).unwrap().text
    }

    fn takes(&self, file: &str) -> Result<i64> {
        self.there.tick();
        self.there.store.take_parcel(&self.receiver, file, self.there.shops)
    }

    /// Taken and accepted there; gives the receipt.
    fn accepted(&self, held: &str) -> String {
        let id = self.takes(&self.file()).unwrap();
        let values = vec![("held_on", on(held))];
        let said = Said { step: "accept", values, ..Said::default() };
        step(&self.there, &self.receiver, id, said);
        self.receipt(id).unwrap().text
    }

    fn receipt(&self, id: i64) -> Result<Sent> {
        self.there.tick();
        let register = self.there.register("transfer");
        self.there.store.receipt_of(&self.receiver, register, &id.to_string())
    }

    fn answered(&self, receipt: &str) -> Result<()> {
        self.here.tick();
        self.here.store.take_receipt(&self.sender, receipt).map(|_| ())
    }

    fn counted(&self, on_day: &str) -> (i64, i64) {
        let of = |house: &House, union: i64| {
            house.figure("member_count", &FigureAsk::on(day(on_day)).at(union)).amount.value
        };
        (of(&self.here, self.here.mill), of(&self.there, self.there.shops))
    }
}

fn said<T: std::fmt::Debug>(done: Result<T>, rule: &str) -> String {
    match done {
        Err(store::StoreError::Refused(refusals)) => {
            let [only] = refusals.as_slice() else { panic!("{refusals:?}") };
            assert_eq!((only.field.as_str(), only.rule), ("file", rule), "{only:?}");
            only.reason.clone()
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn r_trf_05_across_two_installations_the_member_is_counted_once_on_every_day() {
    let pair = Pair::under_way();
    pair.here.on("2026-03-20");
    pair.there.on("2026-03-20");
    assert_eq!(pair.counted("2026-03-20"), (1, 0), "until the receipt, the sender counts");
    let receipt = pair.accepted("2026-03-16");
    pair.answered(&receipt).unwrap();
    let mut wrong = String::new();
    let mut at = day("2026-03-01");
    while at <= day("2026-03-31") {
        let expected = if at < day("2026-03-16") { (1, 0) } else { (0, 1) };
        let counted = pair.counted(&at.to_string());
        if counted != expected {
            writeln!(wrong, "{at}: {counted:?}").unwrap();
        }
        at = at.tomorrow().unwrap();
    }
    assert_eq!(wrong, "");
    assert_eq!(pair.here.value("transfer", pair.id, "state"), text("DONE"));
    assert_eq!(pair.here.value("membership", pair.member, "left_on"), on("2026-03-16"));
    assert_eq!(pair.here.value("membership", pair.member, "exit"), text("TRANSFER_OUT"));
}

#[test]
fn r_trf_05_what_went_out_as_a_file_is_not_recalled_while_the_other_side_may_take_it_in() {
    let pair = Pair::under_way();
    pair.file();
    let register = pair.here.register("transfer");
    let recall = || {
        pair.here.tick();
        let version = pair.here.version("transfer", pair.id);
        let said = Said { step: "recall", reason: "STAYS", version, ..Said::default() };
        pair.here.store.take_step(&pair.sender, register, pair.id, &said)
    };
    let (_, says) = refusal(recall());
    assert!(says.contains("请对方办“不接收”"), "{says}");
    let partner = pair.here.value("transfer", pair.id, "partner").as_int().unwrap();
    pair.here.correct("partner", partner, &[("ended_on", on("2026-03-02"))]);
    assert_eq!(recall().unwrap().state, "RECALLED", "nobody takes it in any more");
}

#[test]
fn what_arrives_says_who_came_from_where_and_since_when() {
    let pair = Pair::under_way();
    let file = pair.file();
    for secret in [person_name(1), paper(1)] {
        assert!(!file.contains(&secret), "nothing is to be read on the way");
    }
    let id = pair.takes(&file).unwrap();
    let value = |field: &str| pair.there.value("transfer", id, field);
    assert_eq!(value("state"), text("AGREED"));
    assert_eq!(value("from_name"), text("恒达机械厂工会委员会"));
    assert_eq!(value("joined_on"), on("2020-03-01"));
    assert!(value("past").to_string().contains("2020-03-01入会"), "{}", value("past"));
    let person = value("person").as_int().unwrap();
    assert_eq!(pair.there.value("person", person, "name"), text(&person_name(1)));
    let waits = pair.there.store.bench(&pair.receiver, 0, 9).unwrap().matters;
    assert_eq!(waits.iter().map(|one| one.id).collect::<Vec<_>>(), vec![id]);
}

#[test]
fn who_is_known_already_is_recognised_by_the_identity_paper() {
    let pair = Pair::under_way();
    let known = pair.there.add_person(1);
    let id = pair.takes(&pair.file()).unwrap();
    assert_eq!(pair.there.value("transfer", id, "person"), Value::Int(known));
    let pair = Pair::under_way();
    let values =
        [("paper_kind", text("1")), ("paper_no", text(&paper(1))), ("name", text("另一个人"))];
    pair.there.add("person", &values);
    assert!(said(pair.takes(&pair.file()), "R-TRF-07").contains("另一个姓名"));
}

#[test]
fn r_trf_07_a_file_is_taken_once_and_a_receipt_too() {
    let pair = Pair::under_way();
    let file = pair.file();
    let id = pair.takes(&file).unwrap();
    assert!(said(pair.takes(&file), "R-TRF-07").contains("已经收过"));
    assert!(said(pair.takes(&pair.file()), "R-TRF-07").contains("已经收过"), "made anew, the same");
    let said_so =
        Said { step: "accept", values: vec![("held_on", on("2026-03-02"))], ..Said::default() };
    step(&pair.there, &pair.receiver, id, said_so);
    assert!(said(pair.takes(&file), "R-TRF-07").contains("已经收过"), "after it was decided");
    let receipt = pair.receipt(id).unwrap().text;
    pair.answered(&receipt).unwrap();
    let left = pair.here.value("membership", pair.member, "left_on");
    assert!(said(pair.answered(&receipt), "R-TRF-07").contains("已转会"));
    assert_eq!(pair.here.value("membership", pair.member, "left_on"), left);
}

#[test]
fn r_trf_06_an_altered_file_is_refused() {
    let pair = Pair::under_way();
    let file = pair.file();
    let json: serde_json::Value = serde_json::from_str(&file).unwrap();
    for field in ["sealed", "signature", "ephemeral"] {
        let mut json = json.clone();
        let old = json[field].as_str().unwrap().to_owned();
        let first = if old.starts_with('a') { 'b' } else { 'a' };
        json[field] = format!("{first}{}", &old[1..]).into();
        let says = said(pair.takes(&json.to_string()), "R-TRF-06");
        assert!(says.contains("改动过"), "{field}: {says}");
    }
    assert!(said(pair.takes(&file[..file.len() / 2]), "R-TRF-06").contains("损坏"), "half of it");
}

#[test]
fn r_trf_06_a_file_for_others_is_refused() {
    let pair = Pair::under_way();
    let elsewhere = House::new();
    knows(&elsewhere, &pair.here);
    let clerk = elsewhere.user("grassroots", elsewhere.mill);
    let done = elsewhere.store.take_parcel(&clerk, &pair.file(), elsewhere.mill);
    assert!(said(done, "R-TRF-06").contains("不是发给本系统的"));
}

#[test]
fn r_trf_06_a_file_from_somebody_unknown_or_no_longer_trusted_is_refused() {
    let pair = Pair::under_way();
    let file = pair.file();
    let known = pair.there.rows(&store::sql::Sql::new("SELECT id FROM partner"))[0].int(0);
    pair.there.correct("partner", known, &[("ended_on", on("2026-03-02"))]);
    assert!(said(pair.takes(&file), "R-TRF-06").contains("互认已经停止"));
    pair.there.void("partner", known);
    assert!(said(pair.takes(&file), "R-TRF-06").contains("还没有互认"));
}

#[test]
fn r_trf_06_an_expired_file_is_refused_on_the_day_after_its_last() {
    let pair = Pair::under_way();
    let file = pair.file();
    pair.there.on("2026-05-31");
    assert!(pair.there.store.open_parcel(&pair.receiver, &file).is_ok(), "its last day");
    pair.there.on("2026-06-01");
    assert!(said(pair.takes(&file), "R-TRF-06").contains("已经过期"));
}

#[test]
fn what_is_not_accepted_there_stays_here_as_it_was() {
    let pair = Pair::under_way();
    let id = pair.takes(&pair.file()).unwrap();
    let refused = Said { step: "decline", reason: "NOT_HERE", ..Said::default() };
    step(&pair.there, &pair.receiver, id, refused);
    pair.answered(&pair.receipt(id).unwrap().text).unwrap();
    assert_eq!(pair.here.value("transfer", pair.id, "state"), text("DECLINED"));
    assert_eq!(pair.here.value("membership", pair.member, "status"), text("ACTIVE"));
    assert_eq!(pair.counted("2026-03-02"), (1, 0));
}

#[test]
fn a_receipt_of_another_installation_or_of_nothing_is_refused() {
    let pair = Pair::under_way();
    let receipt = pair.accepted("2026-03-02");
    let stranger = pair.here.user("grassroots", pair.here.shops);
    let done = pair.here.store.take_receipt(&stranger, &receipt).map(|_| ());
    assert!(said(done, "R-TRF-06").contains("没有找到"), "out of reach reads like nothing there");
    assert!(said(pair.takes(&receipt), "R-TRF-06").contains("不是发给本系统"));
    assert!(said(pair.answered(&pair.file()), "R-TRF-06").contains("不是发给本系统"));
}

#[test]
fn a_file_is_made_only_while_the_matter_is_under_way_and_by_who_has_it_in_hand() {
    let pair = Pair::under_way();
    let register = pair.here.register("transfer");
    let key = pair.id.to_string();
    let stranger = pair.here.user("grassroots", pair.here.shops);
    assert!(pair.here.store.parcel_of(&stranger, register, &key).is_err());
    let receipt = pair.accepted("2026-03-02");
    pair.answered(&receipt).unwrap();
    let done = pair.here.store.parcel_of(&pair.sender, register, &key).map(|_| ());
    assert!(said(done, "R-TRF-06").contains("已转会"));
    let rows = pair
        .here
        .rows(&store::sql::Sql::new("SELECT COUNT(*) FROM journal WHERE act = '取转会文件'"));
    assert_eq!(rows[0].int(0), 1, "the journal keeps who took a file along");
}
