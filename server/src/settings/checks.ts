import type { SettingsCheck, SettingsSection } from '../contracts/settings';

export interface Remark {
  readonly message: string;
  readonly remedy: string;
}

/** The rows of one section of *Test configuration*. */
export function checksOf(section: SettingsSection) {
  return {
    green: (code: string, message: string): SettingsCheck => ({
      ...{ section, code, level: 'green', message, remedy: null },
    }),
    amber: (code: string, { message, remedy }: Remark): SettingsCheck => ({
      ...{ section, code, level: 'amber', message, remedy },
    }),
    red: (code: string, { message, remedy }: Remark): SettingsCheck => ({
      ...{ section, code, level: 'red', message, remedy },
    }),
  };
}

/** An error of the product says what is wrong, and then what to do. */
export function remarkOf(error: unknown): Remark {
  const text = error instanceof Error ? error.message : String(error);
  const end = text.search(/[.:] [A-Z]/);
  if (end < 0) return { message: text, remedy: 'The log of the server has the details.' };
  return { message: text.slice(0, end + 1), remedy: text.slice(end + 2) };
}
