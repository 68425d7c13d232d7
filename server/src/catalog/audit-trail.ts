import { auditNoteSchema, type AuditAction, type AuditNote } from '../contracts/audit';
import type { Actor } from '../contracts/backups';
import { nowExpression, type DatabaseConnection, type SqlRow } from '../database/connection';
import { AUDIT_TABLE } from '../database/own-tables';
import { randomId } from '../random-id';
import type { Filter, Page } from './record-table';

export interface NewNote {
  readonly action: AuditAction;
  readonly subject: string;
  readonly actor: Actor;
  readonly origin: string;
  readonly detail: AuditNote['detail'];
}

const ORIGIN_MAX = 64;

/** One of the plugin's own tables, which survive every restore: who brought which data back is known after it. */
export async function writeNote(connection: DatabaseConnection, note: NewNote): Promise<void> {
  await connection.run(
    `INSERT INTO ${AUDIT_TABLE} (id, at, action, subject, actor, origin, detail)
     VALUES (?, ${nowExpression(connection.kind)}, ?, ?, ?, ?, ?)`,
    [
      randomId(),
      note.action,
      note.subject,
      JSON.stringify(note.actor),
      note.origin.slice(0, ORIGIN_MAX),
      JSON.stringify(note.detail),
    ],
  );
}

/** Newest first. */
export async function pageOfNotes(
  connection: DatabaseConnection,
  filter: Filter,
  page: number,
  pageSize: number,
): Promise<Page<AuditNote>> {
  const rows = await connection.all(
    `SELECT * FROM ${AUDIT_TABLE} WHERE ${filter.sql} ORDER BY at DESC, id DESC LIMIT ? OFFSET ?`,
    [...filter.params, pageSize, (page - 1) * pageSize],
  );
  const [count] = await connection.all(
    `SELECT count(*) AS total FROM ${AUDIT_TABLE} WHERE ${filter.sql}`,
    filter.params,
  );
  return { items: rows.map(parseNote), total: Number(count?.total ?? 0) };
}

function parseNote(row: SqlRow): AuditNote {
  return auditNoteSchema.parse({
    id: row.id,
    at: new Date(Number(row.at)).toISOString(),
    action: row.action,
    subject: row.subject ?? null,
    actor: JSON.parse(String(row.actor)) as unknown,
    origin: row.origin ?? null,
    detail: JSON.parse(String(row.detail)) as unknown,
  });
}
