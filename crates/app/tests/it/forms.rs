//! The two collection forms as clerks send them, clean and untidy, into a county that has its
//! federations: every good row is taken, every wrong one is shown its column, and loading the same
//! again changes nothing.

use crate::desk::*;
use crate::house::day;
use kernel::value::Value;
use office::import;
use std::collections::BTreeMap;
use std::path::PathBuf;
use store::list::ListAsk;
use store::{Ctx, Store};
use town::roster::{self, Dirt, Expected, MEMBER_TITLES, Row, UNION_TITLES, Ugly};
use town::{County, Size};

const UPPER: [&str; 7] =
    ["FED_COUNTY", "TOWN_FED", "TOWN_UF", "PARK_FED", "SYS", "TRADE_UF", "AREA_UF"];

fn county() -> County {
    County::until(7, Size::small(), day("2026-10-31"))
}

/// The county's bodies above the grassroots and nothing else.
fn federations(county: &County) -> County {
    let mut upper = county.clone();
    let grassroots = |union: &town::UnionSeed| !UPPER.contains(&union.kind);
    let first = upper.unions.iter().position(grassroots).unwrap();
    upper.unions.truncate(first);
    upper.employers.clear();
    upper.coverages.clear();
    upper
}

fn cells(rows: &[Row]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.cells.clone()).collect()
}

fn letter(titles: &[&str], title: &str) -> String {
    office::letter(titles.iter().position(|known| *known == title).unwrap())
}

/// What the roster expects of a row, and what became of it.
fn judge(
    store: &Store,
    job: i64,
    rows: &[Row],
    titles: &[&str],
    first: i64,
) -> BTreeMap<&'static str, i64> {
    let rejected = errors(store, job);
    let doubtful: Vec<i64> = kept(store, job, "doubtful").iter().map(|view| view.row).collect();
    let mut tally = BTreeMap::new();
    for (number, row) in (first..).zip(rows) {
        let faults = rejected.get(&number);
        let class = match row.expected {
            Expected::Good | Expected::Warned(_) => {
                assert_eq!(faults, None, "{:?}", row.dirt);
                assert!(!doubtful.contains(&number), "{:?} {:?}", row.dirt, row.cells);
                "added"
            }
            Expected::Rejected(title) => {
                let faults = faults.unwrap_or_else(|| panic!("{:?} was taken", row.dirt));
                let letters: Vec<&str> = faults.iter().map(|fault| fault.0.as_str()).collect();
                assert_eq!(letters, [letter(titles, title)], "{:?} {faults:?}", row.dirt);
                "rejected"
            }
            Expected::Doubtful(_) => {
                assert!(doubtful.contains(&number), "{:?} {faults:?}", row.dirt);
                "doubtful"
            }
            Expected::Duplicate(_) => {
                assert_eq!(faults, None, "{:?}", row.dirt);
                "unchanged"
            }
        };
        *tally.entry(class).or_insert(0) += 1;
    }
    tally
}

fn counted(loaded: &Loaded) -> BTreeMap<&'static str, i64> {
    let counts = loaded.counts;
    let classes = [
        ("added", counts.added),
        ("changed", counts.changed),
        ("unchanged", counts.unchanged),
        ("doubtful", counts.doubtful),
        ("rejected", counts.rejected),
    ];
    classes.into_iter().filter(|(_, count)| *count > 0).collect()
}

#[test]
fn an_untidy_members_form_is_taken_row_by_row_as_the_roster_expects() {
    let county = county();
    let desk = Desk::structure(&county);
    let rows = roster::members(&county, 300, Some(&Ugly::members(4)));
    let path = desk.file("会员.xlsx");
    member_form(&path, &cells(&rows));

    let looked = look(&desk.store, "members", &path);
    let expected = judge(&desk.store, looked.job, &rows, &MEMBER_TITLES, FIRST_MEMBER);
    assert_eq!(counted(&looked), expected, "the preview says what will become of every row");
    let written = write(&desk.store, looked.job);
    assert_eq!(counted(&written), expected, "and so it becomes");
    assert_eq!(judge(&desk.store, written.job, &rows, &MEMBER_TITLES, FIRST_MEMBER), expected);

    let again = load(&desk.store, "members", &path).counts;
    assert_eq!((again.added, again.changed), (0, 0), "the same file again");
    assert_eq!(again.unchanged, expected["added"] + expected["unchanged"]);

    let meant: Vec<Vec<String>> =
        rows.iter().filter(|row| taken(row)).map(|row| row.clean.clone()).collect();
    let clean = desk.file("誊清.xlsx");
    member_form(&clean, &meant);
    let clean = load(&desk.store, "members", &clean).counts;
    assert_eq!(
        clean.unchanged, clean.read,
        "what was typed untidily is kept as it was meant: {clean:?}"
    );
}

fn taken(row: &Row) -> bool {
    matches!(row.expected, Expected::Good | Expected::Warned(_))
}

#[test]
fn an_untidy_unions_form_is_taken_row_by_row_as_the_roster_expects() {
    let county = county();
    let desk = Desk::structure(&federations(&county));
    let mut rows = roster::unions(&county, 300, Some(&Ugly::unions(2)));
    for row in &mut rows {
        // The row of a joint union names one employer and the members of all.
        if row.dirt == Some(Dirt::TooManyMembers) && row.cells[13].starts_with("联合") {
            row.expected = Expected::Good;
        }
    }
    let path = desk.file("工会.xlsx");
    union_form(&path, &cells(&rows));

    let looked = look(&desk.store, "unions", &path);
    let expected = judge(&desk.store, looked.job, &rows, &UNION_TITLES, FIRST_UNION);
    assert_eq!(counted(&looked), expected);
    assert_eq!(counted(&write(&desk.store, looked.job)), expected);
    let again = load(&desk.store, "unions", &path).counts;
    assert_eq!((again.added, again.changed), (0, 0), "the same file again");

    let lost = |row: &&Row| taken(row) && row.dirt != Some(Dirt::EmployersCode);
    let meant: Vec<Vec<String>> = rows.iter().filter(lost).map(|row| row.clean.clone()).collect();
    let clean = desk.file("誊清.xlsx");
    union_form(&clean, &meant);
    let clean = load(&desk.store, "unions", &clean).counts;
    let joint = i64::try_from(
        rows.iter().filter(|row| row.dirt == Some(Dirt::TooManyMembers) && taken(row)).count(),
    )
    .unwrap();
    assert_eq!(clean.unchanged + joint, clean.read, "{clean:?}");
}

/// Name, kind and superior of every union.
fn tree(store: &Store) -> BTreeMap<String, (String, String)> {
    let mut ask = ListAsk::new(store.register("union").unwrap());
    ask.columns = ["name", "kind", "parent"].map(str::to_owned).to_vec();
    let mut tree = BTreeMap::new();
    store
        .each(&Ctx::local(), &ask, |page| {
            for row in &page.rows {
                let cell = |at: usize| row.cells[at].as_text().unwrap_or_default().to_owned();
                let above =
                    row.cells[2].as_int().and_then(|id| page.titles.get(&("union".into(), id)));
                tree.insert(cell(0), (cell(1), above.cloned().unwrap_or_default()));
            }
            Ok(())
        })
        .unwrap();
    tree
}

/// The row of a body above the grassroots: it is in no employer.
fn upper_row(county: &County, union: &town::UnionSeed) -> Vec<String> {
    let mut row = vec![String::new(); UNION_TITLES.len()];
    let superior = union.parent.and_then(|above| county.union(above));
    row[9].clone_from(&union.name);
    row[11] = superior.map(|above| above.name.clone()).unwrap_or_default();
    row[12] = union.founded_on.to_string();
    row[13] = match union.kind {
        "FED_COUNTY" | "TOWN_FED" | "PARK_FED" => "总工会",
        "SYS" => "产业(系统)工会",
        _ => "工会联合会",
    }
    .to_owned();
    row[15].clone_from(&union.head);
    row
}

#[test]
fn superiors_may_stand_below_their_unions_in_the_same_file() {
    let county = county();
    let desk = Desk::fresh(county.last, "云溪县总工会");
    let upper = federations(&county);
    let mut rows: Vec<Vec<String>> =
        roster::unions(&county, 300, None).iter().map(|row| row.cells.clone()).collect();
    // The deepest first, the county federation itself last of all.
    rows.extend(upper.unions.iter().rev().map(|union| upper_row(&county, union)));
    for (at, row) in rows.iter_mut().enumerate() {
        row[0] = (at + 1).to_string();
    }
    let path = desk.file("倒着排.xlsx");
    union_form(&path, &rows);

    let looked = look(&desk.store, "unions", &path);
    assert_eq!(
        (looked.counts.rejected, looked.counts.doubtful),
        (0, 0),
        "{:?}",
        errors(&desk.store, looked.job)
    );
    let written = write(&desk.store, looked.job).counts;
    assert_eq!(written, looked.counts);
    assert_eq!(written.added, written.read - 1, "all but the county federation, which is there");

    let made = tree(&desk.store);
    assert_eq!(made.len(), rows.len());
    for union in &upper.unions {
        let (kind, above) = &made[&union.name];
        assert_eq!(kind, union.kind, "{}", union.name);
        let superior = union.parent.and_then(|above| county.union(above));
        assert_eq!(*above, superior.map(|above| above.name.clone()).unwrap_or_default());
    }
    let again = load(&desk.store, "unions", &path).counts;
    assert_eq!(again.unchanged, again.read, "{again:?}");
}

#[test]
fn on_a_new_county_the_superior_may_be_the_county_or_left_out() {
    let county = county();
    let desk = Desk::fresh(county.last, "云溪县总工会");
    let mut rows: Vec<Vec<String>> =
        roster::unions(&county, 20, None).iter().map(|row| row.cells.clone()).collect();
    for (at, row) in rows.iter_mut().enumerate() {
        row[11] = if at % 2 == 0 { "云溪县总工会".into() } else { String::new() };
    }
    let path = desk.file("新县.xlsx");
    union_form(&path, &rows);
    let loaded = load(&desk.store, "unions", &path);
    assert_eq!(loaded.counts.added, loaded.counts.read, "{:?}", errors(&desk.store, loaded.job));
    let root = "云溪县总工会".to_owned();
    assert!(
        tree(&desk.store)
            .values()
            .filter(|(kind, _)| kind != "FED_COUNTY")
            .all(|(_, above)| *above == root)
    );
    let again = load(&desk.store, "unions", &path).counts;
    assert_eq!(again.unchanged, again.read);
}

#[test]
fn a_superior_that_no_row_names_is_pointed_out_and_circles_end() {
    let desk = Desk::fresh(day("2026-01-05"), "云溪县总工会");
    let path = desk.csv(
        "圈.csv",
        &[
            &["工会名称", "上级工会名称", "基层工会类型"],
            &["甲村工会联合会", "乙镇总工会", "工会联合会"],
            &["乙镇总工会", "甲村工会联合会", "总工会"],
            &["丙厂工会", "丁镇总工会", "独立基层工会"],
        ],
    );
    let loaded = load(&desk.store, "unions", &path);
    let found = errors(&desk.store, loaded.job);
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), [2, 3, 4], "{found:?}");
    assert!(
        found.values().flatten().all(|(letter, says)| letter == "B" && says.contains("上级工会"))
    );
}

/// A real form, or nothing with a word said about it.
fn real(name: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("NIANGJIA_SHARED").map_or(beside, PathBuf::from);
    let path = shared.join("forms").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {name} is not at hand (set NIANGJIA_SHARED)");
    None
}

#[test]
fn the_blank_real_forms_open_and_every_column_is_recognised() {
    let desk = Desk::fresh(day("2026-01-05"), "云溪县总工会");
    for (sheet, name) in
        [("members", "会员信息采集表-附件四.xlsx"), ("unions", "工会组织信息采集表-附件一.xlsx")]
    {
        let Some(path) = real(name) else { continue };
        let job = take(&desk.store, &Ctx::local(), sheet, &path, 0);
        let layouts = import::layouts(&desk.store, &Ctx::local(), job).unwrap();
        assert_eq!(layouts.len(), 1, "the sheet of lists is none");
        let sheet = desk.store.catalog().sheet(sheet).unwrap();
        let letters =
            sheet.printed().map(|column| layouts[0].column(column.code).unwrap().letter.clone());
        let in_order = (0..sheet.printed().count()).map(office::letter);
        assert!(letters.eq(in_order), "{name}: every column, in the printed order");
        let counts = import::preview(&desk.store, &Ctx::local(), job).unwrap();
        assert_eq!((counts.added, counts.changed), (0, 0), "a form not filled in brings nothing");
        // The unions' form is handed out with one line typed into it for trial.
        assert_eq!(counts.rejected, counts.read);
        let written = import::apply(&desk.store, &Ctx::local(), job).unwrap();
        assert_eq!((written.added, written.changed), (0, 0));
    }
}

#[test]
fn declared_members_are_kept_beside_and_never_summed() {
    let county = county();
    let desk = Desk::structure(&federations(&county));
    let rows = roster::unions(&county, 10, None);
    let path = desk.file("工会.xlsx");
    union_form(&path, &cells(&rows));
    load(&desk.store, "unions", &path);
    let at = store::figure::FigureAsk::on(day("2026-10-31"));
    let members = desk.store.figure(&Ctx::local(), "member_count", &at).unwrap();
    assert_eq!(members.amount.value, 0, "nobody was entered");
    let union = desk.store.register("union").unwrap();
    let mut ask = ListAsk::new(union);
    ask.columns = vec!["name".into(), "members_declared".into(), "declared_on".into()];
    let mut declared = BTreeMap::new();
    desk.store
        .each(&Ctx::local(), &ask, |page| {
            for row in &page.rows {
                declared.insert(row.cells[0].clone(), (row.cells[1].clone(), row.cells[2].clone()));
            }
            Ok(())
        })
        .unwrap();
    for row in &rows {
        let count = Value::Int(row.cells[14].parse().unwrap());
        let found = &declared[&Value::from(row.cells[9].as_str())];
        assert_eq!(*found, (count, "2026-10-31".into()));
    }
}
