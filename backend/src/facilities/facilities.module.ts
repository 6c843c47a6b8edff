import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { FacilityImportCommands } from './facility-import-commands.js';
import { FacilityImporter } from './facility-importer.js';
import { PlaceCommands } from './place-commands.js';
import { PlaceQueries } from './place-queries.js';
import { FacilityImportsController, PlacesController, SettingsController } from './places.controller.js';
import { SettingCommands } from './settings.js';

@Module({
  imports: [JournalModule],
  controllers: [PlacesController, FacilityImportsController, SettingsController],
  providers: [PlaceCommands, PlaceQueries, FacilityImporter, FacilityImportCommands, SettingCommands],
  exports: [PlaceQueries, FacilityImportCommands],
})
export class FacilitiesModule {}
