import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import tls from 'node:tls';

/**
 * A connection to a mail server that ends when it is told to. The mail library makes its own otherwise, and lets nobody
 * end one that hangs.
 *
 * @param secure TLS from the first byte
 * @param connectMs how long it may take until it stands, encryption included
 * @param signal ends it, also later
 * @throws the error of the system or of TLS; the reason of a signal
 */
export async function openMailSocket(
  {
    host,
    port,
    secure,
  }: { readonly host: string; readonly port: number; readonly secure: boolean },
  connectMs: number,
  signal: AbortSignal,
): Promise<Socket> {
  signal.throwIfAborted();
  const socket = secure
    ? tls.connect({ host, port, ...(net.isIP(host) === 0 ? { servername: host } : {}) })
    : net.connect({ host, port });
  // Whoever uses it hears of errors; one that comes when nobody does any more must not end the process.
  socket.on('error', () => undefined);
  const end = (): void => {
    socket.destroy();
  };
  signal.addEventListener('abort', end, { once: true });
  socket.once('close', () => {
    signal.removeEventListener('abort', end);
  });
  const patience = AbortSignal.any([signal, AbortSignal.timeout(connectMs)]);
  try {
    await once(socket, secure ? 'secureConnect' : 'connect', { signal: patience });
  } catch (error) {
    socket.destroy();
    patience.throwIfAborted();
    throw error;
  }
  return socket;
}
