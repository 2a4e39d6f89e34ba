import "./combobox.js";
import "./drafts.js";
import "./copying.js";
