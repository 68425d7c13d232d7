import { createHash } from 'node:crypto';
import {
  constants,
  copyFileSync,
  createReadStream,
  linkSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createBreather } from '../archive/create-breather';
import { errorCode } from '../error-code';
import type { ReportProgress } from '../progress';
import { readFolder } from './read-folder';

const DOT = 0x2e;
const SLASH = 0x2f;
const REPORT_EVERY = 500;

/** What a file system says that has no hard links, or no more of them for this file. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK']);

interface PreserveOptions {
  readonly uploads: string;
  /** The empty `new/` of a staging. */
  readonly fresh: string;
  readonly signal: AbortSignal;
  /** Bytes that have to be copied where a file cannot be linked. @throws when there is no room */
  readonly room: (bytes: number) => void;
  readonly report: ReportProgress;
}

export interface LinkedLibrary {
  readonly files: number;
  readonly bytes: number;
}

/**
 * The library as it is, once more in a staging: the same files by hard links, so that it takes no room.
 * Links and hidden files come along; at the top they stay where they are anyway.
 */
export async function linkLibrary(options: PreserveOptions): Promise<LinkedLibrary> {
  const breathe = createBreather();
  const linked = { files: 0, bytes: 0 };
  const link = async (
    from: Buffer,
    to: Buffer,
    isTop: boolean,
    isShown: boolean,
  ): Promise<void> => {
    for (const { name, kind } of readFolder(from)) {
      if (isTop && (name[0] === DOT || kind === 'symbolic-link')) continue;
      const [source, target] = [child(from, name), child(to, name)];
      if (kind === 'folder') {
        mkdirSync(target, { mode: statSync(source).mode & 0o777 });
        await link(source, target, false, isShown && name[0] !== DOT);
      } else if (kind === 'symbolic-link') {
        symlinkSync(readlinkSync(source, { encoding: 'buffer' }), target);
      } else if (kind === 'file') {
        const bytes = linkOrCopy(source, target, options.room);
        // Hidden files are not a part of what archives and counts tell about.
        if (isShown && name[0] !== DOT) {
          linked.files += 1;
          linked.bytes += bytes;
          if (linked.files % REPORT_EVERY === 0) options.report({ done: linked.files, total: 0 });
        }
      }
      options.signal.throwIfAborted();
      await breathe();
    }
  };
  await link(Buffer.from(options.uploads), Buffer.from(options.fresh), true, true);
  return linked;
}

function linkOrCopy(source: Buffer, target: Buffer, room: (bytes: number) => void): number {
  const { size } = statSync(source);
  try {
    linkSync(source, target);
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error))) throw error;
    room(size);
    copyFileSync(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
  return size;
}

/** What a library has at the place of a file of a backup. */
export type Present = 'nothing' | 'the same' | 'another';

/**
 * Whether a staged library has a file of a backup already. Never follows links: a folder that is one is
 * something else.
 *
 * @param relative below the library
 * @param body of the file in the archive; read only where the sizes are the same
 */
export async function findPresent(
  fresh: string,
  relative: Buffer,
  entry: { readonly size: number },
  body: AsyncIterable<Buffer>,
): Promise<Present> {
  const root = Buffer.from(fresh);
  for (let end = relative.indexOf(SLASH); end >= 0; end = relative.indexOf(SLASH, end + 1)) {
    const folder = lstatSync(child(root, relative.subarray(0, end)), { throwIfNoEntry: false });
    if (folder === undefined) return 'nothing';
    if (!folder.isDirectory()) return 'another';
  }
  const file = child(root, relative);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return 'nothing';
  if (!stats.isFile() || stats.size !== entry.size) return 'another';
  const [there, here] = [await digest(body), await digest(createReadStream(file))];
  return there === here ? 'the same' : 'another';
}

async function digest(body: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of body) hash.update(piece);
  return hash.digest('hex');
}

function child(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.of(SLASH), name]);
}
