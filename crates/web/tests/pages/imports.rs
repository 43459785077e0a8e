//! Importing a roster as it comes: columns, problems, writing, taking back. The worker is run by hand.

use crate::town::{Browser, Seen, Town, paper};
use axum::http::StatusCode;
use std::sync::Arc;
use store::Store;
use web::worker;

/// A roster without the column 会籍变化类型, with a title above, and with what goes wrong in rosters.
fn roster() -> String {
    let p = |first: &str| paper(first);
    let mut rows = vec![
        "恒达纺织会员名册（2026年6月）,,,,,".to_owned(),
        "序号,会员姓名,身份证号码,手机号,入会时间,所在工会,备注".to_owned(),
        format!("1,罗志军,{},13900002207,2026.6.12,恒达纺织工会,", p("32011219850612337")),
        format!("2,沈巧云,{},15800009914,2026-06-12,恒达纺织,", p("32011219900301468")),
        format!("3,卢秀英,{},13600007702,2026-13-02,恒达纺织工会,", p("32011219930723422")),
        format!("4,周大庆,{},13600007703,6月12日,恒达纺织工会,", p("32011219800101431")),
        format!("5,谭家宝,{},13600007704,6月13日,恒达纺织工会,", p("32011219800202451")),
        format!("6,吴小曼,{},13800006621,2020-03-01,恒达纺织工会,", p("32011219910815231")),
        format!("7,杨大勇,{},1870000335,2026-06-15,恒达纺织工会,", p("32011219870505471")),
    ];
    rows.push("填表人：李娟,,,,,,".to_owned());
    rows.join("\r\n")
}

struct Desk {
    town: Town,
    east: Browser,
    job: String,
}

impl Desk {
    /// The roster is in, its columns are matched, every row was looked at.
    fn looked() -> Desk {
        let town = Town::new();
        let east = town.signed_in("east");
        let form = [("sheet", "members"), ("day", "2026-06-17")];
        let sent = east.upload("/import", &form, ("会员名册0615.csv", roster().as_bytes()));
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let job = sent.to().split('?').next().unwrap().to_owned();
        let desk = Desk { town, east, job };
        desk.get("").says(&["文件里没有“会籍变化类型”", "会员姓名", "尾号", "139****2207"]);
        desk.get("").is_silent_about(&[&paper("32011219850612337"), "13900002207"]);
        let sent = desk.post("/columns", &[("day", "2026-06-17")]);
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        desk.get("").says(&["正在逐行看", "hx-get=\"/import/"]);
        desk.work();
        let end = desk.east.part(&format!("{}/progress", desk.job));
        assert_eq!(end.headers.get("hx-refresh").unwrap(), "true");
        desk
    }
    /// All rows have a kind of change.
    fn filled() -> Desk {
        let desk = Desk::looked();
        desk.get("").says(&["有7行", "会籍变化类型", "7行都填上"]);
        let form = [("how", "blank"), ("column", "change"), ("to", "入会")];
        let done = desk.post("/alike", &form);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        desk
    }
    fn store(&self) -> &Arc<Store> {
        &self.town.store
    }
    fn work(&self) {
        assert!(worker::step(self.store()).unwrap(), "nothing to do");
    }
    fn get(&self, end: &str) -> Seen {
        self.east.get(&format!("{}{end}", self.job))
    }
    fn post(&self, end: &str, form: &[(&str, &str)]) -> Seen {
        self.east.post(&format!("{}{end}", self.job), form)
    }
    fn put(&self, row: u32, tab: &str, form: &[(&str, &str)]) -> Seen {
        let path = format!("{}/rows/{row}?tab={tab}&cols=paper_no,changed_on,union", self.job);
        self.east.post_part(&path, form)
    }
    fn id(&self) -> i64 {
        self.job.rsplit('/').next().unwrap().parse().unwrap()
    }
}

#[test]
fn a_file_that_is_no_roster_is_told_of_and_the_form_keeps_the_rest() {
    let town = Town::new();
    let east = town.signed_in("east");
    east.get("/import").says(&["会员信息采集表", "下载空表", "还没有导入过", "东镇总工会"]);
    let form = [("sheet", "members"), ("day", "2026-05-01")];
    let none = east.upload("/import", &form, ("", b""));
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    none.says(&["还没有选文件", "value=\"2026-05-01\""]);
    let wrong = east.upload("/import", &form, ("扫描件.xlsx", b"%PDF-1.7 \x00\x01"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["这不是能读的电子表格", "没有写入任何内容", "value=\"2026-05-01\""]);
    let other = east.upload("/import", &form, ("菜单.csv", "菜名,价钱\n白菜,3\n".as_bytes()));
    other.says(&["没有找到表头", "已收到", "菜单.csv", "name=\"held\""]);
    let bad_day = [("sheet", "members"), ("day", "前天")];
    east.upload("/import", &bad_day, ("a.csv", b"x")).says(&["日期应写成"]);
    // The file of the third try is still there and can be tried as another sheet.
    let held = other.after("name=\"held\" value=\"");
    let again = [("sheet", "employers"), ("day", ""), ("held", &held), ("held_name", "菜单.csv")];
    east.upload("/import", &again, ("", b"")).says(&["没有找到表头", "菜单.csv"]);
    let stolen = [("sheet", "employers"), ("held", "../niangjia.key"), ("held_name", "x.csv")];
    east.upload("/import", &stolen, ("", b"")).says(&["还没有选文件"]);
}

#[test]
fn a_file_that_is_too_large_is_read_to_its_end_and_told_of() {
    let config = web::Config { upload_most: 1 << 20, ..web::Config::default() };
    let town = Town::with(config);
    let east = town.signed_in("east");
    east.get("/import").says(&["data-most=\"1048576\"", "data-large=\"文件超过1 MB"]);
    let form = [("sheet", "members"), ("day", "2026-05-01")];
    let large = vec![b'x'; 3 << 20];
    let told = east.upload("/import", &form, ("会员名册.csv", &large));
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    told.says(&["文件超过1 MB。没有写入任何内容。", "拆成几个文件", "value=\"2026-05-01\""]);
    let left = std::fs::read_dir(town.store.dir.join("imports")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing of it stays");
    let fine = roster();
    let sent = east.upload("/import", &form, ("名册.csv", fine.as_bytes()));
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
}

#[test]
fn empty_workbooks_are_for_those_who_may_import() {
    let town = Town::new();
    let east = town.signed_in("east");
    for path in ["/import/template/members.xlsx", "/import/template/register/person.xlsx"] {
        let book = east.get(path);
        assert_eq!(book.status, StatusCode::OK);
        assert!(book.body.starts_with("PK"), "{path}");
    }
    assert_eq!(east.get("/import/template/none.xlsx").status, StatusCode::NOT_FOUND);
    let leader = town.signed_in("leader");
    assert_eq!(leader.get("/import").status, StatusCode::FORBIDDEN);
    assert_eq!(leader.get("/import/template/members.xlsx").status, StatusCode::FORBIDDEN);
}

#[test]
fn wrong_rows_are_put_right_in_place_and_alike_rows_in_one_click() {
    let desk = Desk::filled();
    let page = desk.get("?tab=rejected");
    page.says(&["7行改了，其中5行还有别的要改", "有2行", "2行都补成2026年", "没有13月", "只看"]);
    let year = [("how", "year"), ("column", "changed_on"), ("found", "6月12日"), ("to", "2026")];
    desk.post("/alike", &year);
    desk.get("?tab=rejected").says(&["2行已改好", "改为：恒达纺织工会"]);
    let unit = [("act", "put"), ("column", "union"), ("to", "恒达纺织工会")];
    desk.put(4, "rejected", &unit).says(&[
        "<tr",
        "已改好，会新增",
        "id=\"imp-bar\"",
        "hx-partial hx-target=\"#imp-bar\"",
    ]);
    let day = [("act", "put"), ("column", "changed_on"), ("text", "2026-12-32")];
    desk.put(5, "rejected", &day).says(&["value=\"2026-12-32\"", "12月没有32日"]);
    // A short telephone number is masked on the page, and an untouched field stays as it was.
    let page = desk.get("?tab=rejected");
    page.says(&["placeholder=\"18******35\""]).is_silent_about(&["1870000335"]);
    let untouched = [("act", "put"), ("column", "phone"), ("text", "")];
    desk.put(9, "rejected", &untouched).says(&["placeholder=\"18******35\""]);
    // Who sent the file may have what stood there put into the box; somebody else may not.
    page.says(&["填入原来的，改几位（会留下记录）"]);
    let whole = [("act", "put"), ("column", "phone"), ("whole", "1")];
    desk.put(9, "rejected", &whole).says(&["value=\"1870000335\""]);
    let path = format!("{}/rows/9?tab=rejected", desk.job);
    desk.east.post(&path, &whole).says(&["<html", "value=\"1870000335\""]);
    desk.get("?tab=rejected").is_silent_about(&["1870000335"]);
    desk.put(9, "rejected", &[("act", "put"), ("column", "name"), ("whole", "1")])
        .says(&["没有这一格"]);
    let sql = store::sql::Sql::new("SELECT reason FROM journal WHERE act = ").bind("看全文");
    let noted = desk.store().db.read(|tx| tx.all(&sql)).unwrap();
    assert_eq!(noted.len(), 2, "each time");
    assert!(noted[0].text(0).contains("第9行的移动电话"), "{}", noted[0].text(0));
    desk.put(9, "rejected", &[("act", "answer"), ("answer", "skip")]).says(&["这行不导", "撤销"]);
    desk.put(9, "rejected", &[("act", "answer"), ("answer", "")]).says(&["不导这行"]);
    let undone = desk.put(4, "rejected", &[("act", "back"), ("column", "union")]);
    undone.says(&["改为：恒达纺织工会"]).is_silent_about(&["会籍变化类型"]);
    desk.put(4, "rejected", &[("act", "back")]).says(&["会籍变化类型", "选一个"]);
}

#[test]
fn a_doubtful_row_stands_beside_the_record_and_waits_for_an_answer() {
    let desk = Desk::filled();
    let page = desk.get("?tab=doubtful");
    page.says(&[
        "吴小曼",
        "吴小满",
        "台账里已有",
        "补空栏",
        "更正",
        "跳过",
        "选一个",
        "1行都只补空栏",
    ]);
    let form = [("act", "answer"), ("answer", "fill")];
    desk.put(8, "doubtful", &form).says(&["checked", "可导入"]).is_silent_about(&["选一个"]);
    let done = desk.post("/doubtful", &[("answer", "skip")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.post("/doubtful", &[("answer", "other")]).status, StatusCode::BAD_REQUEST);
}

#[test]
fn a_file_is_looked_at_again_and_what_was_settled_stays() {
    let desk = Desk::filled();
    desk.get("").says(&["再查一遍", "先导入1行"]);
    let unit = [("act", "put"), ("column", "union"), ("to", "恒达纺织工会")];
    desk.put(4, "rejected", &unit);
    desk.put(8, "doubtful", &[("act", "answer"), ("answer", "fill")]);
    desk.put(9, "rejected", &[("act", "answer"), ("answer", "skip")]);
    desk.get("").says(&["先导入3行"]);
    assert_eq!(desk.post("/look", &[]).status, StatusCode::SEE_OTHER);
    desk.get("").says(&["正在逐行看"]);
    desk.work();
    desk.get("").says(&["再查过了。改好的、定过的7行都还在。", "先导入3行"]);
    desk.get("?tab=changed").says(&["沈巧云", "改好了，会新增"]);
    desk.get("?tab=rejected").says(&["这行不导"]);
}

#[test]
fn rows_that_stayed_behind_are_looked_at_again_without_the_file_being_sent_again() {
    let mut desk = Desk::filled();
    desk.post("/apply", &[]);
    desk.work();
    desk.get("").says(&["新增1", "有错5行"]);
    // Of a name that nobody bears, like ones are offered.
    let unit = |text| [("act", "put"), ("column", "union"), ("text", text)];
    let asked = desk.put(4, "rejected", &unit("恒达织造"));
    asked.says(&["您是不是指", "name=\"to\" value=\"恒达纺织工会\""]);
    desk.put(4, "rejected", &unit("远方的厂")).is_silent_about(&["您是不是指"]);
    desk.put(4, "rejected", &[("act", "back"), ("column", "union")]);
    // Somebody registers the employer that the roster names.
    let (seat, union) = (desk.town.keys["东镇"], desk.town.keys["恒达"]);
    let named = [("name", "恒达纺织"), ("state", "NORMAL"), ("listed_on", "2010-01-01")];
    let firm = desk.town.add("employer", "厂", &named, &[("seat", seat)]);
    let links = [("union", union), ("employer", firm)];
    desk.town.add("coverage", "覆盖", &[("from_on", "2015-06-01")], &links);
    desk.get("?tab=rejected").says(&["再查一遍"]);
    desk.post("/look", &[]);
    desk.get("").says(&["正在逐行看"]);
    desk.east.get("/import").says(&["正在看文件"]);
    desk.work();
    desk.get("?tab=changed").says(&["沈巧云", "再导入1行"]);
    desk.post("/apply", &[]);
    desk.work();
    desk.get("").says(&["新增2"]);
}

#[test]
fn the_good_rows_are_written_now_the_rest_later_and_all_is_taken_back() {
    let desk = Desk::filled();
    desk.east
        .get("/")
        .says(&["我的导入", "会员名册0615.csv", "等您决定"])
        .is_silent_about(&["已暂停"]);
    desk.get("").says(&["先导入1行", "其余6行可以稍后再导", "下载没导的6行"]);
    assert!(desk.get("/rejects.xlsx").body.starts_with("PK"));
    assert_eq!(desk.get("/undo").status, StatusCode::CONFLICT);
    desk.post("/apply", &[]);
    desk.get("").says(&["正在写入台账"]);
    desk.work();
    desk.get("").says(&["写完了", "新增1", "有错5行", "疑似重复1行", "看这1行", "撤销整次导入"]);
    desk.get("/records").says(&["罗志军", "/r/membership/"]);
    let unit = [("act", "put"), ("column", "union"), ("to", "恒达纺织工会")];
    desk.put(4, "rejected", &unit).says(&["再导入1行"]);
    desk.put(8, "doubtful", &[("act", "answer"), ("answer", "fill")]).says(&["再导入2行"]);
    desk.post("/apply", &[]);
    desk.work();
    desk.get("").says(&["新增2", "有错4行"]).is_silent_about(&["疑似重复1行", "再导入"]);
    desk.east.get("/import").says(&["会员名册0615.csv", "已写入，还有要处理的", "east同事"]);
    desk.get("/undo")
        .says(&["撤销以后是这样", "会员", "人员", "2人"])
        .is_silent_about(&["条会保持现状"]);
    let done = desk.post("/undo", &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    desk.get("").says(&["正在撤销这次导入", "可以离开本页"]);
    desk.east.get("/import").says(&["正在撤销"]);
    assert_eq!(desk.post("/apply", &[]).status, StatusCode::UNPROCESSABLE_ENTITY);
    desk.work();
    desk.get("").says(&["这次导入已撤销", "作废了4条"]);
    assert_eq!(desk.post("/undo", &[]).status, StatusCode::CONFLICT);
    desk.east.get("/r/membership?q=%E7%BD%97%E5%BF%97%E5%86%9B").is_silent_about(&["罗志军</a>"]);
}

#[test]
fn an_undoing_that_was_stopped_goes_on_behind_what_is_taken_back() {
    let desk = Desk::filled();
    desk.post("/apply", &[]);
    desk.work();
    desk.post("/undo", &[]);
    // The program is killed once the worker has the job, and begins anew.
    let job = desk.store().next_job().unwrap().unwrap();
    assert_eq!(job.id, desk.id());
    assert_eq!(desk.store().reclaim_jobs().unwrap(), [desk.id()]);
    desk.get("").says(&["正在撤销这次导入"]);
    desk.work();
    desk.get("").says(&["这次导入已撤销", "作废了2条"]);
    // The disk is full in the middle: it stops, and says how to go on.
    let desk = Desk::filled();
    desk.post("/apply", &[]);
    desk.work();
    desk.post("/undo", &[]);
    let store = desk.store();
    store.next_job().unwrap();
    store.set_job_state(desk.id(), store::jobs::State::Failed, "磁盘写满了").unwrap();
    desk.get("").says(&["磁盘写满了。", "前0条已经撤销完", "接着撤销"]);
    desk.post("/undo", &[]);
    desk.work();
    desk.get("").says(&["这次导入已撤销", "作废了2条"]);
}

#[test]
fn somebody_elses_import_is_not_there() {
    let desk = Desk::looked();
    let west = desk.town.signed_in("west");
    for end in ["", "/rejects.xlsx", "/undo", "/records", "/progress"] {
        let seen = west.get(&format!("{}{end}", desk.job));
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{end}");
    }
    for end in ["/apply", "/drop", "/rows/3", "/alike", "/columns", "/undo"] {
        let seen = west.post(&format!("{}{end}", desk.job), &[]);
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{end}");
    }
    west.get("/import").is_silent_about(&["会员名册0615.csv"]);
    // Above them a colleague may go on with it; a leader may only read registers.
    let county = desk.town.signed_in("county");
    assert_eq!(county.get(&desk.job).status, StatusCode::OK);
    let leader = desk.town.signed_in("leader");
    assert_eq!(leader.get(&desk.job).status, StatusCode::FORBIDDEN);
}

#[test]
fn what_a_person_gives_up_leaves_no_file_and_what_stopped_goes_on() {
    let desk = Desk::looked();
    let files = || std::fs::read_dir(desk.store().dir.join("imports")).unwrap().count();
    assert_eq!(files(), 1);
    // The program was stopped while it wrote: the wish is still there.
    desk.post("/apply", &[]);
    desk.store().next_job().unwrap();
    assert_eq!(desk.post("/drop", &[]).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.store().reclaim_jobs().unwrap(), [desk.id()]);
    desk.work();
    desk.get("").says(&["写完了"]);
    let desk = Desk::looked();
    let done = desk.post("/drop", &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(std::fs::read_dir(desk.store().dir.join("imports")).unwrap().count(), 0);
    desk.get("").says(&["这次导入已放弃"]);
    desk.post("/apply", &[]).says(&["过了保存期", "重新上传"]);
}

#[test]
fn a_worker_that_meets_a_broken_file_says_so_and_the_person_can_go_on() {
    let desk = Desk::looked();
    let detail = office::import::Detail::of(desk.store(), desk.id()).unwrap();
    let whole = std::fs::read(&detail.path).unwrap();
    std::fs::write(&detail.path, b"%PDF-1.7 \x00").unwrap();
    desk.post("/apply", &[]);
    desk.work();
    desk.get("").says(&["没有做完", "这不是能读的电子表格"]);
    std::fs::write(&detail.path, whole).unwrap();
    desk.post("/apply", &[]);
    desk.work();
    desk.get("").says(&["写完了"]);
}

#[test]
fn old_files_go_and_those_that_wait_stay_for_a_month() {
    let desk = Desk::looked();
    let dir = desk.store().dir.join("imports");
    std::fs::write(dir.join("upload-7-00.csv"), b"x").unwrap();
    let names = || {
        let all = std::fs::read_dir(&dir).unwrap().flatten();
        all.map(|entry| entry.file_name().into_string().unwrap()).collect::<Vec<_>>()
    };
    let hour = 3_600_000;
    let behind = std::time::UNIX_EPOCH.elapsed().unwrap().as_millis();
    let behind = i64::try_from(behind).unwrap() - desk.store().clock.now();
    desk.store().clock.advance(behind + hour);
    worker::sweep(desk.store()).unwrap();
    assert_eq!(names().len(), if behind > 29 * 24 * hour { 1 } else { 2 });
    desk.store().clock.advance(31 * 24 * hour);
    worker::sweep(desk.store()).unwrap();
    assert!(names().is_empty());
}

#[test]
fn rows_that_disagree_stand_beside_each_other_and_only_one_is_right() {
    let town = Town::new();
    let east = town.signed_in("east");
    let line = |first: &str, phone: &str, on: &str| {
        format!("罗志军,{},{phone},入会,{on},恒达纺织工会\r\n", paper(first))
    };
    let book = [
        "姓名,证件号码,移动电话,会籍变化类型,会籍变化日期,工作单位\r\n".to_owned(),
        line("32011219850612337", "13900002207", "2026-06-12"),
        line("32011219850612337", "13900102207", "2026-06-12"),
        line("32011219850612337", "13900002207", "2026-05-01"),
    ];
    let form = [("sheet", "members"), ("day", "2026-06-17")];
    let sent = east.upload("/import", &form, ("不一样.csv", book.concat().as_bytes()));
    let job = sent.to().split('?').next().unwrap().to_owned();
    let desk = Desk { town, east, job };
    desk.post("/columns", &[("day", "2026-06-17")]);
    desk.work();
    let page = desk.get("?tab=doubtful");
    page.says(&[
        "文件第2行",
        "文件第3行",
        "移动电话 <span class=\"amber\">13*******07（遮住的几位不同）</span>",
        "会籍变化日期 <span class=\"amber\">2026-06-12</span>",
        "这行是对的",
        "都跳过",
        "选出对的那行",
    ]);
    page.is_silent_about(&["只补空栏", "13900102207"]);
    let right = [("act", "answer"), ("answer", "correct")];
    let done = desk.put(4, "doubtful", &right);
    assert_eq!(done.headers.get("hx-refresh").unwrap(), "true");
    desk.get("?tab=doubtful").says(&["第4行定为对的；第2、3行不导", "导入1行"]);
    // Another thought: the other is right, and the first is not any more.
    desk.put(2, "doubtful", &right);
    desk.get("?tab=doubtful").says(&["第2行定为对的；第4行不导", "导入1行"]);
    desk.post("/apply", &[]);
    desk.work();
    desk.get("").says(&["新增1"]).is_silent_about(&["疑似重复"]);
}
