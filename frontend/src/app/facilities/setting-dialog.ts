import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import type { SettingView } from '@domain/facilities/place.js';
import { refusalOf, SETTINGS, type SettingKey } from '@domain/settings.js';
import { roleTexts, settingTexts } from '../core/domain-texts';
import { Formats, parseNumber } from '../core/formats';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { ActFoot } from '../ui/act-foot';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { facilityTexts } from './texts';

const PERCENT = 100;

/** Gives a setting its value at a place, or gives it back to the place above. Shares are written in per cent. */
@Component({
  selector: 'app-setting-dialog',
  imports: [ActFoot, Dialog, Field, ProblemBanner],
  template: `
    <app-dialog
      [open]="true"
      [title]="t('settings.change-of', { name: names.find(setting().key) ?? '' })"
      (closed)="closed.emit()"
    >
      @if (act.problem(); as problem) {
        <app-problem-banner [problem]="problem" [again]="false" />
      }
      <app-field
        boxId="setting"
        name="value"
        [label]="t('settings.value')"
        [hint]="hint()"
        [problem]="act.problem()"
        [fault]="tried() && value() === null ? t(isText() ? 'settings.fault.text' : 'settings.fault') : ''"
      >
        @if (choices().length > 0) {
          <select autocomplete="off" id="setting" class="box" (change)="written.set(read($event))">
            @for (one of choices(); track one) {
              <option [value]="one" [selected]="one === written()">{{ roles.find('roles.' + one) }}</option>
            }
          </select>
        } @else {
          <input
            autocomplete="off"
            id="setting"
            class="box"
            [attr.inputmode]="isText() ? 'text' : 'decimal'"
            [attr.maxlength]="longest()"
            [value]="written()"
            (input)="written.set(read($event))"
          />
        }
      </app-field>
      @if (setting().placeId === placeId()) {
        <div class="btns">
          <button type="button" class="btn" [disabled]="act.busy()" (click)="send(null)">
            {{ t('settings.restore') }}
          </button>
        </div>
      }
      <app-act-foot [verb]="t('settings.save')" [busy]="act.busy()" (act)="save()" (leave)="closed.emit()" />
    </app-dialog>
  `,
})
export class SettingDialog {
  readonly setting = input.required<SettingView>();
  readonly placeId = input.required<number>();
  readonly done = output();
  readonly closed = output();

  protected readonly t = injectTexts(facilityTexts);
  protected readonly names = injectTexts(settingTexts);
  protected readonly roles = injectTexts(roleTexts);
  protected readonly act = acting();
  private readonly formats = inject(Formats);
  private readonly toasts = inject(Toasts);
  protected readonly tried = signal(false);

  private readonly rule = computed(() => SETTINGS[this.setting().key as SettingKey]);
  protected readonly isText = computed(() => this.rule().type === 'text');
  protected readonly longest = computed(() => {
    const rule = this.rule();
    return rule.type === 'text' ? rule.longest : 12;
  });
  private readonly scale = computed(() => (this.rule().type === 'share' ? PERCENT : 1));
  protected readonly choices = computed<readonly string[]>(() => {
    const rule = this.rule();
    return rule.type === 'role' ? rule.choices : [];
  });
  protected readonly hint = computed(() => {
    const rule = this.rule();
    if (rule.type === 'role') return '';
    if (rule.type === 'text') return this.t.find(`settings.hint.${this.setting().key}`) ?? '';
    const [min, max] = rule.bounds.map((bound) => this.formats.number(bound * this.scale()));
    return this.t(rule.type === 'share' ? 'settings.percent' : 'settings.bounds', {
      min: min ?? '',
      max: max ?? '',
    });
  });
  protected readonly written = linkedSignal(() => {
    const { value } = this.setting();
    return typeof value === 'string' ? value : this.formats.number(value * this.scale());
  });
  protected readonly value = computed<string | number | null>(() => {
    const number = parseNumber(this.written());
    const asWritten = this.choices().length > 0 || this.isText();
    const value = asWritten ? this.written().trim() : number === null ? null : number / this.scale();
    return refusalOf(this.setting().key, value) === null ? value : null;
  });

  protected read(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected async save(): Promise<void> {
    this.tried.set(true);
    const value = this.value();
    if (value !== null) await this.send(value);
  }

  protected async send(value: string | number | null): Promise<void> {
    const body = { placeId: this.placeId(), key: this.setting().key, value };
    if (!(await this.act.send({ method: 'PUT', url: '/settings', body, subject: 'settings' }))) return;
    this.toasts.show(this.t(value === null ? 'settings.restored' : 'settings.saved'));
    this.done.emit();
    this.closed.emit();
  }
}
