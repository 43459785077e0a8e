//! The unit tree: a button opens, a link selects.

use maud::{Markup, html};

use super::{Dress, Link, a, icon};

/// One unit.
#[derive(Clone, Debug, Default)]
pub struct TreeNode {
    /// Unique; makes the ids.
    pub id: String,
    /// `云溪经开区总工会`.
    pub name: String,
    /// My open items there; 0 shows nothing.
    pub count: u64,
    /// One of them is overdue.
    pub late: bool,
    /// 0 at the root.
    pub depth: u8,
    /// `None`: nothing below. Otherwise whether it is open.
    pub open: Option<bool>,
    /// The unit chosen now.
    pub current: bool,
    /// Selects the unit.
    pub href: String,
    /// Answers [`tree_branch`] for the units below; for [`TreeNode::more`] the rest.
    pub children_href: String,
    /// Units below, where known already; empty and open loads nothing.
    pub children: Vec<Self>,
    /// This is the entry 显示其余162家….
    pub more: bool,
}

impl TreeNode {
    /// A unit without units below.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        depth: u8,
        href: impl Into<String>,
    ) -> Self {
        Self { id: id.into(), name: name.into(), depth, href: href.into(), ..Self::default() }
    }

    /// My open items there.
    pub fn count(mut self, n: u64, late: bool) -> Self {
        self.count = n;
        self.late = late;
        self
    }

    /// Has units below, loaded from `href` when first opened.
    pub fn lazy(mut self, href: impl Into<String>) -> Self {
        self.open = Some(false);
        self.children_href = href.into();
        self
    }

    /// Open, with these units below.
    pub fn open(mut self, children: Vec<Self>) -> Self {
        self.open = Some(true);
        self.children = children;
        self
    }

    /// The unit chosen now.
    pub fn current(mut self, yes: bool) -> Self {
        self.current = yes;
        self
    }

    /// The entry 显示其余162家…; pressing it replaces it with the rest.
    pub fn more(id: &str, rest: u64, depth: u8, children_href: impl Into<String>) -> Self {
        let href = children_href.into();
        Self {
            id: format!("{id}-more"),
            name: format!("显示其余{rest}家…"),
            depth,
            href: href.clone(),
            children_href: href,
            more: true,
            ..Self::default()
        }
    }
}

/// The whole tree.
pub fn tree(nodes: &[TreeNode]) -> Markup {
    html! {
        nav.tree aria-label="单位" { ul { (tree_branch(nodes)) } }
    }
}

/// The units below one, as the answer to opening it.
pub fn tree_branch(nodes: &[TreeNode]) -> Markup {
    html! { @for node in nodes { (tree_item(node)) } }
}

fn tree_item(node: &TreeNode) -> Markup {
    let branch = format!("tb-{}", node.id);
    let depth = format!("d{}", node.depth.min(9));
    let lazy = node.open == Some(false) && node.children.is_empty();
    let opener = format!("#{branch}");
    html! {
        li {
            div.tw.(depth).on[node.current] {
                @if let Some(open) = node.open {
                    button type="button" aria-expanded=(open.to_string()) aria-controls=(branch)
                        aria-label=(format!("展开{}", node.name))
                        hx-get=[lazy.then_some(&node.children_href)]
                        hx-target=[lazy.then_some(&opener)] hx-swap=[lazy.then_some("innerHTML")]
                        hx-trigger=[lazy.then_some("nj:open")] { (icon("chevron-right")) }
                } @else { i {} }
                (tree_link(node))
            }
            @if let Some(open) = node.open {
                ul id=(branch) hidden[!open] { (tree_branch(&node.children)) }
            }
        }
    }
}

fn tree_link(node: &TreeNode) -> Markup {
    let link = if node.more {
        Link {
            href: node.href.clone(),
            target: Some("closest li".to_owned()),
            swap: "outerHTML",
            push: false,
        }
    } else {
        Link::to(&node.href)
    };
    let id = format!("tn-{}", node.id);
    let dress = Dress {
        id: Some(&id),
        current: node.current.then_some("true"),
        title: Some(&node.name),
        ..Dress::default()
    };
    let words = format!("，{}件待办{}", node.count, if node.late { "，有超期" } else { "" });
    a(
        &link,
        dress,
        html! {
            span { (node.name) }
            @if node.count > 0 {
                small.red[node.late] { (node.count) }
                span.sr { (words) }
            }
        },
    )
}
