//! Templates of the usual reports. They are a beginning: federations change them on a page.

use kernel::register::ReportTemplate;

/// All templates, in the order in which they are offered.
pub const ALL: [ReportTemplate; 6] = [
    ReportTemplate {
        code: "half_year",
        title: "半年工作汇报",
        about: "向上级工会报半年工作：基本情况、主要工作、问题和打算。",
        period: "half",
        text: include_str!("reports/half_year.txt"),
    },
    ReportTemplate {
        code: "annual",
        title: "年度工作总结",
        about: "全年工作总结，逐个写到下级单位，带各月走势图。",
        period: "year",
        text: include_str!("reports/annual.txt"),
    },
    ReportTemplate {
        code: "monthly",
        title: "月度工作简报",
        about: "一个月的新建、入会、离会和各地情况，一页左右。",
        period: "month",
        text: include_str!("reports/monthly.txt"),
    },
    ReportTemplate {
        code: "founding",
        title: "建会入会专项汇报",
        about: "建会入会行动的进展、各地排位和应建未建名单。",
        period: "year",
        text: include_str!("reports/founding.txt"),
    },
    ReportTemplate {
        code: "party_quarter",
        title: "向党委的季度报告",
        about: "每季度向同级党委报告工会工作和需要重视的问题。",
        period: "quarter",
        text: include_str!("reports/party_quarter.txt"),
    },
    ReportTemplate {
        code: "one_page",
        title: "领导一页纸",
        about: "领导要的几个数：现在多少，比年初怎样，哪里好、哪里差。",
        period: "year",
        text: include_str!("reports/one_page.txt"),
    },
];
