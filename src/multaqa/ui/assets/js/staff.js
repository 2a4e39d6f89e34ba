import "./worklist.js";
