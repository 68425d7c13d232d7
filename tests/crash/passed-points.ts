import { PAUSE_POINTS, type PausePoint } from '../../server/src/pause-points';
import { DATABASE_KIND } from '../support/database-kind';

export interface PassedPoint {
  readonly job: (typeof PAUSE_POINTS)[number]['job'];
  readonly name: PausePoint;
  readonly side: 'parent' | 'worker';
}

/** The places that jobs come by on the database of this run, in their order. */
export const PASSED_POINTS: readonly PassedPoint[] = PAUSE_POINTS.filter(isPassed);

/** MariaDB has the engine of MySQL. */
function isPassed(point: (typeof PAUSE_POINTS)[number]): boolean {
  const engine = DATABASE_KIND === 'sqlite' ? 'sqlite' : 'mysql';
  const on: readonly string[] = 'on' in point ? point.on : [engine];
  return on.includes(engine);
}
