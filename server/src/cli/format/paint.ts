const CODES = { bold: 1, red: 31, green: 32, yellow: 33, grey: 90 } as const;

export type Colour = keyof typeof CODES;

/** Colours a text where a person sees it, unless they do not want that (https://no-color.org). */
export function paint(stream: NodeJS.WriteStream, colour: Colour, text: string): string {
  const { NO_COLOR = '', TERM } = process.env;
  if (!stream.isTTY || NO_COLOR !== '' || TERM === 'dumb') return text;
  return `\u001b[${String(CODES[colour])}m${text}\u001b[0m`;
}
