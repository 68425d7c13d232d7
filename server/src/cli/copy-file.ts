import { createReadStream, statSync } from 'node:fs';
import { OutputFile } from '../archive/output-file';
import type { ProgressView } from './progress/progress-view';

const PIECE = 1024 * 1024;
const PERCENT = 100;

/**
 * Copies a file, showing how far it is. A copy that is not whole does not stay.
 *
 * @param to must not exist; readable by this account alone
 * @returns sha256 of what was copied, 64 hex digits
 * @throws BackupError DISK_FULL, FOLDER_UNUSABLE, STORAGE_UNREACHABLE, CANCELLED
 */
export async function copyFile(
  from: string,
  to: string,
  { view, signal }: { readonly view: ProgressView; readonly signal: AbortSignal },
): Promise<string> {
  const total = statSync(from).size;
  const output = new OutputFile(to);
  try {
    for await (const piece of createReadStream(from, { highWaterMark: PIECE })) {
      signal.throwIfAborted();
      await output.write(piece as Buffer);
      const done = output.size;
      const percent = total === 0 ? PERCENT : (done / total) * PERCENT;
      const more = { throughput: null, secondsLeft: null };
      view.show({ step: 'copy', percent, bytesDone: done, bytesTotal: total, ...more });
    }
    return await output.close(true);
  } catch (error) {
    await output.discard();
    throw error;
  } finally {
    view.end();
  }
}
