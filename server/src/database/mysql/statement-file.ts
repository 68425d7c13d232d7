import { z } from 'zod';
import { BackupError } from '../../errors';
import type { ObjectSession } from './stored-object';

/**
 * The form of our own SQL files. Before each statement there is a comment of one line that says what
 * it is and how many bytes it has; the stock client skips it, and a restore needs no guess about
 * where a statement ends.
 */
const sessionSchema = z.object({
  sqlMode: z.string().nullable(),
  charset: z.string(),
  collation: z.string(),
  timeZone: z.string().nullable(),
});

const frameSchema = z.object({
  kind: z.enum([
    'dump',
    'session',
    'table',
    'sequence',
    'sequence-value',
    'foreign-keys',
    'placeholder',
    'view',
    'trigger',
    'procedure',
    'function',
    'event',
    'end',
  ]),
  name: z.string().optional(),
  table: z.string().optional(),
  columns: z.array(z.string()).optional(),
  session: sessionSchema.optional(),
  bytes: z.number().int().min(0).max(64_000_000),
  /** Where the statement is in a version comment and ends with another delimiter. */
  delimiter: z.string().optional(),
  client: z.enum(['mysql', 'mariadb']).optional(),
  version: z.string().optional(),
});

export type Frame = z.infer<typeof frameSchema>;
export type FrameKind = Frame['kind'];

export interface Statement {
  readonly frame: Frame;
  readonly sql: Buffer;
}

const OPEN = Buffer.from('/*!50003 ');
const CLOSE = ' */';

/** A statement that ends with a semicolon. */
export function frameStatement(frame: Omit<Frame, 'bytes'>, sql: string | Buffer): Buffer {
  const content = typeof sql === 'string' ? Buffer.from(sql) : sql;
  return Buffer.concat([comment({ ...frame, bytes: content.length }), content, Buffer.from(';\n')]);
}

/**
 * A stored program: it has semicolons of its own, and the stock client would take the comments out of
 * it unless it is in a version comment.
 */
export function frameProgram(
  frame: Omit<Frame, 'bytes' | 'delimiter'> & { readonly session: ObjectSession },
  sql: Buffer,
): Buffer {
  const delimiter = freeDelimiter(sql);
  return Buffer.concat([
    Buffer.from(`DELIMITER ${delimiter}\n`),
    comment({ ...frame, delimiter, bytes: sql.length }),
    OPEN,
    sql,
    // A comment to the end of the line may be the last thing in a program.
    Buffer.from(`\n${CLOSE}${delimiter}\nDELIMITER ;\n`),
  ]);
}

/** Lines for the stock client only; a restore has its own session. */
export function frameNotes(statements: readonly string[]): Buffer {
  return Buffer.concat(statements.map((sql) => frameStatement({ kind: 'session' }, sql)));
}

function comment(frame: Frame): Buffer {
  return Buffer.from(`-- ${asciiJson(frame)}\n`);
}

/** Escaped down to ASCII, so that the line is the same in every character set. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function freeDelimiter(sql: Buffer): string {
  for (let number = 0; ; number += 1) {
    const delimiter = number === 0 ? '$$' : `$${String(number)}$`;
    if (!sql.includes(delimiter)) return delimiter;
  }
}

/**
 * The statements of a schema or finish file.
 *
 * @param content the whole file
 * @throws BackupError DATABASE_CORRUPT when it is not of the form that we write
 */
export function* readStatements(content: Buffer, entry: string): Generator<Statement> {
  let at = 0;
  while (at < content.length) {
    const end = content.indexOf(0x0a, at);
    const line = content.toString('utf8', at, end === -1 ? content.length : end);
    if (end === -1) throw corrupt(entry);
    at = end + 1;
    if (/^DELIMITER [$0-9;]{1,24}$/.test(line)) continue;
    const frame = parseFrame(line, entry);
    if (frame.delimiter !== undefined) {
      if (content.compare(OPEN, 0, OPEN.length, at, at + OPEN.length) !== 0) throw corrupt(entry);
      at += OPEN.length;
    }
    const sql = content.subarray(at, at + frame.bytes);
    at += frame.bytes;
    const closing = frame.delimiter === undefined ? ';\n' : `\n${CLOSE}${frame.delimiter}\n`;
    if (content.toString('latin1', at, at + closing.length) !== closing) throw corrupt(entry);
    at += closing.length;
    yield { frame, sql };
  }
}

function parseFrame(line: string, entry: string): Frame {
  if (!line.startsWith('-- {')) throw corrupt(entry);
  try {
    return frameSchema.parse(JSON.parse(line.slice(3)));
  } catch (error) {
    throw corrupt(entry, error);
  }
}

function corrupt(entry: string, cause?: unknown): BackupError {
  return new BackupError(
    'DATABASE_CORRUPT',
    `${entry} of the backup is not in the form that backups have. Use another backup, or restore it by hand as RESTORE.md says.`,
    { cause },
  );
}
