import { storyOfCase } from '../classification/case-story.js';
import type { DelayLink } from '../classification/delay-story.js';
import type { Answers, Context, Issue } from '../forms/form.js';
import { has } from '../forms/read.js';

/**
 * Hours from which a measured delay can hardly be called absent: a day to decide, six hours to reach care, three hours to be treated. The
 * shortest that the times allow is compared, so that an approximate time never contradicts by its margin alone.
 */
const HARDLY_ABSENT = { 1: 24, 2: 6, 3: 3 } as const;

/** A death without any decisive treatment is no measure of how long treating took: the care not given contradicts by itself (V24). */
function measures({ open, censored, lane }: DelayLink): boolean {
  return !open && !(lane === 3 && censored);
}

/** V19: a delay judged absent although the times of the file make it long. */
export function measuredDelays(answers: Answers, context: Context): readonly Issue[] {
  const story = storyOfCase(context, answers);
  if (story === null) return [];
  return ([1, 2, 3] as const).flatMap((lane): readonly Issue[] => {
    const question = `delay${String(lane)}_lvl`;
    if (!has(answers, question, 'NO')) return [];
    const links = story.links.filter((link) => link.lane === lane && measures(link));
    const hours = links.reduce((sum, { lower }) => sum + lower, 0);
    if (hours < HARDLY_ABSENT[lane]) return [];
    return [
      {
        code: `V19.clock${String(lane)}`,
        severity: 'WARN',
        question,
        params: { delay: lane, hours: Math.floor(hours) },
      },
    ];
  });
}
