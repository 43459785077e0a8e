//! What a clerk does: looks what waits, takes it up, answers it, takes a number for a paper, looks people up.

use super::Done;
use crate::commands::bench::clerk::Clerk;
use crate::commands::bench::load::browser::{Answer, Browser, hidden};
use crate::commands::bench::load::desk::{Dice, Log};
use crate::commands::bench::pause;
use std::net::SocketAddr;
use std::time::Duration;
use web::Params;

const LISTS: [&str; 4] = [
    "/r/membership",
    "/r/membership?w=person_migrant:is:1&sort=-joined_on",
    "/r/union",
    "/r/matter",
];
/// Matters that nobody has taken up, and those that wait for an answer.
const WAITING: [(&str, &str); 2] =
    [("/r/matter?w=state:is:RECEIVED", "accept"), ("/r/matter?w=state:is:WORKING", "answer")];

/// A clerk at a desk.
pub struct Office {
    browser: Browser,
    dice: Dice,
    log: Log,
    county: bool,
    organ: (i64, String),
    answered: usize,
    numbers: usize,
}

impl Office {
    /// A clerk in front of a browser.
    pub fn new(
        address: SocketAddr,
        clerk: &Clerk,
        organ: &(i64, String),
        dice: Dice,
        log: Log,
    ) -> Office {
        let county = clerk.ctx.grants.iter().any(|grant| grant.role == "county");
        let browser = Browser::new(address, clerk);
        Office { browser, dice, log, county, organ: organ.clone(), answered: 0, numbers: 0 }
    }

    /// Works so long, from the common beginning on.
    pub fn work(&mut self, lasts: Duration) -> Done {
        let first = self.dice.throw(10_000);
        pause(Duration::from_millis(first.into()));
        while self.log.began.elapsed() < lasts {
            self.page();
            let think = 5_000 + self.dice.throw(10_000);
            let left = lasts.saturating_sub(self.log.began.elapsed());
            pause(Duration::from_millis(think.into()).min(left));
        }
        let log = std::mem::replace(&mut self.log, Log::new(std::time::Instant::now()));
        Done { log, asked: 0, answered: self.answered, numbers: self.numbers }
    }

    fn page(&mut self) {
        match self.dice.throw(100) {
            0..25 => self.first(),
            25..50 => self.list(),
            50..90 => self.step(),
            _ if self.county => self.number(),
            _ => self.first(),
        }
    }

    fn get(&mut self, kind: &'static str, path: &str) -> Option<Answer> {
        self.log.take(kind, 200, || self.browser.get(path))
    }

    fn first(&mut self) {
        self.get("desk: work bench", "/");
        self.log.take("desk: its figures", 200, || self.browser.part("/desk/figures"));
    }

    fn list(&mut self) {
        if let Some(path) = self.dice.one_of(&LISTS) {
            self.get("desk: list", &path);
        }
    }

    /// Takes one of the matters that wait a step further. Somebody else may be faster: then it is theirs.
    fn step(&mut self) {
        let which = usize::try_from(self.dice.throw(2)).unwrap_or(0);
        let Some((list, step)) = WAITING.get(which) else { return };
        let Some(page) = self.get("desk: what waits", list) else { return };
        let found: Vec<&str> = page
            .body
            .split("\"/r/matter/")
            .skip(1)
            .filter_map(|rest| rest.split(['"', '?', '/']).next())
            .filter(|id| id.len() > 12)
            .collect();
        let Some(id) = self.dice.one_of(&found) else { return };
        let path = format!("/r/matter/{id}");
        self.get("desk: matter", &path);
        let path = format!("{path}/step/{step}");
        let Some(asked) = self.get("desk: step, asked", &path) else { return };
        pause(Duration::from_secs(2));
        let version = hidden(&asked.body, "version").unwrap_or_default();
        let form = Params::default().add("version", version.as_str());
        let form = form.add("answer", "已向单位行政了解，夜班费随下月工资补发，请留意。");
        let mut theirs = false;
        let made = self.log.take("desk: step", 303, || {
            let done = self.browser.post(&path, form)?;
            theirs = matches!(done.status, 409 | 422) || !asked.body.contains("name=\"version\"");
            Ok(if theirs { Answer { status: 303, ..done } } else { done })
        });
        self.answered += usize::from(made.is_some() && !theirs && *step == "answer");
    }

    /// Takes the next number of the series.
    fn number(&mut self) {
        let path = "/r/paper_out/new";
        self.get("desk: form of a paper", path);
        let form = Params::default()
            .add("organ", self.organ.0.to_string())
            .add("organ_text", self.organ.1.as_str())
            .add("kind", "CIRCULAR")
            .add("title", "关于表扬工会工作先进集体的通报")
            .add("state", "RESERVED");
        let made = self.log.take("desk: number", 303, || self.browser.post(path, form));
        self.numbers += usize::from(made.is_some());
    }
}
