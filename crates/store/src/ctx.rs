//! Who asks, and where in the tree they may do what.

use crate::tree::Tree;
use kernel::access::{Act, Duty, Grant, Permit};
use kernel::field::FieldDef;
use kernel::register::{Owner, Register};

/// The person behind a request, with their rights.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// Key of the user; 0 is the local administrator of the command line.
    pub user_id: i64,
    /// Name for the journal.
    pub user_name: String,
    /// Rights.
    pub grants: Vec<Grant>,
    /// 页面, 接口, 命令行, 导入.
    pub origin: &'static str,
    /// The job on whose behalf this happens; 0 outside jobs.
    pub job: i64,
    /// May do everything everywhere: the local administrator and the program itself.
    pub all: bool,
    /// The person who acts for themselves: what is about them is all they reach.
    pub own: Option<i64>,
}

/// Nodes of the tree with everything below them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nodes {
    /// The whole installation.
    All,
    /// These subtrees; none of them lies inside another. Empty means nowhere.
    Some(Vec<i64>),
    /// Wherever it lies, what is about this person.
    Own(i64),
}

impl Nodes {
    /// Nothing at all.
    pub fn is_nowhere(&self) -> bool {
        matches!(self, Nodes::Some(nodes) if nodes.is_empty())
    }
}

impl Ctx {
    /// The administrator at the machine's own command line.
    pub fn local() -> Ctx {
        Ctx {
            user_id: 0,
            user_name: "本机管理员".into(),
            grants: Vec::new(),
            origin: "命令行",
            job: 0,
            all: true,
            own: None,
        }
    }

    /// A user with rights.
    pub fn user(user_id: i64, user_name: &str, grants: Vec<Grant>, origin: &'static str) -> Ctx {
        Ctx {
            user_id,
            user_name: user_name.to_owned(),
            grants,
            origin,
            job: 0,
            all: false,
            own: None,
        }
    }

    /// A person who acts for themselves.
    pub fn own(account: i64, name: &str, person: i64) -> Ctx {
        Ctx { own: Some(person), ..Ctx::user(account, name, Vec::new(), "手机") }
    }

    /// Where this person may do an act in a register. What belongs to everybody is read everywhere by
    /// who may read it anywhere, and changed only by who works for the whole tree.
    pub fn nodes(&self, register: &Register, act: Act, tree: &Tree) -> Nodes {
        if self.all {
            return Nodes::All;
        }
        if let Some(person) = self.own {
            return own(register, act, person);
        }
        let here: Vec<i64> = self
            .grants
            .iter()
            .filter(|grant| register.permits(&grant.role, act))
            .map(|grant| if grant.union == 0 { tree.root() } else { grant.union })
            .collect();
        if here.contains(&tree.root()) && tree.root() != 0 {
            return Nodes::All;
        }
        if matches!(register.owner, Owner::Common) {
            let reads = matches!(act, Act::Read | Act::Export) && !here.is_empty();
            return if reads { Nodes::All } else { Nodes::Some(Vec::new()) };
        }
        let outermost =
            |node: &&i64| !here.iter().any(|up| up != *node && tree.within(**node, *up));
        let mut nodes: Vec<i64> = here.iter().filter(outermost).copied().collect();
        nodes.sort_unstable();
        nodes.dedup();
        Nodes::Some(nodes)
    }

    /// Whether an act is permitted anywhere.
    pub fn anywhere(&self, register: &Register, act: Act, tree: &Tree) -> bool {
        !self.nodes(register, act, tree).is_nowhere()
    }

    /// Whether an act is permitted on records of this node.
    pub fn may(&self, register: &Register, act: Act, node: i64, tree: &Tree) -> bool {
        match self.nodes(register, act, tree) {
            Nodes::All => true,
            Nodes::Some(nodes) => nodes.iter().any(|up| tree.within(node, *up)),
            // Nobody owns a part of the tree by being a person in it.
            Nodes::Own(_) => false,
        }
    }

    /// Fields this person never sees: hidden in every one of their roles that may read, or local to a
    /// part of the tree that is neither above nor below their own.
    pub fn hidden(&self, register: &Register, tree: &Tree) -> Vec<&'static str> {
        if self.all {
            return Vec::new();
        }
        let mut hidden = self.hidden_by_role(register);
        let mine = self.nodes(register, Act::Read, tree);
        let foreign =
            |field: &&FieldDef| field.local.is_some_and(|local| !mine.touch(local.home, tree));
        hidden.extend(register.local().filter(foreign).map(|field| field.name));
        hidden
    }

    fn hidden_by_role(&self, register: &Register) -> Vec<&'static str> {
        let held = |permit: &&Permit| match self.own {
            Some(_) => permit.duty == Duty::Own,
            None => self.grants.iter().any(|grant| grant.role == permit.role),
        };
        let mine: Vec<_> = register
            .permits
            .iter()
            .filter(|permit| permit.acts.contains(&Act::Read))
            .filter(held)
            .collect();
        let Some((first, rest)) = mine.split_first() else { return Vec::new() };
        let everywhere = |field: &&&str| rest.iter().all(|permit| permit.hidden.contains(field));
        first.hidden.iter().filter(everywhere).copied().collect()
    }
}

/// What a person may do with records about themselves.
fn own(register: &Register, act: Act, person: i64) -> Nodes {
    let permitted = register
        .permits
        .iter()
        .any(|permit| permit.duty == Duty::Own && permit.acts.contains(&act));
    match (permitted, register.own, register.owner) {
        (true, Some(_), _) => Nodes::Own(person),
        (true, None, Owner::Common) if act == Act::Read => Nodes::All,
        _ => Nodes::Some(Vec::new()),
    }
}

impl Nodes {
    /// Whether one of these nodes is this one, above it or below it.
    pub fn touch(&self, at: i64, tree: &Tree) -> bool {
        match self {
            Nodes::All => true,
            Nodes::Own(_) => false,
            Nodes::Some(nodes) => {
                nodes.iter().any(|node| tree.within(*node, at) || tree.within(at, *node))
            }
        }
    }
    /// These nodes seen from one node: what lies inside it.
    pub fn inside(self, at: i64, tree: &Tree) -> Nodes {
        if at == 0 || at == tree.root() {
            return self;
        }
        match self {
            Nodes::Own(person) => Nodes::Own(person),
            Nodes::All => Nodes::Some(vec![at]),
            Nodes::Some(nodes) if nodes.iter().any(|up| tree.within(at, *up)) => {
                Nodes::Some(vec![at])
            }
            Nodes::Some(nodes) => {
                Nodes::Some(nodes.into_iter().filter(|node| tree.within(*node, at)).collect())
            }
        }
    }
}
