//! The laws of the sample county, on small ones of several seeds and one of a county's size.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::ToSpan;
use jiff::civil::Date;
use town::numbers::{credit_checks, identity_checks};
use town::{County, PersonSeed, Size};

fn smalls() -> impl Iterator<Item = County> {
    (1..=6).map(|seed| County::new(seed, Size::small()))
}

fn fingerprint(county: &County) -> u64 {
    let mut hasher = DefaultHasher::new();
    county.unions.hash(&mut hasher);
    county.employers.hash(&mut hasher);
    county.coverages.hash(&mut hasher);
    for person in county.people().chain(county.newcomers(50)) {
        person.hash(&mut hasher);
    }
    hasher.finish()
}

/// Members in office on a day, by union.
fn in_office(people: &[PersonSeed], day: Date) -> HashMap<usize, usize> {
    let mut counts = HashMap::new();
    for membership in people.iter().flat_map(|person| &person.memberships) {
        let left = membership.left_on.is_some_and(|left| left <= day);
        if membership.joined_on <= day && !left {
            *counts.entry(membership.union).or_default() += 1;
        }
    }
    counts
}

fn value_on<T: Copy>(history: &[(Date, T)], day: Date) -> Option<T> {
    history.iter().rev().find(|(from, _)| *from <= day).map(|(_, value)| *value)
}

fn ascending<T>(history: &[(Date, T)]) -> bool {
    history.is_sorted_by(|(a, _), (b, _)| a < b)
}

#[test]
fn one_seed_gives_one_county() {
    let size = Size::small();
    assert_eq!(fingerprint(&County::new(7, size)), fingerprint(&County::new(7, size)));
    assert_ne!(fingerprint(&County::new(7, size)), fingerprint(&County::new(8, size)));
}

#[test]
fn sizes_are_met() {
    for county in smalls() {
        assert_eq!(county.unions.len(), 60);
        assert_eq!(county.employers.len(), 150);
        let people: Vec<_> = county.people().collect();
        let stock = in_office(&people, county.last);
        assert_eq!(stock.values().sum::<usize>(), 2_000);
        for (union, members) in stock {
            assert_eq!(county.stock_of(union), members);
        }
        assert!(people.len() > 2_600, "{} people", people.len());
    }
}

#[test]
fn numbers_are_valid_and_unique() {
    for county in smalls() {
        let mut papers = HashSet::new();
        let mut phones = HashSet::new();
        let mut numbers = HashSet::new();
        for person in county.people().chain(county.newcomers(200)) {
            let paper = &person.paper_no;
            assert!(identity_checks(paper), "{paper}");
            assert_eq!(paper[6..14], person.birth.strftime("%Y%m%d").to_string());
            let odd = paper[16..17].parse::<u8>().unwrap() % 2 == 1;
            assert_eq!(odd, person.sex == "男");
            assert!(papers.insert(paper.clone()), "{paper} twice");
            assert!(person.phone.len() == 11 && person.phone.starts_with("13"));
            assert!(phones.insert(person.phone.clone()));
            assert!(person.memberships.iter().all(|one| numbers.insert(one.number.clone())));
        }
        let unions = county.unions.iter().filter_map(|union| union.credit_code.as_ref());
        let codes = county.employers.iter().map(|employer| &employer.credit_code).chain(unions);
        let mut seen = HashSet::new();
        for code in codes {
            assert!(code.len() == 18 && credit_checks(code), "{code}");
            assert!(seen.insert(code), "{code} twice");
        }
    }
}

#[test]
fn names_are_unique() {
    for county in smalls() {
        let unions: HashSet<_> = county.unions.iter().map(|union| &union.name).collect();
        assert_eq!(unions.len(), county.unions.len());
        let employers: HashSet<_> = county.employers.iter().map(|one| &one.name).collect();
        assert_eq!(employers.len(), county.employers.len());
    }
}

/// What may hang below what.
fn may_hold(parent: &str, kind: &str) -> bool {
    let grassroots = ["BASE", "JOINT", "NEF", "FLOW", "PREP"];
    match parent {
        "FED_COUNTY" => matches!(
            kind,
            "TOWN_FED" | "TOWN_UF" | "PARK_FED" | "SYS" | "TRADE_UF" | "BASE" | "FLOW"
        ),
        "TOWN_FED" | "TOWN_UF" => kind == "AREA_UF" || grassroots.contains(&kind),
        "PARK_FED" => grassroots.contains(&kind),
        "TRADE_UF" => matches!(kind, "BASE" | "NEF"),
        "SYS" | "AREA_UF" => kind == "BASE",
        "BASE" => kind == "BRANCH",
        _ => false,
    }
}

#[test]
fn the_tree_is_one() {
    for county in smalls() {
        for (key, union) in county.unions.iter().enumerate() {
            assert_eq!(union.key, key);
            assert!(union.founded_on <= county.last);
            assert!(union.closed_on.is_none_or(|end| end > union.founded_on && end <= county.last));
            let Some(parent) = union.parent else {
                assert_eq!((key, union.kind), (0, "FED_COUNTY"));
                continue;
            };
            assert!(parent < key, "a parent comes before its children");
            let above = &county.unions[parent];
            assert!(may_hold(above.kind, union.kind), "{} below {}", union.kind, above.kind);
            assert!(above.founded_on <= union.founded_on, "{} {}", above.name, union.name);
            for earlier in &union.earlier_parents {
                assert!(may_hold(county.unions[earlier.value].kind, union.kind));
                assert!(earlier.from == union.founded_on && earlier.until <= county.last);
            }
        }
        let upgraded = county.unions.iter().filter(|union| !union.earlier_kinds.is_empty());
        assert!(upgraded.clone().count() >= 2);
        assert!(upgraded.clone().all(|union| union.kind == "TOWN_FED"));
    }
}

#[test]
fn memberships_never_overlap_and_lie_within_their_union() {
    for county in smalls() {
        for person in county.people() {
            let stays = &person.memberships;
            assert!(!stays.is_empty());
            for pair in stays.windows(2) {
                assert!(
                    pair[0].left_on.is_some_and(|left| left <= pair[1].joined_on),
                    "{person:?}"
                );
            }
            for stay in stays {
                let union = &county.unions[stay.union];
                assert!(matches!(union.kind, "BASE" | "JOINT" | "NEF" | "FLOW"));
                assert!(stay.joined_on >= union.founded_on && stay.joined_on <= county.last);
                assert_eq!(stay.left_on.is_some(), stay.exit.is_some());
                assert!(stay.left_on.is_none_or(|left| left > stay.joined_on), "{person:?}");
                assert!(stay.left_on.is_none_or(|left| left <= county.last));
                if let Some(end) = union.closed_on {
                    assert!(stay.left_on.is_some_and(|left| left <= end), "{person:?}");
                }
                assert_eq!(stay.statuses[0], (stay.joined_on, "正常"));
                assert!(ascending(&stay.statuses), "{person:?}");
                let end = stay.left_on.unwrap_or(county.last + 1.day());
                assert!(stay.statuses.iter().all(|(day, _)| *day < end), "{person:?}");
            }
        }
    }
}

#[test]
fn an_employer_is_covered_while_its_members_are_there() {
    for county in smalls() {
        for stay in county.people().flat_map(|person| person.memberships) {
            let Some(employer) = stay.employer else { continue };
            let covered = county.coverages.iter().any(|coverage| {
                let ended = coverage
                    .until
                    .is_some_and(|until| stay.left_on.is_none_or(|left| left > until));
                coverage.union == stay.union
                    && coverage.employer == employer
                    && coverage.from <= stay.joined_on
                    && !ended
            });
            assert!(covered, "{stay:?}");
        }
        for (at, one) in county.coverages.iter().enumerate() {
            assert!(one.until.is_none_or(|until| until > one.from));
            assert!(one.from >= county.unions[one.union].founded_on);
            assert!(one.from >= county.employers[one.employer].founded_on);
            let end = one.until.unwrap_or(Date::MAX);
            for other in county.coverages.iter().skip(at + 1) {
                let apart = other.until.is_some_and(|until| until <= one.from) || end <= other.from;
                assert!(one.employer != other.employer || apart, "{one:?} {other:?}");
            }
        }
    }
}

#[test]
fn members_never_outnumber_employees() {
    for county in smalls() {
        let mut stays: Vec<Vec<_>> = vec![Vec::new(); county.employers.len()];
        for stay in county.people().flat_map(|person| person.memberships) {
            if let Some(employer) = stay.employer {
                stays[employer].push((stay.joined_on, stay.left_on));
            }
        }
        for (employer, stays) in county.employers.iter().zip(stays) {
            for (day, _) in &stays {
                let members = stays
                    .iter()
                    .filter(|(from, left)| from <= day && left.is_none_or(|left| left > *day))
                    .count();
                let employees = value_on(&employer.employees, *day).unwrap_or(0);
                assert!(
                    i64::try_from(members).unwrap() <= employees,
                    "{}: {members} of {employees} on {day}",
                    employer.name
                );
            }
        }
    }
}

#[test]
fn histories_ascend_and_end_in_time() {
    for county in smalls() {
        for one in &county.employers {
            assert!(ascending(&one.employees), "{one:?}");
            assert!(ascending(&one.operating), "{one:?}");
            assert!(ascending(&one.survey), "{one:?}");
            let latest = [one.employees.last().map(|e| e.0), one.operating.last().map(|e| e.0)];
            assert!(latest.into_iter().flatten().all(|day| day <= county.last), "{one:?}");
            assert!(one.survey.last().is_some_and(|(day, _)| *day <= county.last), "{one:?}");
            assert!(!one.employees.is_empty(), "{one:?}");
            let seat = &county.unions[one.seat];
            assert_eq!(seat.parent, Some(0), "{one:?}");
        }
        for person in county.people() {
            assert!(ascending(&person.migrant), "{person:?}");
            assert!(ascending(&person.employ_form), "{person:?}");
            let first = person.memberships[0].joined_on;
            assert!(person.birth + 18.years() <= first, "{person:?}");
            if person.memberships.last().is_some_and(|stay| stay.left_on.is_none()) {
                assert!(person.birth + 63.years() > county.last, "{person:?}");
            }
        }
    }
}

#[test]
fn proportions_are_those_of_a_county() {
    let county = County::new(1, Size::county());
    assert_eq!((county.unions.len(), county.employers.len()), (950, 2_700));
    let mut all = 0_usize;
    let mut office = 0_usize;
    let mut moved = 0_usize;
    let mut migrants = (0_usize, 0_usize);
    for person in county.people() {
        all += 1;
        moved += usize::from(person.memberships.len() > 1);
        let Some(stay) = person.memberships.last().filter(|stay| stay.left_on.is_none()) else {
            continue;
        };
        office += 1;
        let firm = stay.employer.is_some_and(|key| county.employers[key].economy != "国有经济");
        migrants.0 += usize::from(firm && value_on(&person.migrant, county.last) == Some(true));
        migrants.1 += usize::from(firm);
    }
    assert_eq!(office, 120_000);
    assert!((6..=10).contains(&(moved * 100 / all)), "{moved} of {all} moved");
    assert!((60..=80).contains(&(migrants.0 * 100 / migrants.1)), "{migrants:?}");
    let now = |key: usize| value_on(&county.employers[key].employees, county.last).unwrap_or(0);
    let large = (0..county.employers.len()).filter(|key| now(*key) >= 25).count();
    assert!((22..=30).contains(&(large * 100 / 2_700)), "{large} large employers");
    let covered: HashSet<_> =
        county.coverages.iter().filter(|one| one.until.is_none()).map(|one| one.employer).collect();
    let bare = (0..2_700).filter(|key| now(*key) >= 25 && !covered.contains(key)).count();
    assert!(bare > 20 && bare * 4 < large, "{bare} of {large} large ones are uncovered");
    let employees: i64 = covered.iter().map(|key| now(*key)).sum();
    let share = i64::try_from(office).unwrap() * 100 / employees;
    assert!((70..=92).contains(&share), "{share} in a hundred employees are members");
}

#[test]
fn odd_sizes_are_met_too() {
    for (unions, employers, members, years) in [
        (40, 90, 0, 10),
        (40, 40, 30, 3),
        (200, 500, 9_000, 1),
        (12, 10, 50, 5),
        (90, 300, 77_777, 10),
    ] {
        let county = County::new(11, Size { unions, employers, members, years });
        let people: Vec<_> = county.people().collect();
        let stock = in_office(&people, county.last);
        assert_eq!(stock.values().sum::<usize>(), members);
        let papers: HashSet<_> = people.iter().map(|person| &person.paper_no).collect();
        assert_eq!(papers.len(), people.len());
        assert!(people.iter().all(|person| person.memberships[0].joined_on >= county.first));
    }
}

/// Counts and time, to look at: `cargo test --release -p town -- --ignored --nocapture`.
#[test]
#[ignore = "prints, and takes its time"]
fn a_million() {
    for size in [Size::small(), Size::county(), Size::members(1_000_000)] {
        let begun = std::time::Instant::now();
        let county = County::new(1, size);
        let built = begun.elapsed();
        let mut papers = HashSet::new();
        let begun = std::time::Instant::now();
        let people = county.people().inspect(|person| {
            papers.insert(person.paper_no.clone());
        });
        let people = people.count();
        let told = begun.elapsed();
        assert_eq!(papers.len(), people);
        println!(
            "{size:?}: {} unions, {} employers, {} coverages in {built:?}; {people} people in {told:?}",
            county.unions.len(),
            county.employers.len(),
            county.coverages.len(),
        );
    }
}

#[test]
fn activities_and_honours_lie_within_the_lives_of_their_unions() {
    for county in smalls() {
        let (activities, awards) = (county.activities(), county.awards());
        assert!((50..400).contains(&activities.len()), "{}", activities.len());
        assert!(awards.len() > 30, "{}", awards.len());
        for seed in &activities {
            let union = county.union(seed.union).unwrap();
            assert!(
                union.founded_on <= seed.held_from && seed.held_from <= county.last,
                "{seed:?}"
            );
            assert!(seed.held_until.is_none_or(|until| until >= seed.held_from), "{seed:?}");
            assert!(seed.lines.iter().all(|line| line.number >= 0), "{seed:?}");
        }
        let names: HashSet<_> = activities.iter().map(|seed| (seed.union, &seed.name)).collect();
        assert_eq!(names.len(), activities.len(), "no two of one name");
        for seed in &awards {
            let union = county.union(seed.union).unwrap();
            assert!(
                union.founded_on < seed.awarded_on && seed.awarded_on <= county.last,
                "{seed:?}"
            );
            assert!(seed.met || seed.star.is_none(), "{seed:?}");
        }
        let mut lives: HashMap<_, Vec<(Date, Date)>> = HashMap::new();
        for seed in &awards {
            let until = seed.replaced_on.unwrap_or(Date::MAX);
            let same = (seed.union, seed.title, seed.level);
            lives.entry(same).or_default().push((seed.awarded_on, until));
        }
        for life in lives.values_mut() {
            life.sort_unstable();
            assert!(life.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{life:?}");
        }
    }
}
