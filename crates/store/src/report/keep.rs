//! A report from draft to finished. A draft keeps its text and writes its figures anew whenever it is
//! looked at; a finished one keeps text, figures, definitions, fingerprints and what was known, and
//! nothing changes it.

use super::answer::{Asked, Prints, Told};
use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::figure::Sequences;
use crate::keys::hex;
use crate::note::{Note, leave};
use crate::sql::Sql;
use crate::store::Store;
use crate::tree::Tree;
use jiff::civil::Date;
use kernel::access::Act;
use kernel::report::{
    Document, Fault, Question, Setting, Spelling, Unit, parse, questions, rename, write,
};
use kernel::value::Value;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Where a report stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// 草稿: its text may be changed.
    #[default]
    Draft,
    /// 已核对: somebody has read it; its text waits.
    Checked,
    /// 定稿.
    Finished,
}

impl Stage {
    /// Stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Checked => "checked",
            Stage::Finished => "finished",
        }
    }
    /// Chinese word.
    pub const fn title(self) -> &'static str {
        match self {
            Stage::Draft => "草稿",
            Stage::Checked => "已核对",
            Stage::Finished => "已定稿",
        }
    }
    fn from_code(code: &str) -> Stage {
        match code {
            "checked" => Stage::Checked,
            "finished" => Stage::Finished,
            _ => Stage::Draft,
        }
    }
}

/// A report without its content.
#[derive(Clone, Debug)]
pub struct Report {
    /// Key.
    pub id: i64,
    /// Name in addresses.
    pub public_id: String,
    /// What it is called.
    pub title: String,
    /// The template it was begun from.
    pub template: String,
    /// And its version.
    pub template_version: i64,
    /// Whose report it is.
    pub union: i64,
    /// First day of the period.
    pub first: Date,
    /// Last day of the period.
    pub last: Date,
    /// Its own text: figures by their codes.
    pub text: String,
    /// Where it stands.
    pub stage: Stage,
    /// Grows with each change.
    pub version: i64,
    /// Who began it, and when.
    pub made: (String, i64),
    /// Who has read it, and when.
    pub checked: (String, i64),
    /// Who finished it, and when.
    pub finished: (String, i64),
}

/// A report to begin.
#[derive(Clone, Debug)]
pub struct NewReport<'a> {
    /// From which template.
    pub template: &'a str,
    /// Whose.
    pub union: i64,
    /// First day of the period.
    pub first: Date,
    /// Last day of the period.
    pub last: Date,
    /// What it is called; empty for what the template says.
    pub title: &'a str,
}

/// A written report with what stands behind it.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Text and figures.
    pub document: Document,
    /// Fingerprints of the row sets; only of a finished report.
    pub prints: Prints,
    /// What was known.
    pub known: Sequences,
    /// An import is writing into it.
    pub importing: bool,
    /// What is wrong with the text, if it cannot be written.
    pub faults: Vec<Fault>,
}

/// A question, a group of its answer, the fingerprint of the rows.
type Print = (Question, Vec<(String, String)>, i64);

/// What is kept of a finished report.
#[derive(Serialize, Deserialize)]
struct Kept {
    document: Document,
    prints: Vec<Print>,
    known: Sequences,
    setting: Setting,
}

/// The act of finishing; its entry ends with the fingerprint of what is kept.
pub(crate) const FINISHING: &str = "汇报定稿";

const COLUMNS: [&str; 17] = [
    "id",
    "public_id",
    "title",
    "template",
    "template_version",
    "union_id",
    "first_day",
    "last_day",
    "text",
    "state",
    "version",
    "made_by",
    "made_at",
    "checked_by",
    "checked_at",
    "finished_by",
    "finished_at",
];

fn select(ending: &str) -> Sql {
    Sql::new(format!("SELECT {} FROM report {ending}", COLUMNS.join(", ")))
}

impl Store {
    /// Whether this person may do something with reports of a unit: they go with its own record.
    pub fn may_report(&self, ctx: &Ctx, act: Act, union: i64, tree: &Tree) -> bool {
        self.catalog().tree().is_some_and(|register| ctx.may(register, act, union, tree))
    }

    fn permit(&self, tx: &mut Tx, ctx: &Ctx, act: Act, union: i64) -> Result<()> {
        let tree = self.tree(tx)?;
        // Who may not even read it does not learn that there is one.
        if !self.may_report(ctx, Act::Read, union, &tree) {
            return Err(StoreError::NotFound);
        }
        if self.may_report(ctx, act, union, &tree) { Ok(()) } else { Err(StoreError::Forbidden) }
    }

    /// Reports of a unit, or of everything one may see when `union` is 0; the newest first.
    pub fn reports(&self, ctx: &Ctx, union: i64, most: usize) -> Result<Vec<Report>> {
        self.db.read(|tx| {
            let tree = self.tree(tx)?;
            let rows = tx.all(&select("ORDER BY last_day DESC, id DESC"))?;
            let seen = |report: &Report| {
                let there = union == 0 || report.union == union || tree.within(report.union, union);
                there && self.may_report(ctx, Act::Read, report.union, &tree)
            };
            Ok(rows.iter().map(read).filter(seen).take(most).collect())
        })
    }

    /// One report by its name in addresses.
    pub fn report(&self, ctx: &Ctx, public_id: &str) -> Result<Report> {
        self.db.read(|tx| self.report_in(tx, ctx, public_id, Act::Read))
    }

    fn report_in(&self, tx: &mut Tx, ctx: &Ctx, public_id: &str, act: Act) -> Result<Report> {
        let row = tx.one(&select("WHERE public_id = ").bind(public_id))?;
        let report = row.as_ref().map(read).ok_or(StoreError::NotFound)?;
        self.permit(tx, ctx, act, report.union)?;
        Ok(report)
    }

    /// Begins a report: the text of the template becomes its own.
    pub fn begin_report(&self, ctx: &Ctx, new: &NewReport) -> Result<Report> {
        if new.first > new.last {
            return Err(StoreError::refuse("first", "开始日期晚于结束日期，没有新建"));
        }
        let template = self.template(new.template)?;
        let (id, now) = (self.fresh_id()?, self.clock.now());
        let public_id = uuid::Uuid::now_v7().simple().to_string();
        let title = new.title.trim();
        let period = self.setting(new.union, new.first, new.last)?.period();
        self.db.write(|tx| {
            self.permit(tx, ctx, Act::Write, new.union)?;
            let title =
                if title.is_empty() { titled(&period, &template.title) } else { title.to_owned() };
            let row = vec![
                Value::Int(id),
                Value::Text(public_id.clone()),
                Value::Text(title.clone()),
                Value::Text(template.code.clone()),
                Value::Int(template.version),
                Value::Int(new.union),
                Value::day(new.first),
                Value::day(new.last),
                Value::Text(template.text.clone()),
                Value::Text(Stage::Draft.code().to_owned()),
                Value::Int(1),
                Value::Text(ctx.user_name.clone()),
                Value::Int(now),
                Value::Text(String::new()),
                Value::Int(0),
                Value::Text(String::new()),
                Value::Int(0),
            ];
            tx.bulk("report", &COLUMNS.map(str::to_owned), &[row])?;
            self.leave_report(tx, ctx, "写汇报", id, new.union, &title)
        })?;
        self.report(ctx, &public_id)
    }

    fn leave_report(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        act: &str,
        id: i64,
        union: i64,
        reason: &str,
    ) -> Result<()> {
        let county = self.tree(tx)?.levels(union).get(2).copied().unwrap_or(0);
        let note = Note { act, register: "report", record: id, reason };
        leave(tx, self.clock.now(), ctx, county, note)
    }

    /// Changes a draft's title and text. The text is kept even while it cannot be written, so that
    /// nothing typed is lost; its faults are told.
    pub fn rewrite_report(
        &self,
        ctx: &Ctx,
        seen: &Report,
        title: &str,
        text: &str,
    ) -> Result<Vec<Fault>> {
        let title = title.trim();
        if title.is_empty() || title.chars().count() > 60 {
            return Err(StoreError::refuse("title", "汇报要有名称，不超过60个字"));
        }
        let kept = rename(text, &self.glossary(self.today()), Spelling::Code);
        let faults = self.template_faults(text);
        self.db.write(|tx| {
            let report = self.changeable(tx, ctx, seen)?;
            if report.stage == Stage::Checked {
                return Err(StoreError::refuse("stage", "已经核对过；要改文字，先退回草稿"));
            }
            let sql = Sql::new("UPDATE report SET title = ").bind(title).add(", text = ");
            let sql = sql
                .bind_value(Value::Text(kept.clone()))
                .add(", version = version + 1 WHERE id = ");
            tx.exec(&sql.bind(report.id))?;
            self.leave_report(tx, ctx, "改汇报文字", report.id, report.union, title)
        })?;
        Ok(faults)
    }

    /// The report as it stands, if it is the one that was seen and may still be changed.
    fn changeable(&self, tx: &mut Tx, ctx: &Ctx, seen: &Report) -> Result<Report> {
        let report = self.report_in(tx, ctx, &seen.public_id, Act::Write)?;
        if report.stage == Stage::Finished {
            let say = "已经定稿，定稿不再改动；要更正，请另写一份并在里面说明";
            return Err(StoreError::refuse("stage", say));
        }
        if report.version != seen.version {
            let say = "别人刚刚改了这份汇报，请看过现在的再做。您这一步没有做";
            return Err(StoreError::refuse("version", say));
        }
        Ok(report)
    }

    /// Draft to checked, or back.
    pub fn check_report(&self, ctx: &Ctx, seen: &Report, checked: bool) -> Result<()> {
        if checked {
            let written = self.write_report(ctx, seen)?;
            if let Some(fault) = written.faults.first() {
                return Err(StoreError::refuse("text", format!("文字里有写错的地方，{fault}")));
            }
        }
        let (by, at, stage) = if checked {
            (ctx.user_name.clone(), self.clock.now(), Stage::Checked)
        } else {
            (String::new(), 0, Stage::Draft)
        };
        self.db.write(|tx| {
            let report = self.changeable(tx, ctx, seen)?;
            let sql = Sql::new("UPDATE report SET state = ").bind(stage.code());
            let sql = sql.add(", checked_by = ").bind_value(Value::Text(by.clone()));
            let sql =
                sql.add(", checked_at = ").bind(at).add(", version = version + 1 WHERE id = ");
            tx.exec(&sql.bind(report.id))?;
            let act = if checked { "核对汇报" } else { "汇报退回草稿" };
            self.leave_report(tx, ctx, act, report.id, report.union, &report.title)
        })
    }

    /// Takes a draft away. A finished report stays for ever.
    pub fn drop_report(&self, ctx: &Ctx, seen: &Report) -> Result<()> {
        self.db.write(|tx| {
            let report = self.changeable(tx, ctx, seen)?;
            tx.exec(&Sql::new("DELETE FROM report WHERE id = ").bind(report.id))?;
            self.leave_report(tx, ctx, "删汇报草稿", report.id, report.union, &report.title)
        })
    }

    /// For whom and of when a report is written.
    pub fn setting_of(&self, report: &Report) -> Result<Setting> {
        self.setting(report.union, report.first, report.last)
    }

    /// The same for a report that is not kept.
    pub fn setting(&self, union: i64, first: Date, last: Date) -> Result<Setting> {
        self.db.read(|tx| {
            let tree = self.tree(tx)?;
            let union = if union == 0 { tree.root() } else { union };
            let node = tree.node(union).ok_or(StoreError::NotFound)?;
            let unit =
                |id: i64| tree.node(id).map(|node| Unit { key: id, name: node.name.clone() });
            let living = |id: &&i64| tree.node(**id).is_some_and(|node| !node.ended);
            let children = tree.children_of(union).iter().filter(living);
            Ok(Setting {
                union: Unit { key: union, name: node.name.clone() },
                superior: superior(tree.title(node.parent)),
                children: children.filter_map(|id| unit(*id)).collect(),
                first,
                last,
                today: self.today(),
            })
        })
    }

    /// Writes a report: a finished one as it was kept, any other with the figures of this moment as
    /// this reader may see them.
    pub fn write_report(&self, ctx: &Ctx, report: &Report) -> Result<Written> {
        if report.stage == Stage::Finished {
            return self.kept_report(ctx, report);
        }
        let setting = self.setting_of(report)?;
        self.write_text(ctx, &report.text, &setting, &Asked::default())
    }

    /// Writes any text for any occasion.
    pub fn write_text(
        &self,
        ctx: &Ctx,
        text: &str,
        setting: &Setting,
        asked: &Asked,
    ) -> Result<Written> {
        let glossary = self.glossary(setting.last.min(self.today()));
        let template = match parse(text) {
            Ok(template) => template,
            Err(faults) => return Ok(Written { faults, ..Written::default() }),
        };
        let wanted = questions(&template, setting, &glossary);
        let Told { answers, prints, known, importing } = self.answers(ctx, &wanted, asked)?;
        let mut document = write(&template, setting, &glossary, &answers);
        self.say_early(&mut document)?;
        let faults = kernel::report::check(&template, &glossary);
        Ok(Written { document, prints, known, importing, faults })
    }

    /// Finishes a report: what it says now, with the fingerprints of all rows behind it, is kept.
    pub fn finish_report(&self, ctx: &Ctx, seen: &Report) -> Result<()> {
        let setting = self.setting_of(seen)?;
        let asked = Asked { print: true, ..Asked::default() };
        let written = self.write_text(ctx, &seen.text, &setting, &asked)?;
        if let Some(fault) = written.faults.first() {
            return Err(StoreError::refuse(
                "text",
                format!("文字里有写错的地方，{fault}没有定稿。"),
            ));
        }
        if written.importing {
            let say = "正在导入资料，数字还在变。等导入做完再定稿";
            return Err(StoreError::refuse("stage", say));
        }
        if let Some(hidden) = written
            .document
            .figures
            .iter()
            .find(|one| one.state == kernel::report::State::Forbidden)
        {
            let say = format!("“{}”您无权查看，不能由您定稿", hidden.title);
            return Err(StoreError::refuse("stage", say));
        }
        let prints =
            written.prints.into_iter().map(|((question, of), print)| (question, of, print));
        let kept = Kept {
            document: written.document,
            prints: prints.collect(),
            known: written.known,
            setting,
        };
        let body = serde_json::to_vec(&kept)
            .map_err(|error| StoreError::caused("汇报存不成文字，没有定稿", error))?;
        let digest = Sha256::digest(&body).to_vec();
        let now = self.clock.now();
        self.db.write(|tx| {
            let report = self.changeable(tx, ctx, seen)?;
            if report.stage != Stage::Checked {
                return Err(StoreError::refuse("stage", "先请人核对，再定稿"));
            }
            let sql = Sql::new("UPDATE report SET state = ").bind(Stage::Finished.code());
            let sql = sql.add(", finished_by = ").bind(ctx.user_name.as_str());
            let sql = sql.add(", finished_at = ").bind(now).add(", version = version + 1, body = ");
            let sql = sql.bind_value(Value::Bytes(body.clone())).add(", digest = ");
            let sql = sql.bind_value(Value::Bytes(digest.clone())).add(" WHERE id = ");
            tx.exec(&sql.bind(report.id))?;
            let why = format!("{}；指纹{}", report.title, hex(&digest));
            self.leave_report(tx, ctx, FINISHING, report.id, report.union, &why)
        })
    }

    fn kept_report(&self, ctx: &Ctx, report: &Report) -> Result<Written> {
        let sql = Sql::new("SELECT body, digest FROM report WHERE id = ").bind(report.id);
        let row = self.db.read(|tx| {
            self.permit(tx, ctx, Act::Read, report.union)?;
            tx.one(&sql)
        })?;
        let row = row.ok_or(StoreError::NotFound)?;
        let body = row.bytes(0);
        if Sha256::digest(&body).to_vec() != row.bytes(1) {
            let say = "这份定稿的内容与定稿时的指纹对不上，可能被绕过程序改过。请做一次核对（verify），用备份找回";
            return Err(StoreError::unavailable(say));
        }
        let kept: Kept = serde_json::from_slice(&body)
            .map_err(|error| StoreError::caused("这份定稿读不出来，请用备份找回", error))?;
        let prints = kept.prints.into_iter().map(|(question, of, print)| ((question, of), print));
        Ok(Written {
            document: kept.document,
            prints: prints.collect(),
            known: kept.known,
            ..Written::default()
        })
    }
}

fn read(row: &Row) -> Report {
    let day = |at: usize| row.value(at).as_day().unwrap_or(kernel::facts::ALWAYS);
    Report {
        id: row.int(0),
        public_id: row.text(1),
        title: row.text(2),
        template: row.text(3),
        template_version: row.int(4),
        union: row.int(5),
        first: day(6),
        last: day(7),
        text: row.text(8),
        stage: Stage::from_code(&row.text(9)),
        version: row.int(10),
        made: (row.text(11), row.int(12)),
        checked: (row.text(13), row.int(14)),
        finished: (row.text(15), row.int(16)),
    }
}

/// The union above, or whoever it may be where the tree ends.
fn superior(name: &str) -> String {
    if name.is_empty() { "上级工会".to_owned() } else { name.to_owned() }
}

/// 2026年上半年工作汇报: what the template says of the length of the period is said by the period.
fn titled(period: &str, template: &str) -> String {
    let lengths = ["半年", "年度", "月度", "季度"];
    let rest = lengths.iter().find_map(|length| template.strip_prefix(length)).unwrap_or(template);
    format!("{period}{rest}")
}
