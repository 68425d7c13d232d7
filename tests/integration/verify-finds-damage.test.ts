import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GUIDE, MEDIA_ROOT } from '../../server/src/archive/entry-path';
import { sidecarText } from '../../server/src/archive/sidecar';
import type { Backup } from '../../server/src/contracts/backups';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { RECORDS_TABLE } from '../../server/src/database/own-tables';
import { leftovers } from '../crash/leftovers';
import { differences, siteState, type SiteState } from '../crash/site-state';
import { adminClient, registerFirstAdmin } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import {
  gzipMembers,
  hostileTar,
  sha256,
  type HostileEntry,
  type Json,
} from '../support/hostile-archive';
import {
  changedDatabase,
  openArchive,
  rebuildArchive,
  type ArchiveChange,
  type OpenedArchive,
} from '../support/rebuild-archive';
import { WRONG_DUMPS } from '../support/changed-dump';
import { isOn } from '../support/database-kind';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';

/** The reader is the same on each database, and is flipped at most on the one that is fastest. */
const FLIPS = isOn('sqlite') ? { gzip: 40, none: 20 } : { gzip: 12, none: 8 };
/** A dump has an entry for each table. */
const CUTS = 20;
/** Of so many flips one is given to a restore as well: it reads with the same reader. */
const RESTORE_EVERY = 5;
const MEDIA = 6;
const MEDIA_BYTES = 300_000;
const TAR_BLOCK = 512;

const DAMAGED = /^ARCHIVE_(CORRUPT|TRUNCATED|UNSAFE)$/;

/** A good backup and everything that is needed to put it back. */
interface Sample {
  backup: Backup;
  file: string;
  bytes: Buffer;
  sidecar: Buffer;
}

describe('a damaged archive', () => {
  let site: Site;
  let server: RunningServer;
  let client: BackupClient;
  let before: SiteState;
  let zipped: Sample;
  let plain: Sample;

  beforeAll(async () => {
    site = await createSite({ name: 'damage' });
    await mkdir(path.join(site.uploadsDir, 'folder'));
    for (let n = 0; n < MEDIA; n += 1) {
      const name = n % 2 === 0 ? `${n}.bin` : `folder/${n}.bin`;
      await writeFile(path.join(site.uploadsDir, name), randomBytes(MEDIA_BYTES));
    }
    server = await startServer(site);
    const session = await registerFirstAdmin(server);
    // Made before the backup: it is in it, and opens the site again after a restore.
    const key = await session.createAdminToken(Object.values(PERMISSIONS));
    client = backupClient(adminClient(server, key));
    zipped = await makeSample({ compression: 'gzip' });
    plain = await makeSample({ compression: 'none' });
    before = await siteState(site);
  });

  afterEach(async () => {
    await putBack(zipped);
    await putBack(plain);
    expect(differences(before, await siteState(site))).toEqual([]);
    expect(await leftovers(site)).toEqual([]);
    expect((await fetch(`${server.url}/_health`)).status).toBe(204);
  });

  async function makeSample(input: { compression: 'gzip' | 'none' }): Promise<Sample> {
    const backup = await client.finished((await client.create(input)).id);
    await client.idle();
    expect(backup).toMatchObject({ status: 'completed', verification: 'verified', error: null });
    const file = path.join(site.backupsDir, backup.fileName ?? '');
    return {
      backup,
      file,
      bytes: await readFile(file),
      sidecar: await readFile(`${file}.manifest.json`),
    };
  }

  /** Writes into the catalog as only another program would. */
  function changeRecord(
    { backup }: Sample,
    change: Record<string, string | number | null>,
  ): Promise<void> {
    const sets = Object.keys(change).map((column) => `"${column}" = ?`);
    return site.database.run(
      `UPDATE ${RECORDS_TABLE} SET ${sets.join(', ')} WHERE document_id = ?`,
      ...Object.values(change),
      backup.id,
    );
  }

  async function putBack(sample: Sample): Promise<void> {
    await writeFile(sample.file, sample.bytes);
    await writeFile(`${sample.file}.manifest.json`, sample.sidecar);
    const { size, sha256: checksum } = sample.backup;
    await changeRecord(sample, { size, sha_256: checksum, verification: 'verified', error: null });
  }

  /** Nothing but the archive itself can tell: neither catalog nor sidecar knows its checksum. */
  async function forgetChecksum(sample: Sample): Promise<void> {
    await changeRecord(sample, { size: null, sha_256: null });
    await rm(`${sample.file}.manifest.json`, { force: true });
  }

  /** Catalog and sidecar agree with whatever the archive is now. */
  async function adaptChecksum(sample: Sample): Promise<void> {
    const bytes = await readFile(sample.file);
    const archive = { size: bytes.length, sha256: sha256(bytes) };
    const { manifest } = await openArchive(sample.file);
    await changeRecord(sample, { size: archive.size, sha_256: archive.sha256 });
    await writeFile(`${sample.file}.manifest.json`, sidecarText({ archive, manifest }));
  }

  async function expectVerifyFinds(sample: Sample, code: RegExp): Promise<void> {
    const verified = await client.verify(sample.backup.id);
    expect(verified).toMatchObject({ status: 'completed', verification: 'corrupt' });
    expect(verified.error?.code).toMatch(code);
    expect(verified.error?.message.length).toBeGreaterThan(20);
  }

  async function expectRestoreRefuses(sample: Sample, code: RegExp): Promise<void> {
    // Otherwise it would be refused for what the verification had found.
    await changeRecord(sample, { verification: 'verified', error: null });
    const begun = await client.restore({ backupId: sample.backup.id, safetyBackup: false });
    const ended = await client.restoreEnded(begun.statusToken);
    await client.idle();
    expect(ended).toMatchObject({ status: 'failed', gate: 'open', result: null });
    expect(ended.error?.code).toMatch(code);
    const restore = (await client.restores()).find(({ id }) => id === begun.id);
    expect(restore).toMatchObject({ status: 'failed', error: ended.error, canUndo: false });
  }

  async function expectFound(sample: Sample, code: RegExp): Promise<void> {
    await expectRestoreRefuses(sample, code);
    await expectVerifyFinds(sample, code);
    await expect(client.restore({ backupId: sample.backup.id })).rejects.toThrow(
      /BACKUP_NOT_USABLE/,
    );
  }

  test.each(['gzip', 'none'] as const)('with one flipped byte (%s)', async (method) => {
    const sample = method === 'gzip' ? zipped : plain;
    const [flips, last] = [FLIPS[method], sample.bytes.length - 1];
    for (let n = 0; n < flips; n += 1) {
      const at = Math.round((last * n) / (flips - 1));
      const damaged = Buffer.from(sample.bytes);
      damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (n % 8)), at);
      await writeFile(sample.file, damaged);
      // By turns what is written down about the archive tells, and the archive alone.
      if (n % 2 === 0) await forgetChecksum(sample);
      if (n % RESTORE_EVERY === 0) await expectFound(sample, DAMAGED);
      else await expectVerifyFinds(sample, DAMAGED);
      await putBack(sample);
    }
  });

  test('cut anywhere, also exactly between two entries', async () => {
    const { bytes } = plain;
    const boundaries = entryBoundaries(bytes);
    expect(boundaries.length).toBeGreaterThan(MEDIA + 4);
    const every = Math.ceil(boundaries.length / CUTS);
    const cuts = boundaries.filter((_, n) => n % every === 0);
    const lengths = [0, 1, ...cuts, bytes.length - TAR_BLOCK, bytes.length - 1];
    for (const [n, length] of lengths.entries()) {
      await writeFile(plain.file, bytes.subarray(0, length));
      await forgetChecksum(plain);
      if (n % RESTORE_EVERY === 0) await expectFound(plain, DAMAGED);
      else await expectVerifyFinds(plain, DAMAGED);
    }
    for (const share of [0, 0.2, 0.5, 0.9, 0.999]) {
      const length = Math.floor(zipped.bytes.length * share);
      await writeFile(zipped.file, zipped.bytes.subarray(0, length));
      await expectVerifyFinds(zipped, /^ARCHIVE_TRUNCATED$/);
    }
  });

  test('with an entry that is listed and missing', async () => {
    const opened = await openArchive(zipped.file);
    const files = opened.entries.filter(({ name }) => isMedia(name));
    for (const missing of [files[0]!, files.at(-1)!]) {
      await writeFile(zipped.file, withoutEntry(opened, missing.name));
      await forgetChecksum(zipped);
      await expectFound(zipped, DAMAGED);
      await putBack(zipped);
    }
  });

  test('with an entry that no list names', async () => {
    const opened = await openArchive(zipped.file);
    for (const name of ['media/uploads/0-extra.bin', 'media/uploads/zz-extra.bin']) {
      await writeFile(zipped.file, withExtraEntry(opened, name));
      await forgetChecksum(zipped);
      await expectFound(zipped, DAMAGED);
      await putBack(zipped);
    }
  });

  test('that is put together anew without a change is good: the other cases differ in one thing', async () => {
    const opened = await openArchive(zipped.file);
    await writeFile(zipped.file, repacked(opened));
    await forgetChecksum(zipped);
    expect((await client.verify(zipped.backup.id)).verification).toBe('verified');
  });

  const wrongFile: Record<string, ArchiveChange> = {
    'an empty database file': { database: () => Buffer.alloc(0) },
    'a database of zeros': { database: (content) => Buffer.alloc(content.length) },
    'a database with a row less': {
      database: (content) =>
        changedDatabase(
          content,
          'DELETE FROM i18n_locale WHERE id = (SELECT max(id) FROM i18n_locale)',
        ),
    },
    'a database with a row more': {
      database: (content) =>
        changedDatabase(content, `INSERT INTO tags (document_id, name) VALUES ('x', 'more')`),
    },
    'a database with a table less': {
      database: (content) => changedDatabase(content, 'DROP TABLE strapi_webhooks'),
    },
    'a database with a table more': {
      database: (content) => changedDatabase(content, 'CREATE TABLE more (a)'),
    },
    'a database with a damaged page': { database: withDamagedPage },
  };
  const wrongContent: Record<string, ArchiveChange> = {
    ...(isOn('sqlite') ? wrongFile : WRONG_DUMPS),
    'a wrong number of rows in the manifest': {
      manifest: (manifest) => ({
        ...manifest,
        tables: manifest.tables.map((table) =>
          table.name === 'admin_users' ? { ...table, rows: table.rows + 1 } : table,
        ),
      }),
    },
  };

  test.each(Object.entries(wrongContent))('with %s, all checksums right', async (_, change) => {
    const opened = await openArchive(zipped.file);
    await writeFile(zipped.file, await rebuildArchive(opened, change));
    await adaptChecksum(zipped);
    await expectFound(zipped, /^DATABASE_CORRUPT$/);
  });

  test('that is put back is good again, and is restored', async () => {
    const damaged = Buffer.from(zipped.bytes);
    damaged.fill(0, damaged.length >> 1, (damaged.length >> 1) + 100);
    await writeFile(zipped.file, damaged);
    await expectVerifyFinds(zipped, DAMAGED);
    await writeFile(zipped.file, zipped.bytes);
    expect(await client.verify(zipped.backup.id)).toMatchObject({
      verification: 'verified',
      error: null,
    });
    await writeFile(path.join(site.uploadsDir, '0.bin'), 'changed');
    expect(differences(before, await siteState(site))).toEqual(['media: 0.bin']);
    const begun = await client.restore({ backupId: zipped.backup.id, safetyBackup: false });
    const ended = await client.restoreEnded(begun.statusToken);
    await client.idle();
    expect(ended).toMatchObject({ status: 'completed', error: null });
  });
});

/** Where each entry of a tar begins, the end mark included. */
function entryBoundaries(tar: Buffer): number[] {
  const boundaries: number[] = [];
  let at = 0;
  while (tar[at] !== 0) {
    boundaries.push(at);
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 135), 8);
    at += TAR_BLOCK + Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
  }
  return [...boundaries, at];
}

function isMedia(name: Buffer): boolean {
  return name.toString().startsWith(MEDIA_ROOT);
}

/** The archive again, by a writer that knows the format on its own. */
function repacked(opened: OpenedArchive, change: Partial<Parameters<typeof hostileTar>[0]> = {}) {
  const entries = opened.entries.map(hostileEntry);
  const editManifest = (built: Json): Json => manifestFor(opened, built);
  return gzipMembers(hostileTar({ entries, editManifest, ...change }));
}

/** The original's, but for what that writer has made. */
function manifestFor({ manifest }: OpenedArchive, { createdAt, entries }: Json): Json {
  return { ...manifest, createdAt, entries };
}

function hostileEntry({ name, content, mtime }: OpenedArchive['entries'][number]): HostileEntry {
  return { name, content, seconds: Math.floor(mtime / 1000) };
}

/** One entry is in no list, but everything else is as if it were not there. */
function withExtraEntry(opened: OpenedArchive, name: string): Buffer {
  const extra = { name: Buffer.from(name), content: Buffer.from('extra'), mtime: 0 };
  const entries = [...opened.entries, extra]
    .map((entry) => ({ ...hostileEntry(entry), unlisted: entry === extra }))
    .sort(
      (a, b) => order(a.name) - order(b.name) || Buffer.compare(a.name as Buffer, b.name as Buffer),
    );
  return repacked(opened, { entries });
}

/** One entry is in all lists and sums, but not in the archive. */
function withoutEntry(opened: OpenedArchive, name: Buffer): Buffer {
  const whole = opened.entries.map(hostileEntry);
  const missing = whole.find((entry) => (entry.name as Buffer).equals(name))!;
  const at = whole.indexOf(missing);
  const text = name.toString();
  const content = missing.content!;
  const line = `${JSON.stringify({
    path: text,
    size: content.length,
    sha256: sha256(content),
    mtime: new Date((missing.seconds ?? 0) * 1000).toISOString(),
  })}\n`;
  const into = (lines: string[], added: string): string[] => lines.toSpliced(at, 0, added);
  return repacked(opened, {
    entries: whole.filter((entry) => entry !== missing),
    editSums: (sums) => into(sums.split(/(?<=\n)/), `${sha256(content)}  ${text}\n`).join(''),
    editLines: (lines) => into(lines, line),
    editManifest: (built) => {
      const entries = built['entries'] as { count: number; bytes: number };
      const { count, bytes } = entries;
      return manifestFor(opened, {
        ...built,
        entries: { ...entries, count: count + 1, bytes: bytes + content.length },
      });
    },
  });
}

function order(name: string | Buffer): number {
  const text = name.toString();
  if (text === GUIDE) return 0;
  return text.startsWith(MEDIA_ROOT) ? 2 : 1;
}

/** Inside of a page that is in use, where no count of rows would notice it. */
function withDamagedPage(content: Buffer): Buffer {
  const damaged = Buffer.from(content);
  const pageSize = damaged.readUInt16BE(16);
  damaged.fill(0xff, pageSize * 3, pageSize * 3 + 200);
  return damaged;
}
