//! Passwords: what a good one is, how it is kept, how it is changed.

use super::{Ctx, Result, Sql, Store, StoreError, Tx, load, lock, plain, session, throttle};
use crate::keys::random;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use kernel::verdict::Refusal;
use parking_lot::{Condvar, Mutex};

/// The cost of argon2id. Less only in tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hashing {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Default for Hashing {
    fn default() -> Hashing {
        Hashing { memory_kib: 19 * 1024, passes: 2 }
    }
}

/// Passwords hashed at the same time: each takes its memory, and sign-in must not take it all.
const AT_ONCE: u8 = 2;
static BUSY: Mutex<u8> = Mutex::new(0);
static FREE: Condvar = Condvar::new();

struct Turn;

impl Turn {
    fn wait() -> Turn {
        let mut busy = BUSY.lock();
        while *busy >= AT_ONCE {
            FREE.wait(&mut busy);
        }
        *busy += 1;
        Turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *BUSY.lock() -= 1;
        FREE.notify_one();
    }
}

fn unusable() -> StoreError {
    StoreError::unavailable("口令算不出来，这一步没有做；请把编号告诉管理员")
}

impl Hashing {
    fn argon(self) -> Result<Argon2<'static>> {
        let params = Params::new(self.memory_kib, self.passes, 1, None).map_err(|_| unusable())?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }

    /// The hash of a password, with its parameters and a random salt.
    pub fn hash(self, clear: &str) -> Result<String> {
        let argon = self.argon()?;
        let _turn = Turn::wait();
        let hash = argon.hash_password(clear.as_bytes()).map_err(|_| unusable())?;
        Ok(hash.to_string())
    }

    /// A key of 32 bytes from a passphrase.
    pub fn key(self, clear: &str, salt: &[u8]) -> Result<zeroize::Zeroizing<[u8; 32]>> {
        let mut key = zeroize::Zeroizing::new([0; 32]);
        let _turn = Turn::wait();
        self.argon()?
            .hash_password_into(clear.as_bytes(), salt, key.as_mut_slice())
            .map_err(|_| unusable())?;
        Ok(key)
    }
}

/// Whether a password is the hashed one; its own parameters are used.
pub fn verify(clear: &str, hash: &str) -> bool {
    let _turn = Turn::wait();
    Argon2::default().verify_password(clear.as_bytes(), hash).is_ok()
}

const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/// A password for one sign-in, without letters that look alike on paper.
pub fn one_time() -> Result<String> {
    let mut made = String::with_capacity(12);
    while made.len() < 12 {
        // The low six bits pick a letter; those beyond the list are thrown away, not folded.
        let picks = random::<32>()?.map(|byte| LETTERS.get(usize::from(byte & 63)));
        made.extend(picks.into_iter().flatten().take(12 - made.len()).map(|c| char::from(*c)));
    }
    Ok(made)
}

/// What everybody tries first; digits and signs around them change nothing.
const COMMON: &str = " password passw admin administrator root user guest test welcome login master \
    qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc abc abcd \
    abcdef abcdefg abcdefgh aa aaa aaaa iloveyou woaini woaiwojia woaizhongguo zhongguo china gonghui \
    zonggonghui zgh xianzonggonghui niangjia laodong zhigong huiyuan guanliyuan mima wodemima \
    letmein monkey dragon sunshine princess football superman changeme default temp secret ";

fn folded(clear: &str) -> String {
    let small = clear.to_lowercase();
    let plain = small.chars().map(|c| match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '$' | '5' => 's',
        '3' => 'e',
        '1' | '!' => 'i',
        c => c,
    });
    plain.collect()
}

fn is_common(clear: &str) -> bool {
    let edges = |c: char| !c.is_alphabetic();
    let small = clear.to_lowercase();
    let stems = [small.trim_matches(edges).to_owned(), folded(small.trim_matches(edges))];
    let digits_only = stems.iter().any(String::is_empty);
    digits_only || stems.iter().any(|stem| COMMON.contains(&format!(" {stem} ")))
}

/// Keyboard rows, alphabet and digits run through, or a few letters again and again.
fn is_monotone(clear: &str) -> bool {
    let letters: Vec<char> = clear.chars().collect();
    let mut kinds = letters.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let step = |pair: &[char]| match pair {
        [a, b] => u32::from(*b).abs_diff(u32::from(*a)) <= 1,
        _ => false,
    };
    let steps = letters.windows(2).filter(|pair| step(pair)).count();
    kinds.len() < 5 || steps * 4 >= (letters.len() - 1) * 3
}

fn classes(clear: &str) -> usize {
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_lowercase(),
        |c| c.is_uppercase(),
        |c| c.is_ascii_digit(),
        |c| !c.is_lowercase() && !c.is_uppercase() && !c.is_ascii_digit(),
    ];
    kinds.iter().filter(|kind| clear.chars().any(**kind)).count()
}

/// Everything that is wrong with a password; the password itself is never repeated.
pub fn weaknesses(clear: &str, login: &str, name: &str) -> Vec<Refusal> {
    let count = clear.chars().count();
    let mut found = Vec::new();
    let mut say = |reason: &str| found.push(Refusal::on("password", reason));
    if count < 10 {
        say("密码至少 10 个字符");
    }
    if count > 128 {
        say("密码不超过 128 个字符");
    }
    if count < 16 && classes(clear) < 3 {
        say("密码应含大写、小写、数字、符号中的三类；或者写到 16 个字符以上");
    }
    let small = clear.to_lowercase();
    let has = |part: &str| part.chars().count() >= 2 && small.contains(&part.to_lowercase());
    let sound = kernel::pinyin::of_person(name).full;
    if has(login) || has(name) || (sound.len() >= 4 && small.contains(&sound)) {
        say("密码里不能有登录名、姓名或姓名拼音");
    }
    if is_common(clear) || is_monotone(clear) {
        say("这个密码太常见，容易被猜到；请用几个不相干的词拼起来");
    }
    found
}

/// Refuses a weak password with every reason.
pub fn check(clear: &str, login: &str, name: &str) -> Result<()> {
    kernel::verdict::verdict(weaknesses(clear, login, name)).map_err(StoreError::from)
}

/// How many passwords may not come again, the present one included.
const REMEMBERED: usize = 5;

/// A change of password.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Whose.
    pub user: i64,
    /// The present one; not asked at the machine's own command line.
    pub current: Option<&'a str>,
    /// The new one.
    pub fresh: &'a str,
    /// The session that stays; every other one of the account ends.
    pub keep: Option<&'a str>,
}

struct Kept {
    login: String,
    name: String,
    /// The present one first.
    hashes: Vec<String>,
}

fn kept(tx: &mut Tx, id: i64) -> Result<Kept> {
    let user = load(tx, id)?.ok_or(StoreError::NotFound)?;
    let find = Sql::new("SELECT password, old_passwords FROM app_user WHERE id = ").bind(id);
    let row = tx.one(&find)?.ok_or(StoreError::NotFound)?;
    let mut hashes = vec![row.text(0)];
    hashes.extend(row.text(1).lines().map(str::to_owned));
    Ok(Kept { login: user.login, name: user.name, hashes })
}

fn put(
    tx: &mut Tx,
    id: i64,
    hash: &str,
    old: &[String],
    must_change: bool,
    now: i64,
) -> Result<()> {
    let old: Vec<&str> = old.iter().take(REMEMBERED - 1).map(String::as_str).collect();
    let sql = Sql::new("UPDATE app_user SET password = ").bind(plain(hash));
    let sql = sql.add(", old_passwords = ").bind(plain(&old.join("\n")));
    let sql = sql.add(", must_change = ").bind(must_change).add(", changed_at = ").bind(now);
    tx.exec(&sql.add(" WHERE id = ").bind(id))?;
    Ok(())
}

impl Store {
    /// Changes one's own password; at the command line, anybody's.
    pub fn set_password(&self, ctx: &Ctx, change: &Change, hashing: Hashing) -> Result<()> {
        let kept = self.db.read(|tx| kept(tx, change.user))?;
        if !ctx.all {
            self.check_current(ctx, change, &kept)?;
        }
        check(change.fresh, &kept.login, &kept.name)?;
        if kept.hashes.iter().take(REMEMBERED).any(|hash| verify(change.fresh, hash)) {
            let say = format!("新密码与最近 {REMEMBERED} 次用过的相同。密码没有改；请换一个新的");
            return Err(StoreError::refuse("password", say));
        }
        let hash = hashing.hash(change.fresh)?;
        self.db.write(|tx| {
            let user = lock(tx, change.user)?;
            put(tx, user.id, &hash, &kept.hashes, false, self.clock.now())?;
            session::end_all(tx, user.id, change.keep)?;
            throttle::clear(tx, &user.login)?;
            self.about_user(tx, ctx, "改密码", user.id, &user.name)
        })
    }

    fn check_current(&self, ctx: &Ctx, change: &Change, kept: &Kept) -> Result<()> {
        if ctx.user_id != change.user {
            let say = "别人的密码只能重置，不能代设。密码没有改";
            return Err(StoreError::refuse("password", say));
        }
        // A session left open must not become a way to guess the password.
        if let throttle::Gate::Shut(minutes) = self.knock(&kept.login, "")? {
            return Err(StoreError::refuse("current", throttle::wait(minutes)));
        }
        if !verify(change.current.unwrap_or_default(), kept.hashes.first().map_or("", |h| h)) {
            self.note(ctx, "改密码失败", "app_user", change.user, "原密码不对")?;
            return Err(StoreError::refuse("current", "原密码不对，密码没有改"));
        }
        self.db.write(|tx| throttle::forgive(tx, &kept.login))
    }

    /// Gives an account a one-time password and ends its sessions. The second factor stays: it is
    /// the security administrator's, so that neither administrator alone can take an account over.
    pub fn reset_password(&self, ctx: &Ctx, id: i64, hashing: Hashing) -> Result<String> {
        self.manages_users(ctx)?;
        let kept = self.db.read(|tx| kept(tx, id))?;
        let one_time = one_time()?;
        let hash = hashing.hash(&one_time)?;
        self.db.write(|tx| {
            let user = lock(tx, id)?;
            put(tx, id, &hash, &kept.hashes, true, self.clock.now())?;
            session::end_all(tx, id, None)?;
            throttle::clear(tx, &user.login)?;
            self.about_user(tx, ctx, "重置密码", id, &user.name)
        })?;
        Ok(one_time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TINY: Hashing = Hashing { memory_kib: 8, passes: 1 };

    fn reasons(clear: &str) -> String {
        let all = weaknesses(clear, "lijuan", "李娟");
        all.iter().map(|refusal| refusal.reason.as_str()).collect::<Vec<_>>().join("；")
    }

    #[test]
    fn ten_characters_of_three_kinds_or_sixteen_of_any() {
        assert_eq!(reasons("Tulip-42xq"), "");
        assert!(reasons("Tulip-42x").contains("至少 10"));
        assert!(reasons("tulipforest").contains("三类"));
        assert_eq!(reasons("tulipforestrivers"), "");
        assert_eq!(reasons("山高水长春风化雨润物无声夜读书灯"), "", "sixteen Chinese characters");
    }

    #[test]
    fn login_name_and_sound_of_the_name_are_refused() {
        for clear in ["Lijuan-42xq", "xq-李娟-42Abcz", "9zLIJUAN#kk"] {
            assert!(reasons(clear).contains("登录名、姓名"), "{clear}");
        }
    }

    #[test]
    fn common_passwords_are_seen_through_decoration() {
        for clear in ["P@ssw0rd2026", "Admin@1234567", "GongHui#2026", "1234567890123456"] {
            assert!(reasons(clear).contains("太常见"), "{clear}");
        }
        for clear in ["abcdefghijklmnop", "aaaaaaaaaaaaaaaaaa", "Aa1Aa1Aa1Aa1", "9876543210!Z"] {
            assert!(reasons(clear).contains("太常见"), "{clear}");
        }
    }

    #[test]
    fn a_one_time_password_has_twelve_clear_letters_and_is_new_each_time() {
        let made: Vec<String> = (0..50).map(|_| one_time().unwrap()).collect();
        for one in &made {
            assert_eq!(one.chars().count(), 12);
            assert!(!one.contains(['0', 'O', '1', 'l', 'I']), "{one}");
        }
        let mut once = made.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), made.len());
    }

    #[test]
    fn a_hash_knows_its_password_and_no_other() {
        let hash = TINY.hash("Tulip-42xq").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert!(verify("Tulip-42xq", &hash) && !verify("tulip-42xq", &hash));
        assert_ne!(hash, TINY.hash("Tulip-42xq").unwrap(), "salted");
        assert!(!verify("", "") && !verify("x", "not a hash"));
        let usual = Hashing::default();
        assert_eq!((usual.memory_kib, usual.passes), (19_456, 2));
    }
}
