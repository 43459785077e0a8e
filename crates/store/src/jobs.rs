//! Long work: imports, exports, reports. A job is a row that says where it stands, so that it
//! survives a closed page and a restarted program.

use crate::ctx::Ctx;
use crate::db::{Row, Tx};
use crate::error::{Result, StoreError};
use crate::sql::Sql;
use crate::store::Store;
use crate::users::plain;
use kernel::value::Value;

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// In the queue.
    Waiting,
    /// Under way.
    Running,
    /// Stopped by a person, to go on later.
    Paused,
    /// Ended well.
    Done,
    /// Ended badly; what was done before stays.
    Failed,
    /// Taken back afterwards.
    Undone,
}

impl State {
    /// All states.
    pub const ALL: [State; 6] =
        [State::Waiting, State::Running, State::Paused, State::Done, State::Failed, State::Undone];

    /// Stored code.
    pub const fn code(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Running => "running",
            State::Paused => "paused",
            State::Done => "done",
            State::Failed => "failed",
            State::Undone => "undone",
        }
    }
    /// Chinese word.
    pub const fn title(self) -> &'static str {
        match self {
            State::Waiting => "等待",
            State::Running => "进行中",
            State::Paused => "已暂停",
            State::Done => "已完成",
            State::Failed => "没有做完",
            State::Undone => "已撤销",
        }
    }
    /// From the stored code; an unknown one counts as failed, which starts nothing.
    pub fn from_code(code: &str) -> State {
        State::ALL.into_iter().find(|state| state.code() == code).unwrap_or(State::Failed)
    }
    /// Whether it will never go on by itself or by a person's word.
    pub const fn is_over(self) -> bool {
        matches!(self, State::Done | State::Failed | State::Undone)
    }
    /// Whether it may be followed by another.
    pub const fn may_become(self, next: State) -> bool {
        match self {
            State::Waiting => matches!(next, State::Running | State::Paused | State::Failed),
            State::Running => !matches!(next, State::Undone),
            State::Paused => matches!(next, State::Waiting | State::Running | State::Failed),
            // What ended badly is begun again behind its last finished piece, or taken back.
            State::Failed => matches!(next, State::Waiting | State::Running | State::Undone),
            // Rows of an import that a person has settled afterwards are still to be written.
            State::Done => matches!(next, State::Waiting | State::Running | State::Undone),
            State::Undone => false,
        }
    }
}

/// A job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Key.
    pub id: i64,
    /// Which work: `import`, `export`…
    pub kind: String,
    /// Where it stands.
    pub state: State,
    /// Who began it.
    pub user_id: i64,
    /// Their name then.
    pub user_name: String,
    /// In whose scope it works; 0 is the installation.
    pub union_id: i64,
    /// When it was begun.
    pub created_at: i64,
    /// When it last moved.
    pub updated_at: i64,
    /// Pieces done.
    pub done: i64,
    /// Pieces in all, 0 while unknown.
    pub total: i64,
    /// A sentence about where it stands.
    pub say: String,
    /// What the work needs, as JSON.
    pub detail: String,
}

const COLUMNS: &str = "id, kind, state, user_id, user_name, union_id, created_at, updated_at, \
                       done, total, say, detail";

fn read(row: &Row) -> Job {
    Job {
        id: row.int(0),
        kind: row.text(1),
        state: State::from_code(&row.text(2)),
        user_id: row.int(3),
        user_name: row.text(4),
        union_id: row.int(5),
        created_at: row.int(6),
        updated_at: row.int(7),
        done: row.int(8),
        total: row.int(9),
        say: row.text(10),
        detail: row.text(11),
    }
}

fn find(tx: &mut Tx, id: i64, ending: &str) -> Result<Job> {
    let sql = Sql::new(format!("SELECT {COLUMNS} FROM job WHERE id = ")).bind(id).add(ending);
    tx.one(&sql)?.as_ref().map(read).ok_or(StoreError::NotFound)
}

impl Store {
    /// Puts a job into the queue.
    pub fn add_job(&self, ctx: &Ctx, kind: &str, union_id: i64, detail: &str) -> Result<i64> {
        let (id, now) = (self.fresh_id()?, self.clock.now());
        self.db.write(|tx| {
            let row = vec![
                Value::Int(id),
                plain(kind),
                plain(State::Waiting.code()),
                Value::Int(ctx.user_id),
                plain(&ctx.user_name),
                Value::Int(union_id),
                Value::Int(now),
                Value::Int(now),
                Value::Int(0),
                Value::Int(0),
                plain("排队等待"),
                plain(detail),
            ];
            tx.exec(&Sql::new(format!("INSERT INTO job ({COLUMNS}) VALUES ")).list(row))?;
            Ok(id)
        })
    }

    /// A job, for its owner and for those who do business in its scope; to others it is not there.
    pub fn job(&self, ctx: &Ctx, id: i64) -> Result<Job> {
        self.db.read(|tx| {
            let job = find(tx, id, "")?;
            let tree = self.tree(tx)?;
            if self.sees_job(ctx, &job, &tree) { Ok(job) } else { Err(StoreError::NotFound) }
        })
    }

    /// A job, for the program itself.
    pub fn job_row(&self, id: i64) -> Result<Job> {
        self.db.read(|tx| find(tx, id, ""))
    }

    /// The latest jobs of a person's scope, newest first; of one kind, or of all when it is empty.
    pub fn jobs(&self, ctx: &Ctx, kind: &str, most: usize) -> Result<Vec<Job>> {
        self.db.read(|tx| {
            let tree = self.tree(tx)?;
            let mut sql = Sql::new(format!("SELECT {COLUMNS} FROM job"));
            if !kind.is_empty() {
                sql = sql.add(" WHERE kind = ").bind(plain(kind));
            }
            let rows = tx.all(&sql.add(" ORDER BY created_at DESC, id DESC LIMIT 1000"))?;
            let mine = rows.iter().map(read).filter(|job| self.sees_job(ctx, job, &tree));
            Ok(mine.take(most).collect())
        })
    }

    fn sees_job(&self, ctx: &Ctx, job: &Job, tree: &crate::tree::Tree) -> bool {
        if ctx.all || (ctx.user_id != 0 && ctx.user_id == job.user_id) {
            return true;
        }
        ctx.grants.iter().filter(|grant| self.does_business(grant)).any(|grant| {
            let everywhere = grant.union == 0 || grant.union == tree.root();
            everywhere || (job.union_id != 0 && tree.within(job.union_id, grant.union))
        })
    }

    /// Says how far a job is.
    pub fn set_job_progress(&self, id: i64, done: i64, total: i64, say: &str) -> Result<()> {
        let now = self.clock.now();
        self.db.write(|tx| progress(tx, id, done, total, say, now))
    }

    /// Moves a job on; refuses a step that its state does not allow and says where it stands.
    pub fn set_job_state(&self, id: i64, state: State, say: &str) -> Result<()> {
        let now = self.clock.now();
        self.db.write(|tx| move_on(tx, id, state, say, now))
    }

    /// Keeps what a job needs to go on.
    pub fn set_job_detail(&self, id: i64, detail: &str) -> Result<()> {
        let now = self.clock.now();
        self.db.write(|tx| {
            self::detail(tx, id, detail)?;
            let sql = Sql::new("UPDATE job SET updated_at = ").bind(now).add(" WHERE id = ");
            touched(tx.exec(&sql.bind(id))?)
        })
    }

    /// Takes the oldest waiting job and marks it as running; nobody else gets the same one.
    pub fn next_job(&self) -> Result<Option<Job>> {
        let now = self.clock.now();
        self.db.write(|tx| {
            let waiting = "SELECT id FROM job WHERE state = 'waiting' ORDER BY created_at, id";
            for row in tx.all(&Sql::new(waiting))? {
                let sql = Sql::new("UPDATE job SET state = 'running', updated_at = ").bind(now);
                let sql = sql.add(" WHERE id = ").bind(row.int(0)).add(" AND state = 'waiting'");
                if tx.exec(&sql)? == 1 {
                    return find(tx, row.int(0), "").map(Some);
                }
            }
            Ok(None)
        })
    }

    /// After a restart: what was running waits again and goes on behind its last finished piece.
    pub fn reclaim_jobs(&self) -> Result<Vec<i64>> {
        let now = self.clock.now();
        self.db.write(|tx| {
            let sql = format!("SELECT {COLUMNS} FROM job WHERE state = 'running' ORDER BY id");
            let jobs: Vec<Job> = tx.all(&Sql::new(sql))?.iter().map(read).collect();
            for job in &jobs {
                move_on(tx, job.id, State::Waiting, &interrupted(job), now)?;
            }
            Ok(jobs.iter().map(|job| job.id).collect())
        })
    }
}

fn interrupted(job: &Job) -> String {
    match (job.done, job.total) {
        (0, _) => "程序重新启动过，还没有开始写入，会从头做".to_owned(),
        (done, 0) => format!("程序重新启动过，已完成 {done}，会接着做"),
        (done, total) => format!("程序重新启动过，已完成 {done} / {total}，会接着做"),
    }
}

fn touched(rows: u64) -> Result<()> {
    if rows == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

/// Keeps what a job needs to go on, in the transaction that did the piece.
pub fn detail(tx: &mut Tx, id: i64, detail: &str) -> Result<()> {
    let sql = Sql::new("UPDATE job SET detail = ").bind(plain(detail)).add(" WHERE id = ");
    touched(tx.exec(&sql.bind(id))?)
}

/// Where a job stands, inside a transaction.
pub fn state(tx: &mut Tx, id: i64) -> Result<State> {
    find(tx, id, "").map(|job| job.state)
}

/// Says how far a job is, in the transaction that did the piece.
pub fn progress(tx: &mut Tx, id: i64, done: i64, total: i64, say: &str, now: i64) -> Result<()> {
    let sql = Sql::new("UPDATE job SET done = ").bind(done).add(", total = ").bind(total);
    let sql = sql.add(", say = ").bind(plain(say)).add(", updated_at = ").bind(now);
    touched(tx.exec(&sql.add(" WHERE id = ").bind(id))?)
}

/// Moves a job on, in the transaction of what it did.
pub fn move_on(tx: &mut Tx, id: i64, state: State, say: &str, now: i64) -> Result<()> {
    let ending = tx.dialect().for_update();
    let job = find(tx, id, ending)?;
    if job.state != state && !job.state.may_become(state) {
        let say =
            format!("这项任务{}，不能改成{}；没有做任何改动", job.state.title(), state.title());
        return Err(StoreError::refuse("state", say));
    }
    let sql = Sql::new("UPDATE job SET state = ").bind(plain(state.code()));
    let sql = sql.add(", say = ").bind(plain(say)).add(", updated_at = ").bind(now);
    touched(tx.exec(&sql.add(" WHERE id = ").bind(id))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back_and_an_unknown_one_starts_nothing() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), state);
        }
        assert_eq!(State::from_code("unheard"), State::Failed);
    }

    #[test]
    fn what_is_undone_stays_undone_and_only_ended_work_is_undone() {
        for state in State::ALL {
            assert!(!State::Undone.may_become(state));
            assert_eq!(
                state.may_become(State::Undone),
                matches!(state, State::Done | State::Failed),
                "{state:?}"
            );
        }
    }
}
