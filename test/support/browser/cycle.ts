import type { Page } from 'playwright-core';
import { originOf } from '../../../backend/src/domain/audits/relative-time.js';
import { COMMUNITY_AUTOPSY } from '../../../backend/src/domain/cases/community-autopsy.js';
import { loadFormTexts } from '../../../backend/src/domain/forms/form-texts.js';
import type { Answers, Form, Row } from '../../../backend/src/domain/forms/form.js';
import { dateTimeOf } from '../../../backend/src/domain/forms/local-time.js';
import { getForm, reviewFormName } from '../../../backend/src/domain/forms/registry.js';
import { textOf } from '../../../backend/src/domain/forms/read.js';
import notifyTexts from '../../../frontend/src/app/cases/notify/texts.fr.js';
import type { CastMember } from '../people.js';
import type { WorkedCase } from '../worked-cases.js';
import { FormPilot } from './form-pilot.js';
import type { Device, Site } from './site.js';
import { codeTextsFr } from './words.js';
import { plain } from './worked-file.js';

/** Names on the screen of the places that the worked cases stand for. */
export const PLACES = {
  cscom: 'CSCom de Nièbala',
  csref: 'CSRéf de Kolomba',
  village: 'Nièbala-centre',
} as const;

/** What the first step of a notification keeps folded. */
const IF_KNOWN = ['gestational_weeks', 'multiple', 'birth_weight_g'];

/** Which step of a form somebody writes: the review's facility by its place in the path. */
export interface Scribe {
  readonly member: CastMember;
  /** Facility whose lines this person writes. */
  readonly facility: keyof typeof PLACES;
}

/** Somebody who attends a session, with an account or without one. */
export interface Attendee {
  readonly username: string | null;
  readonly name: string;
  readonly profession: string;
  readonly function: string;
  readonly involved: boolean;
}

/** One death taken through the browser, by clicks alone, each person on a screen of their own. */
export class Cycle {
  private readonly screens = new Map<CastMember, Page>();
  /** Where the case page is. */
  address = '';
  /** Where the session page is. */
  session = '';
  /** Shared questions that somebody has answered already. */
  private readonly written = new Set<string>();

  constructor(
    readonly site: Site,
    readonly device: Device,
    readonly worked: WorkedCase,
    /** What the vault is given: a stillborn child has no name of its own. */
    private readonly identity: Answers = { deceased_name: { value: 'Awa Coulibaly' } },
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
    await page.goto(this.address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  /** Presses a verb of the page; a locked one fails at once with the reason that it gives. */
  private async press(page: Page, verb: string | RegExp): Promise<void> {
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

  /** Notifies through the three steps; the case number is read from the saved page. */
  async notify(member: CastMember, late: string | null = null): Promise<string> {
    const page = await this.screen(member);
    const pilot = await this.pilot(page, getForm('notification'));
    await page.goto(`${this.site.address}/notifier`);
    const all = this.worked.notification;
    await page.getByText(notifyTexts[`category.${this.worked.kind}.hint`]).click();
    const undelivered = textOf(all, 'pregnancy_outcome') === 'UNDELIV';
    await pilot.fillSection(
      'who',
      without(all, 'death_category', ...IF_KNOWN, ...(undelivered ? ['pregnancy_outcome'] : [])),
    );
    const known = only(all, ...IF_KNOWN);
    if (Object.keys(known).length > 0) await page.getByText('Si vous le savez').click();
    await pilot.fillSection('who', known);
    await page.getByRole('button', { name: 'Continuer' }).click();

    await page.getByRole('heading', { name: 'Quand et où ?' }).waitFor();
    await pilot.fillSection('when-where', only(all, 'death_date', 'death_time'));
    const place = notifyText(`place.${textOf(all, 'death_place') ?? ''}`);
    await page.getByText(place, { exact: true }).click();
    await pilot.fillSection('when-where', only(all, 'death_facility_id', 'village_code'));
    await pilot.fillSection('report', only(all, 'death_known_date'));
    await page.getByText('Si vous le savez').click();
    await pilot.fillSection('when-where', only(all, 'residence_status'));
    await page.getByRole('button', { name: 'Continuer' }).click();

    await page.getByRole('heading', { name: 'Qui notifie ?' }).waitFor();
    if (late !== null) await page.getByText(late, { exact: true }).click();
    await pilot.fillSection('identity', this.identity);
    await page.getByRole('button', { name: 'Envoyer la notification' }).click();
    await page.getByRole('heading', { name: 'Décès notifié' }).waitFor();
    const number =
      /DNB-\w{4}-?\w{4}-\w/.exec(await page.locator('main, body').first().innerText())?.[0] ?? '';
    await page.getByRole('link', { name: 'Ouvrir le cas' }).click();
    await page.waitForURL(/\/cas\/[0-9a-f-]{36}/);
    this.address = page.url();
    return number;
  }

  async confirm(member: CastMember): Promise<void> {
    const page = await this.casePage(member);
    await this.press(page, /^Confirmer/);
    await this.settle(page, 'Confirmer le décès');
  }

  /** Everybody of the path documents their own phase of the one file. */
  async document({ member, facility }: Scribe): Promise<void> {
    const page = await this.casePage(member);
    await page.getByRole('link', { name: /la revue/ }).click();
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
    const answers = await this.draftOf(form);
    const lost = typed.filter((question) => answers[question] === undefined);
    if (lost.length > 0) throw new Error(`Typed, said to be saved, and not kept: ${lost.join(', ')}`);
  }

  private async draftOf({ name }: Form): Promise<Answers> {
    const [row] = await this.site.app.sql<{ answers: Answers }>(
      'SELECT answers FROM app.case_draft WHERE case_id = $1 AND form = $2',
      [this.caseId, name],
    );
    return row?.answers ?? {};
  }

  /** The server has all that was typed: the mark is read once the last answer has been drawn. */
  private async kept(page: Page, pilot: FormPilot): Promise<void> {
    await pilot.drawn();
    await page
      .locator('app-saved-mark')
      .filter({ hasNotText: /^\s*(Enregistré à|Enregistrement automatique)/, visible: true })
      .first()
      .waitFor({ state: 'detached' });
  }

  /** Answers that somebody of a facility gives: every line of the path, and of the other lists by facility their own lines. */
  private ownAnswers(form: Form, facility: keyof typeof PLACES): Answers {
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

  /** The head of the responsible facility freezes; words that resemble a name have been looked at. */
  async freeze(member: CastMember): Promise<void> {
    const page = await this.casePage(member);
    await this.press(page, 'Geler le dossier');
    const dialog = page.locator('dialog[open]');
    const seen = dialog.getByText('J’ai relu : aucun nom ne reste.');
    await dialog.getByRole('button', { name: 'Geler le dossier' }).waitFor();
    if ((await seen.count()) > 0) await seen.click();
    await this.settle(page, 'Geler le dossier');
  }

  /** The focal point hides every marked passage and hands the anonymous file over. */
  async release(member: CastMember): Promise<void> {
    const page = await this.casePage(member);
    await page.goto(`${this.address}/paquet`);
    const release = page.getByRole('button', { name: 'Remettre le dossier anonymisé' });
    await release.waitFor();
    const undecided = page.locator('button[aria-pressed="false"]').filter({ hasText: /^\s*Masquer\s*$/ });
    for (let left = await undecided.count(); left > 0; left -= 1) {
      await undecided.first().click();
      await undecided.nth(left - 1).waitFor({ state: 'detached' });
    }
    await release.click();
    const dialog = page.locator('dialog[open]');
    if ((await dialog.count()) > 0) await this.settle(page, 'Remettre le dossier anonymisé');
    await page.getByText('Le dossier anonymisé est remis').first().waitFor();
  }

  /** The session: planned, attended, charter signed by everybody, opened, the opinion filled live, sealed, closed. */
  async hold(member: CastMember, when: string, room: readonly Attendee[], note: Answers): Promise<string> {
    const page = await this.casePage(member);
    await page.getByRole('link', { name: 'Planifier la séance d’audit' }).click();
    await page.getByLabel('Quel jour ?').fill(when.slice(0, 10));
    await page.getByLabel('À quelle heure ?').fill(when.slice(-5));
    await page.getByRole('button', { name: 'Planifier la séance' }).click();
    await page.waitForURL(/\/seances\/[0-9a-f-]{36}/);
    this.session = page.url().replace(/\?.*$/, '');
    this.site.goTo(when);
    for (const one of room) await this.attend(page, one);
    for (;;) {
      await page.goto(`${this.session}?etape=charte`);
      const next = page.getByRole('button', { name: /^à signer/ });
      await page.getByRole('heading', { name: 'Charte de la séance' }).waitFor();
      if ((await next.count()) === 0) break;
      await next.first().click();
      await this.settle(page, 'Signer');
    }
    await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
    await page
      .getByText(/^Séance ouverte/)
      .first()
      // The narrow screen says it in its bar and hides the line.
      .waitFor({ state: 'attached' });
    await this.fillOpinion(page, note);
    return this.session;
  }

  private async attend(page: Page, one: Attendee): Promise<void> {
    await page.getByRole('button', { name: 'Ajouter une personne' }).click();
    const dialog = page.locator('dialog[open]');
    const group = (name: RegExp) =>
      dialog.getByRole('radiogroup', { name }).or(dialog.getByRole('group', { name }));
    if (one.username === null) {
      await group(/compte/)
        .getByText('Non', { exact: true })
        .click();
      await dialog.getByLabel('Nom', { exact: true }).fill(one.name);
      await dialog.getByLabel('Métier').selectOption({ label: one.profession });
    } else {
      await group(/compte/)
        .getByText('Oui', { exact: true })
        .click();
      await dialog.getByRole('combobox', { name: /Identifiant/ }).fill(one.username);
      await dialog
        .getByRole('option')
        .filter({ hasText: wholeWord(one.username) })
        .first()
        .click();
    }
    const box = dialog.getByLabel(/^Fonction/);
    // The profession of the account is proposed a moment after it was chosen, and may come between two letters.
    do await box.fill(one.function);
    while ((await box.inputValue()) !== one.function);
    await group(/soins/)
      .getByText(one.involved ? 'Oui' : 'Non', { exact: true })
      .click();
    await this.settle(page, 'Ajouter une personne');
  }

  private async fillOpinion(page: Page, note: Answers): Promise<void> {
    await page.goto(`${this.session}?etape=recit`);
    const course = await this.pilot(page, getForm('session'));
    await page.getByText('Déroulement de la séance').first().waitFor();
    await course.fillSection('course', note);
    await this.kept(page, course);
    await page.goto(`${this.session}?etape=avis`);
    const form = getForm('opinion');
    const pilot = await this.pilot(page, form);
    await page.locator('app-form-sheet').waitFor();
    for (const { code } of form.sections) await pilot.fillOwn(code, this.worked.opinion);
    await course.fillOwn('agreement', note);
    await this.kept(page, course);
    await page.goto(`${this.session}?etape=recommandations`);
    await page.getByText('Recommandations de cet audit').first().waitFor();
    await course.fillOwn('agreement', note);
    await this.kept(page, course);
  }

  /** A recommendation from a factor of the opinion just written, in the session. */
  async recommend(member: CastMember, answers: Answers): Promise<void> {
    const page = await this.screen(member);
    await page.goto(`${this.session}?etape=recommandations`);
    await page.getByRole('link', { name: 'Ajouter une recommandation' }).click();
    const form = getForm('recommendation');
    const pilot = await this.pilot(page, form);
    const factor = textOf(answers, 'rec_factor') ?? '';
    await page.locator('#q-rec_factor').getByText(codeTextsFr('FACTOR', factor)).first().click();
    await pilot.fillSection('what', without(answers, 'rec_factor'));
    await pilot.fillSection('who', only(answers, 'rec_level', 'rec_owner_role'));
    const follower = page.getByRole('combobox', { name: 'Qui suit et rend compte ?' });
    const username = textOf(answers, 'rec_follow_member') ?? '';
    await follower.fill(username);
    await page
      .getByRole('option')
      .filter({ hasText: wholeWord(username) })
      .first()
      .click();
    const audience = codeTextsFr('CL_REC_AUDIENCE', textOf(answers, 'rec_audience') ?? '');
    await page.locator('app-audience-choice label').filter({ hasText: audience }).first().click();
    await pilot.fillSection('means', answers);
    await pilot.fillSection('when', answers);
    await page.getByRole('button', { name: 'Proposer', exact: true }).click();
    await page.getByText('Recommandation proposée').first().waitFor();
  }

  /** The ASACO answers with a picture, never with words. */
  async answerAction(
    member: CastMember,
    what: string,
    answer: string,
    why: string | null = null,
  ): Promise<void> {
    const page = await this.screen(member);
    await page.goto(`${this.site.address}/actions`);
    await page.getByRole('link').filter({ hasText: what }).first().click();
    await page.locator('label.answer-big').filter({ hasText: answer }).first().click();
    if (why !== null) await page.locator('app-why-tiles').getByText(why, { exact: true }).click();
    await page.getByRole('button', { name: 'Noter', exact: true }).click();
    await page.getByText('C’est noté').first().waitFor();
  }

  /** Another person than the one who finished has seen the proof. */
  async verify(member: CastMember, what: string): Promise<void> {
    const page = await this.screen(member);
    await page.goto(`${this.site.address}/suites`);
    await page.getByRole('link').filter({ hasText: what }).first().click();
    await page.waitForURL(/\/suites\/[0-9a-f-]{36}/);
    await this.press(page, 'Vérifier');
    await this.settle(page, 'Vérifier');
    await page.getByText('Vérifiée').filter({ visible: true }).first().waitFor();
  }

  async close(member: CastMember): Promise<void> {
    const page = await this.casePage(member);
    await this.press(page, 'Clore le cas');
    const dialog = page.locator('dialog[open]');
    await dialog.getByText(codeTextsFr('CL_REC_FEEDBACK_DONE', 'STAFF'), { exact: true }).click();
    await this.settle(page, 'Clore le cas');
  }

  /** The head of the responsible facility seals, then closes the session. */
  async seal(member: CastMember): Promise<void> {
    const page = await this.screen(member);
    await page.goto(`${this.session}?etape=sceller`);
    const panel = page.locator('section[aria-labelledby="seal"]');
    const seal = panel.locator('.btn-primary');
    await seal.waitFor().catch(async () => {
      throw new Error(await panel.innerText());
    });
    await seal.click();
    await this.settle(page, 'Sceller l’avis');
    await page.getByRole('heading', { name: 'Avis scellé' }).waitFor();
    await page.getByRole('button', { name: 'Clore la séance' }).click();
    await page
      .getByText(/^Séance close/)
      .first()
      // The narrow screen says it in its bar and hides the line.
      .waitFor({ state: 'attached' });
  }

  /** The coordination gives the first free place to somebody it is offered. */
  async assign(member: CastMember, username: string): Promise<void> {
    const page = await this.screen(member);
    await page.goto(`${this.site.address}/sieges`);
    await page
      .getByRole('link', { name: /^Désigner un/ })
      .first()
      .click();
    await page.getByRole('button', { name: `Désigner ${username}`, exact: true }).click();
    await this.settle(page, 'Désigner');
    await page.getByText('Place attribuée').first().waitFor();
  }

  /** Two reviewers, each without the other and without the first audit. */
  async counterAudit(): Promise<void> {
    const [first, second] = this.worked.reviews;
    await this.assign('coordinator', 'relecteur-1');
    await this.assign('coordinator', 'relecteur-2');
    await this.review('reviewerOne', first);
    await this.review('reviewerTwo', second);
  }

  /** A reviewer declares no tie, reads the packet, writes an opinion of their own, seals. */
  async review(member: CastMember, answers: Answers): Promise<void> {
    const { page, pilot } = await this.enter(member, 'Mon avis');
    await page.locator('app-form-sheet').waitFor();
    for (const { code } of getForm('opinion').sections) await pilot.fillOwn(code, answers);
    await this.sealReview(page, 'Sceller mon avis');
  }

  /** The third reviewer gives a value of their own wherever the three differ, takes over what all say, and writes why. */
  async adjudicate(member: CastMember, answers: Answers): Promise<void> {
    const { page, pilot } = await this.enter(member, 'Arbitrage');
    await page.getByText('Vous lisez les avis et le dossier').waitFor();
    const own = page.locator('fieldset.matter').getByText('Autre valeur', { exact: true });
    for (const choice of await own.all()) if (await choice.isVisible()) await choice.click();
    for (const { code } of getForm('opinion').sections) await pilot.fillOwn(code, answers);
    const same = page.getByText('Ce que tous disent');
    await same.click();
    await page.getByRole('button', { name: 'Reprendre les réponses communes' }).click();
    await this.sealReview(page, 'Sceller l’arbitrage');
  }

  private async enter(member: CastMember, tab: string): Promise<{ page: Page; pilot: FormPilot }> {
    const page = await this.screen(member);
    await page.goto(`${this.site.address}/contre-audits`);
    await page
      .getByRole('link', { name: /avant d’ouvrir/ })
      .first()
      .click();
    const said: readonly (readonly [RegExp, string])[] = [
      [/mes postes/i, 'Oui'],
      [/reconnaître ce cas/, 'Non'],
      [/cas proche/, 'Non'],
      [/de mes proches/, 'Non'],
    ];
    for (const [name, word] of said) {
      const group = page.getByRole('radiogroup', { name }).or(page.getByRole('group', { name }));
      await group.getByText(word, { exact: true }).click();
    }
    await page.getByText(/Je lis seul/).click();
    await page.getByRole('button', { name: 'Je n’ai aucun lien : ouvrir' }).click();
    await page.getByText('Chronologie et faits').first().waitFor();
    if (this.device === 'phone') await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    const dayZero = dateTimeOf(originOf(this.worked.review) ?? 0);
    const pilot = await this.pilot(page, getForm('opinion'), dayZero);
    return { page, pilot };
  }

  private async sealReview(page: Page, verb: string): Promise<void> {
    await page.getByRole('button', { name: verb }).click();
    await this.settle(page, verb);
    await page
      .getByText(/scellé\. Merci/)
      .first()
      .waitFor();
  }

  /** What the case page and the comparison say once the case is concluded. */
  async comparison(member: CastMember): Promise<string> {
    const page = await this.casePage(member);
    await page.goto(`${this.address}/comparaison`);
    await page.getByRole('heading', { name: 'Trois avis, un dossier' }).first().waitFor();
    await page.waitForLoadState('networkidle');
    return page.locator('main').innerText();
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

const columnsOf = (form: Form, question: string): readonly string[] =>
  form.sections
    .flatMap(({ questions }) => questions)
    .find(({ code }) => code === question)
    ?.columns?.map(({ code }) => code) ?? [];
const isByFacility = (form: Form, question: string): boolean => columnsOf(form, question).includes('ref');
const isPath = (form: Form, question: string): boolean => columnsOf(form, question).includes('arrival');

/** What a page of the notification says under a key. */
function notifyText(key: string): string {
  const text = Object.entries(notifyTexts).find(([known]) => known === key)?.[1];
  if (text === undefined) throw new Error(`The notification says nothing for ${key}`);
  return text;
}

/** The word with nothing glued to it: `sage-femme` and not `sage-femme-csref`. */
function wholeWord(word: string): RegExp {
  return new RegExp(`(^|[\\s«])${word}([\\s»]|$)`);
}

function without(answers: Answers, ...codes: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([code]) => !codes.includes(code)));
}

export function only(answers: Answers, ...codes: readonly string[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([code]) => codes.includes(code)));
}
