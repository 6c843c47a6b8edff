import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { PlaceKind } from '@domain/accounts/person.js';
import { FACILITY_KINDS } from '@domain/facilities/place.js';
import { injectTexts } from '../../core/texts';
import { Combo, type Found } from '../../ui/combo';
import { Icon } from '../../ui/icon';
import { PlaceFinder } from '../../ui/place-finder';
import { casesTexts } from '../texts';
import { ActFoot } from '../../ui/act-foot';
import { ReasonField } from '../../ui/reason-field';

const RECEIVERS: readonly PlaceKind[] = [...FACILITY_KINDS, 'district'];

/** Transferring: the centre or district that takes the case over, and why. */
@Component({
  selector: 'app-ask-transfer',
  host: { class: 'block stack' },
  imports: [ActFoot, Combo, Icon, ReasonField],
  template: `
    <p>{{ t('transfer.text') }}</p>
    <div class="field" [class.is-error]="asked() && place() === null">
      <label class="label" for="receiver">{{ t('transfer.place') }}</label>
      <p class="hint" id="receiver-hint">{{ t('transfer.hint') }}</p>
      @if (asked() && place() === null) {
        <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ t('transfer.missing') }}</p>
      }
      <app-combo
        boxId="receiver"
        describedBy="receiver-hint"
        [search]="find"
        [text]="place()?.label ?? ''"
        [notes]="notes()"
        (pick)="place.set($event)"
      />
    </div>
    <app-reason-field [(value)]="reason" [missing]="asked() && reason().trim() === ''" />
    <app-act-foot [verb]="t('transfer.verb')" [busy]="busy()" (act)="send()" (leave)="leave.emit()" />
  `,
})
export class AskTransfer {
  readonly busy = input(false);
  readonly answered = output<{ readonly placeId: number; readonly reason: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(casesTexts);
  private readonly finder = inject(PlaceFinder);
  protected readonly place = signal<Found | null>(null);
  protected readonly reason = signal('');
  protected readonly asked = signal(false);
  protected readonly notes = computed(() => ({
    more: this.t('place.more'),
    none: this.t('place.none'),
    reading: this.t('place.reading'),
    offline: this.t('place.offline'),
  }));

  protected readonly find = async (text: string): Promise<readonly Found[]> => {
    const places = await this.finder.find(text, RECEIVERS);
    return places.map(({ id, name, within }) => ({ value: id, label: name, hint: within }));
  };

  protected send(): void {
    this.asked.set(true);
    const place = this.place();
    const reason = this.reason().trim();
    if (place !== null && reason !== '') this.answered.emit({ placeId: Number(place.value), reason });
  }
}
