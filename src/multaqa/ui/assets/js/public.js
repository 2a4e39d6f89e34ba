import "./again.js"; // before the drafts, which it keeps
import "./combobox.js";
import "./drafts.js";
import "./copying.js";
