import { Module } from '@nestjs/common';
import { DraftStamps } from './draft-stamps.js';
import { OwnReadings } from './own-readings.js';
import { ReplicaCursor } from './replica-cursor.js';
import { ReplicaQueries } from './replica-queries.js';
import { SyncController } from './sync.controller.js';

@Module({
  controllers: [SyncController],
  providers: [DraftStamps, OwnReadings, ReplicaCursor, ReplicaQueries],
})
export class SyncModule {}
