import { BackupError } from '../errors';
import { LINE_MAX } from './limits';

const NEWLINE = 0x0a;

/**
 * Cuts a stream into lines, newline included; holds one line in memory.
 *
 * @throws BackupError ARCHIVE_CORRUPT where a line is too long or the last has no end
 */
export async function* readLines(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let carry = Buffer.alloc(0);
  for await (const piece of body) {
    let start = 0;
    let newline = piece.indexOf(NEWLINE);
    while (newline !== -1) {
      const line = piece.subarray(start, newline + 1);
      yield bounded(carry.length === 0 ? line : Buffer.concat([carry, line]));
      carry = Buffer.alloc(0);
      start = newline + 1;
      newline = piece.indexOf(NEWLINE, start);
    }
    carry = bounded(Buffer.concat([carry, piece.subarray(start)]));
  }
  if (carry.length > 0) throw brokenLine();
}

function bounded(line: Buffer): Buffer<ArrayBuffer> {
  if (line.length > LINE_MAX) throw brokenLine();
  return line as Buffer<ArrayBuffer>;
}

function brokenLine(): BackupError {
  return new BackupError(
    'ARCHIVE_CORRUPT',
    "The archive's list, entries.jsonl, has a line that no backup wrote.",
  );
}
