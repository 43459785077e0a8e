//! What a row of the collection form means: a union, the employer it is in, and that the one covers
//! the other. Union = code, else name and superior; employer = code, else name and division.

use super::kinds;
use super::register::{UNIONS, UnionKind};
use super::rules::below;
use crate::employer::coverage::COVERAGES;
use crate::employer::find::{self, Wanted};
use crate::employer::register::{EMPLOYERS, Operating, Survey};
use crate::planning::{
    Found, Target, Values, by_code, by_name, credit_code, may_equal, near, plan, text_of, write,
    year_ahead,
};
use jiff::civil::Date;
use kernel::codes::credit_code::{Owner, check_credit_code};
use kernel::field::Datum;
use kernel::sheet::{CellFault, Plan, SheetRow, Snapshot, Step, World};
use kernel::text;
use kernel::value::Value;
use std::sync::Arc;

/// 其它 among the industries.
const OTHER_INDUSTRY: &str = "99";

/// The superior: its key (0 when there is none) and its kind, as the row names it or, when it names
/// none, of the union the file was loaded for.
struct Superior {
    id: i64,
    named: Option<Arc<Snapshot>>,
    home_kind: Option<String>,
}

impl Superior {
    fn kind(&self) -> Option<String> {
        let named = self.named.as_ref().map(|found| text_of(found, "kind"));
        named.or_else(|| self.home_kind.clone())
    }
}

/// Decides a row.
pub fn decide(row: &SheetRow, world: &World) -> Plan {
    match parts(row, world) {
        Ok(row) => row.plan(),
        Err(faults) => Plan::Reject(faults),
    }
}

/// A row with everything found that it speaks about.
struct Parts<'a> {
    row: &'a SheetRow,
    world: &'a World,
    union: Found,
    employer: Option<Found>,
    superior: Superior,
    kind: Option<UnionKind>,
    codes: (Option<String>, Option<String>),
}

fn parts<'a>(row: &'a SheetRow, world: &'a World) -> Result<Parts<'a>, Vec<CellFault>> {
    let mut faults = row.faults.clone();
    let codes = codes(row).map_err(|fault| faults.push(fault)).unwrap_or_default();
    faults.extend(founded(row, world));
    faults.extend(more_members_than_employees(row));
    let superior = superior(row, world).map_err(|fault| faults.push(fault)).ok();
    let employer = employer(row, world, codes.1.clone());
    let employer = employer.map_err(|fault| faults.push(fault)).unwrap_or_default();
    let Some(superior) = superior.filter(|_| faults.is_empty()) else { return Err(faults) };
    let union = union(row, world, codes.0.as_deref(), &superior).map_err(|fault| vec![fault])?;
    let kind = kind(row, &union, &superior).map_err(|fault| vec![fault])?;
    Ok(Parts { row, world, union, employer, superior, kind, codes })
}

/// The codes of union and employer. The employer's code in the union's cell is the most frequent
/// slip of the form; it is moved where nothing is lost by it.
pub fn codes(row: &SheetRow) -> Result<(Option<String>, Option<String>), CellFault> {
    let (own, employers) = (row.text("union_code"), row.text("employer_code"));
    let slipped = check_credit_code(&own).ok().filter(|good| good.code.starts_with('9'));
    if let Some(good) = slipped
        && (employers.is_empty() || employers == good.code)
        && !row.text("employer_name").is_empty()
    {
        return Ok((None, Some(good.code)));
    }
    let own = credit_code("union_code", &own, Owner::Union)?;
    Ok((own, credit_code("employer_code", &employers, Owner::Employer)?))
}

/// R-UNI-04 in the row itself.
fn founded(row: &SheetRow, world: &World) -> Option<CellFault> {
    let day = row.day("founded_on")?;
    let wrong = day.year() < 1921 || day > year_ahead(world.facts.today);
    wrong.then(|| CellFault::new("founded_on", "请按批复核对年份"))
}

/// A single employer's union has no more members than the employer has employees. The row of a
/// joint union names one employer and the members of all.
fn more_members_than_employees(row: &SheetRow) -> Option<CellFault> {
    let (members, all) = (row.value("members").as_int()?, row.value("employees").as_int()?);
    let single = row.text("form_kind") == "SINGLE";
    let expected = || format!("会员人数不能多于职工人数{all}人，请核对这两栏");
    (single && members > all).then(|| CellFault::new("members", expected()))
}

/// The named superior, else the union the file was loaded for. The top of the tree has none here,
/// whatever its row says.
fn superior(row: &SheetRow, world: &World) -> Result<Superior, CellFault> {
    let name = row.text("superior");
    let top = |found: &&Arc<Snapshot>| found.record.value("parent").is_null();
    if living(world, &row.text("union_name")).iter().any(top) {
        return Ok(Superior { id: 0, named: None, home_kind: None });
    }
    if name.is_empty() {
        let home_kind = Some(world.home_kind.clone()).filter(|kind| !kind.is_empty());
        return Ok(Superior { id: world.home, named: None, home_kind });
    }
    match living(world, &name).as_slice() {
        [only] => {
            let (id, named) = (only.record.id, Some((*only).clone()));
            Ok(Superior { id, named, home_kind: None })
        }
        [] => Err(CellFault {
            column: "superior",
            expected: "没有这个上级工会，请核对全称，或先登记上级工会".into(),
            suggest: near(world, UNIONS, &name),
        }),
        many => {
            let expected = format!("有{}个同名的工会，请先给其中的改名，再导入", many.len());
            Err(CellFault::new("superior", expected))
        }
    }
}

/// Unions of this name that are not closed.
fn living<'a>(world: &'a World, name: &str) -> Vec<&'a Arc<Snapshot>> {
    let open = |found: &&Arc<Snapshot>| {
        let until = found.record.value("closed_on").as_day();
        until.is_none_or(|day| day > world.facts.today)
    };
    world.ask(&by_name(UNIONS, name)).iter().filter(open).collect()
}

fn employer(
    row: &SheetRow,
    world: &World,
    code: Option<String>,
) -> Result<Option<Found>, CellFault> {
    let name = row.text("employer_name");
    if name.is_empty() {
        return Ok(None);
    }
    let columns = ("employer_name", "employer_code");
    let wanted = Wanted { name, code, division: row.text("division"), columns };
    find::find(world, &wanted).map(Some)
}

fn union(
    row: &SheetRow,
    world: &World,
    code: Option<&str>,
    superior: &Superior,
) -> Result<Found, CellFault> {
    let name = row.text("union_name");
    if let Some(code) = code
        && let Some(found) = world.ask(&by_code(UNIONS, code)).first()
    {
        return same_code(found, &name);
    }
    let named: Vec<_> = living(world, &name).into_iter().filter(|found| found.mine).collect();
    let below = |found: &&&Arc<Snapshot>| {
        superior.named.is_none() || found.record.value("parent").as_int() == Some(superior.id)
    };
    let code = code.unwrap_or_default();
    let same = |found: &&&Arc<Snapshot>| may_equal(&text_of(found, "code"), code);
    let here: Vec<_> = named.iter().filter(below).filter(same).collect();
    match (here.as_slice(), named.first()) {
        ([only], _) => Ok(Found::Known((**only).clone())),
        ([], None) => Ok(Found::New),
        ([], Some(other)) => {
            let what = if same(&other) { "上级工会" } else { "统一社会信用代码" };
            let reason = format!("台账上的“{name}”同名，{what}不同");
            Ok(Found::Like { record: (*other).clone(), reason, other: true })
        }
        (many, _) => {
            let expected = format!("有{}个同名工会，请填上级工会名称或代码", many.len());
            Err(CellFault::new("union_name", expected))
        }
    }
}

fn same_code(found: &Arc<Snapshot>, name: &str) -> Result<Found, CellFault> {
    if !found.mine {
        let expected = "这个统一社会信用代码不能在这里登记，请核对；确认无误的报县总工会处理";
        return Err(CellFault::new("union_code", expected));
    }
    if text_of(found, "name_key") == text::fold(name) {
        return Ok(Found::Known(found.clone()));
    }
    let known = text_of(found, "name");
    let reason = format!("统一社会信用代码与台账上的“{known}”相同，工会名称不同");
    Ok(Found::Like { record: found.clone(), reason, other: false })
}

/// The kind the row gives the union; none when it says nothing new.
fn kind(
    row: &SheetRow,
    union: &Found,
    superior: &Superior,
) -> Result<Option<UnionKind>, CellFault> {
    let form = row.text("form_kind");
    let above = superior.kind();
    let known = known_kind(union).filter(|kind| form.is_empty() || kinds::agrees(*kind, &form));
    let column = if superior.named.is_none() { "superior" } else { "form_kind" };
    let kind =
        known.map_or_else(|| kinds::of(&form, &row.text("union_name"), above.as_deref()), Ok);
    let kind = kind.map_err(|expected| CellFault::new(column, expected))?;
    // Where a known union hangs is its record's matter, unless the row names another place.
    let hangs = superior.named.is_some() || union.record().is_none();
    match above.filter(|above| hangs && !below(kind.code(), above)) {
        None => Ok(Some(kind).filter(|_| known.is_none())),
        Some(above) => {
            let above = UnionKind::LIST.title(&above);
            let expected = format!("{}不能直接放在{above}下面，请核对上级工会", kind.title());
            Err(CellFault::new("superior", expected))
        }
    }
}

fn known_kind(union: &Found) -> Option<UnionKind> {
    union.record().and_then(|now| UnionKind::from_value(now.record.value("kind")))
}

impl Parts<'_> {
    fn plan(&self) -> Plan {
        let found: Vec<Found> =
            [Some(&self.union), self.employer.as_ref()].into_iter().flatten().cloned().collect();
        plan(&found, |targets| self.steps(targets))
    }

    fn day(&self) -> Option<Date> {
        self.row.day("founded_on")
    }

    fn steps(&self, targets: &[Target]) -> Vec<Step> {
        let mut steps = Vec::new();
        let from = self.world.sheet_day;
        let [union, rest @ ..] = targets else { return steps };
        let (said, only_new) = (self.of_union(), self.of_new_union());
        let union_key = write(&mut steps, UNIONS, union, (&said, &only_new), from);
        if let [employer, ..] = rest {
            let said = self.of_employer();
            let only_new = self.of_new_employer(&union_key);
            let key = write(&mut steps, EMPLOYERS, employer, (&said, &only_new), from);
            steps.extend(self.coverage(union_key, key));
        }
        steps
    }

    fn of_union(&self) -> Values {
        let row = self.row;
        let named = self.superior.named.as_ref().map(|found| found.record.id);
        let declared = row.value("members");
        let declared_on = declared.as_int().map(|_| self.world.sheet_day);
        let mut values = vec![
            ("code", self.codes.0.clone().into()),
            ("kind", self.kind.map(UnionKind::code).into()),
            ("parent", named.into()),
            ("founded_on", row.value("founded_on")),
            ("head", row.value("head")),
            ("phone", row.value("phone")),
            ("members_declared", declared),
        ];
        let known = self.union.record().map(|now| now.record.value("members_declared").clone());
        if known.is_none_or(|known| known != row.value("members")) {
            values.push(("declared_on", declared_on.into()));
        }
        // The same name with other brackets is no other name.
        if !matches!(self.union, Found::Known(_)) {
            values.push(("name", row.value("union_name")));
        }
        values
    }

    fn of_new_union(&self) -> Values {
        let mut values = Vec::new();
        if self.superior.named.is_none() && self.superior.id != 0 {
            values.push(("parent", Value::Int(self.superior.id)));
        }
        // A body that is another one although the name is known has the kind the row would give it.
        if self.kind.is_none() {
            let (form, name) = (self.row.text("form_kind"), self.row.text("union_name"));
            let kind = kinds::of(&form, &name, self.superior.kind().as_deref());
            values.push(("kind", kind.ok().map(UnionKind::code).into()));
        }
        if matches!(self.kind, Some(UnionKind::TradeUnion)) {
            values.push(("trade", self.row.value("industry")));
        }
        values
    }

    fn of_employer(&self) -> Values {
        let mut values: Values = ["address", "division", "nature", "economy", "employees"]
            .map(|field| (field, self.row.value(field)))
            .to_vec();
        // 其它 of the form is all that it has no word for; it never coarsens what is known.
        let vague = self.row.text("industry") == OTHER_INDUSTRY;
        let known = self.employer.as_ref().and_then(Found::record);
        if !(vague && known.is_some_and(|now| !now.record.value("industry").is_null())) {
            values.push(("industry", self.row.value("industry")));
        }
        values.push(("code", self.codes.1.clone().into()));
        let kind = self.kind.or_else(|| known_kind(&self.union));
        let preparing = kind == Some(UnionKind::Preparing);
        let survey = if preparing { Survey::Preparing } else { Survey::Organised };
        values.push(("survey", survey.code().into()));
        if !matches!(self.employer, Some(Found::Known(_))) {
            values.push(("name", self.row.value("employer_name")));
        }
        values
    }

    /// A new employer is looked after by the union above, and was there when its union was founded.
    fn of_new_employer(&self, union: &Value) -> Values {
        let above = Some(self.superior.id).filter(|id| *id != 0).map(Value::Int);
        vec![
            ("seat", above.unwrap_or_else(|| union.clone())),
            ("state", Operating::Normal.code().into()),
            ("listed_on", self.day().into()),
        ]
    }

    /// The coverage, unless the pair is covered already.
    fn coverage(&self, union: Value, employer: Value) -> Option<Step> {
        let name = self.row.text("employer_name");
        let asks = find::asks(&name, self.codes.1.as_deref()).into_iter();
        let pairs: Vec<Arc<Snapshot>> = asks
            .map(|ask| kernel::sheet::Ask::Linked(COVERAGES, "employer", Box::new(ask)))
            .flat_map(|ask| self.world.ask(&ask).to_vec())
            .filter(|pair| *pair.record.value("union") == union)
            .filter(|pair| *pair.record.value("employer") == employer)
            .collect();
        if pairs.iter().any(|pair| pair.record.value("until_on").is_null()) {
            return None;
        }
        let founded = self.day().filter(|_| pairs.is_empty());
        let from = founded.unwrap_or(self.world.sheet_day);
        let values = vec![("union", union), ("employer", employer), ("from_on", from.into())];
        Some(Step::Add { register: COVERAGES, values })
    }
}
