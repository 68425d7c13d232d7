import { isLongType, type ColumnItem } from './column-item';
import { outline } from './sql-outline';

const LITERAL =
  /^(?:NULL|'(?:[^'\\]|''|\\[\s\S])*'|-?\d[\d.]*(?:e[+-]?\d+)?|b'[01]*'|0x[0-9a-f]+)$/i;
const NOW = /^current_timestamp(?:\(\d*\))?$/i;
/** What may follow a default. */
const AFTER =
  /\s+(?:ON UPDATE|AUTO_INCREMENT|COMMENT|CHECK|INVISIBLE|WITH(?:OUT)? SYSTEM VERSIONING)\b/i;

/**
 * A default of MariaDB as MySQL takes it: what is not a plain value is in brackets there
 * (`DEFAULT uuid()` is `DEFAULT (uuid())`), and so is a plain value of a text, a blob or a geometry.
 */
export function bracketDefault(column: ColumnItem): ColumnItem {
  const { rest, type } = column;
  const top = outline(rest);
  const start = /\bDEFAULT\s+/i.exec(top);
  if (start === null) return column;
  const from = start.index + start[0].length;
  const length = AFTER.exec(top.slice(from))?.index ?? top.length - from;
  const value = rest.slice(from, from + length);
  if (isPlain(value.trim(), type)) return column;
  return { ...column, rest: `${rest.slice(0, from)}(${value})${rest.slice(from + length)}` };
}

function isPlain(value: string, type: string): boolean {
  if (/^NULL$/i.test(value)) return true;
  if (value.startsWith('(') && outline(value).trim().replace(/\s/g, '') === '()') return true;
  if (isLongType(type)) return false;
  if (LITERAL.test(value)) return true;
  return NOW.test(value) && (type === 'timestamp' || type === 'datetime');
}
