//! Unions that are being founded in the sample county, one in most of the states of the procedure, so that
//! the first screen has something to do.

use super::{Seeded, Values, key};
use anyhow::Result;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::attachment::Media;
use kernel::value::Value;
use store::attachment::NewAttachment;
use store::writer::{Doing, Writer};
use store::{Ctx, Store};
use town::{County, EmployerSeed};

/// State, working days since it was accepted or begun, days of its term, applicants on its roster.
const CASES: [(&str, u32, i64, usize); 7] = [
    ("ACCEPTED", 7, 5, 31),
    ("ACCEPTED", 5, 5, 28),
    ("ACCEPTED", 2, 5, 36),
    ("RESULT_REPORTED", 0, 1, 26),
    ("RECRUITING", 12, 60, 40),
    ("PREP_REQUESTED", 3, 15, 0),
    ("DRAFT", 4, 30, 0),
];

/// Newcomers that rosters to be loaded are made of.
const LOADED: usize = 5_500;

/// Writes them. Employers with enough workers and no union are taken, one after another.
pub fn set(store: &Store, county: &County, seeded: &Seeded) -> Result<()> {
    let ctx = Ctx { origin: "样例", user_name: "林秀芬".to_owned(), ..Ctx::local() };
    let people: usize = CASES.iter().map(|case| case.3).sum();
    let doing = Doing { act: "样例", reason: "样例县的建会申请", room: people * 3 + 200 };
    // The first one in the park, where somebody signs in.
    let park = |employer: &&EmployerSeed| {
        county.union(employer.seat).is_some_and(|union| union.name.contains("经开区"))
    };
    let mut waiting: Vec<&EmployerSeed> =
        county.employers.iter().filter(|employer| unorganised(county, employer)).collect();
    if let Some(first) = waiting.iter().position(park) {
        waiting.swap(0, first);
    }
    let mut waiting = waiting.into_iter();
    // The first newcomers stand in the rosters that people try to load.
    let mut newcomers = county.newcomers(LOADED + people).skip(LOADED);
    let made = store.act(&ctx, doing, |writer| {
        let mut made = Vec::new();
        for (state, gone, days, members) in CASES {
            let Some(employer) = waiting.next() else { break };
            let begun = back(store, gone);
            let founding = founding(writer, (employer, seeded), (state, begun, days))?;
            made.push((state, founding));
            let workers = employer.employees.last().map_or(0, |last| last.1);
            let members = members.min(usize::try_from(workers).unwrap_or(0));
            for person in newcomers.by_ref().take(members) {
                let id = writer.add(
                    store.register("person")?,
                    &[
                        ("paper_kind", "1".into()),
                        ("paper_no", Value::text(&person.paper_no)),
                        ("name", Value::text(&person.name)),
                        ("phone", Value::text(&person.phone)),
                    ],
                )?;
                writer.add(
                    store.register("joining")?,
                    &[
                        ("person", Value::Int(id)),
                        ("union", key(&seeded.unions, employer.seat)),
                        ("founding", Value::Int(founding)),
                        ("employer", key(&seeded.employers, employer.key)),
                        ("applied_on", Value::day(begun)),
                        ("own_hand", true.into()),
                        ("channel", "EMPLOYER".into()),
                    ],
                )?;
            }
        }
        Ok(made)
    })?;
    let elected = made.iter().filter(|(state, _)| matches!(*state, "ACCEPTED" | "RESULT_REPORTED"));
    for (_, id) in elected {
        for (kind, title) in [("request", "关于成立工会的请示"), ("roster", "会员名册")]
        {
            scanned(store, &ctx, *id, (kind, title))?;
        }
    }
    Ok(())
}

/// A page that says it is a sample.
const PAGE: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n\
4 0 obj<</Length 58>>stream\nBT /F1 20 Tf 120 700 Td (Sample page of the demo county) Tj ET\nendstream endobj\n\
trailer<</Root 1 0 R>>\n%%EOF\n";

fn scanned(store: &Store, ctx: &Ctx, id: i64, (kind, title): (&str, &str)) -> Result<()> {
    let new = NewAttachment {
        kind: kind.to_owned(),
        title: title.to_owned(),
        media: Media::Pdf,
        content: PAGE.into(),
        small: None,
        size: (0, 0),
    };
    store.attach(ctx, store.register("founding")?, &id.to_string(), &new)?;
    Ok(())
}

/// With workers enough and no union ever.
fn unorganised(county: &County, employer: &EmployerSeed) -> bool {
    let workers = employer.employees.last().map_or(0, |last| last.1);
    let covered = county.coverages.iter().any(|one| one.employer == employer.key);
    let normal = employer.operating.last().is_some_and(|last| last.1 == "正常");
    (8..200).contains(&workers) && normal && !covered
}

/// So many working days ago.
fn back(store: &Store, days: u32) -> Date {
    let facts = store.facts();
    let (mut day, mut left) = (facts.today, days);
    while left > 0 {
        let Ok(before) = day.checked_sub(1.day()) else { break };
        day = before;
        left -= u32::from(facts.calendar.is_working(day));
    }
    day
}

fn founding(
    writer: &mut Writer,
    (employer, seeded): (&EmployerSeed, &Seeded),
    (state, begun, days): (&str, Date, i64),
) -> store::Result<i64> {
    let catalog = domain::catalog();
    let find = |name: &str| catalog.register(name).ok_or(store::StoreError::NotFound);
    let flow = find("founding")?.flow.as_ref().ok_or(store::StoreError::NotFound)?;
    let clock = flow.meaning(state).and_then(|state| state.clock);
    let calendar = writer.facts.calendar.clone();
    let due = clock.map(|clock| clock.last_day(&calendar, begun, days).day);
    let accepted = state == "ACCEPTED";
    let elected = accepted || state == "RESULT_REPORTED";
    let mut values: Values = vec![
        ("name", format!("{}工会委员会", employer.name).into()),
        ("form", "BASE".into()),
        ("parent", key(&seeded.unions, employer.seat)),
        ("guide", "周建平".into()),
        ("contact", Value::text(&employer.contact)),
        ("phone", Value::text(&employer.contact_phone)),
        ("opened_on", Value::day(begun)),
        ("state", state.into()),
        ("due_on", due.into()),
        ("clock_from", Value::day(begun)),
        ("clock_days", Value::Int(days)),
        ("started_by", "林秀芬".into()),
    ];
    if accepted {
        values.push(("accepted_on", Value::day(begun)));
        values.push(("granted_days", Value::Int(days)));
    }
    if elected {
        values.extend([
            ("seats", Value::Int(5)),
            ("term_years", Value::Int(5)),
            ("elected_on", Value::day(begun)),
            ("entitled", Value::Int(26)),
            ("present", Value::Int(25)),
            ("issued", Value::Int(25)),
            ("turned_in", Value::Int(25)),
            ("valid", Value::Int(24)),
            ("request_no", "经开工请〔2026〕3号".into()),
            ("request_on", Value::day(begun)),
        ]);
    }
    let id = writer.add(find("founding")?, &values)?;
    let of = ("founding", Value::Int(id));
    let unit = [of.clone(), ("employer", key(&seeded.employers, employer.key))];
    writer.add(find("founding_unit")?, &unit)?;
    if matches!(state, "PREP_REQUESTED" | "DRAFT") {
        let group = [("王建华", "PREP_HEAD"), ("李秀芳", "PREP"), ("陈海春", "PREP")];
        for (name, serves) in group {
            let one = [of.clone(), ("name", name.into()), ("serves", serves.into())];
            writer.add(find("founding_person")?, &one)?;
        }
    }
    if elected {
        for (name, post, votes) in [("李秀芳", "CHAIR", 25), ("陈海春", "COMMITTEE", 23)] {
            writer.add(
                find("founding_person")?,
                &[
                    of.clone(),
                    ("name", name.into()),
                    ("serves", "CANDIDATE".into()),
                    ("post", post.into()),
                    ("votes", Value::Int(votes)),
                    ("elected", true.into()),
                ],
            )?;
        }
    }
    Ok(id)
}
