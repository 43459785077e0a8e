//! Steps, progress and shares.

use maud::{Markup, html};

use super::{Dress, Link, Tone, a, icon, thousands};

/// One step.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// `对列名`.
    pub name: String,
    /// `9列`.
    pub sub: String,
}

impl Step {
    /// A step.
    pub fn new(name: impl Into<String>, sub: impl Into<String>) -> Self {
        Self { name: name.into(), sub: sub.into() }
    }
}

/// Steps; those before `now` (counted from 0) are done. `now = steps.len()`: all done.
pub fn steps(items: &[Step], now: usize) -> Markup {
    html! {
        ol.steps {
            @for (i, step) in items.iter().enumerate() {
                li.done[i < now].now[i == now] aria-current=[(i == now).then_some("step")] {
                    span.n aria-hidden="true" {
                        @if i < now { (icon("check")) } @else { (i + 1) }
                    }
                    b { (step.name) @if i < now { span.sr { "，已完成" } } }
                    @if !step.sub.is_empty() { small { (step.sub) } }
                }
            }
        }
    }
}

/// `part / whole` in per mille, at most 1000.
pub(super) fn per_mille(part: u64, whole: u64) -> u64 {
    part.min(whole).saturating_mul(1000).checked_div(whole).unwrap_or(0)
}

pub(super) fn percent(part: u64, whole: u64) -> String {
    let n = per_mille(part, whole);
    format!("{}.{}%", n / 10, n % 10)
}

/// How far a job is; true numbers only.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Id of the region that is replaced while polling.
    pub id: String,
    /// `正在写入`.
    pub label: String,
    /// Done so far.
    pub done: u64,
    /// All.
    pub total: u64,
    /// `人`.
    pub unit: String,
    /// `约剩12秒`.
    pub eta: String,
    /// `可以离开本页，写完会在铃铛里告诉您。`
    pub remark: String,
    /// Answers this region anew; leave it empty once the job has ended, and polling stops.
    pub poll: String,
    /// `every 1s` when empty.
    pub trigger: String,
}

/// The progress of a job. It stops asking by itself when the answer has no `poll`.
pub fn progress(p: &Progress) -> Markup {
    let poll = (!p.poll.is_empty()).then_some(p.poll.as_str());
    let trigger = if p.trigger.is_empty() { "every 1s" } else { &p.trigger };
    let words = format!("{}：{} / {}{}", p.label, thousands(p.done), thousands(p.total), p.unit);
    html! {
        div.job id=(p.id) hx-get=[poll] hx-trigger=[poll.map(|_| trigger)]
            hx-swap=[poll.map(|_| "outerHTML")] {
            div.row {
                b { (words) }
                @if !p.eta.is_empty() { span.push.muted { (p.eta) } }
            }
            (bar(&p.label, p.done, p.total, Tone::Act))
            @if !p.remark.is_empty() { p.muted { (p.remark) } }
        }
    }
}

/// A plain progress bar.
pub fn bar(label: &str, done: u64, total: u64, tone: Tone) -> Markup {
    let now = per_mille(done, total) / 10;
    html! {
        svg.bar.(tone.class()) role="progressbar" aria-label=(label) aria-valuenow=(now)
            aria-valuemin="0" aria-valuemax="100" {
            rect.rest width="100%" height="100%" rx="4" {}
            rect.v width=(percent(done, total)) height="100%" rx="4" {}
        }
    }
}

/// A goal: how far we are, and where we should be today.
#[derive(Clone, Debug, Default)]
pub struct Goal {
    /// `新建基层工会`.
    pub name: String,
    /// Where the goal is.
    pub href: Link,
    /// How far: `41`, `91.6`.
    pub now: String,
    /// Where the records are, if they may be seen.
    pub figure: Option<Link>,
    /// The aim with its unit: `80家`, `92%`.
    pub aim: String,
    /// Done so far, in per mille of the aim.
    pub done: u64,
    /// Where we should be today, in per mille of the aim; `None` draws no mark.
    pub pace: Option<u64>,
    /// `快4家`, `慢6家`, `已完成`.
    pub words: String,
    /// [`Tone::Warn`] for one that is behind, [`Tone::Ok`] for one that is reached.
    pub tone: Tone,
}

/// A goal with its pace mark.
pub fn goal(g: &Goal) -> Markup {
    let done = g.done.min(1_000);
    let words = match g.tone {
        Tone::Warn => "small amber",
        Tone::Bad => "small red",
        _ => "small green",
    };
    let mark = g.pace.filter(|_| done < 1_000).map(|n| percent(n, 1_000));
    html! {
        div.goal {
            div.row {
                (a(&g.href, Dress { class: Some("soft"), ..Dress::default() }, &g.name))
                span.push {
                    b { @match &g.figure {
                        Some(link) => (a(link, Dress::default(), &g.now)),
                        None => (g.now),
                    } }
                    span.muted { " / " (g.aim) }
                    " " span class=(words) { (g.words) }
                }
            }
            svg.bar.(g.tone.class()) role="progressbar" aria-label=(g.name) aria-valuenow=(done / 10)
                aria-valuemin="0" aria-valuemax="100" aria-valuetext=(g.words) {
                rect.rest width="100%" height="100%" rx="4" {}
                rect.v width=(percent(done, 1_000)) height="100%" rx="4" {}
                @if let Some(x) = mark { rect.pace x=(x) y="-4" width="2" height="16" rx="1" {} }
            }
        }
    }
}

/// One part of a whole.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// `可导入`.
    pub label: String,
    /// How many.
    pub n: u64,
    /// Colour; [`Tone::Plain`] is grey.
    pub tone: Tone,
    /// Its records.
    pub link: Option<Link>,
}

impl Share {
    /// A part.
    pub fn new(label: impl Into<String>, n: u64, tone: Tone) -> Self {
        Self { label: label.into(), n, tone, link: None }
    }

    /// Links to its records.
    pub fn link(mut self, link: impl Into<Link>) -> Self {
        self.link = Some(link.into());
        self
    }
}

/// Parts of a whole side by side with their numbers (可导入 / 有错 / 疑似重复).
pub fn stacked_bar(unit: &str, parts: &[Share]) -> Markup {
    let total: u64 = parts.iter().map(|part| part.n).sum();
    let words: Vec<String> =
        parts.iter().map(|part| format!("{}{}{unit}", part.label, thousands(part.n))).collect();
    let mut before = 0;
    let mut slices = Vec::new();
    for part in parts.iter().filter(|part| part.n > 0) {
        slices.push((percent(before, total), percent(part.n, total), part.tone));
        before += part.n;
    }
    html! {
        svg.stacked role="img"
            aria-label=(format!("{}{unit}：{}", thousands(total), words.join("，"))) {
            @for (x, width, tone) in slices {
                rect.(fill(tone)) x=(x) width=(width) height="100%" {}
            }
        }
        div.legend {
            @for part in parts {
                span {
                    i.(fill(part.tone)) {}
                    (part.label) " "
                    @if let Some(link) = &part.link {
                        (a(link, Dress::default(), html! { b { (thousands(part.n)) } }))
                    } @else { b { (thousands(part.n)) } }
                }
            }
        }
    }
}

fn fill(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain | Tone::Line => "f-rest",
        Tone::Act => "f-act",
        Tone::Ok => "f-ok",
        Tone::Warn => "f-warn",
        Tone::Bad => "f-bad",
    }
}
