import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Compiles the TypeScript of the playground to `dist`, unless `dist` is newer than every source.
 *
 * @param {string} appDir folder of the playground
 * @returns {string} folder of the compiled code
 * @throws if the compiler reports an error
 */
export function compilePlayground(appDir) {
  const distDir = path.join(appDir, 'dist');
  const stamp = path.join(distDir, '.compiled');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newestSource(appDir)) return distDir;

  console.log('Compiling the playground ...');
  // What was compiled from a source that is gone would still be loaded by Strapi.
  for (const stale of ['config', 'src', 'tsconfig.tsbuildinfo']) {
    rmSync(path.join(distDir, stale), { recursive: true, force: true });
  }
  const started = new Date();
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', appDir], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The playground does not compile; see the messages above.');
  writeFileSync(stamp, `${started.toISOString()}\n`);
  return distDir;
}

function newestSource(appDir) {
  let newest = statSync(path.join(appDir, 'tsconfig.json')).mtimeMs;
  for (const folder of ['config', 'src']) {
    const root = path.join(appDir, folder);
    newest = Math.max(newest, statSync(root).mtimeMs);
    for (const name of readdirSync(root, { recursive: true })) {
      newest = Math.max(newest, statSync(path.join(root, name)).mtimeMs);
    }
  }
  return newest;
}
