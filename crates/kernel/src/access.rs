//! Who may do what, where. A right is *where in the tree × what one may do*; the store turns it
//! into one range condition of the query, so that no road to a record can forget it.

use crate::attachment::AttachmentKind;
use crate::field::FieldDef;

/// What can be done with a record, or with the installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// 查看: list, count, open, search, figures.
    Read,
    /// 登记与修改: add, change, correct.
    Write,
    /// 作废 with a reason.
    Void,
    /// 导入 spreadsheets.
    Import,
    /// 导出 what is shown.
    Export,
    /// 查看全文 of a sensitive field, with a journal entry.
    Reveal,
    /// 合并 two records of one thing.
    Merge,
    /// 定义指标 over the register.
    Define,
}

impl Act {
    /// All acts, in the order of the permission matrix.
    pub const ALL: [Act; 8] = [
        Act::Read,
        Act::Write,
        Act::Void,
        Act::Import,
        Act::Export,
        Act::Reveal,
        Act::Merge,
        Act::Define,
    ];

    /// The Chinese word.
    pub const fn title(self) -> &'static str {
        match self {
            Act::Read => "查看",
            Act::Write => "登记修改",
            Act::Void => "作废",
            Act::Import => "导入",
            Act::Export => "导出",
            Act::Reveal => "看全文",
            Act::Merge => "合并",
            Act::Define => "定义指标",
        }
    }
}

/// A role: a name for a set of permits. `duty` keeps the three administrators apart (等保三级 8.1.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// Stored code.
    pub code: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// What kind of duty it is.
    pub duty: Duty,
}

/// Duties that may not be held together: each administrator holds one and does no business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Works with records.
    Business,
    /// 系统管理员: users, configuration, backup.
    System,
    /// 安全管理员: roles and rights.
    Security,
    /// 审计管理员: reads the journal.
    Audit,
    /// 本人: sees and asks for what concerns themselves, wherever it lies. No account is given it.
    Own,
}

/// What a role may do in a register, inside its part of the tree.
#[derive(Clone, Debug)]
pub struct Permit {
    /// Code of the role.
    pub role: &'static str,
    /// What kind of duty the role is.
    pub duty: Duty,
    /// Permitted acts.
    pub acts: Vec<Act>,
    /// Fields this role never sees, not even masked; and codes of attachments.
    pub hidden: Vec<&'static str>,
}

/// `may(&COUNTY, &[Read, Write])`: the beginning of a permission sentence.
pub fn may(role: &Role, acts: &[Act]) -> Permit {
    Permit { role: role.code, duty: role.duty, acts: acts.to_vec(), hidden: Vec::new() }
}

impl Permit {
    /// Takes fields out of the role's sight.
    pub fn except(mut self, fields: &[FieldDef]) -> Permit {
        self.hidden.extend(fields.iter().map(|field| field.name));
        self
    }
    /// Takes attachments of these kinds out of the role's sight.
    pub fn except_attachments(mut self, kinds: &[AttachmentKind]) -> Permit {
        self.hidden.extend(kinds.iter().map(|kind| kind.code));
        self
    }
}

/// A right held by a user: a role at a node of the tree, with everything below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Code of the role.
    pub role: String,
    /// Key of the node; 0 is the whole installation.
    pub union: i64,
}
