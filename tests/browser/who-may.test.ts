import type { Browser, Page } from 'playwright-core';
import { AUTHOR } from '../support/admin-client';
import { type RunningServer, startServer } from '../support/server';
import { createSite } from '../support/site';
import { openBrowser, openProfile } from './open-browser';
import { mainMenu, signInThroughForm } from './panel';

describe('somebody who is not a super-admin', () => {
  let browser: Browser;
  let server: RunningServer;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    server = await startServer(await createSite({ name: 'author', seed: true }));
    browser = await openBrowser();
    page = await (await openProfile(browser)).newPage();
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await signInThroughForm(page, server.url, AUTHOR);
  });

  afterAll(async () => {
    await browser.close();
  });

  test('has no Backup in the menu', async () => {
    const menu = await mainMenu(page);
    expect(menu).toContain('/admin/content-manager');
    expect(menu).not.toContain('/admin/plugins/backup');
  });

  test('is told so at its address, and nothing is asked of the server', async () => {
    await page.goto(`${server.url}/admin/plugins/backup`);
    await page.getByText("You don't have the permissions to access that content").waitFor();
    expect(await page.locator('[data-testid="backup-create"]').count()).toBe(0);
    expect(asked.filter((pathname) => pathname.startsWith('/backup/'))).toEqual([]);
  });
});
