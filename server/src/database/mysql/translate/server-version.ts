export type Flavour = 'mysql' | 'mariadb';

/** Where a backup comes from: what the first frame of its schema file says. */
export interface BackupServer {
  readonly flavour: Flavour;
  readonly version: string;
}

/** Where it is to go, with what a definition needs to know of it. */
export interface TargetServer extends BackupServer {
  /** Full names, e.g. `utf8mb4_uca1400_ai_ci`; see `knownCollations`. */
  readonly collations: ReadonlySet<string>;
  /**
   * Whether a `TIMESTAMP NOT NULL` stays as it is. Where not, the first one of a table silently begins
   * to follow the clock (MariaDB before 10.10).
   */
  readonly plainTimestamps: boolean;
  /** Whether a foreign key must lead to a whole unique key (MySQL 8.4 and later). */
  readonly uniqueParents: boolean;
}

/** `[10, 11, 18]` of `10.11.18-MariaDB-log`, also where a proxy puts its `5.5.5-` before it. */
function numbersOf(version: string): readonly number[] {
  const found = /^(?:5\.5\.5-)?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  return (found?.slice(1) ?? []).map((part: string | undefined) => Number(part ?? 0));
}

/** Whether a server is of this version or a later one. */
export function isAtLeast({ version }: BackupServer, ...wanted: readonly number[]): boolean {
  const found = numbersOf(version);
  for (const [index, number] of wanted.entries()) {
    const own = found[index] ?? 0;
    if (own !== number) return own > number;
  }
  return true;
}

/** Whether one server is of a later release (its first two numbers) than another. */
export function isNewer(one: BackupServer, other: BackupServer): boolean {
  const [major = 0, minor = 0] = numbersOf(other.version);
  return isAtLeast(one, major, minor + 1);
}

/** `MariaDB 10.11`. */
export function serverName({ flavour, version }: BackupServer): string {
  const name = flavour === 'mysql' ? 'MySQL' : 'MariaDB';
  const numbers = numbersOf(version).slice(0, 2).join('.');
  return numbers === '' ? name : `${name} ${numbers}`;
}
