//! What a clerk does: one page after another, with what each page loads behind itself, and a pause to read.

use super::browser::{Answer, Browser, form_of};
use super::{Worker, pause};
use anyhow::Result;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

const LISTS: [&str; 6] = [
    "/r/membership",
    "/r/membership?w=person_migrant:is:1&sort=-joined_on",
    "/r/membership?w=joined_on:from:2024-01-01&sort=person_pinyin",
    "/r/membership?w=status:is:ACTIVE&w=person_sex:is:2&n=50",
    "/r/union",
    "/r/employer",
];
const FIGURES: [&str; 4] =
    ["member_count", "union_org_count", "member_nef_count", "member_migrant_count"];

/// One answered request.
pub struct Asked {
    /// What was asked for.
    pub kind: &'static str,
    /// When it was answered, from the beginning on.
    pub at: Duration,
    /// How long that took.
    pub took: Duration,
}

/// What somebody has seen.
pub struct Log {
    /// The common beginning.
    pub began: Instant,
    /// Requests with the answer that was expected.
    pub asked: Vec<Asked>,
    /// All others.
    pub faults: Vec<String>,
}

impl Log {
    /// Nothing yet.
    pub fn new(began: Instant) -> Log {
        Log { began, asked: Vec::new(), faults: Vec::new() }
    }

    /// Takes down a request and its answer.
    pub fn take(
        &mut self,
        kind: &'static str,
        wanted: u16,
        ask: impl FnOnce() -> Result<Answer>,
    ) -> Option<Answer> {
        let started = Instant::now();
        let answer = ask();
        let took = started.elapsed();
        match answer {
            Ok(answer) if answer.status == wanted => {
                self.asked.push(Asked { kind, at: self.began.elapsed(), took });
                Some(answer)
            }
            Ok(answer) => {
                self.faults.push(format!("{kind}: {} instead of {wanted}", answer.status));
                None
            }
            Err(error) => {
                self.faults.push(format!("{kind}: {error}"));
                None
            }
        }
    }
}

/// Dice (xorshift): who has the same number does the same each time.
pub struct Dice(u32);

impl Dice {
    /// The dice of a number.
    pub fn of(number: usize) -> Dice {
        Dice(u32::try_from(number).unwrap_or(0).wrapping_mul(0x9E37_79B9) | 1)
    }

    /// A number below the limit.
    pub fn throw(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % limit.max(1)
    }

    /// One of them.
    pub fn one_of(&mut self, all: &[impl AsRef<str>]) -> Option<String> {
        let at = self.throw(u32::try_from(all.len()).unwrap_or(1));
        all.get(usize::try_from(at).unwrap_or(0)).map(|one| one.as_ref().to_owned())
    }
}

/// A clerk at work.
pub struct Desk {
    browser: Browser,
    worker: Worker,
    dice: Dice,
    corrected: usize,
    /// What was seen.
    pub log: Log,
}

impl Desk {
    /// A clerk in front of a browser. The number decides what the clerk will do.
    pub(super) fn new(address: SocketAddr, worker: Worker, number: usize, log: Log) -> Desk {
        let browser = Browser::new(address, &worker.clerk);
        Desk { browser, worker, dice: Dice::of(number), corrected: 0, log }
    }

    /// Works so long, from the common beginning on.
    pub fn work(&mut self, lasts: Duration) {
        let first = self.dice.throw(2_000);
        pause(Duration::from_millis(first.into()));
        while self.log.began.elapsed() < lasts {
            self.page();
            let think = 1_000 + self.dice.throw(1_001);
            pause(Duration::from_millis(think.into()));
        }
    }

    fn page(&mut self) {
        match self.dice.throw(100) {
            0..15 => self.first(),
            15..45 => self.list(),
            45..65 => self.search(),
            65..82 => self.record(),
            82..90 => self.figure(),
            _ => self.correct(),
        }
    }

    fn get(&mut self, kind: &'static str, path: &str) -> Option<Answer> {
        self.log.take(kind, 200, || self.browser.get(path))
    }

    fn part(&mut self, kind: &'static str, path: &str) -> Option<Answer> {
        self.log.take(kind, 200, || self.browser.part(path))
    }

    fn first(&mut self) {
        self.get("first page", "/");
        self.part("figures of the first page", "/desk/figures");
    }

    fn list(&mut self) {
        let Some(path) = self.dice.one_of(&LISTS) else { return };
        self.get("list", &path);
        let (register, query) = path.split_once('?').unwrap_or((&path, ""));
        self.part("count of a list", &format!("{register}/count?{query}"));
    }

    fn search(&mut self) {
        let words = std::mem::take(&mut self.worker.words);
        let word = self.dice.one_of(&words).unwrap_or_else(|| "wxl".into());
        self.worker.words = words;
        if self.dice.throw(2) == 0 {
            self.get("search everywhere", &format!("/search?q={word}"));
        } else {
            self.part("search in a list", &format!("/r/membership?q={word}"));
        }
    }

    fn record(&mut self) {
        let records = std::mem::take(&mut self.worker.records);
        if let Some(id) = self.dice.one_of(&records) {
            self.get("record", &format!("/r/membership/{id}"));
        }
        self.worker.records = records;
    }

    fn figure(&mut self) {
        if let Some(code) = self.dice.one_of(&FIGURES) {
            self.get("figure", &format!("/figure/{code}"));
        }
    }

    /// Opens a form, reads it, and corrects the note of a membership.
    fn correct(&mut self) {
        let count = self.worker.own.len().max(1);
        let Some(id) = self.worker.own.get(self.corrected % count).cloned() else {
            return self.record();
        };
        let path = format!("/r/membership/{id}/edit");
        let Some(page) = self.get("form", &path) else { return };
        pause(Duration::from_secs(1));
        self.corrected += 1;
        let note = format!("已核对，第{}次", self.corrected);
        let form = form_of(&page.body).set("note", note.as_str());
        let Some(saved) = self.log.take("correction", 303, || self.browser.post(&path, form))
        else {
            return;
        };
        let seen = self.get("record", &saved.to);
        if seen.is_some_and(|page| !page.body.contains(&note)) {
            self.log.faults.push("correction: the record does not show it".into());
        }
    }
}
