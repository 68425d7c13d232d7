import { createServer } from 'node:net';

/**
 * A port on which nobody listens at this moment.
 *
 * @param {string} host address to listen on
 * @param {number} [preferred] taken when it is free
 * @returns {Promise<number>}
 * @throws {Error} when this machine does not let us listen on that address
 */
export async function choosePort(host, preferred = 0) {
  const port = (await tryPort(host, preferred)) ?? (await tryPort(host, 0));
  if (port === null) throw new Error(`There is no free port on ${host}.`);
  return port;
}

/** The port, or null when somebody listens on it already. 0 stands for any free one. */
function tryPort(host, port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) =>
      'code' in error && error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    probe.listen(port, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? null) : null));
    });
  });
}
