//! Three administrators, kept apart (GB/T 22239-2019 8.1.5): the system administrator makes
//! accounts, the security administrator gives rights, the audit administrator reads the journal.
//! Nobody holds two of these duties, and none of them does business.

use super::{Ctx, Result, Sql, Store, StoreError, Tx, UserRow, insert_grants, lock};
use kernel::access::{Duty, Grant};

/// Duties that exclude every other.
fn apart(duty: Duty) -> bool {
    duty != Duty::Business
}

const fn title(duty: Duty) -> &'static str {
    match duty {
        Duty::Business => "业务人员",
        Duty::System => "系统管理员",
        Duty::Security => "安全管理员",
        Duty::Audit => "审计管理员",
        Duty::Own => "本人",
    }
}

/// Whether these duties may be held by one person.
pub fn separate(duties: &[Duty]) -> Result<()> {
    let Some(admin) = duties.iter().copied().find(|duty| apart(*duty)) else { return Ok(()) };
    match duties.iter().copied().find(|duty| *duty != admin) {
        None => Ok(()),
        Some(other) => {
            let say = format!(
                "{}不能同时是{}：系统、安全、审计三员分设，也不办业务。权限没有改；请给两个人各建账号",
                title(admin),
                title(other)
            );
            Err(StoreError::refuse("grants", say))
        }
    }
}

impl Store {
    fn has_duty(&self, ctx: &Ctx, duty: Duty) -> bool {
        ctx.all || ctx.grants.iter().any(|grant| self.duty(grant) == Some(duty))
    }

    fn duty(&self, grant: &Grant) -> Option<Duty> {
        self.catalog().role(&grant.role).map(|role| role.duty)
    }

    /// Makes accounts, resets passwords, changes settings, makes backups.
    pub fn may_manage_users(&self, ctx: &Ctx) -> bool {
        self.has_duty(ctx, Duty::System)
    }

    /// Gives and takes rights, resets second factors.
    pub fn may_grant(&self, ctx: &Ctx) -> bool {
        self.has_duty(ctx, Duty::Security)
    }

    /// Reads the whole journal.
    pub fn may_audit(&self, ctx: &Ctx) -> bool {
        self.has_duty(ctx, Duty::Audit)
    }

    /// Administrators sign in with a second factor.
    pub fn totp_needed(&self, user: &UserRow) -> bool {
        user.grants.iter().filter_map(|grant| self.duty(grant)).any(apart)
    }

    /// Whether this person does business with records: such grants and no administrator's duty.
    pub fn does_business(&self, grant: &Grant) -> bool {
        self.duty(grant) == Some(Duty::Business)
    }

    pub(crate) fn manages_users(&self, ctx: &Ctx) -> Result<()> {
        if self.may_manage_users(ctx) {
            return Ok(());
        }
        Err(StoreError::refuse(
            "",
            "账号、设置和备份由系统管理员管。没有做任何改动；请联系系统管理员",
        ))
    }

    pub(crate) fn grants_rights(&self, ctx: &Ctx) -> Result<()> {
        if self.may_grant(ctx) {
            return Ok(());
        }
        Err(StoreError::refuse("", "权限由安全管理员管。没有做任何改动；请联系安全管理员"))
    }

    pub(crate) fn check_grants(&self, tx: &mut Tx, grants: &[Grant]) -> Result<()> {
        let tree = self.tree(tx)?;
        let mut duties = Vec::new();
        for grant in grants {
            let Some(role) = self.catalog().role(&grant.role) else {
                let known: Vec<&str> = self.catalog().roles.iter().map(|role| role.title).collect();
                let say = format!("没有角色“{}”，现有：{}", grant.role, known.join("、"));
                return Err(StoreError::refuse("grants", say));
            };
            if role.duty == Duty::Own {
                let say = format!("“{}”不是授给账号的角色，没有做任何改动", role.title);
                return Err(StoreError::refuse("grants", say));
            }
            if grant.union != 0 && tree.node(grant.union).is_none() {
                return Err(StoreError::refuse("grants", "没有找到授权的单位，请重新选择"));
            }
            if apart(role.duty) && grant.union != 0 && grant.union != tree.root() {
                let say = format!("{}管整套系统，不按单位授权，请不选单位", role.title);
                return Err(StoreError::refuse("grants", say));
            }
            duties.push(role.duty);
        }
        separate(&duties)
    }

    /// 县总工会经办（某镇总工会）, for the journal.
    pub(crate) fn grants_in_words(&self, tx: &mut Tx, grants: &[Grant]) -> Result<String> {
        let tree = self.tree(tx)?;
        let word = |grant: &Grant| {
            let role = self.catalog().role(&grant.role).map_or(grant.role.as_str(), |r| r.title);
            let at = if grant.union == 0 { "全部" } else { tree.title(grant.union) };
            format!("{role}（{at}）")
        };
        let words: Vec<String> = grants.iter().map(word).collect();
        Ok(if words.is_empty() { "无权限".to_owned() } else { words.join("、") })
    }

    /// Replaces the rights of an account. They hold from its next request on.
    pub fn set_grants(&self, ctx: &Ctx, id: i64, grants: &[Grant]) -> Result<()> {
        self.grants_rights(ctx)?;
        if id == ctx.user_id {
            return Err(StoreError::refuse("grants", "不能改自己的权限，请另一位安全管理员来做"));
        }
        let mut wanted = grants.to_vec();
        wanted.sort_by(|a, b| (&a.role, a.union).cmp(&(&b.role, b.union)));
        wanted.dedup();
        self.db.write(|tx| {
            self.check_grants(tx, &wanted)?;
            let user = lock(tx, id)?;
            tx.exec(&Sql::new("DELETE FROM user_grant WHERE user_id = ").bind(id))?;
            insert_grants(tx, id, &wanted)?;
            let before = self.grants_in_words(tx, &user.grants)?;
            let after = self.grants_in_words(tx, &wanted)?;
            let reason = format!("{}：{before} → {after}", user.name);
            self.about_user(tx, ctx, "授权", id, &reason)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_holds_one_duty_and_does_no_business() {
        use Duty::*;
        for fine in [&[][..], &[Business, Business], &[System], &[Audit, Audit], &[Security]] {
            assert!(separate(fine).is_ok(), "{fine:?}");
        }
        for wrong in [[System, Business], [Business, Audit], [System, Security], [Security, Audit]]
        {
            let say = separate(&wrong).unwrap_err().to_string();
            assert!(say.contains("三员分设"), "{say}");
        }
    }
}
