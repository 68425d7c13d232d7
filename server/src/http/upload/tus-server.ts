import type { Server } from '@tus/server';
import type { IncomingMessage } from 'node:http';
import { diskError } from '../../archive/disk-error';
import type { Actor } from '../../contracts/backups';
import { BackupError } from '../../errors';
import { randomId } from '../../random-id';
import type { Site } from '../../site';
import { diskSpace, requireSpace } from '../../storage/disk-space';
import { unknownUpload } from '../../upload/adopt-upload';
import { metadataOf, UploadFiles } from '../../upload/upload-files';
import { failureBody } from '../failure-body';

/** What a request of the protocol is about; the library knows its bytes alone. */
export interface TusRequest {
  readonly actor: Actor;
  /** Of the upload that exists; null while one is created. */
  readonly id: string | null;
  /** Filled in when one has been created. */
  created: { readonly id: string; readonly fileName: string | null; readonly size: number } | null;
  finished: boolean;
}

interface OpenTus {
  readonly folder: string;
  readonly server: Server;
}

const requests = new WeakMap<IncomingMessage, TusRequest>();
let open: OpenTus | null = null;

/**
 * The resumable protocol (tus 1.0) over the folder of uploads. Where the request is from and what it may
 * was decided before; here are sizes, free disk, and the words of answers.
 */
export async function handleTus(
  site: Site,
  incoming: IncomingMessage,
  response: Parameters<Server['handle']>[1],
  request: TusRequest,
): Promise<void> {
  requests.set(incoming, request);
  const server = await tusServer(site);
  await server.handle(incoming, response);
}

async function tusServer(site: Site): Promise<Server> {
  const folder = site.folder().uploads;
  if (open?.folder === folder) return open.server;
  // Both are modules that only `import` loads, and only sites that receive uploads need them.
  const [{ Server: TusServer }, { FileStore }] = await Promise.all([
    import('@tus/server'),
    import('@tus/file-store'),
  ]);
  const server = new TusServer({
    path: '/backup/uploads',
    datastore: new FileStore({ directory: folder }),
    relativeLocation: true,
    // Strapi's own middleware has answered that already.
    allowedOrigins: () => false,
    namingFunction: () => randomId(),
    getFileIdFromRequest: (req) => requestOf(req).id ?? undefined,
    maxSize: site.settings.maxUploadSize,
    onUploadCreate: async (req, upload) => {
      const request = requestOf(req);
      const { size } = upload;
      if (size === undefined || size === 0) {
        throw new BackupError(
          'UPLOAD_REFUSED',
          'An upload says at its beginning how large it is (Upload-Length), and is not empty.',
        );
      }
      requireRoom(site, size);
      const fileName = upload.metadata?.filename ?? null;
      request.created = { id: upload.id, fileName, size };
      return { metadata: metadataOf(fileName, request.actor) };
    },
    onIncomingRequest: async (req) => {
      if (req.method === 'PATCH') requireRoom(site, 0);
    },
    onUploadFinish: async (req) => {
      requestOf(req).finished = true;
      return {};
    },
    onResponseError: (_req, error) => {
      const known = asBackupError(site, error);
      return { status_code: known.status, body: JSON.stringify(failureBody(known)) };
    },
  });
  open = { folder, server };
  return server;
}

interface NodeBacked {
  readonly runtime?: { readonly node?: { readonly req?: unknown } | undefined } | undefined;
}

function requestOf(req: NodeBacked): TusRequest {
  const found = requests.get(req.runtime?.node?.req as IncomingMessage);
  if (found === undefined) throw new Error('A request of the upload protocol without its caller.');
  return found;
}

/** @param bytes of a new upload, which needs room besides what all that have begun are still going to bring */
function requireRoom(site: Site, bytes: number): void {
  const { root, uploads } = site.folder();
  const coming = new UploadFiles(uploads)
    .list()
    .reduce((sum, { size, received }) => sum + Math.max(0, size - received), 0);
  requireSpace(root, bytes + coming, site.settings.minFreeDisk);
}

/** The library's own errors are a status and a line; whoever reads ours gets a code and what to do. */
function asBackupError(site: Site, error: unknown): BackupError {
  if (error instanceof BackupError) return error;
  const { status_code: status } = error as { status_code?: unknown };
  switch (status) {
    case 403:
    case 404:
    case 410:
      return unknownUpload();
    case 409:
      return new BackupError(
        'UPLOAD_OUT_OF_STEP',
        'This part does not follow what has arrived. Ask with HEAD how far the upload is, and go on from there.',
      );
    case 413:
      return uploadTooLarge(site);
    case 400:
      return new BackupError(
        'UPLOAD_REFUSED',
        'This is not a part of a resumable upload (tus 1.0). Use the panel, or a client of that protocol.',
        { cause: error },
      );
    default:
      return isFull(site)
        ? diskError(Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' }))
        : diskError(error);
  }
}

export function uploadTooLarge(site: Site): BackupError {
  const gigabytes = (site.settings.maxUploadSize / 1e9).toFixed(1);
  return new BackupError(
    'UPLOAD_TOO_LARGE',
    `The archive is larger than uploads may be here (${gigabytes} GB). Raise the setting maxUploadSize, or copy the archive and its sidecar into the backup folder and rescan.`,
  );
}

function isFull(site: Site): boolean {
  return diskSpace(site.folder().root).free < 1024 ** 2;
}
