import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { REPOSITORY } from './repository';
import type { Site } from './site';

const DEADLINE_MS = 60_000;

export interface CommandEnd {
  readonly code: number | null;
  /** Everything it printed. */
  readonly output: string;
}

/**
 * Runs a command of Strapi's own program in a site, such as `export`, and waits for its end.
 *
 * @param env settings, as for `startServer`
 */
export async function runStrapi(
  site: Site,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandEnd> {
  const strapi = path.join(REPOSITORY, 'node_modules', '@strapi', 'strapi', 'bin', 'strapi.js');
  const child = spawn(process.execPath, [strapi, ...args], {
    cwd: site.dir,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_ENV: 'production',
      STRAPI_TELEMETRY_DISABLED: 'true',
      STRAPI_DISABLE_UPDATE_NOTIFICATION: 'true',
      ...site.database.env,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
