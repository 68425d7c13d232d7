import { Button, Flex, Tabs } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useCurrentJobQuery } from '../api/jobs';
import { AuditTab } from '../audit/audit-tab';
import { BackupsTab } from '../backups/backups-tab';
import { CreateBackupDialog } from '../backups/create-backup-dialog';
import { useListAddress } from '../components/use-list-address';
import { useText } from '../language/use-text';
import { RestoresTab } from '../restores/restores-tab';
import { JobPanel } from './job-panel';
import { StatisticsCards } from './statistics-cards';
import { useRefreshPace } from './use-refresh-pace';
import { useRefresh } from './use-refresh';
import { useShownJob } from './use-shown-job';

const TABS = ['backups', 'restores', 'audit'] as const;
type Tab = (typeof TABS)[number];

/** Totals, what runs now, and the lists. */
export function BackupOverview() {
  const text = useText();
  const address = useListAddress();
  const [creating, setCreating] = useState(false);
  const [jobRuns, setJobRuns] = useState(false);
  const refreshMs = useRefreshPace(jobRuns);
  const { data: job = null, refetch } = useCurrentJobQuery(undefined);
  useRefresh(refetch, refreshMs);
  // The pace of asking follows from the last answer.
  if (jobRuns !== (job !== null)) setJobRuns(job !== null);

  const shown = useShownJob(job);
  const tab: Tab = TABS.find((each) => each === address.get('tab')) ?? 'backups';

  return (
    <Page.Main>
      <Layouts.Header
        title={text('backup.title')}
        subtitle={text('backup.subtitle')}
        primaryAction={
          <Button
            startIcon={<Plus />}
            onClick={() => setCreating(true)}
            data-testid="backup-create"
          >
            {text('backup.action.create')}
          </Button>
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={8}>
          <StatisticsCards refreshMs={refreshMs} />
          {shown !== null && <JobPanel job={shown} />}
          <Tabs.Root
            value={tab}
            onValueChange={(value) =>
              address.change({
                tab: value === 'backups' ? null : value,
                ...NO_FILTERS,
              })
            }
          >
            <Tabs.List aria-label={text('backup.tabs')}>
              <Tabs.Trigger value="backups" data-testid="backups-tab">
                {text('backup.tab.backups')}
              </Tabs.Trigger>
              <Tabs.Trigger value="restores" data-testid="restores-tab">
                {text('backup.tab.restores')}
              </Tabs.Trigger>
              <Tabs.Trigger value="audit" data-testid="audit-tab">
                {text('backup.tab.audit')}
              </Tabs.Trigger>
            </Tabs.List>
            <Tabs.Content value="backups">
              <BackupsTab job={job} refreshMs={refreshMs} onCreate={() => setCreating(true)} />
            </Tabs.Content>
            <Tabs.Content value="restores">
              <RestoresTab job={job} refreshMs={refreshMs} />
            </Tabs.Content>
            <Tabs.Content value="audit">
              <AuditTab refreshMs={refreshMs} />
            </Tabs.Content>
          </Tabs.Root>
        </Flex>
      </Layouts.Content>
      {creating && <CreateBackupDialog job={job} onClose={() => setCreating(false)} />}
    </Page.Main>
  );
}

/** The lists share the names of their parameters: a filter of one means nothing to the others. */
const NO_FILTERS = {
  q: null,
  type: null,
  status: null,
  origin: null,
  action: null,
  sort: null,
  details: null,
};
