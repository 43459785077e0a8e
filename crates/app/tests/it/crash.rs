//! The program is killed at any moment: what it had acknowledged is there, nothing is half there, and a
//! loading goes on behind its last whole piece to the same end as one that was left alone.

use crate::house::{paper, person_name};
use crate::place::on_postgres;
use crate::program::{Program, Said, bare, has_sqlite, ran};
use office::import::{Detail, Phase};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};
use store::sql::Sql;
use store::{Ctx, Store};

/// Enough to be in the middle of it; the optimised program takes what a county has.
const ROWS: i64 = if cfg!(debug_assertions) { 2_000 } else { 20_000 };

fn members(program: &Program, name: &str, people: std::ops::Range<i64>) -> PathBuf {
    let mut text = String::from("姓名,证件号码,会籍变化类型,会籍变化日期,工作单位,移动电话\n");
    for n in people {
        let firm = if n % 3 == 0 { "东湖书店有限公司" } else { "恒达机械有限公司" };
        let day = n % 28 + 1;
        // Every hundredth row is wrong: it must be told, and take no neighbour with it.
        let phone = if n % 100 == 50 { "138".to_owned() } else { format!("138{n:08}") };
        text.push_str(&format!(
            "{},{},入会,2021-03-{day:02},{firm},{phone}\n",
            person_name(n),
            paper(n)
        ));
    }
    program.file(name, &text)
}

/// Kills a call after a while.
fn killed(mut child: Child, after: Duration) {
    let until = Instant::now() + after;
    while let Some(left) = until.checked_duration_since(Instant::now()) {
        std::thread::park_timeout(left);
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Kills a loading a moment after it has come so far, unless it ends before.
fn killed_at(program: &Program, mut child: Child, far: impl Fn(&Detail) -> bool, moment: u64) {
    let watch = program.beside();
    while child.try_wait().unwrap().is_none() && !standing(&watch).is_some_and(|job| far(&job)) {
        std::thread::park_timeout(Duration::from_millis(3));
    }
    killed(child, Duration::from_millis(moment));
}

fn count(store: &Store, sql: &str) -> i64 {
    store.db.read(|tx| tx.one(&Sql::new(sql))).unwrap().unwrap().int(0)
}

/// Nothing is altered and nothing is half there.
fn whole(store: &Store) -> i64 {
    let verified = store.verify(None).unwrap();
    assert!(verified.ok, "{:?}", verified.faults);
    let people = count(store, "SELECT COUNT(*) FROM person");
    let alone = "SELECT COUNT(*) FROM person p WHERE NOT EXISTS \
                 (SELECT 1 FROM membership m WHERE m.person = p.id)";
    assert_eq!(count(store, alone), 0, "everybody came with a membership");
    assert_eq!(count(store, "SELECT COUNT(*) FROM membership"), people, "and with one only");
    people
}

/// The loading of members, as the job tells.
fn standing(store: &Store) -> Option<Detail> {
    let jobs = store.jobs(&Ctx::local(), "import", 9).unwrap();
    let details = jobs.iter().map(|job| Detail::of(store, job.id).unwrap());
    details.into_iter().find(|detail| detail.sheet == "members")
}

/// Everything that can be exported of the members, in no order.
fn all_members(program: &Program) -> Vec<String> {
    let path = program.place.dir.join("全部.json");
    program.run(&["export", "membership", "-o", path.to_str().unwrap()]).ends(0);
    let rows: Vec<Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut rows: Vec<String> = rows.iter().map(Value::to_string).collect();
    rows.sort();
    rows
}

fn without_job(said: &Said) -> Value {
    let mut summary = said.json();
    summary.as_object_mut().unwrap().remove("job");
    summary
}

#[test]
fn a_loading_that_is_killed_again_and_again_ends_like_one_that_was_left_alone() {
    let alone = Program::with_unions();
    let path = members(&alone, "会员.csv", 0..ROWS);
    let calm = alone.run(&["import", "members", path.to_str().unwrap(), "--json"]).ends(1);
    assert_eq!(calm.json()["added"], ROWS - ROWS / 100);

    let program = Program::with_unions();
    let path = members(&program, "会员.csv", 0..ROWS);
    let args = ["import", "members", path.to_str().unwrap(), "--json"];
    killed_at(&program, program.begin(&args), |job| job.phase == Phase::Looking, 20);
    assert_eq!(whole(&program.open().unwrap()), 0, "looking writes nothing");
    let (mut before, mut amid) = (0, 0);
    for (part, moment) in [(0, 1), (1, 17), (4, 5), (6, 40), (8, 9)] {
        let written =
            |job: &Detail| job.phase == Phase::Writing && job.counts.read > ROWS * part / 10;
        killed_at(&program, program.begin(&args), written, moment);
        let store = program.open().unwrap();
        let people = whole(&store);
        let detail = standing(&store).unwrap();
        assert!(people >= before, "what was there is there");
        assert_eq!(detail.counts.added, people, "the job knows exactly how far it came");
        if detail.phase == Phase::Done {
            break;
        }
        amid += 1;
        before = people;
    }
    assert!(amid > 0, "killed while writing at least once");
    let done = standing(&program.open().unwrap()).unwrap().phase == Phase::Done;
    if !done {
        let last = program.run(&args).ends(1);
        assert!(last.err.contains("接着写"), "it says that it goes on: {}", last.err);
        assert_eq!(without_job(&last), without_job(&calm));
    }
    assert_eq!(all_members(&program), all_members(&alone));
    let store = program.open().unwrap();
    assert_eq!(whole(&store), ROWS - ROWS / 100);
    assert_eq!(
        store.jobs(&Ctx::local(), "import", 9).unwrap().len(),
        2,
        "one job from first to last"
    );
}

#[test]
fn what_was_acknowledged_before_the_kill_is_there() {
    let program = Program::with_unions();
    let begun = Instant::now();
    let path = members(&program, "零.csv", 0..1);
    program.run(&["import", "members", path.to_str().unwrap()]).ends(0);
    let takes = begun.elapsed();
    let mut acknowledged = vec![0];
    for n in 1..12_i64 {
        let path = members(&program, "一人.csv", n..n + 1);
        let part = u32::try_from(n * 7 % 12).unwrap();
        let mut child = program.begin(&["import", "members", path.to_str().unwrap(), "--json"]);
        let out = child.stdout.take().unwrap();
        killed(child, takes * part / 10);
        let said: Result<Value, _> = serde_json::from_reader(out);
        if said.is_ok_and(|summary| summary["added"] == 1) {
            acknowledged.push(n);
        }
    }
    let store = program.open().unwrap();
    let people = whole(&store);
    assert!(people >= i64::try_from(acknowledged.len()).unwrap(), "{acknowledged:?}");
    drop(store);
    for n in acknowledged {
        let path = members(&program, "再来.csv", n..n + 1);
        let again = program.run(&["import", "members", path.to_str().unwrap(), "--json"]).ends(0);
        assert_eq!(again.json()["unchanged"], 1, "person {n}: {again:?}");
    }
}

#[test]
fn one_program_at_a_time_loads_into_a_folder() {
    let program = Program::with_unions();
    let path = members(&program, "会员.csv", 0..10);
    let args = ["import", "members", path.to_str().unwrap()];
    let held = program.open().unwrap();
    let refused = program.run(&args).ends(3);
    let folder = program.place.dir.to_str().unwrap();
    assert!(refused.err.contains(folder) && refused.err.contains("另一个"), "{}", refused.err);
    assert_eq!(refused.out, "");
    assert!(program.open().is_err(), "nor twice in one program");
    assert_eq!(program.figure("member_count"), 0, "a question may be asked meanwhile");
    drop(held);
    program.run(&args).ends(0);
    assert_eq!(program.figure("member_count"), 10);
}

#[test]
fn a_served_database_has_one_program_whichever_folder_that_has() {
    let program = Program::with_unions();
    if !on_postgres() {
        println!("skipped: an embedded database lies in its folder");
        return;
    }
    let held = program.open().unwrap();
    let mut options = program.place.options(domain::catalog(), store::clock::Clock::Machine);
    let key = options.key_file();
    options.dir = program.place.dir.join("另一处");
    std::fs::create_dir_all(&options.dir).unwrap();
    std::fs::copy(key, options.key_file()).unwrap();
    let refused = Store::open(options).err().unwrap().to_string();
    assert!(refused.contains("另一个") && refused.contains("没有做任何改动"), "{refused}");
    drop(held);
    program.open().unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_is_named_and_left_alone() {
    let program = Program::with_unions();
    let dir = program.place.dir.clone();
    let path = members(&program, "会员.csv", 0..3);
    let before = names(&dir);
    let Some(said) = read_only(&program, &["import", "members", path.to_str().unwrap()]) else {
        println!("skipped: this user may write everywhere and there is no other to run as");
        return;
    };
    assert_eq!(said.code, 3, "{said:?}");
    assert!(said.err.contains("不可写") && said.err.contains("没有"), "{}", said.err);
    assert_eq!(names(&dir), before);
    assert_eq!(program.figure("member_count"), 0);
}

fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.ends_with("-wal") && !name.ends_with("-shm"));
    names.sort();
    names
}

/// Runs a call as somebody who may read the folder and not write it. The superuser may write
/// everywhere, so it runs the program as nobody.
fn read_only(program: &Program, args: &[&str]) -> Option<Said> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let dir = &program.place.dir;
    let root = std::fs::metadata("/proc/self").ok()?.uid() == 0;
    let set = |mode_of_dir: u32, mode: u32| {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let mode = if path.is_dir() { mode_of_dir } else { mode };
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        }
        std::fs::set_permissions(dir, std::fs::Permissions::from_mode(mode_of_dir)).unwrap();
    };
    set(0o555, 0o444);
    let mut command = program.command(args);
    if root {
        command.uid(65_534).gid(65_534);
    }
    let said = command.output().ok().map(|output| Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    });
    set(0o755, 0o600);
    said
}

#[test]
fn a_place_that_is_not_there_is_refused_and_not_made() {
    let place = crate::place::Place::bare();
    let nowhere = place.dir.join("没有这里");
    let data = nowhere.to_str().unwrap();
    for args in
        [&["figure", "member_count"][..], &["verify"], &["import", "undo", "1"], &["migrate"]]
    {
        let said = ran(bare(&[args, &["--data", data]].concat())).ends(3);
        assert!(said.err.contains("没有新建任何文件") && said.out.is_empty(), "{said:?}");
        assert!(!nowhere.exists());
    }
    for url in ["mysql://somewhere/db", "niangjia.db", "sqlite://", "http://127.0.0.1/", ""] {
        let said = ran(bare(&["verify", "--data", data, "--database-url", url]));
        assert!(matches!(said.code, 2 | 3), "{url}: {said:?}");
        assert!(said.err.contains("没有新建任何文件"), "{url}: {said:?}");
        assert!(!nowhere.exists() && !Path::new("niangjia.db").exists());
    }
    let file = nowhere.join("别处.db");
    let url = format!("sqlite://{}", file.display());
    ran(bare(&["verify", "--data", data, "--database-url", &url])).ends(3);
    assert!(!file.exists() && !nowhere.exists(), "a missing file is never replaced by a new one");
    let closed = ran(bare(&[
        "verify",
        "--data",
        data,
        "--database-url",
        "postgres://nobody@127.0.0.1:1/none",
    ]));
    assert_eq!(closed.code, 3, "{closed:?}");
    assert!(!nowhere.exists());
}

#[test]
fn there_is_a_sqlite_file_only_where_sqlite_was_asked_for() {
    let program = Program::with_unions();
    let postgres = crate::place::on_postgres();
    assert_eq!(has_sqlite(&program.place.dir), !postgres);
    if !postgres {
        let dir = program.place.dir.join("另放");
        std::fs::create_dir_all(&dir).unwrap();
        let url = format!("sqlite://{}", dir.join("别名.db").display());
        let args = [
            "init",
            "--name",
            "云溪县总工会",
            "--code",
            "320999",
            "--admin",
            "admin",
            "--no-key-export",
        ];
        let place = ["--data", dir.to_str().unwrap(), "--database-url", &url];
        ran(bare(&[args.as_slice(), &place].concat())).ends(0);
        assert!(!has_sqlite(&dir) && dir.join("别名.db").exists());
    }
}
