import type { ButtonHTMLAttributes } from 'react';

const looks = {
  primary: 'bg-accent text-on-accent border-ink hover:bg-ink hover:text-paper',
  plain: 'bg-transparent text-ink border-edge hover:border-ink hover:bg-ink hover:text-paper',
  danger: 'bg-bad text-paper border-bad hover:bg-ink hover:border-ink hover:text-paper',
  quiet:
    'bg-transparent text-ink border-transparent underline decoration-2 underline-offset-4 hover:decoration-accent',
};

export type Look = keyof typeof looks;

/** How everything that acts looks, whether it is a button or a link. */
export const buttonLook = (look: Look = 'primary'): string =>
  `inline-flex min-h-11 items-center justify-center gap-2 rounded-full border-[1.5px] px-5 py-2 text-center leading-tight font-semibold no-underline transition-colors disabled:pointer-events-none disabled:opacity-55 ${looks[look]}`;

type Props = ButtonHTMLAttributes<HTMLButtonElement> & { look?: Look; wide?: boolean };

/** A button; `type="button"` unless said otherwise. */
export function Button({ look, wide = false, type = 'button', className = '', ...rest }: Props) {
  return (
    <button type={type} className={`${buttonLook(look)} ${wide ? 'w-full' : ''} ${className}`} {...rest} />
  );
}
