//! The envelope: who it is from and for, sealed for the receiver, signed by the sender. Laid down in
//! `docs/exchange.md`; a change of it raises `VERSION`.

use crate::error::{Result, StoreError};
use crate::keys::{Keys, hex, random, unhex};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hmac::{Hmac, Mac};
use kernel::exchange::{Card, Content};
use kernel::verdict::Refusal;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

/// First word of every file.
const FORMAT: &str = "niangjia-exchange";
/// The layout that this program writes; it reads this one alone.
const VERSION: u32 = 1;
/// Longer files are not looked at.
const LONGEST: usize = 256 * 1024;

/// A file as it lies on a stick or in a mail.
#[derive(Deserialize, Serialize)]
pub(super) struct Envelope {
    format: String,
    version: u32,
    /// Kind of file.
    pub kind: String,
    /// Fingerprint of the sender, digits alone.
    pub from: String,
    /// Fingerprint of the receiver.
    pub to: String,
    ephemeral: String,
    sealed: String,
    signature: String,
}

/// What is sealed.
#[derive(Deserialize, Serialize)]
pub(super) struct Inner {
    pub id: String,
    pub kind: String,
    pub from: String,
    pub to: String,
    pub made_on: String,
    pub until: String,
    pub answers: String,
    pub content: serde_json::Value,
}

impl Inner {
    /// What it says.
    pub fn content(&self) -> Option<Content> {
        Content::from_json(&self.content)
    }
}

/// Whether the owner of a card has signed this text.
pub(super) fn signed_by(card: &Card, text: &str, signature: &str) -> bool {
    let bytes = unhex(signature).and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
    let (Some(bytes), Ok(key)) = (bytes, VerifyingKey::from_bytes(&card.sign)) else {
        return false;
    };
    key.verify_strict(text.as_bytes(), &Signature::from_bytes(&bytes)).is_ok()
}

/// The digits of a card's fingerprint.
pub(super) fn digits(card: &Card) -> String {
    card.fingerprint().replace(' ', "")
}

/// The installation's own two keys; both come from its secret and are kept nowhere.
pub(super) struct Own {
    sign: SigningKey,
    seal: StaticSecret,
}

impl Own {
    pub fn of(keys: &Keys) -> Result<Own> {
        let sign = keys.derived(b"exchange sign")?;
        let seal = keys.derived(b"exchange seal")?;
        Ok(Own { sign: SigningKey::from_bytes(&sign), seal: StaticSecret::from(*seal) })
    }

    /// What others may know of them.
    pub fn card(&self, name: &str) -> Card {
        Card {
            name: name.to_owned(),
            sign: self.sign.verifying_key().to_bytes(),
            seal: PublicKey::from(&self.seal).to_bytes(),
        }
    }

    /// Signs a text.
    pub fn sign(&self, text: &str) -> String {
        hex(&self.sign.sign(text.as_bytes()).to_bytes())
    }

    /// Seals for a card and signs.
    pub fn close(&self, inner: &Inner, to: &Card) -> Result<String> {
        let ephemeral = Zeroizing::new(random::<32>()?);
        let ephemeral = StaticSecret::from(*ephemeral);
        let public = PublicKey::from(&ephemeral).to_bytes();
        let shared = ephemeral.diffie_hellman(&PublicKey::from(to.seal));
        if !shared.was_contributory() {
            return Err(StoreError::unavailable("对方的密钥卡不能用来加密，请对方重新生成密钥卡"));
        }
        let mut envelope = Envelope {
            format: FORMAT.to_owned(),
            version: VERSION,
            kind: inner.kind.clone(),
            from: inner.from.clone(),
            to: inner.to.clone(),
            ephemeral: hex(&public),
            sealed: String::new(),
            signature: String::new(),
        };
        let clear = Zeroizing::new(serde_json::to_vec(inner).map_err(broken)?);
        let head = envelope.head();
        let cipher = cipher(shared.as_bytes(), &public, &to.seal)?;
        let payload = Payload { msg: clear.as_slice(), aad: head.as_bytes() };
        // The key is used for this one message, so that the nonce may stand still.
        let sealed = cipher.encrypt(&[0_u8; 12].into(), payload);
        envelope.sealed =
            hex(&sealed.map_err(|_| StoreError::unavailable("加密失败，文件没有生成"))?);
        envelope.signature = hex(&self.sign.sign(envelope.signed().as_bytes()).to_bytes());
        let mut text = serde_json::to_string_pretty(&envelope).map_err(broken)?;
        text.push('\n');
        Ok(text)
    }

    /// Checks the signature and opens.
    pub fn open(&self, envelope: &Envelope, from: &Card) -> Result<Inner> {
        let signature = unhex(&envelope.signature)
            .and_then(|bytes| <[u8; 64]>::try_from(bytes).ok())
            .ok_or_else(|| altered(&from.name))?;
        let key = VerifyingKey::from_bytes(&from.sign).map_err(|_| altered(&from.name))?;
        key.verify_strict(envelope.signed().as_bytes(), &Signature::from_bytes(&signature))
            .map_err(|_| altered(&from.name))?;
        self.unseal(envelope).ok_or_else(|| altered(&from.name))
    }

    fn unseal(&self, envelope: &Envelope) -> Option<Inner> {
        let public: [u8; 32] = unhex(&envelope.ephemeral)?.try_into().ok()?;
        let own = PublicKey::from(&self.seal).to_bytes();
        let shared = self.seal.diffie_hellman(&PublicKey::from(public));
        if !shared.was_contributory() {
            return None;
        }
        let cipher = cipher(shared.as_bytes(), &public, &own).ok()?;
        let (head, sealed) = (envelope.head(), unhex(&envelope.sealed)?);
        let payload = Payload { msg: &sealed, aad: head.as_bytes() };
        let clear = Zeroizing::new(cipher.decrypt(&[0_u8; 12].into(), payload).ok()?);
        let inner: Inner = serde_json::from_slice(&clear).ok()?;
        // What was signed outside is what was meant inside: nobody signs another one's letter anew.
        let same =
            inner.kind == envelope.kind && inner.from == envelope.from && inner.to == envelope.to;
        same.then_some(inner)
    }
}

impl Envelope {
    /// Reads a file without believing it.
    pub fn read(text: &str) -> Result<Envelope> {
        let unread = || refuse("这不是转会文件或回执，或者文件已经损坏，请对方重新发来");
        if text.len() > LONGEST {
            return Err(unread());
        }
        let json: serde_json::Value =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| unread())?;
        if json.get("format").and_then(serde_json::Value::as_str) != Some(FORMAT) {
            return Err(unread());
        }
        let version = json.get("version").and_then(serde_json::Value::as_u64);
        if version.is_some_and(|version| version > u64::from(VERSION)) {
            return Err(refuse("这个文件是较新版本的程序做的，请先升级本系统，再收一次"));
        }
        serde_json::from_value(json).map_err(|_| unread())
    }

    fn head(&self) -> String {
        format!(
            "{FORMAT} {VERSION}\n{}\n{}\n{}\n{}\n",
            self.kind, self.from, self.to, self.ephemeral
        )
    }

    fn signed(&self) -> String {
        format!("{}{}", self.head(), self.sealed)
    }
}

/// The key of one message: HKDF over the shared secret, bound to both public keys.
fn cipher(shared: &[u8], ephemeral: &[u8], receiver: &[u8]) -> Result<Aes256Gcm> {
    let mac = |key: &[u8]| {
        <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key)
            .map_err(|_| StoreError::unavailable("加密失败，文件没有生成"))
    };
    let mut extract = mac(FORMAT.as_bytes())?;
    extract.update(shared);
    let secret = Zeroizing::new(extract.finalize().into_bytes().to_vec());
    let mut expand = mac(&secret)?;
    expand.update(ephemeral);
    expand.update(receiver);
    expand.update(&[1]);
    let key = Zeroizing::new(expand.finalize().into_bytes().to_vec());
    Aes256Gcm::new_from_slice(&key).map_err(|_| StoreError::unavailable("加密失败，文件没有生成"))
}

/// R-TRF-06.
pub(super) fn refuse(say: impl Into<String>) -> StoreError {
    StoreError::Refused(vec![Refusal::on("file", say).by("R-TRF-06")])
}

fn altered(name: &str) -> StoreError {
    refuse(format!("文件被改动过，或者不是{name}签发的，不能收；请打电话和对方核对，重新发来"))
}

fn broken(cause: serde_json::Error) -> StoreError {
    StoreError::caused("文件没有生成，请再试一次", cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Cipher;

    fn own(secret: u8) -> Own {
        Own::of(&Keys::from_secret(&[secret; 32], Cipher::Aes).unwrap()).unwrap()
    }

    fn inner(from: &Card, to: &Card) -> Inner {
        Inner {
            id: "0197a1".into(),
            kind: "transfer".into(),
            from: digits(from),
            to: digits(to),
            made_on: "2026-06-15".into(),
            until: "2026-09-13".into(),
            answers: String::new(),
            content: Content::default().with("name", "李秀芳").to_json(),
        }
    }

    #[test]
    fn r_trf_06_what_was_sealed_is_opened_by_the_receiver_alone_and_shows_nothing() {
        let (here, there, other) = (own(1), own(2), own(3));
        let (from, to) = (here.card("云溪县总工会"), there.card("清河县总工会"));
        let text = here.close(&inner(&from, &to), &to).unwrap();
        assert!(!text.contains("李秀芳"), "{text}");
        let envelope = Envelope::read(&text).unwrap();
        let opened = there.open(&envelope, &from).unwrap();
        assert_eq!(opened.content().unwrap().get("name"), Some("李秀芳"));
        assert!(other.open(&envelope, &from).is_err(), "somebody else's key");
        assert!(there.open(&envelope, &other.card("云溪县总工会")).is_err(), "another signature");
        let again = here.close(&inner(&from, &to), &to).unwrap();
        assert_ne!(text, again, "a key is used once");
    }

    #[test]
    fn r_trf_06_a_file_altered_in_any_part_is_refused() {
        let (here, there) = (own(1), own(2));
        let (from, to) = (here.card("云溪县总工会"), there.card("清河县总工会"));
        let text = here.close(&inner(&from, &to), &to).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        for field in ["kind", "from", "to", "ephemeral", "sealed", "signature"] {
            let mut json = json.clone();
            let old = json[field].as_str().unwrap().to_owned();
            let last = if old.ends_with('1') { '2' } else { '1' };
            let new = format!("{}{last}", &old[..old.len() - 1]);
            json[field] = new.into();
            let envelope = Envelope::read(&json.to_string()).unwrap();
            assert!(there.open(&envelope, &from).is_err(), "{field}");
        }
    }

    #[test]
    fn r_trf_06_what_another_trusted_one_signed_anew_is_not_taken_for_theirs() {
        let (here, there, thief) = (own(1), own(2), own(3));
        let (from, to) = (here.card("云溪县总工会"), there.card("清河县总工会"));
        let text = here.close(&inner(&from, &to), &to).unwrap();
        let mut envelope = Envelope::read(&text).unwrap();
        let card = thief.card("别的总工会");
        envelope.from = digits(&card);
        envelope.signature = hex(&thief.sign.sign(envelope.signed().as_bytes()).to_bytes());
        assert!(there.open(&envelope, &card).is_err());
    }

    #[test]
    fn what_is_no_file_or_a_newer_one_is_told_apart() {
        let said = |text: &str| Envelope::read(text).err().unwrap().to_string();
        assert!(said("会员花名册").contains("不是转会文件"));
        assert!(said("{}").contains("不是转会文件"));
        let newer = r#"{"format":"niangjia-exchange","version":2}"#;
        assert!(said(newer).contains("升级"), "{}", said(newer));
    }
}
