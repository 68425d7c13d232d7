import { uploadAnswerSchema, type Upload } from '../../server/src/contracts/uploads';
import type { AdminClient } from './admin-client';

export interface UploadOptions {
  readonly fileName?: string;
  /** Bytes of one request. */
  readonly part?: number;
}

const TUS = { 'Tus-Resumable': '1.0.0' };

/** Begins a resumable upload. @returns the answer, whatever it is */
export function createUpload(
  admin: AdminClient,
  size: number,
  fileName = 'archive.tar.gz',
): Promise<Response> {
  const name = Buffer.from(fileName).toString('base64');
  return admin.fetch('/backup/uploads', {
    method: 'POST',
    headers: { ...TUS, 'Upload-Length': String(size), 'Upload-Metadata': `filename ${name}` },
  });
}

/** Sends a part of it. @returns the answer, whatever it is */
export function sendPart(
  admin: AdminClient,
  id: string,
  offset: number,
  bytes: Buffer,
): Promise<Response> {
  return admin.fetch(`/backup/uploads/${id}`, {
    method: 'PATCH',
    headers: {
      ...TUS,
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
    },
    body: new Uint8Array(bytes),
  });
}

/** How much of it has arrived. */
export async function offsetOf(admin: AdminClient, id: string): Promise<number> {
  const answer = await admin.fetch(`/backup/uploads/${id}`, { method: 'HEAD', headers: TUS });
  if (answer.status !== 200) throw new Error(`HEAD ${String(answer.status)}`);
  return Number(answer.headers.get('upload-offset'));
}

/** @returns the id in the address that an upload was given */
export async function idOfUpload(created: Response): Promise<string> {
  const id = /^\/backup\/uploads\/([a-z0-9]{24})$/.exec(created.headers.get('location') ?? '')?.[1];
  if (created.status === 201 && id !== undefined) return id;
  throw new Error(`No upload: ${String(created.status)} ${await created.text()}`);
}

/** A whole upload, part by part. @returns its id */
export async function uploadArchive(
  admin: AdminClient,
  archive: Buffer,
  { fileName, part = 8 * 1024 ** 2 }: UploadOptions = {},
): Promise<string> {
  const id = await idOfUpload(await createUpload(admin, archive.length, fileName));
  for (let offset = 0; offset < archive.length; offset += part) {
    const answer = await sendPart(admin, id, offset, archive.subarray(offset, offset + part));
    if (answer.status !== 204) {
      throw new Error(`PATCH ${String(answer.status)} ${await answer.text()}`);
    }
  }
  return id;
}

export async function getUpload(admin: AdminClient, id: string): Promise<Upload> {
  const { status, body } = await admin.request('GET', `/backup/uploads/${id}`);
  if (status !== 200) throw new Error(`GET ${String(status)} ${JSON.stringify(body)}`);
  return uploadAnswerSchema.parse(body).data;
}
