//! The word lists under `data/`, read once.

use std::sync::LazyLock;

pub struct Division {
    pub code: &'static str,
    pub place: &'static str,
    /// The people most at home there, without 族; empty for 汉.
    pub ethnicity: &'static str,
}

pub struct Township {
    pub code: &'static str,
    pub name: &'static str,
    pub villages: Vec<&'static str>,
}

pub struct Trade {
    /// Section of GB/T 4754.
    pub section: &'static str,
    pub weight: usize,
    pub women: usize,
    pub migrants: usize,
    pub nef: Option<&'static str>,
    pub words: Vec<&'static str>,
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

fn number(word: Option<&str>) -> usize {
    word.and_then(|word| word.parse().ok()).unwrap_or(0)
}

/// Each surname as often as its weight.
pub static SURNAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    lines(include_str!("../data/surnames.txt"))
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(name, weight)| std::iter::repeat_n(name, number(Some(weight))))
        .collect()
});

pub static DIVISIONS: LazyLock<Vec<Division>> = LazyLock::new(|| {
    lines(include_str!("../data/divisions.txt"))
        .map(|line| {
            let words: Vec<_> = line.split(' ').collect();
            let word = |at: usize| words.get(at).copied().unwrap_or_default();
            Division { code: word(0), place: word(2), ethnicity: word(3) }
        })
        .collect()
});

/// Positions in `DIVISIONS`, each as often as its weight.
pub static HOMES: LazyLock<Vec<usize>> = LazyLock::new(|| {
    lines(include_str!("../data/divisions.txt"))
        .enumerate()
        .flat_map(|(at, line)| std::iter::repeat_n(at, number(line.split(' ').nth(1))))
        .collect()
});

pub static TOWNSHIPS: LazyLock<Vec<Township>> = LazyLock::new(|| {
    lines(include_str!("../data/places.txt"))
        .map(|line| {
            let mut words = line.split(' ');
            Township {
                code: words.next().unwrap_or_default(),
                name: words.next().unwrap_or_default(),
                villages: words.collect(),
            }
        })
        .collect()
});

pub static TRADES: LazyLock<Vec<Trade>> = LazyLock::new(|| {
    lines(include_str!("../data/trades.txt"))
        .map(|line| {
            let mut words = line.split(' ');
            Trade {
                section: words.next().unwrap_or_default(),
                weight: number(words.next()),
                women: number(words.next()),
                migrants: number(words.next()),
                nef: words.next().filter(|word| *word != "-"),
                words: words.collect(),
            }
        })
        .collect()
});

/// The two halves of a firm's brand.
pub static BRANDS: LazyLock<(Vec<&'static str>, Vec<&'static str>)> = LazyLock::new(|| {
    let mut rows = lines(include_str!("../data/brands.txt")).map(|line| line.split(' ').collect());
    (rows.next().unwrap_or_default(), rows.next().unwrap_or_default())
});

/// The words behind a first word, of one of the lists whose lines begin with it.
fn row(text: &'static str, first: &[&str]) -> Vec<&'static str> {
    lines(text)
        .find(|line| line.split(' ').take(first.len()).eq(first.iter().copied()))
        .map(|line| line.split(' ').skip(first.len()).collect())
        .unwrap_or_default()
}

/// Bureaus, state groups and hospitals: `organ`, `state`, `health`.
pub fn offices(kind: &str) -> Vec<&'static str> {
    row(include_str!("../data/offices.txt"), &[kind])
}

/// Characters of given names.
pub struct Given {
    pub men: Vec<&'static str>,
    pub women: Vec<&'static str>,
    pub either: Vec<&'static str>,
    pub rare: Vec<&'static str>,
}

pub static GIVEN: LazyLock<Given> = LazyLock::new(|| {
    let of = |kind| row(include_str!("../data/given.txt"), &[kind]);
    Given { men: of("m"), women: of("f"), either: of("n"), rare: of("r") }
});

/// Whole names written with a dot, by ethnicity.
pub struct Dotted {
    pub ethnicity: &'static str,
    pub men: Vec<&'static str>,
    pub women: Vec<&'static str>,
    pub last: Vec<&'static str>,
}

pub static DOTTED: LazyLock<Vec<Dotted>> = LazyLock::new(|| {
    let of = |who, part| row(include_str!("../data/ethnic_names.txt"), &[who, part]);
    ["维吾尔", "哈萨克", "彝"]
        .into_iter()
        .map(|who| Dotted {
            ethnicity: who,
            men: of(who, "m"),
            women: of(who, "f"),
            last: of(who, "p"),
        })
        .collect()
});
