/**
 * Where the server is: the panel may be served from another address than the API.
 *
 * @returns an absolute address without a slash at its end
 */
export function serverAddress(): string {
  const { strapi } = window as unknown as { strapi: { backendURL: string } };
  return new URL(strapi.backendURL, window.location.href).href.replace(/\/$/, '');
}
