import type { CSSProperties } from 'react';

const ink = '#17211c';
const soft = '#525d56';
const line = '#d8d7cb';
const sans = 'Figtree, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';

const styles = <Name extends string>(named: Record<Name, CSSProperties>) => named;

/** The colours of the product's pages, in what mail programs understand. */
export const look = styles({
  page: { backgroundColor: '#f4f3ec', color: ink, fontFamily: sans, margin: 0, padding: '24px 12px' },
  container: { maxWidth: '560px', margin: '0 auto' },
  wordmark: {
    fontSize: '22px',
    fontWeight: 700,
    letterSpacing: '-0.02em',
    margin: '0 0 16px 4px',
    color: ink,
  },
  dial: { color: '#d99a00' },
  sheet: {
    backgroundColor: '#fdfcf8',
    border: `1px solid ${line}`,
    borderTop: '4px solid #ffc42e',
    borderRadius: '12px',
    padding: '28px 28px 32px',
  },
  heading: { fontSize: '26px', lineHeight: '32px', letterSpacing: '-0.01em', margin: '0 0 12px', color: ink },
  text: { fontSize: '16px', lineHeight: '25px', margin: '0 0 12px', color: ink },
  quote: {
    fontSize: '16px',
    lineHeight: '25px',
    margin: '0 0 12px',
    padding: '2px 0 2px 14px',
    borderLeft: '3px solid #ffc42e',
    color: soft,
    overflowWrap: 'anywhere',
  },
  facts: { width: '100%', borderCollapse: 'collapse', margin: '20px 0 26px' },
  label: {
    width: '72px',
    padding: '9px 12px 9px 0',
    borderTop: `1px solid ${line}`,
    fontSize: '14px',
    lineHeight: '22px',
    color: soft,
    verticalAlign: 'top',
  },
  value: {
    padding: '9px 0',
    borderTop: `1px solid ${line}`,
    fontSize: '16px',
    lineHeight: '22px',
    color: ink,
    overflowWrap: 'anywhere',
  },
  link: { color: ink, textDecoration: 'underline' },
  button: {
    backgroundColor: '#ffc42e',
    borderRadius: '999px',
    color: ink,
    fontSize: '16px',
    fontWeight: 600,
    padding: '13px 26px',
    textDecoration: 'none',
  },
  rule: { borderColor: 'transparent', margin: '6px 0' },
  small: { fontSize: '13px', lineHeight: '20px', margin: '0 4px', color: soft },
});
