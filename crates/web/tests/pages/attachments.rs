//! Photos and papers on the page of a record: added, looked at, taken away, and out of reach of others.

use crate::api::{Program, read};
use crate::town::{Browser, MULTIPART, Seen, Town, multipart};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;
use std::path::PathBuf;
use store::Ctx;
use web::Config;

fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    let image = image::RgbImage::from_pixel(width, height, image::Rgb([180, 60, 40]));
    image.write_to(&mut out, image::ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

const PAPER: &[u8] = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";

/// A county with a training class of the eastern town; and the path of its page.
fn town(config: Config) -> (Town, String) {
    let mut town = Town::with(config);
    town.store.begin(&Ctx::local()).unwrap();
    let form = [
        ("name", "农民工电工培训班"),
        ("kind_text", "培训"),
        ("union_text", "东镇总工会"),
        ("held_from", "2026-05-20"),
        ("level", "COUNTY"),
    ];
    let done = town.signed_in("east").post("/r/activity/new", &form);
    let path = done.to().split('?').next().unwrap().to_owned();
    assert!(path.starts_with("/r/activity/"), "{}", done.body);
    town.keys.insert("班", 0);
    (town, path)
}

fn add(browser: &Browser, path: &str, kind: &str, file: (&str, &[u8])) -> Seen {
    browser.upload(&format!("{path}/attachments"), &[("kind", kind), ("title", "")], file)
}

/// The address of the first attachment on a page.
fn first(page: &Seen) -> String {
    format!("/attachment/{}", page.after("/attachment/").split('/').next().unwrap())
}

#[test]
fn a_photo_is_added_from_the_page_and_seen_small_whole_and_saved() {
    let (town, path) = town(Config::default());
    let east = town.signed_in("east");
    east.get(&path).says(&["还没有附件", "type=\"file\"", "enctype=\"multipart/form-data\""]);
    let done = add(&east, &path, "photo", ("开班合影.jpg", &photo(3000, 1500)));
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(done.to().ends_with("#attachments"));
    let page = east.get(&path);
    page.says(&["存了1个附件", "开班合影", "east同事", "照片", "没有", "/small"]);
    page.is_silent_about(&["还没有附件"]);
    let one = first(&page);
    let small = east.get(&format!("{one}/small"));
    assert_eq!(
        (small.status, &small.headers["content-type"]),
        (StatusCode::OK, &"image/jpeg".parse().unwrap())
    );
    let whole = east.get(&one);
    assert_eq!(whole.headers["content-type"], "image/jpeg");
    assert_eq!(whole.headers["x-content-type-options"], "nosniff");
    assert!(whole.headers["content-disposition"].to_str().unwrap().starts_with("inline"));
    let saved = east.get(&format!("{one}?save=1"));
    let how = saved.headers["content-disposition"].to_str().unwrap();
    assert!(how.starts_with("attachment") && how.contains("%E5%BC%80%E7%8F%AD"), "{how}");

    add(&east, &path, "photo", ("讲课.jpg", &photo(600, 400)));
    let view = east.part(&format!("{one}/view"));
    view.says(&[
        "<dialog",
        "开班合影",
        "第1张，共2张",
        "data-step=\"ArrowRight\"",
        "width=\"2560\"",
    ]);
    view.is_silent_about(&["data-step=\"ArrowLeft\""]);
    let next = format!("/attachment/{}&in=1", view.after("hx-get=\"/attachment/"));
    let next = east.part(&next);
    next.says(&["讲课", "第2张，共2张", "data-step=\"ArrowLeft\""]).is_silent_about(&["<dialog"]);
    // Without script it is a page.
    east.get(&format!("{one}/view")).says(&["<html", "开班合影", "下一张"]);
}

#[test]
fn several_files_come_at_once_and_what_is_refused_takes_no_other_with_it() {
    let (town, path) = town(Config::default());
    let east = town.signed_in("east");
    let whole = photo(900, 700);
    let files: [(&str, &[u8]); 5] = [
        ("一.jpg", &whole),
        ("半张.jpg", &whole[..whole.len() - 100]),
        ("程序.jpg", b"MZ\x90\0this program cannot be run"),
        ("IMG_0042.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1"),
        ("方案.pdf", PAPER),
    ];
    let to = format!("{path}/attachments");
    let form = [("kind", "material"), ("title", "培训材料")];
    let part = east.upload_with(&to, &form, &files, &[("hx-request", "true")]);
    assert_eq!(part.status, StatusCode::OK);
    part.says(&[
        "id=\"attachments\"",
        "半张.jpg",
        "文件没有传完整",
        "程序.jpg",
        "不是照片（JPG、PNG），也不是 PDF",
        "IMG_0042.heic",
        "兼容性最佳",
        ">培训材料<",
        "培训材料 5",
        "file-type-pdf",
    ]);
    part.is_silent_about(&["<html", "培训材料 2"]);
    let plain = east.upload_with(&to, &form, &files[1..2], &[]);
    assert_eq!(plain.status, StatusCode::UNPROCESSABLE_ENTITY);
    plain.says(&["有文件没有存", "文件没有传完整", "回去再传"]);
    let none = east.upload_with(&to, &form, &[], &[]);
    none.says(&["还没有选文件"]);
    let wrong = add(&east, &path, "photo", ("方案.pdf", PAPER));
    wrong.says(&["“照片”只收照片（JPG、PNG）", "请放到“签到表”"]);
    let large = vec![0xff; (20 << 20) + 1];
    add(&east, &path, "photo", ("巨大.jpg", &large)).says(&["文件超过20MB"]);
    let shown = east.get(&path);
    assert_eq!(shown.body.matches("class=\"shot\"").count(), 2);
}

#[test]
fn who_works_elsewhere_finds_neither_page_nor_photo_by_any_road() {
    let (town, path) = town(Config::default());
    let east = town.signed_in("east");
    add(&east, &path, "photo", ("开班合影.jpg", &photo(600, 400)));
    let one = first(&east.get(&path));
    let id = one.rsplit('/').next().unwrap().to_owned();
    let key = path.rsplit('/').next().unwrap().to_owned();
    let west = town.signed_in("west");
    for address in
        [&path, &one, &format!("{one}/small"), &format!("{one}/view"), &format!("{one}/remove")]
    {
        let seen = west.get(address);
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{address}");
        seen.is_silent_about(&["开班合影"]);
    }
    assert_eq!(add(&west, &path, "photo", ("a.jpg", &photo(60, 40))).status, StatusCode::NOT_FOUND);
    let gone = west.post(&format!("{one}/remove"), &[("version", "1"), ("reason", "不该有")]);
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    let program = Program::new(&town, "west");
    for (method, address) in [
        ("GET", format!("/registers/activity/records/{key}/attachments")),
        ("GET", format!("/attachments/{id}")),
        ("DELETE", format!("/attachments/{id}?version=1&reason=x")),
    ] {
        let seen = program.send(method, &address, &Value::Null);
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{method} {address}");
    }
    // A name that nobody has reads the same.
    let never = west.get("/attachment/0197a1b2c3d47e5f8a9b0c1d2e3f4a5b");
    assert_eq!(never.status, StatusCode::NOT_FOUND);
    let stranger = town.stranger().get(&one);
    assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    assert!(east.get(&one).status.is_success());
}

#[test]
fn a_leader_looks_and_does_not_add_or_take_away() {
    let (town, path) = town(Config::default());
    let leader = town.signed_in("leader");
    leader.get(&path).says(&["还没有附件（"]).is_silent_about(&["加附件"]);
    add(&town.signed_in("east"), &path, "photo", ("开班合影.jpg", &photo(600, 400)));
    let page = leader.get(&path);
    page.says(&["开班合影", "下载"]).is_silent_about(&["移除", "加附件</"]);
    let one = first(&page);
    assert_eq!(leader.get(&format!("{one}/view")).status, StatusCode::OK);
    assert_eq!(leader.get(&format!("{one}/remove")).status, StatusCode::FORBIDDEN);
    let seen = add(&leader, &path, "photo", ("a.jpg", &photo(60, 40)));
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
}

#[test]
fn taking_away_asks_why_is_told_and_can_be_taken_back() {
    let (town, path) = town(Config::default());
    let east = town.signed_in("east");
    add(&east, &path, "photo", ("开班合影.jpg", &photo(600, 400)));
    let one = first(&east.get(&path));
    east.part(&format!("{one}/remove")).says(&["<dialog", "移除照片“开班合影”"]);
    let unsaid = east.post(&format!("{one}/remove"), &[("version", "1"), ("reason", " ")]);
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    unsaid.says(&["写一句为什么移除"]);
    let done = east.post(&format!("{one}/remove"), &[("version", "1"), ("reason", "照片不清楚")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = east.get(&path);
    assert_eq!(east.get(&one).status, StatusCode::NOT_FOUND);
    page.says(&["已移除“开班合影”", "移除附件", "照片不清楚", "还没有附件"]);
    let undo = format!("/undo/{}", page.after("action=\"/undo/"));
    east.post(&undo, &[]);
    east.get(&path).says(&["回到原样", &one]);
    let late = east.post(&format!("{one}/remove"), &[("version", "1"), ("reason", "再来")]);
    late.says(&["别人刚动过这个附件"]);
}

/// Sends files as a program does.
fn send(program: &Program, key: &str, files: &[(&str, &[u8])]) -> Seen {
    let request = Request::builder()
        .method("POST")
        .uri(format!("/api/v1/registers/activity/records/{key}/attachments"))
        .header("host", "yunxi.local")
        .header("content-type", MULTIPART)
        .header("authorization", format!("Bearer {}", program.token));
    let body = multipart(&[("kind", "material")], files);
    program.browser.ask(request.body(Body::from(body)).unwrap())
}

#[test]
fn a_program_sends_lists_fetches_and_takes_away() {
    let (town, path) = town(Config::default());
    let key = path.rsplit('/').next().unwrap();
    let program = Program::new(&town, "east");
    let seen = send(&program, key, &[("通知.pdf", PAPER), ("名单.xlsx", b"PK\x03\x04")]);
    assert_eq!(seen.status, StatusCode::CREATED, "{}", seen.body);
    let told = read(&seen);
    assert_eq!(
        (&told["added"][0]["title"], &told["refused"][0]["name"]),
        (&"通知".into(), &"名单.xlsx".into())
    );
    let listed = program.get(&format!("/registers/activity/records/{key}/attachments"));
    assert_eq!(
        (listed.as_array().unwrap().len(), &listed[0]["media_type"]),
        (1, &"application/pdf".into())
    );
    let id = listed[0]["public_id"].as_str().unwrap();
    let content = program.send("GET", &format!("/attachments/{id}"), &Value::Null);
    assert_eq!(content.body.as_bytes(), PAPER);
    let all = send(&program, key, &[("名单.xlsx", b"PK\x03\x04")]);
    assert_eq!(all.status, StatusCode::UNPROCESSABLE_ENTITY);
    all.says(&["请先另存（输出）为 PDF"]);
    let remove =
        |end: &str| program.send("DELETE", &format!("/attachments/{id}{end}"), &Value::Null);
    assert_eq!(remove("?reason=x").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(remove("?version=1").status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(remove("?version=1&reason=%E9%87%8D%E5%A4%8D").status, StatusCode::NO_CONTENT);
    assert_eq!(remove("?version=1&reason=x").status, StatusCode::NOT_FOUND);
    // A page of another site sends the cookie along, but knows no token.
    let east = town.signed_in("east");
    let to = format!("/api/v1/registers/activity/records/{key}/attachments");
    let foreign = east.upload(&to, &[("kind", "material")], ("通知.pdf", PAPER));
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let described = web::api::openapi::openapi(domain::catalog()).to_string();
    assert!(described.contains("/registers/activity/records/{key}/attachments"));
    assert!(!described.contains("/registers/person/records/{key}/attachments"));
}

/// A scanner that knows one virus.
fn scanner(name: &str, text: &str) -> PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::create_dir_all(folder).unwrap();
    let path = folder.join(format!("{name}-{}.sh", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

#[cfg(unix)]
#[test]
fn a_scanner_is_asked_before_anything_is_kept() {
    let asked = |text: &str, name: &str| {
        let script = scanner(name, text);
        let scan = Some(format!("sh {}", script.display()));
        let (town, path) = town(Config { scan, ..Config::default() });
        let east = town.signed_in("east");
        let clean = add(&east, &path, "material", ("通知.pdf", PAPER));
        let virus = [PAPER, b"EICAR-TEST %%EOF"].concat();
        let virus = add(&east, &path, "material", ("带毒.pdf", &virus));
        let left = std::fs::read_dir(town.store.dir.join("imports")).unwrap().count();
        assert_eq!(left, 0, "the file of the scanner is gone");
        (clean, virus)
    };
    let knows = "if grep -q EICAR \"$1\"; then exit 1; fi; exit 0";
    let (clean, virus) = asked(knows, "knows");
    assert_eq!(clean.status, StatusCode::SEE_OTHER, "{}", clean.body);
    virus.says(&["查出了病毒"]);
    let (unknown, _) = asked("exit 2", "broken");
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    unknown.says(&["病毒检查没有做成"]);
}
