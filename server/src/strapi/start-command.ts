import path from 'node:path';

/** Commands of Strapi's own program that serve the site; the others only load it. */
const SERVING = new Set(['start', 'develop', 'dev', 'watch-admin']);

/**
 * Whether this process is going to serve the site. `register()` cannot see whether Strapi will
 * listen, so the start command tells: `strapi export` or `strapi console` only load it, and must
 * neither recover an interrupted restore nor run anything by themselves.
 *
 * A program of the site's own (`node server.js`) is taken to serve.
 *
 * @param argv as in `process.argv`
 */
export function isServing(argv: readonly string[]): boolean {
  const [, script = '', command = ''] = argv;
  const name = path.basename(script).replace(/\.(c|m)?js$/, '');
  if (name !== 'strapi') return true;
  return SERVING.has(command);
}
