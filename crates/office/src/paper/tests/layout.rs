//! What a reader sees, measured on the PDF that an office program makes of a paper.

use super::county::{half_year, written};
use crate::paper::{Head, Paper, docx};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// A folder of its own, gone afterwards.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Desk {
        let path =
            std::env::temp_dir().join(format!("niangjia-paper-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Desk(path)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The office program starts badly beside itself.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The text of each page, or nothing where the programs are not installed.
fn pages(name: &str, paper: &Paper<'_>) -> Option<Vec<String>> {
    let desk = Desk::new(name);
    let file = desk.0.join("paper.docx");
    std::fs::write(&file, docx(paper).unwrap()).unwrap();
    let pdf = converted(&desk.0, &file)?;
    let text = Command::new("pdftotext").args(["-layout"]).arg(pdf).arg("-").output().ok()?;
    // Between Chinese and digits programs set blanks as they like.
    let text = String::from_utf8(text.stdout).unwrap().replace(' ', "");
    Some(text.split('\u{c}').filter(|page| !page.trim().is_empty()).map(str::to_owned).collect())
}

fn converted(desk: &Path, file: &Path) -> Option<PathBuf> {
    let profile = format!("-env:UserInstallation=file://{}", desk.join("profile").display());
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let made = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(desk)
        .arg(file)
        .output();
    if made.is_err() || Command::new("pdftotext").arg("-v").output().is_err() {
        eprintln!("SKIPPED: LibreOffice or poppler-utils is not installed, no page was looked at");
        return None;
    }
    let pdf = desk.join("paper.pdf");
    assert!(pdf.exists(), "LibreOffice could not open the paper: {made:?}");
    Some(pdf)
}

#[test]
fn a_page_has_22_lines_of_28_characters() {
    let template = format!("> {}\n~ 云溪县总工会\n~ 2026年6月17日", "娘".repeat(28 * 25));
    let document = written(&template);
    let Some(pages) = pages("grid", &Paper::plain(&document)) else { return };
    let lines = |page: &str| -> Vec<usize> {
        page.lines().map(|line| line.matches('娘').count()).filter(|many| *many > 0).collect()
    };
    assert_eq!(lines(&pages[0]), vec![28; 22]);
    assert_eq!(lines(&pages[1]), vec![28; 3]);
    assert!(pages[0].contains("—1—") && pages[1].contains("—2—"), "{pages:?}");
}

#[test]
fn a_half_year_report_stands_on_its_pages() {
    let document = half_year();
    let head = Head {
        as_letter: false,
        mark: "云溪县总工会文件".into(),
        number: "云工发〔2026〕12号".into(),
        signer: "陈晓岚".into(),
    };
    let appendix = Some("数字取自2026年6月17日8:00的台账。".to_owned());
    let paper = Paper { head: Some(head), appendix, ..Paper::plain(&document) };
    let Some(pages) = pages("half-year", &paper) else { return };
    let first = &pages[0];
    for wanted in [
        "云溪县总工会文件",
        "云工发〔2026〕12号",
        "签发人：陈晓岚",
        "市总工会：",
        "一、主要工作情况",
    ] {
        assert!(first.contains(wanted), "{wanted} in {first}");
    }
    let all = pages.concat();
    for wanted in [
        "（一）组织建设稳步推进。",
        "1.乡镇情况",
        "合计",
        "各乡镇会员（人）",
        "附件：数字的出处和口径",
    ] {
        assert!(all.contains(wanted), "{wanted} in {all}");
    }
    let signed = pages
        .iter()
        .find(|page| page.contains("2026年6月17日") && page.contains("附件："))
        .unwrap();
    assert!(signed.contains("云溪县总工会"), "{signed}");
    assert!(
        pages.last().unwrap().contains("未计入4条（没有入会日期）") || all.contains("未计入4条")
    );
}
