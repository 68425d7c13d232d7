import { createHash } from 'node:crypto';

const DOCUMENT_ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A stream of pseudo-random values that is the same on every run and every machine.
 *
 * Each subject (articles, photos ...) takes a stream of its own name, so that adding a field to one does not change
 * the content of the others.
 *
 * @param {string} name name of the stream
 */
export function createRandom(name) {
  const next = createSfc32(createHash('sha256').update(`playground/${name}`).digest());

  /** A whole number from `min` to `max`, both included. */
  const int = (min, max) => min + Math.floor(next() * (max - min + 1));
  const pick = (list) => list[Math.floor(next() * list.length)];
  const characters = (alphabet, length) => {
    let text = '';
    while (text.length < length) text += alphabet[Math.floor(next() * alphabet.length)];
    return text;
  };

  return {
    next,
    int,
    pick,
    /** True with the given probability (0 to 1). */
    chance: (probability) => next() < probability,
    /** `count` different members of the list, or all of them if there are fewer, in random order. */
    sample(list, count) {
      const indexes = new Set();
      const wanted = Math.min(count, list.length);
      while (indexes.size < wanted) indexes.add(Math.floor(next() * list.length));
      return [...indexes].map((index) => list[index]);
    },
    /** Shaped like Strapi's own document ids: 24 characters, the first one a letter. */
    documentId: () => pick('abcdefghijklmnopqrstuvwxyz') + characters(DOCUMENT_ID_ALPHABET, 23),
    hex: (length) => characters('0123456789abcdef', length),
    /** A moment between two ISO dates, to the second. */
    date(from, to) {
      const start = Date.parse(from) / 1000;
      return new Date(int(start, Date.parse(to) / 1000) * 1000);
    },
  };
}

/** Small Fast Counter, 32 bit: good statistics, and quick enough for gigabytes of text. */
function createSfc32(seed) {
  let a = seed.readInt32LE(0);
  let b = seed.readInt32LE(4);
  let c = seed.readInt32LE(8);
  let d = seed.readInt32LE(12);
  return () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
}
