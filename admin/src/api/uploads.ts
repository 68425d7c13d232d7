import type { Upload } from '../../../server/src/contracts/uploads';
import { backupApi } from './backup-api';

const api = backupApi.injectEndpoints({
  endpoints: (build) => ({
    listUploads: build.query<Upload[], undefined>({
      query: () => ({ url: '/backup/uploads' }),
      transformResponse: (answer: { data: Upload[] }) => answer.data,
      providesTags: ['BackupVaultUploads'],
    }),
    removeUpload: build.mutation<null, string>({
      query: (id) => ({ url: `/backup/uploads/${encodeURIComponent(id)}`, method: 'DELETE' }),
      transformResponse: () => null,
      invalidatesTags: ['BackupVaultUploads', 'BackupVaultJob'],
    }),
  }),
});

export const { useListUploadsQuery, useRemoveUploadMutation } = api;
