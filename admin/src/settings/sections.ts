import type { SettingsSection } from '../../../server/src/contracts/settings';
import { isWithin } from './setting-values';

export const FORM_SECTIONS = [
  'folder',
  'database',
  'backups',
  'retention',
  'restores',
  'mail',
  'webhook',
] as const;
export type FormSection = (typeof FORM_SECTIONS)[number];

/** What the tab is divided into; all but the last are forms. */
export const SECTIONS = [...FORM_SECTIONS, 'audit'] as const;
export type Section = (typeof SECTIONS)[number];

export function isFormSection(section: Section): section is FormSection {
  return section !== 'audit';
}

/** The settings of each section: a setting, or all that are inside of one. */
const SETTINGS_OF: Readonly<Record<FormSection, readonly string[]>> = {
  folder: ['folder', 'secondFolder', 'minFreeDisk', 'maxTotalSize', 'maxUploadSize'],
  database: ['database'],
  backups: [
    'compression',
    'compressionLevel',
    'excludeLogs',
    'excludePaths',
    'verifyAfterBackup',
    'retryAfterMinutes',
  ],
  retention: ['retention', 'secondRetention', 'keepSafetyBackups'],
  restores: ['safetyBackup', 'keepAccount', 'keepReplacedHours', 'restartAfterRestore'],
  mail: ['mail'],
  webhook: ['webhook'],
};

/** The section that a setting, or a part of one, is in; of what no form has there is none. */
export function sectionOf(path: string): FormSection | undefined {
  return FORM_SECTIONS.find((section) =>
    SETTINGS_OF[section].some((setting) => isWithin(path, setting)),
  );
}

/** What the server can try of a section; of the others there is nothing to try. */
export const TEST_OF: Readonly<Record<FormSection, SettingsSection | null>> = {
  folder: 'folder',
  database: 'database',
  backups: null,
  retention: null,
  restores: null,
  mail: 'mail',
  webhook: 'webhook',
};

/** Tried as soon as they are saved; the tests of the others send something to somebody. */
export const TESTED_WHEN_SAVED: ReadonlySet<FormSection> = new Set(['folder', 'database']);
