//! The bench's tabs, the numbers in the tree, copies; and permissions one can read.

use crate::town::{PASSWORD, Town};
use axum::http::StatusCode;
use jiff::civil::date;
use kernel::access::Grant;
use store::Ctx;
use store::users::{Hashing, NewUser};

fn secure(town: &Town) -> i64 {
    town.store.set_setting(&Ctx::local(), "admin_totp", town.store.today(), "0").unwrap();
    let grants = [Grant { role: "secadmin".into(), union: 0 }];
    let new =
        NewUser { login: "secure", name: "郑安", grants: &grants, password: Some(PASSWORD) };
    town.store.add_user(&Ctx::local(), &new, Hashing { memory_kib: 64, passes: 1 }).unwrap().id
}

fn id_of(town: &Town, login: &str) -> i64 {
    let users = town.store.users(&Ctx::local()).unwrap();
    users.iter().find(|user| user.login == login).unwrap().id
}

/// A founding in the eastern town, with its employer, ready for the first step.
fn founding(town: &mut Town) -> String {
    let form = [
        ("name", "云溪华锦针织有限公司工会委员会"),
        ("form", "BASE"),
        ("parent_text", "东镇总工会"),
    ];
    let done = town.signed_in("east").post("/r/founding/new", &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let path = done.to().split('?').next().unwrap().to_owned();
    let key = path.rsplit('/').next().unwrap();
    let register = town.store.register("founding").unwrap();
    let id = town.store.open_record(&Ctx::local(), register, key).unwrap().record.id;
    let east = town.keys["东镇"];
    let told = [("name", "云溪华锦针织有限公司"), ("state", "NORMAL")];
    let employer = town.add("employer", "华锦", &told, &[("seat", east), ("employees", 86)]);
    town.add("founding_unit", "单位", &[], &[("founding", id), ("employer", employer)]);
    let head = [("name", "王建华"), ("serves", "PREP_HEAD")];
    town.add("founding_person", "组长", &head, &[("founding", id)]);
    path
}

#[test]
fn a_step_copied_to_the_county_stands_under_copied_and_done() {
    let mut town = Town::new();
    let path = founding(&mut town);
    let (east, county) = (town.signed_in("east"), town.signed_in("county"));
    let ask = east.get(&format!("{path}/step/request_prep"));
    ask.says(&["抄送", "county同事（云溪县总工会）", "leader同事"]).is_silent_about(&["west同事"]);
    let copy = id_of(&town, "county").to_string();
    let done = east.post(&format!("{path}/step/request_prep"), &[("copy", &copy)]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    county.get("/?todo=copied").says(&["抄送我", "云溪华锦针织有限公司工会委员会", "east同事抄送"]);
    county.get("/notices").says(&["east同事抄送给您"]);
    east.get("/?todo=done").says(&["已办", "云溪华锦针织有限公司工会委员会", "申请筹建"]);
    east.get("/?todo=copied").says(&["还没有抄送给您的"]);
    county.get("/?todo=done").says(&["还没有办过"]);
}

#[test]
fn the_tree_shows_what_waits_at_a_unit_and_red_when_it_is_late() {
    let mut town = Town::new();
    founding(&mut town);
    let node = town.keys["东镇"];
    let seen = town.signed_in("east").get("/r/union");
    seen.says(&[&format!("id=\"tn-{node}\""), ">1</small>", "，1件待办<"]);
    town.store.clock.set(date(2026, 9, 28));
    town.store.turn_day().unwrap();
    town.store.set_setting(&Ctx::local(), "password_days", town.store.today(), "0").unwrap();
    town.signed_in("east").get("/r/union").says(&["<small class=\"red\">1</small>", "有超期"]);
    town.signed_in("west").get("/r/union").is_silent_about(&["件待办"]);
}

#[test]
fn a_record_tells_who_sees_it_and_by_which_right() {
    let town = Town::new();
    let membership = town.store.register("membership").unwrap();
    let id = town.keys["吴小满会籍"].to_string();
    let key = town.store.open_record(&Ctx::local(), membership, &id).unwrap().record.public_id;
    let path = format!("/r/membership/{key}");
    let east = town.signed_in("east");
    east.get(&path).says(&["谁能看到", &format!("{path}/who")]);
    east.get(&format!("{path}/who"))
        .says(&[
            "属于恒达纺织工会",
            "乡镇街道（片区）工会干部 × 东镇总工会",
            "县级工会干部 × 云溪县总工会",
            "领导（只读） × 云溪县总工会",
            "查看、登记修改",
            "3人",
        ])
        .is_silent_about(&["west同事"]);
    assert_eq!(town.signed_in("west").get(&format!("{path}/who")).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_user_is_told_what_they_see_and_the_administrators_what_others_see() {
    let town = Town::new();
    secure(&town);
    let (east, west) = (id_of(&town, "east"), id_of(&town, "west"));
    let own = town.signed_in("east");
    own.get("/account").says(&["我能看到什么"]);
    own.get(&format!("/users/{east}/sees")).says(&["我能看到什么", "会籍", "1人", "东镇总工会"]);
    assert_eq!(own.get(&format!("/users/{west}/sees")).status, StatusCode::NOT_FOUND);
    let chief = town.signed_in("secure");
    chief.get(&format!("/users/{west}/sees")).says(&["west同事能看到什么", "西镇总工会"]);
    let nobody = id_of(&town, "secure");
    chief.get(&format!("/users/{nobody}/sees")).says(&["什么业务资料也看不到"]);
}

#[test]
fn before_rights_are_saved_it_is_said_what_they_give_and_take() {
    let town = Town::new();
    secure(&town);
    let (east, chief) = (id_of(&town, "east"), town.signed_in("secure"));
    let form = [("role", "leader"), ("unit_text", "西镇总工会")];
    let seen = chief.post(&format!("/users/{east}/grants"), &form);
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    seen.says(&["改了以后", "会籍", "+1", "−1", "登记修改、作废、导入、看全文"]);
    let same = town.store.user(&Ctx::local(), east).unwrap().grants;
    assert_eq!(same[0].role, "township", "looking changes nothing");
}

#[test]
fn many_matters_are_taken_a_step_further_at_once_and_what_stands_in_the_way_is_told() {
    let mut town = Town::new();
    let ready = founding(&mut town);
    let east = town.signed_in("east");
    let form =
        [("name", "东镇粮食加工联合工会委员会"), ("form", "BASE"), ("parent_text", "东镇总工会")];
    let done = east.post("/r/founding/new", &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let unready = done.to().split('?').next().unwrap().to_owned();
    let register = town.store.register("founding").unwrap();
    let id = |path: &str| {
        let key = path.rsplit('/').next().unwrap();
        town.store.open_record(&Ctx::local(), register, key).unwrap().record.id.to_string()
    };
    let state = |path: &str| {
        let opened = town.store.open_record(&Ctx::local(), register, &id(path)).unwrap();
        opened.record.value("state").to_string()
    };
    east.get("/r/founding").says(&["一起办理"]);
    town.signed_in("leader").get("/r/founding").is_silent_about(&["一起办理"]);
    let (first, second) = (id(&ready), id(&unready));
    let picked = [("act", "step"), ("id", first.as_str()), ("id", second.as_str())];
    let which = east.post("/r/founding/bulk", &picked);
    which.says(&["办哪一步", "申请筹建"]);
    let chosen = [&picked[..], &[("step", "request_prep")]].concat();
    east.post("/r/founding/bulk", &chosen).says(&["申请筹建这2件", "办理意见"]);
    let done = east.post("/r/founding/bulk/step", &chosen);
    done.says(&[
        "办了1件",
        "1件没有办，原因在下面",
        "东镇粮食加工联合工会委员会",
        "还没有登记建会单位",
    ]);
    assert_eq!((state(&ready), state(&unready)), ("PREP_REQUESTED".into(), "DRAFT".into()));
    let other = east.post("/r/founding/bulk", &chosen);
    other.is_silent_about(&["申请筹建这"]);
    let west = town.signed_in("west").post("/r/founding/bulk/step", &chosen);
    assert_ne!(west.status, StatusCode::OK, "what is not there is not touched");
    assert_eq!(state(&unready), "DRAFT");
}
