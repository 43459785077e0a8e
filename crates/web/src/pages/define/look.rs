//! What a definition counts now, with its first rows; or what is wrong with it.

use super::draft::Fields;
use crate::app::run;
use crate::fault::Fault;
use crate::pages::figure::ask::year_start;
use crate::pages::figure::{body, rows};
use crate::parts::{self, Panel};
use crate::request::Asker;
use kernel::define::{Draft, Fault as Wrong};
use maud::{Markup, html};
use store::figure::{Figure, FigureAsk, When};
use store::list::Page;
use store::{Store, StoreError};

/// Rows shown beside the form.
const FEW: usize = 8;

/// The panel beside the form.
pub async fn look(
    asker: &Asker,
    fields: &Fields,
    read: Result<Draft, Vec<Wrong>>,
) -> Result<Markup, Fault> {
    let text = fields.text(asker.store().catalog());
    let body = match read {
        Err(faults) => unready(fields, &faults),
        Ok(draft) => {
            let (ctx, at, day) = (asker.ctx.clone(), asker.at, asker.store().today());
            let seen = run(&asker.app, move |store| counted(store, &ctx, &draft, at, day)).await;
            match seen {
                Ok((figure, page)) => html! {
                    (counted_body(asker, &figure, &page))
                    @if !fields.is_explained() {
                        div.pad { p.soft { "保存前，请用一句话写清口径。" } }
                    }
                },
                Err(fault) => html! { div.pad { p { (fault.say) } } },
            }
        }
    };
    let said = html! {
        div.pad { details { summary { "写成文字是这样" } pre.small { (text) } } }
    };
    let aside = html! { (body) (said) };
    Ok(parts::panel(&Panel {
        id: "look".into(),
        title: "数出来是".into(),
        body: aside,
        ..Panel::default()
    }))
}

fn counted(
    store: &Store,
    ctx: &store::Ctx,
    draft: &Draft,
    at: i64,
    today: jiff::civil::Date,
) -> store::Result<(Figure, Page)> {
    let when = if store.is_flow(&draft.indicator) {
        When::Between(year_start(today), today)
    } else {
        When::On(today)
    };
    let ask = FigureAsk { when, ..FigureAsk::on(today) }.at(at);
    let mut all = store.figures_of(ctx, &[&draft.indicator], &ask)?;
    let figure = all.pop().ok_or(StoreError::NotFound)??;
    let page = store.rows_of(ctx, &draft.indicator, &ask, FEW)?;
    Ok((figure, page))
}

fn counted_body(asker: &Asker, figure: &Figure, page: &Page) -> Markup {
    let unit = &figure.indicator.unit;
    let register = rows::register_of(asker.store(), &figure.indicator);
    html! {
        div.pad {
            p { b.t5 { (body::words(figure.amount, unit)) } }
            p.small.muted { (figure.union_name) "及下级，" (figure.said()) }
            @if figure.left_out() > 0 {
                p { "另有" (figure.left_out()) "条未计入：" }
                @for (why, count) in &figure.excluded { p.soft { (why) "：" (count) "条" } }
            }
            @if figure.amount.rows > 0 {
                p.soft { "共" (crate::show::number_text(figure.amount.rows)) "条记录，前几条：" }
            }
        }
        @if let Some(register) = register.filter(|_| figure.amount.rows > 0) {
            (rows::few(asker, page, register))
        }
    }
}

/// Not ready: what is missing is said as the next thing to do, what is wrong as wrong.
fn unready(fields: &Fields, faults: &[Wrong]) -> Markup {
    let begun = !fields.title.is_empty() || !fields.unit.is_empty();
    html! {
        div.pad {
            @if !begun {
                p.soft { "先写名称和单位，选好台账和条件，这里就会数给您看。" }
            } @else {
                p { b { "还差这些：" } }
                ul.list.flat { @for fault in faults { li { (fault.say) } } }
            }
        }
    }
}
