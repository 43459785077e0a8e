//! What we keep of an application to found a union.

use super::{rules, workflow};
use crate::paper::register::PAPERS_OUT;
use crate::roles;
use crate::term::register::TERMS;
use kernel::access::Act;
use kernel::prelude::*;

choices! {
    /// 建会形式: what kind of union is to be founded.
    pub enum Form {
        Single = "BASE", "单独建会", ["独立建会", "独立基层工会"];
        Joint = "JOINT", "联合建会", ["联合基层工会"];
        NewForms = "NEF", "新就业形态劳动者工会";
        Area = "AREA_UF", "区域性工会联合会", ["村（社区）工会联合会"];
        Trade = "TRADE_UF", "行业性工会联合会", ["行业工会联合会"];
    }
}
choices! {
    /// 办理状态: the legal states under the five steps of the one-stop service.
    pub enum State {
        Draft = "DRAFT", "意向摸底";
        PrepRequested = "PREP_REQUESTED", "申请筹建";
        Recruiting = "RECRUITING", "发展会员";
        ElectionRequested = "ELECTION_REQUESTED", "请示选举";
        ElectionApproved = "ELECTION_APPROVED", "同意选举";
        Elected = "ELECTED", "已选举";
        Filed = "RESULT_REPORTED", "已申报待受理";
        Accepted = "ACCEPTED", "已受理";
        Returned = "RETURNED", "待补正";
        Established = "ESTABLISHED", "已批复";
        Unveiled = "UNVEILED", "已揭牌";
        Ended = "ENDED", "已终止";
    }
}

/// Name of the register.
pub const FOUNDINGS: &str = "founding";
pub const NAME: Field<String> =
    Field::text("name", "拟建工会名称").required().help("全称，如：华锦针织有限公司工会委员会");
pub const FORM: Field<Form> = Field::choice("form", "建会形式", &Form::LIST).required();
/// The union above it, which keeps the matter.
pub const PARENT: Field<Link> =
    Field::link("parent", "上级工会", "union").required().help("建成后归哪个工会领导");
pub const SIMPLE: Field<bool> = Field::yes_no("simple", "简易程序")
    .help("不足25人的可以一次会议完成入会和选举，不单独报筹建和选举请示");
pub const GUIDE: Field<String> = Field::text("guide", "建会工作指导员").help("谁负责上门指导");
pub const LINE: Field<Link> =
    Field::link("line", "建会条线", TERMS).within("list", &["FOUNDING_LINE"]);
pub const CONTACT: Field<String> = Field::text("contact", "单位联系人");
pub const PHONE: Field<String> = Field::new("phone", "联系电话", Kind::Phone);
pub const OPENED_ON: Field<Date> = Field::day("opened_on", "开始日期").help("空着就是今天");
pub const PREP_NO: Field<String> = Field::text("prep_no", "筹建请示文号")
    .help("空着由程序接着编；纸上已经编了号的照写，不编号的写“无”");
pub const PREP_ASKED_ON: Field<Date> =
    Field::day("prep_asked_on", "筹建请示日期").help("空着就是今天");
pub const PREP_ON: Field<Date> = Field::day("prep_on", "筹备组批复日期");
/// The preparatory group as a body, from the reply on.
pub const PREP_UNION: Field<Link> = Field::link("prep_union", "筹备组", "union").computed();
pub const PREP_PAPER: Field<Link> =
    Field::link("prep_paper", "筹建请示公文", PAPERS_OUT).computed();
pub const PREP_REPLY_PAPER: Field<Link> =
    Field::link("prep_reply_paper", "筹建批复公文", PAPERS_OUT).computed();
pub const CONGRESS_ON: Field<Date> =
    Field::day("congress_on", "拟开大会日期").help("会员（代表）大会打算哪天开，还没定就空着");
pub const CONGRESS_NO: Field<String> = Field::text("congress_no", "选举请示文号")
    .help("空着由程序接着编；纸上已经编了号的照写，不编号的写“无”");
pub const CONGRESS_ASKED_ON: Field<Date> =
    Field::day("congress_asked_on", "选举请示日期").help("空着就是今天");
pub const CONGRESS_REPLY_ON: Field<Date> =
    Field::day("congress_reply_on", "选举批复日期").help("空着就是今天");
pub const CONGRESS_PAPER: Field<Link> =
    Field::link("congress_paper", "选举请示公文", PAPERS_OUT).computed();
pub const CONGRESS_REPLY_PAPER: Field<Link> =
    Field::link("congress_reply_paper", "选举批复公文", PAPERS_OUT).computed();
pub const SEATS: Field<i64> = Field::int("seats", "委员名额").between(1, 45).unit("名");
pub const TERM_YEARS: Field<i64> =
    Field::int("term_years", "任期").between(3, 5).unit("年").help("3年或5年");
pub const ELECTED_ON: Field<Date> = Field::day("elected_on", "选举日期");
pub const ENTITLED: Field<i64> =
    Field::int("entitled", "应到会人数").between(1, 1_000_000).unit("人");
pub const PRESENT: Field<i64> =
    Field::int("present", "实到会人数").between(0, 1_000_000).unit("人");
pub const ISSUED: Field<i64> = Field::int("issued", "发出选票").between(0, 1_000_000).unit("张");
pub const TURNED_IN: Field<i64> =
    Field::int("turned_in", "收回选票").between(0, 1_000_000).unit("张");
pub const VALID: Field<i64> = Field::int("valid", "有效选票").between(0, 1_000_000).unit("张");
pub const REQUEST_NO: Field<String> = Field::text("request_no", "请示文号")
    .help("空着由程序接着编；纸上已经编了号的照写，不编号的写“无”");
pub const REQUEST_ON: Field<Date> = Field::day("request_on", "请示日期");
pub const REPLY_ON: Field<Date> = Field::day("reply_on", "批复日期").help("这一天就是建会日期");
pub const UNVEILED_ON: Field<Date> = Field::day("unveiled_on", "揭牌日期");
pub const UNION: Field<Link> = Field::link("union", "建成的工会", "union").computed();
pub const REPLY_PAPER: Field<Link> = Field::link("reply_paper", "批复公文", PAPERS_OUT).computed();
pub const REQUEST_PAPER: Field<Link> =
    Field::link("request_paper", "请示公文", PAPERS_OUT).computed();
pub const REPORT_PAPER: Field<Link> =
    Field::link("report_paper", "选举结果报告", PAPERS_OUT).computed();
pub const CLOSED_ON: Field<Date> = Field::day("closed_on", "办结日").computed();
pub const NOTE: Field<String> = Field::new("note", "备注", Kind::Long);
pub const STATE: Field<State> = Field::choice("state", "办理状态", &State::LIST).dated().computed();

pub const REQUESTS: AttachmentKind =
    AttachmentKind::papers("request", "请示").help("关于成立工会的请示，盖章签字的扫描件");
pub const ROSTERS: AttachmentKind =
    AttachmentKind::papers("roster", "名册").help("本人签名的会员花名册、入会申请书");
pub const LICENCES: AttachmentKind =
    AttachmentKind::papers("licence", "营业执照").help("营业执照或法人登记证书");
pub const CONSENTS: AttachmentKind =
    AttachmentKind::papers("consent", "加入联合工会意见").help("联合建会的，每家单位一份");
pub const ELECTIONS: AttachmentKind =
    AttachmentKind::papers("election", "选举材料").help("会议记录、选举办法、计票单、监票人报告");
pub const REPLIES: AttachmentKind =
    AttachmentKind::papers("reply", "批复").help("盖章的批复扫描件");
pub const PHOTOS: AttachmentKind =
    AttachmentKind::photos("photo", "现场照片").help("动员、选举、揭牌");

/// The register of applications to found a union.
pub fn foundings() -> Register {
    let mut register = Register::new(FOUNDINGS, "建会申请", "件")
        .about("成立一个工会一件：从摸底到揭牌走到哪一步、谁来办、还剩几个工作日、什么时候批复。")
        .found(Place::Phone("rubber-stamp"))
        .takes_local()
        .section("申请", &[&NAME, &FORM, &PARENT, &SIMPLE, &LINE, &GUIDE, &OPENED_ON])
        .section("联系", &[&CONTACT, &PHONE, &NOTE])
        .section(
            "筹备组",
            &[&PREP_NO, &PREP_ASKED_ON, &PREP_ON, &PREP_UNION, &PREP_PAPER, &PREP_REPLY_PAPER],
        )
        .section(
            "大会和选举",
            &[
                &SEATS,
                &TERM_YEARS,
                &CONGRESS_ON,
                &CONGRESS_NO,
                &CONGRESS_ASKED_ON,
                &CONGRESS_REPLY_ON,
                &CONGRESS_PAPER,
                &CONGRESS_REPLY_PAPER,
                &ELECTED_ON,
                &ENTITLED,
                &PRESENT,
                &ISSUED,
                &TURNED_IN,
                &VALID,
            ],
        )
        .section(
            "申报和批复",
            &[
                &REQUEST_NO,
                &REQUEST_ON,
                &REPLY_ON,
                &UNVEILED_ON,
                &UNION,
                &REPORT_PAPER,
                &REQUEST_PAPER,
                &REPLY_PAPER,
                &CLOSED_ON,
            ],
        )
        .columns(&["name", "form", "parent", "state", "due_on", "guide", "opened_on"])
        .owned(Owner::Union(PARENT.def.name))
        .labelled(&NAME)
        .life(&OPENED_ON, &CLOSED_ON)
        .standing("在办", "已办结")
        .ended_said_by(&STATE)
        .sorts(&["opened_on", "name"])
        .prepare(rules::prepare)
        .complete(&[&GUIDE, &CONTACT, &PHONE])
        .attachments(&[REQUESTS, ROSTERS, LICENCES, CONSENTS, ELECTIONS, REPLIES, PHOTOS])
        .forms(&super::roster::FORMS)
        .flow(&STATE, workflow::flow());
    register.permits = roles::permits(&[Act::Read]);
    register
}
