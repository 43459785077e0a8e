//! Papers of a county's half-year report.

mod county;
mod layout;
mod schema;

use super::sign::rights;

#[test]
fn signature_and_day_stand_as_the_standard_says() {
    // 云溪县总工会 is 6 characters wide, 2026年6月17日 is 7 × ½ + 3 = 6½.
    assert_eq!(rights(&[600, 650], false), [450, 200]);
    // A long name: the day begins two characters behind its first one.
    assert_eq!(rights(&[1400, 650], false), [200, 750]);
    assert_eq!(rights(&[850, 650], false), [200, 200]);
    // Under a seal the day is four in, and the name over its middle.
    assert_eq!(rights(&[600, 650], true), [425, 400]);
    assert_eq!(rights(&[1400, 650], true), [25, 400]);
    assert_eq!(rights(&[1600, 650], true), [0, 400]);
    assert_eq!(rights(&[600], false), [200]);
}
