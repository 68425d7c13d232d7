import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MysqlSettings } from '../../server/src/database/settings';
import { runSql, type DatabaseServer } from './database-servers';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function scratchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'dump-tool-'));
  folders.push(folder);
  return folder;
}

export function withTool(server: DatabaseServer, settings: MysqlSettings): MysqlSettings {
  return { ...settings, dumpTool: 'mysqldump', dumpToolFolder: server.bin };
}

export function writeProgram(folder: string, name: string, script: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A folder with the real program under a script that does something more. */
export function imitation(server: DatabaseServer, more: string, after = ''): string {
  const folder = scratchFolder();
  const real = path.join(server.bin, 'mysqldump');
  const script = `if [ "$2" = --help ]; then exec '${real}' "$@"; fi\nPATH=/usr/bin:/bin\n'${real}' "$@" ${after}\n${more}\nexit 0`;
  writeProgram(folder, server.flavour === 'mariadb' ? 'mariadb-dump' : 'mysqldump', script);
  return folder;
}

/** A folder with the program of that server, and nothing else. */
export function onlyProgram(server: DatabaseServer): string {
  const folder = scratchFolder();
  writeProgram(folder, 'mysqldump', `exec '${path.join(server.bin, 'mysqldump')}' "$@"`);
  return folder;
}

/** Gives an account the password that its settings have. */
export async function setPassword(admin: MysqlSettings, account: MysqlSettings): Promise<void> {
  const text = account.password.replace(/['\\]/g, '\\$&');
  await runSql(admin, [`ALTER USER '${account.user}'@'%' IDENTIFIED BY '${text}'`]);
}

/** Without any program in PATH. */
export async function withoutPath<T>(act: () => Promise<T>): Promise<T> {
  const before = process.env.PATH;
  process.env.PATH = '';
  try {
    return await act();
  } finally {
    process.env.PATH = before;
  }
}
