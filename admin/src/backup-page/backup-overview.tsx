import { Button, Flex, Tabs } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useRef, useState } from 'react';
import { useCurrentJobQuery } from '../api/jobs';
import { BackupsTab } from '../backups/backups-tab';
import { CreateBackupDialog } from '../backups/create-backup-dialog';
import { useListAddress } from '../components/use-list-address';
import { HealthBanner } from '../health/health-banner';
import { useText } from '../language/use-text';
import { MirrorCard } from '../mirror/mirror-card';
import { RestoresTab } from '../restores/restores-tab';
import { SchedulesTab } from '../schedules/schedules-tab';
import { SettingsTab } from '../settings/settings-tab';
import { JobPanel } from './job-panel';
import { StatisticsCards } from './statistics-cards';
import { TabList, TABS, type Tab } from './tab-list';
import { useRefreshPace } from './use-refresh-pace';
import { useRefresh } from './use-refresh';
import { useShownJob } from './use-shown-job';

/** Totals, what runs now, and the lists. */
export function BackupOverview() {
  const text = useText();
  const address = useListAddress();
  const [creating, setCreating] = useState(false);
  const lists = useRef<HTMLDivElement>(null);
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
          <HealthBanner
            refreshMs={refreshMs}
            onCreate={() => setCreating(true)}
            onGo={(place) => {
              address.change({ ...NO_FILTERS, ...place });
              lists.current?.scrollIntoView({ block: 'start' });
            }}
          />
          <StatisticsCards refreshMs={refreshMs} />
          {shown !== null && <JobPanel job={shown} />}
          <MirrorCard />
          <Tabs.Root
            ref={lists}
            value={tab}
            // Focus that comes back from the question whether to leave must not leave again.
            activationMode="manual"
            onValueChange={(value) =>
              address.change({
                tab: value === 'backups' ? null : value,
                ...NO_FILTERS,
              })
            }
          >
            <TabList current={tab} />
            <Tabs.Content value="backups">
              <BackupsTab job={job} refreshMs={refreshMs} onCreate={() => setCreating(true)} />
            </Tabs.Content>
            <Tabs.Content value="restores">
              <RestoresTab job={job} refreshMs={refreshMs} />
            </Tabs.Content>
            <Tabs.Content value="schedules">
              <SchedulesTab job={job} refreshMs={refreshMs} />
            </Tabs.Content>
            <Tabs.Content value="settings">
              <SettingsTab refreshMs={refreshMs} />
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
  section: null,
  details: null,
  edit: null,
};
