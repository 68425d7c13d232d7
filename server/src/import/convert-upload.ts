import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ArchiveWriter } from '../archive/write-archive';
import type { ManifestParts } from '../archive/manifest';
import { restoreGuide } from '../backup/restore-guide';
import type { Backup, Warning } from '../contracts/backups';
import type { WriteLog } from '../progress';
import type { SiteIdentity } from '../site';
import type { UploadKind } from '../upload/kind-of-upload';
import type { TaskContext } from '../worker/tasks';
import { readDump } from './read-dump';
import { readLibrary } from './read-library';

export interface ConvertUploadInput {
  /** What was sent. */
  readonly file: string;
  readonly kind: Exclude<UploadKind, 'archive'>;
  /** An empty folder for this job, on the disk of the backups. */
  readonly scratch: string;
  readonly minFreeDisk: number;
  readonly record: Pick<Backup, 'id' | 'name' | 'createdAt' | 'compressionLevel'>;
  readonly site: Pick<SiteIdentity, 'id' | 'name' | 'versions'>;
}

export interface ConvertedUpload {
  /** An archive of ours, in the scratch folder. */
  readonly file: string;
  readonly warnings: Warning[];
}

/** What is taken out of an upload, before it is an archive. */
export interface ImportedParts {
  /** Adds its entries, after the guide, in the order of archives. */
  addTo(writer: ArchiveWriter): Promise<void>;
  readonly parts: Pick<
    ManifestParts,
    'type' | 'database' | 'schemaFingerprint' | 'tables' | 'counts' | 'media'
  >;
  /** When it was made, as far as it says so. */
  readonly madeAt: string | null;
}

const UNKNOWN = 'unknown';

/**
 * A plain dump, or a folder of media in a tar → an archive of ours, with fewer guarantees: nobody knows whether
 * it is complete, or of one moment. From then on it is read, verified and restored like every other one.
 *
 * @throws BackupError ARCHIVE_UNSAFE, ARCHIVE_CORRUPT, UPLOAD_REFUSED, DISK_FULL
 */
export async function convertUpload(
  input: ConvertUploadInput,
  context: TaskContext,
): Promise<ConvertedUpload> {
  const warnings: Warning[] = [];
  const log: WriteLog = (level, text) => {
    if (level === 'warn') warnings.push({ code: 'IMPORTED', message: text });
    context.log(level, text);
  };
  const folder = path.join(input.scratch, 'parts');
  mkdirSync(folder, { mode: 0o700 });
  const source = { ...input, folder, log };
  const imported =
    input.kind === 'dump' ? await readDump(source, context) : await readLibrary(source, context);
  warnings.unshift({ code: 'IMPORTED', message: SAYING[input.kind] });
  const file = path.join(input.scratch, 'imported.tar.gz');
  await writeArchive(file, input, imported, context);
  return { file, warnings };
}

const SAYING: Readonly<Record<ConvertUploadInput['kind'], string>> = {
  dump: 'Made of a plain SQL dump: whether it is complete, and of one moment, is not known. Its tables and rows were taken; secrets, versions and media are not in it.',
  library: 'Made of a tar of an uploads folder: whether it is complete is not known.',
};

async function writeArchive(
  file: string,
  input: ConvertUploadInput,
  imported: ImportedParts,
  context: TaskContext,
): Promise<void> {
  const { record, site } = input;
  const createdAt = imported.madeAt ?? record.createdAt;
  const writer = await ArchiveWriter.open({
    file,
    scratch: input.scratch,
    compression: { method: 'gzip', level: record.compressionLevel },
    signal: context.signal,
  });
  try {
    const versions = { ...site.versions, strapi: UNKNOWN };
    const guide = restoreGuide({
      record: { id: record.id, name: record.name, type: imported.parts.type, createdAt },
      fileName: `${record.id}.tar.gz`,
      versions,
      databasePath: null,
    });
    await writer.addBuffer('RESTORE.md', Buffer.from(guide), new Date(createdAt));
    await imported.addTo(writer);
    await writer.finish({
      id: record.id,
      name: record.name,
      createdAt,
      site: { id: site.id, name: site.name },
      versions,
      options: { excludeLogs: false, excludePaths: [] },
      secretFingerprints: {
        appKeys: null,
        adminJwtSecret: null,
        apiTokenSalt: null,
        transferTokenSalt: null,
        encryptionKey: null,
      },
      ...imported.parts,
    });
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
