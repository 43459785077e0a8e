//! Clerks of the sample county for measuring: an account and its session, both made through the store.

use anyhow::{Context, Result, bail};
use kernel::access::Grant;
use store::users::{Attempt, Hashing, NewUser, SignIn};
use store::{Ctx, Store};

/// Somebody who is signed in.
pub struct Clerk {
    /// With whose rights.
    pub ctx: Ctx,
    /// For the cookie.
    pub token: String,
    /// What every form carries.
    pub csrf: String,
}

/// Makes an account with one role at one union, and signs in.
pub fn hire(store: &Store, login: &str, role: &str, union: i64) -> Result<Clerk> {
    let hashing = Hashing { memory_kib: 64, passes: 1 };
    let grants = [Grant { role: role.into(), union }];
    let password = "Yunxi-2026-demo";
    let new = NewUser { login, name: login, grants: &grants, password: Some(password) };
    store.add_user(&Ctx::local(), &new, hashing)?;
    let (address, agent) = ("127.0.0.1", "bench");
    let attempt = Attempt { login, password, totp: None, address, agent };
    let SignIn::Ok { token, .. } = store.sign_in(&attempt, hashing)? else {
        bail!("{login} cannot sign in");
    };
    let session = store.session(&token, address)?.context("the session does not hold")?;
    Ok(Clerk { ctx: session.ctx, token, csrf: session.csrf })
}
