import { randomBytes } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 24 characters of `a-z0-9`, 124 bits: of backups, restores, jobs; never guessable. */
export function randomId(length = 24): string {
  let id = '';
  while (id.length < length) {
    for (const byte of randomBytes(length)) {
      // 252 is the largest multiple of 36 below 256: above it some characters would be likelier.
      if (byte < 252 && id.length < length) id += ALPHABET.charAt(byte % 36);
    }
  }
  return id;
}
