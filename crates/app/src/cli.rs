//! The words of the command line. They are kept stable: scripts rely on them. What clap shows as
//! help is for those who run the program, so it is in Chinese.

use clap::{Arg, ArgAction, Args, Command as Clap, CommandFactory, Parser, Subcommand};
use std::path::PathBuf;

/// 娘家：工会工作系统
#[derive(Debug, Parser)]
#[command(
    name = "niangjia",
    version,
    about = "娘家：总工会的工作系统。没有人填总数，每个数字都点得开。"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Where the installation is.
    #[command(flatten)]
    pub place: Place,
    /// 多说一些（写到标准错误）
    #[arg(long, global = true)]
    pub verbose: bool,
}

/// The command line with its help in Chinese throughout.
pub fn command() -> Clap {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    chinese(Cli::command())
        .disable_version_flag(true)
        .arg(version.help("看版本").help_heading("选项"))
}

fn chinese(command: Clap) -> Clap {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("看说明");
    command
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            arg.help_heading(heading)
        })
        .mut_subcommands(chinese)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help.help_heading("选项"))
        .subcommand_help_heading("命令")
        .help_template("{about-with-newline}\n用法：{usage}\n\n{all-args}")
}

/// Where the installation is.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// 数据文件夹：密钥、备份、上传的文件；没写--database-url时，数据库也在里面
    #[arg(long, global = true, env = "NIANGJIA_DATA", default_value = "data")]
    pub data: PathBuf,
    /// 不用自带的SQLite，用这个postgres://地址
    #[arg(long, global = true, env = "NIANGJIA_DATABASE_URL")]
    pub database_url: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 建一个样例县试用，列出登录名和密码
    Demo(Demo),
    /// 开门：提供页面和接口
    Serve(Serve),
    /// 建一个新的系统
    Init(Init),
    /// 导入一个表，或撤销一次导入（import undo 任务号）
    Import(Import),
    /// 把一本台账导出成文件
    Export(Export),
    /// 算指标
    Figure(Figure),
    /// 照模板写一份汇报
    Report(Report),
    /// 定义自己的指标，或导出指标的口径
    Indicator(Indicator),
    /// 列出有哪些台账、采集表、指标、规则、角色
    List(List),
    /// 备份，不用停程序
    Backup(FileArg),
    /// 把备份恢复到一个空的地方
    Restore(FileArg),
    /// 核对：日志和记录有没有被绕过程序改过
    Verify(Verify),
    /// 密钥：没有它，加密的内容读不出来
    Key(Key),
    /// 和别的系统互转会员：做转会文件、收文件、做回执
    Transfer(Transfer),
    /// 换了新版本后，更新数据库结构
    Migrate,
    /// 检查这套系统有什么毛病
    Doctor,
    /// 账号
    User(User),
    /// 生成手册
    Handbook(FolderArg),
    /// Writes the difference between registers and migration steps as a new step.
    #[command(hide = true)]
    Migration(Migration),
    /// 测速度
    Bench(Bench),
}

/// `demo`
#[derive(Args, Debug)]
pub struct Demo {
    /// 在哪个地址开门
    #[arg(long, default_value = "127.0.0.1:8686")]
    pub listen: String,
    /// county（12万会员）或small（2000会员）
    #[arg(long, default_value = "county")]
    pub size: String,
    /// 种子一样，建出来的县就一样
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// 建在这个文件夹里，用完不删
    #[arg(long)]
    pub keep: Option<PathBuf>,
    /// 只建，不开门
    #[arg(long)]
    pub no_serve: bool,
}

/// `serve`
#[derive(Args, Debug)]
pub struct Serve {
    /// 在哪个地址开门
    #[arg(long, default_value = "127.0.0.1:8686")]
    pub listen: String,
    /// HTTPS证书文件（PEM）
    #[arg(long, requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// 证书的私钥文件（PEM）
    #[arg(long, requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// 前面有代理负责HTTPS
    #[arg(long)]
    pub behind_proxy: bool,
    /// 病毒检查：附件存下之前先交给这个命令，后面接文件路径；干净退出0，有毒退出1
    #[arg(long, env = "NIANGJIA_SCAN_COMMAND")]
    pub scan_command: Option<String>,
    /// 短信：console只在屏幕上显示（试用）；或一个命令，从标准输入收一行JSON（phone、text），发出退出0
    #[arg(long, env = "NIANGJIA_SMS_COMMAND")]
    pub sms_command: Option<String>,
}

/// `init`
#[derive(Args, Debug)]
pub struct Init {
    /// 总工会全称
    #[arg(long)]
    pub name: String,
    /// 行政区划代码，六位数字
    #[arg(long)]
    pub code: String,
    /// 第一个管理员的登录名
    #[arg(long)]
    pub admin: String,
    /// 最上一级是哪种组织
    #[arg(long, default_value = "FED_COUNTY")]
    pub kind: String,
    /// 用哪种算法加密：aes256或sm4
    #[arg(long, default_value = "aes256")]
    pub cipher: String,
    /// 不备份密钥，并记入日志
    #[arg(long)]
    pub no_key_export: bool,
}

/// `import`
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Import {
    /// 撤销或接着做
    #[command(subcommand)]
    pub job: Option<ImportJob>,
    /// 采集表的编码：unions、members、employers
    pub sheet: Option<String>,
    /// 文件
    pub file: Option<PathBuf>,
    /// 哪个工会：编号或名称
    #[arg(long)]
    pub union: Option<String>,
    /// 只看，不写入
    #[arg(long)]
    pub dry_run: bool,
    /// 把某一列当作某一项：表头=名称或编码，可写多次
    #[arg(long = "map")]
    pub map: Vec<String>,
    /// 有错的行连同原因写到这个文件
    #[arg(long)]
    pub rejects: Option<PathBuf>,
    /// 会变的内容从哪天起算
    #[arg(long)]
    pub as_of: Option<String>,
    /// 输出JSON
    #[arg(long)]
    pub json: bool,
}

/// `import undo`, `import resume`
#[derive(Debug, Subcommand)]
pub enum ImportJob {
    /// 接着做停在半路的导入；已写完的，把留下的行再查一遍，写入现在没有问题的
    Resume {
        /// 任务号
        job: i64,
        /// 输出JSON
        #[arg(long)]
        json: bool,
    },
    /// 撤销整次导入
    Undo {
        /// 任务号
        job: i64,
        /// 输出JSON
        #[arg(long)]
        json: bool,
    },
}

/// `export`
#[derive(Args, Debug)]
pub struct Export {
    /// 台账的编码
    pub register: String,
    /// 哪个工会：编号或名称
    #[arg(long)]
    pub union: Option<String>,
    /// 条件：字段=值，可写多次
    #[arg(long = "where")]
    pub filters: Vec<String>,
    /// 哪一天的记录
    #[arg(long)]
    pub as_of: Option<String>,
    /// 写到哪个文件：.xlsx、.csv或.json
    #[arg(short, long)]
    pub output: PathBuf,
}

/// `figure`
#[derive(Args, Debug)]
pub struct Figure {
    /// 指标编码，可写几个；list indicators列出全部
    #[arg(required = true)]
    pub codes: Vec<String>,
    /// 哪个工会（含下级）：编号或名称
    #[arg(long)]
    pub union: Option<String>,
    /// 截至哪天；不写就是今天
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub as_of: Option<String>,
    /// 时期的第一天
    #[arg(long, requires = "to")]
    pub from: Option<String>,
    /// 时期的最后一天
    #[arg(long, requires = "from")]
    pub to: Option<String>,
    /// 只数到这一天（或2026-01-15T12:00:00）为止录入的资料
    #[arg(long)]
    pub known_at: Option<String>,
    /// 按什么分开；分两项就写两次：--by child --by gender
    #[arg(long = "by")]
    pub by: Vec<String>,
    /// 按那一天的组织树，不按今天的
    #[arg(long)]
    pub tree_of_day: bool,
    /// 连明细一起列出
    #[arg(long)]
    pub rows: bool,
    /// 输出JSON
    #[arg(long)]
    pub json: bool,
}

/// `report`
#[derive(Args, Debug)]
pub struct Report {
    /// 模板的编码或名称；list reports列出全部
    pub template: String,
    /// 哪个工会（含下级）：编号或名称
    #[arg(long)]
    pub union: Option<String>,
    /// 截至哪天，从那年1月1日写起；不写就是今天
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub as_of: Option<String>,
    /// 时期的第一天
    #[arg(long, requires = "to")]
    pub from: Option<String>,
    /// 时期的最后一天
    #[arg(long, requires = "from")]
    pub to: Option<String>,
    /// 附上每个数字的口径和出处（.docx）
    #[arg(long)]
    pub appendix: bool,
    /// 写到哪个文件：.docx、.html或.json
    #[arg(short, long)]
    pub output: PathBuf,
}

/// `indicator`
#[derive(Args, Debug)]
pub struct Indicator {
    /// What to do.
    #[command(subcommand)]
    pub what: IndicatorWhat,
}

/// What to do with definitions.
#[derive(Debug, Subcommand)]
pub enum IndicatorWhat {
    /// 照文件里写的定义一个指标，或改自己定义的指标
    Define {
        /// 口径文件（写法见手册“指标怎么写”）
        file: PathBuf,
        /// 为什么改；改已有的指标时要写
        #[arg(long, default_value = "")]
        reason: String,
        /// 只试算，不保存
        #[arg(long)]
        dry_run: bool,
        /// 输出JSON
        #[arg(long)]
        json: bool,
    },
    /// 把一个指标的口径导出成文件，可以改了再定义
    Export {
        /// 指标编码
        code: String,
        /// 写到哪个文件；不写就显示出来
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// 看一个指标的历次口径
    History {
        /// 指标编码
        code: String,
        /// 输出JSON
        #[arg(long)]
        json: bool,
    },
    /// 停用自己定义的指标；以前汇报里的数不变
    Retire {
        /// 指标编码
        code: String,
        /// 为什么停用
        #[arg(long, default_value = "")]
        reason: String,
    },
}

/// `list`
#[derive(Args, Debug)]
pub struct List {
    /// 列什么：registers、sheets、indicators、rules或roles
    pub what: String,
    /// 输出JSON
    #[arg(long)]
    pub json: bool,
}

/// A file.
#[derive(Args, Debug)]
pub struct FileArg {
    /// 文件
    pub file: PathBuf,
}

/// A folder.
#[derive(Args, Debug)]
pub struct FolderArg {
    /// 文件夹
    #[arg(default_value = "docs/handbook")]
    pub folder: PathBuf,
}

/// `verify`
#[derive(Args, Debug)]
pub struct Verify {
    /// 以前另外留存的日志头：链号:序号:指纹
    #[arg(long)]
    pub head: Option<String>,
    /// 先按台账重数一遍累计数，再查
    #[arg(long)]
    pub recount: bool,
    /// 输出JSON
    #[arg(long)]
    pub json: bool,
}

/// `key`
#[derive(Args, Debug)]
pub struct Key {
    /// 做什么
    #[command(subcommand)]
    pub what: KeyWhat,
}

/// What to do with the key.
#[derive(Debug, Subcommand)]
pub enum KeyWhat {
    /// 用口令加密后导出
    Export(FileArg),
    /// 从导出的文件读回来
    Import(FileArg),
    /// 显示本系统的密钥卡和指纹，和别的系统互认时用；里面没有要保密的
    Card {
        /// 写到哪个文件；不写就显示出来
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
}

/// `transfer`
#[derive(Args, Debug)]
pub struct Transfer {
    /// What to do.
    #[command(subcommand)]
    pub what: TransferWhat,
}

/// What to do with files of transfers.
#[derive(Debug, Subcommand)]
pub enum TransferWhat {
    /// 做一件转会的转会文件；转出工会同意转往外地以后才有
    Out {
        /// 转会的编号，页面地址最后一段也可以
        id: String,
        /// 写到哪个文件
        #[arg(short, long)]
        output: PathBuf,
    },
    /// 收对方发来的转会文件，或者回执
    In {
        /// 文件
        file: PathBuf,
        /// 由哪个工会接收：编号或名称；收回执不用写
        #[arg(long)]
        union: Option<String>,
        /// 只看里面写了什么，不收下
        #[arg(long)]
        dry_run: bool,
    },
    /// 做一件收来的转会的回执；接收或不接收以后才有
    Receipt {
        /// 转会的编号，页面地址最后一段也可以
        id: String,
        /// 写到哪个文件
        #[arg(short, long)]
        output: PathBuf,
    },
}

/// `user`
#[derive(Args, Debug)]
pub struct User {
    /// What to do.
    #[command(subcommand)]
    pub what: UserWhat,
}

/// What to do with users.
#[derive(Debug, Subcommand)]
pub enum UserWhat {
    /// 新建账号，显示一次性密码
    Add {
        /// 登录名
        login: String,
        /// 使用人姓名
        #[arg(long)]
        name: String,
        /// 角色编码；list roles列出全部
        #[arg(long)]
        role: Option<String>,
        /// 管哪个工会（含下级）：编号或名称
        #[arg(long)]
        union: Option<String>,
    },
    /// 重设密码，显示一次性密码
    Passwd {
        /// 登录名
        login: String,
    },
    /// 停用账号
    Lock {
        /// 登录名
        login: String,
    },
    /// 列出账号
    List {
        /// 输出JSON
        #[arg(long)]
        json: bool,
    },
}

/// `migration`
#[derive(Args, Debug)]
pub struct Migration {
    /// Name of the step.
    pub name: String,
    /// The folder of steps.
    #[arg(long, default_value = "crates/store/migrations")]
    pub folder: PathBuf,
}

/// `bench`
#[derive(Args, Debug)]
pub struct Bench {
    /// 测哪些：import、xlsx、tally、list、figures、page、report、load、numbers、matters、crowd；不写就全测
    pub names: Vec<String>,
    /// 测 import、tally、numbers、matters 时写进本机的 PostgreSQL：postgres://用户@主机:端口
    #[arg(long)]
    pub server: Option<String>,
    /// 会员数
    #[arg(long, default_value_t = 120_000)]
    pub members: usize,
    /// crowd（200人办公、2000部手机同时用）用多少秒
    #[arg(long, default_value_t = 600)]
    pub seconds: u64,
}
