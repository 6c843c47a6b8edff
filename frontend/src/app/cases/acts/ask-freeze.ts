import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CaseView, DraftView, NameSpan } from '@domain/cases/case.js';
import type { Row } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';
import { Api } from '../../core/api';
import { eventTexts } from '../../core/domain-texts';
import { problemOf } from '../../core/problem-view';
import { injectTexts } from '../../core/texts';
import { coreTexts } from '../../core/core-texts';
import { FormWords } from '../../ui/form-renderer/form-words';
import { Icon } from '../../ui/icon';
import { ProblemBanner } from '../../ui/problem-banner';
import { MarkedText } from '../marked-text';
import { excerptAround } from '../text-pieces';
import { casesTexts } from '../texts';
import { ActFoot } from '../../ui/act-foot';
import { ReasonField } from '../../ui/reason-field';

/** One text in which something resembles a name: where it stands and the words around. */
interface Suspect {
  readonly key: string;
  readonly form: string;
  readonly label: string;
  readonly text: string;
  readonly spans: readonly NameSpan[];
}

/** Freezing: every place of the text that resembles a name is shown in its text and looked at; a file less complete says why. */
@Component({
  selector: 'app-ask-freeze',
  host: { class: 'block stack' },
  imports: [ActFoot, Icon, MarkedText, ProblemBanner, ReasonField, RouterLink],
  template: `
    <p>{{ view().extent?.extent === 'short' ? t('freeze.short') : events.find('case.freeze.warning') }}</p>
    @if (screened.isLoading()) {
      <p class="muted" role="status">{{ t('freeze.reading') }}</p>
    } @else if (problem(); as found) {
      <app-problem-banner [problem]="found" (retry)="screened.reload()" />
    } @else {
      @if (suspects().length === 0) {
        <p class="msg msg-info"><svg appIcon="done" class="ok" /> {{ t('freeze.clean') }}</p>
      } @else {
        <h3>{{ t.count('freeze.found', count()) }}</h3>
        <ul class="suspects">
          @for (suspect of suspects(); track suspect.key) {
            <li>
              <p class="spread small">
                <b>{{ suspect.label }}</b>
                <a [routerLink]="['/cas', view().id, 'formulaire', suspect.form]">{{
                  t('freeze.correct')
                }}</a>
              </p>
              <app-marked-text [text]="suspect.text" [spans]="suspect.spans" />
            </li>
          }
        </ul>
        <div class="field" [class.is-error]="asked() && !seen()">
          @if (asked() && !seen()) {
            <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ t('freeze.unseen') }}</p>
          }
          <label class="opt">
            <input type="checkbox" autocomplete="off" [checked]="seen()" (change)="seen.set(!seen())" />
            <span class="opt-text">{{ t('freeze.seen') }}</span>
            <span class="square"><svg appIcon="check" /></span>
          </label>
        </div>
      }
      @if (incomplete()) {
        <app-reason-field
          [(value)]="reason"
          [label]="t('freeze.incomplete')"
          [missing]="asked() && reason().trim() === ''"
        />
      }
      <app-act-foot
        [verb]="events.find('case.freeze.verb') ?? ''"
        [back]="core('acts.reread')"
        [busy]="busy()"
        (act)="send()"
        (leave)="leave.emit()"
      />
    }
  `,
})
export class AskFreeze {
  readonly view = input.required<CaseView>();
  readonly busy = input(false);
  readonly answered = output<{ readonly namesSeen: true; readonly reason?: string }>();
  readonly leave = output();

  protected readonly t = injectTexts(casesTexts);
  protected readonly core = injectTexts(coreTexts);
  protected readonly events = injectTexts(eventTexts);
  private readonly api = inject(Api);
  private readonly words = inject(FormWords);

  protected readonly screened = resource({
    params: () => this.view().id,
    loader: ({ params }) => this.screen(params),
  });
  protected readonly suspects = computed(() => (this.screened.hasValue() ? this.screened.value() : []));
  protected readonly problem = computed(() => {
    const error = this.screened.error();
    return error === undefined ? null : problemOf(error.cause ?? error);
  });
  protected readonly count = computed(() =>
    this.suspects().reduce((sum, { spans }) => sum + spans.length, 0),
  );
  protected readonly incomplete = computed(() =>
    this.view().offers.some(
      ({ event, reasons }) => event === 'freeze' && reasons.includes('case.incomplete'),
    ),
  );
  protected readonly seen = signal(false);
  protected readonly reason = signal('');
  protected readonly asked = signal(false);

  protected send(): void {
    this.asked.set(true);
    const reason = this.reason().trim();
    if (this.suspects().length > 0 && !this.seen()) return;
    if (this.incomplete() && reason === '') return;
    this.answered.emit(reason === '' ? { namesSeen: true } : { namesSeen: true, reason });
  }

  private async screen(caseId: string): Promise<readonly Suspect[]> {
    const { spans } = await this.api.get<{ readonly spans: readonly NameSpan[] }>(
      `/cases/${caseId}/name-screen`,
    );
    const forms = [...new Set(spans.map(({ form }) => form))];
    const drafts = await Promise.all(
      forms.map(async (form): Promise<[string, DraftView]> => [
        form,
        await this.api.get<DraftView>(`/cases/${caseId}/forms/${form}`),
      ]),
    );
    await Promise.all(drafts.map(([form, { formVersion }]) => this.words.load(getForm(form, formVersion))));
    const byForm = new Map(drafts);
    const byText = Map.groupBy(
      spans,
      ({ form, question, row }) => `${form}/${question}/${String(row ?? '')}`,
    );
    return [...byText].flatMap(([key, group]): readonly Suspect[] => {
      const [first] = group;
      const draft = first === undefined ? undefined : byForm.get(first.form);
      if (first === undefined || draft === undefined) return [];
      const label = this.words.label(getForm(first.form, draft.formVersion), first.question);
      return [{ key, form: first.form, label, ...excerptAround(textAt(draft, first), group) }];
    });
  }
}

/** The text a span stands in; empty when it was changed meanwhile. */
function textAt({ answers }: DraftView, { question, row }: NameSpan): string {
  const [code = '', column] = question.split('.');
  const answer = answers[code];
  if (answer === undefined || 'missing' in answer) return '';
  if (column === undefined) return typeof answer.value === 'string' ? answer.value : '';
  const line = Array.isArray(answer.value) ? (answer.value as readonly Row[])[row ?? 0] : undefined;
  const cell = line?.[column];
  return cell !== undefined && 'value' in cell && typeof cell.value === 'string' ? cell.value : '';
}
