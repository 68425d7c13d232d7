/** What a dump says about itself in its comments; nothing of it is needed. */
export interface DumpHeader {
  client: 'mysql' | 'mariadb';
  version: string;
  database: string | null;
  /** ISO time of the last line; null when it is missing. */
  completedAt: string | null;
}

/** Adds what one comment tells. */
export function readHeader(header: DumpHeader, comment: string): void {
  const version = /^-- Server version\s+(\S{1,100})/.exec(comment)?.[1];
  if (version !== undefined) {
    header.version = version;
    header.client = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
  }
  const database = /^-- Host: .*\bDatabase: (.{1,64})$/.exec(comment)?.[1];
  if (database !== undefined) header.database = database.trim();
  const completed = /^-- Dump completed(?: on (\d{4}-\d\d-\d\d)\s+(\d{1,2}:\d\d:\d\d))?/.exec(
    comment,
  );
  if (completed === null) return;
  const [, date, time] = completed;
  const at =
    date === undefined ? Date.now() : Date.parse(`${date}T${(time ?? '').padStart(8, '0')}`);
  header.completedAt = new Date(Number.isNaN(at) ? Date.now() : at).toISOString();
}
