ALTER TYPE "saga"."BookingStatus" ADD VALUE 'CANCELLED';

-- Who booked before there was a choice gets the terms that were always meant.
ALTER TABLE "saga"."booking" ADD COLUMN "cancellation_policy" JSONB NOT NULL
  DEFAULT '{"tiers": [{"hoursBefore": 24, "percent": 100}, {"hoursBefore": 2, "percent": 50}]}';
ALTER TABLE "saga"."booking" ADD CONSTRAINT "booking_cancellation_policy_has_tiers"
  CHECK (jsonb_typeof("cancellation_policy" -> 'tiers') = 'array');

-- The sweep takes held slots in turn, so that those which may not be released yet keep no other waiting.
ALTER TABLE "tutor_matching"."slot_hold" ADD COLUMN "taken_at" TIMESTAMPTZ(6);
DROP INDEX "tutor_matching"."slot_hold_held_expires_at_idx";
CREATE INDEX "slot_hold_held_taken_at_idx" ON "tutor_matching"."slot_hold" ("taken_at" NULLS FIRST, "expires_at") WHERE "status" = 'HELD';
