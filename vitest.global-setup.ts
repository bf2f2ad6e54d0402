import { createTemplateDatabase } from '@halfpast/sandbox';
import type { TestProject } from 'vitest/node';

export default async function setup({ provide }: TestProject) {
  const { url, stop } = await createTemplateDatabase();
  provide('postgresUrl', url);
  return stop;
}
