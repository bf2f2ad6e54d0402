'use client';
import { type ReactNode, useEffect, useId, useRef } from 'react';

type Props = {
  readonly title: string;
  /** Asked for by Escape, too, and by a click beside it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/**
 * What needs an answer before anything else goes on. The browser keeps the focus within it and makes the rest of the page
 * inert; it is open as long as it is rendered, and the focus goes back to where it came from.
 */
export function Dialog({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  useEffect(() => {
    const opener = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    heading.current?.focus(); // so that it is read from its beginning, and nothing is done by a hasty Enter
    return () => {
      shown?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target }) => {
        if (target === dialog.current) onClose();
      }}
      className="m-auto w-[min(32rem,100vw-2rem)] rounded-2xl border-[1.5px] border-ink bg-sheet text-ink backdrop:bg-black/55 max-sm:mb-4"
    >
      <div className="p-6 sm:p-8">
        <h2 ref={heading} id={titleId} tabIndex={-1} className="text-2xl outline-none sm:text-3xl">
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}
