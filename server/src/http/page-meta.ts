import type { PageMeta } from '../contracts/paging';

export function pageMeta(
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
  total: number,
): PageMeta {
  return { page, pageSize, pageCount: Math.ceil(total / pageSize), total };
}
