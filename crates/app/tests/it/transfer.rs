//! A member moves from union to union: both sides agree, and on every day the member is counted once.

use crate::hands::employed;
use crate::house::*;
use kernel::value::Value;
use store::figure::FigureAsk;
use store::list::ListAsk;
use store::writer::Said;
use store::{Ctx, Result, StoreError};

/// The mill lets somebody go to the shops.
struct Move {
    house: House,
    mill: Ctx,
    shops: Ctx,
    member: i64,
    id: i64,
}

impl Move {
    fn asked(on_day: &str) -> Move {
        let house = House::new();
        house.on(on_day);
        let (mill, shops) =
            (house.user("grassroots", house.mill), house.user("grassroots", house.shops));
        let member = house.newcomer(1, house.mill, "2020-03-01");
        let id = ask(&house, &mill, member, house.shops).unwrap();
        Move { house, mill, shops, member, id }
    }

    fn step(&self, ctx: &Ctx, step: &str, values: Values) -> Result<String> {
        self.said(ctx, Said { step, values: values.to_vec(), ..Said::default() })
    }

    fn off(&self, ctx: &Ctx, step: &str, reason: &str) -> Result<String> {
        self.said(ctx, Said { step, reason, ..Said::default() })
    }

    fn said(&self, ctx: &Ctx, said: Said) -> Result<String> {
        self.house.tick();
        let version = self.house.version("transfer", self.id);
        let register = self.house.register("transfer");
        let said = Said { version, ..said };
        Ok(self.house.store.take_step(ctx, register, self.id, &said)?.state)
    }

    fn counted(&self, union: i64, on_day: &str) -> i64 {
        self.house.figure("member_count", &FigureAsk::on(day(on_day)).at(union)).amount.value
    }

    fn status(&self) -> Value {
        self.house.value("membership", self.member, "status")
    }

    fn waits_for(&self, ctx: &Ctx) -> Vec<i64> {
        let bench = self.house.store.bench(ctx, 0, 50).unwrap();
        bench.matters.iter().map(|matter| matter.id).collect()
    }
}

fn ask(house: &House, ctx: &Ctx, member: i64, to: i64) -> Result<i64> {
    let values =
        [("membership", Value::Int(member)), ("to", Value::Int(to)), ("cause", text("JOB"))];
    house.try_add(ctx, "transfer", &values)
}

#[test]
fn r_trf_03_on_every_day_the_member_is_counted_once() {
    let story = Move::asked("2026-03-02");
    let (house, id) = (&story.house, story.id);
    assert_eq!(house.value("transfer", id, "from"), Value::Int(house.mill));
    story.step(&story.mill, "agree", &[]).unwrap();
    assert_eq!(story.status(), text("TRANSFER_OUT"));
    house.on("2026-03-20");
    assert_eq!(story.counted(house.mill, "2026-03-20"), 1, "under way, counted at the sender's");
    let held = [("held_on", on("2026-03-16"))];
    assert_eq!(story.step(&story.shops, "accept", &held).unwrap(), "DONE");
    for (at, mill, shops) in [("2026-03-02", 1, 0), ("2026-03-15", 1, 0), ("2026-03-16", 0, 1)] {
        assert_eq!((story.counted(house.mill, at), story.counted(house.shops, at)), (mill, shops));
        assert_eq!(house.stock("member_count", at), 1, "{at}");
    }
    assert_eq!(house.value("membership", story.member, "exit"), text("TRANSFER_OUT"));
    let new = house.value("transfer", id, "new_membership").as_int().unwrap();
    assert_eq!(house.value("membership", new, "entry"), text("TRANSFER_IN"));
    assert_eq!(house.value("membership", new, "joined_on"), on("2026-03-16"));
    assert_eq!(house.value("transfer", id, "closed_on"), on("2026-03-20"));
    assert_eq!(house.value("transfer", id, "in_time"), Value::Int(1));
}

#[test]
fn r_trf_01_the_sender_writes_the_letter_of_introduction() {
    let story = Move::asked("2026-03-02");
    story.step(&story.mill, "agree", &[]).unwrap();
    let letter = story.house.value("transfer", story.id, "letter").as_int().unwrap();
    let title = story.house.value("paper_out", letter, "title").to_string();
    assert_eq!(title, "工会会员关系介绍信");
    let written = story.house.value("paper_out", letter, "text").to_string();
    for words in [person_name(1).as_str(), "2020年3月1日", "西街商铺联合工会委员会", "恒达机械厂"]
    {
        assert!(written.contains(words), "{words}: {written}");
    }
    assert!(!written.contains(&paper(1)), "no number of the identity paper in a letter");
}

#[test]
fn both_unions_see_it_and_each_does_its_own_part() {
    let story = Move::asked("2026-03-02");
    let (house, id) = (&story.house, story.id);
    let sees = |ctx: &Ctx| house.see(ctx, "transfer", id).is_ok();
    let stranger = house.user("grassroots", house.west);
    let other = house.add_union("东风纺织厂工会委员会", "BASE", house.east, "2018-01-01");
    let third = house.user("grassroots", other);
    assert!(sees(&story.mill) && sees(&story.shops) && sees(&stranger) && !sees(&third));
    let listed = |ctx: &Ctx| house.listed(ctx, &ListAsk::new(house.register("transfer"))).unwrap();
    assert_eq!((listed(&story.shops), listed(&third)), (vec![id], vec![]));
    assert!(story.step(&story.shops, "agree", &[]).is_err(), "not the receiver's to agree");
    assert!(matches!(story.step(&third, "agree", &[]), Err(StoreError::NotFound)));
    assert_eq!((story.waits_for(&story.mill), story.waits_for(&story.shops)), (vec![id], vec![]));
    let person = house.value("transfer", id, "person").as_int().unwrap();
    assert!(house.see(&story.shops, "person", person).is_err(), "not before consent");
    story.step(&story.mill, "agree", &[]).unwrap();
    assert!(house.see(&story.shops, "person", person).is_ok(), "the receiver looks at the person");
    assert!(sees(&story.mill), "the sender still sees it");
    assert_eq!((story.waits_for(&story.mill), story.waits_for(&story.shops)), (vec![], vec![id]));
    let held = [("held_on", on("2026-03-02"))];
    assert!(story.step(&story.mill, "accept", &held).is_err(), "not the sender's to accept");
    story.step(&story.shops, "accept", &held).unwrap();
    assert!(sees(&story.mill) && sees(&story.shops) && !sees(&third));
}

#[test]
fn refused_declined_and_recalled_leave_the_membership_as_it_was() {
    let story = Move::asked("2026-03-02");
    story.step(&story.mill, "agree", &[]).unwrap();
    story.off(&story.shops, "decline", "NOT_HERE").unwrap();
    assert_eq!(story.status(), text("ACTIVE"));

    let again = ask(&story.house, &story.mill, story.member, story.house.shops).unwrap();
    let story = Move { id: again, ..story };
    story.step(&story.mill, "agree", &[]).unwrap();
    assert!(story.off(&story.shops, "recall", "STAYS").is_err(), "only who sends recalls");
    story.off(&story.mill, "recall", "STAYS").unwrap();
    assert_eq!(story.status(), text("ACTIVE"));

    let again = ask(&story.house, &story.mill, story.member, story.house.shops).unwrap();
    let story = Move { id: again, ..story };
    let (field, _) = refusal(story.off(&story.mill, "refuse", "OTHER"));
    assert_eq!(field, "words", "“其他” asks for words");
    story.off(&story.mill, "refuse", "WORKS_HERE").unwrap();
    assert_eq!(story.house.stock("member_count", "2026-03-02"), 1);
}

#[test]
fn r_trf_02_a_union_dissolved_meanwhile_cannot_receive() {
    let story = Move::asked("2026-03-02");
    story.step(&story.mill, "agree", &[]).unwrap();
    let house = &story.house;
    let list = house.register("union").field("close_reason").unwrap().list.unwrap();
    let closed = [("closed_on", on("2026-03-02")), ("close_reason", text(list.items[0].0))];
    house.correct("union", house.shops, &closed);
    let held = [("held_on", on("2026-03-02"))];
    let (field, says) = refusal(story.step(&story.shops, "accept", &held));
    assert_eq!(field, "receiver");
    assert!(says.contains("撤销"), "{says}");
    assert_eq!(story.counted(house.mill, "2026-03-02"), 1);
    story.off(&story.mill, "recall", "WRONG_UNION").unwrap();
}

#[test]
fn r_trf_04_one_open_transfer_at_a_time() {
    let story = Move::asked("2026-03-02");
    let (_, says) = refusal(ask(&story.house, &story.mill, story.member, story.house.shops));
    assert!(says.contains("还有一件没办完的转会"), "{says}");
    story.off(&story.mill, "recall", "TWICE").unwrap();
    assert!(ask(&story.house, &story.mill, story.member, story.house.shops).is_ok());
}

#[test]
fn r_trf_03_a_day_before_the_joining_or_after_today_is_refused() {
    let story = Move::asked("2026-03-02");
    story.step(&story.mill, "agree", &[]).unwrap();
    for (held, words) in [("2020-03-01", "2020年3月1日"), ("2026-03-03", "不能晚于今天")] {
        let (field, says) = refusal(story.step(&story.shops, "accept", &[("held_on", on(held))]));
        assert_eq!(field, "held_on");
        assert!(says.contains(words), "{says}");
    }
}

#[test]
fn r_trf_03_what_nobody_receives_for_three_months_is_told_to_the_township() {
    let story = Move::asked("2026-03-02");
    let house = &story.house;
    let town = employed(house, "yangmin", "township", house.west);
    employed(house, "zhaoqin", "grassroots", house.shops);
    story.step(&story.mill, "agree", &[]).unwrap();
    assert_eq!(
        house.value("transfer", story.id, "due_on"),
        on("2026-06-01"),
        "the 90th day is a Sunday"
    );
    house.on("2026-06-01");
    house.store.remind().unwrap();
    let late = |ctx: &Ctx| {
        let notices = house.store.notices(ctx.user_id).unwrap();
        notices.iter().filter(|notice| notice.title.starts_with("已超期")).count()
    };
    assert_eq!(late(&town), 0);
    house.on("2026-06-02");
    house.store.remind().unwrap();
    assert_eq!(late(&town), 1);
    let held = [("held_on", on("2026-06-02"))];
    assert_eq!(
        story.step(&town, "accept", &held).unwrap(),
        "DONE",
        "the township does it for them"
    );
}
