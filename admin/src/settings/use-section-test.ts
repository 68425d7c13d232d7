import { useState } from 'react';
import type { SettingsCheck, SettingsSection } from '../../../server/src/contracts/settings';
import { useTestBackupSettingsMutation, type SettingsChange } from '../api/settings';

export interface SectionTest {
  /** null: nothing has been tried yet. */
  checks: SettingsCheck[] | null;
  /** Something has been changed since. */
  isStale: boolean;
  isRunning: boolean;
  /**
   * @param values what is not stored yet
   * @throws what the server answers when it does not take them
   */
  run: (values: SettingsChange) => Promise<void>;
}

/**
 * Tries the settings of a section.
 *
 * @param section null where there is nothing to try
 * @param edition another one after each change in the form
 */
export function useSectionTest(section: SettingsSection | null, edition: number): SectionTest {
  const [test, { isLoading }] = useTestBackupSettingsMutation();
  const [result, setResult] = useState<{ checks: SettingsCheck[]; edition: number } | null>(null);
  return {
    checks: result?.checks ?? null,
    isStale: result !== null && result.edition !== edition,
    isRunning: isLoading,
    run: async (values) => {
      if (section === null) return;
      setResult(null);
      const checks = await test({ sections: [section], values }).unwrap();
      setResult({ checks, edition });
    },
  };
}
