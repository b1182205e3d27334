/* Where dialogs and short messages are put: beside the page, in the application's own tree. */
export function overlay<T extends HTMLElement>(element: T): T {
  const app = document.querySelector("gb-app");
  (app?.shadowRoot ?? document.body).append(element);
  return element;
}
