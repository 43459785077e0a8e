//! Records that go from one installation to another as a signed and sealed file, and the cards by which
//! installations know each other. What a file says is declared beside its register, as pairs of name and
//! text; how it is signed and sealed is the store's.

use crate::facts::Facts;
use crate::record::Record;
use crate::value::Value;
use crate::verdict::Refusal;
use crate::workflow::{Case, Parameter};
use sha2::{Digest, Sha256};

/// How a register's records leave for another installation and arrive from one.
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    /// Stable name of the kind of file.
    pub kind: &'static str,
    /// What people call the file: 转会文件.
    pub title: &'static str,
    /// The link to the installation it goes to or came from.
    pub partner: &'static str,
    /// The field that keeps the sender's name of the matter; no two records have the same.
    pub id: &'static str,
    /// The link to whom it is about, recognised by the identity paper.
    pub whom: &'static str,
    /// The fields of whom it is about that hold the paper's number and kind.
    pub paper: (&'static str, &'static str),
    /// The link to the node that receives it here.
    pub to: &'static str,
    /// The register of everything they were here, and its link to them.
    pub past: (&'static str, &'static str),
    /// Computed fields that only a file fills.
    pub came: &'static [&'static str],
    /// For how many days a file is taken.
    pub days: Parameter,
    /// States in which the file may be taken along.
    pub sends_in: &'static [&'static str],
    /// States in which a matter that arrived has been decided, and is answered by a receipt.
    pub answers_in: &'static [&'static str],
    /// The step that a new record makes when it has arrived.
    pub arrives: &'static str,
    /// What the file says of a record.
    pub pack: fn(&Case<'_>) -> Result<Content, Vec<Refusal>>,
    /// What a file that arrived comes to.
    pub take: fn(&Content, &Facts) -> Result<Arrival, Vec<Refusal>>,
    /// What the receipt says of a decided record.
    pub answer: fn(&Record) -> Content,
    /// The step that the receipt makes at the sender's, and what it brings.
    pub settle: fn(&Content, &Facts) -> Result<Settled, Vec<Refusal>>,
}

/// A step with its values.
pub type Settled = (&'static str, Vec<(&'static str, Value)>);

/// What arrived, as values of records.
#[derive(Clone, Debug, Default)]
pub struct Arrival {
    /// Of the person; the paper's number among them.
    pub whom: Vec<(&'static str, Value)>,
    /// Of the record.
    pub values: Vec<(&'static str, Value)>,
}

/// Fields by which a register's records are installations that are trusted.
#[derive(Clone, Copy, Debug)]
pub struct Partners {
    /// What it is called.
    pub name: &'static str,
    /// Its card.
    pub card: &'static str,
    /// The fingerprint of its card.
    pub fingerprint: &'static str,
    /// The fingerprint as it was read aloud; of one that another one vouches for, that nobody has read it.
    pub spoken: &'static str,
    /// The link to who vouches for it.
    pub vouched_by: &'static str,
    /// Whether its vouchers are taken.
    pub superior: &'static str,
    /// By whom it became trusted.
    pub with: &'static str,
    /// Since when it is trusted.
    pub on: &'static str,
}

/// What a file says: names and texts, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content(pub Vec<(String, String)>);

impl Content {
    /// Says one thing more; what is empty is left out.
    pub fn with(mut self, name: &str, text: impl Into<String>) -> Content {
        let text = text.into();
        if !text.is_empty() {
            self.0.push((name.to_owned(), text));
        }
        self
    }
    /// What it says under a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|pair| pair.0 == name).map(|pair| pair.1.as_str())
    }
    /// As a JSON object.
    pub fn to_json(&self) -> serde_json::Value {
        let pairs = self.0.iter().map(|(name, text)| (name.clone(), text.clone().into()));
        serde_json::Value::Object(pairs.collect())
    }
    /// From a JSON object of texts.
    pub fn from_json(json: &serde_json::Value) -> Option<Content> {
        let pair = |(name, text): (&String, &serde_json::Value)| {
            Some((name.clone(), text.as_str()?.to_owned()))
        };
        json.as_object()?.iter().map(pair).collect::<Option<Vec<_>>>().map(Content)
    }
}

/// The public half of an installation's keys, as it is handed to others: a few lines of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Whose it is.
    pub name: String,
    /// Ed25519: its signatures are checked with it.
    pub sign: [u8; 32],
    /// X25519: what is meant for it is sealed with it.
    pub seal: [u8; 32],
}

/// The first line of a card.
pub const CARD_HEAD: &str = "niangjia-card 1";

impl Card {
    /// As text.
    pub fn to_text(&self) -> String {
        let (sign, seal) = (hex(&self.sign), hex(&self.seal));
        format!("{CARD_HEAD}\nname: {}\nsign: {sign}\nseal: {seal}\n", self.name)
    }

    /// From text, as it comes out of a mail or from the clipboard.
    pub fn read(text: &str) -> Option<Card> {
        let text = crate::text::normalise(text);
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        if lines.next()? != CARD_HEAD {
            return None;
        }
        let (mut name, mut sign, mut seal) = (String::new(), None, None);
        for line in lines {
            let (field, value) = line.split_once(':')?;
            match field.trim() {
                "name" => value.trim().clone_into(&mut name),
                "sign" => sign = Some(key(value)?),
                "seal" => seal = Some(key(value)?),
                _ => return None,
            }
        }
        if name.is_empty() {
            return None;
        }
        Some(Card { name, sign: sign?, seal: seal? })
    }

    fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(CARD_HEAD.as_bytes());
        hash.update(self.sign);
        hash.update(self.seal);
        hash.finalize().into()
    }

    /// The number that is read aloud over the telephone: eight groups of five digits.
    pub fn fingerprint(&self) -> String {
        let digest = self.digest();
        let group = |four: &[u8]| {
            let number = four.iter().fold(0_u64, |sum, byte| sum * 256 + u64::from(*byte));
            format!("{:05}", number % 100_000)
        };
        digest.chunks(4).map(group).collect::<Vec<_>>().join(" ")
    }
}

/// Whether two fingerprints are the same number, however it is spaced.
pub fn same_fingerprint(one: &str, other: &str) -> bool {
    let digits = |text: &str| -> String {
        crate::text::normalise(text).chars().filter(char::is_ascii_digit).collect()
    };
    digits(one).len() == 40 && digits(one) == digits(other)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn key(text: &str) -> Option<[u8; 32]> {
    let text = text.trim();
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let pairs = text.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> =
        pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    bytes?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        Card { name: "云溪县总工会".into(), sign: [7; 32], seal: [9; 32] }
    }

    #[test]
    fn a_card_is_read_as_it_was_written_and_not_when_a_line_is_missing() {
        let text = card().to_text();
        assert_eq!(Card::read(&text), Some(card()));
        assert_eq!(Card::read(&format!("  {}", text.replace('\n', "\r\n\n"))), Some(card()));
        for line in 0..4 {
            let short: Vec<&str> =
                text.lines().enumerate().filter(|one| one.0 != line).map(|one| one.1).collect();
            assert_eq!(Card::read(&short.join("\n")), None, "without line {line}");
        }
        assert_eq!(Card::read(&text.replace("card 1", "card 2")), None);
    }

    #[test]
    fn r_key_01_the_fingerprint_is_of_both_keys_and_not_of_the_name() {
        let own = card().fingerprint();
        assert_eq!(own.len(), 8 * 5 + 7);
        assert_eq!(own, Card { name: "另一个名称".into(), ..card() }.fingerprint());
        let mut sign = [7; 32];
        sign[31] ^= 1;
        assert_ne!(own, Card { sign, ..card() }.fingerprint());
        assert_ne!(own, Card { seal: [8; 32], ..card() }.fingerprint());
        assert!(same_fingerprint(&own, &own.replace(' ', "")));
        assert!(!same_fingerprint(&own, &own[..41]), "the end is missing");
        assert!(!same_fingerprint("", ""), "nothing is no fingerprint");
    }
}
