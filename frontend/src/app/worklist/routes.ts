import { inject } from '@angular/core';
import { RedirectCommand, Router, type Routes } from '@angular/router';
import { eventTexts } from '../core/domain-texts';
import { Permissions } from '../core/permissions';
import { Worklist } from './worklist';
import { worklistTexts } from './texts';

export const routes: Routes = [
  {
    path: '',
    canActivate: [
      () =>
        inject(Permissions).onlyAsaco() ? new RedirectCommand(inject(Router).parseUrl('/actions')) : true,
      worklistTexts.ready,
      eventTexts.ready,
    ],
    component: Worklist,
  },
];
