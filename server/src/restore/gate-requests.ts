import type { Gate } from './journal';

/** Methods that change something; the others may go on while the write gate is on. */
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

export interface GatedRequest {
  readonly method: string;
  /** Path without the query, as it came. */
  readonly path: string;
  readonly accept: string;
}

/** What stays open while the write gate is on: the restore itself, and getting in. */
const OPEN_TO_WRITES = [
  /^\/backup\/restores(\/|$)/,
  /^\/admin\/(login|logout|access-token|renew-token|token\/renew)$/,
  /^\/admin\/(auth|providers)\//,
  /^\/api\/auth\/(local|refresh)$/,
];

/**
 * Whether a request may pass a gate.
 *
 * @param adminPath where the panel is, `/admin` by default
 */
export function passesGate(gate: Gate, request: GatedRequest, adminPath: string): boolean {
  if (gate === 'open') return true;
  const path = normalise(request.path);
  if (path === '/_health' || path === '/backup/restore-status') return true;
  const changing = CHANGING.has(request.method.toUpperCase());
  if (gate === 'write') return !changing || OPEN_TO_WRITES.some((open) => open.test(path));
  return !changing && isPanelFile(path, request.accept, adminPath);
}

/** Parts of an upload write nothing that a restore replaces, and a slow one must not hold it up. */
export function isUpload(path: string): boolean {
  return /^\/backup\/uploads(\/|$)/.test(normalise(path));
}

/** The panel's static files: its page and its scripts, none of its data. */
function isPanelFile(path: string, accept: string, adminPath: string): boolean {
  const base = adminPath.replace(/\/+$/, '').toLowerCase();
  if (path !== base && !path.startsWith(`${base}/`)) return path === '/favicon.ico';
  return /\.[a-z0-9]{2,5}$/.test(path) || accept.includes('text/html');
}

/** As the router sees it: it ignores case and a trailing slash. */
export function normalise(path: string): string {
  const lower = path.toLowerCase().replace(/\/{2,}/g, '/');
  return lower.length > 1 ? lower.replace(/\/+$/, '') : lower;
}
