/* Styles of forms: a label above its field, a hint under it, what is wrong in red with words. */
import { css } from "lit";

export const forms = css`
  form {
    display: grid;
    gap: 1rem;
  }
  label,
  .field {
    display: grid;
    gap: 0.3rem;
    font-weight: 600;
  }
  .hint {
    color: var(--text-soft);
    font-size: 0.88em;
    font-weight: 400;
  }
  .fault {
    color: var(--accent);
    font-size: 0.92em;
    font-weight: 600;
  }
  .fault:empty {
    display: none;
  }
  input:not([type="checkbox"], [type="radio"], [type="file"]),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: 2.75rem;
    padding: 0.4rem 0.75rem;
    border: 1px solid var(--line-strong);
    border-radius: 0.5rem;
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-weight: 400;
  }
  textarea {
    min-height: 6rem;
    resize: vertical;
    line-height: 1.45;
  }
  [aria-invalid="true"] {
    border: 2px solid var(--alarm-line);
  }
  input[type="checkbox"],
  input[type="radio"] {
    width: 1.2rem;
    height: 1.2rem;
    margin: 0;
    flex: none;
    accent-color: var(--brand);
  }
  ::file-selector-button {
    min-height: 2.5rem;
    margin-right: 0.75rem;
    padding: 0.3rem 1rem;
    border: 1px solid var(--line-strong);
    border-radius: 0.5rem;
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  .tick {
    display: flex;
    align-items: flex-start;
    gap: 0.6rem;
    font-weight: 400;
  }
  .tick input {
    margin-top: 0.15em;
  }
  ::placeholder {
    color: var(--text-soft);
    opacity: 1;
  }
`;
