'use client';
import { authClient } from '@/auth-client.ts';
import { AccountForm } from '@/components/account-form.tsx';
import { Field } from '@/components/field.tsx';

const signUp = (typed: FormData) =>
  authClient.signUp.email({
    name: String(typed.get('name')),
    email: String(typed.get('email')),
    password: String(typed.get('password')),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });

export function SignUpForm({ next }: { next: string | undefined }) {
  return (
    <AccountForm
      title="Start learning"
      action="Sign up"
      next={next}
      onSubmit={signUp}
      other={{ question: 'Been here before?', label: 'Sign in to your account', href: '/sign-in' }}
    >
      <Field label="Name" name="name" autoComplete="name" hint="Your tutors will see it." required />
      <Field label="E-mail" name="email" type="email" autoComplete="email" required />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={8}
        hint="Eight characters at least."
        required
      />
    </AccountForm>
  );
}
