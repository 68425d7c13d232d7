import { openSync, closeSync, readSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { GUIDE } from '../archive/entry-path';
import { isGzip } from '../import/is-gzip';

/**
 * What somebody has sent: an archive of ours, a plain dump of a server, or a folder of media in a tar. It is
 * told by its content; names say nothing.
 */
export type UploadKind = 'archive' | 'dump' | 'library';

const HEAD = 64 * 1024;
const TAR_BLOCK = 512;
const MAGIC_AT = 257;

/**
 * @returns `archive` also for what cannot be told: its reader says best what is wrong with it
 */
export async function kindOfUpload(file: string): Promise<UploadKind> {
  const start = readStart(file);
  const head = (await isGzip(file)) ? await unzipStart(start) : start;
  if (isTar(head)) {
    const name = head.toString('utf8', 0, 100).split('\0')[0];
    return name === GUIDE ? 'archive' : 'library';
  }
  return isSql(head) ? 'dump' : 'archive';
}

function readStart(file: string): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(HEAD);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, HEAD, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** As much as the first bytes hold; less, or nothing, of what is no gzip after all. */
function unzipStart(start: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const gunzip = createGunzip();
    const pieces: Buffer[] = [];
    let length = 0;
    const done = () => {
      gunzip.destroy();
      resolve(Buffer.concat(pieces));
    };
    gunzip.on('data', (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length >= HEAD) done();
    });
    // The first bytes end in the middle of a stream.
    gunzip.on('error', done);
    gunzip.on('close', done);
    gunzip.end(start);
  });
}

function isTar(head: Buffer): boolean {
  return head.length >= TAR_BLOCK && head.toString('latin1', MAGIC_AT, MAGIC_AT + 5) === 'ustar';
}

/** How the dumps of the stock clients begin. */
function isSql(head: Buffer): boolean {
  const text = head
    .toString('latin1', 0, 1024)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  return /^(?:--|\/\*|SET\s|CREATE\s|DROP\s|INSERT\s|USE\s|LOCK\s)/i.test(text);
}
