import { inject, Injectable } from '@angular/core';
import type { ActionView } from '@domain/recommendations/recommendation.js';
import { codeTexts } from '../../core/domain-texts';
import { Formats } from '../../core/formats';
import { injectTexts } from '../../core/texts';
import type { IconName } from '../../ui/icons';
import { actionTexts } from './texts';

/** How a state looks on its strip: shape, colour, word, in that order. */
export interface ActionLook {
  readonly icon: IconName | 'half';
  readonly tone: 'late' | 'going' | 'done' | 'plain';
  readonly word: string;
  readonly note: string;
}

/** An action in the few words of a meeting, for the eye and for the ear. */
@Injectable({ providedIn: 'root' })
export class ActionWords {
  private readonly t = injectTexts(actionTexts);
  private readonly codes = injectTexts(codeTexts);
  private readonly formats = inject(Formats);

  who({ ownerFunction }: ActionView): string {
    return this.codes.find(`CL_REC_OWNER_ROLE.${ownerFunction}`) ?? ownerFunction;
  }

  /** "15 mai": a day and its month in full, kept together. */
  day({ deadline }: ActionView): string {
    return `${String(Number(deadline.slice(8, 10)))}\u00a0${this.formats.month(deadline.slice(0, 7))}`;
  }

  before(action: ActionView): string {
    return this.t('before', { date: this.day(action) });
  }

  obstacle({ obstacle }: ActionView): string | null {
    if (obstacle === null || obstacle === 'NONE') return null;
    return this.t('obstacle', { text: this.codes.find(`CL_REC_OBSTACLE.${obstacle}`) ?? obstacle });
  }

  decision({ decision }: ActionView): string | null {
    return decision === null ? null : this.t('decision', { text: decision });
  }

  look(action: ActionView): ActionLook {
    const { progressWord, overdue, offers } = action;
    if (progressWord === 'done' || progressWord === 'verified')
      return {
        icon: 'done',
        tone: 'done',
        word: this.t(`word.${progressWord}`),
        note: this.t(`note.${progressWord}`),
      };
    if (progressWord === 'blocked')
      return { icon: 'overdue', tone: 'late', word: this.t('word.blocked'), note: this.lateNote(action) };
    if (overdue) return { icon: 'overdue', tone: 'late', word: this.t('word.late'), note: '' };
    if (progressWord === 'in-progress')
      return { icon: 'half', tone: 'going', word: this.t('word.in-progress'), note: '' };
    const isAsked = offers.some(({ event }) => event === 'accept');
    return {
      icon: isAsked ? 'help' : 'clock',
      tone: 'plain',
      word: this.t(isAsked ? 'word.to-decide' : 'word.not-started'),
      note: '',
    };
  }

  /** The whole card, said aloud. */
  aloud(action: ActionView): string {
    const { word, note } = this.look(action);
    const said = [action.what, this.who(action), this.before(action), `${word} ${note}`.trim()];
    return [...said, this.obstacle(action), this.decision(action)].filter((one) => one !== null).join('. ');
  }

  private lateNote({ overdue }: ActionView): string {
    return overdue ? this.t('word.late').toLowerCase() : '';
  }
}
