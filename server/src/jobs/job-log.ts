import { appendFileSync, createReadStream, existsSync, rmSync, type ReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { logLineSchema, type LogLine } from '../contracts/backups';

/** The log of one job: a file beside the archives, so that a restore does not replace it. */
export class JobLog {
  readonly #file: string;

  constructor(folder: string, id: string) {
    this.#file = logFile(folder, id);
  }

  write(level: LogLine['level'], step: string | null, text: string): void {
    const line: LogLine = { time: new Date().toISOString(), level, step, text };
    try {
      appendFileSync(this.#file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch {
      // A full disk must not turn a job's own clear error into one about its log.
    }
  }
}

export function logFile(folder: string, id: string): string {
  return path.join(folder, `${path.basename(id)}.jsonl`);
}

/** Of a record that is gone, too. */
export function removeLog(folder: string, id: string): void {
  rmSync(logFile(folder, id), { force: true });
}

/** The whole log as a stream of JSON lines, or null when the job wrote none. */
export function openLog(folder: string, id: string): ReadStream | null {
  const file = logFile(folder, id);
  return existsSync(file) ? createReadStream(file) : null;
}

/**
 * The last lines of a log.
 *
 * @param limit how many lines at most
 */
export async function readLog(folder: string, id: string, limit = 2_000): Promise<LogLine[]> {
  const stream = openLog(folder, id);
  if (stream === null) return [];
  const lines: LogLine[] = [];
  for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
    const line = parseLine(text);
    if (line === null) continue;
    lines.push(line);
    if (lines.length > limit) lines.shift();
  }
  return lines;
}

function parseLine(text: string): LogLine | null {
  try {
    return logLineSchema.parse(JSON.parse(text));
  } catch {
    // The last line of a process that was killed may be half a line.
    return null;
  }
}
