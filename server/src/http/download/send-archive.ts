import type { Context } from '../call';
import type { OpenArchive } from './open-archive';
import type { ByteRange } from './parse-range';
import { etagOf } from './select-range';

/** Fewer and larger reads than Node's 64 kB, and still nothing that adds up. */
const CHUNK = 256 * 1024;

/**
 * Answers with an archive or a part of it, and closes it when that is done or nobody listens any
 * more. Whatever goes wrong after the headers ends the connection: a client that counts bytes must
 * not take a short answer for a whole one.
 *
 * @param range null for all of it
 */
export async function sendArchive(
  ctx: Context,
  archive: OpenArchive,
  range: ByteRange | null,
): Promise<void> {
  const { start, end } = range ?? { start: 0, end: archive.size - 1 };
  const length = end - start + 1;
  const etag = etagOf(archive);
  ctx.status = range === null ? 200 : 206;
  ctx.set({
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-store, no-transform',
    'Content-Disposition': `attachment; filename="${archive.fileName}"`,
    'Content-Type': 'application/octet-stream',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  if (etag !== null) ctx.set('ETag', etag);
  if (range !== null) {
    ctx.set('Content-Range', `bytes ${String(start)}-${String(end)}/${String(archive.size)}`);
  }
  ctx.compress = false;
  if (ctx.method === 'HEAD' || length === 0) {
    ctx.length = length;
    await archive.close();
    return;
  }
  const stream = archive.handle.createReadStream({ start, end, highWaterMark: CHUNK });
  ctx.body = stream;
  ctx.length = length;
  const cutOff = () => {
    if (ctx.res.headersSent && !ctx.res.writableEnded) ctx.res.destroy();
  };
  stream.once('error', cutOff);
  stream.once('end', () => {
    if (stream.bytesRead !== length) cutOff();
  });
}
