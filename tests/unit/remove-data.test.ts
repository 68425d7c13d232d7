import { existsSync, linkSync, mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { removeLargeData } from '../../server/src/remove-data';
import { temporaryFolder } from '../support/temporary-folder';

const LARGE = 130 * 1024 * 1024;

describe('large data that are removed', () => {
  const folder = temporaryFolder();

  const large = (...names: string[]): string => {
    const file = path.join(folder(), ...names);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    truncateSync(file, LARGE);
    return file;
  };

  test('files, folders, and what is not there', async () => {
    const file = large('archive.tar.gz');
    const inFolder = large('scratch', 'deep', 'snapshot.sqlite');
    await removeLargeData(file);
    await removeLargeData(path.join(folder(), 'scratch'));
    await removeLargeData(path.join(folder(), 'nothing'));
    expect([file, inFolder].filter((each) => existsSync(each))).toEqual([]);
  });

  test('a file that has another name keeps its content under that one', async () => {
    const file = large('one');
    const other = path.join(folder(), 'other');
    linkSync(file, other);
    await removeLargeData(file);
    expect(existsSync(file)).toBe(false);
    expect(statSync(other).size).toBe(LARGE);
  });
});
