//! Settings that hold from a day on, and the holidays that administrators add each autumn.

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::note::{Note, leave};
use crate::sql::Sql;
use crate::store::Store;
use crate::users::plain;
use jiff::civil::Date;
use kernel::calendar::Calendar;
use kernel::register::Catalog;
use kernel::value::Value;
use std::collections::HashMap;

/// What a setting may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A whole number within limits.
    Number(i64, i64),
    /// 1 or 0.
    Yes,
    /// A time of day, `08:30`.
    Time,
    /// The beginning of addresses, `https://niangjia.yunxi.example`; may be empty.
    Site,
}

/// A setting that the program knows.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Stored name.
    pub name: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// What it may be.
    pub shape: Shape,
    /// What holds until somebody sets it.
    pub default: &'static str,
}

const fn known(
    name: &'static str,
    title: &'static str,
    shape: Shape,
    default: &'static str,
) -> Known {
    Known { name, title, shape, default }
}

/// Settings of the program itself, in the order of the page.
pub const KNOWN: &[Known] = &[
    known("eligible_employees", "应建会单位的职工人数下限（人）", Shape::Number(1, 100_000), "25"),
    known("office_from", "上班时间", Shape::Time, "08:30"),
    known("office_until", "下班时间", Shape::Time, "17:30"),
    known("remind_days", "到期前几个工作日提醒（0为到期当天）", Shape::Number(0, 30), "1"),
    known("session_idle_minutes", "多久不操作自动退出（分钟）", Shape::Number(5, 60), "30"),
    known("admin_idle_minutes", "管理员多久不操作自动退出（分钟）", Shape::Number(5, 30), "15"),
    known("session_hours", "一次登录最长（小时）", Shape::Number(1, 24), "12"),
    known("session_most", "一个账号同时登录的设备数", Shape::Number(1, 20), "3"),
    known("password_days", "密码多久一换（天，0 为不要求）", Shape::Number(0, 365), "90"),
    known("admin_totp", "管理员必须用动态口令", Shape::Yes, "1"),
    known("site", "本系统的网址，消息里的链接用它开头", Shape::Site, ""),
    known("outbox_inside", "允许向内网地址发消息", Shape::Yes, "0"),
    known("backup_keep", "保留几份每日备份", Shape::Number(3, 365), "14"),
];

/// One value in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Name of the setting.
    pub name: String,
    /// From which day.
    pub from: Date,
    /// Value.
    pub value: String,
}

/// Every setting: those of the program, and the numbers that procedures and rules declare.
pub fn all(catalog: &Catalog) -> Vec<Known> {
    let declared = catalog.parameters.iter().map(|one| {
        let (least, most) = one.between;
        known(one.name, one.title, Shape::Number(least, most), one.default)
    });
    KNOWN.iter().copied().chain(declared).collect()
}

fn find(catalog: &Catalog, name: &str) -> Result<Known> {
    let all = all(catalog);
    all.iter().find(|known| known.name == name).copied().ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|known| known.name).collect();
        StoreError::refuse("name", format!("没有设置项“{name}”，现有：{}", names.join("、")))
    })
}

impl Known {
    /// The value as it is stored, or what is wrong with it.
    fn check(&self, value: &str) -> Result<String> {
        let value = value.trim();
        let wrong = |say: String| {
            let say = format!("{}{say}。设置没有改", self.title);
            Err(StoreError::refuse("value", say))
        };
        match self.shape {
            Shape::Number(least, most) => match value.parse::<i64>() {
                Ok(number) if (least..=most).contains(&number) => Ok(number.to_string()),
                _ => wrong(format!("应为 {least} 到 {most} 的整数")),
            },
            Shape::Yes => match value {
                "1" | "是" => Ok("1".to_owned()),
                "0" | "否" => Ok("0".to_owned()),
                _ => wrong("应为是或否".to_owned()),
            },
            Shape::Time => match value.parse::<jiff::civil::Time>() {
                Ok(time) => Ok(time.strftime("%H:%M").to_string()),
                Err(_) => wrong("应为时间，如 08:30".to_owned()),
            },
            Shape::Site => match value.trim_end_matches('/') {
                "" => Ok(String::new()),
                site if is_site(site) => Ok(site.to_owned()),
                _ => wrong("应像 https://niangjia.yunxi.example，不带路径".to_owned()),
            },
        }
    }
}

fn is_site(text: &str) -> bool {
    let name = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let fits = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
    name.is_some_and(|name| !name.is_empty() && name.len() <= 200 && name.chars().all(fits))
}

/// The value that holds on a day.
pub fn on(tx: &mut Tx, catalog: &Catalog, name: &str, day: Date) -> Result<String> {
    let known = find(catalog, name)?;
    let sql = Sql::new("SELECT value FROM setting WHERE name = ").bind(plain(name));
    let sql = sql.add(" AND from_day <= ").bind(day).add(" ORDER BY from_day DESC LIMIT 1");
    Ok(tx.one(&sql)?.map_or_else(|| known.default.to_owned(), |row| row.text(0)))
}

/// Several numbers of a day at once, in the order asked.
pub fn numbers<const N: usize>(tx: &mut Tx, day: Date, names: [&str; N]) -> Result<[i64; N]> {
    let sql = Sql::new("SELECT name, value FROM setting WHERE name IN ").list(names);
    let sql = sql.add(" AND from_day <= ").bind(day).add(" ORDER BY from_day DESC");
    let rows = tx.all(&sql)?;
    Ok(names.map(|name| {
        let set = rows.iter().find(|row| row.text(0) == name).map(|row| row.text(1));
        let known = KNOWN.iter().find(|known| known.name == name);
        let default = known.map_or("0", |known| known.default);
        let read = |text: &str| text.parse().ok();
        set.as_deref().and_then(read).or_else(|| read(default)).unwrap_or(0)
    }))
}

impl Store {
    /// The value of a setting on a day; its default when nobody has set it.
    pub fn setting_on(&self, name: &str, day: Date) -> Result<String> {
        self.db.read(|tx| on(tx, self.catalog(), name, day))
    }

    /// A number that holds today.
    pub fn setting_number(&self, name: &str) -> Result<i64> {
        let text = self.setting_on(name, self.today())?;
        Ok(text.parse().unwrap_or(0))
    }

    /// Every setting there is.
    pub fn known_settings(&self) -> Vec<Known> {
        all(self.catalog())
    }

    /// The numbers that procedures and rules declare, as they hold on a day.
    pub(crate) fn parameters_on(
        &self,
        tx: &mut Tx,
        day: Date,
    ) -> Result<HashMap<&'static str, i64>> {
        let declared = &self.catalog().parameters;
        let names: Vec<Value> = declared.iter().map(|one| plain(one.name)).collect();
        let mut numbers: HashMap<&'static str, i64> = HashMap::new();
        if !names.is_empty() {
            let sql = Sql::new("SELECT name, value FROM setting WHERE name IN ").list(names);
            let sql = sql.add(" AND from_day <= ").bind(day).add(" ORDER BY from_day");
            for row in tx.all(&sql)? {
                let known = declared.iter().find(|one| one.name == row.text(0));
                if let (Some(known), Ok(number)) = (known, row.text(1).parse()) {
                    numbers.insert(known.name, number);
                }
            }
        }
        for one in declared {
            let default = one.default.parse().unwrap_or_default();
            numbers.entry(one.name).or_insert(default);
        }
        Ok(numbers)
    }

    /// All values that were ever set, by name and day.
    pub fn settings(&self) -> Result<Vec<Dated>> {
        let sql = "SELECT name, from_day, value FROM setting ORDER BY name, from_day";
        let rows = self.db.read(|tx| tx.all(&Sql::new(sql)))?;
        let dated = |row: &crate::db::Row| Dated {
            name: row.text(0),
            from: row.value(1).as_day().unwrap_or(kernel::facts::ALWAYS),
            value: row.text(2),
        };
        Ok(rows.iter().map(dated).collect())
    }

    /// Sets a value from a day on. The past stays as it was counted: only the local administrator
    /// may set a day gone by.
    pub fn set_setting(&self, ctx: &Ctx, name: &str, from: Date, value: &str) -> Result<()> {
        self.manages_users(ctx)?;
        let known = find(self.catalog(), name)?;
        let value = known.check(value)?;
        if from < self.today() && !ctx.all {
            let say =
                format!("设置从今天或以后起，{from} 已经过去，改了会动到已出的数字。设置没有改");
            return Err(StoreError::refuse("from_day", say));
        }
        self.db.write(|tx| {
            let before = on(tx, self.catalog(), name, from)?;
            let row = vec![plain(name), Value::day(from), plain(&value)];
            let sql = Sql::new("INSERT INTO setting (name, from_day, value) VALUES ").list(row);
            let clash = " ON CONFLICT (name, from_day) DO UPDATE SET value = excluded.value";
            tx.exec(&sql.add(clash))?;
            let reason = format!("{}：从 {from} 起 {before} → {value}", known.title);
            let note = Note { act: "改设置", register: "setting", record: 0, reason: &reason };
            leave(tx, self.clock.now(), ctx, 0, note)
        })
    }

    /// Takes in a table of holidays and make-up days: a year announced whole replaces what was
    /// added of it before, single days are added. Says how many days the table has.
    pub fn add_holidays(&self, ctx: &Ctx, table: &str) -> Result<usize> {
        self.manages_users(ctx)?;
        let added = Calendar::parse_tsv(table).map_err(|error| {
            StoreError::refuse("table", format!("节假日表{error}。一天都没有写入，请改好后再传"))
        })?;
        let days: Vec<Date> = added.days().map(|(day, _, _)| day).collect();
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return Err(StoreError::refuse("table", "表里没有日期。一天都没有写入，请核对文件"));
        };
        let reason = format!("{first} 至 {last}，共 {} 天", days.len());
        self.db.write(|tx| {
            let mut all = standing(tx)?;
            all.extend(&added);
            tx.exec(&Sql::new("DELETE FROM holiday"))?;
            let text = all.to_tsv();
            let rows: Vec<Vec<Value>> =
                text.lines().skip(1).map(|line| line.split('\t').map(plain).collect()).collect();
            tx.bulk("holiday", &["day", "kind", "name"].map(str::to_owned), &rows)?;
            let note =
                Note { act: "加节假日", register: "holiday", record: 0, reason: &reason };
            leave(tx, self.clock.now(), ctx, 0, note)
        })?;
        self.reload_calendar()?;
        Ok(days.len())
    }
}

/// The holidays added so far.
fn standing(tx: &mut Tx) -> Result<Calendar> {
    let rows = tx.all(&Sql::new("SELECT day, kind, name FROM holiday ORDER BY day"))?;
    let line = |row: &crate::db::Row| format!("{}\t{}\t{}", row.text(0), row.text(1), row.text(2));
    let lines: Vec<String> = rows.iter().map(line).collect();
    Calendar::parse_tsv(&lines.join("\n"))
        .map_err(|error| StoreError::unavailable(format!("已存的节假日表{error}，没有改动")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_value_that_could_be_set() {
        for known in KNOWN {
            assert_eq!(known.check(known.default).unwrap(), known.default, "{}", known.name);
        }
        let mut names: Vec<&str> = KNOWN.iter().map(|known| known.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KNOWN.len());
    }

    #[test]
    fn limits_hold_on_both_sides() {
        let idle = find(&Catalog::default(), "session_idle_minutes").unwrap();
        assert!(idle.check("5").is_ok() && idle.check(" 60 ").is_ok());
        for wrong in ["4", "61", "", "半小时"] {
            assert!(idle.check(wrong).unwrap_err().to_string().contains("5 到 60"), "{wrong}");
        }
        let site = find(&Catalog::default(), "site").unwrap();
        assert_eq!(site.check("https://yunxi.example/").unwrap(), "https://yunxi.example");
        assert_eq!(site.check("").unwrap(), "");
        for wrong in
            ["yunxi.example", "https://", "javascript:alert(1)", "https://a/b", "https://a b"]
        {
            assert!(site.check(wrong).is_err(), "{wrong}");
        }
        let from = find(&Catalog::default(), "office_from").unwrap();
        assert_eq!(from.check(" 09:00 ").unwrap(), "09:00");
        assert!(from.check("25:00").is_err());
        assert!(
            find(&Catalog::default(), "unheard")
                .unwrap_err()
                .to_string()
                .contains("eligible_employees")
        );
    }
}
