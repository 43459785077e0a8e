//! Pictures made anew from their pixels, upright, no larger than a screen needs, with a small one beside.

use super::{Examined, Refused};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, Limits, RgbImage};
use kernel::attachment::Media;
use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

/// Most pixels of a picture that is opened.
pub const MOST_PIXELS: u64 = 40_000_000;
/// Longest side of a picture.
const MOST_SIDE: u32 = 16_000;
/// Longer side of what is kept, in pixels: a page of paper is read at it.
pub const LONGEST_SIDE: u32 = 2560;
/// Longer side of the small picture, in pixels.
pub const SMALL_SIDE: u32 = 320;
/// Most bytes that opening one may take.
const MOST_MEMORY: u64 = 256 << 20;
/// A drawing stays sharp as PNG; a photo sent as PNG would be ten times what it is as JPEG.
const MOST_PNG: usize = 3 << 20;

/// One at a time: a large one takes a quarter of a small server's memory.
static ONE: Mutex<()> = Mutex::new(());

/// Makes a picture anew.
pub(super) fn remade(media: Media, bytes: &[u8]) -> Result<Examined, Refused> {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let from = Cursor::new(bytes);
    let image = match media {
        Media::Jpeg => opened(JpegDecoder::new(from).map_err(|error| refused(&error))?),
        _ => opened(PngDecoder::with_limits(from, limits()).map_err(|error| refused(&error))?),
    }?;
    let image = if image.width().max(image.height()) > LONGEST_SIDE {
        image.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::Triangle)
    } else {
        image
    };
    let (media, content) = written(media, &image)?;
    let small = jpeg(&image.thumbnail(SMALL_SIDE, SMALL_SIDE), 80)?;
    Ok(Examined { media, content, small: Some(small), size: (image.width(), image.height()) })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

fn refused(error: &ImageError) -> Refused {
    match error {
        ImageError::Limits(_) => Refused::TooManyPixels,
        ImageError::IoError(_) => Refused::Half,
        _ if error.to_string().to_lowercase().contains("unexpected end") => Refused::Half,
        _ => Refused::Broken,
    }
}

/// Whether a picture of this size is opened.
fn fits((width, height): (u32, u32)) -> bool {
    let pixels = u64::from(width) * u64::from(height);
    // A long thin one asks for much more room than it has pixels while it is made smaller.
    width.max(height) <= MOST_SIDE && (1..=MOST_PIXELS).contains(&pixels)
}

/// The pixels, upright, with eight bits a channel.
fn opened(mut decoder: impl ImageDecoder) -> Result<DynamicImage, Refused> {
    if !fits(decoder.dimensions()) {
        return Err(Refused::TooManyPixels);
    }
    decoder.set_limits(limits()).map_err(|error| refused(&error))?;
    let upright = decoder.orientation().map_err(|error| refused(&error))?;
    let image = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    let mut image = match (image.color().has_alpha(), image.color().has_color()) {
        (true, _) => DynamicImage::ImageRgba8(image.into_rgba8()),
        (false, true) => DynamicImage::ImageRgb8(image.into_rgb8()),
        (false, false) => DynamicImage::ImageLuma8(image.into_luma8()),
    };
    image.apply_orientation(upright);
    Ok(image)
}

fn written(media: Media, image: &DynamicImage) -> Result<(Media, Vec<u8>), Refused> {
    if media == Media::Png {
        let mut out = Cursor::new(Vec::new());
        image.write_to(&mut out, ImageFormat::Png).map_err(|_| Refused::Broken)?;
        let out = out.into_inner();
        if out.len() <= MOST_PNG {
            return Ok((Media::Png, out));
        }
    }
    Ok((Media::Jpeg, jpeg(image, 85)?))
}

fn jpeg(image: &DynamicImage, quality: u8) -> Result<Vec<u8>, Refused> {
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
    let done = if image.color().has_alpha() {
        encoder.encode_image(&on_white(image))
    } else {
        encoder.encode_image(image)
    };
    done.map_err(|_| Refused::Broken)?;
    Ok(out)
}

/// What can be seen through lies on white, as on paper.
fn on_white(image: &DynamicImage) -> RgbImage {
    let seen = image.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let image::Rgba([red, green, blue, alpha]) = *seen.get_pixel(x, y);
        let mix = |colour: u8| {
            let (colour, alpha) = (u16::from(colour), u16::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([mix(red), mix(green), mix(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::super::examine;
    use super::*;

    fn hall(width: u32, height: u32) -> DynamicImage {
        let shade = |n: u32| u8::try_from(n % 256).unwrap();
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
            // The upper left quarter is red, so that one sees which side is up.
            let red = if x < width / 2 && y < height / 2 { 250 } else { 20 };
            image::Rgb([red, shade(x / 9), shade(y / 9)])
        }))
    }

    fn as_png(image: &DynamicImage) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        image.write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    }

    /// A JPEG as a phone writes it: turned by a quarter, with the place where it was taken.
    fn from_a_phone(image: &DynamicImage) -> Vec<u8> {
        let plain = jpeg(image, 90).unwrap();
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08".to_vec();
        exif.extend([0, 1]); // one entry
        exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]); // orientation 6: turn right
        exif.extend([0, 0, 0, 0]);
        exif.extend(b"GPS 33.3803N 119.2201E");
        let long = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&plain[..2], &[0xff, 0xe1], &long, &exif, &plain[2..]].concat()
    }

    fn read(bytes: &[u8]) -> DynamicImage {
        image::load_from_memory(bytes).unwrap()
    }

    fn is_red(image: &DynamicImage, x: u32, y: u32) -> bool {
        let [red, ..] = image.to_rgb8().get_pixel(x, y).0;
        red > 150
    }

    #[test]
    fn a_phones_photo_is_turned_upright_made_smaller_and_forgets_where_it_was_taken() {
        let sent = from_a_phone(&hall(3000, 600));
        assert!(sent.windows(3).any(|part| part == b"GPS"));
        let kept = examine(sent).unwrap();
        assert_eq!((kept.media, kept.size), (Media::Jpeg, (512, 2560)));
        for bytes in [&kept.content, kept.small.as_ref().unwrap()] {
            assert!(!bytes.windows(3).any(|part| part == b"GPS"));
            assert!(!bytes.windows(4).any(|part| part == b"Exif"));
        }
        let image = read(&kept.content);
        assert_eq!((image.width(), image.height()), kept.size);
        assert!(is_red(&image, 500, 100) && !is_red(&image, 100, 100), "the red quarter is right");
        let small = read(kept.small.as_ref().unwrap());
        assert_eq!(small.width().max(small.height()), SMALL_SIDE);
    }

    #[test]
    fn a_small_drawing_stays_as_it_is_and_a_large_photo_in_png_becomes_jpeg() {
        let drawing = hall(400, 300);
        let kept = examine(as_png(&drawing)).unwrap();
        assert_eq!((kept.media, kept.size), (Media::Png, (400, 300)));
        assert!(read(&kept.content).to_rgb8() == drawing.to_rgb8());
        let noise =
            |x: u32, y: u32| u8::try_from((x * x * 31 + y * y * 17 + x * y * 7) % 251).unwrap();
        let photo = RgbImage::from_fn(1200, 1000, |x, y| {
            image::Rgb([noise(x, y), noise(y, x + 5), noise(x + 9, y)])
        });
        let kept = examine(as_png(&DynamicImage::ImageRgb8(photo))).unwrap();
        assert_eq!(kept.media, Media::Jpeg);
    }

    #[test]
    fn a_seal_without_ground_has_a_small_picture_on_white() {
        let clear = image::RgbaImage::from_pixel(64, 64, image::Rgba([200, 0, 0, 0]));
        let kept = examine(as_png(&DynamicImage::ImageRgba8(clear))).unwrap();
        let [red, green, blue] = read(&kept.small.unwrap()).to_rgb8().get_pixel(9, 9).0;
        assert!(red > 250 && green > 250 && blue > 250);
    }

    #[test]
    fn half_a_photo_is_refused_wherever_it_was_cut() {
        for whole in [jpeg(&hall(800, 600), 90).unwrap(), as_png(&hall(800, 600))] {
            for cut in [40, whole.len() / 3, whole.len() / 2, whole.len() - 30] {
                let refused = examine(whole[..cut].to_vec()).unwrap_err();
                assert_eq!(refused, Refused::Half, "cut at {cut} of {}", whole.len());
            }
        }
        let mut spoilt = as_png(&hall(800, 600));
        let middle = spoilt.len() / 2;
        spoilt[middle] ^= 0x55;
        assert!(matches!(examine(spoilt), Err(Refused::Broken | Refused::Half)));
    }

    /// A PNG that claims a size and holds nothing.
    fn claims(width: u32, height: u32) -> Vec<u8> {
        let chunk = |name: &[u8], body: &[u8]| {
            let inside = [name, body].concat();
            let crc = inside.iter().fold(u32::MAX, |crc, byte| {
                (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                    if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
                })
            });
            let long = u32::try_from(body.len()).unwrap().to_be_bytes();
            [&long[..], &inside, &(!crc).to_be_bytes()].concat()
        };
        let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
        let parts = [chunk(b"IHDR", &head), chunk(b"IDAT", &[]), chunk(b"IEND", &[])].concat();
        [&b"\x89PNG\r\n\x1a\n"[..], &parts].concat()
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        for (width, height) in [(50_000, 50_000), (40_000_001, 1), (8_000, 5_001)] {
            let refused = examine(claims(width, height)).unwrap_err();
            assert_eq!(refused, Refused::TooManyPixels, "{width}x{height}");
        }
        assert!(fits((8_000, 5_000)) && !fits((8_000, 5_001)) && !fits((0, 10)));
        assert_ne!(examine(claims(80, 50)).unwrap_err(), Refused::TooManyPixels);
    }
}
