import { Component, inject, input, linkedSignal, output } from '@angular/core';
import { PROFESSIONS, type PersonView } from '@domain/accounts/person.js';
import { roleTexts } from '../core/domain-texts';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { ActFoot } from '../ui/act-foot';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { accountTexts } from './texts';

/** Changes the name, profession and language of an account. Output: `done` (reads again), `closed`. */
@Component({
  selector: 'app-edit-dialog',
  imports: [ActFoot, Dialog, Field, ProblemBanner],
  template: `
    <app-dialog [open]="true" [title]="t('edit.title')" (closed)="closed.emit()">
      @if (act.problem(); as problem) {
        <app-problem-banner [problem]="problem" [again]="problem.code === 'stale'" (retry)="again()" />
      }
      <app-field boxId="name" name="displayName" [label]="t('display-name')" [problem]="act.problem()">
        <input
          autocomplete="off"
          id="name"
          class="box"
          maxlength="120"
          [value]="displayName()"
          (input)="displayName.set(read($event))"
        />
      </app-field>
      <app-field boxId="work" name="profession" [label]="t('profession')" [problem]="act.problem()">
        <select autocomplete="off" id="work" class="box" (change)="profession.set(read($event))">
          @for (one of professions; track one) {
            <option [value]="one" [selected]="one === profession()">
              {{ roles.find('professions.' + one) }}
            </option>
          }
        </select>
      </app-field>
      <app-field boxId="tongue" name="language" [label]="t('language')" [problem]="act.problem()">
        <select autocomplete="off" id="tongue" class="box" (change)="language.set(read($event))">
          <option value="fr" [selected]="language() === 'fr'">{{ t('language.fr') }}</option>
          <option value="en" [selected]="language() === 'en'">{{ t('language.en') }}</option>
        </select>
      </app-field>
      <app-act-foot [verb]="t('save')" [busy]="act.busy()" (act)="save()" (leave)="closed.emit()" />
    </app-dialog>
  `,
})
export class EditDialog {
  readonly person = input.required<PersonView>();
  readonly done = output();
  readonly closed = output();

  protected readonly t = injectTexts(accountTexts);
  protected readonly roles = injectTexts(roleTexts);
  protected readonly act = acting();
  private readonly toasts = inject(Toasts);
  protected readonly professions = PROFESSIONS;
  protected readonly displayName = linkedSignal(() => this.person().displayName);
  protected readonly profession = linkedSignal<string>(() => this.person().profession);
  protected readonly language = linkedSignal<string>(() => this.person().language);

  protected read(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected again(): void {
    this.act.forget();
    this.done.emit();
  }

  protected async save(): Promise<void> {
    const { id, version } = this.person();
    const body = {
      displayName: this.displayName().trim(),
      profession: this.profession(),
      language: this.language(),
    };
    const write = { method: 'PATCH', url: `/people/${id}`, body, ifMatch: version, subject: id } as const;
    if (!(await this.act.send(write))) return;
    this.toasts.show(this.t('saved'));
    this.done.emit();
    this.closed.emit();
  }
}
