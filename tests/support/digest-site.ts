import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { PLAYGROUND } from './repository';
import type { Site } from './site';
import type { TableDigest } from './site-database';

const MAX_OUTPUT = 64 * 1024 ** 2;

const mediaSchema = z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() }));

/** Everything that a site is, table by table and file by file. */
export interface SiteDigest {
  readonly tables: Readonly<Record<string, TableDigest>>;
  readonly media: Readonly<z.infer<typeof mediaSchema>>;
}

/** Every row and every media byte, read without the plugin. The site may be running. */
export async function digestSite(
  site: Site,
  ignoredTables: readonly string[],
): Promise<SiteDigest> {
  const tables = await site.database.digest(ignoredTables);
  return { tables, media: await digestMedia(site) };
}

export async function digestMedia({ uploadsDir }: Site): Promise<SiteDigest['media']> {
  const program = path.join(PLAYGROUND, 'scripts', 'digest', 'digest-media.mjs');
  const script = `
    import { digestMedia } from ${JSON.stringify(program)};
    console.log(JSON.stringify(await digestMedia(process.argv[1])));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script, uploadsDir],
    { maxBuffer: MAX_OUTPUT },
  );
  return mediaSchema.parse(JSON.parse(stdout));
}
