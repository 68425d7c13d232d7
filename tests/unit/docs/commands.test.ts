import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS } from '../../../server/src/cli/commands';
import { parseArguments } from '../../../server/src/cli/parse-arguments';
import { ROUTE_DOCS } from '../../../server/src/http/route-docs';
import { ROUTE_TABLE } from '../../../server/src/http/routes';

const ROOT = path.resolve(__dirname, '../../..');
const pages = [
  'README.md',
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const texts = pages.map((page) => [page, readFileSync(path.join(ROOT, page), 'utf8')] as const);

/** `strapi-backup create --name "…"`, as far as it goes on the page. */
const SHELL =
  /(?<![\w/.])(?:npx |node_modules\/\.bin\/)?strapi-backup ((?:"[^"]*"|[^\s`|&>;)#']+>? ?)+)/g;
/** `['npx', 'strapi-backup', 'create']` */
const LIST = /\[((?:'[^']*'(?:, )?)+)\]/g;

function wordsOf(line: string): string[] {
  return (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"|"$/g, ''));
}

const names = new Set(COMMANDS.map(({ name }) => name));
const lines = texts.flatMap(([page, text]) => {
  const shell = Array.from(text.matchAll(SHELL), ([, line = '']) => wordsOf(line));
  const lists = Array.from(text.matchAll(LIST), ([, list = '']) =>
    list.split(', ').map((word) => word.replace(/^'|'$/g, '')),
  ).flatMap((words) => {
    const at = words.indexOf('strapi-backup');
    return at < 0 ? [] : [words.slice(at + 1)];
  });
  return (
    [...shell, ...lists]
      .filter(([name = '']) => names.has(name))
      // `<bash|zsh>` stands for one of them.
      .filter((words) => !words.some((word) => /^<\w+$/.test(word)))
      .map((words) => ({ page, line: words.join(' '), words }))
  );
});

test('there are such commands on the pages', () => {
  expect(lines.length).toBeGreaterThan(30);
});

test.each(lines)('$page: strapi-backup $line', ({ words }) => {
  const parsed = parseArguments(words, COMMANDS);
  if (parsed.kind !== 'run') throw new Error('It does not run anything.');
  // Throws what whoever types it would be told.
  parsed.command.prepare(parsed.given);
});

/** `curl -X POST … -d '{…}' http://localhost:1337/backup/…`, over several lines. */
const CURL = /^curl (?:[^\n]*\\\n)*[^\n]*/gm;
const requests = texts.flatMap(([page, text]) =>
  Array.from(text.matchAll(CURL), ([command]) => {
    const address = /https?:\/\/[^/\s]+(\/backup\/[^\s"']*)/.exec(command)?.[1] ?? '';
    const sent = /-d (?:'([^']*)'|"((?:\\"|[^"])*)")/.exec(command);
    const body = sent?.[1] ?? sent?.[2]?.replaceAll('\\"', '"') ?? null;
    const method = /-X (\w+)/.exec(command)?.[1] ?? (body === null ? 'GET' : 'POST');
    return { page, method, address, body };
  }).filter(({ address }) => address !== ''),
);

test('there are such requests on the pages', () => {
  expect(requests.length).toBeGreaterThan(5);
});

test.each(requests)('$page: $method $address', ({ method, address, body }) => {
  const asked = address.replace(/\?.*/, '').split('/').slice(2);
  const route = ROUTE_TABLE.find(
    ([its, pattern]) =>
      its === method &&
      pattern.split('/').length === asked.length + 1 &&
      pattern
        .split('/')
        .slice(1)
        .every((part, at) => part.startsWith(':') || part === asked[at]),
  );
  if (route === undefined) throw new Error('There is no such route.');
  const schema = ROUTE_DOCS[route[2]].body;
  if (body === null || schema === undefined) return;
  expect(schema.safeParse(JSON.parse(body)).error?.issues ?? []).toEqual([]);
});
