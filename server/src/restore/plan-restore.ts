import { lstatSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Manifest } from '../archive/manifest';
import type { PlanCheck, RestoreComponent, RestoreMode, RestorePlan } from '../contracts/restores';
import { quoteIdentifier } from '../database/identifiers';
import { SESSIONS_TABLE, isOwnTable } from '../database/own-tables';
import type { DatabaseChoices } from '../database/engine';
import { openEngine } from '../database/open-engine';
import type { Site } from '../site';
import { diskSpace } from '../storage/disk-space';
import { checkStructure } from './check-structure';

const ADMIN_USERS_TABLE = 'admin_users';

const ACCOUNT_TABLES = [
  [ADMIN_USERS_TABLE, 'administrators'],
  ['strapi_api_tokens', 'API tokens'],
  ['strapi_transfer_tokens', 'transfer tokens'],
] as const;

export interface WhatComesBack {
  readonly components: readonly RestoreComponent[];
  readonly mode: RestoreMode;
}

/**
 * What a restore would do and whether it may: green, amber, red. Reads, and touches nothing.
 *
 * @param manifest of the archive, from its sidecar or from the archive itself
 * @param choices what is to happen to what cannot come back as it was
 */
export async function planRestore(
  site: Site,
  manifest: Manifest,
  { components, mode }: WhatComesBack,
  choices: DatabaseChoices = { forbiddenObjects: 'refuse', withoutHistory: false },
): Promise<RestorePlan> {
  const withDatabase = components.includes('database');
  const withMedia = components.includes('media');
  const liveTables = withDatabase ? await site.connection.tableNames() : [];
  const incoming = withDatabase ? manifest.tables.filter((table) => !table.own) : [];
  const names = new Set(manifest.tables.map((table) => table.name));
  const disk = await diskOf(site, manifest, components, mode);
  const checks: PlanCheck[] = [diskCheck(disk)];
  if (withDatabase) {
    checks.push(
      ...(await databaseChecks(site, manifest, choices)).filter(
        ({ code }) => mode === 'replace' || !OF_OBJECTS.test(code),
      ),
      ...(isImported(manifest) ? [] : [versionCheck(site, manifest, mode)]),
      ...structureChecks(site, manifest, mode),
    );
    // These stay as they are when only content is added.
    if (mode === 'replace') {
      checks.push(await accountsCheck(site, manifest));
      if (!isImported(manifest)) checks.push(secretsCheck(site, manifest));
    }
    if (isImported(manifest)) checks.push(IMPORTED);
  }
  if (mode === 'preserve') checks.push(PRESERVE);
  if (withMedia) checks.push(mediaCheck(manifest), mountCheck(site));
  return {
    checks,
    tables: incoming.length,
    rows: incoming.reduce((sum, table) => sum + rowsThatComeBack(table), 0),
    mediaFiles: withMedia ? manifest.counts.mediaFiles : 0,
    mediaBytes: withMedia ? manifest.counts.mediaBytes : 0,
    keptTables: liveTables.filter(
      (name) => !names.has(name) && !isOwnTable(name) && !site.identity.isManagedTable(name),
    ),
    diskNeeded: disk.needed,
    diskFree: disk.free,
    tableChanges: null,
    mediaChanges: null,
    expectedMs: null,
  };
}

/** Nobody stays signed in across a restore. */
function rowsThatComeBack(table: Manifest['tables'][number]): number {
  return table.name === SESSIONS_TABLE ? 0 : table.rows;
}

/** The first red check, or null when nothing stands in the way. */
export function blockingCheck(plan: RestorePlan): PlanCheck | null {
  return plan.checks.find((check) => check.level === 'red') ?? null;
}

interface DiskNeed {
  readonly needed: number;
  readonly free: number;
}

async function diskOf(
  site: Site,
  manifest: Manifest,
  components: readonly RestoreComponent[],
  mode: RestoreMode,
): Promise<DiskNeed> {
  const staged = manifest.entries.bytes - manifest.counts.mediaBytes;
  const engine = openEngine(site.database);
  const live = components.includes('database') ? await engine.size(null) : 0;
  // Staged copy, the old state that is kept, and the write-ahead log of the swap; or all of it is in the
  // server, and here is the safety backup only.
  const copies = mode === 'preserve' ? 2 * (staged + live) : 2 * staged;
  const inFiles = engine.keepsFiles ? copies + live : live;
  const database = components.includes('database') ? inFiles : 0;
  // Files that are here already take no room again; each of the others is looked at.
  const media = components.includes('media') && mode === 'replace' ? manifest.counts.mediaBytes : 0;
  return {
    needed: database + media + site.settings.minFreeDisk,
    free: diskSpace(site.folder().root).free,
  };
}

function diskCheck({ needed, free }: DiskNeed): PlanCheck {
  return free >= needed
    ? {
        code: 'DISK',
        level: 'green',
        message: `${inUnits(needed)} are needed, ${inUnits(free)} are free.`,
      }
    : {
        code: 'DISK',
        level: 'red',
        message: `${inUnits(needed)} are needed, but only ${inUnits(free)} are free. Make room on the disk first.`,
      };
}

/** Decimal units, as the panel and disks' makers count. */
function inUnits(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes < 1000
    ? `${String(Math.ceil(megabytes))} MB`
    : `${(megabytes / 1000).toFixed(1)} GB`;
}

async function databaseChecks(
  site: Site,
  manifest: Manifest,
  choices: DatabaseChoices,
): Promise<PlanCheck[]> {
  const { id, database, tables } = manifest;
  // An archive without a database has no database component to be restored.
  if (database === null) return [];
  return openEngine(site.database).assess({ id, database, tables }, choices);
}

/** Made of a plain dump. */
function isImported({ database }: Manifest): boolean {
  return database?.snapshotLevel === 'imported';
}

const IMPORTED: PlanCheck = {
  code: 'IMPORTED',
  level: 'amber',
  message:
    'This backup was made of a plain SQL dump. Whether the dump is complete and of one moment, which version of Strapi it is of, and whether the secrets were the same, is not known.',
};

/** Only rows are added: what the backup has besides them makes no difference. */
const OF_OBJECTS = /^(?:OBJECT_|HISTORY$)/;

const PRESERVE: PlanCheck = {
  code: 'PRESERVE',
  level: 'green',
  message:
    'What is here stays. Documents, locales and files that are missing here are added, with their components and relations; administrators, roles, permissions, tokens and settings are not touched. What could not be added is listed in the result.',
};

/** What is merged is read by today's code: nothing can be dropped, something may have no place. */
function structureChecks(site: Site, manifest: Manifest, mode: RestoreMode): PlanCheck[] {
  const checks = checkStructure(manifest.tables, site.identity.strapiTables());
  if (mode === 'replace') return checks;
  return checks.some(({ level }) => level !== 'green')
    ? [
        {
          code: 'STRUCTURE',
          level: 'amber',
          message:
            'The tables and columns of the backup are not those of this site. What both have is added; columns that only one has stay empty, or are left out.',
        },
      ]
    : checks;
}

function versionCheck(site: Site, manifest: Manifest, mode: RestoreMode): PlanCheck {
  const here = site.identity.versions.strapi;
  const there = manifest.versions.strapi;
  return here === there
    ? { code: 'STRAPI_VERSION', level: 'green', message: `The same version of Strapi (${here}).` }
    : {
        code: 'STRAPI_VERSION',
        level: 'amber',
        message: `The backup was made with Strapi ${there}; this is ${here}. ${
          mode === 'replace'
            ? 'Strapi migrates the database at its next start.'
            : 'Its rows are added as they are.'
        }`,
      };
}

/** Accounts and keys are rows like all others; whoever restores should know which they will meet. */
async function accountsCheck(site: Site, manifest: Manifest): Promise<PlanCheck> {
  const there = rowsOf(manifest, ADMIN_USERS_TABLE);
  if (there === 0 && !site.settings.keepAccount) {
    return {
      code: 'ACCOUNTS',
      level: 'red',
      message:
        'The backup has no administrator, and “keep my account” is switched off: nobody could sign in afterwards. Switch it on (keepAccount), then restore.',
    };
  }
  const changes: string[] = [];
  for (const [table, what] of ACCOUNT_TABLES) {
    const now = await rowsNow(site, table);
    const then = rowsOf(manifest, table);
    if (now !== then) changes.push(`${what}: ${String(now)} now, ${String(then)} in the backup`);
  }
  return changes.length === 0
    ? {
        code: 'ACCOUNTS',
        level: 'green',
        message: `As many administrators and API tokens as now (${String(there)} administrators).`,
      }
    : {
        code: 'ACCOUNTS',
        level: 'amber',
        message: `Accounts and keys become those of the backup (${changes.join('; ')}). ${
          site.settings.keepAccount
            ? 'The account that restores is kept.'
            : 'The account that restores is not kept, unless it is in the backup.'
        }`,
      };
}

function rowsOf(manifest: Manifest, table: string): number {
  return manifest.tables.find(({ name }) => name === table)?.rows ?? 0;
}

async function rowsNow({ connection }: Site, table: string): Promise<number> {
  if (!(await connection.hasTable(table))) return 0;
  const name = quoteIdentifier(connection.kind, table);
  const [row] = await connection.all(`SELECT count(*) AS total FROM ${name}`);
  return Number(row?.total ?? 0);
}

function secretsCheck(site: Site, manifest: Manifest): PlanCheck {
  const here: Readonly<Record<string, string | null>> = site.identity.secretFingerprints(
    manifest.id,
  );
  const there: Readonly<Record<string, string | null>> = manifest.secretFingerprints;
  const differing = Object.keys(there).filter(
    (name) => there[name] !== null && there[name] !== here[name],
  );
  if (differing.length === 0) {
    return { code: 'SECRETS', level: 'green', message: 'The secrets of the site are the same.' };
  }
  return {
    code: 'SECRETS',
    level: 'amber',
    message: `These secrets differ from those of the backup: ${differing.join(', ')}. API tokens and encrypted settings of the backup will not work here.`,
  };
}

function mediaCheck(manifest: Manifest): PlanCheck {
  const { missingMedia } = manifest.counts;
  return missingMedia === 0
    ? { code: 'MEDIA', level: 'green', message: 'All media files are in the backup.' }
    : {
        code: 'MEDIA',
        level: 'amber',
        message: `${String(missingMedia)} media files were missing when the backup was made, and will be missing after the restore.`,
      };
}

/** A folder that is a mount of its own cannot be moved aside; better to know before the swap. */
function mountCheck(site: Site): PlanCheck {
  const { uploads } = site.media;
  const { dev } = statSync(uploads);
  const mounted = readdirSync(uploads).find(
    (name) => lstatSync(path.join(uploads, name)).dev !== dev,
  );
  return mounted === undefined
    ? { code: 'MEDIA_FOLDER', level: 'green', message: 'The uploads folder can be swapped.' }
    : {
        code: 'MEDIA_NESTED_MOUNT',
        level: 'red',
        message: `The folder ${mounted} in the uploads folder is a mount of its own and cannot be swapped. Unmount it, or restore without the media.`,
      };
}
