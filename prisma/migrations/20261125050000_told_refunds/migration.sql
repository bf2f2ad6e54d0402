ALTER TABLE "payment"."refund" ADD COLUMN "told_at" TIMESTAMPTZ(3);

-- Nobody is told now of what arrived before anybody was told of anything.
UPDATE "payment"."refund" SET "told_at" = "updated_at" WHERE "status" = 'SUCCEEDED';

CREATE INDEX "refund_untold_idx" ON "payment"."refund" ("updated_at") WHERE "status" = 'SUCCEEDED' AND "told_at" IS NULL;
