import { createHash } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';

const READERS = 4;
const BUFFER_BYTES = 1_048_576;
const SLASH = Buffer.from('/');

/**
 * Hashes the files of a folder and its subfolders. Entries whose name starts with a dot are left out, and symbolic
 * links are not followed.
 *
 * @param {string} folder
 * @returns {Promise<Record<string, {bytes: number, sha256: string}>>} by path relative to the folder, sorted; a path that is not UTF-8 appears as `hex:` and its bytes
 */
export async function digestMedia(folder) {
  const root = Buffer.from(folder);
  const paths = [];
  await listFiles(root, Buffer.alloc(0), paths);
  const digests = new Map();
  const queue = paths.values();
  const readSome = async () => {
    const buffer = Buffer.alloc(BUFFER_BYTES);
    for (const path of queue) {
      digests.set(printable(path), await digestFile(Buffer.concat([root, SLASH, path]), buffer));
    }
  };
  await Promise.all(Array.from({ length: READERS }, readSome));
  return Object.fromEntries([...digests].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names as bytes: file systems know no encoding, and a name that is not UTF-8 could not be opened as a string. */
async function listFiles(root, relative, found) {
  const folder = relative.length > 0 ? Buffer.concat([root, SLASH, relative]) : root;
  for (const entry of await readdir(folder, { withFileTypes: true, encoding: 'buffer' })) {
    if (entry.name[0] === '.'.charCodeAt(0)) continue;
    const path = relative.length > 0 ? Buffer.concat([relative, SLASH, entry.name]) : entry.name;
    if (entry.isDirectory()) await listFiles(root, path, found);
    else if (entry.isFile()) found.push(path);
  }
}

/** Not a stream: for a hundred thousand small files, making streams would take longer than reading. */
async function digestFile(path, buffer) {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, bytes);
      if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
}

function printable(path) {
  const text = path.toString('utf8');
  return Buffer.from(text, 'utf8').equals(path) ? text : `hex:${path.toString('hex')}`;
}
