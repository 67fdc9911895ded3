import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { loadSampleTenant } from '../../dev/contoso/load.ts';
import { CONTOSO_TENANT_ID } from '../../dev/contoso/tenant.ts';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { startLocalHost } from '../../dev/start-local-host.ts';
import { person, TenantClient } from '../e2e/running-app.ts';
import { startBrowser } from './browser.ts';

/** How somebody looks at the portal. */
export interface Viewer {
  readonly language?: 'en' | 'nl';
  readonly theme?: 'light' | 'dark';
  readonly role?: string;
  readonly tenantId?: string;
}

/** The portal of a running app with the sample tenant, in a real browser. */
export class Portal {
  readonly host: StartedHost;
  readonly #browser: Browser;
  readonly #complaints: string[] = [];

  private constructor(host: StartedHost, browser: Browser) {
    this.host = host;
    this.#browser = browser;
  }

  static async start(): Promise<Portal> {
    const browser = await startBrowser();
    try {
      const host = await startLocalHost();
      const tenantId = CONTOSO_TENANT_ID;
      const token = await host.token({ tenantId, roles: ['Global Administrator'] });
      await loadSampleTenant({ url: host.url, token, log: () => {} });
      return new Portal(host, browser);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** Opens an address as somebody who is signed in. */
  async open(address: string, viewer: Viewer = {}): Promise<Page> {
    const page = await (await this.#context(viewer)).newPage();
    await page.goto(`${this.host.url}${address}`);
    return page;
  }

  /** A tenant of a cloud with eight people, of whom each has E3 and some Power BI. */
  async newTenant(cloud: 'worldwide' | 'germany' | '21vianet'): Promise<TenantClient> {
    const tenant = new TenantClient(this.host);
    const people = Array.from({ length: 8 }, (_, index) =>
      person(index + 1, index % 2 === 0 ? ['E3', 'POWER_BI'] : ['E3']),
    );
    await tenant.setUp(people, { tenant: { cloud, displayName: `Contoso ${cloud}` } });
    return tenant;
  }

  /** Opens an address as somebody who is not signed in. */
  async openSignedOut(address: string): Promise<Page> {
    const page = await (await this.#watched(await this.#browser.newContext())).newPage();
    await page.goto(`${this.host.url}${address}`);
    return page;
  }

  /** Closes all pages. None has complained: no error in its console, nothing its policy refused, nothing fetched from elsewhere. */
  async closePages(): Promise<void> {
    for (const context of this.#browser.contexts()) await context.close();
    expect(this.#complaints.splice(0)).toEqual([]);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.host.stop();
  }

  async #context(viewer: Viewer): Promise<BrowserContext> {
    const { language = 'en', theme = 'light', role = 'Global Administrator' } = viewer;
    const { tenantId = CONTOSO_TENANT_ID } = viewer;
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: language === 'nl' ? 'nl-NL' : 'en-GB',
      timezoneId: 'Europe/Amsterdam',
      colorScheme: theme,
      reducedMotion: 'reduce',
    });
    await context.addInitScript(
      `if (location.protocol !== 'about:') sessionStorage.setItem('unseat.signed-in-as', ${JSON.stringify(`${tenantId}|${role}`)})`,
    );
    return this.#watched(context);
  }

  async #watched(context: BrowserContext): Promise<BrowserContext> {
    const { origin } = new URL(this.host.url);
    // What is waited for comes; on a slow machine it comes late.
    context.setDefaultTimeout(5 * 60_000);
    context.on('console', (message) => {
      // What the API refuses, on purpose in some tests, Chromium notes by itself; anything else that is not there is told below.
      const isNoted = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isNoted) this.#complaints.push(message.text());
    });
    context.on('response', (response) => {
      const isOurs = !new URL(response.url()).pathname.startsWith('/api/');
      if (isOurs && response.status() >= 400) {
        this.#complaints.push(`${response.status()} ${response.url()}`);
      }
    });
    context.on('weberror', (error) => this.#complaints.push(error.error().message));
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && url.protocol !== 'data:') {
        this.#complaints.push(`fetched from elsewhere: ${request.url()}`);
      }
    });
    return context;
  }
}
