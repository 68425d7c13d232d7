import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface ToolCall {
  readonly file: string;
  readonly args: readonly string[];
  /** Where it works, and what it takes for its home: nobody's own settings are read. */
  readonly folder: string;
  /** The environment variable PATH. */
  readonly path: string;
}

export interface ToolEnd {
  /** null when it was killed. */
  readonly code: number | null;
  /** What it wrote to stderr, from its beginning. */
  readonly stderr: string;
  /** Why it could not be started; null when it was. */
  readonly failure: Error | null;
}

/** A client program that runs. */
export interface RunningTool {
  readonly output: Readable;
  /** Ends it at once. Repeatable, and nothing when it has ended. */
  readonly kill: () => void;
  /** When it has ended, and all that it wrote was read. Never fails. */
  readonly ended: Promise<ToolEnd>;
}

const LONGEST_STDERR = 64 * 1024;

export function runDumpTool({ file, args, folder, path }: ToolCall): RunningTool {
  const child = spawn(file, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: path, HOME: folder, LC_ALL: 'C' },
  });
  let stderr = '';
  let failure: Error | null = null;
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (piece: string) => {
    if (stderr.length < LONGEST_STDERR) stderr += piece;
  });
  const ended = new Promise<ToolEnd>((resolve) => {
    child.on('error', (error) => {
      failure = error;
    });
    child.on('close', (code) => {
      resolve({ code, stderr, failure });
    });
  });
  return {
    output: child.stdout,
    kill: () => {
      child.kill('SIGKILL');
    },
    ended,
  };
}
