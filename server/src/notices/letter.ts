/** One thing in a list: what is the case, what to do about it, what the server says itself. */
export interface LetterItem {
  readonly text: string;
  readonly advice?: string;
  readonly detail?: string;
}

/** A notice as it is going to be read, before it is text or HTML. Everything in it is plain text. */
export interface Letter {
  readonly subject: string;
  readonly tone: 'good' | 'warning' | 'bad';
  readonly headline: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly lists: readonly { readonly title: string; readonly items: readonly LetterItem[] }[];
  /** Between a label and its value. */
  readonly colon: string;
  /** Before each `detail`. */
  readonly detailsLabel: string;
  readonly link: { readonly label: string; readonly url: string } | null;
  readonly footer: string;
}
