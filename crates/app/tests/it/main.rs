//! The program's engine from outside, on SQLite, and on PostgreSQL when `NIANGJIA_TEST_DATABASE` names
//! a server. Each test has a town of its own: see [`house`].

#[cfg(test)]
mod activity;
#[cfg(test)]
mod activity_sheet;
#[cfg(test)]
mod again;
#[cfg(test)]
mod along;
#[cfg(test)]
mod attachment;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod cards;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod define;
#[cfg(test)]
mod demands;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod founding;
#[cfg(test)]
mod founding_papers;
#[cfg(test)]
mod goal;
#[cfg(test)]
mod hands;
#[cfg(test)]
mod history;
#[cfg(test)]
mod house;
#[cfg(test)]
mod intake;
#[cfg(test)]
mod joining;
#[cfg(test)]
mod joint;
#[cfg(test)]
mod known;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod lists;
mod local;
#[cfg(test)]
mod member_change;
#[cfg(test)]
mod members;
#[cfg(test)]
mod merge;
#[cfg(test)]
mod model;
#[cfg(test)]
mod numbers;
#[cfg(test)]
mod outbox;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod place;
#[cfg(test)]
mod preparing;
#[cfg(test)]
mod program;
#[cfg(test)]
mod proof;
#[cfg(test)]
mod proof_text;
#[cfg(test)]
mod race;
#[cfg(test)]
mod records;
#[cfg(test)]
mod report;
#[cfg(test)]
mod roster;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod scope;
#[cfg(test)]
mod scope_law;
#[cfg(test)]
mod sees;
#[cfg(test)]
mod settle;
#[cfg(test)]
mod tally;
#[cfg(test)]
mod terms;
#[cfg(test)]
mod transfer;
#[cfg(test)]
mod tree;
#[cfg(test)]
mod turn;
#[cfg(test)]
mod undo;
#[cfg(test)]
mod verify;
#[cfg(test)]
mod voucher;
