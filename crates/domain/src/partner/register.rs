//! What we keep of another installation.

use super::rules;
use crate::roles;
use kernel::access::Act;
use kernel::exchange::Partners;
use kernel::prelude::*;

/// Name of the register.
pub const PARTNERS: &str = "partner";
pub const NAME: Field<String> = Field::text("name", "对方名称").computed();
pub const CARD: Field<String> = Field::new("card", "对方的密钥卡", Kind::Long)
    .required()
    .once()
    .help("对方发来的几行文字，整段贴在这里；第一行是niangjia-card 1");
pub const SPOKEN: Field<String> = Field::text("spoken", "电话里念的指纹")
    .required()
    .once()
    .help("打对方单位公开的电话，请对方念出他们屏幕上的40位数字，照念的填；不要从密钥卡、邮件里抄");
pub const FINGERPRINT: Field<String> = Field::text("fingerprint", "指纹").computed();
pub const CONFIRMED_WITH: Field<String> =
    Field::text("confirmed_with", "和谁核对的").required().help("对方姓名、职务和电话");
pub const CONFIRMED_ON: Field<Date> = Field::day("confirmed_on", "核对日期").required();
/// Who vouches for it with a signature; only a file fills it.
pub const VOUCHED_BY: Field<Link> =
    Field::link("vouched_by", "由哪个上级担保", PARTNERS).computed();
pub const SUPERIOR: Field<bool> = Field::yes_no("superior", "是上级，认它的担保")
    .help("只给电话里核对过指纹的上级工会选“是”：它签字担保的系统，本系统凭担保文件就互认");
pub const ENDED_ON: Field<Date> = Field::day("ended_on", "停止互认日期")
    .help("从这一天起不再收发对方的文件；对方换密钥、密钥丢失时填");
pub const NOTE: Field<String> = Field::text("note", "备注");

/// The register of trusted installations: everybody's, kept by the county.
pub fn partners() -> Register {
    let mut register = Register::new(PARTNERS, "互认系统", "个")
        .about(
            "和本系统互发转会文件的别的系统，一个一条：对方的密钥卡、哪天和谁在电话里核对过指纹，或由哪个上级担保。",
        )
        .found(Place::More("shield-lock"))
        .section("对方", &[&NAME, &CARD])
        .section("核对指纹", &[&SPOKEN, &FINGERPRINT, &CONFIRMED_WITH, &CONFIRMED_ON])
        .section("担保", &[&VOUCHED_BY, &SUPERIOR])
        .section("停用", &[&ENDED_ON, &NOTE])
        .columns(&["name", "fingerprint", "confirmed_with", "confirmed_on", "ended_on"])
        .owned(Owner::Common)
        .labelled(&NAME)
        .life(&CONFIRMED_ON, &ENDED_ON)
        .standing("互认", "已停止")
        .unique(&[&FINGERPRINT], "这张密钥卡已经登记过")
        .sorts(&["confirmed_on", "name"])
        .prepare(rules::prepare)
        .partners(Partners {
            name: NAME.def.name,
            card: CARD.def.name,
            fingerprint: FINGERPRINT.def.name,
            spoken: SPOKEN.def.name,
            vouched_by: VOUCHED_BY.def.name,
            superior: SUPERIOR.def.name,
            with: CONFIRMED_WITH.def.name,
            on: CONFIRMED_ON.def.name,
        });
    let read = [Act::Read];
    register.permits = vec![
        may(&roles::COUNTY, &[Act::Read, Act::Write, Act::Void]),
        may(&roles::TOWNSHIP, &read),
        may(&roles::GRASSROOTS, &read),
        may(&roles::LEADER, &read),
    ];
    register
}
