//! The file of a backup: one line of JSON that says what is in it, then framed rows, then the sealed
//! contents of attachments, then the SHA-256 of all before. A file cut short or altered is known before anything is written.

use super::BackupInfo;
use crate::error::{Result, StoreError};
use crate::keys::hex;
use kernel::value::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

/// The mark of the format.
pub const NAME: &str = "niangjia-backup";
/// Its version; another one is refused.
pub const VERSION: u32 = 1;

const TRAILER: u64 = 32;
/// No header and no row is longer; what claims to be is not ours.
const LONGEST: u32 = 512 << 20;

const TABLE: u8 = b'T';
const ROW: u8 = b'R';
const FILE: u8 = b'F';
const BYTES: u8 = b'B';
const END: u8 = b'E';

/// What is in the file.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Header {
    /// [`NAME`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// UTC milliseconds.
    pub made_at: i64,
    /// Which database it came from; only to be told.
    pub dialect: String,
    /// Head of every journal chain.
    pub heads: Vec<String>,
    /// Migration steps that had been applied.
    pub steps: Vec<String>,
    /// Made from the key, so that one can tell whether a key file fits.
    pub key_check: String,
    /// Rows in all.
    pub rows: u64,
    /// Contents of attachments behind the rows.
    #[serde(default)]
    pub files: u64,
    /// Contents that were not where they should have been.
    #[serde(default)]
    pub lost: u64,
    /// Tables in the order of the file.
    pub tables: Vec<Sheet>,
}

/// A table in the file.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Sheet {
    /// Name.
    pub name: String,
    /// Columns in the order of the values.
    pub columns: Vec<String>,
    /// Number of rows.
    pub rows: u64,
}

pub(super) fn unwritable(path: &Path, cause: io::Error) -> StoreError {
    let say = format!("写不了 {}，备份没有做成；请检查磁盘空间和权限", path.display());
    StoreError::caused(say, cause)
}

fn unreadable(path: &Path, cause: io::Error) -> StoreError {
    StoreError::caused(format!("读不到备份文件 {}，没有写入任何数据", path.display()), cause)
}

fn broken(path: &Path, what: &str) -> StoreError {
    StoreError::unavailable(format!(
        "{} {what}。没有写入任何数据；请换一份完整的备份",
        path.display()
    ))
}

/// A backup being written.
pub struct File {
    out: BufWriter<fs::File>,
    hash: Sha256,
    bytes: u64,
    path: std::path::PathBuf,
    frame: Vec<u8>,
}

impl File {
    /// Begins a new file of mode 600.
    pub fn create(path: &Path, header: &Header) -> Result<File> {
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|cause| unwritable(path, cause))?;
        let mut made = File {
            out: BufWriter::with_capacity(1 << 18, file),
            hash: Sha256::new(),
            bytes: 0,
            path: path.to_owned(),
            frame: Vec::new(),
        };
        let mut line = serde_json::to_vec(header)
            .map_err(|cause| StoreError::caused("备份的开头写不出来，备份没有做成", cause))?;
        line.push(b'\n');
        made.put(&line)?;
        Ok(made)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.bytes += u64::try_from(bytes.len()).unwrap_or_default();
        self.out.write_all(bytes).map_err(|cause| unwritable(&self.path, cause))
    }

    fn frame(&mut self, kind: u8, body: &[u8]) -> Result<()> {
        let long = u32::try_from(body.len()).ok().filter(|long| *long <= LONGEST);
        let long = long.ok_or_else(|| StoreError::unavailable("有一行太长，备份没有做成"))?;
        self.put(&[kind])?;
        self.put(&long.to_le_bytes())?;
        self.put(body)
    }

    /// The rows that follow belong to this table.
    pub fn begin_table(&mut self, name: &str) -> Result<()> {
        self.frame(TABLE, name.as_bytes())
    }

    /// A row.
    pub fn row(&mut self, values: &[Value]) -> Result<()> {
        let mut frame = std::mem::take(&mut self.frame);
        frame.clear();
        for value in values {
            encode(value, &mut frame);
        }
        let done = self.frame(ROW, &frame);
        self.frame = frame;
        done
    }

    /// A content of an attachment, as it lies in the data folder.
    pub fn content(&mut self, name: &str, mut from: impl Read) -> Result<()> {
        self.frame(FILE, name.as_bytes())?;
        let mut piece = Vec::with_capacity(1 << 20);
        loop {
            piece.clear();
            let read = from.by_ref().take(1 << 20).read_to_end(&mut piece);
            read.map_err(|cause| {
                StoreError::caused(format!("附件 {name} 读到一半断了，备份没有做成"), cause)
            })?;
            if piece.is_empty() {
                return Ok(());
            }
            self.frame(BYTES, &piece)?;
        }
    }

    /// Ends the file, and waits until it is on the disk. Gives size and fingerprint.
    pub fn finish(mut self) -> Result<(u64, String)> {
        self.frame(END, &[])?;
        let hash = self.hash.finalize();
        let path = self.path;
        self.out.write_all(&hash).map_err(|cause| unwritable(&path, cause))?;
        let file = self.out.into_inner().map_err(|cause| unwritable(&path, cause.into_error()))?;
        file.sync_all().map_err(|cause| unwritable(&path, cause))?;
        Ok((self.bytes + TRAILER, hex(&hash)))
    }
}

fn encode(value: &Value, out: &mut Vec<u8>) {
    let mut text = |mark: u8, bytes: &[u8]| {
        out.push(mark);
        // A longer value makes the frame too long, which is refused there.
        out.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes());
        out.extend_from_slice(bytes);
    };
    match value {
        Value::Text(clear) => text(2, clear.as_bytes()),
        Value::Bytes(bytes) => text(3, bytes),
        Value::Null => out.push(0),
        Value::Int(number) => {
            out.push(1);
            out.extend(number.to_le_bytes());
        }
    }
}

fn decode(mut rest: &[u8]) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    while let Some((mark, tail)) = rest.split_first() {
        rest = tail;
        values.push(match mark {
            0 => Value::Null,
            1 => Value::Int(i64::from_le_bytes(take(&mut rest, 8)?.try_into().ok()?)),
            2 => Value::Text(String::from_utf8(sized(&mut rest)?.to_vec()).ok()?),
            3 => Value::Bytes(sized(&mut rest)?.to_vec()),
            _ => return None,
        });
    }
    Some(values)
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(count)?;
    *rest = tail;
    Some(head)
}

fn sized<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let long = u32::from_le_bytes(take(rest, 4)?.try_into().ok()?);
    take(rest, usize::try_from(long).ok()?)
}

fn header(path: &Path, from: &mut impl BufRead) -> Result<Header> {
    let mut line = Vec::new();
    let mut some = from.take(u64::from(LONGEST));
    some.read_until(b'\n', &mut line).map_err(|cause| unreadable(path, cause))?;
    let header: Header =
        serde_json::from_slice(&line).map_err(|_| broken(path, "不是本系统的备份文件"))?;
    if header.format != NAME {
        return Err(broken(path, "不是本系统的备份文件"));
    }
    if header.version != VERSION {
        let say = "这份备份是更新的版本写的，本程序不认识。没有写入任何数据；请换用新版程序恢复";
        return Err(StoreError::unavailable(say));
    }
    Ok(header)
}

fn open(path: &Path) -> Result<(fs::File, u64)> {
    let file = fs::File::open(path).map_err(|cause| unreadable(path, cause))?;
    let size = file.metadata().map_err(|cause| unreadable(path, cause))?.len();
    Ok((file, size))
}

fn info(path: &Path, header: Header, bytes: u64, sha256: String) -> BackupInfo {
    BackupInfo {
        path: path.to_owned(),
        made_at: header.made_at,
        bytes,
        rows: header.rows,
        files: header.files,
        lost: header.lost,
        heads: header.heads,
        sha256,
    }
}

/// What a backup says of itself, without reading all of it.
pub fn look(path: &Path) -> Result<BackupInfo> {
    let (mut file, size) = open(path)?;
    let header = header(path, &mut BufReader::new(&mut file))?;
    let mut trailer = Vec::new();
    let at = size.checked_sub(TRAILER).ok_or_else(|| broken(path, "不完整"))?;
    let end = io::Seek::seek(&mut file, io::SeekFrom::Start(at));
    end.and_then(|_| file.read_to_end(&mut trailer)).map_err(|cause| unreadable(path, cause))?;
    Ok(info(path, header, size, hex(&trailer)))
}

/// Reads the whole file and compares it with its fingerprint.
pub fn verify(path: &Path) -> Result<BackupInfo> {
    let (file, size) = open(path)?;
    let mut from = BufReader::with_capacity(1 << 18, file);
    let body = size.checked_sub(TRAILER).ok_or_else(|| broken(path, "不完整"))?;
    let mut hash = Sha256::new();
    let mut left = (&mut from).take(body);
    loop {
        let piece = left.fill_buf().map_err(|cause| unreadable(path, cause))?;
        let long = piece.len();
        if long == 0 {
            break;
        }
        hash.update(piece);
        left.consume(long);
    }
    let mut trailer = Vec::new();
    from.read_to_end(&mut trailer).map_err(|cause| unreadable(path, cause))?;
    if trailer != hash.finalize().to_vec() {
        return Err(broken(path, "的指纹不符：文件不完整或被改过"));
    }
    let (file, _) = open(path)?;
    Ok(info(path, header(path, &mut BufReader::new(file))?, size, hex(&trailer)))
}

/// A piece of the file.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// The rows that follow belong to this table.
    Table(String),
    /// A row.
    Row(Vec<Value>),
    /// The bytes that follow are the content of an attachment with this name.
    File(String),
    /// Its next bytes.
    Bytes(Vec<u8>),
}

/// A backup being read; [`verify`] it first.
pub struct Reader {
    from: BufReader<fs::File>,
    /// What is in it.
    pub header: Header,
    path: std::path::PathBuf,
}

impl Reader {
    /// Opens the file.
    pub fn open(path: &Path) -> Result<Reader> {
        let mut from = BufReader::with_capacity(1 << 18, open(path)?.0);
        let header = header(path, &mut from)?;
        Ok(Reader { from, header, path: path.to_owned() })
    }

    /// The next piece; `None` at the end.
    pub fn piece(&mut self) -> Result<Option<Piece>> {
        let mut head = [0; 5];
        let read = self.from.read_exact(&mut head);
        read.map_err(|cause| unreadable(&self.path, cause))?;
        let [kind, a, b, c, d] = head;
        let long = u32::from_le_bytes([a, b, c, d]);
        if long > LONGEST {
            return Err(broken(&self.path, "里有一行太长"));
        }
        let mut body = vec![0; usize::try_from(long).unwrap_or_default()];
        self.from.read_exact(&mut body).map_err(|cause| unreadable(&self.path, cause))?;
        let piece = match kind {
            TABLE => String::from_utf8(body).ok().map(Piece::Table),
            ROW => decode(&body).map(Piece::Row),
            FILE => String::from_utf8(body).ok().map(Piece::File),
            BYTES => Some(Piece::Bytes(body)),
            END => return Ok(None),
            _ => None,
        };
        piece.map(Some).ok_or_else(|| broken(&self.path, "里有认不出的内容"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Header {
        Header {
            format: NAME.into(),
            version: VERSION,
            program: "0".into(),
            made_at: 7,
            dialect: "sqlite".into(),
            heads: vec!["0:3:abc".into()],
            steps: vec!["0001_start.sql".into()],
            key_check: String::new(),
            rows: 2,
            files: 1,
            lost: 0,
            tables: vec![Sheet { name: "t".into(), columns: vec!["id".into()], rows: 2 }],
        }
    }

    fn rows() -> [Vec<Value>; 2] {
        [
            vec![Value::Int(i64::MIN), Value::Text("王秀兰\n\t".into()), Value::Null],
            vec![Value::Int(-1), Value::Text(String::new()), Value::Bytes(vec![0, 10, 255])],
        ]
    }

    fn write(path: &Path, content: &[u8]) {
        let mut file = File::create(path, &sample()).unwrap();
        file.begin_table("t").unwrap();
        for row in rows() {
            file.row(&row).unwrap();
        }
        file.content("ab", content).unwrap();
        file.finish().unwrap();
    }

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("niangjia-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn every_shape_of_value_comes_back_as_it_was() {
        let folder = folder("values");
        let path = folder.join("a");
        write(&path, &vec![7; (1 << 20) + 1]);
        let mut reader = Reader::open(&path).unwrap();
        assert_eq!(reader.piece().unwrap(), Some(Piece::Table("t".into())));
        for row in rows() {
            assert_eq!(reader.piece().unwrap(), Some(Piece::Row(row)));
        }
        assert_eq!(reader.piece().unwrap(), Some(Piece::File("ab".into())));
        assert_eq!(reader.piece().unwrap(), Some(Piece::Bytes(vec![7; 1 << 20])));
        assert_eq!(reader.piece().unwrap(), Some(Piece::Bytes(vec![7])));
        assert_eq!(reader.piece().unwrap(), None);
        assert_eq!(look(&path).unwrap().sha256, verify(&path).unwrap().sha256);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_cut_short_or_altered_anywhere_is_refused() {
        let folder = folder("broken");
        let path = folder.join("a");
        write(&path, b"content");
        let whole = fs::read(&path).unwrap();
        for cut in [0, 1, 31, 32, 33, whole.len() / 2, whole.len() - 1] {
            fs::write(&path, &whole[..cut]).unwrap();
            assert!(verify(&path).is_err(), "cut at {cut}");
        }
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 1;
            fs::write(&path, &altered).unwrap();
            assert!(verify(&path).is_err(), "altered at {at}");
        }
        fs::write(&path, [&whole[..], b"x"].concat()).unwrap();
        assert!(verify(&path).is_err(), "something added");
        fs::remove_dir_all(folder).unwrap();
    }
}
