import type { Settings } from '../contracts/settings';
import type { DatabaseSettings, MysqlSettings } from './settings';

/**
 * How jobs reach the same database: as Strapi does, or by the plugin's own settings, for example with an
 * account that has more rights. What these leave open is as in Strapi's.
 */
export function jobDatabaseSettings(
  strapi: DatabaseSettings,
  own: Settings['database'],
): DatabaseSettings {
  if (strapi.client === 'sqlite') return strapi;
  const dumping = {
    connections: own.connections,
    dumpTool: own.dumpTool === 'mysqldump' ? 'mysqldump' : 'built-in',
    dumpToolFolder: own.dumpToolFolder,
    unreadable: own.unreadable,
  } as const;
  if (own.useStrapiConnection) return { ...strapi, ...dumping };
  const host = own.host ?? strapi.host;
  return {
    ...strapi,
    ...dumping,
    host,
    port: own.port ?? strapi.port,
    // A host of one's own is not reached through Strapi's socket.
    socketPath: own.socketPath ?? (own.host === null ? strapi.socketPath : null),
    user: own.user ?? strapi.user,
    password: own.password ?? strapi.password,
    database: own.database ?? strapi.database,
    tls: ownTls(own.tls, strapi),
  };
}

function ownTls(chosen: Settings['database']['tls'], strapi: MysqlSettings): MysqlSettings['tls'] {
  if (chosen === null) return strapi.tls;
  if (chosen === false) return null;
  if (chosen === true) return {};
  const { ca, rejectUnauthorized } = chosen;
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
  };
}
