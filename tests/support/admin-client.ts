import { errorCode } from '../../server/src/error-code';
import { randomUUID } from 'node:crypto';

/** Made by the playground's seeder. */
export const SUPER_ADMIN = { email: 'admin@example.com', password: 'Backup-demo-1' };
export const EDITOR = { email: 'editor@example.com', password: 'Backup-demo-1' };
export const AUTHOR = { email: 'author@example.com', password: 'Backup-demo-1' };

export interface Credentials {
  email: string;
  password: string;
}

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

export interface RequestOptions {
  /** Sent as it is when text, a Buffer or a form; everything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  /** In place of the client's own; null: none. */
  token?: string | null;
}

/** Requests to a server in the name of somebody. */
export interface AdminClient {
  /** What is sent as `Authorization: Bearer`, null for nobody. */
  token: string | null;
  /** The answer as it comes, for downloads and the like. Any status is an answer, not an error. */
  fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** One request; the body of the answer is parsed when it is JSON, else text. */
  request: {
    (method: string, path: string, options?: RequestOptions): Promise<Answer<unknown>>;
    /** `parse` (a zod schema's, for example) gives the body its type, or throws. */
    <T>(
      method: string,
      path: string,
      options: RequestOptions & { parse: (body: unknown) => T },
    ): Promise<Answer<T>>;
  };
  /** The key of a new admin token with these actions, such as "plugin::backup.read". */
  createAdminToken: (actions: string[]) => Promise<string>;
}

interface Address {
  url: string;
}

/** Strapi lets somebody sign in 5 times in 5 minutes, so sign-ins are shared by all tests. */
const signIns = new WeakMap<Address, Map<string, Promise<string>>>();

/**
 * Signs in to a server.
 *
 * @param who default: the super-admin of the sample content
 * @param options.again sign in anew, for example after a restore has ended all sessions
 * @throws when the server does not let them in
 */
export async function signIn(
  server: Address,
  who: Credentials = SUPER_ADMIN,
  { again = false }: { again?: boolean } = {},
): Promise<AdminClient> {
  const known = signIns.get(server) ?? new Map<string, Promise<string>>();
  signIns.set(server, known);
  const token =
    (again ? undefined : known.get(who.email)) ?? postForToken(server, '/admin/login', who);
  known.set(who.email, token);
  token.catch(() => known.delete(who.email));
  return adminClient(server, await token);
}

/**
 * Makes the first user of an empty site, which is its super-admin, and signs them in.
 *
 * @throws when the site already has one
 */
export async function registerFirstAdmin(
  server: Address,
  who: Credentials = SUPER_ADMIN,
): Promise<AdminClient> {
  const person = { ...who, firstname: 'First', lastname: 'Admin' };
  const token = postForToken(server, '/admin/register-admin', person);
  signIns.set(server, new Map([[who.email, token]]));
  return adminClient(server, await token);
}

/** @param token of a session or an admin token; null: requests of somebody who is not signed in */
export function adminClient(server: Address, token: string | null): AdminClient {
  const send = async (
    path: string,
    init: RequestInit,
    bearer: string | null,
  ): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (bearer !== null) headers.set('Authorization', `Bearer ${bearer}`);
    const ask = () => fetch(`${server.url}${path}`, { redirect: 'manual', ...init, headers });
    // A server closes idle connections; one that it closes at this very moment is no answer.
    return ask().catch((error: unknown) => {
      if ((init.method ?? 'GET') === 'GET' && wasReset(error)) return ask();
      throw error;
    });
  };

  const request = async (
    method: string,
    path: string,
    options: RequestOptions & { parse?: (body: unknown) => unknown } = {},
  ): Promise<Answer<unknown>> => {
    const { body, headers } = encode(options.body, options.headers);
    const response = await send(
      path,
      { method, headers, ...(body === undefined ? {} : { body }) },
      options.token === undefined ? token : options.token,
    );
    const answer = await decode(response);
    return {
      status: response.status,
      headers: response.headers,
      body: options.parse === undefined ? answer : options.parse(answer),
    };
  };

  const client: AdminClient = {
    token,
    fetch: (path, init = {}) => send(path, init, token),
    request: request,
    createAdminToken: async (actions) => {
      const { status, body } = await client.request('POST', '/admin/admin-tokens', {
        body: {
          name: `test ${randomUUID()}`,
          description: '',
          lifespan: null,
          adminPermissions: actions.map((action) => ({ action, subject: null })),
        },
      });
      const key = textAt(body, 'data', 'accessKey');
      if (key === null) throw new Error(`No admin token: ${status} ${JSON.stringify(body)}`);
      return key;
    },
  };
  return client;
}

function wasReset(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return errorCode(cause) === 'ECONNRESET' || errorCode(cause) === 'UND_ERR_SOCKET';
}

async function postForToken(server: Address, path: string, body: unknown): Promise<string> {
  const answer = await adminClient(server, null).request('POST', path, { body });
  const token = textAt(answer.body, 'data', 'accessToken');
  if (token === null) {
    throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return token;
}

function encode(
  body: unknown,
  given: Record<string, string> = {},
): { body: BodyInit | undefined; headers: Record<string, string> } {
  if (body === undefined) return { body: undefined, headers: given };
  if (typeof body === 'string' || body instanceof FormData) return { body, headers: given };
  if (Buffer.isBuffer(body)) return { body: new Uint8Array(body), headers: given };
  return {
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...given },
  };
}

async function decode(response: Response): Promise<unknown> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return isJson && text !== '' ? (JSON.parse(text) as unknown) : text;
}

/** The text at a path inside of a JSON value, null where there is none. */
function textAt(value: unknown, ...path: string[]): string | null {
  const found = path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  );
  return typeof found === 'string' ? found : null;
}
