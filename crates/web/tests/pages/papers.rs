//! Papers on their pages: numbered, seen, taken along, a number voided; a federation's own form.

use crate::api::{Program, read};
use crate::town::{Seen, Town};
use axum::http::StatusCode;
use kernel::letter::Printed;
use kernel::report::document::{Document, Part, Run};
use serde_json::{Value, json};
use store::Ctx;
use web::Config;

/// A county whose federation numbers its papers.
fn town() -> Town {
    let mut town = Town::with(Config::default());
    town.store.begin(&Ctx::local()).unwrap();
    let county = town.keys["县"];
    let series = |kind, word| [("kind", kind), ("word", word)];
    let numbers = [("organ", county), ("year", 2026), ("begin", 47)];
    town.add("paper_series", "复", &series("REPLY", "云溪工复"), &numbers);
    town.add("paper_series", "请", &series("REQUEST", "云溪工请"), &numbers);
    town
}

const TITLE: &str = "关于同意成立云溪恒达机械有限公司工会的批复";

/// Registers a paper on the form and gives the path of its page.
fn registered(town: &Town, login: &str, more: &[(&str, &str)]) -> String {
    let organ = town.store.db.read(|tx| town.store.tree(tx)).unwrap();
    let organ = organ.title(town.keys["县"]).to_owned();
    let mut form = vec![
        ("organ_text", organ.as_str()),
        ("kind", "REPLY"),
        ("title", TITLE),
        ("main_to", "恒达公司工会筹备组"),
        ("body", "你单位请示收悉。\n## 同意成立\n此复。"),
        ("state", "RESERVED"),
    ];
    form.retain(|field| more.iter().all(|other| other.0 != field.0));
    form.extend(more);
    let done = town.signed_in(login).post("/r/paper_out/new", &form);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    done.to().split('?').next().unwrap().to_owned()
}

fn is_docx(seen: &Seen) {
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body.chars().take(300).collect::<String>());
    assert!(seen.body.starts_with("PK"));
    let kind = seen.headers["content-type"].to_str().unwrap();
    assert!(kind.ends_with("wordprocessingml.document"), "{kind}");
}

#[test]
fn a_paper_gets_its_number_on_the_form_and_is_seen_and_taken_along() {
    let town = town();
    let path = registered(&town, "county", &[]);
    let county = town.signed_in("county");
    county.get(&path).says(&[
        "云溪工复〔2026〕47号",
        "看公文",
        "下载DOCX",
        "作废字号",
        "【待补充：成文日期】",
    ]);
    county
        .get(&format!("{path}/paper"))
        .says(&[
            "文件</p>",
            "云溪工复〔2026〕47号",
            TITLE,
            "恒达公司工会筹备组：",
            "一、同意成立",
            "doc-foot",
        ])
        .is_silent_about(&["签发人"]);
    let file = county.get(&format!("{path}/paper.docx"));
    is_docx(&file);
    let how = file.headers["content-disposition"].to_str().unwrap();
    assert!(how.contains("%E6%89%B9%E5%A4%8D.docx"), "{how}");
    let list = county.get("/r/paper_out");
    list.says(&["云溪工复〔2026〕47号", "预留"]);
    let east = town.signed_in("east");
    assert_eq!(east.get(&format!("{path}/paper")).status, StatusCode::NOT_FOUND);
    assert_eq!(east.get(&format!("{path}/paper.docx")).status, StatusCode::NOT_FOUND);
}

#[test]
fn the_newest_number_stands_first_whatever_its_digits() {
    let town = town();
    for _ in 0..54 {
        registered(&town, "county", &[]);
    }
    let page = town.signed_in("county").get("/r/paper_out").body;
    let at = |number: u32| page.find(&format!("〔2026〕{number}号")).unwrap();
    assert!(at(100) < at(99) && at(99) < at(98), "100 before 99 before 98");
}

#[test]
fn a_number_is_voided_with_a_reason_and_stays_in_sight() {
    let town = town();
    let path = registered(&town, "county", &[]);
    let county = town.signed_in("county");
    county.part(&format!("{path}/void-number")).says(&[
        "作废字号",
        "云溪工复〔2026〕47号",
        "不能撤销",
    ]);
    let bare = county.post(&format!("{path}/void-number"), &[("reason", " ")]);
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = county.post(&format!("{path}/void-number"), &[("reason", "单位名称写错")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    county
        .get(&path)
        .says(&["云溪工复〔2026〕47号", "字号作废", "单位名称写错"])
        .is_silent_about(&["下载DOCX"]);
    county.get(&format!("{path}/paper")).says(&["已作废", "单位名称写错", TITLE]);
    assert_eq!(county.get(&format!("{path}/paper.docx")).status, StatusCode::FORBIDDEN);
    let again = county.post(&format!("{path}/void-number"), &[("reason", "再来一次")]);
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let next = registered(&town, "county", &[]);
    county.get(&next).says(&["云溪工复〔2026〕48号"]);
}

#[test]
fn other_programs_get_the_text_and_the_file() {
    let town = town();
    let path = registered(&town, "county", &[("kind", "REQUEST"), ("main_to", "市总工会")]);
    let key = path.rsplit('/').next().unwrap();
    let at = format!("/registers/paper_out/records/{key}/paper");
    let program = Program::new(&town, "county");
    let paper = program.get(&at);
    assert_eq!(paper["number"], "云溪工请〔2026〕47号");
    assert_eq!(paper["document"]["title"][0][0]["text"], TITLE);
    assert_eq!(paper["open"][0], "【待补充：成文日期】");
    is_docx(&program.send("GET", &format!("{at}.docx"), &Value::Null));
    let given = json!({"values": {"organ": town.keys["县"], "kind": "REPLY", "title": "批复", "state": "RESERVED", "number": 1}});
    let typed = program.send("POST", "/registers/paper_out/records", &given);
    assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY, "a number is never typed");
    let other = Program::new(&town, "east").send("GET", &at, &Value::Null);
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_letter_stands_between_double_lines_and_names_no_printer() {
    let mut town = town();
    let county = town.keys["县"];
    let series = [("kind", "LETTER"), ("word", "云溪工函")];
    town.add("paper_series", "函", &series, &[("organ", county), ("year", 2026), ("begin", 3)]);
    let title = "关于商请协助开展职工体检的函";
    let more =
        [("kind", "LETTER"), ("title", title), ("copies", "县财政局"), ("main_to", "县卫生健康局")];
    let path = registered(&town, "county", &more);
    town.signed_in("county")
        .get(&format!("{path}/paper"))
        .says(&["class=\"doc letter\"", "云溪工函〔2026〕3号", title, "抄送：县财政局。"])
        .is_silent_about(&["文件</p>", "印发", "doc-foot"]);
    is_docx(&town.signed_in("county").get(&format!("{path}/paper.docx")));
}

#[test]
fn what_a_worker_signs_is_printed_from_the_record_one_or_many_in_one_file() {
    let mut town = town();
    let east = town.keys["东镇"];
    let mut keys = Vec::new();
    for (at, name) in ["李秀芳", "赵春梅"].into_iter().enumerate() {
        let number = crate::town::paper(&format!("3201121990081510{at}"));
        let who = [("paper_kind", "1"), ("paper_no", number.as_str()), ("name", name)];
        let person = town.add("person", name, &who, &[]);
        let links = [("person", person), ("union", east), ("own_hand", 1)];
        keys.push(town.add("joining", name, &[("applied_on", "2026-06-10")], &links));
    }
    let browser = town.signed_in("east");
    let register = town.store.register("joining").unwrap();
    let opened = town.store.open_record(&Ctx::local(), register, &keys[0].to_string()).unwrap();
    let path = format!("/r/joining/{}", opened.record.public_id);
    browser.get(&path).says(&["可以打印的表", "入会申请书", "会员登记表"]);
    browser.get(&format!("{path}/form/join_application")).says(&[
        "加入工会申请书",
        "李秀芳",
        "1990年8月",
        "2026年6月10日",
        "下载DOCX",
    ]);
    let card = browser.get(&format!("{path}/form/member_registration"));
    card.says(&["工会会员登记表", "李秀芳", "********"]).is_silent_about(&["19900815"]);
    is_docx(&browser.get(&format!("{path}/form/join_application/docx")));
    let ids: Vec<String> = keys.iter().map(ToString::to_string).collect();
    let chosen =
        [("act", "form-join_application"), ("id", ids[0].as_str()), ("id", ids[1].as_str())];
    let many = browser.post("/r/joining/bulk", &chosen);
    is_docx(&many);
    let name = many.headers["content-disposition"].to_str().unwrap();
    assert!(name.contains("2%E4%BB%BD.docx"), "two in one file: {name}");
    browser.get("/r/joining").says(&["打印入会申请书"]);
    let stranger = town.signed_in("west").get(&format!("{path}/form/join_application"));
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let unknown = browser.get(&format!("{path}/form/member_roster"));
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

/// A form with these places, one a line.
fn form(places: &[&str]) -> Vec<u8> {
    let line = |text: &&str| vec![Run { text: (*text).to_owned(), ..Run::default() }];
    let part = |text: &&str| Part::Paragraph {
        stand: kernel::report::template::Stand::Flush,
        text: line(text),
    };
    let document = Document { parts: places.iter().map(part).collect(), ..Document::default() };
    office::letter::docx(&Printed { document, ..Printed::default() }).unwrap()
}

#[test]
fn a_federations_own_form_is_used_for_what_it_and_those_below_send() {
    let mut town = town();
    let (county, east) = (town.keys["县"], town.keys["东镇"]);
    let named = [("name", "县总自拟公文样本"), ("letter", "typed")];
    town.add("paper_form", "样本", &named, &[("union", county)]);
    let register = town.store.register("paper_form").unwrap();
    let id = town.keys["样本"];
    let key =
        town.store.open_record(&Ctx::local(), register, &id.to_string()).unwrap().record.public_id;
    let path = format!("/r/paper_form/{key}");
    let browser = town.signed_in("county");
    browser.get(&path).says(&["DOCX", "accept=\".docx\""]);
    let send = |name: &str, bytes: &[u8]| {
        browser.upload(
            &format!("{path}/attachments"),
            &[("kind", "form"), ("title", "")],
            (name, bytes),
        )
    };
    let wrong = send("样本.docx", b"%PDF-1.4");
    wrong.says(&["这不是 .docx 文件"]);
    send("空白.docx", &form(&["没有要填的地方"])).says(&["没有一处要填的地方"]);
    let own = form(&["{{标题}}", "{{正文}}", "{{发文机关}}", "县总专用纸"]);
    let done = send("样本.docx", &own);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(town.store.own_letter("typed", county).unwrap().as_deref(), Some(own.as_slice()));
    assert_eq!(town.store.own_letter("typed", east).unwrap().as_deref(), Some(own.as_slice()));
    assert_eq!(town.store.own_letter("founding_reply", east).unwrap(), None);
    let paper = registered(&town, "county", &[]);
    let file = browser.get(&format!("{paper}/paper.docx"));
    is_docx(&file);
    // A township that has its own uses its own.
    town.add(
        "paper_form",
        "镇样本",
        &[("name", "东镇样本"), ("letter", "typed")],
        &[("union", east)],
    );
    assert_eq!(
        town.store.own_letter("typed", east).unwrap().as_deref(),
        Some(own.as_slice()),
        "nothing sent in yet"
    );
    assert!(
        read(&Program::new(&town, "county").send("GET", "/registers", &Value::Null)).is_array()
    );
}
