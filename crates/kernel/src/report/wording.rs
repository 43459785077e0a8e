//! How a comparison is said: chosen by rule from the two numbers, never by hand.

use super::number::{Decimals, Exact, Unit, print};
use super::template::Form;
use std::cmp::Ordering;

/// Prints an amount without sign in the figure's own unit.
pub type Printer<'a> = &'a dyn Fn(Exact) -> String;

const LEVEL: &str = "持平";
const NEARLY_LEVEL: &str = "基本持平";

/// 增长3.2%, 下降1.5%, 持平; of nothing there is no percentage.
pub fn change(now: Exact, base: Exact, decimals: u32, amount: Printer<'_>) -> String {
    let more = now > base;
    let size = || now.minus(base).map(|by| amount(by.size()));
    match (base.sign(), now.sign()) {
        _ if now == base => LEVEL.to_owned(),
        (Ordering::Equal, Ordering::Greater) => format!("从无到有，新增{}", amount(now)),
        (Ordering::Less, Ordering::Greater) => "由负转正".to_owned(),
        (Ordering::Greater, Ordering::Less) => "由正转负".to_owned(),
        (Ordering::Greater, _) => {
            let share = now.minus(base).and_then(|by| by.size().times(100, 1)?.over(base));
            share.map_or_else(undefined, |share| match share.rounded(decimals) {
                Some(0) => NEARLY_LEVEL.to_owned(),
                _ => format!("{}{}", if more { "增长" } else { "下降" }, per_cent(share, decimals)),
            })
        }
        // From or to something below nothing a percentage would mislead.
        _ => size()
            .map_or_else(undefined, |by| format!("{}{by}", if more { "增加" } else { "减少" })),
    }
}

/// 净增35家, 净减3家, 持平.
pub fn net(now: Exact, base: Exact, amount: Printer<'_>) -> String {
    said(now, base, ["净增", "净减"], amount)
}

/// 提高2.3个百分点, 下降0.4个百分点, 持平.
pub fn points(now: Exact, base: Exact, decimals: u32) -> String {
    if now != base && now.minus(base).and_then(|by| by.rounded(decimals)) == Some(0) {
        return NEARLY_LEVEL.to_owned();
    }
    let unit = Unit { name: "个百分点", decimals: Decimals::Fixed(decimals) };
    said(now, base, ["提高", "下降"], &|by| print(by, unit, Form::default()))
}

/// 是上年同期的1.5倍; `of` names what it is compared with.
pub fn times(now: Exact, base: Exact, of: &str, decimals: u32, amount: Printer<'_>) -> String {
    match (base.sign(), now.sign()) {
        (Ordering::Equal, Ordering::Greater) => format!("从无到有，新增{}", amount(now)),
        (Ordering::Greater, Ordering::Greater | Ordering::Equal) => {
            let unit = Unit { name: "倍", decimals: Decimals::UpTo(decimals) };
            let times = now.over(base).map(|times| print(times, unit, Form::default()));
            times.map_or_else(undefined, |times| format!("是{of}的{times}"))
        }
        _ => undefined(),
    }
}

/// 还差35家, 超额3家, 刚好完成.
pub fn missing(now: Exact, goal: Exact, amount: Printer<'_>) -> String {
    match now.cmp(&goal) {
        Ordering::Equal => "刚好完成".to_owned(),
        _ => said(now, goal, ["超额", "还差"], amount),
    }
}

/// 84.8%.
pub fn per_cent(share: Exact, decimals: u32) -> String {
    print(share, Unit { name: "%", decimals: Decimals::Fixed(decimals) }, Form::default())
}

fn said(now: Exact, base: Exact, words: [&str; 2], amount: Printer<'_>) -> String {
    let [more, less] = words;
    if now == base {
        return LEVEL.to_owned();
    }
    let word = if now > base { more } else { less };
    now.minus(base).map_or_else(undefined, |by| format!("{word}{}", amount(by.size())))
}

fn undefined() -> String {
    "—".to_owned()
}
