-- Two takes within one millisecond would tie, and the same row could be taken twice before another had its turn.
ALTER TABLE "payment"."payment" ALTER COLUMN "updated_at" SET DATA TYPE TIMESTAMPTZ(6);
ALTER TABLE "saga"."booking" ALTER COLUMN "updated_at" SET DATA TYPE TIMESTAMPTZ(6);
