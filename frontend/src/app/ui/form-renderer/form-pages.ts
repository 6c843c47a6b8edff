import { Component, computed, effect, inject, input, model, output, signal } from '@angular/core';
import { injectTexts } from '../../core/texts';
import { wideScreen } from '../../core/wide-screen';
import type { DraftSaver } from '../../offline/draft-saver';
import { Dialog } from '../dialog';
import { Icon } from '../icon';
import { ProblemBanner } from '../problem-banner';
import { calm } from './calm';
import { CheckPanel } from './check-panel';
import { DraftConflicts } from './draft-conflicts';
import { FormSection } from './form-section';
import type { Check, FormState } from './form-state';
import { FormWords } from './form-words';
import { SavedMark } from './saved-mark';
import { SectionList } from './section-list';
import { formTexts } from './texts';

/**
 * A whole form, one section at a time. Laptop: sections, form, "À vérifier" (content projected with `aside` comes under it). Phone:
 * segments, the section, a foot with the last save and one button. It starts at the first section that lacks something.
 * Inputs: `state`, `saver` (leave out for a read-only form), `finishLabel`,
 * `narrow` (inside a pane: one column whatever the screen). Two-way: `section`. Output: `finish` after the last section.
 *
 *     <app-form-pages [state]="state" [saver]="saver" [(section)]="section" (finish)="back()"> <div aside class="card">...</div> </app-form-pages>
 */
@Component({
  selector: 'app-form-pages',
  host: { class: 'block', '[class.form-narrow]': 'narrow()' },
  imports: [CheckPanel, Dialog, DraftConflicts, FormSection, Icon, ProblemBanner, SavedMark, SectionList],
  template: `
    @if (!isBeside()) {
      <div class="steps-bar">
        <div class="line">
          <div class="grow">
            <p class="spread">
              <span>{{ t('section.of', { n: place() + 1, of: sections().length }) }}</span>
              <b class="num">{{ t.count('section.answers', here().answered, { of: here().visible }) }}</b>
            </p>
            <div class="segments" aria-hidden="true">
              @for (one of sections(); track one.code) {
                <i [class.on]="one.mark === 'done'" [class.skipped]="one.mark === 'none'">
                  @if (one.mark === 'part' && one.visible > 0) {
                    <i [style.width.%]="(100 * one.answered) / one.visible"></i>
                  }
                </i>
              }
            </div>
          </div>
          <button
            type="button"
            class="btn-icon"
            [attr.aria-label]="t('section.menu')"
            (click)="menu.set(true)"
          >
            <svg appIcon="menu" />
          </button>
        </div>
      </div>
    }
    <div class="page form-page">
      <div class="form-cols">
        @if (isBeside()) {
          <div class="sticky">
            <h2 class="body-strong">{{ t('sections') }}</h2>
            <app-section-list [state]="state()" [current]="current()" (choose)="goTo($event)" />
          </div>
        }
        <div class="form-main">
          <div class="spread">
            <h2 class="heading" id="section-title" tabindex="-1">{{ words.section(form(), current()) }}</h2>
            @if (isBeside() && saver(); as draft) {
              <app-saved-mark [saver]="draft" />
            }
          </div>
          @if (saver(); as draft) {
            @if (draft.problem(); as problem) {
              <app-problem-banner [problem]="problem" (retry)="draft.retry()" />
            }
            <app-draft-conflicts [state]="state()" [saver]="draft" />
          }
          @if (!isBeside() && errorsHere() > 0) {
            <p class="msg msg-error">
              <svg appIcon="circle-alert" /> {{ t.count('check.section', errorsHere()) }}
            </p>
          }
          <app-form-section [state]="state()" [section]="current()" />
          @if (!isBeside()) {
            <app-check-panel [state]="state()" [section]="current()" (go)="show($event)" />
          }
          <div class="foot">
            @if (!isBeside() && saver(); as draft) {
              <app-saved-mark [saver]="draft" />
            }
            <div class="foot-acts">
              @if (before(); as code) {
                <button
                  type="button"
                  class="btn btn-icon"
                  [attr.aria-label]="t('section.previous')"
                  (click)="goTo(code)"
                >
                  <svg appIcon="arrow-left" />
                </button>
              }
              @if (after(); as code) {
                <button type="button" class="btn btn-primary" (click)="goTo(code)">
                  {{ words.section(form(), code) }}
                </button>
              } @else {
                <button type="button" class="btn btn-primary" (click)="end()">
                  {{ finishLabel() || t('finish') }}
                </button>
              }
            </div>
          </div>
        </div>
        <aside class="sticky stack" [attr.aria-label]="t('check')">
          @if (isBeside()) {
            <app-check-panel [state]="state()" [current]="current()" (go)="show($event)" />
          }
          <ng-content select="[aside]" />
        </aside>
      </div>
    </div>
    <app-dialog [open]="menu()" [title]="t('sections')" (closed)="menu.set(false)">
      <app-section-list [state]="state()" [current]="current()" (choose)="menu.set(false); goTo($event)" />
    </app-dialog>
  `,
})
export class FormPages {
  readonly state = input.required<FormState>();
  readonly saver = input<DraftSaver | null>(null);
  readonly finishLabel = input('');
  /** One column whatever the screen: inside a pane. */
  readonly narrow = input(false);
  readonly section = model<string | null>(null);
  readonly finish = output();

  protected readonly t = injectTexts(formTexts);
  protected readonly words = inject(FormWords);
  protected readonly menu = signal(false);
  private readonly isWide = wideScreen();
  /** Whether sections and "À vérifier" stand beside the form; what is not seen is not drawn, for it would be drawn again with each answer. */
  protected readonly isBeside = computed(() => this.isWide() && !this.narrow());
  protected readonly form = computed(() => this.state().source.form);
  /** What is told of the sections; where one goes next follows every answer at once. */
  protected readonly sections = calm(() => this.state().sections());

  protected readonly current = computed(() => {
    const sections = this.state().sections();
    const wanted = sections.find(({ code }) => code === this.section());
    return (wanted ?? this.start())?.code ?? '';
  });
  /** Where one begins; it does not move while answers come in. */
  private readonly start = computed(() => {
    const { form } = this.state().source;
    const lacking = this.firstLacking;
    return form.sections.find(({ code }) => code === lacking()) ?? form.sections[0];
  });
  private readonly firstLacking = signal<string | null>(null);

  private readonly asked = computed(() =>
    this.state()
      .sections()
      .filter(({ mark }) => mark !== 'none'),
  );
  protected readonly place = computed(() =>
    Math.max(
      0,
      this.state()
        .sections()
        .findIndex(({ code }) => code === this.current()),
    ),
  );
  protected readonly here = computed(
    () =>
      this.sections()[this.place()] ?? {
        code: '',
        answered: 0,
        visible: 0,
        missing: 0,
        errors: 0,
        mark: 'none' as const,
      },
  );
  protected readonly errorsHere = computed(() => this.here().errors);
  protected readonly before = computed(() => this.neighbour(-1));
  protected readonly after = computed(() => this.neighbour(1));

  constructor() {
    effect(() => {
      const state = this.state();
      void this.words.load(state.source.form);
      if (this.firstLacking() === null) {
        this.firstLacking.set(state.sections().find(({ mark }) => mark === 'part')?.code ?? null);
      }
    });
  }

  protected goTo(section: string): void {
    void this.saver()?.left();
    this.section.set(section);
    setTimeout(() => {
      scrollTo({ top: 0 });
      document.getElementById('section-title')?.focus({ preventScroll: true });
    });
  }

  protected show({ question, section }: Check): void {
    if (section !== this.current()) this.goTo(section);
    setTimeout(() => {
      reveal(question.split('.')[0] ?? question);
    }, 50);
  }

  protected end(): void {
    this.state().showAll();
    void this.saver()?.flush();
    this.finish.emit();
  }

  private neighbour(step: 1 | -1): string | null {
    const asked = this.asked();
    const at = this.state()
      .sections()
      .map(({ code }) => code);
    const here = at.indexOf(this.current());
    const sorted = step === 1 ? asked : [...asked].reverse();
    return sorted.find(({ code }) => (at.indexOf(code) - here) * step > 0)?.code ?? null;
  }
}

/** Brings a question into view and into focus, by its first control. */
export function reveal(question: string): void {
  const label = document.getElementById(`q-${question}-label`);
  const field = label?.closest<HTMLElement>('.field');
  const control =
    document.getElementById(`q-${question}`) ??
    field?.querySelector<HTMLElement>('input, select, textarea, button') ??
    null;
  field?.scrollIntoView({ block: 'center' });
  control?.focus({ preventScroll: true });
}
