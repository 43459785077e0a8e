//! The blank forms a provincial federation hands out, when they are at hand.

use std::path::PathBuf;

use super::common::{layouts, opened, place, rows, sheet, specs};

const UNION: &[(&str, &str)] = &[
    ("employer", "单位名称"),
    ("employer_uscc", "单位统一社会信用代码|单位法人和其他组织统一社会信用代码"),
    ("address", "单位地址"),
    ("area", "单位所在政区"),
    ("nature", "单位性质类别"),
    ("economy", "经济类型"),
    ("industry", "单位所属行业"),
    ("workers", "职工人数"),
    ("union", "工会名称"),
    ("union_uscc", "工会统一社会信用代码|工会法人和其他组织统一社会信用代码"),
    ("superior", "上级工会名称"),
    ("founded", "建会日期"),
    ("union_kind", "基层工会类型"),
    ("members", "会员人数"),
    ("head", "工会负责人"),
    ("phone", "联系电话"),
];

const MEMBER: &[(&str, &str)] = &[
    ("seq", "序号"),
    ("name", "姓名"),
    ("sex", "性别"),
    ("birth", "出生日期"),
    ("nation", "民族"),
    ("employment", "就业状况"),
    ("id_kind", "有效证件类别"),
    ("id_no", "证件号码"),
    ("education", "学历"),
    ("skill", "技术等级"),
    ("mobile", "移动电话"),
    ("household", "户籍类型"),
    ("household_place", "户籍所在地"),
    ("change_kind", "会籍变化类型"),
    ("change_date", "会籍变化日期"),
    ("change_reason", "会籍变化原因"),
    ("politics", "政治面貌"),
    ("employer", "工作单位"),
    ("native_place", "籍贯"),
    ("migrant", "是否农民工会员"),
];

/// A form, or nothing with a word said about it.
fn form(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("NIANGJIA_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let path = shared.join("forms").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {name} is not at hand (set NIANGJIA_SHARED)");
    None
}

#[test]
fn the_union_form() {
    let Some(path) = form("工会组织信息采集表-附件一.xlsx") else { return };
    let mut book = opened(&path);
    let found = layouts(&mut book, &specs(UNION));
    assert_eq!(found.len(), 1, "the list sheet is left out");
    let layout = &found[0];
    assert_eq!(layout.header_rows, (4, 5));
    assert_eq!(layout.first_data_row, 6);
    assert!(layout.missing.is_empty(), "{:?}", layout.missing);
    let letters: String =
        UNION.iter().map(|(code, _)| layout.column(code).unwrap().letter.clone()).collect();
    assert_eq!(letters, "BCDEFGHIJKLMNOPQ");
    assert_eq!(layout.columns[0].title, "序号");
    assert_eq!(layout.columns[1].group.as_deref(), Some("工会组织所在单位信息"));
    assert_eq!(layout.columns[16].group.as_deref(), Some("工会组织信息"));
    assert!(layout.preamble.iter().any(|(_, text)| text == "海南省工会组织信息采集表"));
    let last = rows(&mut book, layout.sheet).pop().unwrap();
    assert!(office::header::is_note_row(&last.cells, layout), "{last:?}");
}

#[test]
fn the_member_form() {
    let Some(path) = form("会员信息采集表-附件四.xlsx") else { return };
    let mut book = opened(&path);
    let found = layouts(&mut book, &specs(MEMBER));
    assert_eq!(found.len(), 1, "the list sheet is left out");
    let layout = &found[0];
    assert_eq!(layout.header_rows, (4, 4));
    assert_eq!(layout.first_data_row, 5);
    assert!(layout.missing.is_empty(), "{:?}", layout.missing);
    let letters: String =
        MEMBER.iter().map(|(code, _)| layout.column(code).unwrap().letter.clone()).collect();
    assert_eq!(letters, "ABCDEFGHIJKLMNOPQRST");
    assert!(layout.columns.iter().all(|column| column.how == office::How::Exact));
    for row in rows(&mut book, layout.sheet) {
        if row.number >= layout.first_data_row {
            assert!(office::header::is_note_row(&row.cells, layout), "{row:?}");
        }
    }
}

/// The same layout as the union form, filled in, for when the form is not at hand.
#[test]
fn a_filled_union_form() {
    let path = place("union-form.xlsx");
    let children: Vec<&str> = [
        "",
        "单位名称",
        "单位法人和其他组织统一社会信用代码",
        "单位地址",
        "单位所在政区",
        "单位性质类别",
        "经济类型",
        "单位所属行业",
        "职工人数",
        "工会名称",
        "工会法人和其他组织统一社会信用代码",
        "上级工会名称",
        "建会日期（格式：yyyy/MM/dd）",
        "基层工会类型",
        "会员人数",
        "工会负责人",
        "联系电话",
    ]
    .to_vec();
    let data: Vec<String> = (0..17).map(|column| format!("值{column}")).collect();
    let data: Vec<&str> = data.iter().map(String::as_str).collect();
    sheet(
        &path,
        &[
            &["附件一>1"],
            &["某省工会组织信息采集表>16"],
            &[
                "填表单位（盖章）：>1",
                "",
                "",
                "",
                "   单位负责人(签字)：>4",
                "",
                "",
                "",
                "",
                "   信息采集人（签字）：>3",
            ],
            &["序号", "工会组织所在单位信息>7", "", "", "", "", "", "", "", "工会组织信息>7"],
            &children,
            &data,
            &["填表说明：\n1、此表所列项目均为必填项；\n2、“工会负责人”填写工会法定代表人；>16"],
        ],
    );
    let mut book = opened(&path);
    let layout = layouts(&mut book, &specs(UNION)).remove(0);
    assert_eq!(layout.header_rows, (4, 5));
    assert!(layout.missing.is_empty(), "{:?}", layout.missing);
    assert_eq!(layout.column("phone").unwrap().samples, ["值16"]);
}
