import { Waiting } from '@/components/waiting.tsx';

export default function Loading() {
  return <Waiting label="Loading" rows={4} className="h-24" />;
}
