//! Every letter the program brings, on paper.

use jiff::civil::date;
use kernel::calendar::Calendar;
use kernel::facts::Facts;
use kernel::letter::{Fields, LetterTemplate, Printed};
use kernel::record::Record;
use kernel::value::Value;
use std::sync::Arc;

/// A paper of this letter in the register of what goes out, with what a clerk would fill in.
fn paper(letter: &LetterTemplate, fields: Fields) -> Printed {
    let register = domain::catalog().register("paper_out").unwrap();
    let mut record = Record::new(register);
    let official = !letter.kind.is_empty();
    let mut values: Vec<(&str, Value)> = vec![
        ("organ", Value::Int(1)),
        ("organ_name", "云溪县总工会".into()),
        ("kind", if official { letter.kind } else { "NOTICE" }.into()),
        ("main_to", "云溪恒达机械有限公司工会筹备组".into()),
        ("answers_title", "关于成立云溪恒达机械有限公司工会的请示".into()),
        ("answers_number", "恒工筹〔2026〕1号".into()),
        ("signed_on", "2026-06-17".into()),
        ("signer", "陈晓岚".into()),
        ("copies", "东湖镇总工会，中共云溪恒达机械有限公司支部委员会".into()),
        ("contact", "联系人：王秀兰，电话：6821350".into()),
        ("state", "ISSUED".into()),
        ("text", domain::paper::letters::draft(letter.code, fields).into()),
    ];
    if official {
        values.extend([
            ("number", Value::Int(47)),
            ("year", Value::Int(2026)),
            ("written", "云溪工复〔2026〕47号".into()),
        ]);
    } else {
        values.retain(|value| value.0 != "copies" && value.0 != "contact");
    }
    for (field, value) in values {
        record.set(field, value);
    }
    let facts = Facts { today: date(2026, 6, 17), calendar: Arc::new(Calendar::builtin()) };
    register.prepare.unwrap()(&mut record, &facts).unwrap();
    kernel::letter::printed(&record).unwrap()
}

/// What a clerk knows of a union that is founded.
fn known(letter: &LetterTemplate) -> Fields {
    let texts = [
        ("工会名称", "云溪恒达机械有限公司工会委员会"),
        ("单位名称", "云溪恒达机械有限公司"),
        (
            "单位情况",
            "云溪恒达机械有限公司成立于2015年6月，位于东湖镇工业园区，主要从事汽车零部件的生产和销售，属私营企业。",
        ),
        ("职工人数", "128"),
        ("女职工人数", "52"),
        ("农民工人数", "90"),
        ("党组织情况", "公司设有党支部，党员12名。"),
        ("筹备情况", "公司于2026年4月成立工会筹备组，向全体职工宣传了工会法和中国工会章程。"),
        ("入会截止日期", "2026年6月1日"),
        ("会员人数", "116"),
        ("上级工会", "东湖镇总工会"),
        ("主席", "王秀兰"),
        ("副主席", "李建国"),
        ("任期年数", "5"),
        ("任期起日", "2026年6月12日"),
        ("届次", "第一届"),
        ("大会名称", "第一次会员代表大会"),
        ("大会日期", "2026年6月12日"),
        ("大会地点", "公司三楼会议室"),
        ("会议人员", "会员代表"),
        ("应到人数", "45"),
        ("实到人数", "43"),
        ("发出选票", "43"),
        ("收回选票", "43"),
        ("有效票", "42"),
        ("无效票", "1"),
        ("工作单位", "云溪恒达机械有限公司"),
        ("姓名", "王秀兰"),
        ("性别", "女"),
        ("民族", "汉族"),
        ("出生年月", "1991年8月"),
        ("证件号码", "320112********2315"),
        ("联系电话", "13800138000"),
        (
            "工作简历",
            "2012年7月至2015年5月在云溪县第二纺织厂工作；2015年6月至今在云溪恒达机械有限公司工作。",
        ),
    ];
    let mut fields = Fields::new();
    for (name, text) in texts {
        fields.set(name, text);
    }
    let people = ["王秀兰", "李建国", "周志强", "欧阳春梅", "刘明"];
    for (list, columns) in letter.lists {
        let row = |who: &str| -> Vec<String> {
            let known = |column: &&str| match *column {
                "姓名" => who,
                "性别" => "女",
                "民族" => "汉族",
                "出生年月" => "1991年8月",
                "文化程度" => "大专",
                "政治面貌" => "中共党员",
                "部门" => "装配车间",
                "入会日期" => "2026-06-01",
                "职务" | "筹备组职务" => "委员",
                "单位职务" => "车间主任",
                "赞成票" => "41",
                "结果" => "当选",
                _ => "",
            };
            columns.iter().map(|column| known(column).to_owned()).collect()
        };
        let rows: Vec<Vec<String>> = people.iter().map(|who| row(who)).collect();
        fields = fields.list(list, columns, &rows);
    }
    fields
}

#[test]
fn every_letter_makes_a_paper_and_what_is_official_has_a_red_head() {
    for letter in &domain::paper::letters::ALL {
        let printed = paper(letter, known(letter));
        let bytes = office::letter::docx(&printed).unwrap();
        assert!(bytes.starts_with(b"PK"), "{}", letter.code);
        assert_eq!(bytes, office::letter::docx(&printed).unwrap(), "{}", letter.code);
        assert_eq!(printed.mark.is_empty(), letter.kind.is_empty(), "{}", letter.code);
    }
}
