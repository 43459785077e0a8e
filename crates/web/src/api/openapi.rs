//! The description of the API (OpenAPI 3.1), built from the declarations: a new register is in it
//! without a line here.

use super::ROOT;
use crate::app::App;
use crate::fault::Answer;
use axum::extract::State;
use kernel::field::{FieldDef, Kind};
use kernel::register::{Catalog, Register};
use kernel::workflow::Workflow;
use serde_json::{Map, Value, json};

/// `GET /openapi.json`; holds nothing but what is declared in code, so nobody is asked to sign in for it.
/// Local fields are told of by `/registers`, to those who may see them.
pub(super) async fn document(State(app): State<App>) -> Answer {
    super::fine(&openapi(app.store.declared()))
}

/// The whole description.
pub fn openapi(catalog: &Catalog) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    general(&mut paths);
    for register in &catalog.registers {
        of_register(register, &mut paths);
        schemas.insert(register.name.into(), values(register));
    }
    schemas.insert("problem".into(), problem());
    schemas.insert("conflict".into(), conflict());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "娘家接口",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "台账、数字和日志。权限、遮盖、校验和日志与页面相同。天是YYYY-MM-DD（北京时间），金额以分计。",
        },
        "servers": [{"url": ROOT}],
        "security": [{"token": []}, {"cookie": []}],
        "paths": paths,
        "webhooks": super::events::webhooks(catalog),
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "POST /sign-in得到的令牌"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "niangjia", "description": "浏览器登录；改动要另带x-csrf-token"},
            },
            "schemas": schemas,
        },
    })
}

fn query(name: &str, about: &str) -> Value {
    json!({"name": name, "in": "query", "description": about, "schema": {"type": "string"}})
}

fn in_path(name: &str, about: &str) -> Value {
    json!({"name": name, "in": "path", "required": true, "description": about, "schema": {"type": "string"}})
}

fn operation(summary: &str, parameters: &[Value], done: (&str, &str)) -> Value {
    let mut responses = Map::new();
    responses.insert(done.0.into(), json!({"description": done.1}));
    let problem = json!({"description": "没有做成，说明原因",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}});
    responses.insert("default".into(), problem);
    json!({"summary": summary, "parameters": parameters, "responses": responses})
}

fn with_body(mut operation: Value, schema: &Value) -> Value {
    let body = json!({"required": true, "content": {"application/json": {"schema": schema}}});
    if let Some(map) = operation.as_object_mut() {
        map.insert("requestBody".into(), body);
    }
    operation
}

fn with_conflict(mut operation: Value) -> Value {
    let conflict = json!({"description": "别人先改了，写明两边的差别",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/conflict"}}}});
    if let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) {
        responses.insert("409".into(), conflict);
    }
    operation
}

fn days() -> Vec<Value> {
    vec![
        query("union", "哪个单位及下级：键、public_id、统一社会信用代码或全称；不写是自己的单位"),
        query("as_of", "截至哪天；时期数到这一天为止"),
        query("from", "时期数从哪天起；不写从当年1月1日"),
        query("to", "时期数到哪天"),
        query("known_at", "只数到这一天（或2026-01-15 12:00）为止录入的资料；不写就数到现在"),
        query("by", "按什么分：child、month（时期数）或指标自己的分法"),
        query("tree", "day：用当日的组织树；不写用今天的"),
    ]
}

fn general(paths: &mut Map<String, Value>) {
    let mut put = |path: &str, methods: Value| {
        paths.insert(path.to_owned(), methods);
    };
    let text = json!({"type": "string"});
    let sign_in = json!({"type": "object", "required": ["login", "password"],
        "properties": {"login": text, "password": text, "totp": text}});
    let enter = with_body(operation("换令牌", &[], ("201", "token和must_change")), &sign_in);
    put(
        "/sign-in",
        json!({"post": open(enter), "delete": operation("令牌作废", &[], ("204", "已退出"))}),
    );
    put("/registers", json!({"get": operation("能看的台账和字段", &[], ("200", "台账的数组"))}));
    let mut codes = vec![query("code", "指标编码，可以写几个")];
    codes.extend(days());
    put(
        "/figures",
        json!({"get": operation("算数字", &codes, ("200", "每个指标一份：值、分子分母、未计入、分组"))}),
    );
    let mut rows = vec![in_path("code", "指标编码")];
    rows.extend(days());
    rows.push(query("of", "只要一组：维度:编码"));
    rows.push(query("limit", "一次几行，至多100"));
    rows.push(query("after", "从这个键之后"));
    put(
        "/figures/{code}/rows",
        json!({"get": operation("数字背后的记录，条数与数字一致", &rows, ("200", "数字和一页记录"))}),
    );
    put(
        "/reports",
        json!({"get": operation("写过的汇报", &[query("union", "哪个工会")], ("200", "汇报的数组"))}),
    );
    put(
        "/reports/{key}",
        json!({"get": operation("一份汇报：文字，每个数字和它的出处", &[in_path("key", "汇报的编号")], ("200", "汇报"))}),
    );
    put("/indicators", json!({"get": operation("指标和口径", &[], ("200", "指标的数组"))}));
    put(
        "/bench",
        json!({"get": operation("待我办理的，到期早的在前", &[query("union", "哪个单位及下级")], ("200", "matters和件数"))}),
    );
    put("/sheets", json!({"get": operation("采集表和列", &[], ("200", "采集表的数组"))}));
    let reveal = json!({"type": "object", "required": ["register", "key", "field", "reason"],
        "properties": {"register": text, "key": {"type": ["string", "integer"]}, "field": text, "reason": text}});
    let asked =
        with_body(operation("看一项敏感信息的全文，留日志", &[], ("200", "value")), &reveal);
    put("/reveal", json!({"post": asked}));
    let key = || in_path("key", "附件的public_id");
    let remove =
        [key(), query("version", "看到的版本号，必填"), query("reason", "为什么移除，必填")];
    put(
        "/attachments/{key}",
        json!({
            "get": operation("附件的内容", &[key()], ("200", "照片或PDF")),
            "delete": operation("移除附件，可以撤销", &remove, ("204", "已移除")),
        }),
    );
    let filters = [
        ("from", "从哪天"),
        ("to", "到哪天"),
        ("user", "谁"),
        ("act", "做了什么"),
        ("register", "哪本台账"),
        ("record", "记录键"),
        ("before", "下一页的位置"),
    ];
    let filters = filters.map(|(name, about)| query(name, about));
    put(
        "/journal",
        json!({"get": operation("日志，限审计管理员", &filters, ("200", "entries和next"))}),
    );
}

/// An operation that needs no token.
fn open(mut operation: Value) -> Value {
    if let Some(map) = operation.as_object_mut() {
        map.insert("security".into(), json!([]));
    }
    operation
}

fn of_register(register: &Register, paths: &mut Map<String, Value>) {
    let (name, title) = (register.name, register.title);
    let list = [
        query("union", "哪个单位及下级；below=0只看本级"),
        query("w", "条件，可以写几个，与列表页地址里的相同"),
        query("q", "查找：姓名、单位名、编号、证件号或手机尾号"),
        query("on", "那一天在册的，值也是那一天的"),
        query("sort", "按哪一列排，前面加减号倒排"),
        query("cols", "要哪些列，逗号隔开"),
        query("n", "一页几行：25、50、100"),
        query("c", "下一页的位置，见next"),
        query("life", "all：全部（不写就是全部）；ended：已离会、已撤销、已移出的；living：现在的"),
        query("voided", "1：看作废的"),
    ];
    let schema = json!({"$ref": format!("#/components/schemas/{name}")});
    let text = json!({"type": "string"});
    let add = json!({"type": "object", "required": ["values"],
        "properties": {"values": schema, "reason": text}});
    let edit = json!({"type": "object", "required": ["version", "values"], "properties": {
        "version": {"type": "integer"}, "values": schema, "reason": text,
        "from": {"type": "string", "format": "date", "description": "变化：从哪天起"},
        "correction": {"type": "boolean", "description": "更正：原来就录错了"}}});
    let added = operation(&format!("登记{title}"), &[], ("201", "登记好的记录"));
    paths.insert(
        format!("/registers/{name}/records"),
        json!({
            "get": operation(&format!("查{title}"), &list, ("200", "一页记录、总数和下一页地址")),
            "post": with_body(added, &add),
        }),
    );
    let key = || in_path("key", "记录的id或public_id");
    let void = [key(), query("version", "看到的版本号，必填"), query("reason", "为什么作废，必填")];
    let edited = operation(&format!("改{title}"), &[key()], ("200", "改后的记录"));
    let voided = operation(&format!("作废{title}"), &void, ("204", "已作废"));
    paths.insert(
        format!("/registers/{name}/records/{{key}}"),
        json!({
            "get": operation(&format!("看一条{title}"), &[key()], ("200", "记录，敏感项遮住")),
            "patch": with_conflict(with_body(edited, &edit)),
            "delete": with_conflict(voided),
        }),
    );
    if !register.attachments.is_empty() {
        paths.insert(format!("/registers/{name}/records/{{key}}/attachments"), attached(register));
    }
    if register.papers.is_some() {
        let paper =
            operation("公文：字号、版头、正文、版记，没有写的地方", &[key()], ("200", "公文"));
        paths.insert(format!("/registers/{name}/records/{{key}}/paper"), json!({"get": paper}));
        let file = operation("公文的DOCX文件", &[key()], ("200", "文件"));
        paths.insert(format!("/registers/{name}/records/{{key}}/paper.docx"), json!({"get": file}));
    }
    if let Some(flow) = &register.flow {
        of_flow(register, flow, paths);
    }
    let history = operation(&format!("{title}的变更"), &[key()], ("200", "谁在什么时候改了什么"));
    paths.insert(format!("/registers/{name}/records/{{key}}/history"), json!({"get": history}));
}

/// The procedure of a register's records.
fn of_flow(register: &Register, flow: &Workflow, paths: &mut Map<String, Value>) {
    let (name, title) = (register.name, register.title);
    let key = || in_path("key", "记录的id或public_id");
    let open = flow.steps.iter().filter(|step| !step.by.is_empty());
    let codes: Vec<Value> = open
        .map(|step| {
            let asks = [step.asks.clone(), step.takes.clone()].concat().join("、");
            json!({"const": step.code, "title": step.title, "description": asks})
        })
        .collect();
    let text = json!({"type": "string"});
    let said = json!({"step": {"type": "string", "oneOf": codes}, "values": {"type": "object",
        "description": "这一步要填的"}, "reason": text, "words": text});
    let (mut one, mut many) = (said.clone(), said);
    if let (Some(one), Some(many)) = (one.as_object_mut(), many.as_object_mut()) {
        one.insert("version".into(), json!({"type": "integer"}));
        let record = json!({"type": "object", "required": ["key", "version"], "properties": {
            "key": {"type": ["string", "integer"]}, "version": {"type": "integer"}}});
        many.insert("records".into(), json!({"type": "array", "maxItems": 500, "items": record}));
    }
    let one = json!({"type": "object", "required": ["step", "version"], "properties": one});
    let many = json!({"type": "object", "required": ["step", "records"], "properties": many});
    let shown =
        operation(&format!("{title}办到哪一步"), &[key()], ("200", "状态、时限、能办的步骤"));
    let made =
        operation(&format!("办{title}的一步"), &[key()], ("200", "办后的记录，made是一并成立的"));
    paths.insert(
        format!("/registers/{name}/records/{{key}}/flow"),
        json!({"get": shown, "post": with_conflict(with_body(made, &one))}),
    );
    let all = operation(&format!("几件{title}办同一步"), &[], ("200", "每件的结果"));
    paths.insert(format!("/registers/{name}/flow"), json!({"post": with_body(all, &many)}));
}

/// Photos and papers of a register's records.
fn attached(register: &Register) -> Value {
    let title = register.title;
    let key = || in_path("key", "记录的id或public_id");
    let codes: Vec<Value> = register
        .attachments
        .iter()
        .map(|kind| json!({"const": kind.code, "title": kind.title, "description": kind.formats()}))
        .collect();
    let body = json!({"required": true, "content": {"multipart/form-data": {"schema": {
        "type": "object", "required": ["kind", "file"], "properties": {
            "kind": {"type": "string", "oneOf": codes},
            "title": {"type": "string", "description": "不写就用文件名"},
            "file": {"type": "array", "items": {"type": "string", "format": "binary"},
                "description": "放在kind和title之后，可以有几个"}}}}}});
    let mut add = operation(
        &format!("给{title}加附件"),
        &[key()],
        ("201", "added：存下的；refused：没有存的文件和原因"),
    );
    if let Some(map) = add.as_object_mut() {
        map.insert("requestBody".into(), body);
    }
    let list = operation(&format!("{title}的附件"), &[key()], ("200", "附件的数组"));
    json!({"get": list, "post": add})
}

fn values(register: &Register) -> Value {
    let fields = || register.fields.iter().filter(|field| !field.computed);
    let properties: Map<String, Value> =
        fields().map(|field| (field.name.to_owned(), schema(field))).collect();
    let required: Vec<&str> = fields().filter(|field| field.required).map(|f| f.name).collect();
    json!({
        "type": "object",
        "title": register.title,
        "description": register.about,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn schema(field: &FieldDef) -> Value {
    let mut map = Map::new();
    map.insert("title".into(), field.title.into());
    let (kind, format) = match field.kind {
        Kind::Int | Kind::Money => ("integer", ""),
        Kind::YesNo => ("boolean", ""),
        Kind::Day => ("string", "date"),
        Kind::Link => ("integer", "int64"),
        _ => ("string", ""),
    };
    map.insert("type".into(), kind.into());
    if !format.is_empty() {
        map.insert("format".into(), format.into());
    }
    if let Some((low, high)) = field.between {
        map.insert("minimum".into(), low.into());
        map.insert("maximum".into(), high.into());
    }
    if let Some(list) = field.list {
        let one = |item: &kernel::choices::Choice| json!({"const": item.0, "title": item.1});
        map.insert("oneOf".into(), list.items.iter().map(one).collect());
    }
    let mut about = Vec::new();
    about.extend((!field.help.is_empty()).then(|| field.help.to_owned()));
    about.extend((field.kind == Kind::Money).then(|| "以分计".to_owned()));
    about.extend((field.kind == Kind::Link).then(|| format!("{}的键，也收public_id", field.to)));
    about.extend(field.dated.then(|| "随时间变化：改时写from或correction".to_owned()));
    about.extend(field.secret.then(|| "加密存放，读出时遮住，看全文用/reveal".to_owned()));
    if !about.is_empty() {
        map.insert("description".into(), about.join("；").into());
    }
    Value::Object(map)
}

fn problem() -> Value {
    let text = json!({"type": "string"});
    let error =
        json!({"type": "object", "properties": {"field": text, "reason": text, "rule": text}});
    json!({"type": "object", "description": "RFC 9457", "properties": {
        "type": text, "title": text, "status": {"type": "integer"}, "detail": text,
        "instance": {"type": "string", "description": "可以报给管理员的编号"},
        "errors": {"type": "array", "items": error}}})
}

fn conflict() -> Value {
    let text = json!({"type": "string"});
    let clash = json!({"type": "object", "properties": {"field": text, "title": text, "theirs": text, "mine": text}});
    let inner = json!({"type": "object", "properties": {
        "version": {"type": "integer"}, "who": text, "at": {"type": "integer"},
        "clashes": {"type": "array", "items": clash}}});
    json!({"allOf": [{"$ref": "#/components/schemas/problem"},
        {"type": "object", "properties": {"conflict": inner}}]})
}
