import { Injectable } from '@nestjs/common';
import type { Language } from '../domain/accounts/person.js';
import { publishedForms, getForm } from '../domain/forms/registry.js';
import { Problem } from '../domain/problem.js';
import { Clock } from '../platform/clock.js';
import { pdfOf } from '../platform/pdf/pdf.js';
import { formDocument } from './form-document.js';
import { hashOf, speak } from './forms-in-words.js';
import { longDate } from './written.js';

/** The empty forms. One says the same to everybody for a whole day, and is drawn once. */
@Injectable()
export class BlankForms {
  private day = '';
  private readonly drawn = new Map<string, Promise<Buffer>>();

  constructor(private readonly clock: Clock) {}

  of(name: string, version: number | undefined, language: Language): Promise<Buffer> {
    if (!publishedForms.some((form) => form.name === name && (version ?? form.version) === form.version))
      throw new Problem('absent', 'form.unknown');
    const form = getForm(name, version);
    const today = this.clock.today();
    if (this.day !== today) this.drawn.clear();
    this.day = today;
    const key = `${name}.v${String(form.version)}.${language}`;
    const known = this.drawn.get(key) ?? this.draw(name, form.version, language, today);
    this.drawn.set(key, known);
    return known;
  }

  private async draw(name: string, version: number, language: Language, today: string): Promise<Buffer> {
    const form = getForm(name, version);
    const speaking = await speak(form, null, language);
    return pdfOf(formDocument(speaking, { hash: hashOf(form), printedOn: longDate(today, language) }));
  }
}
