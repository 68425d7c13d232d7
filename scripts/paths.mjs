import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** What can be made again at any time: logs, stamps, test results, seeded databases. */
export const CACHE = path.join(ROOT, '.cache');

export const PLAYGROUND = path.join(ROOT, 'playground');
