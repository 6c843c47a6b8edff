import { Component, computed, effect, inject, Injector, signal, untracked } from '@angular/core';
import { NavigationEnd, NavigationError, NavigationStart, Router, RouterOutlet } from '@angular/router';
import { coreTexts } from './core/core-texts';
import { Session } from './core/session';
import { injectTexts } from './core/texts';
import { Theme } from './core/theme';
import { Banner } from './ui/banner';
import { Icon } from './ui/icon';

/** What stands around every frame: the way to the content, and that all is fictional. */
@Component({
  selector: 'app-root',
  imports: [RouterOutlet, Banner, Icon],
  template: `
    <a class="skip" href="#main" (click)="skip($event)">{{ t('skip') }}</a>
    @if (session.demonstration()) {
      <aside class="demo" [attr.aria-label]="t('demo')"><svg appIcon="info" /> {{ t('demo') }}</aside>
    }
    @if (missing(); as path) {
      <div class="part-missing" role="alert">
        <app-banner icon="cloud-off" [lead]="t('part.missing')">
          <button type="button" class="btn" (click)="again(path)">{{ t('retry') }}</button>
        </app-banner>
      </div>
    }
    <router-outlet />
  `,
})
export class App {
  protected readonly session = inject(Session);
  protected readonly t = injectTexts(coreTexts);
  /** The page asked for whose script has not come. */
  protected readonly missing = signal<string | null>(null);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private tries = 0;

  constructor() {
    inject(Theme);
    this.router.events.subscribe((event) => {
      if (event instanceof NavigationStart) this.missing.set(null);
      if (event instanceof NavigationError) this.missing.set(event.url);
      if (event instanceof NavigationEnd) this.tries = 0;
    });
    const isUnderWay = computed(() => this.router.currentNavigation() !== null);
    let isSomebodyHere = false;
    effect(() => {
      const [isHere, isOnTheWay] = [this.session.view() !== null, isUnderWay()];
      const isLeaving = isSomebodyHere && !isHere;
      // A page that was about to open opens without anybody, and is left then.
      isSomebodyHere = isHere || (isLeaving && isOnTheWay);
      if (isLeaving) untracked(() => void this.leave());
    });
  }

  protected skip(event: Event): void {
    event.preventDefault();
    document.getElementById('main')?.focus();
  }

  /** With the network back the script comes. When it is gone for good, the whole application is fetched anew. */
  protected async again(path: string): Promise<void> {
    this.tries += 1;
    await this.router.navigateByUrl(path).catch(() => undefined);
    if (this.missing() === null || this.tries < 2) return;
    try {
      const { Installation } = await import('./offline/installation');
      await this.injector.get(Installation).renew();
    } catch {
      // Still no network: the sentence stands.
    }
  }

  /** The session ended under an open page. */
  private async leave(): Promise<void> {
    if (!this.router.navigated || /^\/(entrer|verrou)/.test(this.router.url)) return;
    await this.router.navigate([this.session.door()], {
      queryParams: this.router.url === '/' ? {} : { suite: this.router.url },
    });
  }
}
