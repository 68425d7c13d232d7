import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A status, or: `hang` never answers, `drop` closes the connection, `endless` answers 200 and goes on sending. */
export type WebhookAnswer = number | 'hang' | 'drop' | 'endless';

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver of webhooks on 127.0.0.1. */
export interface WebhookServer {
  readonly url: string;
  /** What the next requests get, one each; the last of them stays. */
  answers: WebhookAnswer[];
  readonly requests: ReceivedWebhook[];
  close(): Promise<void>;
}

export async function startWebhookServer(): Promise<WebhookServer> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      receiver.requests.push({ path: request.url ?? '', headers: request.headers, body });
      const [answer = 200] = receiver.answers;
      if (receiver.answers.length > 1) receiver.answers.shift();
      if (answer === 'drop') request.socket.destroy();
      else if (answer === 'endless') {
        response.writeHead(200);
        const timer = setInterval(() => response.write('x'.repeat(1000)), 5);
        response.on('close', () => {
          clearInterval(timer);
        });
      } else if (answer !== 'hang') {
        response.writeHead(answer, answer >= 300 && answer < 400 ? { Location: '/elsewhere' } : {});
        response.end('said');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: WebhookServer = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    answers: [200],
    requests: [],
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}
