//! The letters that the program writes (文书), as declared data: the texts stand in `templates`.
//!
//! What a paper's record says itself – 主送, 来文标题, 来文字号, 签发人, 成文日期 and the other titles of its
//! fields – needs not be given; see `rules::outgoing`.

use kernel::letter::{Direction, Fields, Kept, LetterTemplate};
use kernel::prelude::*;
use kernel::report::{Document, Fault};

/// A letter whose text is in the file of its code.
macro_rules! letter {
    ($code:literal, $title:literal, $kind:literal, $direction:ident, $fields:expr, $lists:expr) => {
        LetterTemplate {
            code: $code,
            title: $title,
            kind: $kind,
            direction: Direction::$direction,
            text: include_str!(concat!("templates/", $code, ".txt")),
            fields: $fields,
            lists: $lists,
        }
    };
}

/// Who stands for the committees, in every letter that names them.
const CANDIDATES: &[(&str, &[&str])] =
    &[("委员候选人", &["姓名"]), ("经审委员候选人", &["姓名"]), ("女职工委员候选人", &["姓名"])];

/// All letters.
pub const ALL: [LetterTemplate; 16] = [
    letter!(
        "prep_request",
        "关于成立工会筹备组的请示",
        "REQUEST",
        Up,
        &[
            "筹备组名称",
            "主送",
            "单位名称",
            "单位情况",
            "职工人数",
            "女职工人数",
            "农民工人数",
            "党组织情况",
            "筹备组组长",
            "发文机关",
            "成文日期"
        ],
        &[("筹备组成员", &["姓名", "性别", "单位职务", "筹备组职务"])]
    ),
    letter!(
        "prep_reply",
        "关于同意成立工会筹备组的批复",
        "REPLY",
        Down,
        &[
            "筹备组名称",
            "主送",
            "来文标题",
            "来文字号",
            "筹备组组长",
            "筹备期限",
            "发文机关",
            "成文日期"
        ],
        &[("筹备组成员", &["姓名"])]
    ),
    letter!(
        "congress_request",
        "关于召开会员（代表）大会的请示",
        "REQUEST",
        Up,
        &[
            "工会名称",
            "主送",
            "单位名称",
            "职工人数",
            "入会截止日期",
            "会员人数",
            "委员名额",
            "主席候选人",
            "大会日期",
            "发文机关",
            "成文日期"
        ],
        CANDIDATES
    ),
    letter!(
        "congress_reply",
        "关于同意召开会员（代表）大会的批复",
        "REPLY",
        Down,
        &[
            "工会名称",
            "主送",
            "来文标题",
            "来文字号",
            "委员名额",
            "主席候选人",
            "发文机关",
            "成文日期"
        ],
        CANDIDATES
    ),
    letter!(
        "return_notice",
        "关于退回请示的通知",
        "NOTICE",
        Down,
        &["主送", "来文标题", "来文字号", "退回原因", "重报期限", "发文机关", "成文日期"],
        &[]
    ),
    letter!(
        "founding_request",
        "关于成立工会的请示",
        "REQUEST",
        Up,
        &[
            "工会名称",
            "主送",
            "单位名称",
            "单位情况",
            "职工人数",
            "女职工人数",
            "农民工人数",
            "党组织情况",
            "筹备情况",
            "入会截止日期",
            "会员人数",
            "委员名额",
            "副主席名额",
            "经审委员名额",
            "女职工委员名额",
            "大会日期",
            "大会地点",
            "发文机关",
            "成文日期"
        ],
        CANDIDATES
    ),
    letter!(
        "founding_filing",
        "关于成立工会的请示（选举后申报）",
        "REQUEST",
        Up,
        &[
            "工会名称",
            "主送",
            "单位名称",
            "职工人数",
            "女职工人数",
            "农民工人数",
            "入会截止日期",
            "会员人数",
            "选举日期",
            "应到人数",
            "实到人数",
            "主席",
            "副主席",
            "经审主任",
            "女职工主任",
            "上级工会",
            "任期年数",
            "发文机关",
            "成文日期"
        ],
        &[("委员", &["姓名"]), ("经审委员", &["姓名"]), ("女职工委员", &["姓名"])]
    ),
    letter!(
        "mend_notice",
        "关于补正建会申请材料的通知",
        "NOTICE",
        Down,
        &[
            "工会名称",
            "主送",
            "来文标题",
            "来文字号",
            "补正内容",
            "补正期限",
            "发文机关",
            "成文日期"
        ],
        &[]
    ),
    letter!(
        "founding_reply",
        "关于同意成立工会的批复",
        "REPLY",
        Down,
        &[
            "工会名称",
            "主送",
            "来文标题",
            "来文字号",
            "上级工会",
            "主席",
            "副主席",
            "经审主任",
            "女职工主任",
            "任期年数",
            "任期起日",
            "发文机关",
            "成文日期"
        ],
        &[("委员", &["姓名"]), ("经审委员", &["姓名"]), ("女职工委员", &["姓名"])]
    ),
    letter!(
        "election_report",
        "关于选举结果的报告",
        "REPORT",
        Up,
        &[
            "工会名称",
            "届次",
            "主送",
            "大会日期",
            "大会名称",
            "会议人员",
            "应到人数",
            "实到人数",
            "发出选票",
            "收回选票",
            "有效票",
            "无效票",
            "主席",
            "副主席",
            "经审主任",
            "女职工主任",
            "委员分工",
            "发文机关",
            "成文日期"
        ],
        &[
            ("得票", &["姓名", "职务", "赞成票", "结果"]),
            ("委员", &["姓名"]),
            ("经审委员", &["姓名"]),
            ("女职工委员", &["姓名"])
        ]
    ),
    letter!(
        "election_reply",
        "关于选举结果的批复",
        "REPLY",
        Down,
        &[
            "工会名称",
            "届次",
            "主送",
            "来文标题",
            "来文字号",
            "主席",
            "副主席",
            "经审主任",
            "女职工主任",
            "任期年数",
            "任期起日",
            "发文机关",
            "成文日期"
        ],
        &[("委员", &["姓名"]), ("经审委员", &["姓名"]), ("女职工委员", &["姓名"])]
    ),
    letter!(
        "meeting_notice",
        "关于召开会议的通知",
        "NOTICE",
        Down,
        &[
            "会议名称",
            "主送",
            "会议目的",
            "会议日期",
            "会议时间",
            "会议地点",
            "参加人员",
            "会议内容",
            "会议要求",
            "联系人",
            "联系电话",
            "发文机关",
            "成文日期"
        ],
        &[]
    ),
    letter!(
        "member_roster",
        "会员花名册",
        "",
        Beside,
        &["工会名称", "会员人数", "女会员人数", "农民工会员人数", "填表人", "填表日期"],
        &[(
            "会员",
            &[
                "姓名",
                "性别",
                "民族",
                "出生年月",
                "文化程度",
                "政治面貌",
                "部门",
                "入会日期",
                "备注"
            ]
        )]
    ),
    letter!(
        "join_application",
        "加入工会申请书",
        "",
        Beside,
        &[
            "工会名称",
            "姓名",
            "性别",
            "出生年月",
            "联系电话",
            "工作单位",
            "部门",
            "参加工作时间",
            "申请日期"
        ],
        &[]
    ),
    letter!(
        "member_registration",
        "工会会员登记表",
        "",
        Beside,
        &[
            "姓名",
            "性别",
            "民族",
            "出生年月",
            "籍贯",
            "政治面貌",
            "文化程度",
            "技术等级",
            "户籍类型",
            "证件号码",
            "联系电话",
            "工作单位",
            "部门",
            "参加工作时间",
            "是否农民工",
            "家庭住址",
            "工作简历",
            "审批意见",
            "入会日期",
            "会员证号",
            "工会名称"
        ],
        &[]
    ),
    letter!(
        "transfer_letter",
        "工会会员关系介绍信",
        "",
        Beside,
        &[
            "转入工会",
            "姓名",
            "性别",
            "出生年月",
            "入会日期",
            "转会原因",
            "转出工会",
            "会费交至",
            "有效天数",
            "发文机关",
            "成文日期"
        ],
        &[]
    ),
];

/// The letters as a list of choices, and one for papers whose text is typed.
pub const LIST: Choices = Choices {
    name: "文书",
    items: &[
        (TYPED, "其他公文（自拟正文）", &["自拟"]),
        ("prep_request", "关于成立工会筹备组的请示", &[]),
        ("prep_reply", "关于同意成立工会筹备组的批复", &[]),
        ("congress_request", "关于召开会员（代表）大会的请示", &[]),
        ("congress_reply", "关于同意召开会员（代表）大会的批复", &[]),
        ("return_notice", "关于退回请示的通知", &[]),
        ("founding_request", "关于成立工会的请示", &[]),
        ("founding_filing", "关于成立工会的请示（选举后申报）", &[]),
        ("mend_notice", "关于补正建会申请材料的通知", &[]),
        ("founding_reply", "关于同意成立工会的批复", &[]),
        ("election_report", "关于选举结果的报告", &[]),
        ("election_reply", "关于选举结果的批复", &[]),
        ("meeting_notice", "关于召开会议的通知", &[]),
        ("member_roster", "会员花名册", &[]),
        ("join_application", "加入工会申请书", &[]),
        ("member_registration", "工会会员登记表", &[]),
        ("transfer_letter", "工会会员关系介绍信", &[]),
    ],
};

/// The code under which a typed text has a form of its own.
pub const TYPED: &str = "typed";

/// A letter by its code.
pub fn find(code: &str) -> Option<&'static LetterTemplate> {
    static LETTERS: [LetterTemplate; ALL.len()] = ALL;
    LETTERS.iter().find(|letter| letter.code == code)
}

/// A letter filled with what is known: for the same letter and fields always the same document.
pub fn fill(code: &str, fields: &Fields) -> Option<Result<Document, Vec<Fault>>> {
    find(code).map(|letter| kernel::letter::fill(letter, fields))
}

/// Title and text of a letter as they are kept with a paper that arrives: what its fields know is written now.
pub fn written(code: &str, fields: Fields) -> (String, String) {
    let document = fill(code, &fields).and_then(Result::ok).unwrap_or_default();
    let title = document.title.iter().flatten().map(|run| run.text.as_str()).collect();
    (title, Kept { letter: code.to_owned(), fields, document }.to_text())
}

/// A form that is no official paper, as it is printed.
pub fn form(code: &str, fields: Fields) -> Option<kernel::letter::Printed> {
    let document = fill(code, &fields)?.ok()?;
    let letter = code.to_owned();
    Some(kernel::letter::Printed { letter, document, fields, ..kernel::letter::Printed::default() })
}

/// What is put into the field `text` of a new paper, so that its record writes this letter with these fields;
/// what the record says itself is added there, on every save until the paper is issued.
pub fn draft(code: &str, fields: Fields) -> String {
    Kept { letter: code.to_owned(), fields, document: Document::default() }.to_text()
}
