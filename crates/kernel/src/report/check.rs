//! What a template says that cannot be: names there are not, days that do not fit, wordings that
//! would mislead.

use super::fault::Fault;
use super::glossary::{DimInfo, Glossary, Info, near};
use super::template::*;

/// Everything in a template that cannot be written with these indicators, in the order of the text.
pub fn check(template: &Template, glossary: &Glossary) -> Vec<Fault> {
    let mut checker = Checker { glossary, faults: Vec::new() };
    checker.blocks(&template.blocks);
    checker.faults.sort();
    checker.faults.dedup();
    checker.faults
}

struct Checker<'a> {
    glossary: &'a Glossary,
    faults: Vec<Fault>,
}

impl<'a> Checker<'a> {
    fn fault(&mut self, span: Span, says: impl Into<String>) {
        self.faults.push(Fault::at(span, says));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Title(text) | Block::Paragraph { text, .. } => self.pieces(text),
                Block::Heading { head, text, .. } => {
                    self.pieces(head);
                    self.pieces(text);
                }
                Block::Grid(grid) => self.grid(grid),
                Block::Choice(choice) => {
                    for (cond, body) in &choice.branches {
                        self.cond(cond);
                        self.blocks(body);
                    }
                    self.blocks(&choice.otherwise);
                }
                Block::Each(each) => {
                    self.head(each);
                    self.blocks(&each.body);
                }
            }
        }
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            match piece {
                Piece::Text(_) | Piece::Bold | Piece::Word(..) | Piece::Open(_) => {}
                Piece::Insert(insert) => {
                    self.measure(&insert.measure);
                    self.form(&insert.measure, insert.form);
                }
                Piece::Choice(choice) => {
                    for (cond, body) in &choice.branches {
                        self.cond(cond);
                        self.pieces(body);
                    }
                    self.pieces(&choice.otherwise);
                }
                Piece::Each(each) => {
                    self.head(each);
                    self.pieces(&each.body);
                }
            }
        }
    }

    fn head<T>(&mut self, each: &Each<T>) {
        if let Some((figure, _)) = &each.order {
            self.figure(figure);
        }
        if let Some(when) = &each.when {
            self.cond(when);
        }
    }

    fn cond(&mut self, cond: &Cond) {
        match cond {
            Cond::All(parts) | Cond::Any(parts) => {
                for part in parts {
                    self.cond(part);
                }
            }
            Cond::Not(inner) => self.cond(inner),
            Cond::Compare(left, _, right) => {
                self.measure(left);
                match right {
                    Operand::Measure(right) => self.measure(right),
                    Operand::Number(number) => self.literal(left, number),
                }
            }
        }
    }

    /// The unit behind a number must be the one it is compared in.
    fn literal(&mut self, left: &Measure, number: &Literal) {
        let Some(info) = self.glossary.find(&left.figure.name.text) else { return };
        let percent = "%";
        let wanted = match left.take {
            Take::Against(_, Say::Change) | Take::Goal(GoalSay::Done) => percent,
            Take::Against(_, Say::Times) => "倍",
            _ if left.whole.is_some() || info.is_percent() => percent,
            _ => &info.unit,
        };
        let given = number.unit.as_str();
        let points = wanted == percent && matches!(given, "个百分点" | "百分点");
        if !given.is_empty() && given != wanted && !points {
            let says = format!("这里比的是“{wanted}”，不是“{given}”；单位可以不写。");
            self.fault(number.span, says);
        }
    }

    fn figure(&mut self, figure: &Figure) -> Option<&'a Info> {
        let typed = &figure.name;
        let Some(info) = self.glossary.find(&typed.text) else {
            let says = self.unknown(&typed.text);
            self.fault(typed.span, says);
            return None;
        };
        for (dim, value) in &figure.filter {
            self.filter(info, dim, value);
        }
        if !fits(figure.at, info.flow) {
            self.fault(figure.span, misfit(info, figure.at));
        }
        Some(info)
    }

    fn unknown(&self, typed: &str) -> String {
        let namesakes = self.glossary.namesakes(typed);
        if namesakes.len() > 1 {
            return format!("有几个指标都叫“{typed}”，请写代码：{}。", namesakes.join("、"));
        }
        let near = self.glossary.near(typed);
        if near.is_empty() {
            return format!("没有叫“{typed}”的指标，请在指标表里查名称或代码。");
        }
        format!("没有叫“{typed}”的指标，是不是：{}？", near.join("、"))
    }

    fn filter(&mut self, info: &Info, dim: &Name, value: &Name) {
        let Some(known) = info.dim(&dim.text) else {
            let says = no_dim(info, &dim.text);
            return self.fault(dim.span, says);
        };
        if known.values.is_empty() || known.value(&value.text).is_some() {
            return;
        }
        let says = no_value(known, &value.text);
        self.fault(value.span, says);
    }

    fn measure(&mut self, measure: &Measure) {
        let whole = measure.whole.as_ref().map(|whole| (whole, self.figure(whole)));
        let Some(info) = self.figure(&measure.figure) else { return };
        let span = measure.span;
        if let Some((_, Some(of))) = whole
            && (of.is_percent() || info.is_percent())
        {
            let says = "占比要用两个数来算，不能用百分数；百分数直接写它自己，如{建会率}。";
            self.fault(span, says);
        }
        let percent = measure.whole.is_some() || info.is_percent();
        match measure.take {
            Take::Against(base, say) => self.against(measure, info, base, say, percent),
            Take::Signed if info.rows || percent => {
                let says = "写了“净增”，还要写和什么比，如{会员数|比=期初|净增}；只有本身是净增数的指标才不用写。";
                self.fault(span, says);
            }
            Take::Names(_) if !info.rows => {
                let says = format!("“{}”是算出来的数，没有名单。", info.title);
                self.fault(span, says);
            }
            Take::Goal(_) if !measure.figure.filter.is_empty() => {
                self.fault(span, "目标是对整个指标定的，请删去方括号里的条件。");
            }
            Take::Goal(_) if measure.whole.is_some() => {
                self.fault(span, "目标是对整个指标定的，不能和“占比=”一起写。");
            }
            _ => {}
        }
    }

    fn against(&mut self, measure: &Measure, info: &Info, base: Base, say: Say, percent: bool) {
        let span = measure.span;
        if let Base::At(at) = base
            && !fits(at, info.flow)
        {
            self.fault(span, misfit(info, at));
        }
        if base == Base::Goal && (!measure.figure.filter.is_empty() || measure.whole.is_some()) {
            self.fault(span, "目标是对整个指标定的，请删去条件和“占比=”再比。");
        }
        match say {
            Say::Points if !percent => {
                let says = format!("“{}”不是百分数，不能说百分点；请写增减或净增。", info.title);
                self.fault(span, says);
            }
            Say::Change | Say::Net | Say::Times if percent => {
                let says = "百分数的变化请写“百分点”，如{建会率|比=上年末|百分点}。";
                self.fault(span, says);
            }
            _ => {}
        }
    }

    fn form(&mut self, measure: &Measure, form: Form) {
        let Some(info) = self.glossary.find(&measure.figure.name.text) else { return };
        let percent = measure.whole.is_some() || info.is_percent();
        if percent && (form.scale != Scale::One || form.bound.is_some()) {
            let says = "百分数不能写成万、亿，也不能写约、余、多；可以写小数0、小数1、小数2。";
            self.fault(measure.span, says);
        }
    }

    fn grid(&mut self, grid: &Grid) {
        let mut units = Vec::new();
        for figure in &grid.figures {
            let Some(info) = self.figure(figure) else { continue };
            units.push(info.unit.as_str());
            if let By::Dim(name) = &grid.by
                && info.dim(&name.text).is_none()
            {
                let says = no_dim(info, &name.text);
                self.fault(name.span, says);
            }
            if info.is_percent() && grid.form.scale != Scale::One {
                let says = "百分数不能写成万、亿；请把它放到另一张表里。";
                self.fault(figure.span, says);
            }
        }
        units.dedup();
        if grid.chart && units.len() > 1 {
            let says =
                format!("一张图里的指标要用同一个单位，这里有{}；请分成几张图。", units.join("、"));
            self.fault(grid.span, says);
        }
    }
}

/// Whether a stock or flow can be asked so.
fn fits(at: At, flow: bool) -> bool {
    match at {
        At::Usual | At::On(_) | At::Between(..) => true,
        At::Moment(moment) => match moment {
            Moment::End | Moment::Begin | Moment::LastYearEnd => !flow,
            Moment::Period
            | Moment::YearToDate
            | Moment::LastYearToDate
            | Moment::LastYear
            | Moment::Ever => flow,
            Moment::Previous | Moment::YearBefore | Moment::Today => true,
        },
    }
}

fn misfit(info: &Info, at: At) -> String {
    let title = &info.title;
    if info.flow {
        format!(
            "“{title}”是一段时间里发生的数，没有“{at}”；可以写本期、上期、上年同期、本年累计、上年、全部。"
        )
    } else {
        format!("“{title}”是某一天的数，没有“{at}”；可以写期末、期初、上年末、上年同期或某一天。")
    }
}

fn no_dim(info: &Info, typed: &str) -> String {
    let titles: Vec<&str> = info.dims.iter().map(|dim| dim.title.as_str()).collect();
    if titles.is_empty() {
        return format!("“{}”不能再分，请删去“{typed}”。", info.title);
    }
    format!("“{}”不能按“{typed}”分，可以按：{}。", info.title, titles.join("、"))
}

fn no_value(dim: &DimInfo, typed: &str) -> String {
    let titles = || dim.values.iter().map(|(_, title)| title.as_str());
    let mut close = near(typed, titles());
    if close.is_empty() {
        close = titles().take(8).collect();
    }
    format!("“{}”里没有“{typed}”，可以写：{}。", dim.title, close.join("、"))
}
