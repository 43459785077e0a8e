//! Carries what the outbox holds, one message after the other, in a thread of its own: no request waits for the
//! other side. A message that was taken when the program died is taken again after a while, with the same id.

use courier::{Failure, Letter, Limits, MailServer, Sealing, Way};
use parking_lot::{Condvar, Mutex};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use store::outbox::{Message, Outgoing, Target};
use store::{Result, Store, StoreError};

static BELL: Mutex<bool> = Mutex::new(false);
static HEARD: Condvar = Condvar::new();
/// Looks by itself so often for what others have written.
const LOOK: Duration = Duration::from_secs(5);

/// Tells the thread that somebody waits for an answer.
pub fn wake() {
    *BELL.lock() = true;
    HEARD.notify_one();
}

fn wait() {
    let mut rung = BELL.lock();
    if !*rung {
        HEARD.wait_for(&mut rung, LOOK);
    }
    *rung = false;
}

/// Starts the thread.
pub fn spawn(store: Arc<Store>) -> Option<JoinHandle<()>> {
    let work = move || {
        loop {
            match step(&store) {
                Ok(true) => {}
                Ok(false) => wait(),
                Err(error) => {
                    tracing::error!(%error, "outbox");
                    wait();
                }
            }
        }
    };
    let begun = std::thread::Builder::new().name("outbox".into()).spawn(work);
    begun.inspect_err(|error| tracing::error!(%error, "no thread for the outbox")).ok()
}

/// Carries the next message that is due; says whether there was one.
pub fn step(store: &Store) -> Result<bool> {
    let Some(one) = store.take_outgoing()? else { return Ok(false) };
    match carry(store, &one)? {
        Ok(()) => store.outgoing_sent(&one)?,
        Err(failure) => {
            tracing::warn!(message = one.message, tries = one.tries, say = failure.say, "outbox");
            store.outgoing_failed(&one, &failure.say, failure.lasting)?;
        }
    }
    Ok(true)
}

fn carry(store: &Store, one: &Outgoing) -> Result<std::result::Result<(), Failure>> {
    let lasting = |say: &str| Ok(Err(Failure { say: say.to_owned(), lasting: true }));
    let way = match store.channel_target(one.channel) {
        Ok(Target::Hook { url, secret }) => Way::Hook { url, secret },
        Ok(Target::Robot { url }) => Way::Robot { url },
        Ok(Target::Mail(to)) => {
            let address = store.address_of(one.user)?;
            if address.is_empty() {
                return lasting("收件人没有邮箱地址，或账号已停用");
            }
            let sealing = match to.sealing.as_str() {
                "tls" => Sealing::Tls,
                "starttls" => Sealing::StartTls,
                _ => Sealing::Clear,
            };
            let (host, login, password, from) = (to.host, to.login, to.password, to.from);
            Way::Mail(MailServer { host, port: to.port, sealing, login, password, from }, address)
        }
        // The key does not fit: that is the administrator's to know, and no reason to stand still.
        Err(StoreError::Unavailable { say, cause: None }) => return lasting(&say),
        Err(error) => return Err(error),
    };
    let site = store.setting_on("site", store.today())?;
    Ok(courier::carry(&way, &letter(store, one, &site), Limits::usual(store.outbox_inside()?)))
}

fn letter(store: &Store, one: &Outgoing, site: &str) -> Letter {
    let body: &Message = &one.body;
    Letter {
        id: one.message.clone(),
        subject: body.subject(),
        text: body.text(site),
        json: body.json(&one.message, &store::clock::show(one.at), site),
        at: store.clock.now() / 1000,
    }
}
