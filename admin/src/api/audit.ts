import type { AuditList } from '../../../server/src/contracts/audit';
import { backupApi } from './backup-api';
import { withQuery } from './with-query';

export interface AuditQuery {
  page: number;
  pageSize: number;
  action?: string;
}

const api = backupApi.injectEndpoints({
  endpoints: (build) => ({
    listAudit: build.query<AuditList, AuditQuery>({
      query: (query) => ({ url: withQuery('/backup/audit', { ...query }) }),
      // Asked for anew whenever somebody looks: nothing in the panel knows what others did.
      keepUnusedDataFor: 0,
    }),
  }),
});

export const { useListAuditQuery } = api;
