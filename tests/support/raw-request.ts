import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

interface RawRequest {
  port: number;
  method: string;
  /** Sent as it is: `fetch` would resolve dots and escape what is not allowed. */
  path: string;
  headers?: Record<string, string>;
}

/** One request of Node's own client, whose answer can be read, or left in the middle. */
export async function rawRequest(options: RawRequest): Promise<IncomingMessage> {
  const sent = request({ host: '127.0.0.1', ...options });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}
