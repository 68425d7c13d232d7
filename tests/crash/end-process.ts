import { errorCode } from '../../server/src/error-code';
import { untilGone } from './until-gone';

/** Kills a process, which may have ended by itself meanwhile, and waits until it is gone. */
export async function endProcess(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
  await untilGone(pid);
}
