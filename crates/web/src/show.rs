//! Values for people.
