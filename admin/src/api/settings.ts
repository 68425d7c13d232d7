import type { CleanupResult } from '../../../server/src/contracts/cleanup';
import type { MirrorAdopted, MirrorOffer } from '../../../server/src/contracts/mirror';
import type {
  SettingsAnswer,
  SettingsCheck,
  SettingsSection,
} from '../../../server/src/contracts/settings';
import { ALL_TAGS, backupApi } from './backup-api';

/** Some of the settings, nested as in the answer. */
export type SettingsChange = Record<string, unknown>;

export interface SettingsTest {
  sections: SettingsSection[];
  /** What is not stored yet. */
  values: SettingsChange;
}

const queries = backupApi.injectEndpoints({
  endpoints: (build) => ({
    backupSettings: build.query<SettingsAnswer, undefined>({
      query: () => ({ url: '/backup/settings' }),
      providesTags: ['BackupVaultSettings'],
      // Asked for anew whenever somebody looks: others change them, too.
      keepUnusedDataFor: 0,
    }),
    mirrorOffer: build.query<MirrorOffer | null, undefined>({
      query: () => ({ url: '/backup/settings/mirror' }),
      transformResponse: (answer: { data: MirrorOffer | null }) => answer.data,
      // A site with schedules or settings of its own is offered none.
      providesTags: ['BackupVaultSettings', 'BackupVaultSchedules'],
    }),
  }),
});

const mutations = queries.injectEndpoints({
  endpoints: (build) => ({
    changeBackupSettings: build.mutation<SettingsAnswer, SettingsChange>({
      query: (data) => ({ url: '/backup/settings', method: 'PUT', data }),
      // The folder alone decides about lists, totals and health.
      invalidatesTags: [...ALL_TAGS],
      // A form must not show what was there before while all of it loads again.
      async onQueryStarted(_changes, api) {
        try {
          const { data } = await api.queryFulfilled;
          api.dispatch(queries.util.updateQueryData('backupSettings', undefined, () => data));
        } catch {
          // The form shows its error.
        }
      },
    }),
    testBackupSettings: build.mutation<SettingsCheck[], SettingsTest>({
      query: (data) => ({ url: '/backup/settings/test', method: 'POST', data }),
      transformResponse: (answer: { data: SettingsCheck[] }) => answer.data,
    }),
    /** What retention would delete now, by the settings that are stored. */
    plannedCleanup: build.mutation<CleanupResult, undefined>({
      query: () => ({ url: '/backup/cleanup', method: 'POST', data: { dryRun: true } }),
      transformResponse: (answer: { data: CleanupResult }) => answer.data,
    }),
    adoptMirror: build.mutation<MirrorAdopted, undefined>({
      query: () => ({ url: '/backup/settings/mirror/adopt', method: 'POST', data: {} }),
      transformResponse: (answer: { data: MirrorAdopted }) => answer.data,
      invalidatesTags: [...ALL_TAGS],
    }),
    declineMirror: build.mutation<null, undefined>({
      query: () => ({ url: '/backup/settings/mirror', method: 'DELETE' }),
      transformResponse: () => null,
      invalidatesTags: [...ALL_TAGS],
    }),
  }),
});

export const { useBackupSettingsQuery, useMirrorOfferQuery } = queries;
export const {
  useChangeBackupSettingsMutation,
  useTestBackupSettingsMutation,
  usePlannedCleanupMutation,
  useAdoptMirrorMutation,
  useDeclineMirrorMutation,
} = mutations;
