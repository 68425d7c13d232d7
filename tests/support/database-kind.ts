/** What a site of these tests can have as its database. */
export type DatabaseKind = 'sqlite' | 'mariadb' | 'mysql';

export const SERVER_KINDS = ['mariadb', 'mysql'] as const satisfies readonly DatabaseKind[];
const KINDS: readonly DatabaseKind[] = ['sqlite', ...SERVER_KINDS];

/** Where the sites of this run are, chosen by the runner: the same tests run once for each database. */
export const DATABASE_KIND: DatabaseKind = chosenKind(process.env['SITE_DATABASE'] ?? 'sqlite');

/**
 * Declares tests of something that only these databases have: a file of SQLite, a connection to a
 * server. In a run on another one there is nothing to test, so they are not declared: not skipped.
 */
export function describeOn(
  kinds: DatabaseKind | readonly DatabaseKind[],
  name: string,
  body: () => void,
): void {
  if (isOn(kinds)) describe(name, body);
}

/** @see describeOn */
export function testOn(
  kinds: DatabaseKind | readonly DatabaseKind[],
  name: string,
  run: () => Promise<void>,
  timeoutMs?: number,
): void {
  if (isOn(kinds)) test(name, run, timeoutMs);
}

export function isOn(kinds: DatabaseKind | readonly DatabaseKind[]): boolean {
  return [kinds].flat().includes(DATABASE_KIND);
}

function chosenKind(text: string): DatabaseKind {
  const kind = KINDS.find((each) => each === text);
  if (kind === undefined) throw new Error(`SITE_DATABASE=${text}: choose from ${KINDS.join()}.`);
  return kind;
}
