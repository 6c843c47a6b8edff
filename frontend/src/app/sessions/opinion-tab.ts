import { Component, computed, inject } from '@angular/core';
import { storyOfCase } from '@domain/classification/case-story.js';
import { wholeOf } from '@domain/classification/delay-layout.js';
import { injectTexts } from '../core/texts';
import { wideScreen } from '../core/wide-screen';
import { Banner } from '../ui/banner';
import { DelayPanel } from '../ui/delays/delay-panel';
import { Empty } from '../ui/empty';
import { CheckPanel } from '../ui/form-renderer/check-panel';
import { reveal } from '../ui/form-renderer/form-pages';
import { FormSection } from '../ui/form-renderer/form-section';
import { FormSheet } from '../ui/form-renderer/form-sheet';
import type { Check } from '../ui/form-renderer/form-state';
import { SavedMark } from '../ui/form-renderer/saved-mark';
import { SAID_IN_NOTES } from '../ui/opinion/opinion-state';
import { SessionDesk } from './session-desk';
import { sessionsTexts } from './texts';
import { VoicesPanel } from './voices-panel';

/** The opinion filled while people talk, how far they agree, and what is still to look at. */
@Component({
  selector: 'app-opinion-tab',
  host: { class: 'block' },
  imports: [Banner, CheckPanel, DelayPanel, Empty, FormSection, FormSheet, SavedMark, VoicesPanel],
  template: `
    @if (desk.opinion(); as draft) {
      <div class="cols cols-opinion">
        <div>
          <section class="card" aria-labelledby="opinion">
            <div class="card-head">
              <h2 id="opinion">{{ t('opinion.title') }}</h2>
              @if (draft.state.writable()) {
                <app-saved-mark [saver]="draft.saver" />
              }
            </div>
            <app-form-sheet
              [state]="draft.state"
              [saver]="draft.state.writable() ? draft.saver : null"
              [except]="said"
              [beside]="true"
            />
          </section>
        </div>
        <div>
          @if (story(); as told) {
            <section class="card" aria-labelledby="opinion-delays">
              <h2 id="opinion-delays">{{ t('story.delays') }}</h2>
              <app-delay-panel [story]="told" />
            </section>
          }
          @if (desk.note(); as note) {
            <section class="card" aria-labelledby="agreement">
              <div class="card-head">
                <h2 id="agreement">{{ t('opinion.agreement') }}</h2>
                @if (note.state.writable()) {
                  <app-saved-mark [saver]="note.saver" />
                }
              </div>
              <app-form-section
                [state]="note.state"
                section="agreement"
                [except]="['no_recommendation_reason']"
              />
            </section>
          }
          <app-voices-panel />
          @if (draft.state.writable()) {
            @if (isWide()) {
              <app-check-panel [state]="draft.state" [note]="false" (go)="show($event)" />
            }
            <app-banner icon="scales" [lead]="t('opinion.final')">
              <p>{{ t('opinion.final.more') }}</p>
            </app-banner>
          }
        </div>
      </div>
    } @else {
      <app-empty
        icon="lock"
        [title]="t(isPlanned() ? 'opinion.closed.title' : 'opinion.hidden.title')"
        [text]="t(isPlanned() ? 'opinion.closed.text' : 'opinion.hidden.text')"
      />
    }
  `,
})
export class OpinionTab {
  protected readonly desk = inject(SessionDesk);
  protected readonly t = injectTexts(sessionsTexts);
  protected readonly isWide = wideScreen();
  protected readonly said = SAID_IN_NOTES;

  /** The three delays of the frozen file; the treatment that this opinion calls decisive ends the third. */
  protected readonly story = computed(() => {
    const context = this.desk.view()?.context;
    const told =
      context === undefined ? null : storyOfCase(context, this.desk.opinion()?.state.source.answers());
    return told === null || wholeOf(told) === null ? null : told;
  });

  protected isPlanned(): boolean {
    return this.desk.view()?.state === 'planned';
  }

  protected show({ question }: Check): void {
    reveal(question.split('.')[0] ?? question);
  }
}
