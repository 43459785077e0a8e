//! The bodies above the grassroots.

use jiff::civil::date;

use crate::build::Builder;
use crate::numbers::credit_code;
use crate::rng::{Of, Rng};
use crate::seeds::Earlier;
use crate::tables::TOWNSHIPS;
use crate::{COUNTY, DIVISION, days};

/// Trades with a federation, and the new-form workers whom it takes in.
const TRADES: [(&str, Option<&str>); 12] = [
    ("快递物流行业", Some("快递员")),
    ("家政服务行业", Some("家政服务员")),
    ("道路货运行业", Some("货车司机")),
    ("网约餐饮配送行业", Some("网约送餐员")),
    ("护理服务行业", Some("护工护理员")),
    ("保安服务行业", Some("保安员")),
    ("房产中介行业", Some("房产中介员")),
    ("网约车行业", Some("网约车司机")),
    ("纺织服装行业", None),
    ("建筑装饰行业", None),
    ("商场零售行业", Some("商场信息员")),
    ("餐饮行业", None),
];

pub fn found(builder: &mut Builder) {
    let root = builder.union("FED_COUNTY", format!("{COUNTY}总工会"), None, date(1951, 5, 1));
    if let Some(union) = builder.unions.get_mut(root) {
        union.credit_code = Some(credit_code("13", DIVISION, "MB", 999_999));
    }
    for town in 0..builder.plan.towns {
        found_town(builder, root, town);
    }
    builder.park =
        builder.union("PARK_FED", "云溪经开区总工会".into(), Some(root), date(2009, 6, 18));
    for (system, year) in [("教育", 1985), ("卫健", 1986), ("国资", 2005)] {
        let name = format!("{COUNTY}{system}系统工会");
        let key = builder.union("SYS", name, Some(root), date(year, 9, 10));
        builder.systems.push(key);
    }
    for (trade, nef) in TRADES.iter().take(builder.plan.trades) {
        let mut rng = builder.rng(Of::Plan, builder.unions.len());
        let latest = days::plus_years(builder.first, 3).min(days::plus(builder.last, -300));
        let founded = days::within(&mut rng, builder.first, latest);
        let name = format!("{COUNTY}{trade}工会联合会");
        let key = builder.union("TRADE_UF", name, Some(root), founded);
        builder.trades.push((key, *nef));
    }
    for area in 0..builder.plan.areas {
        found_area(builder, area);
    }
}

/// Of twelve townships four had a 总工会 from the beginning, five were upgraded within the history,
/// three still have a 工会联合会.
fn found_town(builder: &mut Builder, root: usize, town: usize) {
    let Some(township) = TOWNSHIPS.get(town) else { return };
    let mut rng = builder.rng(Of::Plan, town);
    let founded = days::within(&mut rng, date(2003, 3, 1), date(2013, 11, 30)).min(builder.first);
    let rank = town * 12 / builder.plan.towns;
    let place = format!("{COUNTY}{}", township.name);
    let name =
        if rank < 9 { format!("{place}总工会") } else { format!("{place}工会联合会") };
    let kind = if rank < 9 { "TOWN_FED" } else { "TOWN_UF" };
    let key = builder.union(kind, name, Some(root), founded);
    builder.towns.push(key);
    if (4..9).contains(&rank) {
        upgrade(builder, &mut rng, key, format!("{place}工会联合会"));
    }
}

fn upgrade(builder: &mut Builder, rng: &mut Rng, key: usize, earlier: String) {
    let middle = days::until(builder.first, builder.last) / 8;
    let low = days::plus(builder.first, middle);
    let until = days::within(rng, low, days::plus(builder.last, -middle));
    if let Some(union) = builder.unions.get_mut(key) {
        let from = union.founded_on;
        union.earlier_kinds.push(Earlier { value: "TOWN_UF", from, until });
        union.earlier_names.push(Earlier { value: earlier, from, until });
    }
}

fn found_area(builder: &mut Builder, area: usize) {
    let town = area % builder.plan.towns;
    let Some(township) = TOWNSHIPS.get(town) else { return };
    let Some(village) = township.villages.get(area / builder.plan.towns) else { return };
    let mut rng = builder.rng(Of::Plan, 500 + area);
    let low = days::plus_years(builder.first, -6);
    let founded = days::within(&mut rng, low, builder.first);
    let parent = builder.town_key(town);
    let parent_since = builder.unions.get(parent).map_or(low, |union| union.founded_on);
    let name = format!("{}{village}工会联合会", township.name);
    let key = builder.union("AREA_UF", name, Some(parent), founded.max(parent_since));
    builder.areas.push((key, town));
}
