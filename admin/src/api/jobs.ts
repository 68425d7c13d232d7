import type { CurrentJob } from '../../../server/src/contracts/jobs';
import type { Statistics } from '../../../server/src/contracts/statistics';
import { ALL_TAGS, backupApi } from './backup-api';

const jobsApi = backupApi.injectEndpoints({
  endpoints: (build) => ({
    currentJob: build.query<CurrentJob | null, undefined>({
      query: () => ({ url: '/backup/jobs/current' }),
      transformResponse: (answer: { data: CurrentJob | null }) => answer.data,
      providesTags: ['BackupVaultJob'],
      // A job that began or ended changed the lists and the totals: load them again at once.
      async onQueryStarted(_none, api) {
        const before = api.getCacheEntry().data;
        try {
          const { data: after } = await api.queryFulfilled;
          if (before === undefined || before?.id === after?.id) return;
          api.dispatch(
            backupApi.util.invalidateTags(ALL_TAGS.filter((tag) => tag !== 'BackupVaultJob')),
          );
        } catch {
          // Whoever shows the job shows its error; this only watches for changes.
        }
      },
    }),
    statistics: build.query<Statistics, undefined>({
      query: () => ({ url: '/backup/statistics' }),
      transformResponse: (answer: { data: Statistics }) => answer.data,
      providesTags: ['BackupVaultTotals'],
    }),
  }),
});

export const { useCurrentJobQuery, useStatisticsQuery } = jobsApi;
