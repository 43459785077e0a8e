//! What members of one union of the sample have asked for: cards in every state, matters – and one member
//! who can sign in on the phone.

use anyhow::Result;
use kernel::record::Record;
use kernel::value::Value;
use store::list::{Life, ListAsk};
use store::members::{Entered, From};
use store::users::Hashing;
use store::writer::{Doing, Said};
use store::{Ctx, Store};

/// The PIN of the one who signs in; of a sample only.
const PIN: &str = "520386";

/// How many steps each card has made.
const CARDS: [usize; 8] = [3, 3, 2, 1, 1, 0, 3, 0];

const MATTERS: [(&str, &str); 3] = [
    ("HARDSHIP", "父亲住院，自费部分有两万多，想问问能不能申请困难补助。"),
    ("SAFETY", "车间八月份一直没发清凉饮料，温度三十七八度。"),
    ("ADVICE", "能不能在厂里办个夜校，教数控编程。"),
];

/// Writes them for members of a union; gives number, PIN and name of the one who can sign in.
pub fn set(store: &Store, union: i64) -> Result<Option<(String, String, String)>> {
    let ctx = Ctx { origin: "样例", ..Ctx::local() };
    let register = store.register("membership")?;
    let ask = ListAsk { at: union, life: Life::Living, ..ListAsk::new(register) };
    let mut members: Vec<Record> = Vec::new();
    for row in store.list(&ctx, &ask, None, 40)?.rows {
        let member = store.open_record(&ctx, register, &row.id.to_string())?.record;
        let active = member.value("status").as_text() == Some("ACTIVE");
        if active && !member.value("number").is_null() {
            members.push(member);
        }
    }
    cards(store, &ctx, &members)?;
    matters(store, &ctx, &members)?;
    let hashing = Hashing::default();
    let (people, home) = (store.register("person")?, From { address: "", agent: "样例" });
    for member in members.iter().take(CARDS.len()) {
        let key = member.value("person").to_string();
        let phone = store.reveal(&ctx, people, &key, "phone", "样例").unwrap_or_default();
        if phone.is_empty() {
            continue;
        }
        let handed = store.hand_out_pin(&ctx, &key, hashing)?;
        let Entered::Ok(token) = store.enter_by_pin(&phone, &handed, home, hashing)? else {
            continue;
        };
        let Some(member) = store.member(&token, "")? else { continue };
        store.set_pin(&member, PIN, hashing)?;
        store.member_leaves(&token)?;
        return Ok(Some((phone, PIN.to_owned(), member.name)));
    }
    Ok(None)
}

/// Cards go through their own procedure, so that each has the history of its state.
fn cards(store: &Store, ctx: &Ctx, members: &[Record]) -> Result<()> {
    let register = store.register("card")?;
    let today = Value::day(store.today());
    let steps = [("make", "printed_on"), ("seal", "sealed_on"), ("hand", "handed_on")];
    for (member, done) in members.iter().zip(CARDS) {
        let values = [
            ("membership", Value::Int(member.id)),
            ("person", member.value("person").clone()),
            ("asked_on", today.clone()),
            ("form_number", member.value("number").clone()),
        ];
        let doing = Doing::new("样例", "样例县的会员证");
        let id = store.act(ctx, doing, |writer| writer.add(register, &values))?;
        for (step, field) in steps.iter().take(done) {
            let values = vec![(*field, today.clone())];
            let said = Said { step, values, ..Said::default() };
            store.take_step(ctx, register, id, &said)?;
        }
    }
    Ok(())
}

fn matters(store: &Store, ctx: &Ctx, members: &[Record]) -> Result<()> {
    let register = store.register("matter")?;
    let today = store.today();
    store.act(ctx, Doing::new("样例", "样例县的职工诉求"), |writer| {
        for (member, (kind, words)) in members.iter().skip(1).zip(MATTERS) {
            let values = [
                ("person", member.value("person").clone()),
                ("union", member.value("union").clone()),
                ("kind", kind.into()),
                ("words", words.into()),
                ("asked_on", Value::day(today)),
            ];
            writer.add(register, &values)?;
        }
        Ok(())
    })?;
    Ok(())
}
