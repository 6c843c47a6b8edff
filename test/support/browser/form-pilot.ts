import type { Locator, Page } from 'playwright-core';
import { codeTextsFr } from './words.js';
import type {
  Answer,
  Answers,
  Form,
  FormTexts,
  Question,
  Row,
  Value,
} from '../../../backend/src/domain/forms/form.js';

const MISSING = { NR: 'Non noté', UNK: 'Inconnu', NA: 'Sans objet', REF: 'Refus de répondre' } as const;
/** Tenths of a second that questions have to appear after the last answer. */
const PATIENCE = 5;
const NOT_BY_HAND = new Set(['computed']);

export interface PilotWords {
  readonly form: Form;
  readonly texts: FormTexts;
  /** Names of places by the id that answers carry. */
  readonly places: Readonly<Record<string, string>>;
  /** In the blind zone dates are days counted from this day. */
  readonly dayZero?: string;
}

/** Fills a form as a person does: by the label of each question and the words of each choice, never by codes. */
export class FormPilot {
  constructor(
    private readonly page: Page,
    private readonly words: PilotWords,
  ) {}

  /** Answers, in the order of the form, the questions of one section that the screen asks. */
  async fillSection(section: string, answers: Answers): Promise<void> {
    for (const question of this.words.form.sections.find(({ code }) => code === section)?.questions ?? []) {
      const answer = answers[question.code];
      if (answer !== undefined && !NOT_BY_HAND.has(question.need)) await this.fill(question, answer);
    }
  }

  /**
   * The same, leaving out what this person does not meet or only reads; the questions that were answered. What is not there yet has a
   * moment to appear on a slow screen, and all that was passed over waits together.
   */
  async fillOwn(section: string, answers: Answers): Promise<readonly string[]> {
    const questions = this.words.form.sections.find(({ code }) => code === section)?.questions ?? [];
    const filled: string[] = [];
    let waiting = questions.filter(({ code, need }) => answers[code] !== undefined && !NOT_BY_HAND.has(need));
    for (let left = PATIENCE; left > 0 && waiting.length > 0; left -= 1) {
      if (left < PATIENCE) await this.page.waitForTimeout(100);
      let writable = await this.writable();
      for (const question of waiting) {
        const answer = answers[question.code];
        if (answer === undefined || !writable.has(plain(this.label(question.code)))) continue;
        await this.fill(question, answer);
        filled.push(question.code);
        left = PATIENCE;
        writable = await this.writable();
      }
      waiting = waiting.filter(({ code }) => !filled.includes(code));
    }
    return filled;
  }

  /** The labels of what this person is asked now: of the fields that may be written, and of the boxes that share a field. */
  private async writable(): Promise<ReadonlySet<string>> {
    await this.drawn();
    return new Set((await this.page.evaluate(writableLabels)).map(plain));
  }

  /** An answer may bring the next question, or take one away: the screen has drawn it after two frames. */
  async drawn(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
    );
  }

  async fill(question: Question, answer: Answer): Promise<void> {
    const field = this.field(this.page.locator('body'), this.label(question.code));
    await this.answer(field, question, question.code, answer);
  }

  private label(key: string): string {
    const label = this.words.texts.labels[key];
    if (label === undefined) throw new Error(`The form has no label for ${key}`);
    return label;
  }

  /** The field with this label; two measures on one line stand under what their labels share. */
  private field(within: Locator, label: string): Locator {
    const own = within
      .locator('app-form-field')
      .filter({ has: this.page.locator(`> .label`, { hasText: exactly(label) }) });
    return own.first();
  }

  private async answer(field: Locator, question: Question, key: string, answer: Answer): Promise<void> {
    if ('missing' in answer) {
      const word = MISSING[answer.missing];
      if (question.type === 'datetime' && answer.missing === 'UNK') await choose(field, 'Inconnue');
      else if (question.type === 'code') await this.pick(field, word);
      else await choose(field, word);
      return;
    }
    const { value } = answer;
    switch (question.type) {
      case 'code':
        await this.pick(field, codeTextsFr(question.list, textOfValue(value)));
        return;
      case 'codes':
        for (const code of value as readonly string[])
          await this.pick(field, codeTextsFr(question.list, code));
        return;
      case 'int':
      case 'dec':
        await this.number(field, key, Number(value));
        return;
      case 'date':
      case 'time':
      case 'datetime':
        await this.moment(field, textOfValue(value));
        return;
      case 'place':
        await this.search(field, this.words.places[textOfValue(value)] ?? textOfValue(value));
        return;
      case 'icd10':
        await this.search(
          this.page.getByRole('combobox', { name: this.label(key), exact: true }),
          textOfValue(value),
        );
        return;
      case 'icd10s':
        for (const code of value as readonly string[]) await this.search(field, code);
        return;
      case 'list':
        for (const row of value as readonly Row[]) await this.row(field, question, row);
        return;
      case 'bool':
        await choose(field, value === true ? 'Oui' : 'Non');
        return;
      case 'text':
      case 'longtext':
        await field.locator('input, textarea').first().fill(textOfValue(value));
        await field.locator('input, textarea').first().blur();
        return;
      case 'calc':
      case 'person':
        throw new Error(`Nobody answers ${key} by hand`);
    }
  }

  private async pick(field: Locator, word: string): Promise<void> {
    await field.locator('select, input').first().waitFor({ state: 'attached' });
    const list = field.locator('select');
    if ((await list.count()) > 0) await list.first().selectOption({ label: word });
    else await choose(field, word);
  }

  private async number(field: Locator, key: string, value: number): Promise<void> {
    const alone = field.locator('input.num');
    const box =
      (await field.count()) > 0 && (await alone.count()) === 1
        ? alone
        : this.page.getByRole('textbox', { name: this.label(key), exact: true });
    await box.fill(String(value).replace('.', ','));
    await box.blur();
  }

  private async moment(field: Locator, value: string): Promise<void> {
    const other = field.locator('label', { hasText: exactly('Autre') });
    if ((await other.count()) > 0) await other.click();
    const day = field.locator('select[aria-label^="Jour"]');
    if ((await day.count()) > 0) await day.selectOption({ label: dayCount(this.words.dayZero ?? '', value) });
    else if (/^\d{4}-/.test(value)) await field.locator('input[type="date"]').fill(value.slice(0, 10));
    if (value.includes(':')) await field.locator('input[type="time"]').fill(value.slice(-5));
  }

  private async search(field: Locator, text: string): Promise<void> {
    const list = field.locator('select');
    if ((await list.count()) > 0) {
      await list.first().selectOption({ label: text });
      return;
    }
    const box = (await field.getAttribute('role')) === 'combobox' ? field : field.getByRole('combobox');
    await box.fill(text);
    const list2 = this.page.locator(`#${(await box.getAttribute('aria-controls')) ?? ''}`);
    await list2.getByRole('option').filter({ hasText: text }).first().click();
  }

  /** A line of a list: a new one, or the one of the same facility where the path names each once. */
  private async row(field: Locator, question: Question, row: Row): Promise<void> {
    if ((await field.locator('.grid-lines').count()) > 0) {
      await this.gridLine(field, question, row);
      return;
    }
    await this.openRow(field, question, row);
    const open = field.locator('.group-open');
    await open.locator('app-form-field').first().waitFor();
    for (const column of question.columns ?? []) {
      await this.drawn();
      const answer = row[column.code];
      const cell = this.field(open, this.label(`${question.code}.${column.code}`));
      if (answer === undefined || (await cell.count()) === 0) continue;
      await this.answer(cell, column, `${question.code}.${column.code}`, answer);
    }
    await open.getByRole('button', { name: 'Terminé' }).click();
  }

  /** A line of a grid of things done: the facility, the status of the thing, then time and detail under it. */
  private async gridLine(field: Locator, question: Question, row: Row): Promise<void> {
    const [item, status, ...others] = question.columns ?? [];
    const place = textIn(row, 'ref');
    const facility = field.locator('app-segmented label', {
      hasText: exactly(this.words.places[place] ?? place),
    });
    if ((await facility.count()) > 0) await facility.click();
    const word = codeTextsFr(item?.list, textIn(row, item?.code ?? ''));
    const line = field
      .locator('.grid-lines > li')
      .filter({ has: this.page.locator('label', { hasText: exactly(word) }) });
    await line
      .locator('select')
      .first()
      .selectOption({ label: codeTextsFr(status?.list, textIn(row, status?.code ?? '')) });
    const said = others.filter(({ code }) => code !== 'ref' && row[code] !== undefined);
    if (said.length > 0) await line.locator('summary').click();
    for (const column of said) {
      const answer = row[column.code];
      const key = `${question.code}.${column.code}`;
      if (answer !== undefined) await this.answer(this.field(line, this.label(key)), column, key, answer);
    }
  }

  private async openRow(field: Locator, question: Question, row: Row): Promise<void> {
    const isPath = question.columns?.some(({ code }) => code === 'arrival') === true;
    const place = textIn(row, 'ref');
    const known = field.getByRole('button', { name: `Modifier ${this.words.places[place] ?? place}` });
    if (isPath && (await known.count()) > 0) await known.click();
    else await field.getByRole('button', { name: 'Ajouter une ligne' }).click();
  }
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Runs in the page. */
function writableLabels(): string[] {
  const words = (label: Element): string => {
    const copy = label.cloneNode(true) as Element;
    copy.querySelector('.optional')?.remove();
    return copy.textContent;
  };
  const readonly = new Set<string>();
  const written = new Set<string>();
  for (const field of document.querySelectorAll('app-form-field')) {
    const label = field.querySelector(':scope > .label');
    if (label === null) continue;
    const isReadonly = field.querySelector(':scope > .readonly') !== null;
    (isReadonly ? readonly : written).add(words(label));
  }
  for (const box of document.querySelectorAll('input[aria-label], textarea[aria-label]'))
    written.add(box.getAttribute('aria-label') ?? '');
  return [...written].filter((label) => !readonly.has(label));
}

function textOfValue(value: Value): string {
  if (typeof value === 'object') throw new Error('A list has no single text');
  return String(value);
}

function textIn(row: Row, column: string): string {
  const cell = row[column];
  return cell !== undefined && 'value' in cell ? textOfValue(cell.value) : '';
}

/**
 * Clicks the label of a radio, a segment or a square; a label may say more under its word. A page that scrolls between press and release
 * takes the click away: who sees no mark presses again.
 */
async function choose(field: Locator, word: string): Promise<void> {
  const labels = field.locator('label:has(input)');
  await labels.first().waitFor();
  const exact = labels.filter({ hasText: exactly(word) });
  const label =
    (await exact.count()) > 0 ? exact.first() : labels.filter({ hasText: beginning(word) }).first();
  const mark = label.locator('input');
  if (await mark.isChecked()) return;
  await label.click();
  if (!(await mark.isChecked({ timeout: 500 }).catch(() => true))) await label.click();
}

function beginning(text: string): RegExp {
  return new RegExp(`^\\s*${pattern(text)}`);
}

function pattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${pattern(text)}\\s*(\\(facultatif\\))?\\s*$`);
}

function dayCount(zero: string, value: string): string {
  const days = Math.round((Date.parse(value.slice(0, 10)) - Date.parse(zero.slice(0, 10))) / 86_400_000);
  if (days === 0) return 'J0';
  return days > 0 ? `J+${String(days)}` : `J−${String(-days)}`;
}
