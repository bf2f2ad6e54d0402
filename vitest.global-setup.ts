import { createTemplateDatabase } from '@halfpast/sandbox';
import type { TestProject } from 'vitest/node';

export default async function setup({ provide }: TestProject) {
  const { url, stop } = await createTemplateDatabase();
  provide('postgresUrl', url);
  provide('inngestServer', inngestServer());
  return stop;
}

function inngestServer() {
  const {
    INNGEST_BASE_URL: baseUrl,
    INNGEST_EVENT_KEY: eventKey,
    INNGEST_SIGNING_KEY: signingKey,
  } = process.env;
  return baseUrl && eventKey && signingKey ? { baseUrl, eventKey, signingKey } : null;
}
