import type { Backup } from '../../../server/src/contracts/backups';
import type {
  PreviewSchedule,
  Schedule,
  ScheduleInput,
  SchedulePreview,
} from '../../../server/src/contracts/schedules';
import { ALL_TAGS, backupApi } from './backup-api';

const path = (id: string, rest = '') => `/backup/schedules/${encodeURIComponent(id)}${rest}`;

/** What shows when something runs next, or whether all is well. */
const TOUCHED = ['BackupVaultSchedules', 'BackupVaultTotals', 'BackupVaultHealth'] as const;

const api = backupApi.injectEndpoints({
  endpoints: (build) => ({
    listSchedules: build.query<Schedule[], undefined>({
      query: () => ({ url: '/backup/schedules' }),
      transformResponse: (answer: { data: Schedule[] }) => answer.data,
      providesTags: ['BackupVaultSchedules'],
    }),
    previewSchedule: build.query<SchedulePreview, PreviewSchedule>({
      query: (data) => ({ url: '/backup/schedules/preview', method: 'POST', data }),
      transformResponse: (answer: { data: SchedulePreview }) => answer.data,
      // Time passes, and backups come and go: nothing of it holds for long.
      keepUnusedDataFor: 0,
    }),
    createSchedule: build.mutation<Schedule, ScheduleInput>({
      query: (data) => ({ url: '/backup/schedules', method: 'POST', data }),
      transformResponse: (answer: { data: Schedule }) => answer.data,
      invalidatesTags: [...TOUCHED],
    }),
    updateSchedule: build.mutation<Schedule, { id: string; changes: Partial<ScheduleInput> }>({
      query: ({ id, changes }) => ({ url: path(id), method: 'PUT', data: changes }),
      transformResponse: (answer: { data: Schedule }) => answer.data,
      invalidatesTags: [...TOUCHED],
      // The list knows at once, so that a switch does not jump back until it has been loaded again.
      async onQueryStarted(_change, { dispatch, queryFulfilled }) {
        try {
          const { data: changed } = await queryFulfilled;
          dispatch(
            api.util.updateQueryData('listSchedules', undefined, (list) =>
              list.map((each) => (each.id === changed.id ? changed : each)),
            ),
          );
        } catch {
          // Whoever asked for the change shows its error.
        }
      },
    }),
    deleteSchedule: build.mutation<null, string>({
      query: (id) => ({ url: path(id), method: 'DELETE' }),
      transformResponse: () => null,
      invalidatesTags: [...TOUCHED],
    }),
    runSchedule: build.mutation<Backup, string>({
      query: (id) => ({ url: path(id, '/run'), method: 'POST', data: {} }),
      transformResponse: (answer: { data: Backup }) => answer.data,
      invalidatesTags: [...ALL_TAGS],
    }),
  }),
});

export const {
  useListSchedulesQuery,
  usePreviewScheduleQuery,
  useCreateScheduleMutation,
  useUpdateScheduleMutation,
  useDeleteScheduleMutation,
  useRunScheduleMutation,
} = api;
