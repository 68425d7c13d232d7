import { useMemo, useState } from 'react';
import {
  isSecretPath,
  nestSettings,
  type FlatSettings,
  type SecretPath,
} from '../../../server/src/contracts/setting-paths';
import { settingsSchema, type SettingsAnswer } from '../../../server/src/contracts/settings';
import type { Failure } from '../api/failure';
import type { SettingsChange } from '../api/settings';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { isShown } from './is-shown';
import { problemText } from './problem-text';
import { sectionOf, type FormSection } from './sections';
import {
  isWithin,
  savedSettings,
  type SavedSettings,
  type SecretState,
  type SettingPath,
  type SettingValues,
} from './setting-values';

type Database = SettingsAnswer['meta']['database'];

export interface SettingsForm {
  database: Database;
  canStoreSecrets: boolean;
  /** As it stands in the form; null also for a number that was taken out. */
  get: <Path extends SettingPath>(path: Path) => SettingValues[Path] | null;
  /** What was entered for a secret: null to forget it, undefined for nothing. */
  entered: (path: SecretPath) => string | null | undefined;
  secret: (path: SecretPath) => SecretState;
  isFixed: (path: SettingPath) => boolean;
  /** @param value undefined takes back what was entered */
  set: (path: SettingPath, value: unknown) => void;
  /** The reader has left a field: from now on it may complain. */
  visit: (path: string) => void;
  /**
   * @param path of a setting, or of a part of one
   * @param bound writes a limit as the field writes its value
   */
  problem: (path: string, bound?: (limit: number) => string) => string | undefined;
  /** What is to be saved. */
  changes: SettingsChange;
  isChanged: boolean;
  /** Whether all of it may be sent; from now on every field complains. */
  check: () => boolean;
  /** The server's answer, when it did not take something. */
  refusal: Failure | null;
  refuse: (refusal: Failure | null) => void;
  /** Whether a field shows the refusal. */
  isRefusalShown: boolean;
  /** What was entered is stored now. */
  settle: () => void;
  /** Everything as it is stored. */
  discard: () => void;
  /** Another one whenever all is as it is stored: inputs that keep what was typed begin anew. */
  revision: number;
  /** Counts what the reader has changed. */
  edition: number;
}

const NOBODY: ReadonlySet<string> = new Set();

/** What is typed into the form of a section: laid over what is stored, and checked by the server's own rules. */
export function useSettingsForm(section: FormSection, answer: SettingsAnswer): SettingsForm {
  const text = useText();
  const formats = useFormats();
  const [edits, setEdits] = useState<FlatSettings>({});
  const [visited, setVisited] = useState(NOBODY);
  const [isChecked, setIsChecked] = useState(false);
  const [refusal, setRefusal] = useState<Failure | null>(null);
  const [revision, setRevision] = useState(0);
  const [edition, setEdition] = useState(0);

  const { data: view, meta } = answer;
  const saved = useMemo(() => savedSettings(view), [view]);
  const { draft, changes, issues } = useMemo(() => {
    const typed: FlatSettings = { ...saved.values, ...edits };
    const changed = Object.entries(edits).filter(
      ([path, value]) => isShown(path, typed) && isChange(saved, path, value),
    );
    const wouldBe = nestSettings({ ...saved.values, ...Object.fromEntries(changed) });
    const own = (settingsSchema.safeParse(wouldBe).error?.issues ?? []).filter(
      ({ path }) => sectionOf(path.join('.')) === section,
    );
    return { draft: typed, changes: Object.fromEntries(changed), issues: own };
  }, [section, saved, edits]);

  const isRefusalShown =
    refusal?.field != null && isShown(refusal.field, draft) && sectionOf(refusal.field) === section;

  function problem(path: string, bound = formats.number): string | undefined {
    if (refusal?.field != null && isWithin(refusal.field, path)) return refusal.message;
    if (!isChecked && !visited.has(path)) return undefined;
    const found = issues.find((issue) => isWithin(issue.path.join('.'), path));
    return found && problemText(text, found, entryAt(draft[path], found.path.at(-1)), bound);
  }

  function settle(): void {
    setEdits({});
    setVisited(NOBODY);
    setIsChecked(false);
    setRefusal(null);
    setRevision((last) => last + 1);
  }

  return {
    database: meta.database,
    canStoreSecrets: view.canStoreSecrets,
    get: <Path extends SettingPath>(path: Path) => draft[path] as SettingValues[Path] | null,
    entered: (path) => edits[path] as string | null | undefined,
    secret: (path) => saved.secrets[path],
    isFixed: (path) => view.fixed.includes(path),
    set: (path, value) => {
      setEdits(({ [path]: _before, ...others }) =>
        value === undefined ? others : { ...others, [path]: value },
      );
      setRefusal(null);
      setEdition((last) => last + 1);
    },
    visit: (path) => {
      if (!visited.has(path)) setVisited(new Set([...visited, path]));
    },
    problem,
    changes: nestSettings(changes),
    isChanged: Object.keys(changes).length > 0,
    check: () => {
      setIsChecked(true);
      return issues.length === 0;
    },
    refusal,
    refuse: setRefusal,
    isRefusalShown,
    settle,
    discard: () => {
      settle();
      setEdition((last) => last + 1);
    },
    revision,
    edition,
  };
}

function isChange(saved: SavedSettings, path: string, value: unknown): boolean {
  if (!isSecretPath(path)) return JSON.stringify(value) !== JSON.stringify(saved.values[path]);
  // Nothing entered for a secret leaves it as it is.
  return value === null ? saved.secrets[path].isSet : value !== '';
}

/** One line of a list, or the value itself. */
function entryAt(value: unknown, index: PropertyKey | undefined): unknown {
  return Array.isArray(value) && typeof index === 'number' ? value[index] : value;
}
