//! Names of employers: all invented, no two alike.

use std::collections::HashSet;

use crate::COUNTY;
use crate::rng::Rng;
use crate::tables::{BRANDS, TOWNSHIPS, offices};

const PREFIXES: [(&str, usize); 5] =
    [("", 34), ("云溪县", 26), ("云溪", 20), ("江苏", 13), ("盐城", 7)];

/// A firm's name for its trade and nature; `taken` remembers it.
pub fn firm(
    rng: &mut Rng,
    taken: &mut HashSet<String>,
    words: &[&'static str],
    nature: &str,
) -> String {
    for _ in 0..200 {
        let name = try_firm(rng, words, nature);
        if taken.insert(name.clone()) {
            return name;
        }
    }
    let name = format!("{}（第{}分号）", try_firm(rng, words, nature), taken.len());
    taken.insert(name.clone());
    name
}

fn try_firm(rng: &mut Rng, words: &[&'static str], nature: &str) -> String {
    let brand = brand(rng);
    let word = rng.pick(words);
    let prefix = rng.weighted(&PREFIXES);
    match nature {
        "个体经济组织" => {
            format!("{COUNTY}{brand}{word}{}", rng.pick(&["经营部", "商行", "服务部"]))
        }
        "民办非企业单位" => {
            format!("{COUNTY}{brand}{word}")
        }
        "集体企业" | "股份合作企业" => format!("{COUNTY}{brand}{word}厂"),
        "其他股份有限公司" => format!("江苏{brand}{word}股份有限公司"),
        "外商投资企业" | "港澳台商投资企业" => {
            format!("{brand}{word}（{}）有限公司", rng.pick(&["江苏", "中国", "盐城", "云溪"]))
        }
        _ => format!("{prefix}{brand}{word}有限公司"),
    }
}

pub fn brand(rng: &mut Rng) -> String {
    let first = rng.pick(&BRANDS.0);
    let mut second = rng.pick(&BRANDS.1);
    while first == second {
        second = rng.pick(&BRANDS.1);
    }
    format!("{first}{second}")
}

/// Bureaus, state groups: the county's name before each.
pub fn county_offices(kind: &str) -> Vec<String> {
    offices(kind).into_iter().map(|office| format!("{COUNTY}{office}")).collect()
}

pub fn hospitals(towns: usize) -> Vec<(String, usize)> {
    let mut all: Vec<_> = county_offices("health").into_iter().map(|name| (name, 0)).collect();
    for (at, town) in TOWNSHIPS.iter().take(towns).enumerate() {
        let street = town.name.ends_with("街道");
        let kind = if street { "社区卫生服务中心" } else { "卫生院" };
        all.push((format!("{COUNTY}{}{kind}", town.name), at));
    }
    all
}

/// The county's schools, largest first, then the towns' and the villages'.
pub fn schools(towns: usize) -> Vec<(String, usize)> {
    let county = [
        "实验小学",
        "高级中学",
        "职业技术教育中心",
        "第一中学",
        "第二中学",
        "第三中学",
        "第一小学",
    ];
    let more = ["第二小学", "第三小学", "特殊教育学校", "机关幼儿园", "第一幼儿园", "第二幼儿园"];
    let mut all: Vec<_> =
        county.iter().chain(&more).map(|name| (format!("{COUNTY}{name}"), 0)).collect();
    let of = |name: String, at: usize| (format!("{COUNTY}{name}"), at);
    for kind in ["初级中学", "中心小学", "中心幼儿园"] {
        for (at, town) in TOWNSHIPS.iter().take(towns).enumerate() {
            all.push(of(format!("{}{kind}", town.name), at));
        }
    }
    for kind in ["小学", "幼儿园"] {
        for (at, town) in TOWNSHIPS.iter().take(towns).enumerate() {
            let here = town.villages.iter();
            all.extend(here.map(|village| of(format!("{}{village}{kind}", town.name), at)));
        }
    }
    all
}
