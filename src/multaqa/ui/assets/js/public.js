import "./drafts.js";
import "./copying.js";
