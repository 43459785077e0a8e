//! What is decided about an employer before its histories are written.

use jiff::civil::Date;

/// What sort of employer it is: decides pay-roll, schooling and contracts of its people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    Organ,
    School,
    Hospital,
    State,
    #[default]
    Firm,
}

#[derive(Clone, Debug)]
pub struct Draft {
    pub sort: Sort,
    pub name: String,
    /// Position in the table of townships.
    pub town: usize,
    pub in_park: bool,
    pub section: &'static str,
    pub nature: &'static str,
    pub nef: Option<&'static str>,
    /// Employees drawn for it; a covered employer's final number follows from its members.
    pub people: usize,
    pub big: bool,
    /// Members among a hundred employees, once it is covered.
    pub ratio: usize,
    pub women: usize,
    pub migrants: usize,
    pub founded_on: Date,
    /// The end of its business, and how it ended.
    pub fate: Option<(Date, &'static str)>,
    /// Its first and its present union.
    pub first_cover: Option<Date>,
    pub union: Option<usize>,
    /// A union is being prepared there since this day.
    pub preparing: Option<Date>,
}

/// The counts of bodies by kind that make up a number of unions.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub towns: usize,
    pub trades: usize,
    pub areas: usize,
    pub nefs: usize,
    pub flows: usize,
    pub preps: usize,
    pub branches: usize,
    pub joints: usize,
    pub bases: usize,
}

impl Plan {
    pub fn new(unions: usize) -> Self {
        let mut plan = Self {
            towns: if unions < 200 { 5 } else { 12 },
            trades: (unions / 150).clamp(2, 12),
            areas: (unions / 40).clamp(2, 60),
            nefs: (unions / 43).max(3),
            flows: (unions / 110).max(2),
            preps: (unions / 150).max(1),
            branches: (unions / 40).max(2),
            joints: (unions / 10).max(4),
            bases: 0,
        };
        plan.bases = unions.saturating_sub(plan.others()).max(1);
        plan
    }

    /// All but the single-employer unions: the county, park and three systems included.
    fn others(&self) -> usize {
        let above = 5 + self.towns + self.trades + self.areas;
        above + self.nefs + self.flows + self.preps + self.branches + self.joints
    }
}
