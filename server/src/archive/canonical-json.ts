import { BackupError } from '../errors';
import { jsonDepth } from './json-depth';
import { JSON_DEPTH_MAX } from './limits';

/** JSON as archives hold it: indented for people, the same bytes for the same value. */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Parses JSON and accepts only the text that `canonicalJson` makes of the result: no key twice, no
 * number that two programs could read differently, nothing before or after.
 *
 * @param bytes at most a few megabytes; the caller has checked the length
 * @param what the file's name, for the message
 * @throws BackupError ARCHIVE_CORRUPT
 */
export function parseCanonicalJson(bytes: Buffer, what: string): unknown {
  if (jsonDepth(bytes) > JSON_DEPTH_MAX) throw malformed(what);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw malformed(what, error);
  }
  if (!Buffer.from(canonicalJson(value)).equals(bytes)) throw malformed(what);
  return value;
}

function malformed(what: string, cause?: unknown): BackupError {
  return new BackupError(
    'ARCHIVE_CORRUPT',
    `${what} is damaged: it is not what a backup writes.`,
    cause === undefined ? {} : { cause },
  );
}
