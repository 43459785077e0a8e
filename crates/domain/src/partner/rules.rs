//! What is refused of another installation.

use super::register::*;
use kernel::exchange::{Card, same_fingerprint};
use kernel::prelude::*;
use kernel::verdict::verdict;

/// R-KEY-01: the card is trusted once its fingerprint was compared by voice. R-KEY-02: or once a superior vouches
/// for it, who then was compared by voice; trust goes no further than that one signature.
pub fn prepare(record: &mut Record, facts: &Facts) -> Verdict {
    let mut refusals = Vec::new();
    let Some(text) = record.get(CARD) else { return Ok(()) };
    let Some(card) = Card::read(&text) else {
        let say = "这不是一张完整的密钥卡，请对方重新发来，从第一行niangjia-card 1起整段贴";
        return Err(vec![Refusal::on("card", say).by("R-KEY-01")]);
    };
    record.put(NAME, Some(card.name.clone()));
    record.put(FINGERPRINT, Some(card.fingerprint()));
    let vouched = record.get(VOUCHED_BY).is_some();
    if vouched && record.get(SUPERIOR) == Some(true) {
        let say = "凭担保互认的系统不能再为别的系统担保；要认它的担保，作废这一条，打电话核对指纹以后重新登记";
        refusals.push(Refusal::on("superior", say).by("R-KEY-02"));
    }
    if let Some(spoken) = record.get(SPOKEN)
        && !vouched
        && !same_fingerprint(&spoken, &card.fingerprint())
    {
        let say = "念的指纹和这张密钥卡的不一样：可能是念错、听错，也可能这张卡不是对方的。\
                   请再念一遍；还不一样的，不要登记，向对方重新要密钥卡";
        refusals.push(Refusal::on("spoken", say).by("R-KEY-01"));
    }
    if record.get(CONFIRMED_ON).is_some_and(|day| day > facts.today) {
        refusals.push(Refusal::on("confirmed_on", "核对日期不能晚于今天").by("R-KEY-01"));
    }
    verdict(refusals)
}
