import { computed, inject, Injectable, signal, type Signal } from '@angular/core';
import type { PlaceKind } from '@domain/accounts/person.js';
import { FACILITY_KINDS } from '@domain/facilities/place.js';
import { isCommunityDeath, NOTIFICATION_LIMITS } from '@domain/cases/notification-delay.js';
import { has, textOf } from '@domain/forms/read.js';
import type { Answers, Context } from '@domain/forms/form.js';
import { localNow } from '../../core/dates-and-numbers';
import { injectTexts } from '../../core/texts';
import { FormState, type PlaceChoice } from '../../ui/form-renderer/form-state';
import { NOTIFICATION, NotifyDraft } from './notify-draft';
import { PlacesAround, type OwnPlaces } from './own-places';
import { notifyTexts } from './texts';

export const STEPS = ['who', 'where', 'report'] as const;
export type NotifyStep = (typeof STEPS)[number];

/** The questions of each step; what comes at confirmation is not asked here. */
const ASKED: Readonly<Record<NotifyStep, readonly string[]>> = {
  who: NOTIFICATION.sections.find(({ code }) => code === 'who')?.questions.map(({ code }) => code) ?? [],
  where: [
    ...(NOTIFICATION.sections.find(({ code }) => code === 'when-where')?.questions ?? []).map(
      ({ code }) => code,
    ),
    'death_known_date',
  ],
  report: [
    'reporter_type',
    'channel',
    'facility_id',
    'notified_at',
    'late_reason',
    'probable_cause_text',
    'deceased_name',
    'mother_name',
    'contact_phone',
    'dob',
    'dob_precision',
    'civil_registered',
  ],
};

const VILLAGES: readonly PlaceKind[] = ['village', 'health-area', 'commune'];
/** A village that is on no list. */
const ELSEWHERE = 'OTHER';
const KINDS_BY_PLACE: Readonly<Record<string, readonly PlaceKind[]>> = {
  CSCOM: ['cscom'],
  CSREF: ['csref'],
  HOSP: ['hospital'],
  PRIV: ['private'],
};

/** The three steps of one notification, drawn from the one form: each shows its messages only when it is left. */
@Injectable()
export class NotifyForms {
  private readonly draft = inject(NotifyDraft);
  private readonly around = inject(PlacesAround);
  private readonly t = injectTexts(notifyTexts);
  private readonly own = signal<OwnPlaces>({ facilities: [], villages: [], districtId: null });
  /** The server found it late by its own settings: the reason is asked. */
  private readonly foundLate = signal(false);

  readonly places = this.own.asReadonly();
  readonly states: Readonly<Record<NotifyStep, FormState>> = {
    who: this.state(),
    where: this.state(),
    report: this.state(),
  };

  async lookAround(): Promise<void> {
    try {
      const own = await this.around.read();
      this.own.set(own);
      this.draft.meet([...own.facilities, ...own.villages]);
      const [only, ...others] = own.facilities;
      if (only !== undefined && others.length === 0) this.draft.propose({ facility_id: { value: only.id } });
    } catch {
      // Without the network the places are searched when it is back; nothing else depends on them.
    }
  }

  askWhyLate(): void {
    this.foundLate.set(true);
  }

  /** Questions of a step that keep one from going on: required and empty, or impossible. */
  lacking(step: NotifyStep): readonly string[] {
    const { missing, issues } = this.states[step].validation();
    const wrong = issues.filter(({ severity }) => severity === 'ERR').map(({ question }) => question);
    return [...missing, ...wrong].filter((question) => ASKED[step].includes(question));
  }

  /** The step where a question is asked. */
  stepOf(question: string): NotifyStep {
    return STEPS.find((step) => ASKED[step].includes(question)) ?? 'report';
  }

  private state(): FormState {
    return new FormState({
      form: NOTIFICATION,
      answers: this.draft.answers,
      context: this.context(),
      patch: ({ question, value }) => {
        this.write(question, value);
      },
      left: () => {
        this.tidyPhone();
      },
      places: computed(() => ({ ...this.draft.places(), [ELSEWHERE]: this.t('village.elsewhere') })),
      searchPlaces: async (text, question) => {
        const found = await this.search(text, question);
        this.draft.meet(found);
        return found;
      },
      nearPlaces: (question) => this.near(question),
      recentDates: ['death_date'],
    });
  }

  private context(): Signal<Context> {
    return computed(() => {
      const late = this.foundLate();
      const limits = late ? { facilityLimitH: 0, communityLimitH: 0 } : limitsOf(this.draft.answers());
      return { now: localNow(), documents: {}, facts: limits };
    });
  }

  private near(question: string): readonly PlaceChoice[] {
    const { facilities, villages } = this.own();
    if (question === 'village_code') {
      return [...villages.slice(0, 8), { id: ELSEWHERE, name: this.t('village.elsewhere'), within: '' }];
    }
    if (question === 'facility_id') return facilities;
    const kinds = this.wanted();
    return facilities.filter(({ kind }) => kinds.includes(kind));
  }

  private async search(text: string, question: string): Promise<readonly PlaceChoice[]> {
    if (question === 'village_code') {
      const found = await this.around.find(text, VILLAGES, null);
      return [...found, { id: ELSEWHERE, name: this.t('village.elsewhere'), within: '' }];
    }
    if (question === 'facility_id') return this.around.find(text, FACILITY_KINDS, this.own().districtId);
    return this.around.find(text, this.wanted(), null);
  }

  /** The kinds of facility that the place of death names. */
  private wanted(): readonly PlaceKind[] {
    return KINDS_BY_PLACE[textOf(this.draft.answers(), 'death_place') ?? ''] ?? FACILITY_KINDS;
  }

  private write(question: string, value: Answers[string] | null): void {
    this.draft.set(question, value);
    const answers = this.draft.answers();
    if (question === 'pregnancy_status') {
      const undelivered = has(answers, 'pregnancy_status', 'PREGNANT', 'LABOUR');
      if (undelivered) this.draft.set('pregnancy_outcome', { value: 'UNDELIV' });
      else if (has(answers, 'pregnancy_outcome', 'UNDELIV')) this.draft.set('pregnancy_outcome', null);
    }
    if (question === 'death_place') {
      const [own, ...others] = this.near('death_facility_id');
      const place = KINDS_BY_PLACE[textOf(answers, 'death_place') ?? ''];
      const alone = place !== undefined && own !== undefined && others.length === 0;
      this.draft.set('death_facility_id', alone ? { value: own.id } : null);
    }
  }

  /** Eight digits become a number of Mali as it is kept. */
  private tidyPhone(): void {
    const answer = this.draft.answers()['contact_phone'];
    if (answer === undefined || 'missing' in answer || typeof answer.value !== 'string') return;
    const digits = answer.value.replace(/\D/g, '').replace(/^(00)?223(?=\d{8}$)/, '');
    if (/^\d{8}$/.test(digits) && answer.value !== `+223${digits}`) {
      this.draft.set('contact_phone', { value: `+223${digits}` });
    }
  }
}

const CHILD_HOURS = 72;

/** The limits in hours before which a death is to be notified, where no setting says otherwise. */
export function limitsOf(answers: Answers): Readonly<Record<'facilityLimitH' | 'communityLimitH', number>> {
  if (!has(answers, 'death_category', 'CHILD')) return NOTIFICATION_LIMITS;
  const community = isCommunityDeath(answers) === true;
  return {
    facilityLimitH: CHILD_HOURS,
    communityLimitH: community ? NOTIFICATION_LIMITS.communityLimitH : CHILD_HOURS,
  };
}
