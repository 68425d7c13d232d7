import { existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { mirrorSchema, type Mirror } from '../contracts/mirror';
import { writeDurably } from '../storage/publish-archive';

const NAME = '.strapi-backup-mirror.json';
const PREVIOUS = '.strapi-backup-mirror.previous.json';

/** @returns null when there is none, or one that cannot be read */
export function readMirror(root: string): Mirror | null {
  const file = path.join(root, NAME);
  if (!existsSync(file)) return null;
  try {
    return mirrorSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Half a file cannot be: it is written whole. One of a later release, or somebody's edit, offers nothing.
    return null;
  }
}

export function writeMirror(root: string, mirror: Mirror): void {
  writeDurably(path.join(root, NAME), `${JSON.stringify(mirror, null, 2)}\n`);
}

/** Out of the way, and still there for whoever wants it after all. */
export function setAside(root: string): void {
  const file = path.join(root, NAME);
  if (existsSync(file)) renameSync(file, path.join(root, PREVIOUS));
}
