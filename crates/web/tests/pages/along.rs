//! Colleagues asked along to a union that is being founded, as their phones see it.

use crate::phones::{Post, drawn};
use crate::town::{Browser, paper};
use axum::http::{StatusCode, header};
use kernel::facts::Saving;
use kernel::value::Value;
use store::Ctx;
use store::writer::{Doing, Writer};

/// A founding in the eastern town, and its public name.
fn founding(post: &mut Post) -> (i64, String) {
    let east = post.town.keys["东镇"];
    let told = [("name", "云溪华锦针织有限公司工会委员会"), ("form", "BASE")];
    let id = post.town.add("founding", "华锦建会", &told, &[("parent", east)]);
    let told = [("name", "云溪华锦针织有限公司"), ("state", "NORMAL")];
    let firm = post.town.add("employer", "华锦", &told, &[("seat", east), ("employees", 86)]);
    post.town.add("founding_unit", "单位", &[], &[("founding", id), ("employer", firm)]);
    let register = post.town.store.register("founding").unwrap();
    let opened = post.town.store.open_record(&Ctx::local(), register, &id.to_string()).unwrap();
    (id, opened.record.public_id)
}

fn joins(phone: &Browser, name: &str, number: &str, to: (&str, &str)) {
    let ink = drawn();
    let form = [
        ("person.name", name),
        ("person.paper_no", number),
        ("person.paper_kind", "1"),
        to,
        ("ink", &ink),
    ];
    let done = phone.post("/m/new/joining", &form);
    assert_eq!(done.to(), "/m", "{}", done.body);
}

#[test]
fn a_link_opens_the_form_with_the_unit_chosen_and_is_passed_on_with_the_count_in_plain_words() {
    let mut post = Post::new();
    let (id, key) = founding(&mut post);
    let link = format!("/m/j/joining/{key}");
    // A stranger's phone is led in and remembers where it was asked to.
    let seen = post.town.stranger().get(&link);
    assert_eq!((seen.status, seen.to()), (StatusCode::SEE_OTHER, "/m/login"));
    let cookie = seen.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().to_owned();
    assert!(cookie.contains(&key) && cookie.contains("HttpOnly"), "{cookie}");

    let phone = post.phone("13911112222");
    let asked = phone.get(&link);
    assert_eq!(asked.to(), format!("/m/new/joining?for={key}"));
    let form = phone.get(asked.to());
    form.says(&[
        "云溪华锦针织有限公司工会委员会",
        "正在筹建",
        "还没有人申请入会，还差25人",
        "您是谁",
    ]);
    form.is_silent_about(&["找工会", "入会渠道"]);
    joins(&phone, "马向东", &paper("41152119951203441"), ("for", &key));
    let home = phone.get("/m");
    home.says(&["请同事一起加入", "已有1人申请入会，还差24人就满25人", &link]);
    let (_, panel) = home.body.split_once("请同事一起加入").unwrap();
    for personal in ["马向东", "41152119951203441", "13911112222"] {
        assert!(!panel.contains(personal), "{personal} in what is passed on");
    }
    // The office hangs it up.
    let clerk = post.town.signed_in("east");
    clerk.get(&format!("/r/founding/{id}")).says(&["邀请职工入会的二维码"]);
    clerk.get(&format!("/r/founding/{id}/invite")).says(&["还差24人", &link]);
    let west = post.town.signed_in("west");
    assert_eq!(west.get(&format!("/r/founding/{id}/invite")).status, StatusCode::NOT_FOUND);
    // Whoever is a member already is told so.
    let member = post.known();
    assert_eq!(member.get(&link).to(), "/m");
    member.get("/m").says(&["您已经是会员，不用再申请。"]);
    let form = member.get("/m/new/joining");
    assert_eq!(form.status, StatusCode::FORBIDDEN);
    form.says(&["您已经是会员，不用再申请。"]);
    // Not who was one.
    let membership = post.town.store.register("membership").unwrap();
    let (id, gone) = (post.town.keys["孙明月会籍"], Value::from("2026-06-01"));
    let gone = [("left_on", gone), ("exit", "WITHDRAWN".into())];
    let work = |writer: &mut Writer| {
        writer.edit(membership, id, 1, &gone, Saving::Correction(post.town.store.today()))
    };
    post.town.store.act(&Ctx::local(), Doing::new("修改", ""), work).unwrap();
    let known = "您登记过，但现在没有在册的会籍，请联系受理的工会。";
    assert_eq!(member.get(&link).to(), "/m");
    member.get("/m").says(&[known]).is_silent_about(&["您已经是会员"]);
    member.get("/m/new/joining").says(&[known]).is_silent_about(&["您已经是会员"]);
}

#[test]
fn without_a_link_the_unit_is_found_by_its_name_among_the_unions() {
    let mut post = Post::new();
    let (id, key) = founding(&mut post);
    let phone = post.phone("13911112222");
    let value = format!("for-{key}");
    phone.get("/m/units/joining?q=华锦").says(&["正在筹建", &value]);
    joins(&phone, "马向东", &paper("41152119951203441"), ("union", &value));
    let joining = post.only("joining");
    let register = post.town.store.register("joining").unwrap();
    let opened = post.town.store.open_record(&Ctx::local(), register, &joining.to_string());
    assert_eq!(opened.unwrap().record.value("founding").as_int(), Some(id));
    let wrong = phone.get("/m/j/founding/1");
    assert_eq!(phone.get(wrong.to()).status, StatusCode::NOT_FOUND, "nothing to ask for");
    phone.get("/m/new/joining?for=1").is_silent_about(&["正在筹建"]);
}
