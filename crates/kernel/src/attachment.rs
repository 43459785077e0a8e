//! What may be kept with a record (附件): photos and papers, declared by kind.

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// A photo or a scan, kept as JPEG.
    Jpeg,
    /// A picture with sharp edges, kept as PNG.
    Png,
    /// A paper of one or more pages.
    Pdf,
    /// A text document of Word or WPS.
    Docx,
}

impl Media {
    /// All of them.
    pub const ALL: [Media; 4] = [Media::Jpeg, Media::Png, Media::Pdf, Media::Docx];

    /// The name by which it is stored and sent.
    pub const fn code(self) -> &'static str {
        match self {
            Media::Jpeg => "image/jpeg",
            Media::Png => "image/png",
            Media::Pdf => "application/pdf",
            Media::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
        }
    }
    /// From its stored name.
    pub fn from_code(code: &str) -> Option<Media> {
        Media::ALL.into_iter().find(|media| media.code() == code)
    }
    /// The ending of a file of it.
    pub const fn ending(self) -> &'static str {
        match self {
            Media::Jpeg => "jpg",
            Media::Png => "png",
            Media::Pdf => "pdf",
            Media::Docx => "docx",
        }
    }
    /// Whether it can be looked at as a picture.
    pub const fn is_image(self) -> bool {
        matches!(self, Media::Jpeg | Media::Png)
    }
}

/// A kind of attachment that a register takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttachmentKind {
    /// Stored code; no field of the register has the same.
    pub code: &'static str,
    /// 照片.
    pub title: &'static str,
    /// What belongs here, in a few words; may be empty.
    pub help: &'static str,
    /// PDF is taken too.
    pub papers: bool,
    /// Text documents of Word or WPS are taken, and nothing else.
    pub documents: bool,
    /// Most that a record may have, those taken away not counted.
    pub most: usize,
}

impl AttachmentKind {
    /// Most attachments of one kind that any record may have.
    pub const MOST: usize = 30;

    /// Photos: pictures only.
    pub const fn photos(code: &'static str, title: &'static str) -> AttachmentKind {
        let most = AttachmentKind::MOST;
        AttachmentKind { code, title, help: "", papers: false, documents: false, most }
    }
    /// Papers: PDF, or pictures of the pages.
    pub const fn papers(code: &'static str, title: &'static str) -> AttachmentKind {
        AttachmentKind { papers: true, ..AttachmentKind::photos(code, title) }
    }
    /// Text documents, one to a record: what the program fills in.
    pub const fn documents(code: &'static str, title: &'static str) -> AttachmentKind {
        AttachmentKind { documents: true, most: 1, ..AttachmentKind::photos(code, title) }
    }
    /// What belongs here.
    pub const fn help(self, help: &'static str) -> AttachmentKind {
        AttachmentKind { help, ..self }
    }
    /// A record has no more than this many of it.
    pub const fn at_most(self, most: usize) -> AttachmentKind {
        AttachmentKind { most, ..self }
    }
    /// Whether a file of this content belongs here.
    pub const fn takes(&self, media: Media) -> bool {
        match media {
            Media::Jpeg | Media::Png => !self.documents,
            Media::Pdf => self.papers && !self.documents,
            Media::Docx => self.documents,
        }
    }
    /// What may be chosen, in words: `JPG、PNG`.
    pub const fn formats(&self) -> &'static str {
        match (self.documents, self.papers) {
            (true, _) => "DOCX",
            (_, true) => "JPG、PNG、PDF",
            _ => "JPG、PNG",
        }
    }
}

/// The title of a file that was given none: its name without folder and ending.
pub fn title_of_file(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let short = |ending: &str| (1..=4).contains(&ending.chars().count());
    match last.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && short(ending) => tidy_title(stem),
        _ => tidy_title(last),
    }
}

/// A title without long numbers: people name scans after identity numbers, and a title is written into
/// the journal.
pub fn tidy_title(title: &str) -> String {
    let clean = title.trim().chars().filter(|c| !c.is_control()).take(LONGEST);
    let clean: Vec<char> = clean.collect();
    let mut out = String::new();
    for run in clean.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()) {
        if run.len() >= LONG_NUMBER && run.iter().all(char::is_ascii_digit) {
            out.extend(run.iter().take(3));
            out.push_str("****");
        } else {
            out.extend(run);
        }
    }
    out
}

/// Most characters of a title.
const LONGEST: usize = 60;
/// Digits in a row from which on a number may be that of a phone, a card or a person. A camera's
/// `20260617_093012` stays; without the line between day and time it does not.
const LONG_NUMBER: usize = 11;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_name_without_folder_ending_and_long_numbers() {
        for (name, title) in [
            ("C:\\照片\\开班合影.JPG", "开班合影"),
            ("../../批复.pdf", "批复"),
            ("IMG_20260617_093012.jpg", "IMG_20260617_093012"),
            ("王秀兰320112199108152315.png", "王秀兰320****"),
            ("13800138000.jpg", "138****"),
            ("县总.2026年工作总结", "县总.2026年工作总结"),
            (".jpg", ".jpg"),
            ("签到表\n", "签到表"),
        ] {
            assert_eq!(title_of_file(name), title, "{name}");
        }
        assert_eq!(tidy_title("换届 2026.5"), "换届 2026.5");
        assert_eq!(tidy_title(&"长".repeat(200)).chars().count(), 60);
    }

    #[test]
    fn photos_are_pictures_and_papers_may_be_either() {
        let (photos, papers) =
            (AttachmentKind::photos("p", "照片"), AttachmentKind::papers("m", "材料"));
        assert!(photos.takes(Media::Jpeg) && photos.takes(Media::Png) && !photos.takes(Media::Pdf));
        assert!(
            papers.takes(Media::Jpeg) && papers.takes(Media::Pdf) && !papers.takes(Media::Docx)
        );
        let forms = AttachmentKind::documents("form", "样本");
        assert_eq!(Media::ALL.into_iter().filter(|media| forms.takes(*media)).count(), 1);
        assert!(forms.takes(Media::Docx));
        for media in Media::ALL {
            assert_eq!(Media::from_code(media.code()), Some(media));
        }
        assert_eq!(Media::from_code("text/html"), None);
    }
}
