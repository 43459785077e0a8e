//! Which entries of the journal an address asks for.

use crate::params::Params;
use jiff::civil::Date;
use kernel::register::Catalog;
use store::entries::Filter;
use store::{Result, StoreError};

/// Reads an address.
pub fn read(query: &Params) -> Result<Filter> {
    let day = |name: &str| match query.get(name) {
        "" => Ok(None),
        text => kernel::dates::parse_day(text)
            .map(|day| Some(day.date))
            .map_err(|error| StoreError::refuse(name, error.to_string())),
    };
    Ok(Filter {
        from: day("from")?,
        to: day("to")?,
        user: query.get("user").trim().to_owned(),
        act: query.get("act").to_owned(),
        register: query.get("register").to_owned(),
        record: query.get("record").trim().parse().unwrap_or(0),
    })
}

/// The address.
pub fn params(filter: &Filter) -> Params {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let record = if filter.record == 0 { String::new() } else { filter.record.to_string() };
    Params::default()
        .set("from", day(filter.from))
        .set("to", day(filter.to))
        .set("user", filter.user.as_str())
        .set("act", filter.act.as_str())
        .set("register", filter.register.as_str())
        .set("record", record)
}

/// In words, for the head of a file and for the journal.
pub fn said(filter: &Filter, catalog: &'static Catalog) -> String {
    let mut words = Vec::new();
    words.extend(filter.from.map(|day| format!("从{day}")));
    words.extend(filter.to.map(|day| format!("到{day}")));
    if !filter.user.is_empty() {
        words.push(format!("谁：{}", filter.user));
    }
    if !filter.act.is_empty() {
        words.push(format!("做了什么：{}", filter.act));
    }
    if !filter.register.is_empty() {
        let title = super::register_title(catalog, &filter.register);
        words.push(format!("台账：{title}"));
    }
    if filter.record != 0 {
        words.push(format!("记录号：{}", filter.record));
    }
    if words.is_empty() { "全部".into() } else { words.join("，") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_same_filter_again() {
        let query = Params::parse("from=2026-01-01&user=%E6%9D%8E%E5%A8%9F&act=x&record=7");
        let filter = read(&query).unwrap();
        assert_eq!(read(&params(&filter)).unwrap(), filter);
        assert!(!filter.is_empty() && read(&Params::default()).unwrap().is_empty());
    }
}
