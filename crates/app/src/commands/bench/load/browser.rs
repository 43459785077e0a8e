//! A browser as far as measuring needs one: a connection that stays open, a cookie, forms.

use crate::commands::bench::clerk::Clerk;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use web::Params;

/// Longer than anybody waits.
const PATIENCE: Duration = Duration::from_mins(1);

/// Somebody's browser.
pub struct Browser {
    address: SocketAddr,
    cookie: String,
    csrf: String,
    line: Option<BufReader<TcpStream>>,
}

/// What came back.
#[derive(Default)]
pub struct Answer {
    /// 200, 303.
    pub status: u16,
    /// Where it leads.
    pub to: String,
    /// The page is to be read anew: a job has ended.
    pub refresh: bool,
    /// The page.
    pub body: String,
}

impl Browser {
    /// The browser of somebody who is signed in.
    pub fn new(address: SocketAddr, clerk: &Clerk) -> Browser {
        Browser::with(address, format!("niangjia={}", clerk.token), &clerk.csrf)
    }

    /// A browser that sends this cookie, and with every form the word that goes with it.
    pub fn with(address: SocketAddr, cookie: String, csrf: &str) -> Browser {
        Browser { address, cookie, csrf: csrf.to_owned(), line: None }
    }

    /// Lets the connection go, as a phone does that is put away.
    pub fn rest(&mut self) {
        self.line = None;
    }

    /// A page.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask(&format!("GET {path} HTTP/1.1\r\n"), b"")
    }

    /// A part of a page, as htmx asks for it.
    pub fn part(&mut self, path: &str) -> Result<Answer> {
        self.ask(&format!("GET {path} HTTP/1.1\r\nhx-request: true\r\n"), b"")
    }

    /// A form.
    pub fn post(&mut self, path: &str, form: Params) -> Result<Answer> {
        let body = form.set("csrf", self.csrf.as_str()).query();
        self.send(path, "application/x-www-form-urlencoded", body.as_bytes())
    }

    /// A form with a file.
    pub fn upload(&mut self, path: &str, form: Params, name: &str, file: &[u8]) -> Result<Answer> {
        let part = "--yunxi\r\ncontent-disposition: form-data; name=";
        let mut body = format!("{part}\"csrf\"\r\n\r\n{}\r\n", self.csrf);
        for (field, value) in form.0 {
            body += &format!("{part}\"{field}\"\r\n\r\n{value}\r\n");
        }
        body += &format!("{part}\"file\"; filename=\"{name}\"\r\n\r\n");
        let body = [body.as_bytes(), file, b"\r\n--yunxi--\r\n"].concat();
        self.send(path, "multipart/form-data; boundary=yunxi", &body)
    }

    fn send(&mut self, path: &str, kind: &str, body: &[u8]) -> Result<Answer> {
        let from = format!("origin: http://{}\r\nsec-fetch-site: same-origin\r\n", self.address);
        let size = body.len();
        let head = format!("POST {path} HTTP/1.1\r\n{from}content-type: {kind}\r\n");
        self.ask(&format!("{head}content-length: {size}\r\n"), body)
    }

    fn ask(&mut self, head: &str, body: &[u8]) -> Result<Answer> {
        let mut line = match self.line.take() {
            Some(line) => line,
            None => self.connect()?,
        };
        let head = format!("{head}host: {}\r\ncookie: {}\r\n\r\n", self.address, self.cookie);
        let out = line.get_mut();
        out.write_all(&[head.as_bytes(), body].concat())?;
        out.flush()?;
        let answer = answer(&mut line)?;
        self.line = Some(line);
        Ok(answer)
    }

    fn connect(&self) -> Result<BufReader<TcpStream>> {
        let line = TcpStream::connect(self.address)?;
        line.set_nodelay(true)?;
        line.set_read_timeout(Some(PATIENCE))?;
        Ok(BufReader::new(line))
    }
}

fn answer(line: &mut BufReader<TcpStream>) -> Result<Answer> {
    let mut read = String::new();
    line.read_line(&mut read)?;
    let status = read.split(' ').nth(1).and_then(|code| code.parse().ok());
    let mut answer =
        Answer { status: status.context("the server has hung up")?, ..Answer::default() };
    let mut size = 0;
    loop {
        read.clear();
        line.read_line(&mut read)?;
        let Some((name, value)) = read.trim_end().split_once(':') else { break };
        let value = value.trim();
        match name {
            "content-length" => size = value.parse()?,
            "location" => value.clone_into(&mut answer.to),
            "hx-refresh" => answer.refresh = true,
            "transfer-encoding" => bail!("an answer of unknown length"),
            _ => {}
        }
    }
    let mut body = vec![0; size];
    line.read_exact(&mut body)?;
    answer.body = String::from_utf8_lossy(&body).into_owned();
    Ok(answer)
}

/// The fields of a record's form as they stand: what each was, and that it still is so.
pub fn form_of(page: &str) -> Params {
    let mut form = Params::default();
    for tag in page.split("<input").skip(1).filter_map(|rest| rest.split('>').next()) {
        let (Some(name), Some(value)) = (attribute(tag, "name"), attribute(tag, "value")) else {
            continue;
        };
        if let Some(field) = name.strip_prefix("_was.") {
            form = form.add(field, value.as_str());
        }
        if name == "_version" || name.starts_with("_was.") || name.ends_with("_text") {
            form = form.add(&name, value);
        }
    }
    form
}

/// The value of a hidden field.
pub fn hidden(page: &str, name: &str) -> Option<String> {
    let tags = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    let of = |tag: &&str| attribute(tag, "name").as_deref() == Some(name);
    tags.into_iter().find(of).and_then(|tag| attribute(tag, "value"))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let text = rest.split('"').next()?.replace("&quot;", "\"").replace("&lt;", "<");
    Some(text.replace("&gt;", ">").replace("&amp;", "&"))
}
