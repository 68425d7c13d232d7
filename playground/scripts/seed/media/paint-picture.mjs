import { pseudoRandomBytes } from './pseudo-random-bytes.mjs';

const GRAIN = { width: 300, height: 300 };

/**
 * Paints a landscape of gradients and hills with the grain of a photograph, no two alike.
 * PNG pictures are graphics on a transparent background, without grain.
 *
 * It is painted at half of its size: enlarging pixels is much cheaper than drawing them.
 *
 * @param {typeof import('sharp')} sharp
 * @param {ReturnType<import('../random.mjs').createRandom>} random
 * @param {{hash: string, width: number, height: number, type: 'jpeg' | 'png'}} picture final size in pixels
 * @returns {Promise<{data: Buffer, raw: {width: number, height: number, channels: 3 | 4}}>} pixels
 */
export async function paintPicture(sharp, random, { hash, width, height, type }) {
  const drawing = sharp(Buffer.from(draw(random, width, height, type === 'jpeg')));
  const painting =
    type === 'jpeg'
      ? drawing.composite([{ ...(await grain(sharp, hash)), tile: true }]).removeAlpha()
      : drawing.ensureAlpha();
  const { data, info } = await painting.raw().toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}

async function grain(sharp, name) {
  const noise = pseudoRandomBytes(name)(GRAIN.width * GRAIN.height * 3);
  const input = await sharp(noise, { raw: { ...GRAIN, channels: 3 } })
    .blur(0.7)
    .ensureAlpha(0.3)
    .raw()
    .toBuffer();
  return { input, raw: { ...GRAIN, channels: 4 } };
}

function draw(random, width, height, hasSky) {
  const hue = random.int(0, 359);
  const colour = (turn, lightness) => `hsl(${(hue + turn) % 360},55%,${lightness}%)`;
  const shapes = [];
  if (hasSky) shapes.push(`<rect width="${width}" height="${height}" fill="url(#sky)"/>`);
  for (let n = random.int(2, 5); n > 0; n -= 1) {
    const radius = random.int(width / 20, width / 5);
    const [x, y] = [random.int(0, width), random.int(0, height)];
    shapes.push(
      `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour(random.int(0, 90), 70)}" opacity="0.45"/>`,
    );
  }
  for (let hill = 1; hill <= 3; hill += 1) {
    let outline = `M0 ${height}`;
    for (let step = 0; step <= 8; step += 1) {
      const y = height * (0.3 + 0.15 * hill) + random.int(-height / 10, height / 10);
      outline += ` L${(width * step) / 8} ${y}`;
    }
    shapes.push(
      `<path d="${outline} L${width} ${height} Z" fill="${colour(40 * hill, 50 - 12 * hill)}" opacity="0.8"/>`,
    );
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"
    width="${width / 2}" height="${height / 2}">
    <defs><linearGradient id="sky" x1="0" y1="0" x2="0.3" y2="1">
      <stop offset="0" stop-color="${colour(0, 35)}"/><stop offset="1" stop-color="${colour(60, 80)}"/>
    </linearGradient></defs>${shapes.join('')}</svg>`;
}
