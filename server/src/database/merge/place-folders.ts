import { count, type MergeDatabase } from './merge-database';
import type { MergeJoin, MergeModel } from './merge-model';
import type { FilledColumns } from './copy-rows';
import { largestId } from './number-rows';
import { ADDED, type RowMap, type RowMaps } from './row-map';

export const FOLDER = 'plugin::upload.folder';
const FILE = 'plugin::upload.file';

/**
 * Folders of the media library are numbered once more, and their paths are made of these numbers
 * (`/1/3`). Those that are added get new numbers.
 */
export async function folderColumns(
  database: MergeDatabase,
  folders: RowMap,
): Promise<FilledColumns> {
  const base = Math.max(
    await largestId(database, folders.here, 'path_id'),
    await largestId(database, folders.there, 'path_id'),
    await largestId(database, folders.here),
    await largestId(database, folders.there),
  );
  // Ids are new numbers already, each once; these only have to be as new as paths.
  const number = `(m.new_id + ${base})`;
  return new Map([
    ['path_id', number],
    // Its place in the tree comes when its parent is known; until then it only has to be its own.
    ['path', database.joined(database.text('/'), number)],
  ]);
}

/** Paths of the folders that were added, and of the files in them or at the top. */
export async function placeFolders(
  database: MergeDatabase,
  model: MergeModel,
  maps: RowMaps,
): Promise<void> {
  const folders = maps.get(FOLDER);
  const files = maps.get(FILE);
  const parents = joinOf(database, model, FOLDER, 'parent');
  if (folders !== undefined && parents !== null) {
    await placeAdded(database, folders, parents);
  }
  const holders = joinOf(database, model, FILE, 'folder');
  if (files === undefined || holders === null || folders === undefined) return;
  if (!(await database.columnsHere(files.type.table)).includes('folder_path')) return;
  if ((await count(database, `${files.map} WHERE ${ADDED}`)) === 0) return;
  await database.run(
    `UPDATE ${files.here} SET folder_path = COALESCE((
       SELECT f.path FROM ${holders.table} l JOIN ${folders.here} f ON f.id = l.${holders.to}
       WHERE l.${holders.from} = ${files.here}.id), ${database.text('/')})
     WHERE id IN (SELECT new_id FROM ${files.map} WHERE ${ADDED})`,
  );
}

interface Pairs {
  readonly table: string;
  readonly from: string;
  readonly to: string;
}

function joinOf(
  database: MergeDatabase,
  model: MergeModel,
  uid: string,
  attribute: string,
): Pairs | null {
  const join = model.joins.find(
    (each: MergeJoin) => each.from.uid === uid && each.attribute === attribute,
  );
  const table = join === undefined ? null : database.here(join.table);
  if (join === undefined || table === null) return null;
  return {
    table,
    from: database.quote(join.from.column),
    to: database.quote(join.to.column),
  };
}

/** Parents first: a path is that of the parent and its own number. */
async function placeAdded(
  database: MergeDatabase,
  { here, map }: RowMap,
  parents: Pairs,
): Promise<void> {
  const added = await database.rows(
    `SELECT f.id AS id, f.path_id AS number, l.${parents.to} AS parent FROM ${here} f
     JOIN ${map} m ON m.new_id = f.id AND m.${ADDED}
     LEFT JOIN ${parents.table} l ON l.${parents.from} = f.id`,
  );
  let waiting = added;
  const open = new Set(added.map(({ id }) => String(id)));
  while (waiting.length > 0) {
    const ready = waiting.filter(({ parent }) => parent === null || !open.has(String(parent)));
    // Folders that are each other's parents keep the path that they have.
    if (ready.length === 0) return;
    for (const { id, number, parent } of ready) {
      const [row] =
        parent === null
          ? []
          : await database.rows(`SELECT path FROM ${here} WHERE id = ${String(parent)}`);
      const path = `${String(row?.path ?? '')}/${String(number)}`;
      await database.run(
        `UPDATE ${here} SET path = ${database.text(path)} WHERE id = ${String(id)}`,
      );
      open.delete(String(id));
    }
    waiting = waiting.filter(({ id }) => open.has(String(id)));
  }
}
