//! 南昌市总工会 on its industrial parks, 18 May 2016.

use jiff::civil::date;

use super::{Books, Heads, Roll, award, class, shared};
use crate::seeds::{AwardSeed, LineSeed};

/// Eight of the province or above, one of the city.
const PARKS: [&str; 9] = [
    "南昌高新区",
    "南昌经开区",
    "小蓝经开区",
    "桑海开发区",
    "昌东工业区",
    "昌南工业园",
    "安义工业园",
    "进贤工业园",
    "新建长堎工业园",
];
/// Union bodies in the parks: 2,277 less the nine park federations.
const UNIONS: usize = 2_268;
/// Founded since the beginning of the year.
const NEW_UNIONS: usize = 139;
/// Unions that cover two employers, so that 2,277 of 2,685 are covered.
const JOINT: usize = 9;
const EMPLOYERS: usize = 2_685;
const EMPLOYEES: usize = 211_353;
const MEMBERS: usize = 175_000;
const NEW_MEMBERS: usize = 3_677;
/// 40 % of all at least.
const COMPLIANT: usize = 911;
const STANDARD: usize = 52;

/// The books behind the report.
pub fn nanchang() -> Books {
    let mut books = Books::new("360100", date(2016, 5, 18));
    let (old, new) = (date(2012, 4, 1), date(2016, 3, 1));
    let root = books.union("FED_CITY", "南昌市总工会".into(), None, date(1949, 8, 1));
    let parks: Vec<usize> = PARKS
        .map(|park| books.union("PARK_FED", format!("{park}总工会"), Some(root), date(2006, 4, 1)))
        .into();
    let mut employees = shared(EMPLOYEES, EMPLOYERS);
    let mut next = |books: &mut Books, n: usize, covered| {
        let park = parks.get(n % PARKS.len()).copied().unwrap_or(root);
        let heads = Heads { size: "小型", employees: employees.next().unwrap_or(0), migrants: 0 };
        books.employer(format!("南昌第{}制造有限公司", n + 1), park, heads, covered);
    };
    let newcomers = shared(NEW_MEMBERS, UNIONS);
    let mut firms = 0;
    for (n, (members, fresh)) in shared(MEMBERS, UNIONS).zip(newcomers).enumerate() {
        let founded = if n < UNIONS - NEW_UNIONS { old } else { new };
        let (kind, covers) = if n < JOINT { ("JOINT", 2) } else { ("BASE", 1) };
        let park = parks.get(n % PARKS.len()).copied();
        let name = format!("南昌园区第{}基层工会委员会", n + 1);
        let union = books.union(kind, name, park, founded);
        for _ in 0..covers {
            next(&mut books, firms, Some((union, founded)));
            firms += 1;
        }
        let roll = Roll { union, joined: old, members: members - fresh, migrants: 0, group: None };
        books.rolls.push(roll);
        books.rolls.push(Roll { joined: date(2016, 4, 1), members: fresh, ..roll });
        let assessed = award(union, ("STANDARD", "compliant"), "CITY", new);
        books.awards.push(AwardSeed { met: n < COMPLIANT, ..assessed });
        if n < STANDARD {
            books.awards.push(award(union, ("HONOUR", "standard_union"), "CITY", new));
        }
    }
    for n in firms..EMPLOYERS {
        next(&mut books, n, None);
    }
    let mut cadres = class(root, "园区工会干部培训班".into(), date(2016, 4, 20));
    cadres.audience = "cadre";
    cadres.lines = vec![LineSeed { list: "HEADS", code: "cadre", number: 60 }];
    books.activities.push(cadres);
    targets(&mut books, root, &parks);
    books.definitions = include_str!("texts/nanchang_figures.txt");
    books.template = include_str!("texts/nanchang.txt");
    books
}

/// What the campaigns are to reach; the visits are divided among the groups, one for each park.
fn targets(books: &mut Books, root: usize, parks: &[usize]) {
    let year = (date(2016, 1, 1), date(2016, 12, 31));
    books.target(root, "建千家工会组织".into(), ("union_org_new_count", 1_000), year);
    books.target(root, "园区六成以上基层工会达标".into(), ("compliance_rate", 60), year);
    let visits = (date(2016, 3, 1), date(2016, 12, 31));
    let visited = "surveyed_enterprise_count";
    let whole = books.target(root, "进百户企业调研".into(), (visited, 100), visits);
    for (n, (park, share)) in parks.iter().zip(shared(100, parks.len())).enumerate() {
        let value = i64::try_from(share).unwrap_or(0);
        let part = books.target(*park, "进百户企业调研".into(), (visited, value), visits);
        books.assigned(format!("第{}调研小组", n + 1));
        if let Some(part) = books.targets.get_mut(part) {
            part.part_of = Some(whole);
        }
    }
}
