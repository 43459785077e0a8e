//! Another look at a file whose rows people have begun to settle: what they put right and answered
//! stays, as far as it still fits the row.

use super::ImportError;
use super::kept::each_kept;
use super::plan::{Decided, FileRow, Repairs};
use super::preview::{RowData, keep};
use kernel::sheet::World;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::Store;
use store::intake::Kept;

/// Rows named when their answers could not be carried over.
const NAMED: usize = 5;
const PART: usize = 1_000;

/// What another look made of what people had settled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// Rows whose repairs and answers stay.
    pub kept: i64,
    /// Rows whose answer does not fit any more.
    pub lost: i64,
    /// The first of them, by their place in the file.
    pub named: Vec<i64>,
}

/// A row as it was kept before.
struct Before {
    answer: String,
    like: Option<(String, i64)>,
    /// What the file itself says, where a cell was put right.
    texts: Vec<String>,
    /// The class it counted as.
    class: String,
    /// Another row of the file said otherwise.
    rivals: bool,
}

/// What was settled before, by row.
pub struct Settled {
    rows: HashMap<i64, Before>,
    /// What was put right.
    pub repairs: Repairs,
    /// The good rows are written already: only those that were kept are looked at.
    pub rest: bool,
    told: Again,
}

impl Settled {
    /// Reads what people have settled; with `rest` all rows that still wait. Rows of which nothing
    /// is to be carried over are forgotten; those of which something is stand until they were
    /// looked at, so that a program that is stopped in between loses none of it.
    pub fn take(store: &Store, job: i64, rest: bool) -> Result<Settled, ImportError> {
        let (mut rows, mut cells) = (HashMap::new(), HashMap::new());
        let mut forgotten = Vec::new();
        each_kept(store, job, (-1, PART), |kept, data| {
            let settled = !kept.answer.is_empty() || !data.repaired.is_empty();
            match (kept.class.as_str(), rest) {
                ("written", true) => return true,
                (_, false) if !settled => {
                    forgotten.push(kept.number);
                    return true;
                }
                _ => {}
            }
            if !data.repaired.is_empty() {
                cells.insert(kept.number, data.repaired);
            }
            let class = if data.counted.is_empty() { kept.class } else { data.counted };
            let (answer, like, rivals) = (kept.answer, data.like, data.group.is_some());
            rows.insert(kept.number, Before { answer, like, texts: Vec::new(), class, rivals });
            true
        })?;
        if rows.is_empty() && !rest {
            store.forget_rows(job)?;
        } else {
            for part in forgotten.chunks(PART) {
                store.db.write(|tx| store.forget_some(tx, job, part))?;
            }
        }
        let repairs = Repairs { cells, ..Repairs::default() };
        Ok(Settled { rows, repairs, rest, told: Again::default() })
    }

    /// Whether a row is to be looked at; remembers what the file says where it was put right.
    pub fn wants(&mut self, row: &FileRow) -> bool {
        match self.rows.get_mut(&row.number) {
            Some(before) => {
                if self.repairs.cells.contains_key(&row.number) {
                    before.texts.clone_from(&row.texts);
                }
                true
            }
            None => !self.rest,
        }
    }

    /// What is kept of a row that was settled before, and the class it counted as; nothing when the
    /// row was not. A row that is kept for nothing any more is `None` in the pair.
    pub fn renew(
        &mut self,
        class: &str,
        decided: &Decided,
        world: &World,
    ) -> Option<(Option<Kept>, String)> {
        let number = decided.row.number;
        let before = self.rows.remove(&number)?;
        let mut row = keep(class, decided, world);
        let mut data: RowData = serde_json::from_str(&row.data).unwrap_or_default();
        let repaired = self.repairs.cells.remove(&number).unwrap_or_default();
        let answer = carried(&before, class, &data);
        if answer.is_none() && class != "unchanged" {
            self.told.lost += 1;
            if self.told.named.len() < NAMED {
                self.told.named.push(number);
            }
        } else if !repaired.is_empty() || !before.answer.is_empty() {
            self.told.kept += 1;
        }
        let answer = answer.unwrap_or_default();
        let waits = matches!(class, "changed" | "doubtful" | "rejected");
        // What is good now is kept as changed where writing would not find it otherwise.
        let found = !repaired.is_empty() || class == "added" && (self.rest || answer == "skip");
        if !waits && !found {
            return Some((None, before.class));
        }
        if !repaired.is_empty() {
            data.texts = before.texts;
        }
        data.repaired = repaired;
        class.clone_into(&mut data.counted);
        row.class = if waits { class.to_owned() } else { "changed".to_owned() };
        row.answer = answer;
        row.data = serde_json::to_string(&data).unwrap_or_default();
        Some((Some(row), before.class))
    }

    /// What came of it; nothing when there was nothing to carry over.
    pub fn told(self) -> Option<Again> {
        (self.told.kept + self.told.lost > 0).then_some(self.told)
    }
}

/// The answer as far as it still fits: leaving a row out fits any row that would be written; the
/// others only a doubt about the same record.
fn carried(before: &Before, class: &str, data: &RowData) -> Option<String> {
    let fits = match (before.answer.as_str(), class) {
        ("", _) => true,
        ("skip", _) => class != "unchanged",
        ("correct", "doubtful") if data.answers.is_empty() => before.rivals && data.group.is_some(),
        (answer, "doubtful") => {
            data.like == before.like && data.answers.iter().any(|known| known == answer)
        }
        _ => false,
    };
    fits.then(|| before.answer.clone())
}
