import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Site } from './site';
import { serverOf } from './server-database';

/** A way to a site's database server that a test can cut, as a server that is stopped would. */
export interface DatabaseProxy {
  /** Strapi's variables for this way. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends all connections, and takes no new ones. */
  cut: () => Promise<void>;
  mend: () => Promise<void>;
}

export async function databaseProxy(site: Site): Promise<DatabaseProxy> {
  const { settings } = serverOf(site);
  const open = new Set<Socket>();
  const forward = (socket: Socket): void => {
    const onward = createConnection(settings.port, settings.host);
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  };
  const listen = async (port: number): Promise<{ server: Server; port: number }> => {
    const server = createServer(forward).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no TCP port');
    // A test that fails must not be kept waiting by it.
    server.unref();
    return { server, port: address.port };
  };

  let { server, port } = await listen(0);
  return {
    env: { DATABASE_HOST: '127.0.0.1', DATABASE_PORT: String(port) },
    cut: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
    mend: async () => {
      ({ server, port } = await listen(port));
    },
  };
}
