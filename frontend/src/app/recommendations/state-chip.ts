import { Component, computed, input } from '@angular/core';
import type { RecommendationState } from '@domain/recommendations/recommendation-workflow.js';
import { stateTexts } from '../core/domain-texts';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icons';

interface Look {
  readonly tone: string;
  readonly icon: IconName | null;
}

const PLAIN: Look = { tone: '', icon: null };
const LOOKS: Readonly<Partial<Record<RecommendationState, Look>>> = {
  'in-progress': { tone: 'chip-info', icon: 'clock' },
  blocked: { tone: 'chip-warn', icon: 'triangle-alert' },
  done: { tone: 'chip-info', icon: 'check' },
  verified: { tone: 'chip-ok', icon: 'done' },
  effective: { tone: 'chip-ok', icon: 'done' },
  ineffective: { tone: 'chip-warn', icon: 'undo' },
  proposed: { tone: 'chip-dash', icon: null },
};

/** Where a recommendation is, in its word and its colour. */
@Component({
  selector: 'app-state-chip',
  imports: [Icon],
  template: `
    <span class="chip" [class]="look().tone">
      @if (look().icon; as icon) {
        <svg [appIcon]="icon" />
      }
      {{ states.find('recommendation.' + state()) }}
    </span>
  `,
})
export class StateChip {
  readonly state = input.required<RecommendationState>();
  protected readonly states = injectTexts(stateTexts);
  protected readonly look = computed(() => LOOKS[this.state()] ?? PLAIN);
}
