//! The generated handbook: data dictionary, permissions, indicators, sheets, API. Committed and
//! reviewed like code: a change of law shows as a small difference.

use crate::cli::FolderArg;
use crate::{commands, say};
use anyhow::{Context, Result};
use kernel::access::Act;
use kernel::attachment::AttachmentKind;
use kernel::field::{FieldDef, Kind};
use kernel::indicator::{Indicator, Measure, Time};
use kernel::register::{Catalog, Owner, Register};

/// `handbook FOLDER`
pub fn run(args: &FolderArg) -> Result<u8> {
    let catalog = domain::catalog();
    std::fs::create_dir_all(&args.folder).context("建不了文件夹")?;
    let openapi = serde_json::to_string_pretty(&web::api::openapi::openapi(catalog))?;
    let files = [
        ("registers.md", registers(catalog)),
        ("permissions.txt", permissions(catalog)),
        ("indicators.md", indicators(catalog)),
        ("sheets.md", sheets(catalog)),
        ("settings.md", settings()),
        ("rules.md", rules()),
        ("openapi.json", format!("{openapi}\n")),
    ];
    for (name, text) in files {
        std::fs::write(args.folder.join(name), text).with_context(|| format!("写不了{name}"))?;
    }
    say::line(format!("手册写在{}", args.folder.display()));
    Ok(commands::DONE)
}

const MADE: &str = "<!-- 由程序生成：cargo xtask handbook。请勿手改。 -->\n";

fn registers(catalog: &Catalog) -> String {
    let mut out = format!("{MADE}# 台账与字段（数据字典）\n");
    for register in &catalog.registers {
        out.push_str(&format!(
            "\n## {} `{}`\n\n{}\n\n",
            register.title, register.name, register.about
        ));
        out.push_str(&format!("{}\n\n", facts_of(register)));
        out.push_str("| 字段 | 标题 | 类型 | 必填 | 随日期变 | 加密 | 说明 |\n|---|---|---|---|---|---|---|\n");
        for field in &register.fields {
            let mark = |yes: bool| if yes { "是" } else { "" };
            out.push_str(&format!(
                "| `{}` | {} | {} | {} | {} | {} | {} |\n",
                field.name,
                field.title,
                kind(field),
                mark(field.required),
                mark(field.dated),
                mark(field.secret),
                if field.computed { "程序算出" } else { field.help },
            ));
        }
    }
    out.push_str(&lists(catalog));
    out
}

fn facts_of(register: &Register) -> String {
    let title = |name: &str| register.field(name).map_or("", |field| field.title);
    let owner = match register.owner {
        Owner::Tree(_) => "它就是组织树".to_owned(),
        Owner::Union(field) => format!("归“{}”所有", title(field)),
        Owner::Shown => "不归任何单位所有，谁的记录连着它谁就看得见".to_owned(),
        Owner::Common => "大家共用：能查看的人都看得到全部，只有管整个组织的人能改".to_owned(),
    };
    let life = register.life.map_or_else(String::new, |(from, until)| {
        format!("；计入日期从“{}”起，到“{}”止（当天不计）", title(from), title(until))
    });
    let unique: String = register
        .unique
        .iter()
        .map(|unique| {
            let fields: Vec<&str> = unique.fields.iter().map(|field| title(field)).collect();
            format!("；{}不重复", fields.join("＋"))
        })
        .collect();
    let overlap = register.no_overlap.map_or("", |_| "；同一个人的各段不重叠");
    let kinds: Vec<String> = register.attachments.iter().map(attachment).collect();
    let attached = if kinds.is_empty() {
        String::new()
    } else {
        format!("；附件可以放{}", kinds.join("、"))
    };
    format!("{owner}{life}{unique}{overlap}{attached}。")
}

fn attachment(kind: &AttachmentKind) -> String {
    format!("{}（`{}`，{}）", kind.title, kind.code, kind.formats())
}

fn kind(field: &FieldDef) -> String {
    match field.kind {
        Kind::Text => "文字".into(),
        Kind::Long => "多行文字".into(),
        Kind::Int => {
            field.between.map_or_else(|| "整数".into(), |(low, high)| format!("整数{low}—{high}"))
        }
        Kind::Money => "金额（分）".into(),
        Kind::Day => "日期".into(),
        Kind::YesNo => "是/否".into(),
        Kind::Choice => format!("代码：{}", field.list.map_or("", |list| list.name)),
        Kind::Link => format!("连到 `{}`", field.to),
        Kind::Paper => "证件号码".into(),
        Kind::Phone => "电话".into(),
        Kind::CreditCode => "统一社会信用代码".into(),
    }
}

fn lists(catalog: &Catalog) -> String {
    let mut out = String::from("\n# 代码表\n");
    let mut seen: Vec<&str> = Vec::new();
    for field in catalog.registers.iter().flat_map(|register| &register.fields) {
        let Some(list) = field.list.filter(|list| !seen.contains(&list.name)) else { continue };
        seen.push(list.name);
        let items: Vec<String> =
            list.items.iter().map(|item| format!("`{}` {}", item.0, item.1)).collect();
        out.push_str(&format!("\n**{}**：{}\n", list.name, items.join("，")));
    }
    out
}

fn permissions(catalog: &Catalog) -> String {
    let mut out = String::from("权限：角色 × 台账 × 动作。权利只在所授工会及其下级范围内有效。\n");
    for register in &catalog.registers {
        let heads: Vec<&str> = Act::ALL.iter().map(|act| act.title()).collect();
        out.push_str(&format!("\n{} {}\n  {}\n", register.title, register.name, heads.join(" ")));
        for role in &catalog.roles {
            let marks: Vec<&str> = Act::ALL
                .iter()
                .map(|act| if register.permits(role.code, *act) { "✔" } else { "✘" })
                .collect();
            let hidden: Vec<&str> = register
                .permits
                .iter()
                .filter(|permit| permit.role == role.code)
                .flat_map(|permit| permit.hidden.iter().copied())
                .collect();
            let hidden = if hidden.is_empty() {
                String::new()
            } else {
                format!("  不显示：{}", hidden.join("、"))
            };
            out.push_str(&format!("  {}  {}{hidden}\n", marks.join("  "), role.title));
        }
    }
    out
}

fn indicators(catalog: &Catalog) -> String {
    let mut out = format!(
        "{MADE}# 指标\n\n每个指标都可以：按任意一天或时期、只数到任意时刻为止录入的、按下级单位（child）、时期数按月（month）查询，并列出明细。\n\n\
         | 代码 | 名称 | 单位 | 怎么数的 | 类别 | 还可以按 |\n|---|---|---|---|---|---|\n"
    );
    for indicator in &catalog.indicators {
        let dims: Vec<String> =
            indicator.dims.iter().map(|dim| format!("{}（{}）", dim.title, dim.name)).collect();
        out.push_str(&format!(
            "| `{}` | {} | {} | {} | {} | {} |\n",
            indicator.code,
            indicator.title,
            indicator.unit,
            indicator.definition,
            class(indicator),
            dims.join("、")
        ));
    }
    out
}

fn class(indicator: &Indicator) -> String {
    match (&indicator.measure, &indicator.time) {
        (Measure::Ratio { numerator, denominator, .. }, _) => {
            format!("`{numerator}` ÷ `{denominator}`")
        }
        (Measure::Minus { first, second }, _) => format!("`{first}` − `{second}`"),
        (Measure::Plus { first, second }, _) => format!("`{first}` + `{second}`"),
        (_, Time::Stock) => "时点数".into(),
        (_, Time::Flow(_)) => "时期数".into(),
    }
}

fn sheets(catalog: &Catalog) -> String {
    let mut out = format!("{MADE}# 采集表\n");
    for sheet in &catalog.sheets {
        out.push_str(&format!(
            "\n## {} `{}`\n\n| 列 | 代码 | 必填 | 也认得 |\n|---|---|---|---|\n",
            sheet.title, sheet.code
        ));
        for column in &sheet.columns {
            out.push_str(&format!(
                "| {} | `{}` | {} | {} |\n",
                column.title.replace('\n', ""),
                column.code,
                if column.required { "是" } else { "" },
                column.synonyms.join("、").replace('\n', "")
            ));
        }
    }
    out
}

/// Rules with the law behind them and the day from which they hold.
fn rules() -> String {
    let mut out = format!(
        "{MADE}# 规则\n\n记录按它那一天的规则核对：写明“从哪天起”的，那天以前的事不按它要求。\n\n\
         | 编号 | 规则 | 依据 | 从哪天起 |\n|---|---|---|---|\n"
    );
    for rule in &domain::rulebook::ALL {
        let since = rule.since.map_or_else(String::new, |day| day.to_string());
        out.push_str(&format!("| {} | {} | {} | {since} |\n", rule.id, rule.says, rule.source));
    }
    out
}

fn settings() -> String {
    let mut out = format!("{MADE}# 设置\n\n| 名称 | 含义 | 默认 |\n|---|---|---|\n");
    for known in store::settings::all(domain::catalog()) {
        out.push_str(&format!("| `{}` | {} | {} |\n", known.name, known.title, known.default));
    }
    out
}
