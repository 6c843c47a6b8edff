import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { PartView } from '@domain/cases/case.js';
import { partForm } from '@domain/cases/clinic-phase.js';
import { getForm } from '@domain/forms/registry.js';
import { Api } from '../../core/api';
import { eventTexts } from '../../core/domain-texts';
import { problemOf, type ProblemView } from '../../core/problem-view';
import { injectTexts } from '../../core/texts';
import { Outbox } from '../../offline/outbox';
import { Dialog } from '../../ui/dialog';
import { ActFoot } from '../../ui/act-foot';
import { groupNumber } from '../../ui/copy-number';
import { FormWords } from '../../ui/form-renderer/form-words';
import { Icon } from '../../ui/icon';
import { PageHead } from '../../ui/page-head';
import { LocalPart } from '../../ui/part/local-part';
import { PartSheet } from '../../ui/part/part-sheet';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { isComplete, ProvenanceFields, type Provenance } from './provenance-fields';
import { reviewTexts } from './texts';

interface Opened {
  readonly view: PartView;
  readonly part: LocalPart;
}

/** The part of a facility that has nobody in Denba: the focal point says where it comes from, enters it and signs it. */
@Component({
  selector: 'app-enter-phase-page',
  imports: [ActFoot, Dialog, Icon, PageHead, PartSheet, ProblemBanner, ProvenanceFields, Skeleton],
  template: `
    <app-page-head [title]="t('part')" [lead]="placeName()" [back]="['/cas', id()]" [crumbs]="crumbs()" />
    <div class="page">
      @if (problem(); as found) {
        <app-problem-banner [problem]="found" (retry)="opened.reload()" />
      }
      @if (current(); as open) {
        <p class="quiet-note">
          <svg appIcon="shield" /> {{ t('part.text', { place: open.view.placeName }) }}
        </p>
        <section class="card" aria-labelledby="provenance">
          <h2 id="provenance">{{ t('part.provenance') }}</h2>
          <app-provenance-fields [(given)]="given" [since]="open.view.deathDate" [asked]="asked()" />
        </section>
        <app-part-sheet [state]="open.part.state" />
        @if (incomplete()) {
          <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ t('part.incomplete') }}</p>
        }
        <div class="btns">
          <button type="button" class="btn btn-primary" (click)="ask()">
            <svg appIcon="pencil" class="icon-20" /> {{ t('part.sign') }}
          </button>
        </div>
      } @else if (opened.isLoading()) {
        <app-skeleton shape="form" [rows]="5" />
      }
    </div>
    <app-dialog [open]="asking()" [title]="t('part.question')" (closed)="asking.set(false)">
      <p>{{ t('part.confirm', { place: placeName() }) }}</p>
      @if (refused(); as found) {
        <app-problem-banner [problem]="found" [again]="false" />
      }
      @if (asking()) {
        <app-act-foot
          [verb]="t('part.sign')"
          [back]="t('part.reread')"
          [busy]="busy()"
          (act)="sign()"
          (leave)="asking.set(false)"
        />
      }
    </app-dialog>
  `,
})
export class EnterPhasePage {
  readonly id = input.required<string>();
  readonly place = input.required<string>();

  protected readonly t = injectTexts(reviewTexts);
  private readonly events = injectTexts(eventTexts);
  private readonly api = inject(Api);
  private readonly words = inject(FormWords);
  private readonly outbox = inject(Outbox);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  protected readonly given = signal<Provenance>({ how: null, from: null, on: null });
  protected readonly asked = signal(false);
  protected readonly asking = signal(false);
  protected readonly busy = signal(false);
  protected readonly refused = signal<ProblemView | null>(null);
  protected readonly opened = resource({
    params: () => ({ id: this.id(), place: this.place() }),
    loader: ({ params }) => this.open(params.id, params.place),
  });
  protected readonly current = computed(() => (this.opened.hasValue() ? this.opened.value() : undefined));
  protected readonly problem = computed(() => {
    const error = this.opened.error();
    return error === undefined ? null : problemOf(error.cause ?? error);
  });
  protected readonly placeName = computed(() => this.current()?.view.placeName ?? '');
  protected readonly incomplete = computed(() => this.asked() && !isComplete(this.given()));
  protected readonly crumbs = computed(() => [
    { label: this.t('cases'), link: ['/cas'] },
    { label: groupNumber(this.current()?.view.number ?? ''), link: ['/cas', this.id()] },
    { label: this.t('part') },
  ]);

  protected ask(): void {
    this.asked.set(true);
    this.refused.set(null);
    this.asking.set(isComplete(this.given()));
  }

  protected async sign(): Promise<void> {
    const [open, given] = [this.current(), this.given()];
    if (open === undefined || !isComplete(given)) return;
    this.busy.set(true);
    this.refused.set(null);
    try {
      await this.outbox.send({
        method: 'POST',
        url: `/cases/${this.id()}/enter-phase`,
        body: { placeId: open.view.placeId, ...given, patches: open.part.patches() },
        ifMatch: open.view.version,
        subject: this.id(),
      });
      this.asking.set(false);
      this.toasts.show(`${this.events.find('case.enter-phase.done') ?? ''}.`);
      await this.router.navigate(['/cas', this.id()]);
    } catch (error) {
      this.refused.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }

  private async open(id: string, place: string): Promise<Opened> {
    const view = await this.api.get<PartView>(`/cases/${id}/phases/${place}`);
    const form = partForm(getForm(view.form, view.formVersion), view.questions, view.stays);
    await this.words.load(form);
    return { view, part: new LocalPart({ form, answers: view.answers, facts: view.facts }) };
  }
}
