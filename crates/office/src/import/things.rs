//! What the rows of one file have to do with one another: which say different things of the same,
//! which repeat a running number, and which must wait for a row below them.

use super::ImportError;
use super::plan::{FileRow, Repairs, Source};
use kernel::sheet::{CellFault, Rival, SheetRow};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The column that numbers the rows of a form.
pub(super) const SERIAL: &str = "sequence";

/// What rows of one file say about the same thing.
#[derive(Default)]
pub struct Things {
    /// Thing → fingerprint of what is said, and the first row that says it.
    said: HashMap<u64, (u64, i64)>,
    /// Things of which rows say different things, and the first row that said otherwise.
    disagree: HashMap<u64, i64>,
    /// Things of which a person has declared one row the right one.
    right: HashMap<u64, i64>,
    /// Rows whose running number stands above already.
    numbered_twice: HashSet<i64>,
    /// Rows that wait for one below them: in which pass they are taken.
    late: HashMap<i64, usize>,
    /// In how many passes the file is taken; one unless rows wait.
    pub passes: usize,
    /// Data rows.
    pub rows: i64,
}

/// What is to be said of a row because of other rows.
pub enum Judged {
    /// Nothing.
    Fresh,
    /// It was said before.
    Repeats,
    /// Another row says otherwise.
    Disagrees(Rival),
}

impl Things {
    /// Reads the whole file once.
    pub fn of(source: &mut Source, repairs: &Repairs) -> Result<Things, ImportError> {
        let sheet = source.sheet;
        let mut things = Things { passes: 1, ..Things::default() };
        let mut serials: HashSet<u64> = HashSet::new();
        let mut queue = Queue::default();
        source.each(|mut row| {
            things.rows += 1;
            if repairs.skipped.contains(&row.number) {
                return Ok(());
            }
            repairs.put_right(sheet, &mut row);
            let read = SheetRow::read(sheet, &row.texts);
            let serial = read.text(SERIAL);
            if !serial.is_empty() && !serials.insert(hash(&(row.layout, serial))) {
                things.numbered_twice.insert(row.number);
            }
            if let Some(order) = sheet.order {
                queue.hear(row.number, order(&read));
            }
            things.hear(&row, &read, repairs.right.contains(&row.number));
            Ok(())
        })?;
        things.late = queue.late();
        things.passes = 1 + things.late.values().copied().max().unwrap_or(0);
        Ok(things)
    }

    fn hear(&mut self, row: &FileRow, read: &SheetRow, right: bool) {
        for (thing, says) in said(read) {
            let (thing, says) = (hash(&thing), hash(&says));
            let first = self.said.entry(thing).or_insert((says, row.number));
            if first.0 != says {
                self.disagree.entry(thing).or_insert(row.number);
            }
            if right {
                self.right.insert(thing, row.number);
            }
        }
    }

    /// In which pass a row is taken.
    pub fn pass(&self, number: i64) -> usize {
        self.late.get(&number).copied().unwrap_or(0)
    }

    /// A running number that stands above already.
    pub fn serial_fault(&self, number: i64) -> Option<CellFault> {
        let twice = self.numbered_twice.contains(&number);
        twice.then(|| CellFault::new(SERIAL, "序号与上面的一行重复，请核对是不是重复填报"))
    }

    /// What is to be said of a row because of other rows: they disagree, or it was said before.
    pub fn judge(&self, row: &FileRow, read: &SheetRow) -> Judged {
        let things = said(read);
        let keys: Vec<u64> = things.iter().map(|(thing, _)| hash(thing)).collect();
        let mut open = keys.iter().zip(&things).filter_map(|(key, (_, says))| {
            let settled = self.right.get(key) == Some(&row.number);
            self.disagree.get(key).map(|other| (settled, self.rival(*key, hash(says), *other)))
        });
        if let Some((settled, rival)) = open.next() {
            let right = settled && open.all(|(settled, _)| settled);
            return if right { Judged::Fresh } else { Judged::Disagrees(rival) };
        }
        let repeated = |thing: &u64| self.said.get(thing).is_some_and(|said| said.1 != row.number);
        if !keys.is_empty() && keys.iter().all(repeated) { Judged::Repeats } else { Judged::Fresh }
    }
}

impl Things {
    /// The first row, or, to those that say the same as it, the first that says otherwise.
    fn rival(&self, thing: u64, says: u64, other: i64) -> Rival {
        let (said, first) = self.said.get(&thing).copied().unwrap_or((says, other));
        Rival { first, row: if said == says { other } else { first } }
    }
}

/// What a row says of what it is about. A local column says something of its first thing, if it is filled.
fn said(read: &SheetRow) -> Vec<(String, String)> {
    let mut things = (read.sheet.things)(read);
    let Some((first, _)) = things.first().cloned() else { return things };
    let cells = read.sheet.columns.iter().zip(&read.values);
    let local = cells.filter(|(column, value)| column.field.local.is_some() && !value.is_null());
    things.extend(
        local.map(|(column, value)| (format!("{first}\u{1f}{}", column.code), value.to_string())),
    );
    things
}

fn hash(of: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// Rows that bring something and need something, in the order of the file.
#[derive(Default)]
struct Queue {
    /// What is brought → the first row that brings it.
    brought: HashMap<String, usize>,
    rows: Vec<(i64, String)>,
}

impl Queue {
    fn hear(&mut self, number: i64, (brings, needs): (String, String)) {
        self.brought.entry(brings).or_insert(self.rows.len());
        self.rows.push((number, needs));
    }

    /// The rows that must wait, and for how many passes over the file.
    fn late(&self) -> HashMap<i64, usize> {
        let mut passes: Vec<Option<usize>> = vec![None; self.rows.len()];
        for at in 0..self.rows.len() {
            self.settle(at, &mut passes);
        }
        let late = self.rows.iter().zip(passes).filter_map(|((number, _), pass)| {
            pass.filter(|pass| *pass > 0).map(|pass| (*number, pass))
        });
        late.collect()
    }

    /// Follows a row to what it needs, and that row to what that needs; a circle waits for nothing.
    fn settle(&self, at: usize, passes: &mut [Option<usize>]) {
        let mut chain = vec![at];
        while let Some(last) = chain.last().copied() {
            let needed = self.needed(last).filter(|next| !chain.contains(next));
            match needed {
                Some(next) if passes.get(next).copied().flatten().is_none() => chain.push(next),
                _ => break,
            }
        }
        while let Some(row) = chain.pop() {
            let above = self.needed(row).and_then(|next| Some((next, (*passes.get(next)?)?)));
            let pass = above.map_or(0, |(next, pass)| pass + usize::from(next > row));
            if let Some(slot) = passes.get_mut(row) {
                *slot = Some(pass);
            }
        }
    }

    fn needed(&self, at: usize) -> Option<usize> {
        let (_, needs) = self.rows.get(at)?;
        self.brought.get(needs).copied().filter(|next| *next != at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn late(rows: &[(&str, &str)]) -> Vec<usize> {
        let mut queue = Queue::default();
        for (at, (brings, needs)) in rows.iter().enumerate() {
            let number = i64::try_from(at).unwrap();
            queue.hear(number, ((*brings).to_owned(), (*needs).to_owned()));
        }
        let late = queue.late();
        (0..rows.len())
            .map(|at| late.get(&i64::try_from(at).unwrap()).copied().unwrap_or(0))
            .collect()
    }

    #[test]
    fn a_row_waits_only_for_what_stands_below_it() {
        assert_eq!(late(&[("镇", "县"), ("厂", "镇")]), [0, 0], "in order");
        assert_eq!(late(&[("厂", "镇"), ("镇", "县")]), [1, 0]);
        assert_eq!(late(&[("厂", "村"), ("村", "镇"), ("镇", "县")]), [2, 1, 0]);
        assert_eq!(
            late(&[("村", "镇"), ("镇", "县"), ("厂", "村")]),
            [1, 0, 1],
            "behind who waits"
        );
        assert_eq!(late(&[("厂", "别处"), ("店", "")]), [0, 0]);
    }

    #[test]
    fn a_circle_waits_for_nothing_for_ever() {
        assert!(late(&[("甲", "乙"), ("乙", "甲")]).iter().all(|pass| *pass < 2));
        assert_eq!(late(&[("甲", "甲")]), [0]);
    }
}
