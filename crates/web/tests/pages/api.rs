//! The API: the same records, rights and refusals, as JSON.

use crate::town::{Browser, PASSWORD, Seen, Town, paper};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};

/// A program with a person's token.
pub struct Program {
    pub browser: Browser,
    pub token: String,
}

impl Program {
    pub fn new(town: &Town, login: &str) -> Program {
        let mut program = Program { browser: town.stranger(), token: String::new() };
        let seen = program.send("POST", "/sign-in", &json!({"login": login, "password": PASSWORD}));
        assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
        program.token = read(&seen)["token"].as_str().unwrap().to_owned();
        program
    }
    pub fn send(&self, method: &str, path: &str, body: &Value) -> Seen {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).unwrap())
            .uri(format!("/api/v1{path}"))
            .header("host", "yunxi.local")
            .header("content-type", "application/json");
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.browser.ask(request.body(body).unwrap())
    }
    pub fn get(&self, path: &str) -> Value {
        let seen = self.send("GET", path, &Value::Null);
        assert_eq!(seen.status, StatusCode::OK, "{path}: {}", seen.body);
        read(&seen)
    }
}

pub fn read(seen: &Seen) -> Value {
    serde_json::from_str(&seen.body).unwrap()
}

#[test]
fn a_token_is_a_session_and_ends_like_one() {
    let town = Town::new();
    let stranger = Program { browser: town.stranger(), token: String::new() };
    let seen = stranger.send("GET", "/registers", &Value::Null);
    assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
    assert_eq!(seen.headers["content-type"], "application/problem+json");
    let wrong = stranger.send("POST", "/sign-in", &json!({"login": "county", "password": "x"}));
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    wrong.says(&["登录名或密码不对"]);
    let program = Program::new(&town, "county");
    let all = domain::catalog().registers.len();
    assert_eq!(program.get("/registers").as_array().unwrap().len(), all);
    let left = program.send("DELETE", "/sign-in", &Value::Null);
    assert_eq!(left.status, StatusCode::NO_CONTENT);
    let over = program.send("GET", "/registers", &Value::Null);
    assert_eq!(over.status, StatusCode::UNAUTHORIZED);
}

#[test]
fn lists_show_the_own_part_masked_and_nothing_else() {
    let town = Town::new();
    let all = Program::new(&town, "county").get("/registers/person/records?cols=name,phone");
    assert_eq!((all["total"].as_i64(), all["exact"].as_bool()), (Some(2), Some(true)));
    assert!(all.to_string().contains("138****6621"), "{all}");
    let east = Program::new(&town, "east");
    let own = east
        .get("/registers/membership?union=%E6%81%92%E8%BE%BE%E7%BA%BA%E7%BB%87%E5%B7%A5%E4%BC%9A");
    assert_eq!(own["total"], 1);
    assert!(own.to_string().contains("吴小满") && !own.to_string().contains("孙明月"));
    let key = town.keys["孙明月会籍"];
    let hidden = east.send("GET", &format!("/registers/membership/records/{key}"), &Value::Null);
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    let outside = east.send(
        "GET",
        "/registers/membership?union=西镇总工会"
            .replace("西镇总工会", "%E8%A5%BF%E9%95%87%E6%80%BB%E5%B7%A5%E4%BC%9A")
            .as_str(),
        &Value::Null,
    );
    assert_eq!(outside.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_record_is_added_changed_and_voided_with_its_version() {
    let town = Town::new();
    let program = Program::new(&town, "county");
    let at = "/registers/person/records";
    let values =
        json!({"paper_kind": "居民身份证", "paper_no": "123", "name": "罗志军", "sexx": "1"});
    let wrong = program.send("POST", at, &json!({"values": values}));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields: Vec<Value> =
        read(&wrong)["errors"].as_array().unwrap().iter().map(|e| e["field"].clone()).collect();
    assert!(fields.contains(&json!("sexx")), "{}", wrong.body);
    let number = paper("32011219850612337");
    let values =
        json!({"paper_kind": "居民身份证", "paper_no": number, "name": "罗志军", "migrant": true});
    let made = program.send("POST", at, &json!({"values": values}));
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.is_silent_about(&[&number]);
    let made = read(&made);
    let one = format!("{at}/{}", made["id"]);
    let change = |body: Value| program.send("PATCH", &one, &body);
    assert_eq!(
        change(json!({"values": {"job": "叉车工"}})).status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let unsaid = change(json!({"version": 1, "values": {"migrant": false}}));
    unsaid.says(&["从哪天起变的写from", "\"field\":\"from\""]);
    let done = change(json!({"version": 1, "values": {"migrant": false}, "from": "2026-03-01"}));
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let dated = &read(&done)["dated"]["migrant"];
    assert_eq!(dated[1], json!({"from": "2026-03-01", "until": null, "value": 0}), "{dated}");
    let late = change(json!({"version": 1, "values": {"job": "叉车工"}}));
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(read(&late)["conflict"]["version"], 2, "{}", late.body);
    let history = program.get(&format!("{one}/history"));
    assert_eq!(history.as_array().unwrap().len(), 2);
    let void = |query: &str| program.send("DELETE", &format!("{one}?{query}"), &Value::Null).status;
    assert_eq!(void("version=1&reason=x"), StatusCode::CONFLICT);
    assert_eq!(void("version=2"), StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked");
    assert_eq!(void("version=2&reason=%E9%87%8D%E5%A4%8D"), StatusCode::NO_CONTENT);
    assert_eq!(program.get(&one)["voided"], true);
}

#[test]
fn figures_and_their_rows_agree_with_the_pages() {
    let town = Town::new();
    let program = Program::new(&town, "county");
    let two =
        program.get("/figures?code=member_count&code=member_new_count&by=child&as_of=2020-12-31");
    assert_eq!((&two[0]["value"], &two[0]["as_of"]), (&json!(2), &json!("2020-12-31")));
    assert_eq!((&two[1]["value"], &two[1]["from"]), (&json!(2), &json!("2020-01-01")));
    assert_eq!(two[0]["by"].as_array().unwrap().len(), 2);
    assert_eq!(two[0]["by"][0]["child_title"], "东镇总工会");
    let rows = program.get("/figures/member_count/rows?limit=1");
    assert_eq!((&rows["total"], rows["records"].as_array().unwrap().len()), (&json!(2), 1));
    let next = rows["next"].as_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    let rest = program.get(&next);
    assert_eq!((rest["records"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
    let east = Program::new(&town, "east");
    assert_eq!(east.get("/figures?code=member_count")[0]["value"], 1);
    let unknown = program.send("GET", "/figures?code=no_such", &Value::Null);
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let codes = program.get("/indicators");
    assert!(codes.as_array().unwrap().iter().any(|one| one["code"] == "membership_rate"));
    assert!(!program.get("/sheets").as_array().unwrap().is_empty());
}

#[test]
fn a_secret_is_shown_for_a_reason_and_the_journal_keeps_who_saw_it() {
    let town = Town::new();
    let program = Program::new(&town, "county");
    let ask = |reason: &str| json!({"register": "person", "key": town.keys["吴小满"], "field": "phone", "reason": reason});
    assert_eq!(program.send("POST", "/reveal", &ask("")).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(read(&program.send("POST", "/reveal", &ask("回访")))["value"], "13800006621");
    let leader = Program::new(&town, "leader");
    let no = leader.send("POST", "/reveal", &ask("看看"));
    assert_eq!(no.status, StatusCode::NOT_FOUND);
    let acts = store::sql::Sql::new("SELECT reason, origin FROM journal WHERE act = '看全文'");
    let rows = town.store.db.read(|tx| tx.all(&acts)).unwrap();
    assert_eq!(rows.len(), 1);
    assert!(rows[0].text(0).contains("回访") && rows[0].text(1) == "接口");
    let journal = program.send("GET", "/journal", &Value::Null);
    assert_eq!(journal.status, StatusCode::FORBIDDEN, "only for the audit administrator");
}

#[test]
fn the_description_speaks_of_every_register_and_field() {
    let town = Town::new();
    let stranger = Program { browser: town.stranger(), token: String::new() };
    let told = stranger.get("/openapi.json");
    assert_eq!(told["openapi"], "3.1.0");
    for register in &domain::catalog().registers {
        let path = format!("/registers/{}/records", register.name);
        assert!(told["paths"][&path]["post"].is_object(), "{path}");
        let schema = &told["components"]["schemas"][register.name]["properties"];
        for field in register.fields.iter().filter(|field| !field.computed) {
            assert_eq!(schema[field.name]["title"], field.title);
        }
    }
    assert_eq!(told, web::api::openapi::openapi(domain::catalog()), "the same for the handbook");
    town.signed_in("county").get("/api/v1").says(&["Bearer", "/figures/{code}/rows", "改会籍"]);
}
