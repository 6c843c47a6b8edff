import type { Page } from 'playwright-core';
import { loadFormTexts } from '../../../../backend/src/domain/forms/form-texts.js';
import type { Answers, Form } from '../../../../backend/src/domain/forms/form.js';
import { textOf } from '../../../../backend/src/domain/forms/read.js';
import type { CastMember } from '../../people.js';
import type { WorkedCase } from '../../worked-cases.js';
import { FormPilot } from '../form-pilot.js';
import type { Device, Site } from '../site.js';
import { plain } from '../worked-file.js';

/** Names on the screen of the places that the worked cases stand for. */
export const PLACES = {
  cscom: 'CSCom de Nièbala',
  csref: 'CSRéf de Kolomba',
  village: 'Nièbala-centre',
} as const;

/** What every act needs: each person's screen, the verbs of a page, what is kept of the case. */
export class Stage {
  private readonly screens = new Map<CastMember, Page>();
  /** Where the case page is. */
  address = '';
  /** Where the session page is. */
  session = '';
  /** Shared questions that somebody has answered already. */
  protected readonly written = new Set<string>();

  constructor(
    readonly site: Site,
    readonly device: Device,
    readonly worked: WorkedCase,
    /** What the vault is given: a stillborn child has no name of its own. */
    protected readonly identity: Answers = { deceased_name: { value: 'Awa Coulibaly' } },
  ) {}

  get caseId(): string {
    return this.address.slice(-36);
  }

  async state(): Promise<string> {
    const rows = await this.site.app.sql<{ state: string }>(
      'SELECT state FROM app.death_case WHERE id = $1',
      [this.caseId],
    );
    return rows[0]?.state ?? '';
  }

  /** The final classification as it is kept: where it came from, and these answers of it. */
  async final(...codes: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const [row] = await this.site.app.sql<{ source: string; answers: Answers }>(
      'SELECT source, answers FROM app.final_classification WHERE case_id = $1',
      [this.caseId],
    );
    const answers = row?.answers ?? {};
    const said = codes.map((code) => [code, textOf(answers, code) ?? ''] as const);
    return { source: row?.source ?? '', ...Object.fromEntries(said) };
  }

  /** The first opinion as it was sealed. */
  async firstOpinion(): Promise<Answers> {
    const [row] = await this.site.app.sql<{ answers: Answers }>(
      `SELECT o.answers FROM app.audit a JOIN app.opinion o ON o.audit_id = a.id
       WHERE a.case_id = $1 AND a.kind = 'audit' ORDER BY a.revision DESC LIMIT 1`,
      [this.caseId],
    );
    return plain(row?.answers ?? {});
  }

  /** The level of each item between the first audit and the first reviewer; a quality by phase takes the worst. */
  async levels(): Promise<Readonly<Record<string, string>>> {
    const rows = await this.site.app.sql<{ item: string; level: string }>(
      `SELECT split_part(item, '.', 1) AS item, (array_agg(level ORDER BY
         array_position(ARRAY['MAJOR','MODERATE','MINOR','NONE'], level)))[1] AS level
       FROM app.comparison WHERE case_id = $1 AND pair = 'A-R1' GROUP BY 1`,
      [this.caseId],
    );
    return Object.fromEntries(rows.map(({ item, level }) => [item, level]));
  }

  /** The screen of somebody, opened at their home page the first time. */
  async screen(member: CastMember): Promise<Page> {
    const known = this.screens.get(member);
    if (known) return known;
    const page = await this.site.open(member, this.device);
    this.screens.set(member, page);
    return page;
  }

  /** The screen of somebody at the page of the case, as it is now. */
  async casePage(member: CastMember): Promise<Page> {
    const page = await this.screen(member);
    await this.visit(page, this.address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  /** Loads an address. On a registered device that asks for its code. */
  protected async visit(page: Page, address: string): Promise<void> {
    await page.goto(address);
  }

  /** Presses a verb of the page; a locked one fails at once with the reason that it gives. */
  protected async press(page: Page, verb: string | RegExp): Promise<void> {
    const button = page.getByRole('button', { name: verb, exact: true });
    await button.waitFor();
    if ((await button.getAttribute('aria-disabled')) === 'true') {
      const why = page.locator(`#${(await button.getAttribute('aria-describedby')) ?? ''}`);
      throw new Error(`${String(verb)}: ${await why.innerText()}`);
    }
    await button.click();
  }

  /** A dialog's verb: the button with this name inside the open dialog. */
  async settle(page: Page, verb: string): Promise<void> {
    const dialog = page.locator('dialog[open]');
    await dialog.getByRole('button', { name: verb, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** The server has all that was typed: the mark is read once the last answer has been drawn. */
  protected async kept(page: Page, pilot: FormPilot): Promise<void> {
    await pilot.drawn();
    await page
      .locator('app-saved-mark')
      .filter({ hasNotText: /^\s*(Enregistré à|Enregistrement automatique)/, visible: true })
      .first()
      .waitFor({ state: 'detached' });
  }

  async pilot(page: Page, form: Form, dayZero?: string): Promise<FormPilot> {
    const texts = await loadFormTexts(form.name, form.version, 'fr');
    return new FormPilot(page, {
      form,
      texts,
      places: PLACES,
      ...(dayZero === undefined ? {} : { dayZero }),
    });
  }
}
