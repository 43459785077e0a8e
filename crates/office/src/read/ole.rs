//! The container of old-style workbooks, walked with bounds before any library
//! follows its chains.

use std::fs::File;
use std::io::Read;

use crate::error::ReadError;
use crate::num::{index, le16, le32, long, short};
use crate::sniff::{Kind, ole_kind};

const END: u32 = 0xFFFF_FFFE;
const LAST_REGULAR: u32 = 0xFFFF_FFFA;

/// A stream or storage of the container.
struct Entry {
    name: String,
    start: u32,
    length: u64,
}

/// A container held in memory.
pub struct Container {
    bytes: Vec<u8>,
    sector: usize,
    fat: Vec<u32>,
    entries: Vec<Entry>,
}

impl Container {
    /// Read and check the whole container.
    pub fn read(mut file: &File) -> Result<Self, ReadError> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let sector = match le16(&bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(bad("sector size")),
        };
        let mut container = Self { bytes, sector, fat: Vec::new(), entries: Vec::new() };
        container.fat = container.load_fat().ok_or_else(|| bad("fat"))?;
        container.load_entries().ok_or_else(|| bad("directory"))?;
        container.check_lengths().ok_or_else(|| bad("lengths"))?;
        Ok(container)
    }

    /// What the container holds.
    pub fn kind(&self) -> Kind {
        ole_kind(|name| self.has(name))
    }

    /// Whether it has a stream or storage of that name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of the workbook stream.
    pub fn workbook(&self) -> Option<Vec<u8>> {
        let named = |name: &str| self.entries.iter().find(|e| e.name.eq_ignore_ascii_case(name));
        let entry = named("Workbook").or_else(|| named("Book"))?;
        if entry.length >= 4096 {
            return self.chain(entry.start, entry.length);
        }
        let root = self.entries.first()?;
        let store = self.chain(root.start, root.length)?;
        let table = self.chain(le32(&self.bytes, 60)?, self.mini_fat_length()?)?;
        let mut found = Vec::new();
        let mut id = entry.start;
        while long(found.len()) < entry.length && id < LAST_REGULAR {
            let at = index(id).checked_mul(64)?;
            found.extend_from_slice(store.get(at..at.checked_add(64)?.min(store.len()))?);
            id = le32(&table, index(id).checked_mul(4)?)?;
        }
        found.truncate(index(short(usize::try_from(entry.length).ok()?)));
        Some(found)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    fn sector(&self, id: u32) -> Option<&[u8]> {
        let at = index(id).checked_add(1)?.checked_mul(self.sector)?;
        let end = at.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(at..end)
    }

    /// The allocation table; it cannot have more sectors than the file.
    fn load_fat(&self) -> Option<Vec<u32>> {
        let mut ids: Vec<u32> = (0..109).filter_map(|i| le32(&self.bytes, 76 + i * 4)).collect();
        let mut next = le32(&self.bytes, 68)?;
        let per = self.sector / 4 - 1;
        let mut steps = 0;
        while next < LAST_REGULAR {
            steps += 1;
            if steps > self.sectors() {
                return None;
            }
            let sector = self.sector(next)?;
            ids.extend((0..per).filter_map(|i| le32(sector, i * 4)));
            next = le32(sector, per * 4)?;
        }
        ids.retain(|id| *id < LAST_REGULAR);
        if ids.len() > self.sectors() {
            return None;
        }
        let mut fat = Vec::new();
        for id in ids {
            let sector = self.sector(id)?;
            fat.extend((0..self.sector / 4).map(|i| le32(sector, i * 4).unwrap_or(END)));
        }
        Some(fat)
    }

    /// Follow a chain; it ends within as many steps as the file has sectors.
    fn chain(&self, start: u32, length: u64) -> Option<Vec<u8>> {
        let mut found = Vec::new();
        let mut id = start;
        let mut steps = 0;
        while id != END && long(found.len()) < length {
            steps += 1;
            if steps > self.sectors() + 1 {
                return None;
            }
            found.extend_from_slice(self.sector(id)?);
            id = *self.fat.get(index(id))?;
        }
        if let Ok(length) = usize::try_from(length) {
            found.truncate(length);
        }
        Some(found)
    }

    fn load_entries(&mut self) -> Option<()> {
        let table = self.chain(le32(&self.bytes, 48)?, u64::MAX)?;
        for entry in table.chunks_exact(128) {
            let units: Vec<u16> =
                (0..32).filter_map(|i| le16(entry, i * 2)).take_while(|u| *u != 0).collect();
            let start = le32(entry, 116)?;
            let low = u64::from(le32(entry, 120)?);
            let high = if self.sector == 4096 { u64::from(le32(entry, 124)?) } else { 0 };
            let name = String::from_utf16_lossy(&units);
            self.entries.push(Entry { name, start, length: low | high << 32 });
        }
        (!self.entries.is_empty()).then_some(())
    }

    fn mini_fat_length(&self) -> Option<u64> {
        Some(u64::from(le32(&self.bytes, 64)?) * long(self.sector))
    }

    /// No stream that will be read is longer than the file, and no chain of it
    /// goes round in circles.
    fn check_lengths(&self) -> Option<()> {
        let size = long(self.bytes.len()) + long(self.sector);
        if self.mini_fat_length()? > size {
            return None;
        }
        for (at, entry) in self.entries.iter().enumerate() {
            let read = at == 0 || ["Workbook", "Book"].iter().any(|n| entry.name == *n);
            if read && entry.length > size {
                return None;
            }
        }
        Some(())
    }
}

fn bad(part: &str) -> ReadError {
    ReadError::Broken { detail: format!("ole2: {part}") }
}
