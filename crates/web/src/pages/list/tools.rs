//! What stands above the table: search, conditions, columns, the day, export.

use super::ask::Listing;
use super::filter::{Column, op_options, ops};
use crate::fault::{Answer, Fault};
use crate::parts::{self, Chip, ChipAdd, FindBox, Link, Menu, Opt, Tone, Toolbar};
use crate::request::Asker;
use crate::shell::fragment;
use crate::show::Titles;
use axum::extract::Path;
use kernel::access::Act;
use kernel::field::{FieldDef, Kind};
use kernel::register::{Owner, Register};
use maud::{Markup, html};
use store::list::Life;

const TARGET: &str = "#list";

/// Search, chips, 加条件, and view settings at the right.
pub fn toolbar(asker: &Asker, listing: &Listing, titles: &Titles) -> Markup {
    let path = listing.path();
    let all = Link::swap(
        listing.query.clone().without(&["w", "voided", "on", "life", "q"]).on(&path),
        TARGET,
    );
    let tools = Toolbar {
        find: Some(FindBox {
            id: "find".into(),
            name: "q".into(),
            value: listing.ask.search.clone(),
            placeholder: placeholder(listing),
            link: Link::swap(path.clone(), TARGET),
            keep: listing.query.clone().without(&["q"]).0,
        }),
        chips: chips(listing, titles),
        clear: Some(all),
        add: add(asker, listing, ""),
        right: html! {
            (columns(listing))
            (parts::density_menu(listing.register.name))
            (more(asker, listing))
        },
    };
    parts::toolbar(&tools)
}

fn placeholder(listing: &Listing) -> String {
    let own = listing.register.fields.iter();
    let carries = listing.register.carries.iter();
    let person = carries.map(|carry| carry.link).any(|link| link == "person")
        || own.clone().any(|field| field.kind == Kind::Paper);
    let number = own.clone().any(|field| matches!(field.name, "number" | "code"));
    match (person, number) {
        (true, true) => "姓名、拼音、证号、编号".into(),
        (true, false) => "姓名、拼音、证号、手机".into(),
        _ => "名称、拼音首字母、代码".into(),
    }
}

fn chips(listing: &Listing, titles: &Titles) -> Vec<Chip> {
    let path = listing.path();
    let mut all: Vec<Chip> = listing
        .filters
        .iter()
        .map(|filter| Chip {
            field: filter.column.field.title.to_owned(),
            values: filter.words(titles),
            remove: Link::swap(listing.without(filter).on(&path), TARGET),
        })
        .collect();
    let without = |name: &str| Link::swap(listing.query.clone().without(&[name]).on(&path), TARGET);
    if let Some(day) = listing.ask.as_of {
        all.push(Chip::new("截至", day.to_string(), without("on")));
    }
    if let (Some(words), false) =
        (narrowed_to(listing), all.is_empty() && listing.ask.search.is_empty())
    {
        all.push(Chip::new("只看", words, Link::swap(listing.of_any_life().on(&path), TARGET)));
    }
    if listing.ask.voided {
        all.push(Chip::new("只看", "作废的", without("voided")));
    }
    all
}

/// What a list shows by itself, told once other conditions hide the view that says so.
fn narrowed_to(listing: &Listing) -> Option<&'static str> {
    let standing = listing.register.standing?;
    match listing.ask.life {
        Life::Any => None,
        Life::Living => Some(standing.living),
        Life::Ended => Some(standing.ended),
    }
}

/// The menu 加条件 for one field, the first fitting one when none is named.
fn add(asker: &Asker, listing: &Listing, field: &str) -> Option<ChipAdd> {
    let fitting: Vec<&Column> =
        listing.columns.iter().filter(|column| !ops(&column.field).is_empty()).collect();
    let handy = |column: &&&Column| matches!(column.field.kind, Kind::Choice | Kind::YesNo);
    let named = fitting.iter().find(|column| column.name == field);
    let chosen = named.or_else(|| fitting.iter().find(handy)).or_else(|| fitting.first())?;
    let ops = op_options(&chosen.field);
    Some(ChipAdd {
        id: "cond".into(),
        link: Link::swap(listing.path(), TARGET),
        keep: listing.query.0.clone(),
        fields: fitting.iter().map(|c| Opt::new(c.name.as_str(), c.field.title)).collect(),
        field: chosen.name.clone(),
        op: ops.first().map(|op| op.value.clone()).unwrap_or_default(),
        ops,
        value: Some(value(asker, &chosen.field)),
        reload: listing.query.on(&format!("{}/cond", listing.path())),
    })
}

fn value(asker: &Asker, field: &FieldDef) -> Markup {
    let id = "cond-v";
    match (field.kind, field.list) {
        (Kind::Choice, Some(list)) => {
            let opts: Vec<Opt> = list.items.iter().map(|item| Opt::new(item.0, item.1)).collect();
            let size = opts.len().clamp(2, 8);
            html! { select.area id=(id) name="v" multiple size=(size) { (parts::options(&opts, "")) } }
        }
        (Kind::YesNo, _) => {
            let opts = [Opt::new("1", "是"), Opt::new("0", "否")];
            html! { select.sel id=(id) name="v" { (parts::options(&opts, "1")) } }
        }
        (Kind::Day, _) => html! {
            input.inp id=(id) name="v" inputmode="numeric" placeholder="2016-04-02" data-date
                autocomplete="off";
        },
        (Kind::Link, _) => lookup(asker, field, id),
        (Kind::Int | Kind::Money, _) => html! {
            input.inp id=(id) name="v" inputmode="decimal" autocomplete="off";
        },
        _ => html! { input.inp id=(id) name="v" autocomplete="off"; },
    }
}

fn lookup(asker: &Asker, field: &FieldDef, id: &str) -> Markup {
    let href = asker.keep().add("field", id).on(&format!("/suggest/{}", field.to));
    html! {
        span.lookup data-lookup=(href) {
            input type="hidden" name="v" data-lookup-id;
            input.inp id=(id) name="v_text" role="combobox" aria-expanded="false"
                aria-controls="cond-l" aria-autocomplete="list" autocomplete="off"
                placeholder="写名称，从提示里选";
            ul.suggest id="cond-l" role="listbox" aria-label=(field.title) hidden {}
        }
    }
}

/// The form of 加条件 anew for another field.
pub async fn cond(asker: Asker, Path(name): Path<String>) -> Answer {
    let register = asker.register(&name)?;
    let plain = asker.query.clone().without(&["f", "op", "v", "v_text"]);
    let listing = Listing::of(&asker, register, &plain)?;
    let form = add(&asker, &listing, asker.query.get("f")).ok_or_else(Fault::not_found)?;
    Ok(fragment(&parts::chip_form(&form)))
}

fn menu_of(label: &str, icon: &'static str) -> Menu {
    Menu { label: label.into(), icon: Some(icon), class: "btn sm", ..Menu::default() }
}

fn columns(listing: &Listing) -> Markup {
    let path = listing.path();
    let shown = listing.shown();
    let keep = listing.query.clone().without(&["cols"]);
    let body = html! {
        form action=(path) hx-get=(path) hx-target=(TARGET) hx-swap="outerHTML" hx-push-url="true" {
            (parts::keep_fields(&keep.0))
            fieldset.col-list {
                legend.small.muted { "显示哪些列" }
                @for column in &listing.columns {
                    label.item.pick {
                        input type="checkbox" name="col" value=(column.name)
                            checked[shown.contains(&column.name)];
                        (column.field.title)
                    }
                }
            }
            hr;
            button.btn.sm.pri { "显示勾选的列" }
        }
        (parts::menu_link("restore", "恢复默认列", Link::swap(keep.on(&path), TARGET)))
    };
    parts::menu(&menu_of("列", "columns-3"), body)
}

/// The day the list stands on, what is void, paper.
/// Lists that belong to everybody from which the fields of this register are chosen.
fn chosen_from(asker: &Asker, listing: &Listing) -> Option<&'static Register> {
    let catalog = asker.store().catalog();
    let links = listing.register.fields.iter().filter(|field| field.kind == Kind::Link);
    let mut lists = links.filter_map(|field| catalog.register(field.to));
    lists.find(|list| matches!(list.owner, Owner::Common) && asker.may(list, Act::Read))
}

fn more(asker: &Asker, listing: &Listing) -> Markup {
    let path = listing.path();
    let day = listing.ask.as_of.map(|day| day.to_string()).unwrap_or_default();
    let void = listing.query.clone().set("voided", "1").on(&path);
    let keep = listing.query.clone().without(&["on"]);
    let print = listing.query.on(&format!("{path}/print"));
    let menu = menu_of("截至", "history");
    let label = if day.is_empty() { "截至今天".to_owned() } else { format!("截至{day}") };
    let body = html! {
        form.cond action=(path) hx-get=(path) hx-target=(TARGET) hx-swap="outerHTML"
            hx-push-url="true" {
            (parts::keep_fields(&keep.0))
            label for="as-of" { "看哪一天的名单" }
            input.inp id="as-of" name="on" value=(day) inputmode="numeric" data-date
                placeholder=(asker.store().today()) autocomplete="off";
            button.btn.pri { "看那天" }
        }
        hr;
        @if !listing.ask.voided {
            (parts::menu_link("ban", "看作废的", Link::swap(void, TARGET)))
        }
        (parts::menu_link("printer", "打印花名册", print))
        @if let Some(list) = chosen_from(asker, listing) {
            (parts::menu_link("list", &format!("改{}", list.title), asker.href(&format!("/r/{}", list.name))))
        }
    };
    parts::menu(&Menu { label, ..menu }, body)
}

/// A list of another day, or of void records, says so above the rows; so does a condition that was not added.
pub fn notes(listing: &Listing) -> Markup {
    html! {
        @if let Some(wrong) = &listing.wrong {
            div.pad role="alert" {
                (parts::note(Tone::Bad, &html! { b { (wrong) } "。这个条件没有加上，下面还是原来的名单。" }, None))
            }
        }
        @if let Some(day) = listing.ask.as_of {
            div.pad {
                (parts::note(Tone::Act, &html! {
                    "这是" b { (kernel::dates::chinese(day)) } "当天在册的，各栏也是当天的情况。"
                }, None))
            }
        }
        @if listing.ask.voided {
            div.pad {
                (parts::note(Tone::Warn, &html! { "这些是作废的记录，不计入任何数字。" }, None))
            }
        }
    }
}

/// 导出: what is shown, in either form.
pub fn export_menu(href: &dyn Fn(&str) -> String) -> Markup {
    let file = |format: &str| {
        let base = href("/export");
        let sign = if base.contains('?') { '&' } else { '?' };
        format!("{base}{sign}format={format}")
    };
    let menu = Menu { label: "导出".into(), icon: Some("file-export"), ..Menu::default() };
    parts::menu(
        &menu,
        html! {
            (parts::menu_link("file-spreadsheet", "Excel（.xlsx）", file("xlsx")))
            (parts::menu_link("file-text", "文本（.csv）", file("csv")))
            (parts::menu_link("printer", "打印花名册", href("/print")))
        },
    )
}
