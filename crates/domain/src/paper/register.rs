//! What we keep of papers that go out and come in.

use super::{rules, series};
use crate::roles;
use crate::union::register::UNIONS;
use kernel::access::Act;
use kernel::letter::Papers;
use kernel::numbered::{Numbering, Settled};
use kernel::prelude::*;

choices! {
    /// 文种.
    pub enum PaperKind {
        Request = "REQUEST", "请示";
        Reply = "REPLY", "批复";
        Report = "REPORT", "报告";
        Notice = "NOTICE", "通知";
        Letter = "LETTER", "函";
        Decision = "DECISION", "决定";
        Opinion = "OPINION", "意见";
        Circular = "CIRCULAR", "通报";
        Minutes = "MINUTES", "纪要";
        Announcement = "ANNOUNCEMENT", "公告", ["通告"];
    }
}

choices! {
    /// How far a number is.
    pub enum OutState {
        Reserved = "RESERVED", "预留", ["留号"];
        Issued = "ISSUED", "已发", ["发出"];
        Voided = "VOIDED", "字号作废", ["作废"];
    }
}

choices! {
    /// How far a paper that came in is.
    pub enum InState {
        Waiting = "WAITING", "待办", ["未办"];
        Doing = "DOING", "在办", ["承办中"];
        Done = "DONE", "办结", ["已办"];
    }
}

/// Name of the register of what goes out.
pub const PAPERS_OUT: &str = "paper_out";
/// Who sends it, and the owner of the record.
pub const ORGAN: Field<Link> = Field::link("organ", "发文单位", UNIONS).required().once();
pub const ORGAN_NAME: Field<String> = Field::text("organ_name", "发文机关").computed();
pub const KIND: Field<PaperKind> =
    Field::choice("kind", "文种", &PaperKind::LIST).required().once();
pub const TITLE: Field<String> = Field::text("title", "标题").required();
pub const MAIN_TO: Field<String> = Field::text("main_to", "主送").help("请示只主送一个机关");
pub const BODY: Field<String> = Field::new("body", "正文", Kind::Long)
    .help("一段一行；行首写“## ”是一级标题（一、），“### ”是二级标题；由事项自动生成的公文不用写");
pub const WITHOUT: Field<bool> =
    Field::yes_no("without", "是否不编号").help("便函、不编文号的通知选是");
pub const NUMBER: Field<i64> = Field::int("number", "顺序号").computed();
pub const WORD: Field<String> = Field::text("word", "代字").computed();
pub const YEAR: Field<i64> = Field::int("year", "字号年份").computed();
pub const WRITTEN: Field<String> = Field::text("written", "发文字号").computed();
pub const ORDER: Field<String> = Field::text("place", "编号次序").computed();
pub const STATE: Field<OutState> =
    Field::choice("state", "状态", &OutState::LIST).required().dated().initial("RESERVED");
pub const SIGNED_ON: Field<Date> = Field::day("signed_on", "成文日期").help("领导签发的日期");
pub const SIGNER: Field<String> = Field::text("signer", "签发人");
pub const CONTACT: Field<String> =
    Field::text("contact", "附注").help("请示写联系人和电话，如：联系人：王秀兰，电话：6821350");
pub const COPIES: Field<String> = Field::text("copies", "抄送");
pub const PRINTED_BY: Field<String> =
    Field::text("printed_by", "印发机关").help("如：云溪县总工会办公室；空着按发文机关");
pub const PRINTED_ON: Field<Date> = Field::day("printed_on", "印发日期").help("空着按成文日期");
pub const ANSWERS_TITLE: Field<String> =
    Field::text("answers_title", "来文标题").help("批复、复函写所答复的请示、来函");
pub const ANSWERS_NUMBER: Field<String> = Field::text("answers_number", "来文字号");
pub const ANSWERS_ON: Field<Date> = Field::day("answers_on", "来文日期");
pub const VOID_FOR: Field<String> = Field::text("void_for", "字号作废原因");
pub const NOTE: Field<String> = Field::text("note", "备注");
/// The record the paper was made for: name of its register, and its name in addresses.
pub const ABOUT_REGISTER: Field<String> = Field::text("about_register", "所为台账").computed();
pub const ABOUT_KEY: Field<String> = Field::text("about_key", "所为记录").computed();
/// What was written: `kernel::letter::Kept`.
pub const TEXT: Field<String> = Field::new("text", "写成的公文", Kind::Long).computed();

pub const SCANS: AttachmentKind =
    AttachmentKind::papers("scan", "扫描件").help("盖章后的扫描件、签发单");

/// The register of papers that go out.
pub fn outgoing() -> Register {
    let mut register = Register::new(PAPERS_OUT, "发文", "件")
        .about("每份发文一条：字号由程序按发文机关、文种和年份连号编，作废的字号留着、不再用；发出以后文字不变。")
        .found(Place::More("file-text"))
        .section("发文", &[&ORGAN, &ORGAN_NAME, &KIND, &TITLE, &MAIN_TO, &BODY, &COPIES])
        .section("字号", &[&WITHOUT, &WRITTEN, &WORD, &YEAR, &NUMBER, &ORDER, &STATE, &VOID_FOR])
        .section("签发", &[&SIGNED_ON, &SIGNER, &CONTACT, &PRINTED_BY, &PRINTED_ON])
        .section("答复的来文", &[&ANSWERS_TITLE, &ANSWERS_NUMBER, &ANSWERS_ON])
        .section("其他", &[&NOTE, &ABOUT_REGISTER, &ABOUT_KEY, &TEXT])
        .columns(&["written", "title", "organ", "kind", "main_to", "state", "signed_on", "signer"])
        .owned(Owner::Union(ORGAN.def.name))
        .labelled(&TITLE)
        .sorts(&["place", "signed_on"])
        .prepare(rules::outgoing)
        .judged_on(&SIGNED_ON)
        .numbered(numbering())
        .settled(settled())
        .papers(printed_out())
        .attachments(&[SCANS]);
    // A number that was given stays in sight: it is voided by its state, never with the record.
    register.permits = vec![
        may(&roles::COUNTY, &[Act::Read, Act::Write, Act::Export]),
        may(&roles::TOWNSHIP, &[Act::Read, Act::Write, Act::Export]),
        may(&roles::GRASSROOTS, &[Act::Read, Act::Write, Act::Export]),
        may(&roles::LEADER, &[Act::Read, Act::Export]),
    ];
    register
}

fn numbering() -> Numbering {
    Numbering {
        organ: ORGAN.def.name,
        organ_name: ORGAN_NAME.def.name,
        kind: KIND.def.name,
        without: WITHOUT.def.name,
        day: SIGNED_ON.def.name,
        word: WORD.def.name,
        year: YEAR.def.name,
        number: NUMBER.def.name,
        written: WRITTEN.def.name,
        order: ORDER.def.name,
        series: series::series(),
    }
}

fn settled() -> Settled {
    Settled {
        state: STATE.def.name,
        order: &["RESERVED", "ISSUED", "VOIDED"],
        from: "ISSUED",
        except: &["void_for", "note"],
        says: "这份公文已经发出，文字不能再改；写错了的，作废这个字号，再发一份",
        rule: "R-PAP-07",
    }
}

fn printed_out() -> Papers {
    Papers {
        organ: ORGAN.def.name,
        organ_name: ORGAN_NAME.def.name,
        kind: KIND.def.name,
        upward: &["REQUEST", "REPORT"],
        contacted: &["REQUEST"],
        plain_mark: &["LETTER", "MINUTES"],
        letters: &["LETTER"],
        number: WRITTEN.def.name,
        title: TITLE.def.name,
        signer: SIGNER.def.name,
        signed_on: SIGNED_ON.def.name,
        contact: CONTACT.def.name,
        copies: COPIES.def.name,
        printed_by: PRINTED_BY.def.name,
        printed_on: PRINTED_ON.def.name,
        text: TEXT.def.name,
        state: (STATE.def.name, "VOIDED"),
        void_for: VOID_FOR.def.name,
    }
}

/// Name of the register of what comes in.
pub const PAPERS_IN: &str = "paper_in";
/// Who received it, and the owner of the record.
pub const RECEIVER: Field<Link> = Field::link("organ", "收文单位", UNIONS).required();
pub const FROM: Field<String> = Field::text("sender", "来文单位").required();
pub const IN_KIND: Field<PaperKind> = Field::choice("kind", "文种", &PaperKind::LIST);
pub const IN_TITLE: Field<String> = Field::text("title", "标题").required();
pub const IN_NUMBER: Field<String> =
    Field::text("number", "来文字号").help("照来文写，如：云溪工发〔2026〕12号");
pub const DATED_ON: Field<Date> = Field::day("dated_on", "来文日期");
pub const RECEIVED_ON: Field<Date> = Field::day("received_on", "收文日期").required();
pub const IN_STATE: Field<InState> =
    Field::choice("state", "办理情况", &InState::LIST).required().dated().initial("WAITING");
pub const HANDLER: Field<String> = Field::text("handler", "承办人");
pub const DUE_ON: Field<Date> = Field::day("due_on", "办理期限");
pub const RESULT: Field<String> =
    Field::new("result", "拟办、批示和结果", Kind::Long).help("谁批的、怎么办的，一条一行");
pub const IN_SIGNER: Field<String> = Field::text("signer", "签发人").computed();
pub const IN_TEXT: Field<String> = Field::new("text", "来文正文", Kind::Long).computed();

/// The register of papers that come in.
pub fn incoming() -> Register {
    let mut register = Register::new(PAPERS_IN, "收文", "件")
        .about("每份来文一条：谁来的、什么字号、哪天收到、谁承办、办到哪一步。")
        .found(Place::More("file-import"))
        .section("来文", &[&RECEIVER, &FROM, &IN_KIND, &IN_TITLE, &IN_NUMBER, &DATED_ON])
        .section("办理", &[&RECEIVED_ON, &IN_STATE, &HANDLER, &DUE_ON, &RESULT])
        .section("其他", &[&NOTE, &ABOUT_REGISTER, &ABOUT_KEY, &IN_SIGNER, &IN_TEXT])
        .columns(&[
            "title",
            "sender",
            "number",
            "organ",
            "received_on",
            "state",
            "handler",
            "due_on",
        ])
        .owned(Owner::Union(RECEIVER.def.name))
        .labelled(&IN_TITLE)
        .sorts(&["received_on", "due_on"])
        .prepare(rules::incoming)
        .complete(&[&IN_NUMBER, &DATED_ON, &HANDLER])
        .papers(printed_in())
        .attachments(&[AttachmentKind::papers("scan", "扫描件").help("来文的扫描件或照片")]);
    register.permits = roles::permits(&[Act::Read, Act::Write, Act::Void, Act::Export]);
    register
}

fn printed_in() -> Papers {
    Papers {
        organ: RECEIVER.def.name,
        organ_name: FROM.def.name,
        kind: IN_KIND.def.name,
        number: IN_NUMBER.def.name,
        title: IN_TITLE.def.name,
        signer: IN_SIGNER.def.name,
        signed_on: DATED_ON.def.name,
        contact: "",
        copies: "",
        printed_by: "",
        printed_on: "",
        text: IN_TEXT.def.name,
        state: (IN_STATE.def.name, ""),
        void_for: "",
        contacted: &[],
        ..printed_out()
    }
}
