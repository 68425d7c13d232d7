import { lstatSync } from 'node:fs';
import path from 'node:path';

/** Names of missing files that are kept for people to read; the rest is counted. */
export const NAMED_MISSING = 200;

export interface MissingMedia {
  readonly count: number;
  readonly named: readonly string[];
}

/**
 * Which of the files that the database names are not in the uploads folder.
 *
 * @param urls addresses such as `/uploads/a_1f.jpg`, from the rows of the media library
 * @param root the uploads folder, resolved
 * @param known paths that are counted as missing already
 */
export async function findMissingMedia(
  urls: Iterable<string> | AsyncIterable<string>,
  root: string,
  known: ReadonlySet<string>,
): Promise<MissingMedia> {
  const named: string[] = [];
  let count = 0;
  for await (const url of urls) {
    const relative = relativeToUploads(url);
    if (relative === null || known.has(relative) || exists(path.join(root, relative))) continue;
    count += 1;
    if (named.length < NAMED_MISSING) named.push(relative);
  }
  return { count, named };
}

/** Local files only: an absolute address belongs to another provider. */
function relativeToUploads(url: string): string | null {
  if (!url.startsWith('/uploads/')) return null;
  const [plain = ''] = url.slice('/uploads/'.length).split(/[?#]/);
  let decoded = plain;
  try {
    decoded = decodeURIComponent(plain);
  } catch {
    // A percent sign that is part of the name.
  }
  const safe = path.posix.normalize(decoded);
  return safe.startsWith('..') || safe === '.' ? null : safe;
}

/** What cannot even be looked at (a folder without rights on the way) is not in the archive either. */
function exists(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
