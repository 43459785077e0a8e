CREATE TABLE "meta" (
  "name" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "value" TEXT COLLATE "C",
  PRIMARY KEY ("name")
);
CREATE TABLE "counter" (
  "name" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "next" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("name")
);
CREATE TABLE "chain" (
  "number" BIGINT NOT NULL DEFAULT 0,
  "union_id" BIGINT NOT NULL DEFAULT 0,
  "seq" BIGINT NOT NULL DEFAULT 0,
  "at" BIGINT NOT NULL DEFAULT 0,
  "hash" BYTEA,
  PRIMARY KEY ("number")
);
CREATE TABLE "journal" (
  "seq" BIGINT NOT NULL DEFAULT 0,
  "chain" BIGINT NOT NULL DEFAULT 0,
  "position" BIGINT NOT NULL DEFAULT 0,
  "at" BIGINT NOT NULL DEFAULT 0,
  "user_id" BIGINT NOT NULL DEFAULT 0,
  "user_name" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "act" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "register" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "record" BIGINT NOT NULL DEFAULT 0,
  "origin" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "reason" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "job" BIGINT NOT NULL DEFAULT 0,
  "items" BIGINT NOT NULL DEFAULT 0,
  "items_hash" BYTEA NOT NULL,
  "prev" BYTEA NOT NULL,
  "hash" BYTEA NOT NULL,
  PRIMARY KEY ("seq")
);
CREATE TABLE "journal_item" (
  "register" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "record" BIGINT NOT NULL DEFAULT 0,
  "version" BIGINT NOT NULL DEFAULT 0,
  "seq" BIGINT NOT NULL DEFAULT 0,
  "digest" BYTEA NOT NULL,
  PRIMARY KEY ("register", "record", "version")
);
CREATE TABLE "person_scope" (
  "source" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "source_id" BIGINT NOT NULL DEFAULT 0,
  "person_id" BIGINT NOT NULL DEFAULT 0,
  "union_id" BIGINT NOT NULL DEFAULT 0,
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY ("source", "source_id", "person_id")
);
CREATE TABLE "app_user" (
  "id" BIGINT NOT NULL,
  "login" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "name" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "password" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "must_change" BIGINT NOT NULL DEFAULT 0,
  "changed_at" BIGINT NOT NULL DEFAULT 0,
  "totp" BYTEA,
  "totp_on" BIGINT NOT NULL DEFAULT 0,
  "totp_step" BIGINT NOT NULL DEFAULT 0,
  "disabled" BIGINT NOT NULL DEFAULT 0,
  "created_at" BIGINT NOT NULL DEFAULT 0,
  "old_passwords" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "theme" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "email" BYTEA,
  PRIMARY KEY ("id")
);
CREATE TABLE "user_grant" (
  "user_id" BIGINT NOT NULL DEFAULT 0,
  "role" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "union_id" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("user_id", "role", "union_id")
);
CREATE TABLE "sign_in_failure" (
  "name" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "times" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "locked_until" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("name")
);
CREATE TABLE "session" (
  "token" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "user_id" BIGINT NOT NULL DEFAULT 0,
  "csrf" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "created_at" BIGINT NOT NULL DEFAULT 0,
  "seen_at" BIGINT NOT NULL DEFAULT 0,
  "address" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "agent" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "second_factor" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("token")
);
CREATE TABLE "member_account" (
  "id" BIGINT NOT NULL,
  "person_id" BIGINT NOT NULL DEFAULT 0,
  "phone_index" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "phone" BYTEA,
  "pin" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "pin_until" BIGINT NOT NULL DEFAULT 0,
  "disabled" BIGINT NOT NULL DEFAULT 0,
  "large" BIGINT NOT NULL DEFAULT 0,
  "waits_in" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "waits_for" BIGINT NOT NULL DEFAULT 0,
  "created_at" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("id")
);
CREATE TABLE "member_code" (
  "phone" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "code" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until" BIGINT NOT NULL DEFAULT 0,
  "tries" BIGINT NOT NULL DEFAULT 0,
  "sent_at" BIGINT NOT NULL DEFAULT 0,
  "day_from" BIGINT NOT NULL DEFAULT 0,
  "sent" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("phone")
);
CREATE TABLE "member_session" (
  "token" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "account_id" BIGINT NOT NULL DEFAULT 0,
  "csrf" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "created_at" BIGINT NOT NULL DEFAULT 0,
  "seen_at" BIGINT NOT NULL DEFAULT 0,
  "address" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "agent" TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY ("token")
);
CREATE TABLE "job" (
  "id" BIGINT NOT NULL,
  "kind" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "state" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "user_id" BIGINT NOT NULL DEFAULT 0,
  "user_name" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "union_id" BIGINT NOT NULL DEFAULT 0,
  "created_at" BIGINT NOT NULL DEFAULT 0,
  "updated_at" BIGINT NOT NULL DEFAULT 0,
  "done" BIGINT NOT NULL DEFAULT 0,
  "total" BIGINT NOT NULL DEFAULT 0,
  "say" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "detail" TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY ("id")
);
CREATE TABLE "import_row" (
  "job_id" BIGINT NOT NULL DEFAULT 0,
  "number" BIGINT NOT NULL DEFAULT 0,
  "class" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "answer" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "data" BYTEA NOT NULL,
  PRIMARY KEY ("job_id", "number")
);
CREATE TABLE "mapping" (
  "sheet" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "title" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "code" TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY ("sheet", "title")
);
CREATE TABLE "saved_view" (
  "id" BIGINT NOT NULL,
  "user_id" BIGINT NOT NULL DEFAULT 0,
  "register" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "title" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "query" TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY ("id")
);
CREATE TABLE "draft" (
  "user_id" BIGINT NOT NULL DEFAULT 0,
  "place" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "title" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "at" BIGINT NOT NULL DEFAULT 0,
  "data" BYTEA NOT NULL,
  PRIMARY KEY ("user_id", "place")
);
CREATE TABLE "holiday" (
  "day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "kind" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "name" TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY ("day")
);
CREATE TABLE "setting" (
  "name" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "value" TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY ("name", "from_day")
);
CREATE TABLE "template" (
  "code" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "title" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "about" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "text" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "period" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "own" BIGINT NOT NULL DEFAULT 0,
  "retired" BIGINT NOT NULL DEFAULT 0,
  "author" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_at" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("code", "version")
);
CREATE TABLE "report" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "title" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "template" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "template_version" BIGINT NOT NULL DEFAULT 0,
  "union_id" BIGINT NOT NULL DEFAULT 0,
  "first_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "last_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "text" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "state" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_by" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "checked_by" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "checked_at" BIGINT NOT NULL DEFAULT 0,
  "finished_by" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "finished_at" BIGINT NOT NULL DEFAULT 0,
  "body" BYTEA,
  "digest" BYTEA,
  PRIMARY KEY ("id")
);
CREATE TABLE "notice" (
  "user_id" BIGINT NOT NULL DEFAULT 0,
  "about" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "at" BIGINT NOT NULL DEFAULT 0,
  "seen_at" BIGINT NOT NULL DEFAULT 0,
  "title" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "register" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "record" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("user_id", "about")
);
CREATE TABLE "copied" (
  "user_id" BIGINT NOT NULL DEFAULT 0,
  "register" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "record" BIGINT NOT NULL DEFAULT 0,
  "at" BIGINT NOT NULL DEFAULT 0,
  "by_name" TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY ("user_id", "register", "record")
);
CREATE TABLE "indicator_version" (
  "code" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "definition" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "own" BIGINT NOT NULL DEFAULT 0,
  "retired" BIGINT NOT NULL DEFAULT 0,
  "author" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "reason" TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY ("code", "version")
);
CREATE TABLE "tally_combo" (
  "id" BIGINT NOT NULL,
  "source" BIGINT NOT NULL DEFAULT 0,
  "value" TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY ("id")
);
CREATE TABLE "tally_inbox" (
  "seq" BIGINT NOT NULL DEFAULT 0,
  "number" BIGINT NOT NULL DEFAULT 0,
  "source" BIGINT NOT NULL DEFAULT 0,
  "province" BIGINT NOT NULL DEFAULT 0,
  "city" BIGINT NOT NULL DEFAULT 0,
  "county" BIGINT NOT NULL DEFAULT 0,
  "town" BIGINT NOT NULL DEFAULT 0,
  "day" BIGINT NOT NULL DEFAULT 0,
  "combo" BIGINT NOT NULL DEFAULT 0,
  "n" BIGINT NOT NULL DEFAULT 0,
  "sum1" BIGINT NOT NULL DEFAULT 0,
  "sum2" BIGINT NOT NULL DEFAULT 0,
  "sum3" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("seq", "number")
);
CREATE TABLE "tally_event" (
  "source" BIGINT NOT NULL DEFAULT 0,
  "town" BIGINT NOT NULL DEFAULT 0,
  "day" BIGINT NOT NULL DEFAULT 0,
  "combo" BIGINT NOT NULL DEFAULT 0,
  "county" BIGINT NOT NULL DEFAULT 0,
  "city" BIGINT NOT NULL DEFAULT 0,
  "province" BIGINT NOT NULL DEFAULT 0,
  "n" BIGINT NOT NULL DEFAULT 0,
  "sum1" BIGINT NOT NULL DEFAULT 0,
  "sum2" BIGINT NOT NULL DEFAULT 0,
  "sum3" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("source", "town", "day", "combo", "county", "city", "province")
);
CREATE TABLE "tally_cell" (
  "family" BIGINT NOT NULL DEFAULT 0,
  "node" BIGINT NOT NULL DEFAULT 0,
  "bucket" BIGINT NOT NULL DEFAULT 0,
  "combo" BIGINT NOT NULL DEFAULT 0,
  "n" BIGINT NOT NULL DEFAULT 0,
  "sum1" BIGINT NOT NULL DEFAULT 0,
  "sum2" BIGINT NOT NULL DEFAULT 0,
  "sum3" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("family", "node", "bucket", "combo")
);
CREATE TABLE "attachment" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "register" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "record" BIGINT NOT NULL DEFAULT 0,
  "kind" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "title" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "media" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "bytes" BIGINT NOT NULL DEFAULT 0,
  "digest" BYTEA NOT NULL,
  "width" BIGINT NOT NULL DEFAULT 0,
  "height" BIGINT NOT NULL DEFAULT 0,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "small" BIGINT NOT NULL DEFAULT 0,
  "added_by" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "added_at" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("id")
);
CREATE TABLE "attachment_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "register" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "record" BIGINT NOT NULL DEFAULT 0,
  "kind" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "title" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "media" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "bytes" BIGINT NOT NULL DEFAULT 0,
  "digest" BYTEA NOT NULL,
  "width" BIGINT NOT NULL DEFAULT 0,
  "height" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "channel" (
  "id" BIGINT NOT NULL,
  "kind" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "title" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "shown" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "sealed" BYTEA NOT NULL,
  "events" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "disabled" BIGINT NOT NULL DEFAULT 0,
  "rest_until" BIGINT NOT NULL DEFAULT 0,
  "made_by" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_at" BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY ("id")
);
CREATE TABLE "outbox" (
  "message" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "channel" BIGINT NOT NULL DEFAULT 0,
  "user_id" BIGINT NOT NULL DEFAULT 0,
  "at" BIGINT NOT NULL DEFAULT 0,
  "next_at" BIGINT NOT NULL DEFAULT 0,
  "tries" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "done_at" BIGINT NOT NULL DEFAULT 0,
  "said" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "body" TEXT COLLATE "C" NOT NULL DEFAULT '',
  PRIMARY KEY ("message")
);
CREATE TABLE "union" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  "parent" BIGINT,
  "trade" TEXT COLLATE "C",
  "name_key" TEXT COLLATE "C",
  "pinyin" TEXT COLLATE "C",
  "initials" TEXT COLLATE "C",
  "founded_on" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "close_reason" TEXT COLLATE "C",
  "code" TEXT COLLATE "C",
  "legal" TEXT COLLATE "C",
  "legal_on" TEXT COLLATE "C",
  "head" TEXT COLLATE "C",
  "phone" BYTEA,
  "phone_idx" BYTEA,
  "phone_tail" BYTEA,
  "address" TEXT COLLATE "C",
  "members_declared" BIGINT,
  "declared_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "union_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "trade" TEXT COLLATE "C",
  "name_key" TEXT COLLATE "C",
  "pinyin" TEXT COLLATE "C",
  "initials" TEXT COLLATE "C",
  "founded_on" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "close_reason" TEXT COLLATE "C",
  "code" TEXT COLLATE "C",
  "legal_on" TEXT COLLATE "C",
  "phone" BYTEA,
  "address" TEXT COLLATE "C",
  "members_declared" BIGINT,
  "declared_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "union_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "name" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  "parent" BIGINT,
  "legal" TEXT COLLATE "C",
  "head" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "union_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "name" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  "parent" BIGINT,
  "legal" TEXT COLLATE "C",
  "head" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "employer" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "code" TEXT COLLATE "C",
  "name_key" TEXT COLLATE "C",
  "pinyin" TEXT COLLATE "C",
  "initials" TEXT COLLATE "C",
  "seat" BIGINT,
  "address" TEXT COLLATE "C",
  "division" TEXT COLLATE "C",
  "grid" TEXT COLLATE "C",
  "industry" TEXT COLLATE "C",
  "nature" TEXT COLLATE "C",
  "economy" TEXT COLLATE "C",
  "size_class" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "employees" BIGINT,
  "women" BIGINT,
  "migrants" BIGINT,
  "survey" TEXT COLLATE "C",
  "survey_reason" TEXT COLLATE "C",
  "contact" TEXT COLLATE "C",
  "phone" BYTEA,
  "phone_idx" BYTEA,
  "phone_tail" BYTEA,
  "listed_on" TEXT COLLATE "C",
  "delisted_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "employer_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "name" TEXT COLLATE "C",
  "code" TEXT COLLATE "C",
  "name_key" TEXT COLLATE "C",
  "pinyin" TEXT COLLATE "C",
  "initials" TEXT COLLATE "C",
  "seat" BIGINT,
  "address" TEXT COLLATE "C",
  "division" TEXT COLLATE "C",
  "grid" TEXT COLLATE "C",
  "industry" TEXT COLLATE "C",
  "nature" TEXT COLLATE "C",
  "economy" TEXT COLLATE "C",
  "contact" TEXT COLLATE "C",
  "phone" BYTEA,
  "listed_on" TEXT COLLATE "C",
  "delisted_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "employer_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "size_class" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "employees" BIGINT,
  "women" BIGINT,
  "migrants" BIGINT,
  "survey" TEXT COLLATE "C",
  "survey_reason" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "employer_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "size_class" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "employees" BIGINT,
  "women" BIGINT,
  "migrants" BIGINT,
  "survey" TEXT COLLATE "C",
  "survey_reason" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "coverage" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "union" BIGINT,
  "employer" BIGINT,
  "from_on" TEXT COLLATE "C",
  "until_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "employer_name" TEXT COLLATE "C",
  "employer_pinyin" TEXT COLLATE "C",
  "employer_initials" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "coverage_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "union" BIGINT,
  "employer" BIGINT,
  "from_on" TEXT COLLATE "C",
  "until_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "person" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "paper_kind" TEXT COLLATE "C",
  "paper_no" BYTEA,
  "paper_no_idx" BYTEA,
  "paper_no_tail" BYTEA,
  "name" TEXT COLLATE "C",
  "sex" TEXT COLLATE "C",
  "birth_on" TEXT COLLATE "C",
  "pinyin" TEXT COLLATE "C",
  "initials" TEXT COLLATE "C",
  "phone" BYTEA,
  "phone_idx" BYTEA,
  "phone_tail" BYTEA,
  "has_phone" BIGINT,
  "address" BYTEA,
  "ethnicity" TEXT COLLATE "C",
  "education" TEXT COLLATE "C",
  "political" TEXT COLLATE "C",
  "skill" TEXT COLLATE "C",
  "household" TEXT COLLATE "C",
  "household_place" TEXT COLLATE "C",
  "native_place" TEXT COLLATE "C",
  "employment" TEXT COLLATE "C",
  "employ_form" TEXT COLLATE "C",
  "migrant" BIGINT,
  "dispatch" BIGINT,
  "nef" TEXT COLLATE "C",
  "job" TEXT COLLATE "C",
  "check_state" TEXT COLLATE "C",
  "merged_into" BIGINT,
  "local_values" JSON,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "person_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "paper_kind" TEXT COLLATE "C",
  "paper_no" BYTEA,
  "name" TEXT COLLATE "C",
  "sex" TEXT COLLATE "C",
  "birth_on" TEXT COLLATE "C",
  "pinyin" TEXT COLLATE "C",
  "initials" TEXT COLLATE "C",
  "phone" BYTEA,
  "has_phone" BIGINT,
  "address" BYTEA,
  "ethnicity" TEXT COLLATE "C",
  "education" TEXT COLLATE "C",
  "political" TEXT COLLATE "C",
  "skill" TEXT COLLATE "C",
  "household" TEXT COLLATE "C",
  "household_place" TEXT COLLATE "C",
  "native_place" TEXT COLLATE "C",
  "job" TEXT COLLATE "C",
  "check_state" TEXT COLLATE "C",
  "merged_into" BIGINT,
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "person_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "employment" TEXT COLLATE "C",
  "employ_form" TEXT COLLATE "C",
  "migrant" BIGINT,
  "dispatch" BIGINT,
  "nef" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "person_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "employment" TEXT COLLATE "C",
  "employ_form" TEXT COLLATE "C",
  "migrant" BIGINT,
  "dispatch" BIGINT,
  "nef" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "membership" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "person" BIGINT,
  "union" BIGINT,
  "employer" BIGINT,
  "number" TEXT COLLATE "C",
  "group" TEXT COLLATE "C",
  "joined_on" TEXT COLLATE "C",
  "entry" TEXT COLLATE "C",
  "status" TEXT COLLATE "C",
  "reason" TEXT COLLATE "C",
  "left_on" TEXT COLLATE "C",
  "exit" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  "person_name" TEXT COLLATE "C",
  "person_pinyin" TEXT COLLATE "C",
  "person_initials" TEXT COLLATE "C",
  "person_sex" TEXT COLLATE "C",
  "person_birth_on" TEXT COLLATE "C",
  "person_migrant" BIGINT,
  "person_nef" TEXT COLLATE "C",
  "person_employment" TEXT COLLATE "C",
  "person_employ_form" TEXT COLLATE "C",
  "person_ethnicity" TEXT COLLATE "C",
  "person_education" TEXT COLLATE "C",
  "person_check_state" TEXT COLLATE "C",
  "person_has_phone" BIGINT,
  "person_now_from" TEXT COLLATE "C",
  "person_now_until" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "membership_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "person" BIGINT,
  "union" BIGINT,
  "employer" BIGINT,
  "number" TEXT COLLATE "C",
  "group" TEXT COLLATE "C",
  "joined_on" TEXT COLLATE "C",
  "entry" TEXT COLLATE "C",
  "reason" TEXT COLLATE "C",
  "left_on" TEXT COLLATE "C",
  "exit" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "membership_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "status" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "membership_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "status" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "term" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "list" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "code" TEXT COLLATE "C",
  "name_key" TEXT COLLATE "C",
  "pinyin" TEXT COLLATE "C",
  "initials" TEXT COLLATE "C",
  "place" BIGINT,
  "from_on" TEXT COLLATE "C",
  "until_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "term_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "list" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "code" TEXT COLLATE "C",
  "name_key" TEXT COLLATE "C",
  "pinyin" TEXT COLLATE "C",
  "initials" TEXT COLLATE "C",
  "place" BIGINT,
  "from_on" TEXT COLLATE "C",
  "until_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "activity" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "kind" BIGINT,
  "union" BIGINT,
  "name_key" TEXT COLLATE "C",
  "pinyin" TEXT COLLATE "C",
  "initials" TEXT COLLATE "C",
  "held_from" TEXT COLLATE "C",
  "held_until" TEXT COLLATE "C",
  "site" TEXT COLLATE "C",
  "course" BIGINT,
  "campaign" BIGINT,
  "audience" BIGINT,
  "level" TEXT COLLATE "C",
  "mode" TEXT COLLATE "C",
  "edition" BIGINT,
  "partners" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  PRIMARY KEY ("id")
);
CREATE TABLE "activity_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "name" TEXT COLLATE "C",
  "kind" BIGINT,
  "union" BIGINT,
  "name_key" TEXT COLLATE "C",
  "pinyin" TEXT COLLATE "C",
  "initials" TEXT COLLATE "C",
  "held_from" TEXT COLLATE "C",
  "held_until" TEXT COLLATE "C",
  "site" TEXT COLLATE "C",
  "course" BIGINT,
  "campaign" BIGINT,
  "audience" BIGINT,
  "level" TEXT COLLATE "C",
  "mode" TEXT COLLATE "C",
  "edition" BIGINT,
  "partners" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "activity_person" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "activity" BIGINT,
  "person" BIGINT,
  "part" TEXT COLLATE "C",
  "union" BIGINT,
  "intent" BIGINT,
  "employed" BIGINT,
  "certificate" BIGINT,
  "result" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "activity_name" TEXT COLLATE "C",
  "activity_held_from" TEXT COLLATE "C",
  "person_name" TEXT COLLATE "C",
  "person_pinyin" TEXT COLLATE "C",
  "person_initials" TEXT COLLATE "C",
  "person_sex" TEXT COLLATE "C",
  "person_migrant" BIGINT,
  "person_now_from" TEXT COLLATE "C",
  "person_now_until" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "activity_person_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "activity" BIGINT,
  "person" BIGINT,
  "part" TEXT COLLATE "C",
  "union" BIGINT,
  "intent" BIGINT,
  "employed" BIGINT,
  "certificate" BIGINT,
  "result" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "activity_line" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "activity" BIGINT,
  "item" BIGINT,
  "quantity" BIGINT,
  "amount" BIGINT,
  "measure" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "union" BIGINT,
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "activity_name" TEXT COLLATE "C",
  "activity_held_from" TEXT COLLATE "C",
  "item_name" TEXT COLLATE "C",
  "item_list" TEXT COLLATE "C",
  "item_code" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "activity_line_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "activity" BIGINT,
  "item" BIGINT,
  "quantity" BIGINT,
  "amount" BIGINT,
  "measure" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "union" BIGINT,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "award" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "title" BIGINT,
  "level" TEXT COLLATE "C",
  "star" BIGINT,
  "outcome" TEXT COLLATE "C",
  "union" BIGINT,
  "person" BIGINT,
  "employer" BIGINT,
  "awarded_on" TEXT COLLATE "C",
  "until_on" TEXT COLLATE "C",
  "end" TEXT COLLATE "C",
  "body" TEXT COLLATE "C",
  "document" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "title_name" TEXT COLLATE "C",
  "title_list" TEXT COLLATE "C",
  "title_code" TEXT COLLATE "C",
  "person_name" TEXT COLLATE "C",
  "person_pinyin" TEXT COLLATE "C",
  "person_initials" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "award_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "title" BIGINT,
  "level" TEXT COLLATE "C",
  "star" BIGINT,
  "outcome" TEXT COLLATE "C",
  "union" BIGINT,
  "person" BIGINT,
  "employer" BIGINT,
  "awarded_on" TEXT COLLATE "C",
  "until_on" TEXT COLLATE "C",
  "end" TEXT COLLATE "C",
  "body" TEXT COLLATE "C",
  "document" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "target" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "indicator" TEXT COLLATE "C",
  "measured" TEXT COLLATE "C",
  "value" TEXT COLLATE "C",
  "at_most" BIGINT,
  "begin_on" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  "union" BIGINT,
  "team" TEXT COLLATE "C",
  "leader" TEXT COLLATE "C",
  "responsible" TEXT COLLATE "C",
  "part_of" BIGINT,
  "document" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  PRIMARY KEY ("id")
);
CREATE TABLE "target_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "name" TEXT COLLATE "C",
  "indicator" TEXT COLLATE "C",
  "measured" TEXT COLLATE "C",
  "value" TEXT COLLATE "C",
  "at_most" BIGINT,
  "begin_on" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  "union" BIGINT,
  "team" TEXT COLLATE "C",
  "leader" TEXT COLLATE "C",
  "responsible" TEXT COLLATE "C",
  "part_of" BIGINT,
  "document" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "paper_series" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "organ" BIGINT,
  "kind" TEXT COLLATE "C",
  "word" TEXT COLLATE "C",
  "year" BIGINT,
  "begin" BIGINT,
  "note" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  PRIMARY KEY ("id")
);
CREATE TABLE "paper_series_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "name" TEXT COLLATE "C",
  "organ" BIGINT,
  "kind" TEXT COLLATE "C",
  "word" TEXT COLLATE "C",
  "year" BIGINT,
  "begin" BIGINT,
  "note" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "paper_out" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "organ" BIGINT,
  "organ_name" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  "title" TEXT COLLATE "C",
  "main_to" TEXT COLLATE "C",
  "body" TEXT COLLATE "C",
  "copies" TEXT COLLATE "C",
  "without" BIGINT,
  "written" TEXT COLLATE "C",
  "word" TEXT COLLATE "C",
  "year" BIGINT,
  "number" BIGINT,
  "place" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "void_for" TEXT COLLATE "C",
  "signed_on" TEXT COLLATE "C",
  "signer" TEXT COLLATE "C",
  "contact" TEXT COLLATE "C",
  "printed_by" TEXT COLLATE "C",
  "printed_on" TEXT COLLATE "C",
  "answers_title" TEXT COLLATE "C",
  "answers_number" TEXT COLLATE "C",
  "answers_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "about_register" TEXT COLLATE "C",
  "about_key" TEXT COLLATE "C",
  "text" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "paper_out_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "organ" BIGINT,
  "organ_name" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  "title" TEXT COLLATE "C",
  "main_to" TEXT COLLATE "C",
  "body" TEXT COLLATE "C",
  "copies" TEXT COLLATE "C",
  "without" BIGINT,
  "written" TEXT COLLATE "C",
  "word" TEXT COLLATE "C",
  "year" BIGINT,
  "number" BIGINT,
  "place" TEXT COLLATE "C",
  "void_for" TEXT COLLATE "C",
  "signed_on" TEXT COLLATE "C",
  "signer" TEXT COLLATE "C",
  "contact" TEXT COLLATE "C",
  "printed_by" TEXT COLLATE "C",
  "printed_on" TEXT COLLATE "C",
  "answers_title" TEXT COLLATE "C",
  "answers_number" TEXT COLLATE "C",
  "answers_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "about_register" TEXT COLLATE "C",
  "about_key" TEXT COLLATE "C",
  "text" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "paper_out_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "paper_out_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "paper_in" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "organ" BIGINT,
  "sender" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  "title" TEXT COLLATE "C",
  "number" TEXT COLLATE "C",
  "dated_on" TEXT COLLATE "C",
  "received_on" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "handler" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  "result" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "about_register" TEXT COLLATE "C",
  "about_key" TEXT COLLATE "C",
  "signer" TEXT COLLATE "C",
  "text" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "paper_in_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "organ" BIGINT,
  "sender" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  "title" TEXT COLLATE "C",
  "number" TEXT COLLATE "C",
  "dated_on" TEXT COLLATE "C",
  "received_on" TEXT COLLATE "C",
  "handler" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  "result" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "about_register" TEXT COLLATE "C",
  "about_key" TEXT COLLATE "C",
  "signer" TEXT COLLATE "C",
  "text" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "paper_in_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "paper_in_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "paper_form" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "union" BIGINT,
  "letter" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  PRIMARY KEY ("id")
);
CREATE TABLE "paper_form_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "name" TEXT COLLATE "C",
  "union" BIGINT,
  "letter" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "cadre" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "union" BIGINT,
  "post" TEXT COLLATE "C",
  "engagement" TEXT COLLATE "C",
  "way" TEXT COLLATE "C",
  "from_on" TEXT COLLATE "C",
  "term_ends_on" TEXT COLLATE "C",
  "until_on" TEXT COLLATE "C",
  "party_post" TEXT COLLATE "C",
  "phone" BYTEA,
  "phone_idx" BYTEA,
  "phone_tail" BYTEA,
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  PRIMARY KEY ("id")
);
CREATE TABLE "cadre_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "name" TEXT COLLATE "C",
  "union" BIGINT,
  "post" TEXT COLLATE "C",
  "engagement" TEXT COLLATE "C",
  "way" TEXT COLLATE "C",
  "from_on" TEXT COLLATE "C",
  "term_ends_on" TEXT COLLATE "C",
  "until_on" TEXT COLLATE "C",
  "party_post" TEXT COLLATE "C",
  "phone" BYTEA,
  "note" TEXT COLLATE "C",
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "founding" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "form" TEXT COLLATE "C",
  "parent" BIGINT,
  "simple" BIGINT,
  "line" BIGINT,
  "guide" TEXT COLLATE "C",
  "opened_on" TEXT COLLATE "C",
  "contact" TEXT COLLATE "C",
  "phone" BYTEA,
  "phone_idx" BYTEA,
  "phone_tail" BYTEA,
  "note" TEXT COLLATE "C",
  "prep_no" TEXT COLLATE "C",
  "prep_asked_on" TEXT COLLATE "C",
  "prep_on" TEXT COLLATE "C",
  "prep_union" BIGINT,
  "prep_paper" BIGINT,
  "prep_reply_paper" BIGINT,
  "seats" BIGINT,
  "term_years" BIGINT,
  "congress_on" TEXT COLLATE "C",
  "congress_no" TEXT COLLATE "C",
  "congress_asked_on" TEXT COLLATE "C",
  "congress_reply_on" TEXT COLLATE "C",
  "congress_paper" BIGINT,
  "congress_reply_paper" BIGINT,
  "elected_on" TEXT COLLATE "C",
  "entitled" BIGINT,
  "present" BIGINT,
  "issued" BIGINT,
  "turned_in" BIGINT,
  "valid" BIGINT,
  "request_no" TEXT COLLATE "C",
  "request_on" TEXT COLLATE "C",
  "reply_on" TEXT COLLATE "C",
  "unveiled_on" TEXT COLLATE "C",
  "union" BIGINT,
  "report_paper" BIGINT,
  "request_paper" BIGINT,
  "reply_paper" BIGINT,
  "closed_on" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  "local_values" JSON,
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "founding_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "name" TEXT COLLATE "C",
  "form" TEXT COLLATE "C",
  "parent" BIGINT,
  "simple" BIGINT,
  "line" BIGINT,
  "guide" TEXT COLLATE "C",
  "opened_on" TEXT COLLATE "C",
  "contact" TEXT COLLATE "C",
  "phone" BYTEA,
  "note" TEXT COLLATE "C",
  "prep_no" TEXT COLLATE "C",
  "prep_asked_on" TEXT COLLATE "C",
  "prep_on" TEXT COLLATE "C",
  "prep_union" BIGINT,
  "prep_paper" BIGINT,
  "prep_reply_paper" BIGINT,
  "seats" BIGINT,
  "term_years" BIGINT,
  "congress_on" TEXT COLLATE "C",
  "congress_no" TEXT COLLATE "C",
  "congress_asked_on" TEXT COLLATE "C",
  "congress_reply_on" TEXT COLLATE "C",
  "congress_paper" BIGINT,
  "congress_reply_paper" BIGINT,
  "elected_on" TEXT COLLATE "C",
  "entitled" BIGINT,
  "present" BIGINT,
  "issued" BIGINT,
  "turned_in" BIGINT,
  "valid" BIGINT,
  "request_no" TEXT COLLATE "C",
  "request_on" TEXT COLLATE "C",
  "reply_on" TEXT COLLATE "C",
  "unveiled_on" TEXT COLLATE "C",
  "union" BIGINT,
  "report_paper" BIGINT,
  "request_paper" BIGINT,
  "reply_paper" BIGINT,
  "closed_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  "local_values" JSON,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "founding_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "founding_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "founding_unit" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "founding" BIGINT,
  "employer" BIGINT,
  "consented" BIGINT,
  "note" TEXT COLLATE "C",
  "parent" BIGINT,
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "employer_name" TEXT COLLATE "C",
  "employer_pinyin" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "founding_unit_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "founding" BIGINT,
  "employer" BIGINT,
  "consented" BIGINT,
  "note" TEXT COLLATE "C",
  "parent" BIGINT,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "founding_body" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "founding" BIGINT,
  "body" BIGINT,
  "note" TEXT COLLATE "C",
  "parent" BIGINT,
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  PRIMARY KEY ("id")
);
CREATE TABLE "founding_body_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "founding" BIGINT,
  "body" BIGINT,
  "note" TEXT COLLATE "C",
  "parent" BIGINT,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "founding_person" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "founding" BIGINT,
  "name" TEXT COLLATE "C",
  "sex" TEXT COLLATE "C",
  "work" TEXT COLLATE "C",
  "serves" TEXT COLLATE "C",
  "post" TEXT COLLATE "C",
  "relative" BIGINT,
  "manager" BIGINT,
  "votes" BIGINT,
  "elected" BIGINT,
  "note" TEXT COLLATE "C",
  "parent" BIGINT,
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  PRIMARY KEY ("id")
);
CREATE TABLE "founding_person_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "founding" BIGINT,
  "name" TEXT COLLATE "C",
  "sex" TEXT COLLATE "C",
  "work" TEXT COLLATE "C",
  "serves" TEXT COLLATE "C",
  "post" TEXT COLLATE "C",
  "relative" BIGINT,
  "manager" BIGINT,
  "votes" BIGINT,
  "elected" BIGINT,
  "note" TEXT COLLATE "C",
  "parent" BIGINT,
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "joining" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "person" BIGINT,
  "union" BIGINT,
  "founding" BIGINT,
  "employer" BIGINT,
  "channel" TEXT COLLATE "C",
  "applied_on" TEXT COLLATE "C",
  "own_hand" BIGINT,
  "statement" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "decided_on" TEXT COLLATE "C",
  "number" TEXT COLLATE "C",
  "form_number" TEXT COLLATE "C",
  "membership" BIGINT,
  "closed_on" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  "person_name" TEXT COLLATE "C",
  "person_pinyin" TEXT COLLATE "C",
  "person_initials" TEXT COLLATE "C",
  "person_sex" TEXT COLLATE "C",
  "person_migrant" BIGINT,
  "person_has_phone" BIGINT,
  "person_now_from" TEXT COLLATE "C",
  "person_now_until" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "joining_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "person" BIGINT,
  "union" BIGINT,
  "founding" BIGINT,
  "employer" BIGINT,
  "channel" TEXT COLLATE "C",
  "applied_on" TEXT COLLATE "C",
  "own_hand" BIGINT,
  "statement" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "decided_on" TEXT COLLATE "C",
  "number" TEXT COLLATE "C",
  "form_number" TEXT COLLATE "C",
  "membership" BIGINT,
  "closed_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "joining_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "joining_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "card" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "membership" BIGINT,
  "person" BIGINT,
  "union" BIGINT,
  "asked_on" TEXT COLLATE "C",
  "form_number" TEXT COLLATE "C",
  "printed_on" TEXT COLLATE "C",
  "sealed_on" TEXT COLLATE "C",
  "handed_on" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  "person_name" TEXT COLLATE "C",
  "person_pinyin" TEXT COLLATE "C",
  "person_initials" TEXT COLLATE "C",
  "membership_number" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "card_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "membership" BIGINT,
  "person" BIGINT,
  "union" BIGINT,
  "asked_on" TEXT COLLATE "C",
  "form_number" TEXT COLLATE "C",
  "printed_on" TEXT COLLATE "C",
  "sealed_on" TEXT COLLATE "C",
  "handed_on" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "card_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "card_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "matter" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "person" BIGINT,
  "union" BIGINT,
  "kind" TEXT COLLATE "C",
  "words" TEXT COLLATE "C",
  "asked_on" TEXT COLLATE "C",
  "answer" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  "person_name" TEXT COLLATE "C",
  "person_pinyin" TEXT COLLATE "C",
  "person_initials" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "matter_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "person" BIGINT,
  "union" BIGINT,
  "kind" TEXT COLLATE "C",
  "words" TEXT COLLATE "C",
  "asked_on" TEXT COLLATE "C",
  "answer" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "matter_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "matter_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "contact" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "person" BIGINT,
  "union" BIGINT,
  "phone" BYTEA,
  "phone_idx" BYTEA,
  "phone_tail" BYTEA,
  "address" BYTEA,
  "told_on" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  "person_name" TEXT COLLATE "C",
  "person_pinyin" TEXT COLLATE "C",
  "person_initials" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "contact_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "person" BIGINT,
  "union" BIGINT,
  "phone" BYTEA,
  "address" BYTEA,
  "told_on" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "contact_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "contact_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "partner" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "name" TEXT COLLATE "C",
  "card" TEXT COLLATE "C",
  "spoken" TEXT COLLATE "C",
  "fingerprint" TEXT COLLATE "C",
  "confirmed_with" TEXT COLLATE "C",
  "confirmed_on" TEXT COLLATE "C",
  "vouched_by" BIGINT,
  "superior" BIGINT,
  "ended_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "partner_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "name" TEXT COLLATE "C",
  "card" TEXT COLLATE "C",
  "spoken" TEXT COLLATE "C",
  "fingerprint" TEXT COLLATE "C",
  "confirmed_with" TEXT COLLATE "C",
  "confirmed_on" TEXT COLLATE "C",
  "vouched_by" BIGINT,
  "superior" BIGINT,
  "ended_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "transfer" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "membership" BIGINT,
  "person" BIGINT,
  "from" BIGINT,
  "from_name" TEXT COLLATE "C",
  "joined_on" TEXT COLLATE "C",
  "past" TEXT COLLATE "C",
  "to" BIGINT,
  "employer" BIGINT,
  "to_name" TEXT COLLATE "C",
  "partner" BIGINT,
  "cause" TEXT COLLATE "C",
  "asked_on" TEXT COLLATE "C",
  "asked_by" TEXT COLLATE "C",
  "dues_until" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "held_on" TEXT COLLATE "C",
  "new_membership" BIGINT,
  "letter" BIGINT,
  "desk" BIGINT,
  "status_before" TEXT COLLATE "C",
  "file_id" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  "person_name" TEXT COLLATE "C",
  "person_pinyin" TEXT COLLATE "C",
  "person_initials" TEXT COLLATE "C",
  "person_sex" TEXT COLLATE "C",
  "person_migrant" BIGINT,
  "person_now_from" TEXT COLLATE "C",
  "person_now_until" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "transfer_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "membership" BIGINT,
  "person" BIGINT,
  "from" BIGINT,
  "from_name" TEXT COLLATE "C",
  "joined_on" TEXT COLLATE "C",
  "past" TEXT COLLATE "C",
  "to" BIGINT,
  "employer" BIGINT,
  "to_name" TEXT COLLATE "C",
  "partner" BIGINT,
  "cause" TEXT COLLATE "C",
  "asked_on" TEXT COLLATE "C",
  "asked_by" TEXT COLLATE "C",
  "dues_until" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "held_on" TEXT COLLATE "C",
  "new_membership" BIGINT,
  "letter" BIGINT,
  "desk" BIGINT,
  "status_before" TEXT COLLATE "C",
  "file_id" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "transfer_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "transfer_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "member_change" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "membership" BIGINT,
  "person" BIGINT,
  "union" BIGINT,
  "change" TEXT COLLATE "C",
  "from_on" TEXT COLLATE "C",
  "cause" TEXT COLLATE "C",
  "decided_on" TEXT COLLATE "C",
  "asked_on" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  "now_from" TEXT COLLATE "C",
  "now_until" TEXT COLLATE "C",
  "person_name" TEXT COLLATE "C",
  "person_pinyin" TEXT COLLATE "C",
  "person_initials" TEXT COLLATE "C",
  "person_sex" TEXT COLLATE "C",
  "person_migrant" BIGINT,
  "person_now_from" TEXT COLLATE "C",
  "person_now_until" TEXT COLLATE "C",
  PRIMARY KEY ("id")
);
CREATE TABLE "member_change_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "membership" BIGINT,
  "person" BIGINT,
  "union" BIGINT,
  "change" TEXT COLLATE "C",
  "from_on" TEXT COLLATE "C",
  "cause" TEXT COLLATE "C",
  "decided_on" TEXT COLLATE "C",
  "asked_on" TEXT COLLATE "C",
  "closed_on" TEXT COLLATE "C",
  "note" TEXT COLLATE "C",
  "clock_from" TEXT COLLATE "C",
  "clock_days" BIGINT,
  "clock_left" BIGINT,
  "granted_days" BIGINT,
  "accepted_on" TEXT COLLATE "C",
  "answered_on" TEXT COLLATE "C",
  "taken_days" BIGINT,
  "in_time" BIGINT,
  "starter" BIGINT,
  "started_by" TEXT COLLATE "C",
  "handler" BIGINT,
  "handled_by" TEXT COLLATE "C",
  "offered_to" BIGINT,
  "returns" BIGINT,
  "returned_for" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
CREATE TABLE "member_change_span" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day")
);
CREATE TABLE "member_change_span_history" (
  "id" BIGINT NOT NULL,
  "from_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "until_day" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "made_version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_version" BIGINT NOT NULL DEFAULT 0,
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "state" TEXT COLLATE "C",
  "due_on" TEXT COLLATE "C",
  PRIMARY KEY ("id", "from_day", "made_version")
);
CREATE TABLE "local_field" (
  "id" BIGINT NOT NULL,
  "public_id" TEXT COLLATE "C" NOT NULL DEFAULT '',
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "of_register" TEXT COLLATE "C",
  "title" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  "options" TEXT COLLATE "C",
  "measured" TEXT COLLATE "C",
  "help" TEXT COLLATE "C",
  "union" BIGINT,
  "begin_on" TEXT COLLATE "C",
  "until_on" TEXT COLLATE "C",
  "secret" BIGINT,
  "code" TEXT COLLATE "C",
  "province_id" BIGINT,
  "city_id" BIGINT,
  "county_id" BIGINT,
  "town_id" BIGINT,
  "area_id" BIGINT,
  "union_id" BIGINT,
  PRIMARY KEY ("id")
);
CREATE TABLE "local_field_history" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL DEFAULT 0,
  "made_seq" BIGINT NOT NULL DEFAULT 0,
  "made_at" BIGINT NOT NULL DEFAULT 0,
  "voided" BIGINT NOT NULL DEFAULT 0,
  "void_reason" TEXT COLLATE "C",
  "ended_seq" BIGINT NOT NULL DEFAULT 0,
  "ended_at" BIGINT NOT NULL DEFAULT 0,
  "of_register" TEXT COLLATE "C",
  "title" TEXT COLLATE "C",
  "kind" TEXT COLLATE "C",
  "options" TEXT COLLATE "C",
  "measured" TEXT COLLATE "C",
  "help" TEXT COLLATE "C",
  "union" BIGINT,
  "begin_on" TEXT COLLATE "C",
  "until_on" TEXT COLLATE "C",
  "secret" BIGINT,
  "code" TEXT COLLATE "C",
  PRIMARY KEY ("id", "version")
);
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
