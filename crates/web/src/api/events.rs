//! What the program says by itself to a webhook, for the description of the API.

use kernel::register::Catalog;
use serde_json::{Map, Value, json};

/// The part `webhooks` of the description: one message for every register with a procedure.
pub fn webhooks(catalog: &Catalog) -> Value {
    let mut all = Map::new();
    for (register, flow) in catalog.flows() {
        let states: Vec<Value> = flow
            .states
            .iter()
            .map(|state| json!({"const": state.code, "title": flow.title(state.code)}))
            .collect();
        let summary = format!("{}到了订阅的状态", register.title);
        all.insert(
            register.name.to_owned(),
            json!({"post": post(&summary, register.name, &states)}),
        );
    }
    Value::Object(all)
}

fn post(summary: &str, register: &str, states: &[Value]) -> Value {
    let text = json!({"type": "string"});
    let body = json!({"type": "object", "properties": {
        "id": {"type": "string", "description": "消息号，重发时相同"},
        "event": {"type": "string", "enum": ["state", "due", "test"]},
        "at": {"type": "string", "description": "什么时候发生的，北京时间"},
        "register": {"const": register},
        "register_title": text,
        "state": {"type": "string", "oneOf": states},
        "state_title": text,
        "word": {"type": "string", "description": "event是due时：新有几件快到期或已超期"},
        "due_on": {"type": ["string", "null"], "format": "date", "description": "这个状态的到期日"},
        "link": {"type": "string", "description": "记录的地址，登录后才看得到内容"}}});
    let header = |name: &str, about: &str| json!({"name": name, "in": "header", "required": true, "description": about, "schema": text});
    json!({
        "summary": summary,
        "description": "在“设置—消息渠道”里加“推送到别的系统”、勾选状态后发出；勾选了快到期、超期的，有新的就告诉有几件（event是due，state是空的）。只有台账、状态、到期日和链接，没有人名、号码。没有收到2开头的答复就重发，至多8次。",
        "parameters": [
            header("X-Niangjia-Message", "消息号，同一条只收一次"),
            header("X-Niangjia-Timestamp", "这次发送的UTC秒数，差5分钟以上的不收"),
            header("X-Niangjia-Signature", "v1=对“时间戳.正文”算HMAC-SHA256的十六进制"),
        ],
        "requestBody": {"required": true, "content": {"application/json": {"schema": body}}},
        "responses": {"2XX": {"description": "收下了"}},
    })
}
