//! A report written by the kernel, as a county's would be.

use jiff::civil::date;
use kernel::report::*;

const TEMPLATE: &str = "\
# {单位}
# 关于{期间}工作情况的汇报
> {上级}：
今年以来，{单位}在县委和{上级}领导下，扎实做好组织建设、维权服务和困难帮扶各项工作。现将有关情况汇报如下。
## 主要工作情况
### 组织建设稳步推进。|{截至}，全县有基层工会{基层工会数}，比年初{基层工会数|比=期初|净增}；会员{会员数|万}，同比{会员数|比=上年同期|增减}。推行建会“一站式”办理，**五日办结**。
#### 乡镇情况
{会员数；基层工会数|表=下级|标题=各乡镇会员和基层工会}
{每个下级|有数的|前3}
##### {单位}
会员{会员数}，占全县{会员数|占比=本单位的会员数}。
{完}
{会员数|图=下级|标题=各乡镇会员}
{基层工会数|图=月|标题=各月基层工会}
## 存在的主要问题
{【待补充】问题和原因}
## 下步工作打算
聚焦25人以上未建会企业，逐家上门；加大货运、快递等行业入会力度；坚持困难职工半年一访，及时提供帮扶。<不改>&\u{0}
~ {单位}
~ {今天}
";

fn setting() -> Setting {
    let towns = ["白塔镇", "双溪乡", "兴隆镇", "云溪经济开发区", "城关街道"];
    let towns = (11_i64..).zip(towns);
    Setting {
        union: Unit { key: 1, name: "云溪县总工会".into() },
        superior: "市总工会".into(),
        children: towns.map(|(key, name)| Unit { key, name: name.into() }).collect(),
        first: date(2026, 1, 1),
        last: date(2026, 6, 30),
        today: date(2026, 6, 17),
    }
}

fn answer(question: &Question, setting: &Setting) -> Answer {
    let (code, title, unit, value) = match question.figure.as_str() {
        "member_count" => ("member_count", "会员数", "人", 48_216),
        _ => ("union_count", "基层工会数", "家", 1_286),
    };
    let (When::On(day) | When::Between(_, day)) = question.when;
    let value = value - i64::from(30 * (2026 - day.year())) - i64::from(30 - day.month());
    let part = |value: i64| Amount { value, denominator: None, rows: value };
    let groups = (1_i64..).zip(&setting.children).map(|(at, unit)| Group {
        of: vec![(unit.key.to_string(), unit.name.clone())],
        amount: part(value * at / 20),
    });
    Answer {
        code: code.into(),
        title: title.into(),
        unit: unit.into(),
        definition: "截至当日在册的，不含待审批。".into(),
        version: 2,
        scale: 1,
        amount: part(value),
        excluded: vec![("没有入会日期".into(), 4)],
        groups: groups.collect(),
        ..Answer::default()
    }
}

/// A template written for the county.
pub fn written(template: &str) -> Document {
    let info = |code: &str, title: &str, unit: &str| Info {
        code: code.into(),
        title: title.into(),
        unit: unit.into(),
        rows: true,
        ..Info::default()
    };
    let glossary = Glossary::new(vec![
        info("member_count", "会员数", "人"),
        info("union_count", "基层工会数", "家"),
    ]);
    let template = parse(template).unwrap();
    assert_eq!(check(&template, &glossary), []);
    let setting = setting();
    let asked = questions(&template, &setting, &glossary);
    let answers = asked.iter().map(|question| (question.clone(), answer(question, &setting)));
    write(&template, &setting, &glossary, &answers.collect())
}

pub fn half_year() -> Document {
    written(TEMPLATE)
}
