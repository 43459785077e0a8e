//! A voucher: a superior whose key is trusted signs the card of another installation, so that it is trusted
//! without a call. Laid down in `docs/exchange.md`; a change of it raises `VERSION`.

use super::seal::{Own, digits, signed_by};
use super::{Partner, Sent};
use crate::ctx::Ctx;
use crate::error::{Result, StoreError};
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::writer::Doing;
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::access::Act;
use kernel::exchange::Card;
use kernel::register::Register;
use kernel::value::Value;
use kernel::verdict::Refusal;
use serde::{Deserialize, Serialize};

/// First word of the file.
const FORMAT: &str = "niangjia-voucher";
/// The layout that this program writes; it reads this one alone.
const VERSION: u32 = 1;
/// Longer files are not looked at.
const LONGEST: usize = 8 * 1024;
/// For so many days one is taken: long enough for the post, too short to lie about in drawers.
const DAYS: i32 = 90;

/// The file.
#[derive(Deserialize, Serialize)]
struct Voucher {
    format: String,
    version: u32,
    name: String,
    sign: String,
    seal: String,
    made_on: String,
    until: String,
    /// Fingerprint of who vouches, digits alone.
    from: String,
    signature: String,
}

impl Voucher {
    /// What is signed.
    fn signed(&self) -> String {
        let Voucher { name, sign, seal, made_on, until, from, .. } = self;
        format!("{FORMAT} {VERSION}\n{name}\n{sign}\n{seal}\n{made_on}\n{until}\n{from}\n")
    }

    fn read(text: &str) -> Option<Voucher> {
        let text = text.trim_start_matches('\u{feff}');
        let read: Voucher = serde_json::from_str(text).ok()?;
        (text.len() <= LONGEST && read.format == FORMAT && read.version == VERSION).then_some(read)
    }

    /// The card that it is about; one that would read as another one is none.
    fn card(&self) -> Option<Card> {
        let text = format!(
            "{}\nname: {}\nsign: {}\nseal: {}\n",
            kernel::exchange::CARD_HEAD,
            self.name,
            self.sign,
            self.seal
        );
        Card::read(&text).filter(|card| card.to_text() == text)
    }
}

/// Whether a file says that it is a voucher.
pub fn is_voucher(text: &str) -> bool {
    let json = serde_json::from_str::<serde_json::Value>(text.trim_start_matches('\u{feff}'));
    json.is_ok_and(|json| json.get("format").and_then(|format| format.as_str()) == Some(FORMAT))
}

/// R-KEY-02.
fn refuse(say: impl Into<String>) -> StoreError {
    StoreError::Refused(vec![Refusal::on("file", say).by("R-KEY-02")])
}

impl Store {
    /// The file by which others trust an installation that this one has called. The journal keeps who took it.
    pub fn vouch_for(&self, ctx: &Ctx, register: &'static Register, key: &str) -> Result<Sent> {
        let (known, fields) = self.partners()?;
        if known.name != register.name {
            return Err(StoreError::NotFound);
        }
        let stored = self.db.read(|tx| self.fetch(tx, ctx, register, key, Act::Write)?.living())?;
        let (today, until) = (self.today(), register.life.map_or("", |life| life.1));
        if stored.fixed(until).as_day().is_some_and(|ended| ended <= today) {
            return Err(refuse("和这个系统的互认已经停止，不能为它担保"));
        }
        if !stored.fixed(fields.vouched_by).is_null() {
            return Err(refuse("这个系统本身是凭担保互认的，只能为电话里核对过指纹的系统担保"));
        }
        let text = stored.fixed(fields.card).as_text().unwrap_or_default().to_owned();
        let card = Card::read(&text).ok_or(StoreError::NotFound)?;
        let (own, ours) = (Own::of(&self.keys)?, self.own_card()?);
        let last = today.checked_add(DAYS.days()).unwrap_or(today);
        let mut voucher = Voucher {
            format: FORMAT.to_owned(),
            version: VERSION,
            name: card.name.clone(),
            sign: crate::keys::hex(&card.sign),
            seal: crate::keys::hex(&card.seal),
            made_on: today.to_string(),
            until: last.to_string(),
            from: digits(&ours),
            signature: String::new(),
        };
        voucher.signature = own.sign(&voucher.signed());
        let mut text = serde_json::to_string_pretty(&voucher)
            .map_err(|cause| StoreError::caused("文件没有生成，请再试一次", cause))?;
        text.push('\n');
        let sent = Sent { name: format!("担保文件-{}-{today}.json", card.name), text };
        self.note(ctx, "出具担保文件", register.name, stored.id, &sent.name)?;
        Ok(sent)
    }

    /// Takes a voucher: the installation it is about is trusted from today, and it is kept who vouches.
    pub fn take_voucher(&self, ctx: &Ctx, text: &str) -> Result<(&'static Register, i64)> {
        let (register, fields) = self.partners()?;
        let voucher = Voucher::read(text).ok_or_else(|| {
            refuse("担保文件读不出来，可能没有传完整，或是较新版本的程序做的；请对方的上级重新出具")
        })?;
        let (card, signer) = self.db.read(|tx| {
            if !ctx.anywhere(register, Act::Write, &*self.tree(tx)?) {
                return Err(StoreError::Forbidden);
            }
            let signer = self.superior(tx, &voucher.from)?;
            let altered = || {
                refuse(format!(
                    "担保文件被改动过，或者不是{}签发的，不能收；请打电话和{}核对，重新出具",
                    signer.card.name, signer.card.name
                ))
            };
            if !signed_by(&signer.card, &voucher.signed(), &voucher.signature) {
                return Err(altered());
            }
            Ok((voucher.card().ok_or_else(altered)?, signer))
        })?;
        self.in_time(&voucher)?;
        if digits(&card) == digits(&self.own_card()?) {
            return Err(refuse("这是给本系统自己担保的文件，请交给要和本系统互认的一方"));
        }
        let with = format!(
            "{}签字担保，{}出具，有效到{}",
            signer.card.name, voucher.made_on, voucher.until
        );
        let values = [
            (fields.card, Value::from(card.to_text())),
            (fields.vouched_by, Value::Int(signer.id)),
            (fields.spoken, Value::from(format!("没有念，由{}担保", signer.card.name))),
            (fields.with, Value::from(with)),
            (fields.on, Value::day(self.today())),
        ];
        let doing = Doing::new("凭担保互认", &signer.card.name);
        let id = self.act(ctx, doing, |writer| writer.add(register, &values))?;
        Ok((register, id))
    }

    fn in_time(&self, voucher: &Voucher) -> Result<()> {
        let day = |text: &str| text.parse::<Date>().ok();
        let (made, until) = (day(&voucher.made_on), day(&voucher.until));
        let today = self.today();
        match (made, until) {
            (Some(made), Some(until)) if made <= today && today <= until => Ok(()),
            (Some(made), Some(_)) if made > today => {
                Err(refuse(format!("担保文件的日期{made}晚于今天，不能收；请核对两边系统的日期")))
            }
            (Some(_), Some(until)) => {
                Err(refuse(format!("担保文件的有效期到{until}为止，已经过期，请重新出具")))
            }
            _ => Err(refuse("担保文件里的日期读不出来，请重新出具")),
        }
    }

    /// Who vouches: a trusted superior whose own fingerprint was read aloud.
    fn superior(&self, tx: &mut crate::db::Tx, from: &str) -> Result<Partner> {
        let (register, fields) = self.partners()?;
        let spaced: Vec<String> =
            from.as_bytes().chunks(5).map(|five| String::from_utf8_lossy(five).into()).collect();
        let spaced = spaced.join(" ");
        let fingerprint = name(fields.fingerprint);
        let found =
            self.partner(tx, Sql::new(format!("r.{fingerprint} = ")).bind(spaced.as_str()))?;
        let Some(partner) = found else {
            return Err(refuse(
                "出具这份担保文件的系统还没有互认，不能凭它互认别的系统；\
                 请先打电话和它核对指纹，登记为上级",
            ));
        };
        let called = partner.card.name.clone();
        if partner.ended.is_some_and(|ended| ended <= self.today()) {
            return Err(refuse(format!("和{called}的互认已经停止，它的担保不再有效")));
        }
        let text = format!(
            "SELECT {}, {} FROM {} WHERE id = ",
            name(fields.superior),
            name(fields.vouched_by),
            name(register.name)
        );
        let row = tx.one(&Sql::new(text).bind(partner.id))?.ok_or(StoreError::NotFound)?;
        if row.int(0) != 1 || !row.value(1).is_null() {
            return Err(refuse(format!(
                "{called}没有登记为可以担保的上级；要认它的担保，请先在它的互认记录里选“是”"
            )));
        }
        Ok(partner)
    }
}
