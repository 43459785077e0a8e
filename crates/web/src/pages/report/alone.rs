//! A report as one HTML file that needs nothing else: A4, 22 lines of 28 characters, as on paper.

use super::paper::{self, Look};
use kernel::report::Document;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Lines and characters as GB/T 9704 has them: 156 × 225 mm hold 22 lines of 28 characters of 16 pt.
const STYLE: &str = "@page{size:A4;margin:37mm 26mm 35mm 28mm}body{margin:0}\
.doc{width:156mm;margin:37mm auto;font:16pt/28.95pt FangSong_GB2312,FangSong,STFangsong,'Noto Serif CJK SC',serif;letter-spacing:-.2pt}\
h2{font:22pt/33pt FZXiaoBiaoSong-B05S,'Source Han Serif SC','Noto Serif CJK SC',serif;text-align:center;margin:0 0 29pt}\
h3{font:16pt/28.95pt SimHei,'Noto Sans CJK SC',sans-serif;text-indent:2em;margin:0}p{margin:0;text-indent:2em;text-align:justify}\
p.flush{text-indent:0}p.sign{text-indent:0;text-align:right;padding-right:4em}p b{font-family:KaiTi_GB2312,KaiTi,STKaiti,serif}\
table{border-collapse:collapse;width:100%;font-size:12pt;line-height:18pt}th,td{border:1px solid #000;padding:2pt 4pt;text-align:left}\
.num{text-align:right}caption,figcaption{font-weight:bold;text-align:center}.sr{position:absolute;left:-999em}figure{margin:0}\
ul{list-style:none;margin:0;padding:0;font-size:12pt}li a{display:grid;grid-template-columns:11em 1fr 6em;gap:6pt;color:inherit;text-decoration:none}\
svg{width:100%;height:9pt;align-self:center}rect{fill:#155e75}@media print{.doc{margin:0}}";

/// The file.
pub fn html(document: &Document, title: &str) -> String {
    let page: Markup = html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { (paper::paper(document, &Look::default())) }
        }
    };
    page.0
}
