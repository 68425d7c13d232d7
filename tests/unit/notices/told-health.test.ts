import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SqliteConnection } from '../../../server/src/database/sqlite/sqlite-connection';
import { noteUnhealthy, noteWell } from '../../../server/src/health/told-health';
import { createInternalTables } from '../../../server/src/lease/internal-tables';
import { reason } from './sample-notices';

const driver = require.resolve('better-sqlite3');
const QUIET_MS = 60;
const reasons = [reason('TOO_OLD')];

let folder: string;
let one: SqliteConnection;
let two: SqliteConnection;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'told-health-'));
  const settings = {
    client: 'sqlite' as const,
    filename: path.join(folder, 'db'),
    driver,
    wal: true,
  };
  one = new SqliteConnection(settings);
  two = new SqliteConnection(settings);
  await createInternalTables(one);
});

afterEach(async () => {
  await one.close();
  await two.close();
  rmSync(folder, { recursive: true, force: true });
});

function quiet(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, QUIET_MS + 20));
}

test('a site that is well from the beginning is told to nobody', async () => {
  expect(await noteWell(one, 0)).toBeNull();
});

test('unhealthy is told once, also when it is the first that is ever seen', async () => {
  expect(await noteUnhealthy(one, reasons)).toBe(true);
  expect(await noteUnhealthy(one, reasons)).toBe(false);
  expect(await noteUnhealthy(two, [reason('OVER_CAP')])).toBe(false);
});

test('the recovery is told once, with what had been wrong and since when', async () => {
  const begin = Date.now();
  await noteUnhealthy(one, reasons);
  await quiet();
  const past = await noteWell(two, QUIET_MS);
  expect(past?.reasons).toEqual(reasons);
  expect(Math.abs(Date.parse(past!.since) - begin)).toBeLessThan(1_000);
  expect(await noteWell(one, QUIET_MS)).toBeNull();
  expect(await noteUnhealthy(one, reasons)).toBe(true);
});

test('twenty that look at once: one tells', async () => {
  const all = <Result>(look: (connection: SqliteConnection) => Promise<Result>) =>
    Promise.all(Array.from({ length: 20 }, (_, n) => look(n % 2 === 0 ? one : two)));
  const unhealthy = await all((connection) => noteUnhealthy(connection, reasons));
  expect(unhealthy.filter((isTold) => isTold)).toHaveLength(1);
  await quiet();
  const well = await all((connection) => noteWell(connection, QUIET_MS));
  expect(well.filter((past) => past !== null)).toHaveLength(1);
});

test('while one instance sees it unhealthy, none tells a recovery', async () => {
  expect(await noteUnhealthy(one, reasons)).toBe(true);
  for (let look = 0; look < 5; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS / 3));
    expect(await noteUnhealthy(one, reasons)).toBe(false);
    expect(await noteWell(two, QUIET_MS)).toBeNull();
  }
  await quiet();
  expect(await noteWell(two, QUIET_MS)).not.toBeNull();
});

test('reasons that another version wrote do not keep a recovery from being told', async () => {
  await noteUnhealthy(one, reasons);
  await one.run(`UPDATE backup_vault_health SET reasons = '[{"code":"FROM_THE_FUTURE"}]'`);
  await quiet();
  expect(await noteWell(one, QUIET_MS)).toMatchObject({ reasons: [] });
});
