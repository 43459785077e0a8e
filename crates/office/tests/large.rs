//! Many rows in little memory; in a process of its own, which is measured.

#[cfg(test)]
mod tests {
    use std::io::{BufWriter, Write};
    use std::ops::ControlFlow;
    use std::path::{Path, PathBuf};
    use std::time::Instant;

    use office::write::RowError;
    use office::{
        Book, BookOut, CellOut, ColumnKind, ColumnOut, Limits, ReadError, SheetOut, open,
        write_xlsx,
    };

    fn place(name: &str) -> PathBuf {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("office-large");
        std::fs::create_dir_all(&dir).unwrap();
        dir.join(name)
    }

    fn opened(path: &Path) -> Book {
        open(path, &Limits::default()).unwrap()
    }

    /// Peak and present memory of this process in KiB, where the system tells.
    fn memory(field: &str) -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with(field)).unwrap_or("");
        line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
    }

    #[test]
    fn three_hundred_thousand_lines() {
        let path = place("large.csv");
        let mut out = BufWriter::new(std::fs::File::create(&path).unwrap());
        out.write_all("序号,姓名,证件号码,单位\n".as_bytes()).unwrap();
        for n in 1..=300_000 {
            writeln!(out, "{n},某甲{n},11010119900307{n:06},某厂").unwrap();
        }
        out.into_inner().unwrap();
        let mut book = opened(&path);
        let before = memory("VmRSS");
        let (mut count, mut last) = (0_u32, 0);
        book.rows::<ReadError>(0, &mut |row| {
            count += 1;
            last = row.number;
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
        assert_eq!((count, last), (300_001, 300_001));
        assert!(memory("VmRSS").saturating_sub(before) < 32 << 10, "rows are not collected");
        std::fs::remove_file(path).ok();
    }

    #[test]
    fn two_million_lines_and_one_are_refused_in_little_memory() {
        let path = place("too-large.csv");
        let mut out = BufWriter::new(std::fs::File::create(&path).unwrap());
        out.write_all("甲,乙\n".repeat(1_000).as_bytes()).unwrap();
        let thousand = "1,2\n".repeat(1_000);
        for _ in 1..2_000 {
            out.write_all(thousand.as_bytes()).unwrap();
        }
        out.write_all(b"1,2\n").unwrap();
        out.into_inner().unwrap();
        std::fs::write("/proc/self/clear_refs", "5").ok();
        let before = memory("VmHWM");
        let mut book = opened(&path);
        let mut count = 0_u32;
        let refused = book.rows::<ReadError>(0, &mut |_| {
            count += 1;
            Ok(ControlFlow::Continue(()))
        });
        let says = refused.unwrap_err().to_string();
        assert_eq!(count, 2_000_000, "not one row more");
        assert!(says.contains("超过 2000000 行") && says.contains("没有写入任何内容"), "{says}");
        assert!(says.contains("拆成几个文件"), "and what to do: {says}");
        assert!(memory("VmHWM").saturating_sub(before) < 48 << 10, "rows are not collected");
        std::fs::remove_file(path).ok();
    }

    fn read_measured(path: &Path) -> u32 {
        std::fs::write("/proc/self/clear_refs", "5").ok();
        let before = memory("VmRSS");
        let start = Instant::now();
        let mut book = opened(path);
        println!("open: {:?}", start.elapsed());
        let mut count = 0_u32;
        book.rows::<ReadError>(0, &mut |row| {
            count += u32::from(row.number > 1);
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
        println!(
            "open and read: {:?}, {} KiB file, +{} MiB at the peak",
            start.elapsed(),
            std::fs::metadata(path).unwrap().len() >> 10,
            memory("VmHWM").saturating_sub(before) >> 10
        );
        count
    }

    fn measured(rows: u32) {
        let columns: Vec<ColumnOut> = (0..20)
            .map(|n| {
                ColumnOut::new(
                    format!("第{n}列"),
                    if n < 2 { ColumnKind::Integer } else { ColumnKind::Code },
                )
            })
            .collect();
        let source = (0..rows).map(|n| -> Result<Vec<CellOut>, RowError> {
            let cell = |c: u32| {
                if c < 2 {
                    CellOut::Int(i64::from(n))
                } else {
                    CellOut::Text(format!("某甲{n}-{c}"))
                }
            };
            Ok((0..20).map(cell).collect())
        });
        let path = place("measured.xlsx");
        let start = Instant::now();
        let written =
            write_xlsx(&path, BookOut::one(SheetOut::new("表", columns, Box::new(source))))
                .unwrap();
        println!(
            "write {rows}×20: {:?}, {} sheets, peak {} MiB",
            start.elapsed(),
            written.sheets,
            memory("VmHWM") >> 10
        );
        let count = read_measured(&path);
        assert!(count > 0);
        std::fs::remove_file(path).ok();
    }

    /// `cargo test --release -p office -- --ignored --nocapture measure`
    #[test]
    #[ignore = "a measurement, not a test"]
    fn measure_a_hundred_thousand_rows() {
        measured(100_000);
    }

    /// More rows than a sheet holds: the rest goes on in a second one.
    #[test]
    #[ignore = "slow: writes more than a million rows"]
    fn measure_a_million_and_more() {
        measured(1_060_000);
    }

    /// Any file: `OFFICE_FILE=… cargo test --release -p office -- --ignored --nocapture a_file`
    #[test]
    #[ignore = "a measurement, not a test"]
    fn measure_a_file() {
        let Some(path) = std::env::var_os("OFFICE_FILE") else { return };
        read_measured(Path::new(&path));
    }

    #[test]
    fn books_go_from_thread_to_thread() {
        fn sendable<T: Send>() {}
        sendable::<Book>();
    }
}
