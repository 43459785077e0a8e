//! Activities and honours from files as crooked as the real ones: taken once, taken back as a whole.

use crate::desk::*;
use crate::house::{House, day, paper, person_name};
use crate::intake::sheet_of;
use crate::terms::furnished;
use office::import;
use std::path::PathBuf;
use store::Ctx;
use store::figure::FigureAsk;
use store::list::ListAsk;

/// A text file of these lines; the first has the titles.
fn file(house: &House, name: &str, lines: &[&str]) -> PathBuf {
    let cells = |line: &&str| line.split(',').map(str::to_owned).collect::<Vec<String>>();
    let titles: Vec<&str> = lines[0].split(',').collect();
    sheet_of(house, name, &titles, &lines[1..].iter().map(cells).collect::<Vec<_>>())
}

fn count(house: &House, register: &str) -> i64 {
    house.counted(&Ctx::local(), &ListAsk::new(house.register(register)))
}

#[test]
fn a_list_of_activities_is_taken_once_and_taken_back_as_a_whole() {
    let house = furnished();
    let lines = [
        "序号,班次名称,类别,举办单位,开班日期,结业日期,工种,农民工,其他职工,工会经费,宣传资料,实现就业",
        "1,电工培训班,培训,东湖镇总工会,2025.5.20,2025/5/24,职业技能,70人,12,2.7万,,31",
        "2,春风行动招聘会,招聘会,西山乡工会联合会,2025年3月1日,,,,,8000元,500份,",
        "3,电工培训班,培训,东湖镇总工会,2025.5.20,2025/5/24,职业技能,70人,12,2.7万,,31",
        "4,丰收演出,晚会,东湖镇总工会,2025-10-01,,,,,,,",
        "5,安全培训,培训,北山镇总工会,2025-10-01,,,5,,,,",
    ];
    let path = file(&house, "活动.csv", &lines);
    let loaded = load(&house.store, "activities", &path);
    let counts = loaded.counts;
    assert_eq!((counts.read, counts.added, counts.rejected), (5, 2, 2), "{counts:?}");
    let wrong = errors(&house.store, loaded.job);
    assert!(wrong[&5][0].1.contains("活动类型"), "{wrong:?}");
    assert!(wrong[&6][0].1.contains("没有这个工会"), "{wrong:?}");
    let year = FigureAsk::between(day("2025-01-01"), day("2025-12-31"));
    let figures = |code: &str| house.figure(code, &year).amount.value;
    assert_eq!(figures("training_person_count"), 82);
    assert_eq!(figures("training_spend_amount"), 2_700_000);
    assert_eq!(figures("material_distributed_count"), 500);
    assert_eq!(figures("employment_achieved_count"), 31);
    let (activities, all) = (count(&house, "activity"), count(&house, "activity_line"));
    assert_eq!((activities, all), (2, 6));
    let again = load(&house.store, "activities", &path);
    assert_eq!((again.counts.added, again.counts.changed), (0, 0), "{:?}", again.counts);
    assert_eq!((count(&house, "activity"), count(&house, "activity_line")), (2, 6));
    import::undo(&house.store, &Ctx::local(), loaded.job).unwrap();
    assert_eq!((count(&house, "activity"), count(&house, "activity_line")), (0, 0));
    assert!(house.store.verify(None).unwrap().ok);
}

#[test]
fn a_list_of_ratings_ends_the_earlier_ones_and_is_taken_once() {
    let house = furnished();
    let titles = "工会全称,评定项目,级别,星级,结果,评定日期,命名单位";
    let lines = [
        titles,
        "恒达机械厂工会委员会,星级工会,县级,2,,2024-12-20,云溪县总工会",
        "西街商铺联合工会委员会,六有,县,,未达标,2024-12-20,云溪县总工会",
    ];
    let first = file(&house, "2024年评定.csv", &lines);
    let loaded = load(&house.store, "awards", &first);
    assert_eq!(loaded.counts.added, 2, "{:?}", errors(&house.store, loaded.job));
    let lines = [
        titles,
        "恒达机械厂工会委员会,星级工会,县级,3,,2025-12-20,云溪县总工会",
        "西街商铺联合工会委员会,六有,县,,达标,2025-12-20,云溪县总工会",
        "西街商铺联合工会委员会,星级工会,县级,6,,2025-12-20,云溪县总工会",
    ];
    let second = file(&house, "2025年评定.csv", &lines);
    let loaded = load(&house.store, "awards", &second);
    assert_eq!((loaded.counts.read, loaded.counts.rejected), (3, 1), "{:?}", loaded.counts);
    let stars = |at: &str| house.groups("star_union_count", &FigureAsk::on(day(at)).by(&["star"]));
    assert_eq!(stars("2025-12-19"), [("2".to_owned(), 1)]);
    assert_eq!(stars("2025-12-20"), [("3".to_owned(), 1)]);
    assert_eq!(house.stock("compliance_pending_count", "2025-12-19"), 1);
    assert_eq!(house.stock("compliance_union_count", "2025-12-20"), 1);
    let before = count(&house, "award");
    let again = load(&house.store, "awards", &second);
    assert_eq!((again.counts.added, again.counts.changed), (0, 0), "{:?}", again.counts);
    assert_eq!(count(&house, "award"), before);
    import::undo(&house.store, &Ctx::local(), loaded.job).unwrap();
    assert_eq!(stars("2025-12-20"), [("2".to_owned(), 1)], "the earlier rating holds again");
    let still = ListAsk {
        filters: vec![kernel::indicator::is("end", &["REPLACED"])],
        ..ListAsk::new(house.register("award"))
    };
    assert_eq!(house.counted(&Ctx::local(), &still), 0);
}

#[test]
fn a_list_of_honours_of_people_and_firms_is_taken_once_and_taken_back() {
    let house = furnished();
    let people = [(1, house.mill), (2, house.mill), (3, house.shops)];
    for (n, union) in people {
        house.newcomer(n, union, "2021-03-01");
    }
    let (one, two, three) = (person_name(1), person_name(2), person_name(3));
    let spaced = format!("{} {} {}", &paper(1)[..6], &paper(1)[6..14], &paper(1)[14..]);
    let wrong = format!("{}{}", &paper(2)[..17], if paper(2).ends_with('1') { '2' } else { '1' });
    let lines = [
        "序号,姓 名,身份证号,所在工会,获奖单位,荣誉称号,级 别,授予时间,命名单位".to_owned(),
        format!("1,{one},{spaced},,,劳动模范,省,2025.4.28,省总工会"),
        format!("2,{two},{wrong},,,劳动模范,省级,2025.4.28,省总工会"),
        format!("3,{three},,西街商铺联合工会委员会,,技术能手,县,2025年5月1日,县总工会"),
        format!("4,{one},{},恒达机械厂工会委员会,,劳动模范,省级,2025-04-28,省总工会", paper(1)),
        "5,,,,云溪恒达机械有限公司,工人先锋号,市级,2025/5/1,市总工会".to_owned(),
        "6,,,恒达机械厂工会委员会,,模范职工之家,市级,2025/5/1,市总工会".to_owned(),
        format!("7,{two},,西街商铺联合工会委员会,,技术能手,县,2025年5月1日,县总工会"),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let path = file(&house, "2025年表彰名单.csv", &lines);
    let loaded = load(&house.store, "awards", &path);
    let wrong = errors(&house.store, loaded.job);
    assert_eq!(wrong.keys().copied().collect::<Vec<_>>(), [3, 8], "{wrong:?}");
    assert!(wrong[&8][0].1.contains("没有这个人"), "{wrong:?}");
    assert_eq!(loaded.counts.added, 4, "{:?}", loaded.counts);
    let year = FigureAsk::between(day("2025-01-01"), day("2025-12-31"));
    let figure = |code: &str| house.figure(code, &year).amount.value;
    assert_eq!((figure("title_awarded_count"), figure("honour_awarded_count")), (2, 4));
    let again = load(&house.store, "awards", &path);
    assert_eq!((again.counts.added, again.counts.changed), (0, 0), "{:?}", again.counts);
    import::undo(&house.store, &Ctx::local(), loaded.job).unwrap();
    assert_eq!((figure("title_awarded_count"), figure("honour_awarded_count")), (0, 0));
    assert!(house.store.verify(None).unwrap().ok);
}
