//! 会泽县总工会, printed on 18 July 2017: numbers as of the end of April.

use jiff::ToSpan;
use jiff::civil::date;

use super::{Books, Roll, class, shared};
use crate::seeds::LineSeed;

const TOWNS: [&str; 23] = [
    "古城街道",
    "宝云街道",
    "钟屏街道",
    "以礼街道",
    "娜姑镇",
    "迤车镇",
    "乐业镇",
    "矿山镇",
    "者海镇",
    "大井镇",
    "待补镇",
    "大海乡",
    "老厂乡",
    "五星乡",
    "大桥乡",
    "纸厂乡",
    "马路乡",
    "火红乡",
    "雨碌乡",
    "鲁纳乡",
    "上村乡",
    "驾车乡",
    "田坝乡",
];
const SYSTEMS: [&str; 11] =
    ["教育", "卫生", "交通", "农业", "林业", "水务", "住建", "供销", "公安", "税务", "国资"];
/// Bodies at the grassroots: 551 less the county federation, 23 townships and 11 systems.
const GRASSROOTS: usize = 516;
const MEMBERS: usize = 102_922;
const MIGRANTS: usize = 82_818;
/// Groups into which the staff was divided.
const GROUPS: usize = 3;
/// 7,000 migrant workers in a hundred classes, 270,000 元.
const CLASSES: i64 = 100;

/// The books behind the report.
pub fn huize() -> Books {
    let mut books = Books::new("530326", date(2017, 4, 30));
    let root = books.union("FED_COUNTY", "会泽县总工会".into(), None, date(1951, 5, 1));
    let mut above = Vec::new();
    for town in TOWNS {
        above.push(books.union("TOWN_FED", format!("{town}总工会"), Some(root), date(2006, 3, 1)));
    }
    for system in SYSTEMS {
        let name = format!("会泽县{system}系统工会");
        above.push(books.union("SYS", name, Some(root), date(2002, 3, 1)));
    }
    let rolls = shared(MEMBERS, GRASSROOTS).zip(shared(MIGRANTS, GRASSROOTS)).enumerate();
    for (n, (members, migrants)) in rolls {
        let upper = above.get(n % above.len()).copied();
        let name = format!("会泽县第{}基层工会委员会", n + 1);
        let founded = date(2008, 1, 1).saturating_add(i64::try_from(n * 5).unwrap_or(0).days());
        let union = books.union("BASE", name, upper, founded);
        books.rolls.push(Roll { union, joined: founded, members, migrants, group: None });
    }
    for n in 0..CLASSES {
        let union = above.get(usize::try_from(n).unwrap_or(0) % TOWNS.len()).copied();
        let day = date(2016, 1, 10).saturating_add((n * 3).days());
        let name = format!("农民工技能培训班第{}期", n + 1);
        let mut made = class(union.unwrap_or(root), name, day);
        made.course = Some("skills");
        made.audience = "migrant";
        made.lines = vec![
            LineSeed { list: "HEADS", code: "migrant", number: 70 },
            LineSeed { list: "MONEY", code: "own", number: 270_000 },
        ];
        books.activities.push(made);
    }
    let mut moved = class(root, "鲁珠村维家箐整体搬迁".into(), date(2016, 11, 8));
    moved.kind = "project";
    moved.audience = "hardship";
    moved.lines = vec![
        LineSeed { list: "MONEY", code: "acftu", number: 70_000_000 },
        LineSeed { list: "RESULT", code: "group_moved", number: 1 },
    ];
    books.activities.push(moved);
    let year = (date(2017, 2, 20), date(2017, 12, 31));
    for (n, union) in above.into_iter().enumerate() {
        let name = books.unions.get(union).map_or_else(String::new, |union| union.name.clone());
        let name = format!("{name}组建任务");
        books.target(union, name, ("union_org_new_count", 3), year);
        books.assigned(format!("第{}工作组", n % GROUPS + 1));
    }
    books.terms = &[
        ("ACTIVITY_KIND", "project", "帮扶项目"),
        ("MONEY", "acftu", "全国总工会支持资金"),
        ("RESULT", "group_moved", "整体搬迁村民小组"),
    ];
    books.definitions = include_str!("texts/huize_figures.txt");
    books.template = include_str!("texts/huize.txt");
    books
}
