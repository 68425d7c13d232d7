import { Box, Button, Divider, Flex, Grid, Typography } from '@strapi/design-system';
import { Check, PaperPlane, Play } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Location } from 'react-router-dom';
import type { SettingsAnswer } from '../../../server/src/contracts/settings';
import { readFailure } from '../api/failure';
import { useChangeBackupSettingsMutation } from '../api/settings';
import { FailureBox } from '../components/failure-box';
import { useUnsavedGuard } from '../components/use-unsaved-guard';
import { useText } from '../language/use-text';
import { SectionTitle } from './section-title';
import { TEST_OF, TESTED_WHEN_SAVED, type FormSection } from './sections';
import { SettingsFormContext } from './settings-form-context';
import { TestResult } from './test-result';
import { useSectionTest } from './use-section-test';
import { useSettingsForm } from './use-settings-form';

interface Props {
  section: FormSection;
  answer: SettingsAnswer;
  /** Its fields. */
  children: ReactNode;
}

/** The form of one section: saved by itself, tried by itself, and not left unsaved by a slip. */
export function SectionForm({ section, answer, children }: Props) {
  const text = useText();
  const { toggleNotification } = useNotification();
  const form = useSettingsForm(section, answer);
  const test = useSectionTest(TEST_OF[section], form.edition);
  const [change, { isLoading: isSaving }] = useChangeBackupSettingsMutation();
  const guard = useUnsavedGuard(form.isChanged, sectionAt);
  const element = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (form.refusal !== null) focusWrong(element.current);
  }, [form.refusal]);

  /** Does it when all of it may be sent, and shows what the server says against it. */
  async function send(act: () => Promise<void>): Promise<void> {
    form.refuse(null);
    if (!form.check()) {
      // Fields complain with the next picture.
      requestAnimationFrame(() => focusWrong(element.current));
      return;
    }
    try {
      await act();
    } catch (error) {
      form.refuse(readFailure(error));
    }
  }

  async function save(): Promise<void> {
    await change(form.changes).unwrap();
    form.settle();
    toggleNotification({ type: 'success', message: text('backup.settings.saved') });
    if (TESTED_WHEN_SAVED.has(section)) await test.run({});
  }

  const isBusy = isSaving || test.isRunning;
  return (
    <Box
      background="neutral0"
      borderColor="neutral200"
      hasRadius
      padding={{ initial: 4, medium: 6 }}
    >
      <form
        ref={element}
        noValidate
        aria-labelledby="settings-section"
        data-testid={`settings-${section}`}
        onSubmit={(event) => {
          event.preventDefault();
          if (form.isChanged && !isBusy) void send(save);
        }}
      >
        <Flex direction="column" alignItems="stretch" gap={6}>
          <SectionTitle section={section} />
          <SettingsFormContext.Provider value={form}>
            <Grid.Root key={form.revision} gap={5}>
              {children}
            </Grid.Root>
          </SettingsFormContext.Provider>
          {form.refusal !== null && !form.isRefusalShown && <FailureBox failure={form.refusal} />}
          <TestResult test={test} />
          <Divider />
          <Flex justifyContent="space-between" gap={3} wrap="wrap">
            {TEST_OF[section] !== null && (
              <Button
                variant="secondary"
                startIcon={TESTED_WHEN_SAVED.has(section) ? <Play /> : <PaperPlane />}
                loading={test.isRunning}
                disabled={isBusy}
                onClick={() => void send(() => test.run(form.changes))}
                data-testid="settings-test"
              >
                {text(`backup.settings.test.${TEST_OF[section]}`)}
              </Button>
            )}
            <Flex gap={3} wrap="wrap" marginLeft="auto" justifyContent="flex-end">
              {form.isChanged && (
                <>
                  <Typography variant="pi" textColor="neutral600">
                    {text('backup.settings.unsaved')}
                  </Typography>
                  <Button
                    variant="tertiary"
                    disabled={isBusy}
                    onClick={form.discard}
                    data-testid="settings-discard"
                  >
                    {text('backup.settings.discard')}
                  </Button>
                </>
              )}
              <Button
                type="submit"
                startIcon={<Check />}
                loading={isSaving}
                disabled={!form.isChanged || isBusy}
                data-testid="settings-save"
              >
                {text('backup.action.save')}
              </Button>
            </Flex>
          </Flex>
        </Flex>
      </form>
      {guard.question}
    </Box>
  );
}

/** A section is left with its page, its tab, and for another section. */
function sectionAt({ pathname, search }: Location): string {
  const params = new URLSearchParams(search);
  return [pathname, params.get('tab'), params.get('section')].join();
}

function focusWrong(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
