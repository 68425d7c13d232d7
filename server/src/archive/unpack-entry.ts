import { closeSync, constants, openSync, write, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { BackupError } from '../errors';
import { diskError } from './disk-error';
import { PacedSync } from './paced-sync';

const writeAsync = promisify(write);

/** Up to here a synchronous write is over before a thread could have begun with it. */
const SMALL = 256 * 1024;

// Never through a link, never over something that is there already.
const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Writes the content of an entry into a new file. Trust what is in it only when the whole archive
 * has been read without an error.
 *
 * @param body as `readArchive` hands it over
 * @param file must not exist; its folder must
 * @param room `size` of the entry and `free` bytes of the disk that may be used
 * @throws BackupError DISK_FULL, FOLDER_UNUSABLE, STORAGE_UNREACHABLE, and what the reader throws
 */
export async function unpackEntry(
  body: AsyncIterable<Buffer>,
  file: string | Buffer,
  room: { readonly size: number; readonly free: number },
  mode = 0o600,
): Promise<void> {
  if (room.size > room.free) {
    throw new BackupError(
      'DISK_FULL',
      'The disk has too little room to unpack this archive. Make room, then try again.',
    );
  }
  let descriptor: number;
  try {
    descriptor = openSync(file, FLAGS, mode);
  } catch (error) {
    throw diskError(error);
  }
  const sync = new PacedSync(descriptor);
  try {
    for await (const piece of body) {
      await writeAll(descriptor, piece);
      await sync.wrote(piece.length);
    }
    await sync.settle();
  } finally {
    // Before it is closed, whatever has happened.
    await sync.settle().catch(() => undefined);
    closeSync(descriptor);
  }
}

async function writeAll(descriptor: number, bytes: Buffer): Promise<void> {
  let written = 0;
  try {
    while (written < bytes.length) {
      written +=
        bytes.length <= SMALL
          ? writeSync(descriptor, bytes, written)
          : (await writeAsync(descriptor, bytes, written)).bytesWritten;
    }
  } catch (error) {
    throw diskError(error);
  }
}
