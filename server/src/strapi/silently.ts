/**
 * Does something without letting it print: banners and warnings of other programs have no place between the lines of
 * ours. When it fails, what it has printed is shown after all.
 */
export function silently<T>(act: () => T): T {
  const held: string[] = [];
  const restore = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array): boolean => {
      held.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
      return true;
    };
    return () => {
      stream.write = write;
    };
  });
  let done = false;
  try {
    const result = act();
    done = true;
    return result;
  } finally {
    for (const each of restore) each();
    if (!done && held.length > 0) process.stderr.write(held.join(''));
  }
}
