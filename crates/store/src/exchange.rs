//! Matters that go to another installation as a signed and sealed file, arrive from there, and are answered
//! by a receipt. What a file says and comes to is declared by its register (`kernel::exchange`).
//!
//! Read in this order: this file, what is sent and taken · [`seal`] how it is signed and sealed ·
//! [`voucher`] how a superior vouches for another installation.

mod seal;
mod voucher;

pub use voucher::is_voucher;

use crate::codec::Stored;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::flow::Looked;
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::writer::{Doing, Said};
use jiff::civil::Date;
use kernel::access::Act;
use kernel::exchange::{Arrival, Card, Content, Exchange, Partners};
use kernel::register::Register;
use kernel::sheet::Ask;
use kernel::value::Value;
use kernel::verdict::Refusal;
use kernel::workflow::Case;
use seal::{Envelope, Inner, Own, digits, refuse};

/// Ends the kind of a receipt.
const RECEIPT: &str = "-receipt";

/// An installation that is trusted.
struct Partner {
    id: i64,
    card: Card,
    /// The day on which trust ended.
    ended: Option<Date>,
}

/// A file that was opened and believed.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The register it is about.
    pub register: &'static Register,
    /// What the sender calls the matter.
    pub id: String,
    /// Key of the sender among the partners.
    pub partner: i64,
    /// Its name.
    pub sender: String,
    /// The day on which it was made.
    pub made_on: String,
    /// The last day on which it is taken.
    pub until: String,
    /// Whether it is a receipt; then for which of our matters.
    pub answers: Option<String>,
    /// What it says.
    pub content: Content,
}

/// A file to be handed over.
#[derive(Clone, Debug)]
pub struct Sent {
    /// What it is called.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

impl Store {
    /// The installation's own card, to be handed to others.
    pub fn own_card(&self) -> Result<Card> {
        let name = self.db.read(|tx| {
            let tree = self.tree(tx)?;
            Ok(tree.title(tree.root()).to_owned())
        })?;
        let name = if name.is_empty() { "（还没有建立总工会）".to_owned() } else { name };
        Ok(Own::of(&self.keys)?.card(&name))
    }

    /// The file of a matter on its way to another installation. The journal keeps who took it along.
    pub fn parcel_of(&self, ctx: &Ctx, register: &'static Register, key: &str) -> Result<Sent> {
        let exchange = exchange_of(register)?;
        let (stored, sent) = self.db.read(|tx| {
            let stored = self.in_hand(tx, ctx, register, key)?;
            self.state_in(&stored, exchange.sends_in, exchange.title)?;
            let content = self.packed(tx, ctx, &stored, exchange)?;
            let kind = exchange.kind.to_owned();
            let sent = self.close(tx, &stored, exchange, (kind, String::new()), &content)?;
            Ok((stored, sent))
        })?;
        let act = format!("取{}", exchange.title);
        self.note(ctx, &act, register.name, stored.id, &sent.name)?;
        Ok(sent)
    }

    /// The receipt of a matter that arrived by file and has been decided.
    pub fn receipt_of(&self, ctx: &Ctx, register: &'static Register, key: &str) -> Result<Sent> {
        let exchange = exchange_of(register)?;
        let (stored, sent) = self.db.read(|tx| {
            let stored = self.in_hand(tx, ctx, register, key)?;
            self.state_in(&stored, exchange.answers_in, "回执")?;
            let Some(theirs) = stored.fixed(exchange.id).as_text().map(str::to_owned) else {
                return Err(refuse(
                    "这件不是凭文件收来的，没有电子回执；请在介绍信的回执上盖章寄回",
                ));
            };
            let content = (exchange.answer)(&stored.on(self.today()));
            let kind = format!("{}{RECEIPT}", exchange.kind);
            let sent = self.close(tx, &stored, exchange, (kind, theirs), &content)?;
            Ok((stored, sent))
        })?;
        self.note(ctx, "取回执", register.name, stored.id, &sent.name)?;
        Ok(sent)
    }

    /// Opens a file that came in, or says why it is not taken.
    pub fn open_parcel(&self, ctx: &Ctx, text: &str) -> Result<Parcel> {
        let envelope = Envelope::read(text)?;
        self.db.read(|tx| {
            let kind = envelope.kind.strip_suffix(RECEIPT);
            let (plain, receipt) = (kind.unwrap_or(&envelope.kind), kind.is_some());
            let mut all = self.catalog().registers.iter();
            let register = all
                .find(|one| one.exchange.is_some_and(|exchange| exchange.kind == plain))
                .ok_or_else(|| refuse("本系统不认识这一种文件，请先升级本系统"))?;
            if !ctx.anywhere(register, Act::Write, &*self.tree(tx)?) {
                return Err(StoreError::Forbidden);
            }
            let own = Own::of(&self.keys)?;
            if envelope.to != digits(&own.card("")) {
                return Err(refuse(
                    "这个文件不是发给本系统的，只有收件的系统能打开，请退给发来的人",
                ));
            }
            let partner = self.sender(tx, &envelope.from)?;
            let inner = own.open(&envelope, &partner.card)?;
            let until: Option<Date> = inner.until.parse().ok();
            if until.is_none_or(|until| until < self.today()) {
                let say =
                    format!("这个文件的有效期到{}为止，已经过期，请对方重新生成", inner.until);
                return Err(refuse(say));
            }
            let content =
                inner.content().ok_or_else(|| refuse("文件内容读不出来，请对方重新生成"))?;
            let parcel = Parcel {
                register,
                id: inner.id,
                partner: partner.id,
                sender: partner.card.name,
                made_on: inner.made_on,
                until: inner.until,
                answers: receipt.then_some(inner.answers),
                content,
            };
            if parcel.answers.is_none() {
                first_time(tx, &parcel)?;
            }
            Ok(parcel)
        })
    }

    /// What a file comes to, for those who look before they take it.
    pub fn arrival(&self, parcel: &Parcel) -> Result<Arrival> {
        let exchange = exchange_of(parcel.register)?;
        Ok((exchange.take)(&parcel.content, &self.facts())?)
    }

    /// Takes a matter for a node of one's own: with the person, known or new, it waits to be decided there.
    pub fn take_parcel(&self, ctx: &Ctx, text: &str, to: i64) -> Result<i64> {
        let parcel = self.open_parcel(ctx, text)?;
        let (register, exchange) = (parcel.register, exchange_of(parcel.register)?);
        if parcel.answers.is_some() {
            return Err(refuse("这是回执，不是转来的会员"));
        }
        let arrival = self.arrival(&parcel)?;
        let may = self.db.read(|tx| Ok(ctx.may(register, Act::Write, to, &*self.tree(tx)?)))?;
        if !may {
            return Err(StoreError::refuse(exchange.to, "选一个您管的、接收会员的工会"));
        }
        let whom = register.field(exchange.whom).map_or("", |field| field.to);
        let known = self.known_by_paper(ctx, (whom, exchange.paper), &arrival)?;
        let people = self.register(whom)?;
        let flow = register.flow.as_ref().ok_or(StoreError::NotFound)?;
        let step = flow.find_step(exchange.arrives).ok_or(StoreError::NotFound)?;
        // It is the asker's union that receives; who arrives is nobody's yet.
        let lent = Ctx { all: true, ..ctx.clone() };
        let doing = Doing::new(step.title, &parcel.sender);
        self.act(&lent, doing, |writer| {
            let person = match known {
                Some(id) => id,
                None => writer.add(people, &arrival.whom)?,
            };
            let mut values = arrival.values.clone();
            values.push((exchange.whom, Value::Int(person)));
            values.push((exchange.to, Value::Int(to)));
            values.push((exchange.partner, Value::Int(parcel.partner)));
            values.push((exchange.id, parcel.id.as_str().into()));
            let id = writer.add(register, &values)?;
            let said = Said { step: exchange.arrives, ..Said::default() };
            writer.step_of_itself(register, id, &said)?;
            writer.tell_of_step(register, id, step)?;
            Ok(id)
        })
    }

    /// Takes a receipt: the matter that it answers makes its last step. Gives its register and key.
    pub fn take_receipt(&self, ctx: &Ctx, text: &str) -> Result<(&'static Register, i64)> {
        let parcel = self.open_parcel(ctx, text)?;
        let (register, exchange) = (parcel.register, exchange_of(parcel.register)?);
        let Some(answers) = &parcel.answers else {
            return Err(refuse("这不是回执，是转来的会员，请选接收的工会收下"));
        };
        let ours = self.db.read(|tx| {
            let stored = match self.in_hand(tx, ctx, register, answers) {
                Err(StoreError::NotFound) => {
                    return Err(refuse("没有找到这份回执对应的转会，可能已作废，或不在您的范围内"));
                }
                other => other?,
            };
            if stored.voided || stored.fixed(exchange.partner).as_int() != Some(parcel.partner) {
                return Err(refuse("这份回执不是这件转会的接收方发来的，不能收"));
            }
            let state = self.state_of(&stored);
            if !exchange.sends_in.contains(&state.as_str()) {
                let title = register.flow.as_ref().map_or("", |flow| flow.title(&state));
                let say = format!("这件转会已经是“{title}”，回执不用再收");
                return Err(StoreError::Refused(vec![Refusal::on("file", say).by("R-TRF-07")]));
            }
            Ok(stored)
        })?;
        let (code, values) = (exchange.settle)(&parcel.content, &self.facts())?;
        let flow = register.flow.as_ref().ok_or(StoreError::NotFound)?;
        let step = flow.find_step(code).ok_or(StoreError::NotFound)?;
        let said = Said { step: code, version: ours.version, values, ..Said::default() };
        self.act(ctx, Doing::new(step.title, &parcel.sender), |writer| {
            writer.step_of_itself(register, ours.id, &said)?;
            writer.tell_of_step(register, ours.id, step)
        })?;
        Ok((register, ours.id))
    }

    /// A record that this person has in hand.
    fn in_hand(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        register: &'static Register,
        key: &str,
    ) -> Result<Stored> {
        let stored = self.fetch(tx, ctx, register, key, Act::Read)?;
        if ctx.may(register, Act::Write, stored.node, &*self.tree(tx)?) {
            Ok(stored)
        } else {
            Err(StoreError::Forbidden)
        }
    }

    fn state_of(&self, stored: &Stored) -> String {
        let state = stored.register.flow.as_ref().map_or("", |flow| flow.state.name);
        stored.held(self.today()).value(state).to_string()
    }

    fn state_in(&self, stored: &Stored, states: &[&str], what: &str) -> Result<()> {
        let state = self.state_of(stored);
        if !stored.voided && states.contains(&state.as_str()) {
            return Ok(());
        }
        let flow = stored.register.flow.as_ref();
        let title = |code: &str| flow.map_or("", |flow| flow.title(code)).to_owned();
        let when: Vec<String> = states.iter().map(|code| title(code)).collect();
        let say = format!("现在是“{}”，到“{}”才有{what}", title(&state), when.join("”或“"));
        Err(refuse(say))
    }

    /// What the file of a record says: whom it is about in clear, with everything they were here.
    fn packed(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        stored: &Stored,
        exchange: &Exchange,
    ) -> Result<Content> {
        let today = self.today();
        let lent = Ctx { all: true, ..ctx.clone() };
        let mut looked = Looked::at(self, tx, stored, today)?;
        let record = stored.on(today);
        let whom = stored.register.field(exchange.whom).map_or("", |field| field.to);
        if let Some(id) = record.value(exchange.whom).as_int() {
            let person = self.fetch(tx, &lent, self.register(whom)?, &id.to_string(), Act::Read)?;
            looked.found.linked.insert((self.register(whom)?.name, id), person.on(today));
            let (of, link) = exchange.past;
            let all = Sql::new(format!("r.voided = 0 AND r.{} = ", name(link))).bind(id);
            let past = self.records(tx, self.register(of)?, all, today)?;
            looked.found.parts.retain(|part| part.0 != of);
            looked.found.parts.push((of, past));
        }
        let facts = self.facts();
        let case = Case { record: &record, facts: &facts, found: &looked.found };
        Ok((exchange.pack)(&case)?)
    }

    fn close(
        &self,
        tx: &mut Tx,
        stored: &Stored,
        exchange: &Exchange,
        (kind, answers): (String, String),
        content: &Content,
    ) -> Result<Sent> {
        let Some(partner) = stored.fixed(exchange.partner).as_int() else {
            return Err(refuse("这件转会没有选互认系统，不能发文件；凭介绍信和纸质回执办理"));
        };
        let partner = self.partner(tx, Sql::new("r.id = ").bind(partner))?;
        let partner = partner.ok_or_else(|| refuse("选的互认系统已作废，请重新登记"))?;
        if partner.ended.is_some_and(|ended| ended <= self.today()) {
            return Err(refuse(format!("和{}的互认已经停止，不能发文件", partner.card.name)));
        }
        let own = Own::of(&self.keys)?;
        let today = self.today();
        let days = self.parameters_on(tx, today)?.get(exchange.days.name).copied().unwrap_or(90);
        let until = today.checked_add(jiff::Span::new().days(days)).unwrap_or(today);
        let receipt = !answers.is_empty();
        let inner = Inner {
            id: stored.public_id.clone(),
            kind,
            from: digits(&own.card("")),
            to: digits(&partner.card),
            made_on: today.to_string(),
            until: until.to_string(),
            answers,
            content: content.to_json(),
        };
        let text = own.close(&inner, &partner.card)?;
        let what = if receipt { "转会回执" } else { exchange.title };
        // No name of a person in the name of a file: it is seen on the way.
        let short: String = stored.public_id.chars().rev().take(6).collect();
        Ok(Sent { name: format!("{what}-{today}-{short}.json"), text })
    }

    fn partners(&self) -> Result<(&'static Register, Partners)> {
        let mut all = self.catalog().registers.iter();
        let found = all.find_map(|one| Some((one, one.partners?)));
        found.ok_or(StoreError::NotFound)
    }

    fn partner(&self, tx: &mut Tx, which: Sql) -> Result<Option<Partner>> {
        let (register, fields) = self.partners()?;
        let until = register.life.map_or("NULL", |life| life.1);
        let sql = Sql::new(format!(
            "SELECT r.id, r.{}, r.{} FROM {} r WHERE r.voided = 0 AND ",
            name(fields.card),
            name(until),
            name(register.name)
        ));
        let Some(row) = tx.one(&sql.then(which))? else { return Ok(None) };
        let card = Card::read(&row.text(1)).ok_or(StoreError::NotFound)?;
        Ok(Some(Partner { id: row.int(0), card, ended: row.value(2).as_day() }))
    }

    /// The trusted installation whose fingerprint this is.
    fn sender(&self, tx: &mut Tx, from: &str) -> Result<Partner> {
        let (_, fields) = self.partners()?;
        let spaced: Vec<String> =
            from.as_bytes().chunks(5).map(|five| String::from_utf8_lossy(five).into()).collect();
        let which = Sql::new(format!("r.{} = ", name(fields.fingerprint))).bind(spaced.join(" "));
        match self.partner(tx, which)? {
            None => Err(refuse(
                "发出这个文件的系统还没有互认；请先打电话核对指纹，在“互认系统”里登记，再收一次",
            )),
            Some(partner) if partner.ended.is_some_and(|ended| ended <= self.today()) => {
                Err(refuse(format!("和{}的互认已经停止，不能收它的文件", partner.card.name)))
            }
            Some(partner) => Ok(partner),
        }
    }

    /// Who arrived, if they are known here by kind and number of their paper; the name must be the same.
    fn known_by_paper(
        &self,
        ctx: &Ctx,
        (of, paper): (&str, (&'static str, &'static str)),
        arrival: &Arrival,
    ) -> Result<Option<i64>> {
        let people = self.register(of)?;
        let (number, kind) = paper;
        let said = |field: &str| {
            arrival.whom.iter().find(|pair| pair.0 == field).map(|pair| pair.1.clone())
        };
        let Some(typed) = said(number) else { return Ok(None) };
        let ask = Ask::By(people.name, number, typed);
        let answers = self.answer(ctx, &[&ask])?;
        let same = |found: &&std::sync::Arc<kernel::sheet::Snapshot>| {
            said(kind).as_ref().is_none_or(|said| found.record.value(kind) == said)
        };
        let Some(found) = answers.get(&ask).into_iter().flatten().find(same) else {
            return Ok(None);
        };
        if said(people.label).as_ref() != Some(found.record.value(people.label)) {
            let say = "文件里的证件号码在本系统登记的是另一个姓名，请与证件原件核对；确认无误的报县总工会处理";
            return Err(StoreError::Refused(vec![Refusal::on("file", say).by("R-TRF-07")]));
        }
        Ok(Some(found.record.id))
    }
}

fn exchange_of(register: &'static Register) -> Result<&'static Exchange> {
    register.exchange.as_ref().ok_or(StoreError::NotFound)
}

/// R-TRF-07: a file is taken once.
fn first_time(tx: &mut Tx, parcel: &Parcel) -> Result<()> {
    let exchange = exchange_of(parcel.register)?;
    let table = name(parcel.register.name);
    let text = format!("SELECT id FROM {table} WHERE voided = 0 AND {} = ", name(exchange.id));
    if tx.one(&Sql::new(text).bind(parcel.id.as_str()))?.is_none() {
        return Ok(());
    }
    let say = "这个转会文件已经收过，同一件转会不能收两次";
    Err(StoreError::Refused(vec![Refusal::on("file", say).by("R-TRF-07")]))
}
