//! Reading files as people have them: columns in any order and under other titles, several sheets, old
//! workbooks, text in two encodings, days in every spelling, numbers that a spreadsheet has destroyed.

use crate::desk::*;
use crate::house::{House, day, paper, person_name};
use kernel::value::Value;
use office::import::{self, Start};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::collections::BTreeMap;
use std::path::PathBuf;
use store::Ctx;
use store::list::ListAsk;

/// The five columns without which nobody joins.
pub const TITLES: [&str; 5] = ["姓名", "证件号码", "会籍变化类型", "会籍变化日期", "工作单位"];
pub const FIRM: &str = "云溪恒达机械有限公司";

/// The n-th person joins the mill's union on a day, as it is written.
pub fn joining(n: i64, on: &str) -> Vec<String> {
    vec![person_name(n), paper(n), "入会".into(), on.into(), FIRM.into()]
}

/// A text file of these lines in the house's folder.
pub fn sheet_of(house: &House, name: &str, titles: &[&str], lines: &[Vec<String>]) -> PathBuf {
    let path = house.place.dir.join(name);
    let head = titles.join(",");
    let body: Vec<String> = lines.iter().map(|line| line.join(",")).collect();
    std::fs::write(&path, format!("{head}\r\n{}\r\n", body.join("\r\n"))).unwrap();
    path
}

/// All persons by name, with the fields asked for; secrets as the list masks them.
fn persons(house: &House, fields: &[&str]) -> BTreeMap<String, Vec<Value>> {
    listed(house, "person", "name", fields)
}

/// Fields of all records of a register, by one of them.
pub fn listed(
    house: &House,
    register: &str,
    by: &str,
    fields: &[&str],
) -> BTreeMap<String, Vec<Value>> {
    let mut ask = ListAsk::new(house.register(register));
    ask.columns = std::iter::once(&by).chain(fields).map(|field| (*field).to_owned()).collect();
    let mut all = BTreeMap::new();
    house
        .store
        .each(&Ctx::local(), &ask, |page| {
            for row in &page.rows {
                let name = row.cells[0].as_text().unwrap_or_default().to_owned();
                all.insert(name, row.cells[1..].to_vec());
            }
            Ok(())
        })
        .unwrap();
    all
}

/// Days on which the members of the house joined, by name.
pub fn joined(house: &House) -> BTreeMap<String, String> {
    let day = |cells: &Vec<Value>| cells[0].as_text().unwrap_or_default().to_owned();
    let all = listed(house, "membership", "person_name", &["joined_on"]);
    all.iter().map(|(name, cells)| (name.clone(), day(cells))).collect()
}

#[test]
fn columns_stand_in_any_order_under_any_known_title_and_unknown_ones_are_ignored() {
    let house = House::new();
    let titles =
        ["工资", "所在单位", "入会时间", "手机号", "变化类型", "身份证号", "会员姓名", "备注"];
    let line = |n: i64, phone: &str| -> Vec<String> {
        let cells = ["8000", FIRM, "2024-03-01", phone, "入会", &paper(n), &person_name(n), "无"];
        cells.map(str::to_owned).to_vec()
    };
    let path = sheet_of(
        &house,
        "乱序.csv",
        &titles,
        &[line(1, "13800138000"), line(2, "+86 139-0013-9000")],
    );
    let loaded = load(&house.store, "members", &path);
    assert_eq!(
        (loaded.counts.read, loaded.counts.added),
        (2, 2),
        "{:?}",
        errors(&house.store, loaded.job)
    );
    assert_eq!(joined(&house).values().collect::<Vec<_>>(), ["2024-03-01", "2024-03-01"]);
    let phones = persons(&house, &["phone"]);
    let masked: Vec<String> = phones.values().map(|cells| cells[0].to_string()).collect();
    assert!(masked.iter().all(|phone| phone.contains('*') && phone.ends_with("000")), "{masked:?}");
}

#[test]
fn the_column_of_the_union_says_which_union_and_the_work_unit_only_where_one_works() {
    let house = House::new();
    house.cover(house.shops, house.mill_firm, "2020-01-01");
    let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    let line = |n: i64, union: &str, unit: &str| {
        let (name, number) = (format!(" {} ", person_name(n)), paper(n));
        cells(&[&n.to_string(), &name, union, &number, unit, "入会", "2024.3.1", "老同志"])
    };
    let (mill, shops) = ("恒达机械厂工会委员会", "西街商铺联合工会委员会");
    let head = [
        "序号",
        "会员姓名",
        "所在　工会",
        "身份证号码",
        "工作单位",
        "变化类型",
        "入会时间",
        "备注",
    ];
    let path = house.place.dir.join("花名册.xlsx");
    let lines = [
        cells(&["东片会员花名册（仅供内部使用）"]),
        cells(&[]),
        cells(&head),
        line(1, mill, FIRM),
        line(2, shops, FIRM),
        line(3, shops, ""),
        line(4, "", FIRM),
        line(5, "没有这个工会", FIRM),
        cells(&["", "", "", "", "", "", "填表人：王芳"]),
    ];
    workbook(&path, &[("Sheet1", &lines)]);
    let loaded = load(&house.store, "members", &path);
    let layouts = import::layouts(&house.store, &Ctx::local(), loaded.job).unwrap();
    let of = |title: &str| {
        let column = layouts[0].columns.iter().find(|column| column.title.starts_with(title));
        column.unwrap().code.clone().unwrap_or_default()
    };
    assert_eq!((of("所在"), of("工作")), ("union".into(), "work_unit".into()));
    assert!(layouts[0].missing.is_empty(), "{:?}", layouts[0].missing);
    let counts = loaded.counts;
    assert_eq!(
        (counts.read, counts.added, counts.doubtful, counts.rejected),
        (5, 3, 1, 1),
        "{:?}",
        errors(&house.store, loaded.job)
    );
    let members = listed(&house, "membership", "person_name", &["union", "employer"]);
    let place = |n: i64| -> Vec<Option<i64>> {
        members[&person_name(n)].iter().map(Value::as_int).collect()
    };
    assert_eq!(place(1), [Some(house.mill), Some(house.mill_firm)]);
    assert_eq!(place(2), [Some(house.shops), Some(house.mill_firm)]);
    assert_eq!(place(3)[0], Some(house.shops), "the union alone is enough");
    let wrong = format!("{:?}", errors(&house.store, loaded.job));
    assert!(wrong.contains("台账上没有这个工会"), "{wrong}");
}

#[test]
fn every_sheet_of_a_book_is_read_and_an_error_names_its_sheet() {
    let house = House::new();
    let titles: Vec<String> = TITLES.map(str::to_owned).to_vec();
    let mut bad = joining(4, "2024-03-01");
    let other = if bad[1].ends_with('1') { "2" } else { "1" };
    bad[1].replace_range(17.., other);
    let path = house.place.dir.join("两张表.xlsx");
    workbook(
        &path,
        &[
            ("一车间", &[titles.clone(), joining(1, "2024-03-01"), joining(2, "2024-03-01")]),
            ("二车间", &[vec!["二车间名册".into()], titles, joining(3, "2024-03-01"), bad]),
        ],
    );
    let loaded = load(&house.store, "members", &path);
    assert_eq!((loaded.counts.read, loaded.counts.added, loaded.counts.rejected), (4, 3, 1));
    let view = &kept(&house.store, loaded.job, "rejected")[0];
    assert_eq!((view.sheet_name.as_str(), view.row), ("二车间", 4));
    let summary =
        import::summary_json(&house.store, &Ctx::local(), loaded.job, &loaded.counts).unwrap();
    let error = &summary["errors"][0];
    assert_eq!(
        (error["sheet"].as_str(), error["row"].as_i64(), error["column"].as_str()),
        (Some("二车间"), Some(4), Some("B"))
    );
    assert!(
        !summary.to_string().contains(&paper(4)[6..14]),
        "a summary shows no whole number: {summary}"
    );
}

#[test]
fn an_old_workbook_is_read_and_what_it_lacks_is_said_row_by_row() {
    let house = House::new();
    let old = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../office/tests/data/roster.xls");
    // Its name says something else: what a file is, its content tells.
    let path = house.place.dir.join("名册.xlsx");
    std::fs::copy(old, &path).unwrap();
    let looked = look(&house.store, "members", &path);
    assert!(looked.counts.read >= 2, "{:?}", looked.counts);
    assert_eq!(looked.counts.rejected, looked.counts.read, "it has no 会籍变化类型");
    let found = errors(&house.store, looked.job);
    let destroyed = &found[&5];
    assert!(
        destroyed.iter().any(|(letter, says)| letter == "C" && says.contains("号码")),
        "{destroyed:?}"
    );
}

#[test]
fn text_is_read_in_both_encodings_with_and_without_a_mark() {
    let text =
        |n: i64| format!("{}\r\n{}\r\n", TITLES.join(","), joining(n, "2024-03-01").join(","));
    let tabs = |n: i64| text(n).replace(',', "\t");
    let house = House::new();
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let files: [(&str, Vec<u8>); 4] = [
        ("utf8.csv", text(1).into_bytes()),
        ("mark.csv", [b"\xEF\xBB\xBF".as_slice(), text(2).as_bytes()].concat()),
        ("gb18030.csv", gb(&text(3))),
        ("tabs.txt", gb(&tabs(4))),
    ];
    for (name, bytes) in files {
        let path = house.place.dir.join(name);
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(load(&house.store, "members", &path).counts.added, 1, "{name}");
    }
    let names: Vec<String> = joined(&house).into_keys().collect();
    let mut expected: Vec<String> = (1..=4).map(person_name).collect();
    expected.sort();
    assert_eq!(names, expected, "every character as it was written");
}

#[test]
fn a_day_is_understood_in_every_spelling() {
    let house = House::new();
    let spellings = [
        "2024-03-01",
        "2024/3/1",
        "2024.3.1",
        "2024.03.01",
        "20240301",
        "2024年3月1日",
        "2024年03月01日",
        "２０２４－０３－０１",
        "2024-03-01 00:00:00",
        " 2024 / 03 / 01 ",
        "45352",
    ];
    let lines: Vec<Vec<String>> = (1..).zip(spellings).map(|(n, on)| joining(n, on)).collect();
    let path = sheet_of(&house, "日期.csv", &TITLES, &lines);
    let loaded = load(&house.store, "members", &path);
    let wrong = errors(&house.store, loaded.job);
    assert_eq!(loaded.counts.added, loaded.counts.read, "{wrong:?}");
    assert!(joined(&house).values().all(|on| on == "2024-03-01"), "{:?}", joined(&house));
}

#[test]
fn cells_that_are_days_and_serial_numbers_are_days() {
    let house = House::new();
    let path = house.place.dir.join("格式.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, title) in (0..).zip(TITLES) {
        sheet.write_string(0, at, title).unwrap();
    }
    for (at, n) in (1..).zip([1, 2]) {
        for (column, cell) in (0..).zip(joining(n, "")) {
            sheet.write_string(at, column, cell).unwrap();
        }
    }
    let format = Format::new().set_num_format("yyyy/mm/dd");
    let date = ExcelDateTime::from_ymd(2024, 3, 1).unwrap();
    sheet.write_with_format(1, 3, &date, &format).unwrap();
    sheet.write_number(2, 3, 45_352).unwrap();
    book.save(&path).unwrap();
    let loaded = load(&house.store, "members", &path);
    assert_eq!(loaded.counts.added, 2, "{:?}", errors(&house.store, loaded.job));
    assert!(joined(&house).values().all(|on| on == "2024-03-01"), "{:?}", joined(&house));
}

#[test]
fn full_width_digits_and_stray_spaces_hide_nothing() {
    let house = House::new();
    let wide: String = paper(1).chars().map(wide).collect();
    let apart = format!(" {}\u{a0}{} ", &paper(2)[..6], &paper(2)[6..]);
    let mut lines =
        vec![joining(1, "2024-03-01"), joining(2, "2024-03-01"), joining(3, "2024-03-01")];
    lines[0][1] = wide;
    lines[1][1] = apart;
    lines[1][0] = format!("\u{3000}{} ", person_name(2));
    lines[2][1] = format!("'{}", paper(3).to_lowercase());
    lines[2][4] = format!(" {FIRM}　");
    let path = sheet_of(&house, "全角.csv", &TITLES, &lines);
    let loaded = load(&house.store, "members", &path);
    assert_eq!(loaded.counts.added, 3, "{:?}", errors(&house.store, loaded.job));
    let clean: Vec<Vec<String>> = (1..=3).map(|n| joining(n, "2024-03-01")).collect();
    let again =
        load(&house.store, "members", &sheet_of(&house, "半角.csv", &TITLES, &clean)).counts;
    assert_eq!(again.unchanged, 3, "the same people: {again:?}");
    assert_eq!(
        joined(&house).into_keys().collect::<std::collections::BTreeSet<_>>(),
        (1..=3).map(person_name).collect()
    );
}

fn wide(letter: char) -> char {
    char::from_u32(u32::from(letter) + 0xFEE0).unwrap()
}

#[test]
fn a_destroyed_identity_number_is_named_and_never_repaired() {
    let house = House::new();
    let path = house.place.dir.join("毁掉的号码.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, title) in (0..).zip(TITLES) {
        sheet.write_string(0, at, title).unwrap();
    }
    for row in 1..=4 {
        for (column, cell) in (0..).zip(joining(i64::from(row), "2024-03-01")) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    sheet.write_number(1, 1, paper(1).parse::<f64>().unwrap_or(320_100_199_001_011_230.0)).unwrap();
    sheet.write_string(2, 1, format!("{}.{}E+17", &paper(2)[..1], &paper(2)[1..6])).unwrap();
    // One that lost its tail is right by chance now and then; this one is not.
    let lost = (10..).map(|n| paper(n)[..15].to_owned() + "00");
    let lost = lost.into_iter().find(|head| town::numbers::identity_check(head) != Some('0'));
    sheet.write_string(3, 1, lost.unwrap() + "0").unwrap();
    sheet.write_string(4, 1, &paper(4)[..17]).unwrap();
    book.save(&path).unwrap();
    let loaded = load(&house.store, "members", &path);
    assert_eq!((loaded.counts.added, loaded.counts.rejected), (0, 4));
    let found = errors(&house.store, loaded.job);
    for (row, faults) in &found {
        let [(letter, says)] = faults.as_slice() else { panic!("{faults:?}") };
        assert_eq!(letter, "B", "row {row}");
        assert!(says.contains("证件") || says.contains("位") || says.contains("文本"), "{says}");
    }
    for view in kept(&house.store, loaded.job, "rejected") {
        assert!(
            view.data.faults.iter().all(|fault| fault.suggest.is_none()),
            "a guess: {:?}",
            view.data.faults
        );
    }
    assert_eq!(persons(&house, &[]).len(), 0);
}

#[test]
fn a_title_assigned_by_hand_is_remembered_for_the_next_file() {
    let house = House::new();
    let titles = ["档案甲", "证件号码", "会籍变化类型", "会籍变化日期", "工作单位"];
    let path = sheet_of(&house, "一.csv", &titles, &[joining(1, "2024-03-01")]);
    let unknown = look(&house.store, "members", &path);
    assert_eq!(unknown.counts.rejected, 1, "nobody knows what 档案甲 is");
    let start = Start {
        whole: 0,
        sheet: house.store.catalog().sheet("members").unwrap(),
        path: &path,
        file_name: "一.csv",
        union: 0,
        day: None,
        chosen: [("档案甲".to_owned(), "name".to_owned())].into(),
    };
    let job = import::start(&house.store, &Ctx::local(), &start).unwrap();
    import::preview(&house.store, &Ctx::local(), job).unwrap();
    assert_eq!(write(&house.store, job).counts.added, 1);
    let next = sheet_of(&house, "二.csv", &titles, &[joining(2, "2024-03-01")]);
    assert_eq!(load(&house.store, "members", &next).counts.added, 1, "as it was said before");
}

#[test]
fn a_file_is_refused_while_it_is_being_loaded() {
    let house = House::new();
    let path = sheet_of(&house, "一.csv", &TITLES, &[joining(1, "2024-03-01")]);
    let job = take(&house.store, &Ctx::local(), "members", &path, 0);
    let detail = house.store.job_row(job).unwrap().detail;
    let busy = detail.replace("\"phase\":\"mapped\"", "\"phase\":\"writing\"");
    assert_ne!(busy, detail);
    house.store.set_job_detail(job, &busy).unwrap();
    let copy = house.place.dir.join("换了名字.csv");
    std::fs::copy(&path, &copy).unwrap();
    let says = try_take(&house.store, &Ctx::local(), "members", &copy, 0).unwrap_err();
    assert!(says.contains("正在导入") && says.contains(&job.to_string()), "{says}");
    house.store.set_job_detail(job, &detail).unwrap();
    try_take(&house.store, &Ctx::local(), "members", &copy, 0).unwrap();
}

#[test]
fn a_file_without_the_columns_is_refused_with_their_names() {
    let house = House::new();
    let path = sheet_of(&house, "别的.csv", &["商品", "单价"], &[vec!["茶叶".into(), "20".into()]]);
    let says = try_take(&house.store, &Ctx::local(), "members", &path, 0).unwrap_err();
    assert!(says.contains("证件号码") && says.contains("没有写入任何内容"), "{says}");
}

#[test]
fn a_joint_union_stands_on_one_row_for_each_employer() {
    let house = House::new();
    let titles = [
        "单位名称",
        "职工人数",
        "工会名称",
        "上级工会名称",
        "建会日期",
        "基层工会类型",
        "会员人数",
    ];
    let line = |firm: &str, workers: &str| -> Vec<String> {
        let union = ["东湖商圈联合工会委员会", "东湖镇总工会", "2020-05-01", "联合基层工会", "90"];
        [firm, workers].into_iter().chain(union).map(str::to_owned).collect()
    };
    let lines = [
        line("东湖茶楼有限公司", "12"),
        line("东湖书店有限公司", "30"),
        line("东湖布店有限公司", "60"),
    ];
    let path = sheet_of(&house, "联合.csv", &titles, &lines);
    let loaded = load(&house.store, "unions", &path);
    let counts = loaded.counts;
    assert_eq!(
        (counts.added, counts.changed, counts.rejected),
        (1, 2, 0),
        "{:?}",
        errors(&house.store, loaded.job)
    );
    let unions = listed(&house, "union", "name", &["kind"]);
    assert_eq!(unions.keys().filter(|name| name.contains("商圈")).count(), 1);
    let employers = listed(&house, "employer", "name", &["employees"]);
    assert_eq!(employers["东湖书店有限公司"], [Value::Int(30)]);
    let members: Vec<Vec<String>> = (1..)
        .zip(["东湖茶楼有限公司", "东湖书店有限公司", "东湖布店有限公司"])
        .map(|(n, firm)| {
            let mut row = joining(n, "2024-03-01");
            firm.clone_into(&mut row[4]);
            row
        })
        .collect();
    load(&house.store, "members", &sheet_of(&house, "会员.csv", &TITLES, &members));
    let at = store::figure::FigureAsk::on(day("2026-01-05")).by(&["union_kind"]);
    assert_eq!(house.groups("member_count", &at), [("JOINT".to_owned(), 3)]);
    assert_eq!(load(&house.store, "unions", &path).counts.unchanged, 3);
}

#[test]
fn numbers_of_an_employer_hold_from_the_day_the_file_is_loaded_for() {
    let house = House::new();
    let lines = [vec![FIRM.to_owned(), "东湖镇总工会".into(), "140".into()]];
    let path = sheet_of(&house, "摸底.csv", &["单位名称", "归口工会", "职工人数"], &lines);
    let start = Start {
        whole: 0,
        sheet: house.store.catalog().sheet("employers").unwrap(),
        path: &path,
        file_name: "摸底.csv",
        union: 0,
        day: Some(day("2025-10-01")),
        chosen: BTreeMap::new(),
    };
    let job = import::start(&house.store, &Ctx::local(), &start).unwrap();
    let counts = import::preview(&house.store, &Ctx::local(), job).unwrap();
    assert_eq!((counts.changed, counts.added), (1, 0));
    write(&house.store, job);
    assert_eq!(house.stock("employee_count", "2025-09-30"), 100, "the day before");
    assert_eq!(house.stock("employee_count", "2025-10-01"), 140, "from that day on");
}

#[test]
fn a_day_given_only_to_the_month_is_taken_as_its_first_and_this_is_told() {
    let house = House::new();
    let titles = ["姓名", "证件号码", "会籍变化类型", "会籍变化日期", "工作单位", "出生年月"];
    let line = |n: i64, on: &str, born: &str| {
        let mut row = joining(n, on);
        row.push(born.into());
        row
    };
    let born = |n: i64| format!("{}.{}", &paper(n)[6..10], &paper(n)[10..12]);
    let lines = [
        line(1, "2024-03-01", ""),
        line(2, "2024.3", &born(2)),
        line(3, "2024年4月", &born(3)),
        line(4, "2024-13", "1901.1"),
    ];
    let looked = look(&house.store, "members", &sheet_of(&house, "到月.csv", &titles, &lines));
    assert_eq!((looked.counts.added, looked.counts.rejected), (3, 1), "a month of birth agrees");
    let detail = import::Detail::of(&house.store, looked.job).unwrap();
    let [months] = detail.months.as_slice() else { panic!("{:?}", detail.months) };
    assert_eq!((months.column.as_str(), months.count), ("changed_on", 2));
    assert_eq!(
        months.say(),
        "会籍变化日期有2行只写到月，按那个月1日记（如第3行的“2024.3”记成2024-03-01）"
    );
    write(&house.store, looked.job);
    assert_eq!(joined(&house)[&person_name(3)], "2024-04-01");
    let births = persons(&house, &["birth_on"]);
    let of_number = format!("{}-{}-{}", &paper(2)[6..10], &paper(2)[10..12], &paper(2)[12..14]);
    assert_eq!(births[&person_name(2)][0].to_string(), of_number, "the number knows the day");
    // A cell that is the number 2024.3 says no more than the text.
    let path = house.place.dir.join("数字.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in (0..).zip(TITLES) {
        sheet.write_string(0, column, title).unwrap();
    }
    for (column, cell) in (0..).zip(joining(5, "")) {
        sheet.write_string(1, column, cell).unwrap();
    }
    sheet.write_number(1, 3, 2024.3).unwrap();
    book.save(&path).unwrap();
    let looked = look(&house.store, "members", &path);
    assert_eq!(looked.counts.added, 1, "{:?}", errors(&house.store, looked.job));
    let detail = import::Detail::of(&house.store, looked.job).unwrap();
    assert_eq!(detail.months.len(), 1, "{:?}", detail.months);
}

#[test]
fn a_file_that_is_refused_at_its_last_row_leaves_nothing_behind() {
    let house = House::new();
    let mut lines: Vec<Vec<String>> = (1..=600).map(|n| joining(n, "2024-03-01")).collect();
    lines[1][3] = "2024-13-01".into();
    // The header is found and the first rows are good; what is refused stands at the end.
    lines.push(vec!["x".into(); 1_001]);
    let path = sheet_of(&house, "太宽.csv", &TITLES, &lines);
    let job = take(&house.store, &Ctx::local(), "members", &path, 0);
    let refused = import::preview(&house.store, &Ctx::local(), job).unwrap_err().to_string();
    assert!(refused.contains("1000 列") && refused.contains("没有写入任何内容"), "{refused}");
    let tally = import::tally(&house.store, &Ctx::local(), job).unwrap();
    assert_eq!(tally, import::Tally::default(), "no row is kept");
    assert!(import::apply(&house.store, &Ctx::local(), job).is_err(), "nor can it be written");
    assert!(joined(&house).is_empty());
}
