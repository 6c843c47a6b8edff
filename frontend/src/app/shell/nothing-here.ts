import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectTexts } from '../core/texts';
import { Empty } from '../ui/empty';
import { PageHead } from '../ui/page-head';
import { shellTexts } from './shell-texts';

/** A page that does not exist, or is not for this role. */
@Component({
  selector: 'app-nothing-here',
  imports: [Empty, PageHead, RouterLink],
  template: `
    <app-page-head [title]="t(why() === 'refused' ? 'refused.title' : 'absent.title')" [back]="['/']" />
    <div class="page">
      <app-empty
        [icon]="why() === 'refused' ? 'lock' : 'mark'"
        [title]="t(why() === 'refused' ? 'refused.title' : 'absent.title')"
        [text]="t(why() === 'refused' ? 'refused.text' : 'absent.text')"
      >
        <div class="btns">
          <a class="btn btn-primary" routerLink="/">{{ t('absent.home') }}</a>
        </div>
      </app-empty>
    </div>
  `,
})
export class NothingHere {
  readonly why = input<'absent' | 'refused'>('absent');
  protected readonly t = injectTexts(shellTexts);
}
