//! The fonts of an official paper. None of those the standard wants is free, so a paper names them
//! and says in its font table what may stand in for each.

/// A font by name, and what may stand in for it, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The name that the paper asks for.
    pub name: String,
    /// Names that may stand in for it.
    pub instead: Vec<String>,
}

impl Face {
    /// A font and its stand-ins.
    pub fn new(name: &str, instead: &[&str]) -> Face {
        let instead = instead.iter().map(|name| (*name).to_owned()).collect();
        Face { name: name.to_owned(), instead }
    }
}

/// The fonts of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fonts {
    /// 小标宋: title and mark.
    pub title: Face,
    /// 仿宋: text.
    pub body: Face,
    /// 黑体: headings of the first level.
    pub hei: Face,
    /// 楷体: headings of the second level, the signer's name.
    pub kai: Face,
    /// 宋体: page numbers.
    pub song: Face,
    /// Digits and Latin letters.
    pub latin: Face,
}

/// As installed with Windows and WPS, and what Linux desktops have.
impl Default for Fonts {
    fn default() -> Fonts {
        Fonts {
            title: Face::new(
                "方正小标宋简体",
                &["方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "思源宋体 Heavy", "Noto Serif CJK SC"],
            ),
            body: Face::new(
                "仿宋_GB2312",
                &["仿宋", "FangSong", "方正仿宋_GBK", "朱雀仿宋", "Noto Serif CJK SC"],
            ),
            hei: Face::new("黑体", &["SimHei", "方正黑体_GBK", "思源黑体", "Noto Sans CJK SC"]),
            kai: Face::new(
                "楷体_GB2312",
                &["楷体", "KaiTi", "方正楷体_GBK", "霞鹜文楷", "LXGW WenKai", "AR PL UKai CN"],
            ),
            song: Face::new("宋体", &["SimSun", "方正书宋_GBK", "思源宋体", "Noto Serif CJK SC"]),
            latin: Face::new("Times New Roman", &["Liberation Serif", "Tinos"]),
        }
    }
}

impl Fonts {
    /// All of them.
    pub(super) fn all(&self) -> [&Face; 6] {
        [&self.title, &self.body, &self.hei, &self.kai, &self.song, &self.latin]
    }
}
