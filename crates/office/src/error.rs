//! What is refused, said so that the person at the desk knows what to do.

use crate::sniff::Kind;

/// What a file may cost. The defaults suit a county's largest roster.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the file itself; a CSV of a million members has some three hundred millions.
    pub max_bytes: u64,
    /// Bytes after unpacking.
    pub max_expanded: u64,
    /// Unpacked to packed, looked at beyond [`Limits::ratio_floor`].
    pub max_ratio: u64,
    /// Unpacked bytes below which the ratio does not matter.
    pub ratio_floor: u64,
    /// Parts in a packed file.
    pub max_entries: usize,
    /// Bytes of the shared texts of a workbook; they are held in memory.
    pub max_shared_text: u64,
    /// Rows with content in one sheet of a workbook.
    pub max_rows: u64,
    /// Rows with content in a text file.
    pub max_rows_text: u64,
    /// Columns in a sheet.
    pub max_columns: usize,
    /// Bytes of an old-style workbook (.xls, .et); it is held in memory.
    pub max_xls_bytes: u64,
    /// Area of the used cells of an old-style workbook; it is held in memory.
    pub max_xls_cells: u64,
    /// Bytes of one row of a text file.
    pub max_record: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 500 << 20,
            max_expanded: 2 << 30,
            max_ratio: 200,
            ratio_floor: 100 << 20,
            max_entries: 10_000,
            max_shared_text: 256 << 20,
            max_rows: 1_100_000,
            max_rows_text: 2_000_000,
            max_columns: 1_000,
            max_xls_bytes: 64 << 20,
            max_xls_cells: 4_000_000,
            max_record: 4 << 20,
        }
    }
}

/// Why a file was refused. The text says what happened, that nothing was
/// written, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be opened or read.
    #[error(
        "文件打不开或读取中断（{0}）。没有写入任何内容。请确认文件没有被别的程序占用，再重新上传。"
    )]
    Io(#[from] std::io::Error),
    /// Zero bytes.
    #[error(
        "文件是空的（0 字节），可能上传中断或另存时出错。没有写入任何内容。请打开原表检查，另存后重新上传。"
    )]
    Empty,
    /// More bytes than the limit.
    #[error(
        "文件有 {size} MB，超过 {limit} MB 的上限。没有写入任何内容。请删去图片和多余的工作表，或按单位拆成几个文件分别上传。"
    )]
    TooBig {
        /// Size in MiB.
        size: u64,
        /// Limit in MiB.
        limit: u64,
    },
    /// A packed file that grows beyond reason.
    #[error(
        "文件展开后大得不正常（{size} MB），像是有意做成的“压缩炸弹”，已停止读取。没有写入任何内容。请新建一张空白工作簿，把数据“选择性粘贴—数值”过去，保存后重新上传。"
    )]
    ZipBomb {
        /// Unpacked size in MiB, as far as it was followed.
        size: u64,
    },
    /// More rows than the limit.
    #[error(
        "工作表“{sheet}”的数据超过 {limit} 行。没有写入任何内容。请按单位或乡镇（街道）拆成几个文件分别上传。"
    )]
    TooManyRows {
        /// The sheet.
        sheet: String,
        /// The limit.
        limit: u64,
    },
    /// Text far to the right.
    #[error(
        "工作表“{sheet}”第 {row} 行的内容一直写到 {column} 列，超过 {limit} 列的上限。没有写入任何内容。请删去表格右侧多余的内容后重新上传。"
    )]
    TooManyColumns {
        /// The sheet.
        sheet: String,
        /// The row.
        row: u32,
        /// The column's letters.
        column: String,
        /// The limit.
        limit: usize,
    },
    /// More than may be held in memory.
    #[error(
        "表格用到的范围或文字太多，超出一次能读的量。没有写入任何内容。请另存为“Excel 工作簿（.xlsx）”，删去空白的大范围格式，或拆成几个文件后重新上传。"
    )]
    TooComplex,
    /// Macros inside.
    #[error(
        "文件含有宏（程序代码），为安全起见不予读取。没有写入任何内容。请用 Excel 或 WPS 打开，另存为不含宏的“Excel 工作簿（.xlsx）”后重新上传。"
    )]
    Macros,
    /// Needs a password.
    #[error(
        "文件设了打开密码，读不了。没有写入任何内容。请用 Excel 或 WPS 打开，在“文件—信息—保护工作簿”中去掉密码，保存后重新上传。"
    )]
    Password,
    /// Not a spreadsheet.
    #[error("这不是能读的电子表格，它实际上是{}。没有写入任何内容。{}", .0.describe(), .0.advice())]
    Wrong(Kind),
    /// No sheet holds anything.
    #[error(
        "文件里的工作表都没有数据。没有写入任何内容。请确认数据填在了正确的文件里，保存后重新上传。"
    )]
    NoData,
    /// The container or the sheet is damaged.
    #[error(
        "文件已损坏，读到一半读不下去。没有写入任何内容。请用 Excel 或 WPS 打开它（如提示修复请选“是”），另存为“Excel 工作簿（.xlsx）”后重新上传。"
    )]
    Broken {
        /// For the log: what the library said.
        detail: String,
    },
    /// A formula error no library knows.
    #[error(
        "工作表“{sheet}”第 {row} 行或下一行有读不懂的公式结果。没有写入任何内容。请把公式换成数值（复制后“选择性粘贴—数值”）再重新上传。"
    )]
    BadCell {
        /// The sheet.
        sheet: String,
        /// The last row that was read.
        row: u32,
    },
    /// Bytes in no known encoding.
    #[error(
        "认不出文件的文字编码。没有写入任何内容。请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”后重新上传。"
    )]
    Encoding,
    /// A quote that is never closed, or a row without end.
    #[error(
        "第 {row} 行附近的引号没有成对，后面的内容全被当成了一格。没有写入任何内容。请补上或删去多余的英文双引号，或另存为“Excel 工作簿（.xlsx）”后重新上传。"
    )]
    Quote {
        /// The row where it starts.
        row: u32,
    },
    /// A sheet that does not exist.
    #[error("没有第 {0} 张工作表。没有写入任何内容。请重新上传文件。")]
    NoSheet(usize),
}

/// Why writing stopped.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The disk or the connection.
    #[error("文件写不下去（{0}）。半成品已丢弃，请检查磁盘空间后重试。")]
    Io(#[from] std::io::Error),
    /// The workbook library refused.
    #[error("表格写不出来（{0}）。半成品已丢弃。")]
    Sheet(#[from] rust_xlsxwriter::XlsxError),
    /// The source of the rows failed.
    #[error("取数时出错（{0}）。半成品已丢弃。")]
    Source(Box<dyn std::error::Error + Send + Sync>),
    /// A sheet without columns, or with too many.
    #[error("工作表“{0}”的列数不对，不能写出。")]
    Columns(String),
}
