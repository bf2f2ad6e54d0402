'use client';
import { authClient } from '@/auth-client.ts';
import { AccountForm } from '@/components/account-form.tsx';
import { Field } from '@/components/field.tsx';

const signIn = (typed: FormData) =>
  authClient.signIn.email({ email: String(typed.get('email')), password: String(typed.get('password')) });

export function SignInForm({ next }: { next: string | undefined }) {
  return (
    <AccountForm
      title="Welcome back"
      action="Sign in"
      next={next}
      onSubmit={signIn}
      other={{ question: 'New here?', label: 'Create an account', href: '/sign-up' }}
    >
      <Field label="E-mail" name="email" type="email" autoComplete="email" required />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
    </AccountForm>
  );
}
