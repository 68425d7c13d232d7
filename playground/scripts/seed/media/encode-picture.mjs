/** Strapi's own responsive formats (default breakpoints of the upload plugin). */
const FORMATS = [
  { format: 'thumbnail', width: 245, height: 156 },
  { format: 'small', width: 500, height: 500 },
  { format: 'medium', width: 750, height: 750 },
  { format: 'large', width: 1000, height: 1000 },
];

/**
 * Encodes a picture in its own size and in the responsive formats that are smaller than it.
 *
 * @param {typeof import('sharp')} sharp
 * @param {Awaited<ReturnType<import('./paint-picture.mjs').paintPicture>>} pixels
 * @param {{width: number, height: number, type: 'jpeg' | 'png'}} picture final size in pixels
 * @returns {Promise<{format: string | null, bytes: Buffer, width: number, height: number}[]>} the original has no format
 */
export async function encodePicture(sharp, pixels, picture) {
  const { width, height, type } = picture;
  const sizes = [{ format: null, width, height }];
  for (const { format, ...box } of FORMATS) {
    const scale = Math.min(box.width / width, box.height / height);
    if (scale >= 1) continue;
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    sizes.push({ format, ...size });
  }
  return Promise.all(
    sizes.map(async (size) => {
      const resized = sharp(pixels.data, { raw: pixels.raw }).resize(size.width, size.height, {
        fit: 'fill',
        kernel: 'linear',
      });
      const encoded = type === 'png' ? resized.png() : resized.jpeg({ quality: 70 });
      return { ...size, bytes: await encoded.toBuffer() };
    }),
  );
}
