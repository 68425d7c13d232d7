/**
 * npm run test:large
 *
 * Sites of gigabytes and of hundreds of thousands of files; takes long and needs disk space. The
 * last line is `N passed, N failed`.
 */
import { runBuiltSuite } from './run-built-suite.mjs';

await runBuiltSuite('large');
