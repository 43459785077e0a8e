//! Tokens for programs: the same session as a browser's, without the cookie.

use super::{Body, bearer, json};
use crate::app::{App, run};
use crate::fault::{Answer, Fault};
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde_json::json as object;
use store::users::{Attempt, SignIn};

/// `POST /sign-in` with `login`, `password` and, where a second factor is used, `totp`.
pub(super) async fn enter(State(app): State<App>, request: Request) -> Answer {
    let address = app.address(request.headers(), request.extensions());
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let agent = agent.unwrap_or("接口").to_owned();
    let body = Body::from_request(request, &()).await?;
    let hashing = app.config.hashing;
    let done = run(&app, move |store| {
        let totp = body.text("totp");
        let attempt = Attempt {
            login: body.text("login"),
            password: body.text("password"),
            totp: (!totp.is_empty()).then_some(totp),
            address: &address,
            agent: &agent,
        };
        store.sign_in(&attempt, hashing)
    })
    .await?;
    let no = |say: String| Fault::new(StatusCode::UNAUTHORIZED, "没有登录", say);
    match done {
        SignIn::Ok { token, must_change } => {
            Ok(json(StatusCode::CREATED, &object!({"token": token, "must_change": must_change})))
        }
        SignIn::NeedTotp => {
            Err(no("这个账号用动态口令：把手机上的六位数字放进totp再送一次。".into()))
        }
        SignIn::Refused { say, .. } => Err(no(format!("{say}。"))),
    }
}

/// `DELETE /sign-in`: the token is worth nothing any more.
pub(super) async fn leave(State(app): State<App>, headers: HeaderMap) -> Answer {
    let token = bearer(&headers).ok_or_else(Fault::sign_in)?.to_owned();
    run(&app, move |store| store.sign_out(&token)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
