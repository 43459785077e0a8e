//! Bytes of any encoding as UTF-8 with line feeds only.

use std::io::{self, Read};

use encoding_rs::Decoder;

const CHUNK: usize = 32 << 10;

/// A reader that decodes, turns CR and CR LF into LF, and ends the last line.
pub struct Decoding<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    taken: usize,
    after_cr: bool,
    open_line: bool,
    done: bool,
}

impl<R: Read> Decoding<R> {
    /// Decode `inner`.
    pub fn new(inner: R, decoder: Decoder) -> Self {
        let raw = vec![0; CHUNK];
        let ready = Vec::new();
        let (taken, after_cr, open_line, done) = (0, false, false, false);
        Self { inner, decoder, raw, ready, taken, after_cr, open_line, done }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.inner.read(&mut self.raw)?;
        self.done = read == 0;
        let source = self.raw.get(..read).unwrap_or_default();
        let room = self.decoder.max_utf8_buffer_length(read).unwrap_or(CHUNK * 4);
        let mut text = String::with_capacity(room);
        let _ = self.decoder.decode_to_string(source, &mut text, self.done);
        self.ready.clear();
        self.taken = 0;
        for byte in text.bytes() {
            match byte {
                b'\n' if self.after_cr => {}
                b'\r' => self.ready.push(b'\n'),
                _ => self.ready.push(byte),
            }
            self.after_cr = byte == b'\r';
            self.open_line = !matches!(byte, b'\r' | b'\n');
        }
        if self.done && std::mem::take(&mut self.open_line) {
            self.ready.push(b'\n');
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken >= self.ready.len() && !self.done {
            self.refill()?;
        }
        let mut rest = self.ready.get(self.taken..).unwrap_or_default();
        let read = rest.read(buffer)?;
        self.taken += read;
        Ok(read)
    }
}
