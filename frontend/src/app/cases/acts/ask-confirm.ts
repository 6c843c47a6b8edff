import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import type { CaseView } from '@domain/cases/case.js';
import { CONFIRMED_KINDS } from '@domain/cases/eligibility.js';
import { asksContact, CONTACTS } from '@domain/cases/review-extent.js';
import { coreTexts } from '../../core/core-texts';
import { injectTexts } from '../../core/texts';
import { kindIcon } from '../../ui/kind-icon';
import { CaseFacts } from '../case-facts';
import { casesTexts } from '../texts';
import { ActFoot } from '../../ui/act-foot';
import { Field } from '../../ui/field';
import { RadioChoice, type RadioChoiceItem } from '../../ui/radio-choice';

interface Confirmation {
  readonly kind: string;
  readonly contact?: string;
  readonly contactAt?: string;
}

/** Confirming: what the notification says, which kind of death it is, and, outside any facility, whether one had seen the child. */
@Component({
  selector: 'app-ask-confirm',
  host: { class: 'block stack' },
  imports: [ActFoot, Field, RadioChoice],
  template: `
    <p>{{ t('confirm.text') }}</p>
    <ul class="chips" [attr.aria-label]="t('confirm.facts')">
      @for (fact of facts(); track fact) {
        <li class="chip">{{ fact }}</li>
      }
    </ul>
    <app-radio-choice
      name="confirm-kind"
      [label]="t('confirm.kind')"
      [choices]="choices()"
      [value]="kind()"
      [problem]="asked() && kind() === null ? t('confirm.kind-missing') : ''"
      (choose)="kind.set($event)"
    />
    @if (asksContact()) {
      <app-radio-choice
        name="confirm-contact"
        [label]="t('confirm.contact')"
        [hint]="t('confirm.contact.hint')"
        [choices]="contacts()"
        [value]="contact()"
        [problem]="asked() && contact() === null ? t('choose-one') : ''"
        (choose)="contact.set($event)"
      />
      @if (wasSeen()) {
        <app-field boxId="contact-at" [label]="t('confirm.contact-at')" [hint]="t('confirm.contact-at.hint')">
          <input
            autocomplete="off"
            id="contact-at"
            type="date"
            class="box"
            [max]="view().deathDate"
            [value]="contactAt()"
            (change)="contactAt.set(read($event))"
          />
        </app-field>
      }
    }
    <app-act-foot [verb]="t('confirm.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskConfirm {
  readonly view = input.required<CaseView>();
  readonly busy = input(false);
  readonly answered = output<Confirmation>();
  readonly leave = output();

  protected readonly t = injectTexts(casesTexts);
  private readonly core = injectTexts(coreTexts);
  private readonly known = inject(CaseFacts);

  protected readonly kind = linkedSignal<string | null>(() => {
    const suspected = this.view().kind;
    return suspected === 'WRA' ? null : suspected;
  });
  protected readonly contact = signal<string | null>(null);
  protected readonly contactAt = signal('');
  protected readonly asked = signal(false);
  protected readonly facts = computed(() => this.known.chips(this.view()));
  protected readonly choices = computed<readonly RadioChoiceItem[]>(() =>
    CONFIRMED_KINDS.map((value) => ({ value, label: this.core(`kind.${value}`), icon: kindIcon(value) })),
  );
  protected readonly asksContact = computed(() => {
    const kind = this.kind();
    return kind !== null && asksContact(kind, this.view().facts.deathPlace);
  });
  protected readonly contacts = computed<readonly RadioChoiceItem[]>(() =>
    CONTACTS.map((value) => ({ value, label: this.t(`confirm.contact.${value}`) })),
  );
  protected readonly wasSeen = computed(() => ['consulted', 'referred'].includes(this.contact() ?? ''));

  protected read(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected send(): void {
    this.asked.set(true);
    const kind = this.kind();
    if (kind === null) return;
    if (!this.asksContact()) {
      this.answered.emit({ kind });
      return;
    }
    const contact = this.contact();
    if (contact === null) return;
    const contactAt = this.wasSeen() ? this.contactAt() : '';
    this.answered.emit(contactAt === '' ? { kind, contact } : { kind, contact, contactAt });
  }
}
