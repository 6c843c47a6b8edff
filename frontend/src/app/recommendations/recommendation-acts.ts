import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { RecommendationView } from '@domain/recommendations/recommendation.js';
import {
  RECOMMENDATION_EVENTS,
  type RecommendationEvent,
} from '@domain/recommendations/recommendation-workflow.js';
import { eventTexts } from '../core/domain-texts';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Dialog } from '../ui/dialog';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { WorkflowBar, type Act, type ActStyle } from '../ui/workflow-bar';
import { AskBlock } from './acts/ask-block';
import { AskEffect } from './acts/ask-effect';
import { AskFinish } from './acts/ask-finish';
import { AskMerge } from './acts/ask-merge';
import { AskReport } from './acts/ask-report';

const STYLES: Readonly<Partial<Record<RecommendationEvent, ActStyle>>> = {
  accept: { icon: 'check' },
  refuse: { icon: 'cross', reason: 'required' },
  start: { icon: 'arrow-right' },
  report: { icon: 'pencil', own: true },
  block: { icon: 'triangle-alert', own: true },
  unblock: { icon: 'undo' },
  finish: { icon: 'done', own: true },
  return: { icon: 'undo', reason: 'required' },
  verify: { icon: 'shield' },
  'check-effect': { icon: 'target', own: true },
  cancel: { icon: 'cross-circle', reason: 'required' },
  merge: { icon: 'copy', own: true },
};
const ADVISED: readonly RecommendationEvent[] = [
  'accept',
  'unblock',
  'verify',
  'check-effect',
  'start',
  'finish',
];

/** What can be done with a recommendation now, by this person. Output: `changed` after an act was accepted or refused as out of date. */
@Component({
  selector: 'app-recommendation-acts',
  host: { class: 'block stack no-print' },
  imports: [AskBlock, AskEffect, AskFinish, AskMerge, AskReport, Dialog, ProblemBanner, WorkflowBar],
  template: `
    @if (asking() === null && problem(); as refused) {
      <app-problem-banner [problem]="refused" (retry)="again()" />
    }
    <app-workflow-bar
      machine="recommendation"
      [offers]="view().offers"
      [advised]="advised()"
      [styles]="styles"
      [busy]="busy()"
      (fire)="begin($event)"
    />
    <app-dialog [open]="asking() !== null" [title]="question()" (closed)="leave()">
      @if (problem(); as refused) {
        <app-problem-banner [problem]="refused" [again]="false" />
      }
      @switch (asking()) {
        @case ('report') {
          <app-ask-report [busy]="sending()" (answered)="send('report', $event)" (leave)="leave()" />
        }
        @case ('block') {
          <app-ask-block [busy]="sending()" (answered)="send('block', $event)" (leave)="leave()" />
        }
        @case ('finish') {
          <app-ask-finish
            [view]="view()"
            [busy]="sending()"
            (answered)="send('finish', $event)"
            (leave)="leave()"
          />
        }
        @case ('check-effect') {
          <app-ask-effect [busy]="sending()" (answered)="send('check-effect', $event)" (leave)="leave()" />
        }
        @case ('merge') {
          <app-ask-merge
            [view]="view()"
            [busy]="sending()"
            (answered)="send('merge', $event)"
            (leave)="leave()"
          />
        }
      }
    </app-dialog>
  `,
})
export class RecommendationActs {
  readonly view = input.required<RecommendationView>();
  readonly changed = output();

  private readonly events = injectTexts(eventTexts);
  private readonly outbox = inject(Outbox);
  private readonly toasts = inject(Toasts);

  protected readonly styles = STYLES;
  protected readonly asking = signal<RecommendationEvent | null>(null);
  protected readonly busy = signal<string | null>(null);
  protected readonly sending = computed(() => this.busy() !== null);
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly question = computed(() => {
    const event = this.asking();
    return event === null ? '' : (this.events.find(`recommendation.${event}.verb`) ?? '');
  });
  /** One filled button: the act that moves the work on. */
  protected readonly advised = computed(() => {
    const open = this.view().offers.filter(({ reasons }) => reasons.length === 0);
    return ADVISED.find((event) => open.some((offer) => offer.event === event)) ?? null;
  });

  protected begin({ event, reason }: Act): void {
    const known = RECOMMENDATION_EVENTS.find((one) => one === event);
    if (known === undefined) return;
    this.problem.set(null);
    if (STYLES[known]?.own === true) this.asking.set(known);
    else void this.send(known, reason === null ? {} : { reason });
  }

  /** A dialog that was closed after a refusal tells so too: then its problem stays to be read. */
  protected leave(): void {
    if (this.asking() === null) return;
    this.asking.set(null);
    this.problem.set(null);
  }

  /** After a refusal: today's state is read, and the act can be chosen again. */
  protected again(): void {
    this.problem.set(null);
    this.changed.emit();
  }

  protected async send(event: RecommendationEvent, body: object): Promise<void> {
    const { id, version } = this.view();
    this.busy.set(event);
    this.problem.set(null);
    try {
      await this.outbox.send({
        method: 'POST',
        url: `/recommendations/${id}/${event === 'report' ? 'updates' : event}`,
        body,
        ifMatch: version,
        subject: id,
      });
      this.asking.set(null);
      this.toasts.show(`${this.events.find(`recommendation.${event}.done`) ?? ''}.`);
      this.changed.emit();
    } catch (error) {
      const problem = problemOf(error);
      this.problem.set(problem);
      if (problem.code === 'stale') this.asking.set(null);
    } finally {
      this.busy.set(null);
    }
  }
}
