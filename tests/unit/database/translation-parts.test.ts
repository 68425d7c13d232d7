import fc from 'fast-check';
import { tableText } from '../../../server/src/database/mysql/table-definition';
import { columnText, parseColumn } from '../../../server/src/database/mysql/translate/column-item';
import { keyText, parseKey } from '../../../server/src/database/mysql/translate/key-item';
import { noteSentences } from '../../../server/src/database/mysql/translate/note-sentences';
import { isAtLeast, serverName } from '../../../server/src/database/mysql/translate/server-version';
import { mapCode, outline } from '../../../server/src/database/mysql/translate/sql-outline';
import { parseTail, tailText } from '../../../server/src/database/mysql/translate/table-tail';
import { translationCheck } from '../../../server/src/database/mysql/translate/translation-check';
import { MARIADB, MARIADB_106, MYSQL, table, translate } from './translation-servers';

describe('parts of definitions', () => {
  const identifier = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 8 })
    .map((text) => `\`${text.replaceAll('`', '``')}\``);
  const string = fc
    .string({ unit: 'binary', maxLength: 12 })
    .map((text) => `'${text.replace(/['\\]/g, '\\$&')}'`);

  test('are the text again', () => {
    fc.assert(
      fc.property(identifier, string, (name, text) => {
        for (const item of [
          `\n  ${name} varchar(255) CHARACTER SET utf8mb4 DEFAULT ${text} COMMENT ${text}`,
          `\n  ${name} enum(${text},'b') DEFAULT NULL`,
        ]) {
          const column = parseColumn(item);
          expect(column === null ? null : columnText(column)).toBe(item);
        }
        for (const item of [
          `\n  UNIQUE KEY ${name} (${name}(10) DESC,${name}) COMMENT ${text}`,
          `\n  PRIMARY KEY (${name})`,
        ]) {
          const key = parseKey(item);
          expect(key === null ? null : keyText(key)).toBe(item);
        }
        const tail = `) ENGINE=InnoDB DEFAULT CHARSET=latin1 COMMENT=${text} \`x\`=1\n PARTITION BY HASH (${name})`;
        expect(tailText(parseTail(tail))).toBe(tail);
      }),
    );
  });

  test('are found at their place, whatever stands between quotes', () => {
    fc.assert(
      fc.property(identifier, string, (name, text) => {
        const sql = `a ${name} (b ${text} c) ${text} d`;
        expect(outline(sql).length).toBe(sql.length);
        expect(outline(sql)).toMatch(/^a ' *' \( *\) ' *' d$/);
        expect(mapCode(sql, (code, quoted) => ({ code, quoted }))).toBe(sql);
      }),
    );
  });

  test('a plain table of either is the same on the other', () => {
    fc.assert(
      fc.property(identifier, string, (name, text) => {
        const given = table(
          [`${name} int NOT NULL AUTO_INCREMENT COMMENT ${text}`, `PRIMARY KEY (${name})`],
          `) ENGINE=InnoDB AUTO_INCREMENT=7 COMMENT=${text}`,
        );
        expect(translate(given, MYSQL, MARIADB)).toBe(tableText(given));
        expect(translate(given, MARIADB, MYSQL)).toBe(tableText(given));
        expect(translate(given, MARIADB, MARIADB)).toBe(tableText(given));
      }),
    );
  });
});

describe('servers', () => {
  test('versions are compared by their numbers', () => {
    expect(isAtLeast(MARIADB, 10, 8)).toBe(true);
    expect(isAtLeast(MARIADB_106, 10, 8)).toBe(false);
    expect(isAtLeast(MYSQL, 8, 0, 23)).toBe(true);
    expect(isAtLeast({ flavour: 'mysql', version: '8.0.22-log' }, 8, 0, 23)).toBe(false);
    expect(serverName(MARIADB_106)).toBe('MariaDB 10.6');
  });

  test('what a plan says of two servers', () => {
    expect(translationCheck(MYSQL, MARIADB).sentence).toMatch(
      /^The backup is of MySQL 9\.7, this is MariaDB 10\.11: /,
    );
    expect(translationCheck(MARIADB, MARIADB_106)).toMatchObject({ kind: 'version' });
    expect(translationCheck(MARIADB_106, MARIADB)).toEqual({ kind: 'same', sentence: '' });
  });

  test('notes name a few places and count the rest', () => {
    const at = (column: string) => ({
      change: 'It changes',
      place: { kind: 'table', name: 't', column },
    });
    expect(noteSentences(['a', 'b', 'c', 'd', 'e', 'a'].map(at))).toEqual([
      'It changes (t.a, t.b, t.c and 2 more).',
    ]);
  });
});
