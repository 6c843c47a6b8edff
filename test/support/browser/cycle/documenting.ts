import type { Page } from 'playwright-core';
import { COMMUNITY_AUTOPSY } from '../../../../backend/src/domain/cases/community-autopsy.js';
import { loadFormTexts } from '../../../../backend/src/domain/forms/form-texts.js';
import type { Answers, Form, Row } from '../../../../backend/src/domain/forms/form.js';
import { textOf } from '../../../../backend/src/domain/forms/read.js';
import { getForm, reviewFormName } from '../../../../backend/src/domain/forms/registry.js';
import type { CastMember } from '../../people.js';
import type { PLACES } from './stage.js';
import { Notifying } from './notifying.js';

/** Which step of a form somebody writes: the review's facility by its place in the path. */
export interface Scribe {
  readonly member: CastMember;
  /** Facility whose lines this person writes. */
  readonly facility: keyof typeof PLACES;
}

/** The file is documented: each facility its phase, the family its story. */
export class Documenting extends Notifying {
  /** Everybody of the path documents their own phase of the one file. */
  async document({ member, facility }: Scribe): Promise<void> {
    const page = await this.casePage(member);
    await page
      .getByRole('link', { name: /la revue|, Revue/ })
      .first()
      .click();
    await this.fillForm(page, getForm(reviewFormName(this.worked.kind) ?? ''), (form) =>
      this.ownAnswers(form, facility),
    );
  }

  /** What the family told, where the death was in the community. */
  async interview(member: CastMember): Promise<void> {
    const page = await this.casePage(member);
    await page
      .getByRole('link', { name: /utopsie en famille/ })
      .first()
      .click();
    await this.fillForm(page, getForm(COMMUNITY_AUTOPSY), () => this.worked.autopsy ?? {});
  }

  private async fillForm(page: Page, form: Form, own: (form: Form) => Answers): Promise<void> {
    const pilot = await this.pilot(page, form);
    await page.locator('app-form-section').waitFor();
    const typed: string[] = [];
    for (const section of form.sections) {
      const title = await this.sectionTitle(form, section.code);
      if (!(await this.goToSection(page, title))) continue;
      const filled = await pilot.fillOwn(section.code, own(form));
      for (const question of filled) if (!isByFacility(form, question)) this.written.add(question);
      typed.push(...filled);
    }
    await this.kept(page, pilot);
    await this.arrived(form, typed);
  }

  /** What was said to be saved is at the server. */
  protected async arrived(form: Form, typed: readonly string[]): Promise<void> {
    const answers = await this.draftOf(form);
    const lost = typed.filter((question) => answers[question] === undefined);
    if (lost.length > 0) throw new Error(`Typed, said to be saved, and not kept: ${lost.join(', ')}`);
  }

  async draftOf({ name }: Form): Promise<Answers> {
    const [row] = await this.site.app.sql<{ answers: Answers }>(
      'SELECT answers FROM app.case_draft WHERE case_id = $1 AND form = $2',
      [this.caseId, name],
    );
    return row?.answers ?? {};
  }

  /** Answers that somebody of a facility gives: every line of the path, and of the other lists by facility their own lines. */
  protected ownAnswers(form: Form, facility: keyof typeof PLACES): Answers {
    return Object.fromEntries(
      Object.entries(this.worked.review).flatMap(([question, answer]) => {
        if (this.written.has(question)) return [];
        if (!isByFacility(form, question) || 'missing' in answer) return [[question, answer]];
        const rows = answer.value as readonly Row[];
        const own = isPath(form, question) ? rows : rows.filter((row) => textOf(row, 'ref') === facility);
        return own.length === 0 ? [] : [[question, { value: own }]];
      }),
    );
  }

  private async sectionTitle(form: Form, section: string): Promise<string> {
    const { sections } = await loadFormTexts(form.name, form.version, 'fr');
    return sections[section] ?? section;
  }

  /** Chooses a section by its title; false when this person does not meet it. */
  private async goToSection(page: Page, title: string): Promise<boolean> {
    if (this.device === 'phone') await page.getByRole('button', { name: 'Voir les sections' }).click();
    const within = this.device === 'phone' ? page.locator('dialog[open]') : page.locator('.form-cols');
    await within.locator('app-section-list').waitFor();
    const link = within.locator('app-section-list').getByRole('button').filter({ hasText: title }).first();
    if ((await link.count()) === 0) {
      if (this.device === 'phone') await page.keyboard.press('Escape');
      return false;
    }
    await link.click();
    await page.getByRole('heading', { level: 2, name: title }).first().waitFor();
    return true;
  }
}

const columnsOf = (form: Form, question: string): readonly string[] =>
  form.sections
    .flatMap(({ questions }) => questions)
    .find(({ code }) => code === question)
    ?.columns?.map(({ code }) => code) ?? [];
const isByFacility = (form: Form, question: string): boolean => columnsOf(form, question).includes('ref');
const isPath = (form: Form, question: string): boolean => columnsOf(form, question).includes('arrival');
