//! What modules declare, joined to the one list from which all surfaces follow.

use super::Register;
use crate::goal::Goals;
use crate::indicator::Indicator;
use crate::rule::Rule;
use crate::sheet::Sheet;
use crate::workflow::{Parameter, Workflow};

/// A report template that the program brings: its text in the language of [`crate::report`].
#[derive(Clone, Copy, Debug)]
pub struct ReportTemplate {
    /// Stable code.
    pub code: &'static str,
    /// What it is called: 半年工作汇报.
    pub title: &'static str,
    /// What it is for, in one sentence.
    pub about: &'static str,
    /// Which period it usually speaks of: `month`, `quarter`, `half`, `year`, `day`.
    pub period: &'static str,
    /// The text, figures by their codes.
    pub text: &'static str,
}

/// A business module: what it keeps, counts and reads from spreadsheets.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Code of the module.
    pub name: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// Registers.
    pub registers: Vec<Register>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// Sheets.
    pub sheets: Vec<Sheet>,
    /// Indicators, and each with the one whose rows are what is still to be done for it.
    pub gaps: Vec<(&'static str, &'static str)>,
    /// Indicators that say what is missing, each with what helps.
    pub watched: Vec<(&'static str, &'static str)>,
    /// Numbers that a federation sets.
    pub parameters: Vec<Parameter>,
}

impl Module {
    /// An empty module.
    pub fn new(name: &'static str, title: &'static str) -> Module {
        Module { name, title, ..Module::default() }
    }
    /// Adds a register.
    pub fn register(mut self, register: Register) -> Module {
        self.registers.push(register);
        self
    }
    /// Adds indicators.
    pub fn indicators(mut self, indicators: Vec<Indicator>) -> Module {
        self.indicators.extend(indicators);
        self
    }
    /// Adds a sheet.
    pub fn sheet(mut self, sheet: Sheet) -> Module {
        self.sheets.push(sheet);
        self
    }
    /// The rows of the second indicator are what is still to be done for the first: 应建未建单位 for
    /// the share of employers with a union.
    pub fn gaps(mut self, gaps: &[(&'static str, &'static str)]) -> Module {
        self.gaps.extend_from_slice(gaps);
        self
    }
    /// Indicators that say what is missing (a number above nothing, a share below the whole), each with
    /// what helps; the first page shows them.
    pub fn watched(mut self, watched: &[(&'static str, &'static str)]) -> Module {
        self.watched.extend_from_slice(watched);
        self
    }
    /// Numbers that a federation sets, besides the terms of its procedures.
    pub fn parameters(mut self, parameters: &[Parameter]) -> Module {
        self.parameters.extend_from_slice(parameters);
        self
    }
}

/// Everything that is declared: the one list from which all surfaces follow.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// All registers; the one that is the tree stands first.
    pub registers: Vec<Register>,
    /// All indicators.
    pub indicators: Vec<Indicator>,
    /// All sheets.
    pub sheets: Vec<Sheet>,
    /// Indicators, and each with the one whose rows are what is still to be done for it.
    pub gaps: Vec<(&'static str, &'static str)>,
    /// Indicators that say what is missing, each with what helps.
    pub watched: Vec<(&'static str, &'static str)>,
    /// Numbers that a federation sets.
    pub parameters: Vec<Parameter>,
    /// Report templates.
    pub reports: Vec<ReportTemplate>,
    /// All roles.
    pub roles: Vec<crate::access::Role>,
}

impl Catalog {
    /// Joins the modules.
    pub fn new(modules: Vec<Module>, roles: &[crate::access::Role]) -> Catalog {
        let mut catalog = Catalog { roles: roles.to_vec(), ..Catalog::default() };
        for module in modules {
            catalog.registers.extend(module.registers);
            catalog.indicators.extend(module.indicators);
            catalog.sheets.extend(module.sheets);
            catalog.gaps.extend(module.gaps);
            catalog.watched.extend(module.watched);
            catalog.parameters.extend(module.parameters);
        }
        let flows = catalog.registers.iter().filter_map(|register| register.flow.as_ref());
        let terms: Vec<Parameter> =
            flows.flat_map(Workflow::clocks).map(|clock| clock.parameter).collect();
        for term in terms {
            if catalog.parameters.iter().all(|known| known.name != term.name) {
                catalog.parameters.push(term);
            }
        }
        catalog
    }
    /// The rules of the house, which every register is judged by.
    pub fn rules(mut self, rules: &'static [Rule]) -> Catalog {
        for register in &mut self.registers {
            register.rules = rules;
        }
        self
    }
    /// The registers whose records go through a procedure.
    pub fn flows(&self) -> impl Iterator<Item = (&Register, &Workflow)> {
        self.registers.iter().filter_map(|register| Some((register, register.flow.as_ref()?)))
    }
    /// A register by name.
    pub fn register(&self, name: &str) -> Option<&Register> {
        self.registers.iter().find(|register| register.name == name)
    }
    /// The register that is the tree.
    pub fn tree(&self) -> Option<&Register> {
        self.registers.iter().find(|register| register.tree().is_some())
    }
    /// The register whose records are goals, with the fields by which they are known.
    pub fn goals(&self) -> Option<(&Register, Goals)> {
        self.registers.iter().find_map(|register| Some((register, register.goals?)))
    }
    /// The indicator whose rows are what is still to be done for this one.
    pub fn gap(&self, code: &str) -> Option<&'static str> {
        self.gaps.iter().find(|gap| gap.0 == code).map(|gap| gap.1)
    }
    /// An indicator by code.
    pub fn indicator(&self, code: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }
    /// The same with report templates.
    pub fn reports(mut self, reports: &[ReportTemplate]) -> Catalog {
        self.reports.extend_from_slice(reports);
        self
    }
    /// A sheet by code.
    pub fn sheet(&self, code: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.code == code)
    }
    /// The registers that a sheet fills with records of their own: the one by which rows are counted, and
    /// the one registered together with it.
    pub fn filled_by(&self, sheet: &Sheet) -> impl Iterator<Item = &Register> {
        let of = self.register(sheet.register);
        let also = of.and_then(|of| self.register(of.field(of.together?.link)?.to));
        of.into_iter().chain(also)
    }
    /// Whether a sheet fills this register.
    pub fn has_sheet(&self, register: &str) -> bool {
        let fills = |sheet| self.filled_by(sheet).any(|filled| filled.name == register);
        self.sheets.iter().any(fills)
    }
    /// A role by code.
    pub fn role(&self, code: &str) -> Option<&crate::access::Role> {
        self.roles.iter().find(|role| role.code == code)
    }
}
