import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  DatabaseFacts,
  DumpOptions,
  StageOptions,
  SwapOptions,
  TableFacts,
} from '../../server/src/database/engine';
import { MysqlConnection } from '../../server/src/database/mysql/mysql-connection';
import { MysqlCheck } from '../../server/src/database/mysql/mysql-check';
import { MysqlEngine } from '../../server/src/database/mysql/mysql-engine';
import type { MysqlSettings } from '../../server/src/database/settings';
import { takeOverLease, type Lease } from '../../server/src/lease/lease';
import { createInternalTables } from '../../server/src/lease/internal-tables';
import { randomId } from '../../server/src/random-id';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mysql-test-'));
  folders.push(folder);
  return folder;
}

export interface Dumped {
  readonly facts: DatabaseFacts;
  readonly entries: readonly { readonly name: string; readonly content: Buffer }[];
}

/** A dump into memory. */
export async function dump(
  settings: MysqlSettings,
  options: Partial<DumpOptions> = {},
): Promise<Dumped> {
  const entries: { name: string; content: Buffer }[] = [];
  const facts = await new MysqlEngine(settings).dump(
    {
      addFile: () => Promise.reject(new Error('Dumps of MySQL come from memory.')),
      addBuffer: (name, content) => {
        entries.push({ name, content });
        return Promise.resolve();
      },
    },
    {
      scratch: temporaryFolder(),
      excludeLogs: false,
      kept: null,
      signal: new AbortController().signal,
      report: () => undefined,
      log: () => undefined,
      ...options,
    },
  );
  return { facts, entries };
}

export function asText(dumped: Dumped): Buffer {
  return Buffer.concat(dumped.entries.map(({ content }) => content));
}

/** The lease of a site, with the plugin's tables around it. */
export async function takeLease(settings: MysqlSettings): Promise<Lease> {
  const connection = new MysqlConnection(settings);
  try {
    await createInternalTables(connection);
    await connection.run(`UPDATE backup_vault_leases SET expires_at = 0`);
    const lease = await takeOverLease(connection, randomId(), 600_000);
    if (lease === null) throw new Error('The lease is taken.');
    return lease;
  } finally {
    await connection.close();
  }
}

export function stageOptions(lease: Lease, change: Partial<StageOptions> = {}): StageOptions {
  return {
    folder: temporaryFolder(),
    token: randomId(12),
    lease,
    purpose: 'swap',
    keep: null,
    forbiddenObjects: 'refuse',
    withoutHistory: false,
    signal: new AbortController().signal,
    report: () => undefined,
    log: () => undefined,
    ...change,
  };
}

/** Loads a dump into the staging of a site. */
export async function stage(
  settings: MysqlSettings,
  dumped: Dumped,
  options: StageOptions,
): Promise<void> {
  const staging = new MysqlEngine(settings).stage(options);
  try {
    for (const { name, content } of dumped.entries) {
      await staging.accept({ name, size: content.length }, inPieces(content));
    }
    await staging.finish(dumped.facts.tables);
  } finally {
    await staging.close();
  }
}

/** Reads a dump as the verification of a backup does. */
export async function check(
  entries: Dumped['entries'],
  tables: readonly TableFacts[],
): Promise<void> {
  const checking = new MysqlCheck();
  for (const { name, content } of entries) {
    await checking.accept({ name, size: content.length }, inPieces(content));
  }
  await checking.finish(tables);
}

export function swapOptions(options: StageOptions, change: Partial<SwapOptions> = {}): SwapOptions {
  return {
    folder: options.folder,
    token: options.token,
    journalId: 'journal',
    lease: options.lease,
    undo: options.token,
    expiryMs: 15_000,
    skipTables: [],
    detail: (result) => JSON.stringify(result),
    report: () => undefined,
    ...change,
  };
}

/** A whole restore: staging, swap, roll-forward. @returns the name of what was kept */
export async function restore(
  settings: MysqlSettings,
  dumped: Dumped,
  change: Partial<StageOptions> = {},
): Promise<string> {
  const lease = await takeLease(settings);
  const options = stageOptions(lease, change);
  const engine = new MysqlEngine(settings);
  await stage(settings, dumped, options);
  await engine.swap(swapOptions(options));
  const failures = await engine.rollForward({ token: options.token }, lease);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  await engine.discardStaging({ folder: options.folder, token: options.token });
  return options.token;
}

async function* inPieces(content: Buffer): AsyncGenerator<Buffer> {
  // Pieces of an odd size: statements begin and end anywhere in them.
  const size = 64 * 1024 - 7;
  for (let at = 0; at < content.length; at += size) {
    yield await Promise.resolve(content.subarray(at, at + size));
  }
}
