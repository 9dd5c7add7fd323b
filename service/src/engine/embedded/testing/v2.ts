import { V1 } from './v1.js';

/** The second schema, as it was: files of it must be brought up for ever. */
export const V2 = `
  ${V1}
  ALTER TABLE events ADD COLUMN target INTEGER;
  CREATE INDEX events_by_target ON events (room, target) WHERE target IS NOT NULL;
  ALTER TABLE seats ADD COLUMN read_seq INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL);
  PRAGMA user_version = 2;
`;
