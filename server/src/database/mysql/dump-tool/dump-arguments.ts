import type { DumpTool } from './find-dump-tool';

export interface DumpArguments {
  readonly optionFile: string;
  readonly database: string;
  /** The names that they have in the database now, in the order in which they are to come. */
  readonly tables: readonly string[];
  /** Also the past of system-versioned tables, where the client can. */
  readonly history: boolean;
}

const ALWAYS = [
  '--single-transaction',
  '--quick',
  '--no-create-info',
  '--skip-triggers',
  '--no-tablespaces',
  '--complete-insert',
  '--extended-insert',
  // Their two lines around the rows of each table say that it was begun, and that it was finished.
  '--disable-keys',
  '--quote-names',
  '--tz-utc',
  '--skip-add-locks',
  '--skip-lock-tables',
  '--skip-comments',
  '--skip-set-charset',
  // Every value as the bytes that are stored; which character set they are in is known from the plan.
  '--default-character-set=binary',
  '--max-allowed-packet=1073741824',
] as const;

/** What only some versions know, and how it is said there. */
const WHERE_KNOWN = [
  ['set-gtid-purged', '--set-gtid-purged=OFF'],
  ['column-statistics', '--skip-column-statistics'],
  ['masking-policies', '--skip-masking-policies'],
] as const;

/** The command line: no secrets, and the option file first, as the clients want it. */
export function dumpArguments(
  tool: Pick<DumpTool, 'options'>,
  { optionFile, database, tables, history }: DumpArguments,
): string[] {
  return [
    `--defaults-file=${optionFile}`,
    ...ALWAYS,
    ...WHERE_KNOWN.filter(([name]) => tool.options.has(name)).map(([, option]) => option),
    ...(history && tool.options.has(HISTORY_OPTION) ? [`--${HISTORY_OPTION}`] : []),
    '--',
    database,
    ...tables,
  ];
}

export const HISTORY_OPTION = 'dump-history';

/** Half of what Linux takes in the smallest common case; each name also costs a pointer. */
const LONGEST = 1024 * 1024;

/** Whether so many names go onto one command line: only then are they one process and one snapshot. */
export function fitsCommandLine(tables: readonly string[]): boolean {
  return tables.reduce((sum, name) => sum + Buffer.byteLength(name) + 9, 0) <= LONGEST;
}
