//! Cards from the list of members, and on paper.

use crate::town::Town;
use axum::http::StatusCode;
use store::Ctx;
use store::writer::Doing;

/// Members of 恒达 and 明远, the first with the number of the paper form.
fn numbered() -> Town {
    let mut town = Town::new();
    let (person, union) = (town.keys["吴小满"], town.keys["恒达"]);
    let membership = town.keys["吴小满会籍"];
    let register = town.store.register("membership").unwrap();
    let saving = kernel::facts::Saving::Correction(town.store.today());
    let number = [("number", kernel::value::Value::from("YX20200017"))];
    town.store
        .act(&Ctx::local(), Doing::new("登记", ""), |writer| {
            writer.edit(register, membership, 1, &number, saving).map(|_| ())
        })
        .unwrap();
    let told = [("applied_on", "2020-02-20"), ("form_number", "YX20200017")];
    let links = [("person", person), ("union", union), ("membership", membership), ("own_hand", 1)];
    town.add("joining", "吴小满申请", &told, &links);
    town
}

#[test]
fn cards_are_asked_for_from_the_list_of_members_and_who_stays_behind_is_told_why() {
    let town = numbered();
    let browser = town.signed_in("county");
    browser.get("/r/membership").says(&["申领会员证"]);
    town.signed_in("leader").get("/r/membership").is_silent_about(&["申领会员证"]);
    let form = [("act", "begin-card"), ("all", "1")];
    browser.post("/r/membership/bulk", &form).says(&["申领会员证：选中的2人", "吴小满", "孙明月"]);
    let done = browser.post("/r/membership/bulk/begin", &form);
    done.says(&["申领会员证：办了1张", "1人没有办", "孙明月", "还没有会员编号"]);
    let again = browser.post("/r/membership/bulk/begin", &form);
    again.says(&["申领会员证：办了0张", "已有一张有效或正在办的会员证"]);
    let refused = town.signed_in("leader").post("/r/membership/bulk/begin", &form);
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[test]
fn cards_are_printed_several_on_a_sheet_once_they_are_made_and_the_code_tells_only_whether_valid() {
    let town = numbered();
    let browser = town.signed_in("county");
    browser.post("/r/membership/bulk/begin", &[("act", "begin-card"), ("all", "1")]);
    let all = [("act", "face"), ("all", "1")];
    let early = browser.post("/r/card/bulk", &all);
    early
        .says(&["1张没有印", "吴小满", "现在是“待制证”"])
        .is_silent_about(&["<svg class=\"idcard\""]);
    let register = town.store.register("card").unwrap();
    let ask = store::list::ListAsk::new(register);
    let id = town.store.list(&Ctx::local(), &ask, None, 9).unwrap().rows[0].id;
    let day = town.store.today();
    for (step, field) in [("make", "printed_on"), ("seal", "sealed_on"), ("hand", "handed_on")] {
        let values = vec![(field, kernel::value::Value::day(day))];
        let said = store::writer::Said { step, values, ..Default::default() };
        town.store.take_step(&Ctx::local(), register, id, &said).unwrap();
    }
    let sheet = browser.post("/r/card/bulk", &all);
    sheet.says(&["85.6mm", "吴小满", "恒达纺织工会", "YX20200017", "云溪县总工会", "核验二维码"]);
    sheet.is_silent_about(&["没有印", "32011219910815"]);
    let path = format!("/r/card/{id}");
    browser.get(&path).says(&["可以打印的表", "工会会员证"]);
    // A valid card rests: it may be lost, and nobody has to do anything.
    let rests = town.signed_in("county").get(&path);
    rests.says(&["挂失"]).is_silent_about(&["您要做的", "现在等", "转给同事办"]);
    browser.get(&format!("{path}/face")).says(&["共1张", "吴小满"]);
    let code = town.store.badge(&Ctx::local(), register, id, true).unwrap();
    let check = town.stranger().get(&format!("/v/{code}"));
    check.says(&["有效的会员证"]).is_silent_about(&["吴小满", "YX20200017", "恒达"]);
    let elsewhere = town.signed_in("west");
    assert_eq!(elsewhere.get(&format!("{path}/face")).status, StatusCode::NOT_FOUND);
}
