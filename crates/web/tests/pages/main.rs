//! The pages from outside: a small county, people who sign in, and what they see.

#[cfg(test)]
mod activities;
#[cfg(test)]
mod admin;
#[cfg(test)]
mod along;
#[cfg(test)]
mod api;
#[cfg(test)]
mod attachments;
#[cfg(test)]
mod cards;
#[cfg(test)]
mod channels;
#[cfg(test)]
mod columns;
#[cfg(test)]
mod demands;
#[cfg(test)]
mod doors;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod foundings;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod many;
#[cfg(test)]
mod matters;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod phones;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod records;
mod reports;
#[cfg(test)]
mod targets;
#[cfg(test)]
mod town;
#[cfg(test)]
mod transfers;
