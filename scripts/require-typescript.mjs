import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * Loads a TypeScript module of the tests into a plain script, which is how the demo starts sites and
 * servers with the same code as the tests. Types are removed, not checked.
 *
 * @param {string} file relative to the repository's root, for example "tests/support/site.ts"
 * @returns {any} what the module exports
 */
export function requireTypescript(file) {
  const require = createRequire(import.meta.url);
  const { transformFileSync } = require('@swc/core');
  // Used for the modules that this one imports, too.
  require.extensions['.ts'] = (module, filename) => {
    const { code } = transformFileSync(filename, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
      swcrc: false,
    });
    /** @type {any} */ (module)._compile(code, filename);
  };
  return require(path.join(ROOT, file));
}
