//! Around a list: the bulk bar, columns, row height, paging.

use maud::{Markup, html};

use super::{
    Bulk, Col, Dress, Link, Menu, Opt, a, csrf_field, icon, keep_fields, menu, options, thousands,
};

/// The bar above the head; seen only while something is selected.
pub fn bulk_bar(table: &str, b: &Bulk) -> Markup {
    let unit = &b.unit;
    let form = format!("{table}-bulk");
    html! {
        form.bulk id=(form) method="post" action=(b.action) data-bulk=(table) data-unit=(unit)
            data-total=(b.total) hidden {
            (csrf_field(&b.csrf))
            (keep_fields(&b.keep))
            input type="hidden" name="all" value="";
            b role="status" data-bulk-count {}
            button.link type="button" data-bulk-all {
                "选中全部" (thousands(b.total)) (unit)
            }
            span.sep aria-hidden="true" {}
            @for act in &b.acts { (act.clone().sm().form(&form)) }
            button.btn.quiet.sm.push type="button" data-bulk-none { (icon("x")) "取消选择" }
        }
    }
}

/// Which columns to show; kept in the browser per table.
pub fn column_menu(table: &str, columns: &[Col]) -> Markup {
    let m = Menu {
        label: "列".to_owned(),
        icon: Some("columns-3"),
        class: "btn sm",
        ..Menu::default()
    };
    menu(
        &m,
        html! {
            fieldset data-cols=(table) {
                legend.small.muted { "显示哪些列" }
                @for col in columns.iter().filter(|col| !col.key.is_empty()) {
                    label.item.pick {
                        input type="checkbox" checked value=(col.key);
                        (col.title)
                    }
                }
            }
            hr;
            button.item type="button" data-cols-reset=(table) { (icon("restore")) "恢复默认列" }
        },
    )
}

/// Row height; kept in the browser per table.
pub fn density_menu(table: &str) -> Markup {
    let m = Menu {
        label: "行高".to_owned(),
        icon: Some("baseline-density-medium"),
        class: "btn sm ico",
        bare: true,
        ..Menu::default()
    };
    menu(
        &m,
        html! {
            button.item type="button" data-rows=(table) value="" {
                (icon("baseline-density-medium")) "标准"
            }
            button.item type="button" data-rows=(table) value="tight" {
                (icon("baseline-density-small")) "紧凑"
            }
        },
    )
}

/// Page sizes.
#[derive(Clone, Debug, Default)]
pub struct PerPage {
    /// The list's address and the part to replace.
    pub link: Link,
    /// Name of the parameter.
    pub name: String,
    /// The other parameters.
    pub keep: Vec<(String, String)>,
    /// Sizes to choose from.
    pub sizes: Vec<u32>,
    /// The size now.
    pub size: u32,
}

/// Paging by key: no page numbers, the range of the sort key instead.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// `本页25人，共312人`.
    pub shown: String,
    /// `入会日期 06-16 至 05-21`.
    pub range: String,
    /// Before.
    pub prev: Option<Link>,
    /// After.
    pub next: Option<Link>,
    /// Page sizes.
    pub per_page: Option<PerPage>,
}

/// The foot of a list.
pub fn pager(id: &str, p: &Pager) -> Markup {
    html! {
        footer.list-foot {
            span { (p.shown) }
            @if let Some(size) = &p.per_page { (per_page(id, size)) }
            nav.pager aria-label="翻页" {
                @if !p.range.is_empty() { span.muted { (p.range) } }
                (turn(id, "prev", p.prev.as_ref()))
                (turn(id, "next", p.next.as_ref()))
            }
        }
    }
}

fn turn(id: &str, way: &str, link: Option<&Link>) -> Markup {
    let body = if way == "prev" {
        html! { (icon("chevron-left")) "上一页" }
    } else {
        html! { "下一页" (icon("chevron-right")) }
    };
    let id = format!("{id}-{way}");
    if let Some(link) = link {
        a(link, Dress { class: Some("btn sm"), id: Some(&id), ..Dress::default() }, body)
    } else {
        html! { a.btn.sm id=(id) role="link" aria-disabled="true" { (body) } }
    }
}

fn per_page(id: &str, p: &PerPage) -> Markup {
    let sizes: Vec<Opt> = p.sizes.iter().map(|n| Opt::new(n.to_string(), n.to_string())).collect();
    let field = format!("{id}-size");
    html! {
        form.row.hide-m action=(p.link.safe()) hx-get=[p.link.get()]
            hx-target=[p.link.target.as_deref()] hx-swap=[p.link.swap_attr()]
            hx-push-url=[p.link.push_attr()] data-auto {
            (keep_fields(&p.keep))
            label for=(field) { "每页" }
            select.sel.sm id=(field) name=(p.name) { (options(&sizes, &p.size.to_string())) }
        }
    }
}
