//! Empty workbooks, and the rows that were not taken as a workbook to correct.

use super::{case, may, sees_whole};
use crate::app::run;
use crate::fault::{Answer, Fault};
use crate::pages::export::file;
use crate::request::Asker;
use axum::body::Body;
use axum::extract::Path;
use office::import::{self as intake, ImportError};

/// `/import/template/{sheet}.xlsx`
pub async fn sheet(asker: Asker, Path(name): Path<String>) -> Answer {
    let code = name.strip_suffix(".xlsx").unwrap_or(&name);
    let sheet = asker.store().catalog().sheet(code).ok_or_else(Fault::not_found)?;
    may(&asker, sheet)?;
    let mut bytes = Vec::new();
    let columns = intake::offered(sheet, asker.at, &asker.tree);
    intake::template(sheet, &columns, std::io::Cursor::new(&mut bytes))
        .map_err(|error| Fault::broken(error.to_string()))?;
    Ok(file(&format!("{}.xlsx", sheet.title), false, Body::from(bytes)))
}

/// `/import/template/register/{register}.xlsx`
pub async fn register(asker: Asker, Path(name): Path<String>) -> Answer {
    let register = asker.register(name.strip_suffix(".xlsx").unwrap_or(&name))?;
    let mut bytes = Vec::new();
    let hidden = asker.store().hidden(&asker.ctx, register);
    intake::register_template(register, &hidden, std::io::Cursor::new(&mut bytes))
        .map_err(|error| Fault::broken(error.to_string()))?;
    Ok(file(&format!("{}台账.xlsx", register.title), false, Body::from(bytes)))
}

/// The rows that were not taken, as they stood in the file, with the reasons.
pub async fn rejects(asker: Asker, Path(id): Path<i64>) -> Answer {
    let case = case(&asker, id).await?;
    if !sees_whole(&asker, &case)? {
        let say = format!(
            "这个文件是{}传的，里面有证件号码。请传文件的人下载，没有导出。",
            case.job.user_name
        );
        return Err(Fault::forbidden(say));
    }
    let ctx = asker.ctx.clone();
    let bytes = run(&asker.app, move |store| {
        let mut bytes = Vec::new();
        intake::rejects(store, &ctx, id, std::io::Cursor::new(&mut bytes))?;
        Ok::<_, ImportError>(bytes)
    })
    .await?;
    let name = case.detail.file_name.rsplit_once('.').map_or("名册", |(stem, _)| stem);
    Ok(file(&format!("{name}-没导入的行.xlsx"), false, Body::from(bytes)))
}
