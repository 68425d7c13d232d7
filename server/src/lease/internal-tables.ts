import type { DatabaseConnection } from '../database/connection';
import {
  AUDIT_TABLE,
  HEALTH_TABLE,
  INSTANCES_TABLE,
  JOURNAL_TABLE,
  LEASES_TABLE,
  TICKETS_TABLE,
} from '../database/own-tables';

/**
 * Creates the internal tables that are not content types. The plugin makes them itself, since
 * recovery needs them before Strapi's schema sync, and `strapi import` empties what Strapi knows.
 *
 * Types are the few that mean the same in SQLite, MySQL and MariaDB. Times are milliseconds.
 */
export async function createInternalTables(connection: DatabaseConnection): Promise<void> {
  const isSqlite = connection.kind === 'sqlite';
  const text = isSqlite ? 'TEXT' : 'LONGTEXT';
  const statements = [
    `CREATE TABLE IF NOT EXISTS ${LEASES_TABLE} (
      name VARCHAR(40) PRIMARY KEY, holder VARCHAR(64), fence BIGINT NOT NULL,
      job VARCHAR(1000), expires_at BIGINT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS ${JOURNAL_TABLE} (
      id VARCHAR(64) PRIMARY KEY, restore_id VARCHAR(64) NOT NULL, kind VARCHAR(16) NOT NULL,
      state VARCHAR(16) NOT NULL, gate VARCHAR(8) NOT NULL, fence BIGINT NOT NULL,
      detail ${text} NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS ${INSTANCES_TABLE} (
      id VARCHAR(64) PRIMARY KEY, gate_seen VARCHAR(64), seen_at BIGINT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS ${AUDIT_TABLE} (
      id VARCHAR(64) PRIMARY KEY, at BIGINT NOT NULL, action VARCHAR(64) NOT NULL,
      subject VARCHAR(255), actor ${text} NOT NULL, origin VARCHAR(64), detail ${text} NOT NULL
      ${isSqlite ? '' : ', INDEX backup_vault_audit_at_idx (at)'})`,
    ...(isSqlite
      ? [`CREATE INDEX IF NOT EXISTS backup_vault_audit_at_idx ON ${AUDIT_TABLE} (at)`]
      : []),
    `CREATE TABLE IF NOT EXISTS ${TICKETS_TABLE} (
      hash VARCHAR(64) PRIMARY KEY, backup_id VARCHAR(64) NOT NULL, created_at BIGINT NOT NULL,
      start_before BIGINT NOT NULL, started_at BIGINT, valid_until BIGINT NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS ${HEALTH_TABLE} (
      name VARCHAR(40) PRIMARY KEY, state VARCHAR(16) NOT NULL, reasons ${text} NOT NULL,
      told_at BIGINT NOT NULL, seen_at BIGINT NOT NULL)`,
  ];
  for (const statement of statements) await connection.execute(statement);
}
