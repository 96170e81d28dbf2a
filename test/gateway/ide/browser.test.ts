import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startToy, type ToyPlatform } from '../toy/start.ts';

const executablePath = '/usr/bin/chromium';
/** A folder to leave pictures in, for who wants to look. */
const screenshots = process.env['SCREENSHOTS'];

const switches = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe.skipIf(!existsSync(executablePath))(
  'the IDE in Chromium (only where there is /usr/bin/chromium)',
  () => {
    let toy: ToyPlatform;
    let browser: Browser;
    let page: Page;
    const foreign: string[] = [];
    const failed: string[] = [];
    const complaints: string[] = [];

    beforeAll(async () => {
      toy = await startToy('handlers');
      browser = await chromium.launch({ executablePath, args: switches });
      page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      const { origin } = new URL(toy.url);
      page.on('request', (request) => {
        if (!new RegExp(`^(${origin}/|data:|blob:${origin}/)`).test(request.url()))
          foreign.push(request.url());
      });
      page.on('requestfailed', (request) => failed.push(`${request.url()} ${request.failure()?.errorText}`));
      page.on('response', (response) => {
        if (response.status() >= 400) failed.push(`${response.url()} ${response.status()}`);
      });
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(toy.url);
    });
    afterAll(async () => {
      await browser?.close();
      await toy?.[Symbol.asyncDispose]();
    });

    const shoot = async (name: string) => {
      if (screenshots) await page.screenshot({ path: `${screenshots}/${name}.png` });
    };
    const run = () => page.getByRole('button', { name: /execute query/i }).click();

    test('runs the page query that is filled in', async () => {
      await run();
      const answer = page.locator('.result-window');
      // The editor shows its spaces as no-break spaces.
      const text = async () => (await answer.innerText()).replaceAll('\u00a0', ' ');
      await expect.poll(text, { timeout: 20_000 }).toContain('"title": "Why the relationship matters"');
      await shoot('answer');
    });

    test('shows the documentation of the graph', async () => {
      await page.getByRole('button', { name: /documentation explorer/i }).click();
      const docs = page.locator('.graphiql-doc-explorer');
      await expect.poll(() => docs.innerText(), { timeout: 10_000 }).toContain('Query');
      await docs.getByText('Query', { exact: true }).click();
      await expect.poll(() => docs.innerText()).toContain('therapists(first: Int!): [Therapist!]');
      await shoot('documentation');
    });

    test('sends the token that is typed among the headers, and does not keep it', async () => {
      await page.getByRole('button', { name: /^headers$/i }).click();
      // The query's editor comes first, then the one of the tab that is open.
      await page.locator('.monaco-editor').filter({ visible: true }).nth(1).click();
      // Between the quotes of the line that is there: "authorization": "".
      for (const key of ['ControlOrMeta+Home', 'ArrowDown', 'End', 'ArrowLeft'])
        await page.keyboard.press(key);
      await page.keyboard.insertText('Bearer someone');
      await shoot('headers');
      const isQuery = (body: string | null) => body?.includes('ArticlePage') ?? false;
      const [asked] = await Promise.all([
        page.waitForRequest((request) => isQuery(request.postData())),
        run(),
      ]);
      expect(asked.headers()['authorization']).toBe('Bearer someone');
      const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
      expect(kept + page.url()).not.toContain('someone');
    });

    test('opens with the question that a link brings, and leaves it to the person to ask', async () => {
      const query = 'query Linked($slug: String!) { article(slug: $slug) { title } }';
      const variables = JSON.stringify({ slug: 'why-the-relationship-matters' });
      const guest = await browser.newPage();
      await guest.goto(`${toy.url}?${new URLSearchParams({ query, variables })}`);
      const answer = guest.locator('.result-window');
      await expect.poll(() => guest.locator('.monaco-editor').first().innerText()).toContain('Linked');
      expect(await answer.innerText()).not.toContain('title');
      await guest.getByRole('button', { name: /execute query/i }).click();
      await expect.poll(() => answer.innerText(), { timeout: 10_000 }).toContain('Why');
      await guest.close();
    });

    test('asks no other host, fails no request and complains of nothing', () => {
      expect({ foreign, failed, complaints }).toEqual({ foreign: [], failed: [], complaints: [] });
    });
  },
);
