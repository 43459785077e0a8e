//! Registering a member, with errors.

use maud::{Markup, html};

use crate::parts::*;

/// The form with every kind of field.
pub(super) fn member_form() -> Markup {
    let errors = [
        ("f-idno".to_owned(), "身份证号应为18位，现在是17位".to_owned()),
        ("f-org".to_owned(), "选一个所在工会".to_owned()),
        ("f-job".to_owned(), "选一种就业形式".to_owned()),
    ];
    let frame = Form {
        id: "member".into(),
        action: "/members".into(),
        csrf: "token".into(),
        files: true,
        draft: "member-new".into(),
        ..Form::default()
    };
    html! {
        (errsum(&errors))
        (form_panel(&frame, html! {
            (form_section("是谁", who()))
            (form_section("在哪里", whereabouts()))
            (foot_bar("还有3处要改", &[
                Btn::link("不存了", "/members").quiet(),
                Btn::send("保存，再登记一人", "next", "1"),
                Btn::submit("保存").pri().busy("正在保存…"),
            ]))
        }))
    }
}

fn who() -> Markup {
    let idno = Field::new("idno", "身份证号")
        .error(Some("身份证号应为18位，现在是17位"))
        .secret()
        .inputmode("text")
        .max(18)
        .check("/members/check");
    let phone =
        Field::new("phone", "手机").hint("用来收入会结果和会员证").inputmode("tel").secret();
    let sex = [Opt::new("2", "女"), Opt::new("1", "男")];
    let edu = [Opt::new("3", "高中、中专"), Opt::new("4", "大专")];
    html! {
        (field_text(&Field::new("name", "姓名").max(40), "吴小满"))
        (field_radio(&Field::new("sex", "性别"), &sex, "2", false))
        (field_text(&idno, "33************316"))
        (field_date(&Field::new("birth", "出生日期"), "1991-08-15"))
        (field_text(&phone, "13800006621"))
        (field_select(&Field::new("edu", "文化程度").optional(), &edu, "3", "选一个"))
        (field_yes_no(&Field::new("model", "是劳模"), Some(false)))
        (field_number(&Field::new("pay", "月工资").optional().secret(), "5200", "元"))
    }
}

fn whereabouts() -> Markup {
    let jobs = [
        Opt::new("1", "单位职工"),
        Opt::new("2", "劳务派遣"),
        Opt::new("3", "新就业形态（货运、快递、外卖、网约车）"),
    ];
    let org = Lookup {
        text: "恒达".into(),
        href: "/units/suggest".into(),
        placeholder: "写单位名或拼音首字母".into(),
        ..Lookup::default()
    };
    let marks = [Opt::new("a", "困难"), Opt::new("b", "技能标兵")];
    let drop = FileDrop {
        accept: ".xlsx,.xls".into(),
        words: "把Excel拖到这里，或者".into(),
        ..FileDrop::default()
    };
    html! {
        (field_lookup(&Field::new("org", "所在工会").error(Some("选一个所在工会")), &org))
        (field_radio(&Field::new("job", "就业形式").error(Some("选一种就业形式")), &jobs, "", true))
        (field_datalist(&Field::new("work", "工种").optional(), "挡车工", &["挡车工".into(), "质检员".into()]))
        (field_checks(&Field::new("mark", "标记").optional(), &marks, &["b".into()], false))
        (field_area(&Field::new("remark", "备注").optional().full(), "", 3))
        (field_file(&Field::new("file", "入会申请").full(), &drop))
    }
}
