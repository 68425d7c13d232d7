import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';
import { BackupError } from '../../errors';
import { pausePoint } from '../../pause-points';
import type { DatabaseFacts, DumpOptions, DumpSink, TableFacts } from '../engine';
import { LOG_TABLES } from '../own-tables';
import type { MysqlSettings } from '../settings';
import { compareText } from './compare-text';
import { DefinitionProbe } from './definition-probe';
import { fingerprint, planDump, type DumpPlan } from './dump-plan';
import { encodeTableName, FINISH_ENTRY, SCHEMA_ENTRY } from './entry-names';
import { keptPlan } from './kept-plan';
import { mediaUrlsOf } from './media-urls';
import { isSchemaChange } from './mysql-errors';
import { definerOf } from './object-text';
import { MysqlSession } from './mysql-session';
import { sightOf, type Sight } from './readable';
import type { OpenRowReader, RowReader } from './row-reader';
import { finishFile, schemaFile } from './schema-file';
import { settleUnreadable } from './settle-unreadable';

/** The addresses of media, as they were in the snapshot: one JSON string per line. */
export const MEDIA_URLS_FILE = 'media-urls.jsonl';

/**
 * Database → archive: every table is read as it was at the same moment, and nobody is kept from writing.
 * The connection that reads the structure keeps it as it is until the end.
 *
 * @param openReader how the rows are read
 * @throws BackupError SNAPSHOT_INCOMPLETE, DATABASE_LOCKED, DATABASE_UNREACHABLE, DUMP_TOOL_MISSING,
 *   DUMP_TOOL_FAILED
 */
export async function dumpMysql(
  settings: MysqlSettings,
  sink: DumpSink,
  options: DumpOptions,
  openReader: OpenRowReader,
): Promise<DatabaseFacts> {
  const session = await MysqlSession.open(settings);
  const stop = () => {
    session.destroy();
  };
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    const sight = await sightOf(session, options.log);
    const reader = await openReader(settings, session, options);
    const probe = new DefinitionProbe(session, () => MysqlSession.open(settings));
    try {
      const plan = await snapshot(session, reader, probe, sight, options);
      settleUnreadable(plan, settings.unreadable, options.log);
      probe.close();
      pausePoint('backup.snapshot.begun');
      options.signal.throwIfAborted();
      return await writeDump(session, plan, reader, sink, options);
    } finally {
      probe.close();
      reader.close();
    }
  } catch (error) {
    options.signal.throwIfAborted();
    throw error;
  } finally {
    options.signal.removeEventListener('abort', stop);
    session.destroy();
  }
}

/** Begins the snapshot, and once more when a table was changed in the moment between. */
async function snapshot(
  session: MysqlSession,
  reader: RowReader,
  probe: DefinitionProbe,
  sight: Sight,
  options: DumpOptions,
): Promise<DumpPlan> {
  for (let attempt = 1; ; attempt += 1) {
    await reader.startSnapshot();
    try {
      return options.kept === null
        ? await planDump(session, probe, sight, options.log)
        : await keptPlan(session, options.kept);
    } catch (error) {
      const changed =
        isSchemaChange(error) ||
        (error instanceof BackupError && error.code === 'SNAPSHOT_INCOMPLETE');
      if (!changed || attempt === 2) throw changed ? tablesChange(error) : error;
      options.log('warn', 'A table was changed while the backup began; beginning once more.');
      await session.send('ROLLBACK');
    }
  }
}

async function writeDump(
  session: MysqlSession,
  plan: DumpPlan,
  reader: RowReader,
  sink: DumpSink,
  options: DumpOptions,
): Promise<DatabaseFacts> {
  const total = plan.tables.reduce((sum, table) => sum + table.bytes, 0);
  let done = 0;
  const leftOut = new Set(options.excludeLogs ? LOG_TABLES : []);
  const withRows = plan.tables.filter(
    ({ name, own, kind, columns }) =>
      !own && kind !== 'sequence' && !leftOut.has(name) && columns.length > 0,
  );
  const inEntryOrder = withRows.sort((a, b) =>
    compareText(`${encodeTableName(a.name)}-`, `${encodeTableName(b.name)}-`),
  );
  const dumped = await reader.read(inEntryOrder, {
    sink,
    begin: async () => {
      await writeMediaUrls(session, plan, options.scratch);
      await sink.addBuffer(SCHEMA_ENTRY, await schemaFile(session, plan));
    },
    onBytes: (bytes, item) => {
      done += bytes;
      options.report({ done, total: Math.max(total, done), item });
    },
  });
  const facts = plan.tables.map(({ name, own }): TableFacts => {
    const { rows, largest } = dumped.get(name) ?? { rows: 0, largest: 0 };
    return { name, rows, largestRow: largest, endMarker: String(rows), own };
  });
  pausePoint('backup.snapshot');
  await sink.addBuffer(FINISH_ENTRY, finishFile(plan));
  const [database] = await session.rows(
    'SELECT @@character_set_database AS charset, @@collation_database AS collation',
  );
  return {
    client: session.flavour,
    serverVersion: session.version,
    charset: database?.charset ?? null,
    collation: database?.collation ?? null,
    snapshotLevel: reader.snapshotLevel,
    flavour: session.flavour,
    schemaFingerprint: fingerprint(plan),
    tables: facts.sort((a, b) => compareText(a.name, b.name)),
    objects: plan.objects.map((object) => ({
      kind: object.kind,
      name: object.name,
      definer: definerOf(object) ?? '',
    })),
    history: plan.tables.filter(({ history }) => history).map(({ name }) => name),
  };
}

/** Read in the same snapshot, so that a file that is uploaded meanwhile is not called missing. */
async function writeMediaUrls(
  session: MysqlSession,
  plan: DumpPlan,
  scratch: string,
): Promise<void> {
  const files = plan.tables.find((table) => table.name === 'files');
  if (files === undefined) return;
  const out = createWriteStream(path.join(scratch, MEDIA_URLS_FILE), { mode: 0o600 });
  for await (const url of mediaUrlsOf(session, files.physical)) {
    if (!out.write(`${JSON.stringify(url)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

function tablesChange(cause: unknown): BackupError {
  return new BackupError(
    'SNAPSHOT_INCOMPLETE',
    'Tables were changed, created or dropped while the backup was made, twice. Try again when that is done.',
    { cause },
  );
}
