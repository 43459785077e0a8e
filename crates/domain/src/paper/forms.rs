//! What we keep of a federation's own forms of letters (公文样本).

use super::letters;
use crate::roles;
use crate::union::register::UNIONS;
use kernel::access::Act;
use kernel::letter::OwnLetters;
use kernel::prelude::*;

/// Name of the register.
pub const FORMS: &str = "paper_form";
pub const NAME: Field<String> = Field::text("name", "名称").required();
pub const UNION: Field<Link> = Field::link("union", "哪个工会用", UNIONS)
    .required()
    .help("它和它下面的工会印公文时都用；下级有自己的，用自己的");
pub const LETTER: Field<String> =
    Field::choice("letter", "代替哪份文书", &letters::LIST).required();
pub const NOTE: Field<String> = Field::text("note", "备注");

pub const FORM: AttachmentKind = AttachmentKind::documents("form", "样本文件")
    .help("Word 或 WPS 存的 .docx，要填的地方写成 {{主送}}、{{正文}} 这样；不超过5MB，不带宏");

/// The register of own forms.
pub fn own_forms() -> Register {
    let mut register = Register::new(FORMS, "公文样本", "份")
        .about("各级工会自己的公文样本：用哪个 .docx 文件代替程序自带的版式。")
        .found(Place::More("file-type-docx"))
        .section("样本", &[&NAME, &UNION, &LETTER, &NOTE])
        .columns(&["name", "union", "letter"])
        .owned(Owner::Union(UNION.def.name))
        .labelled(&NAME)
        .unique(&[&UNION, &LETTER], "这个工会已有这份文书的样本；换文件请打开它，移除旧的再传")
        .sorts(&["name"])
        .own_letters(OwnLetters {
            node: UNION.def.name,
            letter: LETTER.def.name,
            attachment: FORM.code,
        })
        .attachments(&[FORM]);
    register.permits = roles::permits(&[Act::Read]);
    register
}
