import type {
  ArchiveEntry,
  Backup,
  BackupList,
  BulkDeleteResult,
  CreateBackup,
  DownloadTicket,
  LogLine,
  RescanResult,
  UpdateBackup,
} from '../../../server/src/contracts/backups';
import type { PageMeta } from '../../../server/src/contracts/paging';
import { ALL_TAGS, backupApi } from './backup-api';
import { withQuery } from './with-query';

export interface BackupListQuery {
  page: number;
  pageSize: number;
  sort: string;
  type?: string;
  status?: string;
  origin?: string;
  q?: string;
}

export interface ContentsPageQuery {
  id: string;
  page: number;
  pageSize: number;
  q?: string;
}

/** A table of the archive, as its manifest lists it. */
export interface ArchiveTable {
  name: string;
  rows: number;
}

export interface ContentsPage<Item> {
  data: Item[];
  meta: { pagination: PageMeta };
}

const path = (id: string, rest = '') => `/backup/backups/${encodeURIComponent(id)}${rest}`;

const api = backupApi.injectEndpoints({
  endpoints: (build) => ({
    listBackups: build.query<BackupList, BackupListQuery>({
      query: (query) => ({ url: withQuery('/backup/backups', { ...query }) }),
      providesTags: ['BackupVaultBackups'],
    }),
    getBackup: build.query<Backup, string>({
      query: (id) => ({ url: path(id) }),
      transformResponse: (answer: { data: Backup }) => answer.data,
      providesTags: ['BackupVaultBackups'],
    }),
    backupLog: build.query<LogLine[], string>({
      query: (id) => ({ url: path(id, '/log') }),
      transformResponse: (answer: { data: LogLine[] }) => answer.data,
      providesTags: ['BackupVaultBackups'],
    }),
    backupEntries: build.query<ContentsPage<ArchiveEntry>, ContentsPageQuery>({
      query: ({ id, ...query }) => ({
        url: withQuery(path(id, '/contents'), { list: 'entries', ...query }),
      }),
    }),
    backupTables: build.query<ContentsPage<ArchiveTable>, ContentsPageQuery>({
      query: ({ id, ...query }) => ({
        url: withQuery(path(id, '/contents'), { list: 'tables', ...query }),
      }),
    }),
    createBackup: build.mutation<Backup, CreateBackup>({
      query: (data) => ({ url: '/backup/backups', method: 'POST', data }),
      transformResponse: (answer: { data: Backup }) => answer.data,
      invalidatesTags: [...ALL_TAGS],
    }),
    updateBackup: build.mutation<Backup, { id: string; changes: UpdateBackup }>({
      query: ({ id, changes }) => ({ url: path(id), method: 'PUT', data: changes }),
      transformResponse: (answer: { data: Backup }) => answer.data,
      invalidatesTags: ['BackupVaultBackups'],
    }),
    deleteBackup: build.mutation<null, { id: string; force: boolean }>({
      query: ({ id, force }) => ({
        url: withQuery(path(id), { force: force ? 'true' : undefined }),
        method: 'DELETE',
      }),
      transformResponse: () => null,
      invalidatesTags: ['BackupVaultBackups', 'BackupVaultTotals'],
    }),
    bulkDeleteBackups: build.mutation<BulkDeleteResult[], string[]>({
      query: (ids) => ({ url: '/backup/backups/bulk-delete', method: 'POST', data: { ids } }),
      transformResponse: (answer: { data: BulkDeleteResult[] }) => answer.data,
      invalidatesTags: ['BackupVaultBackups', 'BackupVaultTotals'],
    }),
    verifyBackup: build.mutation<Backup, string>({
      query: (id) => ({ url: path(id, '/verify'), method: 'POST', data: {} }),
      transformResponse: (answer: { data: Backup }) => answer.data,
      invalidatesTags: ['BackupVaultBackups', 'BackupVaultJob'],
    }),
    rescanFolder: build.mutation<RescanResult, undefined>({
      query: () => ({ url: '/backup/backups/rescan', method: 'POST', data: {} }),
      transformResponse: (answer: { data: RescanResult }) => answer.data,
      invalidatesTags: ['BackupVaultBackups', 'BackupVaultTotals', 'BackupVaultUploads'],
    }),
    cancelBackup: build.mutation<Backup, string>({
      query: (id) => ({ url: path(id, '/cancel'), method: 'POST', data: {} }),
      transformResponse: (answer: { data: Backup }) => answer.data,
      invalidatesTags: ['BackupVaultBackups', 'BackupVaultJob'],
    }),
    downloadTicket: build.mutation<DownloadTicket, string>({
      query: (id) => ({ url: path(id, '/download-ticket'), method: 'POST', data: {} }),
      transformResponse: (answer: { data: DownloadTicket }) => answer.data,
    }),
  }),
});

export const {
  useListBackupsQuery,
  useGetBackupQuery,
  useBackupLogQuery,
  useBackupEntriesQuery,
  useBackupTablesQuery,
  useCreateBackupMutation,
  useUpdateBackupMutation,
  useDeleteBackupMutation,
  useBulkDeleteBackupsMutation,
  useRescanFolderMutation,
  useVerifyBackupMutation,
  useCancelBackupMutation,
  useDownloadTicketMutation,
} = api;
