import { AWKWARD_PHRASES, VOCABULARY } from './vocabulary.mjs';

const capitalise = (text) => text[0].toUpperCase() + text.slice(1);

/**
 * Makes up titles and texts of one locale.
 *
 * @param {ReturnType<import('./random.mjs').createRandom>} random where the choices come from
 * @param {'en' | 'fr' | 'de'} locale
 */
export function createProse(random, locale) {
  const vocabulary = VOCABULARY[locale];

  const words = (count) => {
    let text = random.pick(vocabulary);
    for (let n = 1; n < count; n += 1) text += ` ${random.pick(vocabulary)}`;
    return text;
  };
  const sentence = () =>
    random.chance(0.02) ? random.pick(AWKWARD_PHRASES) : `${capitalise(words(random.int(6, 16)))}.`;
  const paragraph = (sentences) => {
    let text = sentence();
    for (let n = 1; n < sentences; n += 1) text += ` ${sentence()}`;
    return text;
  };
  const title = () => capitalise(words(random.int(2, 5)));

  return {
    words,
    sentence,
    paragraph,
    title,

    /** Markdown with headings, emphasis and a list; a paragraph is about 400 characters. */
    markdown(paragraphs) {
      const parts = [`## ${title()}`];
      for (let n = 0; n < paragraphs; n += 1) parts.push(paragraph(random.int(3, 6)));
      parts.push(`- ${words(3)}\n- **${words(2)}**\n- [${words(2)}](https://example.com/)`);
      return parts.join('\n\n');
    },

    /** The JSON of Strapi's blocks editor. */
    blocks(paragraphs) {
      const text = (value, marks) => ({ type: 'text', text: value, ...marks });
      const nodes = [{ type: 'heading', level: 2, children: [text(title())] }];
      for (let n = 0; n < paragraphs; n += 1) {
        nodes.push({
          type: 'paragraph',
          children: [
            text(`${paragraph(random.int(2, 4))} `),
            text(words(3), { bold: true }),
            text(` ${paragraph(random.int(1, 3))}`),
          ],
        });
      }
      nodes.push({
        type: 'list',
        format: 'unordered',
        children: [1, 2, 3].map(() => ({ type: 'list-item', children: [text(words(4))] })),
      });
      return nodes;
    },
  };
}
