//! What the first run makes, in this order: accounts are only made once the federation stands.

use super::Made;
use crate::params::Params;
use kernel::access::{Act, Duty, Grant};
use kernel::field::Kind;
use kernel::sheet::read_cell;
use kernel::value::Value;
use kernel::verdict::Refusal;
use store::backup::export_key;
use store::users::password::weaknesses;
use store::users::{Hashing, NewUser};
use store::writer::Doing;
use store::{Ctx, Result, Store, StoreError};

const OTHERS: [(&str, Duty); 3] =
    [("security", Duty::Security), ("auditor", Duty::Audit), ("worker", Duty::Business)];

/// What is wrong with the form, before anything is made.
pub fn check(form: &Params) -> Vec<Refusal> {
    let mut wrong = Vec::new();
    let mut need = |name: &str, say: &str| {
        if form.get(name).trim().is_empty() {
            wrong.push(Refusal::on(name, say));
        }
    };
    need("name", "写工会全称");
    need("person", "写您的姓名");
    need("login", "起一个登录名");
    for (name, _) in OTHERS {
        need(name, "写姓名");
        need(&format!("{name}_login"), "起一个登录名");
    }
    let division = form.get("division");
    if division.len() != 6 || !division.bytes().all(|byte| byte.is_ascii_digit()) {
        wrong.push(Refusal::on("division", "行政区划代码应为6位数字"));
    }
    let weak = weaknesses(form.get("password"), form.get("login"), form.get("person"));
    wrong.extend(weak);
    if form.get("password") != form.get("again") {
        wrong.push(Refusal::on("again", "两次输入的密码不一样"));
    }
    let no_key = form.get("no_key") == "1";
    if !no_key {
        let weak = weaknesses(form.get("passphrase"), "", "");
        wrong.extend(
            weak.into_iter()
                .map(|refusal| Refusal::on("passphrase", refusal.reason.replace("密码", "口令"))),
        );
    }
    if form.get("security").trim() == form.get("person").trim() {
        wrong.push(Refusal::on("security", "安全管理员要另一个人：管账号的不能再管权限"));
    }
    wrong
}

/// Makes the federation, the accounts and the key backup.
pub fn make(store: &Store, form: &Params, hashing: Hashing) -> Result<Made> {
    let ctx =
        Ctx { user_name: form.get("person").to_owned(), origin: "首次设置", ..Ctx::local() };
    let key_file = back_up_key(store, form, hashing)?;
    root(store, &ctx, form)?;
    let mut accounts = Vec::new();
    let first = Grant { role: role(store, Duty::System)?, union: 0 };
    let own = NewUser {
        login: form.get("login"),
        name: form.get("person"),
        grants: &[first],
        password: Some(form.get("password")),
    };
    accounts.push((
        "系统管理员",
        form.get("login").to_owned(),
        store.add_user(&ctx, &own, hashing)?,
    ));
    for (name, duty) in OTHERS {
        let login = form.get(&format!("{name}_login")).to_owned();
        let grants = [Grant { role: role(store, duty)?, union: 0 }];
        let new = NewUser { login: &login, name: form.get(name), grants: &grants, password: None };
        let title = match duty {
            Duty::Security => "安全管理员",
            Duty::Audit => "审计管理员",
            _ => "业务账号",
        };
        accounts.push((title, login.clone(), store.add_user(&ctx, &new, hashing)?));
    }
    Ok(Made { accounts, key_file })
}

fn back_up_key(store: &Store, form: &Params, hashing: Hashing) -> Result<Option<String>> {
    if form.get("no_key") == "1" {
        store.note(&Ctx::local(), "没有备份密钥", "", 0, "首次设置时由管理员选择")?;
        return Ok(None);
    }
    let path = store.dir.join(format!("key-backup-{}.json", store.today()));
    if path.exists() {
        std::fs::remove_file(&path)
            .map_err(|cause| StoreError::caused("旧的密钥备份文件删不掉，没有继续", cause))?;
    }
    export_key(&store.keys, &path, form.get("passphrase"), hashing)?;
    Ok(Some(path.display().to_string()))
}

/// The first node; a second try after a refused account finds it already there.
fn root(store: &Store, ctx: &Ctx, form: &Params) -> Result<()> {
    let register = store.catalog().tree().ok_or(StoreError::NotFound)?;
    let tree = store.db.read(|tx| store.tree(tx))?;
    if tree.root() != 0 {
        return store.begin(ctx);
    }
    let mut values: Vec<(&str, Value)> = Vec::new();
    for name in ["name", "kind", "founded_on"] {
        let Some(field) = register.field(name) else { continue };
        let value =
            read_cell(field, form.get(name)).map_err(|(say, _)| StoreError::refuse(name, say))?;
        if !value.is_null() {
            values.push((field.name, value));
        }
    }
    let division = form.get("division");
    let own = register.field("division").filter(|field| field.kind == Kind::Text);
    match own {
        Some(field) => values.push((field.name, division.into())),
        None => keep_division(store, division)?,
    }
    store.act(ctx, Doing::new("登记", "首次设置"), |writer| writer.add(register, &values))?;
    store.begin(ctx)
}

fn keep_division(store: &Store, division: &str) -> Result<()> {
    store.db.write(|tx| store::set_meta(tx, "division", division))
}

/// The first role of a duty; of the working ones, one that may write the tree.
fn role(store: &Store, duty: Duty) -> Result<String> {
    let tree = store.catalog().tree();
    let writes = |code: &str| tree.is_none_or(|register| register.permits(code, Act::Write));
    let mut fitting = store.catalog().roles.iter().filter(|role| role.duty == duty);
    let found = fitting.find(|role| duty != Duty::Business || writes(role.code));
    found.map(|role| role.code.to_owned()).ok_or(StoreError::NotFound)
}
