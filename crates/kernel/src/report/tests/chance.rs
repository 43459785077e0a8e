//! Whatever is answered, a report is written.

use super::county::{glossary, setting};
use super::reading::{HALF_YEAR, scraps};
use crate::report::*;
use proptest::prelude::*;

/// All there is to say, so that chance reaches every wording.
const ALL: &str = "\
{会员数|万}{会员数|约}{会员数|多1|亿}{会员数|比=期初|增减}{会员数|比=期初|净增|余}{会员数|比=期初|差}
{会员数|比=上期|倍}{会员数[是否农民工=是]|占比=会员数|比=上年末|百分点}{建会率|比=目标|百分点}
{会员数|目标}{会员数|完成率}{会员数|应完成}{会员数|差额}{会员数|缺口名单}{会员数|名单=3}{建会率|后2}
{发放帮扶资金|万2}{发放帮扶资金|比=上年同期|增减}{如果 会员数|比=上期|增减 > 3%}多{否则如果 建会率 < 会员数}少{完}
{每个下级|有数的|按建会率降序|当 会员数 ≠ 0}{单位}{会员数}{建会率}{会员数|完成率}{完}
{会员数；建会率|表=下级}
{新发展会员数|图=月|亿}
";

fn amounts() -> impl Strategy<Value = Amount> {
    let number =
        || prop_oneof![Just(0), Just(1), Just(-1), Just(i64::MAX), Just(i64::MIN), any::<i64>()];
    let below = prop::option::of(number());
    (number(), below, number()).prop_map(|(value, denominator, rows)| Amount {
        value,
        denominator,
        rows,
    })
}

fn states() -> impl Strategy<Value = State> {
    prop::sample::select(vec![
        State::Ok,
        State::Ok,
        State::Ok,
        State::Undefined,
        State::Forbidden,
        State::Unknown,
        State::Importing,
    ])
}

prop_compose! {
    fn answers()(
        amount in amounts(),
        groups in prop::collection::vec((prop::collection::vec("(11|12|13|1|2026-01|)", 0..3), amounts()), 0..5),
        goal in prop::option::of((amounts(), prop::option::of(amounts()))),
        state in states(),
        unit in "(人|元|%|家)",
        scale in prop_oneof![Just(1), Just(100), any::<i64>()],
        decimals in 0_u32..6,
        names in prop::collection::vec("[甲-申]{0,3}", 0..4),
    ) -> Answer {
        let group = |(codes, amount): (Vec<String>, Amount)| Group {
            of: codes.into_iter().map(|code| (code, String::new())).collect(),
            amount,
        };
        Answer {
            state, unit, scale, decimals, amount, names,
            code: "member_count".into(),
            title: "会员数".into(),
            groups: groups.into_iter().map(group).collect(),
            goal: goal.map(|(target, due)| Goal { target, due, behind: Vec::new() }),
            ..Answer::default()
        }
    }
}

/// Every figure that is pointed to is there.
fn is_whole(document: &Document) -> bool {
    use crate::report::document::Part;
    let known = |figure: Option<usize>| figure.is_none_or(|at| at < document.figures.len());
    document.parts.iter().all(|part| match part {
        Part::Heading { head, text, .. } => head.iter().chain(text).all(|run| known(run.figure)),
        Part::Paragraph { text, .. } => text.iter().all(|run| known(run.figure)),
        Part::Table(table) => table
            .rows
            .iter()
            .all(|row| row.len() == table.head.len() && row.iter().all(|run| known(run.figure))),
        Part::Chart(chart) => chart.series.iter().all(|series| {
            series.bars.len() == chart.labels.len()
                && series.bars.iter().all(|bar| known(Some(bar.figure)))
        }),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(11), ..ProptestConfig::default() })]

    #[test]
    fn any_answers_make_a_report(given in prop::collection::vec(prop::option::weighted(0.9, answers()), 60)) {
        for text in [ALL, HALF_YEAR] {
            let template = parse(text).unwrap();
            let asked = questions(&template, &setting(), &glossary());
            let answers = asked.into_iter().zip(given.iter().cycle());
            let answers = answers.filter_map(|(q, a)| Some((q, a.clone()?))).collect();
            let document = write(&template, &setting(), &glossary(), &answers);
            prop_assert!(is_whole(&document));
            for placed in &document.figures {
                prop_assert!(!placed.text.is_empty());
                let said = placed.state == State::Ok || matches!(placed.text.as_str(), "—" | "无权查看" | "正在导入" | "【没有取到数】");
                prop_assert!(said, "{:?}", placed);
            }
        }
    }

    #[test]
    fn everything_a_readable_template_needs_is_asked(text in scraps()) {
        let Ok(template) = parse(&text) else { return Ok(()) };
        if !check(&template, &glossary()).is_empty() {
            return Ok(());
        }
        let document = super::county::written(&text);
        for placed in &document.figures {
            prop_assert_ne!(placed.state, State::Unknown, "{}: {:?}", text, placed);
        }
    }

    #[test]
    fn respelling_keeps_the_meaning(text in scraps()) {
        let Ok(template) = parse(&text) else { return Ok(()) };
        let kept = rename(&text, &glossary(), Spelling::Code);
        let shown = rename(&kept, &glossary(), Spelling::Title);
        prop_assert_eq!(rename(&shown, &glossary(), Spelling::Code), kept.clone());
        let (asked, again) = (parse(&kept), parse(&shown));
        prop_assert!(asked.is_ok() && again.is_ok(), "{} {}", kept, shown);
        let of = |template: &Template| questions(template, &setting(), &glossary());
        prop_assert_eq!(of(&asked.unwrap()), of(&template));
    }
}
