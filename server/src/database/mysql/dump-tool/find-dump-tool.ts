import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { BackupError } from '../../../errors';
import { errorCode } from '../../../error-code';

/** A client program that can dump, and what it can. */
export interface DumpTool {
  readonly file: string;
  readonly flavour: 'mysql' | 'mariadb';
  /** As it says itself, e.g. `mysqldump  Ver 9.7.4 for Linux on x86_64`. */
  readonly version: string;
  /** Long options that it knows, without the dashes. */
  readonly options: ReadonlySet<string>;
}

export interface DumpToolPlaces {
  /** Of the server: its own client is preferred. */
  readonly flavour: 'mysql' | 'mariadb';
  /** Looked into first; null for none. */
  readonly folder: string | null;
  /** As in the environment variable PATH. */
  readonly path: string;
  readonly signal: AbortSignal;
}

const NAMES = {
  mariadb: ['mariadb-dump', 'mysqldump'],
  mysql: ['mysqldump', 'mariadb-dump'],
} as const;
const PACKAGES = { mariadb: 'mariadb-client', mysql: 'mysql-client' } as const;
const PROBE_MS = 20_000;
const LONGEST_HELP = 1024 * 1024;

/**
 * The server's own client where there is one, else the other kind's: `mysqldump` may be either.
 *
 * @throws BackupError DUMP_TOOL_MISSING naming the Debian package, DUMP_TOOL_FAILED when none that is
 *   there starts
 */
export async function findDumpTool(places: DumpToolPlaces): Promise<DumpTool> {
  const files = candidates(places);
  const found: DumpTool[] = [];
  for (const file of files) {
    const tool = await probe(file, places);
    if (tool?.flavour === places.flavour) return tool;
    if (tool !== null) found.push(tool);
  }
  const [other] = found;
  if (other !== undefined) return other;
  const [broken] = files;
  if (broken !== undefined) {
    throw new BackupError(
      'DUMP_TOOL_FAILED',
      `The dump program ${broken} does not start. Install the package ${PACKAGES[places.flavour]} again, or set the dump tool to built-in.`,
    );
  }
  throw new BackupError(
    'DUMP_TOOL_MISSING',
    `The dump tool is set to mysqldump, but there is no ${NAMES[places.flavour].join(' or ')} on this machine. Install the package ${PACKAGES[places.flavour]}, or set the dump tool to built-in.`,
  );
}

/** Programs of these names, each once, the best first. */
function candidates({ flavour, folder, path: search }: DumpToolPlaces): string[] {
  const folders = [folder ?? '', ...search.split(path.delimiter)].filter((each) =>
    path.isAbsolute(each),
  );
  const files = folders.flatMap((each) => NAMES[flavour].map((name) => path.join(each, name)));
  return [...new Set(files)].filter(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** What a program says about itself; null when it is none, or does not start. */
async function probe(
  file: string,
  { path: search, signal }: DumpToolPlaces,
): Promise<DumpTool | null> {
  const text = await helpOf(file, search, signal);
  signal.throwIfAborted();
  const version = text?.split('\n').find((line) => /\bVer\b/.test(line)) ?? null;
  if (text === null || version === null) return null;
  const options = Array.from(text.matchAll(/^ {2}(?:-.,)? *--([a-z][a-z0-9-]*)/gm));
  return {
    file,
    flavour: /mariadb/i.test(version) ? 'mariadb' : 'mysql',
    version: version.slice(version.lastIndexOf('/', version.search(/\bVer\b/)) + 1).trim(),
    options: new Set(options.map(([, name]) => name ?? '')),
  };
}

function helpOf(file: string, search: string, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, ['--no-defaults', '--help'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: search, LC_ALL: 'C' },
      timeout: PROBE_MS,
      killSignal: 'SIGKILL',
      signal,
    });
    let text = '';
    child.stdout.setEncoding('latin1');
    child.stdout.on('data', (piece: string) => {
      if (text.length < LONGEST_HELP) text += piece;
    });
    child.on('error', (error) => {
      // Out of processes or memory is not the same as a program that is broken.
      if (errorCode(error) === 'EAGAIN' || errorCode(error) === 'ENOMEM') reject(error);
      else resolve(null);
    });
    child.on('close', (code) => {
      resolve(code === 0 ? text : null);
    });
  });
}
