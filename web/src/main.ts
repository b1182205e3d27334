/* The start of the page: restore what was chosen before, then show the application. */
import { restoreLanguage } from "./text/text";
import { restoreContrast } from "./ui/contrast";
import { letterSize, setLetterSize } from "./ui/letters";
import "./app";

void restoreLanguage();
restoreContrast();
setLetterSize(letterSize());
