use jiff::civil::date;

use super::*;

fn today() -> Date {
    date(2026, 6, 17)
}

fn resident(raw: &str) -> Result<Paper, CodeError> {
    check_paper(PaperKind::Identity, raw, today())
}

#[test]
fn gb_11643_valid_numbers() {
    use Sex::*;
    for (raw, number, birth, sex) in [
        ("11010519491231002X", "11010519491231002X", date(1949, 12, 31), Female),
        ("110101199001010015", "110101199001010015", date(1990, 1, 1), Male),
        ("110101199001010023", "110101199001010023", date(1990, 1, 1), Female),
        ("61010219850715012X", "61010219850715012X", date(1985, 7, 15), Female),
        ("61010219850715012x", "61010219850715012X", date(1985, 7, 15), Female),
        ("460106199001010113", "460106199001010113", date(1990, 1, 1), Male),
        ("110101200002290018", "110101200002290018", date(2000, 2, 29), Male),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", date(1949, 12, 31), Female),
        (" 110105 19491231 002X ", "11010519491231002X", date(1949, 12, 31), Female),
        ("'11010519491231002X", "11010519491231002X", date(1949, 12, 31), Female),
    ] {
        let paper = resident(raw).unwrap();
        assert_eq!(paper.number, number);
        assert_eq!(paper.birth, Some(birth), "{raw}");
        assert_eq!(paper.sex, Some(sex), "{raw}");
        assert!(paper.warnings.is_empty(), "{raw}");
    }
}

#[test]
fn gb_11643_very_old_and_fifteen_digits_warn() {
    let old = resident("440524188001010014").unwrap();
    assert_eq!(old.birth, Some(date(1880, 1, 1)));
    assert_eq!(old.warnings.len(), 1);
    let short = resident("110105491231002").unwrap();
    assert_eq!(short.number, "11010519491231002X");
    assert_eq!(short.warnings.len(), 1);
}

#[test]
fn gb_11643_blocks_and_never_repeats_the_number() {
    for (raw, part) in [
        ("110101190002290011", "没有这一天"),
        ("110101199013010012", "月份"),
        ("00010119900101001X", "省级代码"),
        ("61010219857015012X", "月份"),
        ("11010519491231002", "应为18位，现在是17位"),
        ("110105194912310021", "末位应为X"),
        ("1101051949123100X2", "前17位应全为数字"),
        ("11010519491231002Y", "数字或X"),
        ("810000199001010019", "居住证"),
        ("911124198108030024", "永久居留"),
        ("1.10105E+17", "科学计数法"),
        ("110105194912310000", "000"),
        ("", "请填写"),
    ] {
        let error = resident(raw).unwrap_err();
        assert!(error.expected().contains(part), "{raw}: {error}");
        assert!(raw.is_empty() || !error.expected().contains(raw));
    }
}

#[test]
fn labour_law_15_sixteen_years() {
    let with_check = |body: &str| format!("{body}{}", resident::check_char(body).unwrap());
    let young = with_check("61010220100618001");
    assert!(resident(&young).unwrap_err().expected().starts_with("未满16周岁"));
    assert!(check_paper_any_age(PaperKind::Identity, &young, today()).is_ok());
    assert!(resident(&with_check("61010220100617001")).is_ok());
    let unborn = with_check("61010220260618001");
    let error = check_paper_any_age(PaperKind::Identity, &unborn, today()).unwrap_err();
    assert!(error.expected().contains("晚于今天"));
}

#[test]
fn residence_permits_share_the_algorithm() {
    use PaperKind::*;
    for (kind, number, sex) in [
        (HongKongMacauResidence, "810000199001010019", Sex::Male),
        (HongKongMacauResidence, "820000199001010029", Sex::Female),
        (TaiwanResidence, "830000199001010039", Sex::Male),
    ] {
        let paper = check_paper(kind, number, today()).unwrap();
        assert_eq!((paper.birth, paper.sex), (Some(date(1990, 1, 1)), Some(sex)));
    }
    assert!(check_paper(TaiwanResidence, "810000199001010019", today()).is_err());
    assert!(check_paper(HongKongMacauResidence, "110101199001010015", today()).is_err());
}

#[test]
fn foreign_permanent_residence_of_2023_and_older() {
    let kind = PaperKind::ForeignResidence;
    let of_2023 = check_paper(kind, "932682198501010017", today()).unwrap();
    assert_eq!(of_2023.birth, Some(date(1985, 1, 1)));
    let of_2023 = check_paper(kind, "911124198108030024", today()).unwrap();
    assert_eq!(of_2023.birth, Some(date(1981, 8, 3)));
    assert_eq!(check_paper(kind, "abc123456789012", today()).unwrap().number, "ABC123456789012");
    assert!(check_paper(kind, "911124198108030025", today()).is_err());
    assert!(check_paper(kind, "ABC12345678901", today()).is_err());
}

#[test]
fn codes_1_2_other_papers_by_shape() {
    use PaperKind::*;
    for (kind, number) in [
        (HongKongMacauPass, "H12345678"),
        (HongKongMacauPass, "m1234567801"),
        (TaiwanPass, "12345678"),
        (TaiwanPass, "0012345678（B）"),
        (Passport, "E12345678"),
        (Passport, "EA1234567"),
        (Passport, "12E345678"),
        (Service, "南字第12345678号"),
        (Other, "某证2026-1"),
    ] {
        let paper = check_paper(kind, number, today()).unwrap();
        assert!(paper.warnings.is_empty() && paper.birth.is_none(), "{number}");
    }
    for (kind, number) in [
        (HongKongMacauPass, "H1234567"),
        (HongKongMacauPass, "A12345678"),
        (TaiwanPass, "1234567"),
        (Passport, "E12"),
        (Passport, "护照12345678"),
        (Service, "123"),
    ] {
        assert!(check_paper(kind, number, today()).is_err(), "{number}");
    }
    assert_eq!(check_paper(Service, "1234567", today()).unwrap().warnings.len(), 1);
}

#[test]
fn titles_of_papers() {
    use PaperKind::*;
    for (title, kind) in [
        ("身份证", Identity),
        ("居民身份证", Identity),
        (" 居民 身份证：", Identity),
        ("港澳居民居住证", HongKongMacauResidence),
        ("回乡证", HongKongMacauPass),
        ("台胞证", TaiwanPass),
        ("军官证", Service),
        ("护照", Passport),
        ("其它", Other),
    ] {
        assert_eq!(PaperKind::from_title(title), Some(kind), "{title}");
    }
    assert_eq!(PaperKind::from_title("驾驶证"), None);
    for kind in PaperKind::ALL {
        assert_eq!(PaperKind::from_code(kind.code()), Some(kind));
        assert_eq!(PaperKind::from_title(kind.title()), Some(kind));
    }
}

#[test]
fn excel_damage_is_told_not_repaired() {
    for raw in [
        "1.1E+17",
        "1.10105E+17",
        "1.10105e17",
        "1.10105194912310E+17",
        "110105194912310000",
        "110105194912310000.0",
        "1101051949123000",
    ] {
        assert!(damaged(raw).is_some(), "{raw}");
    }
    for raw in ["11010519491231002X", "110105491231002", "E12345678", "12E345678", "1E5", "张三"]
    {
        assert_eq!(damaged(raw), None, "{raw}");
    }
    assert!(damaged_number(1.101_051_949_123_1e17).is_some());
    assert_eq!(damaged_number(42_000.0), None);
}

#[test]
fn debug_of_a_paper_is_masked() {
    let shown = format!("{:?}", resident("110101199001010015").unwrap());
    assert!(!shown.contains("19900101"), "{shown}");
}
