//! The county's desk founds a union on the pages: accepted on the afternoon before National Day, returned
//! once for a missing paper, resumed, replied to; the tree and the half-year's figures follow.

use crate::api::{Program, read};
use crate::town::{Browser, Seen, Town, paper};
use axum::http::StatusCode;
use jiff::civil::{Date, date};
use kernel::value::Value;
use serde_json::{Value as Json, json};
use store::Ctx;
use store::figure::FigureAsk;
use web::Config;

const PAPER: &[u8] = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";

struct Desk {
    town: Town,
    path: String,
}

impl Desk {
    /// An application with an employer, a roster of three and a chair, in the eastern town.
    fn open() -> Desk {
        let mut town = Town::with(Config::default());
        let local = Ctx::local();
        town.store.begin(&local).unwrap();
        let today = town.store.today();
        town.store.set_setting(&local, "password_days", today, "0").unwrap();
        town.store.clock.set(date(2026, 9, 28));
        town.store.turn_day().unwrap();
        let form = [
            ("name", "云溪华锦针织有限公司工会委员会"),
            ("form", "BASE"),
            ("parent_text", "东镇总工会"),
            ("simple", "1"),
        ];
        let done = town.signed_in("east").post("/r/founding/new", &form);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let path = done.to().split('?').next().unwrap().to_owned();
        let founding = town.store.register("founding").unwrap();
        let key = path.rsplit('/').next().unwrap();
        let id = town.store.open_record(&local, founding, key).unwrap().record.id;
        let east = town.keys["东镇"];
        let told = [("name", "云溪华锦针织有限公司"), ("state", "NORMAL")];
        let employer = town.add("employer", "华锦", &told, &[("seat", east), ("employees", 86)]);
        town.add("founding_unit", "单位", &[], &[("founding", id), ("employer", employer)]);
        for (at, name) in ["李秀芳", "赵春梅", "钱志强"].into_iter().enumerate() {
            let number = paper(&format!("3201121990081510{at}"));
            let who = [("paper_kind", "1"), ("paper_no", number.as_str()), ("name", name)];
            let person = town.add("person", "人", &who, &[]);
            let links =
                [("person", person), ("union", east), ("founding", id), ("employer", employer)];
            let own = [("own_hand", 1)];
            let links = [&links[..], &own[..]].concat();
            town.add("joining", "申请", &[("applied_on", "2026-09-28")], &links);
        }
        let series = [("kind", "REPLY"), ("word", "云溪工复")];
        let county = town.keys["县"];
        town.add(
            "paper_series",
            "字号",
            &series,
            &[("organ", county), ("year", 2026), ("begin", 47)],
        );
        let chair = [("name", "李秀芳"), ("serves", "CANDIDATE"), ("post", "CHAIR")];
        let votes = [("founding", id), ("votes", 3), ("elected", 1)];
        town.add("founding_person", "主席", &chair, &votes);
        Desk { town, path }
    }

    fn on(&self, day: Date, hour: i64) {
        self.town.store.clock.set(day);
        self.town.store.clock.advance((hour - 9) * 3_600_000);
        self.town.store.turn_day().unwrap();
    }

    fn as_who(&self, login: &str) -> Browser {
        self.town.signed_in(login)
    }

    fn step(&self, login: &str, step: &str, form: &[(&str, &str)]) -> Seen {
        self.as_who(login).post(&format!("{}/step/{step}", self.path), form)
    }

    fn done(&self, login: &str, step: &str, form: &[(&str, &str)]) {
        let done = self.step(login, step, form);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{step}: {}", done.body);
    }

    fn paper(&self, kind: &str) {
        let path = format!("{}/attachments", self.path);
        let done = self.as_who("east").upload(
            &path,
            &[("kind", kind), ("title", "")],
            ("扫描件.pdf", PAPER),
        );
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }

    fn elected(&self) {
        self.done("east", "begin_simple", &[]);
        let counted = [
            ("elected_on", "2026-09-28"),
            ("term_years", "5"),
            ("entitled", "3"),
            ("present", "3"),
            ("issued", "3"),
            ("turned_in", "3"),
            ("valid", "3"),
        ];
        self.done("east", "elect", &counted);
    }

    fn page(&self, login: &str) -> Seen {
        self.as_who(login).get(&self.path)
    }

    fn figure(&self, code: &str, ask: &FigureAsk) -> String {
        self.town.store.figure(&Ctx::local(), code, ask).unwrap().amount.text()
    }
}

const REQUEST: [(&str, &str); 2] =
    [("request_no", "东工请〔2026〕8号"), ("request_on", "2026-09-29")];

#[test]
fn an_application_goes_from_desk_to_desk_over_the_holiday_and_the_figures_follow() {
    let desk = Desk::open();
    desk.page("east").says(&["调查摸底", "您要做的", "摸清单位情况", "剩30个自然日", "怎么算的"]);
    desk.elected();
    desk.on(date(2026, 9, 29), 9);
    desk.paper("request");
    let refused = desk.step("east", "file", &REQUEST);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["缺“名册”，传上来以后才能申报成立", "东工请〔2026〕8号"]);
    let roster = desk.as_who("east").get(&format!("{}/form/member_roster", desk.path));
    roster.says(&[
        "云溪华锦针织有限公司工会委员会会员花名册",
        "李秀芳",
        "赵春梅",
        "钱志强",
        "共3人",
    ]);
    desk.paper("roster");
    let east = desk.as_who("east");
    let filed = east.post(&format!("{}/step/file", desk.path), &[("request_on", "2026-09-29")]);
    assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.body);
    east.get(&desk.path)
        .says(&["已申报成立。东镇总工会没有登记请示用的发文字号，这份请示没有编号", "请示公文"]);
    desk.as_who("county")
        .get("/r/paper_in")
        .says(&["关于成立云溪华锦针织有限公司工会委员会的请示", "东镇总工会"]);
    desk.page("east").says(&["现在等", "县级工会干部", "受理"]).is_silent_about(&["修改</"]);

    desk.on(date(2026, 9, 30), 15);
    desk.done("county", "accept", &[]);
    let accepted = desk.page("county");
    accepted.says(&["已受理", "剩5个工作日", "国庆节放假1日至7日不计", "出具批复"]);
    desk.as_who("county").get("/").says(&["待我办理", "云溪华锦针织有限公司工会委员会：出具批复"]);

    desk.on(date(2026, 10, 9), 10);
    desk.step("county", "return", &[("words", "缺营业执照")]).says(&["选一个退回补正的原因"]);
    desk.done("county", "return", &[("reason", "PAPERS"), ("words", "缺营业执照")]);
    desk.page("east").says(&["待补正", "材料不全：缺营业执照", "暂停，"]);
    desk.as_who("east").get("/r/paper_in").says(&["建会申请材料的通知", "县总工会"]);
    desk.on(date(2026, 10, 19), 10);
    desk.paper("licence");
    desk.done("east", "resubmit", &[]);
    desk.on(date(2026, 10, 20), 10);
    desk.step("county", "approve", &[("reply_on", "2026-09-28")])
        .says(&["批复日期不能早于请示日期"]);
    desk.done("county", "approve", &[("reply_on", "2026-10-20")]);
    let page = desk.page("county");
    page.says(&["已批复", "建成的工会", "批复公文", "安排揭牌"]);
    page.is_silent_about(&["撤销</button>"]);
    desk.as_who("county").get("/r/union").says(&["云溪华锦针织有限公司工会委员会"]);

    let half = FigureAsk::between(date(2026, 7, 1), date(2026, 12, 31));
    assert_eq!(desk.figure("founding_answered_count", &half), "1");
    assert_eq!(desk.figure("founding_in_time_rate", &half), "100.0");
    let record = desk.town.store.register("founding").unwrap();
    let key = desk.path.rsplit('/').next().unwrap();
    let opened = desk.town.store.open_record(&Ctx::local(), record, key).unwrap();
    let calendar = &desk.town.store.facts().calendar;
    let used = calendar.working_days_between(date(2026, 9, 30), date(2026, 10, 9)) + 1;
    assert_eq!(opened.record.value("taken_days"), &Value::Int(used), "the wait is left out");
    let on = FigureAsk::on(date(2026, 10, 20));
    let before = FigureAsk::on(date(2026, 10, 19));
    assert_eq!(desk.figure("member_count", &before), "2");
    assert_eq!(desk.figure("member_count", &on), "5");
}

/// Accepted on a day, with the papers that it needs.
fn accepted(desk: &Desk, on: Date) {
    desk.elected();
    desk.on(on, 9);
    desk.paper("request");
    desk.paper("roster");
    desk.done("east", "file", &[("request_on", on.to_string().as_str())]);
    desk.done("county", "accept", &[]);
}

#[test]
fn a_term_into_a_year_without_holidays_says_on_what_it_reckons() {
    let desk = Desk::open();
    accepted(&desk, date(2026, 12, 29));
    let calendar = &desk.town.store.facts().calendar;
    assert!(calendar.add_working_days(date(2026, 12, 29), 5).provisional, "2027 is not announced");
    desk.page("county").says(&["剩5个工作日", "有的年份节假日还没公布，先按周一至周五算"]);
}

#[test]
fn a_pause_that_nobody_ends_is_overdue_by_itself_and_uses_up_none_of_the_reply() {
    let desk = Desk::open();
    accepted(&desk, date(2026, 10, 12));
    desk.done("county", "return", &[("reason", "PAPERS"), ("words", "缺营业执照")]);
    desk.page("east").says(&["待补正", "剩15个自然日", "暂停，还剩5个工作日"]);
    desk.on(date(2026, 11, 20), 9);
    desk.page("east").says(&["待补正", "超24个自然日", "暂停，还剩5个工作日", "补正后再报"]);
    desk.done("east", "resubmit", &[]);
    desk.page("county").says(&["剩5个工作日"]).is_silent_about(&["超"]);
}

#[test]
fn a_scan_that_is_cut_off_or_no_paper_is_refused_and_the_step_still_lacks_it() {
    let desk = Desk::open();
    desk.elected();
    let east = desk.as_who("east");
    let path = format!("{}/attachments", desk.path);
    let form = [("kind", "roster"), ("title", "")];
    let cut = east.upload(&path, &form, ("名册.pdf", &PAPER[..30]));
    cut.says(&["文件没有传完整"]);
    let other = east.upload(&path, &form, ("名册.exe", b"MZ\x90\x00 no paper at all"));
    other.says(&["名册", "没有存"]);
    desk.page("east").says(&["交“名册”", "还没有，在下面“附件”里上传"]);
    let refused = desk.step("east", "file", &[("request_on", "2026-09-28")]);
    refused.says(&["缺“名册”，传上来以后才能申报成立"]);
}

#[test]
fn a_roster_is_loaded_from_the_page_of_its_founding() {
    let desk = Desk::open();
    let (east, key) = (desk.as_who("east"), desk.path.rsplit('/').next().unwrap());
    let page = east.get(&desk.path);
    page.says(&["导入建会会员名册", &format!("for={key}")]);
    let form = east.get(&format!("/import?sheet=roster&for={key}"));
    form.says(&["导进哪件建会申请", "云溪华锦针织有限公司工会委员会", "建会会员名册"])
        .is_silent_about(&["会员信息采集表</"]);
    east.get("/import").says(&["会员信息采集表"]).is_silent_about(&["value=\"roster\""]);
    let number = paper("32011219850612337");
    let text = format!("姓名,身份证号码,手机,本人签名\n罗志军,{number},13900002207,是\n");
    let sent = east.upload(
        "/import",
        &[("sheet", "roster"), ("day", "2026-09-28"), ("for", key)],
        ("名册.csv", text.as_bytes()),
    );
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let job = sent.to().split('?').next().unwrap().to_owned();
    assert_eq!(
        east.post(&format!("{job}/columns"), &[("day", "2026-09-28")]).status,
        StatusCode::SEE_OTHER
    );
    assert!(web::worker::step(&desk.town.store).unwrap());
    east.post(&format!("{job}/apply"), &[]);
    assert!(web::worker::step(&desk.town.store).unwrap());
    let roster = east.get(&format!("{}/form/member_roster", desk.path));
    roster.says(&["罗志军", "共4人"]);
    let alone = east.upload("/import", &[("sheet", "roster")], ("名册.csv", text.as_bytes()));
    alone.says(&["建会会员名册要从建会申请的页面导入"]);
    let stranger = desk.as_who("west").get(&format!("/import?sheet=roster&for={key}"));
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
}

#[test]
fn the_second_clerk_is_told_who_was_faster_and_a_stranger_finds_nothing() {
    let desk = Desk::open();
    let version = desk.page("east").after("/step/begin_simple");
    assert!(!version.is_empty());
    desk.done("east", "begin_simple", &[("version", "1")]);
    let late = desk.step("county", "request_prep", &[("version", "1")]);
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.says(&["east同事", "刚办过这件事", "没有做"]);
    let stranger = desk.as_who("west");
    assert_eq!(stranger.get(&desk.path).status, StatusCode::NOT_FOUND);
    assert_eq!(
        stranger.post(&format!("{}/step/end", desk.path), &[]).status,
        StatusCode::NOT_FOUND
    );
    desk.as_who("leader").get(&desk.path).is_silent_about(&["/step/"]);
    let unknown = desk.as_who("east").get(&format!("{}/step/nothing", desk.path));
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[test]
fn the_question_before_a_step_is_a_dialog_or_a_page_and_says_what_stands_in_its_way() {
    let desk = Desk::open();
    let ask = format!("{}/step/elect", desk.path);
    desk.as_who("east").part(&ask).says(&["<dialog", "现在是“意向摸底”"]);
    desk.done("east", "begin_simple", &[]);
    let page = desk.as_who("east").get(&ask);
    page.says(&["<html", "录入选举结果", "应到会人数", "先不做"]);
    let wrong = [("elected_on", "2026-09-28"), ("term_years", "4"), ("entitled", "三个")];
    desk.step("east", "elect", &wrong).says(&["应到会人数", "三个"]);
}

#[test]
fn other_programs_make_the_same_steps_and_a_step_on_many_is_the_single_one_as_often() {
    let desk = Desk::open();
    let east = Program::new(&desk.town, "east");
    let key = desk.path.rsplit('/').next().unwrap();
    let at = format!("/registers/founding/records/{key}/flow");
    let flow = east.get(&at);
    assert_eq!((&flow["state"], &flow["term"]["left"]), (&json!("DRAFT"), &json!(30)));
    let steps: Vec<&Json> = flow["steps"].as_array().unwrap().iter().collect();
    assert!(
        steps.iter().any(|step| step["code"] == "begin_simple" && step["refused"] == json!([]))
    );
    let bare = east.send("POST", &at, &json!({"step": "begin_simple"}));
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = east.send("POST", &at, &json!({"step": "begin_simple", "version": 1}));
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    assert_eq!(read(&made)["values"]["state"], "RECRUITING");
    let late = east.send("POST", &at, &json!({"step": "begin_simple", "version": 1}));
    assert_eq!(late.status, StatusCode::CONFLICT);
    let typed = json!({"values": {"state": "UNVEILED"}, "version": 2});
    let typed = east.send("PATCH", &format!("/registers/founding/records/{key}"), &typed);
    typed.says(&["由程序算出，不能填"]);

    let list = east.get("/registers/joining?cols=applied_on");
    let rows = list["rows"].as_array().or(list["records"].as_array()).unwrap();
    let records: Vec<Json> =
        rows.iter().map(|row| json!({"key": row["id"], "version": 1})).collect();
    let mut wrong = records.clone();
    wrong[0]["version"] = json!(7);
    let body = json!({"step": "withdraw", "reason": "OWN_WISH", "records": wrong});
    let done = read(&east.send("POST", "/registers/joining/flow", &body));
    let results = done["results"].as_array().unwrap();
    assert_eq!(results.iter().filter(|one| one["done"] == json!(true)).count(), 2, "{done}");
    assert_eq!(results[0]["done"], json!(false), "the others are done all the same");
    assert_eq!(east.get("/bench")["all"], 1);
    let county = Program::new(&desk.town, "county").get("/bench");
    assert_eq!(county["all"], 0, "the township owes the next step");
}
