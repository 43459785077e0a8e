//! What leaves the house: written with what it tells of, carried at least once, and never a word of a person.

use crate::founding::{Matter, reply};
use crate::hands::employed;
use crate::house::*;
use crate::program::Program;
use kernel::value::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use store::outbox::{Fate, MailTo, Outgoing, Target};
use store::writer::Said;
use store::{Ctx, Store};

const MINUTE: i64 = 60_000;

/// A listener of this machine that answers like this and gives each head and body it got; without an answer it
/// keeps the line open.
fn listener(answer: Option<&'static str>) -> (String, Receiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/in", listener.local_addr().unwrap());
    let (say, heard) = channel();
    std::thread::spawn(move || {
        let mut kept = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut first = String::new();
            while !first.ends_with("\r\n\r\n") && reader.read_line(&mut first).unwrap() > 0 {}
            let small = first.to_lowercase();
            let length = small.split("content-length: ").nth(1).unwrap().lines().next().unwrap();
            let mut body = vec![0; length.parse().unwrap()];
            reader.read_exact(&mut body).unwrap();
            if let Some(answer) = answer {
                stream.write_all(answer.as_bytes()).unwrap();
            }
            kept.push(stream);
            let _ = say.send((first, String::from_utf8(body).unwrap()));
        }
    });
    (url, heard)
}

const FINE: Option<&str> =
    Some("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
const BROKEN: Option<&str> =
    Some("HTTP/1.1 503 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");

fn set(store: &Store, name: &str, value: &str) {
    store.set_setting(&Ctx::local(), name, store.today(), value).unwrap();
}

fn hook(store: &Store, url: &str, events: &[&str]) -> i64 {
    set(store, "outbox_inside", "1");
    let events: Vec<String> = events.iter().map(|code| (*code).to_owned()).collect();
    let target = Target::hook(url).unwrap();
    store.add_channel(&Ctx::local(), "市总平台", &target, &events).unwrap()
}

fn mail(store: &Store) -> i64 {
    let target = Target::Mail(MailTo {
        host: "smtp.yunxi.example".into(),
        port: 465,
        sealing: "tls".into(),
        from: "gonghui@yunxi.example".into(),
        ..MailTo::default()
    });
    store.add_channel(&Ctx::local(), "县总邮箱", &target, &[]).unwrap()
}

fn all(store: &Store) -> Vec<Outgoing> {
    store.outgoing(&Ctx::local(), 1_000).unwrap()
}

fn founding(house: &House, ctx: &Ctx) -> i64 {
    let values = [
        ("name", text("云溪华锦针织有限公司工会委员会")),
        ("form", text("BASE")),
        ("parent", Value::Int(house.east)),
    ];
    house.try_add(ctx, "founding", &values).unwrap()
}

#[test]
fn a_state_that_somebody_listens_for_is_told_with_the_act_and_no_other() {
    let house = House::new();
    let (url, heard) = listener(FINE);
    hook(&house.store, &url, &["founding:DRAFT"]);
    set(&house.store, "site", "https://niangjia.yunxi.example");
    let lin = employed(&house, "lin", "township", house.east);
    let refused = [("name", text("没有上级的工会")), ("form", text("BASE"))];
    house.try_add(&lin, "founding", &refused).unwrap_err();
    assert!(all(&house.store).is_empty(), "what was not written is not told");
    let id = founding(&house, &lin);
    let firm = house.add_employer("云溪华锦针织有限公司", house.east, 86);
    house.add("founding_unit", &[("founding", Value::Int(id)), ("employer", Value::Int(firm))]);
    house.prepared_by(id, "王建华");
    house.add_person(1);
    let waiting = all(&house.store);
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].fate, waiting[0].tries), (Fate::Waiting, 0));
    assert!(web::outgoing::step(&house.store).unwrap());
    assert!(!web::outgoing::step(&house.store).unwrap(), "once");
    let (first, body) = heard.recv().unwrap();
    let said: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(said["register"], "founding");
    assert_eq!(said["state"], "DRAFT");
    assert_eq!(said["due_on"], house.value("founding", id, "due_on").to_string());
    let link = said["link"].as_str().unwrap();
    assert!(link.starts_with("https://niangjia.yunxi.example/r/founding/"), "{link}");
    assert_eq!(said["id"], waiting[0].message);
    assert!(first.to_lowercase().contains("x-niangjia-signature: v1="), "{first}");
    assert_eq!(all(&house.store)[0].fate, Fate::Sent);
    let step =
        Said { step: "request_prep", version: house.version("founding", id), ..Said::default() };
    house.store.take_step(&lin, house.register("founding"), id, &step).unwrap();
    assert_eq!(all(&house.store).len(), 1, "nobody listens for the next state");
}

#[test]
fn what_fails_is_tried_with_growing_waits_then_given_up_and_sent_again_by_hand() {
    let house = House::new();
    let (url, heard) = listener(BROKEN);
    hook(&house.store, &url, &["founding:DRAFT"]);
    let lin = employed(&house, "lin", "township", house.east);
    founding(&house, &lin);
    let mut waits = Vec::new();
    while all(&house.store)[0].fate == Fate::Waiting {
        assert!(web::outgoing::step(&house.store).unwrap());
        assert!(!web::outgoing::step(&house.store).unwrap(), "not at once again");
        let one = &all(&house.store)[0];
        if one.fate == Fate::Waiting {
            waits.push((one.next_at - house.now()) / MINUTE);
            assert_eq!(one.said, "对方没有收（HTTP 503）");
            house.store.clock.advance(one.next_at - house.now() - 1);
            assert!(!web::outgoing::step(&house.store).unwrap(), "not a moment earlier");
            house.store.clock.advance(1);
        }
    }
    assert_eq!(waits, [1, 5, 15, 60, 180, 360, 720]);
    let ids: Vec<String> = heard
        .try_iter()
        .map(|(_, body)| {
            let said: serde_json::Value = serde_json::from_str(&body).unwrap();
            said["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 8);
    assert!(ids.iter().all(|id| *id == ids[0]), "the receiver can drop repeats");
    let one = &all(&house.store)[0];
    assert_eq!((one.fate, one.tries), (Fate::GivenUp, 8));
    assert_eq!(house.store.outgoing_given_up(&Ctx::local()).unwrap(), 1);
    house.store.send_again(&Ctx::local(), &one.message).unwrap();
    assert!(web::outgoing::step(&house.store).unwrap());
    assert_eq!(heard.recv().unwrap().0.lines().next(), Some("POST /in HTTP/1.1"));
}

#[test]
fn a_way_that_fails_does_not_hold_up_the_others_and_a_closed_one_drops_what_waits() {
    let house = House::new();
    let (bad, _) = listener(BROKEN);
    let (good, heard) = listener(FINE);
    let broken = hook(&house.store, &bad, &["founding:DRAFT"]);
    hook(&house.store, &good, &["founding:DRAFT"]);
    let lin = employed(&house, "lin", "township", house.east);
    for _ in 0..3 {
        founding(&house, &lin);
    }
    let mut tried = 0;
    while web::outgoing::step(&house.store).unwrap() {
        tried += 1;
    }
    assert_eq!(
        (tried, heard.try_iter().count()),
        (4, 3),
        "the broken way is asked once, then rests"
    );
    house.store.set_channel_disabled(&Ctx::local(), broken, true).unwrap();
    let dropped = all(&house.store).iter().filter(|one| one.fate == Fate::Dropped).count();
    assert_eq!(dropped, 3);
    house.store.clock.advance(30 * 24 * 60 * MINUTE + 1);
    assert_eq!(house.store.sweep_outgoing().unwrap(), 6);
}

#[test]
fn a_matter_given_to_a_colleague_is_told_by_e_mail_to_whom_has_an_address() {
    let house = House::new();
    mail(&house.store);
    let lin = employed(&house, "lin", "township", house.east);
    let he = employed(&house, "he", "township", house.east);
    let register = house.register("founding");
    let id = founding(&house, &lin);
    let give = || {
        let all = house.store.colleagues(&lin, register, &id.to_string()).unwrap();
        let he = all.iter().find(|one| one.name == "he").unwrap();
        let at = (id, house.version("founding", id));
        house.store.assign(&lin, register, at, Some(he)).unwrap();
    };
    give();
    assert!(all(&house.store).is_empty(), "no address, no e-mail");
    assert_eq!(refusal(house.store.set_email(&he, he.user_id, "he@")).0, "email");
    assert!(house.store.set_email(&he, lin.user_id, "he@yunxi.example").is_err(), "one's own only");
    house.store.set_email(&he, he.user_id, "he@yunxi.example").unwrap();
    assert_eq!(house.store.email_of(&he, he.user_id).unwrap(), "he@yunxi.example");
    assert!(house.store.email_of(&lin, he.user_id).is_err());
    give();
    let sent = all(&house.store);
    assert_eq!((sent.len(), sent[0].user), (1, he.user_id));
    assert_eq!(sent[0].body.subject(), "娘家：建会申请，转给您办");
    let due = house.value("founding", id, "due_on").to_string();
    let text = sent[0].body.text("");
    assert!(text.contains(&format!("{due}到期")) && text.contains("请登录娘家查看"), "{text}");
    house.on(&due);
    house.store.remind().unwrap();
    house.store.remind().unwrap();
    assert_eq!(all(&house.store).len(), 2, "a last day is told once");
    house.store.set_email(&he, he.user_id, "").unwrap();
    give();
    assert_eq!(all(&house.store).len(), 2);
}

#[test]
fn r_est_02_a_group_hears_how_many_matters_are_overdue_once_for_all_of_them() {
    let house = House::new();
    let (url, _) = listener(FINE);
    hook(&house.store, &url, &["founding:@late", "founding:@soon"]);
    let lin = employed(&house, "lin", "township", house.east);
    for _ in 0..3 {
        founding(&house, &lin);
    }
    let due = kernel::dates::parse_day(
        &house.value("founding", founding(&house, &lin), "due_on").to_string(),
    );
    let due = due.unwrap().date;
    house.on(&due.to_string());
    house.store.remind().unwrap();
    let words = |n: usize| {
        let sent = all(&house.store);
        assert_eq!(sent.len(), n, "{sent:?}");
        sent.iter().map(|one| one.body.subject()).collect::<Vec<_>>()
    };
    assert_eq!(words(1), ["娘家：建会申请，新有4件快到期"]);
    house.on(&due.tomorrow().unwrap().to_string());
    house.store.remind().unwrap();
    house.store.remind().unwrap();
    assert!(words(2).contains(&"娘家：建会申请，新有4件已超期".to_owned()));
}

/// A founding with thirty people from the survey to the reply, returned once, and a joining from the form to
/// its filing: whoever listens to everything hears of nobody.
#[test]
fn no_message_over_a_founding_and_a_joining_names_a_person_or_a_number() {
    let matter = Matter::begun("2026-09-28");
    let house = &matter.house;
    let (url, _) = listener(FINE);
    let every: Vec<String> = house.store.events().into_iter().map(|event| event.code).collect();
    hook(&house.store, &url, &every.iter().map(String::as_str).collect::<Vec<_>>());
    mail(&house.store);
    for (ctx, address) in
        [(&matter.town, "he@"), (&matter.county, "chen@"), (&matter.chief, "zhou@")]
    {
        house.store.set_email(ctx, ctx.user_id, &format!("{address}yunxi.example")).unwrap();
    }
    matter.elected();
    matter.accepted();
    let back =
        Said {
            step: "return", reason: "PAPERS", words: "王秀秀的申请书缺页", ..Said::default()
        };
    matter.said(&matter.county, back).unwrap();
    matter.step(&matter.town, "resubmit", &[]).unwrap();
    matter.step(&matter.chief, "approve", &reply("2026-09-29")).unwrap_err();
    matter.house.on("2026-09-29");
    matter.step(&matter.chief, "approve", &reply("2026-09-29")).unwrap();
    let person = house.add_person(70);
    let values = [
        ("person", Value::Int(person)),
        ("union", Value::Int(house.mill)),
        ("applied_on", Value::day(house.store.today())),
        ("own_hand", true.into()),
        ("channel", text("EMPLOYER")),
    ];
    let joining = house.add("joining", &values);
    let chair = employed(house, "赵建国", "grassroots", house.mill);
    for (step, values) in [
        ("admit", vec![("decided_on", on("2026-09-29"))]),
        ("file", vec![("number", text("YX20260017")), ("form_number", text("YX20260017"))]),
    ] {
        let version = house.version("joining", joining);
        let said = Said { step, version, values, ..Said::default() };
        house.store.take_step(&chair, house.register("joining"), joining, &said).unwrap();
    }
    house.on("2026-12-31");
    house.store.remind().unwrap();
    let sent = all(&house.store);
    let told = |event: &str| sent.iter().filter(|one| one.body.event == event).count();
    assert!(told("state") > 40 && told("notice") >= 2, "{} {}", told("state"), told("notice"));
    let registers: std::collections::BTreeSet<&str> =
        sent.iter().map(|one| one.body.register.as_str()).collect();
    assert!(registers.contains("founding") && registers.contains("joining"), "{registers:?}");
    let mut secret: Vec<String> = (1..=70).flat_map(|n| [person_name(n), paper(n)]).collect();
    let people = ["李秀芳", "陈海春", "周建平", "何晓东", "陈立", "周卫国", "赵建国", "王秀秀"];
    secret.extend(people.map(str::to_owned));
    secret.extend(["华锦", "恒达", "YX20260017", "缺页", "@yunxi", "138"].map(str::to_owned));
    for one in &sent {
        let site = "https://niangjia.example";
        let said = format!(
            "{}\n{}\n{}",
            one.body.subject(),
            one.body.text(site),
            one.body.json("", "", site)
        );
        // A key in a link is made by chance and may hold any digits.
        let said = said.replace(&one.body.path, "");
        for word in &secret {
            assert!(!said.contains(word.as_str()), "{word} in {said}");
        }
    }
}

#[test]
fn secrets_lie_sealed_and_are_said_nowhere() {
    let house = House::new();
    let (url, _) = listener(FINE);
    let id = hook(&house.store, &format!("{url}?key=geheimnis"), &[]);
    let Target::Hook { secret, .. } = house.store.channel_target(id).unwrap() else { panic!() };
    assert_eq!(secret.len(), 64);
    let sql = store::sql::Sql::new("SELECT sealed, shown, title, events FROM channel");
    let row = house.store.db.read(|tx| tx.one(&sql)).unwrap().unwrap();
    let clear = String::from_utf8_lossy(&row.bytes(0)).into_owned() + &row.text(1) + &row.text(2);
    let journal = store::sql::Sql::new("SELECT reason FROM journal");
    let journal = house.store.db.read(|tx| tx.all(&journal)).unwrap();
    let said = journal.iter().map(|row| row.text(0)).collect::<String>();
    assert!(said.contains("市总平台"), "that it was opened is said: {said}");
    for word in ["geheimnis", secret.as_str()] {
        assert!(!clear.contains(word) && !said.contains(word), "{word}");
    }
    let lin = employed(&house, "lin", "county", house.root);
    assert!(house.store.channels(&lin).is_err());
    assert!(house.store.outgoing(&lin, 1).is_err());
    assert!(house.store.send_again(&lin, "x").is_err());
}

/// The server is killed while the other side has the message and has not answered: it is sent again by the
/// next one, with the same id.
#[test]
fn a_message_under_way_when_the_program_is_killed_is_sent_again_with_the_same_id() {
    let program = Program::with_unions();
    let (hanging, first) = listener(None);
    let store = program.open().unwrap();
    let id = hook(&store, &hanging, &[]);
    store.test_channel(&Ctx::local(), id).unwrap();
    drop(store);
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut child = program.begin(&["serve", "--listen", &format!("127.0.0.1:{port}")]);
    let (_, body) = first.recv_timeout(Duration::from_mins(1)).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let said = |body: &str| serde_json::from_str::<serde_json::Value>(body).unwrap()["id"].clone();
    let clock = store::clock::Clock::at(day("2099-01-05"));
    let store = Store::open(program.place.options(domain::catalog(), clock)).unwrap();
    let waiting = &store.outgoing(&Ctx::local(), 9).unwrap()[0];
    assert_eq!((waiting.fate, waiting.tries), (Fate::Waiting, 1), "taken, and nothing came of it");
    assert!(web::outgoing::step(&store).unwrap());
    let (_, again) = first.recv_timeout(Duration::from_mins(1)).unwrap();
    assert_eq!(said(&body), said(&again));
}
