import { quoteIdentifier } from '../identifiers';
import { splitList } from './sql-lexer';

/** One key, with nothing after it but what it does on DELETE and UPDATE. */
export function isForeignKey(item: string): boolean {
  const name = '`(?:[^`]|``)+`';
  const list = `\\(${name}(?:, ?${name})*\\)`;
  const action = '(?: ON (?:DELETE|UPDATE) (?:CASCADE|SET NULL|NO ACTION|RESTRICT|SET DEFAULT))*';
  return new RegExp(
    `^CONSTRAINT ${name} FOREIGN KEY (?:${name} )?${list} REFERENCES ${name}(?:\\.${name})? ${list}${action}$`,
  ).test(item);
}

/**
 * The keys of an `ALTER TABLE` of a finish file.
 *
 * @returns null when it does anything else
 */
export function parseForeignKeys(table: string, sql: string): string[] | null {
  const start = `ALTER TABLE ${quoteIdentifier('mysql', table)}\n`;
  if (!sql.startsWith(start)) return null;
  const items = splitList(sql.slice(start.length)).map(
    (part) => /^\s*ADD (CONSTRAINT [\s\S]+)$/.exec(part)?.[1] ?? '',
  );
  return items.every(isForeignKey) ? items : null;
}
