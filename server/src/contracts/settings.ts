import { z } from 'zod';
import { compressionSchema } from './backups';

/**
 * Every setting of the product, once: read from `config/plugins.ts` (`backup.config`), and the
 * shape of what the Settings screen reads and writes. Sizes are bytes, times milliseconds.
 */
const secretSchema = z.string().max(4096).nullable().default(null);

export const retentionSchema = z.strictObject({
  keepLast: z.number().int().min(0).max(10_000).nullable().default(null),
  maxAgeDays: z.number().int().min(1).max(36_500).nullable().default(null),
  daily: z.number().int().min(0).max(3660).nullable().default(null),
  weekly: z.number().int().min(0).max(520).nullable().default(null),
  monthly: z.number().int().min(0).max(120).nullable().default(null),
  yearly: z.number().int().min(0).max(100).nullable().default(null),
  maxTotalSize: z.number().int().min(0).nullable().default(null),
});
export type Retention = z.infer<typeof retentionSchema>;

export const databaseSettingsSchema = z.strictObject({
  /** Back up through Strapi's own connection settings; the other fields replace them otherwise. */
  useStrapiConnection: z.boolean().default(true),
  host: z.string().max(255).nullable().default(null),
  port: z.number().int().min(1).max(65_535).nullable().default(null),
  socketPath: z.string().max(1024).nullable().default(null),
  user: z.string().max(255).nullable().default(null),
  password: secretSchema,
  database: z.string().max(255).nullable().default(null),
  tls: z
    .union([
      z.boolean(),
      z.strictObject({ ca: z.string().optional(), rejectUnauthorized: z.boolean().optional() }),
    ])
    // null: as Strapi's own connection.
    .nullable()
    .default(null),
  /** `auto` is the built-in one, which is exact and needs no program. */
  dumpTool: z.enum(['auto', 'built-in', 'mysqldump']).default('auto'),
  /** Where `mysqldump` or `mariadb-dump` is, when it is not in PATH. */
  dumpToolFolder: z.string().min(1).max(4096).nullable().default(null),
  /** What the database account may not read: the backup fails, or is made without it and names it. */
  unreadable: z.enum(['refuse', 'leave-out']).default('refuse'),
  connections: z.number().int().min(1).max(8).default(1),
  /** SQLite: switch the site's database to write-ahead logging, so that a backup stalls nobody. */
  sqliteWal: z.boolean().default(true),
});

export const noticeLanguageSchema = z.enum(['en', 'fr', 'de', 'es', 'zh']);
export type NoticeLanguage = z.infer<typeof noticeLanguageSchema>;

const smtpFields = z.strictObject({
  host: z.string().min(1).max(255).nullable().default(null),
  port: z.number().int().min(1).max(65_535).default(587),
  /** TLS from the first byte (port 465); otherwise STARTTLS where the server offers it. */
  secure: z.boolean().default(false),
  user: z.string().max(255).nullable().default(null),
  password: secretSchema,
});

const mailFields = z.strictObject({
  onSuccess: z.boolean().default(false),
  /** Also when backups of the site become unhealthy, and when they recover. */
  onFailure: z.boolean().default(true),
  /** Nobody: no mail is sent. */
  recipients: z.array(z.email()).max(50).default([]),
  language: noticeLanguageSchema.default('en'),
  /** null: the sender of Strapi's e-mail plugin. */
  sender: z.string().min(3).max(320).nullable().default(null),
  transport: z.enum(['strapi', 'smtp']).default('strapi'),
  smtp: smtpFields.prefault({}),
});

export const mailSettingsSchema = mailFields
  .refine(({ transport, smtp }) => transport !== 'smtp' || smtp.host !== null, {
    path: ['smtp', 'host'],
    message: 'A mail server of your own needs its host.',
  })
  .refine(({ transport, sender }) => transport !== 'smtp' || sender !== null, {
    path: ['sender'],
    message: 'A mail server of your own needs a sender.',
  });

const webhookSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(2048)
    .refine((url) => !hasCredentials(url), {
      message: 'An address with a password in it is shown to others. Use the secret instead.',
    })
    .nullable()
    .default(null),
  /** Signs what is sent there. */
  secret: secretSchema,
});

function hasCredentials(text: string): boolean {
  try {
    const { username, password } = new URL(text);
    return username !== '' || password !== '';
  } catch {
    // No address at all, which is said already.
    return false;
  }
}

export const settingsSchema = z.strictObject({
  /** Where archives are kept; relative to the app's root. Never inside a folder that is served. */
  folder: z.string().min(1).max(4096).default('.backups'),
  /** A second place for copies: another disk, a mounted share. */
  secondFolder: z.string().min(1).max(4096).nullable().default(null),
  /** Of the copies there; null: a copy goes with its backup. */
  secondRetention: retentionSchema.nullable().default(null),
  maxUploadSize: z
    .number()
    .int()
    .min(1)
    .default(50 * 1000 ** 3),
  minFreeDisk: z
    .number()
    .int()
    .min(0)
    .default(250 * 1000 ** 2),
  maxTotalSize: z.number().int().min(1).nullable().default(null),
  database: databaseSettingsSchema.prefault({}),
  compression: compressionSchema.default('gzip'),
  compressionLevel: z.number().int().min(1).max(9).default(6),
  excludeLogs: z.boolean().default(false),
  /** Paths below the uploads folder that are left out; `*` stands for any characters but `/`. */
  excludePaths: z.array(z.string().min(1).max(1024)).max(200).default([]),
  retention: retentionSchema.prefault({}),
  /** Safety backups have their own limit. */
  keepSafetyBackups: z.number().int().min(1).max(1000).default(5),
  safetyBackup: z.boolean().default(true),
  keepAccount: z.boolean().default(true),
  restartAfterRestore: z.boolean().default(false),
  /** How long the data that a restore replaced are kept, unless confirmed before. */
  keepReplacedHours: z.number().min(0.001).max(8760).default(72),
  verifyAfterBackup: z.boolean().default(true),
  mail: mailSettingsSchema.prefault({}),
  webhook: webhookSchema.prefault({}),
  encryption: z
    .strictObject({ recipients: z.array(z.string().max(200)).max(20).default([]) })
    .prefault({}),
  /** Lease times; tests shorten them. */
  lease: z
    .strictObject({
      heartbeatMs: z.number().int().min(50).max(60_000).default(2_000),
      expiryMs: z.number().int().min(200).max(600_000).default(15_000),
    })
    .refine((lease) => lease.expiryMs >= 3 * lease.heartbeatMs, {
      message: 'The lease must last at least three heartbeats.',
    })
    .prefault({}),
  /** A scheduled backup that failed is tried once more after so long. */
  retryAfterMinutes: z.number().min(0).max(1440).default(5),
  /** How often it is looked whether a schedule is due. */
  tickSeconds: z.number().int().min(1).max(60).default(60),
  /** How long a restore waits for the requests in flight before it gives up. */
  drainMs: z.number().int().min(10).max(120_000).default(10_000),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Instead of a secret; `isReadable` is false when Strapi's encryption key has changed since it was set. */
const secretStateSchema = z.object({ isSet: z.boolean(), isReadable: z.boolean() });

/** GET /backup/settings */
export const settingsViewSchema = z.object({
  /** What applies now. */
  values: settingsSchema.extend({
    database: databaseSettingsSchema.extend({ password: secretStateSchema }),
    mail: mailFields.extend({ smtp: smtpFields.extend({ password: secretStateSchema }) }),
    webhook: webhookSchema.extend({ secret: secretStateSchema }),
  }),
  /** Paths, `mail.smtp.host`, of what is set in `config/plugins` or nowhere else; it cannot be changed here. */
  fixed: z.array(z.string()),
  /** Whether Strapi has an encryption key. */
  canStoreSecrets: z.boolean(),
});
export type SettingsView = z.infer<typeof settingsViewSchema>;
export const settingsAnswerSchema = z.object({
  data: settingsViewSchema,
  meta: z.object({
    /** What the site has: of the settings of the database some mean nothing to SQLite. */
    database: z.enum(['sqlite', 'mysql', 'mariadb']),
  }),
});
export type SettingsAnswer = z.infer<typeof settingsAnswerSchema>;

/**
 * PUT /backup/settings: the fields to change, nested as in the answer. A policy of retention is replaced as a whole;
 * a secret is a new one, or null to forget it.
 */
export const settingsChangeSchema = z.record(z.string(), z.unknown());

export const settingsSectionSchema = z.enum(['folder', 'database', 'mail', 'webhook']);
export type SettingsSection = z.infer<typeof settingsSectionSchema>;

/** POST /backup/settings/test */
export const testSettingsSchema = z.strictObject({
  /** Default: all. Of mail and webhook a message is really sent. */
  sections: z.array(settingsSectionSchema).min(1).max(4).optional(),
  /** Changes to try before they are stored. */
  values: settingsChangeSchema.default({}),
});

export const settingsCheckSchema = z.object({
  section: settingsSectionSchema,
  /** Stable, for scripts. */
  code: z.string(),
  level: z.enum(['green', 'amber', 'red']),
  /** What was found. */
  message: z.string(),
  /** What to do; null when nothing is to be done. */
  remedy: z.string().nullable(),
});
export type SettingsCheck = z.infer<typeof settingsCheckSchema>;
export const settingsChecksAnswerSchema = z.object({
  data: z.array(settingsCheckSchema),
  meta: z.object({}),
});
