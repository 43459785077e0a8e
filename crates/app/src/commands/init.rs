//! Making an installation, the sample county, and proving that nothing was altered.

use crate::cli::{Demo, Init, Place, Serve, Verify};
use crate::commands::keep::passphrase;
use crate::say::Usage;
use crate::{open, say};
use anyhow::Result;
use kernel::access::Grant;
use kernel::value::Value;
use niangjia::seed;
use std::sync::Arc;
use std::time::Instant;
use store::db::Tuning;
use store::keys::Cipher;
use store::users::{Hashing, NewUser};
use store::writer::Doing;
use store::{Ctx, Store, StoreError};

/// The first account's name.
const ADMINISTRATOR: &str = "系统管理员";

/// `init`
pub fn run(place: &Place, args: &Init) -> Result<u8> {
    let cipher = Cipher::from_code(&args.cipher)
        .ok_or_else(|| Usage("加密算法只有 aes256 和 sm4".into()))?;
    let password = if std::env::var_os("NIANGJIA_PASSWORD").is_some() || terminal() {
        Some(passphrase("NIANGJIA_PASSWORD", "管理员密码")?)
    } else {
        None
    };
    let options = open::options(place)?;
    if options.key_file().exists() {
        let text = format!("{} 里已经有数据，没有动它", place.data.display());
        return Err(StoreError::refuse("data", text).into());
    }
    // Refused before anything is made: a half-made installation could not be made again.
    if let Some(password) = &password {
        store::users::password::check(password, &args.admin, ADMINISTRATOR)?;
    }
    let store = Store::create(options, cipher)?;
    let ctx = Ctx::local();
    found(&store, &ctx, args)?;
    let sysadmin = [Grant { role: "sysadmin".into(), union: 0 }];
    let user = NewUser {
        login: &args.admin,
        name: ADMINISTRATOR,
        grants: &sysadmin,
        password: password.as_deref(),
    };
    let made = store.add_user(&ctx, &user, Hashing::default())?;
    say::line(format!("已在 {} 建好：{}", place.data.display(), args.name));
    if let Some(one_time) = made.one_time {
        say::line(format!("{}的一次性密码：{one_time}", args.admin));
    }
    keep_key(&store, place, args)?;
    say::line("接着用 niangjia user add 建安全管理员、审计管理员和工会干部的账号");
    Ok(super::DONE)
}

fn terminal() -> bool {
    std::io::IsTerminal::is_terminal(&std::io::stdin())
}

fn found(store: &Store, ctx: &Ctx, args: &Init) -> Result<i64> {
    let union = store.register("union")?;
    let values = [("name", Value::text(&args.name)), ("kind", Value::from(args.kind.as_str()))];
    let id = store.act(ctx, Doing::new("建立", "新装"), |writer| writer.add(union, &values))?;
    store.db.write(|tx| store::set_meta(tx, "division", &args.code))?;
    store.begin(ctx)?;
    Ok(id)
}

/// Without the key nothing encrypted can be read again: its export is asked for, or its refusal
/// written down.
fn keep_key(store: &Store, place: &Place, args: &Init) -> Result<()> {
    if args.no_key_export || (!terminal() && std::env::var_os("NIANGJIA_KEY_PASSPHRASE").is_none())
    {
        store.note(&Ctx::local(), "不导出密钥", "", 0, "新装时选择不导出密钥")?;
        say::line("没有导出密钥：数据文件夹里的 niangjia.key 丢了，身份证号等就再也读不出来");
        return Ok(());
    }
    let file = place.data.join("niangjia-key-export.json");
    crate::commands::keep::key(place, &crate::cli::KeyWhat::Export(crate::cli::FileArg { file }))?;
    Ok(())
}

/// `verify`
pub fn verify(place: &Place, args: &Verify) -> Result<u8> {
    let store = open::beside(place)?;
    if args.recount {
        store.recount()?;
        say::line("累计数已按台账重数");
    }
    let done = store.verify(args.head.as_deref())?;
    if args.json {
        say::json(&serde_json::to_value(&done)?)?;
    } else if done.ok {
        say::out(format!("查了{}条日志、{}个版本，没有发现改动。", done.entries, done.versions));
        for head in &done.heads {
            say::out(format!("今天的日志头（可打印留存）：{head}"));
        }
    } else {
        for fault in &done.faults {
            say::out(&fault.say);
        }
    }
    Ok(if done.ok { super::DONE } else { super::REFUSED })
}

/// `demo`
pub fn demo(place: &Place, args: &Demo) -> Result<u8> {
    let started = Instant::now();
    let database_url = place.database_url.clone();
    if database_url.is_some() && args.keep.is_none() {
        let say = "样例县要建进别的数据库时，请用--keep写明密钥放在哪个文件夹：\
                   没有密钥，数据库里的证件号码就再也读不出来。没有建任何东西";
        return Err(Usage(say.to_owned()).into());
    }
    let folder = args.keep.clone().unwrap_or_else(|| {
        std::env::temp_dir().join(format!("niangjia-demo-{}", std::process::id()))
    });
    let place = Place { data: folder.clone(), database_url };
    if args.no_serve {
        let logins = fill(&place, args)?;
        let took = started.elapsed().as_secs_f64();
        say::line(format!("样例县建好，用时{took:.0}秒，在 {}", folder.display()));
        for (login, name, password) in &logins {
            say::out(format!("  {login:<13}{password:<17}  {name}"));
        }
        return Ok(super::DONE);
    }
    // Another process fills it, so that the server begins with a clean memory.
    let mut filling = std::process::Command::new(std::env::current_exe()?);
    filling
        .args(["demo", "--no-serve", "--size", &args.size, "--seed", &args.seed.to_string()])
        .arg("--keep")
        .arg(&folder);
    if let Some(url) = &place.database_url {
        // Not as an argument: others on the machine can read those, and it may hold a password.
        filling.env("NIANGJIA_DATABASE_URL", url);
    }
    let filled = filling.status()?;
    if !filled.success() {
        return Err(StoreError::unavailable("样例县没有建成，原因见上").into());
    }
    let store = Arc::new(open::store(&place)?);
    let serve = Serve {
        listen: args.listen.clone(),
        tls_cert: None,
        tls_key: None,
        behind_proxy: false,
        scan_command: None,
        // There is nobody behind the numbers of the sample.
        sms_command: Some("console".into()),
    };
    say::out(format!("  http://{}", args.listen));
    crate::serve::serve(store, &serve)?;
    if args.keep.is_none() {
        let _ = std::fs::remove_dir_all(&folder);
    }
    Ok(super::DONE)
}

/// Builds the county and its accounts.
fn fill(place: &Place, args: &Demo) -> Result<Vec<(String, String, String)>> {
    let size = match args.size.as_str() {
        "small" => town::Size::small(),
        "county" => town::Size::county(),
        other => return Err(Usage(format!("没有“{other}”这个规模，只有 county 和 small")).into()),
    };
    let mut options = open::options(place)?;
    // Nothing of the sample need survive a power cut; the served store is opened durable again.
    options.tuning = Tuning { durable: false, writer_cache: 256 * 1024, ..options.tuning };
    let store = Store::create(options, Cipher::Aes)?;
    let county = town::County::until(args.seed, size, store.today());
    say::line(format!(
        "正在建{}：{}家工会、{}家单位、{}名会员和十年变化……",
        town::COUNTY,
        county.unions.len(),
        county.employers.len(),
        size.members
    ));
    let mut seeded = None;
    store.fill(|| {
        let made = seed::county(&store, &county, &|_| {})
            .map_err(|error| StoreError::unavailable(error.to_string()))?;
        seeded = Some(made);
        Ok(())
    })?;
    let seeded = seeded.unwrap_or_default();
    // They are set from figures, which are quick only once everything is there.
    seed::targets::set(&store)?;
    seed::papers::series(&store)?;
    seed::foundings::set(&store, &county, &seeded)?;
    let park = open::union(&store, &Ctx::local(), Some("云溪经开区总工会")).unwrap_or(0);
    seed::transfers::set(&store, park)?;
    seed::defined::columns(&store, &Ctx::local(), &seed::defined::SAMPLE)?;
    // The sample signs in at once: second factors and changed passwords are for real offices.
    let ctx = Ctx::local();
    store.set_setting(&ctx, "admin_totp", store.today(), "0")?;
    let mut logins = Vec::new();
    for (login, name, role, at) in seed::SIGN_INS {
        let union = match (at, role) {
            ("", "grassroots") => seed::a_grassroots_union(&county, &seeded)?,
            ("", _) => 0,
            (at, _) => open::union(&store, &ctx, Some(at)).unwrap_or(0),
        };
        let grants = [Grant { role: role.into(), union }];
        let password = "Yunxi-2026-demo".to_owned();
        let user = NewUser { login, name, grants: &grants, password: Some(&password) };
        store.add_user(&ctx, &user, Hashing::default())?;
        logins.push((login.to_owned(), name.to_owned(), password));
        if role == "grassroots" {
            let member = seed::phone::set(&store, union)?;
            logins.extend(
                member.map(|(phone, pin, name)| (phone, format!("{name}，会员手机，打开/m"), pin)),
            );
        }
    }
    Ok(logins)
}
