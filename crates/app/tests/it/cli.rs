//! The command line that scripts rely on: exit codes, one JSON document on standard output, words on
//! standard error, and the shapes of what is printed.

use crate::house::{paper, person_name};
use crate::program::{Program, Said, bare, has_sqlite, ran};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Three members of one employer of a hundred, one of another of fifty; the fifth row is wrong.
fn staffed() -> (Program, Said) {
    let program = Program::with_unions();
    let path = program.file("会员.csv", &roster());
    let said = program.run(&["import", "members", path.to_str().unwrap(), "--json"]);
    (program, said)
}

fn roster() -> String {
    let mut text =
        String::from("姓名,证件号码,会籍变化类型,会籍变化日期,工作单位,移动电话,是否农民工会员\n");
    for n in 1..=5_i64 {
        let firm = if n == 4 { "东湖书店有限公司" } else { "恒达机械有限公司" };
        let phone = if n == 5 { "138".to_owned() } else { format!("1380013800{n}") };
        let migrant = if n < 3 { "是" } else { "否" };
        text.push_str(&format!(
            "{},{},入会,2021-03-0{n},{firm},{phone},{migrant}\n",
            person_name(n),
            paper(n)
        ));
    }
    text
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn has_all(value: &Value, wanted: &[&str]) {
    let missing: Vec<_> = wanted.iter().filter(|key| !keys(value).contains(**key)).collect();
    assert!(missing.is_empty(), "{missing:?} in {value}");
}

#[test]
fn an_import_says_what_became_of_every_row() {
    let (program, said) = staffed();
    let said = said.ends(1);
    let summary = said.json();
    has_all(
        &summary,
        &[
            "job",
            "sheet",
            "read",
            "added",
            "changed",
            "unchanged",
            "doubtful",
            "rejected",
            "errors",
        ],
    );
    assert_eq!(summary["sheet"], "members");
    let classes = ["added", "changed", "unchanged", "doubtful", "rejected"];
    let sum: i64 = classes.iter().map(|class| summary[*class].as_i64().unwrap()).sum();
    assert_eq!((summary["read"].as_i64().unwrap(), sum), (5, 5));
    let [error] = summary["errors"].as_array().unwrap().as_slice() else { panic!("{summary}") };
    has_all(error, &["sheet", "row", "column", "field", "found", "expected"]);
    assert_eq!(
        (&error["row"], &error["column"], &error["field"]),
        (&6.into(), &"F".into(), &"phone".into())
    );
    assert_eq!(error["sheet"], "会员", "the sheet of a text file has the file's name");
    assert!(error["expected"].as_str().unwrap().contains("位"), "{error}");
    assert!(
        said.err.contains("任务") && !said.err.contains('{'),
        "progress is said aside: {}",
        said.err
    );

    let path = program.file("会员.csv", &roster().replace(",138,", ",13800138005,"));
    let dry =
        program.run(&["import", "members", path.to_str().unwrap(), "--dry-run", "--json"]).ends(0);
    assert_eq!((&dry.json()["added"], &dry.json()["unchanged"]), (&1.into(), &4.into()));
    assert_eq!(program.figure("member_count"), 4, "nothing was written");
    let rejects = program.place.dir.join("退回.xlsx");
    let path = program.file("坏.csv", &roster());
    program
        .run(&["import", "members", path.to_str().unwrap(), "--rejects", rejects.to_str().unwrap()])
        .ends(1);
    assert!(std::fs::metadata(rejects).unwrap().len() > 1_000);
    let undone = program.run(&["import", "undo", &summary["job"].to_string(), "--json"]).ends(0);
    assert_eq!(undone.json()["voided"], 8, "four people and their memberships");
    assert_eq!(program.figure("member_count"), 0);
    program.run(&["import", "undo", &summary["job"].to_string()]).ends(1);
    program.run(&["import", "undo", "77"]).ends(1);
}

#[test]
fn what_is_wrong_with_a_row_is_said_with_the_title_of_its_column() {
    let program = Program::with_unions();
    let path = program.file("会员.csv", &roster());
    let said = program.run(&["import", "members", path.to_str().unwrap(), "--dry-run"]).ends(1);
    assert!(said.out.contains("会员 第6行 F列 移动电话：现为“138”，"), "{}", said.out);
    assert!(!said.out.contains("phone"), "no code of a column: {}", said.out);
    let unknown = program.run(&["import", "people", path.to_str().unwrap()]).ends(2);
    assert!(unknown.err.contains("members（会员信息采集表）"), "{}", unknown.err);
    let map = ["import", "members", path.to_str().unwrap(), "--dry-run", "--map"];
    program.run(&[map.as_slice(), &["姓名=姓名"]].concat()).ends(1);
    let none = program.run(&[map.as_slice(), &["姓名=职务"]].concat()).ends(2);
    assert!(none.err.contains("没有“职务”这一列"), "{}", none.err);
}

#[test]
fn titles_are_assigned_and_a_file_is_loaded_for_a_union() {
    let program = Program::with_unions();
    let text = roster().replace("姓名", "何人").replace(",138,", ",13800138005,");
    let path = program.file("会员.csv", &text);
    let args = [
        "import",
        "members",
        path.to_str().unwrap(),
        "--union",
        "东湖镇总工会",
        "--map",
        "何人=name",
    ];
    program.run(&args).ends(0);
    assert_eq!(program.figure("member_count"), 5);
    let unknown = ["import", "members", path.to_str().unwrap(), "--union", "没有的工会"];
    program.run(&unknown).ends(1);
    program.run(&["import", "members", path.to_str().unwrap(), "--map", "何人"]).ends(2);
}

#[test]
fn a_figure_has_the_shape_that_other_programs_rely_on() {
    let (program, _) = staffed();
    let said = program
        .run(&["figure", "member_count", "membership_rate", "--as-of", "2021-12-31", "--json"])
        .ends(0);
    let figures = said.json();
    let [count, rate] = figures.as_array().unwrap().as_slice() else { panic!("{figures}") };
    let shape =
        ["code", "title", "union", "as_of", "known_at", "value", "unit", "rows", "excluded", "by"];
    has_all(count, &shape);
    assert_eq!(
        (&count["value"], &count["rows"], &count["as_of"]),
        (&4.into(), &4.into(), &"2021-12-31".into())
    );
    assert_eq!((&count["code"], &count["union"]), (&"member_count".into(), &"云溪县总工会".into()));
    assert!(count.get("numerator").is_none() && count.get("from").is_none());
    has_all(rate, &shape);
    assert_eq!((&rate["numerator"], &rate["denominator"]), (&4.into(), &150.into()));
    assert_eq!(rate["value"], "2.6667", "a decimal string with four places, half up");

    let flow = program.run(&[
        "figure",
        "member_new_count",
        "--from",
        "2021-03-02",
        "--to",
        "2021-03-03",
        "--json",
    ]);
    let flow = flow.ends(0).json();
    assert_eq!(
        (&flow[0]["value"], &flow[0]["from"], &flow[0]["to"]),
        (&2.into(), &"2021-03-02".into(), &"2021-03-03".into())
    );
    assert!(flow[0].get("as_of").is_none());
}

#[test]
fn a_ratio_of_nothing_is_null_and_a_half_is_rounded_up() {
    let program = Program::with_unions();
    let rate = |program: &Program| {
        program.run(&["figure", "real_name_rate", "membership_rate", "--json"]).ends(0).json()
    };
    let none = rate(&program);
    assert_eq!((&none[0]["value"], &none[0]["denominator"]), (&Value::Null, &0.into()));
    assert_eq!(none[1]["value"], "0.0000");
    // 3 of 160,000 is 0.001875 per cent: the fifth place is a five.
    let path = program
        .file("摸底.csv", "单位名称,职工人数\n恒达机械有限公司,160000\n东湖书店有限公司,0\n");
    program.run(&["import", "employers", path.to_str().unwrap(), "--as-of", "2020-01-01"]).ends(0);
    let path = program.file("会员.csv", &roster().lines().take(4).collect::<Vec<_>>().join("\n"));
    program.run(&["import", "members", path.to_str().unwrap()]).ends(0);
    let half = rate(&program);
    assert_eq!((&half[1]["numerator"], &half[1]["denominator"]), (&3.into(), &160_000.into()));
    assert_eq!(half[1]["value"], "0.0019");
}

#[test]
fn a_figure_is_broken_down_and_shows_its_rows() {
    let (program, _) = staffed();
    let by = program.run(&["figure", "member_count", "--by", "migrant", "--json"]).ends(0).json();
    let groups = by[0]["by"].as_array().unwrap();
    let mut counts: Vec<(String, i64)> = groups
        .iter()
        .map(|group| {
            (group["migrant"].as_str().unwrap().to_owned(), group["value"].as_i64().unwrap())
        })
        .collect();
    counts.sort();
    assert_eq!(counts, [("0".to_owned(), 2), ("1".to_owned(), 2)]);
    let rows = program.run(&["figure", "member_count", "--rows", "--json"]).ends(0).json();
    let records = rows[0]["records"].as_array().unwrap();
    assert_eq!(i64::try_from(records.len()).unwrap(), rows[0]["rows"].as_i64().unwrap());
    let names: BTreeSet<&str> =
        records.iter().map(|row| row["person_name"].as_str().unwrap()).collect();
    assert!(names.contains(person_name(1).as_str()));
    for n in 1..=4 {
        assert!(!rows.to_string().contains(&paper(n)), "no whole number");
    }
    let town =
        program.run(&["figure", "member_count", "--union", "东湖书店有限公司工会委员会", "--json"]);
    assert_eq!(town.ends(0).json()[0]["value"], 1);
    let text = program.run(&["figure", "member_count"]).ends(0);
    assert!(text.out.contains("会员") && text.out.contains('4'), "{text:?}");
}

#[test]
fn a_figure_as_it_was_known_leaves_out_what_was_entered_later() {
    let (program, _) = staffed();
    let instant = store::clock::Clock::Machine.now();
    let instant = jiff::Timestamp::from_millisecond(instant).unwrap().to_string();
    let path = program.file("后来.csv", &roster().replace(",138,", ",13800138005,"));
    program.run(&["import", "members", path.to_str().unwrap()]).ends(0);
    let ask = |known: &[&str]| {
        let args =
            [["figure", "member_count", "--as-of", "2021-12-31", "--json"].as_slice(), known]
                .concat();
        program.run(&args).ends(0).json()[0].clone()
    };
    assert_eq!(ask(&[])["value"], 5);
    let then = ask(&["--known-at", &instant]);
    assert_eq!(then["value"], 4);
    assert!(!then["known_at"].is_null());
    assert_eq!(ask(&["--known-at", "2000-01-01"])["value"], 0, "before anything was known");
}

#[test]
fn every_list_has_codes_and_titles() {
    for what in ["registers", "sheets", "indicators", "roles", "rules", "reports"] {
        let said = ran(bare(&["list", what, "--json"])).ends(0);
        let list = said.json();
        for item in list.as_array().unwrap() {
            for key in ["code", "title"] {
                assert!(!item[key].as_str().unwrap().is_empty(), "{what}: {item}");
            }
        }
        let plain = ran(bare(&["list", what])).ends(0);
        assert_eq!(plain.out.lines().count(), list.as_array().unwrap().len(), "{what}");
    }
    let sheets = ran(bare(&["list", "sheets", "--json"])).json();
    let codes: Vec<&str> =
        sheets.as_array().unwrap().iter().filter_map(|s| s["code"].as_str()).collect();
    for code in ["unions", "members", "employers"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
}

#[test]
fn verify_tells_in_one_document_and_its_exit_code() {
    let (program, _) = staffed();
    let sound = program.run(&["verify", "--json"]).ends(0).json();
    assert_eq!((&sound["ok"], sound["faults"].as_array().unwrap().len()), (&true.into(), 0));
    let head = sound["heads"][0].as_str().unwrap().to_owned();
    program.run(&["verify", "--head", &head]).ends(0);
    let store = program.open().unwrap();
    let sql = store::sql::Sql::new(
        "UPDATE membership SET joined_on = '2001-01-01' WHERE joined_on = '2021-03-01'",
    );
    assert_eq!(store.db.write(|tx| tx.exec(&sql)).unwrap(), 1);
    drop(store);
    let altered = program.run(&["verify", "--json"]).ends(1).json();
    assert_eq!(altered["ok"], false);
    assert_eq!(altered["faults"].as_array().unwrap().len(), 1, "{altered}");
    has_all(&altered["faults"][0], &["kind", "register", "record"]);
}

#[test]
fn an_export_is_the_list_in_every_format() {
    let (program, _) = staffed();
    let export = |ending: &str, more: &[&str]| {
        let path = program.place.dir.join(format!("会籍.{ending}"));
        let args =
            [["export", "membership", "-o", path.to_str().unwrap()].as_slice(), more].concat();
        program.run(&args).ends(0);
        path
    };
    let json: Vec<Value> =
        serde_json::from_slice(&std::fs::read(export("json", &[])).unwrap()).unwrap();
    assert_eq!(json.len(), 4);
    let cell = |value: &Value| value.as_str().unwrap().to_owned();
    let listed: Vec<Vec<String>> =
        json.iter().map(|row| row.as_object().unwrap().values().map(cell).collect()).collect();
    assert!(listed.iter().any(|row| row.contains(&person_name(1))), "{listed:?}");
    assert_eq!(table(&export("csv", &[])), listed);
    assert_eq!(table(&export("xlsx", &[])), listed);
    let one: Vec<Value> = serde_json::from_slice(
        &std::fs::read(export("json", &["--where", "joined_on=2021-03-02"])).unwrap(),
    )
    .unwrap();
    assert_eq!(one.len(), 1);
    let early: Vec<Value> =
        serde_json::from_slice(&std::fs::read(export("json", &["--as-of", "2021-03-02"])).unwrap())
            .unwrap();
    assert_eq!(early.len(), 2, "who had joined by that day");
    let union = ["--union", "东湖书店有限公司工会委员会"];
    let there: Vec<Value> =
        serde_json::from_slice(&std::fs::read(export("json", &union)).unwrap()).unwrap();
    assert_eq!(there.len(), 1);
    program.run(&["export", "membership", "-o", "名单.pdf"]).ends(2);
    program.run(&["export", "nothing", "-o", "名单.csv"]).ends(1);
    program.run(&["export", "membership", "--where", "joined_on", "-o", "名单.csv"]).ends(2);
}

/// The rows of a table below its head, as texts.
fn table(path: &Path) -> Vec<Vec<String>> {
    let mut book = office::open(path, &office::Limits::default()).unwrap();
    let (mut rows, mut width) = (Vec::new(), 0);
    book.rows::<office::ReadError>(0, &mut |row| {
        let mut cells: Vec<String> =
            row.cells.iter().map(|cell| cell.text(false).into_owned()).collect();
        width = width.max(cells.len());
        cells.resize(width, String::new());
        rows.push(cells);
        Ok(std::ops::ControlFlow::Continue(()))
    })
    .unwrap();
    let head =
        rows.iter().position(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 3).unwrap();
    rows.split_off(head + 1)
}

#[test]
fn wrong_usage_is_two_and_what_could_not_run_is_three() {
    let program = Program::with_unions();
    for args in [
        &["fly"][..],
        &["figure"],
        &["figure", "member_count", "--as-of", "去年"],
        &["figure", "member_count", "--from", "2021-01-01"],
        &["figure", "member_count", "--known-at", "刚才"],
        &["list", "dragons"],
        &["import", "members"],
        &["import", "dragons", "x.csv"],
    ] {
        let said = program.run(args).ends(2);
        assert!(said.out.is_empty() && !said.err.is_empty(), "{said:?}");
        assert!(!said.err.contains("error") && !said.err.contains("Usage"), "in Chinese: {said:?}");
    }
    for args in [&["figure", "no_such_figure"][..], &["figure", "member_count", "--by", "colour"]] {
        let said = program.run(args).ends(1);
        assert!(said.out.is_empty() && !said.err.is_empty(), "{said:?}");
    }
    let said = program.run(&["import", "members", "/no/such/file.csv"]).ends(3);
    assert!(said.err.contains("文件打不开"), "{said:?}");
}

#[test]
fn the_place_may_be_named_in_the_environment() {
    let program = Program::with_unions();
    let mut command = bare(&["figure", "member_count", "--json"]);
    command.env("NIANGJIA_DATA", &program.place.dir);
    if let store::db::Target::Postgres(url) = &program.place.target {
        command.env("NIANGJIA_DATABASE_URL", url);
    }
    assert_eq!(ran(command).ends(0).json()[0]["value"], 0);
    let again = ["init", "--name", "又一个", "--code", "320999", "--admin", "a", "--no-key-export"];
    program.run(&again).ends(1);
}

#[test]
fn the_sample_county_is_built_in_the_database_that_is_named_and_its_key_is_kept() {
    let program = Program::unmade();
    let url = match &program.place.target {
        store::db::Target::Postgres(url) => url.clone(),
        store::db::Target::Sqlite(path) => {
            format!("sqlite://{}", path.with_extension("other").display())
        }
    };
    let sample = ["demo", "--no-serve", "--size", "small", "--database-url", &url];
    let said = ran(bare(&sample)).ends(2);
    assert!(said.err.contains("--keep"), "{said:?}");
    let dir = program.place.dir.to_str().unwrap();
    ran(bare(&[&sample[..], &["--keep", dir]].concat())).ends(0);
    assert!(!has_sqlite(&program.place.dir), "there is no second database beside it");
    let count = ["figure", "member_count", "--json", "--data", dir, "--database-url", &url];
    let members = ran(bare(&count)).ends(0).json()[0]["value"].as_i64().unwrap();
    assert!(members > 1_000, "{members} members stand in it");
}

#[test]
fn a_refused_password_leaves_nothing_half_made() {
    let program = Program::unmade();
    let init = |password: &str| {
        let args = ["init", "--name", "云溪县总工会", "--code", "320999", "--admin", "admin"];
        let mut command = program.command(&[&args[..], &["--no-key-export"]].concat());
        command.env("NIANGJIA_PASSWORD", password);
        ran(command)
    };
    let refused = init("Yunxi-2026-admin").ends(1);
    assert!(refused.err.contains("登录名"), "{refused:?}");
    assert!(!program.place.dir.join("niangjia.key").exists(), "nothing was made");
    init("Qinghe-2026-Lantern").ends(0);
    assert_eq!(program.figure("member_count"), 0);
}

#[test]
fn rows_that_wait_for_a_person_are_named() {
    let program = Program::with_unions();
    let roster = roster();
    let path = program.file("会员.csv", &roster);
    program.run(&["import", "members", path.to_str().unwrap()]).ends(1);
    let named = roster.replacen(&person_name(1), "欧阳明", 1);
    let path = program.file("会员二.csv", &named);
    let said = program.run(&["import", "members", path.to_str().unwrap()]).ends(1);
    assert!(said.out.contains("疑似重复：证件号码与台账上的"), "{said:?}");
}

/// A good roster with parts of the packed file added or replaced.
fn patched(path: &Path, parts: &[(&str, &[u8])]) {
    let rows: Vec<Vec<String>> =
        roster().lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
    crate::desk::workbook(path, &[("会员", &rows)]);
    let mut archive = ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        if parts.iter().all(|(part, _)| *part != name) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            out.start_file(name, SimpleFileOptions::default()).unwrap();
            out.write_all(&bytes).unwrap();
        }
    }
    for (part, bytes) in parts {
        out.start_file(*part, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    std::fs::write(path, out.finish().unwrap().into_inner()).unwrap();
}

/// An OLE2 container of an encrypted workbook.
fn locked() -> Vec<u8> {
    let mut bytes = vec![0_u8; 512 * 4];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    bytes[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    bytes[44..48].copy_from_slice(&1_u32.to_le_bytes());
    bytes[48..52].copy_from_slice(&1_u32.to_le_bytes());
    bytes[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    bytes[76..512].fill(0xFF);
    bytes[60..64].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    bytes[68..72].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
    bytes[512..1024].fill(0xFF);
    bytes[512..516].copy_from_slice(&0xFFFF_FFFD_u32.to_le_bytes());
    bytes[516..520].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    for (at, name) in ["Root Entry", "EncryptionInfo", "EncryptedPackage"].iter().enumerate() {
        let entry = 1024 + at * 128;
        for (unit, code) in name.encode_utf16().enumerate() {
            bytes[entry + unit * 2..entry + unit * 2 + 2].copy_from_slice(&code.to_le_bytes());
        }
        bytes[entry + 64] = u8::try_from(name.len() * 2 + 2).unwrap();
        bytes[entry + 66] = if at == 0 { 5 } else { 2 };
        bytes[entry + 116..entry + 120].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    }
    bytes
}

#[test]
fn files_that_are_unsafe_or_no_spreadsheets_are_refused_in_words() {
    let program = Program::with_unions();
    let place = |name: &str| program.place.dir.join(name);
    let mut bomb = b"<worksheet><sheetData>".to_vec();
    bomb.resize(160 << 20, b' ');
    let bombed = place("炸弹.xlsx");
    patched(&bombed, &[("xl/worksheets/sheet1.xml", &bomb)]);
    drop(bomb);
    let macros = place("宏.xlsx");
    patched(&macros, &[("xl/vbaProject.bin", b"Sub Auto_Open()")]);
    let write = |name: &str, bytes: &[u8]| -> PathBuf {
        std::fs::write(place(name), bytes).unwrap();
        place(name)
    };
    let html = "<html><head><meta charset=gbk></head><table><tr><td>姓名</td></tr></table></html>";
    let files = [
        (bombed, "压缩炸弹"),
        (macros, "宏"),
        (write("密码.xlsx", &locked()), "密码"),
        (write("网页.xls", html.as_bytes()), "网页"),
        (write("文档.xlsx", b"%PDF-1.7\n1 0 obj"), "PDF"),
        (write("空.xlsx", b""), "空"),
        (write("半截.xlsx", b"PK\x03\x04 not a zip at all"), "损坏"),
    ];
    for (path, word) in files {
        let said = program.run(&["import", "members", path.to_str().unwrap(), "--json"]).ends(1);
        assert!(said.out.is_empty(), "{word}: {said:?}");
        assert!(
            said.err.contains(word) && said.err.contains("没有写入任何内容"),
            "{word}: {said:?}"
        );
    }
    let store = program.open().unwrap();
    let jobs = store.jobs(&store::Ctx::local(), "import", 9).unwrap();
    assert_eq!(jobs.len(), 1, "only that of the unions");
}

#[test]
fn the_card_and_its_fingerprint_are_shown_and_a_file_that_is_none_is_refused_in_words() {
    let (program, _) = staffed();
    let card = program.run(&["key", "card"]).ends(0);
    assert!(card.out.starts_with("niangjia-card 1\nname: "), "{card:?}");
    assert!(card.err.contains("指纹"), "{card:?}");
    let digits = card.err.chars().filter(char::is_ascii_digit).count();
    assert_eq!(digits, 40, "{card:?}");
    let file = program.file("花名册.json", "会员花名册");
    let refused = program.run(&["transfer", "in", file.to_str().unwrap(), "--dry-run"]).ends(1);
    assert!(refused.err.contains("不是转会文件"), "{refused:?}");
    let nothing = program.run(&["transfer", "out", "4711", "-o", "nowhere.json"]);
    assert!(nothing.err.contains("没有找到这条记录"), "{nothing:?}");
    assert_ne!(nothing.code, 0);
}
