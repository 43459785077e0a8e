//! Reports: begun from a template, read, changed, finished, taken along; and figures of one's own.

use crate::town::{Seen, Town, paper};
use axum::http::StatusCode;

/// The address a redirect leads to.
fn leads(seen: &Seen) -> String {
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
    seen.to().to_owned()
}

const BEGIN: [(&str, &str); 4] =
    [("template", "half_year"), ("first", "2026-01-01"), ("last", "2026-06-30"), ("title", "")];

#[test]
fn a_report_is_written_read_checked_and_finished() {
    let town = Town::new();
    let clerk = town.signed_in("county");
    clerk.get("/report").says(&["还没有汇报", "写第一份汇报"]);
    clerk.get("/report/new").says(&["半年工作汇报", "领导一页纸", "写出来"]);
    let place = leads(&clerk.post("/report", &BEGIN));
    let report = place.split('?').next().unwrap().to_owned();
    let seen = clerk.get(&report);
    seen.says(&[
        "2026年上半年工作汇报",
        "草稿",
        "一、",
        "基本情况",
        "会员",
        "/figure/0",
        "核对无误",
    ]);
    seen.is_silent_about(&["NaN", "{member"]);
    let sheet = clerk.part(&format!("{report}/figure/0"));
    sheet.says(&["数字的出处", "怎么数的", "口径第1版", "条记录"]).is_silent_about(&["<html"]);
    clerk.get(&format!("{report}/figure/0")).says(&["<html", "数字的出处"]);
    assert_eq!(clerk.get(&format!("{report}/figure/9999")).status, StatusCode::NOT_FOUND);
    let early = clerk.post(&format!("{report}/stage"), &[("to", "finished"), ("version", "1")]);
    assert_ne!(early.status, StatusCode::SEE_OTHER, "nobody has checked it");
    leads(&clerk.post(&format!("{report}/stage"), &[("to", "checked"), ("version", "1")]));
    let stale = clerk.post(&format!("{report}/stage"), &[("to", "draft"), ("version", "1")]);
    assert_ne!(stale.status, StatusCode::SEE_OTHER, "somebody else was quicker");
    leads(&clerk.post(&format!("{report}/stage"), &[("to", "finished"), ("version", "2")]));
    let done = clerk.get(&report);
    done.says(&["已定稿"]).is_silent_about(&["改文字", "定稿锁数"]);
    clerk.get(&format!("{report}/moved")).says(&["一个数都没有动"]);
    clerk.get("/report").says(&["2026年上半年工作汇报", "已定稿"]);
}

#[test]
fn words_are_changed_beside_what_they_say_and_faults_are_named() {
    let town = Town::new();
    let clerk = town.signed_in("county");
    let report = leads(&clerk.post("/report", &BEGIN)).split('?').next().unwrap().to_owned();
    let edit = format!("{report}/edit");
    clerk.get(&edit).says(&["{会员数}", "放进一个数", "写法"]);
    clerk.get("/report/figures?q=农民工").says(&["农民工会员数", "data-insert"]);
    clerk.get("/report/figures?q=没有这样的数").says(&["自己定义一个"]);
    let text = [("union", "0"), ("first", "2026-01-01"), ("last", "2026-06-30")];
    let with =
        |text_: &'static str| text.iter().copied().chain([("text", text_)]).collect::<Vec<_>>();
    clerk.post("/report/preview", &with("会员{会员数}。")).says(&["会员", "人"]);
    let wrong = clerk.post("/report/preview", &with("会员{会员总数}。"));
    wrong.says(&["第1行", "会员总数"]);
    let kept =
        clerk.post(&edit, &[("version", "1"), ("title", "简报"), ("text", "会员{会员总数}。")]);
    assert!(leads(&kept).ends_with("/edit"), "kept, and to be put right");
    clerk.get(&edit).says(&["会员{会员总数}。", "第1行"]);
    let stale =
        clerk.post(&edit, &[("version", "1"), ("title", "简报"), ("text", "另一个人写的话")]);
    stale.says(&["别人刚刚改了这份汇报", "另一个人写的话"]);
}

#[test]
fn a_report_goes_out_as_word_web_page_and_data() {
    let town = Town::new();
    let clerk = town.signed_in("county");
    let report = leads(&clerk.post("/report", &BEGIN)).split('?').next().unwrap().to_owned();
    let file = |format: &str| clerk.get(&format!("{report}/export?format={format}"));
    assert_eq!(file("docx").status, StatusCode::OK);
    assert_eq!(file("docx&appendix=1").status, StatusCode::OK);
    file("html").says(&["<!DOCTYPE html>", "@page", "基本情况"]);
    file("json").says(&["\"document\"", "\"sources\"", "\"member_count\""]);
    clerk.get("/api/v1/reports").says(&["\"half_year\""]);
    let key = report.trim_start_matches("/report/");
    clerk.get(&format!("/api/v1/reports/{key}")).says(&["\"figures\""]);
}

#[test]
fn who_is_elsewhere_finds_no_report_and_who_only_reads_changes_none() {
    let town = Town::new();
    let clerk = town.signed_in("county");
    let report = leads(&clerk.post("/report", &BEGIN)).split('?').next().unwrap().to_owned();
    let east = town.signed_in("east");
    assert_eq!(east.get(&report).status, StatusCode::NOT_FOUND);
    assert_eq!(east.get(&format!("{report}/export?format=json")).status, StatusCode::NOT_FOUND);
    east.get("/report").is_silent_about(&["2026年上半年工作汇报"]);
    assert_eq!(east.get("/template").status, StatusCode::FORBIDDEN);
    assert_eq!(east.get("/define").status, StatusCode::FORBIDDEN);
}

#[test]
fn a_template_is_changed_and_a_broken_one_is_refused_with_its_text_kept() {
    let town = Town::new();
    let clerk = town.signed_in("county");
    clerk.get("/template").says(&["半年工作汇报", "程序自带"]);
    clerk.get("/template/half_year").says(&["{会员数}", "保存模板"]);
    let new = [("version", "0"), ("title", "周报"), ("period", "day"), ("text", "会员{会员数}。")];
    leads(&clerk.post("/template/new", &new));
    clerk.get("/template").says(&["周报", "第1版"]);
    let broken = [
        ("version", "0"),
        ("title", "月报"),
        ("period", "month"),
        ("text", "会员{会员数|比=期初}。"),
    ];
    clerk.post("/template/new", &broken).says(&["第1行", "没有保存", "会员{会员数|比=期初}。"]);
}

#[test]
fn a_figure_is_defined_seen_counted_and_kept() {
    let town = Town::new();
    let clerk = town.signed_in("county");
    clerk.get("/define").says(&["数什么", "数出来是", "哪本台账"]);
    let fields = [
        ("title", "男会员数"),
        ("unit", "人"),
        ("how", "rows"),
        ("of", "membership"),
        ("measure", "count"),
        ("time", "stock"),
        ("c_path", "person.sex"),
        ("c_sign", "="),
        ("c_value", "1"),
        ("definition", "截至当日在册的男会员人数。"),
    ];
    clerk.post("/define/form", &fields).says(&["数出来是", "录入到现在", "own_"]);
    let place = leads(&clerk.post("/define", &fields));
    clerk.get(&place).says(&["男会员数", "截至当日在册的男会员人数。", "改口径"]);
    clerk.get("/figure").says(&["男会员数"]);
    let code = place.split(['/', '?']).nth(2).unwrap_or_default();
    let versions = format!("/define/{code}/versions");
    clerk.get(&versions).says(&["谁在用", "还没有哪个模板", "第1版"]);
    clerk.get("/define/member_count/versions").says(&["谁在用", "半年工作汇报"]);
    let wrong: Vec<(&str, &str)> = fields
        .iter()
        .map(|(k, v)| if *k == "c_value" { (*k, "第三种") } else { (*k, *v) })
        .collect();
    clerk.post("/define", &wrong).says(&["没有保存", "第三种"]);
}

#[test]
fn a_template_of_the_program_is_changed_kept_beside_and_put_back() {
    let town = Town::new();
    let clerk = town.signed_in("county");
    let own = |act: &str, title: &str| {
        let form = [
            ("version", "1"),
            ("title", title),
            ("period", "half"),
            ("text", "会员{会员数}。"),
            ("act", act),
        ];
        clerk.post("/template/half_year", &form)
    };
    own("beside", "半年工作汇报").says(&["已有模板叫“半年工作汇报”", "会员{会员数}。"]);
    leads(&own("beside", "本县半年汇报"));
    let all = clerk.get("/template");
    all.says(&["已另存为“本县半年汇报”", "半年工作汇报"]);
    clerk.get("/template/half_year").is_silent_about(&["恢复程序自带的模板"]);
    leads(&own("", "半年工作汇报"));
    let changed = clerk.get("/template/half_year");
    changed.says(&["恢复程序自带的模板", "另存为新模板"]).is_silent_about(&["基本情况"]);
    leads(&clerk.post("/template/half_year/restore", &[]));
    clerk.get("/template").says(&["已恢复程序自带的“半年工作汇报”", "本县半年汇报"]);
    clerk.get("/template/half_year").says(&["基本情况"]).is_silent_about(&["恢复程序自带的模板"]);
}

#[test]
fn a_checked_report_says_which_figures_have_moved_before_it_is_finished() {
    let mut town = Town::new();
    let clerk = town.signed_in("county");
    let place = leads(&clerk.post("/report", &BEGIN));
    let report = place.split('?').next().unwrap().to_owned();
    leads(&clerk.post(&format!("{report}/stage"), &[("to", "checked"), ("version", "1")]));
    clerk.get(&report).says(&["定稿锁数"]).is_silent_about(&["核对以后"]);
    town.store.clock.advance(60_000);
    town.person("罗志军", "恒达", &paper("32011219850612337"), "13900000815");
    clerk.get(&report).says(&["核对以后，有", "个数变了", "原来", "还没有人看过"]);
}

#[test]
fn a_figure_is_counted_while_its_sentence_is_not_written_yet() {
    let town = Town::new();
    let clerk = town.signed_in("county");
    let mut form = vec![
        ("title", "在会的人"),
        ("unit", "人"),
        ("how", "rows"),
        ("of", "membership"),
        ("measure", "count"),
        ("time", "stock"),
    ];
    let seen = clerk.post_part("/define/form", &form);
    seen.says(&["2人", "用一句话写清口径"]).is_silent_about(&["还差这些"]);
    let kept = clerk.post("/define", &form);
    kept.says(&["没有保存", "还没有写“口径”"]);
    form.push(("definition", "当日在册的会籍数。"));
    clerk
        .post_part("/define/form", &form)
        .says(&["2人"])
        .is_silent_about(&["没有保存", "写清口径"]);
}
