//! Names and values of an address or a form, in their order and with repetitions.

use form_urlencoded::Serializer;

/// What an address or a form carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(pub Vec<(String, String)>);

impl Params {
    /// Reads `a=1&b=2`.
    pub fn parse(text: &str) -> Params {
        Params(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }
    /// The first value, empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|pair| pair.0 == name).map_or("", |pair| pair.1.as_str())
    }
    /// Whether the name occurs.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|pair| pair.0 == name)
    }
    /// All values that are not empty.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let same = move |pair: &&(String, String)| pair.0 == name && !pair.1.is_empty();
        self.0.iter().filter(same).map(|pair| pair.1.as_str())
    }
    /// One more value.
    pub fn add(mut self, name: &str, value: impl Into<String>) -> Params {
        self.0.push((name.to_owned(), value.into()));
        self
    }
    /// This value instead of all others of the name; an empty one only removes them.
    pub fn set(self, name: &str, value: impl Into<String>) -> Params {
        let (value, rest) = (value.into(), self.without(&[name]));
        if value.is_empty() { rest } else { rest.add(name, value) }
    }
    /// Without these names.
    pub fn without(mut self, names: &[&str]) -> Params {
        self.0.retain(|pair| !names.contains(&pair.0.as_str()));
        self
    }
    /// Only these names.
    pub fn only(mut self, names: &[&str]) -> Params {
        self.0.retain(|pair| names.contains(&pair.0.as_str()));
        self
    }
    /// The address of a path with these values.
    pub fn on(&self, path: &str) -> String {
        let query = self.query();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
    /// `a=1&b=2`.
    pub fn query(&self) -> String {
        let pairs = self.0.iter().filter(|pair| !pair.1.is_empty());
        let mut out = Serializer::new(String::new());
        pairs.for_each(|(name, value)| {
            out.append_pair(name, value);
        });
        out.finish()
    }
}

/// A value inside an address: `%E5%B7%A5` for 工.
pub fn percent(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_the_same_and_empty_values_go() {
        let read = Params::parse("w=a%3Ais%3A1&w=b&q=&at=%E4%BA%91");
        assert_eq!(read.all("w").collect::<Vec<_>>(), ["a:is:1", "b"]);
        assert_eq!((read.get("at"), read.get("none")), ("云", ""));
        assert_eq!(read.on("/r"), "/r?w=a%3Ais%3A1&w=b&at=%E4%BA%91");
        assert_eq!(read.set("w", "").set("at", "x").on("/r"), "/r?at=x");
        assert_eq!(percent("花 名"), "%E8%8A%B1%20%E5%90%8D");
    }
}
