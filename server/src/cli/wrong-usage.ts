import { BackupError } from '../errors';

/** The command line itself cannot be understood; nothing was begun. */
export class WrongUsage extends BackupError {
  constructor(message: string, field?: string) {
    super('INVALID_INPUT', message, field === undefined ? {} : { field });
    this.name = 'WrongUsage';
  }
}
