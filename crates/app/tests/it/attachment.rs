//! Photos and papers of records: whose they are, what becomes of them, and that they are what was put there.

use crate::house::*;
use crate::place::Place;
use crate::terms::{furnished, term};
use kernel::access::{Act, Grant};
use kernel::attachment::Media;
use kernel::register::Catalog;
use kernel::value::Value;
use std::path::PathBuf;
use store::attachment::{Attachment, MOST_BYTES, NewAttachment};
use store::backup::restore;
use store::clock::Clock;
use store::sql::Sql;
use store::undo::What;
use store::{Ctx, Result, Store, StoreError};

/// A training class of a union.
fn class(house: &House, union: i64) -> i64 {
    let values = [
        ("name", text("农民工电工培训班")),
        ("kind", term(house, "ACTIVITY_KIND", "training")),
        ("union", Value::Int(union)),
        ("held_from", on("2025-12-20")),
    ];
    house.add("activity", &values)
}

fn photo(title: &str) -> NewAttachment {
    NewAttachment {
        kind: "photo".into(),
        title: title.into(),
        media: Media::Jpeg,
        content: format!("\u{1}{title}").repeat(90_000).into_bytes(),
        small: Some(format!("小{title}").into_bytes()),
        size: (1600, 1200),
    }
}

fn add(house: &House, ctx: &Ctx, activity: i64, new: &NewAttachment) -> Result<Attachment> {
    house.tick();
    house.store.attach(ctx, house.register("activity"), &activity.to_string(), new)
}

fn titles(house: &House, ctx: &Ctx, activity: i64) -> Vec<String> {
    let key = activity.to_string();
    let all = house.store.attachments(ctx, house.register("activity"), &key).unwrap();
    all.into_iter().map(|one| one.title).collect()
}

/// The contents that lie in the data folder.
fn files(dir: &std::path::Path) -> Vec<PathBuf> {
    let shelves = std::fs::read_dir(dir.join("attachments")).into_iter().flatten().flatten();
    let inside = shelves.flat_map(|shelf| std::fs::read_dir(shelf.path()).unwrap().flatten());
    inside.map(|file| file.path()).collect()
}

fn told(house: &House, activity: i64) -> Vec<(String, String, String)> {
    let register = house.register("activity");
    let history = house.store.history(&Ctx::local(), register, &activity.to_string()).unwrap();
    let of = |change: &store::history::Change| {
        let words = change.differences.iter().map(|d| format!("{}→{}", d.before, d.after));
        let what = words.collect::<Vec<_>>().join("；");
        (change.entry.act.clone(), what, change.entry.reason.clone())
    };
    history.iter().map(of).collect()
}

#[test]
fn a_photo_is_read_by_who_reads_its_activity_and_by_nobody_else() {
    let house = furnished();
    let activity = class(&house, house.east);
    let east = house.user("township", house.east);
    let made = add(&house, &east, activity, &photo("开班合影")).unwrap();
    let (seen, content) = house.store.attachment_content(&east, &made.public_id, false).unwrap();
    assert!(content == photo("开班合影").content);
    assert_eq!(
        (seen.file_name().as_str(), seen.added_by),
        ("开班合影.jpg", east.user_name.clone())
    );
    let small = house.store.attachment_content(&east, &made.public_id, true).unwrap().1;
    assert_eq!(small, "小开班合影".as_bytes());

    let register = house.register("activity");
    for stranger in [house.user("township", house.west), house.user("grassroots", house.mill)] {
        let key = activity.to_string();
        let listed = house.store.attachments(&stranger, register, &key);
        assert!(matches!(listed, Err(StoreError::NotFound)), "{listed:?}");
        for small in [false, true] {
            let read = house.store.attachment_content(&stranger, &made.public_id, small);
            assert!(matches!(read, Err(StoreError::NotFound)));
        }
        let added = add(&house, &stranger, activity, &photo("别处的照片"));
        assert!(matches!(added, Err(StoreError::NotFound)), "{added:?}");
        let taken = house.store.detach(&stranger, &made.public_id, 1, "不该有");
        assert!(matches!(taken, Err(StoreError::NotFound)), "{taken:?}");
    }
    let leader = house.user("leader", house.root);
    assert!(house.store.attachment_content(&leader, &made.public_id, false).is_ok());
    let refused = add(&house, &leader, activity, &photo("领导的照片"));
    assert!(matches!(refused, Err(StoreError::Forbidden)), "{refused:?}");
    let refused = house.store.detach(&leader, &made.public_id, 1, "不要了");
    assert!(matches!(refused, Err(StoreError::Forbidden)), "{refused:?}");
    assert_eq!(titles(&house, &east, activity), ["开班合影"]);
}

#[test]
fn a_photo_goes_with_its_activity_to_another_union() {
    let house = furnished();
    let activity = class(&house, house.east);
    let made = add(&house, &Ctx::local(), activity, &photo("开班合影")).unwrap();
    house.correct("activity", activity, &[("union", Value::Int(house.west))]);
    let read = |union| {
        let ctx = house.user("township", union);
        house.store.attachment_content(&ctx, &made.public_id, false)
    };
    assert!(read(house.west).is_ok());
    assert!(matches!(read(house.east), Err(StoreError::NotFound)));
}

fn without_photos_for_leaders() -> &'static Catalog {
    let mut modules = domain::modules();
    let mut registers = modules.iter_mut().flat_map(|module| &mut module.registers);
    let register = registers.find(|register| register.name == "activity").unwrap();
    let photos = register.attachments[0];
    let leader = register.permits.iter().position(|permit| permit.role == "leader").unwrap();
    let permit = register.permits.remove(leader);
    register.permits.push(permit.except_attachments(&[photos]));
    Box::leak(Box::new(Catalog::new(modules, &domain::roles::ALL)))
}

#[test]
fn a_kind_hidden_from_a_role_is_in_no_list_history_or_content() {
    let house = House::of(without_photos_for_leaders());
    house.store.begin(&Ctx::local()).unwrap();
    let activity = class(&house, house.east);
    let made = add(&house, &Ctx::local(), activity, &photo("公示照片")).unwrap();
    let paper = NewAttachment { kind: "material".into(), ..photo("通知") };
    add(&house, &Ctx::local(), activity, &paper).unwrap();
    let leader = house.user("leader", house.root);
    assert_eq!(titles(&house, &leader, activity), ["通知"]);
    let read = house.store.attachment_content(&leader, &made.public_id, false);
    assert!(matches!(read, Err(StoreError::NotFound)));
    let register = house.register("activity");
    let history = house.store.history(&leader, register, &activity.to_string()).unwrap();
    let words = format!("{history:?}");
    assert!(words.contains("通知") && !words.contains("公示照片"), "{words}");
}

#[test]
fn adding_and_taking_away_are_acts_that_can_be_taken_back() {
    let house = furnished();
    let activity = class(&house, house.east);
    let east = house.user("township", house.east);
    let first = add(&house, &east, activity, &photo("开班合影")).unwrap();
    add(&house, &east, activity, &photo("讲课现场")).unwrap();
    house.tick();
    let entry = house.store.detach(&east, &first.public_id, 1, "照错了").unwrap();
    assert_eq!(titles(&house, &east, activity), ["讲课现场"]);
    let gone = house.store.attachment_content(&east, &first.public_id, false);
    assert!(matches!(gone, Err(StoreError::NotFound)));
    house.tick();
    let undone = house.store.undo(&east, What::Entry(entry), "移错了").unwrap();
    assert_eq!((undone.restored, undone.stayed.len()), (1, 0));
    assert_eq!(titles(&house, &east, activity), ["开班合影", "讲课现场"]);
    assert!(house.store.attachment_content(&east, &first.public_id, false).is_ok());

    let said = told(&house, activity);
    let said: Vec<(&str, &str)> = said.iter().map(|one| (one.0.as_str(), one.1.as_str())).collect();
    let wanted = [
        ("撤销", "→开班合影"),
        ("移除附件", "开班合影→"),
        ("加附件", "→讲课现场"),
        ("加附件", "→开班合影"),
        ("登记", ""),
    ];
    assert_eq!(said, wanted);
    assert_eq!(told(&house, activity)[1].2, "照错了");
    // What was done to it since is not run over.
    let again = house.store.undo(&east, What::Entry(entry), "再来").unwrap();
    assert_eq!((again.restored, again.stayed.len()), (0, 1));
    assert_eq!(house.version("activity", activity), 1, "the record itself did not change");
    let verified = house.store.verify(None).unwrap();
    assert!(verified.ok && verified.files == 4, "{:?}", verified.faults);
}

#[test]
fn an_adding_that_is_taken_back_leaves_nothing_to_see() {
    let house = furnished();
    let activity = class(&house, house.east);
    let east = house.user("township", house.east);
    add(&house, &east, activity, &photo("开班合影")).unwrap();
    let register = house.register("activity");
    let entry = house.store.last_entry(&east, "加附件", register, activity).unwrap();
    let undone = house.store.undo(&east, What::Entry(entry), "传错了").unwrap();
    assert_eq!(undone.voided, 1);
    assert!(titles(&house, &east, activity).is_empty());
    let other = house.user("grassroots", house.mill);
    assert!(house.store.undo(&other, What::Entry(entry), "不该我").is_err());
}

#[test]
fn what_does_not_belong_is_refused_and_leaves_no_file() {
    let house = furnished();
    let activity = class(&house, house.east);
    let local = Ctx::local();
    let refused = |new: NewAttachment| refusal(add(&house, &local, activity, &new)).1;
    let pdf = NewAttachment { media: Media::Pdf, small: None, ..photo("方案") };
    assert_eq!(refused(pdf), "“照片”只收照片（JPG、PNG）；PDF 请放到“签到表”。没有存");
    let unknown = NewAttachment { kind: "certificate".into(), ..photo("证书") };
    assert_eq!(refused(unknown), "活动没有这类附件，可以是：照片、签到表、材料");
    let large = NewAttachment { content: vec![0; MOST_BYTES + 1], ..photo("大") };
    assert!(refused(large).contains("不超过 20 MB"));
    assert!(refused(NewAttachment { title: "  ".into(), ..photo("x") }).contains("名称"));
    house.void("activity", activity);
    assert!(matches!(add(&house, &local, activity, &photo("晚了")), Err(StoreError::NotFound)));
    assert!(files(&house.place.dir).is_empty());
    let person = house.add_person(1);
    let register = house.register("person");
    let none = house.store.attach(&local, register, &person.to_string(), &photo("人像"));
    assert!(none.is_err());
}

#[test]
fn thirty_photos_fit_and_the_thirty_first_is_refused() {
    let house = furnished();
    let activity = class(&house, house.east);
    let small = |n: usize| NewAttachment { content: vec![7; 10], ..photo(&format!("照片{n}")) };
    let all: Vec<Attachment> =
        (0..30).map(|n| add(&house, &Ctx::local(), activity, &small(n)).unwrap()).collect();
    let reason = refusal(add(&house, &Ctx::local(), activity, &small(30))).1;
    assert_eq!(reason, "“照片”最多放30个，已经放满；先移除不要的再加");
    assert_eq!(files(&house.place.dir).len(), 60, "the refused one left nothing");
    house.store.detach(&Ctx::local(), &all[0].public_id, 1, "重复").unwrap();
    add(&house, &Ctx::local(), activity, &small(30)).unwrap();
}

#[test]
fn photos_of_merged_activities_stand_together_and_part_again() {
    let house = furnished();
    let (kept, gone) = (class(&house, house.east), class(&house, house.east));
    add(&house, &Ctx::local(), kept, &photo("开班合影")).unwrap();
    add(&house, &Ctx::local(), gone, &photo("讲课现场")).unwrap();
    house.tick();
    let register = house.register("activity");
    let entry = house.store.merge(&Ctx::local(), register, kept, gone, "登记了两次").unwrap();
    assert_eq!(titles(&house, &Ctx::local(), kept), ["开班合影", "讲课现场"]);
    house.tick();
    let undone = house.store.unmerge(&Ctx::local(), entry, "是两个班").unwrap();
    assert!(undone.stayed.is_empty(), "{:?}", undone.stayed);
    assert_eq!(titles(&house, &Ctx::local(), kept), ["开班合影"]);
    assert_eq!(titles(&house, &Ctx::local(), gone), ["讲课现场"]);
    let verified = house.store.verify(None).unwrap();
    assert!(verified.ok, "{:?}", verified.faults);
}

/// What the proof says of a county whose first photo was tampered with.
fn proof(tampered: impl Fn(&House, &Attachment)) -> Vec<(&'static str, String)> {
    let house = furnished();
    let activity = class(&house, house.east);
    let made = add(&house, &Ctx::local(), activity, &photo("开班合影")).unwrap();
    add(&house, &Ctx::local(), activity, &photo("讲课现场")).unwrap();
    assert!(house.store.verify(None).unwrap().ok);
    tampered(&house, &made);
    let done = house.store.verify(None).unwrap();
    assert!(!done.ok);
    done.faults.into_iter().map(|fault| (fault.kind, fault.say)).collect()
}

fn file_of(house: &House, made: &Attachment) -> PathBuf {
    let all = files(&house.place.dir);
    all.into_iter().find(|path| path.ends_with(&made.public_id)).unwrap()
}

#[test]
fn the_proof_names_a_content_that_is_gone_altered_or_exchanged() {
    let gone = proof(|house, made| std::fs::remove_file(file_of(house, made)).unwrap());
    let [(kind, say)] = gone.as_slice() else { panic!("{gone:?}") };
    assert!(*kind == "file" && say.contains("“开班合影”") && say.contains("文件不见了"), "{say}");

    let altered = proof(|house, made| {
        let path = file_of(house, made);
        let mut bytes = std::fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&path, bytes).unwrap();
    });
    assert!(altered.len() == 1 && altered[0].1.contains("被改过或损坏"), "{altered:?}");

    // A row that points to the other's file gives another digest.
    let exchanged = proof(|house, made| {
        let other = Sql::new("DELETE FROM attachment WHERE title = '讲课现场'");
        let name = Sql::new("SELECT public_id FROM attachment WHERE title = '讲课现场'");
        let name = house.rows(&name)[0].text(0);
        house.tamper(&other);
        let sql = Sql::new("UPDATE attachment SET public_id = ").bind(name.as_str());
        house.tamper(&sql.add(" WHERE id = ").bind(made.id));
    });
    assert!(exchanged.iter().any(|fault| fault.1.contains("文件被换过")), "{exchanged:?}");
    assert!(exchanged.iter().any(|fault| fault.0 == "missing"), "{exchanged:?}");
}

#[test]
fn the_proof_names_a_row_that_was_altered_past_the_program() {
    for (column, value) in
        [("title", text("别的")), ("record", Value::Int(1)), ("voided", Value::Int(1))]
    {
        let faults = proof(|house, made| {
            let sql = Sql::new(format!("UPDATE attachment SET {column} = ")).bind(value.clone());
            house.tamper(&sql.add(" WHERE id = ").bind(made.id));
        });
        assert!(faults.iter().any(|fault| fault.0 == "altered"), "{column}: {faults:?}");
    }
}

#[test]
fn contents_are_sealed_on_the_disk_and_in_a_backup_and_come_back_from_it() {
    let house = furnished();
    let activity = class(&house, house.east);
    let made = add(&house, &Ctx::local(), activity, &photo("开班合影")).unwrap();
    let gone = add(&house, &Ctx::local(), activity, &photo("讲课现场")).unwrap();
    let entry = house.store.detach(&Ctx::local(), &gone.public_id, 1, "重复").unwrap();
    let file = house.place.dir.join("a.backup");
    let info = house.store.backup(&Ctx::local(), &file).unwrap();
    assert_eq!((info.files, info.lost), (4, 0));
    let clear = "开班合影".as_bytes();
    let holds = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|part| part == what);
    for path in files(&house.place.dir) {
        assert!(!holds(&std::fs::read(&path).unwrap(), clear), "{}", path.display());
    }

    let place = Place::bare();
    let options = || place.options(domain::catalog(), Clock::at(day("2026-11-01")));
    std::fs::copy(house.place.dir.join("niangjia.key"), place.dir.join("niangjia.key")).unwrap();
    let restored = restore(&file, &options()).unwrap();
    assert_eq!((restored.rows, restored.files), (info.rows, 4));
    let store = Store::open(options()).unwrap();
    let content = store.attachment_content(&Ctx::local(), &made.public_id, false).unwrap().1;
    assert!(content == photo("开班合影").content);
    let verified = store.verify(info.heads.last().map(String::as_str)).unwrap();
    assert!(verified.ok && verified.files == 4, "{:?}", verified.faults);
    // Taken away before the backup, it can still be brought back.
    store.undo(&Ctx::local(), What::Entry(entry), "不重复").unwrap();
    assert!(store.attachment_content(&Ctx::local(), &gone.public_id, false).is_ok());

    let other = Place::bare();
    let options = other.options(domain::catalog(), Clock::at(day("2026-11-01")));
    let restored = restore(&file, &options).unwrap();
    assert_eq!(restored.unreadable, ["附件（4 个文件）"]);
}

#[test]
fn a_backup_is_made_without_a_content_that_is_lost_and_says_so() {
    let house = furnished();
    let activity = class(&house, house.east);
    let made = add(&house, &Ctx::local(), activity, &photo("开班合影")).unwrap();
    std::fs::remove_file(file_of(&house, &made)).unwrap();
    let file = house.place.dir.join("a.backup");
    let info = house.store.backup(&Ctx::local(), &file).unwrap();
    assert_eq!((info.files, info.lost), (1, 1));
    let read = house.store.attachment_content(&Ctx::local(), &made.public_id, false);
    assert!(read.unwrap_err().to_string().contains("不在服务器上了"));
}

#[test]
fn what_a_crash_left_without_a_row_is_swept_and_what_has_one_stays() {
    let house = furnished();
    let activity = class(&house, house.east);
    let made = add(&house, &Ctx::local(), activity, &photo("开班合影")).unwrap();
    let House { store, place, .. } = house;
    drop(store);
    let folder = place.dir.join("attachments");
    let coming = folder.join("coming");
    // Died before the commit: mark and content, no row.
    let orphan = "0197a1b2c3d47e5f8a9b0c1d2e3f4a5b";
    std::fs::create_dir_all(folder.join("5b")).unwrap();
    for path in [format!("5b/{orphan}"), format!("5b/{orphan}.small"), format!("coming/{orphan}")] {
        std::fs::write(folder.join(path), b"x").unwrap();
    }
    // Died while writing: half a file.
    std::fs::write(coming.join(format!("{orphan}.part")), b"x").unwrap();
    // Died after the commit: mark, content and row.
    std::fs::write(coming.join(&made.public_id), b"").unwrap();
    let store =
        Store::open(place.options(domain::catalog(), Clock::at(day("2026-01-06")))).unwrap();
    assert_eq!(files(&place.dir).len(), 2, "{:?}", files(&place.dir));
    assert!(store.attachment_content(&Ctx::local(), &made.public_id, true).is_ok());
    assert!(store.verify(None).unwrap().ok);
}

#[test]
fn who_may_write_elsewhere_too_still_needs_the_right_here() {
    let house = furnished();
    let activity = class(&house, house.east);
    let made = add(&house, &Ctx::local(), activity, &photo("开班合影")).unwrap();
    let grants = [("leader", house.root), ("township", house.west)];
    let both = house.user_of(&grants);
    assert!(house.store.attachment(&both, &made.public_id, Act::Read).is_ok());
    let write = house.store.attachment(&both, &made.public_id, Act::Write);
    assert!(matches!(write, Err(StoreError::Forbidden)), "{write:?}");
    let nobody = Ctx::user(9, "无权", Vec::<Grant>::new(), "页面");
    let read = house.store.attachment(&nobody, &made.public_id, Act::Read);
    assert!(matches!(read, Err(StoreError::NotFound)));
}
