import type { Letter } from './letter';

/** A letter for those who read their mail as plain text. */
export function letterText(letter: Letter): string {
  const facts = letter.facts.map(([label, value]) => `${label}${letter.colon}${value}`);
  const lists = letter.lists.flatMap(({ title, items }) => [
    '',
    `${title}${letter.colon.trimEnd()}`,
    ...items.flatMap(({ text, advice, detail }) => [
      `- ${text}`,
      ...(advice === undefined ? [] : [`  ${advice}`]),
      ...(detail === undefined ? [] : [`  ${letter.detailsLabel}${letter.colon}${detail}`]),
    ]),
  ]);
  const link =
    letter.link === null ? [] : ['', `${letter.link.label}${letter.colon}${letter.link.url}`];
  return [letter.headline, '', ...facts, ...lists, ...link, '', '-- ', letter.footer, ''].join(
    '\n',
  );
}
