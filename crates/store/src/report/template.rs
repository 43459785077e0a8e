//! Kept templates: every version stays, so that a report can say from which it was begun.

use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::note::{Note, leave};
use crate::sql::Sql;
use crate::store::Store;
use kernel::report::{Fault, Spelling, check, parse, rename};
use kernel::value::Value;

/// One version of a template.
#[derive(Clone, Debug, Default)]
pub struct TemplateVersion {
    /// Stable code.
    pub code: String,
    /// Grows with each change.
    pub version: i64,
    /// What it is called.
    pub title: String,
    /// What it is for, in one sentence.
    pub about: String,
    /// The text as it is kept: figures by their codes.
    pub text: String,
    /// Which period it usually speaks of: `month`, `quarter`, `half`, `year`, `day`.
    pub period: String,
    /// Made or changed by users.
    pub own: bool,
    /// No longer offered.
    pub retired: bool,
    /// Who made it.
    pub by: String,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// What somebody wants kept.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// Code; empty for a new template.
    pub code: &'a str,
    /// The version that was changed; 0 for a new template.
    pub version: i64,
    /// What it is called.
    pub title: &'a str,
    /// What it is for.
    pub about: &'a str,
    /// Which period.
    pub period: &'a str,
    /// The text as people see it.
    pub text: &'a str,
}

const COLUMNS: [&str; 10] =
    ["code", "version", "title", "about", "text", "period", "own", "retired", "author", "made_at"];

/// Longest text of a template, in characters.
pub const LONGEST: usize = 60_000;

impl Store {
    /// The newest version of every template, those of the program first.
    pub fn templates(&self) -> Result<Vec<TemplateVersion>> {
        let sql = format!(
            "SELECT {} FROM template t WHERE version = \
             (SELECT MAX(version) FROM template o WHERE o.code = t.code) ORDER BY own, code",
            COLUMNS.join(", ")
        );
        let all = self
            .db
            .read(|tx| Ok(tx.all(&Sql::new(sql.as_str()))?.iter().map(read).collect::<Vec<_>>()))?;
        let place = |code: &str| self.catalog().reports.iter().position(|one| one.code == code);
        let mut all: Vec<TemplateVersion> = all.into_iter().filter(|one| !one.retired).collect();
        all.sort_by_key(|one| (place(&one.code).unwrap_or(usize::MAX), one.code.clone()));
        Ok(all)
    }

    /// All versions of one template, the newest first.
    pub fn template_versions(&self, code: &str) -> Result<Vec<TemplateVersion>> {
        let sql = Sql::new(format!("SELECT {} FROM template WHERE code = ", COLUMNS.join(", ")));
        let sql = sql.bind(code).add(" ORDER BY version DESC");
        let all: Vec<TemplateVersion> =
            self.db.read(|tx| Ok(tx.all(&sql)?.iter().map(read).collect()))?;
        if all.is_empty() { Err(StoreError::NotFound) } else { Ok(all) }
    }

    /// The newest version of one template.
    pub fn template(&self, code: &str) -> Result<TemplateVersion> {
        self.template_versions(code)?.into_iter().next().ok_or(StoreError::NotFound)
    }

    /// Stores the templates that the program brings; one that a user has changed stays as it is.
    pub(crate) fn keep_declared_templates(&self) -> Result<()> {
        let known = self.templates()?;
        let mut fresh = Vec::new();
        for declared in &self.catalog().reports {
            let stands = known.iter().find(|one| one.code == declared.code);
            if stands.is_some_and(|one| one.own || one.text == declared.text) {
                continue;
            }
            let made = TemplateVersion {
                code: declared.code.to_owned(),
                version: stands.map_or(1, |one| one.version + 1),
                title: declared.title.to_owned(),
                about: declared.about.to_owned(),
                text: declared.text.to_owned(),
                period: declared.period.to_owned(),
                at: self.clock.now(),
                ..TemplateVersion::default()
            };
            fresh.push(made.row());
        }
        if fresh.is_empty() {
            return Ok(());
        }
        self.db.write(|tx| tx.bulk("template", &COLUMNS.map(str::to_owned), &fresh))
    }

    /// What is wrong with the text of a template, by line and column; nothing if it can be kept.
    pub fn template_faults(&self, text: &str) -> Vec<Fault> {
        match parse(text) {
            Err(faults) => faults,
            Ok(template) => check(&template, &self.glossary(self.today())),
        }
    }

    /// The text as people see it: figures by the titles they have today.
    pub fn template_shown(&self, text: &str) -> String {
        rename(text, &self.glossary(self.today()), Spelling::Title)
    }

    /// Keeps a template as its next version. A broken one is refused and the last good one stays.
    pub fn keep_template(&self, ctx: &Ctx, wanted: &Wanted) -> Result<TemplateVersion> {
        if !self.may_define(ctx)? {
            return Err(StoreError::Forbidden);
        }
        let title = wanted.title.trim();
        if title.is_empty() || title.chars().count() > 40 {
            return Err(StoreError::refuse("title", "给模板起个名字，不超过40个字"));
        }
        if wanted.text.chars().count() > LONGEST {
            let say = format!("模板太长，最多{LONGEST}字。没有保存，原来的一版还在");
            return Err(StoreError::refuse("text", say));
        }
        if let Some(fault) = self.template_faults(wanted.text).first() {
            let say = format!("{fault}没有保存，原来的一版还在。");
            return Err(StoreError::refuse("text", say));
        }
        let same = |one: &TemplateVersion| one.title == title && one.code != wanted.code;
        if self.templates()?.iter().any(same) {
            let say = format!("已有模板叫“{title}”，请换一个名字。没有保存");
            return Err(StoreError::refuse("title", say));
        }
        let code = if wanted.code.is_empty() {
            format!("own_{}", self.fresh_id()?)
        } else {
            wanted.code.to_owned()
        };
        let made = TemplateVersion {
            version: wanted.version + 1,
            title: title.to_owned(),
            about: wanted.about.trim().to_owned(),
            text: rename(wanted.text, &self.glossary(self.today()), Spelling::Code),
            period: wanted.period.to_owned(),
            own: true,
            retired: false,
            by: ctx.user_name.clone(),
            at: self.clock.now(),
            code,
        };
        self.put_template(ctx, &made, "改汇报模板")?;
        Ok(made)
    }

    /// Puts back a template of the program that users have changed; their versions stay to be read.
    pub fn restore_template(&self, ctx: &Ctx, code: &str) -> Result<TemplateVersion> {
        if !self.may_define(ctx)? {
            return Err(StoreError::Forbidden);
        }
        let last = self.template(code)?;
        let declared = self.catalog().reports.iter().find(|one| one.code == code);
        let declared = declared.ok_or(StoreError::NotFound)?;
        let made = TemplateVersion {
            code: last.code,
            version: last.version + 1,
            title: declared.title.to_owned(),
            about: declared.about.to_owned(),
            text: declared.text.to_owned(),
            period: declared.period.to_owned(),
            by: ctx.user_name.clone(),
            at: self.clock.now(),
            ..TemplateVersion::default()
        };
        self.put_template(ctx, &made, "恢复自带的汇报模板")?;
        Ok(made)
    }

    /// Takes a template that users have made off the offer; reports made from it stay.
    pub fn retire_template(&self, ctx: &Ctx, code: &str) -> Result<()> {
        if !self.may_define(ctx)? {
            return Err(StoreError::Forbidden);
        }
        let last = self.template(code)?;
        if self.catalog().reports.iter().any(|one| one.code == code) {
            return Err(StoreError::refuse("code", "程序自带的模板不能停用"));
        }
        let by = ctx.user_name.clone();
        let gone = TemplateVersion {
            version: last.version + 1,
            retired: true,
            own: true,
            by,
            at: self.clock.now(),
            ..last
        };
        self.put_template(ctx, &gone, "停用汇报模板")
    }

    fn put_template(&self, ctx: &Ctx, made: &TemplateVersion, act: &str) -> Result<()> {
        self.db.write(|tx| {
            let stands = newest(tx, &made.code)?;
            if stands != made.version - 1 {
                let say = "别人刚刚也改了这个模板，您写的还在下面，请看过新的一版再保存";
                return Err(StoreError::refuse("version", say));
            }
            tx.bulk("template", &COLUMNS.map(str::to_owned), &[made.row()])?;
            let why = format!("{} 第{}版", made.title, made.version);
            let note = Note { act, register: "template", record: 0, reason: &why };
            leave(tx, self.clock.now(), ctx, 0, note)
        })
    }
}

fn newest(tx: &mut Tx, code: &str) -> Result<i64> {
    let sql = Sql::new("SELECT COALESCE(MAX(version), 0) FROM template WHERE code = ").bind(code);
    Ok(tx.one(&sql)?.map_or(0, |row| row.int(0)))
}

impl TemplateVersion {
    fn row(&self) -> Vec<Value> {
        let text = |text: &str| Value::Text(text.to_owned());
        vec![
            text(&self.code),
            Value::Int(self.version),
            text(&self.title),
            text(&self.about),
            text(&self.text),
            text(&self.period),
            Value::from(self.own),
            Value::from(self.retired),
            text(&self.by),
            Value::Int(self.at),
        ]
    }
}

fn read(row: &Row) -> TemplateVersion {
    TemplateVersion {
        code: row.text(0),
        version: row.int(1),
        title: row.text(2),
        about: row.text(3),
        text: row.text(4),
        period: row.text(5),
        own: row.int(6) == 1,
        retired: row.int(7) == 1,
        by: row.text(8),
        at: row.int(9),
    }
}
