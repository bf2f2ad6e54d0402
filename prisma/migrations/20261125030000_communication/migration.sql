-- CreateEnum
CREATE TYPE "communication"."NotificationKind" AS ENUM ('confirmed', 'cancelled', 'withdrawn', 'refunded', 'reminder_24h', 'reminder_1h');

-- CreateEnum
CREATE TYPE "communication"."NotificationStatus" AS ENUM ('PENDING', 'SENT', 'DROPPED', 'GIVEN_UP');

-- AlterTable
ALTER TABLE "communication"."session" ADD COLUMN     "cancellation_reason" TEXT,
ADD COLUMN     "cancellation_settled_at" TIMESTAMPTZ(3),
ADD COLUMN     "remind_at" TIMESTAMPTZ(3),
ADD COLUMN     "taken_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp();

-- CreateTable
CREATE TABLE "communication"."notification" (
    "notification_id" UUID NOT NULL,
    "kind" "communication"."NotificationKind" NOT NULL,
    "subject_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "session_id" UUID NOT NULL,
    "data" JSONB NOT NULL,
    "status" "communication"."NotificationStatus" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("notification_id")
);

-- CreateTable
CREATE TABLE "communication"."outbox" (
    "event_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("event_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "notification_subject_id_kind_person_id_key" ON "communication"."notification"("subject_id", "kind", "person_id");

-- AddForeignKey
ALTER TABLE "communication"."notification" ADD CONSTRAINT "notification_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "communication"."session"("session_id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema language can't say.

-- Sessions that were made before there were reminders are reminded, too.
UPDATE "communication"."session"
SET "remind_at" = CASE WHEN "scheduled_at" - interval '24 hours' > now() THEN "scheduled_at" - interval '24 hours'
                       ELSE "scheduled_at" - interval '1 hour' END
WHERE "status" = 'CONFIRMED' AND "scheduled_at" - interval '1 hour' > now();

-- Each state carries what is true in it; nobody cancelled, and nobody gave a reason for, what was withdrawn.
ALTER TABLE "communication"."session"
  DROP CONSTRAINT "session_state_is_whole",
  ADD CONSTRAINT "session_state_is_whole" CHECK (CASE "status"
    WHEN 'PENDING_PAYMENT' THEN "meeting_link" IS NULL
    WHEN 'CANCELLED' THEN "cancelled_at" IS NOT NULL
    ELSE "meeting_link" IS NOT NULL END),
  ADD CONSTRAINT "session_cancellation_is_whole" CHECK (
    ("status" = 'CANCELLED' OR ("cancelled_at" IS NULL AND "cancelled_by" IS NULL))
    AND ("cancelled_by" IS NOT NULL OR ("cancellation_reason" IS NULL AND "cancellation_settled_at" IS NULL))
    AND char_length("cancellation_reason") <= 500),
  ADD CONSTRAINT "session_reminder_is_of_a_lesson" CHECK ("remind_at" IS NULL OR "status" = 'CONFIRMED');

ALTER TABLE "communication"."notification"
  ADD CONSTRAINT "notification_sent_is_whole" CHECK (("status" = 'SENT') = ("sent_at" IS NOT NULL));

-- What waits: for its payment's outcome, for its refund, for its reminder, for its mail.
CREATE INDEX "session_pending_idx" ON "communication"."session" ("taken_at") WHERE "status" = 'PENDING_PAYMENT';
CREATE INDEX "session_unsettled_idx" ON "communication"."session" ("taken_at")
  WHERE "status" = 'CANCELLED' AND "cancelled_by" IS NOT NULL AND "cancellation_settled_at" IS NULL;
CREATE INDEX "session_remind_at_idx" ON "communication"."session" ("remind_at") WHERE "remind_at" IS NOT NULL;
CREATE INDEX "notification_due_idx" ON "communication"."notification" ("due_at") WHERE "status" = 'PENDING';
