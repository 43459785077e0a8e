//! What may happen to a card, who may do it, and how long a member waits for it.

use super::register::State::*;
use super::register::*;
use super::rules;
use crate::joining::register::JOININGS;
use crate::roles::{COUNTY, GRASSROOTS, LEADER, MEMBER, TOWNSHIP};
use kernel::prelude::*;
use kernel::workflow::{
    Check, Clock, Days, Ended, Parameter, Part, State as Waits, Workflow, step,
};

/// How long a member waits for the card.
pub static ISSUE: Clock = Clock {
    code: "card_issue",
    title: "发证时限",
    days: Days::Working,
    parameter: Parameter {
        name: "card_days",
        title: "会员证从申领到发证的时限（工作日）",
        between: (1, 120),
        default: "20",
        source: "本系统原定，各地自定",
    },
    rule: "R-CRD-01",
};

/// How long a lost card may be without another one.
pub static REPLACING: Clock = Clock {
    code: "card_replace",
    title: "补换时限",
    days: Days::Working,
    parameter: Parameter {
        name: "card_replace_days",
        title: "会员证挂失后补换或注销的时限（工作日）",
        between: (1, 120),
        default: "10",
        source: "本系统原定，各地自定",
    },
    rule: "R-CRD-04",
};

/// Why a card is not made, or goes back.
pub const RETURNS: Choices = Choices {
    name: "退回重制会员证的原因",
    items: &[
        ("NUMBER", "编号不对", &[]),
        ("NAME", "姓名或照片不对", &[]),
        ("DAMAGED", "印坏了", &[]),
        ("OTHER", "其他", &[]),
    ],
};

/// Why a card is void.
pub const ENDINGS: Choices = Choices {
    name: "注销会员证的原因",
    items: &[
        ("LEFT", "已离会", &[]),
        ("TRANSFER", "已转会", &[]),
        ("OWN_WISH", "本人不要了", &[]),
        ("WRONG", "办错了", &[]),
        ("OTHER", "其他", &[]),
    ],
};

const STAFF: &[&Role] = &[&GRASSROOTS, &TOWNSHIP, &COUNTY];
const SEALING: &[&Role] = &[&COUNTY];
const ANYBODY: &[&Role] = &[&MEMBER, &GRASSROOTS, &TOWNSHIP, &COUNTY];

fn look(
    code: &'static str,
    title: &'static str,
    rule: &'static str,
    look: fn(&kernel::workflow::Case<'_>) -> kernel::workflow::Finding,
) -> Check {
    Check { code, title, rule, look }
}

/// The procedure.
pub fn flow() -> Workflow {
    let [asked, made, sealed, valid, lost] =
        [Asked.code(), Made.code(), Sealed.code(), Valid.code(), Lost.code()];
    Workflow::new(&STATE, &ISSUE)
        .stage("申领", &[asked])
        .stage("制证", &[made])
        .stage("盖钢印", &[sealed])
        .stage("发证", &[valid, lost])
        .state(Waits::owed(asked, STAFF, "核对编号，制证", &ISSUE))
        .state(Waits::owed(made, SEALING, "会员证盖钢印", &ISSUE).frozen())
        .state(Waits::owed(sealed, STAFF, "把会员证发给本人", &ISSUE).frozen())
        .state(Waits::rest(valid))
        .state(Waits::owed(lost, STAFF, "补换或注销挂失的会员证", &REPLACING).frozen())
        .state(Waits::ended(Replaced.code(), Ended::Without))
        .state(Waits::ended(Cancelled.code(), Ended::Without))
        .part(Part {
            register: JOININGS,
            link: "membership",
            through: Some((CARDS, MEMBERSHIP.def.name)),
            links: &[],
            ended: true,
        })
        .looks_at(&["membership"])
        .escalates_to(&[&LEADER])
        .check(look("number", "登记表编号和会员编号", "R-CRD-01", rules::number))
        .check(look("member", "会籍", "R-CRD-03", rules::member))
        .step(
            step("make", "制证", &[asked], made)
                .by(STAFF)
                .asks(&[&PRINTED_ON])
                .checks(&["number", "member"])
                .rule("R-CRD-01"),
        )
        .step(
            step("seal", "盖钢印", &[made], sealed)
                .by(SEALING)
                .asks(&[&SEALED_ON])
                .checks(&["member"])
                .rule("R-CRD-02"),
        )
        .step(step("remake", "退回重制", &[made, sealed], asked).by(STAFF).back(&RETURNS))
        .step(
            step("hand", "发给本人", &[sealed], valid)
                .by(STAFF)
                .asks(&[&HANDED_ON])
                .checks(&["member"])
                .rule("R-CRD-02"),
        )
        .step(
            step("lose", "挂失", &[valid], lost)
                .by(ANYBODY)
                .rule("R-CRD-04")
                .lasting("挂失以后这张证立刻失效，找到了也不能再用，要补换一张。"),
        )
        .step(
            step("replace", "补换一张", &[lost], Replaced.code())
                .by(STAFF)
                .then(rules::replace)
                .rule("R-CRD-04"),
        )
        .step(
            step("lapse", "随会籍注销", &[asked, made, sealed, valid, lost], Cancelled.code())
                .rule("R-CRD-03"),
        )
        .step(
            step("cancel", "注销", &[asked, valid, lost], Cancelled.code())
                .by(STAFF)
                .off(&ENDINGS)
                .rule("R-CRD-04"),
        )
}
