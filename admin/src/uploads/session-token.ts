/** Where Strapi's panel keeps the token of its session: there when somebody stays signed in, else a cookie. */
const KEY = 'jwtToken';

/**
 * The token of this session as it is now: it is renewed every few minutes, and an upload takes longer.
 *
 * @returns null when nobody is signed in
 */
export function sessionToken(): string | null {
  const stored = localStorage.getItem(KEY);
  if (stored !== null) return JSON.parse(stored) as string;
  const prefix = `${KEY}=`;
  const cookie = document.cookie.split('; ').find((each) => each.startsWith(prefix));
  return cookie === undefined ? null : decodeURIComponent(cookie.slice(prefix.length));
}
