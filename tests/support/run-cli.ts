import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { REPOSITORY } from './repository';
import type { Site } from './site';

const DEADLINE_MS = 60_000;
const LOOK_AGAIN_MS = 20;

export interface CliEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly child: ChildProcess;
  /** What it has said so far. */
  readonly stderr: () => string;
  /** Waits until it has said something. */
  readonly says: (text: string) => Promise<void>;
  readonly ended: Promise<CliEnd>;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the folder of the site. */
  readonly cwd?: string;
}

const running = new Set<ChildProcess>();

/** Starts `strapi-backup` for a site, without a terminal, as cron does. */
export function startCli(
  site: Site,
  args: readonly string[],
  options: CliOptions = {},
): RunningCli {
  const program = path.join(REPOSITORY, 'bin', 'strapi-backup.js');
  const child = spawn(process.execPath, [program, ...args], {
    cwd: options.cwd ?? site.dir,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_ENV: 'production',
      ...site.database.env,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL',
  });
  running.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]): CliEnd => {
    running.delete(child);
    return { code: code as number | null, stdout, stderr };
  });
  return {
    child,
    ended,
    stderr: () => stderr,
    says: async (text) => {
      const deadline = Date.now() + DEADLINE_MS;
      while (!stderr.includes(text)) {
        if (Date.now() > deadline) throw new Error(`It does not say “${text}”: ${stderr}`);
        await wait(LOOK_AGAIN_MS);
      }
    },
  };
}

/** Runs it to its end, whatever that is. */
export function runCli(site: Site, args: readonly string[], options?: CliOptions): Promise<CliEnd> {
  return startCli(site, args, options).ended;
}

/** Of a test that failed. */
export function endClis(): void {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
}
