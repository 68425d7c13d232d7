import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

const READERS = 4;
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
  const paths = await listFiles(root, Buffer.alloc(0));
  const digests = new Map();
  const queue = paths.values();
  const readSome = async () => {
    for (const path of queue) {
      digests.set(printable(path), await digestFile(Buffer.concat([root, SLASH, path])));
    }
  };
  await Promise.all(Array.from({ length: READERS }, readSome));
  return Object.fromEntries([...digests].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names as bytes: file systems know no encoding, and a name that is not UTF-8 could not be opened as a string. */
async function listFiles(root, relative) {
  const folder = relative.length > 0 ? Buffer.concat([root, SLASH, relative]) : root;
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true, encoding: 'buffer' })) {
    if (entry.name[0] === '.'.charCodeAt(0)) continue;
    const path = relative.length > 0 ? Buffer.concat([relative, SLASH, entry.name]) : entry.name;
    if (entry.isDirectory()) found.push(...(await listFiles(root, path)));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

async function digestFile(path) {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(path, { highWaterMark: 262_144 }), async (chunks) => {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      hash.update(chunk);
    }
  });
  return { bytes, sha256: hash.digest('hex') };
}

function printable(path) {
  const text = path.toString('utf8');
  return Buffer.from(text, 'utf8').equals(path) ? text : `hex:${path.toString('hex')}`;
}
