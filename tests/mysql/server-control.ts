import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { DatabaseServer } from './database-servers';

const controlSchema = z.object({
  /** Its first number is the process of the server. */
  pidFile: z.string(),
  /** Starts the server again, at the same place and port; ends when it answers. */
  start: z.array(z.string()).min(1),
  env: z.record(z.string(), z.string()).default({}),
});

const LOOK_AGAIN_MS = 20;

/** What a test needs to kill a database server, and to have it again. */
export interface ServerControl {
  /** `kill -9`, and waits until the process is gone. */
  kill: () => Promise<void>;
  start: () => Promise<void>;
}

/** The variable that names how a server is started: JSON of `{pidFile, start, env}`. */
export function controlVariable(server: DatabaseServer): string {
  return server.variable.replace(/_URL$/, '_CONTROL');
}

/** @returns null where nobody has said how this server is killed and started */
export function serverControl(server: DatabaseServer): ServerControl | null {
  const text = process.env[controlVariable(server)] ?? '';
  if (text === '') return null;
  const { pidFile, start, env } = controlSchema.parse(JSON.parse(text));
  return {
    kill: async () => {
      const pid = Number.parseInt(await readFile(pidFile, 'utf8'), 10);
      process.kill(pid, 'SIGKILL');
      while (isAlive(pid)) await wait(LOOK_AGAIN_MS);
    },
    start: async () => {
      const [program = '', ...args] = start;
      const child = spawn(program, args, {
        env: { ...process.env, ...env },
        // The server must not hold a pipe of ours.
        stdio: 'ignore',
      });
      const [code] = (await once(child, 'exit')) as [number | null];
      if (code !== 0) throw new Error(`The ${server.flavour} server did not start again.`);
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
