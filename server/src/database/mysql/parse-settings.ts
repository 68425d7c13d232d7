import { z } from 'zod';
import type { MysqlSettings, MysqlTls } from '../settings';

const tlsSchema = z.object({
  ca: z.union([z.string(), z.array(z.string())]).optional(),
  cert: z.string().optional(),
  key: z.string().optional(),
  passphrase: z.string().optional(),
  rejectUnauthorized: z.boolean().optional(),
  verifyIdentity: z.boolean().optional(),
});

const port = z.coerce.number().int().min(1).max(65_535);

const connectionSchema = z.object({
  host: z.string().optional(),
  port: port.optional(),
  socketPath: z.string().optional(),
  user: z.string().default(''),
  password: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  database: z.string().min(1),
  ssl: z.union([z.boolean(), tlsSchema]).nullish(),
  timezone: z.string().optional(),
});

const configuredSchema = z.object({
  client: z.enum(['mysql', 'mysql2']),
  connection: z.union([z.string().transform(ofAddress), z.custom<object>(isObject)]),
});

/**
 * The connection that a Strapi project is configured for, when it is one to MySQL or MariaDB; else null.
 *
 * @param configured what `strapi.config.get('database.connection')` gives
 */
export function parseMysqlSettings(configured: unknown): MysqlSettings | null {
  const parsed = configuredSchema.safeParse(configured);
  if (!parsed.success) return null;
  const connection = connectionSchema.safeParse(withoutEmpty(parsed.data.connection));
  if (!connection.success) return null;
  const { host, port, socketPath, user, password, database, ssl, timezone } = connection.data;
  return {
    client: 'mysql',
    host: host ?? 'localhost',
    port: port ?? 3306,
    socketPath: socketPath ?? null,
    user,
    password,
    database,
    tls: tlsOf(ssl),
    timezone: timezone ?? 'local',
    connections: 1,
    dumpTool: 'built-in',
    dumpToolFolder: null,
    unreadable: 'refuse',
  };
}

function ofAddress(address: string): Record<string, unknown> {
  if (!URL.canParse(address)) return {};
  const url = new URL(address);
  return {
    host: decodeURIComponent(url.hostname),
    port: url.port,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...Object.fromEntries(url.searchParams),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * An environment variable that is not set arrives as an empty text, and means the default. Knex makes
 * the password a property that cannot be enumerated.
 */
function withoutEmpty(connection: object): Record<string, unknown> {
  const all = connection as Record<string, unknown>;
  return Object.fromEntries(
    Object.getOwnPropertyNames(connection)
      .map((name) => [name, all[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
}

function tlsOf(ssl: boolean | z.infer<typeof tlsSchema> | null | undefined): MysqlTls | null {
  if (ssl === undefined || ssl === null || ssl === false) return null;
  if (ssl === true) return {};
  const { ca, cert, key, passphrase, rejectUnauthorized, verifyIdentity } = ssl;
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    ...(verifyIdentity === undefined ? {} : { verifyIdentity }),
  };
}
