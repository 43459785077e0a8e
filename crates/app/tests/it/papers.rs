//! Definitions and reports from the command line: a figure from a text file, a report into a file.

use crate::program::Program;
use serde_json::Value;

const PARKS: &str = "\
编码：town_body_count
名称：乡镇工会数
单位：个
台账：工会组织
数法：条数
时间：时点
条件：工会类型 属于 TOWN_FED、TOWN_UF
口径：截至当日已建立、未撤销的乡镇街道工会个数。
";

#[test]
fn a_figure_is_defined_from_a_file_tried_first_and_taken_out_again() {
    let program = Program::with_unions();
    let file = program.file("乡镇工会.txt", PARKS);
    let path = file.to_str().unwrap();
    let tried = program.run(&["indicator", "define", path, "--dry-run", "--json"]).ends(0).json();
    assert_eq!(tried["kept"], Value::Bool(false));
    let kept = program.run(&["indicator", "define", path, "--json"]).ends(0).json();
    assert_eq!((kept["kept"].clone(), kept["version"].clone()), (true.into(), 1.into()));
    assert_eq!(kept["value"], tried["value"], "as it was tried");
    let asked = program.run(&["figure", "town_body_count", "--json"]).ends(0).json();
    assert_eq!(asked[0]["value"], kept["value"]);
    let listed = program.run(&["list", "indicators", "--json"]).ends(0).json();
    let codes: Vec<&str> =
        listed.as_array().unwrap().iter().filter_map(|one| one["code"].as_str()).collect();
    assert!(codes.contains(&"town_body_count"));
    let shown = program.run(&["indicator", "export", "town_body_count"]).ends(0);
    assert!(shown.out.contains("名称：乡镇工会数"), "{}", shown.out);
    let wrong = program.file("错.txt", &PARKS.replace("工会类型", "工会类刑"));
    let refused = program.run(&["indicator", "define", wrong.to_str().unwrap()]).ends(1);
    assert!(
        refused.err.contains("第7行第4字") && refused.err.contains("没有保存"),
        "{}",
        refused.err
    );
    program.run(&["indicator", "retire", "town_body_count"]).ends(0);
}

#[test]
fn a_report_is_written_into_a_file_of_each_kind() {
    let program = Program::with_unions();
    let listed = program.run(&["list", "reports", "--json"]).ends(0).json();
    assert!(listed.as_array().unwrap().len() >= 6);
    for ending in ["docx", "html", "json"] {
        let file = program.file(&format!("汇报.{ending}"), "");
        let path = file.to_str().unwrap();
        program.run(&["report", "half_year", "--as-of", "2026-06-30", "-o", path]).ends(0);
        let bytes = std::fs::read(&file).unwrap();
        match ending {
            "docx" => assert!(bytes.starts_with(b"PK")),
            "html" => assert!(String::from_utf8(bytes).unwrap().contains("基本情况")),
            _ => {
                let told: Value = serde_json::from_slice(&bytes).unwrap();
                let figures = told["document"]["figures"].as_array().unwrap();
                assert!(figures.iter().all(|figure| figure["sources"].is_array()));
                assert!(!figures.is_empty());
            }
        }
    }
    let file = program.file("汇报.pdf", "");
    let refused = program.run(&["report", "half_year", "-o", file.to_str().unwrap()]).ends(1);
    assert!(refused.err.contains(".docx"), "{}", refused.err);
    let unheard = program.run(&["report", "no_such", "-o", file.to_str().unwrap()]).ends(1);
    assert!(unheard.err.contains("没有模板"), "{}", unheard.err);
}
