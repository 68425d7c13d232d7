const ANSWER_WITHIN_MS = 30_000;

/** A site refused a request: `status` 503 while a restore holds it. */
export class Refused extends Error {
  constructor(what, status, body) {
    const error = body?.error ?? {};
    const code = error.details?.code ? ` (${error.details.code})` : '';
    super(`${what}: ${status} ${error.message ?? ''}${code}`);
    this.status = status;
  }
}

/**
 * Requests to the site, as any script would send them.
 *
 * @param {string} url of the site, without a slash at the end
 */
export function apiClient(url) {
  let token = null;

  const client = {
    url,

    /** Signs in to the admin panel; the requests that follow are sent in that session. */
    async signIn({ email, password }) {
      token = null;
      const answer = await client.request('POST', '/admin/login', { email, password });
      token = answer.data.accessToken;
    },

    /**
     * @param {string} method
     * @param {string} path
     * @param {unknown} [body] sent as JSON
     * @param {Record<string, string>} [headers]
     * @returns {Promise<any>} the answer, parsed
     * @throws {Refused} when the status is not one of success; TypeError when there is no connection
     */
    async request(method, path, body, headers = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await response.text();
      const answer = parseJson(text);
      if (!response.ok) throw new Refused(`${method} ${path}`, response.status, answer);
      return answer;
    },
  };
  return client;
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
