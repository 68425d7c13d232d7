import { statSync } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import type { TaskContext } from '../worker/tasks';

/** Passes bytes on and reports how many of a file they are. */
export function countingBytes(file: string, { report }: TaskContext): Transform {
  const total = statSync(file).size;
  let done = 0;
  return new Transform({
    transform(piece: Buffer, _encoding, next) {
      done += piece.length;
      report({ done, total, item: path.basename(file) });
      next(null, piece);
    },
  });
}
