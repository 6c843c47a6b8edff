import type { DelayStory, MarkKey } from '../classification/delay-story.js';

/** Words of the three-delay picture, on the screen and on paper. `{name}` is replaced by the parameter of that name. */
export interface DelayTexts {
  readonly title: string;
  readonly whole: string;
  readonly lens: string;
  readonly lanes: { readonly '1': string; readonly '2': string; readonly '3': string };
  readonly lane: string;
  readonly 'at-least': string;
  readonly 'at-most': string;
  readonly between: string;
  readonly about: string;
  readonly inside: string;
  readonly open: string;
  readonly none: string;
  readonly unknown: string;
  readonly longest: string;
  readonly 'longest-perhaps': string;
  readonly recorded: string;
  readonly approximate: string;
  readonly night: string;
  /** Moments of the story, by kind of death where the word differs. */
  readonly marks: Readonly<Record<MarkKey, string>> &
    Readonly<Partial<Record<`${DelayStory['kind']}.${MarkKey}`, string>>>;
  readonly day: string;
}
