-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "auth";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "communication";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "payment";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "saga";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "tutor_matching";

-- CreateEnum
CREATE TYPE "communication"."SessionStatus" AS ENUM ('PENDING_PAYMENT', 'CONFIRMED', 'COMPLETED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "payment"."PaymentStatus" AS ENUM ('PENDING', 'DECLINED', 'CANCELED', 'SUCCEEDED');

-- CreateEnum
CREATE TYPE "payment"."RefundStatus" AS ENUM ('PENDING', 'SUCCEEDED', 'FAILED');

-- CreateEnum
CREATE TYPE "saga"."BookingStatus" AS ENUM ('REQUESTED', 'REJECTED', 'AWAITING_PAYMENT', 'PAID', 'CONFIRMED', 'EXPIRED', 'ABANDONED', 'REFUNDED');

-- CreateEnum
CREATE TYPE "tutor_matching"."HoldStatus" AS ENUM ('HELD', 'BOOKED', 'RELEASED');

-- CreateTable
CREATE TABLE "auth"."user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'student',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."session" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."account" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth"."verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "communication"."session" (
    "session_id" UUID NOT NULL,
    "tutor_id" TEXT NOT NULL,
    "student_id" TEXT NOT NULL,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL,
    "duration" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "communication"."SessionStatus" NOT NULL,
    "meeting_link" TEXT,
    "cancelled_by" TEXT,
    "cancelled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("session_id")
);

-- CreateTable
CREATE TABLE "payment"."payment" (
    "payment_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "tutor_id" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "status" "payment"."PaymentStatus" NOT NULL,
    "failure_code" TEXT,
    "amount_received" INTEGER,
    "currency_received" TEXT,
    "stripe_payment_intent_id" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "first_tried_at" TIMESTAMPTZ(3),
    "succeeded_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("payment_id")
);

-- CreateTable
CREATE TABLE "payment"."refund" (
    "refund_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "status" "payment"."RefundStatus" NOT NULL,
    "reason" TEXT,
    "stripe_refund_id" TEXT,
    "failure_code" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_pkey" PRIMARY KEY ("refund_id")
);

-- CreateTable
CREATE TABLE "payment"."stripe_event" (
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "payment"."outbox" (
    "event_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "saga"."booking" (
    "booking_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "student_id" TEXT NOT NULL,
    "tutor_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "duration" INTEGER NOT NULL,
    "amount" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "saga"."BookingStatus" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "booking_pkey" PRIMARY KEY ("booking_id")
);

-- CreateTable
CREATE TABLE "saga"."outbox" (
    "event_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "tutor_matching"."tutor" (
    "tutor_id" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "headline" TEXT NOT NULL,
    "bio" TEXT NOT NULL,
    "subjects" TEXT[],
    "languages" TEXT[],
    "hourly_rate" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "durations" INTEGER[],

    CONSTRAINT "tutor_pkey" PRIMARY KEY ("tutor_id")
);

-- CreateTable
CREATE TABLE "tutor_matching"."availability_rule" (
    "tutor_id" TEXT NOT NULL,
    "weekday" SMALLINT NOT NULL,
    "start_minute" SMALLINT NOT NULL,
    "end_minute" SMALLINT NOT NULL,

    CONSTRAINT "availability_rule_pkey" PRIMARY KEY ("tutor_id","weekday","start_minute")
);

-- CreateTable
CREATE TABLE "tutor_matching"."availability_exception" (
    "tutor_id" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "periods" JSONB NOT NULL,

    CONSTRAINT "availability_exception_pkey" PRIMARY KEY ("tutor_id","date")
);

-- CreateTable
CREATE TABLE "tutor_matching"."slot_hold" (
    "booking_id" UUID NOT NULL,
    "tutor_id" TEXT,
    "student_id" TEXT,
    "period" tstzrange,
    "expires_at" TIMESTAMPTZ(3),
    "status" "tutor_matching"."HoldStatus" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "slot_hold_pkey" PRIMARY KEY ("booking_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "auth"."user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "auth"."session"("token");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "auth"."session"("user_id");

-- CreateIndex
CREATE INDEX "account_user_id_idx" ON "auth"."account"("user_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "auth"."verification"("identifier");

-- CreateIndex
CREATE INDEX "session_student_id_session_id_idx" ON "communication"."session"("student_id", "session_id" DESC);

-- CreateIndex
CREATE INDEX "session_student_id_status_session_id_idx" ON "communication"."session"("student_id", "status", "session_id" DESC);

-- CreateIndex
CREATE INDEX "session_tutor_id_session_id_idx" ON "communication"."session"("tutor_id", "session_id" DESC);

-- CreateIndex
CREATE INDEX "session_tutor_id_status_session_id_idx" ON "communication"."session"("tutor_id", "status", "session_id" DESC);

-- CreateIndex
CREATE INDEX "session_status_session_id_idx" ON "communication"."session"("status", "session_id" DESC);

-- CreateIndex
CREATE INDEX "session_status_ends_at_idx" ON "communication"."session"("status", "ends_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_session_id_key" ON "payment"."payment"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_stripe_payment_intent_id_key" ON "payment"."payment"("stripe_payment_intent_id");

-- CreateIndex
CREATE INDEX "payment_user_id_payment_id_idx" ON "payment"."payment"("user_id", "payment_id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "refund_stripe_refund_id_key" ON "payment"."refund"("stripe_refund_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_payment_id_attempt_key" ON "payment"."refund"("payment_id", "attempt");

-- CreateIndex
CREATE UNIQUE INDEX "booking_payment_id_key" ON "saga"."booking"("payment_id");

-- CreateIndex
CREATE INDEX "booking_status_expires_at_idx" ON "saga"."booking"("status", "expires_at");

-- AddForeignKey
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."account" ADD CONSTRAINT "account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment"."refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"."payment"("payment_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tutor_matching"."availability_rule" ADD CONSTRAINT "availability_rule_tutor_id_fkey" FOREIGN KEY ("tutor_id") REFERENCES "tutor_matching"."tutor"("tutor_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tutor_matching"."availability_exception" ADD CONSTRAINT "availability_exception_tutor_id_fkey" FOREIGN KEY ("tutor_id") REFERENCES "tutor_matching"."tutor"("tutor_id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema language can't say.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- No two live holds of one tutor, or of one student, overlap (SQLSTATE 23P01 is SLOT_UNAVAILABLE).
ALTER TABLE "tutor_matching"."slot_hold"
  ADD CONSTRAINT "slot_hold_tutor_no_overlap"
    EXCLUDE USING gist ("tutor_id" WITH =, "period" WITH &&) WHERE ("status" IN ('HELD', 'BOOKED')),
  ADD CONSTRAINT "slot_hold_student_no_overlap"
    EXCLUDE USING gist ("student_id" WITH =, "period" WITH &&) WHERE ("status" IN ('HELD', 'BOOKED')),
  ADD CONSTRAINT "slot_hold_live_is_whole"
    CHECK ("status" = 'RELEASED' OR ("tutor_id" IS NOT NULL AND "student_id" IS NOT NULL AND "period" IS NOT NULL AND "expires_at" IS NOT NULL));

CREATE INDEX "slot_hold_held_expires_at_idx" ON "tutor_matching"."slot_hold" ("expires_at") WHERE "status" = 'HELD';

-- One live booking per student and slot, and per student and idempotency key.
CREATE UNIQUE INDEX "booking_live_slot_key" ON "saga"."booking" ("student_id", "tutor_id", "starts_at")
  WHERE "status" IN ('REQUESTED', 'AWAITING_PAYMENT', 'PAID', 'CONFIRMED');
CREATE UNIQUE INDEX "booking_live_idempotency_key" ON "saga"."booking" ("student_id", "idempotency_key")
  WHERE "status" IN ('REQUESTED', 'AWAITING_PAYMENT', 'PAID', 'CONFIRMED') AND "idempotency_key" IS NOT NULL;

-- Successes that the saga hasn't answered yet: what the sweep reads.
CREATE INDEX "payment_unsettled_idx" ON "payment"."payment" ("succeeded_at")
  WHERE "status" = 'SUCCEEDED' AND "settled_at" IS NULL;

ALTER TABLE "payment"."payment" ADD CONSTRAINT "payment_amount_positive" CHECK ("amount" > 0);
-- What is only true of a declined or a succeeded payment is there exactly then.
ALTER TABLE "payment"."payment"
  ADD CONSTRAINT "payment_declined_is_whole"
    CHECK ("status" <> 'DECLINED' OR ("stripe_payment_intent_id" IS NOT NULL AND "failure_code" IS NOT NULL)),
  ADD CONSTRAINT "payment_succeeded_is_whole"
    CHECK (("status" = 'SUCCEEDED') = ("succeeded_at" IS NOT NULL) AND ("status" <> 'SUCCEEDED' OR ("stripe_payment_intent_id" IS NOT NULL
      AND "amount_received" IS NOT NULL AND "currency_received" IS NOT NULL)));
ALTER TABLE "payment"."refund" ADD CONSTRAINT "refund_amount_positive" CHECK ("amount" > 0);

-- Each state carries what is true in it.
ALTER TABLE "communication"."session"
  ADD CONSTRAINT "session_state_is_whole" CHECK (CASE "status"
    WHEN 'PENDING_PAYMENT' THEN "meeting_link" IS NULL AND "cancelled_at" IS NULL
    WHEN 'CANCELLED' THEN "cancelled_at" IS NOT NULL
    ELSE "meeting_link" IS NOT NULL AND "cancelled_at" IS NULL END);

ALTER TABLE "tutor_matching"."availability_rule"
  ADD CONSTRAINT "availability_rule_within_week"
    CHECK ("weekday" BETWEEN 1 AND 7 AND "start_minute" >= 0 AND "start_minute" < "end_minute" AND "end_minute" <= 1440);
