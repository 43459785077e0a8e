//! A county with two towns, two unions, and people who sign in.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use jiff::civil::date;
use kernel::access::Grant;
use kernel::value::Value;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use store::clock::Clock;
use store::db::Tuning;
use store::keys::Cipher;
use store::users::{Hashing, NewUser};
use store::writer::Doing;
use store::{Ctx, Options, Store};
use tokio::runtime::Runtime;
use tower::ServiceExt;
use web::{App, Config};

pub const PASSWORD: &str = "Yunxi-2026-try";

/// An empty installation behind the pages.
pub fn empty(config: Config) -> (Arc<Store>, Router) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let dir = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("pages-{}-{number}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    let options = Options {
        target: Options::sqlite_in(&dir),
        dir,
        catalog: domain::catalog(),
        clock: Arc::new(Clock::at(date(2026, 6, 17))),
        tuning: Tuning { durable: false, readers: 2, ..Tuning::default() },
    };
    std::fs::create_dir_all(&options.dir).unwrap();
    let store = Arc::new(Store::create(options, Cipher::Aes).unwrap());
    let config = Config { hashing: Hashing { memory_kib: 64, passes: 1 }, ..config };
    (store.clone(), web::router(App::new(store, config)))
}

/// The county.
pub struct Town {
    pub store: Arc<Store>,
    pub router: Router,
    /// Keys by name.
    pub keys: HashMap<&'static str, i64>,
}

/// A person's browser.
pub struct Browser {
    router: Router,
    runtime: Arc<Runtime>,
    cookie: String,
    pub csrf: String,
}

/// What came back.
pub struct Seen {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Seen {
    /// Where it leads.
    pub fn to(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }
    /// Whether all of these words are there.
    #[track_caller]
    pub fn says(&self, words: &[&str]) -> &Seen {
        for word in words {
            assert!(self.body.contains(word), "no “{word}” in {}: {}", self.status, self.body);
        }
        self
    }
    /// That none of these words is there.
    #[track_caller]
    pub fn is_silent_about(&self, words: &[&str]) -> &Seen {
        for word in words {
            assert!(!self.body.contains(word), "“{word}” in {}", self.body);
        }
        self
    }
    /// What stands behind a mark, up to the next quote.
    pub fn after(&self, mark: &str) -> String {
        let at = self.body.find(mark).unwrap_or_else(|| panic!("no {mark} in {}", self.body));
        self.body[at + mark.len()..].split(['"', '&']).next().unwrap().to_owned()
    }
}

/// An identity number with its check digit.
pub fn paper(first: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    let check = "10X98765432".chars().nth(usize::try_from(sum % 11).unwrap()).unwrap();
    format!("{first}{check}")
}

fn values(
    pairs: &[(&'static str, &str)],
    links: &[(&'static str, i64)],
) -> Vec<(&'static str, Value)> {
    let texts = pairs.iter().map(|(name, text)| (*name, Value::text(text)));
    texts.chain(links.iter().map(|(name, id)| (*name, Value::Int(*id)))).collect()
}

impl Town {
    pub fn new() -> Town {
        Town::with(Config::default())
    }

    /// With the three who keep the system: `system`, `secure` and `audit`, who need no second factor here.
    pub fn staffed() -> Town {
        let (town, ctx) = (Town::new(), Ctx::local());
        town.store.set_setting(&ctx, "admin_totp", town.store.today(), "0").unwrap();
        let hashing = Hashing { memory_kib: 64, passes: 1 };
        for (login, role) in [("system", "sysadmin"), ("secure", "secadmin"), ("audit", "auditor")]
        {
            let grants = [Grant { role: role.into(), union: 0 }];
            let new = NewUser { login, name: login, grants: &grants, password: Some(PASSWORD) };
            town.store.add_user(&ctx, &new, hashing).unwrap();
        }
        town
    }

    pub fn with(config: Config) -> Town {
        let (store, router) = empty(config);
        let mut town = Town { store, router, keys: HashMap::new() };
        town.add("union", "县", &[("name", "云溪县总工会"), ("kind", "FED_COUNTY")], &[]);
        for (town_name, name, union, base) in [
            ("东镇", "东镇总工会", "恒达", "恒达纺织工会"),
            ("西镇", "西镇总工会", "明远", "明远汽配工会"),
        ] {
            let (county, kind) = (town.keys["县"], ("kind", "TOWN_FED"));
            town.add("union", town_name, &[("name", name), kind], &[("parent", county)]);
            let above = town.keys[town_name];
            town.add("union", union, &[("name", base), ("kind", "BASE")], &[("parent", above)]);
        }
        town.person("吴小满", "恒达", &paper("32011219910815231"), "13800006621");
        town.person("孙明月", "明远", &paper("32011219881203442"), "15900000387");
        for (login, role, at) in [
            ("county", "county", "县"),
            ("east", "township", "东镇"),
            ("west", "township", "西镇"),
            ("leader", "leader", "县"),
        ] {
            town.user(login, role, at);
        }
        town
    }

    /// Somebody who signs in with a role at a place.
    pub fn user(&self, login: &str, role: &str, at: &str) {
        let grants = [Grant { role: role.into(), union: self.keys[at] }];
        let name = format!("{login}同事");
        let new = NewUser { login, name: &name, grants: &grants, password: Some(PASSWORD) };
        let hashing = Hashing { memory_kib: 64, passes: 1 };
        self.store.add_user(&Ctx::local(), &new, hashing).unwrap();
    }

    pub fn add(
        &mut self,
        register: &str,
        key: &'static str,
        pairs: &[(&'static str, &str)],
        links: &[(&'static str, i64)],
    ) -> i64 {
        let register = self.store.register(register).unwrap();
        let values = values(pairs, links);
        let work = |writer: &mut store::writer::Writer| writer.add(register, &values);
        let id = self.store.act(&Ctx::local(), Doing::new("登记", ""), work).unwrap();
        self.keys.insert(key, id);
        id
    }

    /// A person with a membership; the membership's key is `<name>会籍` in `keys`.
    pub fn person(&mut self, name: &'static str, union: &str, paper: &str, phone: &str) -> i64 {
        let pairs = [("paper_kind", "1"), ("paper_no", paper), ("name", name), ("phone", phone)];
        let id = self.add("person", name, &pairs, &[]);
        let union = self.keys[union];
        let pairs = [("joined_on", "2020-03-01"), ("entry", "JOIN"), ("status", "ACTIVE")];
        let key: &'static str = Box::leak(format!("{name}会籍").into_boxed_str());
        self.add("membership", key, &pairs, &[("person", id), ("union", union)]);
        id
    }

    /// Somebody nobody knows.
    pub fn stranger(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Somebody who has signed in.
    pub fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.stranger();
        let seen = browser.sign_in(login, PASSWORD);
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
        browser
    }
}

/// How the body of [`multipart`] is called.
pub const MULTIPART: &str = "multipart/form-data; boundary=yunxi";

/// A form with files, as a browser writes it.
pub fn multipart(form: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in form {
        let head = format!("--yunxi\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
    }
    for (name, bytes) in files {
        let name = format!("form-data; name=\"file\"; filename=\"{name}\"");
        let head = format!("--yunxi\r\ncontent-disposition: {name}\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--yunxi--\r\n");
    body
}

impl Browser {
    pub fn new(router: Router) -> Browser {
        let runtime = Arc::new(Runtime::new().unwrap());
        Browser { router, runtime, cookie: String::new(), csrf: String::new() }
    }

    pub fn sign_in(&mut self, login: &str, password: &str) -> Seen {
        let form = [("login", login), ("password", password), ("next", "/r/membership")];
        self.enter(&form)
    }

    /// Signs in with a form that came too late.
    pub fn sign_in_with(&mut self, login: &str, left: &str) -> Seen {
        self.enter(&[("login", login), ("password", PASSWORD), ("left", left)])
    }

    fn enter(&mut self, form: &[(&str, &str)]) -> Seen {
        let seen = self.send("/login", form, &[]);
        if let Some(cookie) = seen.headers.get(header::SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            let page = self.get("/account");
            // Who must set up the second factor first sees no page yet.
            if page.status == StatusCode::OK {
                self.csrf = page.after("name=\"csrf\" content=\"");
            }
        }
        seen
    }

    /// Keeps the cookie of an answer, and the token of the page that follows.
    pub fn keeps(&mut self, seen: &Seen, page: &str) {
        let cookie = seen.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        cookie.split(';').next().unwrap().clone_into(&mut self.cookie);
        self.csrf = self.get(page).after("name=\"csrf\" content=\"");
    }

    pub fn ask(&self, request: Request<Body>) -> Seen {
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let answer = router.oneshot(request).await.unwrap();
            let (head, body) = answer.into_parts();
            let bytes = to_bytes(body, 50_000_000).await.unwrap();
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Seen { status: head.status, headers: head.headers, body }
        })
    }

    fn request(&self, path: &str, extra: &[(&str, &str)]) -> axum::http::request::Builder {
        let mut request = Request::builder().uri(path).header("host", "yunxi.local");
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        for (name, value) in extra {
            request = request.header(*name, *value);
        }
        request
    }

    pub fn get(&self, path: &str) -> Seen {
        self.get_with(path, &[])
    }

    /// As htmx asks.
    pub fn part(&self, path: &str) -> Seen {
        self.get_with(path, &[("hx-request", "true")])
    }

    pub fn get_with(&self, path: &str, extra: &[(&str, &str)]) -> Seen {
        self.ask(self.request(path, extra).body(Body::empty()).unwrap())
    }

    /// A form of one of our pages.
    pub fn post(&self, path: &str, form: &[(&str, &str)]) -> Seen {
        let mut all = vec![("csrf", self.csrf.as_str())];
        all.extend(form);
        let own = [("origin", "https://yunxi.local"), ("sec-fetch-site", "same-origin")];
        self.send(path, &all, &own)
    }

    /// A form with a file.
    pub fn upload(&self, path: &str, form: &[(&str, &str)], file: (&str, &[u8])) -> Seen {
        self.upload_with(path, form, &[file], &[])
    }

    /// A form with files and headers of its own.
    pub fn upload_with(
        &self,
        path: &str,
        form: &[(&str, &str)],
        files: &[(&str, &[u8])],
        extra: &[(&str, &str)],
    ) -> Seen {
        let mut all = vec![("csrf", self.csrf.as_str())];
        all.extend(form);
        let own = [("origin", "https://yunxi.local"), ("sec-fetch-site", "same-origin")];
        let body = multipart(&all, files);
        let request = self.request(path, &[&own, extra].concat()).method("POST");
        self.ask(request.header("content-type", MULTIPART).body(Body::from(body)).unwrap())
    }

    /// A form as htmx sends it.
    pub fn post_part(&self, path: &str, form: &[(&str, &str)]) -> Seen {
        let mut all = vec![("csrf", self.csrf.as_str())];
        all.extend(form);
        let own = [
            ("origin", "https://yunxi.local"),
            ("sec-fetch-site", "same-origin"),
            ("hx-request", "true"),
        ];
        self.send(path, &all, &own)
    }

    /// A form exactly as given.
    pub fn send(&self, path: &str, form: &[(&str, &str)], extra: &[(&str, &str)]) -> Seen {
        self.send_as("application/x-www-form-urlencoded", path, form, extra)
    }

    /// The same, called another kind of body than it is.
    pub fn send_as(
        &self,
        kind: &str,
        path: &str,
        form: &[(&str, &str)],
        extra: &[(&str, &str)],
    ) -> Seen {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(form);
        let request = self.request(path, extra).method("POST").header("content-type", kind);
        self.ask(request.body(Body::from(body.finish())).unwrap())
    }
}
