//! `user`: accounts at the machine's own command line.

use crate::cli::{Place, UserWhat};
use crate::commands::{self, keep::refuse};
use crate::{open, say};
use anyhow::Result;
use kernel::access::Grant;
use serde_json::json;
use store::users::{Hashing, NewUser, UserRow};
use store::{Ctx, Store};

/// `user …`
pub fn run(place: &Place, what: &UserWhat) -> Result<u8> {
    let store = open::beside(place)?;
    let ctx = Ctx::local();
    match what {
        UserWhat::Add { login, name, role, union } => {
            let grants = grants(&store, &ctx, role.as_deref(), union.as_deref())?;
            let user = NewUser { login, name, grants: &grants, password: None };
            let made = store.add_user(&ctx, &user, Hashing::default())?;
            say::line(format!("已建账号{login}，首次登录要改密码。一次性密码，7天内有效："));
            say::out(made.one_time.unwrap_or_default());
            if grants.is_empty() {
                let say = "还没有权限，登录后什么也看不到。请安全管理员在“账号”里授权，或建账号时写--role";
                say::line(format!("注意：{login}{say}"));
            }
        }
        UserWhat::Passwd { login } => {
            let user = find(&store, &ctx, login)?;
            say::line(format!("{login}的一次性密码，7天内有效："));
            say::out(store.reset_password(&ctx, user.id, Hashing::default())?);
        }
        UserWhat::Lock { login } => {
            let user = find(&store, &ctx, login)?;
            store.set_disabled(&ctx, user.id, true)?;
            say::line(format!("{login}已停用"));
        }
        UserWhat::List { json } => list(&store, &ctx, *json)?,
    }
    Ok(commands::DONE)
}

fn grants(store: &Store, ctx: &Ctx, role: Option<&str>, union: Option<&str>) -> Result<Vec<Grant>> {
    let Some(role) = role else { return Ok(Vec::new()) };
    if store.catalog().role(role).is_none() {
        let known: Vec<&str> = store.catalog().roles.iter().map(|role| role.code).collect();
        return Err(refuse("role", &format!("没有角色“{role}”，现有：{}", known.join("、"))));
    }
    Ok(vec![Grant { role: role.to_owned(), union: open::union(store, ctx, union)? }])
}

fn find(store: &Store, ctx: &Ctx, login: &str) -> Result<UserRow> {
    let found = store.users(ctx)?.into_iter().find(|user| user.login == login);
    found.ok_or_else(|| refuse("login", &format!("没有账号“{login}”")))
}

fn list(store: &Store, ctx: &Ctx, as_json: bool) -> Result<()> {
    let users = store.users(ctx)?;
    if as_json {
        let all = users
            .iter()
            .map(|user| {
                let roles: Vec<&str> = user.grants.iter().map(|g| g.role.as_str()).collect();
                json!({"code": user.login, "title": user.name, "roles": roles,
                       "disabled": user.disabled})
            })
            .collect();
        return say::json(&serde_json::Value::Array(all));
    }
    for user in users {
        let roles: Vec<&str> = user.grants.iter().map(|grant| grant.role.as_str()).collect();
        let state = if user.disabled { "（停用）" } else { "" };
        say::out(format!("{:<16}{}{state}　{}", user.login, user.name, roles.join("、")));
    }
    Ok(())
}
