ALTER TABLE "payment"."payment"
  ADD COLUMN "refund_owed" INTEGER,
  ADD COLUMN "refund_reason" TEXT,
  ADD CONSTRAINT "payment_owes_what_it_took" CHECK ("refund_owed" IS NULL OR ("refund_owed" > 0 AND "refund_owed" <= "amount_received"));

ALTER TABLE "payment"."refund"
  ALTER COLUMN "attempt" DROP NOT NULL,
  ALTER COLUMN "updated_at" SET DATA TYPE TIMESTAMPTZ(6),
  ADD COLUMN "send_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD CONSTRAINT "refund_elsewhere_is_whole" CHECK ("attempt" IS NOT NULL OR "stripe_refund_id" IS NOT NULL);

-- Refunds that aren't at their end: to send, or to ask Stripe about.
CREATE INDEX "refund_pending_idx" ON "payment"."refund" ("updated_at") WHERE "status" = 'PENDING';

CREATE TYPE "payment"."DisputeStatus" AS ENUM ('INQUIRY', 'OPEN', 'WON', 'LOST');

CREATE TABLE "payment"."dispute" (
    "dispute_id" TEXT NOT NULL,
    "payment_id" UUID NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "payment"."DisputeStatus" NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("dispute_id")
);

CREATE INDEX "dispute_payment_id_idx" ON "payment"."dispute"("payment_id");

ALTER TABLE "payment"."dispute" ADD CONSTRAINT "dispute_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"."payment"("payment_id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX "dispute_undecided_idx" ON "payment"."dispute" ("updated_at") WHERE "status" IN ('INQUIRY', 'OPEN');

CREATE TABLE "payment"."alert" (
    "alert_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payment_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "words" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("alert_id")
);

CREATE UNIQUE INDEX "alert_key_key" ON "payment"."alert"("key");
