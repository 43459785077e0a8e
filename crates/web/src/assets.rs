//! Style sheet, scripts and icons, built into the program and addressed by their content.

use std::sync::LazyLock;

/// One file as served: name, content type, bytes.
type Asset = (&'static str, &'static str, &'static [u8]);

const FILES: [Asset; 8] = [
    ("niangjia.css", "text/css; charset=utf-8", include_bytes!("../assets/niangjia.css")),
    ("icons.svg", "image/svg+xml", include_bytes!("../assets/icons.svg")),
    ("favicon.svg", "image/svg+xml", include_bytes!("../assets/favicon.svg")),
    ("htmx.min.js", "text/javascript; charset=utf-8", include_bytes!("../assets/htmx.min.js")),
    ("app.js", "text/javascript; charset=utf-8", include_bytes!("../assets/app.js")),
    ("phone.css", "text/css; charset=utf-8", include_bytes!("../assets/phone.css")),
    ("phone.js", "text/javascript; charset=utf-8", include_bytes!("../assets/phone.js")),
    ("theme.js", "text/javascript; charset=utf-8", include_bytes!("../assets/theme.js")),
];

/// Where the files live; the router mounts [`serve`] below it.
pub const PREFIX: &str = "/static/";

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in FILES.iter().flat_map(|(_, _, bytes)| bytes.iter()) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
});

/// The hash over all files; changes whenever one of them does.
pub fn hash() -> &'static str {
    &HASH
}

/// The address of a file: `url("niangjia.css")` is `/static/<hash>/niangjia.css`.
pub fn url(name: &str) -> String {
    debug_assert!(FILES.iter().any(|(known, _, _)| *known == name), "no asset {name}");
    format!("{PREFIX}{}/{name}", hash())
}

/// What to answer for a path below [`PREFIX`]: content type, bytes, hash (as an entity tag).
///
/// An address with an older hash still gets the current file, so that a page loaded before an
/// upgrade keeps working; only the current hash may be cached for ever (compare the third value).
pub fn serve(path: &str) -> Option<(&'static str, &'static [u8], &'static str)> {
    let name = path.rsplit('/').next()?;
    let (_, kind, bytes) = FILES.iter().find(|(known, _, _)| *known == name)?;
    Some((kind, bytes, hash()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_served_under_its_address() {
        for (name, kind, bytes) in FILES {
            let url = url(name);
            let path = url.strip_prefix(PREFIX).unwrap();
            assert_eq!(serve(path), Some((kind, bytes, hash())));
        }
        assert_eq!(serve("x/passwd"), None);
    }

    #[test]
    fn the_style_sheet_stays_small_and_old_browsers_can_read_it() {
        let css = std::str::from_utf8(include_bytes!("../assets/niangjia.css")).unwrap();
        assert!(css.len() <= 40 * 1024, "{} bytes", css.len());
        for word in ["color-mix(", "light-dark(", ":has(", "popover", "&:", "& "] {
            assert!(!css.contains(word), "{word}");
        }
    }
}
