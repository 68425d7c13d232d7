import { dumpRows } from './dump-rows';
import type { DumpedRows } from './row-files';
import type { OpenRowReader } from './row-reader';

/** Rows on the connection that has the structure, so in its snapshot. */
export const builtInRows: OpenRowReader = (_settings, session, options) =>
  Promise.resolve({
    snapshotLevel: 'one-connection',
    async read(tables, { sink, begin, onBytes }) {
      await begin();
      // The bytes of the columns as they are stored: nothing is converted on the way.
      await session.send('SET SESSION character_set_results = NULL');
      const dumped = new Map<string, DumpedRows>();
      for (const table of tables) {
        options.signal.throwIfAborted();
        const { name } = table;
        dumped.set(
          name,
          await dumpRows(session, table, sink, (bytes) => {
            onBytes(bytes, name);
          }),
        );
      }
      await session.send('SET NAMES utf8mb4');
      return dumped;
    },
  });
