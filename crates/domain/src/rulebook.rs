//! The rules in one list: id, what it says, where it comes from. The handbook and `list rules` show
//! it; the rule itself stands in its module's `rules.rs` under the same id.

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Stable id.
    pub id: &'static str,
    /// What it says.
    pub says: &'static str,
    /// Law, standard or our own.
    pub source: &'static str,
}

const fn rule(id: &'static str, says: &'static str, source: &'static str) -> Rule {
    Rule { id, says, source }
}

/// All rules.
pub const ALL: [Rule; 34] = [
    rule("R-UNI-01", "工会名称写批复上的全称，不写届次", "工会名称惯例"),
    rule("R-UNI-02", "工会的统一社会信用代码是它自己的，不是所在单位的", "GB 32100-2015"),
    rule("R-UNI-03", "工会的联系电话能打通：号码位数和号段正确", "电信号码规则"),
    rule("R-UNI-04", "建会、登记、撤销日期不早于有工会的年代，不晚于一年以后", "本系统"),
    rule("R-EMP-01", "单位的统一社会信用代码是单位自己的，不是工会的", "GB 32100-2015"),
    rule("R-EMP-02", "女职工、农民工人数不多于职工人数", "本系统"),
    rule("R-EMP-03", "单位的联系电话号码位数和号段正确", "电信号码规则"),
    rule("R-COV-01", "覆盖起始日期不晚于一年以后", "本系统"),
    rule("R-PER-01", "姓名按证件填写，间隔号统一", "GB 18030-2022"),
    rule("R-PER-02", "证件号码符合其证件的规则，且已满16周岁", "GB 11643-1999、劳动法第十五条"),
    rule("R-PER-03", "性别、出生日期与身份证号一致", "GB 11643-1999"),
    rule("R-PER-04", "证件号码看不出年龄的，按所填出生日期已满16周岁", "劳动法第十五条"),
    rule("R-PER-05", "移动电话号码位数和号段正确", "电信号码规则"),
    rule("R-MEM-01", "入会日期是基层工会委员会批准的日期，不晚于一年以后", "中国工会章程"),
    rule("R-MEM-02", "离会要同时写明日期和方式", "工会会员会籍管理办法"),
    rule("R-MEM-03", "“因犯罪被开除会籍”只用于除名", "中国工会章程"),
    rule("R-TRM-01", "字典项的代码由小写字母、数字和下划线组成", "本系统"),
    rule("R-ACT-01", "活动的结束日期不早于开始日期，开始日期不晚于一年以后", "本系统"),
    rule("R-ACT-02", "活动明细至少写明数量或金额", "本系统"),
    rule("R-AWD-01", "授予日期不晚于一年以后", "本系统"),
    rule("R-AWD-02", "荣誉失效要写明日期", "本系统"),
    rule("R-AWD-03", "没有达标的评定不写星级", "本系统"),
    rule("R-TGT-01", "目标的完成期限不早于开始日期", "本系统"),
    rule("R-TGT-02", "目标的完成期限离开始日期不超过5年", "本系统"),
    rule("R-TGT-03", "目标值是数字，单位同指标", "本系统"),
    rule("R-PAP-01", "批复有发文字号", "党政机关公文处理工作条例第九条"),
    rule("R-PAP-02", "批复的成文日期不早于所答复的请示", "本系统"),
    rule("R-PAP-03", "成文日期和字号在同一年", "党政机关公文处理工作条例第九条"),
    rule(
        "R-PAP-04",
        "发出的公文写明成文日期和签发人",
        "党政机关公文处理工作条例第九条、第二十二条",
    ),
    rule("R-PAP-05", "作废字号要写明原因，作废的号留着、不再用", "本系统"),
    rule("R-PAP-06", "请示一般只主送一个机关", "党政机关公文处理工作条例第十五条"),
    rule("R-PAP-07", "公文发出以后文字不变，写错了的作废字号另发", "本系统"),
    rule("R-PAP-08", "代字只写年份前面的几个字", "党政机关公文处理工作条例第九条"),
    rule("R-PAP-09", "收文日期不早于来文日期", "本系统"),
];
