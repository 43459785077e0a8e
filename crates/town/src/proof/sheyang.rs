//! 射陽縣總工會, 24 July 2020: numbers as of the end of May. The report says 953 independent and 13 joint
//! unions, but 898 of which meet the standard and 67 do not: one was not looked at.

use jiff::civil::date;

use super::{Books, Heads, Roll, award, class, shared};
use crate::seeds::{AwardSeed, LineSeed};

const TOWNS: [&str; 5] = ["合德镇", "临海镇", "千秋镇", "盘湾镇", "海河镇"];
const LINES: [&str; 16] = [
    "教育", "卫健", "交通", "农业", "水利", "住建", "商务", "工信", "文旅", "金融", "民政", "司法",
    "市场", "邮政", "环保", "资源",
];
/// Grids of the county town and areas of the townships.
const GRIDS: usize = 12;
const AREAS: usize = 4;
const INDEPENDENT: usize = 953;
const NEW_INDEPENDENT: usize = 328;
const TRADES: usize = 13;
const NEW_TRADES: usize = 11;
/// Employers covered by independent unions, and by those of a trade.
const COVERED: usize = 2_715;
const SMALL_FIRMS: usize = 346;
const MIGRANT_WORKERS: usize = 44_551;
const MEMBERS: usize = 118_000;
const MIGRANTS: usize = 40_230;
/// Of both, those who joined in the last three years.
const NEW_MEMBERS: usize = 38_564;
const NEW_MIGRANTS: usize = 27_158;
/// People who look after property, and seven groups more; so many of each in one union.
const GROUPS: [&str; 8] = [
    "物业服务人员",
    "货车司机",
    "快递员",
    "护工护理员",
    "家政服务员",
    "商场信息员",
    "网约送餐员",
    "房产中介员",
];
const IN_GROUP: usize = 10;
/// With two stars or more, of the independent ones.
const STARRED: usize = 820;
const MET: usize = 898;
const UNMET: usize = 67;

/// The books behind the report.
pub fn sheyang() -> Books {
    let mut books = Books::new("320924", date(2020, 5, 31));
    let root = books.union("FED_COUNTY", "射阳县总工会".into(), None, date(1951, 5, 1));
    let towns: Vec<usize> = TOWNS
        .map(|town| books.union("TOWN_FED", format!("{town}总工会"), Some(root), date(2005, 3, 1)))
        .into();
    let mut independent = Vec::new();
    for n in 0..INDEPENDENT {
        let new = n >= INDEPENDENT - NEW_INDEPENDENT;
        let founded = if new { date(2018, 9, 1) } else { date(2011, 3, 1) };
        let town = towns.get(n % towns.len()).copied();
        let name = format!("射阳第{}独立基层工会委员会", n + 1);
        independent.push(books.union("BASE", name, town, founded));
    }
    let mut trades = Vec::new();
    for n in 0..TRADES {
        let founded = if n < NEW_TRADES { date(2019, 4, 1) } else { date(2014, 4, 1) };
        let name = format!("射阳县第{}行业工会联合会", n + 1);
        trades.push(books.union("TRADE_UF", name, Some(root), founded));
    }
    firms(&mut books, root, (&independent, &trades));
    members(&mut books, &independent);
    honours(&mut books, &independent, &trades);
    for (n, month) in [4, 10].into_iter().enumerate() {
        let name = format!("2019年工会干部封闭培训班第{}期", n + 1);
        let mut made = class(root, name, date(2019, month, 12));
        made.audience = "cadre";
        made.mode = Some("CLOSED");
        made.lines = vec![LineSeed { list: "HEADS", code: "cadre", number: 80 }];
        books.activities.push(made);
    }
    for month in [1, 4, 7, 10] {
        let mut made = class(root, "网格（片区）联席会议".into(), date(2019, month, 20));
        made.kind = "joint_meeting";
        made.audience = "cadre";
        books.activities.push(made);
    }
    targets(&mut books, root);
    books.terms = &[("ACTIVITY_KIND", "joint_meeting", "网格（片区）联席会议")];
    books.definitions = include_str!("texts/sheyang_figures.txt");
    books.template = include_str!("texts/sheyang.txt");
    books
}

/// Lines along which unions are founded, each with who guides it, and what is to be reached this year.
fn targets(books: &mut Books, root: usize) {
    let (begin, end) = (date(2020, 3, 1), date(2020, 12, 31));
    for line in LINES {
        let name = format!("条线建会：{line}");
        books.target(root, name, ("union_newly_covered_unit_count", 20), (begin, end));
        books.assigned(format!("{line}条线"));
    }
    let missed = books.target(root, "一家不漏".into(), ("missed_unit_count", 0), (begin, end));
    if let Some(missed) = books.targets.get_mut(missed) {
        missed.at_most = true;
    }
    let october = (begin, date(2020, 10, 31));
    books.target(root, "剩余工会全部达标".into(), ("compliance_rate", 100), october);
    books.target(root, "三星级以上占比".into(), ("star_three_rate", 65), (begin, end));
}

fn firms(books: &mut Books, root: usize, (independent, trades): (&[usize], &[usize])) {
    const SIZES: [&str; 4] = ["小型", "微型", "中型", "大型"];
    for (n, migrants) in shared(MIGRANT_WORKERS, COVERED + SMALL_FIRMS).enumerate() {
        let (covering, size) = if n < COVERED {
            (independent.get(n % independent.len()), SIZES.get(n % 4))
        } else {
            (trades.get(n % trades.len()), SIZES.get(n % 3))
        };
        let Some((union, size)) = covering.copied().zip(size.copied()) else { continue };
        let from = books.unions.get(union).map_or(books.on, |union| union.founded_on);
        let heads = Heads { size, employees: 60, migrants };
        books.employer(format!("射阳第{}实业有限公司", n + 1), root, heads, Some((union, from)));
        if let Some(firm) = books.employers.last_mut() {
            let place = n % (GRIDS + AREAS);
            firm.grid = match place.checked_sub(GRIDS) {
                None => format!("县城第{}网格", place + 1),
                Some(area) => format!("镇区第{}片区", area + 1),
            };
        }
    }
}

/// Old members in the unions there were before, new ones in all of them.
fn members(books: &mut Books, independent: &[usize]) {
    let old = INDEPENDENT - NEW_INDEPENDENT;
    let before = shared(MEMBERS - NEW_MEMBERS, old).zip(shared(MIGRANTS - NEW_MIGRANTS, old));
    for (n, (union, (members, migrants))) in independent.iter().zip(before).enumerate() {
        let group = GROUPS.get(n).copied();
        let grouped = if group.is_some() { IN_GROUP } else { 0 };
        let joined = date(2012, 5, 1);
        let roll =
            Roll { union: *union, joined, members: members - grouped, migrants, group: None };
        books.rolls.push(roll);
        if group.is_some() {
            books.rolls.push(Roll { members: grouped, migrants: 0, group, ..roll });
        }
    }
    let since = shared(NEW_MEMBERS, INDEPENDENT).zip(shared(NEW_MIGRANTS, INDEPENDENT));
    for (union, (members, migrants)) in independent.iter().zip(since) {
        let roll = Roll { union: *union, joined: date(2019, 5, 1), members, migrants, group: None };
        books.rolls.push(roll);
    }
}

fn honours(books: &mut Books, independent: &[usize], trades: &[usize]) {
    let rated = date(2019, 12, 20);
    for (n, union) in independent.iter().enumerate() {
        let star = if n < STARRED { 2 + i64::try_from(n % 3).unwrap_or(0) } else { 1 };
        let rating = award(*union, ("STANDARD", "star"), "COUNTY", rated);
        books.awards.push(AwardSeed { star: Some(star), ..rating });
    }
    for (n, union) in independent.iter().chain(trades).take(MET + UNMET).enumerate() {
        let assessed = award(*union, ("STANDARD", "six_haves"), "COUNTY", rated);
        books.awards.push(AwardSeed { met: n < MET, ..assessed });
    }
    let homes = [("NATIONAL", 3), ("PROVINCE", 15), ("COUNTY", 226)];
    for (level, many) in homes {
        for union in independent.iter().take(many) {
            books.awards.push(award(*union, ("HONOUR", "model_home"), level, date(2019, 5, 1)));
        }
    }
}
