import { z } from 'zod';
import { backupTypeSchema } from '../contracts/backups';

/** The only format that has been released so far. */
export const FORMAT_VERSION = 1;

const count = z.int().nonnegative();
const word = z.string().min(1).max(200);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const fingerprint = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .nullable();

const tableSchema = z.strictObject({
  name: z.string().min(1).max(1024),
  rows: count,
  /** Bytes of the largest row as SQL; null where the engine has no limit for it. */
  largestRow: count.nullable(),
  endMarker: z.string().max(200),
  /** One of the plugin's own tables: structure without rows. */
  own: z.boolean(),
  /** Of a table that Strapi manages: its columns as the code of that moment knew them. Absent for others. */
  columns: z.array(z.string().min(1).max(256)).max(4096).optional(),
});

const countsSchema = z.strictObject({
  tables: count,
  rows: count,
  mediaFiles: count,
  mediaBytes: count,
  missingMedia: count,
  /** Per content type, by its uid. */
  entries: z.record(word, count),
  adminUsers: count,
});

const mediaSchema = z.strictObject({
  files: count,
  bytes: count,
  missing: count,
  changed: count,
  skipped: count,
  provider: word,
});

const objectSchema = z.strictObject({
  kind: z.enum(['view', 'trigger', 'procedure', 'function', 'event']),
  name: z.string().min(1).max(1024),
  /** Whether two objects belong to the same account, without naming it: see `definerFingerprint`. */
  definer: z.string().regex(/^[0-9a-f]{16}$/),
});

const databaseSchema = z.strictObject({
  client: z.enum(['sqlite', 'mysql', 'mariadb', 'postgres']),
  serverVersion: word,
  charset: word.nullable(),
  collation: word.nullable(),
  snapshotLevel: word,
  flavour: word,
  /** What stands beside the tables; absent where there is nothing. */
  objects: z.array(objectSchema).max(20_000).optional(),
  /** System-versioned tables whose past is in the backup; absent where there is none. */
  history: z.array(z.string().min(1).max(1024)).max(20_000).optional(),
});

/** Whether the secrets of two sites differ, without saying what they are. */
const secretFingerprintsSchema = z.strictObject({
  appKeys: fingerprint,
  adminJwtSecret: fingerprint,
  apiTokenSalt: fingerprint,
  transferTokenSalt: fingerprint,
  encryptionKey: fingerprint,
});

/**
 * manifest.json, version 1. Strict: a field that this version does not know needs a new version,
 * or an old reader would restore without what the field asks for.
 */
export const manifestSchema = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  id: z.string().regex(/^[a-z0-9]{24}$/),
  name: z.string().min(1).max(200),
  type: backupTypeSchema,
  createdAt: z.iso.datetime({ precision: 3 }),
  site: z.strictObject({ id: word, name: z.string().max(200) }),
  versions: z.strictObject({ plugin: word, strapi: word, node: word }),
  database: databaseSchema.nullable(),
  /** Over the structure of all tables; null without a database. */
  schemaFingerprint: hash.nullable(),
  tables: z.array(tableSchema).max(20_000),
  counts: countsSchema,
  media: mediaSchema.nullable(),
  compression: z.strictObject({
    method: z.enum(['gzip', 'none']),
    /** 1 to 9; 0 without compression. */
    level: z.int().min(0).max(9),
  }),
  options: z.strictObject({
    excludeLogs: z.boolean(),
    excludePaths: z.array(z.string().max(1000)).max(1000),
  }),
  secretFingerprints: secretFingerprintsSchema,
  entries: z.strictObject({
    /** Lines of entries.jsonl. */
    count,
    /** Sum of their sizes. */
    bytes: count,
    /** Of entries.jsonl. */
    sha256: hash,
    /** Where in the tar stream the header of entries.jsonl begins. */
    offset: count,
  }),
  /** Over manifest.json itself, with 64 zeros in this place. */
  sha256: hash,
});

export type Manifest = z.infer<typeof manifestSchema>;

/** What the maker of a backup knows; the writer adds the rest. */
export type ManifestParts = Omit<Manifest, 'formatVersion' | 'compression' | 'entries' | 'sha256'>;
