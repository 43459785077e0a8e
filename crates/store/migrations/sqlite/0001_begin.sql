CREATE TABLE "meta" (
  "name" TEXT NOT NULL DEFAULT '',
  "value" TEXT,
  PRIMARY KEY ("name")
) WITHOUT ROWID;
CREATE TABLE "counter" (
  "name" TEXT NOT NULL DEFAULT '',
  "next" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("name")
) WITHOUT ROWID;
CREATE TABLE "chain" (
  "number" INTEGER NOT NULL DEFAULT 0,
  "union_id" INTEGER NOT NULL DEFAULT 0,
  "seq" INTEGER NOT NULL DEFAULT 0,
  "at" INTEGER NOT NULL DEFAULT 0,
  "hash" BLOB,
  PRIMARY KEY ("number")
) WITHOUT ROWID;
CREATE TABLE "journal" (
  "seq" INTEGER NOT NULL DEFAULT 0,
  "chain" INTEGER NOT NULL DEFAULT 0,
  "position" INTEGER NOT NULL DEFAULT 0,
  "at" INTEGER NOT NULL DEFAULT 0,
  "user_id" INTEGER NOT NULL DEFAULT 0,
  "user_name" TEXT NOT NULL DEFAULT '',
  "act" TEXT NOT NULL DEFAULT '',
  "register" TEXT NOT NULL DEFAULT '',
  "record" INTEGER NOT NULL DEFAULT 0,
  "origin" TEXT NOT NULL DEFAULT '',
  "reason" TEXT NOT NULL DEFAULT '',
  "job" INTEGER NOT NULL DEFAULT 0,
  "items" INTEGER NOT NULL DEFAULT 0,
  "items_hash" BLOB NOT NULL,
  "prev" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  PRIMARY KEY ("seq")
) WITHOUT ROWID;
CREATE TABLE "journal_item" (
  "register" TEXT NOT NULL DEFAULT '',
  "record" INTEGER NOT NULL DEFAULT 0,
  "version" INTEGER NOT NULL DEFAULT 0,
  "seq" INTEGER NOT NULL DEFAULT 0,
  "digest" BLOB NOT NULL,
  PRIMARY KEY ("register", "record", "version")
) WITHOUT ROWID;
CREATE TABLE "person_scope" (
  "source" TEXT NOT NULL DEFAULT '',
  "source_id" INTEGER NOT NULL DEFAULT 0,
  "person_id" INTEGER NOT NULL DEFAULT 0,
  "union_id" INTEGER NOT NULL DEFAULT 0,
  "until_day" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("source", "source_id", "person_id")
) WITHOUT ROWID;
CREATE TABLE "app_user" (
  "id" INTEGER NOT NULL,
  "login" TEXT NOT NULL DEFAULT '',
  "name" TEXT NOT NULL DEFAULT '',
  "password" TEXT NOT NULL DEFAULT '',
  "must_change" INTEGER NOT NULL DEFAULT 0,
  "changed_at" INTEGER NOT NULL DEFAULT 0,
  "totp" BLOB,
  "totp_on" INTEGER NOT NULL DEFAULT 0,
  "totp_step" INTEGER NOT NULL DEFAULT 0,
  "disabled" INTEGER NOT NULL DEFAULT 0,
  "created_at" INTEGER NOT NULL DEFAULT 0,
  "old_passwords" TEXT NOT NULL DEFAULT '',
  "theme" TEXT NOT NULL DEFAULT '',
  "email" BLOB,
  PRIMARY KEY ("id")
);
CREATE TABLE "user_grant" (
  "user_id" INTEGER NOT NULL DEFAULT 0,
  "role" TEXT NOT NULL DEFAULT '',
  "union_id" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("user_id", "role", "union_id")
) WITHOUT ROWID;
CREATE TABLE "sign_in_failure" (
  "name" TEXT NOT NULL DEFAULT '',
  "times" TEXT NOT NULL DEFAULT '',
  "locked_until" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("name")
) WITHOUT ROWID;
CREATE TABLE "session" (
  "token" TEXT NOT NULL DEFAULT '',
  "user_id" INTEGER NOT NULL DEFAULT 0,
  "csrf" TEXT NOT NULL DEFAULT '',
  "created_at" INTEGER NOT NULL DEFAULT 0,
  "seen_at" INTEGER NOT NULL DEFAULT 0,
  "address" TEXT NOT NULL DEFAULT '',
  "agent" TEXT NOT NULL DEFAULT '',
  "second_factor" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("token")
) WITHOUT ROWID;
CREATE TABLE "member_account" (
  "id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL DEFAULT 0,
  "phone_index" TEXT NOT NULL DEFAULT '',
  "phone" BLOB,
  "pin" TEXT NOT NULL DEFAULT '',
  "pin_until" INTEGER NOT NULL DEFAULT 0,
  "disabled" INTEGER NOT NULL DEFAULT 0,
  "large" INTEGER NOT NULL DEFAULT 0,
  "waits_in" TEXT NOT NULL DEFAULT '',
  "waits_for" INTEGER NOT NULL DEFAULT 0,
  "created_at" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("id")
);
CREATE TABLE "member_code" (
  "phone" TEXT NOT NULL DEFAULT '',
  "code" TEXT NOT NULL DEFAULT '',
  "until" INTEGER NOT NULL DEFAULT 0,
  "tries" INTEGER NOT NULL DEFAULT 0,
  "sent_at" INTEGER NOT NULL DEFAULT 0,
  "day_from" INTEGER NOT NULL DEFAULT 0,
  "sent" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("phone")
) WITHOUT ROWID;
CREATE TABLE "member_session" (
  "token" TEXT NOT NULL DEFAULT '',
  "account_id" INTEGER NOT NULL DEFAULT 0,
  "csrf" TEXT NOT NULL DEFAULT '',
  "created_at" INTEGER NOT NULL DEFAULT 0,
  "seen_at" INTEGER NOT NULL DEFAULT 0,
  "address" TEXT NOT NULL DEFAULT '',
  "agent" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("token")
) WITHOUT ROWID;
CREATE TABLE "job" (
  "id" INTEGER NOT NULL,
  "kind" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "user_id" INTEGER NOT NULL DEFAULT 0,
  "user_name" TEXT NOT NULL DEFAULT '',
  "union_id" INTEGER NOT NULL DEFAULT 0,
  "created_at" INTEGER NOT NULL DEFAULT 0,
  "updated_at" INTEGER NOT NULL DEFAULT 0,
  "done" INTEGER NOT NULL DEFAULT 0,
  "total" INTEGER NOT NULL DEFAULT 0,
  "say" TEXT NOT NULL DEFAULT '',
  "detail" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("id")
);
CREATE TABLE "import_row" (
  "job_id" INTEGER NOT NULL DEFAULT 0,
  "number" INTEGER NOT NULL DEFAULT 0,
  "class" TEXT NOT NULL DEFAULT '',
  "answer" TEXT NOT NULL DEFAULT '',
  "data" BLOB NOT NULL,
  PRIMARY KEY ("job_id", "number")
) WITHOUT ROWID;
CREATE TABLE "mapping" (
  "sheet" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "code" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("sheet", "title")
) WITHOUT ROWID;
CREATE TABLE "saved_view" (
  "id" INTEGER NOT NULL,
  "user_id" INTEGER NOT NULL DEFAULT 0,
  "register" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "query" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("id")
);
CREATE TABLE "draft" (
  "user_id" INTEGER NOT NULL DEFAULT 0,
  "place" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "at" INTEGER NOT NULL DEFAULT 0,
  "data" BLOB NOT NULL,
  PRIMARY KEY ("user_id", "place")
) WITHOUT ROWID;
CREATE TABLE "holiday" (
  "day" TEXT NOT NULL DEFAULT '',
  "kind" TEXT NOT NULL DEFAULT '',
  "name" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("day")
) WITHOUT ROWID;
CREATE TABLE "setting" (
  "name" TEXT NOT NULL DEFAULT '',
  "from_day" TEXT NOT NULL DEFAULT '',
  "value" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("name", "from_day")
) WITHOUT ROWID;
CREATE TABLE "template" (
  "code" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "title" TEXT NOT NULL DEFAULT '',
  "about" TEXT NOT NULL DEFAULT '',
  "text" TEXT NOT NULL DEFAULT '',
  "period" TEXT NOT NULL DEFAULT '',
  "own" INTEGER NOT NULL DEFAULT 0,
  "retired" INTEGER NOT NULL DEFAULT 0,
  "author" TEXT NOT NULL DEFAULT '',
  "made_at" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("code", "version")
) WITHOUT ROWID;
CREATE TABLE "report" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "template" TEXT NOT NULL DEFAULT '',
  "template_version" INTEGER NOT NULL DEFAULT 0,
  "union_id" INTEGER NOT NULL DEFAULT 0,
  "first_day" TEXT NOT NULL DEFAULT '',
  "last_day" TEXT NOT NULL DEFAULT '',
  "text" TEXT NOT NULL DEFAULT '',
  "state" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_by" TEXT NOT NULL DEFAULT '',
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "checked_by" TEXT NOT NULL DEFAULT '',
  "checked_at" INTEGER NOT NULL DEFAULT 0,
  "finished_by" TEXT NOT NULL DEFAULT '',
  "finished_at" INTEGER NOT NULL DEFAULT 0,
  "body" BLOB,
  "digest" BLOB,
  PRIMARY KEY ("id")
);
CREATE TABLE "notice" (
  "user_id" INTEGER NOT NULL DEFAULT 0,
  "about" TEXT NOT NULL DEFAULT '',
  "at" INTEGER NOT NULL DEFAULT 0,
  "seen_at" INTEGER NOT NULL DEFAULT 0,
  "title" TEXT NOT NULL DEFAULT '',
  "register" TEXT NOT NULL DEFAULT '',
  "record" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("user_id", "about")
) WITHOUT ROWID;
CREATE TABLE "copied" (
  "user_id" INTEGER NOT NULL DEFAULT 0,
  "register" TEXT NOT NULL DEFAULT '',
  "record" INTEGER NOT NULL DEFAULT 0,
  "at" INTEGER NOT NULL DEFAULT 0,
  "by_name" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("user_id", "register", "record")
) WITHOUT ROWID;
CREATE TABLE "indicator_version" (
  "code" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "from_day" TEXT NOT NULL DEFAULT '',
  "definition" TEXT NOT NULL DEFAULT '',
  "own" INTEGER NOT NULL DEFAULT 0,
  "retired" INTEGER NOT NULL DEFAULT 0,
  "author" TEXT NOT NULL DEFAULT '',
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "reason" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("code", "version")
) WITHOUT ROWID;
CREATE TABLE "tally_combo" (
  "id" INTEGER NOT NULL,
  "source" INTEGER NOT NULL DEFAULT 0,
  "value" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("id")
);
CREATE TABLE "tally_inbox" (
  "seq" INTEGER NOT NULL DEFAULT 0,
  "number" INTEGER NOT NULL DEFAULT 0,
  "source" INTEGER NOT NULL DEFAULT 0,
  "province" INTEGER NOT NULL DEFAULT 0,
  "city" INTEGER NOT NULL DEFAULT 0,
  "county" INTEGER NOT NULL DEFAULT 0,
  "town" INTEGER NOT NULL DEFAULT 0,
  "day" INTEGER NOT NULL DEFAULT 0,
  "combo" INTEGER NOT NULL DEFAULT 0,
  "n" INTEGER NOT NULL DEFAULT 0,
  "sum1" INTEGER NOT NULL DEFAULT 0,
  "sum2" INTEGER NOT NULL DEFAULT 0,
  "sum3" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("seq", "number")
) WITHOUT ROWID;
CREATE TABLE "tally_event" (
  "source" INTEGER NOT NULL DEFAULT 0,
  "town" INTEGER NOT NULL DEFAULT 0,
  "day" INTEGER NOT NULL DEFAULT 0,
  "combo" INTEGER NOT NULL DEFAULT 0,
  "county" INTEGER NOT NULL DEFAULT 0,
  "city" INTEGER NOT NULL DEFAULT 0,
  "province" INTEGER NOT NULL DEFAULT 0,
  "n" INTEGER NOT NULL DEFAULT 0,
  "sum1" INTEGER NOT NULL DEFAULT 0,
  "sum2" INTEGER NOT NULL DEFAULT 0,
  "sum3" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("source", "town", "day", "combo", "county", "city", "province")
) WITHOUT ROWID;
CREATE TABLE "tally_cell" (
  "family" INTEGER NOT NULL DEFAULT 0,
  "node" INTEGER NOT NULL DEFAULT 0,
  "bucket" INTEGER NOT NULL DEFAULT 0,
  "combo" INTEGER NOT NULL DEFAULT 0,
  "n" INTEGER NOT NULL DEFAULT 0,
  "sum1" INTEGER NOT NULL DEFAULT 0,
  "sum2" INTEGER NOT NULL DEFAULT 0,
  "sum3" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("family", "node", "bucket", "combo")
) WITHOUT ROWID;
CREATE TABLE "attachment" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT NOT NULL DEFAULT '',
  "register" TEXT NOT NULL DEFAULT '',
  "record" INTEGER NOT NULL DEFAULT 0,
  "kind" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "media" TEXT NOT NULL DEFAULT '',
  "bytes" INTEGER NOT NULL DEFAULT 0,
  "digest" BLOB NOT NULL,
  "width" INTEGER NOT NULL DEFAULT 0,
  "height" INTEGER NOT NULL DEFAULT 0,
  "public_id" TEXT NOT NULL DEFAULT '',
  "small" INTEGER NOT NULL DEFAULT 0,
  "added_by" TEXT NOT NULL DEFAULT '',
  "added_at" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("id")
);
CREATE TABLE "attachment_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT NOT NULL DEFAULT '',
  "register" TEXT NOT NULL DEFAULT '',
  "record" INTEGER NOT NULL DEFAULT 0,
  "kind" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "media" TEXT NOT NULL DEFAULT '',
  "bytes" INTEGER NOT NULL DEFAULT 0,
  "digest" BLOB NOT NULL,
  "width" INTEGER NOT NULL DEFAULT 0,
  "height" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "channel" (
  "id" INTEGER NOT NULL,
  "kind" TEXT NOT NULL DEFAULT '',
  "title" TEXT NOT NULL DEFAULT '',
  "shown" TEXT NOT NULL DEFAULT '',
  "sealed" BLOB NOT NULL,
  "events" TEXT NOT NULL DEFAULT '',
  "disabled" INTEGER NOT NULL DEFAULT 0,
  "rest_until" INTEGER NOT NULL DEFAULT 0,
  "made_by" TEXT NOT NULL DEFAULT '',
  "made_at" INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY ("id")
);
CREATE TABLE "outbox" (
  "message" TEXT NOT NULL DEFAULT '',
  "channel" INTEGER NOT NULL DEFAULT 0,
  "user_id" INTEGER NOT NULL DEFAULT 0,
  "at" INTEGER NOT NULL DEFAULT 0,
  "next_at" INTEGER NOT NULL DEFAULT 0,
  "tries" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT NOT NULL DEFAULT '',
  "done_at" INTEGER NOT NULL DEFAULT 0,
  "said" TEXT NOT NULL DEFAULT '',
  "body" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("message")
) WITHOUT ROWID;
CREATE TABLE "union" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "name" TEXT,
  "kind" TEXT,
  "parent" INTEGER,
  "trade" TEXT,
  "name_key" TEXT,
  "pinyin" TEXT,
  "initials" TEXT,
  "founded_on" TEXT,
  "closed_on" TEXT,
  "close_reason" TEXT,
  "code" TEXT,
  "legal" TEXT,
  "legal_on" TEXT,
  "head" TEXT,
  "phone" BLOB,
  "phone_idx" BLOB,
  "phone_tail" BLOB,
  "address" TEXT,
  "members_declared" INTEGER,
  "declared_on" TEXT,
  "note" TEXT,
  "local_values" JSON,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "union_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "trade" TEXT,
  "name_key" TEXT,
  "pinyin" TEXT,
  "initials" TEXT,
  "founded_on" TEXT,
  "closed_on" TEXT,
  "close_reason" TEXT,
  "code" TEXT,
  "legal_on" TEXT,
  "phone" BLOB,
  "address" TEXT,
  "members_declared" INTEGER,
  "declared_on" TEXT,
  "note" TEXT,
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "union_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "kind" TEXT,
  "parent" INTEGER,
  "legal" TEXT,
  "head" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "union_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "kind" TEXT,
  "parent" INTEGER,
  "legal" TEXT,
  "head" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "employer" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "name" TEXT,
  "code" TEXT,
  "name_key" TEXT,
  "pinyin" TEXT,
  "initials" TEXT,
  "seat" INTEGER,
  "address" TEXT,
  "division" TEXT,
  "grid" TEXT,
  "industry" TEXT,
  "nature" TEXT,
  "economy" TEXT,
  "size_class" TEXT,
  "state" TEXT,
  "employees" INTEGER,
  "women" INTEGER,
  "migrants" INTEGER,
  "survey" TEXT,
  "survey_reason" TEXT,
  "contact" TEXT,
  "phone" BLOB,
  "phone_idx" BLOB,
  "phone_tail" BLOB,
  "listed_on" TEXT,
  "delisted_on" TEXT,
  "note" TEXT,
  "local_values" JSON,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "employer_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "code" TEXT,
  "name_key" TEXT,
  "pinyin" TEXT,
  "initials" TEXT,
  "seat" INTEGER,
  "address" TEXT,
  "division" TEXT,
  "grid" TEXT,
  "industry" TEXT,
  "nature" TEXT,
  "economy" TEXT,
  "contact" TEXT,
  "phone" BLOB,
  "listed_on" TEXT,
  "delisted_on" TEXT,
  "note" TEXT,
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "employer_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "size_class" TEXT,
  "state" TEXT,
  "employees" INTEGER,
  "women" INTEGER,
  "migrants" INTEGER,
  "survey" TEXT,
  "survey_reason" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "employer_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "size_class" TEXT,
  "state" TEXT,
  "employees" INTEGER,
  "women" INTEGER,
  "migrants" INTEGER,
  "survey" TEXT,
  "survey_reason" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "coverage" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "union" INTEGER,
  "employer" INTEGER,
  "from_on" TEXT,
  "until_on" TEXT,
  "note" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "employer_name" TEXT,
  "employer_pinyin" TEXT,
  "employer_initials" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "coverage_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "union" INTEGER,
  "employer" INTEGER,
  "from_on" TEXT,
  "until_on" TEXT,
  "note" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "person" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "paper_kind" TEXT,
  "paper_no" BLOB,
  "paper_no_idx" BLOB,
  "paper_no_tail" BLOB,
  "name" TEXT,
  "sex" TEXT,
  "birth_on" TEXT,
  "pinyin" TEXT,
  "initials" TEXT,
  "phone" BLOB,
  "phone_idx" BLOB,
  "phone_tail" BLOB,
  "has_phone" INTEGER,
  "address" BLOB,
  "ethnicity" TEXT,
  "education" TEXT,
  "political" TEXT,
  "skill" TEXT,
  "household" TEXT,
  "household_place" TEXT,
  "native_place" TEXT,
  "employment" TEXT,
  "employ_form" TEXT,
  "migrant" INTEGER,
  "dispatch" INTEGER,
  "nef" TEXT,
  "job" TEXT,
  "check_state" TEXT,
  "merged_into" INTEGER,
  "local_values" JSON,
  "now_from" TEXT,
  "now_until" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "person_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "paper_kind" TEXT,
  "paper_no" BLOB,
  "name" TEXT,
  "sex" TEXT,
  "birth_on" TEXT,
  "pinyin" TEXT,
  "initials" TEXT,
  "phone" BLOB,
  "has_phone" INTEGER,
  "address" BLOB,
  "ethnicity" TEXT,
  "education" TEXT,
  "political" TEXT,
  "skill" TEXT,
  "household" TEXT,
  "household_place" TEXT,
  "native_place" TEXT,
  "job" TEXT,
  "check_state" TEXT,
  "merged_into" INTEGER,
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "person_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "employment" TEXT,
  "employ_form" TEXT,
  "migrant" INTEGER,
  "dispatch" INTEGER,
  "nef" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "person_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "employment" TEXT,
  "employ_form" TEXT,
  "migrant" INTEGER,
  "dispatch" INTEGER,
  "nef" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "membership" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "person" INTEGER,
  "union" INTEGER,
  "employer" INTEGER,
  "number" TEXT,
  "group" TEXT,
  "joined_on" TEXT,
  "entry" TEXT,
  "status" TEXT,
  "reason" TEXT,
  "left_on" TEXT,
  "exit" TEXT,
  "note" TEXT,
  "local_values" JSON,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  "person_name" TEXT,
  "person_pinyin" TEXT,
  "person_initials" TEXT,
  "person_sex" TEXT,
  "person_birth_on" TEXT,
  "person_migrant" INTEGER,
  "person_nef" TEXT,
  "person_employment" TEXT,
  "person_employ_form" TEXT,
  "person_ethnicity" TEXT,
  "person_education" TEXT,
  "person_check_state" TEXT,
  "person_has_phone" INTEGER,
  "person_now_from" TEXT,
  "person_now_until" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "membership_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "person" INTEGER,
  "union" INTEGER,
  "employer" INTEGER,
  "number" TEXT,
  "group" TEXT,
  "joined_on" TEXT,
  "entry" TEXT,
  "reason" TEXT,
  "left_on" TEXT,
  "exit" TEXT,
  "note" TEXT,
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "membership_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "status" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "membership_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "status" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "term" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "list" TEXT,
  "name" TEXT,
  "code" TEXT,
  "name_key" TEXT,
  "pinyin" TEXT,
  "initials" TEXT,
  "place" INTEGER,
  "from_on" TEXT,
  "until_on" TEXT,
  "note" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "term_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "list" TEXT,
  "name" TEXT,
  "code" TEXT,
  "name_key" TEXT,
  "pinyin" TEXT,
  "initials" TEXT,
  "place" INTEGER,
  "from_on" TEXT,
  "until_on" TEXT,
  "note" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "activity" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "name" TEXT,
  "kind" INTEGER,
  "union" INTEGER,
  "name_key" TEXT,
  "pinyin" TEXT,
  "initials" TEXT,
  "held_from" TEXT,
  "held_until" TEXT,
  "site" TEXT,
  "course" INTEGER,
  "campaign" INTEGER,
  "audience" INTEGER,
  "level" TEXT,
  "mode" TEXT,
  "edition" INTEGER,
  "partners" TEXT,
  "note" TEXT,
  "local_values" JSON,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  PRIMARY KEY ("id")
);
CREATE TABLE "activity_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "kind" INTEGER,
  "union" INTEGER,
  "name_key" TEXT,
  "pinyin" TEXT,
  "initials" TEXT,
  "held_from" TEXT,
  "held_until" TEXT,
  "site" TEXT,
  "course" INTEGER,
  "campaign" INTEGER,
  "audience" INTEGER,
  "level" TEXT,
  "mode" TEXT,
  "edition" INTEGER,
  "partners" TEXT,
  "note" TEXT,
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "activity_person" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "activity" INTEGER,
  "person" INTEGER,
  "part" TEXT,
  "union" INTEGER,
  "intent" INTEGER,
  "employed" INTEGER,
  "certificate" INTEGER,
  "result" TEXT,
  "note" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "activity_name" TEXT,
  "activity_held_from" TEXT,
  "person_name" TEXT,
  "person_pinyin" TEXT,
  "person_initials" TEXT,
  "person_sex" TEXT,
  "person_migrant" INTEGER,
  "person_now_from" TEXT,
  "person_now_until" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "activity_person_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "activity" INTEGER,
  "person" INTEGER,
  "part" TEXT,
  "union" INTEGER,
  "intent" INTEGER,
  "employed" INTEGER,
  "certificate" INTEGER,
  "result" TEXT,
  "note" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "activity_line" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "activity" INTEGER,
  "item" INTEGER,
  "quantity" INTEGER,
  "amount" INTEGER,
  "measure" TEXT,
  "note" TEXT,
  "union" INTEGER,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "activity_name" TEXT,
  "activity_held_from" TEXT,
  "item_name" TEXT,
  "item_list" TEXT,
  "item_code" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "activity_line_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "activity" INTEGER,
  "item" INTEGER,
  "quantity" INTEGER,
  "amount" INTEGER,
  "measure" TEXT,
  "note" TEXT,
  "union" INTEGER,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "award" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "title" INTEGER,
  "level" TEXT,
  "star" INTEGER,
  "outcome" TEXT,
  "union" INTEGER,
  "person" INTEGER,
  "employer" INTEGER,
  "awarded_on" TEXT,
  "until_on" TEXT,
  "end" TEXT,
  "body" TEXT,
  "document" TEXT,
  "note" TEXT,
  "local_values" JSON,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "title_name" TEXT,
  "title_list" TEXT,
  "title_code" TEXT,
  "person_name" TEXT,
  "person_pinyin" TEXT,
  "person_initials" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "award_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "title" INTEGER,
  "level" TEXT,
  "star" INTEGER,
  "outcome" TEXT,
  "union" INTEGER,
  "person" INTEGER,
  "employer" INTEGER,
  "awarded_on" TEXT,
  "until_on" TEXT,
  "end" TEXT,
  "body" TEXT,
  "document" TEXT,
  "note" TEXT,
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "target" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "name" TEXT,
  "indicator" TEXT,
  "measured" TEXT,
  "value" TEXT,
  "at_most" INTEGER,
  "begin_on" TEXT,
  "due_on" TEXT,
  "union" INTEGER,
  "team" TEXT,
  "leader" TEXT,
  "responsible" TEXT,
  "part_of" INTEGER,
  "document" TEXT,
  "note" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  PRIMARY KEY ("id")
);
CREATE TABLE "target_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "indicator" TEXT,
  "measured" TEXT,
  "value" TEXT,
  "at_most" INTEGER,
  "begin_on" TEXT,
  "due_on" TEXT,
  "union" INTEGER,
  "team" TEXT,
  "leader" TEXT,
  "responsible" TEXT,
  "part_of" INTEGER,
  "document" TEXT,
  "note" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "paper_series" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "name" TEXT,
  "organ" INTEGER,
  "kind" TEXT,
  "word" TEXT,
  "year" INTEGER,
  "begin" INTEGER,
  "note" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  PRIMARY KEY ("id")
);
CREATE TABLE "paper_series_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "organ" INTEGER,
  "kind" TEXT,
  "word" TEXT,
  "year" INTEGER,
  "begin" INTEGER,
  "note" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "paper_out" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "organ" INTEGER,
  "organ_name" TEXT,
  "kind" TEXT,
  "title" TEXT,
  "main_to" TEXT,
  "body" TEXT,
  "copies" TEXT,
  "without" INTEGER,
  "written" TEXT,
  "word" TEXT,
  "year" INTEGER,
  "number" INTEGER,
  "place" TEXT,
  "state" TEXT,
  "void_for" TEXT,
  "signed_on" TEXT,
  "signer" TEXT,
  "contact" TEXT,
  "printed_by" TEXT,
  "printed_on" TEXT,
  "answers_title" TEXT,
  "answers_number" TEXT,
  "answers_on" TEXT,
  "note" TEXT,
  "about_register" TEXT,
  "about_key" TEXT,
  "text" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "paper_out_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "organ" INTEGER,
  "organ_name" TEXT,
  "kind" TEXT,
  "title" TEXT,
  "main_to" TEXT,
  "body" TEXT,
  "copies" TEXT,
  "without" INTEGER,
  "written" TEXT,
  "word" TEXT,
  "year" INTEGER,
  "number" INTEGER,
  "place" TEXT,
  "void_for" TEXT,
  "signed_on" TEXT,
  "signer" TEXT,
  "contact" TEXT,
  "printed_by" TEXT,
  "printed_on" TEXT,
  "answers_title" TEXT,
  "answers_number" TEXT,
  "answers_on" TEXT,
  "note" TEXT,
  "about_register" TEXT,
  "about_key" TEXT,
  "text" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "paper_out_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "paper_out_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "paper_in" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "organ" INTEGER,
  "sender" TEXT,
  "kind" TEXT,
  "title" TEXT,
  "number" TEXT,
  "dated_on" TEXT,
  "received_on" TEXT,
  "state" TEXT,
  "handler" TEXT,
  "due_on" TEXT,
  "result" TEXT,
  "note" TEXT,
  "about_register" TEXT,
  "about_key" TEXT,
  "signer" TEXT,
  "text" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "paper_in_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "organ" INTEGER,
  "sender" TEXT,
  "kind" TEXT,
  "title" TEXT,
  "number" TEXT,
  "dated_on" TEXT,
  "received_on" TEXT,
  "handler" TEXT,
  "due_on" TEXT,
  "result" TEXT,
  "note" TEXT,
  "about_register" TEXT,
  "about_key" TEXT,
  "signer" TEXT,
  "text" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "paper_in_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "paper_in_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "paper_form" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "name" TEXT,
  "union" INTEGER,
  "letter" TEXT,
  "note" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  PRIMARY KEY ("id")
);
CREATE TABLE "paper_form_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "union" INTEGER,
  "letter" TEXT,
  "note" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "cadre" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "name" TEXT,
  "union" INTEGER,
  "post" TEXT,
  "engagement" TEXT,
  "way" TEXT,
  "from_on" TEXT,
  "term_ends_on" TEXT,
  "until_on" TEXT,
  "party_post" TEXT,
  "phone" BLOB,
  "phone_idx" BLOB,
  "phone_tail" BLOB,
  "note" TEXT,
  "local_values" JSON,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  PRIMARY KEY ("id")
);
CREATE TABLE "cadre_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "union" INTEGER,
  "post" TEXT,
  "engagement" TEXT,
  "way" TEXT,
  "from_on" TEXT,
  "term_ends_on" TEXT,
  "until_on" TEXT,
  "party_post" TEXT,
  "phone" BLOB,
  "note" TEXT,
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "founding" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "name" TEXT,
  "form" TEXT,
  "parent" INTEGER,
  "simple" INTEGER,
  "line" INTEGER,
  "guide" TEXT,
  "opened_on" TEXT,
  "contact" TEXT,
  "phone" BLOB,
  "phone_idx" BLOB,
  "phone_tail" BLOB,
  "note" TEXT,
  "prep_no" TEXT,
  "prep_asked_on" TEXT,
  "prep_on" TEXT,
  "prep_union" INTEGER,
  "prep_paper" INTEGER,
  "prep_reply_paper" INTEGER,
  "seats" INTEGER,
  "term_years" INTEGER,
  "congress_on" TEXT,
  "congress_no" TEXT,
  "congress_asked_on" TEXT,
  "congress_reply_on" TEXT,
  "congress_paper" INTEGER,
  "congress_reply_paper" INTEGER,
  "elected_on" TEXT,
  "entitled" INTEGER,
  "present" INTEGER,
  "issued" INTEGER,
  "turned_in" INTEGER,
  "valid" INTEGER,
  "request_no" TEXT,
  "request_on" TEXT,
  "reply_on" TEXT,
  "unveiled_on" TEXT,
  "union" INTEGER,
  "report_paper" INTEGER,
  "request_paper" INTEGER,
  "reply_paper" INTEGER,
  "closed_on" TEXT,
  "state" TEXT,
  "due_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  "local_values" JSON,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "founding_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "form" TEXT,
  "parent" INTEGER,
  "simple" INTEGER,
  "line" INTEGER,
  "guide" TEXT,
  "opened_on" TEXT,
  "contact" TEXT,
  "phone" BLOB,
  "note" TEXT,
  "prep_no" TEXT,
  "prep_asked_on" TEXT,
  "prep_on" TEXT,
  "prep_union" INTEGER,
  "prep_paper" INTEGER,
  "prep_reply_paper" INTEGER,
  "seats" INTEGER,
  "term_years" INTEGER,
  "congress_on" TEXT,
  "congress_no" TEXT,
  "congress_asked_on" TEXT,
  "congress_reply_on" TEXT,
  "congress_paper" INTEGER,
  "congress_reply_paper" INTEGER,
  "elected_on" TEXT,
  "entitled" INTEGER,
  "present" INTEGER,
  "issued" INTEGER,
  "turned_in" INTEGER,
  "valid" INTEGER,
  "request_no" TEXT,
  "request_on" TEXT,
  "reply_on" TEXT,
  "unveiled_on" TEXT,
  "union" INTEGER,
  "report_paper" INTEGER,
  "request_paper" INTEGER,
  "reply_paper" INTEGER,
  "closed_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "founding_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "founding_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "founding_unit" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "founding" INTEGER,
  "employer" INTEGER,
  "consented" INTEGER,
  "note" TEXT,
  "parent" INTEGER,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "employer_name" TEXT,
  "employer_pinyin" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "founding_unit_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "founding" INTEGER,
  "employer" INTEGER,
  "consented" INTEGER,
  "note" TEXT,
  "parent" INTEGER,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "founding_body" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "founding" INTEGER,
  "body" INTEGER,
  "note" TEXT,
  "parent" INTEGER,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  PRIMARY KEY ("id")
);
CREATE TABLE "founding_body_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "founding" INTEGER,
  "body" INTEGER,
  "note" TEXT,
  "parent" INTEGER,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "founding_person" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "founding" INTEGER,
  "name" TEXT,
  "sex" TEXT,
  "work" TEXT,
  "serves" TEXT,
  "post" TEXT,
  "relative" INTEGER,
  "manager" INTEGER,
  "votes" INTEGER,
  "elected" INTEGER,
  "note" TEXT,
  "parent" INTEGER,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  PRIMARY KEY ("id")
);
CREATE TABLE "founding_person_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "founding" INTEGER,
  "name" TEXT,
  "sex" TEXT,
  "work" TEXT,
  "serves" TEXT,
  "post" TEXT,
  "relative" INTEGER,
  "manager" INTEGER,
  "votes" INTEGER,
  "elected" INTEGER,
  "note" TEXT,
  "parent" INTEGER,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "joining" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "person" INTEGER,
  "union" INTEGER,
  "founding" INTEGER,
  "employer" INTEGER,
  "channel" TEXT,
  "applied_on" TEXT,
  "own_hand" INTEGER,
  "statement" TEXT,
  "note" TEXT,
  "decided_on" TEXT,
  "number" TEXT,
  "form_number" TEXT,
  "membership" INTEGER,
  "closed_on" TEXT,
  "state" TEXT,
  "due_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  "person_name" TEXT,
  "person_pinyin" TEXT,
  "person_initials" TEXT,
  "person_sex" TEXT,
  "person_migrant" INTEGER,
  "person_has_phone" INTEGER,
  "person_now_from" TEXT,
  "person_now_until" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "joining_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "person" INTEGER,
  "union" INTEGER,
  "founding" INTEGER,
  "employer" INTEGER,
  "channel" TEXT,
  "applied_on" TEXT,
  "own_hand" INTEGER,
  "statement" TEXT,
  "note" TEXT,
  "decided_on" TEXT,
  "number" TEXT,
  "form_number" TEXT,
  "membership" INTEGER,
  "closed_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "joining_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "joining_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "card" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "membership" INTEGER,
  "person" INTEGER,
  "union" INTEGER,
  "asked_on" TEXT,
  "form_number" TEXT,
  "printed_on" TEXT,
  "sealed_on" TEXT,
  "handed_on" TEXT,
  "closed_on" TEXT,
  "state" TEXT,
  "due_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  "person_name" TEXT,
  "person_pinyin" TEXT,
  "person_initials" TEXT,
  "membership_number" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "card_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "membership" INTEGER,
  "person" INTEGER,
  "union" INTEGER,
  "asked_on" TEXT,
  "form_number" TEXT,
  "printed_on" TEXT,
  "sealed_on" TEXT,
  "handed_on" TEXT,
  "closed_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "card_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "card_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "matter" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "person" INTEGER,
  "union" INTEGER,
  "kind" TEXT,
  "words" TEXT,
  "asked_on" TEXT,
  "answer" TEXT,
  "closed_on" TEXT,
  "state" TEXT,
  "due_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  "person_name" TEXT,
  "person_pinyin" TEXT,
  "person_initials" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "matter_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "person" INTEGER,
  "union" INTEGER,
  "kind" TEXT,
  "words" TEXT,
  "asked_on" TEXT,
  "answer" TEXT,
  "closed_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "matter_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "matter_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "contact" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "person" INTEGER,
  "union" INTEGER,
  "phone" BLOB,
  "phone_idx" BLOB,
  "phone_tail" BLOB,
  "address" BLOB,
  "told_on" TEXT,
  "closed_on" TEXT,
  "state" TEXT,
  "due_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  "person_name" TEXT,
  "person_pinyin" TEXT,
  "person_initials" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "contact_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "person" INTEGER,
  "union" INTEGER,
  "phone" BLOB,
  "address" BLOB,
  "told_on" TEXT,
  "closed_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "contact_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "contact_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "partner" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "name" TEXT,
  "card" TEXT,
  "spoken" TEXT,
  "fingerprint" TEXT,
  "confirmed_with" TEXT,
  "confirmed_on" TEXT,
  "vouched_by" INTEGER,
  "superior" INTEGER,
  "ended_on" TEXT,
  "note" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "partner_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "card" TEXT,
  "spoken" TEXT,
  "fingerprint" TEXT,
  "confirmed_with" TEXT,
  "confirmed_on" TEXT,
  "vouched_by" INTEGER,
  "superior" INTEGER,
  "ended_on" TEXT,
  "note" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "transfer" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "membership" INTEGER,
  "person" INTEGER,
  "from" INTEGER,
  "from_name" TEXT,
  "joined_on" TEXT,
  "past" TEXT,
  "to" INTEGER,
  "employer" INTEGER,
  "to_name" TEXT,
  "partner" INTEGER,
  "cause" TEXT,
  "asked_on" TEXT,
  "asked_by" TEXT,
  "dues_until" TEXT,
  "note" TEXT,
  "held_on" TEXT,
  "new_membership" INTEGER,
  "letter" INTEGER,
  "desk" INTEGER,
  "status_before" TEXT,
  "file_id" TEXT,
  "closed_on" TEXT,
  "state" TEXT,
  "due_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  "person_name" TEXT,
  "person_pinyin" TEXT,
  "person_initials" TEXT,
  "person_sex" TEXT,
  "person_migrant" INTEGER,
  "person_now_from" TEXT,
  "person_now_until" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "transfer_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "membership" INTEGER,
  "person" INTEGER,
  "from" INTEGER,
  "from_name" TEXT,
  "joined_on" TEXT,
  "past" TEXT,
  "to" INTEGER,
  "employer" INTEGER,
  "to_name" TEXT,
  "partner" INTEGER,
  "cause" TEXT,
  "asked_on" TEXT,
  "asked_by" TEXT,
  "dues_until" TEXT,
  "note" TEXT,
  "held_on" TEXT,
  "new_membership" INTEGER,
  "letter" INTEGER,
  "desk" INTEGER,
  "status_before" TEXT,
  "file_id" TEXT,
  "closed_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "transfer_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "transfer_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "member_change" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "membership" INTEGER,
  "person" INTEGER,
  "union" INTEGER,
  "change" TEXT,
  "from_on" TEXT,
  "cause" TEXT,
  "decided_on" TEXT,
  "asked_on" TEXT,
  "closed_on" TEXT,
  "note" TEXT,
  "state" TEXT,
  "due_on" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  "now_from" TEXT,
  "now_until" TEXT,
  "person_name" TEXT,
  "person_pinyin" TEXT,
  "person_initials" TEXT,
  "person_sex" TEXT,
  "person_migrant" INTEGER,
  "person_now_from" TEXT,
  "person_now_until" TEXT,
  PRIMARY KEY ("id")
);
CREATE TABLE "member_change_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "membership" INTEGER,
  "person" INTEGER,
  "union" INTEGER,
  "change" TEXT,
  "from_on" TEXT,
  "cause" TEXT,
  "decided_on" TEXT,
  "asked_on" TEXT,
  "closed_on" TEXT,
  "note" TEXT,
  "clock_from" TEXT,
  "clock_days" INTEGER,
  "clock_left" INTEGER,
  "granted_days" INTEGER,
  "accepted_on" TEXT,
  "answered_on" TEXT,
  "taken_days" INTEGER,
  "in_time" INTEGER,
  "starter" INTEGER,
  "started_by" TEXT,
  "handler" INTEGER,
  "handled_by" TEXT,
  "offered_to" INTEGER,
  "returns" INTEGER,
  "returned_for" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE TABLE "member_change_span" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day")
) WITHOUT ROWID;
CREATE TABLE "member_change_span_history" (
  "id" INTEGER NOT NULL,
  "from_day" TEXT NOT NULL DEFAULT '',
  "until_day" TEXT NOT NULL DEFAULT '',
  "made_version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_version" INTEGER NOT NULL DEFAULT 0,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "state" TEXT,
  "due_on" TEXT,
  PRIMARY KEY ("id", "from_day", "made_version")
) WITHOUT ROWID;
CREATE TABLE "local_field" (
  "id" INTEGER NOT NULL,
  "public_id" TEXT NOT NULL DEFAULT '',
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "of_register" TEXT,
  "title" TEXT,
  "kind" TEXT,
  "options" TEXT,
  "measured" TEXT,
  "help" TEXT,
  "union" INTEGER,
  "begin_on" TEXT,
  "until_on" TEXT,
  "secret" INTEGER,
  "code" TEXT,
  "province_id" INTEGER,
  "city_id" INTEGER,
  "county_id" INTEGER,
  "town_id" INTEGER,
  "area_id" INTEGER,
  "union_id" INTEGER,
  PRIMARY KEY ("id")
);
CREATE TABLE "local_field_history" (
  "id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 0,
  "made_seq" INTEGER NOT NULL DEFAULT 0,
  "made_at" INTEGER NOT NULL DEFAULT 0,
  "voided" INTEGER NOT NULL DEFAULT 0,
  "void_reason" TEXT,
  "ended_seq" INTEGER NOT NULL DEFAULT 0,
  "ended_at" INTEGER NOT NULL DEFAULT 0,
  "of_register" TEXT,
  "title" TEXT,
  "kind" TEXT,
  "options" TEXT,
  "measured" TEXT,
  "help" TEXT,
  "union" INTEGER,
  "begin_on" TEXT,
  "until_on" TEXT,
  "secret" INTEGER,
  "code" TEXT,
  PRIMARY KEY ("id", "version")
) WITHOUT ROWID;
CREATE UNIQUE INDEX "journal_chain_position" ON "journal" ("chain", "position");
CREATE INDEX "journal_job" ON "journal" ("job");
CREATE INDEX "journal_at" ON "journal" ("at");
CREATE INDEX "journal_register_record" ON "journal" ("register", "record");
CREATE INDEX "journal_item_seq" ON "journal_item" ("seq");
CREATE INDEX "person_scope_person_id_union_id" ON "person_scope" ("person_id", "union_id");
CREATE UNIQUE INDEX "app_user_login" ON "app_user" ("login");
CREATE INDEX "user_grant_user_id" ON "user_grant" ("user_id");
CREATE INDEX "session_user_id" ON "session" ("user_id");
CREATE INDEX "member_account_phone_index" ON "member_account" ("phone_index");
CREATE INDEX "member_account_person_id" ON "member_account" ("person_id");
CREATE INDEX "member_session_account_id" ON "member_session" ("account_id");
CREATE INDEX "job_state" ON "job" ("state");
CREATE INDEX "saved_view_user_id_register" ON "saved_view" ("user_id", "register");
CREATE INDEX "notice_user_id_seen_at_at" ON "notice" ("user_id", "seen_at", "at");
CREATE UNIQUE INDEX "report_public_id" ON "report" ("public_id");
CREATE INDEX "report_last_day" ON "report" ("last_day");
CREATE INDEX "journal_user_id_at" ON "journal" ("user_id", "at");
CREATE INDEX "outbox_state_next_at" ON "outbox" ("state", "next_at");
CREATE INDEX "outbox_at" ON "outbox" ("at");
CREATE INDEX "copied_register_record" ON "copied" ("register", "record");
CREATE UNIQUE INDEX "attachment_public_id" ON "attachment" ("public_id");
CREATE INDEX "attachment_register_record" ON "attachment" ("register", "record");
CREATE UNIQUE INDEX "union_public" ON "union" ("public_id");
CREATE INDEX "union_phone_idx" ON "union" ("phone_idx") WHERE voided = 0;
CREATE INDEX "union_phone_tail" ON "union" ("phone_tail") WHERE voided = 0;
CREATE UNIQUE INDEX "union_one_code" ON "union" ("code") WHERE voided = 0;
CREATE INDEX "union_name_key" ON "union" ("name_key", "id") WHERE voided = 0;
CREATE INDEX "union_town_id_name_key" ON "union" ("town_id", "name_key", "id") WHERE voided = 0;
CREATE INDEX "union_pinyin" ON "union" ("pinyin", "id") WHERE voided = 0;
CREATE INDEX "union_town_id_pinyin" ON "union" ("town_id", "pinyin", "id") WHERE voided = 0;
CREATE INDEX "union_initials" ON "union" ("initials", "id") WHERE voided = 0;
CREATE INDEX "union_town_id_initials" ON "union" ("town_id", "initials", "id") WHERE voided = 0;
CREATE INDEX "union_kind" ON "union" ("kind", "id") WHERE voided = 0;
CREATE INDEX "union_town_id_kind" ON "union" ("town_id", "kind", "id") WHERE voided = 0;
CREATE INDEX "union_founded_on" ON "union" ("founded_on", "id") WHERE voided = 0;
CREATE INDEX "union_town_id_founded_on" ON "union" ("town_id", "founded_on", "id") WHERE voided = 0;
CREATE INDEX "union_kind_name_key" ON "union" ("kind", "name_key", "id") WHERE voided = 0;
CREATE INDEX "union_area_id" ON "union" ("area_id", "id");
CREATE INDEX "union_union_id" ON "union" ("union_id", "id");
CREATE INDEX "union_figures_of_town" ON "union" ("town_id", "founded_on", "closed_on", "county_id", "area_id", "union_id", "now_from", "now_until", "kind", "parent", "trade", "close_reason", "legal", "legal_on", "members_declared", "declared_on") WHERE voided = 0;
CREATE INDEX "union_figures" ON "union" ("founded_on", "closed_on", "county_id", "town_id", "area_id", "union_id", "now_from", "now_until", "kind", "parent", "trade", "close_reason", "legal", "legal_on", "members_declared", "declared_on") WHERE voided = 0;
CREATE INDEX "union_to_parent" ON "union" ("parent");
CREATE UNIQUE INDEX "employer_public" ON "employer" ("public_id");
CREATE INDEX "employer_phone_idx" ON "employer" ("phone_idx") WHERE voided = 0;
CREATE INDEX "employer_phone_tail" ON "employer" ("phone_tail") WHERE voided = 0;
CREATE UNIQUE INDEX "employer_one_code" ON "employer" ("code") WHERE voided = 0;
CREATE INDEX "employer_name_key" ON "employer" ("name_key", "id") WHERE voided = 0;
CREATE INDEX "employer_town_id_name_key" ON "employer" ("town_id", "name_key", "id") WHERE voided = 0;
CREATE INDEX "employer_pinyin" ON "employer" ("pinyin", "id") WHERE voided = 0;
CREATE INDEX "employer_town_id_pinyin" ON "employer" ("town_id", "pinyin", "id") WHERE voided = 0;
CREATE INDEX "employer_initials" ON "employer" ("initials", "id") WHERE voided = 0;
CREATE INDEX "employer_town_id_initials" ON "employer" ("town_id", "initials", "id") WHERE voided = 0;
CREATE INDEX "employer_employees" ON "employer" ("employees", "id") WHERE voided = 0;
CREATE INDEX "employer_town_id_employees" ON "employer" ("town_id", "employees", "id") WHERE voided = 0;
CREATE INDEX "employer_listed_on" ON "employer" ("listed_on", "id") WHERE voided = 0;
CREATE INDEX "employer_town_id_listed_on" ON "employer" ("town_id", "listed_on", "id") WHERE voided = 0;
CREATE INDEX "employer_area_id" ON "employer" ("area_id", "id");
CREATE INDEX "employer_union_id" ON "employer" ("union_id", "id");
CREATE INDEX "employer_figures_of_town" ON "employer" ("town_id", "listed_on", "delisted_on", "county_id", "area_id", "union_id", "now_from", "now_until", "seat", "industry", "nature", "economy", "size_class", "state", "employees", "women", "migrants", "survey", "survey_reason") WHERE voided = 0;
CREATE INDEX "employer_figures" ON "employer" ("listed_on", "delisted_on", "county_id", "town_id", "area_id", "union_id", "now_from", "now_until", "seat", "industry", "nature", "economy", "size_class", "state", "employees", "women", "migrants", "survey", "survey_reason") WHERE voided = 0;
CREATE UNIQUE INDEX "coverage_public" ON "coverage" ("public_id");
CREATE INDEX "coverage_employer_name" ON "coverage" ("employer_name", "id") WHERE voided = 0;
CREATE INDEX "coverage_town_id_employer_name" ON "coverage" ("town_id", "employer_name", "id") WHERE voided = 0;
CREATE INDEX "coverage_employer_pinyin" ON "coverage" ("employer_pinyin", "id") WHERE voided = 0;
CREATE INDEX "coverage_town_id_employer_pinyin" ON "coverage" ("town_id", "employer_pinyin", "id") WHERE voided = 0;
CREATE INDEX "coverage_from_on" ON "coverage" ("from_on", "id") WHERE voided = 0;
CREATE INDEX "coverage_town_id_from_on" ON "coverage" ("town_id", "from_on", "id") WHERE voided = 0;
CREATE INDEX "coverage_area_id" ON "coverage" ("area_id", "id");
CREATE INDEX "coverage_union_id" ON "coverage" ("union_id", "id");
CREATE INDEX "coverage_figures_of_town" ON "coverage" ("town_id", "from_on", "until_on", "county_id", "area_id", "union_id", "union", "employer") WHERE voided = 0;
CREATE INDEX "coverage_figures" ON "coverage" ("from_on", "until_on", "county_id", "town_id", "area_id", "union_id", "union", "employer") WHERE voided = 0;
CREATE INDEX "coverage_to_employer" ON "coverage" ("employer");
CREATE UNIQUE INDEX "person_public" ON "person" ("public_id");
CREATE INDEX "person_paper_no_idx" ON "person" ("paper_no_idx") WHERE voided = 0;
CREATE INDEX "person_paper_no_tail" ON "person" ("paper_no_tail") WHERE voided = 0;
CREATE INDEX "person_phone_idx" ON "person" ("phone_idx") WHERE voided = 0;
CREATE INDEX "person_phone_tail" ON "person" ("phone_tail") WHERE voided = 0;
CREATE UNIQUE INDEX "person_one_paper_kind_paper_no" ON "person" ("paper_kind", "paper_no_idx") WHERE voided = 0;
CREATE INDEX "person_pinyin" ON "person" ("pinyin", "id") WHERE voided = 0;
CREATE INDEX "person_name" ON "person" ("name", "id") WHERE voided = 0;
CREATE INDEX "person_initials" ON "person" ("initials", "id") WHERE voided = 0;
CREATE INDEX "person_to_merged_into" ON "person" ("merged_into");
CREATE UNIQUE INDEX "membership_public" ON "membership" ("public_id");
CREATE INDEX "membership_joined_on" ON "membership" ("joined_on", "id") WHERE voided = 0;
CREATE INDEX "membership_town_id_joined_on" ON "membership" ("town_id", "joined_on", "id") WHERE voided = 0;
CREATE INDEX "membership_person_pinyin" ON "membership" ("person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "membership_town_id_person_pinyin" ON "membership" ("town_id", "person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "membership_person_name" ON "membership" ("person_name", "id") WHERE voided = 0;
CREATE INDEX "membership_town_id_person_name" ON "membership" ("town_id", "person_name", "id") WHERE voided = 0;
CREATE INDEX "membership_person_initials" ON "membership" ("person_initials", "id") WHERE voided = 0;
CREATE INDEX "membership_town_id_person_initials" ON "membership" ("town_id", "person_initials", "id") WHERE voided = 0;
CREATE INDEX "membership_number" ON "membership" ("number", "id") WHERE voided = 0;
CREATE INDEX "membership_town_id_number" ON "membership" ("town_id", "number", "id") WHERE voided = 0;
CREATE INDEX "membership_status" ON "membership" ("status", "id") WHERE voided = 0;
CREATE INDEX "membership_town_id_status" ON "membership" ("town_id", "status", "id") WHERE voided = 0;
CREATE INDEX "membership_status_joined_on" ON "membership" ("status", "joined_on", "id") WHERE voided = 0;
CREATE INDEX "membership_area_id" ON "membership" ("area_id", "id");
CREATE INDEX "membership_union_id" ON "membership" ("union_id", "id");
CREATE INDEX "membership_figures_of_town" ON "membership" ("town_id", "joined_on", "left_on", "county_id", "area_id", "union_id", "now_from", "now_until", "person", "union", "employer", "entry", "status", "reason", "exit", "person_sex", "person_birth_on", "person_migrant", "person_nef", "person_employment", "person_employ_form", "person_ethnicity", "person_education", "person_check_state", "person_has_phone", "person_now_from", "person_now_until") WHERE voided = 0;
CREATE INDEX "membership_figures" ON "membership" ("joined_on", "left_on", "county_id", "town_id", "area_id", "union_id", "now_from", "now_until", "person", "union", "employer", "entry", "status", "reason", "exit", "person_sex", "person_birth_on", "person_migrant", "person_nef", "person_employment", "person_employ_form", "person_ethnicity", "person_education", "person_check_state", "person_has_phone", "person_now_from", "person_now_until") WHERE voided = 0;
CREATE INDEX "membership_to_person" ON "membership" ("person");
CREATE INDEX "membership_to_employer" ON "membership" ("employer");
CREATE UNIQUE INDEX "term_public" ON "term" ("public_id");
CREATE UNIQUE INDEX "term_one_list_code" ON "term" ("list", "code") WHERE voided = 0;
CREATE UNIQUE INDEX "term_one_list_name_key" ON "term" ("list", "name_key") WHERE voided = 0;
CREATE INDEX "term_place" ON "term" ("place", "id") WHERE voided = 0;
CREATE INDEX "term_pinyin" ON "term" ("pinyin", "id") WHERE voided = 0;
CREATE INDEX "term_figures" ON "term" ("from_on", "until_on", "list", "place") WHERE voided = 0;
CREATE UNIQUE INDEX "activity_public" ON "activity" ("public_id");
CREATE INDEX "activity_held_from" ON "activity" ("held_from", "id") WHERE voided = 0;
CREATE INDEX "activity_town_id_held_from" ON "activity" ("town_id", "held_from", "id") WHERE voided = 0;
CREATE INDEX "activity_pinyin" ON "activity" ("pinyin", "id") WHERE voided = 0;
CREATE INDEX "activity_town_id_pinyin" ON "activity" ("town_id", "pinyin", "id") WHERE voided = 0;
CREATE INDEX "activity_name_key" ON "activity" ("name_key", "id") WHERE voided = 0;
CREATE INDEX "activity_town_id_name_key" ON "activity" ("town_id", "name_key", "id") WHERE voided = 0;
CREATE INDEX "activity_initials" ON "activity" ("initials", "id") WHERE voided = 0;
CREATE INDEX "activity_town_id_initials" ON "activity" ("town_id", "initials", "id") WHERE voided = 0;
CREATE INDEX "activity_area_id" ON "activity" ("area_id", "id");
CREATE INDEX "activity_union_id" ON "activity" ("union_id", "id");
CREATE INDEX "activity_to_kind" ON "activity" ("kind");
CREATE INDEX "activity_to_course" ON "activity" ("course");
CREATE INDEX "activity_to_campaign" ON "activity" ("campaign");
CREATE INDEX "activity_to_audience" ON "activity" ("audience");
CREATE UNIQUE INDEX "activity_person_public" ON "activity_person" ("public_id");
CREATE UNIQUE INDEX "activity_person_one_activity_person" ON "activity_person" ("activity", "person") WHERE voided = 0;
CREATE INDEX "activity_person_activity_held_from" ON "activity_person" ("activity_held_from", "id") WHERE voided = 0;
CREATE INDEX "activity_person_town_id_activity_held_from" ON "activity_person" ("town_id", "activity_held_from", "id") WHERE voided = 0;
CREATE INDEX "activity_person_person_pinyin" ON "activity_person" ("person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "activity_person_town_id_person_pinyin" ON "activity_person" ("town_id", "person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "activity_person_area_id" ON "activity_person" ("area_id", "id");
CREATE INDEX "activity_person_union_id" ON "activity_person" ("union_id", "id");
CREATE INDEX "activity_person_to_activity" ON "activity_person" ("activity");
CREATE INDEX "activity_person_to_person" ON "activity_person" ("person");
CREATE UNIQUE INDEX "activity_line_public" ON "activity_line" ("public_id");
CREATE INDEX "activity_line_activity_held_from" ON "activity_line" ("activity_held_from", "id") WHERE voided = 0;
CREATE INDEX "activity_line_town_id_activity_held_from" ON "activity_line" ("town_id", "activity_held_from", "id") WHERE voided = 0;
CREATE INDEX "activity_line_area_id" ON "activity_line" ("area_id", "id");
CREATE INDEX "activity_line_union_id" ON "activity_line" ("union_id", "id");
CREATE INDEX "activity_line_to_activity" ON "activity_line" ("activity");
CREATE INDEX "activity_line_to_item" ON "activity_line" ("item");
CREATE UNIQUE INDEX "award_public" ON "award" ("public_id");
CREATE INDEX "award_awarded_on" ON "award" ("awarded_on", "id") WHERE voided = 0;
CREATE INDEX "award_town_id_awarded_on" ON "award" ("town_id", "awarded_on", "id") WHERE voided = 0;
CREATE INDEX "award_area_id" ON "award" ("area_id", "id");
CREATE INDEX "award_union_id" ON "award" ("union_id", "id");
CREATE INDEX "award_figures_of_town" ON "award" ("town_id", "awarded_on", "until_on", "county_id", "area_id", "union_id", "title", "level", "star", "outcome", "union", "person", "employer", "end", "title_list") WHERE voided = 0;
CREATE INDEX "award_figures" ON "award" ("awarded_on", "until_on", "county_id", "town_id", "area_id", "union_id", "title", "level", "star", "outcome", "union", "person", "employer", "end", "title_list") WHERE voided = 0;
CREATE INDEX "award_to_title" ON "award" ("title");
CREATE INDEX "award_to_person" ON "award" ("person");
CREATE INDEX "award_to_employer" ON "award" ("employer");
CREATE UNIQUE INDEX "target_public" ON "target" ("public_id");
CREATE INDEX "target_due_on" ON "target" ("due_on", "id") WHERE voided = 0;
CREATE INDEX "target_town_id_due_on" ON "target" ("town_id", "due_on", "id") WHERE voided = 0;
CREATE INDEX "target_begin_on" ON "target" ("begin_on", "id") WHERE voided = 0;
CREATE INDEX "target_town_id_begin_on" ON "target" ("town_id", "begin_on", "id") WHERE voided = 0;
CREATE INDEX "target_area_id" ON "target" ("area_id", "id");
CREATE INDEX "target_union_id" ON "target" ("union_id", "id");
CREATE INDEX "target_to_part_of" ON "target" ("part_of");
CREATE UNIQUE INDEX "paper_series_public" ON "paper_series" ("public_id");
CREATE UNIQUE INDEX "paper_series_one_organ_kind_year" ON "paper_series" ("organ", "kind", "year") WHERE voided = 0;
CREATE INDEX "paper_series_word" ON "paper_series" ("word", "id") WHERE voided = 0;
CREATE INDEX "paper_series_town_id_word" ON "paper_series" ("town_id", "word", "id") WHERE voided = 0;
CREATE INDEX "paper_series_year" ON "paper_series" ("year", "id") WHERE voided = 0;
CREATE INDEX "paper_series_town_id_year" ON "paper_series" ("town_id", "year", "id") WHERE voided = 0;
CREATE INDEX "paper_series_area_id" ON "paper_series" ("area_id", "id");
CREATE INDEX "paper_series_union_id" ON "paper_series" ("union_id", "id");
CREATE UNIQUE INDEX "paper_out_public" ON "paper_out" ("public_id");
CREATE UNIQUE INDEX "paper_out_numbered" ON "paper_out" ("organ", "word", "year", "number");
CREATE INDEX "paper_out_place" ON "paper_out" ("place", "id") WHERE voided = 0;
CREATE INDEX "paper_out_town_id_place" ON "paper_out" ("town_id", "place", "id") WHERE voided = 0;
CREATE INDEX "paper_out_signed_on" ON "paper_out" ("signed_on", "id") WHERE voided = 0;
CREATE INDEX "paper_out_town_id_signed_on" ON "paper_out" ("town_id", "signed_on", "id") WHERE voided = 0;
CREATE INDEX "paper_out_area_id" ON "paper_out" ("area_id", "id");
CREATE INDEX "paper_out_union_id" ON "paper_out" ("union_id", "id");
CREATE UNIQUE INDEX "paper_in_public" ON "paper_in" ("public_id");
CREATE INDEX "paper_in_received_on" ON "paper_in" ("received_on", "id") WHERE voided = 0;
CREATE INDEX "paper_in_town_id_received_on" ON "paper_in" ("town_id", "received_on", "id") WHERE voided = 0;
CREATE INDEX "paper_in_due_on" ON "paper_in" ("due_on", "id") WHERE voided = 0;
CREATE INDEX "paper_in_town_id_due_on" ON "paper_in" ("town_id", "due_on", "id") WHERE voided = 0;
CREATE INDEX "paper_in_area_id" ON "paper_in" ("area_id", "id");
CREATE INDEX "paper_in_union_id" ON "paper_in" ("union_id", "id");
CREATE UNIQUE INDEX "paper_form_public" ON "paper_form" ("public_id");
CREATE UNIQUE INDEX "paper_form_one_union_letter" ON "paper_form" ("union", "letter") WHERE voided = 0;
CREATE INDEX "paper_form_name" ON "paper_form" ("name", "id") WHERE voided = 0;
CREATE INDEX "paper_form_town_id_name" ON "paper_form" ("town_id", "name", "id") WHERE voided = 0;
CREATE INDEX "paper_form_area_id" ON "paper_form" ("area_id", "id");
CREATE INDEX "paper_form_union_id" ON "paper_form" ("union_id", "id");
CREATE UNIQUE INDEX "cadre_public" ON "cadre" ("public_id");
CREATE INDEX "cadre_phone_idx" ON "cadre" ("phone_idx") WHERE voided = 0;
CREATE INDEX "cadre_phone_tail" ON "cadre" ("phone_tail") WHERE voided = 0;
CREATE INDEX "cadre_name" ON "cadre" ("name", "id") WHERE voided = 0;
CREATE INDEX "cadre_town_id_name" ON "cadre" ("town_id", "name", "id") WHERE voided = 0;
CREATE INDEX "cadre_from_on" ON "cadre" ("from_on", "id") WHERE voided = 0;
CREATE INDEX "cadre_town_id_from_on" ON "cadre" ("town_id", "from_on", "id") WHERE voided = 0;
CREATE INDEX "cadre_term_ends_on" ON "cadre" ("term_ends_on", "id") WHERE voided = 0;
CREATE INDEX "cadre_town_id_term_ends_on" ON "cadre" ("town_id", "term_ends_on", "id") WHERE voided = 0;
CREATE INDEX "cadre_area_id" ON "cadre" ("area_id", "id");
CREATE INDEX "cadre_union_id" ON "cadre" ("union_id", "id");
CREATE INDEX "cadre_figures_of_town" ON "cadre" ("town_id", "from_on", "until_on", "county_id", "area_id", "union_id", "union", "post", "engagement", "way", "term_ends_on") WHERE voided = 0;
CREATE INDEX "cadre_figures" ON "cadre" ("from_on", "until_on", "county_id", "town_id", "area_id", "union_id", "union", "post", "engagement", "way", "term_ends_on") WHERE voided = 0;
CREATE UNIQUE INDEX "founding_public" ON "founding" ("public_id");
CREATE INDEX "founding_phone_idx" ON "founding" ("phone_idx") WHERE voided = 0;
CREATE INDEX "founding_phone_tail" ON "founding" ("phone_tail") WHERE voided = 0;
CREATE INDEX "founding_opened_on" ON "founding" ("opened_on", "id") WHERE voided = 0;
CREATE INDEX "founding_town_id_opened_on" ON "founding" ("town_id", "opened_on", "id") WHERE voided = 0;
CREATE INDEX "founding_name" ON "founding" ("name", "id") WHERE voided = 0;
CREATE INDEX "founding_town_id_name" ON "founding" ("town_id", "name", "id") WHERE voided = 0;
CREATE INDEX "founding_due_on" ON "founding" ("due_on", "id") WHERE voided = 0;
CREATE INDEX "founding_town_id_due_on" ON "founding" ("town_id", "due_on", "id") WHERE voided = 0;
CREATE INDEX "founding_area_id" ON "founding" ("area_id", "id");
CREATE INDEX "founding_union_id" ON "founding" ("union_id", "id");
CREATE INDEX "founding_figures_of_town" ON "founding" ("town_id", "opened_on", "closed_on", "county_id", "area_id", "union_id", "now_from", "now_until", "form", "parent", "simple", "line", "prep_asked_on", "prep_on", "prep_union", "prep_paper", "prep_reply_paper", "seats", "term_years", "congress_on", "congress_asked_on", "congress_reply_on", "congress_paper", "congress_reply_paper", "elected_on", "entitled", "present", "issued", "turned_in", "valid", "request_on", "reply_on") WHERE voided = 0;
CREATE INDEX "founding_figures" ON "founding" ("opened_on", "closed_on", "county_id", "town_id", "area_id", "union_id", "now_from", "now_until", "form", "parent", "simple", "line", "prep_asked_on", "prep_on", "prep_union", "prep_paper", "prep_reply_paper", "seats", "term_years", "congress_on", "congress_asked_on", "congress_reply_on", "congress_paper", "congress_reply_paper", "elected_on", "entitled", "present", "issued", "turned_in", "valid", "request_on", "reply_on") WHERE voided = 0;
CREATE INDEX "founding_to_line" ON "founding" ("line");
CREATE INDEX "founding_to_prep_union" ON "founding" ("prep_union");
CREATE INDEX "founding_to_prep_paper" ON "founding" ("prep_paper");
CREATE INDEX "founding_to_prep_reply_paper" ON "founding" ("prep_reply_paper");
CREATE INDEX "founding_to_congress_paper" ON "founding" ("congress_paper");
CREATE INDEX "founding_to_congress_reply_paper" ON "founding" ("congress_reply_paper");
CREATE INDEX "founding_to_union" ON "founding" ("union");
CREATE INDEX "founding_to_report_paper" ON "founding" ("report_paper");
CREATE INDEX "founding_to_request_paper" ON "founding" ("request_paper");
CREATE INDEX "founding_to_reply_paper" ON "founding" ("reply_paper");
CREATE UNIQUE INDEX "founding_unit_public" ON "founding_unit" ("public_id");
CREATE UNIQUE INDEX "founding_unit_one_founding_employer" ON "founding_unit" ("founding", "employer") WHERE voided = 0;
CREATE INDEX "founding_unit_employer_name" ON "founding_unit" ("employer_name", "id") WHERE voided = 0;
CREATE INDEX "founding_unit_town_id_employer_name" ON "founding_unit" ("town_id", "employer_name", "id") WHERE voided = 0;
CREATE INDEX "founding_unit_employer_pinyin" ON "founding_unit" ("employer_pinyin", "id") WHERE voided = 0;
CREATE INDEX "founding_unit_town_id_employer_pinyin" ON "founding_unit" ("town_id", "employer_pinyin", "id") WHERE voided = 0;
CREATE INDEX "founding_unit_area_id" ON "founding_unit" ("area_id", "id");
CREATE INDEX "founding_unit_union_id" ON "founding_unit" ("union_id", "id");
CREATE INDEX "founding_unit_to_founding" ON "founding_unit" ("founding");
CREATE INDEX "founding_unit_to_employer" ON "founding_unit" ("employer");
CREATE UNIQUE INDEX "founding_body_public" ON "founding_body" ("public_id");
CREATE UNIQUE INDEX "founding_body_one_founding_body" ON "founding_body" ("founding", "body") WHERE voided = 0;
CREATE INDEX "founding_body_body" ON "founding_body" ("body", "id") WHERE voided = 0;
CREATE INDEX "founding_body_town_id_body" ON "founding_body" ("town_id", "body", "id") WHERE voided = 0;
CREATE INDEX "founding_body_area_id" ON "founding_body" ("area_id", "id");
CREATE INDEX "founding_body_union_id" ON "founding_body" ("union_id", "id");
CREATE INDEX "founding_body_to_founding" ON "founding_body" ("founding");
CREATE INDEX "founding_body_to_body" ON "founding_body" ("body");
CREATE UNIQUE INDEX "founding_person_public" ON "founding_person" ("public_id");
CREATE INDEX "founding_person_name" ON "founding_person" ("name", "id") WHERE voided = 0;
CREATE INDEX "founding_person_town_id_name" ON "founding_person" ("town_id", "name", "id") WHERE voided = 0;
CREATE INDEX "founding_person_serves" ON "founding_person" ("serves", "id") WHERE voided = 0;
CREATE INDEX "founding_person_town_id_serves" ON "founding_person" ("town_id", "serves", "id") WHERE voided = 0;
CREATE INDEX "founding_person_serves_name" ON "founding_person" ("serves", "name", "id") WHERE voided = 0;
CREATE INDEX "founding_person_area_id" ON "founding_person" ("area_id", "id");
CREATE INDEX "founding_person_union_id" ON "founding_person" ("union_id", "id");
CREATE INDEX "founding_person_to_founding" ON "founding_person" ("founding");
CREATE UNIQUE INDEX "joining_public" ON "joining" ("public_id");
CREATE INDEX "joining_applied_on" ON "joining" ("applied_on", "id") WHERE voided = 0;
CREATE INDEX "joining_town_id_applied_on" ON "joining" ("town_id", "applied_on", "id") WHERE voided = 0;
CREATE INDEX "joining_person_pinyin" ON "joining" ("person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "joining_town_id_person_pinyin" ON "joining" ("town_id", "person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "joining_person_name" ON "joining" ("person_name", "id") WHERE voided = 0;
CREATE INDEX "joining_town_id_person_name" ON "joining" ("town_id", "person_name", "id") WHERE voided = 0;
CREATE INDEX "joining_due_on" ON "joining" ("due_on", "id") WHERE voided = 0;
CREATE INDEX "joining_town_id_due_on" ON "joining" ("town_id", "due_on", "id") WHERE voided = 0;
CREATE INDEX "joining_area_id" ON "joining" ("area_id", "id");
CREATE INDEX "joining_union_id" ON "joining" ("union_id", "id");
CREATE INDEX "joining_figures_of_town" ON "joining" ("town_id", "applied_on", "closed_on", "county_id", "area_id", "union_id", "now_from", "now_until", "person", "union", "founding", "employer", "channel", "own_hand", "decided_on", "membership", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time", "starter", "handler", "offered_to", "returns", "person_sex", "person_migrant") WHERE voided = 0;
CREATE INDEX "joining_figures" ON "joining" ("applied_on", "closed_on", "county_id", "town_id", "area_id", "union_id", "now_from", "now_until", "person", "union", "founding", "employer", "channel", "own_hand", "decided_on", "membership", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time", "starter", "handler", "offered_to", "returns", "person_sex", "person_migrant") WHERE voided = 0;
CREATE INDEX "joining_to_person" ON "joining" ("person");
CREATE INDEX "joining_to_founding" ON "joining" ("founding");
CREATE INDEX "joining_to_employer" ON "joining" ("employer");
CREATE INDEX "joining_to_membership" ON "joining" ("membership");
CREATE UNIQUE INDEX "card_public" ON "card" ("public_id");
CREATE INDEX "card_asked_on" ON "card" ("asked_on", "id") WHERE voided = 0;
CREATE INDEX "card_town_id_asked_on" ON "card" ("town_id", "asked_on", "id") WHERE voided = 0;
CREATE INDEX "card_person_pinyin" ON "card" ("person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "card_town_id_person_pinyin" ON "card" ("town_id", "person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "card_person_name" ON "card" ("person_name", "id") WHERE voided = 0;
CREATE INDEX "card_town_id_person_name" ON "card" ("town_id", "person_name", "id") WHERE voided = 0;
CREATE INDEX "card_due_on" ON "card" ("due_on", "id") WHERE voided = 0;
CREATE INDEX "card_town_id_due_on" ON "card" ("town_id", "due_on", "id") WHERE voided = 0;
CREATE INDEX "card_area_id" ON "card" ("area_id", "id");
CREATE INDEX "card_union_id" ON "card" ("union_id", "id");
CREATE INDEX "card_figures_of_town" ON "card" ("town_id", "asked_on", "closed_on", "county_id", "area_id", "union_id", "now_from", "now_until", "membership", "person", "union", "printed_on", "sealed_on", "handed_on", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time", "starter", "handler", "offered_to", "returns") WHERE voided = 0;
CREATE INDEX "card_figures" ON "card" ("asked_on", "closed_on", "county_id", "town_id", "area_id", "union_id", "now_from", "now_until", "membership", "person", "union", "printed_on", "sealed_on", "handed_on", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time", "starter", "handler", "offered_to", "returns") WHERE voided = 0;
CREATE INDEX "card_to_membership" ON "card" ("membership");
CREATE INDEX "card_to_person" ON "card" ("person");
CREATE UNIQUE INDEX "matter_public" ON "matter" ("public_id");
CREATE INDEX "matter_asked_on" ON "matter" ("asked_on", "id") WHERE voided = 0;
CREATE INDEX "matter_town_id_asked_on" ON "matter" ("town_id", "asked_on", "id") WHERE voided = 0;
CREATE INDEX "matter_person_pinyin" ON "matter" ("person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "matter_town_id_person_pinyin" ON "matter" ("town_id", "person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "matter_person_name" ON "matter" ("person_name", "id") WHERE voided = 0;
CREATE INDEX "matter_town_id_person_name" ON "matter" ("town_id", "person_name", "id") WHERE voided = 0;
CREATE INDEX "matter_due_on" ON "matter" ("due_on", "id") WHERE voided = 0;
CREATE INDEX "matter_town_id_due_on" ON "matter" ("town_id", "due_on", "id") WHERE voided = 0;
CREATE INDEX "matter_area_id" ON "matter" ("area_id", "id");
CREATE INDEX "matter_union_id" ON "matter" ("union_id", "id");
CREATE INDEX "matter_figures_of_town" ON "matter" ("town_id", "asked_on", "closed_on", "county_id", "area_id", "union_id", "now_from", "now_until", "person", "union", "kind", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time", "starter", "handler", "offered_to", "returns") WHERE voided = 0;
CREATE INDEX "matter_figures" ON "matter" ("asked_on", "closed_on", "county_id", "town_id", "area_id", "union_id", "now_from", "now_until", "person", "union", "kind", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time", "starter", "handler", "offered_to", "returns") WHERE voided = 0;
CREATE INDEX "matter_to_person" ON "matter" ("person");
CREATE UNIQUE INDEX "contact_public" ON "contact" ("public_id");
CREATE INDEX "contact_phone_idx" ON "contact" ("phone_idx") WHERE voided = 0;
CREATE INDEX "contact_phone_tail" ON "contact" ("phone_tail") WHERE voided = 0;
CREATE INDEX "contact_told_on" ON "contact" ("told_on", "id") WHERE voided = 0;
CREATE INDEX "contact_town_id_told_on" ON "contact" ("town_id", "told_on", "id") WHERE voided = 0;
CREATE INDEX "contact_person_pinyin" ON "contact" ("person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "contact_town_id_person_pinyin" ON "contact" ("town_id", "person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "contact_person_name" ON "contact" ("person_name", "id") WHERE voided = 0;
CREATE INDEX "contact_town_id_person_name" ON "contact" ("town_id", "person_name", "id") WHERE voided = 0;
CREATE INDEX "contact_due_on" ON "contact" ("due_on", "id") WHERE voided = 0;
CREATE INDEX "contact_town_id_due_on" ON "contact" ("town_id", "due_on", "id") WHERE voided = 0;
CREATE INDEX "contact_area_id" ON "contact" ("area_id", "id");
CREATE INDEX "contact_union_id" ON "contact" ("union_id", "id");
CREATE INDEX "contact_figures_of_town" ON "contact" ("town_id", "told_on", "closed_on", "county_id", "area_id", "union_id", "now_from", "now_until", "person", "union", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time", "starter", "handler", "offered_to", "returns") WHERE voided = 0;
CREATE INDEX "contact_figures" ON "contact" ("told_on", "closed_on", "county_id", "town_id", "area_id", "union_id", "now_from", "now_until", "person", "union", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time", "starter", "handler", "offered_to", "returns") WHERE voided = 0;
CREATE INDEX "contact_to_person" ON "contact" ("person");
CREATE UNIQUE INDEX "partner_public" ON "partner" ("public_id");
CREATE UNIQUE INDEX "partner_one_fingerprint" ON "partner" ("fingerprint") WHERE voided = 0;
CREATE INDEX "partner_confirmed_on" ON "partner" ("confirmed_on", "id") WHERE voided = 0;
CREATE INDEX "partner_name" ON "partner" ("name", "id") WHERE voided = 0;
CREATE INDEX "partner_figures" ON "partner" ("confirmed_on", "ended_on", "vouched_by", "superior") WHERE voided = 0;
CREATE INDEX "partner_to_vouched_by" ON "partner" ("vouched_by");
CREATE UNIQUE INDEX "transfer_public" ON "transfer" ("public_id");
CREATE UNIQUE INDEX "transfer_one_file_id" ON "transfer" ("file_id") WHERE voided = 0;
CREATE INDEX "transfer_asked_on" ON "transfer" ("asked_on", "id") WHERE voided = 0;
CREATE INDEX "transfer_town_id_asked_on" ON "transfer" ("town_id", "asked_on", "id") WHERE voided = 0;
CREATE INDEX "transfer_person_pinyin" ON "transfer" ("person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "transfer_town_id_person_pinyin" ON "transfer" ("town_id", "person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "transfer_person_name" ON "transfer" ("person_name", "id") WHERE voided = 0;
CREATE INDEX "transfer_town_id_person_name" ON "transfer" ("town_id", "person_name", "id") WHERE voided = 0;
CREATE INDEX "transfer_due_on" ON "transfer" ("due_on", "id") WHERE voided = 0;
CREATE INDEX "transfer_town_id_due_on" ON "transfer" ("town_id", "due_on", "id") WHERE voided = 0;
CREATE INDEX "transfer_area_id" ON "transfer" ("area_id", "id");
CREATE INDEX "transfer_union_id" ON "transfer" ("union_id", "id");
CREATE INDEX "transfer_figures_of_town" ON "transfer" ("town_id", "asked_on", "closed_on", "county_id", "area_id", "union_id", "now_from", "now_until", "membership", "person", "from", "joined_on", "to", "employer", "partner", "cause", "asked_by", "held_on", "new_membership", "letter", "desk", "status_before", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time") WHERE voided = 0;
CREATE INDEX "transfer_figures" ON "transfer" ("asked_on", "closed_on", "county_id", "town_id", "area_id", "union_id", "now_from", "now_until", "membership", "person", "from", "joined_on", "to", "employer", "partner", "cause", "asked_by", "held_on", "new_membership", "letter", "desk", "status_before", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time") WHERE voided = 0;
CREATE INDEX "transfer_to_membership" ON "transfer" ("membership");
CREATE INDEX "transfer_to_person" ON "transfer" ("person");
CREATE INDEX "transfer_to_from" ON "transfer" ("from");
CREATE INDEX "transfer_to_to" ON "transfer" ("to");
CREATE INDEX "transfer_to_employer" ON "transfer" ("employer");
CREATE INDEX "transfer_to_partner" ON "transfer" ("partner");
CREATE INDEX "transfer_to_new_membership" ON "transfer" ("new_membership");
CREATE INDEX "transfer_to_letter" ON "transfer" ("letter");
CREATE UNIQUE INDEX "member_change_public" ON "member_change" ("public_id");
CREATE INDEX "member_change_from_on" ON "member_change" ("from_on", "id") WHERE voided = 0;
CREATE INDEX "member_change_town_id_from_on" ON "member_change" ("town_id", "from_on", "id") WHERE voided = 0;
CREATE INDEX "member_change_person_pinyin" ON "member_change" ("person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "member_change_town_id_person_pinyin" ON "member_change" ("town_id", "person_pinyin", "id") WHERE voided = 0;
CREATE INDEX "member_change_person_name" ON "member_change" ("person_name", "id") WHERE voided = 0;
CREATE INDEX "member_change_town_id_person_name" ON "member_change" ("town_id", "person_name", "id") WHERE voided = 0;
CREATE INDEX "member_change_due_on" ON "member_change" ("due_on", "id") WHERE voided = 0;
CREATE INDEX "member_change_town_id_due_on" ON "member_change" ("town_id", "due_on", "id") WHERE voided = 0;
CREATE INDEX "member_change_area_id" ON "member_change" ("area_id", "id");
CREATE INDEX "member_change_union_id" ON "member_change" ("union_id", "id");
CREATE INDEX "member_change_figures_of_town" ON "member_change" ("town_id", "asked_on", "closed_on", "county_id", "area_id", "union_id", "now_from", "now_until", "membership", "person", "union", "change", "from_on", "cause", "decided_on", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time", "starter", "handler", "offered_to", "returns", "person_sex", "person_migrant", "person_now_from") WHERE voided = 0;
CREATE INDEX "member_change_figures" ON "member_change" ("asked_on", "closed_on", "county_id", "town_id", "area_id", "union_id", "now_from", "now_until", "membership", "person", "union", "change", "from_on", "cause", "decided_on", "state", "due_on", "clock_from", "clock_days", "clock_left", "granted_days", "accepted_on", "answered_on", "taken_days", "in_time", "starter", "handler", "offered_to", "returns", "person_sex", "person_migrant", "person_now_from") WHERE voided = 0;
CREATE INDEX "member_change_to_membership" ON "member_change" ("membership");
CREATE INDEX "member_change_to_person" ON "member_change" ("person");
CREATE UNIQUE INDEX "local_field_public" ON "local_field" ("public_id");
CREATE UNIQUE INDEX "local_field_one_of_register_union_title" ON "local_field" ("of_register", "union", "title") WHERE voided = 0;
CREATE UNIQUE INDEX "local_field_one_of_register_code" ON "local_field" ("of_register", "code") WHERE voided = 0;
CREATE INDEX "local_field_begin_on" ON "local_field" ("begin_on", "id") WHERE voided = 0;
CREATE INDEX "local_field_town_id_begin_on" ON "local_field" ("town_id", "begin_on", "id") WHERE voided = 0;
CREATE INDEX "local_field_area_id" ON "local_field" ("area_id", "id");
CREATE INDEX "local_field_union_id" ON "local_field" ("union_id", "id");
CREATE INDEX "local_field_figures_of_town" ON "local_field" ("town_id", "begin_on", "until_on", "county_id", "area_id", "union_id", "of_register", "kind", "union", "secret") WHERE voided = 0;
CREATE INDEX "local_field_figures" ON "local_field" ("begin_on", "until_on", "county_id", "town_id", "area_id", "union_id", "of_register", "kind", "union", "secret") WHERE voided = 0;
