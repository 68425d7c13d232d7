import { Box, Button, Flex, Loader } from '@strapi/design-system';
import { useIsDesktop } from '@strapi/strapi/admin';
import type { ComponentType } from 'react';
import { readFailure } from '../api/failure';
import { useBackupSettingsQuery } from '../api/settings';
import { AuditList } from '../audit/audit-list';
import { FailureBox } from '../components/failure-box';
import { useListAddress } from '../components/use-list-address';
import { useText } from '../language/use-text';
import { SectionForm } from './section-form';
import { SectionTitle } from './section-title';
import { isFormSection, SECTIONS, type FormSection } from './sections';
import { BackupsSection } from './sections/backups-section';
import { DatabaseSection } from './sections/database-section';
import { FolderSection } from './sections/folder-section';
import { MailSection } from './sections/mail-section';
import { RestoresSection } from './sections/restores-section';
import { RetentionSection } from './sections/retention-section';
import { WebhookSection } from './sections/webhook-section';
import { SettingsNav } from './settings-nav';

const FIELDS: Readonly<Record<FormSection, ComponentType>> = {
  folder: FolderSection,
  database: DatabaseSection,
  backups: BackupsSection,
  retention: RetentionSection,
  restores: RestoresSection,
  mail: MailSection,
  webhook: WebhookSection,
};

/** The settings, section by section, and who has done what. */
export function SettingsTab({ refreshMs }: { refreshMs: number }) {
  const address = useListAddress();
  const desktop = useIsDesktop();
  const section = SECTIONS.find((each) => each === address.get('section')) ?? 'folder';
  return (
    <Flex
      direction={desktop ? 'row' : 'column'}
      alignItems={desktop ? 'flex-start' : 'stretch'}
      gap={desktop ? 6 : 4}
      padding={{ initial: 3, medium: 5 }}
    >
      <SettingsNav section={section} />
      <Box flex="1" minWidth={0}>
        {isFormSection(section) ? (
          // Nothing of one section stays in the form of the next.
          <FormOf key={section} section={section} />
        ) : (
          <Flex direction="column" alignItems="stretch" gap={4}>
            <SectionTitle section={section} />
            <AuditList refreshMs={refreshMs} />
          </Flex>
        )}
      </Box>
    </Flex>
  );
}

function FormOf({ section }: { section: FormSection }) {
  const text = useText();
  const { data, error, isFetching, refetch } = useBackupSettingsQuery(undefined, {
    refetchOnMountOrArgChange: true,
  });
  const Fields = FIELDS[section];
  if (data === undefined) {
    return error === undefined ? (
      <Flex justifyContent="center" padding={8}>
        <Loader>{text('backup.loading')}</Loader>
      </Flex>
    ) : (
      <FailureBox
        failure={readFailure(error)}
        action={
          <Button variant="tertiary" size="S" loading={isFetching} onClick={() => void refetch()}>
            {text('backup.action.retry')}
          </Button>
        }
      />
    );
  }
  return (
    <SectionForm section={section} answer={data}>
      <Fields />
    </SectionForm>
  );
}
