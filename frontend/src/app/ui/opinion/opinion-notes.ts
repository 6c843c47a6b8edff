import { inject, Injectable } from '@angular/core';
import { groupQuestion, proposalOf, situationOf } from '@domain/audits/opinion-cause.js';
import { expectedClass } from '@domain/audits/opinion-computations.js';
import { storyOfCase } from '@domain/classification/case-story.js';
import { linkOf, type DelayLink } from '@domain/classification/delay-story.js';
import { maternalConditionOf } from '@domain/classification/maternal-condition.js';
import { maternalWindow } from '@domain/classification/maternal-class.js';
import type { Answers, Context, Value } from '@domain/forms/form.js';
import { documentOf, factOf, textOf } from '@domain/forms/read.js';
import { Formats } from '../../core/formats';
import { injectTexts } from '../../core/texts';
import { AnswerWords } from '../form-renderer/answer-words';
import { opinionTexts } from './texts';

const NBSP = '\u00a0';
const MOST_HOURS = 240;

type Notes = Readonly<Record<string, string>>;
type WayNote =
  | 'note.delay1'
  | 'note.delay2.first'
  | 'note.delay2.transfer'
  | 'note.delay2.never'
  | 'note.delay2.transfer-never';

/**
 * Sentences under the questions of an opinion: the group of a cause and the class that follows, with their reasons, and the delays as the
 * times of the file make them. They inform and decide nothing.
 */
@Injectable({ providedIn: 'root' })
export class OpinionNotes {
  private readonly t = injectTexts(opinionTexts);
  private readonly words = inject(AnswerWords);
  private readonly formats = inject(Formats);

  of(answers: Answers, context: Context, computed: Readonly<Record<string, Value>>): Notes {
    const causes = { ...this.groupReason(answers, context), ...this.mother(answers) };
    const delays = this.delays(context, computed);
    if (factOf(context, 'kind') !== 'MAT') return { ...causes, ...delays };
    return { ...causes, ...this.maternal(answers, context), ...delays };
  }

  /** "MM7 Complications non obstétricales" */
  group(code: string): string {
    const name = this.t.find(`group.${code}`) ?? code;
    return code.startsWith('MM') && code !== 'MM_TBS' ? `${code} ${name}` : name;
  }

  /** The group proposed for the cause, with its reason, whatever the kind of death. */
  private groupReason(answers: Answers, context: Context): Notes {
    const question = groupQuestion(context);
    const proposal = proposalOf(answers, context);
    if (question === null || proposal === null) return {};
    const { reason, params, group } = proposal;
    const words = { ...params, group: group === null ? '' : this.groupOf(question, group) };
    return { [question]: this.t(`note.proposal.${reason}`, words) };
  }

  private groupOf(question: string, group: string): string {
    if (question === 'icdmm_group') return this.group(group);
    return `${group} ${this.words.code(question === 'icdpm_group' ? 'ICDPM' : 'CHILD_CAUSE', group)}`;
  }

  /** The mother's condition that its code names. */
  private mother(answers: Answers): Notes {
    const code = textOf(answers, 'maternal_condition_icd');
    const condition = code === undefined ? null : maternalConditionOf(code);
    if (code === undefined || condition === null) return {};
    const named = `${condition} ${this.words.code('ICDPM_M', condition)}`;
    return { maternal_condition: this.t('note.mother', { code, condition: named }) };
  }

  private maternal(answers: Answers, context: Context): Notes {
    const proposal = proposalOf(answers, context);
    if (proposal === null) return {};
    const chosen = textOf(answers, 'icdmm_group') ?? proposal.group ?? 'MM_TBS';
    const klass = expectedClass(chosen, context);
    return {
      cod_underlying:
        klass === null
          ? this.t('note.cause.group', { group: this.group(chosen) })
          : this.t('note.cause', {
              group: this.group(chosen),
              klass: this.words.code('CL_MATERNAL_CLASS', klass),
            }),
      ...(klass === null ? {} : { maternal_class: this.classReason(chosen, klass, context) }),
    };
  }

  private classReason(group: string, klass: string, context: Context): string {
    const notification = documentOf(context, 'notification');
    const review = documentOf(context, 'maternal_review');
    const death = textOf(notification, 'death_date') ?? textOf(review, 'death_at')?.slice(0, 10) ?? '';
    const end = textOf(notification, 'preg_end_date') ?? textOf(review, 'birth_at')?.slice(0, 10);
    const window = maternalWindow(death, situationOf(context), end);
    const moment = this.t.find(`moment.${window}`) ?? this.t('moment.UNK');
    if (group === 'MM_TBS') return this.t('note.class.open', { moment });
    const name = this.words.code('CL_MATERNAL_CLASS', klass).toLowerCase();
    return this.t('note.class', { moment, group: this.group(group), klass: name });
  }

  /** The first two delays as the times of the file make them, whatever the kind of death. */
  private delays(context: Context, computed: Readonly<Record<string, Value>>): Notes {
    const story = storyOfCase(context);
    if (story === null) return {};
    const unknown = this.t('note.delay.unknown');
    const first = linkOf(story, 'decide');
    const way = linkOf(story, 'reach');
    const transfer = linkOf(story, 'transfer');
    const ways = [
      way === null ? null : this.way(way, 'note.delay2.never', 'note.delay2.first'),
      transfer === null ? null : this.way(transfer, 'note.delay2.transfer-never', 'note.delay2.transfer'),
    ].filter((words) => words !== null);
    return {
      delay1_lvl: story.inside
        ? this.t('note.delay1.inside')
        : first === null
          ? unknown
          : this.way(first, 'note.delay1', 'note.delay1'),
      ...(ways.length > 0 ? { delay2_lvl: ways.join(' ') } : story.inside ? {} : { delay2_lvl: unknown }),
      ...this.third(computed),
    };
  }

  /** A link in words; "at most" when one of its ends is unknown and only its neighbours bound it. */
  private way(link: DelayLink, never: WayNote, arrived: WayNote): string {
    if (link.hours === null) return this.t('note.delay.at-most', { time: this.hours(link.upper) });
    return this.t(link.censored ? never : arrived, { time: this.hours(link.hours) });
  }

  private third(computed: Readonly<Record<string, Value>>): Notes {
    const { d3_h: treated, d3_h_censored: untreated } = computed;
    if (typeof treated === 'number') {
      return { delay3_lvl: this.t('note.delay3', { time: this.hours(treated) }) };
    }
    if (typeof untreated !== 'number') return {};
    return { delay3_lvl: this.t('note.delay3.none', { time: this.hours(untreated) }) };
  }

  /** Hours and minutes up to ten days, as the file tells its times: "92 h", "2 h 45". */
  private hours(hours: number): string {
    const minutes = Math.round(hours * 60);
    if (minutes < 60 || minutes >= MOST_HOURS * 60) return this.formats.duration(minutes, true);
    const rest = minutes % 60;
    const whole = `${this.formats.number(Math.floor(minutes / 60))}${NBSP}h`;
    return rest === 0 ? whole : `${whole}${NBSP}${String(rest).padStart(2, '0')}`;
  }
}
