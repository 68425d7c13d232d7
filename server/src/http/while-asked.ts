import type { Context } from './call';

/** Does something for whoever asks; the signal is aborted when they have gone. */
export async function whileAsked<T>(
  ctx: Context,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const gone = new AbortController();
  const leave = () => {
    gone.abort();
  };
  ctx.res.once('close', leave);
  try {
    return await act(gone.signal);
  } finally {
    ctx.res.off('close', leave);
  }
}
