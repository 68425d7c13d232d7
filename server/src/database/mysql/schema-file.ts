import { quoteIdentifier } from '../identifiers';
import { compareText } from './compare-text';
import type { DumpPlan, PlannedTable } from './dump-plan';
import type { MysqlSession } from './mysql-session';
import { frameNotes, frameProgram, frameStatement } from './statement-file';
import { PLAIN_SESSION, sessionStatements, type StoredObject } from './stored-object';
import { tableText, type TableDefinition } from './table-definition';

const quote = (name: string): string => quoteIdentifier('mysql', name);

const SESSION = [
  ...PLAIN_SESSION,
  'SET SESSION foreign_key_checks = 0, unique_checks = 0',
] as const;

/** `00-schema.sql`: the settings of the session, and every table without foreign keys. */
export async function schemaFile(session: MysqlSession, plan: DumpPlan): Promise<Buffer> {
  const parts = [schemaHead(session.flavour, session.version)];
  if (plan.tables.some((table) => table.history)) {
    parts.push(frameNotes(['SET SESSION system_versioning_insert_history = 1']));
  }
  const inOrder = [...plan.tables].sort((a, b) => compareText(a.name, b.name));
  for (const table of inOrder) {
    if (table.createSequence !== null) parts.push(await sequenceFrames(session, table));
  }
  for (const { definition } of inOrder) {
    if (definition !== null) parts.push(tableFrame(definition));
  }
  return Buffer.concat(parts);
}

/** How every schema file begins. @param client and its version, of the server that the rows are from */
export function schemaHead(client: 'mysql' | 'mariadb', version: string): Buffer {
  return Buffer.concat([
    frameStatement({ kind: 'dump', client, version }, 'SET NAMES utf8mb4'),
    frameNotes(SESSION),
  ]);
}

export function tableFrame(definition: TableDefinition): Buffer {
  return frameStatement({ kind: 'table', name: definition.name }, tableText(definition));
}

/** `90-finish.sql`: foreign keys, then routines, views, triggers and events. */
export function finishFile(plan: {
  readonly tables: readonly Pick<PlannedTable, 'name' | 'definition'>[];
  readonly objects: readonly StoredObject[];
}): Buffer {
  const parts: Buffer[] = [];
  for (const { name, definition } of plan.tables) {
    if (definition === null || definition.foreignKeys.length === 0) continue;
    parts.push(
      frameStatement({ kind: 'foreign-keys', name }, foreignKeysText(name, definition.foreignKeys)),
    );
  }
  const routines = plan.objects.filter(({ kind }) => kind === 'procedure' || kind === 'function');
  const views = plan.objects.filter(({ kind }) => kind === 'view');
  const rest = plan.objects.filter(({ kind }) => kind === 'trigger' || kind === 'event');
  for (const routine of routines) parts.push(...programFrames(routine));
  // Views may stand on views: with a placeholder of each, any order does.
  for (const view of views) {
    parts.push(
      frameStatement(
        { kind: 'placeholder', name: view.name, columns: [...view.columns] },
        placeholderText(view),
      ),
    );
  }
  for (const view of views) {
    parts.push(
      frameNotes(sessionStatements(view.session)),
      frameStatement(
        { kind: 'view', name: view.name, columns: [...view.columns], session: view.session },
        orReplace(view.sql),
      ),
    );
  }
  if (views.length > 0) parts.push(frameNotes(SESSION));
  for (const program of rest) parts.push(...programFrames(program));
  parts.push(frameNotes(['SET SESSION foreign_key_checks = 1, unique_checks = 1']));
  return Buffer.concat(parts);
}

function programFrames(object: StoredObject): Buffer[] {
  const { kind, name, table, session } = object;
  return [
    frameNotes(sessionStatements(session)),
    frameProgram({ kind, name, ...(table === null ? {} : { table }), session }, object.sql),
    frameNotes(SESSION),
  ];
}

export function foreignKeysText(table: string, items: readonly string[]): string {
  return `ALTER TABLE ${quote(table)}\n  ${items.map((item) => `ADD ${item}`).join(',\n  ')}`;
}

/** Something with the name and the columns of a view, which can be made before what it is made of. */
export function placeholderText(view: Pick<StoredObject, 'name' | 'columns'>): string {
  const columns = view.columns.map((name) => `1 AS ${quote(name)}`);
  return `CREATE OR REPLACE VIEW ${quote(view.name)} AS SELECT ${columns.length === 0 ? '1' : columns.join(', ')}`;
}

export function orReplace(sql: Buffer): Buffer {
  return Buffer.concat([Buffer.from('CREATE OR REPLACE '), sql.subarray('CREATE '.length)]);
}

async function sequenceFrames(session: MysqlSession, table: PlannedTable): Promise<Buffer> {
  const [row] = await session.rows(
    `SELECT next_not_cached_value AS next, cycle_count AS round FROM ${quote(table.physical)}`,
  );
  const next = row?.next ?? '1';
  const round = row?.round ?? '0';
  return Buffer.concat([
    frameStatement({ kind: 'sequence', name: table.name }, table.createSequence ?? ''),
    frameStatement(
      { kind: 'sequence-value', name: table.name },
      `DO SETVAL(${quote(table.name)}, ${next}, 0, ${round})`,
    ),
  ]);
}
