import type { Compression } from '../contracts/backups';

export interface ArchiveName {
  /** The backup's name in `a-z0-9-`, at most 40 characters. */
  readonly slug: string;
  readonly createdAt: Date;
  readonly id: string;
  readonly compression: Compression;
}

const EXTENSIONS = { gzip: 'tar.gz', zstd: 'tar.zst', none: 'tar' } as const;
const NAME =
  /^([a-z0-9]+(?:-[a-z0-9]+)*)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-([a-z0-9]{24})\.tar(\.gz|\.zst)?$/;
const SLUG_MAX = 40;

/**
 * The file name of an archive: for people the backup's name and time, for the catalog its id.
 *
 * @param backup `name` as typed, `createdAt` in ISO 8601 (whole seconds are kept), `id` of 24 characters
 */
export function archiveName(backup: {
  readonly name: string;
  readonly createdAt: string;
  readonly id: string;
  readonly compression: Compression;
}): string {
  const time = `${new Date(backup.createdAt).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  return `${slugOf(backup.name)}-${time}-${backup.id}.${EXTENSIONS[backup.compression]}`;
}

/** @returns null when the file name is not one of ours */
export function parseArchiveName(fileName: string): ArchiveName | null {
  const match = NAME.exec(fileName);
  if (match === null) return null;
  const [, slug = '', year, month, day, hour, minute, second, id = '', suffix] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const createdAt = new Date(iso);
  const isDate = !Number.isNaN(createdAt.getTime()) && createdAt.toISOString() === iso;
  if (!isDate || slug.length > SLUG_MAX) return null;
  return { slug, createdAt, id, compression: compressionOf(suffix) };
}

function compressionOf(suffix: string | undefined): Compression {
  if (suffix === undefined) return 'none';
  return suffix === '.gz' ? 'gzip' : 'zstd';
}

/** The name of the sidecar that belongs to an archive. */
export function sidecarName(fileName: string): string {
  return `${fileName}.manifest.json`;
}

function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'backup' : slug;
}
