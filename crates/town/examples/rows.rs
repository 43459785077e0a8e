//! Prints the sample rows of a collection form as tab-separated text: `rows unions|members N [ugly]`.

use town::roster::{self, Ugly};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let count = word(1).parse().unwrap_or(200);
    let county = town::County::new(7, town::Size::small());
    let ugly = word(2) == "ugly";
    let rows = match word(0) {
        "unions" => roster::unions(&county, count, ugly.then(|| Ugly::unions(8)).as_ref()),
        _ => roster::members(&county, count, ugly.then(|| Ugly::members(8)).as_ref()),
    };
    for row in rows {
        println!("{}\t{:?}", row.cells.join("\t").replace('\n', " "), row.expected);
    }
}
