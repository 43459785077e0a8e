//! Definitions of indicators as they are kept: every version with the day from which it is in force.
//! What is declared in code is stored when it is first met, what users define when they define it;
//! evaluation runs the stored value, so that an old version runs in every later release.

use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::note::{Note, leave};
use crate::settings::KNOWN;
use crate::sql::Sql;
use crate::store::{Store, meta, set_meta};
use jiff::civil::Date;
use kernel::access::Act;
use kernel::define::{Draft, Known, check, nearest};
use kernel::facts::ALWAYS;
use kernel::indicator::Indicator;
use kernel::register::Catalog;
use kernel::value::Value;
use std::sync::Arc;

/// One version of a definition.
#[derive(Clone, Debug)]
pub struct Version {
    /// The definition. Definitions are few and live as long as the program.
    pub indicator: &'static Indicator,
    /// The first day on which it is in force; it holds until the next version.
    pub from: Date,
    /// Made by users, not declared by the program.
    pub own: bool,
    /// From this day on the indicator is no longer offered.
    pub retired: bool,
    /// Who made it.
    pub by: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Why it differs from the one before.
    pub reason: String,
}

/// All versions of all definitions, as read at one moment.
#[derive(Debug, Default)]
pub struct Definitions {
    stamp: i64,
    /// By code in the order of declaration, then by version.
    all: Vec<Version>,
}

impl Definitions {
    /// All versions of an indicator, the oldest first.
    pub fn versions(&self, code: &str) -> Vec<&Version> {
        self.all.iter().filter(|one| one.indicator.code == code).collect()
    }
    /// The version in force on a day; the first one for all days before it.
    pub fn on(&self, code: &str, day: Date) -> Option<&Version> {
        let mine = self.versions(code);
        mine.iter().rfind(|one| one.from <= day).or(mine.first()).copied()
    }
    /// One per indicator: what is in force and offered on a day.
    pub fn current(&self, day: Date) -> Vec<&Version> {
        let mut codes: Vec<&str> = Vec::new();
        for one in &self.all {
            if codes.last() != Some(&one.indicator.code.as_str()) {
                codes.push(&one.indicator.code);
            }
        }
        let on = codes.into_iter().filter_map(|code| self.on(code, day));
        on.filter(|one| !one.retired).collect()
    }
    /// An indicator by code, else by the title it has on a day.
    pub fn find(&self, said: &str, day: Date) -> Option<&Version> {
        let by_title = || self.current(day).into_iter().find(|one| one.indicator.title == said);
        self.on(said, day).or_else(by_title)
    }
}

const COLUMNS: [&str; 9] =
    ["code", "version", "from_day", "definition", "own", "retired", "author", "made_at", "reason"];

/// Settings by which definitions may compare: stored name and title.
pub fn settings_named() -> Vec<(&'static str, &'static str)> {
    KNOWN.iter().map(|known| (known.name, known.title)).collect()
}

impl Store {
    /// Definitions as they were last read.
    pub fn definitions(&self) -> Arc<Definitions> {
        self.defined.read().clone()
    }

    /// Reads definitions again when somebody, perhaps another program, has changed them.
    pub fn refresh_definitions(&self) -> Result<()> {
        self.db.read(|tx| self.refresh_definitions_in(tx))
    }

    /// The same within a transaction.
    pub fn refresh_definitions_in(&self, tx: &mut Tx) -> Result<()> {
        let known = self.definitions();
        let stamp = stamp(tx)?;
        if stamp != known.stamp {
            let fresh = load(tx, self.catalog(), &known, stamp)?;
            *self.defined.write() = Arc::new(fresh);
        }
        Ok(())
    }

    /// Stores what the program declares and the database does not know yet. The first version of an
    /// indicator has always been in force, a later one is from today.
    pub(crate) fn keep_declared(&self) -> Result<()> {
        self.refresh_definitions()?;
        let known = self.definitions();
        let (now, today) = (self.clock.now(), self.today());
        let mut fresh: Vec<Vec<Value>> = Vec::new();
        for declared in &self.catalog().indicators {
            let versions = known.versions(&declared.code);
            match versions.iter().find(|one| one.indicator.version == declared.version) {
                None => {
                    let from = if versions.is_empty() { ALWAYS } else { today };
                    let last = Version::declared(declared, from, now);
                    fresh.push(last.row()?);
                }
                Some(stored) if stored.indicator != declared => {
                    tracing::warn!(
                        code = declared.code,
                        "a declared definition changed without a new version; the stored one is evaluated"
                    );
                }
                Some(_) => {}
            }
        }
        if fresh.is_empty() {
            return Ok(());
        }
        self.db.write(|tx| {
            tx.bulk("indicator_version", &COLUMNS.map(str::to_owned), &fresh)?;
            touch(tx)
        })?;
        self.refresh_definitions()
    }

    /// An indicator by code, as it is in force today.
    pub fn indicator(&self, code: &str) -> Result<&'static Indicator> {
        self.indicator_on(code, self.today())
    }

    /// An indicator by code, as it was in force on a day.
    pub fn indicator_on(&self, code: &str, day: Date) -> Result<&'static Indicator> {
        let known = self.definitions();
        known.on(code, day).map(|one| one.indicator).ok_or_else(|| {
            let codes = known.all.iter().map(|one| one.indicator.code.as_str());
            let near = nearest(code, codes);
            let near = if near.is_empty() {
                String::new()
            } else {
                format!("，相近的有{}", near.join("、"))
            };
            StoreError::refuse(
                "code",
                format!("没有指标“{code}”{near}；用 list indicators 看现有的"),
            )
        })
    }

    /// The indicators that are offered today.
    pub fn indicators(&self) -> Vec<&'static Indicator> {
        let today = self.today();
        self.definitions().current(today).into_iter().map(|one| one.indicator).collect()
    }

    /// Whether an indicator speaks of a period.
    pub fn is_flow(&self, indicator: &Indicator) -> bool {
        let known = self.definitions();
        let today = self.today();
        indicator.is_flow(&|code| known.on(code, today).map(|one| one.indicator))
    }

    /// Whether this person may define indicators at all.
    pub fn may_define(&self, ctx: &Ctx) -> Result<bool> {
        self.db.read(|tx| {
            let tree = self.tree(tx)?;
            Ok(self.catalog().registers.iter().any(|one| ctx.anywhere(one, Act::Define, &tree)))
        })
    }

    /// What definitions may speak of, for reading and writing them as text.
    pub fn with_known<T>(&self, work: impl FnOnce(&Known) -> T) -> T {
        let (known, today) = (self.definitions(), self.today());
        let find = |said: &str| known.find(said, today).map(|one| one.indicator);
        let settings = settings_named();
        work(&Known { catalog: self.catalog(), find: &find, settings: &settings })
    }

    /// Keeps a definition: the first version of a new indicator, or the next one of an indicator that
    /// users have made. Says nothing when it is in force already just so.
    pub fn define(&self, ctx: &Ctx, draft: &Draft, reason: &str) -> Result<&'static Indicator> {
        self.refresh_definitions()?;
        self.may_define_this(ctx, &draft.indicator)?;
        let faults = self.with_known(|known| check(&draft.indicator, known));
        if let Some(fault) = faults.first() {
            return Err(StoreError::refuse("definition", format!("{fault}。没有保存")));
        }
        let known = self.definitions();
        let code = draft.indicator.code.as_str();
        if self.catalog().indicator(code).is_some() {
            let say = format!("“{code}”是程序自带的指标，不能改；请换一个编码另存一个");
            return Err(StoreError::refuse("code", say));
        }
        let same_title = |one: &&Version| one.indicator.title == draft.indicator.title;
        if let Some(other) = known.current(self.today()).into_iter().find(same_title)
            && other.indicator.code != code
        {
            let say = format!(
                "已有指标叫“{}”（{}），请换一个名称",
                other.indicator.title, other.indicator.code
            );
            return Err(StoreError::refuse("title", say));
        }
        let last = known.versions(code).last().copied().cloned();
        let next = self.next_version(draft, last.as_ref(), ctx, reason)?;
        let Some(next) = next else {
            return self.indicator(code);
        };
        self.keep_version(ctx, &next, last.as_ref())?;
        Ok(next.indicator)
    }

    fn next_version(
        &self,
        draft: &Draft,
        last: Option<&Version>,
        ctx: &Ctx,
        reason: &str,
    ) -> Result<Option<Version>> {
        let mut indicator = draft.indicator.clone();
        let from = match last {
            None => draft.from.unwrap_or(ALWAYS),
            Some(last) => draft.from.unwrap_or_else(|| self.today().max(last.from)),
        };
        if let Some(last) = last {
            indicator.version = last.indicator.version;
            if indicator == *last.indicator && !last.retired && from >= last.from {
                return Ok(None);
            }
            if from < last.from {
                let say = format!(
                    "新口径不能早于上一版的起始日{}；要改那以前的数，请另定一个指标",
                    last.from
                );
                return Err(StoreError::refuse("from", say));
            }
            if reason.trim().is_empty() {
                return Err(StoreError::refuse("reason", "改口径要写明为什么改，以后看数的人会问"));
            }
            indicator.version = last.indicator.version + 1;
        } else {
            indicator.version = 1;
        }
        Ok(Some(Version {
            indicator: Box::leak(Box::new(indicator)),
            from,
            own: true,
            retired: false,
            by: ctx.user_name.clone(),
            at: self.clock.now(),
            reason: reason.trim().to_owned(),
        }))
    }

    /// Takes an indicator that users have made off the offer from today on; what was reported with it
    /// stays as it is.
    pub fn retire(&self, ctx: &Ctx, code: &str, reason: &str) -> Result<()> {
        self.refresh_definitions()?;
        let last = self.definitions().versions(code).last().copied().cloned();
        let Some(last) = last.filter(|last| last.own && !last.retired) else {
            return Err(StoreError::refuse("code", "只能停用自己定义的、还在用的指标"));
        };
        self.may_define_this(ctx, last.indicator)?;
        let mut indicator = last.indicator.clone();
        indicator.version += 1;
        let next = Version {
            indicator: Box::leak(Box::new(indicator)),
            from: self.today().max(last.from),
            retired: true,
            by: ctx.user_name.clone(),
            at: self.clock.now(),
            reason: reason.trim().to_owned(),
            own: true,
        };
        self.keep_version(ctx, &next, Some(&last))
    }

    /// Writes one version. Two people who change one definition at once: the second is told.
    fn keep_version(&self, ctx: &Ctx, next: &Version, last: Option<&Version>) -> Result<()> {
        let code = &next.indicator.code;
        let expected = last.map_or(0, |last| i64::from(last.indicator.version));
        let act = match (last, next.retired) {
            (_, true) => "停用指标",
            (None, _) => "定义指标",
            (Some(_), _) => "改指标口径",
        };
        let why = format!(
            "{} {code} 第{}版，{}起；{}",
            next.indicator.title, next.indicator.version, next.from, next.reason
        );
        self.db.write(|tx| {
            let sql =
                Sql::new("SELECT COALESCE(MAX(version), 0) FROM indicator_version WHERE code = ");
            let stands = tx.one(&sql.bind(code.as_str()))?.map_or(0, |row| row.int(0));
            if stands != expected {
                let say = "别人刚刚也改了这个指标，请看过新的口径再改。您写的没有保存";
                return Err(StoreError::refuse("version", say));
            }
            tx.bulk("indicator_version", &COLUMNS.map(str::to_owned), &[next.row()?])?;
            touch(tx)?;
            let note = Note { act, register: "indicator_version", record: 0, reason: &why };
            leave(tx, self.clock.now(), ctx, 0, note)
        })?;
        self.refresh_definitions()
    }

    /// Over a register that this person may define over; of two indicators, over both registers.
    fn may_define_this(&self, ctx: &Ctx, indicator: &Indicator) -> Result<()> {
        let mut registers = Vec::new();
        match indicator.parts() {
            Some(parts) => {
                for part in parts {
                    let known = self.definitions();
                    registers
                        .extend(known.on(part, self.today()).map(|one| one.indicator.of.clone()));
                }
            }
            None => registers.push(indicator.of.clone()),
        }
        let allowed = self.db.read(|tx| {
            let tree = self.tree(tx)?;
            let may = |name: &String| {
                let register = self.catalog().register(name);
                register.is_none_or(|register| ctx.anywhere(register, Act::Define, &tree))
            };
            Ok(registers.iter().all(may))
        })?;
        if allowed { Ok(()) } else { Err(StoreError::Forbidden) }
    }
}

impl Version {
    fn declared(indicator: &'static Indicator, from: Date, at: i64) -> Version {
        let by = String::new();
        Version { indicator, from, own: false, retired: false, by, at, reason: String::new() }
    }

    fn row(&self) -> Result<Vec<Value>> {
        let definition = serde_json::to_string(self.indicator);
        let definition =
            definition.map_err(|error| StoreError::caused("指标口径存不成文字", error))?;
        Ok(vec![
            Value::from(self.indicator.code.as_str()),
            Value::Int(i64::from(self.indicator.version)),
            Value::day(self.from),
            Value::Text(definition),
            Value::from(self.own),
            Value::from(self.retired),
            // Said, even if it is nothing: these columns are never empty.
            Value::Text(self.by.clone()),
            Value::Int(self.at),
            Value::Text(self.reason.clone()),
        ])
    }
}

fn stamp(tx: &mut Tx) -> Result<i64> {
    Ok(meta(tx, "definitions")?.and_then(|text| text.parse().ok()).unwrap_or(0))
}

fn touch(tx: &mut Tx) -> Result<()> {
    let next = stamp(tx)? + 1;
    set_meta(tx, "definitions", &next.to_string())
}

/// Reads all versions. One that stood here before is taken over, so that nothing is kept twice.
fn load(
    tx: &mut Tx,
    catalog: &'static Catalog,
    old: &Definitions,
    stamp: i64,
) -> Result<Definitions> {
    let sql =
        format!("SELECT {} FROM indicator_version ORDER BY code, version", COLUMNS.join(", "));
    let mut all = Vec::new();
    for row in tx.all(&Sql::new(sql))? {
        all.push(read(&row, catalog, old)?);
    }
    let place = |code: &str| catalog.indicators.iter().position(|one| one.code == code);
    all.sort_by_key(|one: &Version| {
        (
            place(&one.indicator.code).unwrap_or(usize::MAX),
            one.indicator.code.clone(),
            one.indicator.version,
        )
    });
    Ok(Definitions { stamp, all })
}

fn read(row: &Row, catalog: &'static Catalog, old: &Definitions) -> Result<Version> {
    let read: Indicator = serde_json::from_str(&row.text(3)).map_err(|error| {
        StoreError::caused(format!("存着的指标“{}”读不出来", row.text(0)), error)
    })?;
    let known = old.all.iter().map(|one| one.indicator).chain(&catalog.indicators);
    let indicator = known.into_iter().find(|known| **known == read);
    Ok(Version {
        indicator: indicator.unwrap_or_else(|| Box::leak(Box::new(read))),
        from: row.value(2).as_day().unwrap_or(ALWAYS),
        own: row.int(4) == 1,
        retired: row.int(5) == 1,
        by: row.text(6),
        at: row.int(7),
        reason: row.text(8),
    })
}
