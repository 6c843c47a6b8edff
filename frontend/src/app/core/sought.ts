import { inject, Injectable } from '@angular/core';
import { Session } from './session';

/**
 * What was looked for, under names that addresses carry in its place: a browser writes addresses into its history, in clear, and the text
 * may be the name of somebody. The names are known to this page only, and to nobody after signing out: then nothing is looked for.
 */
@Injectable({ providedIn: 'root' })
export class Sought {
  private readonly session = inject(Session);
  private readonly texts = new Map<string, string>();
  private of: string | null = null;

  /** The name under which this text is found again; `null` for none. */
  nameOf(text: string): string | null {
    this.forgetOthers();
    if (text === '') return null;
    const known = [...this.texts].find(([, one]) => one === text);
    const name = known?.[0] ?? crypto.getRandomValues(new Uint32Array(1)).join('');
    this.texts.set(name, text);
    return name;
  }

  /** The text behind a name in an address; nothing for one that this page has not made. */
  textOf(name: string | undefined): string {
    this.forgetOthers();
    return this.texts.get(name ?? '') ?? '';
  }

  private forgetOthers(): void {
    const person = this.session.view()?.person.id ?? null;
    if (person === this.of) return;
    this.texts.clear();
    this.of = person;
  }
}
