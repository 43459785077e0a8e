//! The roster of a union that is being founded, loaded from a spreadsheet: who is on it, who cannot be, twice
//! is once, and taken back as a whole.

use crate::desk::{errors, kept, write};
use crate::founding::Matter;
use crate::house::*;
use crate::intake::sheet_of;
use kernel::value::Value;
use office::import::{self, Counts, ImportError, Start};
use std::collections::BTreeMap;
use std::path::Path;
use store::Ctx;

const TITLES: [&str; 6] = ["序号", "姓名", "身份证号码", "申请日期", "本人签名", "工作单位"];

fn line(n: i64, others: [&str; 3]) -> Vec<String> {
    let [applied, own, work] = others;
    vec![n.to_string(), person_name(n), paper(n), applied.into(), own.into(), work.into()]
}

fn begin(matter: &Matter, path: &Path, into: i64) -> Result<i64, ImportError> {
    let store = &matter.house.store;
    let start = Start {
        sheet: store.catalog().sheet("roster").unwrap(),
        path,
        file_name: "名册.csv",
        union: matter.house.east,
        whole: into,
        day: None,
        chosen: BTreeMap::new(),
    };
    import::start(store, &Ctx::local(), &start)
}

fn loaded(matter: &Matter, path: &Path) -> (i64, Counts) {
    let store = &matter.house.store;
    let job = begin(matter, path, matter.id).unwrap();
    import::preview(store, &Ctx::local(), job).unwrap();
    (job, write(store, job).counts)
}

fn on_roster(matter: &Matter) -> usize {
    let ask = store::list::ListAsk::new(matter.house.register("joining"));
    let all = matter.house.listed(&Ctx::local(), &ask).unwrap();
    let mine = |id: &&i64| matter.house.value("joining", **id, "founding") == Value::Int(matter.id);
    all.iter().filter(mine).count()
}

#[test]
fn a_roster_is_loaded_into_its_founding_once_and_taken_back() {
    let matter = Matter::begun("2026-09-28");
    let lines = [
        line(41, ["2026-09-20", "是", ""]),
        line(42, ["2026-09-21", "是", "云溪华锦针织有限公司"]),
        line(1, ["2026-09-28", "是", ""]),
    ];
    let path = sheet_of(&matter.house, "名册.csv", &TITLES, &lines);
    let (job, counts) = loaded(&matter, &path);
    assert_eq!((counts.added, counts.unchanged, counts.rejected), (2, 1, 0), "{counts:?}");
    assert_eq!(on_roster(&matter), 32);
    let (_, again) = loaded(&matter, &path);
    assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 3), "twice is once");
    import::undo(&matter.house.store, &Ctx::local(), job).unwrap();
    assert_eq!(on_roster(&matter), 30);
    assert!(matter.house.store.verify(None).unwrap().ok);
}

#[test]
fn who_is_a_member_works_or_applies_elsewhere_is_not_taken() {
    let matter = Matter::begun("2026-09-28");
    let house = &matter.house;
    house.newcomer(50, house.mill, "2020-01-01");
    let applies = house.add_person(51);
    let values = [
        ("person", Value::Int(applies)),
        ("union", Value::Int(house.mill)),
        ("applied_on", on("2026-09-01")),
        ("own_hand", true.into()),
    ];
    house.add("joining", &values);
    let mut wrong = line(53, ["2026-09-20", "是", ""]);
    let other = if wrong[2].ends_with('1') { "2" } else { "1" };
    wrong[2].replace_range(17.., other);
    let mut twice = line(55, ["2026-09-21", "是", ""]);
    twice[0] = "57".into();
    let lines = [
        line(50, ["2026-09-20", "是", ""]),
        line(51, ["2026-09-20", "是", ""]),
        line(52, ["2026-09-20", "是", "云溪恒达机械有限公司"]),
        wrong,
        line(54, ["2026-10-20", "是", ""]),
        line(55, ["2026-09-20", "是", ""]),
        twice,
        line(56, ["2026-09-20", "", ""]),
    ];
    let path = sheet_of(house, "名册.csv", &TITLES, &lines);
    let (job, counts) = loaded(&matter, &path);
    let said: Vec<String> =
        errors(&house.store, job).into_values().flatten().map(|fault| fault.1).collect();
    for words in [
        "已是本县工会会员，可申请转会",
        "另有一件入会申请在办",
        "不是这件建会申请里的单位",
        "不能晚于今天",
    ] {
        assert!(said.iter().any(|says| says.contains(words)), "no {words} in {said:?}");
    }
    assert_eq!((counts.rejected, counts.added), (5, 1), "{counts:?} {said:?}");
    assert_eq!(kept(&house.store, job, "doubtful").len(), 2, "55 stands there twice");
    // Who did not sign is on the roster, and the check says so.
    matter.step(&matter.town, "request_prep", &[]).unwrap();
    matter.step(&matter.county, "agree_prep", &[("prep_on", on("2026-09-28"))]).unwrap();
    let refused = matter.step(&matter.town, "request_election", &[("seats", Value::Int(5))]);
    let (_, says) = refusal(refused);
    assert!(says.contains("31人里有1人没有本人填写签名的申请书"), "{says}");
}

#[test]
fn a_roster_is_loaded_only_into_a_founding_that_is_still_open() {
    let matter = Matter::begun("2026-09-28");
    let path = sheet_of(&matter.house, "名册.csv", &TITLES, &[line(41, ["2026-09-20", "是", ""])]);
    let nowhere = begin(&matter, &path, 0).unwrap_err().to_string();
    assert!(nowhere.contains("要从建会申请的页面导入"), "{nowhere}");
    matter.elected();
    matter.accepted();
    let (job, counts) = loaded(&matter, &path);
    assert_eq!((counts.added, counts.rejected), (0, 1));
    let all = errors(&matter.house.store, job);
    let says = &all.values().next().unwrap()[0].1;
    assert!(says.contains("这件建会申请“已受理”，名册不能再改"), "{says}");
}
