import type { IncomingMessage, ServerResponse } from 'node:http';
import multer, { MulterError } from 'multer';
import { diskError } from '../../archive/disk-error';
import type { Actor } from '../../contracts/backups';
import { BackupError } from '../../errors';
import { randomId } from '../../random-id';
import { removeLargeData } from '../../remove-data';
import { requireSpace } from '../../storage/disk-space';
import type { UploadFiles } from '../../upload/upload-files';
import type { Site } from '../../site';
import type { Context } from '../call';
import { uploadTooLarge } from './tus-server';

const FILE = 'file';
const FIELDS_MAX = 20;
const FIELD_SIZE_MAX = 4096;

export interface ReceivedForm {
  /** Of the upload that the file is now. */
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Reads a form with one archive in it, straight into the folder of uploads. Strapi's body parser was kept
 * away from it (`strapi/keep-form.ts`), so that nothing was written before whoever asks was known.
 *
 * @throws BackupError UPLOAD_REFUSED, UPLOAD_TOO_LARGE, DISK_FULL
 */
export async function receiveForm(
  ctx: Context,
  site: Site,
  files: UploadFiles,
  actor: Actor,
): Promise<ReceivedForm> {
  const { formType } = ctx.state;
  if (formType === undefined) {
    throw refused(`Send a form (multipart/form-data) with the archive in its field “${FILE}”.`);
  }
  const announced = Number(ctx.get('content-length'));
  if (announced > site.settings.maxUploadSize + FIELDS_MAX * FIELD_SIZE_MAX) {
    throw uploadTooLarge(site);
  }
  const { root, uploads } = site.folder();
  requireSpace(root, announced, site.settings.minFreeDisk);
  const id = randomId();
  try {
    const request = await readForm(ctx, formType, {
      storage: multer.diskStorage({
        destination: uploads,
        filename: (_req, _file, done) => {
          done(null, id);
        },
      }),
      limits: {
        files: 1,
        fileSize: site.settings.maxUploadSize,
        fields: FIELDS_MAX,
        fieldSize: FIELD_SIZE_MAX,
      },
    });
    if (request.file === undefined)
      throw refused(`The form has no archive in its field “${FILE}”.`);
    files.describe(id, request.file.originalname, actor);
    return { id, fields: { ...request.body } };
  } catch (error) {
    await removeLargeData(files.pathOf(id));
    throw asBackupError(site, error);
  }
}

interface FormRequest extends IncomingMessage {
  readonly file?: { readonly originalname: string };
  readonly body?: Record<string, unknown>;
}

function readForm(ctx: Context, type: string, options: multer.Options): Promise<FormRequest> {
  const read = multer(options).single(FILE) as unknown as (
    req: IncomingMessage,
    res: ServerResponse,
    next: (error?: unknown) => void,
  ) => void;
  ctx.req.headers['content-type'] = type;
  return new Promise((resolve, reject) => {
    read(ctx.req, ctx.res, (error) => {
      if (error === undefined || error === null) resolve(ctx.req);
      else reject(error instanceof Error ? error : new Error('The form cannot be read.'));
    });
  });
}

function asBackupError(site: Site, error: unknown): unknown {
  if (error instanceof MulterError) {
    if (error.code === 'LIMIT_FILE_SIZE') return uploadTooLarge(site);
    return refused(
      `The form cannot be read (${error.code}). It holds one archive in “${FILE}” and short fields.`,
      error,
    );
  }
  if (error instanceof BackupError || !(error instanceof Error)) return error;
  // What the disk says has a code; the rest is about the form, or about a connection that was lost.
  if ('code' in error && 'syscall' in error) return diskError(error);
  return refused(
    'The form did not arrive whole. Large archives, and slow or unsteady connections, need the resumable upload: it goes on where it stopped.',
    error,
  );
}

function refused(message: string, cause?: unknown): BackupError {
  return new BackupError('UPLOAD_REFUSED', message, { cause });
}
