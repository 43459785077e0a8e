//! A register (台账): a set of records of one kind, declared once.

mod catalog;
mod judge;

pub use catalog::{Catalog, Module, ReportTemplate};

use crate::access::{Act, Permit};
use crate::attachment::AttachmentKind;
use crate::exchange::{Exchange, Partners};
use crate::facts::Facts;
use crate::field::{AnyField, Field, FieldDef};
use crate::goal::Goals;
use crate::kept::Kept;
use crate::letter::{OwnLetters, Papers};
use crate::local::LocalFields;
use crate::numbered::{Numbering, Settled};
use crate::own::Own;
use crate::record::Record;
use crate::rule::Rule;
use crate::value::Value;
use crate::verdict::Verdict;
use crate::workflow::{self, Workflow};

/// The level a kind of node stands on; nodes below the county are counted by depth instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 省级.
    Province,
    /// 地市级.
    City,
    /// 县区级; the journal's chain is kept here.
    County,
}

/// How a register of nodes forms the tree of scope.
#[derive(Clone, Copy, Debug)]
pub struct Tree {
    /// Dated link to the node above.
    pub parent: &'static str,
    /// Dated kind of the node.
    pub kind: &'static str,
    /// The fixed level of a kind, if it has one.
    pub level: fn(&str) -> Option<Level>,
    /// Whether a kind may hang directly below another.
    pub below: fn(kind: &str, parent: &str) -> bool,
}

/// Which node of the tree a record belongs to.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// The register is the tree itself.
    Tree(Tree),
    /// The link field that names the owning node.
    Union(&'static str),
    /// Nobody owns it: it is seen by those to whom another record shows it.
    Shown,
    /// It belongs to everybody: read by all who may read the register anywhere, written only by those
    /// whose right covers the whole tree.
    Common,
}

/// Where people find a register among the words that lead through the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Reached from the pages that speak of it only.
    Inside,
    /// Behind 更多, with its picture.
    More(&'static str),
    /// Always in sight, with its picture.
    Top(&'static str),
    /// In sight on the phone too, where there is room for few.
    Phone(&'static str),
}

/// Columns of a linked register copied here, so that lists sort and filter by them at index speed.
#[derive(Clone, Debug)]
pub struct Carry {
    /// The link.
    pub link: &'static str,
    /// Fields of the linked register; stored as `<link>_<field>`.
    pub fields: Vec<FieldDef>,
}

/// How lists call the records whose life goes on and those whose life has ended; the first are
/// what a list shows unless it is asked for more.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// 在册.
    pub living: &'static str,
    /// 已离会.
    pub ended: &'static str,
    /// The field in whose place a list says that the life has ended, if one would mislead.
    pub said_by: Option<&'static str>,
}

/// A link whose record is registered in the same form and act, unless it is known already.
#[derive(Clone, Copy, Debug)]
pub struct Together {
    /// The link.
    pub link: &'static str,
    /// What a new record is called with it: 会员.
    pub new: &'static str,
    /// Heading of that part of the form: 是谁.
    pub title: &'static str,
    /// The field of the linked register by which its record is recognised.
    pub by: &'static str,
    /// The field that says what kind of number that is.
    pub kind: Option<&'static str>,
    /// Fields of the linked register that are asked for, the one recognised by first.
    pub fields: &'static [&'static str],
    /// What to say of somebody out of reach: of the same name, of another name.
    pub elsewhere: (&'static str, &'static str),
}

/// At most one living record may have these values.
#[derive(Clone, Debug)]
pub struct Unique {
    /// Names of the fields.
    pub fields: Vec<&'static str>,
    /// What to tell the second one.
    pub message: &'static str,
}

/// A register's declaration.
#[derive(Clone, Debug)]
pub struct Register {
    /// Table and API name.
    pub name: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// What its records are counted in (人, 家, 个).
    pub unit: &'static str,
    /// What they are counted in once ended ones are among them: a person, but two 段 of membership.
    pub unit_of_all: &'static str,
    /// All fields in order.
    pub fields: Vec<FieldDef>,
    /// Form sections: title and names of fields.
    pub sections: Vec<(&'static str, Vec<&'static str>)>,
    /// Columns of the standard list; `link.field` for a carried one.
    pub columns: Vec<&'static str>,
    /// Who owns a record.
    pub owner: Owner,
    /// Links to nodes of the tree that read a record too, whoever owns it.
    pub seen_by: Vec<&'static str>,
    /// The link whose record's owner owns these too: a part belongs where the whole belongs.
    pub owned_with: Option<&'static str>,
    /// The field that names a record to people.
    pub label: &'static str,
    /// The fields of the first day counted and the first day no longer counted.
    pub life: Option<(&'static str, &'static str)>,
    /// How lists call records by whether their life has ended; a register with a life has it.
    pub standing: Option<Standing>,
    /// The link whose record is registered together with one of these.
    pub together: Option<Together>,
    /// Links through which a record shows an ownerless one: link field, and whether it still does
    /// after its life has ended.
    pub shows: Vec<(&'static str, bool)>,
    /// Carried fields.
    pub carries: Vec<Carry>,
    /// Uniqueness among living records.
    pub unique: Vec<Unique>,
    /// Sort orders served by an index at every level; fields or carried fields.
    pub sorts: Vec<&'static str>,
    /// Lives of records with the same value of this link never overlap.
    pub no_overlap: Option<(&'static str, &'static str)>,
    /// Fields that must be the same too for lives to be in each other's way.
    pub overlap_alike: Vec<&'static str>,
    /// Computes computed fields and checks the whole record.
    pub prepare: Option<fn(&mut Record, &Facts) -> Verdict>,
    /// The day by whose rules a record is judged.
    pub judged_on: Option<&'static str>,
    /// The rules of the house.
    pub rules: &'static [Rule],
    /// Who may do what.
    pub permits: Vec<Permit>,
    /// Fields whose filling makes a record complete.
    pub complete: Vec<&'static str>,
    /// Rows with which a new installation begins: field and value.
    pub beginnings: Vec<Vec<(&'static str, Value)>>,
    /// One sentence: what is kept here and why.
    pub about: &'static str,
    /// Sums that are kept beside the rows.
    pub kept: Vec<Kept>,
    /// Its records are goals of indicators, known by these fields.
    pub goals: Option<Goals>,
    /// Its records are numbered without a gap.
    pub numbered: Option<Numbering>,
    /// From a state on its records do not change any more.
    pub settled: Option<Settled>,
    /// Its records are official papers, printed from these fields.
    pub papers: Option<Papers>,
    /// Its records are a node's own forms of letters.
    pub own_letters: Option<OwnLetters>,
    /// Forms that are printed from a record.
    pub forms: Vec<crate::letter::Form>,
    /// Photos and papers that are kept with a record; none when empty.
    pub attachments: Vec<AttachmentKind>,
    /// Where people find it.
    pub place: Place,
    /// Nodes of the tree may add fields to it.
    pub takes_local: bool,
    /// Its records define local fields, known by these fields.
    pub local_fields: Option<LocalFields>,
    /// Its records go through a procedure.
    pub flow: Option<Workflow>,
    /// Fields that are filled from the record of a link when it is named.
    pub follows: Vec<Follows>,
    /// Its records go to other installations and come from there.
    pub exchange: Option<Exchange>,
    /// Its records are installations that are trusted, known by these fields.
    pub partners: Option<Partners>,
    /// What people see of their own records.
    pub own: Option<Own>,
    /// Its records are begun for records of another register, chosen in its list.
    pub begun: Option<Begun>,
}

/// Records that are begun for chosen ones of another register: a card for each member.
#[derive(Clone, Copy, Debug)]
pub struct Begun {
    /// The link to the one it is for.
    pub link: &'static str,
    /// What the act is called.
    pub title: &'static str,
    /// What is said before it is done.
    pub about: &'static str,
    /// What a new record says; `Belonging` is the chosen one, `Of` a field of it.
    pub fills: &'static [(&'static str, crate::own::Fill)],
    /// Checks of the procedure that must not have failed.
    pub checks: &'static [&'static str],
}

/// Fields that are filled from the record of a link: a transfer's person is the one of its membership.
#[derive(Clone, Debug)]
pub struct Follows {
    /// The link.
    pub link: &'static str,
    /// Own field, and the field of the linked record.
    pub fields: Vec<(&'static str, &'static str)>,
}

impl Register {
    /// A register without fields yet.
    pub fn new(name: &'static str, title: &'static str, unit: &'static str) -> Register {
        Register {
            name,
            title,
            unit,
            unit_of_all: unit,
            fields: Vec::new(),
            sections: Vec::new(),
            columns: Vec::new(),
            owner: Owner::Shown,
            seen_by: Vec::new(),
            owned_with: None,
            label: "",
            life: None,
            standing: None,
            together: None,
            shows: Vec::new(),
            carries: Vec::new(),
            unique: Vec::new(),
            sorts: Vec::new(),
            no_overlap: None,
            overlap_alike: Vec::new(),
            prepare: None,
            judged_on: None,
            rules: &[],
            permits: Vec::new(),
            complete: Vec::new(),
            beginnings: Vec::new(),
            about: "",
            kept: Vec::new(),
            goals: None,
            numbered: None,
            settled: None,
            papers: None,
            own_letters: None,
            forms: Vec::new(),
            attachments: Vec::new(),
            place: Place::Inside,
            takes_local: false,
            local_fields: None,
            flow: None,
            own: None,
            follows: Vec::new(),
            exchange: None,
            partners: None,
            begun: None,
        }
    }
    /// What the records are counted in once ended ones are among them.
    pub fn all_counted_in(mut self, unit: &'static str) -> Self {
        self.unit_of_all = unit;
        self
    }
    /// What is kept here, in one sentence for the data dictionary.
    pub fn about(mut self, about: &'static str) -> Self {
        self.about = about;
        self
    }
    /// A section of the form, with its fields.
    pub fn section(mut self, title: &'static str, fields: &[&dyn AnyField]) -> Self {
        let defs: Vec<FieldDef> = fields.iter().map(|field| field.def()).collect();
        self.sections.push((title, defs.iter().map(|def| def.name).collect()));
        self.fields.extend(defs);
        self
    }
    /// Columns of the standard list.
    pub fn columns(mut self, columns: &[&'static str]) -> Self {
        self.columns = columns.to_vec();
        self
    }
    /// Who owns a record.
    pub fn owned(mut self, owner: Owner) -> Self {
        self.owner = owner;
        self
    }
    /// These computed fields are filled from the record of a link: own field, field there.
    pub fn follows(
        mut self,
        link: &dyn AnyField,
        fields: &[(&dyn AnyField, &dyn AnyField)],
    ) -> Self {
        let pairs = fields.iter().map(|(own, other)| (own.def().name, other.def().name));
        self.follows.push(Follows { link: link.def().name, fields: pairs.collect() });
        self
    }
    /// Its records are begun for chosen ones of another register.
    pub fn begun(mut self, begun: Begun) -> Self {
        self.begun = Some(begun);
        self
    }
    /// Its records go to other installations as files.
    pub fn exchanged(mut self, exchange: Exchange) -> Self {
        self.exchange = Some(exchange);
        self
    }
    /// Its records are installations that are trusted.
    pub fn partners(mut self, partners: Partners) -> Self {
        self.partners = Some(partners);
        self
    }
    /// The nodes of these links read a record too, whoever owns it; only the owner changes it.
    pub fn seen_by(mut self, links: &[&dyn AnyField]) -> Self {
        self.seen_by = links.iter().map(|link| link.def().name).collect();
        self
    }
    /// Its records belong where the record of this link belongs: the owner is filled from there.
    pub fn owned_with(mut self, owner: &dyn AnyField, link: &dyn AnyField) -> Self {
        self.owner = Owner::Union(owner.def().name);
        self.owned_with = Some(link.def().name);
        self
    }
    /// The field that names a record.
    pub fn labelled(mut self, label: &dyn AnyField) -> Self {
        self.label = label.def().name;
        self
    }
    /// First day counted, first day no longer counted.
    pub fn life(mut self, from: &dyn AnyField, until: &dyn AnyField) -> Self {
        self.life = Some((from.def().name, until.def().name));
        self
    }
    /// Words for records whose life goes on, and for those whose life has ended.
    pub fn standing(mut self, living: &'static str, ended: &'static str) -> Self {
        self.standing = Some(Standing { living, ended, said_by: None });
        self
    }
    /// The field in whose place a list says that the life has ended.
    pub fn ended_said_by(mut self, field: &dyn AnyField) -> Self {
        let said_by = Some(field.def().name);
        self.standing = self.standing.map(|standing| Standing { said_by, ..standing });
        self
    }
    /// Registered in one form and act with the record of a link.
    pub fn together(mut self, together: Together) -> Self {
        self.together = Some(together);
        self
    }
    /// What a new record is called: 会籍 begins with registering a 会员.
    pub fn new_title(&self) -> &'static str {
        self.together.map_or(self.title, |together| together.new)
    }
    /// A link that makes the linked, ownerless record visible to this record's readers.
    pub fn shows_person(mut self, link: &dyn AnyField, even_ended: bool) -> Self {
        self.shows.push((link.def().name, even_ended));
        self
    }
    /// Copies fields of a linked register into this table.
    pub fn carries(mut self, link: &dyn AnyField, fields: &[&dyn AnyField]) -> Self {
        let fields = fields.iter().map(|field| field.def()).collect();
        self.carries.push(Carry { link: link.def().name, fields });
        self
    }
    /// At most one living record with these values.
    pub fn unique(mut self, fields: &[&dyn AnyField], message: &'static str) -> Self {
        let fields = fields.iter().map(|field| field.def().name).collect();
        self.unique.push(Unique { fields, message });
        self
    }
    /// Sort orders served by an index.
    pub fn sorts(mut self, sorts: &[&'static str]) -> Self {
        self.sorts = sorts.to_vec();
        self
    }
    /// Lives of records of one linked record never overlap; the message says what to do.
    pub fn no_overlap(mut self, link: &dyn AnyField, message: &'static str) -> Self {
        self.no_overlap = Some((link.def().name, message));
        self
    }
    /// Only lives that have these fields in common too are in each other's way.
    pub fn overlap_alike(mut self, fields: &[&dyn AnyField]) -> Self {
        self.overlap_alike = fields.iter().map(|field| field.def().name).collect();
        self
    }
    /// Rows with which a new installation begins.
    pub fn beginning_with(mut self, rows: Vec<Vec<(&'static str, Value)>>) -> Self {
        self.beginnings = rows;
        self
    }
    /// The register's own rules.
    pub fn prepare(mut self, prepare: fn(&mut Record, &Facts) -> Verdict) -> Self {
        self.prepare = Some(prepare);
        self
    }
    /// The day by whose rules a record is judged; of a record without it, today.
    pub fn judged_on(mut self, field: &Field<jiff::civil::Date>) -> Self {
        self.judged_on = Some(field.def.name);
        self
    }
    /// A permission sentence.
    pub fn allow(mut self, permit: Permit) -> Self {
        self.permits.push(permit);
        self
    }
    /// Fields that a complete record has filled.
    pub fn complete(mut self, fields: &[&dyn AnyField]) -> Self {
        self.complete = fields.iter().map(|field| field.def().name).collect();
        self
    }

    /// Keeps these sums beside the rows.
    pub fn kept(mut self, families: Vec<Kept>) -> Self {
        self.kept = families;
        self
    }

    /// Its records are goals of indicators.
    pub fn goals(mut self, goals: Goals) -> Self {
        self.goals = Some(goals);
        self
    }

    /// Takes photos and papers of these kinds.
    pub fn attachments(mut self, kinds: &[AttachmentKind]) -> Self {
        self.attachments = kinds.to_vec();
        self
    }

    /// A kind of attachment by its code.
    pub fn attachment(&self, code: &str) -> Option<&AttachmentKind> {
        self.attachments.iter().find(|kind| kind.code == code)
    }

    /// Where people find it.
    pub fn found(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// Nodes of the tree may add fields to it.
    pub fn takes_local(mut self) -> Self {
        self.takes_local = true;
        self
    }

    /// Its records define local fields.
    pub fn defines_local(mut self, fields: LocalFields) -> Self {
        self.local_fields = Some(fields);
        self
    }

    /// Its records go through a procedure; the state and the clock are fields like others, but are written
    /// by its steps alone.
    pub fn flow(mut self, state: &dyn AnyField, flow: Workflow) -> Self {
        let mut fields: Vec<&dyn AnyField> = vec![state];
        fields.extend(workflow::FIELDS);
        self = self.section("办理", &fields);
        self.sorts.push(workflow::DUE_ON.def.name);
        self.flow = Some(flow);
        self
    }

    /// People see records about themselves.
    pub fn own(mut self, own: Own) -> Self {
        self.own = Some(own);
        self
    }

    /// Whether people ask for a field: what the program computes for itself they do not know.
    pub fn speaks_of(&self, field: &FieldDef) -> bool {
        !field.computed || self.flow.as_ref().is_some_and(|flow| flow.speaks_of(field.name))
    }

    /// The fields declared in code.
    pub fn declared(&self) -> impl Iterator<Item = &FieldDef> {
        self.fields.iter().filter(|field| field.local.is_none())
    }
    /// The local fields.
    pub fn local(&self) -> impl Iterator<Item = &FieldDef> {
        self.fields.iter().filter(|field| field.local.is_some())
    }
    /// Where a field stands in `fields`.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
    /// A field by name.
    pub fn field(&self, name: &str) -> Option<&FieldDef> {
        self.fields.iter().find(|field| field.name == name)
    }
    /// The dated fields, in the order in which timelines keep them.
    pub fn dated(&self) -> impl Iterator<Item = &FieldDef> {
        self.fields.iter().filter(|field| field.dated)
    }
    /// Where a dated field stands in a timeline.
    pub fn dated_position(&self, name: &str) -> Option<usize> {
        self.dated().position(|field| field.name == name)
    }
    /// The link field that names the owning node, if there is one.
    pub fn owner_field(&self) -> Option<&'static str> {
        match self.owner {
            Owner::Union(field) => Some(field),
            _ => None,
        }
    }
    /// Whether its records stand somewhere in the tree.
    pub fn placed(&self) -> bool {
        matches!(self.owner, Owner::Tree(_) | Owner::Union(_))
    }
    /// The tree, if this register is the tree.
    pub fn tree(&self) -> Option<Tree> {
        match self.owner {
            Owner::Tree(tree) => Some(tree),
            _ => None,
        }
    }
    /// What a column says of a record whose life has ended, in place of its value.
    pub fn ended_words(&self, column: &str) -> Option<&'static str> {
        let standing = self.standing.filter(|standing| standing.said_by == Some(column));
        standing.map(|standing| standing.ended)
    }
    /// A carried field: the link, the field of the linked register, and the column here.
    pub fn carried(&self) -> impl Iterator<Item = (&'static str, &FieldDef, String)> {
        self.carries.iter().flat_map(|carry| {
            let column = |field: &FieldDef| format!("{}_{}", carry.link, field.name);
            carry.fields.iter().map(move |field| (carry.link, field, column(field)))
        })
    }
    /// Whether a role may do an act here.
    pub fn permits(&self, role: &str, act: Act) -> bool {
        self.permits.iter().any(|permit| permit.role == role && permit.acts.contains(&act))
    }
}
