//! Pictures sent with a request for help.

use crate::phones::Post;
use axum::http::StatusCode;

fn png() -> Vec<u8> {
    let mut picture = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(64, 48).write_to(&mut picture, image::ImageFormat::Png).unwrap();
    picture.into_inner()
}

const WORDS: [(&str, &str); 2] = [("kind", "WAGES"), ("words", "工地两个月没发工资")];

#[test]
fn pictures_go_with_a_request_and_the_union_sees_them_in_the_record() {
    let post = Post::new();
    let phone = post.known();
    phone.get("/m/new/matter").says(&["multipart/form-data", "type=\"file\"", "没有照片也能提交"]);
    let picture = png();
    let files = [("工资条.png", picture.as_slice()), ("欠条.png", picture.as_slice())];
    let done = phone.upload_with("/m/new/matter", &WORDS, &files, &[]);
    assert_eq!(done.to(), "/m", "{}", done.body);
    phone.get("/m").says(&["已经送到您所在的工会", "照片收下2张。"]);
    let matter = post.only("matter");
    let clerk = post.town.signed_in("west");
    clerk.get(&format!("/r/matter/{matter}")).says(&["现场照片", "照片1", "照片2"]);
    let other = post.town.signed_in("east");
    assert_eq!(other.get(&format!("/r/matter/{matter}")).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_picture_that_fails_says_why_and_loses_nothing() {
    let post = Post::new();
    let phone = post.known();
    let picture = png();
    let files = [
        ("好的.png", picture.as_slice()),
        ("木马.png", b"MZ this is a program".as_slice()),
        ("半张.png", &picture[..60]),
    ];
    let done = phone.upload_with("/m/new/matter", &WORDS, &files, &[]);
    assert_eq!(done.to(), "/m", "{}", done.body);
    phone.get("/m").says(&[
        "照片收下1张，2张没有存",
        "“木马.png”：这个文件不是照片",
        "“半张.png”：",
        "您写的内容都在",
    ]);
    let key = phone.get("/m/matters").after("/m/r/matter/");
    let page = format!("/m/r/matter/{key}");
    phone.get(&page).says(&["工地两个月没发工资", "已交1张", "补照片"]);
    // Three and no more.
    let more = format!("{page}/pictures");
    let three = [("1.png", picture.as_slice()), ("2.png", &picture), ("3.png", &picture)];
    assert_eq!(phone.upload_with(&more, &[], &three, &[]).to(), page);
    phone.get(&page).says(&["一件事最多3张照片", "已交3张"]).is_silent_about(&["补照片</"]);
    phone.get(&page).is_silent_about(&["type=\"file\""]);
    phone.post(&format!("{page}/withdraw"), &[("version", "1"), ("reason", "SOLVED")]);
    phone.upload_with(&more, &[], &three[..1], &[]).says(&["已经办结"]);
    // Somebody else's matter takes none.
    let other = post.phone("13911112222");
    assert_eq!(other.upload_with(&more, &[], &three[..1], &[]).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_form_with_pictures_and_without_the_token_of_its_page_does_nothing() {
    let post = Post::new();
    let mut blind = post.known();
    let picture = png();
    let files = [("1.png", picture.as_slice())];
    blind.csrf = "wrong".to_owned();
    let seen = blind.upload_with("/m/new/matter", &WORDS, &files, &[]);
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
}
