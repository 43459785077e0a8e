//! The guide for clerks promises only what holds.

use super::county::{glossary, written};
use crate::report::{check, parse};

const GUIDE: &str = include_str!("../../../../../docs/templates.md");

#[test]
fn every_example_in_the_guide_reads_and_is_written() {
    let fenced: Vec<&str> = GUIDE.split("```template\n").skip(1).collect();
    assert!(fenced.len() >= 4);
    for rest in fenced {
        let example = rest.split("```").next().unwrap();
        let template = parse(example).unwrap_or_else(|faults| panic!("{example}{faults:?}"));
        assert_eq!(check(&template, &glossary()), [], "{example}");
        assert!(!written(example).parts.is_empty());
    }
}

/// Figures of the tables that show exactly one figure and what is printed for it.
#[test]
fn what_the_tables_say_is_printed_is_printed() {
    let mut shown = 0;
    for line in GUIDE.lines().filter(|line| line.starts_with("| `{")) {
        let line = line.replace("\\|", "｜");
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        for typed in
            cells[0].split('、').filter(|typed| typed.contains("数") || typed.contains("率"))
        {
            let typed = typed.trim_matches('`');
            let template = parse(typed).unwrap_or_else(|faults| panic!("{typed} {faults:?}"));
            assert_eq!(check(&template, &glossary()), [], "{typed}");
            shown += 1;
        }
        let exact = [
            "{会员数}",
            "{会员数｜数}",
            "{会员数｜不分节}",
            "{会员数｜万｜多}",
            "{发放帮扶资金｜万}",
        ];
        let typed = cells[0].trim_matches('`');
        if exact.contains(&typed) {
            assert_eq!(super::county::said(typed), cells[1], "{typed}");
        }
    }
    assert!(shown > 20, "{shown}");
}
