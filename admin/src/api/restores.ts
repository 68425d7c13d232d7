import type { LogLine } from '../../../server/src/contracts/backups';
import type {
  CreateRestore,
  PlanRestore,
  Restore,
  RestoreList,
  RestorePlan,
  RestoreStarted,
  UndoRestore,
} from '../../../server/src/contracts/restores';
import { backupApi } from './backup-api';
import { withQuery } from './with-query';

export interface RestoreListQuery {
  page: number;
  pageSize: number;
  sort: string;
  status?: string;
  q?: string;
}

const path = (id: string, rest = '') => `/backup/restores/${encodeURIComponent(id)}${rest}`;

/*
 * Starting a restore or an undo names no tags: nothing may be asked for behind its screen, since
 * the session that would ask is about to end.
 */
const api = backupApi.injectEndpoints({
  endpoints: (build) => ({
    listRestores: build.query<RestoreList, RestoreListQuery>({
      query: (query) => ({ url: withQuery('/backup/restores', { ...query }) }),
      providesTags: ['BackupVaultRestores'],
    }),
    restoreLog: build.query<LogLine[], string>({
      query: (id) => ({ url: path(id, '/log') }),
      transformResponse: (answer: { data: LogLine[] }) => answer.data,
      providesTags: ['BackupVaultRestores'],
    }),
    planRestore: build.query<RestorePlan, PlanRestore>({
      query: (data) => ({ url: '/backup/restores/plan', method: 'POST', data }),
      transformResponse: (answer: { data: RestorePlan }) => answer.data,
      keepUnusedDataFor: 0,
    }),
    startRestore: build.mutation<RestoreStarted['data'], CreateRestore>({
      query: (data) => ({ url: '/backup/restores', method: 'POST', data }),
      transformResponse: (answer: RestoreStarted) => answer.data,
    }),
    undoRestore: build.mutation<RestoreStarted['data'], { id: string; options: UndoRestore }>({
      query: ({ id, options }) => ({ url: path(id, '/undo'), method: 'POST', data: options }),
      transformResponse: (answer: RestoreStarted) => answer.data,
    }),
    confirmRestore: build.mutation<Restore, string>({
      query: (id) => ({ url: path(id, '/confirm'), method: 'POST', data: {} }),
      transformResponse: (answer: { data: Restore }) => answer.data,
      invalidatesTags: ['BackupVaultRestores'],
    }),
    cancelRestore: build.mutation<Restore, string>({
      query: (id) => ({ url: path(id, '/cancel'), method: 'POST', data: {} }),
      transformResponse: (answer: { data: Restore }) => answer.data,
      invalidatesTags: ['BackupVaultRestores', 'BackupVaultJob'],
    }),
  }),
});

export const {
  useListRestoresQuery,
  useRestoreLogQuery,
  usePlanRestoreQuery,
  useStartRestoreMutation,
  useUndoRestoreMutation,
  useConfirmRestoreMutation,
  useCancelRestoreMutation,
} = api;
