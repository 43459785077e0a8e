//! The program as people meet it: the real binary, a sample county, a real browser.
//!
//! Read in this order: [`house`] what is started and stopped · [`stage`] one test's browsers · [`tab`]
//! what a person can do in one · [`afternoon`] a clerk's afternoon · [`morning`] with a report · [`founding`] a
//! union founded between two desks, [`holiday`] over the National Day · [`pages`] every page by its rules ·
//! [`courier`] a member between two installations
//! ([`neighbour`]) · [`keyboard`] without a mouse · [`plain`] without script · [`second`] two people at one record ·
//! [`slow`] what takes long.
//!
//! `NIANGJIA_CHROMEDRIVER` and `CHROMIUM` say where the browser is. Pictures of what was seen are in
//! `target/screens`.

#[cfg(test)]
mod afternoon;
#[cfg(test)]
mod courier;
#[cfg(test)]
mod founding;
#[cfg(test)]
mod holiday;
#[cfg(test)]
mod house;
#[cfg(test)]
mod keyboard;
#[cfg(test)]
mod morning;
#[cfg(test)]
mod neighbour;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod plain;
#[cfg(test)]
mod roster;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod second;
#[cfg(test)]
mod slow;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod tab;
