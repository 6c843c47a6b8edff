import { Component } from '@angular/core';

@Component({
  selector: 'app-root',
  template: `<main><h1>Denba</h1></main>`,
})
export class App {}
