//! The program's own tables: journal, users, jobs, settings.

use crate::db::dialect::Type;
use crate::schema::{Column, Index, Schema, Table, col, need};

fn table(name: &str, key: &[&str], columns: Vec<Column>) -> Table {
    let key = key.iter().map(|part| (*part).to_owned()).collect();
    Table { name: name.to_owned(), columns, key }
}

fn index(table: &str, columns: &[&str], unique: bool) -> Index {
    Index {
        name: format!("{table}_{}", columns.join("_")),
        table: table.to_owned(),
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        unique,
        living: false,
    }
}

/// Tables that no register declares.
pub fn schema() -> Schema {
    let mut tables = journal_tables();
    tables.extend(user_tables());
    tables.extend(member_tables());
    tables.extend(work_tables());
    tables.extend(desk_tables());
    tables.extend(tally_tables());
    tables.extend(attachment_tables());
    tables.extend(outbox_tables());
    Schema {
        tables,
        indexes: vec![
            index("journal", &["chain", "position"], true),
            index("journal", &["job"], false),
            index("journal", &["at"], false),
            index("journal", &["register", "record"], false),
            index("journal_item", &["seq"], false),
            index("person_scope", &["person_id", "union_id"], false),
            index("app_user", &["login"], true),
            index("user_grant", &["user_id"], false),
            index("session", &["user_id"], false),
            index("member_account", &["phone_index"], false),
            index("member_account", &["person_id"], false),
            index("member_session", &["account_id"], false),
            index("job", &["state"], false),
            index("saved_view", &["user_id", "register"], false),
            index("notice", &["user_id", "seen_at", "at"], false),
            index("report", &["public_id"], true),
            index("report", &["last_day"], false),
            index("journal", &["user_id", "at"], false),
            index("outbox", &["state", "next_at"], false),
            index("outbox", &["at"], false),
            index("copied", &["register", "record"], false),
            index("attachment", &["public_id"], true),
            index("attachment", &["register", "record"], false),
        ],
    }
}

fn journal_tables() -> Vec<Table> {
    vec![
        table("meta", &["name"], vec![need("name", Type::Text), col("value", Type::Text)]),
        table("counter", &["name"], vec![need("name", Type::Text), need("next", Type::Int)]),
        table(
            "chain",
            &["number"],
            vec![
                need("number", Type::Int),
                need("union_id", Type::Int),
                need("seq", Type::Int),
                need("at", Type::Int),
                col("hash", Type::Bytes),
            ],
        ),
        table(
            "journal",
            &["seq"],
            vec![
                need("seq", Type::Int),
                need("chain", Type::Int),
                need("position", Type::Int),
                need("at", Type::Int),
                need("user_id", Type::Int),
                need("user_name", Type::Text),
                need("act", Type::Text),
                need("register", Type::Text),
                need("record", Type::Int),
                need("origin", Type::Text),
                need("reason", Type::Text),
                need("job", Type::Int),
                need("items", Type::Int),
                need("items_hash", Type::Bytes),
                need("prev", Type::Bytes),
                need("hash", Type::Bytes),
            ],
        ),
        table(
            "journal_item",
            &["register", "record", "version"],
            vec![
                need("register", Type::Text),
                need("record", Type::Int),
                need("version", Type::Int),
                need("seq", Type::Int),
                need("digest", Type::Bytes),
            ],
        ),
        table(
            "person_scope",
            &["source", "source_id", "person_id"],
            vec![
                need("source", Type::Text),
                need("source_id", Type::Int),
                need("person_id", Type::Int),
                need("union_id", Type::Int),
                need("until_day", Type::Text),
            ],
        ),
    ]
}

fn user_tables() -> Vec<Table> {
    vec![
        table(
            "app_user",
            &["id"],
            vec![
                need("id", Type::Int),
                need("login", Type::Text),
                need("name", Type::Text),
                need("password", Type::Text),
                need("must_change", Type::Int),
                need("changed_at", Type::Int),
                col("totp", Type::Bytes),
                need("totp_on", Type::Int),
                need("totp_step", Type::Int),
                need("disabled", Type::Int),
                need("created_at", Type::Int),
                need("old_passwords", Type::Text),
                need("theme", Type::Text),
                col("email", Type::Bytes),
            ],
        ),
        table(
            "user_grant",
            &["user_id", "role", "union_id"],
            vec![need("user_id", Type::Int), need("role", Type::Text), need("union_id", Type::Int)],
        ),
        table(
            "sign_in_failure",
            &["name"],
            vec![
                need("name", Type::Text),
                need("times", Type::Text),
                need("locked_until", Type::Int),
            ],
        ),
        table(
            "session",
            &["token"],
            vec![
                need("token", Type::Text),
                need("user_id", Type::Int),
                need("csrf", Type::Text),
                need("created_at", Type::Int),
                need("seen_at", Type::Int),
                need("address", Type::Text),
                need("agent", Type::Text),
                need("second_factor", Type::Int),
            ],
        ),
    ]
}

/// People who see what is about themselves, on their own phone.
fn member_tables() -> Vec<Table> {
    vec![
        table(
            "member_account",
            &["id"],
            vec![
                need("id", Type::Int),
                need("person_id", Type::Int),
                need("phone_index", Type::Text),
                col("phone", Type::Bytes),
                need("pin", Type::Text),
                need("pin_until", Type::Int),
                need("disabled", Type::Int),
                need("large", Type::Int),
                need("waits_in", Type::Text),
                need("waits_for", Type::Int),
                need("created_at", Type::Int),
            ],
        ),
        table(
            "member_code",
            &["phone"],
            vec![
                need("phone", Type::Text),
                need("code", Type::Text),
                need("until", Type::Int),
                need("tries", Type::Int),
                need("sent_at", Type::Int),
                need("day_from", Type::Int),
                need("sent", Type::Int),
            ],
        ),
        table(
            "member_session",
            &["token"],
            vec![
                need("token", Type::Text),
                need("account_id", Type::Int),
                need("csrf", Type::Text),
                need("created_at", Type::Int),
                need("seen_at", Type::Int),
                need("address", Type::Text),
                need("agent", Type::Text),
            ],
        ),
    ]
}

fn work_tables() -> Vec<Table> {
    vec![
        table(
            "job",
            &["id"],
            vec![
                need("id", Type::Int),
                need("kind", Type::Text),
                need("state", Type::Text),
                need("user_id", Type::Int),
                need("user_name", Type::Text),
                need("union_id", Type::Int),
                need("created_at", Type::Int),
                need("updated_at", Type::Int),
                need("done", Type::Int),
                need("total", Type::Int),
                need("say", Type::Text),
                need("detail", Type::Text),
            ],
        ),
        table(
            "import_row",
            &["job_id", "number"],
            vec![
                need("job_id", Type::Int),
                need("number", Type::Int),
                need("class", Type::Text),
                need("answer", Type::Text),
                need("data", Type::Bytes),
            ],
        ),
        table(
            "mapping",
            &["sheet", "title"],
            vec![need("sheet", Type::Text), need("title", Type::Text), need("code", Type::Text)],
        ),
    ]
}

fn report_table() -> Table {
    table(
        "report",
        &["id"],
        vec![
            need("id", Type::Int),
            need("public_id", Type::Text),
            need("title", Type::Text),
            need("template", Type::Text),
            need("template_version", Type::Int),
            need("union_id", Type::Int),
            need("first_day", Type::Text),
            need("last_day", Type::Text),
            need("text", Type::Text),
            need("state", Type::Text),
            need("version", Type::Int),
            need("made_by", Type::Text),
            need("made_at", Type::Int),
            need("checked_by", Type::Text),
            need("checked_at", Type::Int),
            need("finished_by", Type::Text),
            need("finished_at", Type::Int),
            col("body", Type::Bytes),
            col("digest", Type::Bytes),
        ],
    )
}

fn desk_tables() -> Vec<Table> {
    vec![
        table(
            "saved_view",
            &["id"],
            vec![
                need("id", Type::Int),
                need("user_id", Type::Int),
                need("register", Type::Text),
                need("title", Type::Text),
                need("query", Type::Text),
            ],
        ),
        table(
            "draft",
            &["user_id", "place"],
            vec![
                need("user_id", Type::Int),
                need("place", Type::Text),
                need("title", Type::Text),
                need("at", Type::Int),
                need("data", Type::Bytes),
            ],
        ),
        table(
            "holiday",
            &["day"],
            vec![need("day", Type::Text), need("kind", Type::Text), need("name", Type::Text)],
        ),
        table(
            "setting",
            &["name", "from_day"],
            vec![need("name", Type::Text), need("from_day", Type::Text), need("value", Type::Text)],
        ),
        table(
            "template",
            &["code", "version"],
            vec![
                need("code", Type::Text),
                need("version", Type::Int),
                need("title", Type::Text),
                need("about", Type::Text),
                need("text", Type::Text),
                need("period", Type::Text),
                need("own", Type::Int),
                need("retired", Type::Int),
                need("author", Type::Text),
                need("made_at", Type::Int),
            ],
        ),
        report_table(),
        notice_table(),
        copied_table(),
        table(
            "indicator_version",
            &["code", "version"],
            vec![
                need("code", Type::Text),
                need("version", Type::Int),
                need("from_day", Type::Text),
                need("definition", Type::Text),
                need("own", Type::Int),
                need("retired", Type::Int),
                need("author", Type::Text),
                need("made_at", Type::Int),
                need("reason", Type::Text),
            ],
        ),
    ]
}

/// What people are told inside the program.
fn notice_table() -> Table {
    table(
        "notice",
        &["user_id", "about"],
        vec![
            need("user_id", Type::Int),
            need("about", Type::Text),
            need("at", Type::Int),
            need("seen_at", Type::Int),
            need("title", Type::Text),
            need("register", Type::Text),
            need("record", Type::Int),
        ],
    )
}

/// To whose knowledge a matter was given.
fn copied_table() -> Table {
    table(
        "copied",
        &["user_id", "register", "record"],
        vec![
            need("user_id", Type::Int),
            need("register", Type::Text),
            need("record", Type::Int),
            need("at", Type::Int),
            need("by_name", Type::Text),
        ],
    )
}

/// Ways out of the house, and what is to go there.
fn outbox_tables() -> Vec<Table> {
    vec![
        table(
            "channel",
            &["id"],
            vec![
                need("id", Type::Int),
                need("kind", Type::Text),
                need("title", Type::Text),
                need("shown", Type::Text),
                need("sealed", Type::Bytes),
                need("events", Type::Text),
                need("disabled", Type::Int),
                need("rest_until", Type::Int),
                need("made_by", Type::Text),
                need("made_at", Type::Int),
            ],
        ),
        table(
            "outbox",
            &["message"],
            vec![
                need("message", Type::Text),
                need("channel", Type::Int),
                need("user_id", Type::Int),
                need("at", Type::Int),
                need("next_at", Type::Int),
                need("tries", Type::Int),
                need("state", Type::Text),
                need("done_at", Type::Int),
                need("said", Type::Text),
                need("body", Type::Text),
            ],
        ),
    ]
}

/// Sums kept beside the rows; all of it can be counted anew from them.
fn tally_tables() -> Vec<Table> {
    let numbers = |names: &[&str]| names.iter().map(|name| need(name, Type::Int)).collect();
    vec![
        table(
            "tally_combo",
            &["id"],
            vec![need("id", Type::Int), need("source", Type::Int), need("value", Type::Text)],
        ),
        table(
            "tally_inbox",
            &["seq", "number"],
            numbers(&[
                "seq", "number", "source", "province", "city", "county", "town", "day", "combo",
                "n", "sum1", "sum2", "sum3",
            ]),
        ),
        table(
            "tally_event",
            &["source", "town", "day", "combo", "county", "city", "province"],
            numbers(&[
                "source", "town", "day", "combo", "county", "city", "province", "n", "sum1",
                "sum2", "sum3",
            ]),
        ),
        table(
            "tally_cell",
            &["family", "node", "bucket", "combo"],
            numbers(&["family", "node", "bucket", "combo", "n", "sum1", "sum2", "sum3"]),
        ),
    ]
}

/// Photos and papers of records, in versions like the records themselves; the contents are files.
fn attachment_tables() -> Vec<Table> {
    let versioned = || {
        vec![
            need("id", Type::Int),
            need("version", Type::Int),
            need("made_seq", Type::Int),
            need("voided", Type::Int),
            need("void_reason", Type::Text),
            need("register", Type::Text),
            need("record", Type::Int),
            need("kind", Type::Text),
            need("title", Type::Text),
            need("media", Type::Text),
            need("bytes", Type::Int),
            need("digest", Type::Bytes),
            need("width", Type::Int),
            need("height", Type::Int),
        ]
    };
    let (mut now, mut before) = (versioned(), versioned());
    now.extend([
        need("public_id", Type::Text),
        need("small", Type::Int),
        need("added_by", Type::Text),
        need("added_at", Type::Int),
    ]);
    before.push(need("ended_seq", Type::Int));
    vec![table("attachment", &["id"], now), table("attachment_history", &["id", "version"], before)]
}
