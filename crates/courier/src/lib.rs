//! Carries messages out of the house: by e-mail, to a webhook, to a group's robot. It knows nothing of records,
//! of SQL or of the clock; what it is given to say is said, and what came of it is told in a sentence.
//!
//! Read in this order: this file · [`address`] where nothing may be sent · [`mail`] · [`hook`].

pub mod address;
mod hook;
mod mail;

pub use hook::{SIGNATURE, TIMESTAMP, signature};

use std::sync::mpsc;
use std::time::Duration;

/// What is said, in the forms the ways need.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// The same for every attempt, so that a receiver can drop repeats.
    pub id: String,
    /// One line.
    pub subject: String,
    /// A few lines for people.
    pub text: String,
    /// The same for programs, a JSON object.
    pub json: String,
    /// Now, UTC seconds: what a webhook's signature is bound to.
    pub at: i64,
}

/// How a server for mail is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
    /// TLS from the first byte (port 465).
    Tls,
    /// TLS after STARTTLS, or nothing is sent (port 587).
    StartTls,
    /// In the clear: only to an address inside the house.
    Clear,
}

/// A server that takes mail.
#[derive(Clone)]
pub struct MailServer {
    /// Its name, to which its certificate must belong.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How it is spoken to.
    pub sealing: Sealing,
    /// Who signs in; nobody when empty.
    pub login: String,
    /// With which password.
    pub password: String,
    /// The sender.
    pub from: String,
}

/// A way out.
#[derive(Clone)]
pub enum Way {
    /// E-mail to one address.
    Mail(MailServer, String),
    /// A signed POST.
    Hook {
        /// Where to.
        url: String,
        /// The key of the signature.
        secret: String,
    },
    /// The robot of a 企业微信 group; its address is its key.
    Robot {
        /// Where to.
        url: String,
    },
}

/// How long it may take and where it may lead.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Addresses inside the house are allowed.
    pub inside: bool,
    /// Patience with one answer.
    pub each: Duration,
    /// Patience in all, however the other side spreads its answers.
    pub whole: Duration,
}

impl Limits {
    /// What the program uses.
    pub fn usual(inside: bool) -> Limits {
        Limits { inside, each: Duration::from_secs(10), whole: Duration::from_secs(30) }
    }
}

/// Why it was not carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// For the administrator; never an address, a key or a password.
    pub say: String,
    /// Trying again would not help.
    pub lasting: bool,
}

impl Failure {
    fn passing(say: impl Into<String>) -> Failure {
        Failure { say: say.into(), lasting: false }
    }
    fn lasting(say: impl Into<String>) -> Failure {
        Failure { say: say.into(), lasting: true }
    }
    fn silent(patience: Duration) -> Failure {
        Failure::passing(format!("对方{}秒内没有答复", patience.as_secs_f32().ceil()))
    }
}

/// Carries a letter once. Whoever answers drop by drop is left alone after the whole patience.
pub fn carry(way: &Way, letter: &Letter, limits: Limits) -> Result<(), Failure> {
    let (way, letter) = (way.clone(), letter.clone());
    let (done, came) = mpsc::channel();
    let work = move || {
        let outcome = match &way {
            Way::Mail(server, to) => mail::send(server, to, &letter, limits),
            Way::Hook { url, secret } => hook::post(url, secret, &letter, limits),
            Way::Robot { url } => hook::robot(url, &letter, limits),
        };
        // Nobody listens any more once the patience is over.
        let _ = done.send(outcome);
    };
    let begun = std::thread::Builder::new().name("courier".into()).spawn(work);
    if begun.is_err() {
        return Err(Failure::passing("系统没有给出线程，稍后再试"));
    }
    came.recv_timeout(limits.whole).unwrap_or_else(|_| Err(Failure::silent(limits.whole)))
}
