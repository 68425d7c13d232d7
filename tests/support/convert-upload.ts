import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readArchive, type ReadArchive } from '../../server/src/archive/read-archive';
import type { Warning } from '../../server/src/contracts/backups';
import { convertUpload } from '../../server/src/import/convert-upload';
import { kindOfUpload, type UploadKind } from '../../server/src/upload/kind-of-upload';
import type { TaskContext } from '../../server/src/worker/tasks';

export interface Converted {
  readonly kind: UploadKind;
  readonly archive: ReadArchive;
  readonly warnings: readonly Warning[];
  /** By name, with their content. */
  readonly entries: ReadonlyMap<string, Buffer>;
}

const ID = 'importedimportedimported';

/** No part of a conversion comes near a database. */
const CONTEXT = {
  signal: new AbortController().signal,
  report: () => undefined,
  log: () => undefined,
} as unknown as TaskContext;

/** Takes in a file as the worker does, and reads back the archive that it becomes. */
export async function convert(folder: string, content: Buffer): Promise<Converted> {
  const file = path.join(folder, 'sent');
  const scratch = path.join(folder, 'scratch');
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch);
  writeFileSync(file, content);
  const kind = await kindOfUpload(file);
  if (kind === 'archive') throw new Error('It is taken for an archive of ours.');
  const converted = await convertUpload(
    {
      file,
      kind,
      scratch,
      minFreeDisk: 0,
      record: {
        id: ID,
        name: 'sent',
        createdAt: '2026-01-01T00:00:00.000Z',
        compressionLevel: 1,
      },
      site: {
        id: 'site',
        name: 'site',
        versions: { plugin: '1.0.0', strapi: '5.0.0', node: 'v20.0.0' },
      },
    },
    CONTEXT,
  );
  const entries = new Map<string, Buffer>();
  const archive = await readArchive({
    file: converted.file,
    quota: Number.MAX_SAFE_INTEGER,
    onEntry: async (entry, body) => {
      const pieces: Buffer[] = [];
      for await (const piece of body) pieces.push(Buffer.from(piece));
      entries.set(entry.path.text, Buffer.concat(pieces));
    },
  });
  return { kind, archive, warnings: converted.warnings, entries };
}
