import type { ArchiveChange, OpenedEntry } from './rebuild-archive';

type Change = (sql: string) => string;

const SCHEMA = 'database/00-schema.sql';
const FINISH = 'database/90-finish.sql';
/** A table with some rows on every site; a row of it is one line of its file. */
const ROWS = 'database/10-admin_permissions-00001.sql';

/** Archives of a server whose database is not what it says, and says so consistently. */
export const WRONG_DUMPS: Readonly<Record<string, ArchiveChange>> = {
  'an empty file of tables': inFile(SCHEMA, () => ''),
  'an empty file of rows': inFile(ROWS, () => ''),
  'a file of rows that is all zeros': inFile(ROWS, (sql) => '\0'.repeat(sql.length)),
  'a file of rows that ends in the middle': inFile(ROWS, (sql) => sql.slice(0, sql.length / 2)),
  'a file of rows less': { entries: (all) => all.filter(({ name }) => !name.equals(named(ROWS))) },
  'a file of rows more': { entries: withExtraRows },
  'a row less, and its file knows': inFile(ROWS, withoutRow),
  'a row less, and its file agrees': inFile(ROWS, (sql) => counted(withoutRow(sql), -1)),
  'a row more, and its file agrees': inFile(ROWS, (sql) => counted(withRow(sql), 1)),
  'a table less': inFile(SCHEMA, withoutWebhooks),
  'a table more': inFile(
    SCHEMA,
    (sql) => `${sql}${framed('more', 'CREATE TABLE `more` (\n  `a` int\n)')}`,
  ),
  'a statement that no backup has': inFile(FINISH, (sql) => `${sql}DROP TABLE \`admin_users\`;\n`),
};

function inFile(file: string, change: Change): ArchiveChange {
  return {
    entries: (all) => {
      if (!all.some(({ name }) => name.equals(named(file)))) throw new Error(`No ${file}.`);
      return all.map((entry) => {
        if (!entry.name.equals(named(file))) return entry;
        const content = Buffer.from(change(entry.content.toString('latin1')), 'latin1');
        if (content.equals(entry.content)) throw new Error(`${file} is what it was.`);
        return { ...entry, content };
      });
    },
  };
}

/** The same rows again, for a table that the backup does not have. */
function withExtraRows(all: readonly OpenedEntry[]): OpenedEntry[] {
  const at = all.findIndex(({ name }) => name.equals(named(ROWS)));
  const original = all[at]!;
  const sql = original.content.toString('latin1').replaceAll('admin_permissions', 'aa');
  const name = named('database/10-aa-00001.sql');
  return all.toSpliced(at, 0, { ...original, name, content: Buffer.from(sql, 'latin1') });
}

/** The end mark of a file of rows tells how many there are. */
function counted(sql: string, more: number): string {
  return sql.replace(
    /"end","rows":(\d+)/,
    (_, rows: string) => `"end","rows":${String(Number(rows) + more)}`,
  );
}

function withoutRow(sql: string): string {
  return sql.replace(/\n\(.*\),(?=\n)/, '');
}

/** The first one again, under another id. */
function withRow(sql: string): string {
  return sql.replace(/\n\(\d+(,.*\),)(?=\n)/, '$&\n(999999$1');
}

function withoutWebhooks(sql: string): string {
  return sql.replace(/-- \{"kind":"table","name":"strapi_webhooks"[^]*?;\n(?=--)/, '');
}

function framed(name: string, statement: string): string {
  const bytes = statement.length;
  return `-- ${JSON.stringify({ kind: 'table', name, bytes })}\n${statement};\n`;
}

function named(file: string): Buffer {
  return Buffer.from(file);
}
