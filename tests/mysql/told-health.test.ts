import { setTimeout as wait } from 'node:timers/promises';
import type { HealthReason } from '../../server/src/contracts/health';
import { MysqlConnection } from '../../server/src/database/mysql/mysql-connection';
import { noteUnhealthy, noteWell } from '../../server/src/health/told-health';
import { createInternalTables } from '../../server/src/lease/internal-tables';
import { describeServers, freshSchema } from './database-servers';

const QUIET_MS = 200;
const REASONS: HealthReason[] = [
  { code: 'TOO_OLD', level: 'unhealthy', message: 'Too old – “x” 😀', subject: null },
];

describeServers('the health that was told last', (server) => {
  let one: MysqlConnection;
  let two: MysqlConnection;

  beforeAll(async () => {
    const settings = await freshSchema(server, 'told_health');
    one = new MysqlConnection(settings);
    two = new MysqlConnection(settings);
    await createInternalTables(one);
  });

  afterAll(async () => {
    await one.close();
    await two.close();
  });

  const all = <Result>(look: (connection: MysqlConnection) => Promise<Result>) =>
    Promise.all(Array.from({ length: 20 }, (_, n) => look(n % 2 === 0 ? one : two)));

  test('of twenty that look at once one tells, and one the recovery', async () => {
    expect(await noteWell(one, 0)).toBeNull();
    const unhealthy = await all((connection) => noteUnhealthy(connection, REASONS));
    expect(unhealthy.filter((isTold) => isTold)).toHaveLength(1);
    expect(await noteWell(two, QUIET_MS)).toBeNull();
    await wait(2 * QUIET_MS);
    const well = await all((connection) => noteWell(connection, QUIET_MS));
    expect(well.filter((past) => past !== null)).toMatchObject([{ reasons: REASONS }]);
    expect(await noteUnhealthy(two, REASONS)).toBe(true);
  });
});
