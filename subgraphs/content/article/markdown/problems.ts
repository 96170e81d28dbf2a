/** What can be wrong with a Markdown text. The codes are stable: editors' tools translate them. */
export type MarkdownProblemCode =
  | 'BROKEN_ANCHOR'
  | 'EMPTY_TEXT'
  | 'HEADING_EMPTY'
  | 'HEADING_LEVEL_ONE'
  | 'HEADING_LEVEL_SKIPPED'
  | 'HEADING_TOO_DEEP'
  | 'IMAGE_NOT_ALONE'
  | 'IMAGE_URL_NOT_ALLOWED'
  | 'IMAGE_WITHOUT_ALT'
  | 'INVALID_DIRECTIVE'
  | 'LINK_EMPTY'
  | 'LINK_NOT_ALLOWED'
  | 'NESTED_TOO_DEEPLY'
  | 'RAW_HTML'
  | 'TOO_LONG'
  | 'UNKNOWN_CITATION'
  | 'UNKNOWN_DIRECTIVE'
  | 'UNSUPPORTED_MARKDOWN';

/** `line` counts from 1 within the text that was given. */
export interface MarkdownProblem {
  code: MarkdownProblemCode;
  line: number;
  message: string;
}
