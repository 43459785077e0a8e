//! Webhook and group robot: one POST, no redirect followed, the answer read only as far as it counts.

use crate::address::{all_inside, resolve};
use crate::{Failure, Letter, Limits};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::net::SocketAddr;
use ureq::config::Config;
use ureq::http::{Response, Uri};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};

/// The header with the moment of the attempt, UTC seconds.
pub const TIMESTAMP: &str = "X-Niangjia-Timestamp";
/// The header with the signature.
pub const SIGNATURE: &str = "X-Niangjia-Signature";
/// The header with what is the same for every attempt.
const MESSAGE: &str = "X-Niangjia-Message";

/// More of an answer is not read.
const MOST: u64 = 64 * 1024;
/// Addresses of one name that are tried.
const TRIED: usize = 4;

/// `v1=` and HMAC-SHA256 over `timestamp.body`, hexadecimal.
pub fn signature(secret: &str, timestamp: i64, body: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    mac.update(format!("{timestamp}.{body}").as_bytes());
    let digest: String =
        mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("v1={digest}")
}

pub(crate) fn post(
    url: &str,
    secret: &str,
    letter: &Letter,
    limits: Limits,
) -> Result<(), Failure> {
    let signed = signature(secret, letter.at, &letter.json);
    let heads =
        [(MESSAGE, letter.id.clone()), (TIMESTAMP, letter.at.to_string()), (SIGNATURE, signed)];
    send(url, &heads, letter.json.clone(), limits).map(|_| ())
}

pub(crate) fn robot(url: &str, letter: &Letter, limits: Limits) -> Result<(), Failure> {
    let body = serde_json::json!({"msgtype": "text", "text": {"content": letter.text}});
    let mut answer = send(url, &[], body.to_string(), limits)?;
    let text = answer.body_mut().with_config().limit(MOST).read_to_string().unwrap_or_default();
    let said: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    match said.get("errcode").and_then(serde_json::Value::as_i64) {
        Some(0) => Ok(()),
        Some(45009) => Err(Failure::passing("企业微信说发得太快，稍后再发")),
        Some(93000) => Err(Failure::lasting("企业微信不认这个机器人地址，可能已被移出群")),
        Some(code) => Err(Failure::passing(format!("企业微信没有收（{code}）"))),
        None => Err(Failure::passing("对方的答复看不懂，请核对是不是企业微信机器人的地址")),
    }
}

/// Goes where the name led when it was looked at, and nowhere else.
#[derive(Debug)]
struct Pinned(Vec<SocketAddr>);

impl Resolver for Pinned {
    fn resolve(
        &self,
        _: &Uri,
        _: &Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut found = self.empty();
        for one in self.0.iter().take(TRIED) {
            found.push(*one);
        }
        Ok(found)
    }
}

fn send(
    url: &str,
    heads: &[(&str, String)],
    body: String,
    limits: Limits,
) -> Result<Response<Body>, Failure> {
    let wrong = || Failure::lasting("地址写得不对，应像 https://…");
    let uri: Uri = url.parse().map_err(|_| wrong())?;
    let host = uri.host().ok_or_else(wrong)?;
    let port = match uri.scheme_str() {
        Some("https") => 443,
        Some("http") => 80,
        _ => return Err(wrong()),
    };
    let found = resolve(host, uri.port_u16().unwrap_or(port), limits.inside)?;
    if port == 80 && !all_inside(&found) {
        return Err(Failure::lasting("不加密的地址（http）只能在内网，没有发；请改用https"));
    }
    let config = Agent::config_builder()
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        // The house's proxy would resolve the name anew.
        .proxy(None)
        .timeout_global(Some(limits.each))
        .user_agent("niangjia")
        .build();
    let agent = Agent::with_parts(config, DefaultConnector::default(), Pinned(found));
    let mut request = agent.post(uri).header("content-type", "application/json; charset=utf-8");
    for (name, value) in heads {
        request = request.header(*name, value);
    }
    let answer = request.send(body).map_err(|error| failure(&error, limits))?;
    let status = answer.status();
    if status.is_success() {
        Ok(answer)
    } else if status.is_redirection() {
        let say = format!("对方要转到别处（{}），没有跟去；请填最后的地址", status.as_u16());
        Err(Failure::lasting(say))
    } else {
        Err(Failure::passing(format!("对方没有收（HTTP {}）", status.as_u16())))
    }
}

/// Errors of the way may name the address, which is a robot's key: only their kind is told.
fn failure(error: &ureq::Error, limits: Limits) -> Failure {
    match error {
        ureq::Error::Timeout(_) => Failure::silent(limits.each),
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => {
            Failure::passing("与对方建不了加密连接，请核对地址和证书")
        }
        ureq::Error::Io(cause) if cause.kind() == std::io::ErrorKind::ConnectionRefused => {
            Failure::passing("连不上对方，对方没有开门")
        }
        _ => Failure::passing("连不上对方，或中途断开"),
    }
}
