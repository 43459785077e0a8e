//! Columns that a federation adds to a register: typed, imported, filtered, exported and counted like all
//! others, kept where they belong, and never losing what was typed.

use crate::desk::*;
use crate::house::*;
use crate::intake::{TITLES, joining, listed, sheet_of};
use kernel::define::read;
use kernel::indicator::Cond;
use kernel::value::Value;
use store::figure::FigureAsk;
use store::list::ListAsk;
use store::{Ctx, StoreError};

/// A column kept by the county unless something else is said.
fn column(house: &House, of: &str, title: &str, kind: &str, more: Values) -> i64 {
    let mut values =
        vec![("of_register", of.into()), ("title", title.into()), ("kind", kind.into())];
    values.extend_from_slice(more);
    if more.iter().all(|(field, _)| *field != "begin_on") {
        values.push(("begin_on", "2026-01-01".into()));
    }
    if more.iter().all(|(field, _)| *field != "union") {
        values.push(("union", Value::Int(house.root)));
    }
    house.add("local_field", &values)
}

/// 是否退役军人, 住房 and the secret 家庭住址 of persons; 上年产值 of employers.
fn four(house: &House) -> [i64; 4] {
    let housing = [("options", "自有\n租住\n集体宿舍".into())];
    [
        column(house, "person", "是否退役军人", "YESNO", &[]),
        column(house, "person", "住房", "CHOICE", &housing),
        column(house, "person", "家庭住址", "TEXT", &[("secret", true.into())]),
        column(house, "employer", "上年产值", "MONEY", &[("measured", "元".into())]),
    ]
}

fn put_right(house: &House, register: &str, id: i64, values: Values) -> store::Result<bool> {
    let always = kernel::facts::Saving::Correction(day("2026-01-05"));
    house.try_save(&Ctx::local(), register, id, values, always)
}

#[test]
fn an_added_column_is_typed_masked_kept_in_history_and_proven() {
    let house = House::new();
    four(&house);
    let wang = house.add_person(1);
    house.correct(
        "person",
        wang,
        &[
            ("x_sftyjr", true.into()),
            ("x_zf", "租住".into()),
            ("x_jtzz", "青石镇柳林村三组18号".into()),
        ],
    );
    let opened = house.open("person", wang);
    assert_eq!(opened.record.value("x_sftyjr"), &Value::Int(1));
    assert_eq!(opened.record.value("x_jtzz").as_text(), Some("青石镇****"), "masked by the server");
    let whole = house.store.reveal(
        &Ctx::local(),
        house.register("person"),
        &wang.to_string(),
        "x_jtzz",
        "上门慰问",
    );
    assert_eq!(whole.unwrap(), "青石镇柳林村三组18号");
    let bytes = house.rows(&store::sql::Sql::new("SELECT local_values FROM person"));
    assert!(bytes.iter().all(|row| !row.text(0).contains("柳林")), "encrypted at rest");
    house.correct("person", wang, &[("x_zf", "自有".into())]);
    let changes = house.store.history(&Ctx::local(), house.register("person"), &wang.to_string());
    let newest = &changes.unwrap()[0].differences[0];
    assert_eq!(
        (newest.title.as_str(), newest.before.as_str(), newest.after.as_str()),
        ("住房", "租住", "自有")
    );
    let verified = house.store.verify(None).unwrap();
    assert!(verified.ok, "{:?}", verified.faults);
}

#[test]
fn a_list_filters_sorts_and_shows_added_columns() {
    let house = House::new();
    four(&house);
    let works = house.add_employer("云溪永兴纺织有限公司", house.east, 80);
    house.correct("employer", works, &[("x_sncz", Value::Int(1_200_000_000))]);
    house.correct("employer", house.mill_firm, &[("x_sncz", Value::Int(340_000_050))]);
    let mut ask = ListAsk::new(house.register("employer"));
    ask.sort = "x_sncz".into();
    ask.descending = true;
    ask.filters = vec![Cond::AtLeast("x_sncz".into(), Value::Int(100))];
    let mut order = Vec::new();
    let pages = house.store.each(&Ctx::local(), &ask, |page| {
        order.extend(page.rows.iter().map(|row| row.id));
        Ok(())
    });
    pages.unwrap();
    assert_eq!(order, [works, house.mill_firm]);
    ask.filters = vec![Cond::AtLeast("x_sncz".into(), Value::Int(500_000_000))];
    assert_eq!(
        (house.listed(&Ctx::local(), &ask).unwrap(), house.counted(&Ctx::local(), &ask)),
        (vec![works], 1)
    );
    let shown = listed(&house, "employer", "name", &["x_sncz"]);
    assert_eq!(shown["云溪永兴纺织有限公司"], [Value::Int(1_200_000_000)]);
    let mut secret = ListAsk::new(house.register("person"));
    secret.filters = vec![Cond::Is("x_jtzz".into(), vec!["青石镇".into()])];
    assert!(refusal(house.listed(&Ctx::local(), &secret)).1.contains("加密"));
}

#[test]
fn a_roster_fills_added_columns_and_the_same_roster_changes_nothing() {
    let house = House::new();
    four(&house);
    let titles: Vec<&str> = TITLES.into_iter().chain(["住房", "是否退役军人"]).collect();
    let line = |n: i64, house: &str, veteran: &str| {
        let mut cells = joining(n, "2024-03-01");
        cells.extend([house.to_owned(), veteran.to_owned()]);
        cells
    };
    let path = sheet_of(
        &house,
        "一.csv",
        &titles,
        &[line(1, "租住", "是"), line(2, "", "否"), line(3, "窑洞", "是")],
    );
    let loaded = load(&house.store, "members", &path);
    assert_eq!((loaded.counts.added, loaded.counts.rejected), (2, 1));
    let wrong = &errors(&house.store, loaded.job)[&4];
    assert_eq!(wrong.len(), 1);
    assert!(wrong[0].1.contains("自有、租住、集体宿舍"), "{wrong:?}");
    let kept = listed(&house, "person", "name", &["x_zf", "x_sftyjr"]);
    assert_eq!(kept[&person_name(1)], [Value::from("租住"), Value::Int(1)]);
    assert_eq!(kept[&person_name(2)], [Value::Null, Value::Int(0)]);

    let again = sheet_of(&house, "二.csv", &titles, &[line(2, "", "否"), line(1, "租住", "是")]);
    let loaded = load(&house.store, "members", &again);
    assert_eq!((loaded.counts.unchanged, loaded.counts.changed), (2, 0));

    let moved =
        sheet_of(&house, "三.csv", &titles, &[line(1, "自有", ""), line(2, "集体宿舍", "")]);
    let loaded = load(&house.store, "members", &moved);
    assert_eq!(loaded.counts.changed, 2, "a cell that differs is a change, a blank is none");
    let kept = listed(&house, "person", "name", &["x_zf", "x_sftyjr"]);
    assert_eq!(kept[&person_name(1)], [Value::from("自有"), Value::Int(1)]);
    assert_eq!(kept[&person_name(2)], [Value::from("集体宿舍"), Value::Int(0)]);
}

#[test]
fn rows_that_differ_in_an_added_column_only_disagree() {
    let house = House::new();
    four(&house);
    let titles: Vec<&str> = TITLES.into_iter().chain(["住房"]).collect();
    let line = |house: &str| {
        let mut cells = joining(1, "2024-03-01");
        cells.push(house.to_owned());
        cells
    };
    let path = sheet_of(&house, "两说.csv", &titles, &[line("租住"), line("自有")]);
    let loaded = look(&house.store, "members", &path);
    assert_eq!(loaded.counts.doubtful, 2);
}

const VETERANS: &str = "\
编码：veteran_renter_count
名称：租房住的退役军人会员数
单位：人
台账：会籍
数法：条数
时间：时点
条件：会员.是否退役军人 = 是
条件：会员.住房 = 租住
分组：housing 住房 = 会员.住房
口径：截至当日在册会员中租房住的退役军人人数。
";

#[test]
fn a_defined_figure_asks_for_added_columns_on_any_day_as_known_at_any_time() {
    let house = House::new();
    four(&house);
    for n in 1..=6 {
        house.newcomer(n, house.mill, "2021-03-01");
    }
    let people: Vec<i64> = {
        let ask = ListAsk::new(house.register("person"));
        house.listed(&Ctx::local(), &ask).unwrap()
    };
    for (at, person) in people.iter().enumerate() {
        let home = if at < 4 { "租住" } else { "自有" };
        house.correct(
            "person",
            *person,
            &[("x_sftyjr", (at % 2 == 0).into()), ("x_zf", home.into())],
        );
    }
    let draft = house
        .store
        .with_known(|known| read(VETERANS, known))
        .unwrap_or_else(|faults| panic!("{faults:?}"));
    house.store.define(&house.user("county", house.root), &draft, "").unwrap();
    let code = "veteran_renter_count";
    assert_eq!(house.stock(code, "2026-01-05"), 2);
    crate::figures::agree(&house, code, &FigureAsk::on(day("2026-01-05")));
    let before = house.now();
    house.tick();
    house.correct("person", people[0], &[("x_zf", "自有".into())]);
    assert_eq!(house.stock(code, "2026-01-05"), 1);
    assert_eq!(house.stock_known(code, "2026-01-05", before), 2, "as it was known");
}

#[test]
fn a_column_is_kept_for_the_union_that_added_it_and_all_below() {
    let house = House::new();
    let at_home = [("union", Value::Int(house.east))];
    column(&house, "employer", "所在村", "TEXT", &at_home);
    let (in_east, in_west) = (
        house.add_employer("青石镇米业有限公司", house.east, 40),
        house.add_employer("白水镇砖瓦厂", house.west, 40),
    );
    house.correct("employer", in_east, &[("x_szc", "柳林村".into())]);
    let elsewhere = put_right(&house, "employer", in_west, &[("x_szc", "河口村".into())]);
    assert!(refusal(elsewhere).1.contains("别的工会自设的栏目"));
    let seen = house.see(&house.user("township", house.east), "employer", in_east).unwrap();
    assert_eq!(seen.record.value("x_szc").as_text(), Some("柳林村"));
    let west = house.user("township", house.west);
    let mut ask = ListAsk::new(house.register("employer"));
    ask.filters = vec![Cond::Filled("x_szc".into())];
    assert!(matches!(house.listed(&west, &ask), Err(StoreError::Forbidden)));
    assert!(house.listed(&house.user("county", house.root), &ask).unwrap().contains(&in_east));
}

#[test]
fn an_ended_column_takes_nothing_new_and_shows_what_it_holds() {
    let house = House::new();
    let [_, housing, ..] = four(&house);
    let wang = house.add_person(1);
    house.correct("person", wang, &[("x_zf", "租住".into())]);
    house.correct("local_field", housing, &[("until_on", "2026-01-05".into())]);
    assert_eq!(house.value("person", wang, "x_zf").as_text(), Some("租住"));
    let more = put_right(&house, "person", wang, &[("x_zf", "自有".into())]);
    assert!(refusal(more).1.contains("已停用"));
    house.correct("person", wang, &[("x_zf", Value::Null)]);
    let titles: Vec<&str> = TITLES.into_iter().chain(["住房"]).collect();
    let mut line = joining(2, "2024-03-01");
    line.push("租住".into());
    let loaded = load(&house.store, "members", &sheet_of(&house, "旧表.csv", &titles, &[line]));
    assert_eq!(loaded.counts.added, 1, "a form with the old column is still taken");
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn what_a_column_is_stays_as_it_was_first_said() {
    let house = House::new();
    let [veteran, ..] = four(&house);
    for (field, value) in [("kind", "TEXT"), ("code", "x_other"), ("of_register", "employer")] {
        let done = put_right(&house, "local_field", veteran, &[(field, value.into())]);
        assert!(refusal(done).1.contains("存了以后不能改"), "{field}");
    }
    house.correct("local_field", veteran, &[("title", "退役军人".into())]);
    let field = house.register("person").field("x_sftyjr").copied().unwrap();
    assert_eq!(field.title, "退役军人", "a title may be put right");
}

#[test]
fn a_number_below_nothing_is_a_number_and_no_record() {
    let house = House::new();
    column(&house, "membership", "补缴差额", "MONEY", &[]);
    let titles: Vec<&str> = TITLES.into_iter().chain(["补缴差额"]).collect();
    let mut line = joining(1, "2024-03-01");
    line.push("-0.01".into());
    load(&house.store, "members", &sheet_of(&house, "差额.csv", &titles, &[line]));
    let kept = listed(&house, "membership", "person_name", &["x_bjce"]);
    assert_eq!(kept[&person_name(1)], [Value::Int(-1)]);
}

#[test]
fn a_column_defined_again_after_it_was_voided_has_a_code_of_its_own() {
    let house = House::new();
    let wrong = column(&house, "person", "住房", "TEXT", &[]);
    let wang = house.add_person(1);
    house.correct("person", wang, &[("x_zf", "集体宿舍".into())]);
    house.void("local_field", wrong);
    let right = column(&house, "person", "住房", "CHOICE", &[("options", "自有、租住".into())]);
    assert_eq!(house.value("local_field", right, "code").as_text(), Some("x_zf2"));
    house.correct("person", wang, &[("x_zf2", "租住".into())]);
    assert_eq!(house.value("person", wang, "x_zf").as_text(), Some("集体宿舍"), "nothing is lost");
    let taken = house.try_add(
        &Ctx::local(),
        "local_field",
        &[
            ("of_register", "person".into()),
            ("title", "住所".into()),
            ("kind", "TEXT".into()),
            ("code", "x_zf".into()),
            ("union", Value::Int(house.root)),
        ],
    );
    assert!(refusal(taken).1.contains("作废的也算"));
}

#[test]
fn people_are_merged_whatever_became_of_a_column() {
    let house = House::new();
    let [_, housing, ..] = four(&house);
    let (kept, gone) = (house.add_person(1), house.add_person(2));
    house.correct("person", gone, &[("x_zf", "租住".into()), ("x_sftyjr", true.into())]);
    house.correct("local_field", housing, &[("until_on", "2026-01-05".into())]);
    let register = house.register("person");
    house.store.merge(&Ctx::local(), register, kept, gone, "同一个人").unwrap();
    let now = house.open("person", kept).record;
    assert_eq!((now.value("x_sftyjr"), now.value("x_zf")), (&Value::Int(1), &Value::Null));
}

#[test]
fn of_two_columns_with_one_title_the_nearer_one_is_meant() {
    let house = House::new();
    column(&house, "employer", "宿舍", "TEXT", &[("union", Value::Int(house.west))]);
    column(&house, "employer", "宿舍", "TEXT", &[("code", "x_dorm".into())]);
    let (sheet, tree) = (
        house.store.catalog().sheet("employers").unwrap(),
        house.store.db.read(|tx| house.store.tree(tx)).unwrap(),
    );
    let offered = |union: i64| -> Vec<&str> {
        let all = office::import::offered(sheet, union, &tree);
        all.iter().filter(|column| column.field.local.is_some()).map(|column| column.code).collect()
    };
    assert_eq!(offered(house.east), ["x_dorm"], "the west's is none of theirs");
    assert_eq!(offered(house.west), ["x_ss"]);
    assert_eq!(offered(house.root), ["x_dorm"]);
}

#[test]
fn a_column_begins_and_ends_with_its_days() {
    let house = House::new();
    let days = [("begin_on", "2026-01-10".into()), ("until_on", "2026-01-20".into())];
    column(&house, "person", "备用电话", "TEXT", &days);
    let wang = house.add_person(1);
    for (day, may) in [("2026-01-09", false), ("2026-01-10", true), ("2026-01-20", false)] {
        house.on(day);
        house.store.turn_day().unwrap();
        let done = put_right(&house, "person", wang, &[("x_bydh", Value::text(day))]);
        assert_eq!(done.is_ok(), may, "{day}");
    }
    assert_eq!(house.value("person", wang, "x_bydh").as_text(), Some("2026-01-10"));
}

#[test]
fn added_texts_are_sorted_and_compared_byte_by_byte_on_both_databases() {
    let house = House::new();
    column(&house, "employer", "门牌", "TEXT", &[]);
    let signs = ["a座", "B座", "b座 2", "A座", "1号", "１号", "东区", "中区", "Ａ座", "a-1", "a 1"];
    let mut written: Vec<&str> = Vec::new();
    for (at, sign) in signs.iter().enumerate() {
        let firm = house.add_employer(&format!("云溪第{at}纺织有限公司"), house.east, 10);
        house.correct("employer", firm, &[("x_mp", (*sign).into())]);
        written.push(sign);
    }
    written.sort_unstable();
    let listed = |conds: Vec<Cond>| {
        let mut ask = ListAsk::new(house.register("employer"));
        ask.sort = "x_mp".into();
        ask.columns = vec!["x_mp".into()];
        ask.filters = conds;
        ask.filters.push(Cond::Filled("x_mp".into()));
        let mut signs = Vec::new();
        let pages = house.store.each(&Ctx::local(), &ask, |page| {
            signs.extend(page.rows.iter().map(|row| row.cells[0].to_string()));
            Ok(())
        });
        pages.unwrap();
        signs
    };
    assert_eq!(listed(vec![]), written);
    let (from, to) = ("B", "b");
    let between =
        [Cond::AtLeast("x_mp".into(), from.into()), Cond::AtMost("x_mp".into(), to.into())];
    let within: Vec<&str> =
        written.iter().copied().filter(|sign| (from..=to).contains(sign)).collect();
    assert_eq!(within, ["B座", "a 1", "a-1", "a座"]);
    assert_eq!(listed(between.to_vec()), within);
    assert_eq!(listed(vec![Cond::Begins("x_mp".into(), "a".into())]), ["a 1", "a-1", "a座"]);
}
