import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../durable';

/**
 * The private folder of one restore inside the uploads folder: on the same file system, so that
 * moving needs no space, and hidden, so that Strapi answers 404 for it.
 *
 * Its name ends with the fence. Who takes over renames it first: the paths of a process that was
 * frozen in the middle of its moves then lead nowhere.
 */
export interface MediaStaging {
  /** `.<id>-<fence>` in the uploads folder. */
  readonly name: string;
  readonly root: string;
  readonly fresh: string;
  readonly old: string;
  readonly oldIsOut: string;
}

export function mediaStaging(uploads: string, stem: string, fence: number): MediaStaging {
  const name = `${stem}-${String(fence)}`;
  return mediaStagingNamed(uploads, name);
}

export function mediaStagingNamed(uploads: string, name: string): MediaStaging {
  const root = path.join(uploads, name);
  return {
    name,
    root,
    fresh: path.join(root, 'new'),
    old: path.join(root, 'old'),
    oldIsOut: path.join(root, 'old-is-out'),
  };
}

export function createMediaStaging(staging: MediaStaging): void {
  mkdirSync(staging.root, { mode: 0o700 });
  mkdirSync(staging.fresh, { mode: 0o755 });
  mkdirSync(staging.old, { mode: 0o700 });
}

/**
 * Makes an interrupted restore's folder ours.
 *
 * @returns null when there is none: it had not been made yet, or is already gone
 */
export function takeOverMediaStaging(
  uploads: string,
  stem: string,
  fence: number,
): MediaStaging | null {
  const ours = mediaStaging(uploads, stem, fence);
  const found = readdirSync(uploads).filter((name) => name.startsWith(`${stem}-`));
  const [name] = found;
  if (name === undefined) return null;
  if (name !== ours.name) {
    renameSync(path.join(uploads, name), ours.root);
    syncFolder(uploads);
  }
  return ours;
}
