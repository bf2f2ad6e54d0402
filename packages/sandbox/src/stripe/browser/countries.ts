import { make } from './dom.ts';

const codes =
  'AE AR AT AU BE BG BR CA CH CL CN CO CR CY CZ DE DK EE EG ES FI FR GB GI GR HK HR HU ID IE IL IN IS IT JP KE KR LI LT LU LV MA MT MX MY NG NL NO NZ PE PH PL PT RO SA SE SG SI SK TH TR TW UA US UY VN ZA'.split(
    ' ',
  );

/** The countries to choose from, by name. */
export function countryOptions(): HTMLOptionElement[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  return codes
    .map((code) => [names.of(code) ?? code, code] as const)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, code]) => make('option', { value: code }, name));
}

/** The payer's country, as far as the page or the browser's language tells. */
export function countryOf(wanted: string | undefined): string {
  const guess = wanted ?? new Intl.Locale(navigator.language || 'en-US').region ?? 'US';
  return codes.includes(guess) ? guess : 'US';
}
