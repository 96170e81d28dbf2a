/** The heads of pictures of any size, made after their specifications. */
export const pictures = {
  png(width: number, height: number): Buffer {
    const head = Buffer.alloc(24);
    head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
    head.write('IHDR', 12);
    head.writeUInt32BE(width, 16);
    head.writeUInt32BE(height, 20);
    return Buffer.concat([head, Buffer.from([8, 6, 0, 0, 0])]);
  },

  /** With metadata before the frame header, as cameras write it. */
  jpeg(width: number, height: number, metadataBytes = 300): Buffer {
    const metadata = Buffer.alloc(metadataBytes + 4);
    metadata.set([0xff, 0xe1]);
    metadata.writeUInt16BE(metadataBytes + 2, 2);
    const frame = Buffer.from([0xff, 0xc2, 0, 17, 8, 0, 0, 0, 0, 3]);
    frame.writeUInt16BE(height, 5);
    frame.writeUInt16BE(width, 7);
    return Buffer.concat([Buffer.from([0xff, 0xd8]), metadata, Buffer.from([0xff]), frame]);
  },

  webpLossy(width: number, height: number): Buffer {
    const data = Buffer.from([0, 0, 0, 0x9d, 0x01, 0x2a, 0, 0, 0, 0]);
    // The two high bits are a scale, which is no part of the size.
    data.writeUInt16LE(width | 0x4000, 6);
    data.writeUInt16LE(height | 0x8000, 8);
    return webp('VP8 ', data);
  },

  webpLossless(width: number, height: number): Buffer {
    const data = Buffer.alloc(5);
    data[0] = 0x2f;
    data.writeUInt32LE(((width - 1) | ((height - 1) << 14)) >>> 0, 1);
    return webp('VP8L', data);
  },

  webpExtended(width: number, height: number): Buffer {
    const data = Buffer.alloc(10);
    data.writeUIntLE(width - 1, 4, 3);
    data.writeUIntLE(height - 1, 7, 3);
    return webp('VP8X', data);
  },
};

function webp(kind: string, data: Buffer): Buffer {
  const head = Buffer.alloc(20);
  head.write('RIFF', 0);
  head.writeUInt32LE(12 + data.length, 4);
  head.write('WEBP', 8);
  head.write(kind, 12);
  head.writeUInt32LE(data.length, 16);
  return Buffer.concat([head, data]);
}
