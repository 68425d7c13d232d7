import type { AuditNote } from '../../../server/src/contracts/audit';

/** What a note says about its subject, shortest first: a name, a file, then the rest. */
export function auditFacts({ detail, subject }: AuditNote): string {
  const { name, backupName, fileName, ...rest } = detail;
  const subjects = [name, backupName, fileName].filter((each) => each != null && each !== '');
  const others = Object.entries(rest)
    .filter(([key, value]) => value !== null && value !== false && !key.endsWith('Id'))
    .map(([key, value]) => `${key}: ${String(value)}`);
  const facts = [...subjects.map(String), ...others];
  return facts.length > 0 ? facts.join(' · ') : (subject ?? '');
}
