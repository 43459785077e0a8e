//! What may happen to an application, who may do it, and by when. The five steps are those of the one-stop
//! service; beneath them lie the legal states.

use super::checks;
use super::register::State::*;
use super::register::*;
use super::{papers, preparing as group, reply, rules};
use crate::cadre::register::CADRES;
use crate::employer::coverage::COVERAGES;
use crate::founding::parts::{BODIES, PEOPLE, UNITS};
use crate::joining::register::JOININGS;
use crate::membership::register::MEMBERSHIPS;
use crate::roles::{COUNTY, LEADER, TOWNSHIP};
use kernel::prelude::*;
use kernel::workflow::{
    Clock, Days, Ended as Over, Parameter, Part, State as Waits, Workflow, step,
};

const fn term(
    code: &'static str,
    name: &'static str,
    title: &'static str,
    days: Days,
    default: &'static str,
    rule: &'static str,
) -> Clock {
    let source = "本系统原定，各地自定";
    let parameter = Parameter { name, title, between: (1, 365), default, source };
    Clock { code, title, days, parameter, rule }
}

/// The promise: a reply within five working days of acceptance.
pub static REPLY: Clock =
    term("reply", "founding_reply_days", "建会批复时限（工作日）", Days::Working, "5", "R-EST-01");
pub static SURVEY: Clock = term(
    "survey",
    "founding_survey_days",
    "建会摸底时限（自然日）",
    Days::Calendar,
    "30",
    "R-EST-02",
);
static PREPARING: Clock = term(
    "prep",
    "founding_prep_days",
    "筹建和选举请示答复时限（自然日）",
    Days::Calendar,
    "15",
    "R-EST-02",
);
pub static RECRUIT: Clock = term(
    "recruit",
    "founding_recruit_days",
    "发展会员和选举时限（自然日）",
    Days::Calendar,
    "60",
    "R-EST-02",
);
static ACCEPTING: Clock = term(
    "accept",
    "founding_accept_days",
    "建会受理时限（工作日）",
    Days::Working,
    "1",
    "R-EST-02",
);
pub static MENDING: Clock =
    term("mend", "founding_mend_days", "建会补正时限（自然日）", Days::Calendar, "15", "R-EST-02");
static UNVEILING: Clock = term(
    "unveil",
    "founding_unveil_days",
    "批复后揭牌时限（自然日）",
    Days::Calendar,
    "30",
    "R-EST-02",
);

/// Why an application is sent back (organisation of elections and papers).
pub const RETURNS: Choices = Choices {
    name: "建会退回原因",
    items: &[
        ("PAPERS", "材料不全", &[]),
        ("FEW", "会员人数不足25且未说明形式", &[]),
        ("CANDIDATE", "候选人不符合资格（近亲属、行政正职、人力资源负责人）", &[]),
        ("ELECTION", "选举程序不合规（到会不足三分之二、未过半数）", &[]),
        ("NAME", "名称不规范", &[]),
        ("SUPERIOR", "上级工会不对", &[]),
        ("ROSTER", "名册有重复或缺入会申请", &[]),
        ("OTHER", "其他", &[]),
    ],
};
/// Why an application ends without a union.
pub const ENDS: Choices = Choices {
    name: "建会终止原因",
    items: &[
        ("FEW", "人数不足", &[]),
        ("STOPPED", "单位停产停业", &[]),
        ("CANCELLED", "单位注销", &[]),
        ("MOVED", "单位迁出", &[]),
        ("JOINT", "改由联合工会覆盖", &[]),
        ("WITHDRAWN", "单位撤回申请", &[]),
        ("OTHER", "其他", &[]),
    ],
};

const STAFF: &[&Role] = &[&TOWNSHIP, &COUNTY];
const OFFICE: &[&Role] = &[&COUNTY];

/// The procedure.
pub fn flow() -> Workflow {
    let flow = Workflow::new(&STATE, &REPLY)
        .stage("调查摸底", &[Draft.code()])
        .stage("资料完善", &[PrepRequested.code()])
        .stage(
            "工作动员",
            &[Recruiting.code(), ElectionRequested.code(), ElectionApproved.code(), Elected.code()],
        )
        .stage("申报批复", &[Filed.code(), Accepted.code(), Returned.code()])
        .stage("揭牌成立", &[Established.code()]);
    ends(filing(preparing(checked(states(flow)))))
}

fn states(flow: Workflow) -> Workflow {
    flow.state(Waits::owed(Draft.code(), STAFF, "摸清单位情况，申请筹建", &SURVEY))
        .state(Waits::owed(PrepRequested.code(), OFFICE, "批复筹建", &PREPARING))
        .state(Waits::owed(Recruiting.code(), STAFF, "收齐入会申请，请示选举", &RECRUIT))
        .state(Waits::owed(ElectionRequested.code(), OFFICE, "批复选举", &PREPARING))
        .state(Waits::owed(ElectionApproved.code(), STAFF, "开会选举，录入结果", &RECRUIT))
        .state(Waits::owed(Elected.code(), STAFF, "申报成立", &RECRUIT))
        .state(Waits::owed(Filed.code(), OFFICE, "受理", &ACCEPTING).frozen())
        .state(Waits::owed(Accepted.code(), OFFICE, "出具批复", &REPLY).frozen())
        .state(Waits::owed(Returned.code(), STAFF, "补正后再报", &MENDING).holding(&REPLY))
        .state(Waits::owed(Established.code(), STAFF, "安排揭牌", &UNVEILING).frozen())
        .state(Waits::ended(Unveiled.code(), Over::Well))
        .state(Waits::ended(Ended.code(), Over::Without))
}

/// What is looked at: employers and whether a union covers them, unions of a federation, people, the roster
/// and whether its people are members already.
fn checked(flow: Workflow) -> Workflow {
    let own =
        |register, links| Part { register, link: "founding", through: None, links, ended: false };
    let beyond = |register, link, through| Part {
        register,
        link,
        through: Some(through),
        links: &[],
        ended: false,
    };
    let flow = flow
        .looks_at(&["parent", "request_paper", "prep_paper", "congress_paper"])
        .escalates_to(&[&LEADER])
        .part(own(UNITS, &["employer"]))
        .part(own(BODIES, &["body"]))
        .part(own(PEOPLE, &[]))
        .part(own(JOININGS, &["person"]))
        .part(beyond(COVERAGES, "employer", (UNITS, "employer")))
        .part(beyond(MEMBERSHIPS, "person", (JOININGS, "person")))
        .part(beyond(CADRES, "union", (FOUNDINGS, "prep_union")));
    checks::ALL.iter().fold(flow, |flow, check| flow.check(*check))
}

fn preparing(flow: Workflow) -> Workflow {
    let simple = [Draft.code()];
    flow.step(
        step("request_prep", "申请筹建", &[Draft.code()], PrepRequested.code())
            .by(STAFF)
            .takes(&[&PREP_NO, &PREP_ASKED_ON])
            .checks(&["units", "name", "group"])
            .then(group::asked),
    )
    .step(
        step("begin_simple", "按简易程序发展会员", &simple, Recruiting.code())
            .by(STAFF)
            .checks(&["units", "name"])
            .then(rules::only_simple),
    )
    .step(
        step("agree_prep", "批复筹建", &[PrepRequested.code()], Recruiting.code())
            .by(OFFICE)
            .asks(&[&PREP_ON])
            .checks(&["group"])
            .then(group::agreed)
            .rule("R-EST-11"),
    )
    .step(
        step("return_prep", "退回重报筹建", &[PrepRequested.code()], Draft.code())
            .by(OFFICE)
            .back(&RETURNS)
            .then(group::declined),
    )
    .step(
        step("request_election", "请示选举", &[Recruiting.code()], ElectionRequested.code())
            .by(STAFF)
            .asks(&[&SEATS])
            .takes(&[&CONGRESS_ON, &CONGRESS_NO, &CONGRESS_ASKED_ON])
            .checks(&["roster", "committee"])
            .then(group::congress_asked),
    )
    .step(
        step("agree_election", "批复选举", &[ElectionRequested.code()], ElectionApproved.code())
            .by(OFFICE)
            .takes(&[&CONGRESS_REPLY_ON])
            .then(group::congress_agreed)
            .rule("R-EST-12"),
    )
    .step(
        step("return_election", "退回重报选举", &[ElectionRequested.code()], Recruiting.code())
            .by(OFFICE)
            .back(&RETURNS)
            .then(group::congress_declined),
    )
    .step(
        step(
            "elect",
            "录入选举结果",
            &[ElectionApproved.code(), Recruiting.code()],
            Elected.code(),
        )
        .by(STAFF)
        .asks(&[&ELECTED_ON, &TERM_YEARS, &ENTITLED, &PRESENT, &ISSUED, &TURNED_IN, &VALID])
        .checks(&["roster", "committee"])
        .then(papers::reported)
        .rule("R-EST-07"),
    )
}

fn filing(flow: Workflow) -> Workflow {
    const ALL_CHECKS: &[&str] = &["units", "name", "roster", "committee", "election"];
    flow.step(
        step("file", "申报成立", &[Elected.code()], Filed.code())
            .by(STAFF)
            .asks(&[&REQUEST_ON])
            .takes(&[&REQUEST_NO])
            .papers(&["request", "roster"])
            .checks(ALL_CHECKS)
            .then(papers::filed)
            .rule("R-EST-03"),
    )
    .step(step("accept", "受理", &[Filed.code()], Accepted.code()).by(OFFICE).rule("R-EST-01"))
    .step(
        step("decline", "不予受理", &[Filed.code()], Elected.code())
            .by(OFFICE)
            .back(&RETURNS)
            .then(group::filing_declined),
    )
    .step(
        step("return", "退回补正", &[Accepted.code()], Returned.code())
            .by(OFFICE)
            .back(&RETURNS)
            .then(papers::returned),
    )
    .step(
        step("resubmit", "补正后再报", &[Returned.code()], Accepted.code())
            .by(STAFF)
            .papers(&["request", "roster"])
            .checks(ALL_CHECKS),
    )
    .step(
        step("approve", "批复成立", &[Accepted.code()], Established.code())
            .by(OFFICE)
            .asks(&[&REPLY_ON])
            .papers(&["request", "roster"])
            .checks(ALL_CHECKS)
            .apart_from(&["file"])
            .then(reply::founded)
            .lasting(
                "批复以后，工会、委员会、覆盖单位和会员从批复日期起一并成立，时钟停下，不能撤回。",
            )
            .rule("R-EST-08"),
    )
}

fn ends(flow: Workflow) -> Workflow {
    let open = [
        Draft,
        PrepRequested,
        Recruiting,
        ElectionRequested,
        ElectionApproved,
        Elected,
        Filed,
        Accepted,
        Returned,
    ];
    flow.step(
        step("unveil", "登记揭牌", &[Established.code()], Unveiled.code())
            .by(STAFF)
            .asks(&[&UNVEILED_ON])
            .then(rules::not_ahead),
    )
    .step(
        step("end", "终止申请", &open.map(State::code), Ended.code())
            .by(STAFF)
            .off(&ENDS)
            .then(group::given_up)
            .lasting("终止以后不能再继续办，要重新申请。"),
    )
}
