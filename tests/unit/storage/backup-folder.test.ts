import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBackupFolder } from '../../../server/src/storage/backup-folder';

let app: string;
let served: string[];

beforeEach(() => {
  app = mkdtempSync(path.join(tmpdir(), 'app-'));
  mkdirSync(path.join(app, 'public', 'uploads'), { recursive: true });
  served = [path.join(app, 'public')];
});

afterEach(() => {
  rmSync(app, { recursive: true, force: true });
});

const refused = expect.objectContaining({ code: 'FOLDER_SERVED' }) as Error;

test('the folder is private and ignored by git', () => {
  const folder = openBackupFolder('.backups', app, served);
  expect(statSync(folder.root).mode & 0o777).toBe(0o700);
  expect(statSync(folder.staging).mode & 0o777).toBe(0o700);
  expect(readFileSync(path.join(folder.root, '.gitignore'), 'utf8')).toBe('*\n');
});

test('opening it again keeps its marker', () => {
  const marker = () => readFileSync(path.join(app, '.backups', '.strapi-backup.json'), 'utf8');
  openBackupFolder('.backups', app, served);
  const first = marker();
  openBackupFolder('.backups', app, served);
  expect(marker()).toBe(first);
});

test.each(['public', 'public/backups', 'public/uploads/../x', './public/uploads/.hidden'])(
  'a folder that is served is refused, and nothing is made there: %s',
  (configured) => {
    expect(() => openBackupFolder(configured, app, served)).toThrow(refused);
    expect(existsSync(path.join(app, 'public', 'backups'))).toBe(false);
  },
);

test('also behind a link, from either side', () => {
  symlinkSync(path.join(app, 'public'), path.join(app, 'elsewhere'));
  expect(() => openBackupFolder('elsewhere/backups', app, served)).toThrow(refused);
  const real = path.join(app, 'real-public');
  mkdirSync(real);
  symlinkSync(real, path.join(app, 'linked-public'));
  expect(() => openBackupFolder('real-public/b', app, [path.join(app, 'linked-public')])).toThrow(
    refused,
  );
});

test('a folder whose name only begins like a served one is fine', () => {
  expect(openBackupFolder('public-not', app, served).root).toContain('public-not');
});

test('a file in its place is a clear error', () => {
  expect(() => openBackupFolder('/dev/null/backups', app, served)).toThrow(
    expect.objectContaining({ code: 'FOLDER_UNUSABLE' }) as Error,
  );
});
