/** @jsxRuntime automatic */
/** @jsxImportSource react */
import { Body } from '@react-email/body';
import { Button } from '@react-email/button';
import { Container } from '@react-email/container';
import { Head } from '@react-email/head';
import { Heading } from '@react-email/heading';
import { Hr } from '@react-email/hr';
import { Html } from '@react-email/html';
import { Link } from '@react-email/link';
import { Preview } from '@react-email/preview';
import { Section } from '@react-email/section';
import { Text } from '@react-email/text';
import type { Fact, Letter } from './letter.ts';
import { look } from './look.ts';

/** A letter as a web page that mail programs show well. */
export async function htmlOf(letter: Letter): Promise<string> {
  // React Email's own render takes six times as long; Next lets no module that it bundles import this in its head.
  const { renderToStaticMarkup } = await import('react-dom/server');
  return `<!doctype html>${renderToStaticMarkup(<Sheet letter={letter} />)}`;
}

function Sheet({ letter }: { letter: Letter }) {
  const { subject, heading, paragraphs, quote, facts, action, because } = letter;
  const [first, ...others] = paragraphs;
  return (
    <Html lang="en">
      <Head>
        <title>{subject}</title>
        <meta name="color-scheme" content="light" />
      </Head>
      <Body style={look.page}>
        <Preview>{paragraphs.join(' ')}</Preview>
        <Container style={look.container}>
          <Text style={look.wordmark}>
            <span style={look.dial}>◐</span> Halfpast
          </Text>
          <Section style={look.sheet}>
            <Heading as="h1" style={look.heading}>
              {heading}
            </Heading>
            {first !== undefined && <Text style={look.text}>{first}</Text>}
            {quote !== undefined && <Text style={look.quote}>“{quote}”</Text>}
            {others.map((words) => (
              <Text key={words} style={look.text}>
                {words}
              </Text>
            ))}
            <table role="presentation" style={look.facts}>
              <tbody>
                {facts.map((fact) => (
                  <Row key={fact.label} {...fact} />
                ))}
              </tbody>
            </table>
            <Button href={action.href} style={look.button}>
              {action.label}
            </Button>
          </Section>
          <Hr style={look.rule} />
          <Text style={look.small}>{because}</Text>
        </Container>
      </Body>
    </Html>
  );
}

function Row({ label, value, href }: Fact) {
  return (
    <tr>
      <td style={look.label}>{label}</td>
      <td style={look.value}>
        {href ? (
          <Link href={href} style={look.link}>
            {value}
          </Link>
        ) : (
          value
        )}
      </td>
    </tr>
  );
}
