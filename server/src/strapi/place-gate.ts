import type { Core } from '@strapi/strapi';

type Entry = string | { name?: string; resolve?: string };

const GATE = 'plugin::backup.gate';

/**
 * Puts the gate behind `strapi::cors`, so that its answers have CORS headers, and before the body
 * parser, so that a refused upload is never read.
 */
export function placeGate(strapi: Core.Strapi): void {
  const configured = strapi.config.get<Entry[]>('middlewares', []);
  const names = configured.map((entry) => (typeof entry === 'string' ? entry : entry.name));
  const place = Math.max(names.indexOf('strapi::cors'), names.indexOf('strapi::errors'));
  strapi.config.set('middlewares', [
    ...configured.slice(0, place + 1),
    GATE,
    ...configured.slice(place + 1),
  ]);
}
