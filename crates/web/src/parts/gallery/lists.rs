//! The register, to-dos, import, empty states, a record.

use maud::{Markup, html};

use crate::parts::*;

const LIST: &str = "#list";

/// The head of the register.
pub(super) fn head() -> Markup {
    page_head(&PageHead {
        title: "会员台账".into(),
        crumbs: vec![Crumb::to("云溪县总工会", "?u=u0"), Crumb::here("云溪经开区总工会")],
        count: "8,426人".into(),
        acts: html! {
            (Btn::link("导入Excel", "/members/import").icon("file-import"))
            (Btn::link("导出", "/members/export").icon("file-export"))
            (Btn::link("登记会员", "/members/new").icon("user-plus").pri())
        },
        ..PageHead::default()
    })
}

fn columns() -> Vec<Col> {
    vec![
        Col::new("", "姓名"),
        Col::new("card", "会员证号"),
        Col::new("unit", "所在工会"),
        Col::new("work", "工种"),
        Col::new("phone", "手机"),
        Col::new("idno", "身份证").hide_m(),
        Col::new("joined", "入会日期").hide_m().sort(Link::swap("?sort=joined", LIST), Some(true)),
        Col::new("marks", "标记"),
        Col::new("state", "状态").end(),
    ]
}

type Person<'a> =
    (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str, &'a str, &'a [(&'a str, Tone)]);

fn person(p: &Person) -> Row {
    let (name, card, unit, work, phone, idno, joined, marks) = *p;
    let phone = if phone.is_empty() {
        Cell::Link("补手机号".into(), Link::to("#"), Tone::Bad)
    } else {
        Cell::Keep(phone.into())
    };
    let state = if joined.ends_with("04") {
        Cell::Note("转出中".into(), Tone::Warn)
    } else {
        Cell::Note("在会".into(), Tone::Plain)
    };
    let cells = vec![
        Cell::Name(name.into()),
        Cell::Soft(card.into()),
        Cell::Cut(unit.into()),
        Cell::Text(work.into()),
        phone,
        Cell::Mask(format!("尾号{idno}")),
        Cell::Date(joined.into()),
        Cell::Tags(marks.iter().map(|(text, tone)| ((*text).to_owned(), *tone)).collect()),
        state,
    ];
    let mut row = Row::new(card, name, format!("/members/{card}"), cells);
    row.selected = ["018842", "018841", "018829"].contains(&card);
    row.menu = Some(more_menu(
        &format!("{name}的更多操作"),
        true,
        html! {
            (menu_link("eye", "看记录", "#"))
            (menu_open("arrows-exchange", "转会", "ask"))
        },
    ));
    row
}

fn people() -> Vec<Row> {
    let gig = [("新就业", Tone::Act), ("外省", Tone::Plain)];
    let (new, model) = ([("新", Tone::Act)], [("技能标兵", Tone::Ok)]);
    let (poor, gap) = ([("困难", Tone::Warn)], [("待补", Tone::Bad)]);
    let all: [Person; 9] = [
        ("吴小满", "018842", "恒达纺织工会", "挡车工", "138****6621", "2316", "2026-06-16", &new),
        ("孙明月", "018841", "恒达纺织工会", "质检员", "159****0387", "4428", "2026-06-16", &[]),
        (
            "马德胜",
            "018836",
            "快递物流行业工会联合会",
            "货车司机",
            "186****7754",
            "0935",
            "2026-06-15",
            &gig,
        ),
        (
            "韩雪",
            "018835",
            "快递物流行业工会联合会",
            "快递员",
            "177****1290",
            "6602",
            "2026-06-15",
            &gig,
        ),
        (
            "罗志军",
            "018829",
            "明远汽配工会",
            "数控车工",
            "135****8846",
            "1173",
            "2026-06-12",
            &model,
        ),
        ("柳小芹", "018827", "鑫和食品工会", "包装工", "151****3308", "5524", "2026-06-11", &poor),
        ("邓永强", "018825", "园区小微企业联合工会", "叉车工", "", "7719", "2026-06-11", &gap),
        ("苏晓芸", "018820", "鑫和食品工会", "化验员", "188****4571", "8846", "2026-06-09", &[]),
        ("蒋文斌", "018806", "明远汽配工会", "装配工", "152****6613", "9910", "2026-06-04", &[]),
    ];
    all.iter().map(person).collect()
}

fn bulk() -> Bulk {
    Bulk {
        action: "/members/bulk".into(),
        csrf: "token".into(),
        total: 312,
        unit: "人".into(),
        keep: vec![("view".into(), "new".into())],
        acts: vec![
            Btn::send("转会", "act", "move").icon("arrows-exchange"),
            Btn::send("加标记", "act", "mark").icon("tag"),
            Btn::send("发会员证", "act", "card").icon("id-badge-2"),
            Btn::send("导出所选", "act", "export").icon("file-export"),
        ],
    }
}

fn filters() -> Toolbar {
    let chip = |field: &str, value: &str| Chip::new(field, value, Link::swap("?", LIST));
    let mut trade = chip("行业", "制造业");
    trade.values.push("物流".into());
    Toolbar {
        find: Some(FindBox {
            id: "find".into(),
            name: "find".into(),
            placeholder: "姓名、手机尾号、证号".into(),
            link: Link::swap("/members", LIST),
            ..FindBox::default()
        }),
        chips: vec![chip("入会时间", "2026年"), trade, chip("状态", "在会")],
        clear: Some(Link::swap("?", LIST)),
        add: Some(ChipAdd {
            id: "cond".into(),
            link: Link::swap("/members", LIST),
            fields: vec![Opt::new("birth", "出生年月"), Opt::new("work", "工种")],
            ops: vec![Opt::new("is", "是"), Opt::new("from", "从…起")],
            reload: "/members/cond".into(),
            ..ChipAdd::default()
        }),
        right: html! { (column_menu("members", &columns())) (density_menu("members")) },
    }
}

/// The register: views, filters, table, pager.
pub(super) fn register() -> Markup {
    let view = |text: &str, n, current| Tab::new(text, "?view", current).count(n);
    let views = [
        view("全部", 8426, false),
        view("今年新入会", 312, true),
        view("新就业形态", 1032, false),
        view("资料待补", 147, false),
        view("困难职工", 63, false),
    ];
    let rows = TableView {
        id: "members".into(),
        caption: "今年新入会的会员，按入会日期从新到旧".into(),
        columns: columns(),
        rows: people(),
        bulk: Some(bulk()),
        ..TableView::default()
    };
    let pages = Pager {
        shown: "本页25人，共312人".into(),
        range: "入会日期 06-16 至 05-21".into(),
        prev: None,
        next: Some(Link::swap("?after=018806", LIST)),
        per_page: Some(PerPage {
            link: Link::swap("/members", LIST),
            name: "size".into(),
            sizes: vec![25, 50, 100],
            size: 25,
            ..PerPage::default()
        }),
    };
    let save = html! { (Btn::opens("存为视图", "ask").icon("bookmark").quiet().sm()) };
    let body = html! { (toolbar(&filters())) (table(&rows)) (pager("members", &pages)) };
    tab_panel("list", "会员列表", &tabs("存好的视图", &views), &save, &body)
}

/// To-dos with their clocks.
pub(super) fn todo() -> Markup {
    let line = |kind: &str, tone, title: &str, sub: &str, clock_of: Clock| {
        list_line(&Line {
            lead: tag(kind, tone),
            title: title.into(),
            link: Some(Link::to("#")),
            sub: sub.into(),
            tail: clock(&clock_of),
        })
    };
    let term = |days, past, due, words: &str, date: &str| Clock {
        days,
        past,
        due,
        words: words.into(),
        date: date.into(),
    };
    let body = list(html! {
        (list_group("已超期", 1, Tone::Bad))
        (line("维权", Tone::Bad, "丰源建材拖欠工资调解，23人", "白塔镇总工会 · 调解期限15日",
            term(5, 5, Due::Late, "超2个自然日", "6月15日")))
        (list_group("今天到期", 1, Tone::Warn))
        (line("建会", Tone::Act, "宏泰轴承有限公司建会申请：核对材料", "云溪经开区总工会 · 周建平提交",
            term(5, 4, Due::Soon, "今天24时前", "6月17日")))
        (list_group("以后", 2, Tone::Plain))
        (line("建会", Tone::Act, "华锦针织有限公司建会申请：出具批复", "云溪经开区总工会 · 职工86人",
            term(5, 2, Due::Running, "剩3个工作日", "6月22日")))
        (line("帮扶", Tone::Ok, "何春燕困难职工档案：半年复核", "鑫和食品工会 · 相对困难",
            term(5, 1, Due::Running, "剩4个工作日", "6月23日")))
    });
    let kinds = [
        Tab::new("待我办理", "#", true).red(12),
        Tab::new("我发起的", "#", false).count(5),
        Tab::new("已办", "#", false),
    ];
    tab_panel(
        "todo",
        "待办",
        &tabs("待办分类", &kinds),
        &html! { span.small.muted.hide-m { "按到期先后" } },
        &body,
    )
}

/// Import: steps, shares, a running job.
pub(super) fn import_steps() -> Markup {
    let list = [
        Step::new("选文件", "会员名册0615.xlsx"),
        Step::new("对列名", "9列"),
        Step::new("查问题", "35行要处理"),
        Step::new("写入台账", ""),
    ];
    let parts = [
        Share::new("可导入", 451, Tone::Ok).link("#"),
        Share::new("有错", 23, Tone::Bad).link("#"),
        Share::new("疑似重复", 12, Tone::Warn).link("#"),
    ];
    let job = Progress {
        id: "job".into(),
        label: "正在写入".into(),
        done: 302,
        total: 451,
        unit: "人".into(),
        eta: "约剩12秒".into(),
        remark: "可以离开本页，写完会在铃铛里告诉您。".into(),
        ..Progress::default()
    };
    panel(&Panel {
        title: "导入会员".into(),
        body: pad(html! { div.stack {
            (steps(&list, 2)) div { (stacked_bar("行", &parts)) } (progress(&job))
        } }),
        ..Panel::default()
    })
}

/// Nothing found, and loading.
pub(super) fn states() -> Markup {
    let none = Empty {
        title: "没有同时符合这2个条件的会员".into(),
        text: "去掉“行业：采矿业”后有14人。".into(),
        acts: vec![Btn::link("去掉“行业：采矿业”", "#"), Btn::link("清空条件", "#").quiet()],
        ..Empty::default()
    };
    html! {
        (panel(&Panel { title: "条件太窄，没找到".into(), body: empty_state(&none), ..Panel::default() }))
        (panel(&Panel {
            title: "正在取数".into(),
            body: loading("会员列表", &["姓名", "会员证号", "所在工会", "入会日期"], 3),
            ..Panel::default()
        }))
    }
}

/// Goals with their pace.
pub(super) fn goals() -> Markup {
    let one = |name: &str, (now, aim): (&str, &str), done, (words, tone): (&str, Tone)| {
        goal(&Goal {
            name: name.into(),
            href: Link::to("#"),
            now: now.into(),
            figure: Some(Link::to("#")),
            aim: aim.into(),
            done,
            pace: Some(460),
            words: words.into(),
            tone,
        })
    };
    panel(&Panel {
        title: "我的目标".into(),
        right: html! { span.small.muted { "竖线 = 今天应到进度" } },
        body: pad(html! {
            (one("新建基层工会", ("41", "80家"), 512, ("快4家", Tone::Act)))
            (one("25人以上企业新建会", ("24", "66家"), 363, ("慢6家", Tone::Warn)))
            (one("星级工会复评", ("484", "484家"), 1_000, ("已完成", Tone::Ok)))
        }),
        ..Panel::default()
    })
}

/// A masked account.
pub(super) fn secret() -> Masked {
    Masked {
        id: "bank".into(),
        what: "银行账户".into(),
        mask: "信用社 ****7702".into(),
        href: "/help/386/bank".into(),
        ask: "why".into(),
        csrf: "token".into(),
        ..Masked::default()
    }
}

/// Facts, clock and what happened.
pub(super) fn record() -> Markup {
    let term = Clock { days: 5, past: 2, words: "剩3个工作日".into(), ..Clock::default() };
    let days: Vec<String> = ["15日", "16日", "今天", "18日", "22日"].map(String::from).into();
    let shown = Masked {
        id: "idno".into(),
        what: "身份证号".into(),
        mask: "**************5524".into(),
        full: Some("110101199003075524".into()),
        ..Masked::default()
    };
    let remark = html! { "端午19日至21日不计 · " a href="#" { "怎么算的" } };
    let edit = html! { a href="#" { "修改" } };
    let happened = pad(timeline(&events()));
    let facts = [
        Fact::new("身份证号", masked(&shown)),
        Fact::new("银行账户", masked(&secret())),
        Fact::new("职工人数", "86人，其中女职工61人"),
        Fact::new("地址", ""),
    ];
    html! {
        (panel(&Panel {
            title: "办理时限".into(),
            body: pad(big_clock(&term, "6月22日 周一到期", &days, &remark)),
            ..Panel::default()
        }))
        (panel(&Panel {
            id: "facts".into(),
            title: "本人".into(),
            right: edit,
            body: dl(&facts, true),
            ..Panel::default()
        }))
        (panel(&Panel {
            title: "经过".into(),
            count: Some(3),
            body: happened,
            ..Panel::default()
        }))
    }
}

fn events() -> Vec<Event> {
    let event = |who: &str, what: &str, when: &str, tone| Event {
        who: who.into(),
        what: html! { (what) },
        when: when.into(),
        tone,
        ..Event::default()
    };
    let mut said = event("李秀芳", "留言", "6月15日 9:40", Tone::Plain);
    said.say = "名册里2位重复填了，我这两天核实。".into();
    let mut back = event("周建平", "退回：名册缺入会志愿", "6月5日", Tone::Bad);
    back.sub = "补正1次".into();
    vec![event("陈晓岚", "核对了请示和单位信息", "6月15日 10:26", Tone::Act), said, back]
}
