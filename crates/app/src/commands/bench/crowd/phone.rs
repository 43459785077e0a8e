//! What a member does: looks what has become of it, shows the card, asks for help, puts the phone away.

use super::Done;
use crate::commands::bench::load::browser::Browser;
use crate::commands::bench::load::desk::{Dice, Log};
use crate::commands::bench::pause;
use std::net::SocketAddr;
use std::time::Duration;
use web::Params;

const PAGES: [(&str, &str); 10] = [
    ("phone: home", "/m"),
    ("phone: home", "/m"),
    ("phone: home", "/m"),
    ("phone: card", "/m/card"),
    ("phone: card", "/m/card"),
    ("phone: my matters", "/m/matters"),
    ("phone: my matters", "/m/matters"),
    ("phone: my data", "/m/mine"),
    ("phone: who has looked", "/m/looks"),
    ("phone: form", "/m/new/matter"),
];
/// Nobody asks more often.
const MOST: usize = 3;

/// A member with a phone that is signed in.
pub struct Holder {
    /// For the cookie.
    pub token: String,
    /// What every form carries.
    pub csrf: String,
}

/// The phone in somebody's hand.
pub struct Phone {
    browser: Browser,
    dice: Dice,
    log: Log,
    asked: usize,
}

impl Phone {
    /// A phone. The dice decide what its holder will do.
    pub fn new(address: SocketAddr, holder: &Holder, dice: Dice, log: Log) -> Phone {
        let cookie = format!("niangjia-m={}", holder.token);
        let browser = Browser::with(address, cookie, &holder.csrf);
        Phone { browser, dice, log, asked: 0 }
    }

    /// Takes it in hand now and then, from the common beginning on.
    pub fn use_it(&mut self, lasts: Duration) -> Done {
        let first = self.dice.throw(20_000);
        pause(Duration::from_millis(first.into()));
        while self.log.began.elapsed() < lasts {
            for _ in 0..=self.dice.throw(3) {
                self.page();
                let read = 2_000 + self.dice.throw(3_000);
                pause(Duration::from_millis(read.into()));
            }
            self.browser.rest();
            let away = 20_000 + self.dice.throw(40_000);
            let left = lasts.saturating_sub(self.log.began.elapsed());
            pause(Duration::from_millis(away.into()).min(left));
        }
        let log = std::mem::replace(&mut self.log, Log::new(std::time::Instant::now()));
        Done { log, asked: self.asked, answered: 0, numbers: 0 }
    }

    fn page(&mut self) {
        if self.asked < MOST && self.dice.throw(100) < 8 {
            return self.ask();
        }
        let at = usize::try_from(self.dice.throw(10)).unwrap_or(0);
        let Some((kind, path)) = PAGES.get(at) else { return };
        self.log.take(kind, 200, || self.browser.get(path));
    }

    fn ask(&mut self) {
        let words = format!("班组的夜班费连着{}个月没发，想请工会问一问。", self.asked + 2);
        let form = Params::default().add("kind", "ADVICE").add("words", words.as_str());
        let sent = self
            .log
            .take("phone: asking for help", 303, || self.browser.post("/m/new/matter", form));
        self.asked += usize::from(sent.is_some());
    }
}
