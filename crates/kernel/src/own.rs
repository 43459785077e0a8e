//! What people may do with records about themselves, on their own phone: see them, ask for something,
//! show that one of them is valid. Whose a record is, one link says.

use crate::field::AnyField;
use crate::workflow::Parameter;

/// A register whose records people see of themselves.
#[derive(Clone, Copy, Debug)]
pub struct Own {
    /// The link to whom a record is about; empty where the record is the person.
    pub link: &'static str,
    /// A living record says where the person belongs – its owner answers what they ask – and this is its
    /// number; empty where records say no such thing.
    pub number: &'static str,
    /// What they may ask for; a record of the register comes of it.
    pub ask: Option<Ask>,
    /// States in which a record may be shown to others as valid; none when it is nothing to show.
    pub valid: &'static [&'static str],
    /// How it looks on paper.
    pub face: Option<Face>,
}

/// A record as a card on paper, with a code from which others read whether it is valid.
#[derive(Clone, Copy, Debug)]
pub struct Face {
    /// 工会会员证.
    pub title: &'static str,
    /// The column that says whose it is.
    pub name: &'static str,
    /// Columns that stand below.
    pub lines: &'static [&'static str],
    /// States in which it is printed.
    pub states: &'static [&'static str],
    /// What is said in others, behind the state.
    pub otherwise: &'static str,
}

/// Something that people ask for in a few short steps.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// The entry: 我要求助.
    pub title: &'static str,
    /// Why one comes here, in a sentence.
    pub about: &'static str,
    /// Its picture.
    pub icon: &'static str,
    /// The steps, each a small page.
    pub steps: &'static [Page],
    /// What the program fills in.
    pub fills: &'static [(&'static str, Fill)],
    /// What is said when it has been sent.
    pub sent: &'static str,
    /// Who may ask.
    pub by: Asker,
    /// The kind of attachment that the drawn signature becomes; empty when nothing is signed.
    pub signed: &'static str,
    /// States in which somebody has looked at who it is: a stranger is known from then on.
    pub proves: &'static [&'static str],
    /// Whether a node of this kind can be asked, where people choose whom they ask.
    pub answers: fn(kind: &str) -> bool,
    /// What a record says by which somebody who cannot sign in asks to be let in; empty for all but one.
    pub opening: &'static [(&'static str, &'static str)],
    /// Where it is said that what was typed does not fit what is known; empty where nobody is unknown.
    pub doubts: &'static str,
    /// The kind of attachment of which a few pictures may be sent with it; empty for none.
    pub pictures: &'static str,
    /// People are asked along by those who came first.
    pub invited: Option<Invited>,
}

/// What people are asked along to: a record of another register, named by a link, that takes in whoever comes.
#[derive(Clone, Copy, Debug)]
pub struct Invited {
    /// The link.
    pub link: &'static str,
    /// States of that record in which it takes people in.
    pub states: &'static [&'static str],
    /// What follows from it: own field, field there.
    pub fills: &'static [(&'static str, &'static str)],
    /// What follows from its only part: own field, register of the parts, their link, their field.
    pub only: Option<(&'static str, &'static str, &'static str, &'static str)>,
    /// Fields of the steps that need not be asked then.
    pub instead_of: &'static [&'static str],
    /// How many are wanted.
    pub wanted: &'static Parameter,
    /// What it is, above its name.
    pub title: &'static str,
    /// What is said of those who are wanted, once there are enough.
    pub enough: &'static str,
}

/// Who may ask for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Who belongs somewhere.
    Member,
    /// Who belongs nowhere yet.
    Stranger,
}

/// A step of the form.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// 您是谁.
    pub title: &'static str,
    /// Names of the register's fields; `link.field` for one of the person registered together with it.
    pub fields: &'static [&'static str],
}

/// What the program knows without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The person.
    Person,
    /// The record that says where they belong.
    Belonging,
    /// A field of that record.
    Of(&'static str),
    /// The number by which they signed in.
    Phone,
    /// Today.
    Today,
    /// Yes: it was done by sending the form.
    Yes,
    /// A code.
    Code(&'static str),
}

impl Own {
    /// Records about the person of this link.
    pub fn of(link: &dyn AnyField) -> Own {
        Own { link: link.def().name, ..Own::SELF }
    }
    /// The records are the persons themselves.
    pub const SELF: Own = Own { link: "", number: "", ask: None, valid: &[], face: None };
    /// A living record says where the person belongs, by this number.
    pub fn belonging(self, number: &dyn AnyField) -> Own {
        Own { number: number.def().name, ..self }
    }
    /// Whether a living record says where the person belongs.
    pub const fn belongs(&self) -> bool {
        !self.number.is_empty()
    }
    /// What they may ask for.
    pub fn asking(self, ask: Ask) -> Own {
        Own { ask: Some(ask), ..self }
    }
    /// How it looks on paper.
    pub fn printed(self, face: Face) -> Own {
        Own { face: Some(face), ..self }
    }
    /// States in which a record is valid before others.
    pub fn shown_while(self, valid: &'static [&'static str]) -> Own {
        Own { valid, ..self }
    }
}
