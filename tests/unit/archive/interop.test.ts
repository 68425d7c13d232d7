import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { list } from 'tar';
import { temporaryFolder } from '../../support/temporary-folder';
import { noise, writeSample } from './write-sample';

const folder = temporaryFolder();
const MIB = 1024 * 1024;

const NAMES = [
  Buffer.from('photo (1).jpg'),
  Buffer.from('übergröße 日本語 😀.jpg'),
  Buffer.from('composed \u00e9'),
  Buffer.from('composed e\u0301'),
  Buffer.from('line\nbreak\rand \\n backslash\\'),
  Buffer.from('-rf'),
  Buffer.from('* ? " \' $(x) `y`'),
  Buffer.from(`${'deep/'.repeat(60)}file`),
  Buffer.from('é'.repeat(127)),
  Buffer.from([0x66, 0xff, 0xfe, 0x80]),
  Buffer.concat([Buffer.alloc(120, 'z'), Buffer.of(0xff, 0xc3, 0x28)]),
];
const SIZES = [0, 1, 512, 700, MIB];

function run(command: string, args: string[], cwd: string, locale = 'C'): string {
  const result = spawnSync(command, args, { cwd, env: { ...process.env, LC_ALL: locale } });
  expect(`${result.stderr.toString()}${result.status}`).toBe('0');
  return result.stdout.toString();
}

describe('stock tools', () => {
  const write = async (compression: 'gzip' | 'none') => {
    const file = path.join(folder(), 'archive');
    const media = NAMES.map((name, at) => [name, noise(SIZES[at % SIZES.length]!)] as const);
    await writeSample(file, { compression, media });
    return { file, media };
  };

  it.each([
    ['gzip', 'C'],
    ['gzip', 'C.UTF-8'],
    ['none', 'C'],
    ['none', 'C.UTF-8'],
  ] as const)('unpack and check an archive (%s, %s)', async (compression, locale) => {
    const { file, media } = await write(compression);
    const out = path.join(folder(), 'out');
    mkdirSync(out);
    run('tar', [compression === 'gzip' ? 'xzf' : 'xf', file], out, locale);
    run('sha256sum', ['--quiet', '--strict', '-c', 'SHA256SUMS'], out, locale);
    for (const [name, content] of media) {
      const unpacked = Buffer.concat([Buffer.from(`${out}/media/uploads/`), name]);
      expect(readFileSync(unpacked).equals(content)).toBe(true);
      expect(statSync(unpacked).mode & 0o777).toBe(0o600);
    }
    const checked = readFileSync(path.join(out, 'SHA256SUMS'), 'utf8').split('\n');
    expect(checked).toHaveLength(media.length + 3);
  });

  it('test and unpack the gzip layer', async () => {
    const { file, media } = await write('gzip');
    const named = `${file}.tar.gz`;
    renameSync(file, named);
    run('gzip', ['-t', named], folder());
    run('gzip', ['-d', named], folder());
    expect(statSync(`${file}.tar`).size % 512).toBe(0);
    expect(run('tar', ['tf', `${file}.tar`], folder()).split('\n')).toHaveLength(media.length + 6);
  });

  it('list it with node-tar', async () => {
    const { file, media } = await write('gzip');
    const paths: string[] = [];
    await list({ file, strict: true, onReadEntry: (entry) => paths.push(entry.path) });
    expect(paths).toHaveLength(media.length + 5);
    expect(paths[0]).toBe('RESTORE.md');
    expect(paths.at(-1)).toBe('manifest.json');
    expect(paths).toContain('media/uploads/übergröße 日本語 😀.jpg');
  });
});
