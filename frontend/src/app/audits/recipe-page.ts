import { Component, computed, inject, input, resource } from '@angular/core';
import type { DrawRecipe, DrawView } from '@domain/audits/audit.js';
import { Api } from '../core/api';
import { injectTexts, TextStore } from '../core/texts';
import { Banner } from '../ui/banner';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toast';
import { quarterWords } from './quarter';
import { auditsTexts } from './texts';

/** How anybody does the draw of a finished quarter again, to print; the commitment is checked in this very browser. */
@Component({
  selector: 'app-recipe-page',
  imports: [Banner, Icon, PageHead, ProblemBanner, Skeleton],
  template: `
    <app-page-head
      [title]="title()"
      [lead]="t('draws.recipe.lead')"
      [back]="['/tirages']"
      [crumbs]="crumbs()"
    >
      @if (recipe.value()) {
        <button type="button" class="btn" (click)="copy()">
          <svg appIcon="copy" class="icon-20" /> {{ t('draws.copy') }}
        </button>
        <button type="button" class="btn btn-primary" (click)="print()">
          <svg appIcon="printer" class="icon-20" /> {{ t('draws.print') }}
        </button>
      }
    </app-page-head>
    <div class="page">
      @if (draws.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="draws.reload()" />
      }
      @if (draw(); as draw) {
        @if (draw.seed === null) {
          <app-banner icon="hourglass">{{ t('draws.not-yet') }}</app-banner>
        } @else if (checked.hasValue()) {
          @if (checked.value()) {
            <app-banner tone="ok">{{ t('draws.checked') }}</app-banner>
          } @else {
            <app-banner tone="late">{{ t('draws.unchecked') }}</app-banner>
          }
        }
        <section class="card stack">
          <div>
            <h2 class="body-strong">{{ t('draws.commitment') }}</h2>
            <p>
              <code class="hash">{{ draw.commitment }}</code>
            </p>
          </div>
          @if (draw.seed) {
            <div>
              <h2 class="body-strong">{{ t('draws.seed') }}</h2>
              <p>
                <code class="hash">{{ draw.seed }}</code>
              </p>
            </div>
          }
        </section>
        @if (recipe.problem(); as problem) {
          <app-problem-banner [problem]="problem" (retry)="recipe.reload()" />
        }
        @if (words(); as text) {
          <section class="card" [attr.aria-label]="t('draws.recipe')">
            <div class="table-scroll" tabindex="0" role="region" [attr.aria-label]="t('draws.recipe')">
              <pre class="recipe">{{ text }}</pre>
            </div>
          </section>
          <div class="btns only-small">
            <button type="button" class="btn btn-block" (click)="print()">
              <svg appIcon="printer" class="icon-20" /> {{ t('draws.print') }}
            </button>
          </div>
        }
      } @else if (draws.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class RecipePage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(auditsTexts);
  private readonly api = inject(Api);
  private readonly texts = inject(TextStore);
  private readonly toasts = inject(Toasts);

  protected readonly draws = this.api.read<readonly DrawView[]>(() => '/draws');
  protected readonly draw = computed(() => this.draws.value()?.find(({ id }) => id === this.id()));
  protected readonly recipe = this.api.read<DrawRecipe>(() =>
    typeof this.draw()?.seed !== 'string' ? undefined : `/draws/${this.id()}/recipe`,
  );
  protected readonly words = computed(() => this.recipe.value()?.[this.texts.language()] ?? null);
  /** Whether the SHA-256 of the revealed seed is the commitment made before. */
  protected readonly checked = resource({
    params: () => {
      const draw = this.draw();
      return typeof draw?.seed !== 'string' ? undefined : { seed: draw.seed, commitment: draw.commitment };
    },
    loader: async ({ params: { seed, commitment } }) => (await sha256(seed)) === commitment,
  });

  protected readonly title = computed(() => {
    const draw = this.draw();
    return draw === undefined
      ? this.t('draws.recipe')
      : `${this.t('draws.quarter-words', quarterWords(draw.quarter))} · ${draw.districtName}`;
  });
  protected readonly crumbs = computed(() => [
    { label: this.t('draws.title'), link: ['/tirages'] },
    { label: this.t('draws.recipe') },
  ]);

  protected print(): void {
    globalThis.print();
  }

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.words() ?? '');
    this.toasts.show(this.t('draws.copied'));
  }
}

/** SHA-256 of bytes written in hexadecimal, in hexadecimal. */
async function sha256(hex: string): Promise<string> {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
