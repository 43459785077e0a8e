//! A picture of lines, boxes and words as an enhanced metafile (EMF): office programs show it
//! as a picture, sharp at any size, with the reader's own Chinese fonts; nothing is rendered here.

/// Hundredths of a millimetre; `y` grows downwards.
pub(super) type Hundredths = i32;

/// How a text stands to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// It begins there.
    Left,
    /// It ends there.
    Right,
    /// Its middle is there.
    Centre,
}

/// What a picture is made of, in the order of drawing.
pub(super) enum Shape {
    /// A filled box: left, top, right, bottom, colour.
    Box([Hundredths; 4], u32),
    /// A thin line: from, to.
    Line([Hundredths; 4]),
    /// A text on its base line: place, text, alignment.
    Words([Hundredths; 2], String, Align),
}

/// Height of letters: 五号, 10.5 points.
pub(super) const LETTER: Hundredths = 370;

/// How wide a text stands: Chinese letters are as wide as high, others half of that.
pub(super) fn width(text: &str) -> Hundredths {
    text.chars().map(advance).sum()
}

fn advance(letter: char) -> Hundredths {
    if letter.is_ascii() { LETTER / 2 } else { LETTER }
}

const FONT: u32 = 1;
const PEN: u32 = 2;
const FIRST_BRUSH: u32 = 3;
/// Stock objects need not be made.
const NO_PEN: u32 = 0x8000_0008;

/// The bytes of a picture so wide and high.
pub(super) fn picture(size: [Hundredths; 2], shapes: &[Shape]) -> Vec<u8> {
    let mut colours: Vec<u32> = Vec::new();
    for shape in shapes {
        if let Shape::Box(_, colour) = shape
            && !colours.contains(colour)
        {
            colours.push(*colour);
        }
    }
    let mut file = Records::default();
    // What is below words is seen between them.
    file.record(18, &[1]);
    file.record(24, &[0x0026_2626]);
    file.record(82, &font());
    file.record(38, &[PEN, 0, 0, 0, 0x0099_9999]);
    for (brush, colour) in (FIRST_BRUSH..).zip(&colours) {
        file.record(39, &[brush, 0, *colour, 0]);
    }
    file.record(37, &[FONT]);
    for shape in shapes {
        match shape {
            Shape::Box(edges, colour) => {
                let at = (FIRST_BRUSH..).zip(&colours).find(|(_, known)| *known == colour);
                file.record(37, &[NO_PEN]);
                file.record(37, &[at.map_or(FIRST_BRUSH, |found| found.0)]);
                file.record(43, &edges.map(bits));
            }
            Shape::Line([x, y, to_x, to_y]) => {
                file.record(37, &[PEN]);
                file.record(27, &[bits(*x), bits(*y)]);
                file.record(54, &[bits(*to_x), bits(*to_y)]);
            }
            Shape::Words(place, text, align) => {
                file.record(22, &[align_bits(*align)]);
                file.words(*place, text);
            }
        }
    }
    file.record(14, &[0, 0, 20]);
    file.finish(size, FIRST_BRUSH + u32::try_from(colours.len()).unwrap_or(0))
}

fn align_bits(align: Align) -> u32 {
    match align {
        Align::Left => 24,
        Align::Right => 26,
        Align::Centre => 30,
    }
}

fn bits(number: i32) -> u32 {
    u32::from_le_bytes(number.to_le_bytes())
}

/// LOGFONTW of 宋体 in the height of letters, with the empty rest of the record.
fn font() -> Vec<u32> {
    let mut words = vec![FONT, bits(-LETTER), 0, 0, 0, 400];
    // Character set of simplified Chinese, in the fourth byte.
    words.extend([0x8600_0000, 0]);
    let mut name: Vec<u16> = "宋体".encode_utf16().collect();
    name.resize(32, 0);
    words.extend(pairs(&name));
    // Full name, style and the rest of EXTLOGFONTW stay empty.
    words.resize(words.len() + 57, 0);
    words
}

/// UTF-16 letters two by two.
fn pairs(letters: &[u16]) -> Vec<u32> {
    let pair = |two: &[u16]| {
        let high = two.get(1).copied().unwrap_or(0);
        u32::from(two.first().copied().unwrap_or(0)) | u32::from(high) << 16
    };
    letters.chunks(2).map(pair).collect()
}

#[derive(Default)]
struct Records {
    bytes: Vec<u8>,
    count: u32,
}

impl Records {
    fn record(&mut self, kind: u32, words: &[u32]) {
        let size = u32::try_from(8 + words.len() * 4).unwrap_or(0);
        for word in [kind, size].iter().chain(words) {
            self.bytes.extend(word.to_le_bytes());
        }
        self.count += 1;
    }

    /// A record of words with the step of every letter, so that no program reckons its own.
    fn words(&mut self, [x, y]: [Hundredths; 2], text: &str) {
        let letters: Vec<u16> = text.encode_utf16().collect();
        let Ok(count) = u32::try_from(letters.len()) else { return };
        let text_words = pairs(&letters);
        let steps_at = 76 + u32::try_from(text_words.len() * 4).unwrap_or(0);
        // One dot is one hundredth in both directions: 1.0 twice.
        let mut words = vec![0, 0, bits(-1), bits(-1), 1, 0x3F80_0000, 0x3F80_0000];
        words.extend([bits(x), bits(y), count, 76, 0, 0, 0, 0, 0, steps_at]);
        words.extend(text_words);
        for letter in text.chars() {
            // A letter of two units steps once.
            words.push(bits(advance(letter)));
            words.extend((1..letter.len_utf16()).map(|_| 0));
        }
        self.record(84, &words);
    }

    /// The header before all records. The reference device has a hundred dots in a millimetre, so that
    /// dots are hundredths.
    fn finish(self, [wide, high]: [Hundredths; 2], handles: u32) -> Vec<u8> {
        let size = 88 + u32::try_from(self.bytes.len()).unwrap_or(0);
        let mut words = vec![1, 88, 0, 0, bits(wide), bits(high), 0, 0, bits(wide), bits(high)];
        words.extend([0x464D_4520, 0x0001_0000, size, self.count + 1, handles & 0xffff]);
        words.extend([0, 0, 0, 40_000, 40_000, 400, 400]);
        let mut all: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        all.extend(self.bytes);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_follow_each_other_to_the_end_and_the_header_counts_them() {
        let shapes = [
            Shape::Box([0, 0, 100, 50], 0x001F_2BA6),
            Shape::Line([0, 60, 100, 60]),
            Shape::Words([50, 90], "云溪12家".into(), Align::Centre),
        ];
        let bytes = picture([15_000, 7_500], &shapes);
        let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!((word(0), word(4), word(40)), (1, 88, 0x464D_4520));
        assert_eq!(usize::try_from(word(48)).unwrap(), bytes.len());
        let (mut at, mut count) = (0, 0);
        while at < bytes.len() {
            let size = usize::try_from(word(at + 4)).unwrap();
            assert!(size >= 8 && size.is_multiple_of(4), "record {count} has {size} bytes");
            count += 1;
            if at + size == bytes.len() {
                assert_eq!(word(at), 14, "the last record ends the file");
            }
            at += size;
        }
        assert_eq!((at, count), (bytes.len(), word(52)));
    }

    #[test]
    fn chinese_letters_are_twice_as_wide_as_digits() {
        assert_eq!(width("会员12"), LETTER * 3);
    }
}
