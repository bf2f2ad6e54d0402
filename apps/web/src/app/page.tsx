import { Hero } from './hero.tsx';
import { TutorList } from './tutor-list.tsx';

type Props = { searchParams: Promise<{ subject?: string }> };

export default async function TutorsPage({ searchParams }: Props) {
  const { subject } = await searchParams;
  return (
    <>
      <Hero />
      <TutorList subject={typeof subject === 'string' ? subject : undefined} />
    </>
  );
}
