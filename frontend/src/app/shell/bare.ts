import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

/** The frame of pages without navigation: the door, an invitation. */
@Component({
  selector: 'app-bare',
  imports: [RouterOutlet],
  template: `
    <div class="shell shell-bare">
      <main id="main" class="content" tabindex="-1"><router-outlet /></main>
    </div>
  `,
})
export class Bare {}
