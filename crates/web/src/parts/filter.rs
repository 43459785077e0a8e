//! Search and conditions above a list.

use maud::{Markup, html};

use super::{Dress, Link, Opt, a, icon, keep_fields, options};

/// The small search box of a list.
#[derive(Clone, Debug, Default)]
pub struct FindBox {
    /// Id of the input.
    pub id: String,
    /// Name of the parameter.
    pub name: String,
    /// What is in it.
    pub value: String,
    /// `姓名、手机尾号、证号`.
    pub placeholder: String,
    /// The list's address and the part to replace.
    pub link: Link,
    /// The other parameters.
    pub keep: Vec<(String, String)>,
}

/// The search box of a list; searches while typing, also on Enter.
pub fn find_box(f: &FindBox) -> Markup {
    html! {
        form.find.in-list role="search" aria-label="在列表中找" action=(f.link.safe())
            hx-get=[f.link.get()] hx-target=[f.link.target.as_deref()]
            hx-swap=[f.link.swap_attr()] hx-push-url=[f.link.push_attr()]
            hx-trigger=[f.link.get().map(|_| "submit, nj:typed delay:350ms")] data-typed {
            (keep_fields(&f.keep))
            (icon("search"))
            input id=(f.id) type="search" name=(f.name) value=(f.value) autocomplete="off"
                aria-label=(format!("在列表中找：{}", f.placeholder)) placeholder=(f.placeholder);
        }
    }
}

/// One condition in force.
#[derive(Clone, Debug, Default)]
pub struct Chip {
    /// `行业`.
    pub field: String,
    /// `制造业`, `物流`.
    pub values: Vec<String>,
    /// The list without it.
    pub remove: Link,
}

impl Chip {
    /// A condition with one value.
    pub fn new(
        field: impl Into<String>,
        value: impl Into<String>,
        remove: impl Into<Link>,
    ) -> Self {
        Self { field: field.into(), values: vec![value.into()], remove: remove.into() }
    }
}

/// The conditions in force, each with its way out, and 清空 when there is more than one.
pub fn chips(items: &[Chip], clear: Option<&Link>) -> Markup {
    html! {
        @for chip in items {
            span.chip {
                (chip.field) "："
                @for (i, value) in chip.values.iter().enumerate() {
                    @if i > 0 { "、" }
                    b { (value) }
                }
                (a(&chip.remove, Dress {
                    label: Some(&format!("去掉：{}{}", chip.field, chip.values.join("、"))),
                    ..Dress::default()
                }, icon("x")))
            }
        }
        @if let Some(link) = clear {
            @if items.len() > 1 {
                (a(link, Dress { class: Some("small nowrap"), ..Dress::default() }, "清空"))
            }
        }
    }
}

/// The menu 加条件: field, comparison, value.
#[derive(Clone, Debug, Default)]
pub struct ChipAdd {
    /// Prefix of the ids.
    pub id: String,
    /// The list's address and the part to replace.
    pub link: Link,
    /// The other parameters.
    pub keep: Vec<(String, String)>,
    /// Fields to choose from; sent as `f`.
    pub fields: Vec<Opt>,
    /// The field chosen.
    pub field: String,
    /// Comparisons that fit it; sent as `op`.
    pub ops: Vec<Opt>,
    /// The comparison chosen.
    pub op: String,
    /// The value's control, named `v`; a text box when `None`.
    pub value: Option<Markup>,
    /// Answers [`chip_form`] anew when the field changes; none when empty.
    pub reload: String,
}

/// The menu 加条件.
pub fn chip_add(c: &ChipAdd) -> Markup {
    html! {
        details.menu {
            summary.chip.add { (icon("plus")) "加条件" }
            div.left { (chip_form(c)) }
        }
    }
}

/// The form inside [`chip_add`], by itself as the answer to another field.
pub fn chip_form(c: &ChipAdd) -> Markup {
    let id = &c.id;
    let reload = (!c.reload.is_empty()).then_some(c.reload.as_str());
    html! {
        form.cond id=(id) action=(c.link.safe()) hx-get=[c.link.get()]
            hx-target=[c.link.target.as_deref()] hx-swap=[c.link.swap_attr()]
            hx-push-url=[c.link.push_attr()] {
            (keep_fields(&c.keep))
            label for=(format!("{id}-f")) { "哪一栏" }
            select.sel id=(format!("{id}-f")) name="f" hx-get=[reload]
                hx-target=[reload.map(|_| format!("#{id}"))] hx-swap=[reload.map(|_| "outerHTML")]
                hx-trigger=[reload.map(|_| "change")] { (options(&c.fields, &c.field)) }
            label for=(format!("{id}-op")) { "怎么比" }
            select.sel id=(format!("{id}-op")) name="op" { (options(&c.ops, &c.op)) }
            label for=(format!("{id}-v")) { "和什么比" }
            @if let Some(control) = &c.value { (control) }
            @else { input.inp id=(format!("{id}-v")) name="v" autocomplete="off"; }
            button.btn.pri { "加上这个条件" }
        }
    }
}

/// The line above a table: search, conditions, and view settings at the right.
#[derive(Clone, Debug, Default)]
pub struct Toolbar {
    /// Search.
    pub find: Option<FindBox>,
    /// Conditions in force.
    pub chips: Vec<Chip>,
    /// All conditions off.
    pub clear: Option<Link>,
    /// The menu 加条件.
    pub add: Option<ChipAdd>,
    /// Menus at the right: columns, row height.
    pub right: Markup,
}

/// The line above a table.
pub fn toolbar(t: &Toolbar) -> Markup {
    html! {
        div.filters {
            @if let Some(f) = &t.find { (find_box(f)) }
            (chips(&t.chips, None))
            @if let Some(c) = &t.add { (chip_add(c)) }
            @if let Some(link) = &t.clear {
                @if t.chips.len() > 1 {
                    (a(link, Dress { class: Some("small nowrap"), ..Dress::default() }, "清空"))
                }
            }
            @if !t.right.0.is_empty() { span.row.push.hide-m { (t.right) } }
        }
    }
}
