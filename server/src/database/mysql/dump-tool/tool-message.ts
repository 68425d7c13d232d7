const LONGEST = 400;
/** Taking out every `p` would tell that the password is one. */
const SHORTEST_SECRET = 4;
const WARNING = /^(?:\S+: )?(?:--\s*)?(?:\[?(?:warning|note)\b|deprecated program name\b)/i;

export interface ToolMessages {
  /** What was only said. */
  readonly warnings: readonly string[];
  /** What must not be ignored: a client can say that something is missing and still end well. */
  readonly errors: readonly string[];
}

/**
 * What a client wrote to stderr. What is not called a warning is an error.
 *
 * @param secrets do not appear in what is returned
 */
export function readToolMessages(stderr: string, secrets: readonly string[]): ToolMessages {
  const lines = stderr
    .split(/[\r\n]+/)
    .map((line) => cleanMessage(line, secrets))
    .filter((line) => line !== '');
  return {
    warnings: lines.filter((line) => WARNING.test(line)),
    errors: lines.filter((line) => !WARNING.test(line)),
  };
}

function cleanMessage(line: string, secrets: readonly string[]): string {
  let text = line;
  for (const secret of secrets) {
    if (secret.length >= SHORTEST_SECRET) text = text.replaceAll(secret, '…');
  }
  // eslint-disable-next-line no-control-regex -- exactly those
  text = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
