//! Who there is. Three administrators, kept apart, who do no business; and the people who work with
//! records, each inside their part of the tree.

use kernel::access::{Act, Duty, Permit, Role, may};

/// 系统管理员: users, configuration, backup.
pub const SYSADMIN: Role = Role { code: "sysadmin", title: "系统管理员", duty: Duty::System };
/// 安全管理员: roles and rights.
pub const SECADMIN: Role =
    Role { code: "secadmin", title: "安全管理员", duty: Duty::Security };
/// 审计管理员: reads the journal.
pub const AUDITOR: Role = Role { code: "auditor", title: "审计管理员", duty: Duty::Audit };
/// 县级工会干部.
pub const COUNTY: Role = business("county", "县级工会干部");
/// 乡镇街道（片区）工会干部.
pub const TOWNSHIP: Role = business("township", "乡镇街道（片区）工会干部");
/// 基层工会干部.
pub const GRASSROOTS: Role = business("grassroots", "基层工会干部");
/// 领导: reads, and takes figures and lists along.
pub const LEADER: Role = business("leader", "领导（只读）");

/// 会员本人, on the phone: what concerns themselves, and nothing else.
pub const MEMBER: Role = Role { code: "member", title: "会员本人", duty: Duty::Own };

/// All roles.
pub const ALL: [Role; 8] =
    [SYSADMIN, SECADMIN, AUDITOR, COUNTY, TOWNSHIP, GRASSROOTS, LEADER, MEMBER];

const fn business(code: &'static str, title: &'static str) -> Role {
    Role { code, title, duty: Duty::Business }
}

/// The permission sentences of every register; only what a grassroots cadre may do differs.
pub fn permits(grassroots: &[Act]) -> Vec<Permit> {
    let town = [Act::Read, Act::Write, Act::Void, Act::Import, Act::Export, Act::Reveal];
    vec![
        may(&COUNTY, &Act::ALL),
        may(&TOWNSHIP, &town),
        may(&GRASSROOTS, grassroots),
        may(&LEADER, &[Act::Read, Act::Export]),
    ]
}
