import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from '../../../examples/testing/person.js';
import { type Site, startSite } from '../../../examples/testing/site.js';
import { World } from '../../../examples/testing/world.js';
import { ROOMY } from '../../../service/conformance/harness.js';
import { hostPage } from './host-page.js';
import { mainJob } from './main-job.js';

const BUILT = fileURLToPath(new URL('../../dist/site', import.meta.url));

/** The built files as those of another release, on a site of their own. */
async function otherRelease(folder: string): Promise<Site> {
  await cp(BUILT, folder, { recursive: true });
  const [release = ''] = await readdir(join(folder, 'widget'));
  await rename(join(folder, 'widget', release), join(folder, 'widget', '0.0.9-old'));
  const loader = await readFile(join(folder, 'widget.js'), 'utf8');
  await writeFile(join(folder, 'widget.js'), loader.replaceAll(release, '0.0.9-old'));
  return startSite({ folder, headers: { 'access-control-allow-origin': '*' } });
}

describe('several script tags on a page', () => {
  let world: World;
  let other: Site;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roomlet-release-'));
    other = await otherRelease(folder);
    const script = (url: string, attributes: string) =>
      `<script ${attributes} src="${url}/widget.js"></script>`;
    world = await World.start({
      flags: ROOMY,
      site: (service) => ({
        pages: {
          '/twice': hostPage(service, { tags: ['', ''] }),
          // The first to run is the one that stays, and where the old files lie there is no service.
          // An async script may run after the deferred ones: these keep their order.
          '/old-last': hostPage(service, {
            body: script(service, 'defer') + script(other.url, 'defer'),
            tags: [],
          }),
          '/old-named': hostPage(service, {
            body: script(other.url, 'data-namespace="Old" data-theme="dark"'),
          }),
          '/sites': hostPage(service, {
            body: '<div id="a"></div><div id="b"></div>',
            tags: [
              'data-mode="inline" data-target="#a" data-site="a"',
              'data-mode="inline" data-target="#b" data-site="b"',
            ],
          }),
          '/names': hostPage(service, {
            tags: ['', 'data-namespace="Support" data-site="support"'],
          }),
        },
      }),
    });
  });
  afterAll(async () => {
    await world.close();
    await other.close();
    await rm(folder, { recursive: true, force: true });
  });

  const hosts = ({ page }: Person) => page.locator('roomlet-widget').count();

  it.each(['/twice', '/old-last'])(
    '%s: the same widget twice is one, in whatever release',
    async (path) => {
      const enter = async () => {
        const person = new Person(await world.visit(path));
        await person.open();
        return person;
      };
      const ana = await enter();
      const bo = await mainJob(ana, enter);
      for (const person of [ana, bo]) {
        expect(await hosts(person)).toBe(1);
        expect(person.visitor.complaints).toEqual([]);
        await person.visitor.close();
      }
    },
  );

  it('two releases under two names stand side by side', async () => {
    const { page, complaints, close } = await world.visit('/old-named');
    await page.evaluate("Old('open'); Roomlet('open')");
    await expect.poll(() => page.getByRole('dialog', { name: 'Chat' }).count()).toBe(2);
    await page.evaluate("Old('destroy')");
    expect(await page.locator('roomlet-widget').count()).toBe(1);
    await page.getByRole('dialog', { name: 'Chat' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('two sites are two widgets of one name: both rooms go on, and both do as they are told', async () => {
    const { page, complaints, close } = await world.visit('/sites');
    for (const place of ['#a', '#b']) {
      const widget = page.locator(place);
      await widget.getByLabel('Your name').fill('Ana');
      await widget.getByRole('button', { name: 'Create a room' }).click();
      await widget.getByRole('textbox', { name: 'Message' }).fill(`in ${place}`);
      await widget.getByRole('textbox', { name: 'Message' }).press('Enter');
      await widget.locator('.bubble.sent').waitFor();
    }
    await page.reload();
    for (const place of ['#a', '#b']) {
      await page
        .locator(place)
        .locator('.text', { hasText: `in ${place}` })
        .waitFor();
    }
    await page.evaluate("Roomlet('destroy')");
    expect(await page.locator('roomlet-widget').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('two names are steered apart', async () => {
    const { page, close } = await world.visit('/names');
    await page.getByRole('button', { name: 'Open chat' }).first().waitFor();
    await page.evaluate("Support('on', 'open', () => { document.title = 'Support' })");
    await page.evaluate("Roomlet('open')");
    await page.getByRole('dialog', { name: 'Chat' }).waitFor();
    expect(await page.title()).toBe('Host');
    await page.evaluate("Support('open')");
    await expect.poll(() => page.title()).toBe('Support');
    await close();
  });
});
