//! Two counties that have never called each other, and the city above that has called both: what it signs is
//! believed, and nothing else is.

use crate::house::*;
use kernel::value::Value;
use store::{Ctx, Result, StoreError};

struct Three {
    city: House,
    here: House,
    there: House,
    /// The city's own record of the other county; ours of the city.
    known: i64,
    superior: i64,
    clerk: Ctx,
}

/// A house that has called another one.
fn called(house: &House, other: &House, superior: bool) -> i64 {
    let card = other.store.own_card().unwrap();
    let values = [
        ("card", text(&card.to_text())),
        ("spoken", text(&card.fingerprint())),
        ("confirmed_with", text("赵海燕，组织部，0919-6821350")),
        ("confirmed_on", on("2026-01-05")),
        ("superior", superior.into()),
    ];
    house.add("partner", &values)
}

impl Three {
    fn new() -> Three {
        let (city, here, there) = (House::new(), House::new(), House::new());
        city.correct("union", city.root, &[("name", text("云山市总工会"))]);
        there.correct("union", there.root, &[("name", text("清河县总工会"))]);
        let known = called(&city, &there, false);
        let superior = called(&here, &city, true);
        let clerk = here.user("county", here.root);
        let three = Three { city, here, there, known, superior, clerk };
        three.on("2026-03-02");
        three
    }

    fn on(&self, day: &str) {
        for house in [&self.city, &self.here, &self.there] {
            house.on(day);
        }
    }

    fn voucher(&self) -> String {
        self.city.tick();
        let (ctx, register) =
            (self.city.user("county", self.city.root), self.city.register("partner"));
        self.city.store.vouch_for(&ctx, register, &self.known.to_string()).unwrap().text
    }

    fn takes(&self, file: &str) -> Result<i64> {
        self.here.tick();
        Ok(self.here.store.take_voucher(&self.clerk, file)?.1)
    }

    fn partners(&self) -> i64 {
        self.here.counted(&Ctx::local(), &store::list::ListAsk::new(self.here.register("partner")))
    }
}

fn said<T: std::fmt::Debug>(done: Result<T>) -> String {
    match done {
        Err(StoreError::Refused(refusals)) => {
            let [only] = refusals.as_slice() else { panic!("{refusals:?}") };
            assert_eq!((only.field.as_str(), only.rule), ("file", "R-KEY-02"), "{only:?}");
            only.reason.clone()
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn r_key_02_a_card_that_a_trusted_superior_signed_is_trusted_and_the_reason_is_kept() {
    let three = Three::new();
    let file = three.voucher();
    assert!(store::exchange::is_voucher(&file));
    let id = three.takes(&file).unwrap();
    let value = |field: &str| three.here.value("partner", id, field);
    let card = three.there.store.own_card().unwrap();
    assert_eq!(value("name"), text("清河县总工会"));
    assert_eq!(value("fingerprint"), text(&card.fingerprint()));
    assert_eq!(value("vouched_by"), Value::Int(three.superior));
    assert_eq!(value("confirmed_on"), on("2026-03-02"));
    let with = value("confirmed_with").to_string();
    assert_eq!(with, "云山市总工会签字担保，2026-03-02出具，有效到2026-05-31");
    assert_eq!(value("spoken"), text("没有念，由云山市总工会担保"));
    let again = three.takes(&file);
    assert!(format!("{again:?}").contains("这张密钥卡已经登记过"), "{again:?}");
    assert!(three.here.store.verify(None).unwrap().ok);
    // Trust goes no further: the county that was vouched for vouches for nobody, whatever is typed.
    let saving = kernel::facts::Saving::Correction(day("2026-03-02"));
    let yes = [("superior", Value::from(true))];
    three.here.tick();
    let tried = three.here.try_save(&three.clerk, "partner", id, &yes, saving);
    assert!(format!("{tried:?}").contains("不能再为别的系统担保"), "{tried:?}");
    three.here.tick();
    let register = three.here.register("partner");
    let passed = three.here.store.vouch_for(&three.clerk, register, &id.to_string());
    assert!(said(passed).contains("只能为电话里核对过指纹的系统担保"));
}

#[test]
fn r_key_02_a_file_altered_in_any_part_is_refused() {
    let three = Three::new();
    let file: serde_json::Value = serde_json::from_str(&three.voucher()).unwrap();
    let other = three.here.store.own_card().unwrap();
    let hex =
        |bytes: &[u8]| bytes.iter().fold(String::new(), |all, byte| format!("{all}{byte:02x}"));
    for (field, forged) in [
        ("name", "红山县总工会".to_owned()),
        ("sign", hex(&other.sign)),
        ("seal", hex(&other.seal)),
        ("made_on", "2026-03-01".to_owned()),
        ("until", "2027-05-31".to_owned()),
        ("signature", "00".repeat(64)),
        ("signature", "不是签名".to_owned()),
    ] {
        let mut file = file.clone();
        file[field] = forged.into();
        let says = said(three.takes(&file.to_string()));
        assert!(says.contains("担保文件被改动过，或者不是云山市总工会签发的"), "{field}: {says}");
    }
    for broken in ["会员花名册", "{}", "{\"format\":\"niangjia-voucher\",\"version\":2}"] {
        assert!(said(three.takes(broken)).contains("读不出来"), "{broken}");
    }
    assert_eq!(three.partners(), 1, "the city alone");
}

#[test]
fn r_key_02_it_is_taken_from_its_first_to_its_last_day() {
    let three = Three::new();
    let file = three.voucher();
    three.here.on("2026-05-31");
    three.takes(&file).unwrap();
    let late = Three::new();
    let file = late.voucher();
    late.here.on("2026-06-01");
    assert!(said(late.takes(&file)).contains("有效期到2026-05-31为止，已经过期"));
    let ahead = Three::new();
    ahead.city.on("2026-03-03");
    assert!(said(ahead.takes(&ahead.voucher())).contains("晚于今天"));
}

#[test]
fn r_key_02_only_a_superior_that_is_trusted_by_voice_vouches() {
    let three = Three::new();
    let file = three.voucher();
    let no = [("superior", Value::from(false))];
    three.here.correct("partner", three.superior, &no);
    assert!(said(three.takes(&file)).contains("没有登记为可以担保的上级"));
    three.here.correct("partner", three.superior, &[("superior", true.into())]);
    three.here.correct("partner", three.superior, &[("ended_on", on("2026-03-02"))]);
    assert!(said(three.takes(&file)).contains("互认已经停止"));
    three.here.void("partner", three.superior);
    assert!(said(three.takes(&file)).contains("出具这份担保文件的系统还没有互认"));
    // Who may not keep partners takes nothing; what is about oneself is for the other side.
    let stranger = three.here.user("township", three.here.east);
    assert!(matches!(three.here.store.take_voucher(&stranger, &file), Err(StoreError::Forbidden)));
    let own = called(&three.city, &three.here, false);
    called(&three.here, &three.city, true);
    three.city.tick();
    let ctx = three.city.user("county", three.city.root);
    let register = three.city.register("partner");
    let about = three.city.store.vouch_for(&ctx, register, &own.to_string()).unwrap().text;
    assert!(said(three.takes(&about)).contains("给本系统自己担保的文件"));
}
