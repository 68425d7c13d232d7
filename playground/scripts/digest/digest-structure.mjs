import { quote } from './server-session.mjs';
import { createSink } from './sink.mjs';

/** When a trigger was made is no part of what it does; a restore makes it again. */
const TRIGGER_CREATED = 6;

/**
 * Digests how the server itself describes everything in a database that has a definition.
 *
 * The description of a table ends with its counter for new ids (AUTO_INCREMENT). It is left in: after a restore with a lower
 * one, a new entry would get the id of one that was deleted, and whatever still remembers that id would mean the new one.
 *
 * @param {import('./server-session.mjs').Session} session
 * @param {(table: string) => boolean} isOfTheSite
 * @returns {Promise<Record<string, {bytes: number, sha256: string}>>} by kind and name, as in "table articles", sorted
 * @throws {Error} when the account may not read a definition
 */
export async function digestStructure(session, isOfTheSite) {
  const found = [
    ...(await describeTables(session, isOfTheSite)),
    ...(await describeTriggers(session, isOfTheSite)),
    ...(await describeRoutines(session)),
    ...(await describeEvents(session)),
  ];
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function describeTables(session, isOfTheSite) {
  const rows = await session.texts(
    'SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  const found = [];
  for (const [name, type] of rows.filter(([table]) => isOfTheSite(table))) {
    if (type === 'VIEW') {
      found.push([`view ${name}`, digest(await definition(session, 'VIEW', name))]);
    } else if (type === 'SEQUENCE') {
      // Its one row holds the number that comes next.
      const state = await session.texts(`SELECT * FROM ${quote(name)}`);
      const made = await definition(session, 'TABLE', name);
      found.push([`sequence ${name}`, digest([...made, ...state.flat()])]);
    } else {
      found.push([`table ${name}`, digest(await definition(session, 'TABLE', name))]);
    }
  }
  return found;
}

async function describeTriggers(session, isOfTheSite) {
  const rows = await session.texts(
    `SELECT trigger_name, event_object_table, action_order FROM information_schema.triggers
     WHERE trigger_schema = DATABASE()`,
  );
  const found = [];
  for (const [name, table, order] of rows.filter(([, table]) => isOfTheSite(table))) {
    const made = (await definition(session, 'TRIGGER', name)).slice(0, TRIGGER_CREATED);
    found.push([`trigger ${name}`, digest([...made, table, order])]);
  }
  return found;
}

async function describeRoutines(session) {
  const rows = await session.texts(
    `SELECT routine_type, routine_name FROM information_schema.routines
     WHERE routine_schema = DATABASE()`,
  );
  const found = [];
  for (const [kind, name] of rows) {
    found.push([`${kind.toLowerCase()} ${name}`, digest(await definition(session, kind, name))]);
  }
  return found;
}

async function describeEvents(session) {
  const rows = await session.texts(
    'SELECT event_name FROM information_schema.events WHERE event_schema = DATABASE()',
  );
  const found = [];
  for (const [name] of rows) {
    found.push([`event ${name}`, digest(await definition(session, 'EVENT', name))]);
  }
  return found;
}

/** Everything that SHOW CREATE says, with the character sets and the SQL mode that belong to it. */
async function definition(session, kind, name) {
  const [row] = await session.texts(`SHOW CREATE ${kind} ${quote(name)}`);
  // Without the right to see a routine, the server shows all of it but what it does.
  if (!row || row.includes(null)) {
    throw new Error(`The account may not read the definition of ${kind.toLowerCase()} ${name}.`);
  }
  return row;
}

function digest(parts) {
  const sink = createSink();
  let bytes = 0;
  for (const part of parts) {
    const text = part ?? '';
    bytes += Buffer.byteLength(text);
    sink.write(`${Buffer.byteLength(text)}\0${text}`);
  }
  return { bytes, sha256: sink.digest() };
}
