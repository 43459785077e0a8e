//! E-mail: one letter to one address by SMTP.

use crate::address::{all_inside, resolve};
use crate::{Failure, Letter, Limits, MailServer, Sealing};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Message, SmtpTransport, Transport};

pub(crate) fn send(
    server: &MailServer,
    to: &str,
    letter: &Letter,
    limits: Limits,
) -> Result<(), Failure> {
    let found = resolve(&server.host, server.port, limits.inside)?;
    if server.sealing == Sealing::Clear && !all_inside(&found) {
        return Err(Failure::lasting("不加密的邮件服务器只能在内网，没有发；请改用TLS"));
    }
    let message = message(server, to, letter)?;
    let tls = TlsParameters::new(server.host.clone());
    let tls = tls.map_err(|_| Failure::lasting("邮件服务器的域名不对"))?;
    let tls = match server.sealing {
        Sealing::Tls => Tls::Wrapper(tls),
        Sealing::StartTls => Tls::Required(tls),
        Sealing::Clear => Tls::None,
    };
    let mut last = Failure::passing("连不上邮件服务器");
    for one in found {
        let mut way = SmtpTransport::builder_dangerous(one.ip().to_string())
            .port(server.port)
            .tls(tls.clone())
            .timeout(Some(limits.each))
            .hello_name(ClientId::Domain(domain(&server.from).to_owned()));
        if !server.login.is_empty() {
            way = way.credentials(Credentials::new(server.login.clone(), server.password.clone()));
        }
        match way.build().send(&message) {
            Ok(_) => return Ok(()),
            Err(error) => last = failure(&error, limits),
        }
        // A server that answered has answered; only one that cannot be reached has other addresses.
        if last.lasting {
            break;
        }
    }
    Err(last)
}

fn domain(address: &str) -> &str {
    address.rsplit('@').next().unwrap_or("localhost")
}

fn message(server: &MailServer, to: &str, letter: &Letter) -> Result<Message, Failure> {
    let mailbox = |text: &str| format!("<{text}>").parse();
    let from = mailbox(&server.from).map_err(|_| Failure::lasting("发件地址写得不对"))?;
    let to = mailbox(to).map_err(|_| Failure::lasting("收件地址写得不对"))?;
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    let built = Message::builder()
        .from(from)
        .to(to)
        .subject(&letter.subject)
        .message_id(Some(format!("<{}@{}>", letter.id, domain(&server.from))))
        .raw_header(HeaderValue::new(automatic, "auto-generated".into()))
        .header(ContentType::TEXT_PLAIN)
        .body(letter.text.clone());
    built.map_err(|_| Failure::lasting("邮件写不成"))
}

/// A read that was waited for too long, as Unix calls it.
fn would_block(error: &(dyn std::error::Error + 'static)) -> bool {
    let kind = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    kind == Some(std::io::ErrorKind::WouldBlock) || error.source().is_some_and(would_block)
}

/// What the server said may name addresses: only its number is kept.
fn failure(error: &lettre::transport::smtp::Error, limits: Limits) -> Failure {
    if error.is_timeout() || would_block(error) {
        return Failure::silent(limits.each);
    }
    if error.is_tls() {
        return Failure::passing("与邮件服务器建不了加密连接，请核对端口、加密方式和证书");
    }
    let code = error.status().map(|code| code.to_string()).unwrap_or_default();
    if error.is_permanent() {
        let say = match code.as_str() {
            "530" | "534" | "535" | "538" => {
                format!("邮件服务器不认发件账号或密码（{code}）")
            }
            _ => format!("邮件服务器拒收（{code}），请核对收件地址"),
        };
        return Failure::lasting(say);
    }
    if error.is_transient() {
        return Failure::passing(format!("邮件服务器暂时不收（{code}）"));
    }
    Failure::passing("连不上邮件服务器，或中途断开")
}
