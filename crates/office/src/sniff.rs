//! What a file really is, by its first bytes.

/// What a file is, whatever its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing at all.
    Empty,
    /// A workbook of today (.xlsx).
    Xlsx,
    /// A binary workbook (.xlsb).
    Xlsb,
    /// An old-style workbook (.xls, .et).
    Xls,
    /// Text: comma, semicolon or tab separated.
    Text,
    /// An encrypted Office file.
    Encrypted,
    /// An `OpenDocument` spreadsheet.
    Ods,
    /// Another `OpenDocument` file.
    OpenDocument,
    /// A Word file of today.
    Docx,
    /// A presentation of today.
    Pptx,
    /// An old-style Word file.
    Doc,
    /// An old-style presentation.
    Ppt,
    /// An OFD layout document.
    Ofd,
    /// A zip archive of something else.
    Zip,
    /// An OLE2 container of something else.
    Ole,
    /// A web page, often named .xls by other systems.
    Html,
    /// A web archive.
    Mhtml,
    /// XML Spreadsheet 2003.
    XmlSpreadsheet,
    /// Other XML.
    Xml,
    /// Rich text.
    Rtf,
    /// PDF.
    Pdf,
    /// A picture.
    Image,
    /// A RAR, 7-Zip or gzip archive.
    Archive,
    /// A program.
    Program,
    /// Anything else.
    Binary,
}

impl Kind {
    /// Its name in Chinese.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Empty => "空文件",
            Self::Xlsx => "Excel 工作簿（.xlsx）",
            Self::Xlsb => "Excel 二进制工作簿（.xlsb）",
            Self::Xls => "旧版 Excel 或 WPS 表格（.xls/.et）",
            Self::Text => "文本",
            Self::Encrypted => "加了密码的 Office 文件",
            Self::Ods => "OpenDocument 电子表格（.ods）",
            Self::OpenDocument => "OpenDocument 文档",
            Self::Docx | Self::Doc => "Word 文档",
            Self::Pptx | Self::Ppt => "演示文稿",
            Self::Ofd => "OFD 版式文件",
            Self::Zip | Self::Archive => "压缩包",
            Self::Ole => "别的 Office 程序的文件",
            Self::Html => "网页（HTML 表格）",
            Self::Mhtml => "网页存档（MHTML）",
            Self::XmlSpreadsheet => "XML 表格（Excel 2003 XML）",
            Self::Xml => "XML 文件",
            Self::Rtf => "RTF 文档",
            Self::Pdf => "PDF 文件",
            Self::Image => "图片",
            Self::Program => "程序文件",
            Self::Binary => "认不出的二进制文件",
        }
    }

    /// What to do with it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Html | Self::Mhtml | Self::XmlSpreadsheet => {
                "许多系统“导出 Excel”得到的其实是它。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后重新上传。"
            }
            Self::Xlsb | Self::Ods => {
                "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后重新上传。"
            }
            Self::Docx | Self::Doc | Self::Rtf | Self::OpenDocument => {
                "请把其中的表格复制到下载的模板里，保存后重新上传。"
            }
            Self::Zip | Self::Archive => "请先解压，再上传里面的表格文件。",
            Self::Image => "图片里的文字读不出来，请按模板录入后上传。",
            Self::Pdf | Self::Ofd => "请向对方要原始的 Excel 表，或按模板录入后上传。",
            _ => "请选择 Excel 工作簿（.xlsx）、旧版表格（.xls/.et）或 CSV 文件后重新上传。",
        }
    }
}

const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

const MAGIC: &[(&[u8], Kind)] = &[
    (b"%PDF", Kind::Pdf),
    (b"\x89PNG", Kind::Image),
    (b"\xFF\xD8\xFF", Kind::Image),
    (b"GIF8", Kind::Image),
    (b"BM", Kind::Image),
    (b"II*\0", Kind::Image),
    (b"MM\0*", Kind::Image),
    (b"RIFF", Kind::Image),
    (b"Rar!", Kind::Archive),
    (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
    (b"\x1F\x8B", Kind::Archive),
    (b"{\\rtf", Kind::Rtf),
    (b"MZ", Kind::Program),
    (b"\x7FELF", Kind::Program),
];

/// Decide by the first bytes of a file; 4 KiB are enough for all but the inside
/// of containers, which [`crate::open`] looks into.
pub fn sniff(bytes: &[u8]) -> Kind {
    if bytes.is_empty() {
        return Kind::Empty;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip_kind(bytes);
    }
    if bytes.starts_with(OLE) {
        return ole_kind(|name| contains(bytes, &utf16(name)));
    }
    for (magic, kind) in MAGIC {
        if bytes.starts_with(magic) && !(magic.len() == 2 && looks_like_text(bytes)) {
            return *kind;
        }
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Kind::Image;
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Kind::Text;
    }
    if looks_like_text(bytes) { markup(bytes) } else { Kind::Binary }
}

/// The kind of an OLE2 container, by the names of its streams.
pub(crate) fn ole_kind(has: impl Fn(&str) -> bool) -> Kind {
    if has("EncryptedPackage") {
        Kind::Encrypted
    } else if has("WordDocument") {
        Kind::Doc
    } else if has("PowerPoint Document") {
        Kind::Ppt
    } else if has("Workbook") || has("Book") {
        Kind::Xls
    } else {
        Kind::Ole
    }
}

/// The kind of a zip archive, by the names of its parts (lower case).
pub(crate) fn package_kind(names: &[&str]) -> Kind {
    let any = |test: &dyn Fn(&str) -> bool| names.iter().any(|name| test(name));
    if any(&|n| n == "xl/workbook.bin") {
        Kind::Xlsb
    } else if any(&|n| n.starts_with("xl/")) {
        Kind::Xlsx
    } else if any(&|n| n.starts_with("word/")) {
        Kind::Docx
    } else if any(&|n| n.starts_with("ppt/")) {
        Kind::Pptx
    } else if any(&|n| n == "ofd.xml") {
        Kind::Ofd
    } else if any(&|n| n == "meta-inf/manifest.xml") && any(&|n| n == "content.xml") {
        Kind::OpenDocument
    } else {
        Kind::Zip
    }
}

fn zip_kind(bytes: &[u8]) -> Kind {
    let has = |text: &[u8]| contains(bytes, text);
    if has(b"opendocument.spreadsheet") {
        Kind::Ods
    } else if has(b"vnd.oasis.opendocument") {
        Kind::OpenDocument
    } else if has(b"xl/workbook.bin") {
        Kind::Xlsb
    } else if has(b"xl/") {
        Kind::Xlsx
    } else if has(b"word/") {
        Kind::Docx
    } else if has(b"ppt/") {
        Kind::Pptx
    } else if has(b"OFD.xml") {
        Kind::Ofd
    } else {
        Kind::Zip
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// No NUL and hardly any control characters.
fn looks_like_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let odd = head.iter().filter(|b| **b < 0x20 && !matches!(b, 9 | 10 | 12 | 13 | 26)).count();
    !head.contains(&0) && odd * 100 <= head.len()
}

fn markup(bytes: &[u8]) -> Kind {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let text = String::from_utf8_lossy(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head));
    let text = text.trim_start().to_ascii_lowercase();
    let has = |part: &str| text.contains(part);
    if text.starts_with("mime-version:") {
        return Kind::Mhtml;
    }
    if !text.starts_with('<') {
        return if has("<html") && has("<table") { Kind::Html } else { Kind::Text };
    }
    if has("urn:schemas-microsoft-com:office:spreadsheet") && !has("<html") {
        return Kind::XmlSpreadsheet;
    }
    let tags = ["<html", "<!doctype html", "<table", "<head", "<meta", "<style", "<body", "<div"];
    if tags.iter().any(|tag| has(tag)) {
        Kind::Html
    } else if text.starts_with("<?xml") {
        Kind::Xml
    } else {
        Kind::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell() {
        let cases: &[(&[u8], Kind)] = &[
            (b"", Kind::Empty),
            (b"%PDF-1.7\n", Kind::Pdf),
            (b"\x89PNG\r\n\x1a\n\0\0", Kind::Image),
            (b"\xFF\xD8\xFF\xE0\0", Kind::Image),
            (b"BM\x36\0\0\0", Kind::Image),
            ("BMI,姓名\n".as_bytes(), Kind::Text),
            (b"<html><body><table>", Kind::Html),
            (b"\xEF\xBB\xBF  <TABLE border=1>", Kind::Html),
            (b"MIME-Version: 1.0\r\n", Kind::Mhtml),
            ("姓名,性别\n张三,男\n".as_bytes(), Kind::Text),
            (b"\xFF\xFEa\0", Kind::Text),
            (b"MZ\x90\0\x03\0", Kind::Program),
            (b"Rar!\x1a\x07", Kind::Archive),
            (b"\0\x01\x02\x03", Kind::Binary),
            (b"PK\x03\x04........word/document.xml", Kind::Docx),
            (b"PK\x03\x04........xl/workbook.xml", Kind::Xlsx),
            (b"<?xml version=\"1.0\"?><a/>", Kind::Xml),
        ];
        for (bytes, kind) in cases {
            assert_eq!(sniff(bytes), *kind, "{bytes:?}");
        }
    }
}
