//! Real listeners on this machine: what is sent, and what becomes of it when the other side behaves badly.

use courier::{Letter, Limits, MailServer, SIGNATURE, Sealing, TIMESTAMP, Way, carry, signature};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

fn letter() -> Letter {
    Letter {
        id: "0197a2c4d1".into(),
        subject: "娘家：建会申请 等您办理".into(),
        text: "建会申请，待审查，2026-06-24到期。\nhttps://yunxi.example/r/founding/B2K".into(),
        json: r#"{"id":"0197a2c4d1","register":"founding"}"#.into(),
        at: 1_781_654_400,
    }
}

fn limits() -> Limits {
    Limits { inside: true, each: Duration::from_millis(400), whole: Duration::from_millis(1_500) }
}

/// A server that does one thing with whoever comes, and gives what it heard.
fn server<T: Send + 'static>(
    serve: impl Fn(TcpStream) -> T + Send + 'static,
) -> (u16, Receiver<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (say, heard) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = say.send(serve(stream.unwrap()));
        }
    });
    (port, heard)
}

/// Head and body of a request, answered with these words.
fn http(answer: &'static str) -> (u16, Receiver<(String, String)>) {
    server(move |mut stream| {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.read_line(&mut head).unwrap() > 0);
        }
        let length = head.to_lowercase();
        let length = length.split("content-length: ").nth(1).unwrap().lines().next().unwrap();
        let mut body = vec![0; length.parse().unwrap()];
        reader.read_exact(&mut body).unwrap();
        stream.write_all(answer.as_bytes()).unwrap();
        (head, String::from_utf8(body).unwrap())
    })
}

fn hook(port: u16) -> Way {
    Way::Hook { url: format!("http://127.0.0.1:{port}/in"), secret: "k".repeat(64) }
}

fn mail(port: u16) -> Way {
    let server = MailServer {
        host: "127.0.0.1".into(),
        port,
        sealing: Sealing::Clear,
        login: String::new(),
        password: String::new(),
        from: "niangjia@yunxi.example".into(),
    };
    Way::Mail(server, "chen@yunxi.example".into())
}

#[test]
fn a_webhook_gets_the_message_signed_over_its_moment() {
    let (port, heard) = http("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    carry(&hook(port), &letter(), limits()).unwrap();
    let (first, body) = heard.recv().unwrap();
    assert_eq!(body, letter().json);
    let value = |name: &str| {
        let line = first
            .lines()
            .find(|line| line.to_lowercase().starts_with(&format!("{}:", name.to_lowercase())));
        line.unwrap().split_once(": ").unwrap().1.to_owned()
    };
    let at: i64 = value(TIMESTAMP).parse().unwrap();
    assert_eq!(value(SIGNATURE), signature(&"k".repeat(64), at, &body));
    assert_ne!(value(SIGNATURE), signature(&"k".repeat(64), at + 1, &body), "bound to its moment");
    assert_eq!(value("X-Niangjia-Message"), letter().id);
}

#[test]
fn the_signature_is_the_one_of_the_documents() {
    // printf '1781654400.{"id":"1"}' | openssl dgst -sha256 -hmac abc
    let signed = signature("abc", 1_781_654_400, r#"{"id":"1"}"#);
    assert_eq!(signed, "v1=aa056601a4c396d376d761b5e41cc46e6754544964d0df4c425d502acedb4cf9");
}

#[test]
fn a_webhook_that_fails_is_told_in_a_sentence() {
    for (answer, say, lasting) in [
        ("HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n", "对方没有收（HTTP 500）", false),
        (
            "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
            "对方要转到别处（302），没有跟去；请填最后的地址",
            true,
        ),
    ] {
        let (port, heard) = http(answer);
        let failure = carry(&hook(port), &letter(), limits()).unwrap_err();
        assert_eq!((failure.say.as_str(), failure.lasting), (say, lasting));
        heard.recv().unwrap();
        assert!(
            heard.recv_timeout(Duration::from_millis(50)).is_err(),
            "asked once, followed nowhere"
        );
    }
}

#[test]
fn who_never_answers_is_left_alone_in_time() {
    let (port, _heard) = server(|stream| {
        std::thread::park_timeout(Duration::from_secs(5));
        drop(stream);
    });
    for way in [hook(port), mail(port)] {
        let begun = Instant::now();
        let failure = carry(&way, &letter(), limits()).unwrap_err();
        assert!(failure.say.contains("秒内没有答复") && !failure.lasting, "{}", failure.say);
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    }
}

#[test]
fn who_answers_drop_by_drop_is_left_alone_in_time() {
    let (port, _heard) = server(|mut stream| {
        for _ in 0..40 {
            if stream.write_all(b"2").is_err() {
                return;
            }
            std::thread::park_timeout(Duration::from_millis(200));
        }
    });
    let begun = Instant::now();
    let failure = carry(&mail(port), &letter(), limits()).unwrap_err();
    assert_eq!(failure.say, "对方2秒内没有答复");
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
}

#[test]
fn nobody_at_home_is_told_in_a_sentence() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let failure = carry(&hook(port), &letter(), limits()).unwrap_err();
    assert_eq!(failure.say, "连不上对方，对方没有开门");
    assert!(carry(&mail(port), &letter(), limits()).unwrap_err().say.contains("连不上邮件服务器"));
}

#[test]
fn addresses_of_the_house_get_nothing_unless_allowed() {
    let (port, heard) = http("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    let outside = Limits { inside: false, ..limits() };
    let robot = Way::Robot { url: format!("http://localhost:{port}/cgi-bin/webhook/send") };
    for way in [hook(port), mail(port), robot] {
        let failure = carry(&way, &letter(), outside).unwrap_err();
        assert!(failure.lasting && failure.say.contains("本机或内网地址"), "{}", failure.say);
    }
    assert!(heard.try_recv().is_err(), "not even a connection");
}

#[test]
fn a_robot_is_believed_by_its_own_word() {
    for (answer, say) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 27\r\n\r\n{\"errcode\":0,\"errmsg\":\"ok\"}", ""),
        ("HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"errcode\":93000}", "不认这个机器人"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"errcode\":45009}", "太快"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", "看不懂"),
    ] {
        let (port, heard) = http(answer);
        let way = Way::Robot { url: format!("http://127.0.0.1:{port}/send?key=geheim") };
        let came = carry(&way, &letter(), limits());
        match say {
            "" => came.unwrap(),
            say => {
                let failure = came.unwrap_err();
                assert!(failure.say.contains(say), "{}", failure.say);
                assert!(!failure.say.contains("geheim"));
            }
        }
        let (_, body) = heard.recv().unwrap();
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body["msgtype"], "text");
        assert!(body["text"]["content"].as_str().unwrap().contains("待审查"));
    }
}

/// Speaks SMTP as far as a letter needs, and gives the letter.
fn post_office(recipient: &'static str) -> (u16, Receiver<String>) {
    server(move |mut stream| {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut say = |text: &str| stream.write_all(format!("{text}\r\n").as_bytes()).unwrap();
        say("220 yunxi.example");
        let mut letter = String::new();
        let mut line = String::new();
        while reader.read_line(&mut line).unwrap_or(0) > 0 {
            match line.split([' ', '\r']).next().unwrap() {
                "EHLO" => say("250-yunxi.example\r\n250 8BITMIME"),
                "RCPT" => say(recipient),
                "DATA" => {
                    say("354 go on");
                    while !letter.ends_with("\r\n.\r\n") {
                        reader.read_line(&mut letter).unwrap();
                    }
                    say("250 taken");
                }
                "QUIT" => break,
                _ => say("250 fine"),
            }
            line.clear();
        }
        letter
    })
}

#[test]
fn an_e_mail_arrives_with_its_subject_and_the_same_id_each_time() {
    let (port, heard) = post_office("250 fine");
    for _ in 0..2 {
        carry(&mail(port), &letter(), limits()).unwrap();
        let sent = heard.recv().unwrap();
        assert!(sent.contains("Message-ID: <0197a2c4d1@yunxi.example>"), "{sent}");
        assert!(sent.contains("To: chen@yunxi.example"), "{sent}");
        assert!(sent.contains("Auto-Submitted: auto-generated"), "{sent}");
        assert!(sent.contains("Subject: =?utf-8?b?"), "{sent}");
    }
}

#[test]
fn a_refused_address_is_not_tried_again() {
    let (port, _heard) = post_office("550 nobody here");
    let failure = carry(&mail(port), &letter(), limits()).unwrap_err();
    assert!(failure.lasting && failure.say.contains("拒收（550）"), "{}", failure.say);
    let (port, _heard) = post_office("451 later");
    let failure = carry(&mail(port), &letter(), limits()).unwrap_err();
    assert!(!failure.lasting && failure.say.contains("暂时不收（451）"), "{}", failure.say);
}

#[test]
fn a_server_that_offers_no_tls_gets_no_letter_when_tls_is_asked_for() {
    let (port, heard) = post_office("250 fine");
    let Way::Mail(server, to) = mail(port) else { unreachable!() };
    let way = Way::Mail(MailServer { sealing: Sealing::StartTls, ..server }, to);
    assert!(!carry(&way, &letter(), limits()).unwrap_err().say.is_empty());
    assert_eq!(heard.recv().unwrap(), "");
}
