//! The key on paper or stick: written under a passphrase, apart from every backup.

use super::key_check;
use crate::error::{Result, StoreError};
use crate::keys::{Cipher, Keys, hex, random, unhex, write_private};
use crate::users::{Hashing, password};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use std::path::Path;
use zeroize::Zeroizing;

const NAME: &str = "niangjia-key";

/// The file: what the passphrase needs, and the sealed secret.
#[derive(serde::Serialize, serde::Deserialize)]
struct Sealed {
    format: String,
    version: u32,
    memory_kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    secret: String,
    key_check: String,
}

impl Sealed {
    fn hashing(&self) -> Hashing {
        Hashing { memory_kib: self.memory_kib, passes: self.passes }
    }
    /// Everything beside the secret is bound to it.
    fn bound(&self) -> String {
        let Sealed { format, version, memory_kib, passes, salt, key_check, .. } = self;
        format!("{format} {version} {memory_kib} {passes} {salt} {key_check}")
    }
    fn cipher(&self, passphrase: &str) -> Result<Aes256Gcm> {
        let salt = unhex(&self.salt).ok_or_else(damaged)?;
        let key = self.hashing().key(passphrase, &salt)?;
        Aes256Gcm::new_from_slice(key.as_slice()).map_err(|_| damaged())
    }
}

fn damaged() -> StoreError {
    StoreError::unavailable("密钥备份文件读不出来，密钥没有写入；请换一份密钥备份")
}

/// Writes the key into a new file that only the passphrase opens.
pub fn export_key(keys: &Keys, path: &Path, passphrase: &str, hashing: Hashing) -> Result<()> {
    password::check(passphrase, "", "")?;
    let nonce = random::<12>()?;
    let mut file = Sealed {
        format: NAME.to_owned(),
        version: 1,
        memory_kib: hashing.memory_kib,
        passes: hashing.passes,
        salt: hex(&random::<16>()?),
        nonce: hex(&nonce),
        secret: String::new(),
        key_check: key_check(keys),
    };
    let bound = file.bound();
    let payload = Payload { msg: keys.secret(), aad: bound.as_bytes() };
    let sealed = file.cipher(passphrase)?.encrypt(&nonce.into(), payload);
    file.secret = hex(&sealed.map_err(|_| damaged())?);
    let text = serde_json::to_string_pretty(&file)
        .map_err(|cause| StoreError::caused("密钥备份写不出来，没有写文件", cause))?;
    write_private(path, &text)
}

/// Opens a key backup and writes the key file, which must not exist yet.
pub fn import_key(file: &Path, passphrase: &str, target: &Path) -> Result<()> {
    if target.exists() {
        let say = format!("{} 已经有密钥，没有动它；请先核对是不是同一把", target.display());
        return Err(StoreError::refuse("target", say));
    }
    let secret = open(file, passphrase)?;
    write_private(target, &Zeroizing::new(hex(&secret)))
}

fn open(file: &Path, passphrase: &str) -> Result<Zeroizing<Vec<u8>>> {
    let text = std::fs::read_to_string(file).map_err(|cause| {
        let say = format!("读不到密钥备份 {}，密钥没有写入", file.display());
        StoreError::caused(say, cause)
    })?;
    let sealed: Sealed = serde_json::from_str(&text).map_err(|_| damaged())?;
    // A file that asks for more would only stop the machine.
    let fits = sealed.memory_kib <= 1 << 20 && sealed.passes <= 32;
    if sealed.format != NAME || sealed.version != 1 || !fits {
        return Err(damaged());
    }
    let nonce = unhex(&sealed.nonce).ok_or_else(damaged)?;
    let nonce: [u8; 12] = nonce.try_into().map_err(|_| damaged())?;
    let body = unhex(&sealed.secret).ok_or_else(damaged)?;
    let bound = sealed.bound();
    let payload = Payload { msg: &body, aad: bound.as_bytes() };
    let secret = sealed.cipher(passphrase)?.decrypt(&nonce.into(), payload).map_err(|_| {
        StoreError::refuse("passphrase", "口令不对，或密钥备份被改过。密钥没有写入；请核对口令")
    })?;
    let secret = Zeroizing::new(secret);
    Keys::from_secret(&secret, Cipher::Aes)?;
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TINY: Hashing = Hashing { memory_kib: 8, passes: 1 };
    const WORDS: &str = "Tulip-42xq-forest";

    #[test]
    fn a_key_comes_back_with_its_passphrase_only_and_never_over_another() {
        let folder = std::env::temp_dir().join(format!("niangjia-key-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let (file, target) = (folder.join("sealed"), folder.join("niangjia.key"));
        let keys = Keys::from_secret(&[7; 32], Cipher::Sm4).unwrap();
        assert!(export_key(&keys, &file, "short", TINY).is_err() && !file.exists());
        export_key(&keys, &file, WORDS, TINY).unwrap();
        assert!(!std::fs::read_to_string(&file).unwrap().contains(&hex(&[7; 32])));

        assert!(import_key(&file, "Tulip-42xq-forests", &target).is_err() && !target.exists());
        import_key(&file, WORDS, &target).unwrap();
        let back = Keys::load(&target, Cipher::Aes).unwrap();
        assert_eq!(key_check(&back), key_check(&keys));
        let say = import_key(&file, WORDS, &target).unwrap_err().to_string();
        assert!(say.contains("没有动它"), "{say}");

        let altered =
            std::fs::read_to_string(&file).unwrap().replace("\"passes\": 1", "\"passes\": 2");
        std::fs::write(&file, altered).unwrap();
        assert!(import_key(&file, WORDS, &folder.join("other")).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
