//! What people ask for about themselves: one record, in one act, filled with what the program knows.

use super::{Account, Member, account_by, set};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{Result, StoreError};
use crate::sql::{Sql, name};
use crate::store::Store;
use crate::users::plain;
use crate::users::throttle::{self, Gate};
use crate::writer::{Doing, Writer};
use kernel::field::Kind;
use kernel::own::{Ask, Asker, Fill};
use kernel::record::Record;
use kernel::register::Register;
use kernel::value::Value;

/// A record that came of it.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Its key.
    pub id: i64,
    /// With whose rights a drawn signature is kept with it.
    pub stranger: bool,
}

/// A node that people can ask.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Key.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The node above it.
    pub above: String,
}

/// Most nodes that are offered at once.
const MOST_UNITS: usize = 20;

/// What is known when a form is filled.
struct Knows<'a> {
    person: Value,
    belonging: Option<&'a Record>,
    phone: Option<String>,
    today: Value,
}

impl Knows<'_> {
    fn fill(&self, fill: Fill) -> Value {
        match fill {
            Fill::Person => self.person.clone(),
            Fill::Belonging => self.belonging.map_or(Value::Null, |record| Value::Int(record.id)),
            Fill::Of(field) => self.belonging.map_or(Value::Null, |of| of.value(field).clone()),
            Fill::Phone => self.phone.clone().map_or(Value::Null, Value::Text),
            Fill::Today => self.today.clone(),
            Fill::Yes => true.into(),
            Fill::Code(code) => code.into(),
        }
    }

    /// What the program fills in, of the record itself or of the person behind its link.
    fn all(&self, ask: &Ask, link: Option<&str>) -> Vec<(&'static str, Value)> {
        let of = |name: &'static str| match (name.split_once('.'), link) {
            (None, None) => Some(name),
            (Some((head, field)), Some(link)) if head == link => Some(field),
            _ => None,
        };
        ask.fills.iter().filter_map(|(name, fill)| Some((of(name)?, self.fill(*fill)))).collect()
    }
}

impl Store {
    /// What somebody may ask for.
    pub fn asks(&self, by: Asker) -> impl Iterator<Item = (&'static Register, Ask)> {
        let all = self.catalog().registers.iter();
        all.filter_map(|register| Some((register, register.own?.ask?)))
            .filter(move |(_, ask)| ask.by == by)
    }

    /// What a member may ask for now: not what they have already and can have but once.
    pub fn open_asks(&self, member: &Member) -> Result<Vec<(&'static Register, Ask)>> {
        let mut open = Vec::new();
        for (register, ask) in self.asks(Asker::Member) {
            let link = register.own.map_or("", |own| own.link);
            let once = register.no_overlap.is_some_and(|(alone, _)| alone == link);
            if once && self.holds(member, register, link)? {
                continue;
            }
            open.push((register, ask));
        }
        Ok(open)
    }

    fn holds(&self, member: &Member, register: &Register, link: &str) -> Result<bool> {
        let Some((_, until)) = register.life else { return Ok(false) };
        let (table, until, link) = (name(register.name), name(until), name(link));
        let text =
            format!("SELECT 1 FROM {table} WHERE voided = 0 AND {until} IS NULL AND {link} = ");
        let sql = Sql::new(text).bind(member.person.unwrap_or(0)).add(" LIMIT 1");
        self.db.read(|tx| Ok(tx.one(&sql)?.is_some()))
    }

    /// The living record that says where a person belongs.
    pub fn belongs(&self, member: &Member) -> Result<Option<Record>> {
        let Some(person) = member.person else { return Ok(None) };
        let id = self.db.read(|tx| self.belonging_of(tx, person))?;
        let Some(id) = id else { return Ok(None) };
        Ok(Some(self.open_record(&member.ctx, self.belonging()?, &id.to_string())?.record))
    }

    pub(super) fn belonging_of(&self, tx: &mut Tx, person: i64) -> Result<Option<i64>> {
        let register = self.belonging()?;
        let (own, life) =
            (register.own.map_or("", |own| own.link), register.life.unwrap_or_default());
        let text = format!(
            "SELECT id FROM {} WHERE voided = 0 AND {} IS NULL AND {} = ",
            name(register.name),
            name(life.1),
            name(own)
        );
        Ok(tx.one(&Sql::new(text).bind(person).add(" ORDER BY id LIMIT 1"))?.map(|row| row.int(0)))
    }

    /// Asks for something about oneself.
    pub fn ask_for(
        &self,
        member: &Member,
        register: &'static Register,
        typed: &[(&'static str, Value)],
    ) -> Result<Asked> {
        let ask = register.own.and_then(|own| own.ask).ok_or(StoreError::NotFound)?;
        let (Some(person), Asker::Member) = (member.person, ask.by) else {
            return Err(StoreError::Forbidden);
        };
        let Some(belonging) = self.belongs(member)? else {
            let say = "您现在没有在册的会籍，不能办这件事；请先申请入会，或到工会问一问";
            return Err(StoreError::refuse("", say));
        };
        let knows = Knows {
            person: Value::Int(person),
            belonging: Some(&belonging),
            phone: None,
            today: Value::day(self.today()),
        };
        let mut values = allowed(&ask, typed)?;
        self.can_be_asked((register, &ask), &values)?;
        values.extend(knows.all(&ask, None));
        let id = self
            .act(&member.ctx, Doing::new(ask.title, ""), |writer| writer.add(register, &values))?;
        Ok(Asked { id, stranger: false })
    }

    /// A stranger asks, and is registered with it: who is in the register already is recognised by the
    /// number of the paper, and nobody is told whether that is so. Where the name is another one, the
    /// highest node looks at it.
    pub fn ask_as_stranger(
        &self,
        member: &Member,
        register: &'static Register,
        typed: &[(&'static str, Value)],
        about: &[(&'static str, Value)],
        invited: &str,
    ) -> Result<Asked> {
        let own = register.own.ok_or(StoreError::NotFound)?;
        let ask = own.ask.filter(|ask| ask.by == Asker::Stranger).ok_or(StoreError::NotFound)?;
        let people = self.people()?;
        let ctx = self.program_for(member);
        let phone = self.db.read(|tx| self.phone_of(tx, member.account))?;
        let mut knows =
            Knows { person: Value::Null, belonging: None, phone, today: Value::day(self.today()) };
        let values = allowed(&ask, typed)?;
        self.can_be_asked((register, &ask), &values)?;
        let mut along = Vec::new();
        if !invited.is_empty() {
            let Some(invitation) = self.invitation(register, invited)? else {
                let say = "这个单位现在不再收入会申请了，请在下面另找一个工会，或打12351问一问";
                return Err(StoreError::refuse("", say));
            };
            along = self.along_with(&invitation)?;
        }
        let mut whom = about.to_vec();
        whom.extend(knows.all(&ask, Some(own.link)).into_iter().filter(|value| !value.1.is_null()));
        let found = self.same_paper(member, &whom)?;
        let doing = Doing::new(ask.title, "本人在手机上提出");
        let id = self.act(&ctx, doing, |writer| {
            let mut values: Vec<(&'static str, Value)> = values.clone();
            values.extend(along.iter().cloned());
            knows.person = Value::Int(match found {
                Some((id, _)) => id,
                None => writer.add(people, &whom)?,
            });
            values.extend(knows.all(&ask, None));
            if let Some((_, false)) = found {
                // Whoever it is does not come in with others, whom nobody looks at one by one.
                values.retain(|value| ask.invited.is_none_or(|by| by.link != value.0));
                doubt(writer, register, &ask, &mut values);
            }
            writer.add(register, &values)
        })?;
        self.db.write(|tx| {
            set(tx, member.account, "waits_in", plain(register.name))?;
            set(tx, member.account, "waits_for", Value::Int(id))
        })?;
        Ok(Asked { id, stranger: true })
    }

    /// The rights of the program on behalf of somebody who has none.
    pub fn program_for(&self, member: &Member) -> Ctx {
        let user_name = if member.name.is_empty() { super::STRANGER } else { &member.name };
        Ctx {
            user_id: member.account,
            user_name: user_name.to_owned(),
            origin: "手机",
            ..Ctx::local()
        }
    }

    pub(super) fn phone_of(&self, tx: &mut Tx, account: i64) -> Result<Option<String>> {
        let sql = Sql::new("SELECT phone FROM member_account WHERE id = ").bind(account);
        let Some(row) = tx.one(&sql)? else { return Ok(None) };
        let clear = self.keys.open(&super::code::place(account), &row.bytes(0));
        Ok(clear.filter(|clear| !clear.is_empty()))
    }

    /// Who is known by the number of the paper, and whether the name is the same. Counted, so that
    /// numbers cannot be tried.
    fn same_paper(
        &self,
        member: &Member,
        whom: &[(&'static str, Value)],
    ) -> Result<Option<(i64, bool)>> {
        let people = self.people()?;
        let of = |kind: Kind| people.fields.iter().find(|field| field.kind == kind);
        let given = |field: &str| {
            let value = whom.iter().find(|value| value.0 == field);
            value.and_then(|value| value.1.as_text()).unwrap_or_default().to_owned()
        };
        let number = given(of(Kind::Paper).map_or("", |field| field.name));
        let number = kernel::text::squeeze(&kernel::text::normalise(&number)).to_uppercase();
        let number = kernel::codes::resident::upgrade(&number).unwrap_or(number);
        let door = self.door("asks", &member.account.to_string());
        if let Gate::Shut(minutes) = self.knock(&door, "")? {
            return Err(StoreError::refuse("", throttle::wait_on_phone(minutes)));
        }
        let index = self.index_of(Kind::Paper, &number)?;
        self.db.read(|tx| {
            let [id] = self.people_by(tx, Kind::Paper, &index)?[..] else { return Ok(None) };
            let titles = self.titles(tx, people.name, &[id])?;
            let called = titles.into_values().next().unwrap_or_default();
            Ok(Some((id, called == kernel::text::name(&given(people.label)))))
        })
    }

    /// Whether what a stranger waits for has been looked at: from then on it is known who they are.
    pub(super) fn proved(&self, member: &mut Member) -> Result<bool> {
        let Some((register, id)) = member.waits else { return Ok(false) };
        let Some((own, ask)) = register.own.and_then(|own| Some((own, own.ask?))) else {
            return Ok(false);
        };
        let opened = self.open_record(&Ctx::local(), register, &id.to_string())?;
        let state = register.flow.as_ref().map_or("", |flow| flow.state.name);
        let looked = opened.record.value(state).as_text().is_some_and(|s| ask.proves.contains(&s));
        let person = opened.record.value(own.link).as_int().filter(|_| looked);
        let Some(person) = person else { return Ok(false) };
        // Of those who come in together nobody is looked at alone: that would not prove who is known already.
        let together = ask.invited.is_some_and(|by| !opened.record.value(by.link).is_null());
        if together && self.known_before(person, register, id)? {
            return Ok(false);
        }
        self.db.write(|tx| self.is_known(tx, member.account, person))
    }

    /// Somebody whose number is in the register says who they are: name, and the last four of the paper.
    pub fn recognise(&self, member: &Member, called: &str, tail: &str) -> Result<bool> {
        let door = self.door("knows", &member.account.to_string());
        if let Gate::Shut(minutes) = self.knock(&door, "")? {
            return Err(StoreError::refuse("name", throttle::wait_on_phone(minutes)));
        }
        let people = self.people()?;
        let paper = people.fields.iter().find(|field| field.kind == Kind::Paper);
        let paper = paper.map_or("", |field| field.name);
        let (called, tail) = (kernel::text::name(called), tail.trim().to_uppercase());
        let phone = self.db.read(|tx| account_by(tx, "id", Value::Int(member.account)))?;
        let phone = phone.map(|account: Account| account.phone).unwrap_or_default();
        let Some(index) = crate::keys::unhex(&phone).filter(|_| tail.chars().count() == 4) else {
            return Ok(false);
        };
        self.db.write(|tx| {
            let mut same = Vec::new();
            for id in self.people_by(tx, Kind::Phone, &index)? {
                let key = id.to_string();
                let stored =
                    self.fetch(tx, &Ctx::local(), people, &key, kernel::access::Act::Read)?;
                let number = stored.fixed(paper).to_string();
                if stored.fixed(people.label).as_text() == Some(&called) && number.ends_with(&tail)
                {
                    same.push(id);
                }
            }
            let [only] = same[..] else { return Ok(false) };
            throttle::clear(tx, &door)?;
            self.is_known(tx, member.account, only)
        })
    }

    /// Nodes that can be asked, by a part of their name.
    pub fn units_to_ask(&self, ask: &Ask, part: &str) -> Result<Vec<Unit>> {
        let part = part.trim();
        if part.chars().count() < 2 {
            return Ok(Vec::new());
        }
        let tree = self.db.read(|tx| self.tree(tx))?;
        let fits = |node: &&crate::tree::Node| {
            !node.ended && (ask.answers)(&node.kind) && node.name.contains(part)
        };
        let unit = |node: &crate::tree::Node| Unit {
            id: node.id,
            name: node.name.clone(),
            above: tree.title(node.parent).to_owned(),
        };
        Ok(tree.nodes().filter(fits).take(MOST_UNITS).map(unit).collect())
    }

    /// Tells the node where somebody belongs that they ask to be let in, unless it has been told.
    pub(super) fn told_to_open(&self, person: i64) -> Result<()> {
        let opening = |(_, ask): &(&'static Register, Ask)| !ask.opening.is_empty();
        let Some((register, ask)) = self.asks(Asker::Member).find(opening) else { return Ok(()) };
        let link = register.own.map_or("", |own| own.link);
        let until = register.life.map_or("", |life| life.1);
        let ctx = Ctx { user_name: super::STRANGER.to_owned(), origin: "手机", ..Ctx::local() };
        let (told, belonging) = self.db.read(|tx| {
            let text = format!(
                "SELECT 1 FROM {} WHERE voided = 0 AND {} IS NULL AND {} = ",
                name(register.name),
                name(until),
                name(link)
            );
            let mut sql = Sql::new(text).bind(person);
            for (field, code) in ask.opening.iter().take(1) {
                sql = sql.add(&format!(" AND {} = ", name(field))).bind(*code);
            }
            Ok((tx.one(&sql.add(" LIMIT 1"))?.is_some(), self.belonging_of(tx, person)?))
        })?;
        let Some(belonging) = belonging.filter(|_| !told) else { return Ok(()) };
        let of = self.open_record(&ctx, self.belonging()?, &belonging.to_string())?.record;
        let knows = Knows {
            person: Value::Int(person),
            belonging: Some(&of),
            phone: None,
            today: Value::day(self.today()),
        };
        let mut values = knows.all(&ask, None);
        values.extend(ask.opening.iter().map(|(field, says)| (*field, Value::from(*says))));
        let doing = Doing::new(ask.title, "请求开通手机服务");
        self.act(&ctx, doing, |writer| writer.add(register, &values))?;
        Ok(())
    }
}

impl Store {
    /// Only nodes that can be asked are chosen.
    fn can_be_asked(
        &self,
        (register, ask): (&Register, &Ask),
        values: &[(&'static str, Value)],
    ) -> Result<()> {
        let tree = self.db.read(|tx| self.tree(tx))?;
        let nodes = self.catalog().tree().map_or("", |tree| tree.name);
        for (name, value) in values {
            let chosen = register.field(name).is_some_and(|field| field.to == nodes);
            let node = value.as_int().filter(|_| chosen).and_then(|id| tree.node(id));
            let Some(node) = node else { continue };
            if node.ended || !(ask.answers)(&node.kind) {
                return Err(StoreError::refuse(name, "这个工会不收，请另选一个"));
            }
        }
        Ok(())
    }

    /// Whether the register knew a person before they asked with this record.
    fn known_before(&self, person: i64, register: &Register, id: i64) -> Result<bool> {
        let sql = Sql::new("SELECT 1 FROM journal_item WHERE register = ");
        let sql = sql.bind(self.people()?.name).add(" AND record = ").bind(person);
        let sql = sql.add(" AND seq < (SELECT MIN(seq) FROM journal_item WHERE register = ");
        let sql = sql.bind(register.name).add(" AND record = ").bind(id).add(") LIMIT 1");
        self.db.read(|tx| Ok(tx.one(&sql)?.is_some()))
    }
}

/// Only what is asked for is taken.
fn allowed(ask: &Ask, typed: &[(&'static str, Value)]) -> Result<Vec<(&'static str, Value)>> {
    let asked = |name: &str| ask.steps.iter().any(|page| page.fields.contains(&name));
    if let Some((name, _)) = typed.iter().find(|value| !asked(value.0)) {
        return Err(StoreError::refuse(name, "这一项不用您填"));
    }
    Ok(typed.to_vec())
}

/// What was typed does not fit what is known: the highest node looks, and nobody else is told.
fn doubt(writer: &Writer, register: &Register, ask: &Ask, values: &mut Vec<(&'static str, Value)>) {
    if let Some(owner) = register.owner_field() {
        values.retain(|value| value.0 != owner);
        values.push((owner, Value::Int(writer.tree.root())));
    }
    if !ask.doubts.is_empty() {
        let mut say = "本人所填姓名与台账上这个证件号码的姓名不同，请当面核对证件".to_owned();
        let own = values.iter().find(|value| value.0 == ask.doubts && !value.1.is_null());
        if let Some((_, own)) = own {
            say.push_str(&format!("。本人写的：{own}"));
        }
        values.retain(|value| value.0 != ask.doubts);
        values.push((ask.doubts, say.into()));
    }
}
