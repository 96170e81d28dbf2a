/** What kind of picture bytes are, and its size in pixels. */
export interface ImageSize {
  type: 'image/png' | 'image/jpeg' | 'image/webp';
  width: number;
  height: number;
}

/** Reads the head of a PNG, JPEG or WebP; null for anything else, and for one whose head is cut off or makes no sense. */
export function imageSize(bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return pngSize(view) ?? jpegSize(view) ?? webpSize(view);
  } catch (error) {
    // The head ended before it should.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function hasText(view: DataView, at: number, text: string): boolean {
  return [...text].every((letter, index) => view.getUint8(at + index) === letter.charCodeAt(0));
}

/** PNG, section 5: the signature, then the IHDR chunk. */
function pngSize(view: DataView): ImageSize | null {
  if (!hasText(view, 0, '\x89PNG\r\n\x1a\n') || !hasText(view, 12, 'IHDR')) return null;
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** ITU T.81, annex B: segments up to the frame header, which has the height and the width. */
function jpegSize(view: DataView): ImageSize | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isFrameHeader(marker))
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else if (marker === 0xd9 || marker === 0xda) return null;
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
}

function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** RFC 9649: lossy, lossless and extended files each have their size elsewhere. */
function webpSize(view: DataView): ImageSize | null {
  if (!hasText(view, 0, 'RIFF') || !hasText(view, 8, 'WEBP')) return null;
  const type = 'image/webp';
  if (hasText(view, 12, 'VP8X')) {
    const at24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return { type, width: at24(24) + 1, height: at24(27) + 1 };
  }
  if (hasText(view, 12, 'VP8L') && view.getUint8(20) === 0x2f) {
    const bits = view.getUint32(21, true);
    return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (hasText(view, 12, 'VP8 ') && view.getUint16(23) === 0x9d01 && view.getUint8(25) === 0x2a) {
    return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  return null;
}
