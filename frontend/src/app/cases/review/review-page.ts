import {
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  resource,
  signal,
  type Signal,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { CaseView, DraftView, PhaseView } from '@domain/cases/case.js';
import { facilityOfRow, pathOf, pathQuestionOf, phasesOf } from '@domain/cases/phases.js';
import { tellsDelays } from '@domain/classification/case-story.js';
import { FACILITY_KINDS } from '@domain/facilities/place.js';
import { withdrawn } from '@domain/forms/consent.js';
import type { Context, Form } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';
import { Api } from '../../core/api';
import { coreTexts } from '../../core/core-texts';
import { localNow } from '../../core/dates-and-numbers';
import { printing } from '../../core/printing';
import { problemOf } from '../../core/problem-view';
import { injectTexts } from '../../core/texts';
import type { DraftSaver } from '../../offline/draft-saver';
import { Outbox } from '../../offline/outbox';
import { draftSaver } from '../../offline/page-draft';
import { ConcernDoor } from '../../ui/concern/concern-door';
import { groupNumber } from '../../ui/copy-number';
import { FormPages } from '../../ui/form-renderer/form-pages';
import { FormState } from '../../ui/form-renderer/form-state';
import { FormWords } from '../../ui/form-renderer/form-words';
import { QualityCard } from '../../ui/form-renderer/quality-card';
import { Icon } from '../../ui/icon';
import { PageHead } from '../../ui/page-head';
import { ProblemBanner } from '../../ui/problem-banner';
import { Skeleton } from '../../ui/skeleton';
import { PlaceFinder } from '../../ui/place-finder';
import { AnswerSheet } from './answer-sheet';
import { ownForm, withOwnFacility, writableOf } from './own-form';
import { SignPhase } from './sign-phase';
import { reviewTexts } from './texts';

interface Opened {
  readonly draft: DraftView;
  readonly number: string;
  /** Parts are signed once the death is confirmed. */
  readonly isConfirmed: boolean;
  readonly safeguarding: CaseView['safeguarding'];
  readonly form: Form;
  readonly saver: DraftSaver | null;
  readonly state: FormState;
  readonly context: Signal<Context>;
}

/** One form of a case: written field by field, each facility its own phase, or read when it may not be written. */
@Component({
  selector: 'app-review-page',
  imports: [
    AnswerSheet,
    ConcernDoor,
    FormPages,
    Icon,
    PageHead,
    ProblemBanner,
    QualityCard,
    RouterLink,
    SignPhase,
    Skeleton,
  ],
  template: `
    <app-page-head [title]="title()" [back]="['/cas', id()]" [crumbs]="crumbs()">
      @if (hasDelays()) {
        <a class="btn" [routerLink]="['/cas', id(), 'retards']"
          ><svg appIcon="clock" class="icon-20" /> {{ t('delays') }}</a
        >
      }
      <a
        class="btn"
        target="_blank"
        rel="noopener"
        [href]="'/api/cases/' + id() + '/forms/' + form() + '/paper.pdf'"
        ><svg appIcon="printer" class="icon-20" /> {{ t('print') }}</a
      >
      <a class="btn" target="_blank" rel="noopener" [href]="'/api/forms/' + form() + '/paper.pdf'"
        ><svg appIcon="printer" class="icon-20" /> {{ t('print.empty') }}</a
      >
    </app-page-head>
    @if (problem(); as found) {
      <div class="page"><app-problem-banner [problem]="found" (retry)="opened.reload()" /></div>
    }
    @if (current(); as open) {
      @if (open.saver; as saver) {
        <app-form-pages
          class="no-print"
          [state]="open.state"
          [saver]="saver"
          [section]="section()"
          [finishLabel]="t(signs(open) ? 'finish.sign' : 'finish')"
          (sectionChange)="section.set($event)"
          (finish)="finish(open)"
        >
          <div aside class="stack">
            <app-quality-card [state]="open.state" />
            @if (open.isConfirmed && isSigned(open.draft)) {
              <app-sign-phase
                [caseId]="id()"
                [path]="open.draft.path"
                [saver]="saver"
                (signed)="signed($event)"
              />
            }
            @if (open.safeguarding; as route) {
              <app-concern-door [caseId]="id()" [route]="route" />
            }
            <p class="quiet-note"><svg appIcon="shield" /> {{ core('motto') }}</p>
          </div>
        </app-form-pages>
      } @else {
        <div class="page no-print">
          <p class="quiet-note"><svg appIcon="lock" /> {{ t('read-only') }}</p>
          <div class="card">
            <h2 class="visually-hidden">{{ title() }}</h2>
            <app-answer-sheet
              [form]="open.form"
              [answers]="open.draft.answers"
              [context]="open.context()"
              [places]="open.draft.places"
            />
          </div>
        </div>
      }
      @if (isPrinting()) {
        <div class="print-only">
          <p class="small">{{ grouped(open.number) }}</p>
          <app-answer-sheet
            [form]="open.form"
            [answers]="open.saver ? open.saver.answers() : open.draft.answers"
            [context]="open.context()"
            [places]="open.state.places()"
          />
          <p class="small">{{ core('motto') }}</p>
        </div>
      }
    } @else if (opened.isLoading()) {
      <div class="page"><app-skeleton shape="form" [rows]="5" /></div>
    }
  `,
})
export class ReviewPage {
  readonly id = input.required<string>();
  readonly form = input.required<string>();

  protected readonly t = injectTexts(reviewTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly words = inject(FormWords);
  private readonly api = inject(Api);
  private readonly outbox = inject(Outbox);
  private readonly finder = inject(PlaceFinder);
  private readonly router = inject(Router);
  private readonly destroyRef = inject(DestroyRef);
  private readonly signing = viewChild(SignPhase);

  protected readonly isPrinting = printing();
  protected readonly section = signal<string | null>(null);
  protected readonly opened = resource({
    params: () => ({ id: this.id(), form: this.form() }),
    loader: ({ params }) => this.open(params.id, params.form),
  });
  protected readonly current = computed(() => (this.opened.hasValue() ? this.opened.value() : undefined));
  protected readonly problem = computed(() => {
    const error = this.opened.error();
    return error === undefined ? null : problemOf(error.cause ?? error);
  });
  protected readonly title = computed(() => {
    const open = this.current();
    return open === undefined
      ? this.t('title')
      : (this.t.find(`form.${open.form.name}`) ?? this.words.title(open.form));
  });
  protected readonly crumbs = computed(() => [
    { label: this.t('cases'), link: ['/cas'] },
    { label: groupNumber(this.current()?.number ?? ''), link: ['/cas', this.id()] },
    { label: this.title() },
  ]);
  protected readonly hasDelays = computed(() => {
    const name = this.current()?.form.name;
    return name !== undefined && tellsDelays(name);
  });
  protected readonly grouped = groupNumber;

  /** The review is signed phase by phase; a notification and an autopsy in the family are not. */
  protected isSigned({ form, formVersion }: DraftView): boolean {
    return pathQuestionOf(getForm(form, formVersion)) !== undefined;
  }

  protected signs({ draft, isConfirmed }: Opened): boolean {
    return (
      isConfirmed &&
      this.isSigned(draft) &&
      draft.path.some(({ mine, signedAt }) => mine && signedAt === null)
    );
  }

  /** After the last section: the own phase is signed, or one goes back to the case. */
  protected finish(open: Opened): void {
    const signing = this.signing();
    if (signing && this.signs(open)) signing.ask();
    else void this.router.navigate(['/cas', this.id()]);
  }

  protected signed(path: readonly PhaseView[]): void {
    const open = this.current();
    if (open) this.opened.set({ ...open, draft: { ...open.draft, path } });
  }

  private async open(id: string, name: string): Promise<Opened> {
    const [draft, { number, safeguarding, state: stage }] = await Promise.all([
      this.api.get<DraftView>(`/cases/${id}/forms/${name}`),
      this.api.get<CaseView>(`/cases/${id}`),
    ]);
    const form = ownForm(draft);
    await this.words.load(form);
    const url = `/cases/${id}/forms/${name}`;
    const subject = `draft:${id}`;
    const saver = draft.writable
      ? draftSaver(
          { answers: draft.answers, kind: 'draft', url, subject, after: id, about: groupNumber(number) },
          this.outbox,
          this.destroyRef,
        )
      : null;
    const answers = saver?.answers ?? signal(draft.answers).asReadonly();
    // The clock is read again with every answer: a time of this minute is not in the future.
    const context = computed<Context>(() => {
      answers();
      return { now: localNow(), ...draft.context };
    });
    const mine = draft.path.filter((phase) => phase.mine).map(({ placeId }) => placeId);
    const phases = phasesOf(form);
    const kept = signal(draft.keptWarnings);
    const state: FormState = new FormState({
      form,
      answers,
      context,
      patch: ({ question, value }) => {
        saver?.patch({ question, value: withOwnFacility(form, question, value, mine[0]) });
        for (const taken of withdrawn(form, answers(), question, value))
          saver?.patch({ question: taken, value: null });
      },
      left: () => void saver?.left(),
      writable: signal(draft.writable),
      writableQuestions: signal(writableOf(draft)),
      ownCell: (list, line, column) =>
        draft.writableQuestions === undefined ||
        phases[list] !== 'path' ||
        column === 'ref' ||
        mine.includes(Number(facilityOfRow(line) ?? mine[0])),
      places: signal({
        ...draft.places,
        ...Object.fromEntries(draft.path.map(({ placeId, name: place }) => [placeId, place])),
      }),
      searchPlaces: (text) => this.finder.find(text, FACILITY_KINDS),
      nearPlaces: (question) => {
        const shared =
          draft.writableQuestions === undefined || phases[question.split('.')[0] ?? ''] !== 'own-rows';
        const path = pathOf(
          form,
          answers(),
          draft.path.map(({ placeId }) => placeId),
        );
        const ids = shared ? path : mine;
        return ids.map((place) => ({
          id: String(place),
          name: state.places()[String(place)] ?? '',
          within: '',
        }));
      },
      keptWarnings: kept,
      keep: async (code, reason) => {
        await this.outbox.send({
          method: 'PATCH',
          url: `${url}/kept-warnings`,
          body: { code, reason },
          subject,
        });
        kept.update((all) => ({ ...all, [code]: reason }));
      },
    });
    const isConfirmed = stage !== 'notified';
    return { draft, number, isConfirmed, safeguarding, form, saver, state, context };
  }
}
