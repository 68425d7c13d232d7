import { readdir, readFile } from 'node:fs/promises';

/**
 * The process that does the heavy work for a Strapi, or null when it has none at the moment.
 *
 * @param strapi process id
 */
export async function workerOf(strapi: number): Promise<number | null> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const name of names) {
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    // After the name in parentheses, which may hold anything: the state, then the parent.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isWorker = Number(parent) === strapi && command.includes('/dist/worker/');
    if (isWorker && state !== 'Z') return Number(name);
  }
  return null;
}
