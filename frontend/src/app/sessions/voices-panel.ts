import { Component, computed, inject, linkedSignal } from '@angular/core';
import type { AttendanceView } from '@domain/sessions/session.js';
import { injectTexts } from '../core/texts';
import { Segmented } from '../ui/segmented';
import { SessionDesk } from './session-desk';
import { sessionsTexts } from './texts';

/** Who agrees and who sees it differently, by function; a disagreement is written beside the opinion, without a name. */
@Component({
  selector: 'app-voices-panel',
  host: { class: 'block' },
  imports: [Segmented],
  template: `
    @if (voters().length > 0) {
      <section class="card" aria-labelledby="voices">
        <h2 id="voices">{{ t('opinion.voices') }}</h2>
        <p class="hint">{{ t('opinion.voices.hint') }}</p>
        <ul class="voices">
          @for (person of voters(); track person.id) {
            <li>
              @if (mayWrite()) {
                <app-segmented
                  [name]="'voice-' + person.id"
                  [label]="person.function"
                  [choices]="choices()"
                  [value]="voiceOf(person)"
                  [disabled]="desk.busy() !== null"
                  (choose)="choose(person, $event)"
                />
                @if (voiceOf(person) === 'dissents') {
                  <textarea
                    autocomplete="off"
                    class="box"
                    rows="2"
                    maxlength="500"
                    [attr.aria-label]="t('opinion.dissent', { who: person.function })"
                    [placeholder]="t('opinion.dissent', { who: person.function })"
                    [value]="person.dissent ?? ''"
                    (change)="write(person, $event)"
                  ></textarea>
                }
              } @else {
                <p>
                  <b>{{ person.function }}</b>
                  @if (person.consensus) {
                    <span class="muted">{{
                      t(person.consensus === 'agrees' ? 'opinion.agrees' : 'opinion.dissents')
                    }}</span>
                  }
                </p>
                @if (person.dissent) {
                  <p>{{ person.dissent }}</p>
                }
              }
            </li>
          }
        </ul>
      </section>
    }
  `,
})
export class VoicesPanel {
  protected readonly desk = inject(SessionDesk);
  protected readonly t = injectTexts(sessionsTexts);

  protected readonly voters = computed(() =>
    (this.desk.view()?.attendances ?? []).filter(({ votes }) => votes),
  );
  protected readonly mayWrite = computed(
    () => this.desk.view()?.mayAttend === true && this.desk.view()?.state === 'open' && this.desk.isRunning(),
  );
  protected readonly choices = computed(() => [
    { value: 'agrees', label: this.t('opinion.agrees') },
    { value: 'dissents', label: this.t('opinion.dissents') },
  ]);
  /** Chosen here before the server has answered. */
  private readonly chosen = linkedSignal<Readonly<Record<string, string>>>(() => {
    this.voters();
    return {};
  });

  protected voiceOf(person: AttendanceView): string | null {
    return this.chosen()[person.id] ?? person.consensus;
  }

  protected async choose(person: AttendanceView, voice: string): Promise<void> {
    this.chosen.update((all) => ({ ...all, [person.id]: voice }));
    await this.send(person, { consensus: voice, ...(voice === 'agrees' ? { dissent: '' } : {}) });
  }

  protected async write(person: AttendanceView, event: Event): Promise<void> {
    const dissent = (event.target as HTMLTextAreaElement).value.trim();
    await this.send(person, { consensus: 'dissents', dissent });
  }

  private async send(person: AttendanceView, body: object): Promise<void> {
    await this.desk.send('voice', {
      method: 'PATCH',
      url: `/attendances/${person.id}`,
      body,
      ifMatch: person.version,
    });
  }
}
