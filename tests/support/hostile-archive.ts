import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';

/**
 * Builds archives that a backup never writes. Knows the format on its own and shares no code with
 * the writer, so that a mistake there is not repeated here.
 */
export interface HostileEntry {
  readonly name: string | Buffer;
  readonly content?: Buffer;
  /** Type of the tar header; `0` is a file. */
  readonly type?: string;
  /** Size in the header, where it is to differ from the content's. */
  readonly size?: number;
  readonly seconds?: number;
  readonly linkName?: string;
  /** Written before the entry, after the padding of the one before. */
  readonly before?: Buffer;
  /** Last change of the header; the checksum is made afterwards. */
  readonly editHeader?: (header: Buffer) => void;
  /** Instead of zeros. */
  readonly padding?: number;
  /** Left out of SHA256SUMS and entries.jsonl. */
  readonly unlisted?: boolean;
}

export interface ArchivePlan {
  /** Everything before SHA256SUMS. */
  readonly entries: readonly HostileEntry[];
  readonly editSums?: (text: string) => string;
  readonly editLines?: (lines: string[]) => string[];
  readonly editManifest?: (manifest: Json) => Json;
  /** After the manifest's own hash has been made. */
  readonly editManifestText?: (text: string) => string | Buffer;
  /** Order and number of the last three. */
  readonly editTail?: (tail: HostileEntry[]) => HostileEntry[];
  /** Instead of two zero blocks. */
  readonly end?: Buffer;
  readonly method?: 'gzip' | 'none';
}

export type Json = Record<string, unknown>;

const BLOCK = 512;
const MEMBER = 1024 * 1024;
const CREATED_AT = '2026-01-31T08:15:30.123Z';
const SECONDS = Math.floor(Date.parse(CREATED_AT) / 1000);

export const GUIDE: HostileEntry = { name: 'RESTORE.md', content: Buffer.from('# Restore\n') };
export const DATABASE: HostileEntry = {
  name: 'database/database.sqlite',
  content: Buffer.from('SQLite format 3'),
};

export function media(name: string | Buffer, content = Buffer.from('image')): HostileEntry {
  return { name: Buffer.concat([Buffer.from('media/uploads/'), Buffer.from(name)]), content };
}

/** A whole archive, as the plan wants it and otherwise correct. */
export function hostileTar(plan: ArchivePlan): Buffer {
  const listed = plan.entries.filter((entry) => entry.unlisted !== true);
  const sums = text(plan.editSums, listed.map(sumsLine).join(''));
  const sumsEntry: HostileEntry = { name: 'SHA256SUMS', content: Buffer.from(sums) };
  const lines = [...listed, sumsEntry].map(listLine);
  const list = Buffer.from((plan.editLines?.(lines) ?? lines).join(''));
  const head = [...plan.entries, sumsEntry].map(tarEntry);
  const offset = head.reduce((sum, bytes) => sum + bytes.length, 0);
  const manifest = manifestOf([...listed, sumsEntry], list, offset, plan);
  const tail: HostileEntry[] = [
    { name: 'entries.jsonl', content: list },
    { name: 'manifest.json', content: manifest },
  ];
  const rest = (plan.editTail?.(tail) ?? tail).map(tarEntry);
  return Buffer.concat([...head, ...rest, plan.end ?? Buffer.alloc(2 * BLOCK)]);
}

/** One entry with whatever header it wants. */
export function tarEntry(entry: HostileEntry): Buffer {
  const { content = Buffer.alloc(0), padding = 0 } = entry;
  const zeros = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK, padding);
  return Buffer.concat([entry.before ?? Buffer.alloc(0), tarHeader(entry), content, zeros]);
}

/** A header that applies to the entry after it: pax records or a GNU long name. */
export function extension(type: string, content: Buffer | string, name = 'pax'): Buffer {
  return tarEntry({ name, type, content: Buffer.from(content) });
}

export function paxRecord(key: string, value: string | Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from('\n')]);
  const length = [1, 2, 3, 4, 5]
    .map((n) => rest.length + n)
    .find((n) => String(n).length + rest.length === n);
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function tarHeader(entry: HostileEntry): Buffer {
  const header = Buffer.alloc(BLOCK);
  Buffer.from(entry.name).copy(header, 0, 0, 100);
  header.write('0000600\x000000000\x000000000\0', 100, 'latin1');
  header.write(`${octal(entry.size ?? entry.content?.length ?? 0)}\0`, 124, 'latin1');
  header.write(`${octal(entry.seconds ?? SECONDS)}\0`, 136, 'latin1');
  header.write(entry.type ?? '0', 156, 'latin1');
  header.write(entry.linkName ?? '', 157);
  header.write('ustar\x0000', 257, 'latin1');
  header.write('0000000\x000000000\0', 329, 'latin1');
  entry.editHeader?.(header);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

function octal(value: number): string {
  return value.toString(8).padStart(11, '0');
}

function sumsLine(entry: HostileEntry): string {
  return `${sha256(entry.content ?? '')}  ${entry.name.toString()}\n`;
}

function listLine(entry: HostileEntry): string {
  const { name, content = Buffer.alloc(0), seconds = SECONDS } = entry;
  const line = {
    path: name.toString(),
    size: content.length,
    sha256: sha256(content),
    mtime: new Date(seconds * 1000).toISOString(),
  };
  return `${JSON.stringify(line)}\n`;
}

function manifestOf(
  listed: HostileEntry[],
  list: Buffer,
  offset: number,
  plan: ArchivePlan,
): Buffer {
  const files = listed.filter((entry) => entry.name.toString().startsWith('media/'));
  const hasMedia = files.length > 0;
  const bytes = sizes(files);
  const manifest: Json = {
    formatVersion: 1,
    id: 'abcdefghijklmnopqrstuvwx',
    name: 'Hostile',
    type: hasMedia ? 'full' : 'database',
    createdAt: CREATED_AT,
    site: { id: 'site', name: 'Site' },
    versions: { plugin: '0.1.0', strapi: '5.54.0', node: 'v20.20.2' },
    database: {
      client: 'sqlite',
      serverVersion: '3.50.0',
      charset: null,
      collation: null,
      snapshotLevel: 'snapshot-wal',
      flavour: 'sqlite',
    },
    schemaFingerprint: 'f'.repeat(64),
    tables: [{ name: 'articles', rows: 3, largestRow: null, endMarker: '3', own: false }],
    counts: {
      tables: 1,
      rows: 3,
      mediaFiles: files.length,
      mediaBytes: bytes,
      missingMedia: 0,
      entries: { 'api::article.article': 3 },
      adminUsers: 1,
    },
    media: hasMedia
      ? { files: files.length, bytes, missing: 0, changed: 0, skipped: 0, provider: 'local' }
      : null,
    compression:
      plan.method === 'none' ? { method: 'none', level: 0 } : { method: 'gzip', level: 6 },
    options: { excludeLogs: false, excludePaths: [] },
    secretFingerprints: {
      appKeys: null,
      adminJwtSecret: null,
      apiTokenSalt: null,
      transferTokenSalt: null,
      encryptionKey: null,
    },
    entries: { count: listed.length, bytes: sizes(listed), sha256: sha256(list), offset },
  };
  const edited = plan.editManifest?.(manifest) ?? manifest;
  return Buffer.from(sealedText(edited, plan.editManifestText));
}

/** manifest.json with its own hash. */
export function sealedText(
  manifest: Json,
  edit: (text: string) => string | Buffer = (same) => same,
): string | Buffer {
  const zeroed = `${JSON.stringify({ ...manifest, sha256: '0'.repeat(64) }, null, 2)}\n`;
  return edit(`${JSON.stringify({ ...manifest, sha256: sha256(zeroed) }, null, 2)}\n`);
}

function sizes(entries: HostileEntry[]): number {
  return entries.reduce((sum, entry) => sum + (entry.content?.length ?? 0), 0);
}

function text(edit: ((text: string) => string) | undefined, value: string): string {
  return edit?.(value) ?? value;
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The gzip layer over a tar stream, in members as a backup writes them. */
export function gzipMembers(tar: Buffer, content = MEMBER): Buffer {
  const members: Buffer[] = [];
  for (let start = 0; start < tar.length; start += content) {
    members.push(gzipMember(tar.subarray(start, start + content)));
  }
  return Buffer.concat(members);
}

interface MemberLies {
  /** Compressed data instead of the content's own. */
  readonly body?: Buffer;
  readonly length?: number;
  readonly bodyCrc?: number;
  readonly contentCrc?: number;
  readonly contentLength?: number;
  readonly editHeader?: (header: Buffer) => void;
}

export function gzipMember(content: Buffer, lies: MemberLies = {}): Buffer {
  const body = lies.body ?? deflateRawSync(content);
  const header = Buffer.from('1f8b08040000000000ff0c005342080000000000' + '00000000', 'hex');
  header.writeUInt32LE(lies.length ?? header.length + body.length + 8, 16);
  header.writeUInt32LE(lies.bodyCrc ?? crc32(body), 20);
  lies.editHeader?.(header);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(lies.contentCrc ?? crc32(content), 0);
  trailer.writeUInt32LE(lies.contentLength ?? content.length, 4);
  return Buffer.concat([header, body, trailer]);
}
