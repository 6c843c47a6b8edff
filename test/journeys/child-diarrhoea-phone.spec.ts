import { diarrhoeaJourney } from '../support/browser/journeys/diarrhoea.js';

diarrhoeaJourney('phone');
