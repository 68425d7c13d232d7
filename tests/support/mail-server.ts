import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * How a mail server behaves:
 * - `accept` takes everything · `reject` no recipient, for good · `reject-some` only those that begin with "good" ·
 *   `reject-sender` · `reject-data` no message · `tempfail` nothing for now
 * - `hang` takes connections and never greets · `hang-data` takes a message and never answers · `drip` answers it for ever
 * - `drop` closes the connection at the first recipient · `echo` refuses a login with what it was sent
 */
export type MailMode =
  | 'accept'
  | 'reject'
  | 'reject-some'
  | 'reject-sender'
  | 'reject-data'
  | 'tempfail'
  | 'hang'
  | 'hang-data'
  | 'drip'
  | 'drop'
  | 'echo';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Who has signed in for it. */
  readonly login: string | null;
  /** As it came, dots undone. */
  readonly source: string;
}

/** A mail server on 127.0.0.1 that sends nothing on. */
export interface MailServer {
  readonly port: number;
  /** May be changed while it runs. */
  mode: MailMode;
  readonly mails: ReceivedMail[];
  /** How many connections are open now. */
  connections(): number;
  close(): Promise<void>;
}

const DRIP_MS = 20;

/** @param auth who has to sign in; left out: nobody */
export async function startMailServer(auth?: {
  readonly user: string;
  readonly password: string;
}): Promise<MailServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
    if (mailServer.mode !== 'hang') talk(socket, mailServer, auth);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const mailServer: MailServer = {
    port: (server.address() as AddressInfo).port,
    mode: 'accept',
    mails: [],
    connections: () => open.size,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return mailServer;
}

/** One dialogue, line by line. */
function talk(
  socket: Socket,
  server: MailServer,
  auth: { readonly user: string; readonly password: string } | undefined,
): void {
  let rest = '';
  let login: string | null = null;
  let from = '';
  let to: string[] = [];
  let message: string[] | null = null;
  const say = (line: string): void => {
    socket.write(`${line}\r\n`);
  };

  const take = (line: string): void => {
    if (message !== null) {
      if (line !== '.') {
        message.push(line.replace(/^\./, ''));
        return;
      }
      const source = message.join('\r\n');
      message = null;
      finish(source);
      return;
    }
    const [verb = ''] = line.toUpperCase().split(/[ :]/);
    if (verb === 'EHLO' || verb === 'HELO') {
      say(auth === undefined ? '250 test.example' : '250-test.example\r\n250 AUTH PLAIN');
    } else if (verb === 'AUTH') signIn(line.split(' ')[2] ?? '');
    else if (verb === 'MAIL') sender(line);
    else if (verb === 'RCPT') recipient(line);
    else if (verb === 'DATA') {
      message = [];
      say('354 go on');
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else if (verb === 'RSET' || verb === 'NOOP') say('250 ok');
    else say('502 5.5.1 unknown command');
  };

  const signIn = (sent: string): void => {
    const [, user, password] = Buffer.from(sent, 'base64').toString().split('\0');
    if (server.mode === 'echo') say(`535 5.7.8 you sent ${sent}, that is ${String(password)}`);
    else if (user === auth?.user && password === auth?.password) {
      login = user ?? null;
      say('235 welcome');
    } else say('535 5.7.8 wrong credentials');
  };

  const sender = (line: string): void => {
    from = addressIn(line);
    to = [];
    if (server.mode === 'reject-sender') say('550 5.7.1 not your address');
    else if (auth !== undefined && login === null) say('530 5.7.0 sign in first');
    else say('250 ok');
  };

  const recipient = (line: string): void => {
    const address = addressIn(line);
    const isRefused =
      server.mode === 'reject' || (server.mode === 'reject-some' && !address.startsWith('good'));
    if (server.mode === 'drop') socket.destroy();
    else if (isRefused) say('550 5.1.1 no such mailbox');
    else if (server.mode === 'tempfail') say('451 4.3.0 try again later');
    else {
      to.push(address);
      say('250 ok');
    }
  };

  const finish = (source: string): void => {
    if (server.mode === 'hang-data') return;
    if (server.mode === 'drip') {
      const timer = setInterval(() => {
        say('250-still at it');
      }, DRIP_MS);
      socket.once('close', () => {
        clearInterval(timer);
      });
    } else if (server.mode === 'reject-data') say('554 5.7.1 message refused');
    else {
      server.mails.push({ from, to, login, source });
      say('250 stored');
    }
  };

  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  say('220 test.example ready');
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}
