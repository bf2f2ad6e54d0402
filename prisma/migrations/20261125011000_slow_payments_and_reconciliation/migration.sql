ALTER TABLE "payment"."payment"
  ADD COLUMN "excluded_methods" TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "processing_since" TIMESTAMPTZ(3),
  ADD CONSTRAINT "payment_processing_is_open" CHECK ("processing_since" IS NULL OR "status" IN ('PENDING', 'DECLINED'));

-- Payments whose intent may still go either way.
CREATE INDEX "payment_open_idx" ON "payment"."payment" ("updated_at")
  WHERE "status" IN ('PENDING', 'DECLINED') AND "stripe_payment_intent_id" IS NOT NULL;

CREATE TABLE "payment"."reconciliation" (
    "id" INTEGER NOT NULL,
    "events_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("id")
);
