import { Component, computed, DestroyRef, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CaseView, DocumentRow } from '@domain/cases/case.js';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Banner } from '../ui/banner';
import { CopyNumber } from '../ui/copy-number';
import { Icon } from '../ui/icon';
import { kindIcon } from '../ui/kind-icon';
import { CaseAttachments } from './case-attachments';
import { CaseDocuments } from './case-documents';
import { CaseFacts } from './case-facts';
import { CasesHere } from './cases-here';
import { casesTexts } from './texts';

/** A case that was notified on this device and that the server has not heard of: where it is, and its file, which can be written already. */
@Component({
  selector: 'app-case-here',
  host: { class: 'stack' },
  imports: [Banner, CaseAttachments, CaseDocuments, CopyNumber, Icon, RouterLink],
  template: `
    <div class="case-head">
      <span class="tile"><svg [appIcon]="icon()" /></span>
      <app-copy-number [number]="view().number" />
      <ul class="chips" [attr.aria-label]="t('facts')">
        <li class="chip chip-dash">{{ t('here') }}</li>
        @for (fact of facts.chips(view()); track fact) {
          <li class="chip">{{ fact }}</li>
        }
      </ul>
    </div>
    <div role="status">
      @if (state() === 'received') {
        <app-banner tone="ok" icon="cloud-check" [lead]="t('here.received')">{{
          t('here.received.text')
        }}</app-banner>
      } @else if (state() === 'kept') {
        <app-banner tone="info" icon="smartphone" [lead]="t('here.lead')">{{
          t(view().documents ? 'here.text' : 'here.text.alone')
        }}</app-banner>
      } @else {
        <app-banner tone="late" [lead]="t('here.refused')">
          {{ t('here.refused.text') }} <a routerLink="/envois">{{ t('here.refused.go') }}</a>
        </app-banner>
      }
    </div>
    @if (toWrite(); as document) {
      <a class="btn btn-primary btn-block" [routerLink]="['/cas', view().id, 'formulaire', document.form]"
        ><svg appIcon="pencil" />
        {{ t(document.answered === 0 ? 'act.begin' : 'act.continue', { form: name(document) }) }}</a
      >
    }
    @if (view().documents) {
      <app-case-documents [view]="written()" />
      <app-case-attachments [caseId]="view().id" [number]="view().number" [onlyHere]="true" />
    }
  `,
})
export class CaseHere {
  readonly view = input.required<CaseView>();
  /** The server has it: its page can be read there. */
  readonly received = output();

  protected readonly t = injectTexts(casesTexts);
  protected readonly facts = inject(CaseFacts);
  private readonly here = inject(CasesHere);
  protected readonly icon = computed(() => kindIcon(this.view().kind));
  protected readonly written = computed<CaseView>(() => {
    const view = this.view();
    const documents = this.here.documentsOf(view);
    return documents === undefined ? view : { ...view, documents };
  });
  protected readonly toWrite = computed(() =>
    this.written().documents?.find(({ writable, answered, total }) => writable && answered < total),
  );
  protected readonly state = computed(() => this.here.stateOf(this.view().id));

  constructor() {
    const stop = inject(Outbox).watch('/cases', ({ state, subject }) => {
      if (state === 'received' && subject === this.view().id) this.received.emit();
    });
    inject(DestroyRef).onDestroy(stop);
  }

  protected name({ form }: DocumentRow): string {
    return this.t.find(`form.${form}.the`) ?? form;
  }
}
