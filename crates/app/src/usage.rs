//! Wrong calls, told in Chinese: which word is off, and what it could have been.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Two lines: what is wrong with the call and where help is. `None` where clap shows what is to be shown: help
/// and version.
pub fn told(error: &Error) -> Option<String> {
    if !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return None;
    }
    let said = |kind| error.get(kind).map(words).unwrap_or_default();
    let (arg, value) = (said(ContextKind::InvalidArg), said(ContextKind::InvalidValue));
    let text = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令{}", said(ContextKind::InvalidSubcommand), meant(error))
        }
        ErrorKind::UnknownArgument => format!("不认识“{arg}”{}", meant(error)),
        ErrorKind::MissingRequiredArgument => format!("还少：{arg}"),
        ErrorKind::MissingSubcommand => "没有说要做什么".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{arg}”后面要写一个值"),
        ErrorKind::InvalidValue => {
            let valid = said(ContextKind::ValidValue);
            let valid = if valid.is_empty() { valid } else { format!("，可以写：{valid}") };
            format!("“{arg}”不能是“{value}”{valid}{}", meant(error))
        }
        ErrorKind::ValueValidation => format!("“{arg}”的值“{value}”不对"),
        ErrorKind::ArgumentConflict => {
            format!("“{arg}”和“{}”不能一起写", said(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues => format!("“{arg}”多写了“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("“{arg}”写的值个数不对")
        }
        ErrorKind::NoEquals => format!("“{arg}”要用等号写值"),
        ErrorKind::InvalidUtf8 => "里面有不是文字的字节".to_owned(),
        _ => "命令写得不对".to_owned(),
    };
    Some(format!("{text}。\n看说明：加 --help"))
}

fn meant(error: &Error) -> String {
    let kinds =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let like = kinds.into_iter().find_map(|kind| error.get(kind)).map(words);
    like.filter(|like| !like.is_empty())
        .map_or_else(String::new, |like| format!("，是不是“{like}”"))
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(all) => all.join("、"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::StyledStr(text) => text.to_string(),
        _ => String::new(),
    }
}
