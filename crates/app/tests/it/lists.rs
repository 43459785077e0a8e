//! Laws of lists: whichever way the database finds the rows, they are the same ones in the same order.

use crate::house::*;
use kernel::field::Kind;
use kernel::indicator::{Cond, begins, is, yes};
use kernel::register::Register;
use kernel::value::Value;
use store::Ctx;
use store::list::{Cursor, ListAsk};

/// Every condition of one code, one mark or one beginning that a register's own fields and its columns allow,
/// and one that nothing meets.
fn conditions(house: &House, register: &'static Register) -> Vec<Cond> {
    let mut all = Vec::new();
    for path in register.columns.iter().copied() {
        let carried = register.carried().find(|(_, _, column)| column == path);
        let found = kernel::laws::resolve(house.store.catalog(), register, path);
        let Some(field) = found.map(|f| f.1).or(carried.map(|f| f.1)) else {
            continue;
        };
        if field.secret {
            continue;
        }
        match (field.kind, field.list) {
            (Kind::YesNo, _) => all.push(yes(path)),
            (Kind::Text, _) => all.push(begins(path, "王")),
            (Kind::Day, _) => all.push(Cond::AtLeast(path.into(), Value::from("2022-01-01"))),
            (_, Some(list)) => {
                all.extend(list.items.iter().take(2).map(|(code, ..)| is(path, &[code])));
            }
            _ => {}
        }
    }
    all
}

/// Keys of all rows, some at a time, forwards; then backwards from the last page, put the right way round.
fn walked(house: &House, ctx: &Ctx, ask: &ListAsk, some: usize) -> (Vec<i64>, Vec<i64>) {
    let (mut forth, mut pages, mut cursor): (Vec<i64>, _, Option<Cursor>) = (vec![], 0, None);
    let mut last = loop {
        let page = house.store.list(ctx, ask, cursor.as_ref(), some).unwrap();
        forth.extend(page.rows.iter().map(|row| row.id));
        pages += 1;
        if page.next.is_none() {
            break page;
        }
        cursor = page.next;
    };
    let mut parts = vec![last.rows.iter().map(|row| row.id).collect::<Vec<_>>()];
    for _ in 1..pages {
        last = house.store.list(ctx, ask, last.back.as_ref(), some).unwrap();
        parts.push(last.rows.iter().map(|row| row.id).collect());
    }
    parts.reverse();
    (forth, parts.concat())
}

#[test]
fn rows_are_the_same_whatever_they_are_sorted_by_and_however_many_fit_on_a_page() {
    let house = House::small_county();
    let town = house.user("township", house.east);
    let local = Ctx::local();
    for name in ["membership", "employer", "union"] {
        let register = house.register(name);
        let filters = conditions(&house, register);
        assert!(filters.len() > 2, "{name}: {filters:?}");
        for filter in filters {
            for (ctx, who) in [(&local, "county"), (&town, "township")] {
                let ask = ListAsk { filters: vec![filter.clone()], ..ListAsk::new(register) };
                let all = house.listed(ctx, &ask).unwrap();
                let many = i64::try_from(all.len()).unwrap();
                assert_eq!(house.counted(ctx, &ask), many, "{name} {filter:?} for {who}");
                for sort in &register.sorts {
                    for descending in [false, true] {
                        let ask = ListAsk { sort: (*sort).to_owned(), descending, ..ask.clone() };
                        let (forth, back) = walked(&house, ctx, &ask, (all.len() / 3).max(7));
                        let what = format!("{name} {filter:?} by {sort} {descending} for {who}");
                        assert_eq!(forth, back, "{what}");
                        let mut sorted = forth;
                        sorted.sort_unstable();
                        assert_eq!(sorted, all, "{what}");
                    }
                }
            }
        }
    }
}
