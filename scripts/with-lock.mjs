import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CACHE } from './paths.mjs';

const LOOK_AGAIN_MS = 300;

/**
 * Lets one process of this checkout at a time do something, for example write `dist`: a test run
 * and a demo may be started side by side. A lock whose process is gone counts as free.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} task
 * @returns {Promise<T>} what the task returns
 */
export async function withLock(name, task) {
  const file = path.join(CACHE, `${name}.lock`);
  await mkdir(CACHE, { recursive: true });
  for (let told = false; !(await take(file)); told = true) {
    if (!told)
      console.log(`  Waiting for another process that holds ${path.relative(CACHE, file)} …`);
    await wait(LOOK_AGAIN_MS);
  }
  try {
    return await task();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file) {
  try {
    const handle = await open(file, 'wx');
    await handle.write(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  // Empty: created in this very moment and not yet written.
  if (holder === 0 || isRunning(holder)) return false;
  await rm(file, { force: true });
  return take(file);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
