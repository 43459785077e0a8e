//! Taking a file in and matching its columns.

use super::{Counts, Detail, ImportError, Phase};
use crate::header::{HeaderSpec, Hints, Layout, find_in};
use crate::{Limits, open};
use jiff::civil::Date;
use kernel::sheet::{Column, Sheet};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store::tree::Tree;
use store::{Ctx, Store};

/// A file to be loaded.
pub struct Start<'a> {
    /// The sheet.
    pub sheet: &'static Sheet,
    /// The file.
    pub path: &'a Path,
    /// The file's own name.
    pub file_name: &'a str,
    /// The union it is loaded for; 0 for the whole installation.
    pub union: i64,
    /// The record it is loaded into, for sheets that ask for one; 0 for none.
    pub whole: i64,
    /// From when dated values hold; today when nothing is said.
    pub day: Option<Date>,
    /// Column titles that a person assigned.
    pub chosen: BTreeMap<String, String>,
}

/// Takes a file in: looks whether it can be read, keeps a copy, and makes the job. Nothing is
/// written to any register.
pub fn start(store: &Store, ctx: &Ctx, start: &Start) -> Result<i64, ImportError> {
    may_import(store, ctx, start)?;
    let hints = hints(store, start.sheet, &start.chosen)?;
    let mut book = open(start.path, &Limits::default())?;
    let found = find_in(&mut book, &specs(store, start.sheet, start.union)?, &hints)?;
    if found.is_empty() {
        let titles: Vec<&str> =
            start.sheet.columns.iter().filter(|c| c.required).map(|c| c.title).collect();
        return Err(ImportError::Say(format!(
            "没有找到表头。{}要有这些列：{}。没有写入任何内容",
            start.sheet.title,
            titles.join("、")
        )));
    }
    let print = fingerprint(start.path)?;
    refuse_same_file(store, ctx, &print)?;
    let mut detail = Detail {
        sheet: start.sheet.code.to_owned(),
        file_name: start.file_name.to_owned(),
        path: PathBuf::new(),
        print,
        union: start.union,
        whole: start.whole,
        day: start.day.unwrap_or_else(|| store.today()),
        chosen: start.chosen.clone(),
        phase: Phase::Mapped,
        preview: Counts::default(),
        counts: Counts::default(),
        before: Counts::default(),
        done_to: 0,
        places: Vec::new(),
        months: Vec::new(),
        again: None,
        wish: None,
        rest: false,
        undone_to: 0,
        undone: None,
    };
    let job = store.add_job(ctx, "import", start.union, &detail.text())?;
    let folder = store.dir.join("imports");
    let ending = start.path.extension().and_then(|end| end.to_str()).unwrap_or("dat");
    detail.path = folder.join(format!("{job}.{ending}"));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::copy(start.path, &detail.path))
        .map_err(|error| {
            ImportError::Say(format!("存不下上传的文件：{error}。没有写入任何内容"))
        })?;
    detail.save(store, job)?;
    Ok(job)
}

fn may_import(store: &Store, ctx: &Ctx, start: &Start) -> Result<(), ImportError> {
    let register = store.register(start.sheet.register)?;
    let allowed = store.db.read(|tx| {
        let tree = store.tree(tx)?;
        Ok(ctx.anywhere(register, kernel::access::Act::Import, &tree))
    })?;
    if !allowed {
        return Err(store::StoreError::Forbidden.into());
    }
    let Some(whole) = start.sheet.whole else { return Ok(()) };
    let register = store.register(whole.register)?;
    if start.whole == 0 {
        let (sheet, into) = (start.sheet.title, register.title);
        return Err(ImportError::Say(format!("{sheet}要从{into}的页面导入。没有写入任何内容")));
    }
    let opened = store.open_record(ctx, register, &start.whole.to_string())?;
    let writes = opened.acts.contains(&kernel::access::Act::Write);
    if writes { Ok(()) } else { Err(store::StoreError::Forbidden.into()) }
}

/// The same file is refused while it is being worked on.
fn refuse_same_file(store: &Store, ctx: &Ctx, print: &str) -> Result<(), ImportError> {
    for job in store.jobs(ctx, "import", 50)? {
        let Ok(detail) = serde_json::from_str::<Detail>(&job.detail) else { continue };
        let busy = matches!(detail.phase, Phase::Looking | Phase::Writing | Phase::Undoing);
        if busy && detail.print == print {
            return Err(ImportError::Say(format!(
                "这个文件正在导入（任务{}），不用再传一次",
                job.id
            )));
        }
    }
    Ok(())
}

/// The job that this very file was left in when the program was stopped amid it. To be asked by
/// whoever has the data folder to himself: a job of a running program only looks like one.
pub fn interrupted(store: &Store, ctx: &Ctx, start: &Start) -> Result<Option<i64>, ImportError> {
    let print = fingerprint(start.path)?;
    for job in store.jobs(ctx, "import", 50)? {
        let Ok(detail) = serde_json::from_str::<Detail>(&job.detail) else { continue };
        let amid = matches!(detail.phase, Phase::Looking | Phase::Writing);
        let same = detail.print == print && detail.sheet == start.sheet.code;
        if amid && same && job.union_id == start.union {
            return Ok(Some(job.id));
        }
    }
    Ok(None)
}

fn fingerprint(path: &Path) -> Result<String, ImportError> {
    use sha2::{Digest, Sha256};
    let mut file = std::fs::File::open(path).map_err(crate::ReadError::Io)?;
    let mut hash = Sha256::new();
    std::io::copy(&mut file, &mut HashWriter(&mut hash)).map_err(crate::ReadError::Io)?;
    Ok(store::keys::hex(&hash.finalize()))
}

struct HashWriter<'a>(&'a mut sha2::Sha256);

impl std::io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        sha2::Digest::update(self.0, bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The columns of a sheet as the header matcher wants them.
pub(super) fn specs(
    store: &Store,
    sheet: &'static Sheet,
    union: i64,
) -> Result<Vec<HeaderSpec<'static>>, ImportError> {
    let titles = |column: &Column| {
        let mut titles = vec![column.title.to_owned()];
        titles.extend(column.synonyms.iter().map(|title| (*title).to_owned()));
        titles
    };
    let columns = store.db.read(|tx| Ok(offered(sheet, union, &*store.tree(tx)?)))?;
    Ok(columns
        .into_iter()
        .map(|column| HeaderSpec {
            code: column.code,
            titles: titles(column),
            required: column.required,
            instead: column.instead,
        })
        .collect())
}

/// The columns that a file for a union may have: all declared ones, and the local ones that are kept there.
/// Of two with one title the nearer one is meant; what is kept below comes after what is kept above.
pub fn offered(sheet: &'static Sheet, union: i64, tree: &Tree) -> Vec<&'static Column> {
    let at = if union == 0 { tree.root() } else { union };
    let (mut all, mut local): (Vec<&Column>, Vec<&Column>) =
        sheet.columns.iter().partition(|column| column.field.local.is_none());
    let home = |column: &Column| column.field.local.map_or(0, |local| local.home);
    local.retain(|column| tree.within(at, home(column)) || tree.within(home(column), at));
    let path = tree.path(at);
    let far =
        |column: &&Column| path.iter().position(|node| *node == home(column)).unwrap_or(usize::MAX);
    local.sort_by_key(far);
    for column in local {
        if all.iter().all(|known| known.title != column.title) {
            all.push(column);
        }
    }
    all
}

pub(super) fn hints(
    store: &Store,
    sheet: &Sheet,
    chosen: &BTreeMap<String, String>,
) -> Result<Hints, ImportError> {
    Ok(Hints { chosen: chosen.clone(), remembered: store.mapping(sheet.code)? })
}

/// The sheet of a job.
pub(super) fn sheet_of(store: &Store, code: &str) -> Result<&'static Sheet, ImportError> {
    store.catalog().sheet(code).ok_or_else(|| ImportError::Say(format!("没有“{code}”这种表")))
}

/// How the columns of a job's file are matched.
pub fn layouts(store: &Store, ctx: &Ctx, job: i64) -> Result<Vec<Layout>, ImportError> {
    store.job(ctx, job)?;
    Ok(super::plan::Source::open(store, &Detail::of(store, job)?)?.layouts)
}

/// Assigns columns by hand; the rows must be looked at again.
pub fn rechoose(
    store: &Store,
    ctx: &Ctx,
    job: i64,
    chosen: BTreeMap<String, String>,
    day: Option<Date>,
) -> Result<(), ImportError> {
    super::wish::at_rest(&store.job(ctx, job)?)?;
    let mut detail = Detail::of(store, job)?;
    if !matches!(detail.phase, Phase::Mapped | Phase::Looking | Phase::Ready) {
        return Err(ImportError::Say("已经开始写入，不能再改列名".into()));
    }
    detail.chosen.extend(chosen);
    detail.day = day.unwrap_or(detail.day);
    detail.phase = Phase::Mapped;
    detail.again = None;
    store.forget_rows(job)?;
    detail.save(store, job)
}
