//! Rows of the unions' form.

use super::{Expected, Row, UNION_TITLES, Ugly, soil, text};
use crate::{COUNTY, County, EmployerSeed, UnionSeed};

/// The form with the first unions that exist on the last day and cover an employer; a joint union
/// stands beside its first employer.
pub fn unions(county: &County, count: usize, ugly: Option<&Ugly>) -> Vec<Row> {
    let covers = |union: &UnionSeed| {
        let here = |coverage: &&crate::CoverageSeed| {
            coverage.union == union.key && coverage.until.is_none()
        };
        let coverage = county.coverages.iter().find(here)?;
        county.employer(coverage.employer)
    };
    let rows = county
        .unions
        .iter()
        .filter(|union| union.closed_on.is_none())
        .filter_map(|union| Some((union, covers(union)?)))
        .take(count)
        .enumerate()
        .map(|(at, (union, employer))| row(county, at, union, employer))
        .collect();
    match ugly {
        Some(ugly) => soil(county, &UNION_TITLES, rows, ugly),
        None => rows,
    }
}

fn row(county: &County, at: usize, union: &UnionSeed, employer: &EmployerSeed) -> Row {
    let superior = union.parent.and_then(|parent| county.union(parent));
    let kind = if union.kind == "JOINT" { "联合基层工会" } else { "独立基层工会" };
    let cells: Vec<String> = vec![
        (at + 1).to_string(),
        employer.name.clone(),
        employer.credit_code.clone(),
        employer.address.clone(),
        COUNTY.into(),
        employer.nature.into(),
        employer.economy.into(),
        industry(employer.industry).into(),
        employees(county, union.key).to_string(),
        union.name.clone(),
        union.credit_code.clone().unwrap_or_default(),
        superior.map_or(String::new(), |superior| superior.name.clone()),
        text::slashed(union.founded_on),
        kind.into(),
        county.stock_of(union.key).to_string(),
        union.head.clone(),
        union.phone.clone(),
    ];
    Row { clean: cells.clone(), cells, dirt: None, expected: Expected::Good }
}

/// Employees of all whom the union covers now.
fn employees(county: &County, union: usize) -> i64 {
    county
        .coverages
        .iter()
        .filter(|coverage| coverage.union == union && coverage.until.is_none())
        .filter_map(|coverage| county.employer(coverage.employer)?.employees.last())
        .map(|(_, count)| count)
        .sum()
}

/// The form's own words for a section of GB/T 4754.
fn industry(section: &str) -> &'static str {
    match section {
        "A" => "农、林、牧、渔业",
        "B" => "采矿业",
        "C" => "制造业",
        "D" => "电力、热力、燃气及水的生产和供应业",
        "E" => "建筑业",
        "F" => "批发和零售业",
        "G" => "交通运输、仓储业和邮政业",
        "H" => "住宿、餐饮业",
        "I" => "信息传输、计算机服务和软件业",
        "J" => "金融、保险业",
        "K" => "房地产业",
        "L" => "租赁和商务服务业",
        "M" => "科学研究、技术服务和地质勘查业",
        "N" => "水利、环境和公共设施管理业",
        "O" => "居民服务和其他服务业",
        "P" => "教育",
        "Q" => "卫生、社会保障和社会服务业",
        "R" => "文化、体育、娱乐业",
        _ => "其它",
    }
}
