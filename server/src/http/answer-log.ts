import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { logLineSchema } from '../contracts/backups';
import { openLog, readLog } from '../jobs/job-log';
import type { Call } from './call';
import { parse } from './parse';

const logQuerySchema = z.object({ download: z.stringbool().optional() });

/**
 * Answers with the log of a job: its last lines as JSON, or, with `?download=true`, all of it as
 * plain text, also while the job writes it.
 *
 * @param id of a record from the catalog
 * @param fileName offered to whoever saves it
 */
export async function answerLog(
  { ctx, site }: Call,
  id: string,
  fileName: string,
): Promise<object | undefined> {
  const { download } = parse(logQuerySchema, ctx.query);
  const { logs } = site.folder();
  if (download !== true) return { data: await readLog(logs, id), meta: {} };
  const stream = openLog(logs, id);
  ctx.set('Content-Disposition', `attachment; filename="${fileName}"`);
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.type = 'text/plain; charset=utf-8';
  ctx.body = stream === null ? '' : Readable.from(plainLines(stream));
  return undefined;
}

async function* plainLines(stream: Readable): AsyncGenerator<string> {
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
      yield plainLine(text);
    }
  } finally {
    // Whoever stops reading early leaves the file open otherwise.
    stream.destroy();
  }
}

function plainLine(text: string): string {
  const line = logLineSchema.safeParse(jsonOf(text));
  // The last line of a process that was killed may be half a line.
  if (!line.success) return '';
  const { time, level, step, text: words } = line.data;
  return `${time} ${level.padEnd(5)} ${(step ?? '-').padEnd(14)} ${words.replace(/\r?\n/g, '\n  ')}\n`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
