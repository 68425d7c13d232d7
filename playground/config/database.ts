import path from 'path';

import { isDatabaseClientKind } from '@strapi/database';
import type { Core } from '@strapi/strapi';

type Environment = Core.Config.Shared.ConfigParams['env'];

/** Certificates of an encrypted connection, or false where DATABASE_SSL is not set. */
function tls(env: Environment) {
  return (
    env.bool('DATABASE_SSL', false) && {
      key: env('DATABASE_SSL_KEY', undefined),
      cert: env('DATABASE_SSL_CERT', undefined),
      ca: env('DATABASE_SSL_CA', undefined),
      capath: env('DATABASE_SSL_CAPATH', undefined),
      cipher: env('DATABASE_SSL_CIPHER', undefined),
      rejectUnauthorized: env.bool('DATABASE_SSL_REJECT_UNAUTHORIZED', true),
    }
  );
}

function server(env: Environment, defaultPort: number) {
  return {
    host: env('DATABASE_HOST', 'localhost'),
    port: env.int('DATABASE_PORT', defaultPort),
    database: env('DATABASE_NAME', 'strapi'),
    user: env('DATABASE_USERNAME', 'strapi'),
    password: env('DATABASE_PASSWORD', 'strapi'),
    ssl: tls(env),
  };
}

const config = ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Database => {
  const client = env('DATABASE_CLIENT', 'sqlite');
  if (!isDatabaseClientKind(client)) {
    throw new Error(`Unsupported DATABASE_CLIENT: ${client}. Use "sqlite", "mysql" or "postgres".`);
  }

  const pool = { min: env.int('DATABASE_POOL_MIN', 2), max: env.int('DATABASE_POOL_MAX', 10) };
  const connections: Record<Core.Config.Database.ClientKind, Core.Config.Database['connection']> = {
    sqlite: {
      client: 'sqlite',
      connection: {
        // Compiled, this file lives in dist/config. An absolute DATABASE_FILENAME stays as it is.
        filename: path.resolve(__dirname, '..', '..', env('DATABASE_FILENAME', '.tmp/data.db')),
      },
      useNullAsDefault: true,
    },
    // MariaDB speaks the same protocol.
    mysql: { client: 'mysql', connection: server(env, 3306), pool },
    postgres: {
      client: 'postgres',
      connection: {
        ...server(env, 5432),
        connectionString: env('DATABASE_URL'),
        schema: env('DATABASE_SCHEMA', 'public'),
      },
      pool,
    },
  };

  return {
    connection: {
      ...connections[client],
      acquireConnectionTimeout: env.int('DATABASE_CONNECTION_TIMEOUT', 60000),
    },
  };
};

export default config;
