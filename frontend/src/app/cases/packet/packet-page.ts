import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import type { CaseView } from '@domain/cases/case.js';
import type { Form } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';
import { Api } from '../../core/api';
import { stateTexts } from '../../core/domain-texts';
import { problemOf, type ProblemView } from '../../core/problem-view';
import { injectTexts } from '../../core/texts';
import { Banner } from '../../ui/banner';
import { groupNumber } from '../../ui/copy-number';
import { Empty } from '../../ui/empty';
import { FormWords } from '../../ui/form-renderer/form-words';
import { Icon } from '../../ui/icon';
import { PacketView } from '../../ui/packet/packet-view';
import { PageHead } from '../../ui/page-head';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { WorkflowBar, type Act, type ActStyle } from '../../ui/workflow-bar';
import { PacketDesk } from './packet-desk';
import { PacketPictures } from './packet-pictures';
import { PacketText } from './packet-text';
import { packetTexts } from './texts';

const STYLES: Readonly<Record<string, ActStyle>> = {
  release: { icon: 'check' },
  withdraw: { icon: 'undo', reason: 'required' },
};

/** The focal point reads the anonymous file over before it leaves: every marked passage hidden or kept, then released. */
@Component({
  selector: 'app-packet-page',
  imports: [
    Banner,
    Empty,
    Icon,
    PacketPictures,
    PacketText,
    PacketView,
    PageHead,
    ProblemBanner,
    Skeleton,
    WorkflowBar,
  ],
  providers: [PacketDesk],
  template: `
    <app-page-head [title]="t('title')" [lead]="lead()" [back]="['/cas', id()]" [crumbs]="crumbs()" />
    <div class="page">
      @if (problem(); as refused) {
        <app-problem-banner [problem]="refused" (retry)="reload()" />
      }
      @if (desk.view(); as view) {
        <div class="cols">
          <div>
            @if (view.state !== 'draft') {
              <app-banner
                [tone]="view.state === 'released' ? 'ok' : 'info'"
                [lead]="stateWord(view.state) + '.'"
              >
                {{ t.find('state.' + view.state) }}
              </app-banner>
            }
            @for (text of texts(); track text.key) {
              <app-packet-text
                [title]="text.title"
                [text]="text.text"
                [spans]="text.spans"
                [writable]="view.state === 'draft'"
                (decide)="desk.decide(text.key, $event)"
              />
            } @empty {
              <app-empty [title]="t('empty')" [text]="t('empty.text')" icon="eye-off" />
            }
            <app-packet-pictures />
            <section class="card" [attr.aria-label]="t('preview.all')">
              <details class="more">
                <summary>{{ t('preview.all') }}</summary>
                <div class="stack">
                  <p class="small muted">{{ t('preview.text') }}</p>
                  @if (view.state === 'draft') {
                    <button type="button" class="btn" (click)="refresh()">
                      <svg appIcon="refresh" class="icon-20" /> {{ t('preview.refresh') }}
                    </button>
                  }
                  <app-packet-view [packet]="view.content" />
                </div>
              </details>
            </section>
          </div>
          <div>
            <section class="card stack-8" aria-labelledby="progress">
              <h2 id="progress">{{ t('progress') }}</h2>
              <p class="num">
                @if (desk.marked() === 0) {
                  {{ t('progress.none') }}
                } @else {
                  {{ t('progress.count', { done: desk.marked() - desk.undecided(), of: desk.marked() }) }}
                }
              </p>
              @if (desk.marked() > 0) {
                <div class="meter" aria-hidden="true">
                  <i [style.width.%]="(100 * (desk.marked() - desk.undecided())) / desk.marked()"></i>
                </div>
              }
              <p class="small muted">{{ t('progress.text') }}</p>
              @if (kinds().length > 0) {
                <ul class="chips" [attr.aria-label]="t('progress')">
                  @for (one of kinds(); track one.kind) {
                    <li class="chip">
                      {{ t('kind.count', { kind: t.find('kind.' + one.kind) ?? '', n: one.count }) }}
                    </li>
                  }
                </ul>
              }
            </section>
            <app-workflow-bar
              machine="packet"
              [offers]="offers()"
              [advised]="view.state === 'draft' ? 'release' : null"
              [styles]="styles"
              [busy]="busy()"
              (fire)="act($event)"
            />
            <p class="quiet-note"><svg appIcon="eye-off" /> {{ t('blind') }}</p>
          </div>
        </div>
      } @else if (desk.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class PacketPage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(packetTexts);
  private readonly states = injectTexts(stateTexts);
  protected readonly desk = inject(PacketDesk);
  private readonly words = inject(FormWords);
  private readonly toasts = inject(Toasts);
  private readonly view = inject(Api).read<CaseView>(() => `/cases/${this.id()}`);

  protected readonly styles = STYLES;
  protected readonly busy = signal<string | null>(null);
  private readonly refused = signal<ProblemView | null>(null);
  protected readonly problem = computed(() => this.refused() ?? this.desk.problem());

  protected readonly lead = computed(() => {
    const view = this.desk.view();
    return view === null ? '' : `${view.alias} · ${this.stateWord(view.state)}`;
  });
  protected readonly crumbs = computed(() => [
    { label: this.t('cases'), link: ['/cas'] },
    { label: groupNumber(this.view.value()?.number ?? ''), link: ['/cas', this.id()] },
    { label: this.t('title') },
  ]);
  /** Decisions made here unlock the release at once: the server counts them again. */
  protected readonly offers = computed(() =>
    (this.desk.view()?.offers ?? []).map((offer) => {
      if (offer.event !== 'release') return offer;
      const others = offer.reasons.filter((reason) => reason !== 'packet.spans-unread');
      return { ...offer, reasons: this.desk.undecided() > 0 ? [...others, 'packet.spans-unread'] : others };
    }),
  );
  /** How many passages of each kind, in the order in which they are read. */
  protected readonly kinds = computed(() => {
    const counts = new Map<string, number>();
    for (const { kind } of this.desk.texts().flatMap(({ spans }) => spans))
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return [...counts].map(([kind, count]) => ({ kind, count }));
  });
  protected readonly texts = computed(() =>
    this.desk.texts().map((text) => ({ ...text, title: this.titleOf(text.key) })),
  );

  constructor() {
    effect(() => {
      const id = this.id();
      untracked(() => void this.desk.load(id));
    });
    effect(() => {
      const forms = new Set((this.desk.view()?.texts ?? []).map(({ key }) => key.split('.')[0] ?? ''));
      for (const form of forms) void this.words.load(this.formOf(form));
    });
  }

  protected stateWord(state: string): string {
    return this.states.find(`packet.${state}`) ?? state;
  }

  /** The preview after the decisions made here. */
  protected async refresh(): Promise<void> {
    await this.desk.flush();
    if (this.desk.problem() === null) await this.desk.load(this.id());
  }

  protected reload(): void {
    this.refused.set(null);
    void this.desk.load(this.id());
  }

  protected async act({ event, reason }: Act): Promise<void> {
    if (event !== 'release' && event !== 'withdraw') return;
    this.busy.set(event);
    this.refused.set(null);
    try {
      await this.desk.fire(event, reason === null ? {} : { reason });
      if (this.desk.problem() !== null) return;
      this.toasts.show(this.t(event === 'release' ? 'released' : 'withdrawn'));
      await this.desk.load(this.id());
    } catch (error) {
      this.refused.set(problemOf(error));
    } finally {
      this.busy.set(null);
    }
  }

  /** The form as it was answered. */
  private formOf(name: string): Form {
    return getForm(name, this.desk.view()?.content.formVersions?.[name]);
  }

  /** "Récit, 2e structure": the question of the text, and its line in a list. */
  private titleOf(key: string): string {
    const [form = '', question = '', row, column] = key.split('.');
    const label = this.words.label(
      this.formOf(form),
      column === undefined ? question : `${question}.${column}`,
    );
    if (row === undefined || column === undefined) return label;
    const list = this.words.label(this.formOf(form), question);
    return this.t('line', { list, n: Number(row) + 1 });
  }
}
