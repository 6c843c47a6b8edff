import { Component, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { PROFESSIONS } from '@domain/accounts/person.js';
import { roleTexts } from '../core/domain-texts';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { uuidv7 } from '../offline/uuid';
import { Field } from '../ui/field';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { LEAST_PASSWORD, USERNAME } from './account-rules';
import { accountTexts } from './texts';

/** Creates an account: who, and a first password that its owner changes. The role comes after, on the account's page. */
@Component({
  selector: 'app-person-new',
  imports: [Field, PageHead, ProblemBanner],
  template: `
    <app-page-head
      [title]="t('new')"
      [back]="['/comptes']"
      [crumbs]="[{ label: t('title'), link: ['/comptes'] }, { label: t('new') }]"
    />
    <div class="page">
      <form class="form narrow" novalidate (submit)="create($event)">
        @if (act.problem(); as problem) {
          <app-problem-banner [problem]="problem" [again]="false" />
        }
        <app-field
          boxId="username"
          name="username"
          [label]="t('username')"
          [hint]="t('username.hint')"
          [problem]="act.problem()"
          [fault]="tried() && !faultless().username ? t('username.fault') : ''"
        >
          <input
            id="username"
            class="box"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            maxlength="40"
            [value]="username()"
            (input)="username.set(read($event).trim().toLowerCase())"
          />
        </app-field>
        <app-field
          boxId="display-name"
          name="displayName"
          [label]="t('display-name')"
          [hint]="t('display-name.hint')"
          [problem]="act.problem()"
          [fault]="tried() && !faultless().displayName ? t('display-name.fault') : ''"
        >
          <input
            id="display-name"
            class="box"
            autocomplete="off"
            maxlength="120"
            [value]="displayName()"
            (input)="displayName.set(read($event))"
          />
        </app-field>
        <app-field boxId="profession" name="profession" [label]="t('profession')" [problem]="act.problem()">
          <select autocomplete="off" id="profession" class="box" (change)="profession.set(read($event))">
            @for (one of professions; track one) {
              <option [value]="one" [selected]="one === profession()">
                {{ roles.find('professions.' + one) }}
              </option>
            }
          </select>
        </app-field>
        <app-field boxId="language" name="language" [label]="t('language')" [problem]="act.problem()">
          <select autocomplete="off" id="language" class="box" (change)="language.set(read($event))">
            <option value="fr" [selected]="language() === 'fr'">{{ t('language.fr') }}</option>
            <option value="en" [selected]="language() === 'en'">{{ t('language.en') }}</option>
          </select>
        </app-field>
        <app-field
          boxId="same-as"
          name="sameAs"
          [label]="t('same-as')"
          [hint]="t('same-as.hint')"
          [problem]="act.problem()"
        >
          <input
            id="same-as"
            class="box"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            maxlength="40"
            [value]="sameAs()"
            (input)="sameAs.set(read($event).trim().toLowerCase())"
          />
        </app-field>
        <app-field
          boxId="password"
          name="password"
          [label]="t('password')"
          [hint]="t('password.hint')"
          [problem]="act.problem()"
          [fault]="tried() && !faultless().password ? t('password.fault') : ''"
        >
          <input
            id="password"
            class="box"
            autocomplete="off"
            spellcheck="false"
            maxlength="400"
            [value]="password()"
            (input)="password.set(read($event))"
          />
        </app-field>
        <button type="submit" class="btn btn-primary btn-block" [disabled]="act.busy()">
          {{ t('new.send') }}
        </button>
      </form>
    </div>
  `,
})
export class PersonNew {
  protected readonly t = injectTexts(accountTexts);
  protected readonly roles = injectTexts(roleTexts);
  protected readonly act = acting();
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly professions = PROFESSIONS;
  private readonly id = uuidv7();

  protected readonly username = signal('');
  protected readonly displayName = signal('');
  protected readonly profession = signal<string>('MIDWIFE');
  protected readonly language = signal<string>('fr');
  protected readonly password = signal('');
  protected readonly sameAs = signal('');
  protected readonly tried = signal(false);
  protected readonly faultless = computed(() => ({
    username: USERNAME.test(this.username()),
    displayName: this.displayName().trim() !== '',
    password: this.password().length >= LEAST_PASSWORD,
  }));

  protected read(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected async create(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    if (!Object.values(this.faultless()).every(Boolean)) return;
    const body = {
      id: this.id,
      username: this.username(),
      displayName: this.displayName().trim(),
      profession: this.profession(),
      language: this.language(),
      password: this.password(),
      ...(this.sameAs() === '' ? {} : { sameAs: this.sameAs() }),
    };
    if (!(await this.act.send({ method: 'POST', url: '/people', body, subject: this.id }))) return;
    this.toasts.show(this.t('new.done'));
    await this.router.navigate(['/comptes', this.id], { replaceUrl: true });
  }
}
