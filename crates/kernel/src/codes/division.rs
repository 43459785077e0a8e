//! 行政区划代码, GB/T 2260: only the provinces, since the counties change every year and are data.

/// Province codes and short names.
pub const PROVINCES: &[(&str, &str)] = &[
    ("11", "北京"),
    ("12", "天津"),
    ("13", "河北"),
    ("14", "山西"),
    ("15", "内蒙古"),
    ("21", "辽宁"),
    ("22", "吉林"),
    ("23", "黑龙江"),
    ("31", "上海"),
    ("32", "江苏"),
    ("33", "浙江"),
    ("34", "安徽"),
    ("35", "福建"),
    ("36", "江西"),
    ("37", "山东"),
    ("41", "河南"),
    ("42", "湖北"),
    ("43", "湖南"),
    ("44", "广东"),
    ("45", "广西"),
    ("46", "海南"),
    ("50", "重庆"),
    ("51", "四川"),
    ("52", "贵州"),
    ("53", "云南"),
    ("54", "西藏"),
    ("61", "陕西"),
    ("62", "甘肃"),
    ("63", "青海"),
    ("64", "宁夏"),
    ("65", "新疆"),
    ("71", "台湾"),
    ("81", "香港"),
    ("82", "澳门"),
];

/// Short name of a province by the first two digits of any division code.
pub fn province_title(code: &str) -> Option<&'static str> {
    let head = code.get(..2)?;
    PROVINCES.iter().find(|(known, _)| *known == head).map(|(_, title)| *title)
}

/// Whether a code begins with a province of GB/T 2260.
pub fn is_province(code: &str) -> bool {
    province_title(code).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gb_2260_provinces() {
        assert_eq!(PROVINCES.len(), 34);
        assert_eq!(province_title("610101"), Some("陕西"));
        for wrong in ["00", "99", "83", "66", "6", ""] {
            assert!(!is_province(wrong), "{wrong}");
        }
    }
}
