import { type Page } from 'playwright-core';

/** Looks in a row that find a page as it was. */
const QUIET = 3;
const PATIENCE_MS = 3000;

/** A page of the product, whichever record it shows: `/cas/:id/paquet`. */
export const patternOf = (path: string): string =>
  path.replace(/[?#].*$/, '').replace(/\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\/\d+/g, '/:id');

/** What a person meets on one page, as text. */
export interface Seen {
  readonly path: string;
  readonly title: string;
  readonly language: string;
  /** Everything written: text, labels for screen readers, placeholders, titles. */
  readonly words: readonly string[];
  /** Headings, labels, buttons and links without any word. */
  readonly mute: readonly string[];
  /** How much wider the page is than the screen. */
  readonly overflow: number;
  /** What is wider than the screen, when something is. */
  readonly wide: readonly string[];
  readonly links: readonly string[];
}

/** Follows a page's requests, so that one knows when nothing more will come, and what went wrong. */
export class Traffic {
  private readonly open = new Set<unknown>();
  readonly faults: string[] = [];

  private constructor(private readonly page: Page) {
    page.on('request', (request) => this.open.add(request));
    page.on('requestfailed', (request) => this.open.delete(request));
    page.on('requestfinished', (request) => this.open.delete(request));
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
    page.on('response', (response) => {
      if (new URL(response.url()).pathname.startsWith('/api/') && response.status() >= 400)
        this.faults.push(`${String(response.status())} ${response.url()}`);
    });
  }

  /** Reads the page again, from its first byte, and follows it. */
  static async follow(page: Page): Promise<Traffic> {
    const traffic = new Traffic(page);
    await page.addInitScript(keepWhatIsParsed);
    await page.reload();
    await traffic.settled();
    return traffic;
  }

  /**
   * Nothing asked any more, nothing left to do for the page, no skeleton, no frame before its words, and nothing that still changes: what
   * has come may wait for a slow machine to read it. What stays without words is waited for no longer than `PATIENCE_MS`, to be found.
   */
  async settled(): Promise<void> {
    const late = Date.now() + PATIENCE_MS;
    let before = '';
    for (let quiet = 0; quiet < QUIET;) {
      await this.page.waitForTimeout(30);
      const now = await this.page.evaluate(drawn, Date.now() < late);
      quiet = this.open.size > 0 || now === '' || now !== before ? 0 : quiet + 1;
      before = now;
    }
  }

  /** Every text that the server sent: names, stories and reasons are in the language of whoever wrote them. */
  async sent(): Promise<readonly string[]> {
    return this.page.evaluate(() => [...(window as unknown as { sent: Set<string> }).sent]);
  }
}

/** Runs in the page, when it has nothing else to do: how much stands there, or nothing while it is being drawn. */
function drawn(waitsForWords: boolean): Promise<string> {
  const isMute = (element: Element): boolean =>
    element.textContent.trim() === '' &&
    !element.hasAttribute('aria-label') &&
    !element.hasAttribute('aria-labelledby') &&
    element.checkVisibility({ visibilityProperty: true });
  return new Promise((told) => {
    requestIdleCallback(() => {
      const isBusy = document.querySelector('[aria-busy="true"]') !== null;
      const waits = waitsForWords && [...document.querySelectorAll('h1, .btn')].some(isMute);
      told(isBusy || waits ? '' : `${location.pathname} ${String(document.body.innerHTML.length)}`);
    });
  });
}

/** Runs in the page before its own scripts. */
function keepWhatIsParsed(): void {
  const sent = new Set<string>();
  const keep = (value: unknown): void => {
    if (typeof value === 'string') sent.add(value);
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) keep(part);
  };
  const parse = JSON.parse.bind(JSON);
  JSON.parse = (...given: Parameters<typeof parse>): unknown => {
    const value: unknown = parse(...given);
    keep(value);
    return value;
  };
  Object.assign(window, { sent });
}

/** Goes to another page as a link does, without reading the application again. */
export async function visit(page: Page, traffic: Traffic, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: null }));
  }, path);
  await traffic.settled();
}

export function look(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const attributes = ['aria-label', 'placeholder', 'title', 'alt'];
    const labelled = [...document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')].filter(
      shown,
    );
    const named = [...document.querySelectorAll('h1, h2, h3, h4, label, legend, dt, th, option, button, a')];
    const nameOf = (element: Element) =>
      `${element.textContent}${element.getAttribute('aria-label') ?? ''}${element.getAttribute('aria-labelledby') ?? ''}`;
    const width = document.documentElement.clientWidth;
    const overflow = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - width;
    const describe = (element: Element) => `<${element.localName} class="${element.className}">`;
    return {
      path: location.pathname,
      title: document.title,
      language: document.documentElement.lang,
      words: [
        ...document.body.innerText.split('\n'),
        ...labelled.flatMap((element) => attributes.map((name) => element.getAttribute(name) ?? '')),
        document.title,
      ].filter((text) => text.trim() !== ''),
      mute: named.filter((element) => shown(element) && nameOf(element).trim() === '').map(describe),
      overflow,
      wide:
        overflow > 0
          ? [...document.body.querySelectorAll('*')]
              .filter((element) => element.getBoundingClientRect().right > width + 1)
              .slice(0, 5)
              .map(describe)
          : [],
      links: [...document.querySelectorAll('a[href^="/"]')]
        .filter(shown)
        .map((link) => link.getAttribute('href') ?? ''),
    };
  });
}

/** Records of these pages differ by their state: several are looked at, of others one. */
const MANY: Readonly<Record<string, number>> = { '/cas/:id': 5, '/seances/:id': 4, '/suites/:id': 3 };

/** Visits, from the home page on, what links lead to: of every kind of page one or a few. `each` looks at it. */
export async function crawl(
  page: Page,
  traffic: Traffic,
  each: (seen: Seen, pattern: string) => Promise<void>,
  many: Readonly<Record<string, number>> = MANY,
): Promise<readonly string[]> {
  const visits = new Map<string, Set<string>>();
  const waiting = ['/'];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const pattern = patternOf(path);
    const known = visits.get(pattern) ?? new Set();
    if (known.has(path) || known.size >= (many[pattern] ?? 1)) continue;
    visits.set(pattern, known.add(path));
    await visit(page, traffic, path);
    const seen = await look(page);
    await each(seen, pattern);
    waiting.push(...seen.links.filter((link) => !/\.pdf(\?|$)/.test(link)));
  }
  return [...visits.keys()].sort();
}
