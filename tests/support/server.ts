import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port';
import { type MarkedProcess, markedProcesses, processesIn } from './marked-processes';
import { REPOSITORY } from './repository';
import type { Site } from './site';

const START_DEADLINE_MS = 120_000;
const STOP_DEADLINE_MS = 30_000;
const LOOK_AGAIN_MS = 100;
const TAIL_LINES = 60;

/** What a program needs from the machine. Settings of a site come from the test alone. */
const INHERITED = ['PATH', 'HOME', 'USER', 'LANG', 'TMPDIR', 'SHELL'];

export interface ServerExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A running `strapi start`, in a process of its own. */
export interface RunningServer {
  site: Site;
  /** "http://127.0.0.1:<port>", without a slash at the end. */
  url: string;
  port: number;
  pid: number;
  child: ChildProcess;
  /** Everything it has printed so far. */
  log: () => string;
  /** Resolves when the process has ended, however that came about. */
  exited: Promise<ServerExit>;
  /** Ends it as a process manager does (SIGTERM) and waits. Throws when that takes over 30 s. */
  stop: () => Promise<ServerExit>;
  /** Ends the server alone, not what it started, with a signal (default SIGKILL), and waits. */
  kill: (signal?: 'SIGKILL' | 'SIGTERM' | 'SIGINT') => Promise<ServerExit>;
  /** The server and what it started, as far as running: also a child whose parent is gone. */
  processes: () => Promise<MarkedProcess[]>;
}

export interface ServerOptions {
  /** Environment variables for this run. */
  env?: Record<string, string>;
  port?: number;
  /** false: return as soon as the process runs; for servers that are not expected to start. */
  waitUntilHealthy?: boolean;
}

const servers = new Set<RunningServer>();

/**
 * Starts the site's Strapi in production mode and waits until it answers.
 *
 * @throws when it ends or does not answer in two minutes, with the end of its log
 */
export async function startServer(site: Site, options: ServerOptions = {}): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  const marker = `STRAPI_TEST_SERVER=${randomUUID()}`;
  const server = spawnServer(site, port, marker, options.env ?? {});
  servers.add(server);
  if (options.waitUntilHealthy !== false) await waitUntilHealthy(server);
  return server;
}

/**
 * Ends the servers that this process started and whatever they left running.
 *
 * @returns the processes that had outlived their server, which a test may want to complain about
 */
export async function endServers(): Promise<MarkedProcess[]> {
  const leftovers: MarkedProcess[] = [];
  const folders = new Set([...servers].map(({ site }) => site.dir));
  for (const server of servers) {
    if (server.child.exitCode === null && server.child.signalCode === null) {
      await server.stop().catch(() => server.kill());
    }
    for (const left of await server.processes()) {
      leftovers.push(left);
      endProcess(left.pid);
    }
    servers.delete(server);
  }
  // Workers get no mark from their Strapi, and one that stands still does not notice its end.
  for (const folder of folders) {
    for (const left of await processesIn(folder)) {
      leftovers.push(left);
      endProcess(left.pid);
    }
  }
  return leftovers;
}

function spawnServer(
  site: Site,
  port: number,
  marker: string,
  env: Record<string, string>,
): RunningServer {
  const strapi = path.join(REPOSITORY, 'node_modules', '@strapi', 'strapi', 'bin', 'strapi.js');
  const [markerName = '', markerValue = ''] = marker.split('=');
  const child = spawn(process.execPath, [strapi, 'start'], {
    cwd: site.dir,
    env: {
      ...Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])),
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      STRAPI_TELEMETRY_DISABLED: 'true',
      STRAPI_DISABLE_UPDATE_NOTIFICATION: 'true',
      ...site.database.env,
      ...env,
      [markerName]: markerValue,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

  let log = '';
  const keep = (text: string): void => {
    log += text;
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  child.on('error', (error) => keep(`${error.message}\n`));

  // "close", not "exit": by then the last words are in the log. But a child that outlives the
  // server holds its output open, and must not keep a test waiting for ever.
  const exited = once(child, 'exit').then(async ([code, signal]): Promise<ServerExit> => {
    await Promise.race([once(child, 'close'), wait(1_000, undefined, { ref: false })]);
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  // A program that cannot be started at all emits "error" and no "exit".
  exited.catch((error: unknown) => keep(String(error)));

  const server: RunningServer = {
    site,
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    child,
    exited,
    log: () => log,
    stop: async () => {
      child.kill('SIGTERM');
      const ended = await Promise.race([exited, wait(STOP_DEADLINE_MS, null, { ref: false })]);
      if (ended !== null) return ended;
      child.kill('SIGKILL');
      await exited;
      throw new Error(`The server did not stop in ${STOP_DEADLINE_MS / 1000} s.\n${tail(log)}`);
    },
    kill: async (signal = 'SIGKILL') => {
      child.kill(signal);
      return exited;
    },
    processes: () => markedProcesses(marker),
  };
  return server;
}

async function waitUntilHealthy(server: RunningServer): Promise<void> {
  const seen: { end?: ServerExit } = {};
  void server.exited.then((exit) => {
    seen.end = exit;
  });
  const deadline = Date.now() + START_DEADLINE_MS;
  // Strapi announces its start on the log only, in words that change; so it is asked.
  while (!(await isHealthy(server.url))) {
    if (seen.end !== undefined || Date.now() > deadline) {
      const { code, signal } = seen.end ?? (await server.kill());
      throw new Error(
        `The server of site ${server.site.name} did not start (exit code ${code}, signal ${signal}).` +
          `\n${tail(server.log())}`,
      );
    }
    await wait(LOOK_AGAIN_MS);
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_health`)).status === 204;
  } catch {
    return false;
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

function tail(log: string): string {
  return log.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}
