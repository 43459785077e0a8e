//! What can go wrong, in words for the person who asked. A handler returns a [`Fault`]; the guard
//! makes of it a page, a fragment or RFC 9457 JSON, as the request wants, and logs its number.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::verdict::Refusal;
use store::StoreError;

/// What a handler returns.
pub type Answer = Result<Response, Fault>;

/// What went wrong.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The status.
    pub status: StatusCode,
    /// What happened, in a few words.
    pub title: &'static str,
    /// What is kept and what to do.
    pub say: String,
    /// Every reason, when rules said no.
    pub refusals: Vec<Refusal>,
    /// For the log only.
    pub cause: String,
    /// Six characters to quote; also in the log.
    pub number: String,
}

impl Fault {
    /// A fault with its sentence.
    pub fn new(status: StatusCode, title: &'static str, say: impl Into<String>) -> Fault {
        let (say, cause, refusals) = (say.into(), String::new(), Vec::new());
        Fault { status, title, say, refusals, cause, number: number() }
    }
    /// Not there, or not for this reader: the two read alike.
    pub fn not_found() -> Fault {
        let say = "没有找到。可能已经作废，也可能不在您的范围内；链接是别人发来的，请核对是不是同一个单位。";
        Fault::new(StatusCode::NOT_FOUND, "没有找到", say)
    }
    /// May not be done.
    pub fn forbidden(say: impl Into<String>) -> Fault {
        Fault::new(StatusCode::FORBIDDEN, "您没有这项权限", say)
    }
    /// Sign in first.
    pub fn sign_in() -> Fault {
        Fault::new(StatusCode::UNAUTHORIZED, "要先登录", "登录后接着做，填的内容还在。")
    }
    /// The request does not come from a page of ours.
    pub fn foreign() -> Fault {
        let say = "这一步没有做。页面放得太久，或请求来自别的网站；刷新页面后再做一次。";
        Fault::new(StatusCode::FORBIDDEN, "没有做", say)
    }
    /// The request cannot be read.
    pub fn unreadable(say: impl Into<String>) -> Fault {
        Fault::new(StatusCode::BAD_REQUEST, "没有看懂", say)
    }
    /// Rules said no.
    pub fn refused(refusals: Vec<Refusal>) -> Fault {
        let words: Vec<&str> = refusals.iter().map(|refusal| refusal.reason.as_str()).collect();
        let say = words.join("；");
        Fault { refusals, ..Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "没有存", say) }
    }
    /// Something of ours broke.
    pub fn broken(cause: impl Into<String>) -> Fault {
        let say = "程序出了差错，这一步没有做完。填的内容在上一页还在；再试一次，不行就把编号告诉管理员。";
        let fault = Fault::new(StatusCode::INTERNAL_SERVER_ERROR, "没有做完", say);
        Fault { cause: cause.into(), ..fault }
    }
    /// Writes it to the log; people get another text.
    pub fn log(&self, path: &str) {
        let (status, number) = (self.status.as_u16(), self.number.as_str());
        if self.status.is_server_error() {
            tracing::error!(status, number, path, cause = %self.cause, "{}", self.title);
        } else {
            tracing::info!(status, number, path, cause = %self.cause, "{}", self.title);
        }
    }
    /// RFC 9457.
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "type": "about:blank",
            "title": self.title,
            "status": self.status.as_u16(),
            "detail": self.say,
            "instance": format!("urn:niangjia:{}", self.number),
            "errors": self.refusals,
        })
    }
}

/// Six characters without those that look alike.
fn number() -> String {
    let mut bytes = [0_u8; 6];
    let _ = getrandom::fill(&mut bytes);
    let letters = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let pick = |byte: u8| letters.get(usize::from(byte) % letters.len()).copied().unwrap_or(b'2');
    bytes.iter().map(|byte| char::from(pick(*byte))).collect()
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Fault {
        let say = error.to_string();
        match error {
            StoreError::Refused(refusals) => Fault::refused(refusals),
            StoreError::NotFound => Fault::not_found(),
            StoreError::Conflict(_) => Fault::new(StatusCode::CONFLICT, "别人刚改过", say),
            StoreError::Forbidden => {
                Fault::forbidden("这些资料不在您的权限内。需要看的话，请本单位的安全管理员开通。")
            }
            StoreError::TooSlow => {
                Fault::new(StatusCode::SERVICE_UNAVAILABLE, "查得太久，停下了", say)
            }
            StoreError::Unavailable { cause, .. } => {
                let fault = Fault::new(StatusCode::SERVICE_UNAVAILABLE, "现在用不了", say);
                let cause = cause.map(|cause| cause.to_string()).unwrap_or_default();
                Fault { cause, ..fault }
            }
        }
    }
}

/// The guard finds the fault in the answer's extensions and dresses it.
impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut answer = self.status.into_response();
        answer.extensions_mut().insert(self);
        answer
    }
}
