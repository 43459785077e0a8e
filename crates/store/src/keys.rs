//! Keys and what they do: encrypted fields, blind indexes, digests of the journal.
//!
//! A ciphertext is `algorithm | key number | nonce(12) | text | tag(16)`; its associated data names
//! register, record and field, so that a value cannot be moved to another place unnoticed.

use crate::error::{Result, StoreError};
use aes_gcm::aead::{Aead, KeyInit, Payload, consts::U12};
use aes_gcm::{Aes256Gcm, AesGcm};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::io::Write;
use std::path::Path;
use zeroize::Zeroizing;

type Sm4Gcm = AesGcm<sm4::Sm4, U12>;

/// Which cipher new values are written with; both can always be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cipher {
    /// AES-256-GCM.
    Aes,
    /// SM4-GCM (GB/T 32907).
    Sm4,
}

impl Cipher {
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Cipher::Aes => 1,
            Cipher::Sm4 => 2,
        }
    }
    /// Name in settings.
    pub const fn code(self) -> &'static str {
        match self {
            Cipher::Aes => "aes256",
            Cipher::Sm4 => "sm4",
        }
    }
    /// From its name in settings.
    pub fn from_code(code: &str) -> Option<Cipher> {
        [Cipher::Aes, Cipher::Sm4].into_iter().find(|cipher| cipher.code() == code)
    }
}

/// The installation's secrets, made at `init`, kept in a file of mode 600, never in the database.
pub struct Keys {
    cipher: Cipher,
    secret: Zeroizing<Vec<u8>>,
    aes: Aes256Gcm,
    sm4: Sm4Gcm,
    blind: Hmac<Sha256>,
    journal: Hmac<Sha256>,
    files: Hmac<Sha256>,
}

/// A digest under way.
pub(crate) struct Digesting(Hmac<Sha256>);

impl Digesting {
    /// Goes on with these bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
    /// The digest of all of them.
    pub fn finish(self) -> Vec<u8> {
        self.0.finalize().into_bytes().to_vec()
    }
}

/// The key of one file.
pub(crate) enum FileKey {
    Aes(Box<Aes256Gcm>),
    Sm4(Box<Sm4Gcm>),
}

impl FileKey {
    /// Encrypts a piece; a nonce is used once.
    pub fn seal(&self, nonce: [u8; 12], bound: &[u8], clear: &[u8]) -> Option<Vec<u8>> {
        let payload = Payload { msg: clear, aad: bound };
        match self {
            FileKey::Aes(key) => key.encrypt(&nonce.into(), payload).ok(),
            FileKey::Sm4(key) => key.encrypt(&nonce.into(), payload).ok(),
        }
    }
    /// Decrypts a piece; `None` when it was altered or stands in another place.
    pub fn open(&self, nonce: [u8; 12], bound: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let payload = Payload { msg: sealed, aad: bound };
        match self {
            FileKey::Aes(key) => key.decrypt(&nonce.into(), payload).ok(),
            FileKey::Sm4(key) => key.decrypt(&nonce.into(), payload).ok(),
        }
    }
}

/// Random bytes from the system.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| StoreError::unavailable(format!("系统没有给出随机数：{error}")))?;
    Ok(bytes)
}

fn hmac(key: &[u8]) -> Result<Hmac<Sha256>> {
    <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).map_err(|_| broken_key())
}

fn broken_key() -> StoreError {
    StoreError::unavailable("密钥文件损坏。数据没有动；请用密钥备份恢复密钥文件")
}

impl Keys {
    /// Derives the working keys from the 32 secret bytes.
    pub fn from_secret(secret: &[u8], cipher: Cipher) -> Result<Keys> {
        if secret.len() != 32 {
            return Err(broken_key());
        }
        let derive = |purpose: &[u8]| -> Result<Zeroizing<Vec<u8>>> {
            let mut mac = hmac(secret)?;
            mac.update(purpose);
            Ok(Zeroizing::new(mac.finalize().into_bytes().to_vec()))
        };
        let sm4_key = derive(b"field sm4")?;
        let short = sm4_key.get(..16).ok_or_else(broken_key)?;
        Ok(Keys {
            cipher,
            secret: Zeroizing::new(secret.to_vec()),
            aes: Aes256Gcm::new_from_slice(&derive(b"field aes")?).map_err(|_| broken_key())?,
            sm4: Sm4Gcm::new_from_slice(short).map_err(|_| broken_key())?,
            blind: hmac(&derive(b"blind index")?)?,
            journal: hmac(&derive(b"journal")?)?,
            files: hmac(&derive(b"files")?)?,
        })
    }

    /// Makes new keys and writes them to a file only its owner can read.
    pub fn create(path: &Path, cipher: Cipher) -> Result<Keys> {
        let secret = Zeroizing::new(random::<32>()?);
        write_private(path, &hex(secret.as_slice()))?;
        Keys::from_secret(secret.as_slice(), cipher)
    }

    /// Reads the key file.
    pub fn load(path: &Path, cipher: Cipher) -> Result<Keys> {
        let text = std::fs::read_to_string(path).map_err(|cause| {
            StoreError::caused(
                format!("读不到密钥文件 {}，身份证号等将无法显示", path.display()),
                cause,
            )
        })?;
        let secret = Zeroizing::new(unhex(text.trim()).ok_or_else(broken_key)?);
        Keys::from_secret(&secret, cipher)
    }

    /// The secret itself, for `key export` only.
    pub fn secret(&self) -> &[u8] {
        &self.secret
    }

    /// A key for another purpose, from the same secret.
    pub(crate) fn derived(&self, purpose: &[u8]) -> Result<Zeroizing<[u8; 32]>> {
        let mut mac = hmac(&self.secret)?;
        mac.update(purpose);
        Ok(Zeroizing::new(mac.finalize().into_bytes().into()))
    }

    /// Encrypts a value for its place.
    pub fn seal(&self, place: &str, clear: &str) -> Result<Vec<u8>> {
        let nonce = random::<12>()?;
        let payload = Payload { msg: clear.as_bytes(), aad: place.as_bytes() };
        let sealed = match self.cipher {
            Cipher::Aes => self.aes.encrypt(&nonce.into(), payload),
            Cipher::Sm4 => self.sm4.encrypt(&nonce.into(), payload),
        };
        let sealed = sealed.map_err(|_| StoreError::unavailable("加密失败，这一步没有写入"))?;
        let mut out = Vec::with_capacity(sealed.len() + 14);
        out.extend([self.cipher.byte(), 1]);
        out.extend(nonce);
        out.extend(sealed);
        Ok(out)
    }

    /// Decrypts a value of its place; `None` when it was altered, moved or sealed by another key.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Option<String> {
        let (head, body) = sealed.split_at_checked(14)?;
        let (marks, nonce) = head.split_at_checked(2)?;
        let nonce: [u8; 12] = nonce.try_into().ok()?;
        let payload = Payload { msg: body, aad: place.as_bytes() };
        let clear = match marks.first()? {
            1 => self.aes.decrypt(&nonce.into(), payload).ok()?,
            2 => self.sm4.decrypt(&nonce.into(), payload).ok()?,
            _ => return None,
        };
        String::from_utf8(clear).ok()
    }

    /// The blind index of a normalised value: equal values have equal indexes, nothing else shows.
    pub fn blind(&self, kind: &str, clear: &str) -> Vec<u8> {
        let mut mac = self.blind.clone();
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(clear.as_bytes());
        mac.finalize().into_bytes().into_iter().take(16).collect()
    }

    /// The digest of a row version's plaintext, kept in the journal.
    pub fn digest(&self, plaintext: &[u8]) -> Vec<u8> {
        let mut digest = self.digesting();
        digest.add(plaintext);
        digest.finish()
    }

    /// The same digest, piece by piece.
    pub(crate) fn digesting(&self) -> Digesting {
        Digesting(self.journal.clone())
    }

    /// Which cipher new values are written with.
    pub(crate) fn cipher(&self) -> Cipher {
        self.cipher
    }

    /// The key of one file; no two files have the same, so that their nonces may count from 0.
    pub(crate) fn of_file(&self, cipher: Cipher, salt: &[u8], place: &str) -> Result<FileKey> {
        let mut mac = self.files.clone();
        mac.update(cipher.code().as_bytes());
        mac.update(&[0]);
        mac.update(salt);
        mac.update(place.as_bytes());
        let key = Zeroizing::new(mac.finalize().into_bytes().to_vec());
        let short = key.get(..16).ok_or_else(broken_key)?;
        Ok(match cipher {
            Cipher::Aes => {
                FileKey::Aes(Box::new(Aes256Gcm::new_from_slice(&key).map_err(|_| broken_key())?))
            }
            Cipher::Sm4 => {
                FileKey::Sm4(Box::new(Sm4Gcm::new_from_slice(short).map_err(|_| broken_key())?))
            }
        })
    }
}

/// Writes a file of mode 600 that did not exist before.
pub fn write_private(path: &Path, text: &str) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let say = || format!("写不了文件 {}", path.display());
    let mut file = options.open(path).map_err(|cause| StoreError::caused(say(), cause))?;
    file.write_all(text.as_bytes()).map_err(|cause| StoreError::caused(say(), cause))?;
    file.sync_all().map_err(|cause| StoreError::caused(say(), cause))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes of hexadecimal text.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_in_its_place_and_unaltered() {
        for cipher in [Cipher::Aes, Cipher::Sm4] {
            let keys = Keys::from_secret(&[7; 32], cipher).unwrap();
            let sealed = keys.seal("person.1.paper_no", "11010519491231002X").unwrap();
            assert_eq!(keys.open("person.1.paper_no", &sealed).unwrap(), "11010519491231002X");
            assert!(keys.open("person.2.paper_no", &sealed).is_none(), "moved to another record");
            let mut altered = sealed.clone();
            *altered.last_mut().unwrap() ^= 1;
            assert!(keys.open("person.1.paper_no", &altered).is_none(), "one bit changed");
            let other = Keys::from_secret(&[8; 32], cipher).unwrap();
            assert!(other.open("person.1.paper_no", &sealed).is_none(), "another key");
        }
    }

    #[test]
    fn both_ciphers_are_read_whichever_is_set() {
        let aes = Keys::from_secret(&[7; 32], Cipher::Aes).unwrap();
        let sm4 = Keys::from_secret(&[7; 32], Cipher::Sm4).unwrap();
        let sealed = sm4.seal("p", "13800138000").unwrap();
        assert_eq!(aes.open("p", &sealed).unwrap(), "13800138000");
    }

    #[test]
    fn sm4_gives_the_published_vector_gb_t_32907() {
        use sm4::cipher::BlockCipherEncrypt;
        let key = unhex("0123456789abcdeffedcba9876543210").unwrap();
        let cipher = sm4::Sm4::new_from_slice(&key).unwrap();
        let mut block = sm4::cipher::Block::<sm4::Sm4>::try_from(key.as_slice()).unwrap();
        cipher.encrypt_block(&mut block);
        assert_eq!(hex(&block), "681edf34d206965e86b3e94f536e4246");
    }
}
