//! What we count of memberships. Always true: 会员数 at the end of a period = before it + 入会和转入 − 离会,
//! because each is counted by the same days of the same rows.

use super::register::*;
use kernel::codes::lists::{EIGHT_GROUPS, FOUR_NEW_FORMS, NEF_TYPE, title};
use kernel::field::FieldDef;
use kernel::indicator::{Dim, DimKind, Indicator, filled, flow, is, share, stock, yes};

/// All indicators of the module.
pub fn all() -> Vec<Indicator> {
    let mut all = stocks();
    all.extend(quality());
    all.extend(flows());
    all.extend(rates());
    all
}

fn stocks() -> Vec<Indicator> {
    vec![
        members(
            "member_count",
            "会员数",
            "截至当日在册的会员人数，含正常、转出中、保留会籍和冻结。",
        ),
        members(
            "member_migrant_count",
            "农民工会员数",
            "截至当日在册、当日标记为农民工的会员人数。",
        )
        .when(yes("person.migrant")),
        members(
            "member_nef_count",
            "新就业形态会员数",
            "截至当日在册、当日有新就业形态类别的会员人数。",
        )
        .when(filled("person.nef")),
        members(
            "member_nef_eight_count",
            "八大群体会员数",
            "截至当日在册、新就业形态类别属于八大群体的会员人数。",
        )
        .when(is("person.nef", EIGHT_GROUPS)),
        members("member_female_count", "女会员数", "截至当日在册的女会员人数。")
            .when(is("person.sex", &["2"])),
        members(
            "member_retained_count",
            "保留会籍人数",
            "截至当日在册、当日会籍状态为保留会籍的会员人数。",
        )
        .when(is("status", &["RETAINED"])),
    ]
}

/// How much is known of those who are there.
fn quality() -> Vec<Indicator> {
    vec![
        members(
            "member_complete_count",
            "资料完整会员数",
            "截至当日在册，移动电话、出生日期、民族、学历、就业状况和工作单位都已填写的会员人数。",
        )
        .when(yes("person.has_phone"))
        .when(filled("person.birth_on"))
        .when(filled("person.ethnicity"))
        .when(filled("person.education"))
        .when(filled("person.employment"))
        .when(filled("employer")),
        members(
            "member_real_name_count",
            "实名会员数",
            "截至当日在册、证件已比对通过并有移动电话的会员人数。",
        )
        .when(is("person.check_state", &["PASSED"]))
        .when(yes("person.has_phone")),
    ]
}

fn flows() -> Vec<Indicator> {
    let (joined, left) = (&JOINED_ON.def, &LEFT_ON.def);
    vec![
        moves(
            "member_new_count",
            "新发展会员数",
            joined,
            "入会日期在期内、以入会方式登记的会员人数，不含转入。",
        )
        .when(is("entry", &["JOIN"])),
        moves(
            "member_transfer_in_count",
            "转入会员数",
            joined,
            "入会日期在期内、以转入方式登记的会员人数。",
        )
        .when(is("entry", &["TRANSFER_IN"])),
        moves(
            "member_in_count",
            "入会和转入人数",
            joined,
            "入会日期在期内的会员人数，含入会和转入。",
        )
        .by("entry", ENTRY.def.title, "entry"),
        moves(
            "member_left_count",
            "离会人数",
            left,
            "离会日期在期内的会员人数，含转出、退会、除名、死亡、自动退会和合并。",
        )
        .by("exit", EXIT.def.title, "exit")
        .by("reason", REASON.def.title, "reason"),
        flow(
            "member_net_count",
            "净增会员数",
            "人",
            MEMBERSHIPS,
            joined,
            "期内入会和转入人数减去离会人数。",
        )
        .minus("member_in_count", "member_left_count"),
    ]
}

fn rates() -> Vec<Indicator> {
    vec![
        share(
            "membership_rate",
            "职工入会率",
            ("member_count", "employee_count"),
            "会员数除以正常经营单位的职工数。",
        ),
        share(
            "migrant_membership_rate",
            "农民工入会率",
            ("member_migrant_count", "migrant_employee_count"),
            "农民工会员数除以正常经营单位的农民工数。",
        ),
        share(
            "member_complete_rate",
            "会员资料完整率",
            ("member_complete_count", "member_count"),
            "资料完整会员数除以会员数。",
        ),
        share(
            "real_name_rate",
            "会员实名率",
            ("member_real_name_count", "member_count"),
            "实名会员数除以会员数。",
        ),
    ]
}

/// Whatever the status, who is on the books is a member (工会会员会籍管理办法).
fn members(code: &str, title: &str, definition: &str) -> Indicator {
    let made = stock(code, title, "人", MEMBERSHIPS, definition);
    about_people(made).by("status", STATUS.def.title, "status").by(
        "entry",
        ENTRY.def.title,
        "entry",
    )
}

fn moves(code: &str, title: &str, on: &FieldDef, definition: &str) -> Indicator {
    about_people(flow(code, title, "人", MEMBERSHIPS, on, definition))
}

fn about_people(indicator: Indicator) -> Indicator {
    let mut made = indicator
        .by("migrant", "是否农民工", "person.migrant")
        .by("sex", "性别", "person.sex")
        .by("nef", "新就业形态类别", "person.nef")
        .by("employ_form", "用工形式", "person.employ_form")
        .by("employment", "就业状况", "person.employment")
        .by("union_kind", "工会类型", "union.kind");
    made.dims.push(groups("nef_eight", "八大群体", EIGHT_GROUPS));
    made.dims.push(groups("nef_new", "新就业形态四类群体", FOUR_NEW_FORMS));
    made.dims.push(crate::union::domain());
    made.dim("age", "年龄段", DimKind::Age("person.birth_on".to_owned(), ages()))
}

/// Two sets that overlap; reports ask for both.
fn groups(name: &str, says: &str, codes: &[&str]) -> Dim {
    let row = |code: &&str| {
        let label = title(NEF_TYPE, code).unwrap_or(code);
        ((*code).to_owned(), (*code).to_owned(), label.to_owned())
    };
    let kind = DimKind::Map("person.nef".to_owned(), codes.iter().map(row).collect());
    Dim { name: name.to_owned(), title: says.to_owned(), kind }
}

fn ages() -> Vec<(i64, String)> {
    [(16, "16—24岁"), (25, "25—34岁"), (35, "35—44岁"), (45, "45—54岁"), (55, "55岁及以上")]
        .map(|(low, label)| (low, label.to_owned()))
        .to_vec()
}
