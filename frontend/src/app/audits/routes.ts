import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import { codeTexts, eventTexts, reasonTexts, roleTexts, stateTexts } from '../core/domain-texts';
import { isReview, ReviewDesk } from './review-desk';
import { concernTexts } from '../ui/concern/texts';
import { packetFileTexts } from '../ui/packet/texts';
import { pictureTexts } from '../ui/pictures/texts';
import { auditsTexts } from './texts';

/** The blind zone opens only behind the declaration; before it the same address shows the gate. */
const behindTheGate: CanMatchFn = async (_, [segment]) => {
  const desk = inject(ReviewDesk);
  await desk.load(segment?.path ?? '');
  const view = desk.view();
  return view !== null && isReview(view);
};

export const routes: Routes = [
  {
    path: '',
    canActivate: [
      auditsTexts.ready,
      stateTexts.ready,
      eventTexts.ready,
      reasonTexts.ready,
      roleTexts.ready,
      codeTexts.ready,
    ],
    children: [
      {
        path: '',
        pathMatch: 'full',
        loadComponent: () => import('./assignment-list').then((m) => m.AssignmentList),
      },
      {
        path: ':id',
        canMatch: [behindTheGate],
        canActivate: [concernTexts.ready, packetFileTexts.ready, pictureTexts.ready],
        data: { shell: 'blind' },
        loadComponent: () => import('./review-page').then((m) => m.ReviewPage),
      },
      { path: ':id', loadComponent: () => import('./gate-page').then((m) => m.GatePage) },
    ],
  },
];
