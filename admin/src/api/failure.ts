/** Why a request did not work, in the form in which the panel shows it. */
export interface Failure {
  /** HTTP status; null when the server did not answer at all. */
  status: number | null;
  /** The stable code of the server, `NETWORK` when there was no answer. */
  code: string;
  message: string;
  /** The field of the request that is wrong, where there is one. */
  field: string | null;
}

/**
 * Reads what a request of the panel rejected with: Strapi's error shape with this plugin's code in
 * its details, any other error of Strapi, or a network error.
 */
export function readFailure(error: unknown): Failure {
  const shape = asObject(error);
  const details = asObject(shape.details);
  const status = typeof shape.status === 'number' ? shape.status : null;
  const code = asText(details.code) ?? (status === null ? 'NETWORK' : asText(shape.name));
  return {
    status,
    code: code ?? 'UNKNOWN',
    message: asText(shape.message) ?? '',
    field: asText(details.field),
  };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
