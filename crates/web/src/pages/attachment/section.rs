//! The section of a record's page: what there is by kind, and the form that adds more.

use crate::pages::record::path_of;
use crate::parts::{self, Field, FileDrop, Link, Opt, Panel, Shot, ShotForm};
use crate::request::Asker;
use crate::show;
use kernel::access::Act;
use kernel::attachment::AttachmentKind;
use maud::{Markup, html};
use store::attachment::{Attachment, MOST_BYTES};
use store::reader::Opened;

/// What the section shows.
pub struct Section<'a> {
    /// The record.
    pub opened: &'a Opened,
    /// Its attachments.
    pub all: &'a [Attachment],
    /// Files that were refused just now.
    pub notes: &'a Markup,
}

/// The section; empty for a register that takes no attachments and for who may see none.
pub fn section(asker: &Asker, of: &Section) -> Markup {
    let kinds = shown(of.opened);
    if kinds.is_empty() {
        return Markup::default();
    }
    let may = of.opened.acts.contains(&Act::Write) && !of.opened.record.voided;
    let body = html! {
        div.stack data-notes { (of.notes) }
        @for kind in &kinds {
            @let all: Vec<&Attachment> = of.all.iter().filter(|one| one.kind == kind.code).collect();
            @if !all.is_empty() {
                @let all: Vec<Shot> = all.into_iter().map(|one| shot(asker, one, may)).collect();
                (parts::shots(kind.title, &all))
            }
        }
        @if of.all.is_empty() { p.soft { (nothing(&kinds, may)) } }
        @if may { (form(asker, of, &kinds)) }
    };
    parts::panel(&Panel {
        id: "attachments".into(),
        title: "附件".into(),
        count: u64::try_from(of.all.len()).ok().filter(|count| *count > 0),
        body: html! { div.pad.stack { (body) } },
        ..Panel::default()
    })
}

/// The kinds that this reader is shown.
fn shown(opened: &Opened) -> Vec<AttachmentKind> {
    let all = opened.record.register.attachments.iter().copied();
    all.filter(|kind| !opened.hidden.contains(&kind.code)).collect()
}

fn nothing(kinds: &[AttachmentKind], may: bool) -> String {
    let titles: Vec<&str> = kinds.iter().map(|kind| kind.title).collect();
    let titles = titles.join("、");
    if may {
        format!("还没有附件。{titles}放在这里，写总结、迎检查的时候一找就有。")
    } else {
        format!("还没有附件（{titles}）。")
    }
}

fn shot(asker: &Asker, one: &Attachment, may: bool) -> Shot {
    let path = format!("/attachment/{}", one.public_id);
    let when = show::moment(one.added_at, asker.store().today());
    let mut acts = vec![(
        "下载".to_owned(),
        Link::to(asker.href(&path) + join(&asker.href(&path)) + "save=1"),
    )];
    if may {
        let remove = asker.href(&format!("{path}/remove"));
        acts.push(("移除".to_owned(), Link::load(remove, "#dialog-slot")));
    }
    Shot {
        title: one.title.clone(),
        about: format!("{} {when} · {}", one.added_by, weight(one.bytes)),
        view: if one.media.is_image() {
            Link::load(asker.href(&format!("{path}/view")), "#dialog-slot")
        } else {
            Link::to(asker.href(&path))
        },
        small: one.small.then(|| format!("{path}/small")),
        acts,
    }
}

/// What stands before one more value of an address.
pub(super) fn join(href: &str) -> &'static str {
    if href.contains('?') { "&" } else { "?" }
}

/// `312 KB`, `1.4 MB`; number and unit stay on one line.
pub(super) fn weight(bytes: i64) -> String {
    let kib = (bytes + 1023) / 1024;
    if kib < 1024 {
        format!("{kib}\u{a0}KB")
    } else {
        format!("{}.{}\u{a0}MB", kib / 1024, kib % 1024 * 10 / 1024)
    }
}

fn form(asker: &Asker, of: &Section, kinds: &[AttachmentKind]) -> Markup {
    let options: Vec<Opt> = kinds.iter().map(|kind| Opt::new(kind.code, kind.title)).collect();
    let helps = kinds.iter().filter(|kind| !kind.help.is_empty());
    let helps: Vec<String> = helps.map(|kind| format!("{}：{}", kind.title, kind.help)).collect();
    let first = kinds.first().map_or("", |kind| kind.code);
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
    let forms = kinds.iter().any(|kind| kind.documents);
    let accept = if forms { ".docx" } else { "image/jpeg,image/png,application/pdf" };
    let drop = FileDrop {
        accept: accept.into(),
        words: "拖到这里、拍照，或者".into(),
        many: true,
        most,
        too_large: super::take::too_large(),
    };
    let papers = kinds.iter().any(|kind| kind.papers);
    let formats = if papers { "JPG、PNG 照片或 PDF" } else { "JPG、PNG 照片" };
    let hint = if forms {
        format!("DOCX，不超过{}MB，不带宏和链接", office::letter::own::MOST_BYTES >> 20)
    } else {
        format!("{formats}，一个不超过{}MB；照片会自动缩小，去掉拍摄地点", MOST_BYTES >> 20)
    };
    parts::shot_form(&ShotForm {
        action: asker.href(&format!("{}/attachments", path_of(of.opened))),
        csrf: asker.csrf.clone(),
        open: of.all.is_empty() && of.notes.0.is_empty(),
        fields: html! {
            @if let [only] = kinds {
                input type="hidden" name="kind" value=(only.code);
            } @else {
                (parts::field_radio(&Field::new("kind", "放到哪一类").hint(helps.join("；")), &options, first, false))
            }
            (parts::field_text(&Field::new("title", "名称").optional().hint("不填就用文件名").max(60), ""))
            (parts::field_file(&Field::new("file", "文件").hint(hint), &drop))
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_the_next_larger_unit() {
        for (bytes, words) in
            [(1, "1 KB"), (319_488, "312 KB"), (1_048_576, "1.0 MB"), (1_500_000, "1.4 MB")]
        {
            assert_eq!(weight(bytes).replace('\u{a0}', " "), words);
        }
    }
}
