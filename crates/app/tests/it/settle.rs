//! Rows that need a person: doubtful pairs and their four answers, cells put right, rows that moved on
//! since the preview, changes of membership, and taking a whole file back.

use crate::desk::*;
use crate::house::{House, day, on, paper, person_name, text};
use crate::intake::{FIRM, TITLES, joined, joining, listed, sheet_of};
use kernel::value::Value;
use office::import;
use std::collections::BTreeMap;
use store::Ctx;
use store::figure::FigureAsk;

const WITH_PHONE: [&str; 6] =
    ["姓名", "证件号码", "会籍变化类型", "会籍变化日期", "工作单位", "移动电话"];

fn local() -> Ctx {
    Ctx::local()
}

/// The first person, a member of the mill's union since 2020 with a telephone and no ethnicity.
fn known(house: &House) -> (i64, i64) {
    let person = house.add_person(1);
    house.correct("person", person, &[("phone", text("13800138000")), ("education", text("31"))]);
    let membership = house.join(person, house.mill, "2020-03-01");
    house.correct("membership", membership, &[("employer", Value::Int(house.mill_firm))]);
    (person, membership)
}

fn with_phone(n: i64, name: i64, on: &str, phone: &str) -> Vec<String> {
    let mut row = joining(n, on);
    row[0] = person_name(name);
    row.push(phone.into());
    row
}

fn doubt(house: &House, job: i64) -> import::RowView {
    let rows = kept(&house.store, job, "doubtful");
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.into_iter().next().unwrap()
}

fn members(house: &House) -> i64 {
    house.stock("member_count", "2026-01-05")
}

#[test]
fn a_blank_never_overwrites_and_what_changes_is_shown_before_and_after() {
    let house = House::new();
    let (person, _) = known(&house);
    let titles = [
        "姓名",
        "证件号码",
        "会籍变化类型",
        "会籍变化日期",
        "工作单位",
        "移动电话",
        "学历",
        "民族",
    ];
    let line = |phone: &str, education: &str, ethnicity: &str| {
        let mut row = joining(1, "2020-03-01");
        row.extend([phone, education, ethnicity].map(str::to_owned));
        row
    };
    let blank =
        load(&house.store, "members", &sheet_of(&house, "空.csv", &titles, &[line("", "", "")]));
    assert_eq!(blank.counts.unchanged, 1, "{:?}", blank.counts);
    let path = sheet_of(&house, "改.csv", &titles, &[line("", "本科", "汉族")]);
    let looked = look(&house.store, "members", &path);
    assert_eq!(looked.counts.changed, 1);
    let changes = &kept(&house.store, looked.job, "changed")[0].data.changes;
    let shown: Vec<(&str, &str, &str)> =
        changes.iter().map(|c| (c.title.as_str(), c.old.as_str(), c.new.as_str())).collect();
    assert_eq!(shown, [("民族", "", "汉族"), ("学历", "大专", "本科")]);
    assert_eq!(
        house.value("person", person, "education"),
        text("31"),
        "nothing is written by looking"
    );
    write(&house.store, looked.job);
    assert_ne!(house.value("person", person, "education"), text("31"));
    assert_eq!(house.value("person", person, "phone"), text("138****8000"));
}

#[test]
fn the_four_answers_to_a_doubtful_pair_do_what_they_say() {
    // The second number under the name and telephone of the first person.
    for answer in ["fill", "correct", "other", "skip"] {
        let house = House::new();
        let (person, _) = known(&house);
        let row = with_phone(2, 1, "2020-03-01", "13800138000");
        let path =
            sheet_of(&house, "疑.csv", &WITH_PHONE, &[row, with_phone(3, 3, "2024-01-01", "")]);
        let looked = look(&house.store, "members", &path);
        let view = doubt(&house, looked.job);
        assert!(view.data.reason.contains("姓名和移动电话"), "{}", view.data.reason);
        assert_eq!(view.data.like, Some(("person".to_owned(), person)));
        assert_eq!(view.data.answers, ["fill", "correct", "other"]);
        import::answer(&house.store, &local(), looked.job, view.number, answer).unwrap();
        let written = write(&house.store, looked.job);
        assert_eq!(written.counts.doubtful, 0, "{answer}");
        let number = house.value("person", person, "paper_no");
        let (people, expected) = match answer {
            "fill" | "skip" => (2, paper(1)),
            "correct" => (2, paper(2)),
            _ => (3, paper(1)),
        };
        let masked = format!("{}********{}", &expected[..6], &expected[14..]);
        assert_eq!(number, text(&masked), "{answer}");
        assert_eq!(listed(&house, "person", "paper_no", &[]).len(), people, "{answer}");
        assert_eq!(
            members(&house),
            i64::try_from(people).unwrap(),
            "{answer}: one membership each"
        );
    }
}

#[test]
fn an_answer_that_is_not_possible_is_refused() {
    let house = House::new();
    known(&house);
    let mut row = joining(1, "2020-03-01");
    row[0] = person_name(2);
    let looked = look(&house.store, "members", &sheet_of(&house, "异名.csv", &TITLES, &[row]));
    let view = doubt(&house, looked.job);
    assert!(view.data.reason.contains(&person_name(1)), "{}", view.data.reason);
    let said = import::answer(&house.store, &local(), looked.job, view.number, "other");
    assert!(said.is_err(), "a number belongs to one person");
    let unknown = import::answer(&house.store, &local(), looked.job, view.number + 7, "skip");
    assert!(unknown.is_err(), "there is no such row");
}

#[test]
fn good_rows_are_written_alone_and_the_rest_when_it_is_put_right() {
    let house = House::new();
    let mut bad = with_phone(2, 2, "2024-03-01", "1380013800");
    bad[3] = "2024-03-01".into();
    let lines =
        [with_phone(1, 1, "2024-03-01", "13800138001"), bad, with_phone(3, 3, "2024-03-01", "")];
    let path = sheet_of(&house, "错一行.csv", &WITH_PHONE, &lines);
    let loaded = load(&house.store, "members", &path);
    assert_eq!((loaded.counts.added, loaded.counts.rejected, members(&house)), (2, 1, 2));
    let (row, letter, says) = only_error(&house.store, loaded.job);
    assert_eq!((row, letter.as_str()), (3, "F"), "{says}");
    let number = kept(&house.store, loaded.job, "rejected")[0].number;
    let still = import::repair(&house.store, &local(), loaded.job, number, "phone", "138").unwrap();
    assert_eq!(still, "rejected");
    let good =
        import::repair(&house.store, &local(), loaded.job, number, "phone", "13800138002").unwrap();
    assert_eq!(good, "added");
    let written = write(&house.store, loaded.job);
    assert_eq!((written.counts.added, written.counts.rejected, members(&house)), (3, 0, 3));
}

#[test]
fn rejected_rows_come_back_as_a_book_that_loads_once_it_is_corrected() {
    let house = House::new();
    let lines = [
        with_phone(1, 1, "2024-03-01", "13800138001"),
        with_phone(2, 2, "2024-13-01", "13800138002"),
        with_phone(3, 3, "2024-03-01", "138"),
    ];
    let path = sheet_of(&house, "错两行.csv", &WITH_PHONE, &lines);
    let loaded = load(&house.store, "members", &path);
    assert_eq!(loaded.counts.rejected, 2);
    let back = house.place.dir.join("退回.xlsx");
    let file = std::fs::File::create(&back).unwrap();
    assert_eq!(import::rejects(&house.store, &local(), loaded.job, file).unwrap(), 2);

    let same = load(&house.store, "members", &back);
    assert_eq!((same.counts.read, same.counts.rejected), (2, 2), "as it came back");
    let mut rows = texts(&back);
    let head = rows.iter().position(|row| row.iter().any(|cell| cell == "错误说明")).unwrap();
    let place = |title: &str| rows[head].iter().position(|cell| cell == title).unwrap();
    let (reason, phone, changed) = (place("错误说明"), place("移动电话"), place("会籍变化日期"));
    assert!(rows[head + 1][reason].starts_with("原第3行"), "{:?}", rows[head + 1]);
    rows[head + 1][changed] = "2024-03-01".into();
    rows[head + 2][phone] = "13800138003".into();
    let right = house.place.dir.join("改好.xlsx");
    workbook(&right, &[("未导入的行", &rows)]);
    assert_eq!(load(&house.store, "members", &right).counts.added, 2);
    assert_eq!(members(&house), 3);
}

/// All rows of the first sheet of a book, empty ones in between as well.
fn texts(path: &std::path::Path) -> Vec<Vec<String>> {
    let mut book = office::open(path, &office::Limits::default()).unwrap();
    let mut rows = Vec::new();
    book.rows::<office::ReadError>(0, &mut |row| {
        rows.resize(usize::try_from(row.number).unwrap() - 1, Vec::new());
        rows.push(row.cells.iter().map(|cell| cell.text(false).into_owned()).collect());
        Ok(std::ops::ControlFlow::Continue(()))
    })
    .unwrap();
    rows
}

#[test]
fn two_rows_about_one_person_are_one_or_wait_until_one_is_left() {
    let house = House::new();
    let twice = [joining(1, "2024-03-01"), joining(1, "2024-03-01")];
    let loaded = load(&house.store, "members", &sheet_of(&house, "重复.csv", &TITLES, &twice));
    assert_eq!((loaded.counts.added, loaded.counts.unchanged), (1, 1));

    let disagree = [joining(2, "2024-03-01"), joining(2, "2024-04-01"), joining(3, "2024-04-01")];
    for (answer, joins) in [("skip", "2024-04-01"), ("correct", "2024-03-01")] {
        let house = House::new();
        let path = sheet_of(&house, "矛盾.csv", &TITLES, &disagree);
        let loaded = load(&house.store, "members", &path);
        assert_eq!((loaded.counts.added, loaded.counts.doubtful), (1, 2), "both wait");
        let first = &kept(&house.store, loaded.job, "doubtful")[0];
        assert_eq!((first.data.rival, first.data.group), (Some(3), Some(2)), "the other row");
        let left_out =
            import::answer(&house.store, &local(), loaded.job, first.number, answer).unwrap();
        assert_eq!(left_out, if answer == "correct" { vec![3] } else { vec![] });
        write(&house.store, loaded.job);
        assert_eq!(joined(&house)[&person_name(2)], joins, "{answer} the first");
        assert_eq!(members(&house), 2);
    }
}

#[test]
fn a_running_number_that_stands_above_is_pointed_out() {
    let house = House::new();
    let titles = ["序号", "姓名", "证件号码", "会籍变化类型", "会籍变化日期", "工作单位"];
    let line = |serial: &str, n: i64| {
        let mut row = joining(n, "2024-03-01");
        row.insert(0, serial.into());
        row
    };
    let lines = [line("1", 1), line("2", 2), line("2", 3), line("", 4), line("", 5)];
    let loaded = load(&house.store, "members", &sheet_of(&house, "序号.csv", &titles, &lines));
    assert_eq!((loaded.counts.added, loaded.counts.rejected), (4, 1), "none is no number");
    let (row, letter, says) = only_error(&house.store, loaded.job);
    assert_eq!((row, letter.as_str()), (4, "A"), "{says}");
}

#[test]
fn a_record_that_moved_on_since_the_preview_is_asked_about_again() {
    let house = House::new();
    let (person, _) = known(&house);
    let lines = [with_phone(1, 1, "2020-03-01", "13900139000"), with_phone(2, 2, "2024-03-01", "")];
    let looked = look(&house.store, "members", &sheet_of(&house, "改号.csv", &WITH_PHONE, &lines));
    assert_eq!((looked.counts.changed, looked.counts.added), (1, 1));
    house.correct("person", person, &[("phone", text("13700137000"))]);
    let written = write(&house.store, looked.job);
    assert_eq!((written.counts.added, written.counts.doubtful), (1, 1), "the other row goes in");
    assert_eq!(house.value("person", person, "phone"), text("137****7000"), "not overwritten");
    let view = doubt(&house, looked.job);
    assert!(view.data.reason.contains("又被人改过"), "{}", view.data.reason);
    import::answer(&house.store, &local(), looked.job, view.number, "correct").unwrap();
    let written = write(&house.store, looked.job);
    assert_eq!((written.counts.doubtful, written.counts.changed), (0, 1), "{:?}", written.counts);
    assert_eq!(house.value("person", person, "phone"), text("139****9000"));
}

#[test]
fn a_member_of_another_union_may_be_transferred_by_whoever_sees_both() {
    let house = House::new();
    let person = house.add_person(1);
    let old = house.join(person, house.shops, "2020-03-01");
    let path = sheet_of(&house, "转.csv", &TITLES, &[joining(1, "2025-06-01")]);
    let looked = look(&house.store, "members", &path);
    let view = doubt(&house, looked.job);
    assert_eq!(view.data.reason, "已是本县工会会员，可申请转会");
    assert_eq!(view.data.like, Some(("membership".to_owned(), old)));
    import::answer(&house.store, &local(), looked.job, view.number, "correct").unwrap();
    write(&house.store, looked.job);
    assert_eq!(house.value("membership", old, "left_on"), on("2025-06-01"));
    assert_eq!(house.value("membership", old, "exit"), text("TRANSFER_OUT"));
    let at = |union| FigureAsk::on(day("2025-06-01")).at(union);
    let count = |union| house.figure("member_count", &at(union)).amount.value;
    assert_eq!(
        (count(house.shops), count(house.mill), count(house.root)),
        (0, 1, 1),
        "never twice"
    );
}

#[test]
fn who_may_not_see_the_other_union_learns_one_sentence_and_no_more() {
    let house = House::new();
    let person = house.add_person(1);
    house.join(person, house.shops, "2020-03-01");
    let clerk = house.user("grassroots", house.mill);
    let path = sheet_of(
        &house,
        "外单位.csv",
        &TITLES,
        &[joining(1, "2025-06-01"), joining(2, "2025-06-01")],
    );
    let job = take(&house.store, &clerk, "members", &path, house.mill);
    let counts = import::preview(&house.store, &clerk, job).unwrap();
    assert_eq!((counts.doubtful, counts.added), (1, 1));
    let view = &import::rows(&house.store, &clerk, job, "doubtful", -1, 10).unwrap()[0];
    assert_eq!(view.data.reason, "已是本县工会会员，可申请转会");
    assert_eq!((&view.data.like, view.data.answers.len(), view.data.changes.len()), (&None, 0, 0));
    let written = import::apply(&house.store, &clerk, job).unwrap();
    assert_eq!((written.added, written.doubtful), (1, 1), "{:?}", errors(&house.store, job));
    assert_eq!(members(&house), 2);
}

#[test]
fn an_employer_of_two_unions_is_never_a_guess() {
    let house = House::new();
    house.cover(house.shops, house.mill_firm, "2022-01-01");
    let path = sheet_of(&house, "两家.csv", &TITLES, &[joining(1, "2024-03-01")]);
    let loaded = load(&house.store, "members", &path);
    let view = doubt(&house, loaded.job);
    assert!(view.data.reason.contains("2个工会覆盖"), "{}", view.data.reason);
    assert_eq!(members(&house), 0);
    let union = "恒达机械厂工会委员会";
    let class = import::repair(&house.store, &local(), loaded.job, view.number, "work_unit", union)
        .unwrap();
    assert_eq!(class, "added");
    write(&house.store, loaded.job);
    let at = FigureAsk::on(day("2026-01-05")).at(house.mill);
    assert_eq!(house.figure("member_count", &at).amount.value, 1);
}

#[test]
fn retaining_leaving_and_expelling_close_or_keep_and_without_a_membership_are_refused() {
    let house = House::new();
    for n in 1..=4 {
        house.newcomer(n, house.mill, "2020-03-01");
    }
    let titles = ["姓名", "证件号码", "会籍变化类型", "会籍变化日期", "会籍变化原因", "工作单位"];
    let line = |n: i64, change: &str, reason: &str| -> Vec<String> {
        [&person_name(n), &paper(n), change, "2025-12-31", reason, FIRM].map(str::to_owned).to_vec()
    };
    let lines = [
        line(1, "保留", "失业"),
        line(2, "转出", "劳动（工作）关系发生变化"),
        line(3, "退会", "个人要求退会"),
        line(4, "除名", "因犯罪被开除会籍"),
        line(5, "退会", "个人要求退会"),
    ];
    let path = sheet_of(&house, "变化.csv", &titles, &lines);
    let loaded = load(&house.store, "members", &path);
    assert_eq!((loaded.counts.changed, loaded.counts.rejected), (4, 1));
    let (row, letter, says) = only_error(&house.store, loaded.job);
    assert_eq!((row, letter.as_str()), (6, "C"));
    assert!(says.contains("入会日期"), "{says}");
    let after = listed(&house, "membership", "person_name", &["status", "exit", "left_on"]);
    assert_eq!(after[&person_name(1)], [text("RETAINED"), Value::Null, Value::Null]);
    for (n, exit) in [(2, "TRANSFER_OUT"), (3, "WITHDRAWN"), (4, "EXPELLED")] {
        assert_eq!(after[&person_name(n)][1..], [text(exit), text("2025-12-31")]);
    }
    assert_eq!(house.stock("member_count", "2025-12-30"), 4, "the day before they all are members");
    assert_eq!(
        house.stock("member_count", "2025-12-31"),
        1,
        "who left on a day is not counted on it"
    );
    assert_eq!(load(&house.store, "members", &path).counts.unchanged, 4, "twice is once");
}

#[test]
fn undoing_a_file_takes_back_everything_but_what_others_have_touched() {
    let house = House::new();
    let (person, _) = known(&house);
    let before = snapshot(&house);
    let lines: Vec<Vec<String>> =
        (1..=6).map(|n| with_phone(n, n, "2020-03-01", &format!("1390013900{n}"))).collect();
    let path = sheet_of(&house, "一批.csv", &WITH_PHONE, &lines);
    let loaded = load(&house.store, "members", &path);
    assert_eq!((loaded.counts.added, loaded.counts.changed), (5, 1));
    // Somebody corrects the third person; nobody touches the rest.
    let touched = keys_of(&house)[&person_name(3)];
    house.correct("person", touched, &[("education", text("21"))]);
    let undone = import::undo(&house.store, &local(), loaded.job).unwrap();
    assert_eq!(undone.restored, 1, "the telephone of the first");
    assert_eq!(undone.stayed.len(), 1, "{:?}", undone.stayed);
    assert_eq!((undone.stayed[0].register.as_str(), undone.stayed[0].record), ("person", touched));
    assert!(undone.stayed[0].why.contains("又改过"), "{}", undone.stayed[0].why);
    assert_eq!(house.value("person", person, "phone"), text("138****8000"));
    let mut after = snapshot(&house);
    after.remove(&person_name(3));
    assert_eq!(after, before);
    assert_eq!(members(&house), 1);
    assert!(import::undo(&house.store, &local(), loaded.job).is_err(), "once");
    assert!(house.store.verify(None).unwrap().ok);
}

/// Persons of the house by name, with what a file may change.
fn snapshot(house: &House) -> BTreeMap<String, Vec<Value>> {
    listed(house, "person", "name", &["phone", "education", "ethnicity"])
}

fn keys_of(house: &House) -> BTreeMap<String, i64> {
    listed_keys(house, "person")
}

fn listed_keys(house: &House, register: &str) -> BTreeMap<String, i64> {
    let mut ask = store::list::ListAsk::new(house.register(register));
    ask.columns = vec!["name".into()];
    let mut keys = BTreeMap::new();
    house
        .store
        .each(&local(), &ask, |page| {
            keys.extend(page.rows.iter().map(|row| (row.cells[0].to_string(), row.id)));
            Ok(())
        })
        .unwrap();
    keys
}

#[test]
fn undoing_lists_unions_that_others_have_begun_to_use() {
    let house = House::new();
    let titles = ["单位名称", "工会名称", "上级工会名称", "建会日期", "基层工会类型"];
    let line = |firm: &str| -> Vec<String> {
        let union = format!("{firm}工会委员会");
        [firm, &union, "东湖镇总工会", "2020-05-01", "独立基层工会"].map(str::to_owned).to_vec()
    };
    let path = sheet_of(&house, "工会.csv", &titles, &[line("东湖茶楼"), line("东湖书店")]);
    let loaded = load(&house.store, "unions", &path);
    assert_eq!(loaded.counts.added, 2, "{:?}", errors(&house.store, loaded.job));
    let mut row = joining(1, "2024-03-01");
    "东湖书店工会委员会".clone_into(&mut row[4]);
    load(&house.store, "members", &sheet_of(&house, "会员.csv", &TITLES, &[row]));
    let undone = import::undo(&house.store, &local(), loaded.job).unwrap();
    let stayed: Vec<&str> = undone.stayed.iter().map(|stayed| stayed.register.as_str()).collect();
    assert!(stayed.contains(&"union"), "{:?}", undone.stayed);
    assert!(undone.stayed.iter().any(|stayed| stayed.why.contains("会籍")), "{:?}", undone.stayed);
    let left = listed(&house, "union", "name", &[]);
    assert!(left.contains_key("东湖书店工会委员会") && !left.contains_key("东湖茶楼工会委员会"));
    assert_eq!(members(&house), 1);
}

#[test]
fn a_union_that_stays_keeps_the_employer_it_covers_and_this_is_told_beforehand() {
    let house = House::new();
    let titles = ["单位名称", "工会名称", "上级工会名称", "建会日期", "基层工会类型"];
    let line = |firm: &str| -> Vec<String> {
        let union = format!("{firm}工会委员会");
        [firm, &union, "东湖镇总工会", "2020-05-01", "独立基层工会"].map(str::to_owned).to_vec()
    };
    let firms = [line("东湖茶楼"), line("东湖书店"), line("东湖米店")];
    let loaded = load(&house.store, "unions", &sheet_of(&house, "工会.csv", &titles, &firms));
    let mut row = joining(1, "2024-03-01");
    "东湖书店工会委员会".clone_into(&mut row[4]);
    load(&house.store, "members", &sheet_of(&house, "会员.csv", &TITLES, &[row]));
    let employer = listed_keys(&house, "employer")["东湖米店"];
    house.correct("employer", employer, &[("contact", text("李娟"))]);

    let what = store::undo::What::Job(loaded.job);
    let told = house.store.undo_outlook(&local(), what, 0).unwrap();
    let undone = import::undo(&house.store, &local(), loaded.job).unwrap();
    let voided: i64 = told.iter().map(|coming| coming.voided).sum();
    let restored: i64 = told.iter().map(|coming| coming.restored).sum();
    assert_eq!((undone.voided, undone.restored), (voided, restored), "{told:?}");
    let mut whys: BTreeMap<(String, String), i64> = BTreeMap::new();
    for stayed in &undone.stayed {
        *whys.entry((stayed.register.clone(), stayed.why.clone())).or_default() += 1;
    }
    let of = |coming: &store::undo::Coming| {
        let name = coming.register.name;
        let stays = coming.stays.clone().into_iter();
        stays.map(|(why, count)| ((name.to_owned(), why), count)).collect::<Vec<_>>()
    };
    assert_eq!(whys, told.iter().flat_map(of).collect());
    let stayed = |register: &str| undone.stayed.iter().filter(|s| s.register == register).count();
    assert_eq!([stayed("union"), stayed("employer"), stayed("coverage")], [2, 2, 2], "{whys:?}");
    let left = listed(&house, "union", "name", &[]);
    assert!(left.contains_key("东湖书店工会委员会"), "a member is in it");
    assert!(left.contains_key("东湖米店工会委员会"), "its employer was corrected since");
    assert!(!left.contains_key("东湖茶楼工会委员会"));
    let proof = house.store.verify(None).unwrap();
    assert!(proof.ok, "{proof:?}");
}

#[test]
fn a_further_row_of_a_joint_union_tells_only_what_it_brings() {
    let house = House::new();
    let titles = ["单位名称", "工会名称", "上级工会名称", "建会日期", "基层工会类型"];
    let line = |firm: &str| -> Vec<String> {
        let union = "东湖茶街联合工会委员会";
        [firm, union, "东湖镇总工会", "2020-05-01", "联合基层工会"].map(str::to_owned).to_vec()
    };
    let lines = [line("东湖茶楼"), line("东湖书店")];
    let looked = look(&house.store, "unions", &sheet_of(&house, "工会.csv", &titles, &lines));
    let rows = kept(&house.store, looked.job, "changed");
    assert_eq!(rows.len(), 1, "{:?} {:?}", looked.counts, errors(&house.store, looked.job));
    let changes = &rows[0].data.changes;
    assert!(changes.iter().all(|change| change.old != change.new), "{changes:?}");
    let says = |change: &import::Changed| change.title == "新覆盖" && change.new == "东湖书店";
    assert!(changes.iter().any(says), "{changes:?}");
}
