import type { DefinitionProbe } from './definition-probe';
import { stringValue } from './string-value';
import { splitList, skipQuoted } from './sql-lexer';
import { mapItems } from './table-definition';
import { columnText, parseColumn, type ColumnItem } from './translate/column-item';
import { outline } from './translate/sql-outline';

/** What the server put in the place of a byte or a character that it could not show. */
const LOST = /\?|\uFFFD/;

interface Place {
  readonly flavour: 'mysql' | 'mariadb';
  readonly table: string;
  readonly probe: DefinitionProbe;
  /** Called with the name of a column of which the server does not tell everything. */
  readonly doubt: (column: string) => void;
}

/**
 * A definition with what the server does not show in it: characters of four bytes in ENUM, SET and
 * defaults, of which `SHOW CREATE TABLE` makes question marks; bytes of binary defaults.
 *
 * Comments are not asked for. The servers keep them in a character set of three bytes, so a question mark
 * is what they are.
 */
export function exactTable(shown: string, place: Place): Promise<string> {
  return mapItems(shown, async (item) => {
    const column = parseColumn(item);
    if (column === null) {
      if (hasLostExpression(item, place.flavour)) place.doubt(item.trim().slice(0, 60));
      return item;
    }
    const exact = await exactDefault(await exactMembers(column, place), place);
    if (hasLostExpression(exact.rest, place.flavour)) place.doubt(column.name);
    return columnText(exact);
  });
}

async function exactMembers(column: ColumnItem, place: Place): Promise<ColumnItem> {
  const { type, size, name } = column;
  if ((type !== 'enum' && type !== 'set') || !LOST.test(size)) return column;
  const shown = splitList(size.slice(1, -1));
  const lost = shown.flatMap((member, index) => (LOST.test(member) ? [index] : []));
  const values = lost.map((index) => (type === 'enum' ? BigInt(index + 1) : 1n << BigInt(index)));
  const members = await place.probe.members(place.table, name, values);
  if (members === null) {
    place.doubt(name);
    return column;
  }
  for (const [at, index] of lost.entries()) shown[index] = literal(members[at] ?? '');
  return { ...column, size: `(${shown.join(',')})` };
}

/** MySQL shows as hex what it cannot show as text; MariaDB does not. */
async function exactDefault(column: ColumnItem, place: Place): Promise<ColumnItem> {
  if (place.flavour === 'mysql') return column;
  const { rest, type, name } = column;
  const found = /\bDEFAULT\s+(?=')/i.exec(outline(rest));
  if (found === null) return column;
  const start = found.index + found[0].length;
  const end = skipQuoted(rest, start);
  const shown = rest.slice(start, end);
  const binary = type === 'binary' || type === 'varbinary';
  // Bytes get lost in a binary default without a trace.
  if (!binary && !LOST.test(shown)) return column;
  const bytes = await place.probe.plainDefault(place.table, name, !binary);
  if (bytes === null) {
    if (LOST.test(shown) || /[\\\x80-\uffff]/.test(shown)) place.doubt(name);
    return column;
  }
  const value = binary ? binaryLiteral(bytes, shown) : literal(bytes.toString('utf8'));
  return { ...column, rest: rest.slice(0, start) + value + rest.slice(end) };
}

function binaryLiteral(bytes: Buffer, shown: string): string {
  const plain = /^[\x20-\x7e]*$/.test(shown) && bytes.equals(Buffer.from(stringValue(shown)));
  return plain ? shown : `0x${bytes.toString('hex')}`;
}

/** As the server quotes in a definition. */
function literal(value: string): string {
  const text = value
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "''")
    .replaceAll('\0', '\\0')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `'${text}'`;
}

/**
 * Whether an expression has a string of which bytes are lost: MariaDB shows `_latin1 X'E9'` as `'xE9'`, and
 * nothing else tells what it was. Expressions are in brackets; comments and plain defaults are not.
 */
function hasLostExpression(code: string, flavour: Place['flavour']): boolean {
  if (code.includes('\uFFFD')) return true;
  if (flavour === 'mysql') return false;
  let depth = 0;
  let at = 0;
  while (at < code.length) {
    const end = skipQuoted(code, at);
    if (end > at) {
      if (depth > 0 && code[at] === "'" && /x[0-9A-F]{2}/.test(code.slice(at, end))) return true;
      at = end;
      continue;
    }
    if (code[at] === '(') depth += 1;
    if (code[at] === ')') depth -= 1;
    at += 1;
  }
  return false;
}
