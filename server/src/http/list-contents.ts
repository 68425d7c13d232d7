import { listEntries } from '../archive/list-entries';
import type { Manifest } from '../archive/manifest';
import { contentsQuerySchema, type Backup, type ContentsQuery } from '../contracts/backups';
import { findArchive } from '../copies/find-archive';
import type { Site } from '../site';
import type { Context } from './call';
import { pageMeta } from './page-meta';
import { parse } from './parse';
import { readSidecar } from '../archive/read-sidecar';
import { whileAsked } from './while-asked';

/**
 * What is in a backup, page by page: its entries, or the tables of its database.
 *
 * @throws BackupError INVALID_INPUT, BACKUP_NOT_USABLE, ARCHIVE_MISSING, ARCHIVE_CORRUPT
 */
export async function listContents(ctx: Context, site: Site, backup: Backup): Promise<object> {
  const query = parse(contentsQuerySchema, ctx.query);
  const file = await findArchive(site, backup);
  const { manifest } = await readSidecar(file);
  const { items, total } =
    query.list === 'tables'
      ? pageOfTables(manifest, query)
      : await pageOfEntries(ctx, file, manifest, query);
  // Fingerprints are for comparing two sites; whoever may only read needs no start for guessing.
  const { secretFingerprints: _, ...shown } = manifest;
  return { data: items, meta: { pagination: pageMeta(query, total), manifest: shown } };
}

interface ContentsPage {
  readonly items: readonly object[];
  readonly total: number;
}

function pageOfTables(manifest: Manifest, { page, pageSize, q = '' }: ContentsQuery): ContentsPage {
  const wanted = q.toLowerCase();
  const tables = manifest.tables.filter(({ name }) => name.toLowerCase().includes(wanted));
  return { items: tables.slice((page - 1) * pageSize, page * pageSize), total: tables.length };
}

async function pageOfEntries(
  ctx: Context,
  file: string,
  manifest: Manifest,
  { page, pageSize, q }: ContentsQuery,
): Promise<ContentsPage> {
  // A list of a million entries is not read for somebody who has gone.
  const { entries, total } = await whileAsked(ctx, (signal) =>
    listEntries({ file, manifest, page, pageSize, q, signal }),
  );
  return { items: entries, total };
}
