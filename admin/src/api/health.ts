import type { Health } from '../../../server/src/contracts/health';
import { backupApi } from './backup-api';

const api = backupApi.injectEndpoints({
  endpoints: (build) => ({
    health: build.query<Health, undefined>({
      query: () => ({ url: '/backup/health' }),
      transformResponse: (answer: { data: Health }) => answer.data,
      providesTags: ['BackupVaultHealth'],
    }),
  }),
});

export const { useHealthQuery } = api;
