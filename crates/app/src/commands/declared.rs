//! What is declared: `list`.

use crate::cli::{List, Place};
use crate::open;
use crate::say::{self, Usage};
use anyhow::Result;
use kernel::indicator::Indicator;
use serde_json::{Value, json};

/// `list X`
pub fn list(place: &Place, args: &List) -> Result<u8> {
    let all = items(place, &args.what)?;
    if args.json {
        say::json(&Value::Array(all))?;
    } else {
        for item in all {
            let text =
                |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            say::out(format!("{:<28}{}", text("code"), text("title")));
        }
    }
    Ok(super::DONE)
}

fn items(place: &Place, what: &str) -> Result<Vec<Value>> {
    let catalog = domain::catalog();
    Ok(match what {
        "registers" => catalog
            .registers
            .iter()
            .map(|r| json!({"code": r.name, "title": r.title, "unit": r.unit, "about": r.about}))
            .collect(),
        "sheets" => catalog
            .sheets
            .iter()
            .map(|s| json!({"code": s.code, "title": s.title, "register": s.register}))
            .collect(),
        "indicators" => indicators(place)
            .into_iter()
            .map(|i| {
                let by: Vec<&str> = i.dims.iter().map(|dim| dim.name.as_str()).collect();
                json!({"code": i.code, "title": i.title, "unit": i.unit, "version": i.version,
                       "definition": i.definition, "by": by})
            })
            .collect(),
        "roles" => catalog
            .roles
            .iter()
            .map(|role| json!({"code": role.code, "title": role.title}))
            .collect(),
        "rules" => domain::rulebook::ALL
            .iter()
            .map(|rule| {
                let since = rule.since.map(|day| day.to_string());
                json!({"code": rule.id, "title": rule.says, "source": rule.source, "since": since})
            })
            .collect(),
        "reports" => reports(place),
        _ => {
            let text = format!(
                "没有“{what}”；可以列 registers、sheets、indicators、rules、roles、reports"
            );
            return Err(Usage(text).into());
        }
    })
}

/// With those that users have defined, where there is an installation; what is declared otherwise.
fn indicators(place: &Place) -> Vec<&'static Indicator> {
    match open::beside(place) {
        Ok(store) => store.indicators(),
        Err(_) => domain::catalog().indicators.iter().collect(),
    }
}

/// With those that users have made, where there is an installation.
fn reports(place: &Place) -> Vec<Value> {
    let kept = open::beside(place).ok().and_then(|store| store.templates().ok());
    let shown = |code: &str, title: &str, about: &str| json!({"code": code, "title": title, "about": about});
    if let Some(kept) = kept {
        return kept.iter().map(|one| shown(&one.code, &one.title, &one.about)).collect();
    }
    let all = domain::catalog().reports.iter();
    all.map(|one| shown(one.code, one.title, one.about)).collect()
}
