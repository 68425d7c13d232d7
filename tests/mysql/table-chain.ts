import type { MysqlSettings } from '../../server/src/database/settings';
import { queryText } from './database-servers';

/** Tables that refer to each other in a chain, all of one generation. */
export function tableChain(count: number, generation: number): string[] {
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const name = chainTable(index);
    const key =
      index === 0
        ? ''
        : `, CONSTRAINT ${name}_fk FOREIGN KEY (before_id) REFERENCES ${chainTable(index - 1)} (id)`;
    return [
      `CREATE TABLE ${name} (id INT PRIMARY KEY, before_id INT, generation INT NOT NULL,
        CONSTRAINT ${name}_positive CHECK (generation > 0)${key})`,
      `INSERT INTO ${name} VALUES (1, ${index === 0 ? 'NULL' : '1'}, ${String(generation)})`,
    ];
  });
}

export interface ChainState {
  /** The generations that its tables have; more than one would be a mixture. */
  readonly generations: string[];
  readonly tables: number;
  /** Foreign keys that lead to the table before, under the right name. */
  readonly keys: number;
  /** What restores have made and not removed. */
  readonly generated: string[];
}

/** What a site with such tables is now. */
export async function chainState(site: MysqlSettings, count: number): Promise<ChainState> {
  const names = (
    await queryText(
      site,
      `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()`,
    )
  ).map(([name]) => name ?? '');
  const chain = names.filter((name) => /^chain_\d+$/.test(name));
  const union = chain.map((name) => `SELECT generation FROM ${name}`).join(' UNION ');
  const generations = chain.length === 0 ? [] : await queryText(site, `${union} ORDER BY 1`);
  const keys = await queryText(
    site,
    `SELECT table_name, constraint_name, referenced_table_name
     FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()`,
  );
  const expected = new Set(
    Array.from({ length: count - 1 }, (_, index) =>
      [chainTable(index + 1), `${chainTable(index + 1)}_fk`, chainTable(index)].join(),
    ),
  );
  return {
    generations: generations.map(([value]) => value ?? ''),
    tables: chain.length,
    keys: keys.filter((row) => expected.has(row.join())).length,
    generated: names.filter((name) => name.startsWith('bkv_')),
  };
}

function chainTable(index: number): string {
  return `chain_${String(index).padStart(3, '0')}`;
}
