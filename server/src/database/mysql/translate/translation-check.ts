import { isNewer, serverName, type BackupServer } from './server-version';

export interface TranslationCheck {
  /** `same`: nothing to tell. `version`: the server decides. `flavour`: it is translated. */
  readonly kind: 'same' | 'version' | 'flavour';
  /** For the plan of a restore; empty where there is nothing to tell. */
  readonly sentence: string;
}

/** What it means that a backup of one server goes into another, before any table has been looked at. */
export function translationCheck(source: BackupServer, target: BackupServer): TranslationCheck {
  const both = `The backup is of ${serverName(source)}, this is ${serverName(target)}`;
  if (source.flavour !== target.flavour) {
    return {
      kind: 'flavour',
      sentence: `${both}: definitions are translated where nothing is lost, differences in how text compares are named, and what one of them does not have is refused before anything changes.`,
    };
  }
  if (isNewer(source, target)) {
    return {
      kind: 'version',
      sentence: `${both}, which is older: it may not understand everything, and is then refused before anything changes.`,
    };
  }
  return { kind: 'same', sentence: '' };
}
