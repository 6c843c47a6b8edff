import type { Answers, Context } from '../../domain/forms/form.js';
import { getForm, reviewFormName } from '../../domain/forms/registry.js';
import { dateTimeOf } from '../../domain/forms/local-time.js';
import { validate } from '../../domain/forms/validate.js';
import type { Seeded } from '../seeded.js';
import { CHILD_SCENARIOS, childStory } from './child-story.js';
import { familyVisit } from './family-visit.js';
import { MATERNAL_SCENARIOS } from './maternal-scenarios.js';
import { maternalStory } from './maternal-story.js';
import type { Story, StoryPlaces } from './story.js';

/** Of a hundred audited deaths of a district, about so many are of women. */
const KINDS = { MAT: 15, SB: 30, NND: 30, CHILD: 25 } as const;

/** One plausible death at a place and on a day (days since 1970). Answers to questions that are not asked are left out. */
export function storyOf(random: Seeded, places: StoryPlaces, day: number): Story {
  const kind = random.weighted(KINDS);
  const story =
    kind === 'MAT'
      ? maternalStory(random, random.pick(MATERNAL_SCENARIOS), places, day)
      : childStory(
          random,
          random.pick(CHILD_SCENARIOS.filter((scenario) => scenario.kind === kind)),
          places,
          day,
        );
  return asked(story);
}

/** What the rules of each form read beside its answers, as the product gives it. */
export function contextsOf(story: Story): { readonly file: Context; readonly opinion: Context } {
  const now = dateTimeOf(story.notifiedAt + 60);
  const documents = {
    notification: story.notification,
    ...(story.review === null ? {} : { [reviewOf(story)]: story.review }),
  };
  return {
    file: { now, documents, facts: { kind: story.kind } },
    opinion: { now, documents, facts: { kind: story.kind, auditKind: 'audit' } },
  };
}

const reviewOf = ({ kind }: Story): string => reviewFormName(kind) ?? 'notification';

/** A story without answers to questions that are not asked. */
export function asked(story: Story): Story {
  const notification = visibleOf('notification', story.notification, contextsOf(story).file);
  const told = { ...story, notification };
  const review =
    story.review === null ? null : visibleOf(reviewOf(story), story.review, contextsOf(told).file);
  const filed = { ...told, review };
  const { opinion: context } = contextsOf(filed);
  return {
    ...filed,
    opinion: visibleOf('opinion', story.opinion, context),
    other: visibleOf('opinion', story.other, context),
  };
}

function visibleOf(form: string, answers: Answers, context: Context): Answers {
  const visible = new Set(validate(getForm(form), answers, context).visible);
  return Object.fromEntries(Object.entries(answers).filter(([code]) => visible.has(code)));
}

/** What is written beside the notification when the file is documented, by form. */
export function documentsOf(story: Story, writtenAt: number): readonly (readonly [string, Answers])[] {
  const visit = familyVisit(story, writtenAt);
  return [
    ...(story.review === null ? [] : [[reviewOf(story), story.review] as const]),
    ...(visit === null ? [] : [['community_va', visit] as const]),
  ];
}
