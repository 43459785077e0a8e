//! What a rule answers: pass, or a refusal that names the field, the reason and what helps.

/// Why something was refused, in words for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Refusal {
    /// The field it is about; empty when it is about the whole record.
    pub field: String,
    /// A Chinese sentence: what is wrong and what is right. Never holds a secret value.
    pub reason: String,
    /// Rule id with law and article, where there is one.
    pub rule: &'static str,
}

impl Refusal {
    /// A refusal about one field.
    pub fn on(field: &str, reason: impl Into<String>) -> Refusal {
        Refusal { field: field.to_owned(), reason: reason.into(), rule: "" }
    }
    /// The same, naming the rule.
    pub fn by(mut self, rule: &'static str) -> Refusal {
        self.rule = rule;
        self
    }
}

/// Nothing wrong, or every refusal in one pass.
pub type Verdict = Result<(), Vec<Refusal>>;

/// Turns a list of refusals into a verdict.
pub fn verdict(refusals: Vec<Refusal>) -> Verdict {
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}
