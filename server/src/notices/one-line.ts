/** Ends of lines, other control characters, and the marks that turn the direction of what follows them. */
const NOT_IN_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Text of people or of other programs as one line, so that it can neither add a header to a mail nor look like a line of
 * ours.
 *
 * @param limit characters; what is longer is cut, and ends with "…"
 */
export function oneLine(text: string, limit: number): string {
  const line = text.replace(NOT_IN_A_LINE, ' ').replace(/ {2,}/g, ' ').trim();
  // By code points: a character outside of the first plane is not cut in half.
  const characters = Array.from(line);
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join('')}…`;
}
